// Pagefind puts its own pages in order, of which each holds all documents of a disclosure: which document in them a reader
// wants first is told by bm25, from the places of words, and by how likely a kind of document is to answer.

const K1 = 1.2;
const B = 0.75;

/**
 * Ids, best first; of equals the newest first. `phrases` holds for each phrase the documents with it (id → weight of what
 * was found), `describe` tells { length, weight } of an id.
 */
export function ranked(ids, phrases, describe, { documents, meanLength }) {
  const rarity = phrases.map(({ size }) => Math.max(Math.log((documents - size + 0.5) / (size + 0.5)), 1e-6));
  const scores = new Map();
  for (const id of ids) {
    const { length, weight } = describe(id);
    const long = K1 * (1 - B + (B * length) / meanLength);
    const score = phrases.reduce((sum, found, i) => {
      const held = found.get(id) ?? 0;
      return sum + (rarity[i] * held * (K1 + 1)) / (held + long);
    }, 0);
    scores.set(id, score * weight);
  }
  return [...ids].sort((a, b) => scores.get(b) - scores.get(a) || b - a);
}
