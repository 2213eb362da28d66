// Where we are. Every view keeps its whole state in the address, so that any of them can
// be sent, kept as a bookmark, or gone back to.
import { useEffect, useState } from "preact/hooks";

export interface Place {
  path: string;
  query: URLSearchParams;
}

export function here(): Place {
  return { path: window.location.pathname, query: new URLSearchParams(window.location.search) };
}

const listeners = new Set<() => void>();

function tell() {
  for (const listener of listeners) listener();
}

window.addEventListener("popstate", tell);

// An address of ours. What is empty is left out, and a list is a parameter said again.
export type Values = Record<string, string | number | boolean | null | undefined | readonly string[]>;
export function address(path: string, values: Values = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === "" || value === false) continue;
    if (Array.isArray(value)) for (const one of value) query.append(name, one);
    else query.append(name, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

// `replace` where the step is one of many (a key typed), which nobody wants to go back to.
export function go(to: string, replace = false) {
  if (replace) window.history.replaceState(null, "", to);
  else {
    window.history.pushState(null, "", to);
    window.scrollTo(0, 0);
  }
  tell();
}

export function usePlace(): Place {
  const [place, set] = useState(here);
  useEffect(() => {
    const listener = () => set(here());
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return place;
}

// Links of ours are followed without a new page; all others as ever.
export function follow(event: MouseEvent) {
  if (
    event.defaultPrevented ||
    event.button !== 0 ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    event.altKey
  )
    return;
  const link = (event.target as Element).closest("a");
  if (!link || link.target || link.hasAttribute("download") || link.origin !== window.location.origin) return;
  if (link.pathname.startsWith("/api/")) return;
  if (link.pathname === window.location.pathname && link.search === window.location.search && link.hash) return;
  event.preventDefault();
  go(link.pathname + link.search + link.hash);
}

// The filters that search, concordance and trends share, by the names of the query language.
export const FILTERS = ["speaker", "kind", "outlet", "place", "lang", "date", "in"] as const;
export type Filter = (typeof FILTERS)[number];

export function filtersOf(query: URLSearchParams): Record<Filter, string[]> {
  return Object.fromEntries(FILTERS.map((name) => [name, query.getAll(name)])) as Record<Filter, string[]>;
}

// The filters, and whether copies of one interview count once: what a question is asked of.
export function scopeOf(query: URLSearchParams): Values {
  return { ...filtersOf(query), distinct: query.get("distinct") === "true" };
}
