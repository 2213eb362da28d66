// The article as it came, with every quotation marked by its verdict, in words and not by
// colour alone.
import { useMemo } from "preact/hooks";
import type { Quotation } from "../api";
import { Bytes } from "../bytes";
import type { Article } from "./check";

export const VERDICTS: Record<string, string> = {
  verbatim: "verbatim",
  abridged: "abridged",
  altered: "altered",
  stitched: "stitched",
  misattributed: "misattributed",
  not_found: "not found",
};

export const gravity = (one: Quotation) => `${one.verdict}${one.severity === "meaning" ? " meaning" : ""}`;

export function CheckedArticle({
  article,
  quotations,
  chosen,
  hrefOf,
}: {
  article: Article;
  quotations: readonly Quotation[];
  chosen: number | null;
  hrefOf: (n: number) => string;
}) {
  const bytes = useMemo(() => new Bytes(article.text), [article.text]);
  const placed = quotations.filter((one) => one.quoted_span).sort((a, b) => a.quoted_span![0] - b.quoted_span![0]);
  const out = [];
  let at = 0;
  for (const one of placed) {
    const begin = bytes.unit(one.quoted_span![0]),
      end = bytes.unit(one.quoted_span![1]);
    if (begin < at) continue; // inside another one; its evidence is in the list
    out.push(article.text.slice(at, begin));
    out.push(
      <a class={`quoted ${gravity(one)}${one.n === chosen ? " now" : ""}`} href={hrefOf(one.n)}>
        {article.text.slice(begin, end)}
      </a>,
      <sup>
        {one.n} {VERDICTS[one.verdict]}
      </sup>,
    );
    at = end;
  }
  out.push(article.text.slice(at));
  return (
    <section aria-label="The article">
      <div class="article" dir="auto">
        {out}
      </div>
    </section>
  );
}
