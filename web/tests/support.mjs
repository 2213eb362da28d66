// What the tests of the page share: a real archive made of the samples, the real server
// over it, and a real browser. A page that logs an error, breaks the content security
// policy or asks anything of another host fails its test.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import assert from "node:assert/strict";

process.setMaxListeners(0);  // each server and folder of a test goes when the process does

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const PROGRAM = resolve(process.env.STENOGRAM ?? join(ROOT, "build/stenogram"));

const CHROMIUMS = ["chromium", "chromium-browser", "google-chrome", "chrome", "chromium-headless-shell"];
export function chromiumPath() {
  const named = process.env.CHROMIUM;
  if (named) return named;
  for (const folder of (process.env.PATH ?? "").split(":"))
    for (const name of CHROMIUMS) if (existsSync(join(folder, name))) return join(folder, name);
  return null;
}

export function samples() {
  return readdirSync(join(ROOT, "samples")).filter((name) => /^\d\d-/.test(name)).map((name) => join(ROOT, "samples", name));
}

export function stenogram(...given) {
  const done = spawnSync(PROGRAM, given, { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.ok(done.status === 0 || done.status === 1, `stenogram ${given.join(" ")}: ${done.stderr}`);
  return done.stdout;
}

// A folder that is gone when the process is.
export function folder() {
  const path = mkdtempSync(join(tmpdir(), "stenogram-web."));
  process.on("exit", () => rmSync(path, { recursive: true, force: true }));
  return path;
}

// An archive of the samples, and of what else is given as {name: text}.
export function archiveOf(more = {}, { withSamples = true } = {}) {
  const where = folder(), archive = join(where, "test.stenogram");
  const files = withSamples ? samples() : [];
  for (const [name, text] of Object.entries(more)) {
    const file = join(where, name);
    writeFileSync(file, text);
    files.push(file);
  }
  stenogram("ingest", "--archive", archive, ...files);
  return archive;
}

// Servers that run; none outlives the tests.
const running = new Set();

// The server's address once it listens, and a way to end it.
export async function serve(archive, ...flags) {
  const child = spawn(PROGRAM, ["serve", "--archive", archive, "--port", "0", ...flags], { stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  process.on("exit", () => child.kill());
  let said = "", complained = "";
  child.stderr.on("data", (data) => { complained += data; });
  const address = await new Promise((found, failed) => {
    child.stdout.on("data", (data) => {
      said += data;
      const line = /^(http:\S+)\n/.exec(said);
      if (line) found(line[1]);
    });
    child.on("exit", (code) => running.delete(child) && failed(new Error(`stenogram serve ended with ${code}: ${complained}`)));
  });
  const { origin, hash } = new URL(address);
  return { origin, hash, stop: () => new Promise((over) => { child.on("exit", over); child.kill("SIGTERM"); }) };
}

export async function browser() {
  const { chromium } = await import("playwright-core");
  return chromium.launch({ executablePath: chromiumPath(), args: ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"] });
}

export const WIDE = { width: 1600, height: 1000 }, LAPTOP = { width: 1280, height: 800 }, TELEPHONE = { width: 390, height: 844 };

// A page that holds itself to what is promised. `allow` names statuses that a test means
// to meet (a browser logs each refused request as an error).
export async function open(from, origin, path, { allow = [], ...options } = {}) {
  const context = await from.newContext({ viewport: LAPTOP, locale: "en", acceptDownloads: true, ...options });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
  const page = await context.newPage();
  const troubles = [];
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    const status = /status of (\d+)/.exec(message.text());
    if (status && allow.includes(Number(status[1]))) return;
    troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!["blob:", "data:"].includes(url.protocol) && url.origin !== origin) troubles.push(`asked ${request.url()}`);
  });
  page.troubles = troubles;
  page.pending = 0;
  page.on("request", () => { ++page.pending; });
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, () => { --page.pending; });
  await page.goto(origin + path);
  await settled(page);
  return page;
}

// Nothing is on its way any more, and what came is drawn. (Not waitForFunction, which
// needs an eval that the page's policy forbids.)
export async function settled(page) {
  for (let calm = 0, tries = 0; calm < 2; ++tries) {
    assert.ok(tries < 2000, `${page.url()} does not come to rest`);
    const ready = await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(() =>
      done(document.querySelector("#main") !== null && document.querySelector(".waiting, [aria-busy=true]") === null), 10)))).catch(() => false);
    calm = ready && page.pending <= 0 ? calm + 1 : 0;
  }
}

export async function closed(page) {
  assert.deepEqual(page.troubles, [], `on ${page.url()}`);
  await page.context().close();
}

export const json = async (origin, path) => (await fetch(origin + path)).json();

// Text as a view shows it.
export const text = (page, selector = "#main") => page.locator(selector).innerText();

export async function download(page, act) {
  const [file] = await Promise.all([page.waitForEvent("download"), act()]);
  const stream = await file.createReadStream();
  const parts = [];
  for await (const part of stream) parts.push(part);
  return { name: file.suggestedFilename(), text: Buffer.concat(parts).toString("utf8") };
}

// One server over the samples and one browser, for all tests that only look.
let started = null;
export function house() {
  started ??= (async () => {
    const server = await serve(archiveOf());
    const from = await browser();
    const { lines } = await json(server.origin, "/api/v1/transcripts?limit=100");
    const listed = lines.filter((line) => line.type === "listed");
    const { routes } = await json(server.origin, "/api/v1");
    return {
      ...server, from,
      id: (part) => listed.find((line) => line.name.includes(part)).transcript,
      has: (path) => routes.some((route) => route.path === `/api/v1${path}`),
      open: (path, options) => open(from, server.origin, path, options),
    };
  })();
  return started;
}

export async function leave() {
  if (started) await (await started).from.close();
  for (const child of running) child.kill("SIGTERM");
}
