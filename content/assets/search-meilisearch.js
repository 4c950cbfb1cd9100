// Search by a Meilisearch server, with a key that may only search. The same words go in as from Python
// (build/mingzhang/search/encoding.py and meilisearch.py); hits are marked here, from the original text.
import { NOTHING, NO_WORDS, excerpt, marked, understand } from "./search-queries.js";

const FIELDS = { year: "fiscal_year", district: "district", department: "department", kind: "kind" };
const ORDERS = { relevance: [], newest: ["number:desc"], oldest: ["number:asc"], amount: ["amount:desc", "number:desc"] };
const SIZE = 20;
const HAN = /^[々〇\u{3400}-\u{4dbf}\u{4e00}-\u{9fff}\u{f900}-\u{faff}\u{20000}-\u{3ffff}]/u;

const hex = (text) => [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** One token as an ASCII word. */
export function encode(token) {
  if (HAN.test(token)) return `h${[...token].map((c) => c.codePointAt(0).toString(16).padStart(4, "0")).join("")}`;
  if (/^[0-9]/.test(token)) return `n${token.replaceAll(".", "p")}e`;
  return /^[\x20-\x7e]*$/.test(token) ? `l${token}0` : `u${hex(token)}z`;
}

const encodePhrase = ({ tokens, prefix }) => {
  const words = tokens.map(encode).join(" ");
  return prefix ? words : `"${words}"`;
};

const quoted = (value) => `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

function filterOf(filters, without = "") {
  return Object.entries(FIELDS)
    .filter(([facet]) => facet !== without && filters[facet].length)
    .map(([facet, field]) => {
      const anyOf = filters[facet].map((value) => `${field} = ${facet === "year" ? Number(value) || 0 : quoted(value)}`);
      return facet === "department" ? [...anyOf, ...filters[facet].map((id) => `department_id = ${quoted(id)}`)] : anyOf;
    });
}

function facetsOf(answers, narrowed, filters, kinds) {
  const out = {};
  for (const [facet, field] of Object.entries(FIELDS)) {
    const own = narrowed.indexOf(facet);
    const counts = { ...(answers[own < 0 ? 0 : own + 1].facetDistribution[field] ?? {}) };
    for (const value of filters[facet]) counts[value] ??= 0;
    const order = facet === "year" ? (a, b) => b.value - a.value : (a, b) => b.count - a.count;
    out[facet] = Object.entries(counts)
      .map(([value, count]) => ({ value, label: kinds[value] ?? value, count }))
      .sort(order);
  }
  return out;
}

/** The back end for a server's { url, index, key }. */
export function meilisearch({ url, index, key }, config) {
  async function ask(queries, signal) {
    const response = await fetch(new URL("multi-search", url.endsWith("/") ? url : `${url}/`), {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}` },
      body: JSON.stringify({ queries }),
      signal,
    });
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return (await response.json()).results;
  }

  async function search(root, state, signal) {
    const { terms, understood, filters } = understand(state, config);
    const narrowed = Object.keys(FIELDS).filter((facet) => filters[facet].length);
    const empty = { total: 0, hits: [], page: state.page, pages: 0, facets: {}, understood, message: NO_WORDS };
    if (!terms.length && !narrowed.length) return empty;
    const typed = terms.map(([first]) => first).sort((a, b) => a.prefix - b.prefix);
    const common = { indexUid: index, q: typed.map(encodePhrase).join(" "), matchingStrategy: "all" };
    const answers = await ask(
      [
        {
          ...common,
          filter: filterOf(filters),
          facets: Object.values(FIELDS),
          sort: terms.length || state.sort !== "relevance" ? ORDERS[state.sort] : ["fiscal_year:desc", "number:asc"],
          offset: (state.page - 1) * SIZE,
          limit: SIZE,
        },
        ...narrowed.map((facet) => ({ ...common, filter: filterOf(filters, facet), facets: [FIELDS[facet]], limit: 0 })),
      ],
      signal,
    );
    const total = Object.values(answers[0].facetDistribution.fiscal_year ?? {}).reduce((sum, count) => sum + count, 0);
    const wanted = terms.flat();
    return {
      total,
      page: state.page,
      pages: Math.ceil(total / SIZE),
      message: total ? null : NOTHING,
      understood,
      facets: facetsOf(answers, narrowed, filters, config.kinds),
      hits: answers[0].hits.map((hit) => ({
        ...hit,
        kind_label: config.kinds[hit.kind],
        title: marked(hit.title, wanted),
        text: excerpt(hit.text, wanted),
      })),
    };
  }
  return { name: "meilisearch", search };
}
