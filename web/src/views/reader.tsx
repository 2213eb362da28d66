// A transcript as a page one wants to read, and from which one can cite.
import { useEffect, useMemo, useState } from "preact/hooks";
import { useAnswer, type Span, type Transcript } from "../api";
import { Bytes } from "../bytes";
import { SpeakerMap } from "../charts/map";
import { address } from "../route";
import { sourceLink } from "../ui/cite";
import { Answer, day, kindName, Nothing, Title, withParameter } from "../ui/parts";
import { Beside } from "./reader_beside";
import { Cite, folded, useSelection, type Chosen } from "./reader_cite";
import { Copies, SharedNote, useShared } from "./reader_margin";
import { Turns, type At } from "./reader_turns";

// "7" or "7:120-245".
function parseAt(text: string | null): At | null {
  const found = text ? /^(\d+)(?::(\d+)-(\d+))?$/.exec(text) : null;
  return found ? { turn: Number(found[1]), span: found[2] ? [Number(found[2]), Number(found[3])] : null } : null;
}

// "608-612,629-633": words of the page that a search found.
function parseMarks(text: string | null): Span[] {
  const found = (text ?? "")
    .split(",")
    .map((one) => /^(\d+)-(\d+)$/.exec(one))
    .filter((one) => one !== null);
  return found.map((one) => [Number(one![1]), Number(one![2])]);
}

// Where the words of a link stand now: where it says, or wherever they are found, or nowhere.
function resolve(
  transcript: Transcript,
  at: At | null,
  words: string | null,
): { at: At | null; moved: boolean; gone: boolean } {
  if (!at) return { at, moved: false, gone: false };
  const said = transcript.turns[at.turn - 1];
  const stands =
    said && (!words || !at.span || folded(new Bytes(said.text).slice(at.span)).startsWith(folded(words)));
  if (stands) return { at, moved: false, gone: false };
  if (words)
    for (const turn of transcript.turns) {
      const found = turn.text.indexOf(words);
      if (found < 0) continue;
      const bytes = new Bytes(turn.text);
      return {
        at: { turn: turn.n, span: [bytes.byte(found), bytes.byte(found + words.length)] },
        moved: true,
        gone: false,
      };
    }
  return { at: null, moved: false, gone: true };
}

export function Reader({ id, query }: { id: string; query: URLSearchParams }) {
  const answer = useAnswer<Transcript>(`/transcripts/${id}`);
  return <Answer of={answer}>{(transcript) => <Page transcript={transcript} query={query} />}</Answer>;
}

function Page({ transcript, query }: { transcript: Transcript; query: URLSearchParams }) {
  const wanted = query.get("at"),
    words = query.get("words");
  const { at, moved, gone } = useMemo(
    () => resolve(transcript, parseAt(wanted), words),
    [transcript, wanted, words],
  );
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
    const element =
      document.querySelector("mark.here") ??
      document.querySelector(".here") ??
      document.getElementById(`turn-${at.turn}`);
    element?.scrollIntoView({ block: "center" });
  }, [at?.turn, at?.span?.[0], sought, transcript.id]);
  useSelection(choose);

  const { heading } = transcript;
  const title = heading.title?.text ?? kindName(heading.kind);
  const source = sourceLink(transcript.capture.url);
  const facts = [
    kindName(heading.kind),
    heading.outlet?.text,
    heading.place?.text,
    heading.event_date ? day(heading.event_date.value) : null,
    heading.publication_date ? `published ${day(heading.publication_date.value)}` : null,
    heading.excerpt ? "an excerpt" : null,
  ].filter(Boolean);
  const tabs = [
    ["page", "The page as captured"],
    ["leftovers", `Leftovers (${transcript.leftovers.length})`],
    ["doubts", `Doubts (${transcript.doubts.length})`],
    ["details", "Speakers and hashes"],
  ] as const;
  const shared = useShared(transcript.id, transcript.turns.length > 0);
  return (
    <div class={show.size ? "reader with-beside" : "reader"}>
      <Title>{title}</Title>
      <article lang={transcript.language} class={shared.runs.length ? "transcript has-margin" : "transcript"}>
        <header class="title">
          <h1 dir="auto">{title}</h1>
          <p class="facts">{facts.join(" · ")}</p>
          {heading.occasion ? (
            <p class="facts" dir="auto">
              {heading.occasion.text}
            </p>
          ) : null}
          <p class="facts small">
            <code>{transcript.id}</code> ·{" "}
            <span dir="auto" title={transcript.capture.name}>
              {transcript.capture.name.split("/").pop()}
            </span>
            {source ? (
              <>
                {" "}
                ·{" "}
                <a href={source} rel="noreferrer noopener" target="_blank">
                  source
                </a>
              </>
            ) : null}
            {" · "}
            <a href={`/api/v1/transcripts/${transcript.id}/capture`} download>
              capture
            </a>
          </p>
          <nav class="tabs" aria-label="Shown beside">
            {tabs.map(([what, name]) => (
              <a href={toggle(what)} aria-current={show.has(what) ? "true" : undefined}>
                {name}
              </a>
            ))}
          </nav>
        </header>
        {gone ? <Gone where={`${transcript.id}#${wanted}`} words={words} /> : null}
        {moved ? (
          <p class="notice" role="status">
            This page is read otherwise than when the link was made; the words were found where they now stand.
          </p>
        ) : null}
        {transcript.turns.length ? (
          <>
            <SpeakerMap transcript={transcript} />
            <Copies id={transcript.id} />
            {shared.runs.length ? <SharedNote margin={shared} /> : null}
            <Turns
              transcript={transcript}
              at={at}
              sought={sought}
              shared={shared.runs}
              onCite={(turn) => choose({ turn: turn.n, span: [0, turn.text.length], byHand: true })}
            />
          </>
        ) : (
          <Nothing>
            <p>No transcript was found on this page. It is kept as it was captured.</p>
          </Nothing>
        )}
      </article>
      {show.size ? <Beside transcript={transcript} show={show} at={at} /> : null}
      {chosen ? (
        <Cite
          transcript={transcript}
          turn={chosen.turn}
          span={chosen.span}
          byHand={chosen.byHand === true}
          onClose={() => choose(null)}
        />
      ) : null}
    </div>
  );
}

function Gone({ where, words }: { where: string; words: string | null }) {
  return (
    <Nothing>
      <p>
        The address <code>{where}</code> names words that no longer stand here as they did.
        {words ? (
          <>
            {" "}
            They were: “{words}”.{" "}
            <a href={address("/search", { q: `"${words.replace(/"/g, " ")}"` })}>Search for them.</a>
          </>
        ) : null}
      </p>
    </Nothing>
  );
}
