// What stands beside a transcript on request: the page it was read from, what was left over,
// what is in doubt, who speaks.
import { useEffect, useRef, useState } from "preact/hooks";
import { ask, type Span, type Transcript } from "../api";
import { Bytes } from "../bytes";
import { count, counted, reader } from "../ui/parts";

function usePageText(id: string): string | null {
  const [text, set] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    set(null);
    ask(`/api/v1/transcripts/${id}/page`)
      .then((response) => response.text())
      .then(
        (text) => {
          if (!gone) set(text);
        },
        () => {
          if (!gone) set("");
        },
      );
    return () => {
      gone = true;
    };
  }, [id]);
  return text;
}

export function Beside({
  transcript,
  show,
  at,
}: {
  transcript: Transcript;
  show: Set<string>;
  at: { turn: number; span: Span | null } | null;
}) {
  return (
    <aside class="beside" aria-label="Beside the transcript">
      {show.has("details") ? <Details transcript={transcript} /> : null}
      {show.has("doubts") ? <Doubts transcript={transcript} /> : null}
      {show.has("leftovers") ? <Leftovers transcript={transcript} /> : null}
      {show.has("page") ? <PageText transcript={transcript} at={at} /> : null}
    </aside>
  );
}

function PageText({ transcript, at }: { transcript: Transcript; at: { turn: number; span: Span | null } | null }) {
  const text = usePageText(transcript.id);
  const place = useRef<HTMLElement>(null);
  const said = at ? transcript.turns[at.turn - 1] : null;
  useEffect(() => place.current?.scrollIntoView({ block: "nearest" }), [text, said]);
  if (text === null) return <p class="waiting">Looking…</p>;
  const bytes = new Bytes(text);
  const [from, to] = said
    ? [
        bytes.unit(said.span[0] + (at?.span?.[0] ?? 0)),
        bytes.unit(at?.span ? said.span[0] + at.span[1] : said.span[1]),
      ]
    : [0, 0];
  return (
    <section>
      <h2>The page as captured</h2>
      <p class="small">
        Its text, byte for byte as all addresses count it. {transcript.capture.media_type},{" "}
        {counted(transcript.capture.bytes, "byte")}.
      </p>
      <pre class="page" dir="auto" tabIndex={0}>
        {text.slice(0, from)}
        {said ? <mark ref={place}>{text.slice(from, to)}</mark> : null}
        {text.slice(to)}
      </pre>
    </section>
  );
}

function Leftovers({ transcript }: { transcript: Transcript }) {
  const text = usePageText(transcript.id);
  const bytes = text === null ? null : new Bytes(text);
  return (
    <section>
      <h2>Leftovers</h2>
      {transcript.leftovers.length ? null : (
        <p>Nothing was left over: every word of the page is heading or said.</p>
      )}
      <dl class="leftovers">
        {transcript.leftovers.map((one) => (
          <>
            <dt>{one.kind.replace("_", " ")}</dt>
            <dd dir="auto">{bytes?.slice(one.span).trim() ?? "…"}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}

function Doubts({ transcript }: { transcript: Transcript }) {
  const text = usePageText(transcript.id);
  const bytes = text === null ? null : new Bytes(text);
  const turnOf = (span: Span) => transcript.turns.find((turn) => turn.span[0] <= span[0] && span[0] < turn.span[1]);
  return (
    <section>
      <h2>Doubts</h2>
      {transcript.doubts.length ? null : <p>The reading of this page left no doubts.</p>}
      <ul class="doubts">
        {transcript.doubts.map((doubt) => {
          const turn = turnOf(doubt.span);
          return (
            <li>
              <span>{doubt.message}</span>{" "}
              {bytes ? <q dir="auto">{bytes.slice(doubt.span).slice(0, 120)}</q> : null}{" "}
              {turn ? (
                <a
                  href={reader(
                    `${transcript.id}#${turn.n}:${doubt.span[0] - turn.span[0]}-` +
                      `${Math.min(doubt.span[1], turn.span[1]) - turn.span[0]}`,
                  )}
                >
                  turn {turn.n}
                </a>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Details({ transcript }: { transcript: Transcript }) {
  return (
    <section>
      <h2>Speakers</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Office</th>
            <th scope="col">Role</th>
            <th scope="col">Labels as printed</th>
          </tr>
        </thead>
        <tbody>
          {transcript.speakers.map((one) => (
            <tr>
              <td dir="auto">
                {one.name ?? "not named"}
                {one.several ? " (several voices)" : ""}
              </td>
              <td dir="auto">{one.office ?? ""}</td>
              <td>{one.role}</td>
              <td dir="auto">{one.labels.join(" · ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>Capture</h2>
      <dl class="leftovers">
        <dt>SHA-256</dt>
        <dd>
          <code class="hash">{transcript.capture.sha256}</code>
        </dd>
        <dt>Bytes</dt>
        <dd>{count(transcript.capture.bytes)}</dd>
        <dt>Type</dt>
        <dd>{transcript.capture.media_type}</dd>
        <dt>Captured</dt>
        <dd>{transcript.capture.captured_at ?? "not known"}</dd>
      </dl>
      <p class="small">
        The hash shows that these bytes have not changed since they were captured; not that they were true, or who
        wrote them.
      </p>
    </section>
  );
}
