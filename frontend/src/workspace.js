// The reader's files on an exercise's page: the editor with its tabs, saving, earlier versions, Reset.

import { codeEditor, plainEditor } from "./editor.js";

const find = (selector) => document.querySelector(selector);

export class Workspace {
  #texts = new Map(); // by file name
  #timers = new Map(); // by file name: what saves it in a moment
  #marks = [];
  #editor = null;

  // page: what the server or the site has put into the page; check() is what Ctrl+Enter does; say(text) announces.
  constructor(page, store, { check, say }) {
    Object.assign(this, { page, store, check, say });
    this.open = `${page.exercise.stem}.py`;
    addEventListener("pagehide", () => this.saveAll());
    document.addEventListener("visibilitychange", () => this.saveAll());
    store.changedElsewhere((name, text) => this.#changedElsewhere(name, text));
    store.versionKept = (name) => name === this.open && this.#showVersions();
    this.#listen();
    this.#showEditor();
  }

  text(name = this.open) {
    if (!this.#texts.has(name)) this.#texts.set(name, this.store.file(name) ?? this.page.stubs[name]);
    return this.#texts.get(name);
  }

  files() {
    return Object.fromEntries(Object.keys(this.page.stubs).map((name) => [name, this.text(name)]));
  }

  // marks: [{file, line, column, end_column, message}]
  mark(marks) {
    this.#marks = marks;
    this.#showMarks();
  }

  // Returns whether nothing is lost if another text takes the place of this one.
  keepVersion(name) {
    const text = this.text(name);
    return text === this.page.stubs[name] || this.store.keepVersion(name, text);
  }

  saveAll() {
    for (const name of [...this.#timers.keys()]) this.#save(name);
  }

  // ---- the editor and its tabs

  #listen() {
    find("#tabs").addEventListener("click", ({ target }) => target.dataset.file && this.#openFile(target.dataset.file));
    find("#tabs").addEventListener("keydown", (event) => this.#moveTab(event));
    find("#plain").addEventListener("change", ({ target }) => {
      this.store.keepSetting("plain", target.checked);
      this.#showEditor();
    });
    find("#restore")?.addEventListener("click", () => this.#restore());
    find("#reset").addEventListener("click", () => this.#reset());
  }

  #showEditor() {
    this.#editor?.remove();
    const name = this.open;
    const plain = this.store.setting("plain") === true;
    find("#plain").checked = plain;
    const { locked, nonce, stubs } = this.page;
    const options = { name, text: this.text(name), nonce, check: this.check, locked: locked?.includes(name) }; // a notebook is locked
    options.changed = (text) => {
      this.#texts.set(name, text);
      this.#showTask();
      this.#saveSoon(name);
    };
    this.#editor = (plain ? plainEditor : codeEditor)(find("#editor"), options);
    if (this.text(name) === stubs[name]) this.#editor.showPlaceholder();
    for (const tab of document.querySelectorAll("#tabs [role=tab]")) {
      const chosen = tab.dataset.file === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    find("#editor").setAttribute("aria-labelledby", `tab-${name}`);
    this.#showTask();
    this.#showMarks();
    this.#showVersions();
  }

  // What to do with a file in which something is still to be written.
  #showTask() {
    find("#task").hidden = !this.text().includes("raise NotImplementedError");
  }

  #openFile(name) {
    this.#save(this.open);
    this.open = name;
    this.#showEditor();
  }

  #moveTab(event) {
    const tabs = [...document.querySelectorAll("#tabs [role=tab]")];
    const at = tabs.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    this.#openFile(next.dataset.file);
    next.focus();
  }

  #showMarks() {
    const here = this.#marks.filter(({ file }) => file === this.open);
    this.#editor.mark(here.map((mark) => ({ ...mark, endColumn: mark.end_column })));
  }

  // ---- saving

  #saveSoon(name) {
    const { hosted } = this.page;
    if (hosted && this.#timers.has(name)) return; // a class saves once a second, however long somebody types on
    clearTimeout(this.#timers.get(name));
    this.#timers.set(name, setTimeout(() => this.#save(name), this.store.delay));
    if (!this.store.delay) this.#save(name);
  }

  #save(name) {
    if (!this.#timers.has(name)) return;
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
    this.store.save(name, this.text(name));
  }

  // Returns whether the text is shown from now on.
  #changedElsewhere(name, text) {
    if (this.#timers.has(name)) return false; // what is typed right now is not taken away
    if (this.#texts.get(name) !== text) {
      this.#texts.set(name, text);
      if (name === this.open) {
        this.#editor.show(text);
        this.say(`${name} was changed in another place. This page now shows the new text.`);
      }
    }
    return true;
  }

  // ---- earlier versions

  #showVersions() {
    const chooser = find("#versions");
    if (!chooser) return;
    const versions = this.store.versions(this.open).toReversed();
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

  #replaceText(text, told) {
    const name = this.open;
    if (!this.keepVersion(name)) {
      this.say(`${name} was not changed, because the text here could not be kept.`);
      return;
    }
    this.#texts.set(name, text);
    this.#timers.set(name, 0);
    this.#save(name);
    this.#showTask();
    this.#editor.show(text);
    this.#editor.mark([]);
    this.say(told);
    this.#editor.focus();
  }

  #restore() {
    const version = this.store.versions(this.open).find(({ time }) => String(time) === find("#versions").value);
    if (version) this.#replaceText(version.text, `This is an earlier version of ${this.open}. The text that was here before is in the earlier versions.`);
  }

  #reset() {
    const { open } = this;
    const stub = this.page.stubs[open];
    if (this.text() === stub) this.say(`${open} is already the stub.`);
    else this.#replaceText(stub, `${open} is the stub again. The text that was here before is in the earlier versions.`);
  }
}
