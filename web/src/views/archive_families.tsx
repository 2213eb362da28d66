// Interviews that the archive holds more than once.
import { hasRoute, linesOf, useAnswer, useService, type Family, type Lines } from "../api";
import { address } from "../route";
import { counted, day } from "../ui/parts";

export function Families() {
  const service = useService();
  const answer = useAnswer<Lines<Family>>(hasRoute(service, "/copies") ? "/copies" : null, {});
  const families = linesOf<Family>(answer.value?.lines, "family").filter((one) => one.members.length > 1);
  if (!families.length) return null;
  return (
    <section class="facet">
      <h2>Held more than once</h2>
      <ul>
        {families.slice(0, 12).map((family) => {
          const first = family.members[0]!,
            second = family.members[1]!;
          return (
            <li>
              <a dir="auto" href={`/read/${first.transcript}`}>
                {first.title ?? first.name ?? first.transcript}
              </a>
              <a class="small" href={address("/compare", { a: first.transcript, b: second.transcript })}>
                {counted(family.members.length, "copy", "copies")}
                <span class="hidden">
                  {" "}
                  of {first.title ?? first.name}, {day(first.event_date)}: compare
                </span>
              </a>
            </li>
          );
        })}
      </ul>
      {families.length > 12 ? <p class="small">and {counted(families.length - 12, "more", "more")}</p> : null}
    </section>
  );
}
