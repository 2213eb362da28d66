"""reuse over invented interviews: what is shared is on the pages where it is said to be,
in every form of output, and who said it first is right."""
import csv
import io
import os
import signal
import subprocess
import time
import unittest
import zlib

from support import PROGRAM, InFolder, lines, run

OATH = "We shall not rest until the harbour is open to every boat that asks for shelter"
CREED = "the sea gives nothing twice and takes what it is owed before the evening bell"


def word_of(seed):
    """A word of six letters that hardly another seed gives."""
    number = zlib.crc32(seed.encode())
    return "".join(chr(ord("a") + number // 26**place % 26) for place in range(6))


def talk(name, date, *answers):
    """A page on which somebody answers; no two are alike but for the answers."""
    text = f"Interview with {name}, Harbour Commissioner, Port Selma, {date}\n\n"
    for n, answer in enumerate([*answers, "and there it ends"]):
        own = " ".join(word_of(f"{name} {date} {n} {i}") for i in range(60))
        text += f"Question: And what of number {n}, in {date}?\n\n{name}: As to {own}, {answer}.\n\n"
    return text


class Reuse(InFolder):
    def setUp(self):
        super().setUp()
        self.pages = {
            "a.txt": talk("Anna Berg", "March 14, 2017", OATH),
            "b.txt": talk("Jon Ode", "June 2, 2018", OATH.replace("harbour", "port"), CREED),
            "c.txt": talk("Anna Berg", "May 5, 2019", OATH),
        }
        for n in range(6):
            self.pages[f"many{n}.txt"] = talk("Tova Lindqvist", f"July {n + 1}, 20{10 + n}", CREED)
        for name, text in self.pages.items():
            self.write(f"in/{name}", text)
        done = run("ingest", self.folder / "in", "--archive", self.archive, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.text = {line["transcript"]: self.pages[line["name"].split("/")[-1]] for line in lines(done)}

    def ask(self, *arguments, expect=0):
        done = run("reuse", *arguments, "--archive", self.archive, "--json")
        self.assertIn(done.returncode, (0, 1) if expect is None else (expect,), done.stderr.decode())
        return lines(done)

    def test_passages_and_formulas(self):
        answer = self.ask()
        total = answer[-1]
        self.assertEqual((total["type"], total["passages"], total["formulas"]), ("total", 1, 1))
        passage = next(line for line in answer if line["type"] == "passage")
        formula = next(line for line in answer if line["type"] == "formula")
        for line in (passage, formula):
            for member in line["members"]:
                said = self.text[member["transcript"]].encode()[slice(*member["span"])].decode()
                wording = line["wordings"][member["wording"]]["text"]
                self.assertEqual(said.lower(), wording.lower())
                self.assertTrue(member["address"].startswith(f"{member['transcript']}#{member['turn']}:"))
        self.assertEqual(passage["wordings"][0]["text"], OATH)
        self.assertEqual([member["repeats"] for member in passage["members"]], [None, "other", "self"])
        self.assertEqual(passage["first"]["date"], "2017-03-14")
        self.assertEqual(formula["interviews"], 7)
        self.assertEqual({speaker["speaker"]: speaker["uses"] for speaker in formula["speakers"]},
                         {"Tova Lindqvist": 6, "Jon Ode": 1})

    def test_filters_and_the_other_side(self):
        self.assertEqual(self.ask("--speaker", "Berg")[-1]["passages"], 1)
        self.assertEqual(self.ask("--speaker", "Ode", expect=1)[-1]["passages"], 0)
        self.assertEqual(self.ask("--speaker", "Ode", "--against", "speaker:Berg")[-1]["pairs"], 2)
        self.assertEqual(self.ask("--date", "2017..2018", "--only", "passages")[-1]["shown"], 1)
        pairs = [line for line in self.ask("--pairs") if line["type"] == "pair"]
        self.assertTrue(all(pair["passages"] for pair in pairs))

    def test_copies_of_one_interview_are_no_reuse(self):
        by_name = {self.pages_name(text): transcript for transcript, text in self.text.items()}

        def oath():
            return next((line for line in self.ask("--only", "passages", expect=None) if line["type"] == "passage"), None)

        self.assertEqual(oath()["interviews"], 3)
        for others, left in (("c.txt", 2), ("b.txt", None)):
            done = run("copies", "--join", by_name["a.txt"], by_name[others], "--archive", self.archive)
            self.assertEqual(done.returncode, 0, done.stderr)
            found = oath()
            self.assertEqual(found and found["interviews"], left)
        done = run("copies", "--split", by_name["a.txt"], by_name["b.txt"], "--archive", self.archive)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(oath()["interviews"], 2)

    def pages_name(self, text):
        return next(name for name, page in self.pages.items() if page == text)

    def test_csv_and_html(self):
        done = run("reuse", "--csv", "--archive", self.archive)
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
        self.assertEqual(len(rows), 3 + 7)
        self.assertEqual(sum(row["repeats"] == "self" for row in rows if row["type"] == "passage"), 1)
        page = self.folder / "page.html"
        done = run("reuse", "--html", page, "--archive", self.archive)
        self.assertEqual(done.returncode, 0, done.stderr)
        text = page.read_text()
        self.assertIn(OATH, text)
        self.assertNotIn("<script", text)
        self.assertNotIn("http", text.replace("http-equiv", ""))
        self.assertFalse((self.folder / "page.html.part").exists())

    def test_mistakes_are_mistakes(self):
        for arguments in (["--words", "3"], ["--against", "rest"], ["--csv", "--html", "x"], ["--against", "speeker:x"],
                          ["--date", "soon"], ["--pairs", "--csv"]):
            done = run("reuse", *arguments, "--archive", self.archive)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertTrue(done.stderr.startswith(b"stenogram: "), done.stderr)
        self.assertEqual(run("reuse", "--archive", self.folder / "none").returncode, 2)
        self.assertEqual(run("reuse", "--html", self.folder / "no" / "page", "--archive", self.archive).returncode, 2)

    def test_an_interrupt_is_no_accident(self):
        page = self.folder / "page.html"
        running = subprocess.Popen([PROGRAM, "reuse", "--html", page, "--archive", self.archive],
                                   stderr=subprocess.PIPE, env={**os.environ})
        time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        _, complaint = running.communicate(timeout=60)
        # It had ended before, was not yet listening, or stopped and said so.
        self.assertIn(running.returncode, (0, 1, -signal.SIGINT))
        if running.returncode == 1:
            self.assertIn(b"stopped", complaint)
            self.assertFalse(page.exists())
        if running.returncode != -signal.SIGINT:
            self.assertFalse((self.folder / "page.html.part").exists())


if __name__ == "__main__":
    unittest.main()
