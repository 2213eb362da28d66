// How long each view takes to appear over an archive of one's own, in a real browser:
//   node tests/speed.mjs ARCHIVE [PHRASE]
// The first view from an empty cache; the others from the press of a link until what they
// are about is drawn, each the median of five.
import { statSync } from "node:fs";
import { browser, json, LAPTOP, serve } from "./support.mjs";

const [archive, phrase = "the government"] = process.argv.slice(2);
statSync(archive);
const server = await serve(archive), from = await browser();
const { origin } = server;
const stats = await json(origin, "/api/v1/stats");
const found = (await json(origin, `/api/v1/search?${new URLSearchParams({ q: `"${phrase}"`, limit: 1 })}`)).lines.find((line) => line.type === "hit");
if (!found) throw new Error(`nobody says ${phrase} there; name another phrase`);
const common = (await json(origin, "/api/v1/words?limit=1")).lines[0];

const q = (values) => new URLSearchParams(values).toString();
const VIEWS = [
  ["archive", "/", ".works li"],
  ["search, a phrase", `/search?${q({ q: `"${phrase}"` })}`, ".hit"],
  ["search, two words", `/search?${q({ q: phrase.split(" ").slice(0, 2).join(" ") })}`, ".hit"],
  ["concordance", `/concordance?${q({ phrase })}`, ".row"],
  ["concordance, by what follows", `/concordance?${q({ phrase, sort: "right" })}`, ".row"],
  [`concordance, "${common.word ?? common.run ?? "the"}"`, `/concordance?${q({ phrase: common.word ?? "the" })}`, ".row"],
  ["dispersion", `/concordance?${q({ phrase, beside: "dispersion" })}`, ".dispersion li"],
  ["reader", `/read/${found.transcript}?${q({ at: found.turn })}`, ".turn"],
  ["trends by year", `/trends?${q({ phrase })}`, ".plot, .shares"],
  ["trends by speaker", `/trends?${q({ phrase, by: "speaker" })}`, ".shares, .nothing"],
  ["check a sentence", `/check?${q({ quote: found.snippet.slice(0, 120) })}`, ".quotation"],
];

// Milliseconds from the press of a link until the view stands.
const move = (page, path, selector) => page.evaluate(([path, selector]) => new Promise((done) => {
  const link = document.createElement("a");
  link.href = path;
  document.querySelector("#main").parentElement.append(link);
  const from = performance.now();
  link.click();
  link.remove();
  const look = () => {
    const there = document.querySelector(`#main ${selector.split(", ").join(", #main ")}`);
    if (there && !document.querySelector(".bar-above + .waiting")) done(performance.now() - from);
    else if (performance.now() - from > 30000) done(NaN);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}), [path, selector]);

const median = (all) => [...all].sort((a, b) => a - b)[all.length >> 1];
console.log(`${stats.transcripts} transcripts, ${stats.words} words, ${(stats.capture_bytes / 1e6).toFixed(0)} MB of captures; ${phrase}`);
const firsts = [];
for (let i = 0; i < 3; ++i) {
  const context = await from.newContext({ viewport: LAPTOP });
  const page = await context.newPage();
  const start = performance.now();
  await page.goto(origin + "/");
  await page.waitForSelector(".works li");
  firsts.push(performance.now() - start);
  await context.close();
}
console.log(`first view                     ${median(firsts).toFixed(0)} ms`);
const page = await (await from.newContext({ viewport: LAPTOP })).newPage();
for (const [name, path, selector] of VIEWS) {
  const times = [];
  for (let i = 0; i < 5; ++i) {
    await page.goto(`${origin}/nowhere`);
    await page.waitForSelector(".nothing");
    times.push(await move(page, path, selector));
  }
  console.log(`${name.padEnd(30)} ${median(times).toFixed(0)} ms  (first ${times[0].toFixed(0)})`);
}
await from.close();
await server.stop();
process.exit(0);
