// The whole way with the keyboard alone: nothing here clicks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { closed, house, settled, text } from "./support.mjs";

// Tab until what has the focus fits; fails when the page has no more to give.
async function tabTo(page, fits, most = 120) {
  for (let i = 0; i < most; ++i) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const at = document.activeElement;
      return `${at.tagName} ${at.getAttribute("aria-label") ?? at.textContent.trim()} ${at.getAttribute("href") ?? ""}`;
    });
    if (fits.test(name)) {
      const seen = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement);
        return style.outlineStyle !== "none" || document.activeElement.closest("svg") !== null;
      });
      assert.ok(seen, `the focus is seen on ${name}`);
      return name;
    }
  }
  throw new Error(`no way with Tab to ${fits}`);
}

test("from the first page to a hit, its citation, and back", async () => {
  const { open } = await house();
  const page = await open("/");
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /To the content/);
  await tabTo(page, /^A Search/);
  await page.keyboard.press("Enter");
  await settled(page);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "ask");
  await page.keyboard.type("railway");
  await page.keyboard.press("Enter");
  await settled(page);
  await tabTo(page, /^A Ilsabet Marrow/);
  await page.keyboard.press("Enter");
  await settled(page);
  assert.match(page.url(), /\/read\//);
  assert.equal(await page.evaluate(() => document.activeElement.id), "main", "the new view begins at its top");
  await tabTo(page, /Cite turn 2/);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".cite");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Link");
  await page.keyboard.press("Enter");
  await page.getByText("Copied").waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /\/read\/[0-9a-f]{12}\?at=2/);
  await page.keyboard.press("Escape");
  assert.match(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), /Cite turn 2/);
  await page.goBack();  // the browser's own key; a browser without a window has none
  await settled(page);
  assert.match(page.url(), /\/search\?q=railway/);
  await closed(page);
});

test("a facet, an order, a sentence to check", async () => {
  const { open } = await house();
  const page = await open("/search?q=ship");
  await tabTo(page, /^A Brenn/);
  await page.keyboard.press("Enter");
  await settled(page);
  assert.match(page.url(), /place=/);
  await tabTo(page, /Remove the filter/);
  await page.keyboard.press("Enter");
  await settled(page);
  assert.ok(!/place=/.test(page.url()));
  await tabTo(page, /^A Check/);
  await page.keyboard.press("Enter");
  await settled(page);
  await page.keyboard.press("/");
  await page.keyboard.type("Neither by telephone nor by letter");
  await page.keyboard.press("Control+Enter");
  await page.waitForSelector(".quotation");
  assert.match(await text(page, ".quotation"), /verbatim/);
  await closed(page);
});

test("points of a trend and lines of a concordance are reached and opened", async () => {
  const { open } = await house();
  const page = await open("/trends?phrase=ship&by=month");
  await tabTo(page, /ship, 2024-05/);
  await page.keyboard.press("Enter");
  await settled(page);
  assert.match(page.url(), /\/concordance/);
  await tabTo(page, /^A ship .*\/read\//);
  await page.keyboard.press("Enter");
  await settled(page);
  assert.ok(await page.locator("mark.here").count() > 0);
  await closed(page);
});
