// The lines of a concordance, fetched in pieces as they come into sight: over a large archive
// ten thousand lines stand in thousands of transcripts, and nobody waits for all of them.
import { useEffect, useRef, useState } from "preact/hooks";
import { get, linesOf, useAnswer, type Asked, type Line, type Lines, type Total } from "../api";
import type { Values } from "../route";

export const MOST = 10_000; // lines that can be reached; the sum is exact all the same
export const SAMPLE = 100_000; // of more uses than so many, so many drawn by lot
const PIECE = 100;
const AHEAD = 1000; // fetched without being asked for, so that paper has them

type Piece = Lines<Line | Total> & { generation?: string };

export interface Held {
  total: Total;
  reach: number; // lines that can be reached
  at: (index: number) => Line | undefined;
  want: (first: number, last: number) => void;
  all: () => Promise<Line[]>;
}

interface Store {
  of: Piece;
  values: Values; // that it is the answer to; those asked for next may be others already
  lines: Map<number, Line>;
  asked: Set<number>;
  stop: AbortController;
}

export function useLines(values: Values | null): Asked<Held> {
  const first = useAnswer<Piece>(values ? "/kwic" : null, { ...values, most: SAMPLE, limit: PIECE });
  const store = useRef<Store | null>(null);
  const wanted = useRef(0);
  const [, redraw] = useState(0);
  const of = first.value;
  if (of && store.current?.of !== of) {
    store.current?.stop.abort();
    const lines = new Map(linesOf<Line>(of.lines, "line").map((line, i) => [i, line] as const));
    store.current = { of, values: values ?? {}, lines, asked: new Set([0]), stop: new AbortController() };
  }
  const now = store.current;
  const total = of ? linesOf<Total>(of.lines, "total")[0] : undefined;
  const reach = Math.min(MOST, total?.drawn ?? total?.lines ?? now?.lines.size ?? 0);

  const ask = async (piece: number) => {
    if (!now || now.asked.has(piece) || piece * PIECE >= reach) return;
    now.asked.add(piece);
    try {
      const asked = {
        ...now.values,
        most: SAMPLE,
        limit: Math.min(PIECE, reach - piece * PIECE),
        skip: piece * PIECE,
        generation: now.of.generation,
      };
      const more = await get<Piece>("/kwic", asked, now.stop.signal);
      linesOf<Line>(more.lines, "line").forEach((line, i) => now.lines.set(piece * PIECE + i, line));
      redraw((n) => n + 1);
    } catch {
      now.asked.delete(piece); // asked again when it is next in sight
    }
  };
  useEffect(() => {
    if (!now) return;
    let over = false;
    const later = setTimeout(async () => {
      for (let piece = 1; piece * PIECE < Math.min(AHEAD, reach) && !over; ++piece) await ask(piece);
    }, 400);
    return () => {
      over = true;
      clearTimeout(later);
    };
  }, [of]);
  useEffect(
    () => () => {
      clearTimeout(wanted.current);
      store.current?.stop.abort();
    },
    [],
  );

  const held: Held | null =
    now && total
      ? {
          total,
          reach,
          at: (index) => now.lines.get(index),
          // What a quick scroll only passes is not asked for.
          want: (begin, end) => {
            clearTimeout(wanted.current);
            wanted.current = window.setTimeout(() => {
              for (let piece = Math.floor(begin / PIECE); piece * PIECE < end; ++piece) void ask(piece);
            }, 60);
          },
          all: async () => {
            const whole = await get<Piece>("/kwic", {
              ...now.values,
              most: SAMPLE,
              limit: MOST,
              generation: now.of.generation,
            });
            return linesOf<Line>(whole.lines, "line");
          },
        }
      : null;
  return { value: held, error: first.error, waiting: first.waiting };
}
