// The service worker: after the first visit the whole course is there without a network.
// `grade site` puts FILES (addresses relative to this file) and VERSION before this text.

const PREFIX = `grade:${self.registration.scope}:`;
const NAME = PREFIX + VERSION;
const HASHED = /[-/][0-9a-f]{16}[./]/;
const isolated = !("Suspending" in WebAssembly); // then Python needs shared memory, and that these headers

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(self.registration.scope)) event.respondWith(answer(request));
});

async function install() {
  const cache = await caches.open(NAME);
  for (const file of FILES) {
    const url = new URL(file, self.registration.scope).href;
    // a hashed name always has the same content: what an earlier version kept is kept on
    const kept = HASHED.test(file) ? await caches.match(url) : undefined;
    if (kept) await cache.put(url, kept);
    else await cache.add(url);
  }
  await self.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name);
  }
  await self.clients.claim();
}

async function answer(request) {
  const cache = await caches.open(NAME);
  const kept = await cache.match(request, { ignoreSearch: true });
  if (kept && HASHED.test(new URL(request.url).pathname)) return withHeaders(kept);
  try {
    return withHeaders(await fetch(request));
  } catch (error) {
    const index = request.url.endsWith("/") ? await cache.match(new URL("index.html", request.url).href) : undefined;
    if (kept ?? index) return withHeaders(kept ?? index);
    throw error;
  }
}

function withHeaders(response) {
  if (!isolated || response.status === 0) return response;
  const headers = new Headers(response.headers);
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-embedder-policy", "require-corp");
  headers.set("cross-origin-resource-policy", "same-origin");
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
