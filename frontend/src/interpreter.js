// Starts Pyodide in a worker. The compiled WebAssembly module comes from the page, which compiled it once for all workers.
// A snapshot is the memory of an interpreter that has just started: one made of it is there in a fraction of the time.

import { letGo, packed, Unpacked } from "./snapshot.js";

export async function interpreter({ base, wasm, snapshot, makeSnapshot }) {
  const kept = snapshot && (await read(snapshot));
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const instance = await WebAssembly.instantiate(wasm, imports);
    kept?.grow(instance.exports.memory);
    return { module: wasm, instance };
  };
  const { loadPyodide } = await import(`${base}pyodide.mjs`);
  const options = { indexURL: base, env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide" }, stdout: () => {}, stderr: () => {} };
  if (kept) {
    try {
      const python = await loadPyodide({ ...options, _loadSnapshot: kept.header });
      letGo(kept.buffer);
      return python;
    } catch {
      self.postMessage({ unfit: true }); // another browser version made it, perhaps
    }
  }
  const python = await loadPyodide({ ...options, _makeSnapshot: makeSnapshot });
  if (makeSnapshot) {
    // what learners' modules import most often comes with it
    python.runPython("import math, random, itertools, functools, operator, collections, typing, re, copy, dataclasses, statistics");
    const memory = python.makeMemorySnapshot();
    self.postMessage({ snapshot: packed(memory) });
    letGo(memory.buffer);
  }
  return python;
}

async function read(snapshot) {
  try {
    return new Unpacked(await snapshot.arrayBuffer());
  } catch {
    return undefined;
  }
}
