// A transcript as a page one wants to read, and from which one can cite.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { hasRoute, linesOf, useAnswer, useService, type Family, type Lines, type Span, type Transcript, type Turn } from "../api";
import { Bytes, pieces, type Mark } from "../bytes";
import { SpeakerMap } from "../charts/map";
import { address } from "../route";
import { bibtex, cited, csl, fragment, linkTo, plain, sourceLink, type Cited } from "../ui/cite";
import { Answer, Copy, counted, day, kindName, Nothing, reader, Title, withParameter } from "../ui/parts";
import { Beside } from "./reader_beside";

// "7" or "7:120-245": a turn, or bytes of a turn's text.
interface At { turn: number; span: Span | null }
function parseAt(text: string | null): At | null {
  const found = text ? /^(\d+)(?::(\d+)-(\d+))?$/.exec(text) : null;
  return found ? { turn: Number(found[1]), span: found[2] ? [Number(found[2]), Number(found[3])] : null } : null;
}

// What is to be cited: code units of a turn's text; by a button, or by selecting words.
interface Chosen { turn: number; span: Span; byHand?: boolean }

// "608-612,629-633": words of the page that a search found.
function parseMarks(text: string | null): Span[] {
  return (text ?? "").split(",").map((one) => /^(\d+)-(\d+)$/.exec(one)).filter((found) => found !== null).map((found) => [Number(found![1]), Number(found![2])]);
}

const folded = (text: string) => text.replace(/\s+/g, " ").trim();

// Where the words of a link stand now: where it says, or wherever they are found, or nowhere.
function resolve(transcript: Transcript, at: At | null, words: string | null): { at: At | null; moved: boolean; gone: boolean } {
  if (!at) return { at, moved: false, gone: false };
  const said = transcript.turns[at.turn - 1];
  if (said && (!words || !at.span || folded(new Bytes(said.text).slice(at.span)).startsWith(folded(words)))) return { at, moved: false, gone: false };
  if (words)
    for (const turn of transcript.turns) {
      const found = turn.text.indexOf(words);
      if (found < 0) continue;
      const bytes = new Bytes(turn.text);
      return { at: { turn: turn.n, span: [bytes.byte(found), bytes.byte(found + words.length)] }, moved: true, gone: false };
    }
  return { at: null, moved: false, gone: true };
}

export function Reader({ id, query }: { id: string; query: URLSearchParams }) {
  const answer = useAnswer<Transcript>(`/transcripts/${id}`);
  return <Answer of={answer}>{(transcript) => <Page transcript={transcript} query={query} />}</Answer>;
}

function Page({ transcript, query }: { transcript: Transcript; query: URLSearchParams }) {
  const wanted = query.get("at"), words = query.get("words");
  const { at, moved, gone } = useMemo(() => resolve(transcript, parseAt(wanted), words), [transcript, wanted, words]);
  const sought = useMemo(() => parseMarks(query.get("marks")), [query.get("marks")]);
  const [chosen, choose] = useState<Chosen | null>(null);
  const show = new Set((query.get("show") ?? "").split(",").filter(Boolean));
  const path = `/read/${transcript.id}`;
  const toggle = (what: string) => {
    const next = new Set(show);
    if (!next.delete(what)) next.add(what);
    return withParameter(path, query, "show", [...next].join(",") || null);
  };
  useEffect(() => {
    if (!at) return;
    const element = document.querySelector("mark.here") ?? document.querySelector(".here") ?? document.getElementById(`turn-${at.turn}`);
    element?.scrollIntoView({ block: "center" });
  }, [at?.turn, at?.span?.[0], sought, transcript.id]);
  useSelection(choose);

  const { heading } = transcript;
  const title = heading.title?.text ?? kindName(heading.kind);
  const source = sourceLink(transcript.capture.url);
  const facts = [kindName(heading.kind), heading.outlet?.text, heading.place?.text, heading.event_date ? day(heading.event_date.value) : null].filter(Boolean);
  return (
    <div class={show.size ? "reader with-beside" : "reader"}>
      <Title>{title}</Title>
      <article lang={transcript.language} class="transcript">
        <header class="title">
          <h1 dir="auto">{title}</h1>
          <p class="facts">{facts.join(" · ")}{heading.publication_date ? ` · published ${day(heading.publication_date.value)}` : ""}{heading.excerpt ? " · an excerpt" : ""}</p>
          {heading.occasion ? <p class="facts" dir="auto">{heading.occasion.text}</p> : null}
          <p class="facts small">
            <code>{transcript.id}</code> · <span dir="auto" title={transcript.capture.name}>{transcript.capture.name.split("/").pop()}</span>
            {source ? <> · <a href={source} rel="noreferrer noopener" target="_blank">source</a></> : null}
            {" · "}<a href={`/api/v1/transcripts/${transcript.id}/capture`} download>capture</a>
          </p>
          <nav class="tabs" aria-label="Shown beside">
            {([["page", "The page as captured"], ["leftovers", `Leftovers (${transcript.leftovers.length})`], ["doubts", `Doubts (${transcript.doubts.length})`], ["details", "Speakers and hashes"]] as const).map(([what, name]) => (
              <a href={toggle(what)} aria-current={show.has(what) ? "true" : undefined}>{name}</a>
            ))}
          </nav>
        </header>
        {gone ? <Nothing><p>The address <code>{transcript.id}#{wanted}</code> names words that no longer stand here as they did.{words ? <> They were: “{words}”. <a href={address("/search", { q: `"${words.replace(/"/g, " ")}"` })}>Search for them.</a></> : null}</p></Nothing> : null}
        {moved ? <p class="notice" role="status">This page is read otherwise than when the link was made; the words were found where they now stand.</p> : null}
        {transcript.turns.length ? (
          <>
            <SpeakerMap transcript={transcript} />
            <Copies id={transcript.id} />
            <Turns transcript={transcript} at={at} sought={sought} onCite={(turn) => choose({ turn: turn.n, span: [0, turn.text.length], byHand: true })} />
          </>
        ) : <Nothing><p>No transcript was found on this page. It is kept as it was captured.</p></Nothing>}
      </article>
      {show.size ? <Beside transcript={transcript} show={show} at={at} /> : null}
      {chosen ? <Cite transcript={transcript} turn={chosen.turn} span={chosen.span} byHand={chosen.byHand === true} onClose={() => choose(null)} /> : null}
    </div>
  );
}

function Turns({ transcript, at, sought, onCite }: { transcript: Transcript; at: At | null; sought: readonly Span[]; onCite: (turn: Turn) => void }) {
  const answered = useMemo(() => {
    const by = new Map<number, number>();
    for (const turn of transcript.turns) if (turn.answers && !by.has(turn.answers)) by.set(turn.answers, turn.n);
    return by;
  }, [transcript]);
  // A label is worth printing beside the name where it first stands for it.
  const printed = useMemo(() => {
    const seen = new Set<string>(), first = new Set<number>();
    for (const turn of transcript.turns) {
      const pair = `${turn.speaker} ${turn.label?.text}`;
      if (turn.label && !seen.has(pair)) first.add(turn.n);
      seen.add(pair);
    }
    return first;
  }, [transcript]);
  const inside = useMemo(() => transcript.leftovers.map((one) => one.span), [transcript]);
  return (
    <ol class="turns">
      {transcript.turns.map((turn, i) => (
        <TurnView transcript={transcript} turn={turn} here={at?.turn === turn.n ? at : null} answeredBy={answered.get(turn.n) ?? null}
          leftovers={inside} sought={sought} onCite={onCite} printed={printed.has(turn.n)} continues={i > 0 && transcript.turns[i - 1]!.speaker === turn.speaker} />
      ))}
    </ol>
  );
}

type Kind = { is: "here" } | { is: "note"; kind: string; speaker: string | null } | { is: "quote"; of: string[]; end: number } | { is: "left" };

function TurnView({ transcript, turn, here, answeredBy, leftovers, sought, printed, continues, onCite }: {
  transcript: Transcript; turn: Turn; here: At | null; answeredBy: number | null; leftovers: readonly Span[]; sought: readonly Span[]; printed: boolean; continues: boolean; onCite: (turn: Turn) => void;
}) {
  const index = transcript.speakers.findIndex((one) => one.id === turn.speaker);
  const speaker = transcript.speakers[index];
  const bytes = useMemo(() => new Bytes(turn.text), [turn.text]);
  const unit = (byte: number) => bytes.unit(byte - turn.span[0]);
  const name = speaker?.name ?? turn.label?.text ?? "unnamed voice";
  const marks: Mark<Kind>[] = [];
  for (const quote of turn.quotes) {
    const end = unit(quote.span[1]);
    marks.push({ begin: unit(quote.span[0]), end, kind: { is: "quote", of: quote.attributed_to, end } });
  }
  for (const note of turn.notes) marks.push({ begin: unit(note.span[0]), end: unit(note.span[1]), kind: { is: "note", kind: note.kind, speaker: note.speaker } });
  for (const [begin, end] of leftovers) if (begin >= turn.span[0] && end <= turn.span[1]) marks.push({ begin: unit(begin), end: unit(end), kind: { is: "left" } });
  for (const [begin, end] of sought) if (begin >= turn.span[0] && end <= turn.span[1]) marks.push({ begin: unit(begin), end: unit(end), kind: { is: "here" } });
  if (here?.span) marks.push({ begin: bytes.unit(here.span[0]), end: bytes.unit(here.span[1]), kind: { is: "here" } });
  const paragraphs = turn.paragraphs.length ? turn.paragraphs : [turn.span];
  return (
    <li id={`turn-${turn.n}`} class={`turn ${turn.kind}${here && !here.span ? " here" : ""}`} data-turn={turn.n}>
      <div class="voice" data-voice={index % 8}>
        <span class="sign" aria-hidden="true" />
        <b dir="auto" class={continues ? "again" : ""}>{name}</b>
        <button type="button" class="quiet cite-turn" aria-label={`Cite turn ${turn.n}`} onClick={() => onCite(turn)}>cite</button>
        <a class="n" href={reader(`${transcript.id}#${turn.n}`)} aria-label={`Turn ${turn.n}, its address`}>{turn.n}</a>
        {turn.time ? <span class="n">{clock(turn.time.start)}</span> : null}
        {turn.page_number ? <span class="n">p. {turn.page_number}</span> : null}
        {turn.label && printed && turn.label.text.toLowerCase() !== name.toLowerCase() ? <span class="as-printed" dir="auto" title="as printed">{turn.label.text}</span> : null}
      </div>
      <div class="said">
        {paragraphs.map(([begin, end]) => {
          const from = unit(begin), to = unit(end);
          return (
            <p dir="auto" data-from={from}>
              {pieces(from, to, marks).map((piece) => <Said text={turn.text.slice(piece.begin, piece.end)} end={piece.end} kinds={piece.kinds} />)}
            </p>
          );
        })}
        {turn.interrupted ? <p class="aside">interrupted</p> : null}
        {turn.answers && turn.answers !== turn.n - 1 ? <p class="aside"><a href={reader(`${transcript.id}#${turn.answers}`)}>answers turn {turn.answers}</a></p> : null}
        {answeredBy && answeredBy !== turn.n + 1 ? <p class="aside"><a href={reader(`${transcript.id}#${answeredBy}`)}>answered in turn {answeredBy}</a></p> : null}
      </div>
    </li>
  );
}

// Whose words they are is told by the style sheet, after the last of them, so that it is no
// part of what can be selected.
function Said({ text, end, kinds }: { text: string; end: number; kinds: Kind[] }) {
  let out = <>{text}</>;
  const quote = kinds.find((kind) => kind.is === "quote");
  const note = kinds.find((kind) => kind.is === "note");
  if (kinds.some((kind) => kind.is === "left")) out = <span class="left-over" title="not said: part of the page">{out}</span>;
  if (quote?.is === "quote" && quote.of.length) out = <q class="others" title={`words of ${quote.of.join(", ")}`} data-of={end === quote.end ? quote.of.join(", ") : undefined}>{out}</q>;
  if (note?.is === "note") out = <em class="note" title={note.speaker ? `${note.kind}; words of ${note.speaker}` : note.kind}>{out}</em>;
  if (kinds.some((kind) => kind.is === "here")) out = <mark class="here">{out}</mark>;
  return out;
}

export function clock(seconds: number): string {
  const whole = Math.floor(seconds), two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  return `${hours ? `${hours}:` : ""}${hours ? two(Math.floor(whole / 60) % 60) : Math.floor(whole / 60)}:${two(whole % 60)}`;
}

// Words selected within one turn, as bytes of its text.
function useSelection(choose: (chosen: Chosen | null) => void) {
  const later = useRef(0);
  useEffect(() => {
    const changed = () => {
      clearTimeout(later.current);
      later.current = window.setTimeout(() => {
        const selection = document.getSelection();
        if (!selection || selection.isCollapsed || !selection.rangeCount) return;
        const range = selection.getRangeAt(0);
        const turn = parentElement(range.startContainer)?.closest<HTMLElement>(".turn[data-turn]");
        if (!turn || !turn.contains(range.endContainer)) return;
        const text = turn.dataset.turn!;
        const begin = unitAt(range.startContainer, range.startOffset), end = unitAt(range.endContainer, range.endOffset);
        if (begin === null || end === null || end <= begin) return;
        choose({ turn: Number(text), span: [begin, end] });
      }, 120);
    };
    document.addEventListener("selectionchange", changed);
    return () => document.removeEventListener("selectionchange", changed);
  }, []);
}

const parentElement = (node: Node) => (node instanceof Element ? node : node.parentElement);

// The code unit of the turn's text at a place in the document.
function unitAt(node: Node, offset: number): number | null {
  const paragraph = parentElement(node)?.closest<HTMLElement>("p[data-from]");
  if (!paragraph) return null;
  const range = document.createRange();
  range.selectNodeContents(paragraph);
  range.setEnd(node, offset);
  return Number(paragraph.dataset.from) + range.toString().length;
}

// What can be done with chosen words. Spans come in code units and leave in bytes.
function Cite({ transcript, turn, span, byHand, onClose }: { transcript: Transcript; turn: number; span: Span; byHand: boolean; onClose: () => void }) {
  const panel = useRef<HTMLElement>(null);
  const close = () => {
    document.getSelection()?.removeAllRanges();
    if (byHand) document.querySelector<HTMLElement>(`#turn-${turn} .cite-turn`)?.focus();
    onClose();
  };
  useEffect(() => {
    if (byHand) panel.current?.querySelector("button")?.focus();
  }, [turn, byHand]);
  useEffect(() => {
    const key = (event: KeyboardEvent) => { if (event.key === "Escape") close(); };
    window.addEventListener("keydown", key);
    return () => window.removeEventListener("keydown", key);
  });
  const said = transcript.turns[turn - 1];
  if (!said) return null;
  const bytes = new Bytes(said.text);
  const words = said.text.slice(span[0], span[1]).trim();
  const begin = said.text.indexOf(words, span[0]);
  const where = `${transcript.id}#${turn}:${bytes.byte(begin)}-${bytes.byte(begin + words.length)}`;
  const one: Cited = cited(transcript, turn, where, words);
  const question = said.answers ? transcript.turns[said.answers - 1] : null;
  const source = sourceLink(transcript.capture.url);
  const who = one.speaker ?? one.label ?? "unnamed voice";
  const withQuestion = `${question ? `Question: “${folded(question.text)}”\n` : ""}${who}: “${folded(words)}”\n${one.title ?? kindName(one.kind)}, ${day(one.date)}\n${linkTo(where, words)}`;
  return (
    <aside class="cite" aria-label="Cite the chosen words" ref={panel}>
      <p><b dir="auto">{who}</b> <code>{where}</code> <span class="small">{counted(words.split(/\s+/).length, "word")}</span></p>
      <div class="buttons">
        <Copy text={linkTo(where, words)}>Link</Copy>
        <Copy text={withQuestion}>Quotation with its question</Copy>
        <Copy text={plain(one)}>Citation</Copy>
        <Copy text={bibtex(one)}>BibTeX</Copy>
        <Copy text={csl(one)}>CSL-JSON</Copy>
        {source ? <a href={fragment(source, words)} target="_blank" rel="noreferrer noopener">in the source</a> : null}
        <a href={address("/check", { quote: words, speaker: one.speaker })}>check</a>
        <a href={address("/concordance", { phrase: words.split(/\s+/).slice(0, 8).join(" ") })}>every use</a>
        <button type="button" class="quiet" onClick={close}>Close</button>
      </div>
    </aside>
  );
}

// The other copies of this interview, where the archive knows of any.
function Copies({ id }: { id: string }) {
  const service = useService();
  const answer = useAnswer<Lines<Family>>(hasRoute(service, "/copies") ? "/copies" : null, { transcript: id });
  const family = linesOf<Family>(answer.value?.lines, "family").find((one) => one.members.some((member) => member.transcript === id));
  const others = family?.members.filter((member) => member.transcript !== id) ?? [];
  if (!others.length) return null;
  return (
    <aside class="copies" aria-label="Copies of this interview">
      <p>The archive holds {counted(others.length, "other copy", "other copies")} of this interview:</p>
      <ul>
        {others.map((member) => (
          <li>
            <a href={`/read/${member.transcript}`} dir="auto">{member.title ?? member.name ?? member.transcript}</a>{" "}
            <span class="small">{member.relation}{member.coverage ? `, ${Math.round(member.coverage * 100)} %` : ""}</span>{" "}
            <a class="small" href={address("/compare", { a: id, b: member.transcript })}>compare</a>
          </li>
        ))}
      </ul>
    </aside>
  );
}
