// What is here: the sums, the years, who speaks, and every transcript; and, where writing is
// allowed, the way in for more.
import {
  hasRoute,
  linesOf,
  useAnswer,
  useService,
  type Lines,
  type Listed,
  type SpeakerRow,
  type Stats,
  type Total,
  type Year,
} from "../api";
import { Timeline, type Bar } from "../charts/bars";
import { address, go } from "../route";
import {
  Answer,
  Ask,
  Choice,
  count,
  counted,
  day,
  kindName,
  Nothing,
  Pages,
  Title,
  withParameter,
} from "../ui/parts";
import { Intake } from "./archive_intake";
import { Families } from "./archive_families";
import { dated, rangeOf } from "./search";

const LIMIT = 40;

// A range of years as the interface takes it: each year by itself.
function yearsIn(range: [number, number] | null): string[] {
  if (!range) return [];
  return Array.from({ length: Math.min(400, range[1] - range[0] + 1) }, (_, i) => String(range[0] + i));
}

export function Archive({ query }: { query: URLSearchParams }) {
  const stats = useAnswer<Stats>("/stats");
  const service = useService();
  const write = service?.write === true;
  return (
    <>
      <Title>Stenogram</Title>
      <h1 class="hidden">The archive</h1>
      <Answer of={stats}>
        {(value) =>
          value.transcripts ? (
            <Holdings stats={value} query={query} write={write} />
          ) : (
            <>
              <Nothing>
                <p>This archive is empty.</p>
                <p>
                  Captures go in with <code>stenogram ingest --archive NAME FILE…</code>
                  {write
                    ? ", or here:"
                    : ", or by dropping files on this page where the server was started with --write."}
                </p>
              </Nothing>
              {write ? <Intake limit={service!.limits.capture_bytes} /> : null}
            </>
          )
        }
      </Answer>
    </>
  );
}

function Holdings({ stats, query, write }: { stats: Stats; query: URLSearchParams; write: boolean }) {
  const service = useService();
  const copies = useAnswer<Lines<{ type: string; members?: unknown[] }>>(
    hasRoute(service, "/copies") ? "/copies" : null,
    {},
  );
  const families = (copies.value?.lines ?? []).filter(
    (line) => line.type === "family" && (line.members?.length ?? 0) > 1,
  );
  const inFamilies = families.reduce((sum, one) => sum + (one.members?.length ?? 0), 0);
  const interviews = stats.transcripts - inFamilies + families.length;
  return (
    <>
      <div class="sum">
        <div>
          <b>{count(stats.transcripts)}</b>
          <span>{stats.transcripts === 1 ? "transcript" : "transcripts"}</span>
        </div>
        {families.length ? (
          <div>
            <b>{count(interviews)}</b>
            <span>counting copies once</span>
          </div>
        ) : null}
        <div>
          <b>{count(stats.turns)}</b>
          <span>turns</span>
        </div>
        <div>
          <b>{count(stats.words)}</b>
          <span>words</span>
        </div>
        <div>
          <b>{count(stats.speakers)}</b>
          <span>named speakers</span>
        </div>
        {stats.from ? (
          <div>
            <b>
              {stats.from.slice(0, 4)}
              {stats.to && stats.to.slice(0, 4) !== stats.from.slice(0, 4) ? `–${stats.to.slice(0, 4)}` : ""}
            </b>
            <span>
              {day(stats.from)} to {day(stats.to)}
            </span>
          </div>
        ) : null}
      </div>
      {write && service ? <Intake limit={service.limits.capture_bytes} /> : null}
      <div class="columns">
        <Transcripts query={query} stats={stats} />
        <aside aria-label="The archive at a glance">
          <Years query={query} />
          <Speakers query={query} />
          <Families />
        </aside>
      </div>
    </>
  );
}

function Years({ query }: { query: URLSearchParams }) {
  const answer = useAnswer<Lines<Year>>("/years");
  const bars: Bar[] = linesOf<Year>(answer.value?.lines, "year")
    .filter((one) => one.year !== null)
    .map((one) => ({ year: Number(one.year), count: one.transcripts }));
  return (
    <Timeline
      bars={bars}
      range={rangeOf(query)}
      one="transcript"
      caption="Transcripts by year"
      onRange={(range) => go(withParameter("/", query, "date", dated(range)))}
    />
  );
}

function Speakers({ query }: { query: URLSearchParams }) {
  const answer = useAnswer<Lines<SpeakerRow>>("/speakers", { limit: 12, sort: "words" });
  const rows = linesOf<SpeakerRow>(answer.value?.lines, "speaker");
  if (!rows.length) return null;
  return (
    <section class="facet">
      <h2>Who speaks most, in words</h2>
      <ul class="people">
        {rows.map((one) => (
          <li>
            <a dir="auto" href={withParameter("/", query, "speaker", one.name)}>
              {one.name}
            </a>
            <span>{count(one.words)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const ORDERS = [
  ["newest", "newest first"],
  ["date", "oldest first"],
  ["title", "by title"],
  ["words", "longest first"],
] as const;

function Transcripts({ query, stats }: { query: URLSearchParams; stats: Stats }) {
  const text = query.get("text") ?? "",
    speaker = query.get("speaker"),
    kind = query.get("kind") ?? "",
    lang = query.get("lang") ?? "";
  const sort = query.get("sort") ?? "newest",
    skip = Number(query.get("skip") ?? 0) || 0;
  const answer = useAnswer<Lines<Listed | Total>>("/transcripts", {
    limit: LIMIT,
    skip,
    sort,
    text,
    speaker,
    kind,
    lang,
    year: yearsIn(rangeOf(query)),
  });
  const kinds = Object.entries(stats.kinds)
    .sort((a, b) => b[1] - a[1])
    .map(([name, n]) => [name, `${kindName(name)} (${count(n)})`] as const);
  const languages = Object.entries(stats.languages)
    .sort((a, b) => b[1] - a[1])
    .map(([name, n]) => [name, `${name} (${count(n)})`] as const);
  const set = (name: string) => (value: string) => go(withParameter("/", query, name, value));
  return (
    <section aria-label="Transcripts">
      <Ask
        value={text}
        label="Find a transcript"
        placeholder="words of a title, an outlet, a name"
        onAsk={set("text")}
      />
      <div class="bar-above">
        <p role="status">
          {answer.value
            ? counted(linesOf<Total>(answer.value.lines, "total")[0]?.transcripts ?? 0, "transcript")
            : "…"}
        </p>
        <Choice
          label="Order"
          value={sort}
          of={ORDERS}
          onChoose={(next) => set("sort")(next === "newest" ? "" : next)}
        />
        {kinds.length > 1 ? (
          <Choice label="Kind" value={kind} of={[["", "all"], ...kinds]} onChoose={set("kind")} />
        ) : null}
        {languages.length > 1 ? (
          <Choice label="Language" value={lang} of={[["", "all"], ...languages]} onChoose={set("lang")} />
        ) : null}
        {speaker ? (
          <span>
            with <b dir="auto">{speaker}</b>{" "}
            <a
              href={withParameter("/", query, "speaker", null)}
              aria-label={`Remove the filter Speaker ${speaker}`}
            >
              ×
            </a>
            {" · "}
            <a href={address("/search", { speaker: `=${speaker}` })}>all that was said</a>
          </span>
        ) : null}
      </div>
      <Answer of={answer}>
        {(value) => {
          const rows = linesOf<Listed>(value.lines, "listed");
          const total = linesOf<Total>(value.lines, "total")[0]?.transcripts ?? rows.length;
          if (!rows.length)
            return (
              <Nothing>
                <p>
                  No transcript fits these words and filters. <a href="/">All of them.</a>
                </p>
              </Nothing>
            );
          return (
            <>
              <ol class="works">
                {rows.map((row) => (
                  <li>
                    <Work row={row} />
                  </li>
                ))}
              </ol>
              <Pages
                path="/"
                query={query}
                shown={rows.length}
                skip={skip}
                limit={LIMIT}
                total={total}
                one="transcript"
              />
            </>
          );
        }}
      </Answer>
    </section>
  );
}

function Work({ row }: { row: Listed }) {
  const facts = [kindName(row.kind), row.outlet, row.place].filter(Boolean).join(" · ");
  return (
    <>
      <a class="work" dir="auto" lang={row.language} href={`/read/${row.transcript}`}>
        {row.title ?? row.occasion ?? row.name.split("/").pop()}
      </a>
      <span class="small" dir="auto">
        {row.speakers.slice(0, 5).join(", ")}
        {row.speakers.length > 5 ? ` and ${count(row.speakers.length - 5)} more` : ""}
      </span>
      <span class="small">
        {day(row.event_date ?? row.publication_date)} · <span dir="auto">{facts}</span> ·{" "}
        {counted(row.turns, "turn")}, {counted(row.words, "word")}
      </span>
    </>
  );
}
