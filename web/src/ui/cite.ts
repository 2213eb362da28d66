// How a passage is cited: for people, for reference managers, and as a link into the source.
import type { Passage, Transcript } from "../api";
import { day, kindName } from "./parts";

export interface Cited {
  id: string;
  address: string;
  link: string;
  speaker: string | null;
  label: string | null;
  title: string | null;
  kind: string;
  date: string | null;
  outlet: string | null;
  place: string | null;
  url: string | null;
  sha256: string | null;
  words: string;
}

export function cited(transcript: Transcript, turn: number, address: string, words: string): Cited {
  const { heading } = transcript,
    said = transcript.turns[turn - 1];
  const speaker = transcript.speakers.find((one) => one.id === said?.speaker) ?? null;
  return {
    id: transcript.id,
    address,
    link: linkTo(address),
    speaker: speaker?.name ?? null,
    label: said?.label?.text ?? null,
    title: heading.title?.text ?? null,
    kind: heading.kind,
    date: heading.event_date?.value ?? heading.publication_date?.value ?? null,
    outlet: heading.outlet?.text ?? null,
    place: heading.place?.text ?? null,
    url: transcript.capture.url,
    sha256: transcript.capture.sha256,
    words,
  };
}

export function linkTo(address: string, words?: string): string {
  const [id, at] = address.split("#");
  const query = new URLSearchParams();
  if (at) query.set("at", at);
  // The words go with the link, so that it finds them again where reading has changed.
  if (words) query.set("words", words.slice(0, 300));
  return `${window.location.origin}/read/${id}${query.size ? `?${query}` : ""}`;
}

const who = (one: Cited) => one.speaker ?? one.label ?? "unnamed voice";

export function plain(one: Cited): string {
  const where = [one.outlet, one.place, one.date ? day(one.date) : null].filter(Boolean).join(", ");
  const what = `${one.title ?? kindName(one.kind)}${where ? ` (${where})` : ""}`;
  return `${who(one)}: “${one.words}” ${what}. Stenogram ${one.address}${one.url ? `, ${one.url}` : ""}.`;
}

const tex = (text: string) =>
  text.replace(/[\\{}$&#%_^~]/g, (c) => ({ "\\": "\\textbackslash{}", "^": "\\^{}", "~": "\\~{}" })[c] ?? `\\${c}`);

export function bibtex(one: Cited): string {
  const fields: [string, string | null][] = [
    ["author", who(one)],
    ["title", one.title ?? kindName(one.kind)],
    ["howpublished", [kindName(one.kind), one.outlet].filter(Boolean).join(", ")],
    ["address", one.place],
    ["date", one.date?.slice(0, 10) ?? null],
    ["url", one.url],
    ["note", `Stenogram ${one.address}${one.sha256 ? `; SHA-256 of the capture ${one.sha256}` : ""}`],
  ];
  const lines = fields
    .filter(([, value]) => value)
    .map(([name, value]) => `  ${name} = {${name === "url" ? value : tex(value!)}}`);
  return `@misc{stenogram-${one.address.replace(/[^0-9a-zA-Z]+/g, "-")},\n${lines.join(",\n")}\n}\n`;
}

export function csl(one: Cited): string {
  const parts = one.date?.slice(0, 10).split("-").map(Number);
  const type =
    one.kind === "interview"
      ? "interview"
      : one.kind === "hearing"
        ? "hearing"
        : one.kind === "remarks"
          ? "speech"
          : "event";
  return JSON.stringify(
    [
      {
        id: `stenogram-${one.address}`,
        type: type === "event" ? "speech" : type,
        title: one.title ?? kindName(one.kind),
        author: [{ literal: who(one) }],
        ...(parts ? { issued: { "date-parts": [parts] } } : {}),
        ...(one.outlet ? { "container-title": one.outlet } : {}),
        ...(one.place ? { "event-place": one.place } : {}),
        ...(one.url ? { URL: one.url } : {}),
        archive: "Stenogram",
        archive_location: one.address,
        note: one.sha256 ? `SHA-256 ${one.sha256}` : undefined,
      },
    ],
    null,
    2,
  );
}

// https://wicg.github.io/scroll-to-text-fragment/: the words themselves where they are few,
// else their beginning and their end.
export function fragment(url: string, words: string): string {
  const safe = (text: string) => encodeURIComponent(text).replace(/-/g, "%2D");
  const tokens = words.trim().split(/\s+/);
  const text =
    tokens.length <= 12
      ? safe(tokens.join(" "))
      : `${safe(tokens.slice(0, 5).join(" "))},${safe(tokens.slice(-5).join(" "))}`;
  return `${url.split("#")[0]}#:~:text=${text}`;
}

export function sourceLink(url: string | null): string | null {
  if (!url) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.href : null;
  } catch {
    return null;
  }
}

export const passageLink = (passage: Passage) => linkTo(passage.address, passage.text);
