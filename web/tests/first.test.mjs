// The ten things a reporter does first, each from the first page on, by what is seen there.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { archiveOf, closed, download, house, open as openPage, ROOT, serve, settled, text } from "./support.mjs";

async function room(name) {
  const { open } = await house();
  const page = await open("/");
  if (name) {
    await page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name }).click();
    await settled(page);
  }
  return page;
}
const ask = async (page, words) => {
  await page.locator("#ask").fill(words);
  await page.keyboard.press("Enter");
  await settled(page);
};

test("1. what is here, and who speaks", async () => {
  const page = await room();
  assert.match(await text(page), /9\s*transcripts/);
  await page.locator(".people").getByRole("link", { name: "Corin Aldwell" }).click();
  await settled(page);
  assert.equal(await page.locator(".works li").count(), 1);
  await closed(page);
});

test("2. who said something about the railway?", async () => {
  const page = await room("Search");
  await ask(page, "railway");
  assert.match(await text(page), /Ilsabet Marrow/);
  await closed(page);
});

test("3. what exactly, and what was the question?", async () => {
  const page = await room("Search");
  await ask(page, '"enough for the railway"');
  await page.locator(".hit header a").first().click();
  await settled(page);
  assert.match(await text(page, "#turn-7"), /Is that enough\?/);
  assert.equal((await page.locator("#turn-8 mark.here").allInnerTexts()).join(" "), "enough for the railway");
  await closed(page);
});

test("4. did the minister really say this?", async () => {
  const page = await room("Check");
  await page.locator("#ask").fill("What I can say is that we will charge a fee for rescue");
  await page.getByLabel("Said by").fill("Marrow");
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await settled(page);
  await page.waitForSelector(".quotation");
  assert.match(await text(page, ".quotation"), /altered[\s\S]*changes the meaning[\s\S]*never/);
  await closed(page);
});

test("5. is this article sound?", async () => {
  const page = await room("Check");
  await page.locator("#ask").fill(readFileSync(`${ROOT}/samples/article.txt`, "utf8"));
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.waitForSelector(".tally");
  assert.match(await text(page, ".tally"), /5 with a changed meaning/);
  const saved = await download(page, () => page.getByRole("button", { name: "Save as a page" }).click());
  assert.match(saved.text, /misattributed/);
  await closed(page);
});

test("6. a file dropped to be checked", async () => {
  const page = await room("Check");
  await page.getByLabel("or a file:").setInputFiles(`${ROOT}/samples/article.txt`);
  await page.waitForSelector(".tally");
  assert.match(await text(page, ".tally"), /9 quotations/);
  await closed(page);
});

test("7. how often, since when, by whom?", async () => {
  const page = await room("Trends");
  await ask(page, "rescue");
  await page.locator(".choice", { hasText: /^By/ }).locator("select").selectOption("speaker");
  await settled(page);
  assert.match(await text(page, ".shares"), /Ilsabet Marrow/);
  await page.locator(".shares a").first().click();
  await settled(page);
  assert.ok(await page.locator(".row").count() > 0);
  await closed(page);
});

test("8. every use of a phrase, to be read down", async () => {
  const page = await room("Concordance");
  await ask(page, "we will *");
  assert.ok(await page.locator(".row").count() > 3);
  await page.locator(".row .match a").first().click();
  await settled(page);
  assert.ok(await page.locator("mark.here").count() > 0);
  await closed(page);
});

test("9. only what one person said since a day", async () => {
  const page = await room("Search");
  await ask(page, "speaker:Marrow date:2024-05..");
  for (const when of await page.locator(".hit header span:nth-of-type(1)").allInnerTexts()) assert.match(when, /May 2024/);
  assert.ok(await page.locator(".hit").count() > 0);
  await closed(page);
});

test("10. a new capture, dropped in, is found at once; what cannot be read says why", async () => {
  const server = await serve(archiveOf(), "--write");
  const { from } = await house();
  const page = await openPage(from, server.origin, `/${server.hash}`, { allow: [422, 415] });
  assert.equal(new URL(page.url()).hash, "", "the token is wiped from the address");
  const text_ = "Interview with Tova Lindqvist, Harbour Commissioner, June 2, 2024\n\nQuestion: Commissioner, who pays for the lighthouse?\n\nTova Lindqvist: The port pays for the lighthouse, and it always has.\n\nQuestion: Always?\n\nTova Lindqvist: Since the first stone.\n";
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], "lindqvist.txt", { type: "text/plain" }));
    data.items.add(new File([new Uint8Array([0, 1, 2, 3, 0, 255, 254, 0, 7, 0])], "noise.bin", { type: "application/octet-stream" }));
    window.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, text_);
  await page.waitForSelector(".received .added");
  await page.waitForSelector(".received .failed");
  assert.match(await text(page, ".received .failed"), /noise\.bin: \S+/);
  await page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: "Search" }).click();
  await settled(page);
  await ask(page, "lighthouse Lindqvist OR lighthouse");
  assert.match(await text(page), /Tova Lindqvist/);
  await closed(page);
  await server.stop();
});
