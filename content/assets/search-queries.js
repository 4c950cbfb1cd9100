// What a typed query means: terms that must all be found, and years and districts that narrow. The browser's copy of
// build/mingzhang/search/queries.py and synonyms.py, for the back ends that are asked without a server of ours.
import { find, normalise, phrase, segments, splitQuery } from "./search-language.js";

const YEAR = /(?<![0-9.])(20[0-9]{2})(?:年度|年|(?![0-9.]))/gu;
const SUFFIXES = ["自治县", "开发区", "高新区", "新区", "区", "县", "市", "旗"];
const SHOWN = 200;

function bare(district) {
  const suffix = SUFFIXES.find((end) => district.endsWith(end) && district.length - end.length >= 2);
  return suffix ? district.slice(0, -suffix.length) : district;
}

function districtOf(word, districts) {
  const whole = districts.find((district) => word === district || word === bare(district));
  if (whole) return [whole, ""];
  const start = districts.find((district) => word.startsWith(district));
  return start ? [start, word.slice(start.length)] : [null, word];
}

/** The other ways to write a normalised word: it, or the longest known word in it, put otherwise. */
function ways(word, groups) {
  const known = groups
    .flatMap((group) => group.map((part) => [part, group]))
    .filter(([part]) => word.includes(part))
    .sort((a, b) => b[0].length - a[0].length);
  for (const [part, group] of known) {
    const others = group.filter((way) => !way.includes(part) && !part.includes(way));
    if (others.length) return others.map((way) => word.replaceAll(part, way));
  }
  return [];
}

/** The query of a state, given the site's configuration: terms (each with alternative phrases) and filters. */
export function understand(state, config) {
  const typed = { year: [], district: [] };
  let words = splitQuery(state.q);
  if (!state.literal) {
    words = words.flatMap((typedWord) => {
      let word = typedWord;
      const years = [...word.matchAll(YEAR)].map((match) => Number(match[1]));
      if (years.length && years.every((year) => config.years.includes(year))) {
        typed.year.push(...years);
        word = word.replace(YEAR, "");
      }
      const [district, rest] = districtOf(word, config.districts);
      if (district) typed.district.push(district);
      return rest ? [rest] : [];
    });
  }
  const groups = config.synonyms.map((group) => group.map(normalise));
  const terms = [...new Set(words)].map((word) => [word, ...ways(word, groups)].map(phrase));
  const understood = { year: [...new Set(typed.year)], district: [...new Set(typed.district)] };
  const filters = {
    year: state.year.length ? state.year : understood.year.map(String),
    district: state.district.length ? state.district : understood.district,
    department: state.department,
    kind: state.kind,
  };
  return { terms, understood, filters };
}

/** About two hundred characters of a text around its first hit, in [piece, is a hit]. */
export function excerpt(text, wanted) {
  const marks = find(text, wanted);
  if (text.length <= SHOWN || !marks.length) return segments(text.slice(0, SHOWN), marks.filter(([, end]) => end <= SHOWN));
  const first = marks[0][0];
  const sentence = Math.max(...["。", "；", "！", "？", "\n"].map((end) => text.lastIndexOf(end, first - 1))) + 1;
  const start = Math.max(0, Math.min(first - sentence > SHOWN / 2 ? first - 60 : sentence, text.length - SHOWN));
  const end = start + SHOWN;
  const inside = marks.filter(([s, e]) => s < end && e > start).map(([s, e]) => [Math.max(s, start) - start, Math.min(e, end) - start]);
  const cut = segments(text.slice(start, end), inside);
  return [...(start ? [["…", false]] : []), ...cut, ...(end < text.length ? [["…", false]] : [])];
}

/** A whole text with its hits marked. */
export const marked = (text, wanted) => segments(text, find(text, wanted));

export const NO_WORDS = "请输入要查找的词，例如“三公经费”或“2080208”。";
export const NOTHING = "没有找到。请减少词语，或取消筛选条件。";
