"""stenogram serve: the same answers as the command line, in every form HTTP gives them."""
import fcntl
import gzip
import json
import re
import socket
import threading
import time
import unittest
import urllib.parse

from serving import TOKEN, Served, Server
from support import ROOT, InFolder, interview, run


def words_of(text):
    return re.findall(r"[\w'’]+", text.lower())


class Answers(Served):
    def test_every_answer_is_the_command_line_s(self):
        first = self.cli("list")[0]["transcript"]
        article = (ROOT / "samples" / "article.txt").read_text()
        for target, command in [
            ("/transcripts?limit=10000", ("list",)),
            ("/search?q=harbour", ("search", "harbour")),
            ("/search?q=harbour&facets=true&sort=date", ("search", "harbour", "--facets", "--sort", "date")),
            ("/search?q=%22the+harbour%22+speaker:Marrow&limit=2&skip=1", ("search", '"the harbour" speaker:Marrow', "-n", "2", "--skip", "1")),
            ("/search?speaker=Marrow&kind=answer", ("search", "--speaker", "Marrow", "--kind", "answer")),
            ("/kwic?phrase=the+harbour&limit=10000", ("kwic", "the harbour")),
            ("/kwic?phrase=we+*&sort=right&width=20&limit=5", ("kwic", "we *", "--sort", "right", "-w", "20", "-n", "5")),
            ("/kwic?phrase=%5Bword%3D%22harb.*%22%5D&cql=true&limit=10000", ("kwic", "--cql", '[word="harb.*"]')),
            ("/trends?phrase=harbour&phrase=winter&by=speaker", ("trends", "harbour", "winter", "--by", "speaker")),
            ("/collocates?phrase=the&window=3&by=dice&least=2", ("collocates", "the", "--window", "3", "--by", "dice", "--least", "2")),
            ("/words?run=2&limit=7", ("words", "--run", "2", "-n", "7")),
            ("/words?speaker=Marrow&against=rest", ("words", "--speaker", "Marrow", "--against", "rest")),
            ("/copies?limit=1000", ("copies",)),
            ("/changes", ("changes",)),
            ("/reuse?words=6&limit=1000", ("reuse", "--words", "6")),
            ("/reuse?pairs=true&limit=1000", ("reuse", "--pairs")),
            ("/show?address=%s%%232" % first, ("show", first + "#2")),
            ("/search?q=ship&distinct=true", ("search", "ship", "--distinct")),
            ("/kwic?phrase=ship&distinct=true&limit=10000", ("kwic", "ship", "--distinct")),
            ("/trends?phrase=ship&distinct=true", ("trends", "ship", "--distinct")),
            ("/collocates?phrase=ship&distinct=true", ("collocates", "ship", "--distinct")),
            ("/words?distinct=true", ("words", "--distinct")),
            ("/words?distinct=true&speaker=Marrow&against=rest", ("words", "--distinct", "--speaker", "Marrow", "--against", "rest")),
            ("/check?quote=a+ship+in+trouble&distinct=true", ("check", "--quote", "a ship in trouble", "--distinct")),
            ("/check?quote=we+will+rebuild+the+harbour+wall&speaker=Lindqvist",
             ("check", "--quote", "we will rebuild the harbour wall", "--speaker", "Lindqvist")),
        ]:
            with self.subTest(target=target):
                told = self.cli(*command)
                answered = self.server.lines("/api/v1" + target)
                if command[0] == "list":
                    self.assertEqual(answered.pop()["transcripts"], len(told))
                self.assertEqual(answered, told)
                # The lines themselves, byte for byte.
                status, fields, body = self.server.ask("/api/v1" + target, headers={"Accept": "application/x-ndjson"})
                self.assertEqual((status, fields["content-type"]), (200, "application/x-ndjson"))
                said = run(*command, "--json", "--archive", self.archive).stdout
                self.assertTrue(body.startswith(said) if command[0] == "list" else body == said)
        self.assertEqual(self.server.json("/api/v1/stats"), self.cli("stats")[0])
        self.assertEqual(self.server.json("/api/v1/stats?distinct=true"), self.cli("stats", "--distinct")[0])
        family = self.cli("copies")[0]["members"]
        a, b = family[0]["transcript"], family[1]["transcript"]
        self.assertEqual(self.server.json(f"/api/v1/compare?a={a}&b={b}"), self.cli("compare", a, b)[0])
        self.assertEqual(self.server.lines(f"/api/v1/copies?transcript={b}"), self.cli("copies", b))
        self.assertEqual(self.server.json(f"/api/v1/transcripts/{first}"), self.cli("show", first)[0])
        self.assertEqual(self.server.json(f"/api/v1/transcripts/{first}/turns/2"), self.cli("show", first + "#2")[0])
        told = self.cli("check", ROOT / "samples" / "article.txt")
        for headers in ({"Content-Type": "text/plain"}, {}):
            self.assertEqual(self.server.lines("/api/v1/check", method="POST", body=article.encode(), headers=headers), told)
        read = json.loads(run("read", "--json", ROOT / "samples" / "01-ministry-interview.txt").stdout)
        mine = self.server.lines("/api/v1/read?name=01-ministry-interview.txt", method="POST",
                                 body=(ROOT / "samples" / "01-ministry-interview.txt").read_bytes())[0]
        for key in ("turns", "heading", "speakers", "leftovers", "doubts"):
            self.assertEqual(mine[key], read[key])

    def test_a_list_of_quotations_in_json(self):
        asked = {"quotations": [{"quoted": "we will rebuild the harbour wall"},
                                {"quoted": "the port pays", "speaker": "Tova Lindqvist", "date": None}], "passages": 1}
        lines = self.server.lines("/api/v1/check", method="POST", body=json.dumps(asked),
                                  headers={"Content-Type": "application/json"})
        self.assertEqual([line["type"] for line in lines], ["quotation", "quotation", "summary"])
        self.assertLessEqual(len(lines[1]["passages"]), 1)
        for wrong in ("", "[]", "{", '{"quotations":[{"quoted":3}]}', '{"quotations":[{}]}', '{"quotations":[],"more":1}',
                      '{"quotations":[{"quoted":"x","speeker":"y"}]}', '{"quotations":[],"passages":0}'):
            error = self.server.json("/api/v1/check", method="POST", body=wrong, status=400,
                                     headers={"Content-Type": "application/json"})["error"]
            self.assertEqual((error["code"], error["where"]), ("usage", "the body"), wrong)

    def test_each_interview_once_leaves_out_what_copies_repeat(self):
        def count(more):
            return self.server.lines("/api/v1/kwic?phrase=ship" + more)[-1]["lines"]
        self.assertLess(count("&distinct=true"), count(""))
        # However hits are ordered and counted.
        hits = {self.server.lines("/api/v1/search?q=ship&distinct=true" + more)[-1]["hits"]
                for more in ("", "&facets=true", "&sort=date", "&limit=1", "&kind=interview&kind=press_conference")}
        self.assertEqual(len(hits), 1)
        self.assertLess(hits.pop(), self.server.lines("/api/v1/search?q=ship")[-1]["hits"])
        placed = self.server.lines("/api/v1/dispersion?phrase=ship&distinct=true")
        self.assertEqual(sum(one["lines"] for one in placed if one["type"] == "dispersion"), count("&distinct=true"))

    def test_a_receipt_is_asked_again_here_or_on_the_command_line(self):
        article = (ROOT / "samples" / "article.txt").read_bytes()
        given = self.server.lines("/api/v1/check?receipt=true&name=article.txt", method="POST", body=article)
        receipt = given[-1]
        self.assertEqual((receipt["type"], receipt["input"]["name"]), ("receipt", "article.txt"))
        self.assertEqual(given[:-1], self.server.lines("/api/v1/check?name=article.txt", method="POST", body=article))
        text = json.dumps(receipt, ensure_ascii=False).encode()
        answered = self.server.lines("/api/v1/receipts/verify", method="POST", body=text)
        self.assertEqual((answered[-1]["different"], answered[-1]["sealed"], answered[-1]["archive_same"]), (0, True, True))
        self.assertEqual(answered[-1]["same"], len(receipt["quotations"]))
        file = self.folder / "receipt.json"
        file.write_bytes(text)
        self.assertEqual(self.cli("verify", "--receipt", file), answered)
        written = self.folder / "written.json"
        run("check", ROOT / "samples" / "article.txt", "--archive", self.archive, "--receipt", written)
        self.assertEqual(self.server.lines("/api/v1/receipts/verify", method="POST", body=written.read_bytes())[-1]["different"], 0)
        changed = text.replace(b'"verbatim"', b'"altered"', 1)
        answered = self.server.lines("/api/v1/receipts/verify", method="POST", body=changed)
        self.assertEqual((answered[-1]["sealed"], answered[-1]["different"]), (False, 1))
        for body in (b"{}", b"[1]", b"nothing of the kind", text[:1000]):
            self.assertEqual(self.server.ask("/api/v1/receipts/verify", "POST", body)[0], 422)

    def test_many_quotations_are_answered_in_their_order(self):
        quoted = [line["quoted"] for line in self.cli("check", ROOT / "samples" / "article.txt") if line["type"] == "quotation"] * 30
        body = json.dumps({"quotations": [{"quoted": one} for one in quoted]}).encode()
        lines = self.server.lines("/api/v1/check", method="POST", body=body, headers={"Content-Type": "application/json"})
        self.assertEqual([(line["n"], line["quoted"]) for line in lines[:-1]], list(enumerate(quoted, 1)))
        one_by_one = [self.server.lines("/api/v1/check?" + urllib.parse.urlencode({"quote": one}))[0] for one in quoted[:9]]
        self.assertEqual([{**line, "n": 1, "quoted_span": None} for line in lines[:9]], one_by_one)

    def test_shared_passages_of_one_transcript_are_where_they_are_said_to_be(self):
        found = 0
        for row in self.cli("list"):
            lines = self.server.lines(f"/api/v1/transcripts/{row['transcript']}/shared?words=4&places=50&limit=1000")
            family = {member["transcript"] for line in self.cli("copies", row["transcript"]) if line["type"] == "family" for member in line["members"]}
            for one in lines[:-1]:
                for place in [one, *one["others"]]:
                    shown = self.cli("show", place["address"])[0]
                    self.assertEqual(words_of(shown["text"])[:4], words_of(one["text"])[:4])
                    self.assertFalse(place is not one and place["transcript"] in family)
                found += 1
            self.assertEqual(lines[-1]["passages"], len(lines) - 1)
        self.assertGreater(found, 0)

    def test_verdicts_are_streamed_and_compressed(self):
        article = (ROOT / "samples" / "article.txt").read_bytes()
        status, fields, body = self.server.ask("/api/v1/check?format=jsonl", "POST", article, {"Accept-Encoding": "gzip"})
        self.assertEqual((status, fields["transfer-encoding"], fields["content-encoding"]), (200, "chunked", "gzip"))
        plain = self.server.ask("/api/v1/check?format=jsonl", "POST", article)[2]
        self.assertEqual(gzip.decompress(body), plain)
        self.assertEqual(json.loads(plain.splitlines()[-1])["type"], "summary")

    def test_dispersion_places_each_line_of_kwic(self):
        lines = [line for line in self.server.lines("/api/v1/kwic?phrase=the&limit=10000") if line["type"] == "line"]
        falls = self.server.lines("/api/v1/dispersion?phrase=the")
        total = falls.pop()
        self.assertEqual((total["lines"], total["sampled"]), (len(lines), False))
        for fall in falls:
            turns = [line["turn"] for line in lines if line["transcript"] == fall["transcript"]]
            self.assertEqual(fall["turns"], turns)
            self.assertEqual(fall["lines"], len(fall["positions"]))
            self.assertEqual(sorted(set(fall["positions"])), fall["positions"])
            self.assertLess(fall["positions"][-1], fall["words"])
            words = {row["transcript"]: row["words"] for row in self.cli("list")}[fall["transcript"]]
            self.assertEqual(fall["words"], words)
        sampled = self.server.lines("/api/v1/dispersion?phrase=the&most=5")
        self.assertTrue(sampled[-1]["sampled"])
        self.assertEqual(sum(fall["lines"] for fall in sampled[:-1]), 5)

    def test_names_and_years_add_up(self):
        rows = self.cli("list")
        years = self.server.lines("/api/v1/years")
        self.assertEqual(sum(year["turns"] for year in years), sum(row["turns"] for row in rows))
        self.assertEqual(sum(year["transcripts"] for year in years), len(rows))
        speakers = self.server.lines("/api/v1/speakers?limit=10000")
        self.assertEqual(speakers[-1]["speakers"], self.cli("stats")[0]["speakers"])
        for row in speakers[:-1]:
            with self.subTest(name=row["name"]):
                self.assertEqual(row["transcripts"], sum(row["name"] in one["speakers"] for one in rows))
                found = self.server.lines("/api/v1/search?limit=0&speaker=" + "%3D" + "".join(f"%{b:02X}" for b in row["name"].encode()))
                self.assertEqual(found[-1]["hits"], row["turns"])
        named = self.server.lines("/api/v1/speakers?text=mar")
        self.assertTrue(all("mar" in row["name"].lower() for row in named[:-1]) and named[:-1])

    def test_the_capture_comes_as_it_was_and_as_text(self):
        hostile = self.write("evil.html", "<html><title>An interview</title><script>alert(1)</script><body><h1>Interview with Ada Voss</h1>"
                             "<p>Question: Will you stay?</p><p>Ada Voss: We will stay, all of us, and gladly.</p>"
                             "<p>Question: Until when?</p><p>Ada Voss: Until the spring, at the least.</p></body></html>")
        done = self.cli("ingest", hostile)
        identifier = done[0]["transcript"]
        status, fields, body = self.server.ask(f"/api/v1/transcripts/{identifier}/capture")
        self.assertEqual((status, body), (200, hostile.read_bytes()))
        self.assertTrue(fields["content-type"].startswith("text/plain"))
        self.assertEqual(fields["x-content-type-options"], "nosniff")
        self.assertIn("sandbox", fields["content-security-policy"])
        text = self.server.ask(f"/api/v1/transcripts/{identifier}/page")[2]
        whole = self.server.json(f"/api/v1/transcripts/{identifier}")
        for turn in whole["turns"]:
            self.assertEqual(text[turn["span"][0]:turn["span"][1]].decode(), turn["text"])
        seen = self.server.lines(f"/api/v1/transcripts/{identifier}/seen")
        self.assertTrue(seen[0]["name"].endswith("evil.html"))


class Pages(Served):
    def test_pages_are_of_one_state_though_the_archive_grows(self):
        whole = [line for line in self.server.lines("/api/v1/search?q=the&limit=1000") if line["type"] == "hit"]
        url, pages = "/api/v1/search?q=the&limit=7", []
        while url:
            answer = self.server.json(url)
            pages += [line for line in answer["lines"] if line["type"] == "hit"]
            url = answer["next"]
            if len(pages) == 7:
                run("ingest", "--archive", self.archive, self.write("more.txt", interview(77)))
        self.assertEqual(pages, whole)
        # A new question is answered by the archive as it is.
        found = self.server.lines("/api/v1/search?q=%22number+77%22")[-1]["hits"]
        self.assertGreater(found, 0)

    def test_a_state_long_gone_is_said_to_be(self):
        answer = self.server.json("/api/v1/search?q=the&limit=1")
        for number in range(100, 107):
            run("ingest", "--archive", self.archive, self.write(f"{number}.txt", interview(number)))
            self.server.json("/api/v1/stats")
        error = self.server.json(answer["next"], status=409)["error"]
        self.assertEqual((error["code"], error["where"]), ("changed", "generation"))

    def test_an_etag_holds_until_the_archive_changes(self):
        status, fields, body = self.server.ask("/api/v1/search?q=harbour")
        etag = fields["etag"]
        status, fields, rest = self.server.ask("/api/v1/search?q=harbour", headers={"If-None-Match": etag})
        self.assertEqual((status, rest, fields["etag"]), (304, b"", etag))
        self.assertEqual(self.server.ask("/api/v1/search?q=harbours", headers={"If-None-Match": etag})[0], 200)
        lines = self.server.ask("/api/v1/search?q=harbour", headers={"If-None-Match": etag, "Accept": "application/x-ndjson"})
        self.assertEqual(lines[0], 200)
        run("ingest", "--archive", self.archive, self.write("more.txt", interview(78)))
        status, fields, body = self.server.ask("/api/v1/search?q=harbour", headers={"If-None-Match": etag})
        self.assertEqual(status, 200)
        self.assertNotEqual(fields["etag"], etag)

    def test_heads_are_answers_without_bodies(self):
        _, get, body = self.server.ask("/api/v1/search?q=harbour")
        status, head, nothing = self.server.ask("/api/v1/search?q=harbour", method="HEAD")
        self.assertEqual((status, nothing), (200, b""))
        self.assertEqual(head["content-length"], str(len(body)))
        self.assertEqual(head["etag"], get["etag"])

    def test_compressed_on_request(self):
        target = "/api/v1/search?q=the"
        plain = self.server.ask(target)[2]
        _, fields, packed = self.server.ask(target, headers={"Accept-Encoding": "br, gzip;q=0.8"})
        self.assertEqual(fields["content-encoding"], "gzip")
        self.assertEqual(gzip.decompress(packed), plain)
        self.assertLess(len(packed), len(plain) / 2)
        self.assertNotIn("content-encoding", self.server.ask(target, headers={"Accept-Encoding": "gzip;q=0"})[1])


class Errors(Served):
    def test_every_error_has_one_shape(self):
        for target, method, status, code, where in [
            ("/api/v1/nothing", "GET", 404, "not_found", None),
            ("/api/v2/stats", "GET", 404, "not_found", None),
            ("/api/v1/transcripts/0123456789ab", "GET", 404, "not_found", None),
            ("/api/v1/transcripts/xyz", "GET", 400, "usage", None),
            ("/api/v1/transcripts/0123456789ab/turns/0", "GET", 400, "usage", "n"),
            ("/api/v1/stats", "POST", 405, "method", None),
            ("/api/v1/search?q=%22open", "GET", 400, "usage", "q"),
            ("/api/v1/search?query=x", "GET", 400, "usage", "query"),
            ("/api/v1/search?q=x&q=y", "GET", 400, "usage", "q"),
            ("/api/v1/search?q=x&limit=-1", "GET", 400, "usage", "limit"),
            ("/api/v1/search?q=x&limit=1001", "GET", 400, "usage", "limit"),
            ("/api/v1/search?q=x&sort=size", "GET", 400, "usage", "sort"),
            ("/api/v1/search?q=x&facets=maybe", "GET", 400, "usage", "facets"),
            ("/api/v1/search?q=x&date=yesterday", "GET", 400, "usage", "date"),
            ("/api/v1/search?q=%ff", "GET", 400, "usage", None),
            ("/api/v1/search?q=%zz", "GET", 400, "usage", None),
            ("/api/v1/kwic", "GET", 400, "usage", "phrase"),
            ("/api/v1/kwic?phrase=", "GET", 400, "usage", "phrase"),
            ("/api/v1/show?address=nonsense", "GET", 400, "usage", None),
            ("/api/v1/words?against=rest&run=2", "GET", 400, "usage", "against"),
            ("/api/v1/stats?format=xml", "GET", 400, "usage", "format"),
            ("/api/v1/stats?generation=never.1", "GET", 409, "changed", "generation"),
            ("/nothing.here", "GET", 404, "not_found", None),
        ]:
            with self.subTest(target=target):
                got, fields, body = self.server.ask(target, method)
                self.assertEqual(got, status, body)
                self.assertEqual(fields["content-type"], "application/json")
                error = json.loads(body)["error"]
                self.assertEqual(list(error), ["status", "code", "message", "where", "what", "advice"])
                self.assertEqual((error["status"], error["code"]), (status, code))
                if where:
                    self.assertEqual(error["where"], where)
                self.assertNotIn(str(self.folder), body.decode(), "a path of the machine")

    def test_unreadable_uploads_are_explained(self):
        for body, code in [(b"\0\1\2\3" * 100, "unreadable"), (b"   \n", "unreadable"), (b"%PDF-1.7 no more", "unreadable"), (b'{"results":[{"text":"torn', "unreadable")]:
            for target in ("/api/v1/read", "/api/v1/captures", "/api/v1/check"):
                error = self.server.json(target, method="POST", body=body, status=422, headers=self.server.write_headers())["error"]
                self.assertEqual(error["code"], code, error)

    def test_too_much_is_refused_before_it_is_sent(self):
        head = (f"POST /api/v1/check HTTP/1.1\r\nHost: {self.server.host}\r\nContent-Type: text/plain\r\n"
                f"Content-Length: {1 << 30}\r\n\r\n").encode()
        self.assertIn(b"413", self.server.raw(head).split(b"\r\n")[0])
        long = b"GET /api/v1/search?q=" + b"x" * 40000 + b" HTTP/1.1\r\nHost: " + self.server.host.encode() + b"\r\n\r\n"
        self.assertIn(b"431", self.server.raw(long).split(b"\r\n")[0])


class Writing(Served):
    def test_uploads_are_kept_once_and_can_be_removed(self):
        body = interview(55).encode()
        answer = self.server.json("/api/v1/captures?name=../../etc/passwd.txt", "POST", body, self.server.write_headers(), 201)
        line = answer["lines"][0]
        self.assertEqual((line["status"], line["name"]), ("added", "passwd.txt"))
        identifier = line["transcript"]
        # There at once, for whoever asks next.
        self.assertEqual(self.server.json(f"/api/v1/transcripts/{identifier}")["id"], identifier)
        again = self.server.json("/api/v1/captures?name=b.txt", "POST", body, self.server.write_headers(), 200)
        self.assertEqual(again["lines"][0]["status"], "unchanged")
        names = [seen["name"] for seen in self.server.lines(f"/api/v1/transcripts/{identifier}/seen")]
        self.assertEqual(names, ["passwd.txt", "b.txt"])
        gone = self.server.lines(f"/api/v1/captures/{identifier}", method="DELETE", headers=self.server.write_headers())
        self.assertEqual(gone, [{"type": "removed", "transcript": identifier}])
        self.server.json(f"/api/v1/transcripts/{identifier}", status=404)
        self.server.json(f"/api/v1/captures/{identifier}", "DELETE", None, self.server.write_headers(), 404)
        self.assertEqual(run("verify", "--deep", "--archive", self.archive).returncode, 0)

    def test_writing_needs_the_token_and_an_origin_of_its_own(self):
        own = f"http://{self.server.host}"
        for headers, status in [
            ({}, 403), ({"Authorization": f"Bearer {TOKEN}"}, 403), ({"Origin": own}, 401),
            ({"Origin": own, "Authorization": "Bearer wrong-token-here"}, 401),
            ({"Origin": own, "Authorization": TOKEN}, 401), ({"Origin": own, "Authorization": "Bearer "}, 401),
            ({"Origin": "http://evil.example", "Authorization": f"Bearer {TOKEN}"}, 403),
            ({"Origin": "null", "Authorization": f"Bearer {TOKEN}"}, 403),
            ({"Origin": own, "Authorization": f"Bearer {TOKEN}", "Sec-Fetch-Site": "cross-site"}, 403),
            ({"Origin": own, "Authorization": f"bearer {TOKEN}", "Sec-Fetch-Site": "same-origin"}, 201),
        ]:
            with self.subTest(headers=headers):
                self.assertEqual(self.server.ask("/api/v1/captures", "POST", interview(56).encode(), headers)[0], status)

    def test_busy_while_another_process_writes(self):
        with open(self.archive / "writer.lock", "r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            status, fields, body = self.server.ask("/api/v1/captures", "POST", interview(57).encode(), self.server.write_headers())
            self.assertEqual((status, fields.get("retry-after"), json.loads(body)["error"]["code"]), (503, "1", "busy"))
        self.assertEqual(self.server.ask("/api/v1/captures", "POST", interview(57).encode(), self.server.write_headers())[0], 201)


class Closed(Served):
    """Started without --write."""
    FLAGS = ()

    def test_nothing_can_be_changed(self):
        headers = self.server.write_headers()
        for method, target in (("POST", "/api/v1/captures"), ("DELETE", "/api/v1/captures/0123456789ab")):
            self.assertIn(self.server.ask(target, method, b"x" if method == "POST" else None, headers)[0], (401, 403))
        self.assertEqual(self.server.said["token"], None)

    def test_only_its_own_host_and_origin(self):
        for headers, status in [
            ({"Host": f"localhost:{self.server.port}"}, 200), ({"Host": self.server.host}, 200),
            ({"Host": "evil.example"}, 403), ({"Host": f"evil.example:{self.server.port}"}, 403), ({"Host": "127.0.0.1"}, 403),
            ({"Host": f"127.0.0.1:{self.server.port + 1}"}, 403), ({"Host": f"127.0.0.1:{self.server.port}@evil.example"}, 403),
            ({"Origin": "http://evil.example"}, 403), ({"Origin": f"http://{self.server.host}"}, 200),
            ({"Origin": f"https://{self.server.host}"}, 403), ({"Origin": f"http://{self.server.host}.evil.example"}, 403),
            ({"Sec-Fetch-Site": "cross-site"}, 403), ({"Sec-Fetch-Site": "same-origin"}, 200), ({"Sec-Fetch-Site": "none"}, 200),
        ]:
            with self.subTest(headers=headers):
                status_now, fields, _ = self.server.ask("/api/v1/stats", headers=headers)
                self.assertEqual(status_now, status)
                self.assertFalse([name for name in fields if name.startswith("access-control-")])

    def test_a_link_from_elsewhere_opens_the_page_and_nothing_else(self):
        visit = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
        status, fields, _ = self.server.ask("/", headers=visit)
        self.assertEqual(status, 200)
        self.assertIn("frame-ancestors 'none'", fields["content-security-policy"])
        self.assertEqual(self.server.ask("/api/v1/stats", headers=visit)[0], 403)
        self.assertEqual(self.server.ask("/metrics", headers=visit)[0], 403)


class Elsewhere(Served):
    """Listening on every address: everything needs the token."""
    FLAGS = ("--listen", "0.0.0.0", "--token", TOKEN, "--name", "archive.example")

    def test_everything_needs_the_token(self):
        known = {"Authorization": f"Bearer {TOKEN}"}
        for target in ("/api/v1", "/api/v1/stats", "/api/v1/openapi.json", "/metrics", "/api/v1/search?q=x"):
            status, fields, _ = self.server.ask(target)
            self.assertEqual((status, fields["www-authenticate"]), (401, "Bearer"), target)
            self.assertEqual(self.server.ask(target, headers=known)[0], 200, target)
        for target in ("/", "/readyz", "/livez"):
            self.assertEqual(self.server.ask(target)[0], 200)
        self.assertEqual(self.server.ask("/readyz", headers={"Host": "archive.example"})[0], 200)
        self.assertEqual(self.server.ask("/readyz", headers={"Host": "other.example"})[0], 403)
        self.assertEqual(self.server.ask("/api/v1/stats", headers={**known, "Host": "archive.example", "Origin": "https://archive.example"})[0], 200)


class Running(InFolder):
    def test_an_archive_grows_while_it_is_read(self):
        """Every answer is whole and of one state; none waits for the writer."""
        run("ingest", "--archive", self.archive, self.interviews(5))
        server = Server(self.archive)
        self.addCleanup(server.stop)
        self.interviews(400, "more")
        wrong, slowest, counts, ended = [], [0.0], set(), threading.Event()

        def read():
            while not ended.is_set():
                begun = time.monotonic()
                status, fields, body = server.ask("/api/v1/search?q=port&limit=1000")
                slowest[0] = max(slowest[0], time.monotonic() - begun)
                lines = json.loads(body).get("lines")
                # One turn of each interview says it: none is told of twice.
                hits = [line for line in lines or [] if line["type"] == "hit"]
                if status != 200 or lines[-1]["hits"] != len(hits) or len({hit["transcript"] for hit in hits}) != len(hits):
                    wrong.append((status, body[:300]))
                counts.add(len(hits))

        readers = [threading.Thread(target=read) for _ in range(4)]
        for reader in readers:
            reader.start()
        done = run("ingest", "--batch", "20", "--archive", self.archive, self.folder / "more")
        time.sleep(0.3)
        ended.set()
        for reader in readers:
            reader.join()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(wrong, [])
        self.assertGreater(len(counts), 2, "the archive was not seen to grow")
        self.assertEqual(server.json("/api/v1/stats")["transcripts"], 400)
        self.assertLess(slowest[0], 10)

    def test_it_ends_when_told_and_finishes_what_is_under_way(self):
        run("ingest", "--archive", self.archive, self.interviews(3))
        server = Server(self.archive, "--access-log")
        idle = socket.create_connection(("127.0.0.1", server.port))
        self.assertEqual(server.ask("/readyz")[0], 200)
        begun = time.monotonic()
        code, err = server.stop()
        self.assertEqual(code, 0, err)
        self.assertLess(time.monotonic() - begun, 8)
        self.assertRegex(err, r'(?m)^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ 127\.0\.0\.1 "GET /readyz" 200 \d+ [\d.]+ ms$')
        idle.close()

    def test_what_it_says_when_it_cannot_start(self):
        for flags, said in [((), "no archive"), (("--port", "70000"), "whole number"), (("--listen", "example.org"), "is no address"),
                            (("--token", "short"), "too short"), (("--token", "with a blank"), "no header")]:
            archive = self.archive
            if flags:
                run("ingest", "--archive", archive, self.interviews(1))
            done = run("serve", "--archive", archive, *flags)
            self.assertEqual(done.returncode, 2, done.stderr)
            if flags:
                self.assertIn(said, done.stderr.decode())
        server = Server(archive)
        self.addCleanup(server.stop)
        done = run("serve", "--archive", archive, "--port", server.port)
        self.assertEqual(done.returncode, 2)
        self.assertIn("cannot listen there", done.stderr.decode())

    def test_a_secret_is_made_where_one_is_needed_and_none_given(self):
        server = Server(self.archive, "--write")
        self.addCleanup(server.stop)
        self.assertRegex(server.said["token"], r"^[a-z2-7]{32}$")
        self.assertEqual(server.json("/api/v1/stats")["transcripts"], 0)  # an archive begun by the server
        status, _, _ = server.ask("/api/v1/captures", "POST", interview(1).encode(),
                                  {"Origin": server.url, "Authorization": "Bearer " + server.said["token"]})
        self.assertEqual(status, 201)

    def test_metrics_count_what_was_answered(self):
        run("ingest", "--archive", self.archive, self.interviews(1))
        server = Server(self.archive)
        self.addCleanup(server.stop)
        for _ in range(3):
            server.ask("/api/v1/search?q=port")
        text = server.ask("/metrics")[2].decode()
        self.assertIn('stenogram_answers_total{route="search",status="200"} 3\n', text)
        self.assertIn('stenogram_answer_seconds_count{route="search"} 3\n', text)
        for line in text.splitlines():
            self.assertRegex(line, r'^(# (HELP|TYPE) stenogram_\w+ .+|stenogram_\w+(\{[^}]*\})? \S+)$')


if __name__ == "__main__":
    unittest.main()
