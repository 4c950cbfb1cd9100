// The card above the results: what /answer.json of the server says to what was typed (build/mingzhang/answers/answer_app.py).

const QUESTION = /多少|几|吗|谁|哪|什么|为什|为啥|怎么|最|how|what|why|which|[?？]$/iu;
const TELLING = ["空表", "原文数字丢失"]; // refusals worth a card though nothing was asked in so many words
const SHOWN = 3;

/** The answer to a question, or null where there is none worth showing. */
export async function answerTo(root, question, signal) {
  try {
    const response = await fetch(new URL(`answer.json?${new URLSearchParams({ q: question })}`, root), { signal });
    if (!response.ok) return null;
    const answer = await response.json();
    const isWorth = answer.type !== "refusal" || TELLING.includes(answer.refusal_type) || QUESTION.test(question);
    return isWorth ? answer : null;
  } catch {
    return null;
  }
}

/** The card's content: the words of the answer, and where they were read. `make` builds an element. */
export function card({ type, text, evidence = [] }, root, make, words) {
  const said = make("p", { className: type === "refusal" ? "mz-refusal" : "", textContent: text });
  const places = evidence.slice(0, SHOWN).map(({ url, line, quote }) => {
    const link = make("a", { href: new URL(url, root).href, textContent: words.line(line) });
    return make("li", {}, link, " ", quote.slice(0, 120));
  });
  return [make("h2", { textContent: words.answer }), said, ...(places.length ? [make("ul", {}, ...places)] : [])];
}
