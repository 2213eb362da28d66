"""A list of quotations checked by stenogram, beside RapidFuzz and FTS5 on the same text.

    python3 bench/check_beside.py ARCHIVE TEXTS [--count N] [--scanned N]

ARCHIVE was made of the captures in folder TEXTS. Quotations of 6 to 40 words are cut from
the texts with a seed, every second one with a word replaced. `stenogram check --list` is
timed with all that a command costs; FTS5 answers the exact ones as phrases, from a table
of paragraphs in memory that is not timed; RapidFuzz's partial_ratio_alignment scans every
text for each of the first --scanned quotations, with a cut-off at 80 that lets it stop
early. Processor seconds, so that a busy machine does not change them.

RapidFuzz is on PyPI (`pip install rapidfuzz`); without it its row is left out.
"""
import argparse
import json
import os
import pathlib
import random
import re
import resource
import sqlite3
import subprocess
import time

PROGRAM = os.environ.get("STENOGRAM", "build/stenogram")


def cut(paragraphs, count, seed):
    """(words as they stand, the same with one word replaced in every second)."""
    chance = random.Random(seed)
    quotations = []
    while len(quotations) < count:
        words = chance.choice(paragraphs).split()
        length = chance.choice([6, 8, 12, 20, 40])
        if len(words) < length:
            continue
        at = chance.randrange(len(words) - length + 1)
        piece = words[at:at + length]
        if any(re.search(r"[\[\]()*<>_|]", word) for word in piece):
            continue
        changed = list(piece)
        if len(quotations) % 2:
            changed[length // 2] = "marmalade"
        quotations.append((" ".join(piece), " ".join(changed)))
    return quotations


def row(name, what, count, seconds):
    print(f"| {name} | {what} | {count} | {seconds:.2f} | {1000 * seconds / max(count, 1):.2f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive")
    parser.add_argument("texts")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--scanned", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    texts = [path.read_text(errors="replace") for path in sorted(pathlib.Path(asked.texts).rglob("*")) if path.is_file()]
    paragraphs = [part for text in texts for part in text.split("\n\n") if len(part) > 60]
    quotations = cut(paragraphs, asked.count, asked.seed)
    print(f"{sum(map(len, texts)) / 1e6:.0f} MB of text, {len(paragraphs)} paragraphs\n")
    print("| what | does | quotations | processor s | ms each |\n|---|---|---|---|---|")

    listed = "".join(json.dumps({"quoted": quoted}) + "\n" for _, quoted in quotations)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    done = subprocess.run([PROGRAM, "check", "--archive", asked.archive, "--list", "-", "--json"], input=listed.encode(),
                          capture_output=True, check=False)
    clock = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    row("stenogram check --list", "verdicts, differences, passages", len(quotations),
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()][:-1]
    found = sum(answer["verdict"] != "not_found" for answer in answers)

    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE said USING fts5(text, content='', tokenize=\"unicode61 remove_diacritics 0\")")
    base.executemany("INSERT INTO said(text) VALUES (?)", ((part,) for part in paragraphs))
    exact = [whole for whole, _ in quotations[::2]]
    hits = 0
    started = time.process_time()
    for quoted in exact:
        phrase = '"' + " ".join(re.findall(r"\w+", quoted)) + '"'
        hits += base.execute("SELECT count(*) FROM said WHERE said MATCH ?", (phrase,)).fetchone()[0] > 0
    row("FTS5 phrase", "whether the words stand there", len(exact), time.process_time() - started)

    try:
        from rapidfuzz import fuzz
    except ImportError:
        print("\nRapidFuzz is not installed; its row is left out.")
    else:
        scanned = quotations[:asked.scanned]
        started = time.process_time()
        for _, quoted in scanned:
            best = 80.0
            for text in texts:
                alignment = fuzz.partial_ratio_alignment(quoted, text, score_cutoff=best)
                if alignment and alignment.score > best:
                    best = alignment.score
        row("RapidFuzz partial_ratio_alignment", "the most similar stretch", len(scanned), time.process_time() - started)
    print(f"\nstenogram found {found} of {len(answers)} in {clock:.1f} s on the clock; FTS5 {hits} of {len(exact)} exact ones")


if __name__ == "__main__":
    main()
