// An exercise's page: the editor over the reader's files, Check, Run, hints, earlier versions.

import { backendOf } from "./backend.js";
import { showChain } from "./chain.js";
import { codeEditor, plainEditor } from "./editor.js";
import { startLabs } from "./labs.js";
import { storeOf } from "./stores.js";

const page = JSON.parse(document.querySelector("#page").textContent);
const find = (selector) => document.querySelector(selector);
const { exercise } = page;
const store = storeOf(page);
const texts = new Map();
let open = `${exercise.stem}.py`;
let editor = null;
let busy = false;
let marks = [];
let tried = ""; // the files that the last Run was about
let hints = { about: "", shown: 0 }; // what the hints shown are about, and how many there are

function textOf(name) {
  if (!texts.has(name)) texts.set(name, store.file(name) ?? page.stubs[name]);
  return texts.get(name);
}

function say(text) {
  find("#announce").textContent = text;
}

store.trouble = (text) => {
  const place = find("#trouble");
  if (place.textContent !== text) place.textContent = text;
  place.hidden = !text;
};

// ---- the editor and its files

function showEditor() {
  editor?.remove();
  const plain = store.setting("plain") === true;
  find("#plain").checked = plain;
  const own = open;
  const locked = page.locked?.includes(own); // a notebook, which is changed where it was opened
  const options = { name: own, text: textOf(own), nonce: page.nonce, check, locked };
  options.changed = (text) => {
    texts.set(own, text);
    saveSoon(own);
  };
  editor = (plain ? plainEditor : codeEditor)(find("#editor"), options);
  for (const tab of document.querySelectorAll("#tabs [role=tab]")) {
    const chosen = tab.dataset.file === own;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  }
  find("#editor").setAttribute("aria-labelledby", `tab-${own}`);
  showMarks();
  showVersions();
}

function openFile(name) {
  save(open);
  open = name;
  showEditor();
}

const timers = new Map();

function saveSoon(name) {
  if (page.hosted && timers.has(name)) return; // a class saves once a second, however long somebody types on
  clearTimeout(timers.get(name));
  timers.set(name, setTimeout(() => save(name), store.delay));
  if (!store.delay) save(name);
}

function save(name) {
  if (!timers.has(name)) return;
  clearTimeout(timers.get(name));
  timers.delete(name);
  store.save(name, textOf(name));
}

const saveAll = () => [...timers.keys()].forEach(save);
addEventListener("pagehide", saveAll);
document.addEventListener("visibilitychange", saveAll);

store.changedElsewhere((name, text) => {
  if (timers.has(name)) return false; // what is typed right now is not taken away
  if (texts.get(name) !== text) {
    texts.set(name, text);
    if (name === open) {
      editor.show(text);
      say(`${name} was changed in another place. This page now shows the new text.`);
    }
  }
  return true;
});

find("#tabs").addEventListener("click", ({ target }) => target.dataset.file && openFile(target.dataset.file));
find("#tabs").addEventListener("keydown", (event) => {
  const tabs = [...document.querySelectorAll("#tabs [role=tab]")];
  const at = tabs.indexOf(event.target);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  const next = tabs[(to + tabs.length) % tabs.length];
  openFile(next.dataset.file);
  next.focus();
});

find("#plain").addEventListener("change", ({ target }) => {
  store.keepSetting("plain", target.checked);
  showEditor();
});

// ---- earlier versions

// Returns whether nothing is lost if another text takes the place of this one.
function keepVersion(name) {
  const text = textOf(name);
  return text === page.stubs[name] || store.keepVersion(name, text);
}

function showVersions() {
  const chooser = find("#versions");
  if (!chooser) return;
  const versions = store.versions(open).toReversed();
  find("#versions-part").hidden = versions.length === 0;
  chooser.replaceChildren(
    ...versions.map(({ time, text }) => {
      const option = document.createElement("option");
      option.textContent = `${new Date(time).toLocaleString()}, ${text.split("\n").length} lines`;
      option.value = String(time);
      return option;
    }),
  );
}

store.versionKept = (name) => name === open && showVersions();

function replaceText(text, told) {
  if (!keepVersion(open)) {
    say(`${open} was not changed, because the text here could not be kept.`);
    return;
  }
  texts.set(open, text);
  timers.set(open, 0);
  save(open);
  editor.show(text);
  editor.mark([]);
  say(told);
  editor.focus();
}

find("#restore")?.addEventListener("click", () => {
  const version = store.versions(open).find(({ time }) => String(time) === find("#versions").value);
  if (version) replaceText(version.text, `This is an earlier version of ${open}. The text that was here before is in the earlier versions.`);
});

find("#reset").addEventListener("click", () => {
  if (textOf(open) === page.stubs[open]) say(`${open} is already the stub.`);
  else replaceText(page.stubs[open], `${open} is the stub again. The text that was here before is in the earlier versions.`);
});

// ---- Python's answers

function showMarks() {
  editor.mark(marks.filter(({ file }) => file === open).map((mark) => ({ ...mark, endColumn: mark.end_column })));
}

function working(now, what = "") {
  busy = now;
  find("#stop").hidden = !now;
  for (const button of document.querySelectorAll("[data-asks]")) button.setAttribute("aria-disabled", String(now));
  if (what) say(what);
}

async function ask(action, argument, what) {
  if (busy) return null;
  saveAll();
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
  if (action === "check") {
    marks = [];
    showMarks();
  }
  say(told.textContent);
}

function files() {
  return Object.fromEntries(Object.keys(page.stubs).map((name) => [name, textOf(name)]));
}

async function check() {
  if (busy) return;
  const name = `${exercise.stem}.py`;
  const found = await ask("check", { exercise: exercise.number, files: files() }, backend.loaded ? "Checking …" : "Python is still loading. Your code will be checked when Python is ready.");
  if (!found) return;
  const { result } = found;
  keepVersion(name);
  store.keepResult(exercise.stem, { score: result.score, max: result.max_score, full: found.full });
  find("#result").innerHTML = found.html;
  marks = found.marks;
  showMarks();
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
  tried = JSON.stringify(files());
  say(found.said);
}

async function hint() {
  const found = await ask("hint", { exercise: exercise.number, files: files(), about: hints.about, shown: hints.shown }, "Looking for a hint …");
  if (!found) return;
  hints = found;
  find("#hints").innerHTML = found.html;
  say(found.said);
}

find("#check").addEventListener("click", check);
find("#stop").addEventListener("click", () => backend.stop());
find("#hint").addEventListener("click", hint);
find("#try").addEventListener("submit", tryOut);
find("#work").addEventListener("submit", (event) => event.preventDefault());

// ---- begin

if (new URLSearchParams(location.search).has("embed")) document.body.classList.add("embedded");
showEditor();
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
  text: () => textOf(open),
  call: (action, argument) => backend.call(action, argument),
};
