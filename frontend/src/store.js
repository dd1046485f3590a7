// A learner's work, kept in this browser and nowhere else: files, their earlier versions, practice results, settings.

const VERSIONS = 20; // of each file

export class BrowserStore {
  #prefix;
  saved = Promise.resolve(); // when all that was given to save() has arrived
  trouble = () => {}; // called with a sentence where the browser refuses to keep something

  constructor(course) {
    this.#prefix = `grade/${course}/`;
  }

  #get(key) {
    try {
      return JSON.parse(localStorage.getItem(this.#prefix + key));
    } catch {
      return null;
    }
  }

  // Returns whether it is kept. Where there is no room, earlier versions go first, the oldest of all files before others.
  #put(key, value) {
    const text = JSON.stringify(value);
    for (;;) {
      try {
        localStorage.setItem(this.#prefix + key, text);
        this.trouble("");
        return true;
      } catch {
        if (!this.#forgetOldest(key)) {
          this.trouble(
            "This browser refuses to keep your work: it has no room, or storing is switched off. Your code is still on this page. Export it before you close the tab.",
          );
          return false;
        }
      }
    }
  }

  #forgetOldest(except) {
    let oldest = null;
    for (const key of this.#keys("versions/")) {
      if (key === except) continue;
      const [first] = this.#get(key) ?? [];
      if (first && (!oldest || first.time < oldest.time)) oldest = { key, time: first.time };
    }
    if (!oldest) return false;
    const left = this.#get(oldest.key).slice(1);
    try {
      if (left.length) localStorage.setItem(this.#prefix + oldest.key, JSON.stringify(left));
      else localStorage.removeItem(this.#prefix + oldest.key);
    } catch {
      localStorage.removeItem(this.#prefix + oldest.key);
    }
    return true;
  }

  #keys(start) {
    const found = [];
    try {
      for (let i = 0; i < localStorage.length; i++) {
        const key = localStorage.key(i);
        if (key.startsWith(this.#prefix + start)) found.push(key.slice(this.#prefix.length));
      }
    } catch {
      // storing is switched off: nothing is there
    }
    return found;
  }

  file(name) {
    return this.#get(`file/${name}`);
  }

  save(name, text) {
    return this.#put(`file/${name}`, text);
  }

  versions(name) {
    return this.#get(`versions/${name}`) ?? [];
  }

  keepVersion(name, text) {
    const versions = this.versions(name);
    if (versions.at(-1)?.text === text) return true;
    versions.push({ time: Date.now(), text });
    return this.#put(`versions/${name}`, versions.slice(-VERSIONS));
  }

  result(stem) {
    return this.#get(`result/${stem}`);
  }

  keepResult(stem, result) {
    return this.#put(`result/${stem}`, result);
  }

  // The stems of the exercises with full marks.
  fullMarks() {
    return this.#keys("result/").filter((key) => this.#get(key)?.full).map((key) => key.slice("result/".length));
  }

  sitting(quiz) {
    return this.#get(`quiz/${quiz}`);
  }

  keepSitting(quiz, text) {
    return this.#put(`quiz/${quiz}`, text);
  }

  setting(name) {
    return this.#get(`setting/${name}`);
  }

  keepSetting(name, value) {
    return this.#put(`setting/${name}`, value);
  }

  // Called with a file's name and text where another tab of this browser has changed it.
  changedElsewhere(told) {
    addEventListener("storage", ({ key, newValue }) => {
      const start = `${this.#prefix}file/`;
      if (key?.startsWith(start) && newValue !== null) told(key.slice(start.length), JSON.parse(newValue));
    });
  }
}
