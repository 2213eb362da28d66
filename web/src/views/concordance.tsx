// Every use of a phrase, one under another, with what keeps it company and where it falls.
import {
  linesOf,
  useAnswer,
  type Collocate,
  type Dispersion,
  type Line,
  type Lines,
  type Point,
  type Total,
  type Trend,
} from "../api";
import { Timeline } from "../charts/bars";
import { DispersionPlot } from "../charts/dispersion";
import { address, go, scopeOf, type Values } from "../route";
import {
  Answer,
  Ask,
  cell,
  Chips,
  Choice,
  count,
  counted,
  day,
  EachOnce,
  Nothing,
  reader,
  roughly,
  save,
  Tick,
  Title,
  voiceName,
  withParameter,
} from "../ui/parts";
import { Examples } from "../ui/examples";
import { Rows } from "../ui/rows";
import { SAMPLE, useLines, type Held } from "./concordance_lines";
import { dated, rangeOf } from "./search";
import { Length } from "./trends";

const ROW_HEIGHT = 30;
const WIDTH = 90; // characters of context asked for; the page shows what fits

const ORDERS = [
  ["place", "as the archive grew"],
  ["left", "by what comes before"],
  ["right", "by what follows"],
  ["date", "by date"],
  ["speaker", "by speaker"],
] as const;

export function Concordance({ query }: { query: URLSearchParams }) {
  const phrase = query.get("phrase") ?? "";
  const cql = query.get("cql") === "true";
  const sort = query.get("sort") ?? "place";
  const beside = query.get("beside") ?? "collocates";
  const common = { phrase, cql, ...scopeOf(query) };
  const answer = useLines(phrase ? { ...common, sort, width: WIDTH } : null);
  return (
    <>
      <Title>{phrase ? `Concordance: ${phrase}` : "Concordance"}</Title>
      <h1 class="hidden">Concordance</h1>
      <Ask
        value={phrase}
        label="Show every use"
        placeholder={cql ? '[word="promis.*"] []{0,3} "rescue"' : "we will * rebuild"}
        autofocus={!phrase}
        onAsk={(text) => go(withParameter("/concordance", query, "phrase", text))}
      />
      <div class="ticks">
        <Tick path="/concordance" query={query} name="cql">
          in CQL
        </Tick>
        <EachOnce path="/concordance" query={query} />
      </div>
      <Chips path="/concordance" query={query} />
      {phrase ? (
        <Answer of={answer}>
          {(held) => {
            if (!held.total.lines) return <Missing total={held.total} query={query} />;
            return (
              <>
                <Company common={common} beside={beside} query={query} />
                <div class="bar-above">
                  <p role="status">{howMany(held)}</p>
                  <Choice
                    label="Order"
                    value={sort as (typeof ORDERS)[number][0]}
                    of={ORDERS}
                    onChoose={(next) =>
                      go(withParameter("/concordance", query, "sort", next === "place" ? null : next))
                    }
                  />
                  <button
                    type="button"
                    class="quiet"
                    onClick={async () => save("concordance.csv", "text/csv", csv(await held.all()))}
                  >
                    CSV
                  </button>
                  <a href={address("/trends", { phrase })}>through time</a>
                </div>
                <Rows
                  count={held.reach}
                  at={held.at}
                  height={ROW_HEIGHT}
                  label={`Uses of ${phrase}`}
                  onSight={held.want}
                  directionOf={directionOf}
                >
                  {(line) => <LineView line={line} />}
                </Rows>
              </>
            );
          }}
        </Answer>
      ) : (
        <Help />
      )}
    </>
  );
}

// Said as it is: a sample is called one, and so is an estimate.
function howMany({ total, reach }: Held): string {
  const all = total.lines ?? reach;
  const sum = `${total.estimated ? "about " : ""}${counted(total.estimated ? roughly(all) : all, "line")}`;
  if (total.sampled)
    return `${sum}: a sample of ${count(total.drawn ?? 0)} drawn by lot, of which the first ${count(reach)} are here`;
  return all > reach ? `${sum}, of which the first ${count(reach)} are here` : sum;
}

// A line stays one line: breaks of the page become spaces, and all else is as it was printed.
const flat = (text: string) => text.replace(/[\n\r\t\f\v]/g, " ");

// Writing from right to left turns the whole line about, so that what comes before the
// phrase still stands where reading begins.
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const directionOf = (line: Line) => (RIGHT_TO_LEFT.test(line.match) ? "rtl" : "ltr");

function LineView({ line }: { line: Line }) {
  return (
    <>
      <span role="cell" class="left">
        <span>{flat(line.left)}</span>
      </span>
      <span class="after">
        <span role="cell" class="match">
          <a href={reader(line.address)}>{flat(line.match)}</a>
        </span>
        <span role="cell" class="right">
          {flat(line.right)}
        </span>
      </span>
      <span role="cell" class="who" dir="auto" title={`${voiceName(line.speaker, line.label)}, ${day(line.date)}`}>
        {voiceName(line.speaker, line.label)}
      </span>
      <span role="cell" class="when">
        {line.date?.slice(0, 10) ?? ""}
      </span>
    </>
  );
}

function Company({ common, beside, query }: { common: Values; beside: string; query: URLSearchParams }) {
  const years = useAnswer<Lines<Point | Trend>>(common.cql ? null : "/trends", {
    ...common,
    cql: null,
    by: "year",
    most: SAMPLE,
  });
  const bars = linesOf<Point>(years.value?.lines, "point")
    .filter((point) => point.key !== null && point.count > 0)
    .map((point) => ({ year: Number(point.key), count: point.count }))
    .sort((a, b) => a.year - b.year);
  const tabs = [
    ["collocates", "Words near it"],
    ["speakers", "Who says it"],
    ["dispersion", "Where it falls"],
  ] as const;
  return (
    <details
      class="company"
      open={beside !== "none"}
      onToggle={(event) => {
        const open = event.currentTarget.open;
        if (open !== (beside !== "none"))
          go(withParameter("/concordance", query, "beside", open ? null : "none"), true);
      }}
    >
      <summary>Beside the lines</summary>
      <Timeline
        bars={common.cql ? [] : bars}
        range={rangeOf(query)}
        one="line"
        onRange={(range) => go(withParameter("/concordance", query, "date", dated(range)))}
      />
      <nav class="tabs" aria-label="Beside the lines">
        {tabs.map(([name, title]) => (
          <a
            href={withParameter("/concordance", query, "beside", name === "collocates" ? null : name)}
            aria-current={beside === name ? "true" : undefined}
          >
            {title}
          </a>
        ))}
      </nav>
      {beside === "collocates" ? <Collocates common={common} /> : null}
      {beside === "speakers" ? <Speakers common={common} query={query} /> : null}
      {beside === "dispersion" ? <Falls common={common} /> : null}
    </details>
  );
}

function Collocates({ common }: { common: Values }) {
  const answer = useAnswer<Lines<Collocate | Total>>("/collocates", {
    ...common,
    limit: 24,
    least: 2,
    most: SAMPLE,
  });
  return (
    <Answer of={answer}>
      {(value) => {
        const words = linesOf<Collocate>(value.lines, "collocate");
        if (!words.length) return <p class="small">No word stands near it more often than chance would have it.</p>;
        return (
          <>
            <ul class="collocates">
              {words.map((one) => (
                <li
                  title={[
                    `log-likelihood ${one.log_likelihood.toFixed(1)}`,
                    `logDice ${one.log_dice.toFixed(1)}`,
                    `${counted(one.alone, "use")} in all`,
                  ].join(", ")}
                >
                  <a
                    dir="auto"
                    href={address("/search", {
                      q: `${common.cql ? "" : `"${common.phrase}" `}NEAR/5 ${one.word}`.replace(/^NEAR\/5 /, ""),
                    })}
                  >
                    {one.word}
                  </a>{" "}
                  <span>{count(one.together)}</span>
                </li>
              ))}
            </ul>
            <Sampled total={linesOf<Total>(value.lines, "total")[0]} />
          </>
        );
      }}
    </Answer>
  );
}

// Counts from a sample say so.
function Sampled({ total }: { total: { drawn?: number; sampled?: boolean } | undefined }) {
  return total?.sampled ? (
    <p class="small">Counted in a sample of {count(total.drawn ?? 0)} uses, drawn by lot.</p>
  ) : null;
}

function Speakers({ common, query }: { common: Values; query: URLSearchParams }) {
  const answer = useAnswer<Lines<Point | Trend>>("/trends", { ...common, cql: null, by: "speaker", most: SAMPLE });
  return (
    <Answer of={answer}>
      {(value) => {
        const points = linesOf<Point>(value.lines, "point")
          .filter((point) => point.count > 0)
          .sort((a, b) => b.count - a.count)
          .slice(0, 20);
        const most = points[0]?.count ?? 1;
        return (
          <>
            <ul class="shares">
              {points.map((point) => (
                <li>
                  {point.key === null ? (
                    <span>unnamed voices</span>
                  ) : (
                    <a dir="auto" href={withParameter("/concordance", query, "speaker", `=${point.key}`)}>
                      {point.key}
                    </a>
                  )}
                  <Length of={point.count / most} />
                  <span>{count(point.count)}</span>
                  <span class="small">
                    {point.per_million >= 1 ? `${count(Math.round(point.per_million))} in a million words` : ""}
                  </span>
                </li>
              ))}
            </ul>
            <Sampled total={linesOf<Trend>(value.lines, "trend")[0]} />
          </>
        );
      }}
    </Answer>
  );
}

function Falls({ common }: { common: Values }) {
  const answer = useAnswer<Lines<Dispersion | Total>>("/dispersion", { ...common, limit: 60, most: SAMPLE });
  return (
    <Answer of={answer}>
      {(value) => {
        const total = linesOf<Total>(value.lines, "total")[0];
        const transcripts = linesOf<Dispersion>(value.lines, "dispersion");
        return (
          <>
            <DispersionPlot transcripts={transcripts} />
            {total?.sampled ? (
              <p class="small">
                {total.estimated ? "About " : ""}
                {counted(total.estimated ? roughly(total.lines ?? 0) : (total.lines ?? 0), "use")} are too many to
                place; this is a sample of {count(total.drawn ?? 0)}, drawn by lot.
              </p>
            ) : null}
            {total?.transcripts && total.transcripts > transcripts.length ? (
              <p class="small">
                The first {transcripts.length} of {counted(total.transcripts, "transcript")}, by date.
              </p>
            ) : null}
          </>
        );
      }}
    </Answer>
  );
}

function Missing({ total, query }: { total: Total | undefined; query: URLSearchParams }) {
  return (
    <Nothing>
      <p>Nobody in this archive says that{query.size > 1 ? ", with these filters" : ""}.</p>
      {Object.entries(total?.suggestions ?? {}).map(([word, nearest]) => (
        <p>
          The archive does not hold the word <b dir="auto">{word}</b>.
          {nearest.length ? ` Nearest: ${nearest.join(", ")}.` : ""}
        </p>
      ))}
    </Nothing>
  );
}

function csv(lines: readonly Line[]): string {
  const rows = [["address", "date", "speaker", "left", "match", "right"]];
  for (const line of lines)
    rows.push([
      line.address,
      line.date ?? "",
      voiceName(line.speaker, line.label),
      line.left,
      line.match,
      line.right,
    ]);
  return rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function Help() {
  return (
    <div class="notice">
      <p>
        Every use of a phrase, in its context. A <code>*</code> is any one word, <code>word*</code> any that begins
        so, <code>(a|b)</code> either.
      </p>
      <Examples
        path="/concordance"
        name="phrase"
        all={[
          ["we will", "these words"],
          ["we will *", "and any word after them"],
          ["a (ship|port)", "either"],
          ["promis*", "words that begin so"],
        ]}
      />
    </div>
  );
}
