// The back ends of search, all asked and answering alike (the shape of /search.json, see build/mingzhang/search/web.py).
// Which one answers is in search-config.json, written by the build; without that file it is /search.json.

/** A sentence for the reader: what was asked cannot be. Not a failure of the back end. */
export class Refused extends Error {}

const FACETS = ["year", "city", "district", "department", "kind"];

/** The address parameters of a state, in a fixed order, without what is default. */
export function parametersOf(state) {
  const parameters = new URLSearchParams();
  if (state.q) parameters.set("q", state.q);
  for (const facet of FACETS) for (const value of state[facet]) parameters.append(facet, value);
  if (state.sort && state.sort !== "relevance") parameters.set("sort", state.sort);
  if (state.page > 1) parameters.set("page", String(state.page));
  if (state.literal) parameters.set("literal", "1");
  return parameters;
}

/** Search by the server this page came from. */
export const sqlite = {
  name: "sqlite",
  address: (root, state) => new URL(`search.json?${parametersOf(state)}`, root).href,
  async search(root, state, signal) {
    const response = await fetch(this.address(root, state), { signal, headers: { Accept: "application/json" } });
    const isJson = (response.headers.get("content-type") ?? "").startsWith("application/json");
    if (!isJson) throw new Error(`search.json: ${response.status}`);
    const answer = await response.json();
    if (response.status === 400) throw new Refused(answer.error);
    if (!response.ok) throw new Error(answer.error);
    return answer;
  },
};

async function configuration(root) {
  try {
    const response = await fetch(new URL("search-config.json", root));
    return response.ok ? await response.json() : {};
  } catch {
    return {};
  }
}

let chosen;

/** The back ends to ask, the preferred one first; the others stand in when it is down. */
export async function backends(root) {
  chosen ??= choose(await configuration(root), root);
  return chosen;
}

/** Words of the field and of questions, for the back ends that are asked from here. */
async function words(root) {
  try {
    const { unpacked } = await import("./search-packed.js");
    return await unpacked(new URL("search-words.bin", root));
  } catch {
    return { synonyms: [], stopWords: [], askedFor: {} };
  }
}

// One line for each back end the browser asks by itself; its module's default export takes what the configuration says of it.
const SCRIPTS = {
  meilisearch: () => import("./search-meilisearch.js"),
  pagefind: () => import("./search-pagefind.js"),
};

async function choose(told, root) {
  const names = told.backends ?? [sqlite.name];
  const config = names.some((name) => name in SCRIPTS) ? { ...told, ...(await words(root)) } : told;
  const open = async (name) => (await SCRIPTS[name]()).default(config[name], config, root);
  return Promise.all(names.map((name) => (name in SCRIPTS ? open(name) : sqlite)));
}
