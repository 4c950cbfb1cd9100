// Search without any server: Pagefind's indexes, some for each fiscal year, merged here. From the places of words in
// its pages and the tables beside them come exactly the documents and counts that SQLite gives.
import { amountsOf, describe, documentsWith, everything, library, openIndex, original, pageOf } from "./search-documents.js";
import { prepare } from "./search-language.js";
import { loosen, suggest } from "./search-loosening.js";
import { DEEPEST, NO_WORDS, excerpt, facetValues, marked, messageOf, understand } from "./search-queries.js";
import { ranked } from "./search-ranking.js";
import { sqlOf } from "./search-sql.js";

const SIZE = 20;
const FACETS = ["year", "city", "district", "department", "kind"];

/** The back end for the static index told of in the site's configuration. */
export default function pagefind(told, config, root) {
  const books = library();
  const opened = new Map();

  const foldersOf = (years) =>
    years.flatMap((year) => Array.from({ length: told.indexes[told.years.indexOf(year)] }, (_, i) => `${year}-${i + 1}`));

  /** Open the indexes of these years; what is open stays open. */
  function open(years) {
    return Promise.all(
      foldersOf(years).map((folder) => {
        if (!opened.has(folder)) {
          const opening = openIndex(books, new URL(`${told.folder}/${folder}/`, root).href);
          opening.catch(() => opened.delete(folder));
          opened.set(folder, opening);
        }
        return opened.get(folder);
      }),
    );
  }

  /** For each term the documents with each of its phrases, and the ids that match. */
  async function matching({ terms, anyTerm = false }) {
    const found = await Promise.all(
      terms.map((term) => Promise.all(term.phrases.map((phrase) => documentsWith(books, phrase, told.columns)))),
    );
    const sets = found.map((ways) => (ways.length === 1 ? ways[0] : new Set(ways.flatMap((documents) => [...documents.keys()]))));
    const ids = anyTerm
      ? [...new Set(sets.flatMap((set) => [...set.keys()]))]
      : [...sets.reduce((a, b) => (a.size <= b.size ? a : b)).keys()].filter((id) => sets.every((set) => set.has(id)));
    return { found, ids };
  }

  const holds = (queries) => Promise.all(queries.map(async (query) => (await matching(query)).ids.length > 0));

  /** What matches a query; where nothing does, in any year, what matches it loosened. */
  async function find(terms) {
    let asked = { terms };
    let match = await matching(asked);
    if (!match.ids.length) {
      await open(told.years);
      match = await matching(asked);
    }
    if (match.ids.length) return { asked, match, loosened: false, suggestion: null };
    const suggestion = await suggest(terms, holds, config, root);
    const loosened = await loosen(terms, holds, config);
    if (loosened) asked = loosened;
    return { asked, match: loosened ? await matching(asked) : match, loosened: loosened !== null, suggestion };
  }

  async function search(_, state) {
    const { terms, words, understood, filters } = await understand(state, config, root);
    const narrowed = FACETS.filter((facet) => filters[facet]?.length);
    if (!terms.length && !narrowed.length) {
      return { page: state.page, understood, loosened: false, suggestion: null, total: 0, hits: [], pages: 0, facets: {}, message: NO_WORDS };
    }
    const years = told.years.filter((year) => filters.year.includes(String(year)));
    await open(years.length ? years : told.years);
    const all = () => ({ asked: { terms }, match: { found: [], ids: everything(books) }, loosened: false, suggestion: null });
    const { asked, match, loosened, suggestion } = terms.length ? await find(terms) : all();
    const { kept, facets } = narrow(books, match.ids, filters, narrowed, config, told);
    const order = await ordered(books, kept, match.found, state, config, told);
    const shown = order.slice(0, DEEPEST).slice((state.page - 1) * SIZE, state.page * SIZE);
    const wanted = asked.terms.flatMap((term) => term.phrases);
    return {
      page: state.page,
      pages: Math.ceil(order.length / SIZE),
      total: order.length,
      message: messageOf(order.length, state, SIZE, filters, told.ranked),
      words,
      understood,
      loosened,
      suggestion,
      facets,
      sql: sqlOf(asked, filters, state),
      hits: await Promise.all(shown.map((id) => hitOf(books, id, wanted, config, told))),
    };
  }
  return { name: "pagefind", search };
}

const VALUES = {
  year: (page) => String(page.year),
  city: (page) => page.city,
  district: (page) => page.district,
  department: (page) => page.department,
  kind: (page) => page.kind,
};

/** The ids that pass the filters, and the facets, each narrowed by the others only. */
function narrow(books, ids, filters, narrowed, config, told) {
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
  const fails = new Map();
  const kept = [];
  const passes = (page, facet) =>
    filters[facet].includes(VALUES[facet](page)) || (facet === "department" && filters.department.includes(page.departmentId));
  const count = (facet, page) => {
    const value = VALUES[facet](page);
    if (value) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
  };
  for (const id of ids) {
    const page = pageOf(books, id);
    if (!fails.has(page)) fails.set(page, narrowed.filter((facet) => !passes(page, facet)));
    const failed = fails.get(page);
    if (!failed.length) {
      kept.push(id);
      for (const facet of FACETS) count(facet, page);
    } else if (failed.length === 1) count(failed[0], page);
  }
  // Years whose indexes are not open can be chosen, but how many documents they hold is not known.
  const known = new Set(books.indexes.flatMap(({ table }) => table.disclosures.map((disclosure) => disclosure[5])));
  for (const year of told.years) if (!known.has(year)) counts.year.set(String(year), null);
  const facets = FACETS.map((facet) => [facet, facetValues(facet, counts[facet], filters[facet] ?? [], config.kinds)]);
  return { kept, facets: Object.fromEntries(facets) };
}

/** The ids in the order asked for. */
async function ordered(books, kept, found, { sort }, config, told) {
  if (sort === "amount" && kept.length <= told.ranked) {
    const amount = await amountsOf(books);
    const known = new Map(kept.map((id) => [id, amount(id) ?? -Infinity]));
    return kept.sort((a, b) => (known.get(a) === known.get(b) ? b - a : known.get(b) - known.get(a)));
  }
  if (sort === "oldest") return kept.sort((a, b) => a - b);
  if (sort === "relevance" && !found.length) return byPlace(books, kept, config);
  if (sort !== "relevance" || kept.length > told.ranked) return kept.sort((a, b) => b - a);
  const about = (id) => describe(books, id, config.weights);
  return ranked(kept, found.flat(), about, { documents: told.documents, meanLength: told.words / told.documents });
}

/** Of nothing but filters: what a reader opens first comes first. */
function byPlace(books, ids, config) {
  const places = new Map(Object.keys(config.kinds).map((kind, i) => [kind, i]));
  const pages = new Map(ids.map((id) => [id, pageOf(books, id)]));
  const byName = (left, right) => (left.id < right.id ? -1 : Number(left.id > right.id));
  return ids.sort((a, b) => {
    const [left, right] = [pages.get(a), pages.get(b)];
    return places.get(left.kind) - places.get(right.kind) || right.year - left.year || byName(left, right) || a - b;
  });
}

async function hitOf(books, id, wanted, config, told) {
  const page = pageOf(books, id);
  const { title, text, anchor, codes, disputed } = await original(books, id, told.textsPerFile);
  await prepare(title, text);
  return {
    id,
    disclosure_id: page.id,
    kind: page.kind,
    kind_label: config.kinds[page.kind],
    department: page.department,
    district: page.district,
    city: page.city,
    fiscal_year: page.year,
    page_url: `d/${page.id}/${anchor ? `#${anchor}` : ""}`,
    codes,
    disputed,
    title: marked(title, wanted),
    text: excerpt(text, wanted),
  };
}
