// Words that somebody claims were said, one quotation or an article full of them, held
// against the record. A quotation is part of the address; an article is kept in this tab
// alone, and the address names it by its hash.
import { useEffect, useRef, useState } from "preact/hooks";
import { ask, Refusal, stream, useAnswer, type Lines, type Quotation, type Summary, type Transcript } from "../api";
import { go } from "../route";
import { address } from "../route";
import { Answer, Choice, counted, Nothing, save, Title, Trouble, withParameter } from "../ui/parts";
import { CheckedArticle } from "./check_article";
import { Evidence, SummaryLine } from "./check_evidence";
import { asPage } from "./check_export";
import { SaveReceipt } from "./check_receipt";

type Line = Quotation | Summary | { type: "set_aside"; quoted: string; quoted_span?: [number, number] };

export interface Article {
  name: string;
  text: string;
}
export interface Checked {
  article: Article | null;
  quotations: Quotation[];
  summary: Summary | null;
}

const KEY = "stenogram-article-";
const MARKS = /["“”„«»‹›「」『』]/;

async function hashOf(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  // Only where the page came over a safe channel is there a digest; elsewhere a sum will do.
  if (crypto.subtle) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...digest.slice(0, 6)].map((one) => one.toString(16).padStart(2, "0")).join("");
  }
  let sum = 2166136261;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 16777619) >>> 0;
  return sum.toString(16).padStart(8, "0");
}

function keep(hash: string, article: Article) {
  try {
    sessionStorage.setItem(KEY + hash, JSON.stringify(article));
  } catch {
    held.set(hash, article); // too large for the tab's store: kept while the page lives
  }
}
const held = new Map<string, Article>();
function kept(hash: string): Article | null {
  const text = sessionStorage.getItem(KEY + hash);
  return text ? (JSON.parse(text) as Article) : (held.get(hash) ?? null);
}

export function Check({ query }: { query: URLSearchParams }) {
  const quote = query.get("quote"),
    article = query.get("article");
  return (
    <>
      <Title>Check</Title>
      <h1 class="hidden">Check</h1>
      {article && kept(article) ? (
        <details class="again">
          <summary>Check something else</summary>
          <Form query={query} />
        </details>
      ) : (
        <Form query={query} />
      )}
      {article ? (
        <ArticleAnswer hash={article} query={query} />
      ) : quote ? (
        <QuoteAnswer quote={quote} query={query} />
      ) : (
        <Help />
      )}
    </>
  );
}

type What = "auto" | "quote" | "article";

function Form({ query }: { query: URLSearchParams }) {
  const shown = query.get("quote") ?? kept(query.get("article") ?? "")?.text ?? "";
  const [text, setText] = useState(shown);
  const [speaker, setSpeaker] = useState(query.get("speaker") ?? "");
  const [date, setDate] = useState(query.get("date") ?? "");
  const [what, setWhat] = useState<What>("auto");
  const [over, setOver] = useState(false);
  const [error, setError] = useState<Refusal | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    setText(shown);
  }, [query.get("quote"), query.get("article")]);
  useEffect(() => {
    setSpeaker(query.get("speaker") ?? "");
    setDate(query.get("date") ?? "");
  }, [query.get("speaker"), query.get("date")]);

  const send = async (given: string) => {
    if (!given.trim()) {
      field.current?.focus();
      return;
    }
    setError(null);
    const isArticle =
      what === "article" || (what === "auto" && (MARKS.test(given.trim().slice(1, -1)) || given.length > 2000));
    const values = { speaker: speaker.trim(), date: date.trim() };
    if (!isArticle)
      return go(address("/check", { quote: given.trim().replace(/^["“„«]\s*|\s*["”“»]$/g, ""), ...values }));
    const hash = await hashOf(given);
    keep(hash, { name: "pasted text", text: given });
    go(address("/check", { article: hash, ...values }));
  };
  // A file is read by the server as captures are, so any format does.
  const take = async (file: File | undefined) => {
    if (!file) return;
    setError(null);
    try {
      const response = await ask(address("/api/v1/read", { page: true, name: file.name }), {
        method: "POST",
        body: file,
        headers: { "Content-Type": file.type || "application/octet-stream" },
      });
      const told = (await response.json()) as Lines<Transcript | { type: "page"; text: string }>;
      const page = told.lines.find((line) => line.type === "page") as { text: string } | undefined;
      if (!page) throw new Refusal(422, "unreadable", `${file.name} has no text that can be read.`);
      const hash = await hashOf(page.text);
      keep(hash, { name: file.name, text: page.text });
      go(address("/check", { article: hash, speaker: speaker.trim(), date: date.trim() }));
    } catch (error) {
      setError(error as Refusal);
    }
  };
  return (
    <form
      class={over ? "check-form drop over" : "check-form"}
      onSubmit={(event) => {
        event.preventDefault();
        void send(text);
      }}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void take(event.dataTransfer?.files[0]);
      }}
    >
      <label>
        <span>A sentence that somebody is said to have said, or an article with its quotations</span>
        <textarea
          id="ask"
          ref={field}
          dir="auto"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          rows={6}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              void send(text);
            }
          }}
        />
      </label>
      <div class="fields">
        <label>
          <span>Said by (where the text does not say)</span>
          <input
            type="text"
            dir="auto"
            value={speaker}
            onInput={(event) => setSpeaker(event.currentTarget.value)}
          />
        </label>
        <label>
          <span>On (2024, 2024-03, 2024-03-14)</span>
          <input type="text" value={date} onInput={(event) => setDate(event.currentTarget.value)} />
        </label>
      </div>
      <div class="buttons">
        <button type="submit">Check</button>
        <Choice
          label="Take it as"
          value={what}
          of={[
            ["auto", "what it looks like"],
            ["quote", "one quotation"],
            ["article", "an article"],
          ]}
          onChoose={setWhat}
        />
        <label class="small">
          or a file: <input type="file" onChange={(event) => void take(event.currentTarget.files?.[0])} />
        </label>
      </div>
      {error ? <Trouble error={error} /> : null}
    </form>
  );
}

function QuoteAnswer({ quote, query }: { quote: string; query: URLSearchParams }) {
  const answer = useAnswer<Lines<Line>>("/check", {
    quote,
    speaker: query.get("speaker"),
    date: query.get("date"),
  });
  return (
    <Answer of={answer}>
      {(value) => (
        <Result
          checked={{
            article: null,
            quotations: value.lines.filter((line): line is Quotation => line.type === "quotation"),
            summary: value.lines.find((line): line is Summary => line.type === "summary") ?? null,
          }}
          query={query}
        />
      )}
    </Answer>
  );
}

function ArticleAnswer({ hash, query }: { hash: string; query: URLSearchParams }) {
  const [lines, setLines] = useState<Line[] | null>(null);
  const [error, setError] = useState<Refusal | null>(null);
  const [done, setDone] = useState(false);
  const article = kept(hash);
  const speaker = query.get("speaker"),
    date = query.get("date");
  useEffect(() => {
    if (!article) return;
    const stop = new AbortController();
    setLines(null);
    setError(null);
    setDone(false);
    stream<Line>(
      "/check",
      { speaker, date },
      {
        method: "POST",
        body: article.text,
        headers: { "Content-Type": "text/plain; charset=utf-8" },
        signal: stop.signal,
      },
      setLines,
    ).then(
      (all) => {
        setLines(all);
        setDone(true);
      },
      (error) => {
        if (error.name !== "AbortError") setError(error as Refusal);
      },
    );
    return () => stop.abort();
  }, [hash, speaker, date]);
  if (!article)
    return (
      <Nothing>
        <p>That article was checked in another tab or session. It was not kept anywhere: paste it again.</p>
      </Nothing>
    );
  if (error) return <Trouble error={error} />;
  if (!lines)
    return (
      <p class="waiting" role="status">
        Reading and checking…
      </p>
    );
  const quotations = lines.filter((line): line is Quotation => line.type === "quotation");
  const summary = lines.find((line): line is Summary => line.type === "summary") ?? null;
  if (done && !quotations.length)
    return (
      <Nothing>
        <p>
          No quotation was found in this text. Quotations are words in quotation marks that somebody is said to have
          spoken.
        </p>
      </Nothing>
    );
  return (
    <>
      {done ? null : (
        <p class="small" role="status">
          {counted(quotations.length, "quotation")} so far…
        </p>
      )}
      <Result checked={{ article, quotations, summary }} query={query} />
    </>
  );
}

function Result({ checked, query }: { checked: Checked; query: URLSearchParams }) {
  const chosen = Number(query.get("n")) || null;
  const choose = (n: number) => withParameter("/check", query, "n", String(n));
  useEffect(() => {
    if (chosen) document.getElementById(`quotation-${chosen}`)?.scrollIntoView({ block: "nearest" });
  }, [chosen, checked.quotations.length]);
  const searched = checked.quotations[0]?.searched;
  return (
    <>
      {checked.summary && checked.article ? <SummaryLine summary={checked.summary} /> : null}
      <div class={checked.article ? "checked with-text" : "checked"}>
        {checked.article ? (
          <CheckedArticle
            article={checked.article}
            quotations={checked.quotations}
            chosen={chosen}
            hrefOf={choose}
          />
        ) : null}
        <section aria-label="Evidence">
          {checked.quotations.map((one) => (
            <Evidence quotation={one} now={one.n === chosen} />
          ))}
          {searched ? (
            <p class="small">
              Searched: {counted(searched.transcripts, "transcript")} with {counted(searched.turns, "turn")}
              {searched.from ? `, ${searched.from.slice(0, 10)} to ${searched.to?.slice(0, 10)}` : ""}. What is not
              in this archive may still have been said.
            </p>
          ) : null}
          <p class="buttons">
            <button
              type="button"
              class="quiet"
              onClick={() => save("check.html", "text/html", asPage(checked, window.location.origin))}
            >
              Save as a page
            </button>
            <button
              type="button"
              class="quiet"
              onClick={() =>
                save(
                  "check.jsonl",
                  "application/x-ndjson",
                  [...checked.quotations, checked.summary]
                    .filter(Boolean)
                    .map((line) => JSON.stringify(line))
                    .join("\n") + "\n",
                )
              }
            >
              Save as JSON
            </button>
            <SaveReceipt article={checked.article} query={query} />
          </p>
        </section>
      </div>
    </>
  );
}

function Help() {
  return (
    <div class="notice">
      <p>
        Each quotation gets one of six verdicts: <b>verbatim</b>, <b>abridged</b> at a mark, <b>altered</b>,{" "}
        <b>stitched</b> together from several places, <b>misattributed</b>, or <b>not found</b> in this archive.
        Each comes with its evidence.
      </p>
    </div>
  );
}
