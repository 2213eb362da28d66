"""What the tests of whole commands share: the program, and invented interviews."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

PROGRAM = os.environ.get("STENOGRAM", "build/stenogram")
ROOT = pathlib.Path(__file__).resolve().parent.parent

VERBS = ["rebuild", "repair", "inspect", "reopen", "measure", "defend", "describe", "inherit"]
THINGS = ["the harbour wall", "the old ferry", "the salt road", "the lighthouse", "the north pier"]


def interview(number):
    """A short interview that no other number gives."""
    verb, thing = VERBS[number % len(VERBS)], THINGS[number % len(THINGS)]
    return (
        f"Interview number {number} with Tova Lindqvist, Harbour Commissioner\n\n"
        f"Question: Commissioner, will you {verb} {thing} before winter number {number}?\n\n"
        f"Tova Lindqvist: We will {verb} {thing}, and we have said so {number} times.\n\n"
        f"Question: And who pays?\n\n"
        f"Tova Lindqvist: The port pays. Nobody else was asked, in letter {number} or before.\n"
    )


def run(*arguments, stdin=None, env=None, **more):
    """The finished run; output as bytes decoded where they are UTF-8."""
    environment = {k: v for k, v in os.environ.items() if k not in ("STENOGRAM_ARCHIVE", "NO_COLOR", "COLUMNS")}
    environment.update(env or {})
    return subprocess.run([PROGRAM, *map(str, arguments)], input=stdin, capture_output=True,
                          env=environment, timeout=120, **more)


def lines(done):
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


class InFolder(unittest.TestCase):
    """Each test in a folder of its own, with an archive's name in it."""

    def setUp(self):
        self._folder = tempfile.TemporaryDirectory(prefix="stenogram-test.")
        # The first cleanup runs last: after what tests mounted there is gone again.
        self.addCleanup(self._folder.cleanup)
        self.folder = pathlib.Path(self._folder.name)
        self.archive = self.folder / "test.stenogram"

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def interviews(self, count, folder="in"):
        for number in range(count):
            self.write(f"{folder}/{number:04}.txt", interview(number))
        return self.folder / folder
