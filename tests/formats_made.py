"""One invented talk in every format that is read, made as the programs that write it do."""
import gzip
import html
import io
import json
import zipfile

TITLE = "Interview with Tova Lindqvist, Harbour Commissioner"
TALK = [
    ("Question", "Commissioner, will you rebuild the harbour wall before the winter comes?"),
    ("Tova Lindqvist", "We will rebuild it, and we have said so many times. The port – not the city – pays for “every stone”."),
    ("Question", "And who decides that, if the council says no?"),
    ("Tova Lindqvist", "The council has never said no. It asked for 1,000 stones & got them."),
]
HEARD = [  # seconds, tag, words
    (0, 4, "A", "Good evening. Who pays for the wall?"),
    (4, 9, "B", "The port pays. Nobody else was asked."),
    (9, 12, "A", "And if the port can't pay?"),
    (12, 15, "B", "Then we wait until it can."),
]
VOICES = {"A": "Ann Berg", "B": "Tova Lindqvist"}


def esc(text):
    return html.escape(text, quote=False)


def clock(seconds, mark="."):
    return f"{int(seconds // 3600):02}:{int(seconds // 60) % 60:02}:{int(seconds % 60):02}{mark}{int(seconds * 1000 % 1000):03}"


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in files:
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(zipfile.ZipInfo(name), data, compress_type=how)
    return out.getvalue()


# --- web pages ---

MENU = '<ul class="menu">' + "".join(f'<li><a href="/{i}">Section {i}</a></li>' for i in range(40)) + "</ul>"
DATA = json.dumps({"@type": "NewsArticle", "headline": TITLE, "datePublished": "2021-03-05T10:00:00+02:00",
                   "publisher": {"@type": "Organization", "name": "Riba Courier"}})
PARAGRAPHS = "".join(f"<p><b>{label}:</b> {esc(words)}</p>\n" for label, words in TALK)


def page(body, charsets=("windows-1252", "utf-8")):
    return (f'<!DOCTYPE html><html lang="en"><head><meta charset="{charsets[0]}">'
            f'<meta http-equiv="Content-Type" content="text/html; charset={charsets[1]}"><title>{TITLE} | Riba Courier</title>'
            f'<script type="application/ld+json">{DATA}</script></head><body>{MENU}<h1>{TITLE}</h1>{body}'
            '<div class="related"><h3>Read also</h3><a href="/x">Other news of the day from the port</a></div>'
            "<footer>&copy; Riba Courier, Harbour Street 1</footer></body></html>")


def rows(table):
    return "".join(f"<tr><td valign=top><b>{label}:<td><font>{esc(words)}</tr>" for label, words in table)


def web_pages():
    yield "two-charsets.html", page(PARAGRAPHS).encode()
    yield "cp1252.html", page(PARAGRAPHS, ("utf-8", "windows-1252")).encode("cp1252")
    yield "utf16.html", page(PARAGRAPHS).encode("utf-16")
    yield "in-a-container.html", page(f'<div id="x7">{PARAGRAPHS}</div>').encode()
    yield "nested-tables.html", (f"<html><title>{TITLE}</title><body><table><tr><td><table><tr><td><a href=a>Home</a>"
                                 f"<td><a href=b>News</a></table></td><td><table><tr><td><h2>{TITLE}</h2></td></tr><tr><td>"
                                 f"<table>{rows(TALK)}</table></td></tr></table></td></tr></table>").encode()
    yield "misnested.html", page("<div>" + "".join(f"<p><b><i>{label}:</b></i> {esc(words)}<br></span>"
                                                    for label, words in TALK) + "</section>").encode()


# --- documents ---

def word_paragraph(label, words, page_break=False):
    mark = "<w:r><w:lastRenderedPageBreak/></w:r>" if page_break else ""
    return (f'<w:p>{mark}<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{label}: </w:t></w:r>'
            f"<w:r><w:t>{esc(words)}</w:t></w:r></w:p>")


def docx(table=False):
    if table:
        body = "<w:tbl>" + "".join(f"<w:tr><w:tc><w:p><w:r><w:t>{label}:</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{esc(words)}"
                                   "</w:t></w:r></w:p></w:tc></w:tr>" for label, words in TALK) + "</w:tbl>"
    else:
        body = "".join(word_paragraph(label, words, n == 2) for n, (label, words) in enumerate(TALK))
    text = ('<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body><w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p>{body}<w:sectPr/></w:body></w:document>")
    return zipped([("[Content_Types].xml", "<Types/>"), ("word/document.xml", text)])


def odt():
    text = ('<office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:fo="f"><office:automatic-styles>'
            '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
            f'<office:body><office:text><text:h text:outline-level="1">{TITLE}</text:h>'
            + "".join(f'<text:p><text:span text:style-name="T1">{label}:</text:span><text:s/>{esc(words)}</text:p>' for label, words in TALK)
            + "</office:text></office:body></office:document-content>")
    return zipped([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", text)])


def epub():
    def chapter(talk, head=""):
        return ('<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
                + head + "".join(f"<p><b>{label}:</b>&nbsp;{esc(words)}</p>" for label, words in talk) + "</body></html>")
    package = ('<package xmlns:dc="d"><metadata><dc:title>Harbour talks</dc:title><dc:language>en</dc:language></metadata><manifest>'
               '<item id="c2" href="text/c2.xhtml"/><item id="c1" href="text/../text/c%201.xhtml"/></manifest>'
               '<spine><itemref idref="c1"/><itemref idref="c2"/></spine></package>')
    return zipped([("mimetype", "application/epub+zip"), ("META-INF/container.xml", "<container/>"), ("OEBPS/content.opf", package),
                   ("OEBPS/text/c2.xhtml", chapter(TALK[2:])), ("OEBPS/text/c 1.xhtml", chapter(TALK[:2], f"<h1>{TITLE}</h1>"))])


def rtf():
    def written(text):
        return "".join(c if ord(c) < 128 and c not in "\\{}" else f"\\u{ord(c)}?" if ord(c) > 127 else "\\" + c for c in text)
    return ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times;}}{\\info{\\author Nobody}}\n\\b " + TITLE + "\\b0\\par\n"
            + "".join(f"{{\\b {label}:}} {written(words)}\\par\n" for label, words in TALK) + "}").encode()


def documents():
    yield "plain.txt", (TITLE + "\n\n" + "\n\n".join(f"{label}: {words}" for label, words in TALK) + "\n").encode()
    yield "plain.txt.gz", gzip.compress((TITLE + "\n\n" + "\n\n".join(f"{label}: {words}" for label, words in TALK) + "\n").encode())
    yield "latin.txt", (TITLE + "\n\n" + "\n\n".join(f"{label}: {words}" for label, words in TALK) + "\n").encode("cp1252")
    yield "talk.md", (f"# {TITLE}\n\n" + "\n\n".join(f"**{label}:** {words}" for label, words in TALK) + "\n").encode()
    yield "talk.rst", (f"{TITLE}\n{'=' * len(TITLE)}\n\n" + "\n\n".join(f"**{label}**: {words}" for label, words in TALK) + "\n").encode()
    yield "talk.docx", docx()
    yield "table.docx", docx(table=True)
    yield "talk.odt", odt()
    yield "talk.epub", epub()
    yield "talk.rtf", rtf()


# --- captions ---

def captions():
    def vtt(of, head="WEBVTT\n\nNOTE made by hand\n\nSTYLE\n::cue { color: red }\n\n", mark=".", numbers=False):
        return (head + "".join((f"{n + 1}\n" if numbers else "") + f"{clock(a, mark)} --> {clock(b - 0.5, mark)}\n{of(VOICES[v], w)}\n\n"
                               for n, (a, b, v, w) in enumerate(HEARD))).encode()
    yield "voices.vtt", vtt(lambda name, words: f"<v {name}>{words}</v>")
    yield "names.vtt", vtt(lambda name, words: f"{name}: {words}")
    yield "names.srt", vtt(lambda name, words: f"{name}: {words}", "", ",", True)
    yield "names.sbv", "".join(f"{clock(a)[1:]},{clock(b - 0.5)[1:]}\n{VOICES[v]}: {w}\n\n" for a, b, v, w in HEARD).encode()
    yield "names.ttml", ('<?xml version="1.0" encoding="UTF-8"?><tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><head><title>x</title></head>'
                         "<body><div>" + "".join(f'<p begin="{clock(a)}" end="{clock(b - 0.5)}">{VOICES[v]}: {esc(w)}</p>' for a, b, v, w in HEARD)
                         + "</div></body></tt>").encode()
    # Two voices in one cue, by markup and by name.
    yield "two-in-a-cue.vtt", ("WEBVTT\n\n" + "".join(
        f"{clock(a)} --> {clock(d - 0.5)}\n<v.loud {VOICES[v]}>{w}\n<v {VOICES[x]}>{y}\n\n"
        for (a, _, v, w), (_, d, x, y) in (HEARD[0:2], HEARD[2:4]))).encode()
    yield "two-names-in-a-cue.srt", "".join(
        f"{n + 1}\n{clock(a, ',')} --> {clock(d - 0.5, ',')}\n{VOICES[v]}: {w}\n{VOICES[x]}: {y}\n\n"
        for n, ((a, _, v, w), (_, d, x, y)) in enumerate((HEARD[0:2], HEARD[2:4]))).encode()


def unnamed_captions():
    """Voices that change without a name."""
    def srt(lines):
        return "".join(f"{n + 1}\n{clock(a, ',')} --> {clock(b, ',')}\n{w}\n\n" for n, (a, b, w) in enumerate(lines)).encode()
    yield "marks.srt", srt([(a, b, f">> {w}") for a, b, _, w in HEARD])
    yield "references.srt", srt([(a, b, f"&gt;&gt; {esc(w)}") for a, b, _, w in HEARD])
    yield "marks-within.srt", srt([(a, d, f">> {w} >> {y}") for (a, _, _, w), (_, d, _, y) in (HEARD[0:2], HEARD[2:4])])
    yield "dashes.srt", srt([(a, d, f"- {w}\n- {y}") for (a, _, _, w), (_, d, _, y) in (HEARD[0:2], HEARD[2:4])])
    yield "tight-dashes.srt", srt([(a, d, f"-{w}\n-{y}") for (a, _, _, w), (_, d, _, y) in (HEARD[0:2], HEARD[2:4])])


def rolling():
    """Each line is said once, shown twice, and for 10 ms alone."""
    words = " ".join(w for *_, w in HEARD).split()
    lines = [words[i:i + 5] for i in range(0, len(words), 5)]
    out, at, before = "WEBVTT\nKind: captions\nLanguage: en\n\n", 0.0, " "
    for line in lines:
        timed = line[0] + "".join(f"<{clock(at + 0.3 * (n + 1))}><c> {word}</c>" for n, word in enumerate(line[1:]))
        out += f"{clock(at)} --> {clock(at + 2)} align:start position:0%\n{before}\n{timed}\n\n"
        out += f"{clock(at + 2)} --> {clock(at + 2.01)} align:start position:0%\n{' '.join(line)}\n \n\n"
        at, before = at + 2.01, " ".join(line)
    return out.encode()


# --- recognisers ---

def timed(a, b, words):
    words = words.split()
    step = (b - a) / len(words)
    return [(word, round(a + n * step, 3), round(a + (n + 1) * step, 3)) for n, word in enumerate(words)]


def parted(word):
    core = word.rstrip(".,?")
    return core, word[len(core):]


def recognisers():
    """name, document, whether it tells voices apart"""
    every = [(a, b, v, w, timed(a, b, w)) for a, b, v, w in HEARD]
    whole = " ".join(w for *_, w in HEARD)
    number = {"A": 0, "B": 1}
    yield "whisper", {"text": whole, "segments": [{"id": n, "seek": 0, "start": float(a), "end": float(b), "text": " " + w, "tokens": [1]}
                                                  for n, (a, b, v, w, _) in enumerate(every)], "language": "en"}, False
    yield "whisper-cpp", {"model": {"type": "base"}, "result": {"language": "en"}, "transcription": [
        {"timestamps": {"from": clock(a, ","), "to": clock(b, ",")}, "offsets": {"from": a * 1000, "to": b * 1000}, "text": " " + w}
        for a, b, v, w, _ in every]}, False
    yield "transformers", {"text": whole, "chunks": [{"timestamp": [float(a), float(b)], "text": " " + w} for a, b, v, w, _ in every]}, False
    yield "whisperx", {"segments": [{"start": a, "end": b, "text": " " + w, "speaker": f"SPEAKER_0{number[v]}",
                                     "words": [{"word": x, "start": p, "end": q, "score": 0.9, "speaker": f"SPEAKER_0{number[v]}"} for x, p, q in ws]}
                                    for a, b, v, w, ws in every],
                       "word_segments": [{"word": x, "start": p, "end": q} for *_, ws in every for x, p, q in ws], "language": "en"}, True
    yield "assemblyai", {"id": "x", "status": "completed", "audio_url": "https://audio.example/a.mp3", "text": whole,
                         "words": [{"text": x, "start": int(p * 1000), "end": int(q * 1000), "speaker": v} for _, _, v, _, ws in every for x, p, q in ws],
                         "utterances": [{"start": a * 1000, "end": b * 1000, "text": w, "speaker": v} for a, b, v, w, _ in every]}, True
    yield "deepgram", {"metadata": {"created": "2024-01-01T00:00:00Z"}, "results": {"channels": [{"alternatives": [{
        "transcript": whole, "words": [{"word": x.strip(".,?").lower(), "start": p, "end": q, "speaker": number[v], "punctuated_word": x}
                                       for _, _, v, _, ws in every for x, p, q in ws]}]}]}}, True
    yield "google", {"results": [{"alternatives": [{"transcript": w, "words": [{"startTime": f"{p}s", "endTime": f"{q}s", "word": x} for x, p, q in ws]},
                                                   {"transcript": "wrong words here"}], "languageCode": "en-us"} for *_, w, ws in every]
                     + [{"alternatives": [{"words": [{"startTime": f"{p}s", "endTime": f"{q}s", "word": x, "speakerTag": number[v] + 1}
                                                     for _, _, v, _, ws in every for x, p, q in ws]}]}]}, True
    items = []
    for *_, ws in every:
        for x, p, q in ws:
            core, mark = parted(x)
            items.append({"start_time": str(p), "end_time": str(q), "alternatives": [{"confidence": "1.0", "content": core}], "type": "pronunciation"})
            if mark:
                items.append({"alternatives": [{"confidence": "0.0", "content": mark}], "type": "punctuation"})
    yield "aws", {"jobName": "job", "results": {"transcripts": [{"transcript": whole}], "speaker_labels": {"speakers": 2, "segments": [
        {"start_time": str(float(a)), "speaker_label": f"spk_{number[v]}", "end_time": str(float(b)), "items": []} for a, b, v, *_ in every]},
        "items": items}, "status": "COMPLETED"}, True

    def elements(ws):
        for x, p, q in ws:
            core, mark = parted(x)
            yield {"type": "text", "value": core, "ts": p, "end_ts": q}
            if mark:
                yield {"type": "punct", "value": mark}
            yield {"type": "punct", "value": " "}
    yield "rev", {"speakers": [{"id": 0, "name": "Ann Berg"}, {"id": 1, "name": "Tova Lindqvist"}],
                  "monologues": [{"speaker": number[v], "elements": list(elements(ws))} for _, _, v, _, ws in every]}, True
    yield "podcast", {"version": "1.0.0", "segments": [{"speaker": VOICES[v], "startTime": a, "endTime": b, "body": w} for a, b, v, w, _ in every]}, True


# --- markup of parliaments ---

def parliaments():
    """name, bytes, and what is expected: printed label, name of the speaker, words"""
    yield "tei.xml", ('<?xml version="1.0" encoding="UTF-8"?><TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc>'
                      '<titleStmt><title>Minutes of the Riba council</title><meeting n="3">Session 3</meeting></titleStmt></fileDesc><profileDesc>'
                      '<settingDesc><setting><name type="place">Port Riba</name><date when="2021-03-05">5 March 2021</date></setting></settingDesc>'
                      '<particDesc><listPerson><person xml:id="LindqvistTova"><persName><surname>Lindqvist</surname><forename>Tova</forename>'
                      "</persName><birth><placeName>Riba</placeName></birth></person></listPerson></particDesc></profileDesc></teiHeader><text><body>"
                      '<div><head>The harbour wall</head><note type="speaker">The Chair:</note><u who="#BergAnn" ana="#chair"><seg>I open the sitting. '
                      'Who pays?</seg></u><note type="speaker">Ms Lindqvist:</note>\n<u who="#LindqvistTova"><seg>The port pays.</seg><seg>Nobody '
                      "<hi>else</hi> was asked &amp; nobody will be.</seg></u></div></body></text></TEI>").encode(), [
        ("The Chair", None, "I open the sitting. Who pays?"),
        ("Ms Lindqvist", "Tova Lindqvist", "The port pays. Nobody else was asked & nobody will be.")]
    yield "akoma-ntoso.xml", ('<?xml version="1.0" encoding="UTF-8"?><akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><debate '
                              'name="hansard"><meta><identification source="#x"><FRBRWork><FRBRdate date="2021-03-05" name="generation"/></FRBRWork>'
                              '</identification><references source="#x"><TLCPerson eId="lindqvist" href="/p/1" showAs="Tova Lindqvist"/><TLCPerson '
                              'eId="berg" href="/p/2" showAs="Ann Berg"/></references></meta><debateBody><debateSection><heading>Harbour wall</heading>'
                              '<question by="#berg"><from>Ms BERG</from><p>Who pays for the wall?</p></question><answer by="#lindqvist"><from>The HARBOUR '
                              "COMMISSIONER:</from><p>The port pays.</p><p>Nobody else <i>was</i> asked.</p></answer></debateSection></debateBody></debate>"
                              "</akomaNtoso>").encode(), [
        ("Ms BERG", "Ann Berg", "Who pays for the wall?"), ("The HARBOUR COMMISSIONER", "Tova Lindqvist", "The port pays. Nobody else was asked.")]
    yield "hansard.xml", ('<?xml version="1.0"?><housecommons><title>House of Commons</title><date format="1961-07-06">Thursday 6 July 1961</date><section>'
                          '<title>HARBOUR WALL</title><col>1</col><p id="a">1. <member>Mr. Berg<memberconstituency>(Riba, East)</memberconstituency></member>'
                          "<membercontribution> asked who pays for the wall.</membercontribution></p><p><member>Mr. Lindqvist</member><membercontribution>: "
                          "The port pays. <col>2</col>Nobody else was asked.</membercontribution></p></section></housecommons>").encode(), [
        ("Mr. Berg (Riba, East)", ..., "asked who pays for the wall."), ("Mr. Lindqvist", ..., "The port pays. Nobody else was asked.")]
    yield "theyworkforyou.xml", ('<?xml version="1.0" encoding="ISO-8859-1"?>\n<publicwhip>\n<major-heading id="uk.org.publicwhip/debate/2004-07-20.1.0">Oral '
                                 'Answers</major-heading>\n<speech id="uk.org.publicwhip/debate/2004-07-20.1.2" person_id="uk.org.publicwhip/person/1" '
                                 'speakername="Ann Berg"><p pid="a/1">Who pays for the wall?</p></speech>\n<speech id="d" person_id="uk.org.publicwhip/person/2" '
                                 'speakername="Tova Lindqvist"><p>The port pays.</p><p>Nobody else was asked.</p></speech>\n</publicwhip>').encode(), [
        (None, "Ann Berg", "Who pays for the wall?"), (None, "Tova Lindqvist", "The port pays. Nobody else was asked.")]
    yield "bundestag.xml", ('<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE dbtplenarprotokoll SYSTEM "dbtplenarprotokoll.dtd"><dbtplenarprotokoll><vorspann>'
                            "<kopfdaten><plenarprotokoll-nummer>Plenarprotokoll <wahlperiode>19</wahlperiode>/<sitzungsnr>3</sitzungsnr></plenarprotokoll-nummer>"
                            '<veranstaltungsdaten><ort>Berlin</ort>, <datum date="05.03.2021">Freitag</datum></veranstaltungsdaten></kopfdaten></vorspann>'
                            "<sitzungsverlauf><sitzungsbeginn><name>Präsident Dr. Ole Brandt:</name><p klasse=\"J_1\">Guten Morgen.</p></sitzungsbeginn>"
                            '<tagesordnungspunkt><rede id="1"><p klasse="redner"><redner id="7"><name><vorname>Tove</vorname><nachname>Lindqvist</nachname>'
                            '</name></redner>Tove Lindqvist (FRAKTION):</p><p klasse="J">Der Hafen zahlt.</p><kommentar>(Beifall bei der FRAKTION)</kommentar>'
                            '<p klasse="O">Niemand sonst wurde gefragt.</p></rede></tagesordnungspunkt></sitzungsverlauf></dbtplenarprotokoll>').encode(), [
        ("Präsident Dr. Ole Brandt", "Ole Brandt", "Guten Morgen."),
        ("Tove Lindqvist (FRAKTION)", "Tove Lindqvist", "Der Hafen zahlt. (Beifall bei der FRAKTION) Niemand sonst wurde gefragt.")]
