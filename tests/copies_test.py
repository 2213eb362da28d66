"""copies, compare, changes and --distinct, as a shell runs them."""
import re
import unittest
import xml.etree.ElementTree as ElementTree

from support import InFolder, lines, run

TITLE = "Harbour Commissioner Tova Lindqvist’s interview with Northern Light, Port Meridian, March 14, 2024"
EXCHANGES = [
    ("Commissioner, will the old ferry sail again before the ice comes to the northern bank?",
     "It will sail on the ninth of April, and I have told the pilots so. The engine was taken apart in January "
     "and put together again by people who know it."),
    ("Who pays for the engine?",
     "The port pays, nobody else was asked. We have set aside 340 crowns a day for the repair of the engine, and "
     "not one crown of it comes from the fishermen."),
    ("Halvern says that the closure of the strait was a political decision.",
     "They are free to say so. We will never charge a fee for rescue, whatever flag a ship flies, and whatever "
     "the newspapers in Halvern print about our patience."),
    ("So what?",
     "So we wait for the weather, as everybody does who lives by the sea and has learned what it is worth."),
    ("Will there be a second patrol boat on the eastern banks in summer?",
     "I hope that it will not be needed. If it is needed, it will be there within a week, painted and manned."),
]


def page(exchanges, title=TITLE, label="Tova Lindqvist"):
    return title + "\n\n" + "".join(f"Question: {q}\n\n{label}: {a}\n\n" for q, a in exchanges)


class Copies(InFolder):
    def stenogram(self, *arguments, **more):
        return run(*arguments, "--archive", self.archive, **more)

    def ingest(self, **pages):
        """Keeps pages under their names; their ids by name."""
        ids = {}
        for name, text in pages.items():
            done = self.stenogram("ingest", "--json", self.write(f"{name}.txt", text))
            self.assertEqual(done.returncode, 0, done.stderr)
            ids[name] = lines(done)[0]["transcript"]
        return ids

    def three(self):
        return self.ingest(full=page(EXCHANGES), part=page(EXCHANGES[1:3], "From " + TITLE, "T. Lindqvist"),
                           other=page([(q.replace("the", "that old"), "We said something else about " + q) for q, _ in EXCHANGES[:3]],
                                      "Finance Minister Corin Aldwell’s interview, Brenn, May 2, 2023", "Corin Aldwell"))

    def test_families(self):
        ids = self.three()
        done = self.stenogram("copies", "--json")
        self.assertEqual(done.returncode, 0)
        (family,) = lines(done)
        self.assertEqual(family["type"], "family")
        self.assertEqual(family["fullest"], ids["full"])
        first, second = family["members"]
        self.assertEqual((first["transcript"], first["relation"], first["of"], first["coverage"]), (ids["full"], None, None, 1))
        self.assertEqual((second["transcript"], second["relation"], second["of"]), (ids["part"], "excerpt", ids["full"]))
        self.assertEqual(second["contained"], 1)
        self.assertTrue(0.3 < second["coverage"] < 0.6)
        self.assertEqual(second["unique"]["words"], 0)
        self.assertEqual(first["unique"]["turns"], [1, 2, 8, 9, 10])
        self.assertEqual(self.stenogram("copies", ids["part"], "--json").stdout, done.stdout)
        none = self.stenogram("copies", ids["other"], "--json")
        self.assertEqual((none.returncode, none.stdout), (1, b""))
        self.assertEqual(self.stenogram("copies", "000000000000").returncode, 2)
        self.assertIn(b"excerpt", self.stenogram("copies").stdout)

    def test_decisions_are_kept(self):
        ids = self.three()
        self.assertEqual(self.stenogram("copies", "--split", ids["full"], ids["part"], "--reason", "two days").returncode, 0)
        self.assertEqual(self.stenogram("copies").returncode, 1)
        self.assertEqual(self.stenogram("verify", "--rebuild").returncode, 0)
        self.assertEqual(self.stenogram("copies").returncode, 1)
        self.assertEqual(self.stenogram("copies", "--join", ids["full"], ids["other"]).returncode, 0)
        (family,) = lines(self.stenogram("copies", "--json"))
        self.assertEqual([m["transcript"] for m in family["members"]], [ids["full"], ids["other"]])
        self.assertTrue(family["members"][1]["decided"])
        self.assertEqual(self.stenogram("copies", "--join", ids["full"]).returncode, 2)
        self.assertEqual(self.stenogram("copies", "--join", ids["full"], ids["full"]).returncode, 2)
        self.assertEqual(self.stenogram("copies", ids["full"], ids["part"]).returncode, 2)

    def test_rebuilt_is_as_it_was(self):
        self.three()
        before = self.stenogram("copies", "--json").stdout
        self.assertEqual(self.stenogram("verify", "--rebuild").returncode, 0)
        self.assertEqual(self.stenogram("copies", "--json").stdout, before)

    def test_distinct_counts_each_interview_once(self):
        ids = self.three()

        def total(*arguments):
            return [line for line in lines(self.stenogram(*arguments, "--json")) if line["type"] == "total"][0]

        self.assertEqual(total("kwic", "charge a fee")["lines"], 2)
        self.assertEqual(total("kwic", "charge a fee", "--distinct")["lines"], 1)
        # Among those that are selected: here the excerpt is the only one.
        self.assertEqual(total("kwic", "charge a fee", "--distinct", "--in", ids["part"])["lines"], 1)
        self.assertEqual(len([l for l in lines(self.stenogram("search", "rescue", "--json")) if l["type"] == "hit"]), 2)
        self.assertEqual(len([l for l in lines(self.stenogram("search", "rescue", "--distinct", "--json")) if l["type"] == "hit"]), 1)
        (stats,) = lines(self.stenogram("stats", "--distinct", "--json"))
        self.assertEqual(stats["transcripts"], 3)
        self.assertEqual(stats["distinct"]["interviews"], 2)
        self.assertEqual(stats["distinct"]["turns"], 16)
        words = [l for l in lines(self.stenogram("words", "--distinct", "--json")) if l.get("words") == "crowns"]
        self.assertTrue(not words or words[0]["count"] == 1)
        check = ("check", "--quote", "We will never charge a fee for rescue", "--json")
        self.assertEqual(lines(self.stenogram(*check))[0]["places"], 2)
        (answer, _) = lines(self.stenogram(*check, "--distinct"))
        self.assertEqual(answer["places"], 1)
        self.assertEqual([p["transcript"] for p in answer["passages"]], [ids["full"]])

    def test_check_says_where_copies_differ_in_the_very_words(self):
        changed = [(q, a.replace("never charge", "rarely charge")) for q, a in EXCHANGES]
        ids = self.ingest(part=page(EXCHANGES[1:3], "From " + TITLE), full=page(EXCHANGES), changed=page(changed))
        (answer, _) = lines(self.stenogram("check", "--quote", "We will never charge a fee for rescue", "--json"))
        self.assertEqual(answer["verdict"], "verbatim")
        self.assertEqual([p["transcript"] for p in answer["passages"]], [ids["full"], ids["part"]])
        self.assertEqual({p["family"] for p in answer["passages"]}, {ids["full"]})
        (other,) = answer["passages"][0]["copies_differ"]
        self.assertEqual(other["transcript"], ids["changed"])
        self.assertEqual([(d["spoken"], d["quoted"]) for d in other["differences"]], [("rarely", "never")])
        self.assertIn("rarely", other["text"])

    def test_compare(self):
        changed = [EXCHANGES[0], (EXCHANGES[1][0], EXCHANGES[1][1].replace("340", "430")), EXCHANGES[3], EXCHANGES[4],
                   ("And <b>who</b> decides?", "I do & nobody else does, \x1b[31mever\u202e.")]
        ids = self.ingest(a=page(EXCHANGES), b=page(changed, label="T. Lindqvist"))
        done = self.stenogram("compare", ids["a"], ids["b"], "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        (comparison,) = lines(done)
        self.assertEqual(comparison["type"], "comparison")
        pairs = [(t["a"], t["b"]) for t in comparison["turns"]]
        self.assertEqual(pairs, [([1], [1]), ([2], [2]), ([3], [3]), ([4], [4]), ([5], []), ([6], []), ([7], [5]), ([8], [6]),
                                 ([9], [7]), ([10], [8]), ([], [9]), ([], [10])])
        (change,) = comparison["turns"][3]["changes"]
        self.assertEqual((change["weight"], change["kind"], change["a"], change["b"]), ("meaning", "number", "340", "430"))
        self.assertRegex(change["a_address"], ids["a"] + r"#4:\d+-\d+")
        for side in ("a", "b"):
            count = comparison["bytes"][side]
            text = (self.folder / f"{side}.txt").read_bytes()
            self.assertEqual(count["all"], len(text))
            self.assertEqual(sum(v for k, v in count.items() if k != "all"), count["all"])
            a, b = change[f"{side}_span"]
            self.assertEqual(text[a:b].decode(), change[side])
        files = run("compare", self.folder / "a.txt", self.folder / "b.txt", "--json")
        self.assertEqual([t["pairing"] for t in lines(files)[0]["turns"]], [t["pairing"] for t in comparison["turns"]])
        shown = self.stenogram("compare", ids["a"], ids["b"]).stdout.decode()
        self.assertIn("meaning (number)", shown)
        self.assertNotIn("\x1b", shown)
        self.assertEqual(self.stenogram("compare", ids["a"], "000000000000").returncode, 2)
        self.assertEqual(self.stenogram("compare", ids["a"]).returncode, 2)

    def test_compare_as_a_page_and_as_tei(self):
        evil = EXCHANGES[:2] + [("<script>alert(1)</script> \"quoted\" & 'so'?", "No ]]> <!-- at all --> \x07 bells.")]
        ids = self.ingest(a=page(EXCHANGES), b=page(evil))
        page_file, tei_file = self.folder / "out.html", self.folder / "out.xml"
        done = self.stenogram("compare", ids["a"], ids["b"], "--html", page_file, "--tei", tei_file)
        self.assertEqual((done.returncode, done.stdout), (0, b""), done.stderr)
        html = page_file.read_text()
        self.assertNotIn("<script", html)
        self.assertNotRegex(html, r"(src|href)=\"(?!https?://)")
        for exchange in EXCHANGES:
            self.assertIn(exchange[1].replace("’", "’"), html.replace("&#39;", "'"))
        root = ElementTree.fromstring(tei_file.read_bytes())
        tei = "{http://www.tei-c.org/ns/1.0}"
        self.assertEqual(root.tag, tei + "TEI")
        self.assertEqual(len(root.findall(f".//{tei}witness")), 2)
        # Each witness can be read out of the apparatus again.
        for which, exchanges in (("A", EXCHANGES), ("B", evil)):
            def read(element):
                text = element.text or ""
                for child in element:
                    if child.tag == tei + "note":
                        pass
                    elif child.tag == tei + "app":
                        for reading in child.findall(tei + "rdg"):
                            if reading.get("wit") == "#" + which:
                                text += read(reading)
                    else:
                        text += read(child)
                    text += child.tail or ""
                return text
            words = re.findall(r"\w+", read(root.find(f".//{tei}body")))
            expected = re.findall(r"\w+", "".join(q + " " + a + " " for q, a in exchanges))
            self.assertEqual([w for w in words if w in expected][-40:], expected[-40:])
        missing = self.stenogram("compare", ids["a"], ids["b"], "--html", self.folder / "no" / "such" / "file")
        self.assertEqual(missing.returncode, 2)

    def test_changes_of_a_page(self):
        before = self.write("page.txt", page(EXCHANGES))
        (old,) = lines(self.stenogram("ingest", "--json", before))
        receipt = self.write("receipt.jsonl", self.stenogram("check", "--quote", "We have set aside 340 crowns a day", "--json").stdout)
        self.assertEqual(self.stenogram("changes").returncode, 1)
        before.write_text(page([EXCHANGES[0], (EXCHANGES[1][0], EXCHANGES[1][1].replace("340", "430"))] + EXCHANGES[3:]))
        (new,) = lines(self.stenogram("ingest", "--json", before))
        done = self.stenogram("changes", "--receipts", receipt, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        head, *changes = lines(done)
        self.assertEqual((head["before"], head["after"], head["why"]), (old["transcript"], new["transcript"], "name"))
        self.assertEqual((head["reworded"], head["removed"], head["added"]), (1, 2, 0))
        reworded = [c for c in changes if c["status"] == "reworded"][0]
        self.assertEqual((reworded["was"], reworded["is"], reworded["weight"], reworded["kind"]), ("340", "430", "meaning", "number"))
        self.assertEqual(len(reworded["touches"]), 1)
        self.assertEqual(self.stenogram("show", reworded["address"]).returncode, 0)
        removed = [c for c in changes if c["status"] == "removed"]
        self.assertEqual([c["address"] for c in removed], [f"{old['transcript']}#5", f"{old['transcript']}#6"])
        self.assertEqual(removed[0]["touches"], [])
        self.assertIn(b"340", self.stenogram("show", f"{old['transcript']}#4").stdout)
        self.assertEqual(self.stenogram("changes", new["transcript"]).returncode, 0)
        self.assertEqual(self.stenogram("changes", "--receipts", self.write("bad", "{\n")).returncode, 2)


if __name__ == "__main__":
    unittest.main()
