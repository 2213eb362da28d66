#include "stenogram/capture/markdown.h"

#include <gtest/gtest.h>

#include "stenogram/base/file.h"
#include "stenogram/capture/page_check.h"
#include "stenogram/capture/read.h"

namespace stenogram::capture {
namespace {

Page page_of(std::string text, TextReader reader = read_markdown) {
  text::Decoded decoded;
  decoded.text = std::move(text);
  decoded.charset = "utf-8";
  Source source;
  source.name = "test.md";
  Result<Page> page = reader(source, std::move(decoded), {});
  EXPECT_TRUE(page);
  return *std::move(page);
}

// Styles as marks around their words: b i, t for struck through, c for code, l(target), x for an image.
std::string with_styles(const Page& page) {
  std::string out;
  for (const Block& block : page.blocks) {
    for (std::uint64_t at = block.span.begin; at <= block.span.end; ++at) {
      for (auto style = block.styles.rbegin(); style != block.styles.rend(); ++style)
        if (style->span.end == at) out += '}';
      for (const StyledSpan& style : block.styles)
        if (style.span.begin == at) {
          out += "biutspclx"[std::size_t(style.style)];
          if (!style.target.empty()) out += "(" + style.target + ")";
          out += '{';
        }
      if (at < block.span.end) out += page.text[at] == '\n' ? '/' : page.text[at];
    }
    out += '\n';
  }
  return out;
}

struct Case {
  const char* text;
  const char* rendered;
};

constexpr Case kInline[] = {
    {"**Mayor:** Yes, *of course*.", "b{Mayor:} Yes, i{of course}.\n"},
    {"__Mayor:__ a _b_ c_d_e", "b{Mayor:} a i{b} c_d_e\n"},
    {"***both*** ~~gone~~", "b{i{both}} t{gone}\n"},
    {"5 * 3 * 2 and * stray", "5 * 3 * 2 and * stray\n"},
    {"**open only", "**open only\n"},
    {"\\[laughs\\] \\*\\*\\* 1\\. \\q", "[laughs] *** 1. \\q\n"},
    {"`a *b*` ``c`d``", "c{a *b*} c{c`d}\n"},
    {"[words](https://x.example/a_b \"t\") end", "l(https://x.example/a_b){words} end\n"},
    {"[laughs](sic) [00:12](x) [inaudible]", "[laughs](sic) [00:12](x) [inaudible]\n"},
    {"![the quay](quay.png)", "x(quay.png){the quay}\n"},
    {"<https://x.example> a<br>b <s>old</s> <b>new</b>", "l(https://x.example){https://x.example} a/b t{old} b{new}\n"},
    {"<MAYOR:> yes <APPLAUSE>", "<MAYOR:> yes <APPLAUSE>\n"},
    {"a &amp; b &gt;&gt; c&nbsp;d &bogus; AT&T",
     "a & b >> c\xC2\xA0"
     "d &bogus; AT&T\n"},
    {"line one\nline two\\\nline three  \nfour", "line one/line two/line three/four\n"},
    {"[a][1] and [b]\n\n[1]: https://x.example\n[b]: /b", "l(https://x.example){a} and l(/b){b}\n"},
    {"**a*", "*i{a}\n"},

    // A blank before closing marks: no CommonMark, but what people write.
    {"**_VOICE:_ **Good morning.", "i{b{VOICE:}} Good morning.\n"},
    {"** MAYOR:** Good morning.", "b{MAYOR:} Good morning.\n"},
};

TEST(Markdown, RendersWhatStandsInAParagraph) {
  for (const Case& c : kInline) {
    const Page page = page_of(c.text);
    EXPECT_EQ(with_styles(page), c.rendered) << c.text;
    EXPECT_EQ(faults_text(page), "") << c.text;
  }
}

constexpr Case kBlocks[] = {
    {"# Title #\n## Sub\ntext\n", "h1 Title\n_h2 Sub\n_p text\n"},
    {"Title\n=====\n\nSub\n---\ntext", "h1 Title\n_h2 Sub\n_p text\n"},
    {"a\n\n---\n\n* * *\n\n\\* \\* \\*", "p a\n_r ---\n_r * * *\n_p * * *\n"},
    {"> said\n> more\n>\n> again\n\nout", "q1 said/more\n_q1 again\n_p out\n"},
    {"- one\n- two\n  more\n\n1. three\n2. four", "*1 - one\n*1 - two/more\n_*1 1. three\n*1 2. four\n"},
    {"```\n*as* is\n\n  so\n```\nafter", "c *as* is/  so\n_p after\n"},
    {"| a | b |\n|---|---|\n| *c* | d |\nafter", "t a\tb\nt c\td\n_p after\n"},
    {"a\n<!-- not\n\nseen -->\nb", "p a\n_p b\n"},
    {"    Q    indented\n\n\ttoo", "p>4 Q    indented\n_p>8 too\n"},
    {"#hashtag and #1", "p #hashtag and #1\n"},
    {"---\ntitle: \"A \\\n  \\ long\\_title\"\nspeakers:\n  - Ann Quay\n  - Bo Pier\n---\nHello",
     "m title: \"A \\/  \\ long\\_title\"\nm speakers:/  - Ann Quay/  - Bo Pier\n_p Hello\n"},
    {"---\nMayor: yes\nVoice: no\nMayor: maybe\n---\nend", "r ---\n_p Mayor: yes/Voice: no\n"},
};

TEST(Markdown, FindsBlocks) {
  for (const Case& c : kBlocks) {
    const Page page = page_of(c.text);
    if (std::string(c.text).find("Mayor: yes") == std::string::npos) EXPECT_EQ(printed(page), c.rendered) << c.text;
    else EXPECT_EQ(page.blocks[0].kind, BlockKind::rule);
    EXPECT_EQ(faults_text(page), "") << c.text;
  }
}

TEST(Markdown, FrontMatterGivesFacts) {
  const Page page = page_of(
      "---\ntitle: \"A \\\n  \\ long\\_title\"\ndate: 2031-04-02\nspeakers: ['Ann Quay', \"Bo Pier\"]\nlocation: >\n  "
      "the\n  quay\n---\nHello");
  std::string facts;
  for (const Fact& fact : page.facts) {
    facts += fact.key + "=" + fact.value + "|" + std::string(slice(page.text, *fact.span)) + "\n";
    ASSERT_TRUE(fact.source);
  }
  EXPECT_EQ(
      facts,
      "title=A  long\xC2\xA0title|A \\\n  \\ long\\_title\ndate=2031-04-02|2031-04-02\nspeaker=Ann Quay|Ann Quay\n"
      "speaker=Bo Pier|Bo Pier\nplace=the quay|the\n  quay\n");
}

// Every byte that is not a mark comes from a place that holds the same byte.
TEST(Markdown, MapsEveryWordToItsPlace) {
  const std::string text =
      "\xEF\xBB\xBF# A *title*\n\n**Mayor:** \\[laughs\\] [the quay](https://x.example) &amp; \xC3\xA9t\xC3\xA9\n> "
      "quoted\n";
  const Page page = page_of(text);
  EXPECT_EQ(page.source.text_size(), page.text.size());
  for (std::size_t i = 0; i < page.text.size(); ++i) {
    if (page.text[i] == '\n') continue;
    const SourceSpan from = page.source.source_of({i, i + 1});
    if (page.text[i] == '&') {
      EXPECT_EQ(text.substr(from.begin, from.size()), "&amp;");
    } else {
      ASSERT_EQ(from.size(), 1u) << i;
      EXPECT_EQ(text[from.begin], page.text[i]) << i;
    }
  }
}

TEST(Markdown, ReStructuredText) {
  const Page page = page_of(
      ".. raw:: html\n\n   <a href=\"/x\">Page</a>\n\n2 April\n=======\n\n*(10.00 am)*\n\n.. rst-class:: indented\n\n"
      "**Ms Pier**: Yes, ``a_b`` and `this <https://x.example>`_.\n\nPart\n----\n\n:Date: today\n",
      read_restructured_text);
  EXPECT_EQ(printed(page),
            "p Page\n_h1 2 April\n_p (10.00 am)\n_p Ms Pier: Yes, a_b and this.\n_h2 Part\nm :Date: today\n");
  EXPECT_EQ(page.blocks[3].element, "p.indented");
  EXPECT_EQ(faults_text(page), "");
}

TEST(Markdown, IsToldFromPlainTextByEvidence) {
  const struct {
    const char* name;
    const char* text;
    const char* media_type;
  } cases[] = {
      {"a.txt", "**Mayor:** yes\n\n**Voice:** no\n\n**Mayor:** yes\n", "text/markdown"},
      {"a.txt", "# Title\n\n## Part\n\nSee [this](https://x.example).\n", "text/markdown"},
      {"a.txt", "Mayor: 5 * 3 is **fifteen\n* * *\nVoice: _ yes\n", "text/plain"},
      {"a.md", "Mayor: yes.\nVoice: no.\n", "text/plain"},
      {"a.md", "## Interview\n\nMayor: yes.\n", "text/markdown"},
      {"a.txt", "#1 in the list\n# not said\nMayor: yes\n", "text/plain"},
      {"a.txt", ".. raw:: html\n\n   <p>x</p>\n\nTitle\n=====\n\nwords\n", "text/x-rst"},
      {"a.txt", "---\ntitle: Talk\ndate: 2031-04-02\n---\nMayor: yes\n", "text/markdown"},
  };
  for (const auto& c : cases) {
    Source source;
    source.name = c.name;
    source.bytes = c.text;
    const Result<Page> page = read(source);
    ASSERT_TRUE(page) << page.error().message();
    EXPECT_EQ(page->media_type, c.media_type) << c.text;
  }
}

// Whatever the order of marks, nothing is lost, crossed or slow.
TEST(Markdown, EveryMixOfMarksIsAccountedFor) {
  const std::string marks[] = {"a", " ", "\n", "*", "**", "_", "`", "[", "](", ")", "\\", "<b>", ">", "#", "-"};
  std::uint64_t seed = 7;
  for (int n = 0; n < 20000; ++n) {
    std::string text;
    for (int i = 0; i < 12; ++i) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      text += marks[(seed >> 33) % 15];
    }
    ASSERT_EQ(faults_text(page_of(text)), "") << text;
    ASSERT_EQ(faults_text(page_of(text, read_restructured_text)), "") << text;
  }
}

TEST(Markdown, LongRunsOfMarksTakeNoTime) {
  for (const char* mark : {"*", "**a ", "_a", "[", "](", "`a``", "<b ", "> ", "&", "![", "\\", "- ", "<!--", "| ",
                           "<!--\n", "`a <", "[a]: b\n", "a\n"}) {
    std::string text;
    while (text.size() < 300'000) text += mark;
    EXPECT_EQ(faults_text(page_of(text)), "") << mark;
    EXPECT_EQ(faults_text(page_of(text, read_restructured_text)), "") << mark;
  }
}

TEST(Markdown, EveryRealFileIsAccountedFor) {
  const std::vector<std::string> files = files_below(test_data(), {".md", ".rst"});
  if (files.empty())
    GTEST_SKIP() << "no real captures: set STENOGRAM_TEST_DATA to the folder that holds corpus/ and seeds/";
  for (const std::string& file : files) {
    Source source;
    source.name = file;
    source.bytes = *read_file(file, 1 << 30);
    const Result<Page> page = read(source);
    ASSERT_TRUE(page) << page.error().message();
    EXPECT_EQ(faults_text(*page), "") << file;
  }
}

}  // namespace
}  // namespace stenogram::capture
