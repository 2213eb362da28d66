#include "stenogram/capture/speech_xml.h"

#include <gtest/gtest.h>

#include <map>

#include "stenogram/base/file.h"
#include "stenogram/capture/page_check.h"
#include "stenogram/capture/read.h"

namespace stenogram::capture {
namespace {

Source source_of(std::string_view text) {
  Source source;
  source.name = "a.xml";
  source.bytes = text;
  return source;
}

// Blocks a line each: utterance, kind letter, label in brackets, text.
std::string voices(std::string_view text) {
  Result<Page> page = read(source_of(text));
  if (!page) return page.error().message();
  EXPECT_EQ(faults_text(*page), "");
  std::string out;
  for (const Block& block : page->blocks) {
    if (block.voice) {
      out += std::to_string(block.voice->utterance) + "sqanhp"[int(block.voice->kind)];
      if (block.voice->label) out += "[" + std::string(slice(page->text, *block.voice->label)) + "]";
      if (!block.voice->name.empty()) out += "(" + block.voice->name + ")";
    } else {
      out += "-";
    }
    out += " " + std::string(slice(page->text, block.span)) + "\n";
  }
  return out;
}

TEST(SpeechXml, Tei) {
  EXPECT_EQ(voices("<?xml version='1.0'?><TEI xmlns='x'><teiHeader><titleStmt><title>Sitting 4</title></titleStmt>"
                   "<person xml:id='P1'><persName>Ilsabet Marrow</persName></person></teiHeader>"
                   "<text><body><note type='speaker'>The minister:</note>"
                   "<u who='#P1'><seg>Not one\n  crown.</seg><seg>Tea &amp; bread.</seg>"
                   "<kinesic><desc>Applause</desc></kinesic></u><u who='#P2'><seg>Why?</seg></u></body></text></TEI>"),
            "1s[The minister:](Ilsabet Marrow) The minister:\n"
            "1s(Ilsabet Marrow) Not one crown.\n1s(Ilsabet Marrow) Tea & bread.\n1n Applause\n2s Why?\n");
}

TEST(SpeechXml, AkomaNtoso) {
  EXPECT_EQ(voices("<akomaNtoso><debate><meta><TLCPerson id='chair' showAs='The CHAIR'/></meta><debateBody>"
                   "<debateSection><heading>VOTE 20</heading><prayers><p>Silence was observed.</p></prayers>"
                   "<question by='#m'><from>Mr OSGRIM</from><p>When?</p></question>"
                   "<answer by='#chair'><from>The "
                   "CHAIR</from><p>Soon.</p></answer></debateSection></debateBody></debate></akomaNtoso>"),
            "0h VOTE 20\n0p Silence was observed.\n1q[Mr OSGRIM] Mr OSGRIM\n1q When?\n"
            "2a[The CHAIR](The CHAIR) The CHAIR\n2a(The CHAIR) Soon.\n");
}

TEST(SpeechXml, HansardLabelsOpenUtterances) {
  EXPECT_EQ(voices("<housecommons><date format='1985-12-16'>Monday</date><title>ICE</title>"
                   "<p>1. <member>Mr. Holt</member> <memberconstituency>(Brenn)</memberconstituency>"
                   "<membercontribution> asked when<col>2</col> it melts.</membercontribution></p>"
                   "<p><member>Mr. Vance</member><membercontribution>: In May.</membercontribution></p>"
                   "<p><i>Later</i></p></housecommons>"),
            "- Monday\n0h ICE\n1s[Mr. Holt (Brenn)] 1. Mr. Holt (Brenn) asked when it melts.\n"
            "2s[Mr. Vance] Mr. Vance: In May.\n- Later\n");
}

TEST(SpeechXml, BundestagNamesAreNotPrintedTwice) {
  EXPECT_EQ(voices("<dbtplenarprotokoll><sitzungsverlauf><rede><p klasse='redner'><redner id='9'><name>"
                   "<vorname>Dagny</vorname><nachname>Holt</nachname></name></redner>Dagny Holt (SPD):</p>"
                   "<p klasse='J_1'>Guten "
                   "Tag.</p><kommentar>(Beifall)</kommentar></rede></sitzungsverlauf></dbtplenarprotokoll>"),
            "1s[Dagny Holt (SPD):](Dagny Holt) Dagny Holt (SPD):\n1s(Dagny Holt) Guten Tag.\n1n (Beifall)\n");
}

TEST(SpeechXml, PlainTextInAnEnvelopeIsReadAsSuch) {
  std::string text = "<DOKUMENT><DATUM>23.05.1951</DATUM><TEXT>First line\n\nTea &amp; bread</TEXT></DOKUMENT>";
  Result<Page> page = read(source_of(text));
  ASSERT_TRUE(page);
  EXPECT_EQ(page->text, "First line\n\nTea & bread");
  EXPECT_EQ(page->facts[0].value, "1951-05-23");
  SourceSpan bread = page->source.source_of({page->text.size() - 5, page->text.size()});
  EXPECT_EQ(text.substr(bread.begin, bread.size()), "bread");
}

TEST(SpeechXml, PlacesInTheCaptureAreExact) {
  std::string text = "<TEI><text><u who='#a'><seg>Où est-ce &lt;ici&gt; ?</seg><seg>Où\r\nça ?</seg></u></text></TEI>";
  Result<Page> page = read(source_of(text));
  ASSERT_TRUE(page);
  ASSERT_EQ(page->text, "Où est-ce <ici> ?\n\nOù ça ?");
  for (std::string_view word : {"est-ce", "ça"}) {
    std::uint64_t at = page->text.find(word);
    SourceSpan source = page->source.source_of({at, at + word.size()});
    EXPECT_EQ(text.substr(source.begin, source.size()), word);
  }
  SourceSpan where = page->source.source_of({page->text.find("<ici"), page->text.find("<ici") + 4});
  EXPECT_EQ(text.substr(where.begin, where.size()), "&lt;ici");
}

TEST(SpeechXml, BombsAndBrokenFilesAreHarmless) {
  std::string bomb =
      "<!DOCTYPE TEI [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;'>]>"
      "<TEI><text><u who='x'><seg>before &c; after</seg></u></text></TEI>";
  Result<Page> page = read(source_of(bomb));
  if (page) {
    EXPECT_LT(page->text.size(), 100u) << page->text;
  }
  std::string external = "<!DOCTYPE TEI [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><TEI><u><seg>a &x; b</seg></u></TEI>";
  page = read(source_of(external));
  if (page) {
    EXPECT_EQ(page->text.find("root"), std::string::npos);
  }

  EXPECT_EQ(read(source_of("<TEI><text><u who='a'><seg>cut")).error().kind, Error::Kind::damaged);
  std::string deep = "<TEI>";
  for (int i = 0; i < 100000; ++i) deep += "<div>";
  EXPECT_FALSE(read(source_of(deep)));
  EXPECT_EQ(read(source_of("<TEI><text/></TEI>")).error().kind, Error::Kind::unreadable);
}

TEST(SpeechXml, CorpusIsReadWithEveryByteInABlockAndEveryVoice) {
  const std::map<std::string, std::size_t> utterances = {{"parlamint-gl-2015-01-26.xml", 51},
                                                         {"parlamint-gl-2015-01-27.xml", 144},
                                                         {"parlamint-tr-2018-07-07.xml", 779},
                                                         {"za-502914_1.xml", 4},
                                                         {"za-EPC110512.xml", 41},
                                                         {"commons-1961-07-06.xml", 19},
                                                         {"commons-1985-12-16.xml", 466}};
  for (const std::string& file : files_below(test_data() + "/corpus", {".xml"})) {
    std::string name = file.substr(file.rfind('/') + 1);
    if (name.find("listPerson") != name.npos) continue;  // people without a word spoken
    Source source = source_of(*read_file(file, 1 << 30));
    source.name = file;
    Result<Page> page = read(source);
    ASSERT_TRUE(page) << page.error().message();
    EXPECT_EQ(faults_text(*page), "") << file;
    // What is not made of references or of several blanks stands in the capture as it is.
    std::size_t same = 0, letters = 0;
    for (std::uint64_t at = 0; at < page->text.size(); ++at) {
      if (static_cast<unsigned char>(page->text[at]) < 'A') continue;
      SourceSpan place = page->source.source_of({at, at + 1});
      ++letters;
      same += place.end <= source.bytes.size() && place.size() == 1 && source.bytes[place.begin] == page->text[at];
    }
    if (page->charset == "utf-8") {
      EXPECT_GT(double(same), 0.98 * double(letters)) << file;
    }
    auto expected = utterances.find(name);
    if (expected == utterances.end()) continue;
    std::uint32_t most = 0;
    for (const Block& block : page->blocks)
      if (block.voice) most = std::max(most, block.voice->utterance);
    EXPECT_EQ(most, expected->second) << file;
  }
}

}  // namespace
}  // namespace stenogram::capture
