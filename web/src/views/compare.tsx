// Two copies side by side: turns that answer to one another on one line, what one of them
// lacks or says otherwise at a glance.
import {
  hasRoute,
  linesOf,
  useAnswer,
  useService,
  type Change,
  type ComparedPair,
  type Comparison,
  type Family,
  type Lines,
  type Listed,
  type Span,
  type Transcript,
} from "../api";
import { Glance } from "../charts/glance";
import { Bytes, pieces, type Mark } from "../bytes";
import { address, go } from "../route";
import { Answer, Ask, Choice, counted, day, kindName, Nothing, reader, Title, withParameter } from "../ui/parts";

export function Compare({ query }: { query: URLSearchParams }) {
  const a = query.get("a") ?? "",
    b = query.get("b") ?? "";
  const service = useService();
  if (service && !hasRoute(service, "/compare"))
    return (
      <Nothing>
        <Title>Compare</Title>
        <h1>Compare</h1>
        <p>This server cannot compare.</p>
      </Nothing>
    );
  return (
    <>
      <Title>Compare</Title>
      <h1 class="hidden">Compare</h1>
      {a && b ? service ? <Pair a={a} b={b} query={query} /> : null : <Choose a={a} b={b} query={query} />}
    </>
  );
}

function Pair({ a, b, query }: { a: string; b: string; query: URLSearchParams }) {
  const left = useAnswer<Transcript>(`/transcripts/${encodeURIComponent(a)}`),
    right = useAnswer<Transcript>(`/transcripts/${encodeURIComponent(b)}`);
  const answer = useAnswer<Lines<Comparison> | Comparison>("/compare", { a, b });
  if (left.error) return <Answer of={left}>{() => null}</Answer>;
  if (right.error) return <Answer of={right}>{() => null}</Answer>;
  return (
    <Answer of={answer}>
      {(value) => {
        const comparison = "lines" in value ? linesOf<Comparison>(value.lines, "comparison")[0] : value;
        if (!comparison || !left.value || !right.value)
          return (
            <p class="waiting" role="status">
              Looking…
            </p>
          );
        return <Side comparison={comparison} left={left.value} right={right.value} query={query} />;
      }}
    </Answer>
  );
}

const alone = (pair: ComparedPair) => pair.a.length === 0 || pair.b.length === 0;
const differs = (pair: ComparedPair) =>
  pair.pairing !== "same" || pair.moved || pair.labels_differ || pair.changes.length > 0;

function Side({
  comparison,
  left,
  right,
  query,
}: {
  comparison: Comparison;
  left: Transcript;
  right: Transcript;
  query: URLSearchParams;
}) {
  const show = query.get("show") ?? "all";
  const pairs = comparison.turns;
  const onlyA = pairs.filter((pair) => pair.b.length === 0).length,
    onlyB = pairs.filter((pair) => pair.a.length === 0).length;
  const changed = pairs.filter((pair) => !alone(pair) && differs(pair)).length,
    same = pairs.length - onlyA - onlyB - changed;
  const meaning = pairs.filter((pair) => pair.changes.some((change) => change.weight === "meaning")).length;
  const shown = show === "differences" ? pairs.filter(differs) : pairs;
  return (
    <>
      <p class="tally" role="status">
        <b>{counted(same, "turn")} the same</b>
        {changed ? (
          <span>
            {counted(changed, "turn")} {changed === 1 ? "differs" : "differ"}
            {meaning ? `, ${meaning} in meaning` : ""}
          </span>
        ) : null}
        {onlyA ? <span>{counted(onlyA, "turn")} only in the first</span> : null}
        {onlyB ? <span>{counted(onlyB, "turn")} only in the second</span> : null}
      </p>
      <Glance pairs={pairs} left={left} right={right} />
      <div class="bar-above">
        <Choice
          label="Show"
          value={show}
          of={[
            ["all", "every turn"],
            ["differences", "differences only"],
          ]}
          onChoose={(next) => go(withParameter("/compare", query, "show", next === "all" ? null : next))}
        />
        <a href={address("/compare", { a: right.id, b: left.id, show: query.get("show") })}>the other way round</a>
      </div>
      <Heads comparison={comparison} left={left} right={right} />
      {shown.length ? null : (
        <Nothing>
          <p>Not a word differs: what was said is the same in both.</p>
        </Nothing>
      )}
      {shown.map((pair) => (
        <TurnPair pair={pair} left={left} right={right} />
      ))}
    </>
  );
}

function Heads({ comparison, left, right }: { comparison: Comparison; left: Transcript; right: Transcript }) {
  const differ = (comparison.heading ?? []).filter((one) => one.a !== one.b);
  return (
    <div class="pair heads">
      {[left, right].map((one) => (
        <div>
          <a href={`/read/${one.id}`} dir="auto">
            {one.heading.title?.text ?? one.capture.name.split("/").pop()}
          </a>
          <p class="small">
            {kindName(one.heading.kind)} · {counted(one.turns.length, "turn")}
          </p>
          {differ.map((item) => (
            <p class="small">
              {item.item.replace("_", " ")}: <b dir="auto">{said(item.item, one === left ? item.a : item.b)}</b>
            </p>
          ))}
        </div>
      ))}
    </div>
  );
}

// What one side's heading says where the other's says otherwise; a date as people write it.
const said = (item: string, text: string | null) =>
  !text ? "not said" : item.endsWith("_date") ? day(text) : text;

function TurnPair({ pair, left, right }: { pair: ComparedPair; left: Transcript; right: Transcript }) {
  return (
    <div class="pair turn-pair" id={`pair-${pair.a[0] ?? "x"}-${pair.b[0] ?? "x"}`}>
      <Turns of={pair.a} transcript={left} pair={pair} side="a" />
      <Turns of={pair.b} transcript={right} pair={pair} side="b" />
    </div>
  );
}

function Turns({
  of,
  transcript,
  pair,
  side,
}: {
  of: readonly number[];
  transcript: Transcript;
  pair: ComparedPair;
  side: "a" | "b";
}) {
  if (!of.length)
    return (
      <div class="absent">{side === "a" ? "The first has nothing here." : "The second has nothing here."}</div>
    );
  return (
    <div lang={transcript.language}>
      {of.map((n) => {
        const turn = transcript.turns[n - 1];
        if (!turn) return null;
        const bytes = new Bytes(turn.text);
        const marks: Mark<Change>[] = [];
        for (const change of pair.changes) {
          const span: Span | null = side === "a" ? change.a_span : change.b_span;
          if (!span || span[1] <= span[0] || span[0] < turn.span[0] || span[1] > turn.span[1]) continue;
          marks.push({
            begin: bytes.unit(span[0] - turn.span[0]),
            end: bytes.unit(span[1] - turn.span[0]),
            kind: change,
          });
        }
        return (
          <>
            <p class="who">
              <a href={reader(`${transcript.id}#${n}`)} dir="auto">
                {turn.label?.text ?? `turn ${n}`}
              </a>{" "}
              {n}
              {pair.labels_differ ? " · labelled otherwise" : ""}
              {pair.moved ? " · stands elsewhere" : ""}
              {pair.pairing === "split" || pair.pairing === "merged" ? " · divided otherwise" : ""}
            </p>
            <p dir="auto">
              {pieces(0, turn.text.length, marks).map((piece) => {
                const words = turn.text.slice(piece.begin, piece.end),
                  change = piece.kinds[0];
                if (!change) return words;
                const grave = change.weight === "meaning" || change.weight === "alone" ? "severe" : "slight";
                const title = [
                  change.kind?.replace("_", " "),
                  change.weight === "alone" ? "only here" : change.weight,
                ]
                  .filter(Boolean)
                  .join(", ");
                return side === "a" ? (
                  <del class={`spoken-only ${grave}`} title={title}>
                    {words}
                  </del>
                ) : (
                  <ins class={`quoted-only ${grave}`} title={title}>
                    {words}
                  </ins>
                );
              })}
            </p>
          </>
        );
      })}
    </div>
  );
}

// Which two: from the families that the archive knows of, or by looking for each.
function Choose({ a, b, query }: { a: string; b: string; query: URLSearchParams }) {
  const service = useService();
  const copies = useAnswer<Lines<Family>>(hasRoute(service, "/copies") ? "/copies" : null, {});
  const families = linesOf<Family>(copies.value?.lines, "family").filter((one) => one.members.length > 1);
  const text = query.get("text") ?? "";
  const found = useAnswer<Lines<Listed>>(text ? "/transcripts" : null, { text, limit: 20 });
  const chosen = a || b;
  return (
    <>
      <p>
        {chosen ? (
          <>
            Compare <code>{chosen}</code> with which other?
          </>
        ) : (
          "Two transcripts, laid side by side turn by turn."
        )}
      </p>
      <Ask
        value={text}
        label="Find a transcript"
        placeholder="words of a title, an outlet, a name"
        onAsk={(value) => go(withParameter("/compare", query, "text", value))}
      />
      {text ? (
        <Answer of={found}>
          {(value) => {
            const rows = linesOf<Listed>(value.lines, "listed").filter((row) => row.transcript !== chosen);
            if (!rows.length)
              return (
                <Nothing>
                  <p>No transcript has these words in its heading.</p>
                </Nothing>
              );
            return (
              <ol class="works">
                {rows.map((row) => (
                  <li>
                    <a
                      class="work"
                      dir="auto"
                      href={
                        chosen
                          ? address("/compare", { a: chosen, b: row.transcript })
                          : address("/compare", { a: row.transcript, text })
                      }
                    >
                      {row.title ?? row.name.split("/").pop()}
                    </a>
                    <span class="small">
                      {day(row.event_date ?? row.publication_date)} · {counted(row.turns, "turn")} ·{" "}
                      <code>{row.transcript}</code>
                    </span>
                  </li>
                ))}
              </ol>
            );
          }}
        </Answer>
      ) : families.length ? (
        <section>
          <h2>Interviews that the archive holds more than once</h2>
          <ul class="works">
            {families.slice(0, 40).map((family) => {
              const [first, ...others] = family.members;
              return (
                <li>
                  <a class="work" dir="auto" href={`/read/${first!.transcript}`}>
                    {first!.title ?? first!.name ?? first!.transcript}
                  </a>
                  {others.map((other) => (
                    <span class="small">
                      <a href={address("/compare", { a: first!.transcript, b: other.transcript })}>
                        compare with {other.relation ? `the ${other.relation}` : "its copy"}{" "}
                        <code>{other.transcript}</code>
                      </a>
                      , {counted(other.turns ?? 0, "turn")}
                    </span>
                  ))}
                </li>
              );
            })}
          </ul>
        </section>
      ) : service && hasRoute(service, "/copies") && copies.value ? (
        <Nothing>
          <p>
            The archive knows of no interview that it holds more than once. Any two transcripts can be compared all
            the same: look for the first.
          </p>
        </Nothing>
      ) : null}
    </>
  );
}
