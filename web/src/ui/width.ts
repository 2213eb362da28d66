// The true width of an element, so that charts are drawn for their place and their letters
// keep their size.
import { useEffect, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";

export function useWidth<T extends Element>(usual: number): [RefObject<T>, number] {
  const place = useRef<T>(null);
  const [width, set] = useState(usual);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const look = () => {
      const now = Math.floor(element.getBoundingClientRect().width);
      if (now > 0) set(now);
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [place.current]);
  return [place, width];
}
