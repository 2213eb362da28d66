// Where in each transcript a phrase falls: a line a transcript, a tick a use.
import type { Dispersion } from "../api";
import { counted, day, reader } from "../ui/parts";

const WIDTH = 600,
  ROW = 22;

export function DispersionPlot({ transcripts }: { transcripts: readonly Dispersion[] }) {
  return (
    <ol class="dispersion">
      {transcripts.map((one) => (
        <li>
          <a href={reader(`${one.transcript}#${one.turns[0] ?? 1}`)} dir="auto">
            <span class="when">{day(one.date)}</span> {one.title ?? one.transcript}
          </a>
          <svg
            viewBox={`0 0 ${WIDTH} ${ROW}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={`${counted(one.lines, "use")} in ${counted(one.words, "word")}`}
          >
            <line x1={0} x2={WIDTH} y1={ROW / 2} y2={ROW / 2} class="axis" />
            {one.positions.map((position) => {
              const x = ((position + 0.5) / Math.max(1, one.words)) * WIDTH;
              return <line x1={x} x2={x} y1={3} y2={ROW - 3} class="tick" />;
            })}
          </svg>
          <span class="number">{one.lines}</span>
        </li>
      ))}
    </ol>
  );
}
