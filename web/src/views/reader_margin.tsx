// What stands in a transcript's margin: the other copies of the interview, and words that
// other interviews have too.
import { hasRoute, linesOf, useAnswer, useService, type Family, type Lines, type Shared } from "../api";
import { address } from "../route";
import { count, counted, day, reader, voiceName } from "../ui/parts";

interface SharedTotal {
  type: "total";
  passages: number;
}

// The other copies of this interview, where the archive knows of any.
export function Copies({ id }: { id: string }) {
  const service = useService();
  const answer = useAnswer<Lines<Family>>(hasRoute(service, "/copies") ? "/copies" : null, { transcript: id });
  const family = linesOf<Family>(answer.value?.lines, "family").find((one) =>
    one.members.some((member) => member.transcript === id),
  );
  const others = family?.members.filter((member) => member.transcript !== id) ?? [];
  if (!others.length) return null;
  return (
    <aside class="copies" aria-label="Copies of this interview">
      <p>The archive holds {counted(others.length, "other copy", "other copies")} of this interview:</p>
      <ul>
        {others.map((member) => (
          <li>
            <a href={`/read/${member.transcript}`} dir="auto">
              {member.title ?? member.name ?? member.transcript}
            </a>{" "}
            <span class="small">
              {member.relation}
              {member.coverage ? `, ${Math.round(member.coverage * 100)} % of the fullest` : ""}
            </span>
            {" · "}
            <a class="small" href={address("/compare", { a: id, b: member.transcript })}>
              compare
            </a>
          </li>
        ))}
      </ul>
    </aside>
  );
}

export interface Margin {
  runs: readonly Shared[];
  all: number;
}
const NOTHING: Margin = { runs: [], all: 0 };
const MOST = 200; // passages that are marked; the page says how many there are

// Asked for when the transcript is there, so that nobody waits for it to read.
export function useShared(id: string, wanted: boolean): Margin {
  const service = useService();
  const path = `/transcripts/${id}/shared`;
  const answer = useAnswer<Lines<Shared | SharedTotal>>(
    wanted && hasRoute(service, "/transcripts/{id}/shared") ? path : null,
    { limit: MOST },
  );
  if (!answer.value) return NOTHING;
  const runs = linesOf<Shared>(answer.value.lines, "shared");
  return { runs, all: linesOf<SharedTotal>(answer.value.lines, "total")[0]?.passages ?? runs.length };
}

export function SharedNote({ margin }: { margin: Margin }) {
  const shown = margin.runs.length;
  return (
    <p class="small shared-note">
      <span class="shared">Underlined</span>: {margin.all > shown ? `the first ${count(shown)} of ` : ""}
      {counted(margin.all, "passage")} that other interviews have word for word.
    </p>
  );
}

// Beside one turn. The words themselves are marked in it; here is told where else they are.
export function Elsewhere({ shared }: { shared: readonly Shared[] }) {
  return (
    <div class="elsewhere" role="note" aria-label="Also said elsewhere">
      {shared.map((one) => {
        const more = one.interviews - new Set(one.others.map((other) => other.transcript)).size;
        return (
          <p>
            <span dir="auto">“{brief(one.text)}”</span> also in{" "}
            {one.others.map((other, i) => (
              <>
                {i ? "; " : ""}
                <a href={reader(other.address)} dir="auto" title={other.title ?? other.name}>
                  {voiceName(other.speaker, other.label)}, {day(other.date)}
                </a>
              </>
            ))}
            {more > 0 ? (
              <>
                {" "}
                and{" "}
                <a href={address("/concordance", { phrase: phraseOf(one.text) })}>
                  {one.counted ? "" : "over "}
                  {count(more)} more
                </a>
              </>
            ) : null}
          </p>
        );
      })}
    </div>
  );
}

// The first words and the last, as many as tell which are meant.
function brief(text: string): string {
  const words = text.split(/\s+/);
  return words.length <= 9 ? words.join(" ") : `${words.slice(0, 5).join(" ")} … ${words.slice(-3).join(" ")}`;
}

// Marks that the language of phrases knows are none of what was said.
const phraseOf = (text: string) =>
  text
    .split(/\s+/)
    .slice(0, 8)
    .join(" ")
    .replace(/[*()|"]/g, " ");
