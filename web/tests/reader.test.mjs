// The reader: words, addresses, citations, and what stands beside the text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { closed, house, json, settled, text } from "./support.mjs";

// Selects `words` where they first stand in a turn, as a hand with a mouse would.
async function select(page, turn, words) {
  await page.evaluate(([turn, words]) => {
    const place = document.querySelector(`#turn-${turn} .said`);
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(words);
      if (at < 0) continue;
      document.getSelection().setBaseAndExtent(node, at, node, at + words.length);
      return;
    }
    throw new Error(`turn ${turn} does not say ${words}`);
  }, [turn, words]);
  await page.waitForSelector(".cite");
}

const copied = async (page, name) => {
  const button = await page.locator(".cite").getByRole("button", { name, exact: true }).elementHandle();
  await button.click();
  while ((await button.innerText()) !== "Copied") await page.waitForTimeout(10);
  return page.evaluate(() => navigator.clipboard.readText());
};

test("every turn is there, with its voice, its number and its words", async () => {
  const { open, id, origin } = await house();
  for (const part of ["01-ministry", "06-", "09-"]) {
    const page = await open(`/read/${id(part)}`);
    const transcript = await json(origin, `/api/v1/transcripts/${id(part)}`);
    assert.equal(await page.locator(".turn").count(), transcript.turns.length);
    const said = await page.locator(".turn .said").allTextContents();
    const flat = (one) => one.replace(/\s+/g, "");
    transcript.turns.forEach((turn, i) => assert.ok(flat(said[i]).startsWith(flat(turn.text)), `turn ${turn.n}`));
    assert.equal(await page.locator("article.transcript").getAttribute("lang"), transcript.language);
    await closed(page);
  }
});

test("speakers are told apart by shape, not by colour alone", async () => {
  const { open, id } = await house();
  const page = await open(`/read/${id("01-ministry")}`);
  const shapes = await page.locator(".map .sign").evaluateAll((all) => all.map((one) => { const style = getComputedStyle(one); return `${style.borderRadius} ${style.clipPath} ${style.borderWidth}`; }));
  assert.equal(new Set(shapes).size, shapes.length);
  assert.match(await text(page, ".map"), /Ilsabet Marrow\s*80 %/);
  await closed(page);
});

test("words of others are named where they end, and are no part of a selection", async () => {
  const { open, id } = await house();
  const page = await open(`/read/${id("01-ministry")}`);
  const of = await page.locator("#turn-4 q.others").last().evaluate((one) => getComputedStyle(one, "::after").content);
  assert.match(of, /Radu Pell/);
  assert.equal(await page.locator("#turn-10 .note").innerText(), "(Laughs.)");
  assert.match(await text(page, "#turn-13"), /interrupted/);
  await closed(page);
});

test("chosen words give a link that opens at them, citations, and the question", async () => {
  const { open, id } = await house();
  const ministry = id("01-ministry");
  const page = await open(`/read/${ministry}`);
  await select(page, 8, "not enough for the railway");
  const link = await copied(page, "Link");
  const address = new URL(link);
  assert.equal(address.pathname, `/read/${ministry}`);
  assert.match(address.searchParams.get("at"), /^8:\d+-\d+$/);
  assert.equal(address.searchParams.get("words"), "not enough for the railway");
  assert.match(await copied(page, "Citation"), /^Ilsabet Marrow: “not enough for the railway” .*14 March 2024.*#8:/);
  const bibtex = await copied(page, "BibTeX");
  assert.match(bibtex, /^@misc\{stenogram-[0-9a-f]{12}-8-/);
  assert.match(bibtex, /author = \{Ilsabet Marrow\}/);
  const csl = JSON.parse(await copied(page, "CSL-JSON"));
  assert.equal(csl[0].type, "interview");
  assert.deepEqual(csl[0].issued["date-parts"], [[2024, 3, 14]]);
  assert.match(await copied(page, "Quotation with its question"), /^Question: “Let us talk about money.*\nIlsabet Marrow: “not enough for the railway”/s);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".cite").count(), 0);
  await page.goto(link);
  await settled(page);
  assert.equal(await page.locator("mark.here").allInnerTexts().then((all) => all.join("")), "not enough for the railway");
  assert.ok(await page.locator("mark.here").first().evaluate((one) => { const box = one.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }));
  await closed(page);
});

test("a selection is told in bytes, whatever the script", async () => {
  const { open, id, origin } = await house();
  const page = await open(`/read/${id("09-")}`);
  const transcript = await json(origin, `/api/v1/transcripts/${id("09-")}`);
  const turn = transcript.turns.find((one) => one.text.split(" ").length > 6);
  const words = turn.text.split(" ").slice(2, 5).join(" ");
  await select(page, turn.n, words);
  const address = new URL(await copied(page, "Link"));
  const [from, to] = address.searchParams.get("at").split(":")[1].split("-").map(Number);
  assert.equal(Buffer.from(turn.text, "utf8").subarray(from, to).toString("utf8"), words);
  await closed(page);
});

test("an address whose words have moved is found by them; one whose words are gone says so", async () => {
  const { open, id } = await house();
  const ministry = id("01-ministry");
  const moved = await open(`/read/${ministry}?at=2:0-26&words=${encodeURIComponent("not enough for the railway")}`);
  assert.equal(await moved.locator("#turn-8 mark.here").innerText(), "not enough for the railway");
  assert.match(await text(moved), /found where they now stand/);
  await closed(moved);
  const gone = await open(`/read/${ministry}?at=99&words=${encodeURIComponent("words that nobody said")}`);
  assert.match(await text(gone), /no longer stand here/);
  await closed(gone);
});

test("beside it: the page as captured, leftovers, doubts, speakers and hashes", async () => {
  const { open, id, origin } = await house();
  const portal = id("07-portal");
  const page = await open(`/read/${portal}`);
  for (const name of [/The page as captured/, /Leftovers/, /Doubts/, /Speakers and hashes/]) {
    await page.getByRole("link", { name }).click();
    await settled(page);
  }
  const transcript = await json(origin, `/api/v1/transcripts/${portal}`);
  assert.equal(await page.locator("pre.page").textContent(), await (await fetch(`${origin}/api/v1/transcripts/${portal}/page`)).text());
  assert.equal(await page.locator(".beside section:has(h2:text('Leftovers')) dt").count(), transcript.leftovers.length);
  assert.match(await text(page, ".beside"), new RegExp(transcript.capture.sha256));
  assert.match(page.url(), /show=/);
  await closed(page);
});

test("a hit opens at the very words", async () => {
  const { open, origin } = await house();
  const page = await open("/search?q=ship");
  await page.locator(".hit").nth(1).locator("header a").click();
  await settled(page);
  assert.deepEqual([...new Set(await page.locator("mark.here").allInnerTexts())].map((one) => one.toLowerCase()), ["ship"]);
  assert.ok(await page.locator("mark.here").first().evaluate((one) => { const box = one.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }));
  assert.ok(page.url().startsWith(origin));
  await closed(page);
});

test("words that other interviews have too are marked, and it is told beside them where", async () => {
  const { open, id } = await house();
  const page = await open(`/read/${id("01-ministry")}`);
  await page.waitForSelector("#turn-12 .elsewhere");
  assert.equal(await page.locator("#turn-12 .shared").innerText(), "We do not recognise councils, we recognise states");
  assert.match(await text(page, "#turn-12 .elsewhere"), /Ilsabet Marrow, 22 May 2024/);
  assert.equal(await page.locator("#turn-5 .elsewhere").count(), 0);
  await page.locator("#turn-12 .elsewhere a").first().click();
  await page.waitForSelector("mark.here");
  await settled(page);
  assert.match(await page.locator("mark.here").first().innerText(), /do not recognise councils/);
  await closed(page);
});
