"""Holds the #include lines of every room to its USES line.

A room may include itself, and the rooms its USES line names; those must stand
before it in the root CMakeLists.txt; and a room that is named must be included.
"""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent


def rooms_in_order():
    text = (ROOT / "CMakeLists.txt").read_text()
    listed = re.search(r"foreach\(room ([\w\s]+)\)", text)
    assert listed, "the root CMakeLists.txt has no foreach(room …)"
    return listed.group(1).split()


def uses_of(room):
    text = (ROOT / "stenogram" / room / "CMakeLists.txt").read_text()
    text = re.sub(r"#.*", "", text)
    call = re.search(r"stenogram_room\(\s*%s\b(.*?)\)" % room, text, re.S)
    assert call, f"stenogram/{room}/CMakeLists.txt has no stenogram_room({room} …)"
    words = call.group(1).split()
    keywords = {"USES", "LINKS", "SOURCES", "DATA", "TESTS", "TEST_LINKS"}
    uses, current = [], None
    for word in words:
        if word in keywords:
            current = word
        elif current == "USES":
            uses.append(word)
    return uses


def included_by(folder):
    """Rooms that the files below a folder include, each with one place that does."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".h", ".cc"):
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            match = re.match(r'\s*#\s*include\s+"stenogram/(\w+)/', line)
            if match:
                found.setdefault(match.group(1), f"{path.relative_to(ROOT)}:{number}")
            elif re.match(r'\s*#\s*include\s+"(cli|serve)/', line) and folder.parent.name == "stenogram":
                found.setdefault(line.strip(), f"{path.relative_to(ROOT)}:{number}")
    return found


class Rooms(unittest.TestCase):
    def test_a_room_includes_what_its_uses_line_names(self):
        for room in rooms_in_order():
            allowed = set(uses_of(room)) | {room}
            for included, place in included_by(ROOT / "stenogram" / room).items():
                self.assertIn(included, allowed, f"{place} includes {included}, which {room} does not USE")

    def test_uses_run_one_way(self):
        seen = []
        for room in rooms_in_order():
            for used in uses_of(room):
                self.assertIn(used, seen, f"{room} USES {used}, which comes after it")
            seen.append(room)

    def test_neighbours_do_not_use_one_another(self):
        for level in (("archive", "concordance", "align"), ("check", "reuse")):
            for room in level:
                for other in level:
                    if other != room and (ROOT / "stenogram" / room / "CMakeLists.txt").exists():
                        self.assertNotIn(other, uses_of(room), f"{room} USES its neighbour {other}")

    def test_every_folder_is_a_room(self):
        rooms = rooms_in_order()
        for folder in (ROOT / "stenogram").iterdir():
            if folder.is_dir():
                self.assertIn(folder.name, rooms)


if __name__ == "__main__":
    unittest.main()
