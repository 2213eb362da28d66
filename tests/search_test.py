"""search, kwic, trends, collocates and words over invented interviews: what they print
is in the captures where they say it is, totals are exact, mistakes are shown."""
import unittest

from support import InFolder, lines, run

BERG = (
    "Interview with Anna Berg, Harbour Commissioner, Port Selma, March 14, 2019\n\n"
    "Question: Commissioner, will the bridge hold?\n\n"
    "Anna Berg: The bridge will hold.  It will hold, I say, for 1,000 years.\n\n"
    "Question: And the old bridge?\n\n"
    "Anna Berg: We will not rebuild the old bridge. The U.S. engineers know why; the bridge fell.\n"
)
ODE = (
    "Interview with Jon Ode, Finance Minister, Port Selma, June 2, 2021\n\n"
    "Question: Minister, who pays for the bridge?\n\n"
    "Jon Ode: The port pays. We will never pay for the old bridge, nor for Größenwahn.\n\n"
    "Question: Never?\n\n"
    "Jon Ode: Never. It will not hold.\n"
)


class Search(InFolder):
    def setUp(self):
        super().setUp()
        self.pages = {"berg.txt": BERG, "ode.txt": ODE}
        for name, text in self.pages.items():
            self.write(f"in/{name}", text)
        done = run("ingest", self.folder / "in", "--archive", self.archive, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.ids = {line["transcript"]: self.pages[line["name"].split("/")[-1]]
                    for line in lines(done) if line["type"] == "ingested"}
        self.assertEqual(len(self.ids), 2)

    def ask(self, *arguments, expect=0):
        done = run(*arguments, "--archive", self.archive, "--json")
        self.assertEqual(done.returncode, expect, done.stderr.decode())
        return lines(done)

    def test_hits_stand_where_they_say(self):
        *hits, total = self.ask("search", "bridge will")
        self.assertEqual((total["type"], total["hits"]), ("total", len(hits)))
        self.assertGreaterEqual(len(hits), 3)
        scores = [hit["score"] for hit in hits]
        self.assertEqual(scores, sorted(scores, reverse=True))
        for hit in hits:
            page = self.ids[hit["transcript"]].encode()
            self.assertEqual(hit["type"], "hit")
            self.assertEqual(hit["address"], f"{hit['transcript']}#{hit['turn']}")
            self.assertEqual(page[slice(*hit["span"])].decode(), hit["snippet"])
            for begin, end in hit["highlights"]:
                self.assertIn(hit["snippet"].encode()[begin:end].decode().lower(), ("bridge", "will"))
            for begin, end in hit["chars"]:
                self.assertIn(hit["snippet"][begin:end].lower(), ("bridge", "will"))

    def test_query_language(self):
        for query, count in [
            ('"will hold"', 1), ("hold speaker:Berg", 1), ("hold -speaker:Berg kind:answer", 1),
            ("bridge date:2019", 4), ("bridge date:2019..2020-12 kind:question", 2), ("U.S.", 1), ("1000", 1),
            ("grossenwahn", 1), ("rebuil* OR pays", 3), ("pay NEAR/3 bridge", 1), ('speaker:"jon ode"', 2),
        ]:
            self.assertEqual(self.ask("search", query)[-1]["hits"], count, query)
        self.assertEqual(self.ask("search", "--speaker", "Ode", "--date", "2021..")[-1]["hits"], 2)
        self.assertEqual(self.ask("search", "zeppelin", expect=1)[-1]["hits"], 0)

    def test_stems_are_looked_up_when_asked_for(self):
        self.assertEqual(self.ask("search", "paying", expect=1)[-1]["hits"], 0)
        paid = self.ask("search", "pay OR pays")[-1]["hits"]
        self.assertGreater(paid, 0)
        self.assertEqual(self.ask("search", "~paying")[-1]["hits"], paid)
        self.assertEqual(self.ask("search", "--stem", "paying")[-1]["hits"], paid)
        *lines_found, total = self.ask("kwic", "--stem", "bridges")
        self.assertEqual({line["match"].lower() for line in lines_found}, {"bridge"})
        self.assertEqual(self.ask("kwic", "--cql", '[stem="bridges"]')[-1]["lines"], total["lines"])
        for point in self.ask("trends", "--stem", "bridges"):
            if point["type"] == "point" and point["query"] and point["count"]:
                self.assertEqual(self.ask("kwic", point["query"])[-1]["lines"], point["count"])
        for wrong in (["search", "~bridg*"], ["kwic", "--cql", "--stem", '"bridge"']):
            self.assertEqual(run(*wrong, "--archive", self.archive).returncode, 2, wrong)

    def test_pages_facets_and_dates(self):
        whole = [hit["address"] for hit in self.ask("search", "bridge")[:-1]]
        paged = []
        for skip in range(0, len(whole), 2):
            paged += [hit["address"] for hit in self.ask("search", "bridge", "--limit", 2, "--skip", skip)[:-1]]
        self.assertEqual(paged, whole)
        answer = self.ask("search", "bridge", "--facets", "--sort", "date")
        dates = [line["date"] for line in answer if line["type"] == "hit"]
        self.assertEqual(dates, sorted(dates))
        for facet in (line for line in answer if line["type"] == "facet"):
            self.assertEqual(sum(value["count"] for value in facet["values"]), answer[-1]["hits"], facet)

    def test_mistakes_are_shown(self):
        for command in ("search", "kwic", "trends", "collocates"):
            done = run(command, "war speeker:Berg", "--archive", self.archive)
            self.assertEqual(done.returncode, 2)
            message, query, caret = done.stderr.decode().splitlines()
            self.assertIn("no field is called", message)
            self.assertEqual(query, "  war speeker:Berg")
            self.assertEqual(caret, "      ^~~~~~~")

    def test_unknown_words_are_named(self):
        done = run("search", "brigde", "--archive", self.archive)
        self.assertEqual(done.returncode, 1)
        self.assertIn('does not hold "brigde"; did you mean bridge?', done.stderr.decode())
        self.assertEqual(self.ask("search", "brigde", expect=1)[-1]["suggestions"], {"brigde": ["bridge"]})

    def test_lines_are_the_pages_bytes(self):
        *found, total = self.ask("kwic", "will (hold|not *)", "--sort", "right", "--width", 12)
        self.assertEqual((total["type"], total["lines"]), ("total", len(found)))
        self.assertEqual(len(found), 4)
        for line in found:
            page = self.ids[line["transcript"]].encode()
            self.assertEqual(page[slice(*line["span"])].decode(), line["match"])
            begin = line["span"][0] - len(line["left"].encode())
            whole = (line["left"] + line["match"] + line["right"]).encode()
            self.assertEqual(page[begin:begin + len(whole)], whole)
            self.assertLessEqual(max(len(line["left"]), len(line["right"])), 12)
            shown = run("show", line["address"], "--archive", self.archive)
            self.assertEqual(shown.returncode, 0, shown.stderr.decode())
        self.assertEqual(self.ask("kwic", "will hold", "--limit", 1)[-1], {"type": "total", "lines": 2, "shown": 1, "query": '"will hold"'})
        self.assertEqual(self.ask("kwic", "--cql", '"will" []{0,1} [word="h.*|pay"]')[-1]["lines"], 4)

    def test_counts_agree(self):
        *points, trend = self.ask("trends", "bridge")
        self.assertEqual(sum(point["count"] for point in points), trend["count"])
        self.assertEqual(sum(point["words"] for point in points), trend["words"])
        self.assertEqual(trend["count"], self.ask("kwic", "bridge")[-1]["lines"])
        for point in points:
            if point["query"] and point["count"]:
                self.assertEqual(self.ask("kwic", point["query"])[-1]["lines"], point["count"])
        self.assertEqual(trend["first"]["date"], "2019-03-14")
        self.assertEqual(trend["last"]["date"], "2021-06-02")
        words = self.ask("words", "--limit", 1000)
        self.assertEqual(words[-1]["runs"], trend["words"])
        self.assertEqual(sum(line["count"] for line in words[:-1]), trend["words"])
        self.assertEqual(self.ask("words", "--run", 2, "--limit", 1)[0]["type"], "run")
        key = self.ask("words", "--speaker", "Ode", "--against", "rest", "--least", 1)
        self.assertEqual(key[-1]["words_here"] + key[-1]["words_there"], trend["words"])
        near = self.ask("collocates", "bridge", "--least", 1)
        self.assertIn("old", [line["word"] for line in near[:-1]])

    def test_people_see_lines(self):
        text = run("kwic", "old bridge", "--archive", self.archive).stdout.decode()
        self.assertTrue(text.endswith("3 lines\n"), text)
        self.assertEqual(len({line.index("old bridge") for line in text.splitlines()[:3]}), 1)


if __name__ == "__main__":
    unittest.main()
