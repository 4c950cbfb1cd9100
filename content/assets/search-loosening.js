// What to do where nothing holds a query as typed: the browser's copy of build/mingzhang/search/language/guessing.py.
// `holds` tells for each of a list of { terms, anyTerm } whether any document matches; it is asked in lists, since for
// a server each question costs a way there and back.
import { normalise } from "./search-language.js";
import { loadNames, mayBeMeant, suggestions } from "./search-names.js";
import { cut, runsOf, termOf } from "./search-queries.js";

const LONGEST = 40; // characters of a query that are taken apart
const SHORTEST = 2;
const SHORTEST_NUMBER = 3;
const SENSE = 0.5; // of the characters asked for, more than so many must be found again in pieces
const TRIED = 12;

/**
 * The terms with words no document holds cut into the longest pieces some document does, with what a word of the question
 * asks for (为什么: 原因) if any document has that too; null where no piece is known.
 */
export async function loosen(terms, holds, config) {
  const known = await holds(terms.map((term) => ({ terms: [term] })));
  let left = LONGEST;
  const pieces = await Promise.all(
    terms.map((term, i) => {
      if (known[i]) return [term];
      const most = left;
      left = Math.max(0, left - [...term.text].length);
      return piecesOf(term, most, holds, config);
    }),
  );
  const found = pieces.flat();
  if (!found.length) return null;
  const further = Object.entries(config.askedFor)
    .filter(([question]) => terms.some(({ text }, i) => !known[i] && text.includes(question)))
    .map(([, what]) => termOf(what, config));
  const tries = (further.length ? [[...found, ...further], found] : [found]).map((all) => ({ terms: unlike(all), anyTerm: false }));
  const held = (await holds(tries)).indexOf(true);
  return held < 0 ? { terms: unlike(found), anyTerm: true } : tries[held];
}

const unlike = (terms) => [...new Map(terms.map((term) => [term.text, term])).values()];

async function piecesOf({ text }, most, holds, config) {
  let word = text;
  for (const stop of config.stopWords) if ([...stop].length > 1) word = word.replaceAll(stop, " ");
  const out = [];
  let asked = 0;
  for (const run of runsOf([...word].slice(0, most).join(""))) {
    if (run.han) {
      const bare = trimmed(run.text, endsOf(config), 0);
      const pieces = await ofRun(run.text, holds, config);
      asked += bare.length;
      out.push(...(pieces.length ? pieces : await characters(bare, holds)));
    } else {
      asked += [...run.text].length;
      if (run.text.length >= SHORTEST_NUMBER && (await holds([{ terms: [termOf(run.text)] }]))[0]) out.push(run.text);
    }
  }
  // Of 火星登陆计划 only 计划 is known, which says nothing of what was asked.
  const found = out.reduce((sum, piece) => sum + [...piece].length, 0);
  return found > SENSE * asked ? out.map((piece) => termOf(piece, config)) : [];
}

/** The pieces of a run: words of the field as they are, the rest cut; 的 and its like stay off the ends of pieces. */
async function ofRun(run, holds, config) {
  const ends = endsOf(config);
  const out = [];
  for (const [piece, isWord] of cut(run, config)) {
    if (isWord && (await holds([{ terms: [termOf(piece, config)] }]))[0]) {
      out.push(piece);
      continue;
    }
    const pieces = await longestPieces(trimmed(piece, ends), holds);
    out.push(...pieces.map((found) => trimmed(found, ends).join("")));
  }
  return out;
}

const endsOf = ({ stopWords }) => stopWords.filter((stop) => [...stop].length === 1);

/** The characters of a piece without those of `ends` around it, but two at least (国有). */
function trimmed(piece, ends, least = SHORTEST) {
  const characters = [...piece];
  while (characters.length > least && ends.includes(characters.at(-1))) characters.pop();
  while (characters.length > least && ends.includes(characters[0])) characters.shift();
  return characters;
}

/** From the left, each time the longest piece of two characters or more that some document holds. */
async function longestPieces(run, holds) {
  const out = [];
  const piece = (start, end) => run.slice(start, end).join("");
  let at = 0;
  while (at < run.length - 1) {
    const ends = Array.from({ length: run.length - at - 1 }, (_, i) => at + 2 + i);
    const known = await holds(ends.map((end) => ({ terms: [termOf(piece(at, end))] })));
    const first = known.indexOf(false);
    const length = (first < 0 ? ends.length : first) + 1;
    if (length > 1) out.push(piece(at, at + length));
    at += length;
  }
  return out;
}

/** The characters of a run, where each is known: short for longer words (购车), or left of a question (有多少辆车). */
async function characters(run, holds) {
  if (run.length < 2) return [];
  const known = await holds(run.map((character) => ({ terms: [termOf(character)] })));
  return known.every(Boolean) ? run : [];
}

/** A query with one name put right that some document holds, or null. */
export async function suggest(terms, holds, config, root) {
  const known = await holds(terms.map((term) => ({ terms: [term] })));
  const unknown = terms.filter((_, i) => !known[i]).map((term) => term.text);
  if (!unknown.some(mayBeMeant)) return null;
  const { vocabulary } = await loadNames(root);
  const tried = [];
  for (const words of suggestions(terms.map((term) => term.text), unknown, vocabulary)) {
    if (tried.push(words) === TRIED) break;
  }
  if (!tried.length) return null;
  const meant = tried.map((words) => ({ terms: words.map((word) => termOf(normalise(word), config)) }));
  const found = (await holds(meant)).indexOf(true);
  return found < 0 ? null : tried[found].join(" ");
}
