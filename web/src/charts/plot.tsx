// Phrases through time: a line each, told apart by colour, by dashes, by the shape of its
// points and by its name. Every point says its numbers and opens its lines.
import { scaleLinear } from "d3-scale";
import { line, symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle, type SymbolType } from "d3-shape";
import type { RefObject } from "preact";
import { count, counted, rate } from "../ui/parts";
import { useWidth } from "../ui/width";

export interface PlotPoint {
  at: number;
  label: string;
  value: number;
  count: number;
  words: number;
  href: string;
}
export interface Series {
  name: string;
  points: PlotPoint[];
}

const SHAPES: readonly SymbolType[] = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond];
const DASHES = ["", "6 3", "2 3", "9 3 2 3"];
export const dash = (index: number) => DASHES[index % DASHES.length]!;
export const shape = (index: number, size = 46) => symbol(SHAPES[index % SHAPES.length]!, size)() ?? "";

export function Plot({
  series,
  ticks,
  svg,
}: {
  series: readonly Series[];
  ticks: readonly { at: number; label: string }[];
  svg: RefObject<SVGSVGElement>;
}) {
  const [place, width] = useWidth<HTMLDivElement>(760);
  const height = Math.round(Math.min(380, Math.max(220, width * 0.42)));
  const left = 52,
    right = 34,
    top = 14,
    bottom = 28;
  const all = series.flatMap((one) => one.points);
  const first = Math.min(...all.map((point) => point.at)),
    last = Math.max(...all.map((point) => point.at));
  const x = scaleLinear([first, last === first ? first + 1 : last], [left, width - right]);
  const y = scaleLinear([0, Math.max(1e-9, ...all.map((point) => point.value))], [height - bottom, top]).nice(4);
  const path = line<PlotPoint>(
    (point) => x(point.at),
    (point) => y(point.value),
  );
  const room = Math.max(1, Math.ceil(ticks.length / Math.max(2, Math.floor(width / 64))));
  return (
    <div class="plot" ref={place}>
      <svg
        ref={svg}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="group"
        aria-label="Uses per million words through time; each point opens its lines"
      >
        {y.ticks(4).map((value) => (
          <g aria-hidden="true">
            <line class="grid" x1={left} x2={width - right} y1={y(value)} y2={y(value)} />
            <text x={left - 8} y={y(value) + 4} text-anchor="end">
              {value >= 1000 ? count(value) : value}
            </text>
          </g>
        ))}
        <line class="axis" x1={left} x2={width - right} y1={height - bottom} y2={height - bottom} />
        {ticks.map((tick, i) =>
          i % room ? null : (
            <text x={x(tick.at)} y={height - 9} text-anchor="middle" aria-hidden="true">
              {tick.label}
            </text>
          ),
        )}
        {series.map((one, index) => (
          <g>
            {one.points.length > 1 ? (
              <path class={`line p${index % 8}`} d={path(one.points) ?? ""} stroke-dasharray={dash(index)} />
            ) : null}
            {one.points.map((point) => {
              const uses = `${counted(point.count, "use")}, ${rate(point.value)} per million words`;
              const says = `${one.name}, ${point.label}: ${uses}`;
              return (
                <a href={point.href} aria-label={says}>
                  <title>{says}</title>
                  <path
                    class={`dot d${index % 8}`}
                    d={shape(index)}
                    transform={`translate(${x(point.at)},${y(point.value)})`}
                  />
                </a>
              );
            })}
          </g>
        ))}
      </svg>
    </div>
  );
}

// The drawing as a file: what the style sheet said is written into it.
export function svgText(svg: SVGSVGElement, title: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = svg.querySelectorAll("*"),
    to = copy.querySelectorAll("*");
  from.forEach((element, i) => {
    const style = getComputedStyle(element),
      target = to[i]!;
    for (const name of ["fill", "stroke", "stroke-width", "font-family", "font-size"])
      target.setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "aria-label", "aria-hidden", "href"]) target.removeAttribute(name);
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", getComputedStyle(document.documentElement).backgroundColor);
  const named = document.createElementNS("http://www.w3.org/2000/svg", "title");
  named.textContent = title;
  copy.prepend(named, ground);
  return new XMLSerializer().serializeToString(copy);
}
