// Names found by the letters of their pinyin, and names meant where one character is wrong: the browser's copy of
// build/mingzhang/search/names.py, over search-names.bin (gzipped JSON written by the build, loaded when first needed).
import { unpacked } from "./search-packed.js";

const LETTERS = /^[a-z]{2,40}$/;
const SHORTEST_NAME = 3;

const files = new Map();

/** { departments and districts, readings of their characters, vocabulary } of the site. */
export function loadNames(root) {
  const address = new URL("search-names.bin", root).href;
  if (!files.has(address)) {
    const loaded = unpacked(address).catch(() => {
      files.delete(address);
      return { names: [], readings: {}, vocabulary: [] };
    });
    files.set(address, loaded);
  }
  return files.get(address);
}

/** Whether a word may be the pinyin of a name. */
export const mayBeLetters = (word) => LETTERS.test(word);

/** The beginnings of names that letters are the pinyin of, in initials or in full. */
export function namedByLetters(word, { names, readings }) {
  if (!mayBeLetters(word)) return [];
  const found = new Set();
  for (const name of names) for (const length of spelled(word, [...name], readings)) found.add([...name].slice(0, length).join(""));
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
