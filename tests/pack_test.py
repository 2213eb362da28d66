"""An archive in one file: read in place, sent, damaged, and made a folder again."""
import unittest

from support import InFolder, interview, lines, run

READING = [
    ("list",), ("stats",), ("search", "winter"), ("kwic", "the port pays"), ("kwic", "we will", "--sort", "right"),
    ("trends", "winter"), ("collocates", "winter", "--least", "1"), ("words", "--run", "2"),
    ("check", "--quote", "The port never pays", "--speaker", "Lindqvist"),
]


class Pack(InFolder):
    def setUp(self):
        super().setUp()
        self.pack = self.folder / "test.stpack"
        # Several commits, several segments, and something removed.
        for number in range(4):
            run("ingest", "--archive", self.archive, self.interviews(3 * number + 2, f"in{number}"))
        first = lines(run("list", "--archive", self.archive, "--json"))[0]["transcript"]
        self.assertEqual(run("remove", "--archive", self.archive, first).returncode, 0)

    def packed(self):
        done = run("pack", "--archive", self.archive, self.pack, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(lines(done)[0]["bytes"], self.pack.stat().st_size)
        return self.pack

    def answers(self, archive):
        out = []
        for command in READING:
            done = run(*command, "--json", "--archive", archive)
            answer = [line for line in lines(done)]
            for line in answer:
                for key in ("record_bytes", "index_bytes"):
                    line.pop(key, None)
            out.append((command, done.returncode, answer))
        return out

    def test_answers_as_the_archive_does_also_where_nothing_may_be_written(self):
        pack = self.packed()
        pack.chmod(0o444)
        self.assertEqual(self.answers(pack), self.answers(self.archive))
        address = lines(run("search", "winter", "--json", "--archive", self.archive))[0]["address"]
        self.assertEqual(run("show", address, "--archive", pack).stdout, run("show", address, "--archive", self.archive).stdout)
        self.assertEqual(run("verify", "--deep", "--archive", pack).returncode, 0)
        self.assertEqual(sorted(p.name for p in self.folder.glob("test.stpack*")), ["test.stpack"])

    def test_holds_what_the_log_held_and_nothing_that_was_removed(self):
        pack = self.packed()
        kept = {line["transcript"] for line in lines(run("list", "--json", "--archive", self.archive))}
        self.assertEqual({line["transcript"] for line in lines(run("list", "--json", "--archive", pack))}, kept)
        self.assertFalse((self.folder / "test.stpack-wal").exists())

    def test_commands_that_write_say_what_to_do(self):
        pack = self.packed()
        before = pack.read_bytes()
        for command in (("ingest", self.folder / "in0"), ("remove", "000000000000"), ("verify", "--rebuild")):
            done = run(*command, "--archive", pack)
            self.assertEqual(done.returncode, 2, command)
            self.assertIn(b"stenogram unpack", done.stderr)
        self.assertEqual(pack.read_bytes(), before)

    def test_there_and_back(self):
        pack, back = self.packed(), self.folder / "back.stenogram"
        self.assertEqual(run("unpack", pack, "--archive", back).returncode, 0)
        self.assertEqual(self.answers(back), self.answers(self.archive))
        self.assertEqual(run("verify", "--deep", "--archive", back).returncode, 0)
        more = self.write("more.txt", interview(99))
        self.assertEqual(lines(run("ingest", more, "--archive", back, "--json"))[0]["status"], "added")
        self.assertEqual(run("kwic", "winter number 99", "--archive", back).returncode, 0)
        self.assertEqual(run("unpack", pack, "--archive", back).returncode, 2)

    def test_never_takes_the_place_of_a_file(self):
        pack = self.packed()
        before = pack.read_bytes()
        self.assertEqual(run("pack", "--archive", self.archive, pack).returncode, 2)
        self.assertEqual(pack.read_bytes(), before)
        self.assertEqual(run("pack", "--archive", self.folder / "none.stenogram", self.folder / "x").returncode, 2)

    def test_damage_is_told(self):
        pack = self.packed()
        whole = pack.read_bytes()
        for name, bytes_, said in (("empty", b"", b"neither"), ("other", b"%PDF-1.7 and so on", b"neither"),
                                   ("cut", whole[: len(whole) // 2], b"cut short"), ("newer", whole[:7] + b"\x09" + whole[8:], b"version 9")):
            path = self.write(name, bytes_)
            done = run("search", "winter", "--archive", path)
            self.assertEqual(done.returncode, 2, name)
            self.assertIn(said, done.stderr, name)
            self.assertEqual(run("unpack", path, "--archive", self.folder / f"{name}.stenogram").returncode, 2)
            self.assertFalse((self.folder / f"{name}.stenogram").exists())
        # One byte anywhere in the middle: no crash, and `verify` finds it.
        for at in range(4096 + 100, len(whole) - 1, max(1, len(whole) // 40)):
            changed = bytearray(whole)
            changed[at] ^= 0xFF
            path = self.write("changed", bytes(changed))
            self.assertIn(run("kwic", "we will", "--archive", path).returncode, (0, 1, 2))
            self.assertIn(run("verify", "--archive", path).returncode, (0, 1))


if __name__ == "__main__":
    unittest.main()
