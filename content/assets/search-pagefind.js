// Search without any server: Pagefind's indexes, some for each fiscal year, merged here. From the places of words in
// its pages and the tables beside them come exactly the documents, counts and order that SQLite gives.
import { amountsOf, describe, documentsWith, openIndex, original } from "./search-documents.js";
import { loosen, suggest } from "./search-loosening.js";
import { DEEPEST, NO_WORDS, excerpt, facetValues, marked, messageOf, understand } from "./search-queries.js";
import { ranked } from "./search-ranking.js";

const SIZE = 20;
const FACETS = ["year", "district", "department", "kind"];

/** The back end for the static index told of in the site's configuration. */
export function pagefind(told, config, root) {
  const open = new Map();
  let engine;

  /** The index in a folder of the site, opened once. */
  function indexOf(folder) {
    if (!open.has(folder)) {
      const opened = (async () => {
        engine ??= import(new URL(`${told.folder}/${foldersOf(told.years)[0]}/pagefind.js`, root).href);
        return openIndex(new URL(`${told.folder}/${folder}/`, root).href, await engine);
      })();
      opened.catch(() => {
        open.delete(folder);
        engine = undefined;
      });
      open.set(folder, opened);
    }
    return open.get(folder);
  }

  const foldersOf = (years) =>
    years.flatMap((year) => Array.from({ length: told.indexes[told.years.indexOf(year)] }, (_, i) => `${year}-${i + 1}`));

  /** The indexes of these years, and those already open. */
  async function indexesOf(years) {
    const wanted = new Set([...foldersOf(years), ...open.keys()]);
    const indexes = await Promise.all([...wanted].map(indexOf));
    return indexes.sort((a, b) => a.table.first - b.table.first);
  }

  /** For each term the documents with each of its phrases, and the ids that match. */
  async function matching(indexes, { terms, anyTerm = false }) {
    const found = await Promise.all(
      terms.map((term) =>
        Promise.all(
          term.phrases.map(async (phrase) => {
            const documents = new Map();
            for (const index of indexes) await documentsWith(index, phrase, config.ranking.columns, documents);
            return documents;
          }),
        ),
      ),
    );
    const sets = found.map((ways) => new Set(ways.flatMap((documents) => [...documents.keys()])));
    const ids = anyTerm
      ? [...new Set(sets.flatMap((set) => [...set]))]
      : [...sets.reduce((a, b) => (a.size < b.size ? a : b))].filter((id) => sets.every((set) => set.has(id)));
    return { found, ids };
  }

  const holds = (indexes) => (queries) => Promise.all(queries.map(async (query) => (await matching(indexes, query)).ids.length > 0));

  async function search(_, state) {
    const { terms, understood, filters } = await understand(state, config, root);
    const narrowed = FACETS.filter((facet) => filters[facet].length);
    const base = { page: state.page, understood, loosened: false, suggestion: null };
    if (!terms.length && !narrowed.length) return { ...base, total: 0, hits: [], pages: 0, facets: {}, message: NO_WORDS };
    const years = told.years.filter((year) => filters.year.includes(String(year)));
    let indexes = await indexesOf(years.length ? years : told.years);
    let asked = { terms };
    let match = terms.length ? await matching(indexes, asked) : { found: [], ids: everything(indexes) };
    if (!match.ids.length) {
      indexes = await indexesOf(told.years);
      match = await matching(indexes, asked);
    }
    const missed = !match.ids.length;
    const loosened = missed ? await loosen(terms, holds(indexes), config) : null;
    if (loosened) {
      asked = loosened;
      match = await matching(indexes, asked);
    }
    const { kept, facets } = narrow(match.ids, indexes, filters, narrowed, config, told);
    const order = await ordered(kept, match.found, indexes, state, config, told);
    const shown = order.slice(0, DEEPEST).slice((state.page - 1) * SIZE, state.page * SIZE);
    const wanted = asked.terms.flatMap((term) => term.phrases);
    return {
      ...base,
      total: order.length,
      pages: Math.ceil(order.length / SIZE),
      message: messageOf(order.length, state.page, SIZE),
      loosened: loosened !== null,
      suggestion: missed ? await suggest(terms, holds(indexes), config, root) : null,
      facets,
      hits: await Promise.all(shown.map((id) => hitOf(id, indexes, wanted, config, told))),
    };
  }
  return { name: "pagefind", search };
}

const everything = (indexes) => indexes.flatMap(({ table, size }) => Array.from({ length: size }, (_, i) => table.first + i));

const within = (indexes, id) => indexes.findLast(({ table }) => table.first <= id);

const valueOf = { year: (page) => String(page.year), district: (page) => page.district, department: (page) => page.department, kind: (page) => page.kind };

/** The ids that pass the filters, and the facets, each narrowed by the others only. */
function narrow(ids, indexes, filters, narrowed, config, told) {
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
  const fails = new Map();
  const kept = [];
  const count = (facet, page) => {
    const value = valueOf[facet](page);
    if (value) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
  };
  for (const id of ids) {
    const { page } = describe(within(indexes, id), id);
    if (!fails.has(page)) {
      const passes = (facet) => filters[facet].includes(valueOf[facet](page)) || (facet === "department" && filters.department.includes(page.departmentId));
      fails.set(page, narrowed.filter((facet) => !passes(facet)));
    }
    const failed = fails.get(page);
    if (!failed.length) {
      kept.push(id);
      for (const facet of FACETS) count(facet, page);
    } else if (failed.length === 1) count(failed[0], page);
  }
  const facets = Object.fromEntries(FACETS.map((facet) => [facet, facetValues(facet, counts[facet], filters[facet], config.kinds)]));
  // Years whose indexes are not open can be chosen, but their counts are not known.
  const open = new Set(indexes.flatMap(({ pages }) => pages.map((page) => page.year)));
  if (narrowed.includes("year")) {
    for (const year of told.years) if (!open.has(year)) facets.year.push({ value: String(year), label: String(year), count: null });
    facets.year.sort((a, b) => b.value - a.value);
  }
  return { kept, facets };
}

/** The ids in the order asked for. */
async function ordered(kept, terms, indexes, { sort }, config, told) {
  if (sort === "amount") {
    const amounts = new Map(await Promise.all(indexes.map(async (index) => [index, await amountsOf(index)])));
    const amount = (id) => {
      const index = within(indexes, id);
      return amounts.get(index)[id - index.table.first] ?? -Infinity;
    };
    const known = new Map(kept.map((id) => [id, amount(id)]));
    return kept.sort((a, b) => (known.get(a) === known.get(b) ? b - a : known.get(b) - known.get(a)));
  }
  if (sort === "oldest") return kept.sort((a, b) => a - b);
  if (sort === "newest" || kept.length > config.ranking.ranked) return kept.sort((a, b) => b - a);
  const about = (id) => {
    const { page, ...rest } = describe(within(indexes, id), id);
    return { ...rest, page, kind: page.kind };
  };
  if (!terms.length) return byPlace(kept, about, config);
  const meanLength = told.words / told.documents;
  const documents = indexes.reduce((sum, { size }) => sum + size, 0);
  return ranked(kept, terms, about, { documents, meanLength, numbers: config.ranking });
}

/** Of nothing but filters: what a reader opens first comes first. */
function byPlace(ids, about, config) {
  const kinds = Object.keys(config.kinds);
  const pages = new Map(ids.map((id) => [id, about(id).page]));
  const places = new Map(kinds.map((kind, i) => [kind, i]));
  return ids.sort((a, b) => {
    const [left, right] = [pages.get(a), pages.get(b)];
    return places.get(left.kind) - places.get(right.kind) || right.year - left.year || (left.id < right.id ? -1 : Number(left.id > right.id)) || a - b;
  });
}

async function hitOf(id, indexes, wanted, config, told) {
  const index = within(indexes, id);
  const { page } = describe(index, id);
  const { title, text, anchor, codes } = await original(index, id, told.textsPerFile);
  return {
    id,
    disclosure_id: page.id,
    kind: page.kind,
    kind_label: config.kinds[page.kind],
    department: page.department,
    district: page.district,
    fiscal_year: page.year,
    page_url: `d/${page.id}/${anchor ? `#${anchor}` : ""}`,
    codes,
    title: marked(title, wanted),
    text: excerpt(text, wanted),
  };
}
