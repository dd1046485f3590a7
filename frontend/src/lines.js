// How the editor shows lines: what is wrapped stands deeper than its line begins, and what is still to be written is marked.

import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin } from "@codemirror/view";

export const PLACEHOLDER = /^\s*raise NotImplementedError\b/;
const DEEPEST = 6; // levels of indentation that have their own class: a page's policy allows no other styles

const lineOf = (indent, open) => Decoration.line({ class: `cm-indent-${indent}${open ? " cm-placeholder-line" : ""}` });

function decorated(view) {
  const builder = new RangeSetBuilder();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      const indent = Math.min(DEEPEST, Math.floor((line.text.length - line.text.trimStart().length) / 4));
      const open = PLACEHOLDER.test(line.text);
      builder.add(line.from, line.from, lineOf(indent, open));
      at = line.to + 1;
    }
  }
  return builder.finish();
}

const plugin = ViewPlugin.fromClass(
  class {
    constructor(view) {
      this.decorations = decorated(view);
    }

    update(update) {
      if (update.docChanged || update.viewportChanged) this.decorations = decorated(update.view);
    }
  },
  { decorations: (value) => value.decorations },
);

const indents = {};
for (let level = 0; level <= DEEPEST; level++) {
  const columns = 4 * level + 2;
  indents[`.cm-indent-${level}`] = { textIndent: `${-columns}ch`, paddingLeft: `calc(${columns}ch + 6px)` };
}

export const wrappedLines = [EditorView.lineWrapping, plugin, EditorView.baseTheme(indents)];
