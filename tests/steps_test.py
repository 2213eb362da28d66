"""Every step of a commit fails once: each write, sync, truncation and rename of an ingest
that adds to an archive, in turn, by a crash in the middle of it, by a disk that refuses it
and all after it, and by one that refuses it alone.

Whatever was reported as added is there afterwards, whole; nothing else is there in part;
and the same command, given again on a sound disk, brings all of it in.
"""
import json
import os
import pathlib
import shutil
import subprocess
import unittest

from support import PROGRAM, InFolder, lines, run

SHIM = os.environ.get("STENOGRAM_FAILING_DISK", "")
BEFORE, AFTER = 3, 4  # captures already kept, and to be added in commits of two
# Steps tried of each kind; every one where the variable says `all`.
EVERY = 1 if os.environ.get("STENOGRAM_STEPS") == "all" else 3


@unittest.skipUnless(SHIM and pathlib.Path(SHIM).exists(), "there is no library to fail with in this build")
class Steps(InFolder):
    def setUp(self):
        super().setUp()
        self.first = self.interviews(BEFORE, "first")
        self.interviews(BEFORE + AFTER, "second")
        for number in range(BEFORE):
            (self.folder / f"second/{number:04}.txt").unlink()
        self.second = self.folder / "second"
        done = run("ingest", "--archive", self.archive, self.first)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.mark = self.folder / "failed"

    def ingest_failing(self, archive, at, how):
        """Turns by id of what was reported, the exit status, and what failed, if anything did."""
        self.mark.unlink(missing_ok=True)
        done = subprocess.run(
            [PROGRAM, "ingest", "--json", "--batch", "2", "--archive", str(archive), str(self.second)],
            capture_output=True, timeout=120,
            env={**os.environ, "LD_PRELOAD": SHIM, "STENOGRAM_FAIL_AT": str(at), "STENOGRAM_FAIL_HOW": how,
                 "STENOGRAM_FAIL_MARK": str(self.mark)})
        reported = {}
        for line in done.stdout.split(b"\n")[:-1]:
            message = json.loads(line)
            if message["status"] in ("added", "unchanged"):
                reported[message["transcript"]] = message["turns"]
        return reported, done, self.mark.read_text() if self.mark.exists() else None

    def there(self, archive):
        listed = run("list", "--json", "--archive", archive)
        self.assertEqual(listed.returncode, 0, listed.stderr)
        return {line["transcript"]: line["turns"] for line in lines(listed) if line["type"] == "listed"}

    def check(self, archive, reported, what):
        there = self.there(archive)
        for transcript, turns in reported.items():
            self.assertEqual(there.get(transcript), turns, f"{what}: reported, and not there")
        self.assertGreaterEqual(len(there), BEFORE, what)
        self.assertTrue(all(turns == 4 for turns in there.values()), f"{what}: half there")
        found = run("kwic", "the port pays", "--json", "--archive", archive)
        self.assertEqual(found.returncode, 0, f"{what}: {found.stderr}")
        self.assertEqual(lines(found)[-1]["lines"], len(there), f"{what}: record and index part")

    def try_every_step(self, how):
        failed = {}
        for at in range(10_000):
            if at % EVERY != len(how) % EVERY:
                continue
            archive = self.folder / "tried.stenogram"
            shutil.rmtree(archive, ignore_errors=True)
            shutil.copytree(self.archive, archive)
            reported, done, what = self.ingest_failing(archive, at, how)
            if what is None:
                self.assertEqual(done.returncode, 0, done.stderr)
                break
            failed[what] = failed.get(what, 0) + 1
            said = f"{how}, step {at}, {what}"
            if how != "crash":
                self.assertIn(done.returncode, (0, 1, 2), f"{said}: {done.stderr}")
                if done.returncode == 0:  # what failed was nothing that was promised: merging, say
                    self.assertEqual(len(reported), AFTER, said)
                else:
                    self.assertIn(b"stenogram: ", done.stderr, said)
            self.check(archive, reported, said)
            again = run("ingest", "--archive", archive, self.second)
            self.assertEqual(again.returncode, 0, f"{said}: {again.stderr}")
            self.assertEqual(len(self.there(archive)), BEFORE + AFTER, said)
            sound = run("verify", "--deep", "--archive", archive)
            self.assertEqual(sound.returncode, 0, f"{said}: {sound.stdout}{sound.stderr}")
        if os.environ.get("STENOGRAM_STEPS"):
            print(f"{how}: {failed}")
        # Steps that were never reached would prove nothing.
        self.assertGreater(sum(failed.values()), 3, failed)

    def test_a_crash_in_the_middle(self):
        self.try_every_step("crash")

    def test_a_disk_that_dies(self):
        self.try_every_step("all")

    def test_a_disk_that_refuses_once(self):
        self.try_every_step("once")


if __name__ == "__main__":
    unittest.main()
