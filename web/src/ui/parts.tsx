// The small pieces that all views are made of.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Asked, Refusal, Span } from "../api";
import { Bytes, pieces, type Mark } from "../bytes";
import { address, FILTERS, go, type Filter } from "../route";

export const KINDS: Record<string, string> = {
  interview: "Interview",
  press_conference: "Press conference",
  briefing: "Briefing",
  debate: "Debate",
  hearing: "Hearing",
  court: "Court",
  proceedings: "Proceedings",
  call: "Call",
  remarks: "Remarks",
  other: "No transcript",
  question: "Question",
  answer: "Answer",
  statement: "Statement",
  procedure: "Procedure",
};
export const kindName = (kind: string) => KINDS[kind] ?? kind;

const number = new Intl.NumberFormat("en");
export const count = (value: number) => number.format(value);
export const counted = (value: number, one: string, many = `${one}s`) =>
  `${count(value)} ${value === 1 ? one : many}`;
// An estimate is no more exact than three figures.
export const roughly = (value: number) => Number(value.toPrecision(3));
export const rate = (value: number) => (value >= 100 ? count(Math.round(value)) : value.toPrecision(3));

// "2024-03-14" as people write it, as much of it as is known.
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
export function day(date: string | null | undefined): string {
  if (!date) return "undated";
  const [year, month, rest] = date.split("-");
  if (!month) return year!;
  const name = MONTHS[Number(month) - 1] ?? month;
  return rest ? `${Number(rest.slice(0, 2))} ${name} ${year}` : `${name} ${year}`;
}

export const voiceName = (speaker: string | null, label: string | null) => speaker ?? label ?? "unnamed voice";

// A link to words: the address names the turn and, within it, the bytes.
export function reader(where: string, values: Record<string, string> = {}): string {
  const [id, rest] = where.split("#");
  return address(`/read/${id}`, { at: rest ?? null, ...values });
}

export function Title({ children }: { children: string }) {
  useEffect(() => {
    document.title = children === "Stenogram" ? children : `${children} · Stenogram`;
  }, [children]);
  return null;
}

export function Trouble({ error }: { error: Refusal }) {
  return (
    <div class="notice trouble" role="alert">
      <p>{error.message}</p>
    </div>
  );
}

export function Nothing({ children }: { children: ComponentChildren }) {
  return <div class="notice nothing">{children}</div>;
}

// What an answer is while it is on its way, when it failed, and when it is there. What was
// there before stays until the next is.
export function Answer<T>({ of, children }: { of: Asked<T>; children: (value: T) => ComponentChildren }) {
  if (of.error) return <Trouble error={of.error} />;
  if (of.value === null)
    return of.waiting ? (
      <p class="waiting" role="status">
        Looking…
      </p>
    ) : null;
  return (
    <div class={of.waiting ? "answer stale" : "answer"} aria-busy={of.waiting}>
      {children(of.value)}
    </div>
  );
}

// Text in which some bytes are marked.
export function Marked({ text, spans }: { text: string; spans: readonly Span[] }) {
  const bytes = new Bytes(text);
  const marks: Mark<true>[] = spans.map(([begin, end]) => ({
    begin: bytes.unit(begin),
    end: bytes.unit(end),
    kind: true,
  }));
  return (
    <>
      {pieces(0, text.length, marks).map((piece) =>
        piece.kinds.length ? <mark>{text.slice(piece.begin, piece.end)}</mark> : text.slice(piece.begin, piece.end),
      )}
    </>
  );
}

// One line of a query, sent on Enter. It follows the address, and not each key.
export function Ask({
  value,
  label,
  placeholder,
  onAsk,
  autofocus,
}: {
  value: string;
  label: string;
  placeholder: string;
  onAsk: (value: string) => void;
  autofocus?: boolean;
}) {
  const [text, set] = useState(value);
  useEffect(() => set(value), [value]);
  return (
    <form
      class="ask"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onAsk(text.trim());
      }}
    >
      <label class="hidden" for="ask">
        {label}
      </label>
      <input
        id="ask"
        type="search"
        dir="auto"
        value={text}
        placeholder={placeholder}
        autocomplete="off"
        spellcheck={false}
        autofocus={autofocus}
        onInput={(event) => set(event.currentTarget.value)}
      />
      <button type="submit">{label}</button>
    </form>
  );
}

export function Choice<T extends string>({
  label,
  value,
  of,
  onChoose,
}: {
  label: string;
  value: T;
  of: readonly (readonly [T, string])[];
  onChoose: (value: T) => void;
}) {
  return (
    <label class="choice">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value as T)}>
        {of.map(([one, name]) => (
          <option value={one}>{name}</option>
        ))}
      </select>
    </label>
  );
}

// A box that stands in the address as NAME=true where it is ticked.
export function Tick({
  path,
  query,
  name,
  children,
}: {
  path: string;
  query: URLSearchParams;
  name: string;
  children: string;
}) {
  return (
    <label class="tick-box">
      <input
        type="checkbox"
        checked={query.get(name) === "true"}
        onChange={(event) => go(withParameter(path, query, name, event.currentTarget.checked ? "true" : null))}
      />
      <span>{children}</span>
    </label>
  );
}

// Copies of one interview count once. Of use only where the archive holds copies.
export const EachOnce = ({ path, query }: { path: string; query: URLSearchParams }) => (
  <Tick path={path} query={query} name="distinct">
    each interview once
  </Tick>
);

const FILTER_NAMES: Record<Filter, string> = {
  speaker: "Speaker",
  kind: "Kind",
  outlet: "Outlet",
  place: "Place",
  lang: "Language",
  date: "Date",
  in: "Transcript",
};

// The filters in force, each with a way out of it.
export function Chips({ path, query }: { path: string; query: URLSearchParams }) {
  const chips = FILTERS.flatMap((name) => query.getAll(name).map((value) => [name, value] as const));
  if (!chips.length) return null;
  const without = (name: string, value: string) => {
    const next = new URLSearchParams();
    for (const [key, one] of query) if (!(key === name && one === value) && key !== "skip") next.append(key, one);
    return `${path}?${next}`;
  };
  return (
    <ul class="chips" aria-label="Filters">
      {chips.map(([name, value]) => (
        <li>
          <span>
            {FILTER_NAMES[name]}: <b dir="auto">{value.replace(/^=/, "")}</b>
          </span>
          <a
            href={without(name, value)}
            aria-label={`Remove the filter ${FILTER_NAMES[name]} ${value.replace(/^=/, "")}`}
          >
            ×
          </a>
        </li>
      ))}
    </ul>
  );
}

export function withParameter(path: string, query: URLSearchParams, name: string, value: string | null): string {
  const next = new URLSearchParams(query);
  next.delete("skip");
  if (value === null || value === "") next.delete(name);
  else next.set(name, value);
  return next.size ? `${path}?${next}` : path;
}

export function withFilter(path: string, query: URLSearchParams, name: string, value: string): string {
  const next = new URLSearchParams(query);
  next.delete("skip");
  if (!next.getAll(name).includes(value)) next.append(name, value);
  return `${path}?${next}`;
}

export function Pages({
  path,
  query,
  shown,
  skip,
  limit,
  total,
  one,
}: {
  path: string;
  query: URLSearchParams;
  shown: number;
  skip: number;
  limit: number;
  total: number;
  one: string;
}) {
  const to = (at: number) => withParameter(path, query, "skip", at > 0 ? String(at) : null);
  const moved = (at: number) => {
    const next = new URLSearchParams(to(at).split("?")[1] ?? "");
    if (at > 0) next.set("skip", String(at));
    return `${path}?${next}`;
  };
  return (
    <nav class="pages" aria-label="Pages">
      {skip > 0 ? (
        <a href={moved(Math.max(0, skip - limit))} rel="prev">
          ← Before
        </a>
      ) : (
        <span />
      )}
      <span>{total ? `${count(skip + 1)}–${count(skip + shown)} of ${counted(total, one)}` : ""}</span>
      {skip + shown < total ? (
        <a href={moved(skip + limit)} rel="next">
          After →
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}

// A file that is made here and saved, without asking the server.
export function save(name: string, type: string, content: string) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

export function Copy({ text, children }: { text: string; children: ComponentChildren }) {
  const [done, set] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    set(true);
    setTimeout(() => set(false), 1500);
  };
  return (
    <button type="button" class="quiet" onClick={copy}>
      {done ? "Copied" : children}
    </button>
  );
}

// A cell of CSV that no spreadsheet takes for a formula.
export function cell(value: string | number | null): string {
  let text = value === null ? "" : String(value);
  if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

export function onEnter(action: () => void): JSX.KeyboardEventHandler<HTMLElement> {
  return (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      action();
    }
  };
}

export { go };
