#!/usr/bin/env python3
"""Reads many documents of one source and prints those whose reading looks odd, a line each.

Nobody has described these documents, so nothing is scored: what is printed is to be looked at.
Odd is a page without turns, a page of which much is left over, one voice with nearly all the words,
many labels that stand once or that look like sentences, many doubts, and no date of the event.

    bench/odd_readings.py build/stenogram FOLDER '*.md' --count 200 --seed 1

The last line counts kinds, doubts and pages without turns.
"""
import argparse
import collections
import json
import pathlib
import random
import re
import subprocess

SENTENCE = re.compile(r"^[a-zà-ÿ]|[.!?;:] |^(And|But|The|So|In|It|This|That|As|For|If|We|I|You|There|Well|Yes|No|Now|On|At|When|What|How)\b")


def read(program, path):
    """The first transcript that `path` holds, or a sentence saying why there is none."""
    try:
        done = subprocess.run([program, "read", str(path), "--json"], capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        return "took longer than a minute"
    lines = done.stdout.splitlines()
    return json.loads(lines[0]) if lines else done.stderr.decode(errors="replace").strip()


def oddities(transcript):
    """Why this reading is worth a look: a list of words, empty where nothing strikes."""
    turns = transcript["turns"]
    said = sum(len(turn["text"].encode()) for turn in turns)
    left = sum(begin_end[1] - begin_end[0] for begin_end in (left["span"] for left in transcript["leftovers"]))
    labels = collections.Counter(turn["label"]["text"] for turn in turns if turn["label"])
    once = [label for label, times in labels.items() if times == 1]
    odd = []
    if not turns:
        odd.append("no turns")
    elif left * 100 > 12 * (left + said):
        odd.append(f"{left * 100 // (left + said)}% left over")
    if turns and max(len(turn["text"].encode()) for turn in turns) * 10 > said * 7:
        odd.append("one turn is nearly all")
    if len(once) > 6 and len(once) * 2 > len(turns):
        odd.append(f"{len(once)} labels stand once")
    if sentences := [label for label in once if SENTENCE.search(label)]:
        odd.append("labels like sentences: " + "; ".join(sentences[:3]))
    if len(transcript["doubts"]) > 3:
        odd.append(f"{len(transcript['doubts'])} doubts")
    if turns and not transcript["heading"]["event_date"]:
        odd.append("no date")
    return odd


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("pattern")
    parser.add_argument("--count", type=int, default=100, help="how many documents are drawn (100)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    paths = sorted(arguments.folder.rglob(arguments.pattern))
    random.Random(arguments.seed).shuffle(paths)
    kinds, doubts, silent, unread = collections.Counter(), collections.Counter(), 0, 0
    for path in paths[: arguments.count]:
        transcript = read(arguments.program, path)
        name = path.relative_to(arguments.folder)
        if isinstance(transcript, str):
            unread += 1
            print(f"{name}: unread: {transcript[:120]}")
            continue
        kinds[transcript["heading"]["kind"]] += 1
        doubts.update(doubt["code"] for doubt in transcript["doubts"])
        silent += not transcript["turns"]
        if odd := oddities(transcript):
            turns, voices = len(transcript["turns"]), len(transcript["speakers"])
            print(f"{name}: {transcript['heading']['kind']}, {turns} turns, {voices} voices: {', '.join(odd)}")
    read_count = sum(kinds.values())
    print(f"{read_count} read, {silent} without turns, {unread} unread; kinds {dict(kinds)}; doubts {dict(doubts)}")


if __name__ == "__main__":
    main()
