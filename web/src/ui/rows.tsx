// Ten thousand rows of one height, of which only those in sight are in the document. The
// list stands in the page and scrolls with it; a reader of the screen hears the true number.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

const SPARE = 12;  // rows beyond the edges

export function Rows<T>({ items, height, label, directionOf, children }: {
  items: readonly T[]; height: number; label: string; directionOf: (item: T) => "ltr" | "rtl"; children: (item: T, index: number) => ComponentChildren;
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
  }, [items, height]);
  // On paper everything is shown, as far as paper goes.
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const before = () => setPrinting(true), after = () => setPrinting(false);
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, []);
  const first = printing ? 0 : Math.min(window_[0], items.length);
  const last = printing ? Math.min(items.length, 1000) : Math.min(Math.max(window_[1], first), items.length);
  const set_height = (element: HTMLDivElement | null) => {
    if (element) element.style.height = `${items.length * height}px`;
  };
  return (
    <div class="rows" role="table" aria-label={label} aria-rowcount={items.length} ref={(element) => { list.current = element; set_height(element); }}>
      <div role="rowgroup" class="rows-in" ref={(element) => { if (element) element.style.transform = `translateY(${first * height}px)`; }}>
        {items.slice(first, last).map((item, i) => (
          <div role="row" class="row" dir={directionOf(item)} aria-rowindex={first + i + 1} key={first + i}>{children(item, first + i)}</div>
        ))}
      </div>
    </div>
  );
}
