// Turns that say it, best first, narrowed by facets and by time.
import { linesOf, useAnswer, type Facet, type Hit, type Lines, type Total } from "../api";
import { Timeline, type Bar } from "../charts/bars";
import { address, filtersOf, go, scopeOf } from "../route";
import {
  Answer,
  Ask,
  Chips,
  Choice,
  count,
  counted,
  day,
  EachOnce,
  kindName,
  Marked,
  Nothing,
  Pages,
  reader,
  Title,
  voiceName,
  withFilter,
  withParameter,
} from "../ui/parts";
import { Examples } from "../ui/examples";

const LIMIT = 20;
const SAMPLE = 100_000; // of more hits, so many are looked at for what stands beside them
const FACETS: readonly (readonly [string, string, string])[] = [
  ["speaker", "Speakers", "speaker"],
  ["outlet", "Outlets", "outlet"],
  ["place", "Places", "place"],
  ["transcript_kind", "Kinds", "kind"],
  ["kind", "Turns", "kind"],
  ["language", "Languages", "lang"],
];
const EXACT = new Set(["speaker", "outlet", "place"]);

export function yearsOf(facets: readonly Facet[]): Bar[] {
  const years = facets.find((facet) => facet.facet === "year")?.values ?? [];
  return years
    .filter((one) => one.value !== null)
    .map((one) => ({ year: Number(one.value), count: one.count }))
    .sort((a, b) => a.year - b.year);
}

export function rangeOf(query: URLSearchParams): [number, number] | null {
  const date = query.get("date");
  const found = date ? /^(\d{4})(?:\.\.(\d{4}))?$/.exec(date) : null;
  return found ? [Number(found[1]), Number(found[2] ?? found[1])] : null;
}

export function dated(range: [number, number] | null): string | null {
  return range === null ? null : range[0] === range[1] ? String(range[0]) : `${range[0]}..${range[1]}`;
}

export function Search({ query }: { query: URLSearchParams }) {
  const q = query.get("q") ?? "";
  const sort = query.get("sort") ?? "score";
  const skip = Number(query.get("skip") ?? 0) || 0;
  const filters = filtersOf(query);
  const asked = q !== "" || Object.values(filters).some((values) => values.length > 0);
  const answer = useAnswer<Lines<Hit | Facet | Total>>(asked ? "/search" : null, {
    q,
    ...scopeOf(query),
    sort,
    skip,
    limit: LIMIT,
    facets: true,
    most: SAMPLE,
  });
  return (
    <>
      <Title>{q ? `Search: ${q}` : "Search"}</Title>
      <h1 class="hidden">Search</h1>
      <Ask
        value={q}
        label="Search"
        placeholder='bridge speaker:Marrow "never again" date:2021..'
        autofocus={!asked}
        onAsk={(text) => go(withParameter("/search", query, "q", text))}
      />
      <EachOnce path="/search" query={query} />
      <Chips path="/search" query={query} />
      {asked ? (
        <Answer of={answer}>{(value) => <Found value={value} query={query} skip={skip} sort={sort} />}</Answer>
      ) : (
        <Help />
      )}
    </>
  );
}

function Found({
  value,
  query,
  skip,
  sort,
}: {
  value: Lines<Hit | Facet | Total>;
  query: URLSearchParams;
  skip: number;
  sort: string;
}) {
  const hits = linesOf<Hit>(value.lines, "hit"),
    facets = linesOf<Facet>(value.lines, "facet");
  const total = linesOf<Total>(value.lines, "total")[0];
  const all = total?.hits ?? hits.length;
  if (all === 0) return <Missing total={total} query={query} />;
  return (
    <div class="columns">
      <section aria-label="Hits">
        <div class="bar-above">
          <p role="status">{counted(all, "turn")}</p>
          <Choice
            label="Order"
            value={sort}
            of={[
              ["score", "best first"],
              ["date", "oldest first"],
              ["newest", "newest first"],
            ]}
            onChoose={(next) => go(withParameter("/search", query, "sort", next === "score" ? null : next))}
          />
          {query.get("q") ? (
            <a href={address("/concordance", { phrase: query.get("q"), ...scopeOf(query) })}>as a concordance</a>
          ) : null}
        </div>
        <ol class="hits" start={skip + 1}>
          {hits.map((hit) => (
            <li>
              <HitView hit={hit} />
            </li>
          ))}
        </ol>
        <Pages path="/search" query={query} shown={hits.length} skip={skip} limit={LIMIT} total={all} one="turn" />
      </section>
      <aside aria-label="Narrow the search">
        {total?.facets_of ? (
          <p class="small">Counted in a sample of {count(total.facets_of)} of these turns, evenly taken.</p>
        ) : null}
        <Timeline
          bars={yearsOf(facets)}
          range={rangeOf(query)}
          one="turn"
          onRange={(range) => go(withParameter("/search", query, "date", dated(range)))}
        />
        {FACETS.map(([name, title, field]) => {
          const facet = facets.find((one) => one.facet === name);
          const values = facet?.values.filter((one) => one.value !== null).slice(0, 8) ?? [];
          if (values.length < 2) return null;
          return (
            <section class="facet">
              <h2>{title}</h2>
              <ul>
                {values.map((one) => (
                  <li>
                    <a
                      dir="auto"
                      href={withFilter("/search", query, field, EXACT.has(name) ? `=${one.value}` : one.value!)}
                    >
                      {name.endsWith("kind") ? kindName(one.value!) : one.value}
                    </a>
                    <span>{count(one.count)}</span>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </aside>
    </div>
  );
}

// The hit opens at its turn, with the words it was found by marked there: `span` is the
// snippet's place in the page, so that they are told in bytes of the page.
function HitView({ hit }: { hit: Hit }) {
  const marks = hit.highlights
    .slice(0, 40)
    .map(([begin, end]) => `${hit.span[0] + begin}-${hit.span[0] + end}`)
    .join(",");
  return (
    <article class="hit">
      <header>
        <a href={reader(hit.address, marks ? { marks } : {})}>
          <b dir="auto">{voiceName(hit.speaker, hit.label)}</b>
        </a>
        <span>{day(hit.date)}</span>
        <span class="kind">{kindName(hit.kind)}</span>
        <code>{hit.address}</code>
      </header>
      <blockquote dir="auto">
        {hit.cut.before ? "… " : ""}
        <Marked text={hit.snippet} spans={hit.highlights} />
        {hit.cut.after ? " …" : ""}
      </blockquote>
      {hit.title || hit.outlet ? (
        <p class="from" dir="auto">
          {[hit.title, hit.outlet].filter(Boolean).join(" · ")}
        </p>
      ) : null}
    </article>
  );
}

function Missing({ total, query }: { total: Total | undefined; query: URLSearchParams }) {
  const suggestions = Object.entries(total?.suggestions ?? {});
  const q = query.get("q") ?? "";
  return (
    <Nothing>
      <p>Nobody in this archive says that{query.size > 1 ? ", with these filters" : ""}.</p>
      {suggestions.map(([word, nearest]) => (
        <p>
          The archive does not hold the word <b dir="auto">{word}</b>.{" "}
          {nearest.length ? (
            <>
              It holds{" "}
              {nearest.map((one, i) => (
                <>
                  {i ? ", " : ""}
                  <a href={withParameter("/search", query, "q", q.replace(word, one))}>{one}</a>
                </>
              ))}
              .
            </>
          ) : null}
        </p>
      ))}
    </Nothing>
  );
}

function Help() {
  const examples: readonly (readonly [string, string])[] = [
    ["ship trouble", "both words in one turn"],
    ['"a ship in trouble"', "these words, one after another"],
    ["ice OR snow", "either"],
    ["promis*", "words that begin so"],
    ["rescue -fee", "without the second"],
    ["fee NEAR/5 rescue", "close to one another"],
    ["speaker:Marrow date:2024..", "what one person said since then"],
  ];
  return (
    <div class="notice">
      <p>What has been said, turn by turn. For instance:</p>
      <Examples path="/search" name="q" all={examples} />
    </div>
  );
}
