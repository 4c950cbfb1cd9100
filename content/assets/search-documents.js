// An index of the static search: Pagefind tells where words stand in its pages, our tables (document_tables.py) where the
// documents of a page begin and end. From both: which documents hold a phrase, and how often.
import { isHan } from "./search-language.js";
import { threeLists, unpacked, unpackedModule } from "./search-packed.js";

const LETTERS = "bcdfghjkmnpqrtvw";
const [END, LAST] = ["x", "z"];
const LONGEST = 120;
const LONG = 3; // parts of a phrase
const KEPT = 400; // words whose places are remembered

const spell = (hex) => [...hex].map((digit) => LETTERS[parseInt(digit, 16)]).join("");

/** The letters of one character of Han. */
export function lettersOf(character) {
  const letters = spell(character.codePointAt(0).toString(16).padStart(4, "0"));
  return letters.length === 4 ? letters : `z${letters}`;
}

/** One token as a word of the index: the same as word() in indexed_words.py. The last pair of a run ends in LAST. */
export function wordOf(token, end = END) {
  if (isHan(token)) return `${[...token].map(lettersOf).join("")}${end}`;
  const bytes = [...new TextEncoder().encode(token)].map((byte) => byte.toString(16).padStart(2, "0"));
  return `l${spell(bytes.join("")).slice(0, LONGEST)}x`;
}

/** All indexes of a site that are open, with one engine of Pagefind's over them. */
export function library() {
  return { engine: null, indexes: [], pages: new Map(), places: new Map() };
}

/** Open the index in a folder and merge it with those that are open. */
export async function openIndex(books, address) {
  const table = unpacked(new URL("documents.bin", address));
  if (!books.engine) {
    const [packed, plain] = ["pagefind.bin", "pagefind.js"].map((name) => new URL(name, address).href);
    const made = unpackedModule(packed, plain).then(async ({ createInstance }) => {
      const engine = createInstance({ basePath: address, noWorker: true });
      await engine.init();
      return engine;
    });
    made.catch(() => (books.engine = null));
    books.engine = made;
    await made;
  } else await (await books.engine).mergeIndex(address);
  const index = { address, table: await table, texts: new Map(), lengths: new Map() };
  const sheets = index.table.disclosures.map(([id, department, district, city, departmentId, year, names, fingerprint]) => {
    const about = { index, id, department, departmentId, district, city, year, names };
    const sheet = { about, ...about, count: 0, first: 0, pages: [], starts: [], end: names };
    books.pages.set(fingerprint, sheet);
    return sheet;
  });
  let first = index.table.first;
  const ofKind = {};
  const kinds = Object.entries(index.table.kinds);
  index.pages = sheets.flatMap((sheet, number) => {
    sheet.first = first;
    for (const [kind, [counts, words]] of kinds) {
      const count = counts[number];
      if (!count) continue;
      sheet.pages.push({ ...sheet.about, kind, count, first, start: sheet.end, at: (ofKind[kind] ??= 0) });
      sheet.starts.push(sheet.end);
      sheet.end += words[number];
      sheet.count += count;
      ofKind[kind] += count;
      first += count;
    }
    return sheet.pages;
  });
  index.count = first - index.table.first;
  index.ofKind = ofKind;
  index.firsts = Uint32Array.from(index.pages, (page) => page.first);
  books.indexes = [...books.indexes, index].sort((a, b) => a.table.first - b.table.first);
  books.places.clear();
  return index;
}

/** Where a word stands: a map from page to rising places. `prefix` takes every word that so begins. */
function placesOf(books, word, prefix) {
  if (!books.places.has(word)) {
    if (books.places.size >= KEPT) books.places.clear();
    books.places.set(word, prefix ? lookForBeginning(books, word) : lookExactly(books, word));
  }
  return books.places.get(word);
}

/**
 * What has to be looked for so that a phrase stands at a place: [how far behind it, what gives the places]. Of a run's
 * pairs each second one and the last: those between are told by both, since the end of a word says whether its run goes on.
 */
function partsOf(books, { tokens, prefix }) {
  const parts = [];
  const last = tokens.length - 1;
  const isSingle = (i) => isHan(tokens[i] ?? "") && [...tokens[i]].length === 1;
  const isPair = (i) => isHan(tokens[i] ?? "") && !isSingle(i);
  const part = (i, end) => parts.push([i, () => placesOf(books, wordOf(tokens[i], end))]);
  let run = 0; // how many pairs of the run stand before this one
  tokens.forEach((token, i) => {
    if (prefix && i === last) parts.push([i, () => placesOf(books, lettersOf(token), true)]);
    else if (!isPair(i)) {
      if (!(isSingle(i) && isPair(i - 1))) part(i);
    } else if (i === last) parts.push([i, () => either(placesOf(books, wordOf(token)), placesOf(books, wordOf(token, LAST)))]);
    else if (isSingle(i + 1)) part(i, LAST);
    else if (run % 2 === 0) part(i);
    run = isPair(i) ? run + 1 : 0;
  });
  return parts;
}

/** The places of all parts; of a long phrase those of the first before the others, which are not loaded if it has none. */
async function placesOfAll(parts) {
  if (parts.length >= LONG) {
    const first = await parts[0][1]();
    if (!first.size) return [first];
  }
  return Promise.all(parts.map(([, places]) => places()));
}

/** The places of one word and of another. */
async function either(one, other) {
  const out = new Map(await one);
  for (const [page, places] of await other) {
    const known = out.get(page);
    out.set(page, known ? Uint32Array.from([...known, ...places]).sort() : places);
  }
  return out;
}

async function look(books, word) {
  const { results } = await (await books.engine).search(word);
  return new Map(results.map(({ id, words }) => [books.pages.get(id), Uint32Array.from(words).sort()]));
}

// Asked for the beginning of words Pagefind loads one chunk of them; the others are loaded first, each by letters in it.
async function lookForBeginning(books, letters) {
  const spans = await Promise.all(books.indexes.map((index) => (index.spans ??= unpacked(new URL("spans.bin", index.address)))));
  const engine = await books.engine;
  const chunks = new Set(spans.flatMap((endings) => endings[letters] ?? []));
  await Promise.all([...chunks].map((ending) => engine.preload(letters + ending)));
  return look(books, letters);
}

// In quotes Pagefind tells the pages of a word, but only its first place in each; without, all places, but of a word it
// does not know those of a shorter one.
async function lookExactly(books, word) {
  const places = await look(books, word);
  const { results } = await (await books.engine).search(`"${word}"`);
  return new Map(results.map(({ id }) => [books.pages.get(id), places.get(books.pages.get(id)) ?? new Uint32Array()]));
}

/** Where the regions of a page's kind begin: title, text and codes of each document. Its lengths must be there. */
function regionsOf(page) {
  if (!page.regions) {
    const { titles, texts, codes } = page.index.lengths.get(page.kind).values;
    const regions = new Uint32Array(1 + 3 * page.count);
    let at = page.start;
    for (let i = 0; i < page.count; i += 1) {
      regions[3 * i] = at;
      regions[3 * i + 1] = at += titles[page.at + i];
      regions[3 * i + 2] = at += texts[page.at + i];
      at += codes[page.at + i];
    }
    regions[3 * page.count] = at;
    page.regions = regions;
  }
  return page.regions;
}

/** Load how many words the documents of these pages have: one file for each index and kind. */
function loadLengths(pages) {
  return Promise.all(
    [...pages].map(({ index, kind }) => {
      if (!index.lengths.has(kind)) {
        const entry = {};
        entry.loaded = threeLists(new URL(`lengths/${kind}.bin`, index.address), index.ofKind[kind]).then(([titles, texts, codes]) => {
          entry.values = { titles, texts, codes };
        });
        entry.loaded.catch(() => index.lengths.delete(kind));
        index.lengths.set(kind, entry);
      }
      return index.lengths.get(kind).loaded;
    }),
  );
}

/** The place in a rising array of the last value that is not above. */
function lastUpTo(values, wanted) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const holds = (values, wanted) => values[lastUpTo(values, wanted)] === wanted;

/** The documents that hold a phrase: id → weight of what was found. */
export async function documentsWith(books, phrase, columns) {
  const last = phrase.tokens.length - 1;
  const parts = partsOf(books, phrase);
  const places = await placesOfAll(parts);
  const behind = parts.map(([far]) => far);
  const rarest = places.reduce((best, one, i) => (one.size < places[best].size ? i : best), 0);
  const hits = [];
  for (const sheet of places[rarest].keys()) {
    const here = places.map((one) => one.get(sheet));
    if (!sheet || here.some((one) => !one)) continue;
    const fewest = here.reduce((best, one, i) => (one.length < here[best].length ? i : best), 0);
    for (const place of here[fewest]) {
      const start = place - behind[fewest];
      if (here.every((one, i) => i === fewest || holds(one, start + behind[i]))) hits.push([sheet, start]);
    }
  }
  const kindAt = (sheet, start) => sheet.pages[lastUpTo(sheet.starts, start)];
  await loadLengths(new Set(hits.flatMap(([sheet, start]) => (start < sheet.names ? sheet.pages : [kindAt(sheet, start)]))));
  const found = new Map();
  for (const [sheet, start] of hits) {
    if (start >= sheet.names) note(kindAt(sheet, start), start, start + last, columns, found);
    else if (start + last < sheet.names) {
      for (let i = 0; i < sheet.count; i += 1) add(found, sheet.first + i, columns.who);
    }
  }
  return found;
}

function note(page, start, end, columns, found) {
  const regions = regionsOf(page);
  const region = lastUpTo(regions, start);
  if (region >= 3 * page.count || end >= regions[region + 1]) return; // it goes on into what follows
  add(found, page.first + Math.floor(region / 3), [columns.title, columns.body, columns.codes][region % 3]);
}

const add = (found, id, weight) => found.set(id, (found.get(id) ?? 0) + weight);

/** The index a document is in. */
const within = (books, id) => books.indexes.findLast(({ table }) => table.first <= id);

/** What a document is: its disclosure and kind. */
export function pageOf(books, id) {
  const index = within(books, id);
  return index.pages[lastUpTo(index.firsts, id)];
}

/** What is known of a document that was found without its text: how many words it has, how much its kind weighs. */
export function describe(books, id, weights) {
  const page = pageOf(books, id);
  const { titles, texts, codes } = page.index.lengths.get(page.kind).values;
  const at = page.at + id - page.first;
  return { length: titles[at] + texts[at] + codes[at] + page.names, weight: weights[page.kind] };
}

/** The ids of all documents. */
export const everything = (books) =>
  books.indexes.flatMap(({ table, count }) => Array.from({ length: count }, (_, i) => table.first + i));

/** Title, text, anchor, codes of a document as published, and the findings that dispute a figure of it. */
export async function original(books, id, perFile) {
  const index = within(books, id);
  const at = id - index.table.first;
  const file = Math.floor(at / perFile);
  if (!index.texts.has(file)) index.texts.set(file, unpacked(new URL(`texts/${file}.bin`, index.address)));
  const [title, text, anchor, codes, disputed] = (await index.texts.get(file))[at % perFile];
  return { title, text, anchor, codes, disputed };
}

/** The amounts of documents: id → amount, null where there is none. */
export async function amountsOf(books) {
  const all = await Promise.all(books.indexes.map((index) => (index.amounts ??= unpacked(new URL("amounts.bin", index.address)))));
  return (id) => {
    const index = within(books, id);
    return all[books.indexes.indexOf(index)][id - index.table.first];
  };
}
