// Phrases counted: through time, by speaker, outlet, place or language; per million words.
// From any number to its lines.
import { useRef } from "preact/hooks";
import { linesOf, useAnswer, type Lines, type Point, type Trend } from "../api";
import { dash, Plot, shape, svgText, type Series } from "../charts/plot";
import { address, filtersOf, go, scopeOf } from "../route";
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
  rate,
  reader,
  roughly,
  save,
  Title,
  withFilter,
  withParameter,
} from "../ui/parts";
import { Examples } from "../ui/examples";

const BY = [
  ["year", "year"],
  ["month", "month"],
  ["decade", "decade"],
  ["speaker", "speaker"],
  ["outlet", "outlet"],
  ["place", "place"],
  ["language", "language"],
] as const;
type By = (typeof BY)[number][0];
const TIME = new Set<string>(["year", "month", "decade"]);
const FIELD: Record<string, string> = { speaker: "speaker", outlet: "outlet", place: "place", language: "lang" };
const EXACT = new Set(["speaker", "outlet", "place"]);
const ROWS = 40;
const SAMPLE = 100_000; // of more uses of a phrase, so many are counted and the rest reckoned from them

export function Trends({ query }: { query: URLSearchParams }) {
  const phrases = query.getAll("phrase").slice(0, 20);
  const by = (BY.some(([one]) => one === query.get("by")) ? query.get("by") : "year") as By;
  const answer = useAnswer<Lines<Point | Trend>>(phrases.length ? "/trends" : null, {
    phrase: phrases,
    by,
    ...scopeOf(query),
    most: SAMPLE,
  });
  return (
    <>
      <Title>{phrases.length ? `Trends: ${phrases.join(", ")}` : "Trends"}</Title>
      <h1 class="hidden">Trends</h1>
      <Ask
        value=""
        label={phrases.length ? "Add a phrase" : "Count a phrase"}
        placeholder="rescue (ship|vessel)"
        autofocus={!phrases.length}
        onAsk={(text) => {
          if (text) go(withFilter("/trends", query, "phrase", text));
        }}
      />
      <EachOnce path="/trends" query={query} />
      <Chips path="/trends" query={query} />
      {phrases.length ? (
        <>
          <ul class="key" aria-label="Phrases">
            {phrases.map((phrase, index) => (
              <li>
                <svg width="34" height="14" aria-hidden="true" class="plot">
                  <line class={`line p${index % 8}`} x1="0" x2="34" y1="7" y2="7" stroke-dasharray={dash(index)} />
                  <path class={`dot d${index % 8}`} d={shape(index)} transform="translate(17,7)" />
                </svg>
                <a dir="auto" href={address("/concordance", { phrase, ...scopeOf(query) })}>
                  {phrase}
                </a>
                <a href={without(query, phrase)} aria-label={`Remove the phrase ${phrase}`}>
                  ×
                </a>
              </li>
            ))}
          </ul>
          <Answer of={answer}>
            {(value) => <Counted lines={value.lines} phrases={phrases} by={by} query={query} />}
          </Answer>
        </>
      ) : (
        <Help />
      )}
    </>
  );
}

function without(query: URLSearchParams, phrase: string): string {
  const next = new URLSearchParams();
  for (const [name, value] of query) if (!(name === "phrase" && value === phrase)) next.append(name, value);
  return next.size ? `/trends?${next}` : "/trends";
}

// The lines of a point: the concordance with what the point stands for as a filter.
function linesOfPoint(point: Point, query: URLSearchParams): string | null {
  if (point.key === null || !point.count) return null;
  const filters = scopeOf(query);
  if (TIME.has(point.by)) {
    const date =
      point.by === "decade" ? `${point.key.slice(0, 4)}..${Number(point.key.slice(0, 4)) + 9}` : point.key;
    return address("/concordance", { phrase: point.phrase, ...filters, date: [date] });
  }
  const field = FIELD[point.by]!;
  return address("/concordance", {
    phrase: point.phrase,
    ...filters,
    [field]: [EXACT.has(point.by) ? `=${point.key}` : point.key],
  });
}

function Counted({
  lines,
  phrases,
  by,
  query,
}: {
  lines: readonly (Point | Trend)[];
  phrases: string[];
  by: By;
  query: URLSearchParams;
}) {
  const svg = useRef<SVGSVGElement>(null);
  const points = linesOf<Point>(lines, "point"),
    trends = linesOf<Trend>(lines, "trend");
  const all = trends.reduce((sum, one) => sum + one.count, 0);
  const choose = (
    <Choice
      label="By"
      value={by}
      of={BY}
      onChoose={(next) => go(withParameter("/trends", query, "by", next === "year" ? null : next))}
    />
  );
  if (!all)
    return (
      <>
        <div class="bar-above">{choose}</div>
        <Nothing>
          <p>
            Nobody in this archive says {phrases.length > 1 ? "any of these" : "that"}
            {Object.values(filtersOf(query)).some((values) => values.length) ? ", with these filters" : ""}.
          </p>
        </Nothing>
      </>
    );
  const time = TIME.has(by);
  const series: Series[] = phrases.map((phrase) => ({
    name: phrase,
    points: points
      .filter((point) => point.phrase === phrase && point.key !== null)
      .map((point) => ({
        at: timeOf(point.key!),
        label: point.key!,
        value: point.per_million,
        count: point.count,
        words: point.words,
        href: linesOfPoint(point, query) ?? address("/concordance", { phrase }),
      }))
      .sort((a, b) => a.at - b.at),
  }));
  const keys = [...new Set(points.filter((point) => point.key !== null).map((point) => point.key!))].sort();
  const undated = points.filter((point) => point.key === null).reduce((sum, point) => sum + point.count, 0);
  return (
    <>
      <div class="bar-above">
        <p role="status">
          {trends.some((one) => one.estimated) ? `about ${counted(roughly(all), "use")}` : counted(all, "use")}
        </p>
        {choose}
        {time ? (
          <button
            type="button"
            class="quiet"
            onClick={() =>
              svg.current &&
              save(
                "trends.svg",
                "image/svg+xml",
                svgText(svg.current, `${phrases.join(", ")}: uses per million words`),
              )
            }
          >
            SVG
          </button>
        ) : null}
        <button type="button" class="quiet" onClick={() => save("trends.csv", "text/csv", csv(points))}>
          CSV
        </button>
        <span>per million words</span>
      </div>
      {time ? (
        <Plot series={series} ticks={keys.map((key) => ({ at: timeOf(key), label: key }))} svg={svg} />
      ) : (
        <Bars points={points} phrases={phrases} query={query} />
      )}
      {trends
        .filter((one) => one.sampled)
        .map((one) => (
          <p class="small">
            “<span dir="auto">{one.phrase}</span>” is said so often that {count(one.drawn ?? 0)} uses, drawn by lot,
            were counted and the rest reckoned from them.
          </p>
        ))}
      {undated ? (
        <p class="small">
          {counted(undated, "use")}{" "}
          {time
            ? "in transcripts without a date"
            : `without ${by === "speaker" ? "a named speaker" : `a known ${by}`}`}{" "}
          {undated === 1 ? "is" : "are"} not shown.
        </p>
      ) : null}
      <table>
        <thead>
          <tr>
            <th scope="col">Phrase</th>
            <th scope="col" class="number">
              Uses
            </th>
            <th scope="col" class="number">
              Per million words
            </th>
            <th scope="col">First</th>
            <th scope="col">Last</th>
          </tr>
        </thead>
        <tbody>
          {trends.map((one) => (
            <tr>
              <td dir="auto">
                <a href={address("/concordance", { phrase: one.phrase, ...scopeOf(query) })}>{one.phrase}</a>
              </td>
              <td class="number">{one.estimated ? `about ${count(roughly(one.count))}` : count(one.count)}</td>
              <td class="number">{rate(one.per_million)}</td>
              {[one.first, one.last].map((use) => (
                <td>
                  {use ? (
                    <a href={reader(use.address)}>
                      {day(use.date)}
                      {use.speaker ? (
                        <>
                          , <span dir="auto">{use.speaker}</span>
                        </>
                      ) : null}
                    </a>
                  ) : (
                    "never"
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function timeOf(key: string): number {
  const [year, month] = key.split("-");
  return Number(year!.slice(0, 4)) + (month ? (Number(month) - 1) / 12 : 0);
}

function Bars({ points, phrases, query }: { points: readonly Point[]; phrases: string[]; query: URLSearchParams }) {
  const of = points.filter((point) => point.key !== null && point.count > 0).sort((a, b) => b.count - a.count);
  const most = Math.max(...of.map((point) => point.per_million), 1e-9);
  return (
    <>
      {phrases.map((phrase) => {
        const rows = of.filter((point) => point.phrase === phrase);
        if (!rows.length) return null;
        return (
          <section>
            {phrases.length > 1 ? <h2 dir="auto">{phrase}</h2> : null}
            <ul class="shares">
              {rows.slice(0, ROWS).map((point) => (
                <li>
                  <a dir="auto" href={linesOfPoint(point, query) ?? "/concordance"}>
                    {point.key}
                  </a>
                  <Length of={point.per_million / most} />
                  <span>{rate(point.per_million)}</span>
                  <span class="small">
                    {counted(point.count, "use")} in {counted(point.words, "word")}
                  </span>
                </li>
              ))}
            </ul>
            {rows.length > ROWS ? (
              <p class="small">
                The {ROWS} with most uses, of {count(rows.length)}; all are in the CSV.
              </p>
            ) : null}
          </section>
        );
      })}
    </>
  );
}

export function Length({ of }: { of: number }) {
  return (
    <div class="bar-of" aria-hidden="true">
      <span style={{ width: `${Math.max(0.5, Math.min(100, of * 100))}%` }} />
    </div>
  );
}

function csv(points: readonly Point[]): string {
  const rows: (string | number | null)[][] = [
    ["phrase", "by", "key", "uses", "words", "per_million", "transcripts"],
  ];
  for (const point of points)
    rows.push([point.phrase, point.by, point.key, point.count, point.words, point.per_million, point.transcripts]);
  return rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function Help() {
  return (
    <div class="notice">
      <p>
        How often a phrase is said, per million words: through the years, or by whom, where and in what language.
        Several phrases stand side by side.
      </p>
      <Examples
        path="/trends"
        name="phrase"
        all={[
          ["rescue", "one word"],
          ["a ship in trouble", "a phrase"],
          ["promis*", "words that begin so"],
        ]}
      />
    </div>
  );
}
