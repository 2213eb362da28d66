// What was said, turn by turn: each voice with its sign, whose words stand in it, and beside
// it what other interviews have word for word.
import { useMemo } from "preact/hooks";
import type { Shared, Span, Transcript, Turn } from "../api";
import { Bytes, pieces, type Mark } from "../bytes";
import { reader } from "../ui/parts";
import { Elsewhere } from "./reader_margin";

// "7" or "7:120-245": a turn, or bytes of a turn's text.
export interface At {
  turn: number;
  span: Span | null;
}

export function Turns({
  transcript,
  at,
  sought,
  shared,
  onCite,
}: {
  transcript: Transcript;
  at: At | null;
  sought: readonly Span[];
  shared: readonly Shared[];
  onCite: (turn: Turn) => void;
}) {
  const answered = useMemo(() => {
    const by = new Map<number, number>();
    for (const turn of transcript.turns) if (turn.answers && !by.has(turn.answers)) by.set(turn.answers, turn.n);
    return by;
  }, [transcript]);
  // A label is worth printing beside the name where it first stands for it.
  const printed = useMemo(() => {
    const seen = new Set<string>(),
      first = new Set<number>();
    for (const turn of transcript.turns) {
      const pair = `${turn.speaker} ${turn.label?.text}`;
      if (turn.label && !seen.has(pair)) first.add(turn.n);
      seen.add(pair);
    }
    return first;
  }, [transcript]);
  const inside = useMemo(() => transcript.leftovers.map((one) => one.span), [transcript]);
  const elsewhere = useMemo(() => {
    const by = new Map<number, Shared[]>();
    for (const one of shared) by.set(one.turn, [...(by.get(one.turn) ?? []), one]);
    return by;
  }, [shared]);
  return (
    <ol class="turns">
      {transcript.turns.map((turn, i) => (
        <TurnView
          transcript={transcript}
          turn={turn}
          here={at?.turn === turn.n ? at : null}
          answeredBy={answered.get(turn.n) ?? null}
          leftovers={inside}
          sought={sought}
          shared={elsewhere.get(turn.n) ?? NONE}
          onCite={onCite}
          printed={printed.has(turn.n)}
          continues={i > 0 && transcript.turns[i - 1]!.speaker === turn.speaker}
        />
      ))}
    </ol>
  );
}

const NONE: readonly Shared[] = [];

type Kind =
  | { is: "here" }
  | { is: "shared" }
  | { is: "note"; kind: string; speaker: string | null }
  | { is: "quote"; of: string[]; end: number }
  | { is: "left" };

function TurnView({
  transcript,
  turn,
  here,
  answeredBy,
  leftovers,
  sought,
  shared,
  printed,
  continues,
  onCite,
}: {
  transcript: Transcript;
  turn: Turn;
  here: At | null;
  answeredBy: number | null;
  leftovers: readonly Span[];
  sought: readonly Span[];
  shared: readonly Shared[];
  printed: boolean;
  continues: boolean;
  onCite: (turn: Turn) => void;
}) {
  const index = transcript.speakers.findIndex((one) => one.id === turn.speaker);
  const speaker = transcript.speakers[index];
  const bytes = useMemo(() => new Bytes(turn.text), [turn.text]);
  const unit = (byte: number) => bytes.unit(byte - turn.span[0]);
  const name = speaker?.name ?? turn.label?.text ?? "unnamed voice";
  const marks: Mark<Kind>[] = [];
  const mark = ([begin, end]: Span, kind: Kind) => {
    if (begin >= turn.span[0] && end <= turn.span[1]) marks.push({ begin: unit(begin), end: unit(end), kind });
  };
  for (const quote of turn.quotes)
    mark(quote.span, { is: "quote", of: quote.attributed_to, end: unit(quote.span[1]) });
  for (const note of turn.notes) mark(note.span, { is: "note", kind: note.kind, speaker: note.speaker });
  for (const span of leftovers) mark(span, { is: "left" });
  for (const one of shared) mark(one.span, { is: "shared" });
  for (const span of sought) mark(span, { is: "here" });
  if (here?.span)
    marks.push({ begin: bytes.unit(here.span[0]), end: bytes.unit(here.span[1]), kind: { is: "here" } });
  const paragraphs = turn.paragraphs.length ? turn.paragraphs : [turn.span];
  return (
    <li id={`turn-${turn.n}`} class={`turn ${turn.kind}${here && !here.span ? " here" : ""}`} data-turn={turn.n}>
      <div class="voice" data-voice={index % 8}>
        <span class="sign" aria-hidden="true" />
        <b dir="auto" class={continues ? "again" : ""}>
          {name}
        </b>
        <button
          type="button"
          class="quiet cite-turn"
          aria-label={`Cite turn ${turn.n}`}
          onClick={() => onCite(turn)}
        >
          cite
        </button>
        <a class="n" href={reader(`${transcript.id}#${turn.n}`)} aria-label={`Turn ${turn.n}, its address`}>
          {turn.n}
        </a>
        {turn.time ? <span class="n">{clock(turn.time.start)}</span> : null}
        {turn.page_number ? <span class="n">p. {turn.page_number}</span> : null}
        {turn.label && printed && turn.label.text.toLowerCase() !== name.toLowerCase() ? (
          <span class="as-printed" dir="auto" title="as printed">
            {turn.label.text}
          </span>
        ) : null}
      </div>
      <div class="said">
        {paragraphs.map(([begin, end]) => {
          const from = unit(begin),
            to = unit(end);
          return (
            <p dir="auto" data-from={from}>
              {pieces(from, to, marks).map((piece) => (
                <Said text={turn.text.slice(piece.begin, piece.end)} end={piece.end} kinds={piece.kinds} />
              ))}
            </p>
          );
        })}
        {turn.interrupted ? <p class="aside">interrupted</p> : null}
        {turn.answers && turn.answers !== turn.n - 1 ? (
          <p class="aside">
            <a href={reader(`${transcript.id}#${turn.answers}`)}>answers turn {turn.answers}</a>
          </p>
        ) : null}
        {answeredBy && answeredBy !== turn.n + 1 ? (
          <p class="aside">
            <a href={reader(`${transcript.id}#${answeredBy}`)}>answered in turn {answeredBy}</a>
          </p>
        ) : null}
      </div>
      {shared.length ? <Elsewhere shared={shared} /> : null}
    </li>
  );
}

// Whose words they are is told by the style sheet, after the last of them, so that it is no
// part of what can be selected.
function Said({ text, end, kinds }: { text: string; end: number; kinds: Kind[] }) {
  let out = <>{text}</>;
  const quote = kinds.find((kind) => kind.is === "quote");
  const note = kinds.find((kind) => kind.is === "note");
  if (kinds.some((kind) => kind.is === "left"))
    out = (
      <span class="left-over" title="not said: part of the page">
        {out}
      </span>
    );
  if (quote?.is === "quote" && quote.of.length) {
    const whose = quote.of.join(", ");
    out = (
      <q class="others" title={`words of ${whose}`} data-of={end === quote.end ? whose : undefined}>
        {out}
      </q>
    );
  }
  if (note?.is === "note")
    out = (
      <em class="note" title={note.speaker ? `${note.kind}; words of ${note.speaker}` : note.kind}>
        {out}
      </em>
    );
  if (kinds.some((kind) => kind.is === "shared")) out = <span class="shared">{out}</span>;
  if (kinds.some((kind) => kind.is === "here")) out = <mark class="here">{out}</mark>;
  return out;
}

export function clock(seconds: number): string {
  const whole = Math.floor(seconds),
    two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60);
  return hours ? `${hours}:${two(minutes % 60)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
