// Search by a Meilisearch server, with a key that may only search. The same words go in as from Python
// (build/mingzhang/search/backends/meilisearch/encoding.py and searching.py); the server ranks, hits are marked here.
import { isHan, normalise, prepare, tokens } from "./search-language.js";
import { loosen, suggest } from "./search-loosening.js";
import { NO_WORDS, excerpt, facetValues, marked, messageOf, understand } from "./search-queries.js";
import { sqlOf } from "./search-sql.js";

const FIELDS = { year: "fiscal_year", city: "city", district: "district", department: "department", kind: "kind" };
const NEWEST = ["fiscal_year:desc", "place:desc"];
const ORDERS = { relevance: [], newest: NEWEST, oldest: ["fiscal_year:asc", "place:asc"], amount: ["amount:desc", ...NEWEST] };
const OF_NOTHING_BUT_FILTERS = ["kind_place:asc", "fiscal_year:desc", "place:asc"];
const SIZE = 20;
const MOST_WAYS = 64;
const MOST_VALUES = 5000;

const hex = (text) => [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** One token as an ASCII word. */
export function encode(token) {
  if (isHan(token)) return `h${[...token].map((c) => c.codePointAt(0).toString(16).padStart(4, "0")).join("")}`;
  if (/^[0-9]/.test(token)) return `n${token.replaceAll(".", "p")}e`;
  return /^[\x20-\x7e]*$/.test(token) ? `l${token}0` : `u${hex(token)}z`;
}

function encodePhrase({ tokens: sought, prefix }) {
  const words = sought.map(encode);
  if (!prefix || words.length === 1) return `"${words.join(" ")}"`;
  return `"${words.slice(0, -1).join(" ")}" "${words.at(-2)}${words.at(-1)}"`;
}

const product = (lists) => lists.reduce((all, list) => all.flatMap((one) => list.map((item) => [...one, item])), [[]]);

/** The queries whose answers together are the query's: one for each way to write its terms; a server knows no "or". */
function requestsOf({ terms, anyTerm = false }, index) {
  const ways = terms.map((term) => term.phrases);
  while (!anyTerm && ways.reduce((count, one) => count * one.length, 1) > MOST_WAYS) {
    const most = ways.reduce((best, one, i) => (one.length > ways[best].length ? i : best), 0);
    ways[most] = ways[most].slice(0, 1);
  }
  const chosen = anyTerm ? ways.flat().map((way) => [way]) : product(ways);
  return chosen.map((phrases) => ({ indexUid: index, q: phrases.map(encodePhrase).join(" "), matchingStrategy: "all" }));
}

const quoted = (value) => `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

function filterOf(filters, without = "") {
  return Object.entries(FIELDS)
    .filter(([facet]) => facet !== without && filters[facet]?.length)
    .map(([facet, field]) => {
      const anyOf = filters[facet].map((value) => `${field} = ${facet === "year" ? Number(value) || 0 : quoted(value)}`);
      return facet === "department" ? [...anyOf, ...filters[facet].map((id) => `department_id = ${quoted(id)}`)] : anyOf;
    });
}

/** How many documents match: each has one year, and facets are counted beyond the hits that can be paged. */
const totalOf = (answer) => Object.values(answer.facetDistribution.fiscal_year ?? {}).reduce((sum, count) => sum + count, 0);

function facetsOf(answers, narrowed, filters, kinds) {
  return Object.fromEntries(
    Object.entries(FIELDS).map(([facet, field]) => {
      const own = narrowed.indexOf(facet);
      const counts = answers[own < 0 ? 0 : own + 1].facetDistribution[field] ?? {};
      return [facet, facetValues(facet, Object.entries(counts), filters[facet] ?? [], kinds)];
    }),
  );
}

/** Which servers lately did not answer, by name, and until when each is left out: Meilisearch waits long for one that hangs. */
const resting = new Map();
const LEFT_OUT = 60_000;
const isResting = (name) => (resting.get(name) ?? 0) > Date.now();

/** The back end for a server's { url, index, key }, and for what readers call those that it asks in turn, { name: label }. */
export default function meilisearch({ url, index, key, remotes = {} }, config, root) {
  const others = Object.keys(remotes);

  async function send(body, signal) {
    const response = await fetch(new URL("multi-search", url.endsWith("/") ? url : `${url}/`), {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
      signal,
    });
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return response.json();
  }

  /** The answer for documents that any of the queries finds on any server, each counted once. */
  async function any(queries, { facets, offset = 0, limit = 0 }, signal) {
    const federation = { offset, limit, facetsByIndex: { [index]: facets }, mergeFacets: { maxValuesPerFacet: MOST_VALUES } };
    const servers = ["home", ...others.filter((name) => !isResting(name))];
    const everywhere = servers.flatMap((remote) => queries.map((query) => ({ ...query, federationOptions: { remote } })));
    const answer = await send({ federation, queries: others.length ? everywhere : queries }, signal);
    for (const name of Object.keys(answer.remoteErrors ?? {})) resting.set(name, Date.now() + LEFT_OUT);
    return answer;
  }

  async function counts(requests, signal) {
    if (others.length) {
      return Promise.all(requests.map(async (one) => totalOf(await any([one], { facets: ["fiscal_year"] }, signal))));
    }
    const queries = requests.map((request) => ({ ...request, limit: 0, facets: ["fiscal_year"] }));
    return (await send({ queries }, signal)).results.map(totalOf);
  }

  /** Whether any document matches, for each of a list of queries. */
  const holdsOf = (signal) => async (queries) => {
    const requests = queries.map((query) => requestsOf(query, index));
    const found = await counts(requests.flat(), signal);
    let at = 0;
    return requests.map((one) => found.slice(at, (at += one.length)).some((count) => count > 0));
  };

  /** The answer to the query and, for each facet narrowed by, to the query without that filter. */
  async function ask(query, filters, narrowed, state, signal) {
    const requests = requestsOf(query, index);
    const sort = query.terms.length || state.sort !== "relevance" ? ORDERS[state.sort] : OF_NOTHING_BUT_FILTERS;
    const shown = { offset: (state.page - 1) * SIZE, limit: SIZE };
    const parts = [
      { filter: filterOf(filters), facets: Object.values(FIELDS), ...shown },
      ...narrowed.map((facet) => ({ filter: filterOf(filters, facet), facets: [FIELDS[facet]], offset: 0, limit: 0 })),
    ];
    if (requests.length === 1 && !others.length) {
      return (await send({ queries: parts.map((part) => ({ ...requests[0], ...part, sort })) }, signal)).results;
    }
    return Promise.all(
      parts.map(({ filter, ...page }) => any(requests.map((request) => ({ ...request, filter, sort })), page, signal)),
    );
  }

  async function search(_, state, signal) {
    const { terms, understood, filters } = await understand(state, config, root);
    const narrowed = Object.keys(FIELDS).filter((facet) => filters[facet]?.length);
    const base = { page: state.page, understood, loosened: false, suggestion: null };
    if (!terms.length && !narrowed.length) return { ...base, total: 0, hits: [], pages: 0, facets: {}, message: NO_WORDS };
    const holds = holdsOf(signal);
    let query = { terms };
    let answers = await ask(query, filters, narrowed, state, signal);
    if (terms.length && !totalOf(answers[0]) && !(await holds([query]))[0]) {
      base.suggestion = await suggest(terms, holds, config, root);
      const loosened = await loosen(terms, holds, config);
      if (loosened) {
        query = loosened;
        base.loosened = true;
        answers = await ask(query, filters, narrowed, state, signal);
      }
    }
    const total = totalOf(answers[0]);
    const wanted = query.terms.flatMap((term) => term.phrases);
    const { hits } = answers[0];
    await prepare(...hits.flatMap((hit) => [hit.title, hit.text]));
    return {
      ...base,
      total,
      pages: Math.ceil(total / SIZE),
      message: messageOf(total, state, SIZE, filters),
      unanswered: others.filter(isResting).map((name) => remotes[name]),
      facets: facetsOf(answers, narrowed, filters, config.kinds),
      sql: sqlOf(query, filters, state),
      hits: hits.map((hit) => ({
        ...hit,
        kind_label: config.kinds[hit.kind],
        title: marked(hit.title, wanted),
        text: excerpt(hit.text, wanted),
      })),
    };
  }

  return { name: "meilisearch", search };
}
