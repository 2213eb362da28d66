// The record counts bytes of UTF-8; the page has strings. One pass over a text gives the
// way from one to the other.
import type { Span } from "./api";

export class Bytes {
  // For text that is all ASCII the two counts are the same.
  private readonly starts: Uint32Array | null;

  constructor(readonly text: string) {
    let ascii = true;
    for (let at = 0; at < text.length && ascii; ++at) ascii = text.charCodeAt(at) < 0x80;
    if (ascii) {
      this.starts = null;
      return;
    }
    // starts[i]: the byte at which code unit i begins.
    const starts = new Uint32Array(text.length + 1);
    let byte = 0;
    for (let at = 0; at < text.length; ++at) {
      starts[at] = byte;
      const code = text.charCodeAt(at);
      const pair = code >= 0xd800 && code < 0xdc00 && at + 1 < text.length;
      if (pair) {
        starts[++at] = byte; // the second half of a pair begins where the first does
        byte += 4;
      } else byte += code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
    }
    starts[text.length] = byte;
    this.starts = starts;
  }

  // The code unit that begins at byte `byte`, or the next one.
  unit(byte: number): number {
    if (!this.starts) return Math.min(Math.max(byte, 0), this.text.length);
    let low = 0,
      high = this.text.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! < byte) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  byte(unit: number): number {
    return this.starts ? this.starts[Math.min(unit, this.text.length)]! : unit;
  }

  slice([begin, end]: Span): string {
    return this.text.slice(this.unit(begin), this.unit(end));
  }
}

// A stretch of text that wears marks; a run of text is cut where any of them begins or ends.
export interface Mark<K> {
  begin: number;
  end: number;
  kind: K;
}
export interface Piece<K> {
  begin: number;
  end: number;
  kinds: K[];
}

// Code units [begin, end) in pieces, each with the marks that cover it.
export function pieces<K>(begin: number, end: number, marks: readonly Mark<K>[]): Piece<K>[] {
  const cuts = new Set([begin, end]);
  for (const mark of marks) for (const at of [mark.begin, mark.end]) if (at > begin && at < end) cuts.add(at);
  const ordered = [...cuts].sort((a, b) => a - b);
  const out: Piece<K>[] = [];
  for (let i = 0; i + 1 < ordered.length; ++i) {
    const from = ordered[i]!,
      to = ordered[i + 1]!;
    out.push({
      begin: from,
      end: to,
      kinds: marks.filter((mark) => mark.begin <= from && to <= mark.end).map((mark) => mark.kind),
    });
  }
  return out;
}
