"""Sections 4 and 5 of the matching contract, held to the whole program on a real archive.

Each folder of tests/contract/ is an archive of invented captures and a table,
verdicts.txt: a quotation, the speaker and date claimed (`-` for none), and what must be
said of it. "altered meaning x2 @3 negation(not|)" is the verdict, its severity, the
number of places unless it is one, the turn of the best passage, and its differences as
kind(spoken|quoted), with * where marked, ' where of severity wording, ° where of none.
"""
import json
import unittest

from support import ROOT, InFolder, lines, run

CONTRACT = ROOT / "tests" / "contract"
MARKS = {"none": "°", "wording": "'", "meaning": ""}


def printed(answer):
    words = [answer["verdict"]]
    if answer["severity"]:
        words.append(answer["severity"])
    if answer["ambiguous"]:
        words.append("ambiguous")
    if answer["places"] != 1:
        words.append(f"x{answer['places']}")
    passages = answer["passages"] if answer["verdict"] == "stitched" else answer["passages"][:1]
    for passage in passages:
        words.append(f"@{passage['turn']}")
        if passage["quoting"]:
            words.append("quoting " + passage["quoting"])
        if passage["second_hand"]:
            words.append("second-hand")
        for d in passage["differences"]:
            words.append(f"{d['kind']}({d['spoken']}|{d['quoted']})" + ("*" if d["marked"] else "") + MARKS[d["severity"]])
    return " ".join(words)


def table(path):
    """(quoted, speaker, date, expected) of every three lines."""
    rows = path.read_text().splitlines()
    for quoted, claim, expected in zip(rows[0::3], rows[1::3], rows[2::3]):
        speaker, _, date = claim.strip().partition(" | ")
        yield quoted, None if speaker == "-" else speaker, date or None, expected.strip()


class Contract(InFolder):
    def ask(self, rows):
        asked = [{"quoted": quoted} | ({"speaker": speaker} if speaker else {}) | ({"date": date} if date else {})
                 for quoted, speaker, date, _ in rows]
        done = run("check", "--archive", self.archive, "--list", "-", "--json",
                   stdin="".join(json.dumps(one) + "\n" for one in asked).encode())
        self.assertEqual(done.returncode, 1, done.stderr)
        return done.stdout, lines(done)[:-1]

    def test_every_line_of_every_table(self):
        for folder in sorted(CONTRACT.iterdir()):
            captures = sorted(path for path in folder.iterdir() if path.name != "verdicts.txt")
            self.archive = self.folder / (folder.name + ".stenogram")
            done = run("ingest", "--archive", self.archive, *captures)
            self.assertEqual(done.returncode, 0, done.stderr)
            rows = list(table(folder / "verdicts.txt"))
            stdout, answers = self.ask(rows)
            self.assertEqual(len(answers), len(rows))
            for (quoted, speaker, date, expected), answer in zip(rows, answers):
                with self.subTest(archive=folder.name, quoted=quoted, speaker=speaker, date=date):
                    self.assertEqual(printed(answer), expected)
                    self.spans_hold(folder, answer)
            self.assertEqual(self.ask(rows)[0], stdout, "the same bytes twice")
            self.asked_one_by_one(rows[:12], answers)

    def spans_hold(self, folder, answer):
        quoted = answer["quoted"].encode()
        for passage in answer["passages"] + answer["nearest"]:
            self.assertTrue(passage["address"].startswith(f"{passage['transcript']}#{passage['turn']}:"))
            page = (folder / passage["name"]).read_bytes() if passage["name"].endswith(".txt") else None
            for d in passage["differences"]:
                if d["quoted_span"]:
                    begin, end = d["quoted_span"]
                    self.assertEqual(quoted[begin:end].decode(), d["quoted"])
                if d["spoken_span"] and page:
                    begin, end = d["spoken_span"]
                    self.assertEqual(page[begin:end].decode(), d["spoken"])
            if page:
                begin, end = passage["span"]
                self.assertEqual(page[begin:end].decode(), passage["text"])
                self.assertTrue(page[:begin].decode().rstrip().endswith(passage["before"].rstrip()))
                self.assertTrue(page[end:].decode().lstrip().startswith(passage["after"].lstrip()))

    def asked_one_by_one(self, rows, answers):
        for (quoted, speaker, date, _), answer in zip(rows, answers):
            claim = (["--speaker", speaker] if speaker else []) + (["--date", date] if date else [])
            done = run("check", "--archive", self.archive, "--quote", quoted, *claim, "--json")
            well = answer["verdict"] in ("verbatim", "abridged") and answer["severity"] != "meaning"
            self.assertEqual(done.returncode, 0 if well else 1)
            alone = lines(done)[0]
            self.assertEqual(alone | {"n": 0}, answer | {"n": 0})

    def test_number_of_passages(self):
        self.interviews(30)
        run("ingest", "--archive", self.archive, self.folder / "in")
        for most, shown in ((None, 20), (3, 3), (100, 30)):
            more = [] if most is None else ["--passages", most]
            answer = lines(run("check", "--archive", self.archive, "--quote", "And who pays?", "--json", *more))[0]
            self.assertEqual((answer["verdict"], answer["places"], len(answer["passages"])), ("verbatim", 30, shown))
            self.assertTrue(answer["ambiguous"])
            ids = [(passage["transcript"], passage["turn"]) for passage in answer["passages"]]
            self.assertEqual(len(set(ids)), len(ids))


if __name__ == "__main__":
    unittest.main()
