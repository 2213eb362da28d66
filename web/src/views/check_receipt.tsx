// A receipt of what was just checked: the question and the answer with what they rest on,
// sealed, so that `stenogram verify --receipt` or a server can ask it again another day.
import { useState } from "preact/hooks";
import { ask, Refusal } from "../api";
import { address } from "../route";
import { save, Trouble } from "../ui/parts";
import type { Article } from "./check";

// The very bytes of the line: a receipt that was taken apart and written anew would not
// be the one that was sealed.
async function receiptOf(article: Article | null, query: URLSearchParams): Promise<string> {
  const values = { speaker: query.get("speaker"), date: query.get("date"), receipt: "true", format: "jsonl" };
  const response = article
    ? await ask(address("/api/v1/check", { ...values, name: article.name }), {
        method: "POST",
        body: article.text,
        headers: { "Content-Type": "text/plain; charset=utf-8" },
      })
    : await ask(address("/api/v1/check", { ...values, quote: query.get("quote") }));
  const line = (await response.text()).split("\n").find((one) => one.startsWith('{"type":"receipt"'));
  if (!line) throw new Refusal(500, "no_receipt", "The server gave no receipt.");
  return `${line}\n`;
}

export function SaveReceipt({ article, query }: { article: Article | null; query: URLSearchParams }) {
  const [error, setError] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    setError(null);
    try {
      save("receipt.json", "application/json", await receiptOf(article, query));
    } catch (error) {
      setError(error as Refusal);
    }
    setBusy(false);
  };
  return (
    <>
      <button
        type="button"
        class="quiet"
        disabled={busy}
        onClick={make}
        title="What was asked and answered, sealed; `stenogram verify --receipt` asks it again"
      >
        {busy ? "Asking once more…" : "Save a receipt"}
      </button>
      {error ? <Trouble error={error} /> : null}
    </>
  );
}
