// Which document a reader wants first, for indexes that are read in the browser: the browser's copy of bm25 as SQLite
// computes it and of build/mingzhang/search/backends/sqlite/ranking.py, whose numbers come with the site's configuration.

const K1 = 1.2;
const B = 0.75;

/** How much of a term stands in a text: as typed, or only written otherwise. */
function heldOf([typed, ...others], id, { otherwise }) {
  if (typed.get(id)?.inText) return 1;
  return others.some((one) => one.get(id)?.inText) ? otherwise : 0;
}

const byScore = (scores) => (a, b) => scores.get(b) - scores.get(a) || b - a;

/**
 * Ids, best first; of equals the newest first. `terms` holds for each term the documents with each of its phrases
 * (id → { weight, inText }; its `rarity` where more documents hold it than are listed), `describe` tells { length, figure, kind } of an id.
 */
export function ranked(ids, terms, describe, { documents, meanLength, numbers }) {
  const newest = [...ids].sort((a, b) => b - a);
  const weighed = newest.slice(0, numbers.weighed);
  const phrases = terms.flat();
  const rarity = phrases.map(({ size, rarity: held = size }) => Math.max(Math.log((documents - held + 0.5) / (held + 0.5)), 1e-6));
  const known = new Map(weighed.map((id) => [id, describe(id)]));
  const scores = new Map();
  for (const [id, { length, kind }] of known) {
    const long = K1 * (1 - B + (B * length) / meanLength);
    let score = 0;
    phrases.forEach((found, i) => {
      const weight = found.get(id)?.weight ?? 0;
      score += (rarity[i] * weight * (K1 + 1)) / (weight + long);
    });
    scores.set(id, score * numbers.kinds[kind]);
  }
  const order = [...weighed].sort(byScore(scores));
  const best = order.slice(0, numbers.lookedAt);
  const looked = new Map(
    best.map((id) => {
      const held = terms.reduce((sum, found) => sum + heldOf(found, id, numbers), 0) / terms.length;
      const figure = held && known.get(id).figure ? numbers.figure : 1;
      return [id, scores.get(id) * (1 + (numbers.inText - 1) * held) * figure];
    }),
  );
  best.sort(byScore(looked));
  return [...best, ...order.slice(numbers.lookedAt), ...newest.slice(numbers.weighed)];
}
