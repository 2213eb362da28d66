"""Whole commands, as a shell runs them: what they print, and how they end."""
import os
import pathlib
import re
import subprocess
import unittest

from support import PROGRAM, ROOT, InFolder, interview, lines, run

GOLDEN = pathlib.Path(__file__).resolve().parent / "golden"
COMMANDS = ["read", "ingest", "list", "show", "search", "kwic", "trends", "collocates", "words", "reuse", "copies",
            "compare", "changes", "check", "serve", "mcp", "verify", "stats", "remove", "pack", "unpack"]


class Help(unittest.TestCase):
    """Golden files; STENOGRAM_WRITE_GOLDEN=1 writes them anew."""

    def same_as_golden(self, name, text):
        path = GOLDEN / name
        if os.environ.get("STENOGRAM_WRITE_GOLDEN"):
            path.write_text(text)
        self.assertEqual(text, path.read_text(), f"{name} has changed")

    def test_help_is_as_it_was(self):
        everything = run("--help").stdout.decode()
        self.same_as_golden("help.txt", everything)
        for command in COMMANDS:
            self.assertRegex(everything, rf"(?m)^  {command} ")
            done = run(command, "--help")
            self.assertEqual(done.returncode, 0)
            self.same_as_golden(f"help-{command}.txt", done.stdout.decode())
            self.assertEqual(run("help", command).stdout, done.stdout)

    def test_every_command_of_help_is_tested_here(self):
        self.assertEqual(re.findall(r"(?m)^  ([a-z]+) ", run("--help").stdout.decode()), COMMANDS)

    def test_version(self):
        self.assertRegex(run("--version").stdout.decode(), r"^stenogram \d+\.\d+\.\d+\n$")

    def test_manual_and_completions_know_every_command(self):
        for what in ("man", "bash", "zsh", "fish"):
            done = run("manual", what)
            self.assertEqual(done.returncode, 0)
            for command in COMMANDS:
                self.assertIn(command, done.stdout.decode())
        if subprocess.run(["which", "bash"], capture_output=True).returncode == 0:
            self.assertEqual(subprocess.run(["bash", "-n"], input=run("manual", "bash").stdout).returncode, 0)


class Usage(InFolder):
    def test_what_makes_no_sense_is_said_and_ends_with_2(self):
        for arguments, said in [
            ((), "what shall be done?"),
            (("raed",), "did you mean `read`?"),
            (("--nonsense",), "is no flag here"),
            (("read",), "`read` needs FILE..."),
            (("list", "more"), "takes no arguments"),
            (("read", "--tile", "x"), "did you mean `--tiles`?"),
            (("search", "x", "--sort", "size"), "--sort is one of: score, date, newest"),
            (("search", "x", "--limit", "-3"), "is no whole number"),
            (("search", "x", "--limit", "many"), "is no whole number"),
            (("search", '"never closed'), "^"),
            (("show", "7"), "is no id of a transcript"),
            (("check",), "nothing was given to check"),
            (("list", "--archive", "nowhere"), "there is no archive"),
            (("read", "nowhere.txt"), "No such file"),
        ]:
            done = run(*arguments, cwd=self.folder, env={"STENOGRAM_ARCHIVE": str(self.archive)})
            self.assertEqual(done.returncode, 2, arguments)
            self.assertEqual(done.stdout, b"", arguments)
            self.assertTrue(done.stderr.startswith(b"stenogram: "), done.stderr)
            self.assertIn(said, done.stderr.decode(), arguments)

    def test_words_that_look_like_flags_or_lists_are_words(self):
        path = self.write("[a, b]", interview(1))
        done = run("ingest", "--json", "--archive", self.archive, "[a, b]", cwd=self.folder)
        self.assertEqual(lines(done)[0]["name"], "[a, b]")
        self.assertEqual(run("search", "--archive", self.archive, "--", "-war", "port").returncode, 0)
        done = run("check", "--json", "--quote", "[The port] pays, [nobody]", "--archive", self.archive)
        self.assertEqual(lines(done)[0]["quoted"], "[The port] pays, [nobody]")
        done = run("check", "--json", "--quote", "--speaker", "--archive", self.archive)
        self.assertEqual(lines(done)[0]["quoted"], "--speaker")
        path.unlink()


class Read(InFolder):
    KEYS = ["type", "id", "capture", "language", "heading", "speakers", "turns", "leftovers", "doubts"]

    def test_json_has_the_keys_of_the_contract(self):
        path = self.write("a.txt", interview(3))
        done = run("read", "--json", path)
        self.assertEqual(done.returncode, 0, done.stderr)
        (transcript,) = lines(done)
        self.assertEqual(list(transcript), self.KEYS)
        self.assertEqual(list(transcript["capture"]), ["name", "sha256", "bytes", "media_type", "url", "captured_at", "container"])
        self.assertEqual(transcript["id"], transcript["capture"]["sha256"][:12])
        self.assertEqual(list(transcript["heading"]), ["title", "kind", "outlet", "occasion", "place", "excerpt",
                                                       "event_date", "publication_date"])
        bytes_ = path.read_bytes()
        self.assertEqual(len(transcript["turns"]), 4)
        for n, turn in enumerate(transcript["turns"], 1):
            self.assertEqual(turn["n"], n)
            for key in ["speaker", "label", "kind", "span", "text", "paragraphs", "answers", "interrupted", "quotes",
                        "notes", "time", "page_number"]:
                self.assertIn(key, turn)
            self.assertNotIn("source_span", turn, "plain text is the capture itself")
            begin, end = turn["span"]
            self.assertEqual(bytes_[begin:end].decode(), turn["text"])
        self.assertEqual(transcript["turns"][1]["answers"], 1)

    def test_other_encodings_name_their_places_in_the_capture(self):
        text = "Вопрос: Кто заплатит за новый мост?\n\nТ. Линдквист: Заплатит порт, и никто другой.\n" * 3
        path = self.write("a.txt", text.encode("windows-1251"))
        (transcript,) = lines(run("read", "--json", path))
        self.assertGreater(len(transcript["turns"]), 1)
        for turn in transcript["turns"]:
            begin, end = turn["source_span"]
            self.assertEqual(path.read_bytes()[begin:end].decode("windows-1251"), turn["text"])

    def test_tiles_cover_the_page(self):
        path = self.write("a.txt", interview(3))
        tiles = lines(run("read", "--json", "--tiles", path))
        self.assertEqual([tile["span"][0] for tile in tiles[1:]], [tile["span"][1] for tile in tiles[:-1]])
        self.assertEqual(tiles[0]["span"][0], 0)
        self.assertEqual(tiles[-1]["span"][1], path.stat().st_size)

    def test_standard_input_and_the_unreadable(self):
        (transcript,) = lines(run("read", "--json", "-", stdin=interview(1).encode()))
        self.assertEqual(transcript["capture"]["name"], "-")
        good, bad = self.write("a.txt", interview(1)), self.write("bad", b"\0\1\2\3" * 40)
        done = run("read", "--json", good, bad)
        self.assertEqual((done.returncode, len(lines(done))), (1, 1))
        self.assertIn(str(bad).encode(), done.stderr)
        self.assertEqual(run("read", bad).returncode, 2)

    def test_what_a_page_holds_does_not_act_on_the_terminal(self):
        page = interview(1).replace("The port pays", "The \x1b[31mport\x07 \u202epays")
        done = run("read", "--color=always", self.write("a.txt", page))
        shown = done.stdout.decode()
        self.assertNotIn("\x07", shown)
        self.assertNotIn("\u202e", shown)
        self.assertNotIn("\x1b[31mport", shown)
        self.assertIn("\\x1b[31mport\\x07 \\u202epays", shown)

    def test_colour_only_where_it_is_wanted(self):
        path = self.write("a.txt", interview(1))
        self.assertNotIn(b"\x1b", run("read", path).stdout)
        self.assertIn(b"\x1b", run("read", "--color=always", path, env={"NO_COLOR": "1"}).stdout)
        self.assertNotIn(b"\x1b", run("read", "--color", "never", path).stdout)


class Keeping(InFolder):
    def test_the_way_through(self):
        source = self.interviews(3)
        self.write("in/bad", b"\0\1\2\3" * 40)
        done = run("ingest", "--json", "--archive", self.archive, source)
        self.assertEqual(done.returncode, 1)
        statuses = [(line["status"], line["turns"]) for line in lines(done)]
        self.assertEqual(statuses, [("added", 4)] * 3 + [("failed", 0)])
        for line in lines(done):
            self.assertEqual(list(line), ["type", "transcript", "name", "turns", "status", "error"])
        again = run("ingest", "--json", "--archive", self.archive, source / "0000.txt")
        self.assertEqual((again.returncode, lines(again)[0]["status"]), (0, "unchanged"))
        self.assertEqual(run("ingest", "--archive", self.archive, source / "bad").returncode, 2)

        listed = lines(run("list", "--json", "--archive", self.archive))
        self.assertEqual(len(listed), 3)
        id = listed[0]["transcript"]
        whole = lines(run("show", "--json", "--archive", self.archive, id))[0]
        read = lines(run("read", "--json", whole["capture"]["name"]))[0]
        self.assertEqual(whole, read, "what is kept is what was read")
        turn = lines(run("show", "--json", "--archive", self.archive, f"{id}#2"))[0]
        self.assertEqual((turn["type"], turn["address"], turn["question"]["turn"]), ("turn", f"{id}#2", 1))
        self.assertEqual(run("show", "--archive", self.archive, f"{id}#9").returncode, 1)
        self.assertEqual(run("show", "--archive", self.archive, "0123456789ab").returncode, 1)

        stats = lines(run("stats", "--json", "--archive", self.archive))[0]
        self.assertEqual((stats["transcripts"], stats["turns"]), (3, 12))
        self.assertEqual(run("verify", "--deep", "--archive", self.archive).returncode, 0)
        removed = run("remove", "--json", "--archive", self.archive, id)
        self.assertEqual(lines(removed), [{"type": "removed", "transcript": id}])
        self.assertEqual(run("remove", "--archive", self.archive, id).returncode, 1)
        self.assertEqual(len(lines(run("list", "--json", "--archive", self.archive))), 2)
        self.assertEqual(run("verify", "--deep", "--archive", self.archive).returncode, 0)

    def test_finding(self):
        self.assertEqual(run("ingest", "--archive", self.archive, self.interviews(5)).returncode, 0)
        env = {"STENOGRAM_ARCHIVE": str(self.archive)}
        hits = lines(run("search", "port", "--json", env=env))
        self.assertEqual([hit["type"] for hit in hits], ["hit"] * 5 + ["total"])
        for hit in hits[:-1]:
            begin, end = hit["highlights"][0]
            self.assertEqual(hit["snippet"].encode()[begin:end], b"port")
            shown = lines(run("show", "--json", hit["address"], env=env))[0]
            self.assertIn("port", shown["text"])
        self.assertEqual(len(lines(run("search", "port", "--json", "--limit", "2", env=env))), 3)
        self.assertEqual(run("search", "submarine", env=env).returncode, 1)
        self.assertEqual(run("search", "port", "--speaker", "Lindqvist", env=env).returncode, 0)
        self.assertEqual(run("search", "port", "--speaker", "Somebody", env=env).returncode, 1)

        kwic = lines(run("kwic", "the port pays", "--json", env=env))
        self.assertEqual(kwic[-1]["lines"], 5)
        for line in kwic[:-1]:
            self.assertEqual((line["type"], line["match"]), ("line", "The port pays"))
            shown = lines(run("show", "--json", line["address"], env=env))[0]
            self.assertEqual(shown["text"], "The port pays")
        self.assertEqual(run("kwic", "never said", env=env).returncode, 1)

    def test_checking(self):
        self.assertEqual(run("ingest", "--archive", self.archive, self.interviews(2)).returncode, 0)
        env = {"STENOGRAM_ARCHIVE": str(self.archive)}
        done = run("check", "--json", "--quote", "We will rebuild the harbour wall", "--speaker", "Lindqvist", env=env)
        quotation, summary = lines(done)
        self.assertEqual((done.returncode, quotation["verdict"]), (0, "verbatim"))
        self.assertEqual(list(quotation)[:9], ["type", "n", "quoted", "quoted_span", "claimed", "verdict", "severity",
                                               "ambiguous", "places"])
        self.assertEqual((summary["type"], summary["quotations"], summary["verbatim"]), ("summary", 1, 1))
        done = run("check", "--quote", "We will never rebuild the harbour wall", "--speaker", "Lindqvist", env=env)
        self.assertEqual(done.returncode, 1)

    def test_the_index_can_be_deleted_and_made_again(self):
        self.assertEqual(run("ingest", "--archive", self.archive, self.interviews(3)).returncode, 0)
        asked = ("kwic", "port", "--json", "--archive", self.archive)
        before = run(*asked).stdout
        for segment in (self.archive / "segments").iterdir():
            segment.unlink()
        self.assertEqual(run(*asked).returncode, 2)
        self.assertIn(b"verify --rebuild", run(*asked).stderr)
        self.assertEqual(run("verify", "--archive", self.archive).returncode, 1)
        self.assertEqual(run("verify", "--rebuild", "--archive", self.archive).returncode, 0)
        self.assertEqual(run(*asked).stdout, before)

    def test_damage_is_found(self):
        self.assertEqual(run("ingest", "--archive", self.archive, self.interviews(3)).returncode, 0)
        record = self.archive / "record.sqlite"
        sound = record.read_bytes()
        for at in range(3000, len(sound), len(sound) // 40):
            damaged = bytearray(sound)
            damaged[at:at + 64] = bytes(64)
            if damaged == sound:
                continue
            record.write_bytes(damaged)
            done = run("verify", "--deep", "--archive", self.archive)
            self.assertIn(done.returncode, (0, 1, 2), done.stderr)
            for command in (("list",), ("search", "port"), ("show", "0123456789ab"), ("stats",)):
                self.assertIn(run(*command, "--archive", self.archive).returncode, (0, 1, 2))

    def test_a_closed_pipe_is_a_quiet_goodbye(self):
        source = self.interviews(400)
        command = f'"{PROGRAM}" ingest --json --batch 5 --archive "{self.archive}" "{source}" | head -1'
        done = subprocess.run(["sh", "-c", command], capture_output=True)
        self.assertEqual(done.stderr, b"")
        self.assertEqual(done.stdout.count(b"\n"), 1)
        self.assertEqual(len(lines(run("list", "--json", "--archive", self.archive))), 400)


class Samples(InFolder):
    def test_every_sample_is_read(self):
        paths = sorted((ROOT / "samples").glob("0*.txt"))
        done = run("ingest", "--json", "--archive", self.archive, *paths)
        self.assertEqual(done.returncode, 0)
        self.assertTrue(all(line["turns"] > 0 for line in lines(done)))
        self.assertEqual(run("verify", "--deep", "--archive", self.archive).returncode, 0)


if __name__ == "__main__":
    unittest.main()
