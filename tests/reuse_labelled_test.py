"""reuse over tests/reuse: interviews of which is written down what they share.

Scored as a reader would judge it: a passage is right if it is one of the facts and each of
its uses lies on that fact's words in its page; a fact is found if all its pages are in one
passage; a boundary is right within three words."""
import json
import pathlib
import re
import unittest

from support import InFolder, lines, run

PAGES = pathlib.Path(__file__).resolve().parent / "reuse"


def words_of(text):
    return re.findall(r"\w+", text.lower())


class Labelled(InFolder):
    def setUp(self):
        super().setUp()
        self.facts = json.loads((PAGES / "facts.json").read_text())
        done = run("ingest", *sorted(PAGES.glob("*.txt")), "--archive", self.archive)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.page = {path.stem: path.read_text() for path in PAGES.glob("*.txt")}
        done = run("reuse", "--archive", self.archive, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.passages = [line for line in lines(done) if line["type"] in ("passage", "formula")]
        for passage in self.passages:
            for member in passage["members"]:
                member["page"] = pathlib.Path(member["name"]).stem
                begin, end = member["span"]
                member["text"] = self.page[member["page"]].encode()[begin:end].decode()

    def span(self, page, words):
        self.assertEqual(self.page[page].count(words), 1, words)
        begin = len(self.page[page][:self.page[page].index(words)].encode())
        return begin, begin + len(words.encode())

    def test_the_facts_stand_in_the_pages(self):
        for fact in self.facts["shared"]:
            for page, words in fact["uses"].items():
                self.span(page, words)
        for trap in self.facts["apart"]:
            for page, words in trap.items():
                self.span(page, words)

    def fact_of(self, passage):
        """The fact that has every use of a passage for the greater part."""
        for fact in self.facts["shared"]:
            inside = 0
            for member in passage["members"]:
                if member["page"] not in fact["uses"]:
                    break
                begin, end = self.span(member["page"], fact["uses"][member["page"]])
                inside += 2 * (min(end, member["span"][1]) - max(begin, member["span"][0])) >= member["span"][1] - member["span"][0]
            if inside == len(passage["members"]):
                return fact
        return None

    def test_all_that_is_told_is_true(self):
        wrong = [[member["text"] for member in passage["members"]] for passage in self.passages if not self.fact_of(passage)]
        self.assertEqual(wrong, [])

    def test_all_that_is_shared_is_told(self):
        for fact in self.facts["shared"]:
            whole = [passage for passage in self.passages
                     if self.fact_of(passage) is fact and {member["page"] for member in passage["members"]} == set(fact["uses"])]
            self.assertEqual(len(whole), 1, fact["name"])
            self.assertEqual(whole[0]["type"] == "formula", fact.get("formula", False), fact["name"])

    def test_boundaries_are_within_three_words(self):
        near, far = 0, []
        for passage in self.passages:
            fact = self.fact_of(passage)
            for member in passage["members"] if fact else []:
                begin, end = self.span(member["page"], fact["uses"][member["page"]])
                text = self.page[member["page"]].encode()
                for told, true in ((member["span"][0], begin), (member["span"][1], end)):
                    between = words_of(text[min(told, true):max(told, true)].decode())
                    if len(between) <= 3:
                        near += 1
                    else:
                        far.append((fact["name"], member["page"], between))
        self.assertGreaterEqual(near, 0.95 * (near + len(far)), far)


if __name__ == "__main__":
    unittest.main()
