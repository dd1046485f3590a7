// Where the reader's work is kept: in this browser, or in the folder that `grade web` serves.

import { BrowserStore } from "./store.js";
import { FolderStore } from "./folder.js";

export function storeOf(page) {
  return page.server ? new FolderStore(page) : new BrowserStore(page.course);
}
