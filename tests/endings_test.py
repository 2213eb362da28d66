"""How every command ends: exit status, valid lines, closed pipes, archives that are none
or are damaged, and captures that would act on whoever reads them."""
import os
import re
import sqlite3
import subprocess
import unittest

from support import PROGRAM, InFolder, interview, lines, run

# Control and format characters that act on a terminal: bells, escapes, C1, bidirectional marks.
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Endings(InFolder):
    def setUp(self):
        super().setUp()
        done = run("ingest", "--json", "--archive", self.archive, self.interviews(3))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.id = lines(done)[0]["transcript"]
        self.file = self.folder / "in" / "0000.txt"

    def asked(self):
        """Command lines of every command that answers, with how each ends, and what it says first."""
        return [
            (("read", self.file), 0, "transcript"),
            (("read", "--tiles", self.file), 0, "tile"),
            (("ingest", self.file), 0, "ingested"),
            (("list",), 0, "listed"),
            (("show", self.id), 0, "transcript"),
            (("show", f"{self.id}#2"), 0, "turn"),
            (("show", f"{self.id}#99"), 1, None),
            (("search", "port"), 0, "hit"),
            (("search", "zeppelin"), 1, "total"),
            (("kwic", "the port"), 0, "line"),
            (("kwic", "zeppelin"), 1, "total"),
            (("trends", "port"), 0, None),
            (("collocates", "port", "--least", "1"), 0, None),
            (("collocates", "zeppelin"), 1, None),
            (("words",), 0, None),
            (("check", "--quote", "We will rebuild the harbour wall"), 0, "quotation"),
            (("check", "--quote", "We will never rebuild the harbour wall"), 1, "quotation"),
            (("check", "--quote", "Nothing of the kind was ever said by anyone"), 1, "quotation"),
            (("verify",), 0, "verified"),
            (("verify", "--deep"), 0, "verified"),
            (("verify", "--rebuild"), 0, "verified"),
            (("stats",), 0, "stats"),
            (("remove", "0123456789ab"), 1, None),
        ]

    def test_every_command_ends_as_promised_in_lines_of_json(self):
        env = {"STENOGRAM_ARCHIVE": str(self.archive)}
        for arguments, ends, first in self.asked():
            with self.subTest(arguments=arguments):
                done = run(*arguments, "--json", env=env)
                self.assertEqual(done.returncode, ends, done.stderr)
                answer = lines(done)
                for line in answer:
                    self.assertIsInstance(line["type"], str)
                if first:
                    self.assertEqual(answer[0]["type"], first)
                plain = run(*arguments, env=env)
                self.assertEqual(plain.returncode, ends, plain.stderr)
                self.assertNotIn(b"\x1b", plain.stdout)
                for width in ("24", "200"):
                    shown = run(*arguments, env=env | {"COLUMNS": width})
                    self.assertEqual(shown.returncode, ends, shown.stderr)

    def test_without_an_archive_all_end_with_2_and_make_none(self):
        nowhere = self.folder / "nowhere.stenogram"
        for arguments, _, _ in self.asked():
            if arguments[0] in ("read", "ingest"):
                continue
            with self.subTest(arguments=arguments):
                done = run(*arguments, "--json", "--archive", nowhere)
                self.assertEqual((done.returncode, done.stdout), (2, b""))
                self.assertIn(str(nowhere).encode(), done.stderr)
        self.assertFalse(nowhere.exists())

    def test_what_failed_is_told_in_the_same_shape(self):
        bad = self.write("bad", b"\0\1\2\3" * 40)
        done = run("ingest", "--json", "--archive", self.archive, self.file, bad, self.folder / "missing")
        self.assertEqual(done.returncode, 1)
        known, failed, missing = lines(done)
        self.assertEqual((known["status"], known["error"], known["transcript"]), ("unchanged", None, self.id))
        for line in (failed, missing):
            self.assertEqual(list(line), ["type", "transcript", "name", "turns", "status", "error"])
            self.assertEqual((line["transcript"], line["turns"], line["status"]), (None, 0, "failed"))
            self.assertIn(line["name"], line["error"])

    def test_standard_input_everywhere_it_is_taken(self):
        page = interview(77).encode()
        (read,) = lines(run("read", "--json", "-", stdin=page))
        (kept,) = lines(run("ingest", "--json", "--archive", self.archive, "-", stdin=page))
        self.assertEqual((kept["status"], kept["transcript"], kept["name"]), ("added", read["id"], "-"))
        article = b"Tova Lindqvist said: \"We will rebuild the harbour wall, and we have said so 0 times.\"\n"
        done = run("check", "-", "--json", "--archive", self.archive, stdin=article)
        quotation, summary = lines(done)
        self.assertEqual((done.returncode, quotation["verdict"]), (0, "verbatim"))
        begin, end = quotation["quoted_span"]
        self.assertIn(quotation["quoted"], article[begin:end].decode())

    def test_a_format_asked_for_is_the_format_read(self):
        done = run("ingest", "--json", "--format", "json", "--archive", self.archive, self.file)
        self.assertEqual((done.returncode, lines(done)[0]["status"]), (0, "unchanged"), "kept bytes are not read again")
        again = self.write("b.txt", interview(78))
        done = run("ingest", "--json", "--format", "json", "--archive", self.archive, again)
        self.assertEqual((done.returncode, lines(done)[0]["status"]), (2, "failed"))
        done = run("ingest", "--json", "--format", "text", "--archive", self.archive, again)
        self.assertEqual((done.returncode, lines(done)[0]["status"]), (0, "added"))

    def test_a_closed_pipe_is_quiet_whatever_is_asked(self):
        run("ingest", "--archive", self.archive, self.interviews(300))
        for command in ("list", "search port -n 300", "kwic port", "list --json", "kwic port --json"):
            done = subprocess.run(["sh", "-c", f'"{PROGRAM}" {command} --archive "{self.archive}" | head -1'],
                                  capture_output=True, timeout=60)
            self.assertEqual((done.stderr, done.stdout.count(b"\n")), (b"", 1), command)


class Hostile(InFolder):
    PAGE = interview(5).replace("The port pays", "The \x1b]0;own\x07port \u202epays\u2069 \x9b31m").replace(
        "with Tova Lindqvist", "with Tova \u202eLindqvist")

    def test_what_is_kept_acts_on_nobody(self):
        name = "a\x1b[2J\u202e.txt"
        source = self.write(name, self.PAGE)
        env = {"STENOGRAM_ARCHIVE": str(self.archive), "COLUMNS": "60"}
        done = run("ingest", source, env=env)
        self.assertEqual(done.returncode, 0, done.stderr)
        id = lines(run("list", "--json", env=env))[0]["transcript"]
        for arguments in (("ingest", source), ("read", source), ("read", "--tiles", source), ("read", "--explain", source),
                          ("list",), ("show", id), ("show", f"{id}#4"), ("search", "port"), ("kwic", "port"),
                          ("kwic", "the"), ("trends", "port", "--by", "speaker"), ("check", "--quote", "The port pays"),
                          ("read", self.folder / "gone\x1b[31m\u202e")):
            done = run(*arguments, env=env)
            shown = (done.stdout + done.stderr).decode()
            self.assertIsNone(ACTS.search(shown), f"{arguments}: {ACTS.search(shown)}")

    def test_bytes_are_kept_as_they_came(self):
        source = self.write("a.txt", self.PAGE)
        run("ingest", "--archive", self.archive, source)
        again = lines(run("ingest", "--json", "--archive", self.archive, source))
        self.assertEqual([line["status"] for line in again], ["unchanged"])
        (kept,) = lines(run("show", "--json", "--archive", self.archive, again[0]["transcript"]))
        for turn in kept["turns"]:
            self.assertEqual(source.read_bytes()[slice(*turn["span"])].decode(), turn["text"])


class BadArchives(InFolder):
    ASKED = [("list",), ("search", "port"), ("kwic", "port"), ("show", "0123456789ab"), ("stats",), ("verify",),
             ("check", "--quote", "we will rebuild it")]

    def refused(self, *also):
        for arguments in [*self.ASKED, *also]:
            done = run(*arguments, "--json", "--archive", self.archive)
            with self.subTest(arguments=arguments):
                # A record that is damaged is what verify looks for, and finds.
                finds = arguments == ("verify",) and self.archive.is_dir()
                self.assertEqual(done.returncode, 1 if finds else 2, done.stdout + done.stderr)
                self.assertIn(self.archive.name.encode(), done.stdout if finds else done.stderr)
                if not finds:
                    self.assertTrue(done.stderr.startswith(b"stenogram: "), done.stderr)

    def test_a_file_that_is_no_folder(self):
        self.archive.write_text("minutes of the harbour board\n")
        self.refused(("ingest", self.write("a.txt", interview(1))))
        self.assertEqual(self.archive.read_text(), "minutes of the harbour board\n")

    def test_somebody_elses_database(self):
        self.archive.mkdir()
        record = self.archive / "record.sqlite"
        foreign = sqlite3.connect(record)
        foreign.execute("CREATE TABLE ferry(name)")
        foreign.commit()
        foreign.close()
        before = record.read_bytes()
        self.refused(("ingest", self.write("a.txt", interview(1))))
        self.assertEqual(record.read_bytes(), before)

    def test_a_record_that_is_no_database(self):
        self.archive.mkdir()
        (self.archive / "record.sqlite").write_bytes(os.urandom(20000))
        self.refused(("ingest", self.write("a.txt", interview(1))))

    def test_a_segment_cut_short_is_found_and_made_again(self):
        self.assertEqual(run("ingest", "--archive", self.archive, self.interviews(20)).returncode, 0)
        asked = ("kwic", "port", "--json", "--archive", self.archive)
        before = run(*asked)
        self.assertEqual(before.returncode, 0)
        segment = max((self.archive / "segments").iterdir(), key=lambda path: path.stat().st_size)
        whole = segment.read_bytes()
        for size in (0, 5, 100, len(whole) // 2, len(whole) - 1):
            with self.subTest(size=size):
                segment.write_bytes(whole[:size])
                self.assertEqual(run(*asked).returncode, 2)
                found = run("verify", "--json", "--archive", self.archive)
                self.assertEqual(found.returncode, 1, found.stderr)
                self.assertIn("fault", [line["type"] for line in lines(found)])
        self.assertEqual(run("verify", "--rebuild", "--archive", self.archive).returncode, 0)
        self.assertEqual(run(*asked).stdout, before.stdout)

    def test_bytes_changed_in_a_segment_are_found(self):
        self.assertEqual(run("ingest", "--archive", self.archive, self.interviews(20)).returncode, 0)
        segment = max((self.archive / "segments").iterdir(), key=lambda path: path.stat().st_size)
        whole = segment.read_bytes()
        changed = bytearray(whole)
        changed[len(whole) // 2] ^= 0xFF
        segment.write_bytes(changed)
        self.assertEqual(run("verify", "--archive", self.archive).returncode, 1)
        segment.write_bytes(whole)
        self.assertEqual(run("verify", "--archive", self.archive).returncode, 0)


if __name__ == "__main__":
    unittest.main()
