// What a typed query means: terms that must all be found, and years and districts that narrow. The browser's copy of
// build/mingzhang/search/language/ (queries.py, synonyms.py, excerpts.py), for the back ends asked without a server of ours.
import { find, isHan, normalise, phrase, prepare, runs, segments, splitQuery } from "./search-language.js";
import { Refused } from "./search-backends.js";
import { compare, departmentsOf, loadNames, mayBeLetters, mayNameDepartments, namedByLetters } from "./search-names.js";

const YEAR = /(?<![0-9.])(20[0-9]{2})(?:年度|年|(?![0-9.]))/gu;
const SUFFIXES = ["自治县", "开发区", "高新区", "新区", "区", "县", "市", "旗"];
const LAST_PAGE = 500;
const MOST_VALUES = 50;
const SHOWN = 200;
export const DEEPEST = 10_000;

function bare(district) {
  const suffix = SUFFIXES.find((end) => district.endsWith(end) && district.length - end.length >= 2);
  return suffix ? district.slice(0, -suffix.length) : district;
}

function districtOf(word, districts) {
  const whole = districts.find((district) => word === district || word === bare(district));
  if (whole) return [whole, ""];
  const start = districts.find((district) => word.startsWith(district));
  return start ? [start, word.slice(start.length).replace(/^的/u, "")] : [null, word];
}

/** The runs of a normalised text: { text, han }. */
export const runsOf = (text) => runs(text).map((run) => ({ text: run, han: isHan(run) }));

/** The other ways to write a normalised word: it, or the longest known word in it (they come longest first), put otherwise. */
function waysOf(word, { synonyms }) {
  const [part, ways] = synonyms.find(([known]) => word.includes(known)) ?? ["", []];
  return ways.map((way) => word.replaceAll(part, way));
}

/** The pieces of a normalised text as [piece, is a word of the field]: from the left, the longest first. */
export function cut(run, { synonyms }) {
  const words = synonyms.map(([word]) => word);
  const out = [];
  let rest = "";
  for (let at = 0; at < run.length; ) {
    const word = words.find((one) => run.startsWith(one, at));
    if (word && rest) out.push([rest, false]);
    if (word) out.push([word, true]);
    rest = word ? "" : rest + run[at];
    at += word?.length ?? 1;
  }
  return rest ? [...out, [rest, false]] : out;
}

/** A normalised word as a term: { text, phrases (of the ways it is written) }. */
export function termOf(word, config, names) {
  const named = names ? namedByLetters(word, names) : [];
  const ways = [...new Set([word, ...(config ? waysOf(word, config) : []), ...named])];
  return { text: word, phrases: ways.map(phrase) };
}

/** The years and districts that words name, and the words that are left. */
function takeFilters(words, config) {
  const understood = { year: [], district: [], department: [] };
  const left = words.flatMap((typed) => {
    let word = typed;
    const years = [...word.matchAll(YEAR)].map((match) => Number(match[1]));
    if (years.length && years.every((year) => config.years.includes(year))) {
      understood.year.push(...years);
      word = word.replace(YEAR, "");
    }
    const [district, rest] = districtOf(word, config.districts);
    if (district) understood.district.push(district);
    return rest ? [rest] : [];
  });
  return [left, { ...understood, year: [...new Set(understood.year)], district: [...new Set(understood.district)] }];
}

/** Throws for what cannot be asked, in the words of /search.json (build/mingzhang/search/web.py). */
function check({ year, page, ...state }, { kinds }) {
  const wrong = year.find((value) => !/^[0-9]{4}$/.test(value) || Number(value) < 1949 || Number(value) > 2999);
  if (wrong !== undefined) throw new Refused(`year 应是 1949 至 2999 的整数，收到 '${wrong.slice(0, 40)}'。`);
  if (page > LAST_PAGE) throw new Refused(`page 应是 1 至 ${LAST_PAGE} 的整数，收到 '${page}'。`);
  const unknown = state.kind.find((kind) => !Object.hasOwn(kinds, kind));
  if (unknown !== undefined) throw new Refused(`没有种类 '${unknown.slice(0, 40)}'；可用的是 ${Object.keys(kinds).join("、")}。`);
  const most = Math.max(year.length, ...[state.city ?? [], state.district, state.department, state.kind].map((one) => one.length));
  if (most > MOST_VALUES) throw new Refused(`每种筛选条件最多 ${MOST_VALUES} 个。`);
}

/**
 * The query of a state, given the site's configuration: terms and filters, those typed and those chosen. Departments narrow
 * only where words are left.
 */
export async function understand(state, config, root) {
  check(state, config);
  await prepare(state.q);
  const split = splitQuery(state.q);
  const nothing = { year: [], district: [], department: [] };
  let [words, understood] = state.literal ? [split, nothing] : takeFilters(split, config);
  const narrows = !state.literal && mayNameDepartments(words);
  const names = narrows || words.some(mayBeLetters) ? await loadNames(root) : null;
  if (narrows) {
    const [department, left] = departmentsOf(words, names);
    if (department.length && left.length) [words, understood] = [left, { ...understood, department: [...new Set(department)] }];
  }
  const terms = [...new Set(words)].map((word) => termOf(word, config, names));
  const filters = {
    year: state.year.length ? state.year : understood.year.map(String),
    district: state.district.length ? state.district : understood.district,
    department: state.department.length ? state.department : understood.department,
    kind: state.kind,
    city: state.city ?? [],
  };
  return { terms, words, understood, filters };
}

/** About two hundred characters of a text around the place with most hits, in [piece, is a hit]. */
export function excerpt(text, wanted) {
  const marks = find(text, wanted);
  if (text.length <= SHOWN) return segments(text, marks);
  const start = startOf(text, marks);
  const end = Math.min(text.length, start + SHOWN);
  const inside = marks.filter(([s, e]) => s < end && e > start).map(([s, e]) => [Math.max(s, start) - start, Math.min(e, end) - start]);
  const cut = segments(text.slice(start, end), inside);
  return [...(start ? [["…", false]] : []), ...cut, ...(end < text.length ? [["…", false]] : [])];
}

/** Where the excerpt begins: at the sentence of the hit that most hits follow closely. */
function startOf(text, marks) {
  if (!marks.length) return 0;
  const followed = marks.map(([start]) => marks.filter(([s]) => start <= s && s < start + SHOWN / 2).length);
  const [best] = marks[followed.indexOf(Math.max(...followed))];
  const before = text.slice(0, best);
  let begin = Math.max(...["。", "；", "！", "？", "\n"].map((end) => before.lastIndexOf(end))) + 1;
  if (best - begin > SHOWN / 2) begin = Math.max(before.lastIndexOf("，") + 1, best - Math.floor(SHOWN / 3));
  return Math.min(begin, text.length - SHOWN);
}

/** A whole text with its hits marked. */
export const marked = (text, wanted) => segments(text, find(text, wanted));

/** Values of a facet with counts as they are listed: years from the newest, others from the most frequent. */
export function facetValues(facet, counts, chosen, kinds) {
  const all = new Map(counts);
  for (const value of chosen) if (!all.has(value)) all.set(value, 0);
  const order = facet === "year" ? (a, b) => b.value - a.value : (a, b) => b.count - a.count || compare(a.value, b.value);
  return [...all].map(([value, count]) => ({ value, label: kinds[value] ?? value, count })).sort(order);
}

/** What the reader should know about a page of results; `most` is how many can be put in order. */
export function messageOf(total, { page, sort }, perPage, { department }, most = Infinity) {
  if (!total && department.length) return `${department.join("、")}公布的内容里没有找到。请减少词语，或取消筛选条件。`;
  if (!total) return "没有找到。请减少词语，或取消筛选条件。";
  if ((page - 1) * perPage >= Math.min(total, DEEPEST)) return `共 ${total} 条，没有第 ${page} 页。`;
  if (total > most && (sort === "relevance" || sort === "amount")) {
    return `共 ${total} 条，太多而无法排序，先列最新年度。请增加词语或筛选条件。`;
  }
  return null;
}

export const NO_WORDS = "请输入要查找的词，例如“三公经费”或“2080208”。";
