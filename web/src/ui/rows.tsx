// Ten thousand rows of one height, of which only those in sight are in the document. The
// list stands in the page and scrolls with it; a reader of the screen hears the true number.
// What is in sight is told to `onSight`, so that rows may be fetched when they are wanted;
// until one is there, its place is empty.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

const SPARE = 12; // rows beyond the edges

export function Rows<T>({
  count,
  at,
  height,
  label,
  onSight,
  directionOf,
  children,
}: {
  count: number;
  at: (index: number) => T | undefined;
  height: number;
  label: string;
  onSight?: (first: number, last: number) => void;
  directionOf: (item: T) => "ltr" | "rtl";
  children: (item: T, index: number) => ComponentChildren;
}) {
  const list = useRef<HTMLDivElement>(null);
  const [window_, set] = useState<[number, number]>([0, 60]);
  useEffect(() => {
    const look = () => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      const first = Math.max(0, Math.floor(-top / height) - SPARE);
      const last = Math.ceil((window.innerHeight - top) / height) + SPARE;
      set((old) => (old[0] === first && old[1] === last ? old : [first, last]));
    };
    look();
    window.addEventListener("scroll", look, { passive: true });
    window.addEventListener("resize", look);
    return () => {
      window.removeEventListener("scroll", look);
      window.removeEventListener("resize", look);
    };
  }, [count, height]);
  // On paper everything is shown, as far as paper goes.
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const before = () => setPrinting(true),
      after = () => setPrinting(false);
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, []);
  let here = 0; // rows on paper: as many as there are without a gap
  while (printing && here < Math.min(count, 1000) && at(here) !== undefined) ++here;
  const first = printing ? 0 : Math.min(window_[0], count);
  const last = printing ? here : Math.min(Math.max(window_[1], first), count);
  useEffect(() => {
    if (last > first) onSight?.(first, last);
  }, [first, last, count]);
  const set_height = (element: HTMLDivElement | null) => {
    if (element) element.style.height = `${count * height}px`;
  };
  const indices = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
  return (
    <div
      class="rows"
      role="table"
      aria-label={label}
      aria-rowcount={count}
      ref={(element) => {
        list.current = element;
        set_height(element);
      }}
    >
      <div
        role="rowgroup"
        class="rows-in"
        ref={(element) => {
          if (element) element.style.transform = `translateY(${first * height}px)`;
        }}
      >
        {indices.map((index) => {
          const item = at(index);
          return (
            <div
              role="row"
              class="row"
              dir={item === undefined ? "ltr" : directionOf(item)}
              aria-rowindex={index + 1}
              key={index}
            >
              {item === undefined ? (
                <span role="cell" class="awaited">
                  …
                </span>
              ) : (
                children(item, index)
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
