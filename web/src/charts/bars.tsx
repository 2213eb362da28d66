// Counts by year, as bars that can be brushed: with the pointer, or year by year with the
// keyboard (the arrows move, Enter chooses, Shift and Enter stretch to it). Every bar says
// its number.
import { scaleLinear } from "d3-scale";
import { useRef, useState } from "preact/hooks";
import { counted } from "../ui/parts";
import { useWidth } from "../ui/width";

export interface Bar {
  year: number;
  count: number;
}

const HEIGHT = 74,
  BASE = 56;

export function Timeline({
  bars,
  range,
  one,
  caption,
  onRange,
}: {
  bars: readonly Bar[];
  range: [number, number] | null;
  one: string;
  caption?: string;
  onRange: (range: [number, number] | null) => void;
}) {
  const [drawn, setDrawn] = useState<[number, number] | null>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const svg = useRef<SVGSVGElement>(null);
  const [place, width] = useWidth<HTMLElement>(600);
  if (bars.length < 2 && !range) return null;
  const first = Math.min(bars[0]?.year ?? range![0], range?.[0] ?? Infinity),
    last = Math.max(bars[bars.length - 1]?.year ?? range![1], range?.[1] ?? -Infinity);
  const years = last - first + 1;
  const step = width / years;
  const tall = scaleLinear([0, Math.max(1, ...bars.map((bar) => bar.count))], [0, BASE - 6]);
  const yearAt = (event: PointerEvent) => {
    const box = svg.current!.getBoundingClientRect();
    return Math.min(last, Math.max(first, first + Math.floor(((event.clientX - box.left) / box.width) * years)));
  };
  const ordered = (pair: [number, number]): [number, number] => [Math.min(...pair), Math.max(...pair)];
  const shown = drawn ? ordered(drawn) : range;
  const inside = (year: number) => !shown || (shown[0] <= year && year <= shown[1]);
  const every = Math.max(1, Math.ceil(years / Math.max(2, Math.floor(width / 52))));
  const entry = focused ?? (range ? range[0] : (bars[0]?.year ?? null)); // one stop for the Tab key
  const key = (event: KeyboardEvent, index: number) => {
    const bar = bars[index]!;
    const to =
      event.key === "ArrowRight"
        ? index + 1
        : event.key === "ArrowLeft"
          ? index - 1
          : event.key === "Home"
            ? 0
            : event.key === "End"
              ? bars.length - 1
              : null;
    if (to !== null && bars[to]) {
      event.preventDefault();
      setFocused(bars[to]!.year);
      (svg.current!.querySelectorAll(".bar")[to] as SVGElement | undefined)?.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onRange(event.shiftKey && range ? ordered([range[0], bar.year]) : [bar.year, bar.year]);
    } else if (event.key === "Escape" && range) onRange(null);
  };
  return (
    <figure class="timeline" ref={place}>
      {caption ? <figcaption>{caption}</figcaption> : null}
      <svg
        ref={svg}
        width={width}
        height={HEIGHT}
        role="group"
        aria-label={`${one}s by year; choose a year, or drag over several`}
        onPointerDown={(event) => {
          if (event.button === 0) {
            const year = yearAt(event);
            setDrawn([year, year]);
          }
        }}
        onPointerMove={(event) => drawn && setDrawn([drawn[0], yearAt(event)])}
        onPointerLeave={() => setDrawn(null)}
        onPointerCancel={() => setDrawn(null)}
        onPointerUp={() => {
          if (drawn) onRange(ordered(drawn));
          setDrawn(null);
        }}
      >
        {bars.map((bar, index) => (
          <g
            class={inside(bar.year) ? "bar" : "bar outside"}
            role="button"
            tabIndex={bar.year === entry ? 0 : -1}
            aria-pressed={range !== null && range[0] <= bar.year && bar.year <= range[1]}
            aria-label={`${bar.year}: ${counted(bar.count, one)}`}
            onKeyDown={(event) => key(event, index)}
          >
            <title>{`${bar.year}: ${counted(bar.count, one)}`}</title>
            <rect class="ground" x={(bar.year - first) * step} y={0} width={step} height={BASE} />
            <rect
              x={(bar.year - first) * step + step * 0.1}
              y={BASE - Math.max(1.5, tall(bar.count))}
              width={step * 0.8}
              height={Math.max(1.5, tall(bar.count))}
            />
          </g>
        ))}
        {Array.from({ length: years }, (_, i) => first + i)
          .filter((year) => (year - first) % every === 0)
          .map((year) => (
            <text
              x={Math.min(width - 14, Math.max(14, (year - first + 0.5) * step))}
              y={HEIGHT - 4}
              text-anchor="middle"
              aria-hidden="true"
            >
              {year}
            </text>
          ))}
      </svg>
      {range ? (
        <button type="button" class="quiet" onClick={() => onRange(null)}>
          All years
        </button>
      ) : null}
    </figure>
  );
}
