// What all interpreters of a page begin from: the compiled WebAssembly, and the memory of one that has just started.

import { letGo } from "./snapshot.js";

// Fetch and compile, telling how many bytes have come. Not as a stream: its pieces would stay until the collector comes,
// and functions are compiled at their first call in any case.
export async function compiled(url, told) {
  const bytes = await fetched(url, told);
  const module = await WebAssembly.compile(bytes);
  letGo(bytes);
  return module;
}

function fetched(url, told) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.responseType = "arraybuffer";
    request.onprogress = ({ loaded }) => told(loaded);
    request.onload = () => (request.status === 200 ? resolve(request.response) : reject(new Error(`${url}: ${request.status}`)));
    request.onerror = () => reject(new Error(`${url} could not be loaded.`));
    request.open("GET", url);
    request.send();
  });
}

// The snapshot is kept from visit to visit, beside the cache of the service worker.
const SNAPSHOTS = "grade-python:";
const KEY = "pages"; // the format of snapshot.js

export async function keptSnapshot(address) {
  try {
    const cache = await caches.open(SNAPSHOTS + new URL(address, document.baseURI).href);
    return await (await cache.match(KEY))?.blob();
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
    await (snapshot ? cache.put(KEY, new Response(snapshot)) : cache.delete(KEY));
  } catch {
    // it is made again at the next visit
  }
}
