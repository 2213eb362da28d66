// What stands around every view: the name of the house, the ways to its rooms, the light.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { hasRoute, useService } from "../api";
import { follow } from "../route";

const ROOMS = [
  ["/", "Archive"],
  ["/search", "Search"],
  ["/concordance", "Concordance"],
  ["/trends", "Trends"],
  ["/check", "Check"],
  ["/compare", "Compare"],
] as const;

type Light = "auto" | "light" | "dark";

function useLight(): [Light, (light: Light) => void] {
  const [light, set] = useState<Light>(() => (localStorage.getItem("stenogram-light") as Light | null) ?? "auto");
  useEffect(() => {
    if (light === "auto") document.documentElement.removeAttribute("data-light");
    else document.documentElement.setAttribute("data-light", light);
    localStorage.setItem("stenogram-light", light);
  }, [light]);
  return [light, set];
}

export function Frame({ path, children }: { path: string; children: ComponentChildren }) {
  const [light, setLight] = useLight();
  // A room that this server cannot fill is not shown.
  const service = useService();
  const rooms = ROOMS.filter(([to]) => to !== "/compare" || hasRoute(service, "/compare"));
  return (
    <div onClick={follow}>
      <a class="skip" href="#main">
        To the content
      </a>
      <header class="masthead">
        <a class="name" href="/">
          Stenogram
        </a>
        <nav aria-label="Rooms">
          {rooms.map(([to, name]) => (
            <a href={to} aria-current={path === to ? "page" : undefined}>
              {name}
            </a>
          ))}
        </nav>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer class="foot">
        <p>
          A verdict speaks of this archive and of nothing else. A hash shows that bytes have not changed since they
          were captured, not that they were true.
        </p>
        <label class="choice">
          <span>Light</span>
          <select value={light} onChange={(event) => setLight(event.currentTarget.value as Light)}>
            <option value="auto">as the system</option>
            <option value="light">day</option>
            <option value="dark">night</option>
          </select>
        </label>
      </footer>
    </div>
  );
}
