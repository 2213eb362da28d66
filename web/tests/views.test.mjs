// Every view shows what it is for, keeps its state in the address, and says honestly when
// there is nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { archiveOf, closed, download, house, json, open, serve, settled, text } from "./support.mjs";

test("archive: sums are those of the command line, every transcript is listed", async () => {
  const { open, origin } = await house();
  const page = await open("/");
  const stats = await json(origin, "/api/v1/stats");
  const shown = await text(page);
  for (const number of [stats.transcripts, stats.turns, stats.words, stats.speakers]) assert.ok(shown.includes(number.toLocaleString("en")), number);
  assert.equal(await page.locator(".works li").count(), stats.transcripts);
  await page.getByLabel("Kind").selectOption("briefing");
  await settled(page);
  assert.match(page.url(), /kind=briefing/);
  assert.equal(await page.locator(".works li").count(), 1);
  await page.goBack();
  await settled(page);
  assert.equal(await page.locator(".works li").count(), stats.transcripts);
  await closed(page);
});

test("archive: nothing fits, and an empty archive", async () => {
  const { open: visit } = await house();
  const page = await visit("/?text=nosuchtitle");
  assert.match(await text(page), /No transcript fits/);
  await closed(page);
  const { from } = await house();
  const empty = await serve(archiveOf({ "note.txt": "Nothing is said here.\n" }, { withSamples: false }));
  const there = await open(from, empty.origin, "/search?q=ship");
  assert.match(await text(there), /Nobody in this archive says that/);
  await closed(there);
  await empty.stop();
});

test("search: hits, marks and facets", async () => {
  const { open } = await house();
  const page = await open("/search?q=ship");
  const { lines } = await json((await house()).origin, "/api/v1/search?q=ship&facets=true");
  const hits = lines.filter((line) => line.type === "hit");
  assert.equal(await page.locator(".hit").count(), hits.length);
  assert.equal((await page.locator(".hit mark").first().innerText()).toLowerCase(), "ship");
  await page.locator(".facet").filter({ hasText: "Places" }).getByRole("link", { name: "Brenn" }).click();
  await settled(page);
  assert.ok(await page.locator(".hit").count() < hits.length);
  assert.match(await text(page, ".chips"), /Place: Brenn/);
  await page.getByRole("link", { name: "Remove the filter Place Brenn" }).click();
  await settled(page);
  assert.equal(await page.locator(".hit").count(), hits.length);
  await closed(page);
});

test("search: nothing said, a word unknown, a query not understood", async () => {
  const { open } = await house();
  const none = await open("/search?q=railwai");
  assert.match(await text(none), /Nobody in this archive says that/);
  assert.match(await text(none), /does not hold the word railwai/);
  await closed(none);
  const odd = await open(`/search?q=${encodeURIComponent('"never closed')}`, { allow: [400] });
  assert.equal(await odd.locator("[role=alert]").count(), 1);
  await closed(odd);
});

test("concordance: lines aligned on the phrase, the sums of the command line", async () => {
  const { open, origin } = await house();
  const page = await open("/concordance?phrase=the");
  const { lines } = await json(origin, "/api/v1/kwic?phrase=the");
  const total = lines.find((line) => line.type === "total").lines;
  assert.match(await text(page), new RegExp(`${total} lines`));
  assert.equal(await page.locator(".rows").getAttribute("aria-rowcount"), String(total));
  const lefts = await page.locator(".row .match a").evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().left)));
  assert.equal(new Set(lefts).size, 1, `aligned: ${lefts}`);
  // What stands on one line stays on one line.
  const heights = await page.locator(".row .left > span").evaluateAll((all) => all.map((one) => one.getClientRects().length));
  assert.deepEqual([...new Set(heights)], [1]);
  await page.getByLabel("Order").selectOption("right");
  await settled(page);
  assert.match(page.url(), /sort=right/);
  const rights = (await page.locator(".row .right").allInnerTexts()).map((one) => one.toLowerCase().match(/[\p{L}\p{N}]+/u)?.[0] ?? "").slice(0, 12);
  assert.deepEqual(rights, [...rights].sort(), "by the word that follows");
  const file = await download(page, () => page.getByRole("button", { name: "CSV" }).click());
  assert.equal(file.text.trim().split("\r\n").length, total + 1);
  await closed(page);
});

test("concordance: collocates, speakers and dispersion open their lines", async () => {
  const { open } = await house();
  const page = await open("/concordance?phrase=railway");
  await page.getByRole("link", { name: "Who says it" }).click();
  await settled(page);
  await page.locator(".shares").getByRole("link", { name: "Ilsabet Marrow" }).click();
  await settled(page);
  assert.match(page.url(), /speaker=%3DIlsabet\+Marrow/);
  assert.equal(await page.locator(".row").count(), Number(await page.locator(".rows").getAttribute("aria-rowcount")));
  await page.getByRole("link", { name: "Where it falls" }).click();
  await settled(page);
  assert.ok(await page.locator(".dispersion .tick").count() > 0);
  await page.locator(".dispersion a").first().click();
  await settled(page);
  assert.match(page.url(), /\/read\//);
  await closed(page);
  const none = await open("/concordance?phrase=never+ever+said+so");
  assert.match(await text(none), /Nobody in this archive says that/);
  await closed(none);
  const cql = await open(`/concordance?cql=true&phrase=${encodeURIComponent('[word="rail.*"]')}`);
  assert.ok(await cql.locator(".row").count() > 0);
  await closed(cql);
});

test("trends: points open their lines; CSV and SVG come out", async () => {
  const { open, origin } = await house();
  const page = await open("/trends?phrase=railway&phrase=ship&by=month");
  const { lines } = await json(origin, "/api/v1/trends?phrase=railway&phrase=ship&by=month");
  const points = lines.filter((line) => line.type === "point" && line.key !== null);
  assert.equal(await page.locator(".plot a").count(), points.length);
  const csv = await download(page, () => page.getByRole("button", { name: "CSV" }).click());
  assert.equal(csv.text.trim().split("\r\n").length, lines.filter((line) => line.type === "point").length + 1);
  const svg = await download(page, () => page.getByRole("button", { name: "SVG" }).click());
  assert.match(svg.text, /^<svg[^>]* xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  assert.ok(!/var\(|class=/.test(svg.text), "needs no style sheet");
  await page.locator('.plot a[aria-label^="ship, 2024-05"]').click();
  await settled(page);
  assert.match(page.url(), /\/concordance\?phrase=ship&date=2024-05/);
  assert.equal(await page.locator(".row").count(), points.find((one) => one.phrase === "ship" && one.key === "2024-05").count);
  await closed(page);
  const by = await open("/trends?phrase=we&by=speaker");
  assert.ok(await by.locator(".shares li").count() > 2);
  await closed(by);
  const none = await open("/trends?phrase=zyzzyva");
  assert.match(await text(none), /Nobody in this archive says that/);
  await closed(none);
});

test("check: every verdict of the sample article, each opening to its evidence", async () => {
  const { open } = await house();
  const page = await open("/check");
  const { readFileSync } = await import("node:fs");
  const { ROOT } = await import("./support.mjs");
  await page.locator("#ask").fill(readFileSync(`${ROOT}/samples/article.txt`, "utf8"));
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.waitForSelector(".tally");
  await settled(page);
  assert.match(await text(page, ".tally"), /9 quotations/);
  for (const verdict of ["verbatim", "abridged", "altered", "stitched", "misattributed", "not found"]) assert.match(await text(page, ".tally"), new RegExp(verdict));
  assert.equal(await page.locator(".article .quoted").count(), 9);
  await page.locator(".article .quoted").nth(3).click();
  assert.match(page.url(), /n=4/);
  assert.match(await text(page, ".quotation.now"), /never/);
  // The address is enough to come back to, within this tab.
  await page.reload();
  await page.waitForSelector(".quotation.now");
  const exported = await download(page, () => page.getByRole("button", { name: "Save as a page" }).click());
  assert.ok(exported.text.startsWith("<!doctype html>") && !/<script/i.test(exported.text));
  const lines = await download(page, () => page.getByRole("button", { name: "Save as JSON" }).click());
  assert.equal(lines.text.trim().split("\n").map((line) => JSON.parse(line).type).filter((type) => type === "quotation").length, 9);
  // A receipt is the server's own bytes, so that its seal holds, and can be asked again.
  const receipt = await download(page, () => page.getByRole("button", { name: "Save a receipt" }).click());
  const again = await fetch(new URL("/api/v1/receipts/verify", page.url()), { method: "POST", body: receipt.text });
  const told = (await again.json()).lines;
  assert.equal(told.filter((line) => line.type === "receipt" && line.same).length, 9);
  assert.equal(told.find((line) => line.type === "receipt_summary").sealed, true);
  await closed(page);
});

test("check: one sentence from the address; an article of another tab; text without quotations", async () => {
  const { open } = await house();
  const page = await open("/check?quote=What+I+can+say+is+that+we+will+charge+a+fee+for+rescue&speaker=Marrow");
  assert.match(await text(page), /altered/);
  assert.match(await text(page, ".quotation > .evidence .differences"), /spoken never/);
  const receipt = await download(page, () => page.getByRole("button", { name: "Save a receipt" }).click());
  assert.match(receipt.text, /^\{"type":"receipt"/);
  await closed(page);
  const gone = await open("/check?article=0123456789ab");
  assert.match(await text(gone), /paste it again/);
  await closed(gone);
  const plain = await open("/check");
  await plain.locator("#ask").fill("Nobody is quoted here.");
  await plain.getByLabel("Take it as").selectOption("article");
  await plain.getByRole("button", { name: "Check", exact: true }).click();
  await plain.waitForSelector(".nothing");
  assert.match(await text(plain), /No quotation was found/);
  await closed(plain);
});

test("compare: an excerpt beside its whole", async (t) => {
  const { open, id, has } = await house();
  if (!has("/compare")) return t.skip("this server does not compare yet");
  const page = await open(`/compare?a=${id("01-ministry")}&b=${id("03-embassy")}`);
  await page.waitForSelector(".turn-pair");
  assert.match(await text(page, ".tally"), /the same/);
  assert.match(await text(page, ".tally"), /only in the first/);
  assert.ok(await page.locator(".absent").count() > 0);
  await page.getByLabel("Show").selectOption("differences");
  assert.match(page.url(), /show=differences/);
  await closed(page);
  const choose = await open("/compare");
  await choose.locator("#ask").fill("Northern Light");
  await choose.keyboard.press("Enter");
  await settled(choose);
  assert.ok(await choose.locator(".works li").count() > 1);
  await closed(choose);
});

test("an address that names nothing", async () => {
  const { open } = await house();
  const page = await open("/nowhere");
  assert.match(await text(page), /no such room/);
  await closed(page);
  const unread = await open("/read/000000000000", { allow: [404] });
  assert.equal(await unread.locator("[role=alert]").count(), 1);
  await closed(unread);
});

test("each interview once: the box counts fewer, in the address and in every view", async () => {
  const { open } = await house();
  for (const path of ["/search?q=ship", "/concordance?phrase=ship", "/trends?phrase=ship&by=speaker"]) {
    const page = await open(path);
    const sum = async () => Number(/(\d+) (turn|line|use)/.exec(await text(page))[1]);
    const all = await sum();
    await page.getByLabel("each interview once").check();
    await page.waitForURL(/distinct=true/);
    // The old answer stays until the new one is drawn.
    for (let tries = 0; (await sum()) >= all; ++tries) {
      assert.ok(tries < 400, `${path}: ${all} turns or lines, and no fewer with each interview once`);
      await page.waitForTimeout(25);
    }
    await settled(page);
    await closed(page);
  }
});
