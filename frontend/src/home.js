// The first page: the chain, and the reader's work taken out or brought in as a folder.

import { backendOf } from "./backend.js";
import { showChain } from "./chain.js";
import { storeOf } from "./stores.js";

const page = JSON.parse(document.querySelector("#page").textContent);
const find = (selector) => document.querySelector(selector);
const store = storeOf(page);
let backend = null;

const say = (text) => (find("#announce").textContent = text);
store.trouble = (text) => {
  find("#trouble").textContent = text;
  find("#trouble").hidden = !text;
};

showChain(store);
const begun = [...document.querySelectorAll(".chain [data-stem]")];
const following = begun.find((item) => item.dataset.state !== "full");
if (following && begun.some((item) => item.dataset.state !== "open")) {
  const link = find("#next");
  link.href = following.querySelector("a").href;
  link.textContent = `Go on with ${following.querySelector(".what").textContent}`;
}

function asked(action, argument) {
  say("Starting Python …");
  backend ??= backendOf(page, () => {});
  return backend.call(action, argument);
}

function files() {
  return Object.fromEntries(Object.keys(page.stubs).map((name) => [name, store.file(name) ?? page.stubs[name]]));
}

find("#export")?.addEventListener("click", async () => {
  try {
    const { data, name } = await asked("export_work", { files: files() });
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([bytes], { type: "application/zip" })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    say(`Your folder is in ${name}.`);
  } catch (error) {
    say(`Your folder could not be exported: ${error.message.slice(0, 300)}`);
  }
});

find("#import")?.addEventListener("change", async ({ target }) => {
  const [file] = target.files;
  if (!file) return;
  try {
    if (file.size > 32 << 20) throw new Error("it is larger than 32 MiB.");
    const bytes = new Uint8Array(await file.arrayBuffer());
    let text = "";
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    const found = await asked("import_work", { data: btoa(text), name: file.name });
    if (found.trouble) throw new Error(found.trouble);
    for (const [name, source] of Object.entries(found.files)) {
      const before = store.file(name);
      if (before !== null && before !== source) store.keepVersion(name, before);
      store.save(name, source);
    }
    say(found.said);
  } catch (error) {
    say(`${file.name} could not be imported: ${error.message.slice(0, 300)}`);
  }
  target.value = "";
});

if (page.offline && "serviceWorker" in navigator) navigator.serviceWorker.register(page.offline).catch(() => {});
