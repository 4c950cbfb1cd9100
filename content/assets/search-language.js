// The browser's copy of build/mingzhang/search/language/tokens.py, marks.py and normal.py: the same cases are run on both by a test.
// Text is folded code point by code point, so that every offset can be traced back to the original.

const HAN = "々〇\\u{3400}-\\u{4dbf}\\u{4e00}-\\u{9fff}\\u{f900}-\\u{faff}\\u{20000}-\\u{3ffff}";
const LETTERS = "a-z\\u{b5}\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{1fff}\\u{3040}-\\u{30ff}\\u{ac00}-\\u{d7af}";
const DROPPED = " \\u{200b}-\\u{200d}\\u{feff}\"'`“”‘’„‟「」『』〝〞〟﹁﹂﹃﹄";
const WORD = `[0-9${LETTERS}]`;

const DROP = new RegExp(`(?<!${WORD})[${DROPPED}]+|[${DROPPED}]+(?!${WORD}|[${DROPPED}])`, "gu");
const THOUSANDS = /(?<![0-9.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])/gu;
const POINT = new RegExp(`(?<=[0-9])[${DROPPED}]*\\.[${DROPPED}]*(?=[0-9])`, "gu");
const WIDE_COMMA = /(?<=[０-９])，(?=[０-９]{3}(?![０-９]))/gu;
const RUN = new RegExp(`[${HAN}]+|[0-9]+(?:\\.[0-9]+)*|[${LETTERS}]+`, "gu");
const IS_HAN = new RegExp(`^[${HAN}]`, "u");
const SEPARATORS = /[\s\u200b、，,;；。！？!?|…]+/u;
const MAX_TERMS = 24;
const MAX_TOKENS = 240;

/** Whether a text begins with a character of the script that is indexed in pairs. */
export const isHan = (text) => IS_HAN.test(text);

/** The runs of a normalised text: of Han characters, a number, of letters. */
export const runs = (normalised) => normalised.match(RUN) ?? [];

const simple = new Map();
const folds = new Map();
let table;

/** The characters of GB 2312, all simplified but a few: beside them a text may hold traditional ones. */
const common = new Set();
for (let row = 0xb0; row < 0xf8; row += 1) {
  const cells = Array.from({ length: 0xfe - 0xa0 }, (_, i) => [row, 0xa1 + i]);
  for (const character of new TextDecoder("gb2312").decode(Uint8Array.from(cells.flat()))) common.add(character);
}
for (const character of "乾吒夥後徵捱摺於榘甯菸薹醣麴麽") common.delete(character);

/** Load what is needed to compare these texts: most hold no traditional character, and the table of these is large. */
export async function prepare(...texts) {
  const isRare = (character) => character >= "\u3400" && IS_HAN.test(character) && !common.has(character);
  if (simple.size || !texts.some((text) => [...text.normalize("NFKC")].some(isRare))) return;
  const { simplified, traditional } = await (table ??= import("./search-traditional.js"));
  const to = [...simplified];
  [...traditional].forEach((character, i) => simple.set(character, to[i]));
  folds.clear();
}

function foldCharacter(character) {
  let folded = folds.get(character);
  if (folded === undefined) {
    folded = foldNew(character);
    folds.set(character, folded);
  }
  return folded;
}

function foldNew(character) {
  if (character === "，") return "，";
  if (/[\t\n\p{Cs}\p{Cc}\u2028\u2029]/u.test(character)) return "\n";
  if (/\p{Zs}/u.test(character)) return " ";
  const folded = character.normalize("NFKC").toLowerCase();
  if (!/\p{Nd}/u.test(character) && /[0-9]/.test(folded)) return `\n${folded}\n`;
  return [...folded].map((c) => simple.get(c) ?? c).join("");
}

const fold = (text) => [...text.replace(WIDE_COMMA, ",")].map(foldCharacter).join("");
const joinThousands = (text) => text.replace(THOUSANDS, (number) => number.replaceAll(",", ""));

/** Text as it is compared: NFKC, lower case, simplified, without quotation marks, blanks and thousands commas. */
export const normalise = (text) => joinThousands(fold(text)).replace(DROP, "");

/** 92.00 and 92 are the same number; a version or date such as 2.10.3 is none. */
function number(run) {
  const [whole, decimals, more] = run.split(".");
  if (decimals === undefined || more !== undefined) return run;
  const kept = decimals.replace(/0+$/, "");
  return kept ? `${whole}.${kept}` : whole;
}

/** The tokens with where they begin and end in the normalised text. */
function* spansOf(normalised) {
  for (const match of normalised.matchAll(RUN)) {
    const run = match[0];
    let at = match.index;
    if (!IS_HAN.test(run)) {
      yield [/^[0-9]/.test(run) ? number(run) : run, at, at + run.length];
      continue;
    }
    const characters = [...run];
    for (let i = 0; i < characters.length; i += 1) {
      const pair = characters[i] + (characters[i + 1] ?? "");
      yield [pair, at, at + pair.length];
      at += characters[i].length;
    }
  }
}

/** The tokens of a text in order, as they are indexed. */
export const tokens = (text) => [...spansOf(normalise(text))].map(([token]) => token);

/** The terms of a query, normalised. */
export function splitQuery(query) {
  const start = [...query].slice(0, MAX_TOKENS * 8).join("");
  return joinThousands(fold(start).replace(POINT, "."))
    .split(SEPARATORS)
    .map((piece) => piece.replace(DROP, ""))
    .map(trimmed)
    .filter(Boolean)
    .slice(0, MAX_TERMS);
}

/** A term without the signs around it, which no index holds. */
function trimmed(term) {
  const found = [...term.matchAll(RUN)];
  return found.length ? term.slice(found[0].index, found.at(-1).index + found.at(-1)[0].length) : "";
}

/** A normalised term as the phrase that finds it: its tokens, and whether the last need only begin so. */
export function phrase(term) {
  const parts = runs(term);
  const out = [];
  let prefix = false;
  parts.forEach((run, i) => {
    if (!IS_HAN.test(run)) {
      out.push(/^[0-9]/.test(run) ? number(run) : run);
      return;
    }
    const characters = [...run];
    for (let at = 0; at + 1 < characters.length; at += 1) out.push(characters[at] + characters[at + 1]);
    if (i + 1 < parts.length || characters.length === 1) {
      out.push(characters.at(-1));
      prefix = i + 1 === parts.length;
    }
  });
  return { tokens: out.slice(0, MAX_TOKENS), prefix: prefix && out.length <= MAX_TOKENS };
}

/** The phrases a text must all have. */
export function phrases(query) {
  const out = [];
  let left = MAX_TOKENS;
  for (const term of new Set(splitQuery(query))) {
    const found = phrase(term);
    if (found.tokens.length > left) break;
    left -= found.tokens.length;
    out.push(found);
  }
  return out;
}

/** The normalised text and, for each of its UTF-16 units, the offset in the original it came from. */
function origins(text) {
  const folded = [];
  let offset = 0;
  for (const character of text.replace(WIDE_COMMA, ",")) {
    for (const unit of foldCharacter(character).split("")) folded.push([unit, offset, offset + character.length]);
    offset += character.length;
  }
  const without = (units, pattern, all) => {
    const gone = new Set();
    for (const match of units.map((unit) => unit[0]).join("").matchAll(pattern)) {
      for (let i = match.index; i < match.index + match[0].length; i += 1) {
        if (all || units[i][0] === ",") gone.add(i);
      }
    }
    return units.filter((_, i) => !gone.has(i));
  };
  return without(without(folded, THOUSANDS, false), DROP, true);
}

/** Where the phrases stand in the original text: [start, end] offsets, sorted and merged. */
export function find(text, wanted) {
  const units = origins(text);
  const spans = [...spansOf(units.map((unit) => unit[0]).join(""))];
  const marks = [];
  for (const { tokens: sought, prefix } of wanted) {
    const last = sought.length - 1;
    for (let at = 0; at + last < spans.length; at += 1) {
      const fits = sought.every((token, i) => {
        const here = spans[at + i][0];
        return prefix && i === last ? here.startsWith(token) : here === token;
      });
      if (!fits) continue;
      const [, begin, end] = spans[at + last];
      const stop = prefix ? begin + sought[last].length : end;
      marks.push([units[spans[at][1]][1], units[stop - 1][2]]);
    }
  }
  marks.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const merged = [];
  for (const [start, end] of marks) {
    const before = merged.at(-1);
    if (before && start <= before[1]) before[1] = Math.max(before[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** The text cut at marks into [piece, is a hit]; the pieces joined are the text again. */
export function segments(text, marks) {
  const out = [];
  let at = 0;
  for (const [start, end] of marks) {
    if (at < start) out.push([text.slice(at, start), false]);
    out.push([text.slice(start, end), true]);
    at = end;
  }
  if (at < text.length) out.push([text.slice(at), false]);
  return out;
}

/** The original text in pieces, those that match a term of the query marked. */
export const highlight = (text, query) => segments(text, find(text, phrases(query)));
