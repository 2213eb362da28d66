import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { usePlace, type Place } from "./route";
import { Frame } from "./ui/frame";
import { Nothing, Title } from "./ui/parts";
import { Archive } from "./views/archive";
import { Check } from "./views/check";
import { Compare } from "./views/compare";
import { Concordance } from "./views/concordance";
import { Reader } from "./views/reader";
import { Search } from "./views/search";
import { Trends } from "./views/trends";
import "./style.css";

function view({ path, query }: Place) {
  if (path === "/") return <Archive query={query} />;
  if (path === "/search") return <Search query={query} />;
  if (path === "/concordance") return <Concordance query={query} />;
  if (path === "/trends") return <Trends query={query} />;
  if (path === "/check") return <Check query={query} />;
  if (path === "/compare") return <Compare query={query} />;
  const read = /^\/read\/([0-9a-f]{12,64}(?:\.\d+)?)$/.exec(path);
  if (read) return <Reader id={read[1]!} query={query} />;
  return (
    <Nothing>
      <Title>Not here</Title>
      <h1>There is no such room.</h1>
      <p>
        <a href="/search">Search the archive</a> instead.
      </p>
    </Nothing>
  );
}

function Room() {
  const place = usePlace();
  // The keyboard begins at the top of a new view (the first is the browser's own affair).
  const first = useRef(true);
  useEffect(() => {
    if (!first.current && !document.activeElement?.closest("input, textarea, select"))
      document.getElementById("main")?.focus({ preventScroll: true });
    first.current = false;
  }, [place.path]);
  // "/" goes to the query, as in other reading rooms.
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, select");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const ask = document.getElementById("ask");
      if (!ask) return;
      event.preventDefault();
      ask.focus();
    };
    window.addEventListener("keydown", key);
    return () => window.removeEventListener("keydown", key);
  }, []);
  return <Frame path={place.path}>{view(place)}</Frame>;
}

render(<Room />, document.getElementById("room")!);
