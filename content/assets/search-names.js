// Names found by the letters of their pinyin, and names meant where one character is wrong: the browser's copy of
// build/mingzhang/search/language/spelled_names.py, over search-names.bin (gzipped JSON written by the build, loaded when first needed).
import { normalise } from "./search-language.js";
import { unpacked } from "./search-packed.js";

const LETTERS = /^[a-z]{2,40}$/;
const SHORTEST_NAME = 3;
const SHORTEST_REST = 2;
const OFFICE_ENDS = ["办事处", "人民政府"];
const OF = "的";

const files = new Map();

/** { departments, districts, readings of their characters, vocabulary, forms (of departments) } of the site. */
export function loadNames(root) {
  const address = new URL("search-names.bin", root).href;
  if (!files.has(address)) {
    const loaded = unpacked(address).catch(() => {
      files.delete(address);
      return { departments: [], districts: [], readings: {}, vocabulary: [] };
    });
    files.set(address, loaded.then((names) => ({ ...names, forms: formsOf(names.departments) })));
  }
  return files.get(address);
}

/** The ways to write the names of departments, each with the names it may mean: whole, and without the word for their office. */
function formsOf(departments) {
  const forms = new Map();
  for (const name of departments) {
    const plain = normalise(name);
    const without = OFFICE_ENDS.filter((end) => plain.endsWith(end)).map((end) => plain.slice(0, -end.length));
    for (const form of new Set([plain, ...without])) {
      if ([...form].length >= SHORTEST_NAME) forms.set(form, [...(forms.get(form) ?? []), name]);
    }
  }
  return forms;
}

/** The departments that words are, or begin with, and what is left of the words. */
export function departmentsOf(words, { forms }) {
  const found = [];
  const left = [];
  for (const word of words) {
    const characters = [...word];
    let end = characters.length;
    const rest = () => characters.slice(end + (characters[end] === OF ? 1 : 0)).join("");
    const fits = () => forms.has(characters.slice(0, end).join("")) && (!rest() || [...rest()].length >= SHORTEST_REST);
    while (end >= SHORTEST_NAME && !fits()) end -= 1;
    if (end < SHORTEST_NAME) left.push(word);
    else {
      found.push(...forms.get(characters.slice(0, end).join("")));
      if (rest()) left.push(rest());
    }
  }
  return [found, left];
}

/** Whether words may name a department beside something else. */
export const mayNameDepartments = (words) => words.length > 1 || words.some((word) => [...word].length >= SHORTEST_NAME + SHORTEST_REST);

/** Whether a word may be the pinyin of a name. */
export const mayBeLetters = (word) => LETTERS.test(word);

/** The beginnings of names that letters are the pinyin of, in initials or in full. */
export function namedByLetters(word, { departments, districts, readings }) {
  if (!mayBeLetters(word)) return [];
  const found = new Set();
  for (const name of [...departments, ...districts]) for (const length of spelled(word, [...name], readings)) found.add([...name].slice(0, length).join(""));
  return [...found].sort((a, b) => [...a].length - [...b].length || compare(a, b));
}

/** How many characters of a name the letters spell, as initials and as full syllables. */
function* spelled(word, characters, readings) {
  const of = characters.map((character) => readings[character] ?? [character]);
  if (word.length <= of.length && [...word].every((letter, i) => of[i].some((reading) => reading.startsWith(letter)))) {
    yield word.length;
  }
  let rest = new Set([word]);
  for (let length = 1; length <= of.length; length += 1) {
    const left = new Set();
    for (const one of rest) for (const syllable of of[length - 1]) if (one.startsWith(syllable)) left.add(one.slice(syllable.length));
    rest = left;
    if (rest.has("") && length > 1) {
      yield length;
      return;
    }
  }
}

/** Order by code points, as Python does. */
export function compare(a, b) {
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((character, i) => character !== right[i]);
  if (at < 0) return left.length - right.length;
  return at >= right.length ? 1 : left[at].codePointAt(0) - right[at].codePointAt(0);
}

/** Whether a word is long enough for a name with one character wrong. */
export const mayBeMeant = (word) => [...word].length >= SHORTEST_NAME;

/** Pieces of names, or names, that differ from a word by one character. */
export function nearly(word, names) {
  const sought = [...word];
  if (!mayBeMeant(word)) return [];
  const found = new Set();
  for (const name of names) {
    const characters = [...name];
    if (Math.abs(characters.length - sought.length) === 1) {
      const [shorter, longer] = characters.length < sought.length ? [characters, sought] : [sought, characters];
      if (oneMore(shorter, longer)) {
        found.add(name);
        continue;
      }
    }
    for (let start = 0; start + sought.length <= characters.length; start += 1) {
      let wrong = 0;
      for (let i = 0; i < sought.length && wrong < 2; i += 1) if (characters[start + i] !== sought[i]) wrong += 1;
      if (wrong === 1) found.add(characters.slice(start, start + sought.length).join(""));
    }
  }
  return [...found];
}

function oneMore(shorter, longer) {
  const first = shorter.findIndex((character, i) => character !== longer[i]);
  const at = first < 0 ? shorter.length : first;
  return shorter.slice(at).every((character, i) => character === longer[at + 1 + i]);
}

/** The words of a query with each unknown one put right in turn. */
export function* suggestions(words, unknown, vocabulary) {
  for (const word of unknown) {
    for (const right of nearly(word, vocabulary)) yield words.map((other) => (other === word ? right : other));
  }
}
