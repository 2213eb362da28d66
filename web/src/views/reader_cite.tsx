// Words chosen in a transcript, and what can be done with them: a link, a citation, the
// quotation with its question, a link into the source.
import { useEffect, useRef } from "preact/hooks";
import type { Span, Transcript } from "../api";
import { Bytes } from "../bytes";
import { address } from "../route";
import { bibtex, cited, csl, fragment, linkTo, plain, sourceLink, type Cited } from "../ui/cite";
import { Copy, counted, day, kindName } from "../ui/parts";

// What is to be cited: code units of a turn's text; by a button, or by selecting words.
export interface Chosen {
  turn: number;
  span: Span;
  byHand?: boolean;
}

export const folded = (text: string) => text.replace(/\s+/g, " ").trim();

// Words selected within one turn, as bytes of its text.
export function useSelection(choose: (chosen: Chosen | null) => void) {
  const later = useRef(0);
  useEffect(() => {
    const changed = () => {
      clearTimeout(later.current);
      later.current = window.setTimeout(() => {
        const selection = document.getSelection();
        if (!selection || selection.isCollapsed || !selection.rangeCount) return;
        const range = selection.getRangeAt(0);
        const turn = parentElement(range.startContainer)?.closest<HTMLElement>(".turn[data-turn]");
        if (!turn || !turn.contains(range.endContainer)) return;
        const text = turn.dataset.turn!;
        const begin = unitAt(range.startContainer, range.startOffset),
          end = unitAt(range.endContainer, range.endOffset);
        if (begin === null || end === null || end <= begin) return;
        choose({ turn: Number(text), span: [begin, end] });
      }, 120);
    };
    document.addEventListener("selectionchange", changed);
    return () => document.removeEventListener("selectionchange", changed);
  }, []);
}

const parentElement = (node: Node) => (node instanceof Element ? node : node.parentElement);

// The code unit of the turn's text at a place in the document.
function unitAt(node: Node, offset: number): number | null {
  const paragraph = parentElement(node)?.closest<HTMLElement>("p[data-from]");
  if (!paragraph) return null;
  const range = document.createRange();
  range.selectNodeContents(paragraph);
  range.setEnd(node, offset);
  return Number(paragraph.dataset.from) + range.toString().length;
}

// What can be done with chosen words. Spans come in code units and leave in bytes.
export function Cite({
  transcript,
  turn,
  span,
  byHand,
  onClose,
}: {
  transcript: Transcript;
  turn: number;
  span: Span;
  byHand: boolean;
  onClose: () => void;
}) {
  const panel = useRef<HTMLElement>(null);
  const close = () => {
    document.getSelection()?.removeAllRanges();
    if (byHand) document.querySelector<HTMLElement>(`#turn-${turn} .cite-turn`)?.focus();
    onClose();
  };
  useEffect(() => {
    if (byHand) panel.current?.querySelector("button")?.focus();
  }, [turn, byHand]);
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key === "Escape") close();
    };
    window.addEventListener("keydown", key);
    return () => window.removeEventListener("keydown", key);
  });
  const said = transcript.turns[turn - 1];
  if (!said) return null;
  const bytes = new Bytes(said.text);
  const words = said.text.slice(span[0], span[1]).trim();
  const begin = said.text.indexOf(words, span[0]);
  const where = `${transcript.id}#${turn}:${bytes.byte(begin)}-${bytes.byte(begin + words.length)}`;
  const one: Cited = cited(transcript, turn, where, words);
  const question = said.answers ? transcript.turns[said.answers - 1] : null;
  const source = sourceLink(transcript.capture.url);
  const who = one.speaker ?? one.label ?? "unnamed voice";
  const withQuestion = [
    ...(question ? [`Question: “${folded(question.text)}”`] : []),
    `${who}: “${folded(words)}”`,
    `${one.title ?? kindName(one.kind)}, ${day(one.date)}`,
    linkTo(where, words),
  ].join("\n");
  return (
    <aside class="cite" aria-label="Cite the chosen words" ref={panel}>
      <p>
        <b dir="auto">{who}</b> <code>{where}</code>{" "}
        <span class="small">{counted(words.split(/\s+/).length, "word")}</span>
      </p>
      <div class="buttons">
        <Copy text={linkTo(where, words)}>Link</Copy>
        <Copy text={withQuestion}>Quotation with its question</Copy>
        <Copy text={plain(one)}>Citation</Copy>
        <Copy text={bibtex(one)}>BibTeX</Copy>
        <Copy text={csl(one)}>CSL-JSON</Copy>
        {source ? (
          <a href={fragment(source, words)} target="_blank" rel="noreferrer noopener">
            in the source
          </a>
        ) : null}
        <a href={address("/check", { quote: words, speaker: one.speaker })}>check</a>
        <a href={address("/concordance", { phrase: words.split(/\s+/).slice(0, 8).join(" ") })}>every use</a>
        <button type="button" class="quiet" onClick={close}>
          Close
        </button>
      </div>
    </aside>
  );
}
