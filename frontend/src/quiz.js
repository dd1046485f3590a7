// A quiz on the site: its pages are made by Python in this browser, at the same paths as a server's. The path is in the
// address after the #, so that Back works; the sitting is kept in this browser.

import { backendOf } from "./backend.js";
import { storeOf } from "./stores.js";

const page = JSON.parse(document.querySelector("#page").textContent);
const find = (selector) => document.querySelector(selector);
const store = storeOf(page);
const place = find("#quiz");
let busy = false;

store.trouble = (text) => {
  find("#trouble").textContent = text;
  find("#trouble").hidden = !text;
};

async function go(method, path, fields = {}) {
  if (busy) return;
  busy = true;
  place.setAttribute("aria-busy", "true");
  try {
    const asked = { quiz: page.quiz, method, path, fields, kept: store.sitting(page.quiz), done: store.fullMarks() };
    const found = await backend.call("quiz", asked);
    if (found.kept) store.keepSitting(page.quiz, found.kept);
    if (found.told) store.trouble(found.told);
    show(found.html);
    if (location.hash !== `#${found.path}`) history.pushState(null, "", `#${found.path}`);
  } catch (error) {
    store.trouble(error.message.slice(0, 400));
  } finally {
    busy = false;
    place.removeAttribute("aria-busy");
  }
}

function show(html) {
  const made = new DOMParser().parseFromString(html, "text/html");
  const parts = [...made.querySelectorAll("header .where"), ...made.querySelector("main").childNodes];
  place.replaceChildren(...parts, ...made.querySelectorAll("main ~ nav, main ~ form"));
  document.title = made.title;
  place.querySelector("form[action='/close']")?.remove();
  const target = place.querySelector("[autofocus]") ?? place.querySelector("h1");
  if (!target.matches("input, button, select, textarea, a")) target.tabIndex = -1;
  target.focus();
}

place.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='/']");
  if (!link) return;
  event.preventDefault();
  go("GET", link.getAttribute("href"));
});

place.addEventListener("submit", (event) => {
  event.preventDefault();
  const fields = {};
  for (const [name, value] of new FormData(event.target, event.submitter)) (fields[name] ??= []).push(String(value));
  go("POST", event.target.getAttribute("action"), fields);
});

addEventListener("popstate", () => go("GET", location.hash.slice(1) || "/"));

const loading = find("#loading");
const backend = backendOf(page, ({ bytes, stage }) => {
  if (bytes !== undefined) loading.textContent = `Loading Python: ${(bytes / 1e6).toFixed(1)} of ${(page.wasmBytes / 1e6).toFixed(1)} MB.`;
  if (stage === "start") loading.textContent = "Starting Python …";
});
backend.ready.then(
  () => {
    loading.textContent = "";
    go("GET", location.hash.slice(1) || "/");
    if (page.offline && "serviceWorker" in navigator) navigator.serviceWorker.register(page.offline).catch(() => {});
  },
  (error) => (loading.textContent = `Python did not start in this browser: ${error.message.slice(0, 300)}`),
);

window.grader = { ready: backend.ready };
