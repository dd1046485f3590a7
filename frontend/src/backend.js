// Who answers the page: Python in this browser (`grade site`), or the program on the reader's machine (`grade web`).
// Both offer the same actions and give the same data: check, run, hint, picture, export, import.

import { Python } from "./python.js";

export function backendOf(page, told) {
  return page.server ? new ServerBackend(page) : new BrowserBackend(page, told);
}

class BrowserBackend {
  constructor(page, told) {
    const asked = new URLSearchParams(location.search).get("transport");
    this.python = new Python(page.files, page.settings, { transport: asked, progress: told });
    this.ready = this.python.ready;
  }

  call(action, argument) {
    return this.python.call(action, argument);
  }

  stop() {
    this.python.stop();
  }
}

class ServerBackend {
  constructor(page) {
    this.page = page;
    this.ready = Promise.resolve();
  }

  // `waits`, if given, is told what to show once an answer takes a second: how many checks are before the reader's.
  async call(action, argument, waits) {
    const own = new AbortController();
    this.controller = own;
    const timer = this.page.hosted && waits ? setTimeout(() => this.askPlace(own.signal, waits), 1000) : 0;
    try {
      const answer = await this.post(action, argument ?? {}, own.signal).catch((error) => {
        if (error.name === "AbortError") return null;
        if (this.page.hosted) throw new Error("The course's server does not answer. Your code is still on this page. Try again in a moment.");
        throw new Error("The program that serves this page does not answer. Is it still running in the terminal?");
      });
      if (!answer) return { stopped: true };
      if (!answer.ok) throw new Error(await answer.text());
      return await answer.json();
    } finally {
      clearTimeout(timer);
      own.abort(); // the place in the queue is not asked for any more
    }
  }

  async askPlace(signal, waits) {
    while (!signal.aborted) {
      const answer = await this.post("place", {}, signal).catch(() => null);
      const found = answer?.ok ? await answer.json().catch(() => ({})) : {};
      if (!signal.aborted && found.told) waits(found.told);
      await new Promise((done) => setTimeout(done, (found.again ?? 3) * 1000));
    }
  }

  post(action, given, signal) {
    const headers = { "content-type": "application/json", "x-grade-token": this.page.token };
    return fetch(`${this.page.server}/${action}`, { method: "POST", headers, body: JSON.stringify(given), signal });
  }

  stop() {
    this.controller?.abort();
    this.post("stop", {}).catch(() => {});
  }
}
