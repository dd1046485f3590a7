// The editor: CodeMirror, or a plain text field on request. Both have the same methods.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { PLACEHOLDER, wrappedLines } from "./lines.js";

const MARGIN = 24; // px below what is scrolled to

const colours = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--card)" },
  ".cm-content": { caretColor: "var(--ink)" },
  "&.cm-focused .cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--wash)", color: "var(--soft)", border: "0" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--wash) 55%, transparent)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--selection) !important" },
  ".cm-tooltip, .cm-panels": { backgroundColor: "var(--card)", color: "var(--ink)", borderColor: "var(--edge)" },
  ".cm-placeholder-line": { backgroundColor: "var(--partial-wash)", boxShadow: "inset 3px 0 var(--partial)" },
  ".cm-selectionMatch": { backgroundColor: "var(--partial-wash)" },
});

// changed(text) is called after each change by the reader; check() on Ctrl+Enter.
export function codeEditor(parent, { name, text, changed, check, nonce, locked }) {
  let quiet = false;
  const extensions = [
    lineNumbers(),
    lintGutter(),
    history(),
    drawSelection(),
    indentUnit.of("    "),
    EditorState.tabSize.of(4),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ activateOnTyping: false }),
    highlightActiveLine(),
    highlightSelectionMatches(),
    syntaxHighlighting(classHighlighter),
    python(),
    wrappedLines,
    colours,
    keymap.of([
      // with Ctrl on a Mac too, as the page says
      { key: "Mod-Enter", mac: "Ctrl-Enter", run: () => (check(), true) },
      { mac: "Cmd-Enter", run: () => (check(), true) },
      { mac: "Ctrl-]", run: indentMore },
      { mac: "Ctrl-[", run: indentLess },
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...completionKeymap,
      ...lintKeymap,
    ]),
    EditorView.contentAttributes.of({
      "aria-label": `Your code, ${name}`,
      "aria-describedby": "editor-help",
      spellcheck: "false",
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !quiet) changed(update.state.doc.toString());
    }),
    EditorState.readOnly.of(Boolean(locked)),
    ...(nonce ? [EditorView.cspNonce.of(nonce)] : []),
  ];
  const view = new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
  view.scrollDOM.tabIndex = 0;
  view.scrollDOM.setAttribute("role", "group");
  view.scrollDOM.setAttribute("aria-label", `${name}, scrolls`);

  return {
    get value() {
      return view.state.doc.toString();
    },
    show(next) {
      quiet = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
      quiet = false;
    },
    // Scroll just as far as the first thing to be written: within the editor, never the page.
    showPlaceholder() {
      const { doc } = view.state;
      const number = doc.toString().split("\n").findIndex((text) => PLACEHOLDER.test(text)) + 1;
      if (!number) return;
      view.requestMeasure({
        read: () => view.lineBlockAt(doc.line(number).to).bottom + MARGIN - view.scrollDOM.clientHeight,
        write: (top) => (view.scrollDOM.scrollTop = Math.max(0, top)),
      });
    },
    // places: [{line, column, endColumn, message}], from 1; columns may be missing
    mark(places) {
      const found = places.filter(({ line }) => line >= 1 && line <= view.state.doc.lines).map((place) => {
        const line = view.state.doc.line(place.line);
        const indent = line.text.length - line.text.trimStart().length;
        const from = Math.min(line.to, line.from + (place.column ? place.column - 1 : indent));
        const to = place.endColumn ? Math.min(line.to, line.from + place.endColumn - 1) : line.to;
        return { from, to: Math.max(from, to), severity: "error", message: place.message };
      });
      view.dispatch(setDiagnostics(view.state, found));
    },
    focus: () => view.focus(),
    remove: () => view.destroy(),
  };
}

export function plainEditor(parent, { name, text, changed, check, locked }) {
  const area = document.createElement("textarea");
  Object.assign(area, { value: text, className: "plain-editor", rows: 22, spellcheck: false, wrap: "off", readOnly: Boolean(locked) });
  area.setAttribute("aria-label", `Your code, ${name}`);
  area.setAttribute("aria-describedby", "editor-help");
  area.addEventListener("input", () => changed(area.value));
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      check();
    }
  });
  parent.append(area);
  return {
    get value() {
      return area.value;
    },
    show: (next) => (area.value = next),
    showPlaceholder: () => {},
    mark: () => {},
    focus: () => area.focus(),
    remove: () => area.remove(),
  };
}
