// Two transcripts as two strips, a piece a turn and as long as it has words: what is the
// same is pale, what differs is taller, what one of them lacks is tallest and has a gap
// across from it.
import type { ComparedPair, Transcript } from "../api";
import { useWidth } from "../ui/width";

const ROW = 18,
  GAP = 6;

export function Glance({
  pairs,
  left,
  right,
}: {
  pairs: readonly ComparedPair[];
  left: Transcript;
  right: Transcript;
}) {
  const [place, width] = useWidth<HTMLDivElement>(760);
  const words = (transcript: Transcript, turns: readonly number[]) =>
    turns.reduce((sum, n) => sum + (transcript.turns[n - 1]?.text.split(/\s+/).length ?? 0), 0);
  const sizes = pairs.map((pair) => Math.max(1, words(left, pair.a), words(right, pair.b)));
  const total = sizes.reduce((sum, one) => sum + one, 0);
  let at = 0;
  const bars = pairs.map((pair, i) => {
    const x = (at / total) * width,
      wide = Math.max(1, (sizes[i]! / total) * width - 1);
    at += sizes[i]!;
    const kind =
      !pair.a.length || !pair.b.length
        ? "only"
        : pair.moved
          ? "moved"
          : pair.changes.length || pair.labels_differ
            ? "words"
            : "same";
    const tall = kind === "same" ? ROW * 0.4 : kind === "only" ? ROW : ROW * 0.7;
    return { pair, x, wide, kind, tall };
  });
  return (
    <div ref={place}>
      <svg width={width} height={2 * ROW + GAP} class="glance" aria-hidden="true">
        {bars.map(({ pair, x, wide, kind, tall }) => (
          <g
            onClick={() =>
              document
                .getElementById(`pair-${pair.a[0] ?? "x"}-${pair.b[0] ?? "x"}`)
                ?.scrollIntoView({ block: "center" })
            }
          >
            {pair.a.length ? <rect class={kind} x={x} y={ROW - tall} width={wide} height={tall} /> : null}
            {pair.b.length ? <rect class={kind} x={x} y={ROW + GAP} width={wide} height={tall} /> : null}
          </g>
        ))}
      </svg>
      <p class="small">
        Above the first, below the second: low where they agree, higher where they differ, highest where the other
        has nothing.
      </p>
    </div>
  );
}
