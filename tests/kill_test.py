"""kill -9 at random moments of an ingest, 200 times, or as often as $STENOGRAM_KILLS says.

Whatever was reported as added is there afterwards, whole; nothing else is there in
part; and the archive opens. Small batches, so that most kills fall within a commit.
"""
import json
import os
import random
import select
import signal
import subprocess
import time
import unittest

from support import PROGRAM, InFolder, lines, run

KILLS = int(os.environ.get("STENOGRAM_KILLS", "200"))
CAPTURES = 24


class Kill(InFolder):
    def ingest_and_kill(self, archive, source, after):
        """Ids that were reported before the kill, and whether it came to the end."""
        process = subprocess.Popen(
            [PROGRAM, "ingest", "--json", "--batch", "2", "--archive", str(archive), str(source)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        output, deadline = b"", time.monotonic() + after
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                break
            if select.select([process.stdout], [], [], left)[0]:
                piece = os.read(process.stdout.fileno(), 65536)
                if not piece:
                    break
                output += piece
        process.send_signal(signal.SIGKILL)
        output += process.stdout.read()
        process.stdout.close()
        ended = process.wait() == 0
        reported = {}
        for line in output.split(b"\n")[:-1]:
            message = json.loads(line)
            self.assertIn(message["status"], ("added", "unchanged"))
            reported[message["transcript"]] = message["turns"]
        return reported, ended

    def check(self, archive, reported, deep):
        if not archive.exists():
            self.assertEqual(reported, {})
            return
        listed = run("list", "--json", "--archive", archive)
        self.assertEqual(listed.returncode, 0, listed.stderr)
        there = {line["transcript"]: line["turns"] for line in lines(listed)}
        for transcript, turns in reported.items():
            self.assertEqual(there.get(transcript), turns, "reported, and not there")
        for turns in there.values():
            self.assertEqual(turns, 4, "half there")
        if there:
            found = run("kwic", "the port pays", "--json", "--archive", archive)
            self.assertEqual(found.returncode, 0, found.stderr)
            self.assertEqual(lines(found)[-1]["lines"], len(there), "record and index part")
        if deep:
            sound = run("verify", "--deep", "--archive", archive)
            self.assertEqual(sound.returncode, 0, sound.stdout)

    def test_nothing_reported_is_lost(self):
        chance = random.Random(20240314)
        source = self.interviews(CAPTURES)
        # How long a whole ingest takes here, so that kills fall all over it.
        begun = time.monotonic()
        self.assertEqual(run("ingest", "--batch", "2", "--archive", self.archive, source).returncode, 0)
        whole = time.monotonic() - begun
        archive, reported, fresh, landed = None, {}, 0, 0
        for kill in range(KILLS):
            if archive is None:
                fresh += 1
                archive, reported = self.folder / f"killed{fresh}.stenogram", {}
            more, ended = self.ingest_and_kill(archive, source, chance.uniform(0, whole * 0.6))
            landed += bool(more)
            reported.update(more)
            self.check(archive, reported, deep=kill % 20 == 0)
            if ended:
                self.assertEqual(len(reported), CAPTURES)
                archive = None
        # Kills that never came in the middle of anything would prove nothing.
        self.assertGreater(landed, 10)


if __name__ == "__main__":
    unittest.main()
