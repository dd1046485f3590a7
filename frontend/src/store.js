// A learner's work, kept in this browser and nowhere else: files, their earlier versions, practice results, settings.

const VERSIONS = 20; // of each file

const REFUSED =
  "This browser cannot keep your work. It has no room, or storage is switched off. Your code is still on this page. Export it before you close the tab.";
const FORGOTTEN =
  "This browser has little room left. Your code is kept, but the oldest of the earlier versions had to be removed. Export your folder.";

export class BrowserStore {
  #prefix;
  #refused = new Set(); // the keys of what this browser did not keep
  #agreed = new Map(); // by file name: the text that this page last read or wrote
  saved = Promise.resolve(); // when all that was given to save() has arrived
  delay = 0; // ms from typing to saving
  versionKept = () => {}; // called with a file's name
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
    for (let forgotten = 0; ; forgotten++) {
      try {
        localStorage.setItem(this.#prefix + key, text);
        this.#accepted(key);
        if (forgotten) this.trouble(FORGOTTEN);
        return true;
      } catch {
        if (!this.#forgetOldest(key)) {
          this.#refused.add(key);
          this.trouble(REFUSED);
          return false;
        }
      }
    }
  }

  // The warning goes when nothing is refused any more.
  #accepted(...keys) {
    const refused = keys.filter((key) => this.#refused.delete(key));
    if (refused.length && !this.#refused.size) this.trouble("");
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
    const text = this.#get(`file/${name}`);
    this.#agreed.set(name, text);
    return text;
  }

  // Where another page of this browser has written a text that this one has not shown, that text becomes an earlier version.
  save(name, text) {
    const there = this.#get(`file/${name}`);
    const unseen = there !== null && there !== text && this.#agreed.has(name) && there !== this.#agreed.get(name);
    if (unseen) {
      if (!this.keepVersion(name, there)) return false; // neither text takes the other's place
      this.trouble(`${name} was also changed in another tab. That text is kept among the earlier versions of ${name}.`);
    }
    const kept = this.#put(`file/${name}`, text);
    if (kept) {
      this.#agreed.set(name, text);
      this.#accepted(`versions/${name}`); // what stands here now is kept, so a version of it is not missed
    }
    return kept;
  }

  versions(name) {
    return this.#get(`versions/${name}`) ?? [];
  }

  keepVersion(name, text) {
    const versions = this.versions(name);
    if (versions.at(-1)?.text === text) return true;
    versions.push({ time: Date.now(), text });
    const kept = this.#put(`versions/${name}`, versions.slice(-VERSIONS));
    if (kept) this.versionKept(name);
    return kept;
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
      if (!key?.startsWith(start) || newValue === null) return;
      const [name, text] = [key.slice(start.length), JSON.parse(newValue)];
      if (told(name, text)) this.#agreed.set(name, text);
    });
  }
}
