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

  async call(action, argument) {
    this.controller = new AbortController();
    const answer = await fetch(`${this.page.server}/${action}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-grade-token": this.page.token },
      body: JSON.stringify(argument ?? {}),
      signal: this.controller.signal,
    }).catch((error) => {
      if (error.name === "AbortError") return null;
      if (this.page.hosted) throw new Error("The course's server does not answer. Your code is still on this page. Try again in a moment.");
      throw new Error("The program that serves this page does not answer. Is it still running in the terminal?");
    });
    if (!answer) return { stopped: true };
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  }

  stop() {
    this.controller?.abort();
    fetch(`${this.page.server}/stop`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-grade-token": this.page.token },
      body: "{}",
    }).catch(() => {});
  }
}
