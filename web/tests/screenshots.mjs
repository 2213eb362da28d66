// Pictures of every view, at three widths, in both lights: build output to be looked at.
//   node tests/screenshots.mjs OUT [ORIGIN]
// Without an origin, a server of its own over the samples.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { archiveOf, browser, LAPTOP, open, ROOT, serve, settled, TELEPHONE, WIDE, json } from "./support.mjs";

const out = process.argv[2] ?? join(ROOT, "build/screenshots");
mkdirSync(out, { recursive: true });
const server = process.argv[3] ? { origin: process.argv[3], stop: async () => {} } : await serve(archiveOf());
const { origin } = server;
const listed = (await json(origin, "/api/v1/transcripts?limit=100")).lines.filter((line) => line.type === "listed");
const id = (part) => listed.find((line) => line.name.includes(part))?.transcript ?? listed[0].transcript;
const ministry = id("01-ministry");

async function article(page) {
  await page.locator("#ask").fill(readFileSync(join(ROOT, "samples/article.txt"), "utf8"));
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.waitForSelector(".tally");
  await settled(page);
}
export const VIEWS = {
  archive: ["/"],
  search: ["/search?q=ship"],
  "search-none": ["/search?q=shipp"],
  "search-help": ["/search"],
  concordance: ["/concordance?phrase=the&sort=right"],
  "concordance-dispersion": ["/concordance?phrase=railway&beside=dispersion"],
  "concordance-speakers": ["/concordance?phrase=we&beside=speakers"],
  reader: [`/read/${ministry}?at=2:291-362`],
  "reader-beside": [`/read/${id("07-portal")}?show=page,leftovers,doubts`],
  "reader-russian": [`/read/${id("09-")}?show=details`],
  check: ["/check?quote=What+I+can+say+is+that+we+will+charge+a+fee+for+rescue&speaker=Marrow"],
  "check-article": ["/check", article],
  compare: [`/compare?a=${ministry}&b=${id("03-embassy")}`],
  trends: ["/trends?phrase=railway&phrase=ship&phrase=ice&by=month"],
  "trends-speaker": ["/trends?phrase=we&by=speaker"],
};
const only = process.argv[4]?.split(",");
const from = await browser();
for (const [width, viewport] of Object.entries({ wide: WIDE, laptop: LAPTOP, telephone: TELEPHONE }))
  for (const colorScheme of ["light", "dark"])
    for (const [name, [path, act]] of Object.entries(VIEWS)) {
      if (only && !only.includes(name)) continue;
      const page = await open(from, origin, path, { viewport, colorScheme, allow: [404] });
      if (act) await act(page);
      await page.screenshot({ path: join(out, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      if (page.troubles.length) console.log(name, page.troubles);
      await page.context().close();
    }
await from.close();
await server.stop();
