// An index of the static search: Pagefind tells where words stand in its pages, our tables (static_tables.py) where the
// documents of a page begin and end. From both: which documents hold a phrase, and how often.

const DIGITS = new Map([..."0123456789."].map((digit, i) => [digit, "abcdefghijk"[i]]));
const LONGEST = 64;
const HAN = /^[々〇\u{3400}-\u{4dbf}\u{4e00}-\u{9fff}\u{f900}-\u{faff}\u{20000}-\u{3ffff}]/u;
const KEPT = 400; // words whose places are remembered

const letters = (byte) => String.fromCharCode(97 + (byte >> 4), 97 + (byte & 15));

/** One token as a word of the index: the same as word() in static_words.py. */
export function wordOf(token) {
  if (HAN.test(token)) return [...token].length > 1 ? token : `${token}z`;
  if (/^[0-9]/.test(token)) return `n${[...token].map((c) => DIGITS.get(c)).join("").slice(0, LONGEST)}x`;
  return `l${[...new TextEncoder().encode(token)].map(letters).join("").slice(0, LONGEST)}x`;
}

/** The JSON of a gzipped file. */
export async function unpacked(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return new Response(response.body.pipeThrough(new DecompressionStream("gzip"))).json();
}

/** Open the index in a folder, with an engine of Pagefind's. */
export async function openIndex(address, { createInstance }) {
  const engine = createInstance({ basePath: address, noWorker: true });
  const [table] = await Promise.all([unpacked(new URL("documents.bin", address)), engine.init()]);
  let first = 0;
  const pages = table.pages.map(([fingerprint, disclosure, kind, names, count]) => {
    const [id, department, district, city, departmentId, year] = table.disclosures[disclosure];
    const page = { fingerprint, id, department, departmentId, district, city, year, kind, names, count, first };
    first += count;
    return page;
  });
  return { address, engine, table, pages, size: first, byFingerprint: new Map(pages.map((page) => [page.fingerprint, page])), places: new Map() };
}

/** Where a word stands: a map from page to rising places. `prefix` takes every word that so begins. */
async function placesOf(index, token, prefix) {
  const word = prefix ? token : wordOf(token);
  if (!index.places.has(word)) {
    if (index.places.size >= KEPT) index.places.clear();
    index.places.set(word, look(index, word));
  }
  return index.places.get(word);
}

async function look(index, word) {
  const { results } = await index.engine.search(word);
  return new Map(results.map(({ id, words }) => [index.byFingerprint.get(id), Uint32Array.from(words).sort()]));
}

/** Where the regions of a page begin: its names, then title, text and codes of each document. */
function regionsOf(index, page) {
  if (!page.regions) {
    const { titles, texts, codes } = index.table;
    const regions = new Uint32Array(1 + 3 * page.count);
    let at = page.names;
    for (let i = 0; i < page.count; i += 1) {
      const document = page.first + i;
      regions[3 * i + 1] = at;
      regions[3 * i + 2] = at += titles[document];
      regions[3 * i + 3] = at += texts[document];
      at += codes[document] >> 1;
    }
    page.regions = regions;
    page.end = at;
  }
  return page.regions;
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

/** The documents of an index that hold a phrase: id → { weight of what was found, whether in the text itself }. */
export async function documentsWith(index, { tokens, prefix }, columns, found) {
  const last = tokens.length - 1;
  const places = await Promise.all(tokens.map((token, i) => placesOf(index, token, prefix && i === last)));
  const rarest = places.reduce((best, one, i) => (one.size < places[best].size ? i : best), 0);
  for (const [page, starts] of places[rarest]) {
    const here = places.map((one) => one.get(page));
    if (!page || here.some((one) => !one)) continue;
    const fewest = here.reduce((best, one, i) => (one.length < here[best].length ? i : best), rarest);
    for (const place of here.length > 1 ? here[fewest] : starts) {
      const start = place - fewest;
      if (here.every((one, i) => i === fewest || holds(one, start + i))) note(index, page, start, start + last, columns, found);
    }
  }
}

function note(index, page, start, end, columns, found) {
  const regions = regionsOf(index, page);
  const region = lastUpTo(regions, start);
  if (end >= (regions[region + 1] ?? page.end)) return; // it goes on into what follows
  if (region === 0) {
    for (let i = 0; i < page.count; i += 1) add(found, index.table.first + page.first + i, columns.who, false);
    return;
  }
  const column = (region - 1) % 3;
  const weight = [columns.title, columns.body, columns.codes][column];
  add(found, index.table.first + page.first + Math.floor((region - 1) / 3), weight, column === 1);
}

function add(found, id, weight, inText) {
  const one = found.get(id);
  if (one) {
    one.weight += weight;
    one.inText ||= inText;
  } else found.set(id, { weight, inText });
}

/** What is known of a document without its text: its page, how many words it has, whether it states a figure. */
export function describe(index, id) {
  const at = id - index.table.first;
  const { titles, texts, codes } = index.table;
  const page = index.pages[lastUpTo(firstsOf(index), at)];
  return { page, length: titles[at] + texts[at] + (codes[at] >> 1) + page.names, figure: (codes[at] & 1) === 1 };
}

function firstsOf(index) {
  index.firsts ??= Uint32Array.from(index.pages, (page) => page.first);
  return index.firsts;
}

/** Title, text, anchor and codes of a document, as published. */
export async function original(index, id, perFile) {
  const at = id - index.table.first;
  index.texts ??= new Map();
  const file = Math.floor(at / perFile);
  if (!index.texts.has(file)) index.texts.set(file, unpacked(new URL(`texts/${file}.bin`, index.address)));
  const [title, text, anchor, codes] = (await index.texts.get(file))[at % perFile];
  return { title, text, anchor, codes };
}

/** The amount of each document. */
export function amountsOf(index) {
  index.amounts ??= unpacked(new URL("amounts.bin", index.address));
  return index.amounts;
}
