// A checked text as one page that needs nothing else: no script, no request, everything that
// came from outside as text.
import type { Difference, Passage, Quotation } from "../api";
import { Bytes } from "../bytes";
import { day, voiceName } from "../ui/parts";
import { gravity, VERDICTS } from "./check_article";
import type { Checked } from "./check";

const text = (value: string) => value.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const STYLE = [
  "body{font:1rem/1.55 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#26231e;background:#fffdf8}",
  "h1{font-size:1.3rem}.article{white-space:pre-wrap;margin:0 0 2rem}",
  ".small,header,.where{font:.85rem/1.4 system-ui,sans-serif;color:#5d564a}",
  "article{border-top:1px solid #d9d0be;padding:1rem 0}a{color:#254b63}.quoted{text-decoration:underline;color:inherit}",
  ".verbatim,.abridged{text-decoration-color:#23603a}.altered,.stitched{text-decoration-style:double}",
  ".misattributed,.not_found,.meaning{text-decoration-style:dashed;text-decoration-color:#98231c}",
  ".evidence{border-left:2px solid #d9d0be;padding-left:1rem;margin:.6rem 0}.asked{font-style:italic;color:#5d564a}",
  "del{background:#fbdcd5}ins{background:#f3ebcd}sup{font:.65rem system-ui}",
].join("\n");

function differenceOf(one: Difference): string {
  const kind = [one.kind, one.severity === "none" ? "" : one.severity, one.marked ? "marked" : ""].filter(Boolean);
  return [
    "<li>",
    one.spoken ? `spoken <del>${text(one.spoken)}</del> ` : "",
    one.quoted ? `quoted <ins>${text(one.quoted)}</ins> ` : "",
    `<span class="small">${text(kind.join(", "))}</span></li>`,
  ].join("");
}

function passage(one: Passage): string {
  const where = [
    `${voiceName(one.speaker, one.label)}${one.quoting ? `, quoting ${one.quoting}` : ""}`,
    day(one.date), one.address, one.name.split("/").pop() ?? "",
  ];
  return [
    '<div class="evidence">',
    one.question ? `<p class="asked">Asked: ${text(one.question.text)}</p>` : "",
    `<p>${text(one.before)} <b>${text(one.text)}</b>${text(one.after)}</p>`,
    `<p class="where">${text(where.join(", "))}</p>`,
    one.differences.length ? `<ul>${one.differences.map(differenceOf).join("")}</ul>` : "",
    "</div>",
  ].join("\n");
}

function quotation(one: Quotation): string {
  const passages = one.passages.length ? one.passages : one.nearest;
  const grave = one.severity && one.severity !== "none" ? `, ${one.severity}` : "";
  const claimed = one.claimed.speaker ? `, attributed to ${text(one.claimed.speaker)}` : "";
  return [
    `<article id="q${one.n}"><header>${one.n} <b>${VERDICTS[one.verdict]}</b>${grave}${claimed}</header>`,
    `<blockquote>“${text(one.quoted)}”</blockquote>`,
    one.verdict === "not_found" && passages.length ? '<p class="small">The nearest that was said:</p>' : "",
    ...passages.map(passage),
    "</article>",
  ].join("\n");
}

function article(checked: Checked): string {
  if (!checked.article) return "";
  const whole = checked.article.text,
    bytes = new Bytes(whole);
  let out = "",
    at = 0;
  for (const one of [...checked.quotations]
    .filter((each) => each.quoted_span)
    .sort((a, b) => a.quoted_span![0] - b.quoted_span![0])) {
    const begin = bytes.unit(one.quoted_span![0]),
      end = bytes.unit(one.quoted_span![1]);
    if (begin < at) continue;
    const quoted = `<a class="quoted ${gravity(one)}" href="#q${one.n}">${text(whole.slice(begin, end))}</a>`;
    out += `${text(whole.slice(at, begin))}${quoted}<sup>${one.n} ${VERDICTS[one.verdict]}</sup>`;
    at = end;
  }
  return `<div class="article" dir="auto">${out}${text(whole.slice(at))}</div>`;
}

export function asPage(checked: Checked, origin: string): string {
  const searched = checked.quotations[0]?.searched;
  const name = text(checked.article?.name ?? "a quotation");
  const days = searched?.from ? `, ${text(searched.from)} to ${text(searched.to ?? "")}` : "";
  const where = searched ? `Searched: ${searched.transcripts} transcripts, ${searched.turns} turns${days}. ` : "";
  return [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>Checked: ${name}</title><style>${STYLE}</style></head>`,
    `<body><h1>Checked: ${name}</h1>`,
    article(checked),
    ...checked.quotations.map(quotation),
    `<p class="small">${where}A verdict speaks of the archive it searched and of nothing else. ${text(origin)}</p>`,
    "</body></html>",
    "",
  ].join("\n");
}
