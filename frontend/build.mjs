// Bundles the sources into the folder given, or into grader/pages/static, and writes down the licences of what is in them.
// The same sources give the same bytes.
import { build } from "esbuild";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? join(here, "..", "grader", "pages", "static");
const { metafile } = await build({
  entryPoints: ["exercise", "home", "engine", "learner", "offline", "embed", "quiz", "enter", "lti"].map((name) => join(here, "src", `${name}.js`)),
  outdir: target,
  absWorkingDir: here,
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
});

const inside = /node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const names = [...new Set(Object.keys(metafile.inputs).map((path) => inside.exec(path)?.[1]).filter(Boolean))].sort();
const licences = await Promise.all(
  names.map(async (name) => {
    const folder = join(here, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const texts = file ? [await readFile(join(folder, file), "utf8")] : [];
    return { name, version, licence: license, texts };
  }),
);
await writeFile(join(target, "licences.json"), `${JSON.stringify(licences, null, 1)}\n`);
