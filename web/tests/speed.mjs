// How long each view takes to appear over an archive of one's own, in a real browser:
//   node web/tests/speed.mjs ARCHIVE [PHRASE]
// The first view from an empty cache, on a server that has just started; the others from the
// press of a link until what they are about is drawn, and until nothing is on its way any
// more (what stands beside it too). Each is the median of five, with the slowest of them,
// which is the first: then the server had not yet touched what was asked for.
import { statSync } from "node:fs";
import { browser, json, LAPTOP, serve } from "./support.mjs";

const [archive, phrase = "the government"] = process.argv.slice(2);
statSync(archive);
const server = await serve(archive), from = await browser();
const { origin } = server;

const median = (all) => [...all].sort((a, b) => a - b)[all.length >> 1];
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

const stats = await json(origin, "/api/v1/stats");
const q = (values) => new URLSearchParams(values).toString();
const one = async (path, values, type) => (await json(origin, `/api/v1${path}?${q(values)}`)).lines.find((line) => line.type === type);
const found = await one("/search", { q: `"${phrase}"`, limit: 1 }, "hit");
if (!found) throw new Error(`nobody says ${phrase} there; name another phrase`);
const other = await one("/search", { q: `"${phrase}"`, limit: 1, skip: 1 }, "hit");
const common = "the";  // beyond 100,000 places in any archive of size in English
const speaker = (await one("/speakers", { limit: 1, sort: "words" }, "speaker"))?.name ?? "";

const VIEWS = [
  ["archive", "/", ".works li"],
  ["archive, one speaker's", `/?${q({ speaker })}`, ".works li"],
  ["archive, words of a title", `/?${q({ text: found.title?.split(" ")[0] ?? "interview" })}`, ".works li, .nothing"],
  ["search, a phrase", `/search?${q({ q: `"${phrase}"` })}`, ".hit"],
  ["search, two words", `/search?${q({ q: phrase.split(" ").slice(0, 2).join(" ") })}`, ".hit"],
  ["search, oldest first", `/search?${q({ q: `"${phrase}"`, sort: "date" })}`, ".hit"],
  [`search, "${common}"`, `/search?${q({ q: common })}`, ".hit"],
  [`search, "${common}", newest first`, `/search?${q({ q: common, sort: "newest" })}`, ".hit"],
  [`search, "${common}", one speaker`, `/search?${q({ q: common, speaker: `=${speaker}` })}`, ".hit"],
  ["concordance", `/concordance?${q({ phrase })}`, ".row .match"],
  ["concordance, by what follows", `/concordance?${q({ phrase, sort: "right" })}`, ".row .match"],
  ["concordance, by speaker", `/concordance?${q({ phrase, sort: "speaker" })}`, ".row .match"],
  [`concordance, "${common}"`, `/concordance?${q({ phrase: common })}`, ".row .match"],
  [`concordance, "${common}", by what follows`, `/concordance?${q({ phrase: common, sort: "right" })}`, ".row .match"],
  [`concordance, "${common}", by date`, `/concordance?${q({ phrase: common, sort: "date" })}`, ".row .match"],
  [`concordance, "${common}", ten years`, `/concordance?${q({ phrase: common, date: "2010..2019" })}`, ".row .match"],
  [`concordance, "${common}", one speaker`, `/concordance?${q({ phrase: common, speaker: `=${speaker}` })}`, ".row .match"],
  ["who says it", `/concordance?${q({ phrase, beside: "speakers" })}`, ".company .shares"],
  [`who says "${common}"`, `/concordance?${q({ phrase: common, beside: "speakers" })}`, ".company .shares"],
  ["where it falls", `/concordance?${q({ phrase, beside: "dispersion" })}`, ".dispersion li"],
  [`where "${common}" falls`, `/concordance?${q({ phrase: common, beside: "dispersion" })}`, ".dispersion li"],
  ["reader", `/read/${found.transcript}?${q({ at: found.turn })}`, ".turn"],
  ["reader, page and doubts beside", `/read/${found.transcript}?${q({ show: "page,doubts" })}`, ".turn"],
  ["check a sentence", `/check?${q({ quote: found.snippet.slice(0, 120) })}`, ".quotation"],
  ["check a sentence nobody said", `/check?${q({ quote: "our seventeen herons never agreed to the second treaty" })}`, ".quotation"],
  ["compare", `/compare?${q({ a: found.transcript, b: other?.transcript ?? found.transcript })}`, ".pair"],
  ["trends by year", `/trends?${q({ phrase })}`, "div.plot, .shares"],
  ["trends by speaker", `/trends?${q({ phrase, by: "speaker" })}`, ".shares, .nothing"],
  [`trends, "${common}", by year`, `/trends?${q({ phrase: common })}`, "div.plot, .shares"],
  [`trends, "${common}", by speaker`, `/trends?${q({ phrase: common, by: "speaker" })}`, ".shares"],
  ["trends, three phrases by month", `/trends?${new URLSearchParams([["phrase", phrase], ["phrase", "we will"], ["phrase", "you know"], ["by", "month"]])}`, "div.plot"],
];

// Milliseconds from the press of a link until the view stands, and until all of it does.
const move = (page, path, selector) => page.evaluate(([path, selector]) => new Promise((done) => {
  const link = document.createElement("a");
  link.href = path;
  document.querySelector("#main").parentElement.append(link);
  const from = performance.now();
  link.click();
  link.remove();
  const wanted = selector.split(", ").map((one) => `#main ${one}`).join(", ");
  let stood = 0;
  const look = () => {
    const now = performance.now() - from;
    if (!stood && document.querySelector(wanted)) stood = now;
    const rest = stood && window.pending === 0 && !document.querySelector(".waiting, [aria-busy=true]");
    if (rest || now > 30000) done([stood || NaN, now]);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}), [path, selector]);

console.log(`${stats.transcripts} transcripts, ${stats.words} words, ${(stats.capture_bytes / 1e6).toFixed(0)} MB of captures; ${phrase}`);
console.log(`| first view | ${median(firsts).toFixed(0)} ms | slowest ${Math.max(...firsts).toFixed(0)} ms |`);
const page = await (await from.newContext({ viewport: LAPTOP })).newPage();
await page.addInitScript(() => {
  window.pending = 0;
  const ask = window.fetch;
  window.fetch = (...given) => {
    ++window.pending;
    return ask(...given).finally(() => { --window.pending; });
  };
});
const ms = (all) => `${median(all).toFixed(0)} ms`;
console.log("| view | stands | slowest | all of it | slowest |\n|---|---|---|---|---|");
for (const [name, path, selector] of VIEWS) {
  const stood = [], whole = [];
  for (let i = 0; i < 5; ++i) {
    await page.goto(`${origin}/nowhere`);
    await page.waitForSelector(".nothing");
    const [first, all] = await move(page, path, selector);
    stood.push(first);
    whole.push(all);
  }
  console.log(`| ${name} | ${ms(stood)} | ${Math.max(...stood).toFixed(0)} ms | ${ms(whole)} | ${Math.max(...whole).toFixed(0)} ms |`);
}
await from.close();
await server.stop();
process.exit(0);
