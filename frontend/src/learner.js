// The interpreter that runs a learner's code. It holds no suite and no reference: only the sandbox's own worker.

import { interpreter } from "./interpreter.js";
import { PortLink, SharedLink } from "./link.js";

let run = null;
let queue = Promise.resolve();

// One thing after another: a link that comes while Python still starts waits for it.
self.onmessage = ({ data }) => (queue = queue.then(() => (data.boot ? boot(data.boot) : serve(data))));

async function boot(told) {
  const [python, { sources, begin }] = await Promise.all([
    interpreter(told),
    fetch(told.program).then((answer) => answer.json()),
  ]);
  const space = python.toPy({ SOURCES: sources });
  python.runPython(begin, { globals: space });
  run = space.get("serve");
  self.postMessage({ ready: true });
}

async function serve({ port, memory }) {
  const link = port ? new PortLink(port) : new SharedLink(memory, 1);
  try {
    await (port ? run.callPromising(link) : run(link));
    self.postMessage({ idle: true });
  } catch (error) {
    link.hangUp(-11); // the interpreter itself broke, as a process that died of SIGSEGV
    self.postMessage({ broken: String(error) });
  }
}
