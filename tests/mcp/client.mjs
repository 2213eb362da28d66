// Talks to `stenogram mcp` with the protocol's own client library, as an assistant's
// program would. Arguments: the program, an archive, an article. Fails on the first
// thing that is not as it should be.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";

const [program, archive, article] = process.argv.slice(2);
const transport = new StdioClientTransport({ command: program, args: ["mcp", "--archive", archive] });
const client = new Client({ name: "stenogram-test", version: "1.0.0" });
await client.connect(transport);

const lines = (answer) => answer.structuredContent.lines;
const call = async (name, args) => {
  const answer = await client.callTool({ name, arguments: args });
  assert.equal(answer.isError, false, JSON.stringify(answer.content));
  // The text is the same lines, one JSON object each.
  assert.deepEqual(answer.content[0].text.trim().split("\n").map((line) => JSON.parse(line)), lines(answer));
  return lines(answer);
};

assert.equal(client.getServerVersion().name, "stenogram");
assert.match(client.getInstructions(), /address/);
assert.deepEqual(await client.ping(), {});

const { tools } = await client.listTools();
const names = tools.map((tool) => tool.name);
for (const name of ["search", "kwic", "show", "check_quotation", "check_article", "list_transcripts", "list_speakers", "stats"]) {
  assert.ok(names.includes(name), name);
}
for (const tool of tools) {
  assert.ok(tool.description.length > 20, tool.name);
  assert.equal(tool.inputSchema.type, "object");
  assert.equal(tool.annotations.readOnlyHint, true);
}

const found = await call("search", { q: "harbour", limit: 3 });
assert.equal(found[0].type, "hit");
assert.equal(found.at(-1).type, "total");
const shown = await call("show", { address: [found[0].address] });
assert.equal(shown[0].address, found[0].address);
assert.ok(shown[0].text.length > 0);
const concordance = await call("kwic", { phrase: "the harbour", sort: "right", limit: 5 });
assert.equal(concordance[0].match.toLowerCase(), "the harbour");

const turn = shown[0].text.split(/\s+/).slice(0, 12).join(" ");
const checked = await call("check_quotation", { quote: turn });
assert.equal(checked[0].verdict, "verbatim");
assert.match(checked[0].passages[0].address, /^[0-9a-f]{12}(\.\d+)?#\d+:\d+-\d+$/);
const verdicts = await call("check_article", { article: readFileSync(article, "utf8") });
assert.equal(verdicts.at(-1).type, "summary");
assert.ok(verdicts.at(-1).quotations >= 9);

const [stats] = await call("stats", {});
const listed = await call("list_transcripts", { limit: 1000 });
assert.equal(listed.at(-1).transcripts, stats.transcripts);
const speakers = await call("list_speakers", {});
assert.equal(speakers.at(-1).speakers, stats.speakers);

if (names.includes("compare")) {
  const [a, b] = listed.filter((line) => line.type === "listed").map((line) => line.transcript);
  const compared = await call("compare", { a, b });
  assert.equal(compared[0].type, "comparison");
}

// What is amiss with the arguments is told to the assistant, which can do better.
for (const [name, args, said] of [
  ["search", { q: '"open' }, /q/],
  ["search", { query: "x" }, /no parameter/],
  ["search", { q: "x", limit: 100000 }, /whole number/],
  ["show", { address: ["nonsense"] }, /no id/],
  ["show", { address: ["0123456789ab"] }, /not found/],
  ["kwic", {}, /phrase/],
  ["check_article", {}, /article/],
  ["check_quotation", { quote: { not: "text" } }, /neither text/],
]) {
  const answer = await client.callTool({ name, arguments: args });
  assert.equal(answer.isError, true, name + JSON.stringify(args));
  assert.match(answer.content[0].text, said);
}
// What is amiss with the call is an error of the protocol.
await assert.rejects(client.callTool({ name: "rm", arguments: {} }), /no tool/);
await assert.rejects(client.listPrompts(), /./);

await client.close();
console.log(`${tools.length} tools, all as they should be`);
