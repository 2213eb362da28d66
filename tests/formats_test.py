"""Every format from outside: the same invented talk is read the same from each, every turn
leads back to the bytes it came from, and what is broken, hostile or nothing at all ends
with a sentence that says so."""
import gzip
import hashlib
import html
import json
import os
import pathlib
import re
import unittest
import zipfile
import io

import formats_made as made
from support import ROOT, InFolder, lines, run

DATA = pathlib.Path(os.environ.get("STENOGRAM_TEST_DATA", ROOT.parent / "shared"))


def words(text):
    return re.findall(r"[^\W_]+", text.casefold())


def letters(text):
    return [c for c in text if c.isalnum()]


def decoded(raw):
    """Every text that the bytes of a capture may stand for: charsets, references, escapes."""
    for charset in ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "big5", "gb18030"):
        try:
            text = raw.decode(charset)
        except UnicodeDecodeError:
            continue
        yield text
        yield html.unescape(text)
        yield re.sub(r"\\u(-?\d+)\??", lambda m: chr(int(m[1]) % 65536), text)  # rich text
        yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)  # JSON


def is_within(text, whole):
    there = iter(whole)
    return all(c in there for c in text)


def leads_back(turn, raw):
    """Whether the bytes of the turn's source_span hold its letters, in order, and begin with its first."""
    begin, end = turn["source_span"]
    said = bytearray(turn["text"].encode())
    for note in turn["notes"]:  # what is not said may have been moved (a tooltip, a hidden name)
        first, last = (max(0, at - turn["span"][0]) for at in note["span"])
        said[first:last] = b" " * len(said[first:last])
    said = letters(said.decode())
    if not said:  # all of it is a note: [Inaudible.]
        return True
    if not 0 <= begin < end <= len(raw):
        return False
    # What is hidden (a tooltip on a name) stands behind the block it interrupts.
    moved = any(note["kind"] == "furniture" for note in turn["notes"])
    for source in decoded(raw[begin:end]):
        if is_within(said, letters(source)) and (moved or letters(source)[:1] in (said[:1], letters(turn["text"])[:1])):
            return True
    return False


class Formats(InFolder):
    def reading(self, name, data, *more):
        done = run("read", "--json", *more, self.write(name, data))
        self.assertEqual(done.returncode, 0, done.stderr)
        return lines(done)[0]

    def assert_said(self, transcript, expected):
        """`expected`: label (None: none), name of the speaker (...: any), words."""
        names = {speaker["id"]: speaker["name"] for speaker in transcript["speakers"]}
        said = [((turn["label"] or {}).get("text"), names.get(turn["speaker"]), words(turn["text"])) for turn in transcript["turns"]]
        self.assertEqual([words(text) for _, _, text in expected], [text for _, _, text in said])
        for (label, name, _), (has_label, has_name, _) in zip(expected, said):
            self.assertEqual(label, has_label)
            if name is not ...:
                self.assertEqual(name, has_name)

    def assert_leads_back(self, transcript, data):
        for turn in transcript["turns"]:
            if "source_span" in turn:
                self.assertTrue(leads_back(turn, data), turn)

    def test_one_talk_in_every_document_and_page(self):
        expected = [(label, None if label == "Question" else label, text) for label, text in made.TALK]
        for name, data in [*made.documents(), *made.web_pages()]:
            with self.subTest(name=name):
                transcript = self.reading(name, data)
                self.assert_said(transcript, expected)
                self.assertEqual(transcript["heading"]["kind"], "interview")
                self.assertTrue(transcript["heading"]["title"]["text"].startswith(made.TITLE[:14]))
                self.assert_leads_back(transcript, data)
                if name.endswith((".html", ".md", ".rst", ".rtf", "latin.txt")):
                    self.assertTrue(all("source_span" in turn for turn in transcript["turns"]))

    def test_what_a_page_states_of_itself(self):
        heading = self.reading("a.html", made.page(made.PARAGRAPHS).encode())["heading"]
        self.assertEqual(heading["title"]["text"], made.TITLE)
        self.assertEqual(heading["publication_date"]["value"][:10], "2021-03-05")
        self.assertIn("source_span", heading["publication_date"])

    def test_printed_pages_are_named_where_bytes_cannot_be(self):
        turns = self.reading("a.docx", made.docx())["turns"]
        self.assertEqual([turn["page_number"] for turn in turns], [1, 1, 2, 2])
        self.assertEqual([turn["label"]["page_number"] for turn in turns], [1, 1, 2, 2])

    def test_captions(self):
        expected = [(made.VOICES[v], made.VOICES[v], text) for _, _, v, text in made.HEARD]
        for name, data in made.captions():
            with self.subTest(name=name):
                transcript = self.reading(name, data)
                self.assert_said(transcript, expected)
                self.assert_leads_back(transcript, data)
                if "two" in name:
                    self.assertEqual(transcript["turns"][1]["time"], {"start": 0, "end": 8.5})
                else:
                    self.assertEqual([turn["time"] for turn in transcript["turns"]], [{"start": a, "end": b - 0.5} for a, b, _, _ in made.HEARD])

    def test_captions_whose_voices_have_no_name(self):
        for name, data in made.unnamed_captions():
            with self.subTest(name=name):
                transcript = self.reading(name, data)
                self.assert_said(transcript, [(None, None, text) for *_, text in made.HEARD])
                self.assert_leads_back(transcript, data)

    def test_rolling_captions_say_each_line_once(self):
        transcript = self.reading("rolling.vtt", made.rolling())
        self.assertEqual(words(" ".join(turn["text"] for turn in transcript["turns"])), words(" ".join(w for *_, w in made.HEARD)))
        self.assertEqual(transcript["turns"][0]["time"]["start"], 0)
        self.assertEqual(transcript["language"], "en")

    def test_recognisers(self):
        for name, document, apart in made.recognisers():
            with self.subTest(name=name):
                data = json.dumps(document).encode()
                transcript = self.reading(name + ".json", data)
                self.assertEqual(transcript["capture"]["media_type"], "application/json")
                self.assert_leads_back(transcript, data)
                turns = transcript["turns"]
                if apart:
                    self.assertEqual([words(turn["text"]) for turn in turns], [words(w) for *_, w in made.HEARD])
                    self.assertEqual(len({turn["speaker"] for turn in turns}), 2)
                    for turn, (a, b, *_) in zip(turns, made.HEARD):
                        self.assertAlmostEqual(turn["time"]["start"], a, 1)
                        self.assertAlmostEqual(turn["time"]["end"], b, 1)
                else:
                    self.assertEqual(words(" ".join(turn["text"] for turn in turns)), words(" ".join(w for *_, w in made.HEARD)))
                    self.assertTrue(all(speaker["name"] is None for speaker in transcript["speakers"]))
                    self.assertEqual(turns[0]["time"], {"start": 0, "end": 15})
                for speaker in transcript["speakers"]:
                    self.assertIsNone(speaker["office"])
                    self.assertIn(speaker["name"], (None, *made.VOICES.values()))

    def test_parliaments(self):
        for name, data, expected in made.parliaments():
            with self.subTest(name=name):
                transcript = self.reading(name, data)
                self.assert_said(transcript, expected)
                self.assert_leads_back(transcript, data)
                self.assertEqual(transcript["heading"]["kind"], "proceedings")
                self.assertIsNotNone(transcript["heading"]["event_date"])

    def test_xml_of_unknown_names_is_read_for_its_words(self):
        data = ("<?xml version='1.0'?><interview><title>" + made.TITLE + "</title>"
                + "".join(f"<exchange><p>{label}: {made.esc(text)}</p></exchange>" for label, text in made.TALK) + "</interview>").encode()
        transcript = self.reading("a.xml", data)
        self.assert_said(transcript, [(label, ..., text) for label, text in made.TALK])
        self.assertIn("unknown_markup", [doubt["code"] for doubt in transcript["doubts"]])

    def test_format_asked_for(self):
        talk = dict(made.documents())["plain.txt"]
        self.assertEqual(self.reading("a.html", talk)["capture"]["media_type"], "text/plain")
        self.assertEqual(self.reading("a.html", talk, "--format", "html")["capture"]["media_type"], "text/html")
        self.assertEqual(self.reading("b.txt", made.page(made.PARAGRAPHS).encode())["capture"]["media_type"], "text/html")

    def test_what_cannot_be_read_ends_with_2_and_says_why(self):
        nested = zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED)
        with nested:
            nested.writestr("word/document.xml", b"<w:document>" + b" " * (100 << 20))
        big = out.getvalue()
        entities = ('<?xml version="1.0"?><!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa">' + "".join(
            f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)) + "]><TEI><text><body><u who='#x'>&j;</u></body></text></TEI>")
        cases = {
            "empty.txt": (b"", "empty"),
            "blank.txt": (b" \n\n\t", "blanks"),
            "noise.bin": (hashlib.sha256(b"x").digest() * 99, "binary"),
            "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(99), "picture"),
            "cut.json": (json.dumps({"segments": [{"start": 0, "text": "Good evening"}]}).encode()[:-4], "JSON"),
            "cut.xml": (b"<TEI><text><body><u who='#a'>Good evening", "breaks off"),
            "cut.gz": (gzip.compress(b"Good evening, everybody in the harbour. " * 99)[:60], "breaks off"),
            "cut.docx": (made.docx()[:300], "zip"),
            "none.docx": (made.zipped([("a.txt", "Good evening")]), "holds no document"),
            "no-cues.vtt": (b"WEBVTT\n\nNOTE nothing\n", "cue"),
            "deep.html": (b"<div>" * 20000 + b"Good evening", "nest"),
            "big.docx": (big, "decompresses to more"),
            "big.gz": (gzip.compress(bytes(100 << 20)), "decompresses to more"),
            "entities.xml": (entities.encode(), ""),
        }
        good = self.write("good.txt", dict(made.documents())["plain.txt"])
        for name, (data, why) in cases.items():
            with self.subTest(name=name):
                path = self.write(name, data)
                alone = run("read", "--json", path)
                self.assertEqual((alone.returncode, alone.stdout), (2, b""), alone.stderr)
                said = alone.stderr.decode()
                self.assertIn(name, said)
                self.assertIn(why, said)
                self.assertGreaterEqual(said.count(";"), 1, said)  # what to try
                batch = run("read", "--json", path, good)
                self.assertEqual(batch.returncode, 1)
                self.assertEqual(len(lines(batch)), 1)

    def test_a_folder_is_for_ingest(self):
        done = run("read", self.folder)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"stenogram ingest", done.stderr)


@unittest.skipUnless((DATA / "corpus").is_dir(), f"no captures in {DATA}")
class Captures(unittest.TestCase):
    def test_every_turn_leads_back_to_its_bytes_and_every_byte_has_one_owner(self):
        turns = 0
        for path in sorted((DATA / "corpus").rglob("*")):
            if not path.is_file() or "html-eval" in path.parts or "warc-containers" in path.parts or path.suffix == ".md" and path.stem == "SOURCES":
                continue
            raw = path.read_bytes()
            done = run("read", "--json", path)
            if done.returncode != 0:
                continue
            for transcript in lines(done):
                for turn in transcript["turns"]:
                    turns += 1
                    if "source_span" in turn:
                        self.assertTrue(leads_back(turn, raw), (path.name, turn["n"], turn["source_span"], turn["text"][:80]))
                    elif transcript["capture"]["media_type"] == "application/pdf":
                        self.assertIsNotNone(turn["page_number"], (path.name, turn["n"]))
            at = 0
            for tile in lines(run("read", "--tiles", "--json", path)):
                self.assertEqual(tile["span"][0], at, path.name)
                at = tile["span"][1]
        self.assertGreater(turns, 5000)


if __name__ == "__main__":
    unittest.main()
