"""What comes of a check besides its lines: receipts and their verification, the page, annotations,
words copied without marks, lists; and articles that mean harm."""
import hashlib
import html.parser
import json
import os
import subprocess
import threading
import unittest

from support import PROGRAM, ROOT, InFolder, interview, lines, run

SAMPLES = ROOT / "samples"
ARTICLE = SAMPLES / "article.txt"


class Page(html.parser.HTMLParser):
    """The tags of a page, its links and its text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.ids, self.text, self.open = set(), [], set(), "", []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        attributes = dict(attributes)
        if "href" in attributes:
            self.links.append(attributes["href"])
        if "id" in attributes:
            assert attributes["id"] not in self.ids, "one id twice"
            self.ids.add(attributes["id"])
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (tag, self.open)
        self.open.pop()

    def handle_data(self, data):
        if "style" not in self.open:
            self.text += data


class Reports(InFolder):
    def setUp(self):
        super().setUp()
        done = run("ingest", "--archive", self.archive, *sorted(SAMPLES.glob("0*.txt")))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.receipt = self.folder / "r.json"

    def check(self, *more, **keywords):
        return run("check", "--archive", self.archive, *more, **keywords)

    def verify(self, *more):
        return run("verify", "--archive", self.archive, "--receipt", self.receipt, "--json", *more)

    def test_a_receipt_says_the_same_again(self):
        done = self.check(ARTICLE, "--receipt", self.receipt, "--json")
        self.assertEqual(done.returncode, 1, done.stderr)
        again = self.verify()
        self.assertEqual(again.returncode, 0, again.stdout + again.stderr)
        *told, summary = lines(again)
        self.assertEqual(len(told), 9)
        self.assertTrue(all(one["same"] for one in told))
        self.assertTrue(summary["sealed"] and summary["archive_same"])
        self.assertIn("not that they are true", run("verify", "--archive", self.archive, "--receipt", self.receipt).stdout.decode())

    def test_a_receipt_tells_why_not(self):
        self.check(ARTICLE, "--receipt", self.receipt)
        # Grown: what is the same stays the same, and it is said that the archive has changed.
        self.write("new.txt", interview(3))
        run("ingest", "--archive", self.archive, self.folder / "new.txt")
        *told, summary = lines(self.verify())
        self.assertFalse(summary["archive_same"])
        self.assertTrue(any("1 capture more" in why for why in summary["changed"]), summary)
        self.assertEqual([one["then"]["verdict"] for one in told], [one["now"]["verdict"] for one in told])
        self.assertTrue(all(one["same"] for one in told), told)
        # Removed: named.
        cited = json.loads(self.receipt.read_text())["quotations"][0]["captures"][0]["transcript"]
        run("remove", "--archive", self.archive, cited)
        again = self.verify()
        self.assertEqual(again.returncode, 1)
        self.assertTrue(any(cited in why for one in lines(again)[:-1] for why in one["why"]))

    def test_a_changed_receipt_is_seen(self):
        self.check(ARTICLE, "--receipt", self.receipt)
        text = self.receipt.read_text()
        self.receipt.write_text(text.replace('"verdict": "not_found"', '"verdict": "verbatim"'))
        again = self.verify()
        self.assertEqual(again.returncode, 1)
        self.assertFalse(lines(again)[-1]["sealed"])
        self.assertTrue(any("changed after it was written" in why for one in lines(again)[:-1] for why in one["why"]))
        for bad in ["", "{}", "[1,2", '{"type":"receipt","version":2,"quotations":[]}']:
            self.receipt.write_text(bad)
            self.assertEqual(self.verify().returncode, 2)
        self.receipt.unlink()
        self.assertEqual(self.verify().returncode, 2)

    def test_the_page_stands_alone(self):
        out = self.folder / "page.html"
        self.check(ARTICLE, "--html", out, "--unmarked")
        page = Page(out.read_text())
        self.assertEqual(page.open, [])
        self.assertFalse(page.tags & {"script", "img", "link", "iframe", "object", "form"})
        for link in page.links:
            if link.startswith("#"):
                self.assertIn(link[1:], page.ids)
            else:
                self.assertTrue(link.startswith(("http://", "https://")), link)
        # All of the article is there, in order.
        words = [word for word in ARTICLE.read_text().split() if word.isalpha()]
        at = 0
        for word in words:
            at = page.text.find(word, at)
            self.assertGreaterEqual(at, 0, word)
            at += len(word)

    def test_annotations_select_their_words(self):
        out = self.folder / "a.json"
        self.check(ARTICLE, "--annotations", out)
        article = ARTICLE.read_text()
        items = json.loads(out.read_text())["first"]["items"]
        self.assertEqual(len(items), 9)
        for item in items:
            quote, position = item["target"]["selector"]
            self.assertEqual(article[position["start"]:position["end"]], quote["exact"])
            self.assertTrue(article[:position["start"]].endswith(quote["prefix"]))
            for body in item["body"][2:]:
                exact, place = body["selector"]
                name = next(p for p in SAMPLES.glob("0*.txt") if hashlib.sha256(p.read_bytes()).hexdigest() == body["stenogram:sha256"])
                self.assertEqual(name.read_text()[place["start"]:place["end"]], exact["exact"])

    def test_copying_without_marks(self):
        source = sorted(SAMPLES.glob("0*.txt"))[0].read_text()
        sentence = next(line for line in source.splitlines() if len(line.split()) > 25).split(": ", 1)[-1]
        words = " ".join(sentence.split()[:14])
        article = self.write("copied.txt", f"Our own view is this. {words}, and so on and so forth, we think.\n")
        *told, summary = lines(self.check(article, "--unmarked", "--json"))
        runs = [one for one in told if one["type"] == "unmarked"]
        self.assertEqual(len(runs), 1, told)
        self.assertGreaterEqual(runs[0]["words"], 14)
        begin, end = runs[0]["span"]
        self.assertEqual(article.read_bytes()[begin:end].decode(), runs[0]["text"])
        self.assertEqual(lines(self.check(article, "--json"))[-1]["type"], "summary")

    def test_not_found_says_what_is_held(self):
        *told, _ = lines(self.check("--quote", "nobody ever said these words about giraffes", "--speaker", "Ilsabet Marrow", "--date", "1999-01-01", "--json"))
        self.assertEqual(told[0]["verdict"], "not_found")
        self.assertGreater(told[0]["searched"]["speaker"]["transcripts"], 0)
        self.assertEqual(told[0]["searched"]["day"]["transcripts"], 0)
        text = self.check("--quote", "nobody ever said these words about giraffes", "--speaker", "Xaver Unheard").stdout.decode()
        self.assertIn("nobody called Xaver Unheard speaks in it", " ".join(text.split()))

    def test_a_list_keeps_its_order_and_names_its_bad_rows(self):
        rows = self.write("list.csv", b"\xef\xbb\xbfDate;Who;Quote\n;Corin Aldwell;\"The deficit for the year is\n2.7 percent\"\n;;...\n;Ilsabet Marrow;I will not give you a date\n")
        done = self.check("--list", rows, "--json")
        self.assertEqual(done.returncode, 1)
        self.assertEqual([one["type"] for one in lines(done)], ["quotation", "failed", "quotation", "summary"])
        self.assertIn("list.csv:4", lines(done)[1]["where"])
        self.assertIn(b"list.csv:4", done.stderr)
        self.assertEqual(lines(done)[0]["claimed"]["speaker"], "Corin Aldwell")
        self.assertEqual(self.check("--list", self.write("bad.csv", "a,b\n1,2\n")).returncode, 2)

    def test_articles_that_mean_harm(self):
        quote = "“" + "word " * 200_000 + "”"
        cases = {
            "marks.txt": "“" * 300_000 + "‘’\"'" * 100_000,
            "primes.txt": "12\" by 6' " * 100_000,
            "deep.html": "<div>" * 50_000 + "“We will rebuild the harbour wall,” said Tova Lindqvist.",
            "names.txt": "Ada Voss met Bo Lind. " * 40_000,
            "dashes.txt": "— Да, — сказал он. — Нет.\n" * 40_000,
            "long.txt": quote + " said Tova Lindqvist.",
        }
        for name, text in cases.items():
            done = run("check", "--archive", self.archive, self.write(name, text), "--json")
            self.assertIn(done.returncode, (0, 1, 2), (name, done.stderr[-300:]))
            if done.returncode == 2:
                self.assertIn(name.encode() if name != "long.txt" else b"megabyte", done.stderr)
        for name, text in {"binary.txt": bytes(range(256)) * 100, "empty.txt": b"", "cut.pdf": b"%PDF-1.7\n1 0 obj", "cut.docx": b"PK\x03\x04 word"}.items():
            done = run("check", "--archive", self.archive, self.write(name, text))
            self.assertEqual(done.returncode, 2, (name, done.stdout))
            self.assertIn(name.encode(), done.stderr)

    def test_one_quotation_that_is_too_long_stops_no_other(self):
        rows = ["I will not give you a date", "word " * 250_000, "It is not enough for us"]
        done = self.check("--list", self.write("list.jsonl", "".join(json.dumps({"quoted": row}) + "\n" for row in rows)), "--json")
        self.assertEqual(done.returncode, 1)
        self.assertEqual([line["type"] for line in lines(done)], ["quotation", "failed", "quotation", "summary"])
        self.assertIn(b"list.jsonl:2", done.stderr)
        self.assertEqual(self.check("--list", self.write("long.jsonl", json.dumps({"quoted": rows[1]}) + "\n")).returncode, 2)

    def test_a_hundred_megabytes_are_refused_at_once(self):
        path = self.folder / "huge.txt"
        with open(path, "wb") as file:
            file.truncate(100 << 20)
        done = run("check", "--archive", self.archive, path)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"huge.txt", done.stderr)
        with open(path, "rb") as file:
            done = subprocess.run([PROGRAM, "check", "--archive", str(self.archive), "-"], stdin=file, capture_output=True, timeout=60,
                                  env={k: v for k, v in os.environ.items() if k != "STENOGRAM_ARCHIVE"})
        self.assertEqual(done.returncode, 2)

    def test_an_archive_that_grows_meanwhile(self):
        rows = self.write("list.jsonl", "".join(json.dumps({"quoted": q}) + "\n" for q in ["I will not give you a date", "It is not enough for us"] * 300))
        before = self.check("--list", rows, "--json").stdout
        self.interviews(60)
        grower = threading.Thread(target=lambda: run("ingest", "--archive", self.archive, "--batch", 5, self.folder / "in"))
        grower.start()
        during = self.check("--list", rows, "--json")
        grower.join()
        self.assertIn(during.returncode, (0, 1))
        # What it saw, it saw from one instant: every line counts the same transcripts.
        seen = {json.dumps(one["searched"]) for one in lines(during) if one["type"] == "quotation"}
        self.assertEqual(len(seen), 1)
        self.assertEqual([one["verdict"] for one in lines(during)[:-1]], [json.loads(one)["verdict"] for one in before.splitlines()[:-1]])


if __name__ == "__main__":
    unittest.main()
