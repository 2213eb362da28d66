// What one may ask of a view, each leading to its answer: beside it, what it means.
import { address } from "../route";

interface Props {
  readonly path: string; // of the view
  readonly name: string; // of the value that holds what is asked
  readonly all: readonly (readonly [string, string])[];
}

export function Examples({ path, name, all }: Props) {
  return (
    <dl class="examples">
      {all.map(([asked, says]) => (
        <>
          <dt>
            <a href={address(path, { [name]: asked })}>
              <code>{asked}</code>
            </a>
          </dt>
          <dd>{says}</dd>
        </>
      ))}
    </dl>
  );
}
