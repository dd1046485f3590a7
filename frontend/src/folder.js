// The folder that `grade web` serves: a save goes to the file, a change of the file comes to the page. Where both have
// changed, the file keeps its text, and the page's text is kept beside it.

import { BrowserStore } from "./store.js";

const LOOK_EVERY = 1500; // ms

export class FolderStore extends BrowserStore {
  #seen; // by file name: what stood in the file when this page last agreed with it, as a fingerprint
  #texts;
  #told = () => false;
  delay = 250; // a request for each pause, not for each letter

  constructor(page) {
    super(page.course);
    this.page = page;
    if (page.hosted) this.delay = 1000;
    this.#seen = { ...page.seen };
    this.#texts = { ...page.texts };
  }

  file(name) {
    return this.#texts[name] ?? null;
  }

  save(name, text) {
    if (this.page.locked.includes(name)) return true;
    this.#texts[name] = text;
    this.saved = this.saved.then(() => this.#send(name, text));
    return true;
  }

  async #send(name, text) {
    try {
      const answer = await this.#post("save", { name, text, seen: this.#seen[name] ?? "" });
      this.trouble(answer.told ?? "");
      if (answer.text === undefined) this.#seen[name] = answer.seen;
      else this.#accept(name, answer);
    } catch (error) {
      this.trouble(`${name} could not be saved: ${error.message} Your code is still on this page.`);
    }
  }

  // Show what stands in a file now; where the page has typed on meanwhile, the next save tells of both.
  #accept(name, { text, seen }) {
    if (!this.#told(name, text)) return;
    this.#seen[name] = seen;
    this.#texts[name] = text;
  }

  versions(name) {
    return this.page.versions[name] ?? [];
  }

  keepVersion(name, text) {
    const versions = (this.page.versions[name] ??= []);
    if (versions.at(-1)?.text === text) return true;
    versions.push({ time: Date.now(), text });
    this.versionKept(name);
    this.saved = this.saved
      .then(() => this.#post("keep", { name, text }))
      .catch((error) => this.trouble(`An earlier version of ${name} could not be kept: ${error.message}`));
    return true;
  }

  result(stem) {
    return this.page.results[stem] ?? null;
  }

  keepResult(stem, result) {
    this.page.results[stem] = result;
  }

  async #post(action, argument) {
    const answer = await fetch(`${this.page.server}/${action}`, {
      method: "POST",
      keepalive: true,
      headers: { "content-type": "application/json", "x-grade-token": this.page.token },
      body: JSON.stringify(argument),
    }).catch(() => {
      throw new Error(this.page.hosted ? "the course's server does not answer." : "the program that serves this page does not answer.");
    });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  }

  changedElsewhere(told) {
    this.#told = told;
    if (this.page.hosted) return; // there is no folder; the server keeps what another page has written over
    const look = async () => {
      if (document.visibilityState === "visible") {
        await this.saved;
        const { files } = await this.#post("changes", { seen: this.#seen }).catch(() => ({ files: {} }));
        for (const [name, file] of Object.entries(files)) this.#accept(name, file);
      }
      setTimeout(look, LOOK_EVERY);
    };
    setTimeout(look, LOOK_EVERY);
  }
}
