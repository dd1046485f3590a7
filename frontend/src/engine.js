// The interpreter that holds the course and grades. It asks the page for a learner's interpreter whenever it needs one.

import { interpreter } from "./interpreter.js";
import { PortLink, SharedLink } from "./link.js";
import { letGo } from "./snapshot.js";

let handle = null;
let transport = "";
const links = new Map();
let last = 0;

// What Python sees of this worker.
const host = {
  open() {
    const id = ++last;
    let link;
    if (transport === "port") {
      const { port1, port2 } = new MessageChannel();
      link = new PortLink(port1);
      self.postMessage({ open: id, port: port2 }, [port2]);
    } else {
      const memory = SharedLink.memory();
      link = new SharedLink(memory, 0);
      self.postMessage({ open: id, memory });
    }
    links.set(id, link);
    link.id = id;
    return link;
  },
  release(link) {
    links.delete(link.id);
    link.hangUp();
    self.postMessage({ release: link.id });
  },
  kill(link) {
    links.delete(link.id);
    self.postMessage({ kill: link.id });
  },
  began(count) {
    self.postMessage({ began: count });
  },
};

// Fetch the grader and the course: one gzip stream of a header's length, the header, and the files one after another.
async function unpacked(archive) {
  const { body } = await fetch(archive);
  return new Response(body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

function write(FS, whole) {
  const length = new DataView(whole).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(whole, 4, length)));
  let at = 4 + length;
  for (const [name, size] of header) {
    const path = `/lib/course/${name}`;
    FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    FS.writeFile(path, new Uint8Array(whole, at, size)); // it copies
    at += size;
  }
  letGo(whole);
}

async function boot({ archive, transport: how, settings, ...rest }) {
  transport = how;
  const [python, packed] = await Promise.all([interpreter(rest), unpacked(archive)]);
  write(python.FS, packed);
  const space = python.toPy({});
  space.set("HOST", host);
  space.set("SETTINGS", JSON.stringify({ ...settings, transport }));
  python.runPython(
    "import sys\nsys.path.insert(0, '/lib/course')\nfrom grader.site.browser import begin\nhandle = begin(HOST, SETTINGS)",
    { globals: space },
  );
  handle = space.get("handle");
}

let queue = Promise.resolve();

self.onmessage = ({ data }) => {
  if (data.boot) {
    queue = boot(data.boot).then(
      () => self.postMessage({ ready: true }),
      (error) => self.postMessage({ broken: String(error) }),
    );
  } else if (data.stop) {
    for (const link of links.values()) link.end(data.stop);
  } else {
    queue = queue.then(async () => {
      try {
        const given = [data.action, JSON.stringify(data.argument ?? {}), JSON.stringify(data.hanging ?? [])];
        const found = await (transport === "port" ? handle.callPromising(...given) : handle(...given));
        self.postMessage({ id: data.id, found });
      } catch (error) {
        self.postMessage({ id: data.id, problem: String(error) });
      }
    });
  }
};
