// One quotation and what the record says of it: the verdict, the words as they were spoken,
// each difference, the question that was asked, and the other places.
import type { ComponentChildren } from "preact";
import type { Difference, Passage, Quotation, Span, Summary } from "../api";
import { Bytes, pieces, type Mark } from "../bytes";
import { address } from "../route";
import { linkTo, sourceLink, fragment } from "../ui/cite";
import { Copy, counted, day, reader, voiceName } from "../ui/parts";
import { gravity, VERDICTS } from "./check_article";

export const DIFFERENCES: Record<string, string> = {
  omission: "left out",
  insertion: "put in",
  negation: "negation",
  number: "number",
  name: "name",
  modal: "modal verb",
  quantifier: "quantifier",
  tense: "tense",
  hedge: "hedge",
  condition: "condition",
  comparison: "comparison",
  scope: "governed by words outside",
  spelling: "spelling",
  contraction: "contraction",
  word_order: "order of words",
  small_word: "small word",
  word: "word",
  join: "joined",
  speaker: "speaker",
  date: "date",
};

export function SummaryLine({ summary }: { summary: Summary }) {
  return (
    <p class="tally" role="status">
      <b>{counted(summary.quotations, "quotation")}</b>
      {Object.entries(VERDICTS)
        .filter(([name]) => Number(summary[name]))
        .map(([name, title]) => (
          <span class={`verdict ${name}`}>
            {String(summary[name])} {title}
          </span>
        ))}
      {summary.meaning ? <span>{summary.meaning} with a changed meaning</span> : null}
    </p>
  );
}

export function Evidence({ quotation, now }: { quotation: Quotation; now: boolean }) {
  const [first, ...others] = quotation.passages;
  const stitched = quotation.verdict === "stitched";
  const shown = stitched ? quotation.passages : first ? [first] : [];
  const rest = stitched ? [] : others;
  return (
    <article class={now ? "quotation now" : "quotation"} id={`quotation-${quotation.n}`}>
      <header>
        <span>{quotation.n}</span>
        <b class={`verdict ${gravity(quotation)}`}>{VERDICTS[quotation.verdict]}</b>
        {quotation.severity && quotation.severity !== "none" ? (
          <span>{quotation.severity === "meaning" ? "changes the meaning" : "changes the wording only"}</span>
        ) : null}
        {quotation.ambiguous ? <span>could be many places</span> : null}
        {quotation.places > 1 ? <span>{counted(quotation.places, "place")}</span> : null}
        {quotation.claimed.speaker ? (
          <span>
            attributed to <b dir="auto">{quotation.claimed.speaker}</b>
          </span>
        ) : (
          <span>attributed to nobody</span>
        )}
        {quotation.claimed.date ? <span>{day(quotation.claimed.date)}</span> : null}
      </header>
      <blockquote dir="auto">
        “<Different text={quotation.quoted} differences={first?.differences ?? []} side="quoted" from={0} />”
      </blockquote>
      {quotation.doubts?.map((doubt) => (
        <p class="small">{doubt}</p>
      ))}
      {shown.map((passage) => (
        <PassageView passage={passage} />
      ))}
      {rest.length ? (
        <details>
          <summary>
            {counted(rest.length, "other passage")}
            {quotation.places > quotation.passages.length ? ` of ${quotation.places}` : ""}
          </summary>
          {rest.map((passage) => (
            <PassageView passage={passage} />
          ))}
        </details>
      ) : null}
      {quotation.verdict === "not_found" ? (
        quotation.nearest.length ? (
          <details open>
            <summary>The nearest that was said</summary>
            {quotation.nearest.map((passage) => (
              <PassageView passage={passage} />
            ))}
          </details>
        ) : (
          <p class="small">Nothing near it was said in this archive.</p>
        )
      ) : null}
    </article>
  );
}

function PassageView({ passage }: { passage: Passage }) {
  const source = sourceLink(passage.url);
  return (
    <div class="evidence">
      {passage.question ? (
        <p class="asked" dir="auto">
          <a class="small" href={reader(`${passage.transcript}#${passage.question.turn}`)}>
            Asked:
          </a>{" "}
          {passage.question.text}
        </p>
      ) : null}
      <p class="spoken" dir="auto">
        <span class="around">{passage.before ? `${passage.before} ` : ""}</span>
        <Different text={passage.text} differences={passage.differences} side="spoken" from={passage.span[0]} />
        <span class="around">{passage.after}</span>
      </p>
      <p class="where">
        <a href={reader(passage.address)}>
          <b dir="auto">{voiceName(passage.speaker, passage.label)}</b>
        </a>
        {passage.quoting ? (
          <span>
            quoting <b dir="auto">{passage.quoting}</b>
          </span>
        ) : null}
        {passage.second_hand ? <span>second hand</span> : null}
        <span>{day(passage.date)}</span>
        <code>{passage.address}</code>
        <Copy text={linkTo(passage.address, passage.text)}>Link</Copy>
        {source ? (
          <a href={fragment(source, passage.text)} target="_blank" rel="noreferrer noopener">
            in the source
          </a>
        ) : null}
      </p>
      {passage.differences.length ? (
        <ul class="differences" aria-label="Differences">
          {passage.differences.map((one) => (
            <li>
              <DifferenceLine one={one} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function DifferenceLine({ one }: { one: Difference }) {
  const what = DIFFERENCES[one.kind] ?? one.kind;
  const grave = { meaning: ", changes the meaning", wording: ", wording", none: "" }[one.severity];
  const how = `${grave}${one.marked ? ", marked" : ""}`;
  if (!one.spoken && !one.quoted)
    return (
      <>
        {what}
        {how}
      </>
    );
  return (
    <>
      {one.spoken ? (
        <>
          spoken{" "}
          <del class={`spoken-only ${one.severity === "meaning" ? "severe" : "slight"}`} dir="auto">
            {one.spoken}
          </del>
        </>
      ) : null}
      {one.spoken && one.quoted ? ", " : null}
      {one.quoted ? (
        <>
          quoted{" "}
          <ins class={`quoted-only ${one.severity === "meaning" ? "severe" : "slight"}`} dir="auto">
            {one.quoted}
          </ins>
        </>
      ) : null}
      <span class="small">
        {" "}
        {what}
        {how}
      </span>
    </>
  );
}

// One side of a comparison, with what differs marked where it stands.
function Different({
  text,
  differences,
  side,
  from,
}: {
  text: string;
  differences: readonly Difference[];
  side: "quoted" | "spoken";
  from: number;
}) {
  const bytes = new Bytes(text);
  const marks: Mark<Difference>[] = [];
  for (const one of differences) {
    const span: Span | null = side === "quoted" ? one.quoted_span : one.spoken_span;
    if (!span || span[0] === span[1] || span[0] < from) continue;
    const begin = bytes.unit(span[0] - from),
      end = bytes.unit(span[1] - from);
    if (end > begin) marks.push({ begin, end, kind: one });
  }
  const out: ComponentChildren[] = pieces(0, text.length, marks).map((piece) => {
    const words = text.slice(piece.begin, piece.end),
      one = piece.kinds[0];
    if (!one) return words;
    const grave = one.severity === "meaning" ? "severe" : "slight";
    const title = `${DIFFERENCES[one.kind] ?? one.kind}${one.severity === "meaning" ? ", changes the meaning" : ""}`;
    return side === "quoted" ? (
      <ins class={`quoted-only ${grave}`} title={title}>
        {words}
      </ins>
    ) : (
      <del class={`spoken-only ${grave}`} title={title}>
        {words}
      </del>
    );
  });
  return <>{out}</>;
}

export const searchFor = (words: string) => address("/search", { q: words });
