// What all interpreters of a page begin from: the compiled WebAssembly, and the memory of one that has just started.

// Fetch and compile, telling how many bytes have come.
export async function compiled(url, told) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  let seen = 0;
  const counting = new TransformStream({
    transform(part, controller) {
      seen += part.byteLength;
      told(seen);
      controller.enqueue(part);
    },
  });
  const body = answer.body.pipeThrough(counting);
  return WebAssembly.compileStreaming(new Response(body, { headers: { "content-type": "application/wasm" } }));
}

// The snapshot is kept from visit to visit, beside the cache of the service worker.
const SNAPSHOTS = "grade-python:";

export async function keptSnapshot(address) {
  try {
    const cache = await caches.open(SNAPSHOTS + new URL(address, document.baseURI).href);
    return await (await cache.match("snapshot"))?.blob();
  } catch {
    return undefined; // no cache here, as on a page without https
  }
}

export async function keepSnapshot(address, snapshot) {
  try {
    const folder = new URL(address, document.baseURI).href;
    const site = SNAPSHOTS + new URL(".", document.baseURI).href;
    for (const name of await caches.keys()) if (name.startsWith(site) && name !== SNAPSHOTS + folder) await caches.delete(name);
    const cache = await caches.open(SNAPSHOTS + folder);
    await (snapshot ? cache.put("snapshot", new Response(snapshot)) : cache.delete("snapshot"));
  } catch {
    // it is made again at the next visit
  }
}
