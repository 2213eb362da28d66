// Every test of the page, one after another, in one browser. Without a Node that has its
// packages, a browser, or a program that holds the page, there is nothing to look at: then
// this says so and ends with 77, which ctest takes for skipped. `node tests/all.mjs reader`
// runs one file of them.
import { existsSync } from "node:fs";
import { after } from "node:test";
import { spawnSync } from "node:child_process";
import { chromiumPath, leave, PROGRAM, ROOT } from "./support.mjs";

function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(77);
}
if (!existsSync(`${ROOT}/web/node_modules/playwright-core`)) skip("web/node_modules is not there (tools/build-page)");
if (!chromiumPath()) skip("no Chromium here (apt install chromium)");
if (spawnSync("grep", ["-q", "To the content", PROGRAM]).status !== 0 && !existsSync(`${ROOT}/web/dist/index.html`)) skip("this build has no page");

after(leave);
const named = process.argv.slice(2);
for (const name of named.length ? named : ["views", "reader", "first", "keyboard", "access", "strange"]) await import(`./${name}.test.mjs`);
