"""The article among the samples, checked against the other samples: every verdict once
at least, and what section 5 promises of the lines that tell them."""
import unittest

from support import ROOT, InFolder, lines, run

SAMPLES = ROOT / "samples"
ARTICLE = SAMPLES / "article.txt"

EXPECTED = [
    ("Ilsabet Marrow", "verbatim", "none"),
    ("Teodor Vance", "abridged", "none"),
    ("Ilsabet Marrow", "abridged", "meaning"),
    ("Ilsabet Marrow", "altered", "meaning"),
    ("Ilsabet Marrow", "stitched", "meaning"),
    ("Corin Aldwell", "altered", "meaning"),
    ("Corin Aldwell", "misattributed", "meaning"),
    ("Teodor Vance", "verbatim", "none"),
    ("Ilsabet Marrow", "not_found", None),
]


class Check(InFolder):
    def setUp(self):
        super().setUp()
        done = run("ingest", "--archive", self.archive, *sorted(SAMPLES.glob("0*.txt")))
        self.assertEqual(done.returncode, 0, done.stderr)

    def check(self, *more):
        return run("check", "--archive", self.archive, ARTICLE, *more)

    def test_every_verdict(self):
        done = self.check("--json")
        self.assertEqual(done.returncode, 1)
        *quotations, summary = lines(done)
        told = [(q["claimed"]["speaker"], q["verdict"], q["severity"]) for q in quotations]
        self.assertEqual(told, EXPECTED)
        self.assertEqual(summary["meaning"], sum(severity == "meaning" for _, _, severity in EXPECTED))

    def test_spans_are_of_the_files(self):
        article = ARTICLE.read_bytes()
        for quotation in lines(self.check("--json"))[:-1]:
            begin, end = quotation["quoted_span"]
            self.assertEqual(article[begin:end].decode(), quotation["quoted"])
            for passage in quotation["passages"] + quotation["nearest"]:
                page = (SAMPLES / passage["name"]).read_bytes()
                begin, end = passage["span"]
                self.assertEqual(page[begin:end].decode(), passage["text"])
                shown = run("show", "--archive", self.archive, passage["address"])
                self.assertEqual(shown.returncode, 0, shown.stderr)
                for difference in passage["differences"]:
                    begin, end = difference["quoted_span"] or (0, 0)
                    if difference["quoted_span"]:
                        self.assertEqual(quotation["quoted"].encode()[begin:end].decode(), difference["quoted"])

    def test_the_same_bytes_twice(self):
        self.assertEqual(self.check("--json").stdout, self.check("--json").stdout)

    def test_people_are_told_all_six(self):
        told = self.check().stdout.decode()
        for words in ("verbatim", "abridged", "altered", "stitched together", "misattributed", "not found"):
            self.assertIn(words, told)


if __name__ == "__main__":
    unittest.main()
