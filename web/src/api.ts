// The HTTP interface, as /api/v1/openapi.json describes it. Answers are the lines of the
// command line's JSON; what a view needs of each is typed here.
import { useEffect, useState } from "preact/hooks";
import { address, type Values } from "./route";

export type Span = [number, number]; // bytes
export interface Item {
  text: string;
  span: Span;
}
export interface Dated extends Item {
  value: string;
}

export interface Listed {
  type: "listed";
  transcript: string;
  name: string;
  kind: string;
  title: string | null;
  outlet: string | null;
  occasion: string | null;
  place: string | null;
  event_date: string | null;
  publication_date: string | null;
  language: string;
  turns: number;
  words: number;
  speakers: string[];
}
export interface Hit {
  type: "hit";
  transcript: string;
  turn: number;
  address: string;
  speaker: string | null;
  date: string | null;
  score: number;
  snippet: string;
  highlights: Span[];
  cut: { before: boolean; after: boolean };
  span: Span;
  label: string | null;
  kind: string;
  title?: string | null;
  outlet?: string | null;
}
export interface Facet {
  type: "facet";
  facet: string;
  values: { value: string | null; count: number }[];
}
export interface Total {
  type: "total";
  hits?: number;
  lines?: number;
  shown?: number;
  query?: string;
  transcripts?: number;
  sampled?: boolean;
  drawn?: number;
  estimated?: boolean; // of very many, a sample
  facets_of?: number; // hits that the facets count, where these are not all
  suggestions?: Record<string, string[]>;
}
export interface Line {
  type: "line";
  address: string;
  left: string;
  match: string;
  right: string;
  transcript: string;
  turn: number;
  speaker: string | null;
  label: string | null;
  date: string | null;
  kind: string;
}
export interface Collocate {
  type: "collocate";
  word: string;
  together: number;
  alone: number;
  log_likelihood: number;
  log_dice: number;
}
export interface Dispersion {
  type: "dispersion";
  transcript: string;
  title: string | null;
  date: string | null;
  outlet: string | null;
  words: number;
  lines: number;
  positions: number[];
  turns: number[];
}
export interface Use {
  address: string;
  date: string | null;
  speaker: string | null;
  left: string;
  match: string;
  right: string;
}
export interface Point {
  type: "point";
  phrase: string;
  by: string;
  key: string | null;
  count: number;
  words: number;
  per_million: number;
  transcripts: number;
  query: string | null;
}
export interface Trend {
  type: "trend";
  phrase: string;
  by: string;
  count: number;
  words: number;
  per_million: number;
  first: Use | null;
  last: Use | null;
  sampled?: boolean;
  drawn?: number;
  estimated?: boolean;
}
export interface Turn {
  n: number;
  speaker: string | null;
  label: Item | null;
  kind: string;
  span: Span;
  text: string;
  paragraphs: Span[];
  answers: number | null;
  interrupted: boolean;
  quotes: { span: Span; attributed_to: string[]; self?: boolean }[];
  notes: { kind: string; span: Span; speaker: string | null }[];
  time: { start: number; end: number } | null;
  page_number: number | null;
}
export interface Speaker {
  id: string;
  name: string | null;
  several: boolean | null;
  office: string | null;
  role: string;
  labels: string[];
}
export interface Transcript {
  type: "transcript";
  id: string;
  capture: {
    name: string;
    sha256: string;
    bytes: number;
    media_type: string;
    url: string | null;
    captured_at: string | null;
  };
  language: string;
  heading: {
    title: Item | null;
    kind: string;
    outlet: Item | null;
    occasion: Item | null;
    place: Item | null;
    excerpt: boolean;
    event_date: Dated | null;
    publication_date: Dated | null;
  };
  speakers: Speaker[];
  turns: Turn[];
  leftovers: { span: Span; kind: string }[];
  doubts: { code: string; message: string; span: Span }[];
}
export interface Difference {
  kind: string;
  severity: "none" | "wording" | "meaning";
  marked: boolean;
  spoken: string;
  spoken_span: Span | null;
  quoted: string;
  quoted_span: Span | null;
}
export interface Passage {
  transcript: string;
  name: string;
  turn: number;
  span: Span;
  address: string;
  speaker: string | null;
  quoting: string | null;
  second_hand: boolean;
  date: string | null;
  text: string;
  before: string;
  after: string;
  question: { turn: number; text: string } | null;
  differences: Difference[];
  label: string | null;
  url: string | null;
  quoted_span: Span;
}
export interface Quotation {
  type: "quotation";
  n: number;
  quoted: string;
  quoted_span: Span | null;
  claimed: { speaker: string | null; date: string | null };
  verdict: string;
  severity: string | null;
  ambiguous: boolean;
  places: number;
  passages: Passage[];
  nearest: Passage[];
  searched: { transcripts: number; turns: number; from: string | null; to: string | null };
  doubts: string[];
}
export interface Summary {
  type: "summary";
  quotations: number;
  meaning: number;
  [verdict: string]: number | string;
}
export interface Stats {
  type: "stats";
  captures: number;
  transcripts: number;
  with_turns: number;
  turns: number;
  words: number;
  speakers: number;
  from: string | null;
  to: string | null;
  kinds: Record<string, number>;
  languages: Record<string, number>;
}
export interface Year {
  type: "year";
  year: string | null;
  transcripts: number;
  turns: number;
  words: number;
}
export interface SpeakerRow {
  type: "speaker";
  name: string;
  transcripts: number;
  turns: number;
  words: number;
  from: string | null;
  to: string | null;
}
export interface Ingested {
  type: "ingested";
  transcript: string | null;
  name: string;
  turns: number;
  status: string;
  error: string | null;
}
export interface Service {
  type: "service";
  version: string;
  write: boolean;
  token: "none" | "write" | "all";
  limits: { capture_bytes: number; article_bytes: number };
  routes: { id: string; method: string; path: string }[];
}
export interface Member {
  transcript: string;
  relation: string | null;
  of: string | null;
  coverage: number;
  title?: string | null;
  name?: string;
  language?: string;
  turns?: number;
  words?: number;
  certainty?: number;
  event_date?: string | null;
  publication_date?: string | null;
  unique?: { words: number; turns: number[] };
}
// A run of words of one transcript that other interviews have too.
export interface Elsewhere {
  address: string;
  transcript: string;
  name: string;
  title: string | null;
  words: number;
  speaker: string | null;
  label: string | null;
  date: string | null;
}
export interface Shared {
  type: "shared";
  address: string;
  turn: number;
  span: Span;
  text: string;
  words: number;
  places: number;
  counted: boolean;
  interviews: number;
  others: Elsewhere[];
}
export interface Family {
  type: "family";
  members: Member[];
}

export interface Lines<T> {
  lines: T[];
  next: string | null;
}

// A refusal, in the one shape that all of them have.
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly column: number | null = null,
    readonly length = 1,
  ) {
    super(message);
  }
}

// The token comes in the address's fragment, which no server sees, and is kept for this tab.
const KEY = "stenogram-token";
function token(): string | null {
  const given = new URLSearchParams(window.location.hash.slice(1)).get("token");
  if (given) {
    window.sessionStorage.setItem(KEY, given);
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
  }
  return window.sessionStorage.getItem(KEY);
}

export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  const held = token();
  if (held) headers.set("Authorization", `Bearer ${held}`);
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers });
  } catch (error) {
    if ((error as Error).name === "AbortError") throw error;
    throw new Refusal(0, "unreachable", "The server does not answer. Is `stenogram serve` still running?");
  }
  if (response.ok) return response;
  let told: { error?: { code: string; message: string; column?: number; length?: number } } = {};
  try {
    told = await response.json();
  } catch {
    // Not ours: a proxy's, perhaps.
  }
  const error = told.error;
  throw new Refusal(
    response.status,
    error?.code ?? "unknown",
    error?.message ?? `The server answered ${response.status}.`,
    error?.column ?? null,
    error?.length ?? 1,
  );
}

export async function get<T>(path: string, values: Values = {}, signal?: AbortSignal): Promise<T> {
  const response = await ask(address(`/api/v1${path}`, values), { signal });
  return (await response.json()) as T;
}

export interface Asked<T> {
  value: T | null; // the last answer; kept while the next one is on its way
  error: Refusal | null;
  waiting: boolean;
}

// An answer that follows what is asked. null asks nothing.
export function useAnswer<T>(path: string | null, values: Values = {}): Asked<T> {
  const url = path === null ? null : address(path, values);
  const [state, set] = useState<Asked<T> & { url: string | null }>({
    value: null,
    error: null,
    waiting: url !== null,
    url: null,
  });
  useEffect(() => {
    if (url === null) {
      set({ value: null, error: null, waiting: false, url });
      return;
    }
    const stop = new AbortController();
    set((last) => ({ ...last, waiting: true }));
    get<T>(url, {}, stop.signal).then(
      (value) => set({ value, error: null, waiting: false, url }),
      (error) => {
        if (error.name !== "AbortError") set({ value: null, error, waiting: false, url });
      },
    );
    return () => stop.abort();
  }, [url]);
  return state;
}

export function linesOf<T extends { type: string }>(
  lines: readonly { type: string }[] | undefined,
  type: T["type"],
): T[] {
  return (lines ?? []).filter((line) => line.type === type) as T[];
}

// What the server says of itself, asked once.
let asked: Promise<Service> | null = null;
export function useService(): Service | null {
  const [service, set] = useState<Service | null>(null);
  useEffect(() => {
    asked ??= get<Service>("");
    asked.then(set, () => {
      asked = null;
    });
  }, []);
  return service;
}
export const hasRoute = (service: Service | null, path: string) =>
  service?.routes.some((route) => route.path === `/api/v1${path}`) === true;

// Lines as they come, for answers that take a while: `tell` hears of all so far, now and then.
export async function stream<T>(
  path: string,
  values: Values,
  init: RequestInit,
  tell: (lines: T[]) => void,
): Promise<T[]> {
  const headers = new Headers(init.headers);
  headers.set("Accept", "application/x-ndjson");
  const response = await ask(address(`/api/v1${path}`, values), { ...init, headers });
  const reader = response.body!.getReader(),
    decoder = new TextDecoder();
  const lines: T[] = [];
  let rest = "",
    told = performance.now();
  for (;;) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const parts = rest.split("\n");
    rest = parts.pop()!;
    for (const part of parts) if (part) lines.push(JSON.parse(part) as T);
    if (done) return lines;
    if (performance.now() - told > 100) {
      tell([...lines]);
      told = performance.now();
    }
  }
}

// Two copies compared: `a` is taken for what was spoken.
export interface Change {
  weight: "presentation" | "spelling" | "wording" | "meaning" | "alone";
  kind: string | null;
  a: string;
  b: string;
  a_span: Span | null;
  b_span: Span | null;
}
export interface ComparedPair {
  a: number[];
  b: number[];
  pairing: "same" | "changed" | "split" | "merged" | "only_a" | "only_b";
  moved: boolean;
  labels_differ: boolean;
  changes: Change[];
}
export interface Comparison {
  type: "comparison";
  a: string;
  b: string;
  heading: { item: string; a: string | null; b: string | null }[];
  turns: ComparedPair[];
}
