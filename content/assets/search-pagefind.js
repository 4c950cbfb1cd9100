// Search without any server: Pagefind's indexes by character, some for each fiscal year, merged here. It finds the
// pages (a disclosure's documents of one kind); which of their documents hold the words is told here, exactly.
import { find } from "./search-language.js";
import { NOTHING, NO_WORDS, excerpt, marked, understand } from "./search-queries.js";

const HAN = "々〇\\u{3400}-\\u{4dbf}\\u{4e00}-\\u{9fff}\\u{f900}-\\u{faff}\\u{20000}-\\u{3ffff}";
const SEAM = new RegExp(`(?<=[${HAN}]) | (?=[${HAN}])|(?<=[，。；：、！？）”’》】]) `, "gu");
const IN_WORDS = new RegExp(`[${HAN}]|[^${HAN}\\s]+`, "gu");
const BREAK = "‖";
const SIZE = 10;

/** A text as it was before its characters were parted. */
const rejoined = (words) => words.replace(SEAM, "");

/** The pages that hold the phrase: Han characters as words, one after the other. */
function quotedRun({ tokens }) {
  const words = [];
  tokens.forEach((token, i) => {
    const characters = token.match(IN_WORDS);
    const before = tokens[i - 1] ?? "";
    const overlaps = characters.length === 1 && before.length > 1 && before.endsWith(token);
    if (characters.length === 2 && before.endsWith(characters[0]) && before.length > 1) words.push(characters[1]);
    else if (!overlaps) words.push(...characters);
  });
  return `"${words.join(" ")}"`;
}

/** The back end for { folder, years, indexes: how many each year has } under the site's root. */
export function pagefind({ folder, years, indexes }, config, root) {
  const instances = new Map();

  /** Where the indexes of a year are. */
  const addresses = (year) =>
    Array.from({ length: indexes[years.indexOf(year)] }, (_, i) => new URL(`${folder}/${year}-${i + 1}/`, root).href);

  /** Pagefind over these years: the newest one's first index with all others merged in. */
  function instance(wanted) {
    const name = wanted.join();
    if (!instances.has(name)) {
      const [first, ...others] = wanted.flatMap(addresses);
      const made = (async () => {
        const engine = await import(`${first}pagefind.js?${name}`);
        await engine.options({ excerptLength: 1, basePath: first });
        await engine.init();
        await Promise.all(others.map((address) => engine.mergeIndex(address)));
        await engine.filters(); // counts are given only for the filters that are loaded
        return engine;
      })();
      made.catch(() => instances.delete(name));
      instances.set(name, made);
    }
    return instances.get(name);
  }

  /** Pages that hold any of the phrases of each term, best first, with facets. */
  async function pagesOf(engine, terms, filters, sort) {
    const options = { filters, sort: { newest: { year: "desc" }, oldest: { year: "asc" } }[sort] ?? undefined };
    if (!terms.length) return engine.search(null, options);
    const answers = await Promise.all(
      terms.map(async (alternatives) => {
        const found = await Promise.all(alternatives.map((one) => engine.search(quotedRun(one), options)));
        return joined(found);
      }),
    );
    const common = answers.map(({ results }) => new Map(results.map((result) => [result.id, result.score])));
    const results = answers[0].results.filter(({ id }) => common.every((scores) => scores.has(id)));
    if (!options.sort) {
      const score = (id) => common.reduce((sum, scores) => sum + scores.get(id), 0);
      results.sort((a, b) => score(b.id) - score(a.id));
    }
    return { results, totalFilters: fewest(answers.map((answer) => answer.totalFilters)) };
  }

  function joined(found) {
    const byId = new Map();
    for (const { results } of found) for (const result of results) if (!byId.has(result.id)) byId.set(result.id, result);
    const counts = found.map((answer) => answer.totalFilters);
    return { results: [...byId.values()], totalFilters: found.length === 1 ? counts[0] : most(counts) };
  }

  async function search(_, state) {
    const { terms, understood, filters } = understand(state, config);
    const chosen = Object.fromEntries(Object.entries(filters).filter(([, values]) => values.length).map(([facet, values]) => [facet, { any: values }]));
    if (!terms.length && !Object.keys(chosen).length) {
      return { total: 0, hits: [], page: state.page, pages: 0, facets: {}, understood, message: NO_WORDS };
    }
    const wantedYears = filters.year.length ? years.filter((year) => filters.year.includes(String(year))) : years;
    const engine = await instance(wantedYears.length ? wantedYears : years);
    const { results, totalFilters } = await pagesOf(engine, terms, chosen, state.sort);
    const shown = results.slice((state.page - 1) * SIZE, state.page * SIZE);
    const pages = await Promise.all(shown.map((result) => result.data()));
    const hits = pages.flatMap((page) => documentsOf(page, terms, config));
    return {
      total: results.length,
      counted: true,
      page: state.page,
      pages: Math.ceil(results.length / SIZE),
      message: results.length ? null : NOTHING,
      understood,
      facets: facetsOf(totalFilters ?? {}, filters, config),
      hits,
    };
  }
  return { name: "pagefind", search };
}

const merge = (counts, how) => {
  const out = {};
  for (const facet of new Set(counts.flatMap(Object.keys))) {
    out[facet] = {};
    for (const value of new Set(counts.flatMap((one) => Object.keys(one[facet] ?? {})))) {
      out[facet][value] = how(...counts.map((one) => one[facet]?.[value] ?? 0));
    }
  }
  return out;
};
const most = (counts) => merge(counts, Math.max);
const fewest = (counts) => (counts.length === 1 ? counts[0] : merge(counts, Math.min));

function facetsOf(counts, filters, config) {
  const out = {};
  for (const facet of ["year", "district", "department", "kind"]) {
    const values = { ...(counts[facet] ?? {}) };
    for (const value of filters[facet]) values[value] ??= 0;
    out[facet] = Object.entries(values)
      .filter(([value, count]) => count > 0 || filters[facet].includes(value))
      .map(([value, count]) => ({ value, count, label: config.kinds[value] ?? value }))
      .sort((a, b) => (facet === "year" ? b.value - a.value : b.count - a.count));
  }
  return out;
}

/** The documents of a page that hold every term, with their words marked. */
function documentsOf(page, terms, config) {
  const words = page.raw_content.split(/\s+/u);
  const anchors = page.anchors.filter(({ element }) => element === "h2").sort((a, b) => a.location - b.location);
  const who = rejoined(words.slice(0, anchors[0]?.location ?? 0).join(" "));
  const wanted = terms.flat();
  return anchors.flatMap((anchor, i) => {
    const slice = words.slice(anchor.location, anchors[i + 1]?.location).join(" ");
    const [title, text, codes] = slice.split(BREAK).map((part) => rejoined((part ?? "").trim()).replace(/[.。]$/u, (dot) => (dot === "." ? "" : dot)));
    const everything = [who, title, text, codes].join("\n");
    if (!terms.every((alternatives) => find(everything, alternatives).length)) return [];
    const place = anchor.id.replace(/~[0-9]+$/u, "");
    return [
      {
        disclosure_id: page.meta.id,
        kind: page.meta.kind,
        kind_label: config.kinds[page.meta.kind],
        department: page.meta.department,
        district: page.meta.district ?? null,
        fiscal_year: Number(page.meta.year),
        page_url: `d/${page.meta.id}/${place === "top" ? "" : `#${place}`}`,
        title: marked(title, wanted),
        text: excerpt(text ?? "", wanted),
      },
    ];
  });
}
