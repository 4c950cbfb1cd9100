// Files the build writes gzipped, whatever a host does to compress: see write_packed() and write_numbers() in
// build/mingzhang/search/backends/static/packing.py.

async function opened(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return new Response(response.body.pipeThrough(new DecompressionStream("gzip")));
}

/** The JSON of a gzipped file. */
export const unpacked = async (address) => (await opened(address)).json();

/** A gzipped script as a module, where the page's policy lets it be one; otherwise the script itself. */
export async function unpackedModule(address, otherwise) {
  try {
    const script = await (await opened(address)).blob();
    const unpackedAddress = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    return await import(unpackedAddress).finally(() => URL.revokeObjectURL(unpackedAddress));
  } catch {
    return import(otherwise);
  }
}

/** So many times three numbers from a gzipped file, as three lists: a byte each, from 255 on a 255 and three bytes more. */
export async function threeLists(address, count) {
  const bytes = new Uint8Array(await (await opened(address)).arrayBuffer());
  let at = 0;
  const next = () => {
    const value = bytes[at++];
    return value < 255 ? value : bytes[at++] | (bytes[at++] << 8) | (bytes[at++] << 16);
  };
  const lists = Array.from({ length: 3 }, () => new Uint32Array(count));
  for (let i = 0; i < count; i += 1) for (const list of lists) list[i] = next();
  return lists;
}
