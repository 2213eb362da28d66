// The whole of a transcript at a glance: a lane for each speaker, a bar for each turn, as
// long as it has words; and how much of the talk is whose.
import { useMemo } from "preact/hooks";
import type { Transcript } from "../api";
import { address, go } from "../route";
import { counted } from "../ui/parts";

const WIDTH = 600,
  LANE = 14,
  MOST = 8;

export function SpeakerMap({ transcript }: { transcript: Transcript }) {
  const { lanes, bars, total } = useMemo(() => {
    const words = transcript.turns.map((turn) => Math.max(1, turn.text.split(/\s+/).length));
    const total = words.reduce((sum, one) => sum + one, 0);
    const shares = transcript.speakers
      .map((speaker, index) => ({
        index,
        name: speaker.name ?? speaker.labels[0] ?? "unnamed voice",
        role: speaker.role,
        words: transcript.turns.reduce((sum, turn, i) => (turn.speaker === speaker.id ? sum + words[i]! : sum), 0),
      }))
      .filter((one) => one.words > 0)
      .sort((a, b) => b.words - a.words);
    const lanes = shares.slice(0, MOST);
    let at = 0;
    const bars = transcript.turns.map((turn, i) => {
      const index = transcript.speakers.findIndex((one) => one.id === turn.speaker);
      const lane = lanes.findIndex((one) => one.index === index);
      const bar = {
        n: turn.n,
        index,
        lane: lane < 0 ? lanes.length : lane,
        x: (at / total) * WIDTH,
        width: (words[i]! / total) * WIDTH,
        words: words[i]!,
      };
      at += words[i]!;
      return bar;
    });
    return { lanes, bars, total };
  }, [transcript]);
  if (transcript.turns.length < 3) return null;
  const more = transcript.speakers.length > lanes.length && bars.some((bar) => bar.lane === lanes.length);
  const height = (lanes.length + (more ? 1 : 0)) * LANE;
  return (
    <figure class="map" aria-label="Map of the transcript">
      <ul>
        {lanes.map((one) => (
          <li data-voice={one.index % 8}>
            <span class="sign" aria-hidden="true" />
            <span dir="auto">{one.name}</span>{" "}
            <span class="small">
              {Math.round((one.words / total) * 100)} %, {counted(one.words, "word")}
            </span>
          </li>
        ))}
        {more ? (
          <li>
            <span class="small">others</span>
          </li>
        ) : null}
      </ul>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {bars.map((bar) => (
          <rect
            data-voice={bar.index % 8}
            x={bar.x}
            y={bar.lane * LANE + 2}
            width={Math.max(0.8, bar.width - 0.4)}
            height={LANE - 4}
            onClick={() => go(address(`/read/${transcript.id}`, { at: bar.n }))}
          >
            <title>{`Turn ${bar.n}, ${counted(bar.words, "word")}`}</title>
          </rect>
        ))}
      </svg>
    </figure>
  );
}
