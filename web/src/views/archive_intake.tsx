// Files dropped or chosen go in one after another, two at a time; each says what became of it.
import { useEffect, useRef, useState } from "preact/hooks";
import { ask, Refusal, type Ingested, type Lines } from "../api";
import { count, counted } from "../ui/parts";

interface Fate {
  name: string;
  status: "waiting" | "sending" | "added" | "unchanged" | "replaced" | "failed";
  says: string;
  read: string | null;
}

const AT_ONCE = 2;

async function send(file: File): Promise<Omit<Fate, "name">> {
  for (let tries = 0; ; ++tries) {
    try {
      const response = await ask(`/api/v1/captures?${new URLSearchParams({ name: file.name })}`, {
        method: "POST",
        body: file,
        headers: { "Content-Type": file.type || "application/octet-stream" },
      });
      const told = (await response.json()) as Lines<Ingested>;
      const lines = told.lines.filter((line) => line.type === "ingested");
      const good = lines.filter((line) => line.status !== "failed"),
        bad = lines.find((line) => line.status === "failed");
      if (!good.length) return { status: "failed", says: bad?.error ?? "nothing could be read", read: null };
      const turns = good.reduce((sum, line) => sum + line.turns, 0);
      const status = good.some((line) => line.status === "added") ? "added" : (good[0]!.status as Fate["status"]);
      const what = status === "unchanged" ? "already here" : status === "replaced" ? "read anew" : "added";
      return {
        status,
        says: [what, good.length > 1 ? counted(good.length, "transcript") : "", counted(turns, "turn")]
          .filter(Boolean)
          .join(", ")
          .concat(bad ? `; ${bad.error}` : ""),
        read: good[0]!.transcript,
      };
    } catch (error) {
      const refusal = error as Refusal;
      if (refusal.status === 503 && tries < 20) {
        await new Promise((later) => setTimeout(later, 500));
        continue;
      }
      return { status: "failed", says: refusal.message, read: null };
    }
  }
}

export function Intake({ limit }: { limit: number }) {
  const [fates, set] = useState<Fate[]>([]);
  const [over, setOver] = useState(false);
  const waiting = useRef<{ file: File; at: number }[]>([]);
  const busy = useRef(0);
  const total = useRef(0);

  const tell = (at: number, fate: Partial<Fate>) =>
    set((old) => old.map((one, i) => (i === at ? { ...one, ...fate } : one)));
  const work = async () => {
    if (busy.current >= AT_ONCE) return;
    const next = waiting.current.shift();
    if (!next) return;
    ++busy.current;
    tell(next.at, { status: "sending" });
    if (next.file.size > limit)
      tell(next.at, {
        status: "failed",
        says: `too large: ${count(next.file.size)} bytes, ${count(limit)} at most`,
      });
    else if (next.file.size === 0)
      tell(next.at, { status: "failed", says: "the file is empty, or a folder; drop files" });
    else tell(next.at, await send(next.file));
    --busy.current;
    void work();
  };
  const take = (files: FileList | null | undefined) => {
    const list = [...(files ?? [])];
    if (!list.length) return;
    const from = total.current;
    total.current += list.length;
    set((old) => [
      ...old,
      ...list.map((file): Fate => ({ name: file.name, status: "waiting", says: "waiting", read: null })),
    ]);
    waiting.current.push(...list.map((file, i) => ({ file, at: from + i })));
    for (let i = 0; i < AT_ONCE; ++i) void work();
  };
  // The whole page takes what is dropped.
  useEffect(() => {
    const dragged = (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    };
    const left = () => setOver(false);
    const dropped = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      take(event.dataTransfer?.files);
    };
    window.addEventListener("dragover", dragged);
    window.addEventListener("dragleave", left);
    window.addEventListener("drop", dropped);
    return () => {
      window.removeEventListener("dragover", dragged);
      window.removeEventListener("dragleave", left);
      window.removeEventListener("drop", dropped);
    };
  }, []);

  const done = fates.filter((one) => one.status !== "waiting" && one.status !== "sending").length;
  const refused = fates.filter((one) => one.status === "failed").length;
  return (
    <section class={over ? "drop over" : "drop"} aria-label="Add captures">
      <label>
        Drop files here to add them, or choose them:{" "}
        <input
          type="file"
          multiple
          onChange={(event) => {
            take(event.currentTarget.files);
            event.currentTarget.value = "";
          }}
        />
      </label>
      {fates.length ? (
        <>
          {done < fates.length ? <progress max={fates.length} value={done} aria-label="Files done" /> : null}
          <p role="status">
            {counted(done, "file")} of {count(fates.length)} done{refused ? `, ${count(refused)} refused` : ""}.{" "}
            {done === fates.length ? (
              <a href="/" onClick={() => window.location.assign("/")}>
                See the archive as it is now.
              </a>
            ) : null}
          </p>
          <ul class="received">
            {fates.map((one) => (
              <li class={one.status}>
                <b dir="auto">{one.name}</b>:{" "}
                {one.read ? (
                  <a href={`/read/${one.read}`}>{one.says}</a>
                ) : one.status === "sending" ? (
                  "reading…"
                ) : (
                  one.says
                )}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}
