"""A full disk, a folder one may not write to, two writers: clear errors, nothing lost."""
import os
import shutil
import signal
import subprocess
import unittest

from support import PROGRAM, InFolder, interview, lines, run


class FullDisk(InFolder):
    """On a small file system of its own, where one may be mounted; else under a limit
    on the size of files, which fails in the same places."""

    def small_disk(self, size):
        place = self.folder / "disk"
        place.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(place)],
                              capture_output=True)
        if done.returncode != 0:
            return None
        self.addCleanup(subprocess.run, ["umount", "-l", str(place)], capture_output=True)
        return place

    def check_what_was_kept(self, archive, reported):
        listed = run("list", "--json", "--archive", archive)
        self.assertEqual(listed.returncode, 0, listed.stderr)
        there = {line["transcript"] for line in lines(listed)}
        self.assertLessEqual(reported, there)
        self.assertEqual(run("verify", "--archive", archive).returncode, 0)
        return there

    def test_what_was_reported_stays(self):
        disk = self.small_disk("1m")
        if disk is None:
            self.skipTest("no file system can be mounted here; the limit on file sizes is tested instead")
        source = self.interviews(800)
        archive = disk / "full.stenogram"
        done = run("ingest", "--json", "--batch", "10", "--archive", archive, source)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"full", done.stderr.lower().replace(b"no space left on device", b"full"))
        reported = {line["transcript"] for line in lines(done)}
        self.assertGreater(len(reported), 0)
        self.check_what_was_kept(archive, reported)
        # With room again, the same command goes on where it stopped.
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        again = run("ingest", "--json", "--archive", archive, source)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(len(self.check_what_was_kept(archive, reported)), 800)

    def test_files_that_may_not_grow(self):
        import resource

        def limited():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

        source = self.interviews(800)
        done = run("ingest", "--json", "--batch", "10", "--archive", self.archive, source, preexec_fn=limited)
        self.assertEqual(done.returncode, 2)
        self.assertTrue(done.stderr.startswith(b"stenogram: "), done.stderr)
        self.check_what_was_kept(self.archive, {line["transcript"] for line in lines(done)})


class ReadOnly(InFolder):
    def test_a_folder_one_may_not_write_to_can_be_read(self):
        source = self.interviews(3)
        self.assertEqual(run("ingest", "--archive", self.archive, source).returncode, 0)
        command = [PROGRAM]
        if os.geteuid() == 0:
            # Root may write anywhere; somebody else may not, if it may come here at all.
            if not shutil.which("setpriv"):
                self.skipTest("root may write anywhere, and there is no setpriv to be somebody else")
            command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", PROGRAM]
            self.folder.chmod(0o755)
            if subprocess.run([*command, "--version"], capture_output=True).returncode != 0:
                self.skipTest("nobody else may run the program from where it stands")
        for folder in (self.archive, self.archive / "segments"):
            folder.chmod(0o555)
        self.addCleanup(lambda: [folder.chmod(0o755) for folder in (self.archive, self.archive / "segments")])

        def other(*arguments):
            return subprocess.run([*command, *map(str, arguments), "--archive", str(self.archive)], capture_output=True)

        self.assertEqual(len(lines(other("list", "--json"))), 3)
        self.assertEqual(other("search", "port").returncode, 0)
        self.assertEqual(other("verify").returncode, 0)
        refused = other("ingest", str(source))
        self.assertEqual(refused.returncode, 2)
        self.assertIn(b"cannot be written to", refused.stderr)
        self.assertEqual(len(lines(other("list", "--json"))), 3)


class Writers(InFolder):
    def test_the_second_writer_is_told_who_writes(self):
        first = subprocess.Popen([PROGRAM, "ingest", "--json", "--archive", str(self.archive), "-"],
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        # The archive is there once the first has opened it; it then waits for its input.
        while not (self.archive / "writer.lock").exists() or not (self.archive / "writer.lock").read_text().strip():
            self.assertIsNone(first.poll())
        second = run("ingest", "--archive", self.archive, self.write("b.txt", interview(2)))
        self.assertEqual(second.returncode, 2)
        self.assertIn(f"busy: process {first.pid} is writing to it".encode(), second.stderr)
        self.assertEqual(run("list", "--archive", self.archive).returncode, 0)
        out, _ = first.communicate(interview(1).encode())
        self.assertEqual(first.returncode, 0)
        self.assertIn(b'"status":"added"', out)
        self.assertEqual(run("ingest", "--archive", self.archive, self.folder / "b.txt").returncode, 0)


if __name__ == "__main__":
    unittest.main()
