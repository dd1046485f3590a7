// An exercise's page: Check, Run, Hint, Stop, and what Python answers.

import { backendOf } from "./backend.js";
import { showChain } from "./chain.js";
import { startLabs } from "./labs.js";
import { storeOf } from "./stores.js";
import { Workspace } from "./workspace.js";

const page = JSON.parse(document.querySelector("#page").textContent);
const find = (selector) => document.querySelector(selector);
const { exercise } = page;
const store = storeOf(page);
let busy = false;
let tried = ""; // the files that the last Run was about
let hints = { about: "", shown: 0 }; // what the hints shown are about, and how many there are

function say(text) {
  find("#announce").textContent = text;
}

store.trouble = (text) => {
  const place = find("#trouble");
  if (place.textContent !== text) place.textContent = text;
  place.hidden = !text;
};

const work = new Workspace(page, store, { check, say });
const files = () => work.files();

// Scroll no further than needed for the last of these to be seen.
function show(selector) {
  [...document.querySelectorAll(selector)].at(-1)?.scrollIntoView({ block: "nearest" });
}

function working(now, what = "") {
  busy = now;
  find("#stop").hidden = !now;
  find("#doing").textContent = now ? what : "";
  for (const button of document.querySelectorAll("[data-asks]")) button.setAttribute("aria-disabled", String(now));
  if (what) say(what);
}

async function ask(action, argument, what) {
  if (busy) return null;
  work.saveAll();
  working(true, what);
  try {
    await store.saved;
    const found = await backend.call(action, argument, (told) => (find("#loading").textContent = `${told} Your work is saved.`));
    if (!found.stopped) return found;
    showStopped(action);
    return null;
  } catch (error) {
    find("#result").innerHTML = "";
    say("");
    find("#trouble").textContent = `${page.hosted ? "" : "The grader itself failed, not your code. "}${error.message.slice(0, 300)}`;
    find("#trouble").hidden = false;
    return null;
  } finally {
    if (page.hosted) find("#loading").textContent = "";
    working(false);
  }
}

// What an earlier answer said is gone with it: it was about other code, perhaps.
function showStopped(action) {
  const told = document.createElement("p");
  told.textContent = "Stopped before there was an answer.";
  find({ check: "#result", run: "#tried", hint: "#hints" }[action]).replaceChildren(told);
  if (action === "check") work.mark([]);
  say(told.textContent);
}

async function check() {
  if (busy) return;
  const name = `${exercise.stem}.py`;
  const found = await ask("check", { exercise: exercise.number, files: files() }, backend.loaded ? "Checking …" : "Python is still loading. Your code will be checked when Python is ready.");
  if (!found) return;
  const { result } = found;
  work.keepVersion(name);
  store.keepResult(exercise.stem, { score: result.score, max: result.max_score, full: found.full });
  find("#result").innerHTML = found.html;
  show("#result .cause, #result h3");
  work.mark(found.marks);
  if (tried !== JSON.stringify(files())) find("#tried").replaceChildren(); // it was about other code
  if (found.about !== hints.check) find("#hints").replaceChildren(); // they were about something that is fixed now
  showChain(store);
  say(found.said);
  told(result, found.full);
  if (found.more) showMore(find("#result").lastElementChild);
}

// What takes longer than the verdict comes after it: the line that decides, a picture. A newer verdict does without.
async function showMore(last) {
  const found = await backend.call("more", { exercise: exercise.number, files: files() }).catch((error) => store.trouble(error.message.slice(0, 300)));
  if (found?.html && last.isConnected) last.insertAdjacentHTML("afterend", found.html);
}

// Tell a page that holds this one in a frame how far the reader has come: numbers only, never code.
function told(result, full) {
  if (parent === self) return;
  const message = { type: "grade:progress", exercise: exercise.number, name: exercise.name, full };
  parent.postMessage({ ...message, score: result.score, max_score: result.max_score }, "*");
}

async function tryOut(event) {
  event.preventDefault();
  const expression = find("#expression").value.trim();
  const found = await ask("run", { exercise: exercise.number, files: files(), expression }, "Running …");
  if (!found) return;
  find("#tried").innerHTML = found.html;
  show("#tried :last-child");
  tried = JSON.stringify(files());
  say(found.said);
}

async function hint() {
  const found = await ask("hint", { exercise: exercise.number, files: files(), about: hints.about, shown: hints.shown }, "Looking for a hint …");
  if (!found) return;
  hints = found;
  find("#hints").innerHTML = found.html;
  show("#hints li:last-child");
  say(found.said);
}

find("#check").addEventListener("click", check);
find("#stop").addEventListener("click", () => backend.stop());
find("#hint").addEventListener("click", hint);
find("#try").addEventListener("submit", tryOut);
find("#work").addEventListener("submit", (event) => event.preventDefault());

// ---- begin

if (new URLSearchParams(location.search).has("embed")) document.body.classList.add("embedded");
showChain(store);
startLabs();

const loading = find("#loading");
const backend = backendOf(page, ({ bytes, stage }) => {
  if (bytes !== undefined) loading.textContent = `Loading Python: ${(bytes / 1e6).toFixed(1)} of ${(page.wasmBytes / 1e6).toFixed(1)} MB.`;
  if (stage === "start") loading.textContent = "Starting Python …";
});
backend.ready.then(
  () => {
    backend.loaded = true;
    loading.textContent = page.server ? "" : "Python is ready.";
    document.documentElement.dataset.ready = "yes";
    if (page.offline && "serviceWorker" in navigator) navigator.serviceWorker.register(page.offline).catch(() => {});
  },
  (error) => {
    loading.textContent = `Python did not start in this browser, so nothing can be checked here: ${error.message.slice(0, 300)}`;
  },
);

window.grader = {
  ready: backend.ready,
  // check(4, {"ex4_update.py": source}) → the result as `grade exercise --format json` gives it; files that are not named
  // are the reader's own
  check: async (which, given = {}) => (await backend.call("check", { exercise: which, files: { ...files(), ...given }, given: true })).result,
  // for tests: what the editor holds, and any action of the grader
  text: () => work.text(),
  call: (action, argument) => backend.call(action, argument),
};
