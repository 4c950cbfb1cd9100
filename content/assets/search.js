// The search page. The whole state is in the address; every word of a document goes in by textContent, never as HTML.
import { answerTo, card } from "./search-answer.js";
import { answerFromFiles } from "./search-answer-files.js";
import { Refused, backends, parametersOf, sqlite } from "./search-backends.js";
import { asked, nameOf, words } from "./search-words.js";

const box = document.getElementById("mz-finder");
const root = new URL(box.dataset.root, location.href);
const input = document.getElementById("mz-query");
const form = input.form;
const status = document.getElementById("mz-told");
const results = document.getElementById("mz-results");
const facetsPanel = document.getElementById("mz-facets");
const pagesNav = document.getElementById("mz-pages");
const elsewhere = document.getElementById("mz-elsewhere");
const answerCard = document.getElementById("mz-answer");
const examples = [...results.childNodes];

const FACETS = words.facets;
const SORTS = words.sorts;
const SHOWN_VALUES = 12;
const DELAY = 160;
const LONGEST = 300;

/** An element with properties and children; text children become text nodes. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

const marked = (pieces) => pieces.map(([text, hit]) => (hit ? make("mark", { textContent: text }) : text));

function stateOfAddress() {
  const given = new URLSearchParams(location.search);
  const page = Number(given.get("page") ?? 1);
  return {
    q: (given.get("q") ?? "").slice(0, LONGEST),
    year: given.getAll("year"),
    city: given.getAll("city"),
    district: given.getAll("district"),
    department: given.getAll("department"),
    kind: given.getAll("kind"),
    sort: given.get("sort") in SORTS ? given.get("sort") : "relevance",
    page: Number.isInteger(page) && page > 0 ? page : 1,
    literal: given.get("literal") === "1",
  };
}

let state = stateOfAddress();
let running = null;

const addressOf = (changed) => {
  const parameters = parametersOf(changed).toString();
  return `${location.pathname}${parameters ? `?${parameters}` : ""}`;
};

/** Take on a new state, put it in the address (as a step back only where the reader chose it) and search. */
function go(changes, { step = true } = {}) {
  state = { ...state, page: 1, ...changes };
  history[step ? "pushState" : "replaceState"](null, "", addressOf(state));
  return search();
}

const isEmpty = () => !state.q.trim() && Object.keys(FACETS).every((facet) => state[facet].length === 0);

async function search() {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  if (isEmpty()) return clear();
  box.setAttribute("aria-busy", "true");
  try {
    const { answer, told, backend, down } = await ask(mine.signal);
    if (running === mine) show(answer, told, backend, down);
  } catch (error) {
    if (running !== mine) return undefined;
    if (!(error instanceof Refused)) console.error(error);
    fail(error);
  } finally {
    if (running === mine) box.removeAttribute("aria-busy");
  }
  return undefined;
}

/** What the first back end finds that answers, with the direct answer to what was asked. */
async function ask(signal) {
  let last = new Error("no back end");
  let down = false;
  for (const backend of await backends(root)) {
    try {
      return { ...(await found(backend, down, signal)), backend, down };
    } catch (error) {
      if (error instanceof Refused || signal.aborted) throw error;
      console.warn(`search by ${backend.name}: ${error.message}`);
      last = error;
      down = true;
    }
  }
  throw last;
}

/** Hits and direct answer (the server's, or where the site stands alone that of its files), asked at once and shown
    together: a card that came later would push away the hits that are being read. */
async function found(backend, down, signal) {
  const q = await asked(root, state.q);
  const wanted = state.page === 1 && !down;
  const alone = backend.name === "pagefind";
  const told = wanted && !alone ? answerTo(root, q, signal) : null;
  const answer = await backend.search(root, { ...state, q }, signal);
  return { answer, told: wanted && alone ? await answerFromFiles(root, answer, signal) : await told };
}

function clear() {
  answerCard.hidden = true;
  for (const part of [results, status, facetsPanel, pagesNav, elsewhere]) part.replaceChildren();
  for (const part of [facetsPanel, pagesNav, elsewhere]) part.hidden = true;
  if (isEmpty()) results.replaceChildren(...examples);
}

function fail(error) {
  clear();
  if (error instanceof Refused) {
    status.append(error.message);
    return;
  }
  const again = make("button", { type: "button", textContent: words.again });
  again.addEventListener("click", () => search());
  status.append(
    words.down,
    again,
    ...words.instead.map(([text, to]) => (to ? make("a", { href: new URL(to, root).href, textContent: text }) : text)),
  );
}

function show(answer, told, backend, down) {
  showStatus(answer, down);
  answerCard.replaceChildren(...(told ? card(told, root, make, words) : []));
  answerCard.hidden = !told;
  results.replaceChildren(...groups(answer.hits));
  showFacets(answer);
  showPages(answer);
  showElsewhere(answer, backend);
}

function showStatus(answer, down) {
  const parts = [];
  if (down) parts.push(words.fallback);
  if ((new URLSearchParams(location.search).get("q") ?? "").length > LONGEST) parts.push(words.longest(LONGEST));
  if (answer.total && !answer.message) parts.push(words.total(answer.total));
  if (answer.unanswered?.length) parts.push(words.unanswered(answer.unanswered));
  if (answer.loosened) parts.push(words.loosened);
  if (answer.message) parts.push(answer.message);
  // What was chosen beside the box goes before what stands in it.
  const years = state.year.length ? [] : answer.understood.year.map(words.year);
  const names = ["district", "department"].flatMap((facet) => (state[facet].length ? [] : answer.understood[facet]));
  const understood = [...years, ...names];
  if (understood.length) {
    const literal = make("button", { type: "button", textContent: words.literal });
    literal.addEventListener("click", () => go({ literal: true }));
    parts.push(words.understood(understood), literal);
  }
  if (answer.suggestion) {
    const suggestion = make("button", { type: "button", textContent: answer.suggestion });
    suggestion.addEventListener("click", () => {
      input.value = answer.suggestion;
      go({ q: answer.suggestion });
    });
    parts.push(words.suggestion, suggestion);
  }
  status.replaceChildren(...parts.flatMap((part) => [part, " "]));
}

/** Hits gathered by department and year, in the order of their best hit. */
function groups(hits) {
  const byDisclosure = new Map();
  for (const hit of hits) {
    if (!byDisclosure.has(hit.disclosure_id)) byDisclosure.set(hit.disclosure_id, []);
    byDisclosure.get(hit.disclosure_id).push(hit);
  }
  return [...byDisclosure].map(([id, found]) => {
    const [{ city, district, department, fiscal_year: year }] = found;
    const original = `${city ?? ""}${district ?? ""}${department} ${year}年度`;
    const { name, page } = nameOf(id, original);
    const heading = make("h2", {}, make("a", { href: new URL(page, root).href, textContent: name }));
    if (name !== original) heading.append(" ", make("small", { lang: "zh", textContent: original }));
    return make("section", { className: "mz-group" }, heading, make("ol", {}, ...found.map(item)));
  });
}

function item(hit) {
  const link = make("a", { href: new URL(hit.page_url, root).href, className: "mz-hit", lang: "zh" }, ...marked(hit.title));
  const kind = make("span", { className: "mz-kind", textContent: words.kind(hit.kind, hit.kind_label) });
  return make("li", {}, kind, " ", link, ...disputes(hit), make("p", { lang: "zh" }, ...marked(hit.text)));
}

/** The sign that leads to the finding on a figure of the hit. */
function disputes({ disclosure_id: id, disputed }) {
  if (!disputed) return [];
  const [first] = disputed.split(",");
  const href = new URL(`d/${id}/#f-${first}`, root).href;
  const mark = make("a", { href, className: "mz-mark mz-is-error", textContent: "※", title: words.disputed });
  mark.setAttribute("aria-label", words.disputed);
  return [" ", mark];
}

function showFacets({ facets, understood }) {
  const open = new Set([...facetsPanel.querySelectorAll("details[open]")].map((one) => one.dataset.facet));
  const first = !facetsPanel.hasChildNodes();
  const focused = facetsPanel.contains(document.activeElement) ? document.activeElement.id : "";
  const panels = Object.entries(FACETS)
    .filter(([facet]) => facets[facet]?.length > (facet === "city" && !state.city.length ? 1 : 0))
    .map(([facet, label]) => {
      const chosen = state[facet].length ? state[facet] : (understood[facet] ?? []).map(String);
      const wide = matchMedia("(min-width: 60em)").matches && (facet !== "department" || chosen.length > 0);
      const panel = facetPanel(facet, label, facets[facet], chosen);
      panel.open = state[facet].length > 0 || (first ? wide : open.has(facet));
      return panel;
    });
  facetsPanel.replaceChildren(sortBox(), ...panels);
  facetsPanel.hidden = false;
  if (focused) document.getElementById(focused)?.focus();
}

function sortBox() {
  const select = make("select", { id: "mz-sort" });
  for (const [value, label] of Object.entries(SORTS)) {
    select.append(make("option", { value, textContent: label, selected: value === state.sort }));
  }
  select.addEventListener("change", () => go({ sort: select.value }));
  return make("p", { className: "mz-order" }, make("label", { htmlFor: "mz-sort", textContent: words.sort }), select);
}

/** A facet with the values of which some are `chosen`, beside the box or in its words. */
function facetPanel(facet, label, values, chosen) {
  const ordered = [...values].sort((a, b) => chosen.includes(String(b.value)) - chosen.includes(String(a.value)));
  const choices = ordered.map((value) => choice(facet, value, chosen));
  const list = make("ul", {}, ...choices.slice(0, SHOWN_VALUES));
  const panel = make("details", {}, make("summary", { textContent: label }), list);
  panel.dataset.facet = facet;
  if (choices.length > SHOWN_VALUES) {
    const more = make("button", { type: "button", textContent: words.more(choices.length - SHOWN_VALUES) });
    more.addEventListener("click", () => {
      list.append(...choices.slice(SHOWN_VALUES));
      more.remove();
      choices[SHOWN_VALUES].querySelector("input").focus();
    });
    panel.append(more);
  }
  return panel;
}

function choice(facet, { value, label, count }, chosen) {
  const id = `mz-${facet}-${value}`;
  const check = make("input", { type: "checkbox", id, checked: chosen.includes(String(value)) });
  check.addEventListener("change", () => {
    const kept = chosen.filter((other) => other !== String(value));
    const typed = !kept.length && !check.checked && !state[facet].length; // no longer what its words say
    go({ [facet]: check.checked ? [...kept, String(value)] : kept, literal: state.literal || typed });
  });
  const number = make("span", { className: "mz-count", textContent: count === null ? "" : String(count) });
  return make("li", {}, check, make("label", { htmlFor: id }, facet === "kind" ? words.kind(value, label) : label, " ", number));
}

function showPages({ page, pages }) {
  const turn = (to, label) => {
    const link = make("a", { href: addressOf({ ...state, page: to }), textContent: label });
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      await go({ page: to });
      box.scrollIntoView();
      results.querySelector("a.mz-hit")?.focus({ preventScroll: true });
    });
    return link;
  };
  pagesNav.replaceChildren();
  if (page > 1) pagesNav.append(turn(Math.min(page - 1, Math.max(pages, 1)), words.previous), " ");
  if (pages > 1) pagesNav.append(words.page(page, pages), " ");
  if (page < pages) pagesNav.append(turn(page + 1, words.next));
  pagesNav.hidden = !pagesNav.hasChildNodes();
}

/** Where the same search can be had as SQL and as JSON: at the server, else for the published database and as a file. */
function showElsewhere(answer, backend) {
  const parts = backend === sqlite ? atTheServer(answer) : here(answer);
  elsewhere.replaceChildren(...parts);
  elsewhere.hidden = parts.length === 0;
}

function atTheServer(answer) {
  const table = make("a", { href: new URL(answer.table_url, root).href, textContent: words.table });
  return [words.same, table, " · ", make("a", { href: sqlite.address(root, state), textContent: "JSON" })];
}

let file = "";

function here({ sql, ...answer }) {
  if (!sql) return [];
  URL.revokeObjectURL(file);
  file = URL.createObjectURL(new Blob([JSON.stringify({ query: state.q, ...answer }, null, 1)], { type: "application/json" }));
  const json = make("a", { href: file, download: "search.json", textContent: "JSON" });
  const where = make("p", {}, ...words.forFile.map(([text, to]) => (to ? make("a", { href: new URL(to, root).href, textContent: text }) : text)));
  return [words.same, json, make("details", {}, make("summary", { textContent: "SQL" }), where, make("pre", { textContent: sql }))];
}

// ---------------------------------------------------------------------------------------------- the box

let composing = false;
let timer = 0;

function typed() {
  clearTimeout(timer);
  if (!composing) timer = setTimeout(() => input.value !== state.q && go({ q: input.value }, { step: false }), DELAY);
}

// While an input method is composing, what stands in the box is not yet what the reader means.
input.addEventListener("compositionstart", () => {
  composing = true;
  clearTimeout(timer);
});
input.addEventListener("compositionend", () => {
  composing = false;
  typed();
});
input.addEventListener("input", (event) => !event.isComposing && typed());

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  if (!composing) go({ q: input.value });
});

addEventListener("popstate", () => {
  state = stateOfAddress();
  input.value = state.q;
  search();
});

/** Up and down walk from the box through the hits and back. */
box.addEventListener("keydown", (event) => {
  const down = event.key === "ArrowDown";
  if ((!down && event.key !== "ArrowUp") || event.isComposing) return;
  const stops = [input, ...results.querySelectorAll("a.mz-hit")];
  const at = stops.indexOf(document.activeElement);
  const next = stops[at + (down ? 1 : -1)];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
});

/** Whether the reader comes from the search box of a page (search-box.js), and is still typing. */
function isFromBox() {
  try {
    const sent = sessionStorage.getItem("mz-sent");
    sessionStorage.removeItem("mz-sent");
    return sent !== null && sent === state.q;
  } catch {
    return false; // storage is switched off
  }
}

input.value = state.q;
if ((isFromBox() || isEmpty()) && matchMedia("(pointer: fine)").matches) input.focus();
if (!isEmpty()) {
  results.replaceChildren(); // the examples are for who has not asked yet
  search();
}
