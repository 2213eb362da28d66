// What is not English prose on a screen: writing from right to left, paper, hostile pages,
// very long lists.
import assert from "node:assert/strict";
import { test } from "node:test";
import { archiveOf, closed, house, open, serve, settled, text } from "./support.mjs";

const HEBREW = "ראיון עם שרת הנמלים טובה לינדקוויסט, 3 במרץ 2024\n\nשאלה: מתי ייפתח הנמל?\n\nטובה לינדקוויסט: הנמל ייפתח כשהקרח יימס, ולא יום אחד קודם לכן.\n\nשאלה: ומי ישלם?\n\nטובה לינדקוויסט: הנמל ישלם. אף אחד אחר לא נשאל.\n";
const HOSTILE = 'Interview with Minister <img src=x onerror="window.bitten=1"> Aldis Berg, March 2, 2024\n\nQuestion: </q><script>window.bitten=1</script> What is <b>bold</b>?\n\nAldis Berg: Nothing is bold, javascript:alert(1) nor "><svg onload=window.bitten=1>.\n\nQuestion: {{7*7}} ${7*7}?\n\nAldis Berg: =cmd|calc and the same words again.\n';
const many = (turns) => {
  let page = "Interview with Ingrid Solberg, Harbour Commissioner, May 4, 2024\n\n";
  for (let i = 0; i < turns; ++i) page += `Question: Commissioner, what of pier number ${i}?\n\nIngrid Solberg: Pier number ${i} will be rebuilt, and the wall beside pier ${i} too.\n\n`;
  return page;
};

let strange = null;
const server = () => (strange ??= serve(archiveOf({ "hebrew.txt": HEBREW, "hostile.txt": HOSTILE, "many.txt": many(5000) }, { withSamples: false })));
const find = async (origin, words) => (await (await fetch(`${origin}/api/v1/transcripts?limit=10`)).json()).lines.find((line) => (line.title ?? line.name).includes(words)).transcript;

test("right to left: the text, its lines in context, its hits", async () => {
  const { origin } = await server(), { from } = await house();
  const page = await open(from, origin, `/read/${await find(origin, "טובה")}`);
  assert.equal(await page.locator("#turn-2 .said p").first().evaluate((one) => getComputedStyle(one).direction), "rtl");
  await closed(page);
  const lines = await open(from, origin, `/concordance?phrase=${encodeURIComponent("הנמל")}`);
  assert.ok(await lines.locator(".row").count() >= 2);
  const order = await lines.locator(".row").first().evaluate((row) => [row.querySelector(".left"), row.querySelector(".match"), row.querySelector(".right")].map((one) => one.getBoundingClientRect().right));
  assert.ok(order[0] > order[1] && order[1] > order[2], "what comes before stands to the right");
  await closed(lines);
});

test("what a capture says is never markup", async () => {
  const { origin } = await server(), { from } = await house();
  const id = await find(origin, "Aldis");
  for (const path of ["/", `/read/${id}?show=page,leftovers,doubts,details`, "/search?q=bold", "/concordance?phrase=bold", `/search?q=${encodeURIComponent("<script>window.bitten=1</script>")}`,
    `/check?quote=${encodeURIComponent('"><svg onload=window.bitten=1> Nothing is bold, nor')}&speaker=${encodeURIComponent("<b>x</b>")}`, `/trends?phrase=${encodeURIComponent("<i>bold</i>")}`]) {
    const page = await open(from, origin, path, { allow: [400] });
    assert.equal(await page.evaluate(() => window.bitten), undefined, path);
    assert.equal(await page.locator("#main script, #main img, #main svg[onload], #main b b").count(), 0, path);
    await closed(page);
  }
});

// What the browser works, in milliseconds, for each of nine steps of the same size.
async function workToScroll(page, start) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  const work = async () => (await devtools.send("Performance.getMetrics")).metrics.find((one) => one.name === "TaskDuration").value * 1000;
  const step = (from, to) => page.evaluate(async ([from, to]) => {
    for (let i = from; i <= to; ++i) {
      scrollTo(0, i * 600);
      await new Promise(requestAnimationFrame);
    }
  }, [start + from, start + to]);
  await step(0, 0);
  const before = await work();
  await step(1, 9);
  return (await work() - before) / 9;
}

test("ten thousand lines scroll, and only what is in sight is in the document", async () => {
  const { origin } = await server(), { from } = await house();
  const page = await open(from, origin, "/concordance?phrase=pier&beside=none");
  assert.equal(await page.locator(".rows").getAttribute("aria-rowcount"), "10000");
  assert.match(await text(page), /of which the first 10,000 are here/);
  const long = await workToScroll(page, 200);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await settled(page);
  assert.ok(await page.locator(".row").count() < 150);
  assert.equal(await page.locator(".row").last().getAttribute("aria-rowindex"), "10000");
  await page.locator(".row").last().locator(".match").waitFor();  // fetched when it came into sight
  await closed(page);
  // Milliseconds tell how busy the machine is; that a long list costs no more than a short
  // one is ours.
  const few = await open(from, origin, `/concordance?phrase=${encodeURIComponent("number 12*")}&beside=none`);
  assert.ok(Number(await few.locator(".rows").getAttribute("aria-rowcount")) < 500);
  const short = await workToScroll(few, 0);
  assert.ok(long < 4 * short + 10, `${long.toFixed(1)} ms a step in ten thousand lines, ${short.toFixed(1)} in a few hundred`);
  await closed(few);
});

// What the page says beyond 100,000 uses, over an archive in which the bound is asked to be lower.
test("of very many uses a sample, and every view says so", async () => {
  const { origin } = await server(), { from } = await house();
  const page = await open(from, origin, "/search");
  const visit = async (path) => {
    await page.goto(origin + path);
    page.pending = 0;  // what a page that is left had asked for is not told of
    await settled(page);
  };
  await page.route("**/api/v1/**", (route) => route.continue({ url: route.request().url().replace("most=100000", "most=500") }));
  await visit("/concordance?phrase=pier&sort=right");
  assert.match(await text(page), /lines: a sample of 500 drawn by lot, of which the first 500 are here/);
  assert.equal(await page.locator(".rows").getAttribute("aria-rowcount"), "500");
  assert.match(await text(page, ".company"), /Counted in a sample of 500 uses/);
  await visit("/concordance?phrase=pier&sort=right&kind=answer&beside=speakers");
  assert.match(await text(page, ".company"), /Counted in a sample of \d+ uses/);
  assert.match(await text(page), /about [\d,]+ lines: a sample/);
  await visit("/concordance?phrase=pier&beside=dispersion");
  assert.match(await text(page, ".company"), /too many to place; this is a sample of 500/);
  await visit("/trends?phrase=pier&by=speaker");
  assert.match(await text(page), /said so often that 500 uses, drawn by lot, were counted/);
  await visit("/search?q=pier");
  assert.match(await text(page), /Counted in a sample of 500 of these turns/);
  await closed(page);
});

test("on paper: the words, without the ways around them", async () => {
  const { open: visit, id } = await house();
  const page = await visit(`/read/${id("01-ministry")}`, { colorScheme: "dark" });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  assert.equal(await page.getByRole("navigation", { name: "Rooms" }).isVisible(), false);
  assert.equal(await page.locator("#turn-18").isVisible(), true);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), "rgb(255, 255, 255)");
  await closed(page);
});

test("the server gone, the page says so", async () => {
  const gone = await serve(archiveOf());
  const { from } = await house();
  const page = await open(from, gone.origin, "/search?q=ship");
  await gone.stop();
  await page.locator("#ask").fill("ice");
  await page.keyboard.press("Enter");
  await page.waitForSelector("[role=alert]");
  assert.match(await text(page, "[role=alert]"), /does not answer/);
  await page.context().close();
});
