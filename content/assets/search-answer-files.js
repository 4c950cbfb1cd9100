// The card above the results on a host without a server: one figure of one department, from the files of the build
// (answer-words.json, files/api/). Every character typed must be explained, else nothing is said.

import { normalise } from "./search-language.js";

/** The answer to what was typed where it names one department and one figure, else null. */
export async function answerFromFiles(root, { words = [], understood, hits = [] }, signal) {
  const [department, ...others] = understood.department;
  if (!department || others.length || understood.year.length > 1 || !words.length) return null;
  try {
    const get = async (path) => {
      const response = await fetch(new URL(path, root), { signal });
      return response.ok ? response.json() : null;
    };
    const known = await get("answer-words.json");
    const metric = known && metricOf(words.map(normalise).join(""), known);
    const page = hits.find((hit) => hit.department === department)?.page_url;
    if (!metric || !page) return null;
    const { departments } = await get("files/api/index.json");
    const own = page.split("/")[1];
    const id = departments.filter((one) => own.startsWith(`${one}-`)).sort((one, other) => other.length - one.length)[0];
    const body = id && (await get(`files/api/departments/${id}.json`));
    return body ? told(body, understood.year[0], metric, known.names[metric], root) : null;
  } catch {
    return null;
  }
}

/** The one figure that words ask for, where all the rest of them says nothing of what is asked. */
export function metricOf(text, { metrics, said }) {
  const found = Object.keys(metrics).filter((word) => text.includes(word));
  const longest = found.sort((one, other) => other.length - one.length)[0];
  if (!longest) return null;
  const rest = text.split(longest);
  const ignored = new Set(said);
  return rest.length === 2 && rest.every((piece) => isSaid(piece, ignored)) ? metrics[longest] : null;
}

/** Whether a text is made of words that say nothing of what is asked. */
function isSaid(text, ignored) {
  const reached = [true];
  for (let end = 1; end <= text.length; end += 1) {
    reached[end] = reached.some((here, at) => here && (ignored.has(text.slice(at, end)) || !/[\p{L}\p{N}]/u.test(text.slice(at, end))));
  }
  return reached[text.length];
}

function told(body, typed, metric, name, root) {
  const year = String(typed ?? Math.max(...Object.keys(body.years).map(Number)));
  const of = body.years[year];
  const figure = of?.figures[metric];
  if (!figure) return null;
  const shown = (one) => `${one.value}${one.unit ?? ""}`;
  const others = (figure.others ?? []).map((one) => `${shown(one)}（第 ${one.line} 行）`);
  const text = [
    typed ? "" : `（没有说年度，按最近的${year}年度回答）`,
    `${body.name}${of.name ? `（该年度名为${of.name}）` : ""}${year}年度${name}为${shown(figure)}${of.scope ? `（口径：${of.scope}）` : ""}。`,
    others.length ? `原文另印有：${others.join("；")}。` : "",
    ...(figure.marks ?? []).map((mark) => `核对：${mark}。`),
  ].join("");
  const address = new URL(new URL(of.url).pathname.replace(/^.*\/(d\/[^/]+\/)$/, "$1"), root);
  const line = figure.line;
  const url = line ? `${address.href}source/#L${line}` : address.href;
  return { type: "value", text, evidence: [{ url, line, quote: "" }] };
}
