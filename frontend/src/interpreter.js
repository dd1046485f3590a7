// Starts Pyodide in a worker. The compiled WebAssembly module comes from the page, which compiled it once for all workers.
// A snapshot is the memory of an interpreter that has just started: one made of it is there in a fraction of the time.

export async function interpreter({ base, wasm, snapshot, makeSnapshot }) {
  WebAssembly.instantiateStreaming = async (_, imports) => ({ module: wasm, instance: await WebAssembly.instantiate(wasm, imports) });
  const { loadPyodide } = await import(`${base}pyodide.mjs`);
  const options = { indexURL: base, env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide" }, stdout: () => {}, stderr: () => {} };
  if (snapshot) {
    try {
      const memory = await snapshot.arrayBuffer();
      const python = await loadPyodide({ ...options, _loadSnapshot: new Uint8Array(memory) });
      letGo(memory);
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
    self.postMessage({ snapshot: new Blob([memory]) });
    letGo(memory.buffer);
  }
  return python;
}

// Free its memory now, not when it suits the collector.
export function letGo(buffer) {
  buffer.transfer?.(0);
}
