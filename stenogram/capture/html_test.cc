#include "stenogram/capture/html.h"

#include <gtest/gtest.h>

#include "stenogram/base/file.h"
#include "stenogram/capture/html_tree.h"
#include "stenogram/capture/page_check.h"
#include "stenogram/capture/read.h"

namespace stenogram::capture {
namespace {

Page page_of(std::string html) {
  text::Decoded decoded;
  decoded.text = std::move(html);
  decoded.charset = "utf-8";
  Source source;
  source.name = "test.html";
  Result<Page> page = read_html(source, std::move(decoded), {});
  EXPECT_TRUE(page);
  return *std::move(page);
}

struct Case {
  const char* html;
  const char* blocks;
};

constexpr Case kCases[] = {
    {"<p>one</p><p>two", "p one\n_p two\n"},
    {"one <b>two</b>\n  three<div>four</div>five", "p one two three\n_p four\n_p five\n"},
    {"<p>a<br>b<br/>\n<br>c</p>", "p a/b\n_p c\n"},
    {"<h2>T</h2><ul><li>a<li>b<ul><li>c</ul></ul>", "h2 T\n_*1 a\n*1 b\n*2 c\n"},
    {"<table><tr><td>a<td>b</tr><tr><td><p>c</p></td></tr></table>", "t a\tb\n_p c\n"},
    {"<pre>a\n  b &amp; c\n\nd</pre>", "c a/  b & c\n_c d\n"},
    {"<blockquote><p>a</p>b</blockquote>", "q1 a\n_q1 b\n"},
    {"<p>a<script>if (1 < 2) alert('<p>')</script>b<style>p {}</style></p><!-- <p>c -->d", "p ab\n_p d\n"},
    {"&lt;b&gt; AT&T &amp &copy2 &#8217;&#x2019;&#146; &nosuch; &amp;amp;",
     "p <b> AT&T & \xC2\xA9"
     "2 \xE2\x80\x99\xE2\x80\x99\xE2\x80\x99 &nosuch; &amp;\n"},
    {"a < b and c <3 d", "p a < b and c <3 d\n"},
    {"<p>one<td>two</p></div></b>three", "p one\n_p twothree\n"},
    {"<title>T</title><body>b", "m T\n_p b\n"},
    {"<p>a <q>b</q></p>",
     "p a \xE2\x80\x9C"
     "b\xE2\x80\x9D\n"},

    // What is hidden inside a line waits until the line has ended.
    {"<p><b>The Mayor <a href=/m>Ann Quay<span class='x tooltip_person hidden'>Quay, Ann</span></a>:</b> Yes.</p>",
     "p The Mayor Ann Quay: Yes.\n_p Quay, Ann\n"},
    {"<p style='display: none'>gone</p><p>seen</p>", "p gone\n_p seen\n"},
    {"", ""},
    {"<!-- never closed <p>a</p>", "p a\n"},
    {"<p title='>'>a</p><p title='b>c</p>", "p a\n_p c\n"},
};

TEST(Html, RendersBlocks) {
  for (const Case& c : kCases) {
    const Page page = page_of(c.html);
    EXPECT_EQ(printed(page), c.blocks) << c.html;
    EXPECT_EQ(faults_text(page), "") << c.html;
  }
}

std::string styles_of(const Page& page) {
  std::string out;
  for (const Block& block : page.blocks)
    for (const StyledSpan& style : block.styles) {
      out += "biutspclx"[std::size_t(style.style)];
      out += "(" + std::string(slice(page.text, style.span)) + (style.target.empty() ? "" : "|" + style.target) + ") ";
    }
  return out;
}

TEST(Html, KeepsStylesAcrossBrokenNesting) {
  const struct {
    const char* html;
    const char* styles;
  } cases[] = {
      {"<p><b>Ques</b><b>tion:</b> yes", "b(Question:) "},
      {"<b>one<p>two</b> three", "b(one) b(two) "},
      {"<p><b>bold <i>both</b> italic</i> plain", "b(bold both) i(both italic) "},
      {"<p><b>open<p>still</p></b>not", "b(open) b(still) "},
      {"<table><tr><td><b>in<td>out</table>after", "b(in) "},
      {"<a href='/x?a=1&amp;b=2'>x</a> <a name=y>y</a>", "l(x|/x?a=1&b=2) "},
      {"<span style='font-weight: 700'>b</span> <del>s</del>", "b(b) t(s) "},
  };
  for (const auto& c : cases) EXPECT_EQ(styles_of(page_of(c.html)), c.styles) << c.html;
}

// Every byte of words leads back to a byte that holds it, or to its reference.
TEST(Html, MapsEveryWordToItsPlace) {
  const std::string html =
      "<html><head><title>A &amp; B</title></head><body>\n<p class=q>One   <b>two\n</b>&eacute;t\xC3\xA9 &#8212; "
      "x<br>y</p><ul><li>z</ul>";
  const Page page = page_of(html);
  EXPECT_EQ(page.source.text_size(), page.text.size());
  std::string back;
  for (const Block& block : page.blocks)
    for (std::uint64_t i = block.span.begin; i < block.span.end; ++i) {
      if (page.text[i] == '\n') continue;
      const SourceSpan from = page.source.source_of({i, i + 1});
      const std::string source = html.substr(from.begin, from.size());
      if (source.size() > 1) EXPECT_EQ(source[0], '&') << i;
      else if (page.text[i] == ' ') EXPECT_TRUE(source == " " || source == "\n") << i;
      else EXPECT_EQ(source, std::string(1, page.text[i])) << i;
    }
}

TEST(Html, CharsetDeclaredTwiceAndDifferently) {
  const std::string head =
      "<html><head><meta charset=\"utf-8\"><meta http-equiv=Content-Type content=\"text/html; "
      "charset=windows-1251\"></head><p>";
  EXPECT_EQ(declared_charsets(head), (std::vector<std::string>{"utf-8", "windows-1251"}));
  Source source;
  source.name = "two.html";
  source.bytes = head + "\xC2\xEE\xEF\xF0\xEE\xF1: \xE4\xE0?</p>";  // a question in Windows-1251
  const Result<Page> page = read(source);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->charset, "windows-1251");
  EXPECT_EQ(page->text, "\xD0\x92\xD0\xBE\xD0\xBF\xD1\x80\xD0\xBE\xD1\x81: \xD0\xB4\xD0\xB0?");
  const SourceSpan last = page->source.source_of({page->text.size() - 1, page->text.size()});
  EXPECT_EQ(source.bytes[last.begin], '?');
}

TEST(Html, DeepNestingMeetsItsLimit) {
  std::string html;
  for (int i = 0; i < 20000; ++i) html += "<div>";
  text::Decoded decoded;
  decoded.text = html + "words";
  Source source;
  source.name = "deep.html";
  const Result<Page> page = read_html(source, decoded, {});
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().message(),
            "deep.html: too large: elements nested deeper than 10000; it is made to break readers; save the page again "
            "from a browser");
}

TEST(Html, WhatIsMadeToBeSlowIsNot) {
  for (const char* part :
       {"<b>", "<b><p>", "<a href=x>", "</p>", "<table><tr><td>", "<p><b></p></b>", "<!--", "<x y='", "&", "&#", "<li>",
        "</b><i>", "<span hidden>a", "<div class='a b c'>", "<script>", "</", "<q>", "<br>", "<td>a"}) {
    std::string html = "<p>a</p>";
    while (html.size() < 200'000) html += part;
    text::Decoded decoded;
    decoded.text = html;
    const Result<Page> page = read_html({}, decoded, {});
    EXPECT_EQ(page ? faults_text(*page) : "", "") << part;
  }
}

TEST(Html, EveryMixOfTagsIsAccountedFor) {
  const std::string parts[] = {"a",       " ",        "<p>",        "</p>",   "<b>",           "</b>",
                               "<i>",     "</i>",     "<div>",      "</div>", "<td>",          "<tr>",
                               "<table>", "</table>", "<br>",       "<li>",   "<span hidden>", "</span>",
                               "<pre>",   "\n",       "<a href=x>", "&amp;",  "<h1>",          "</h1>"};
  std::uint64_t seed = 11;
  for (int n = 0; n < 20000; ++n) {
    std::string html;
    for (int i = 0; i < 14; ++i) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      html += parts[(seed >> 33) % 24];
    }
    ASSERT_EQ(faults_text(page_of(html)), "") << html;
  }
}

TEST(Html, FactsOfThePageBestWitnessFirst) {
  const Page page = page_of(
      "<html lang=en><head><title>A Talk | The Quay</title><meta property='og:title' content='A Talk'>"
      "<meta property='og:site_name' content='The &amp; Quay'><link rel=canonical href='https://x.example/1'>"
      "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"A Talk with Ann\","
      "\"datePublished\":\"2031-04-02\",\"author\":[{\"name\":\"Bo Pier\"}]}</script>"
      "<script type='application/ld+json'>{broken</script></head>"
      "<body><time datetime=2031-04-01>yesterday</time><div class='x p-location'>Harbour</div></body>");
  std::string facts;
  for (const Fact& fact : page.facts) {
    facts += fact.key + "=" + fact.value + "\n";
    EXPECT_TRUE(fact.source) << fact.key;
  }
  EXPECT_EQ(facts,
            "author=Bo "
            "Pier\ncanonical_url=https://x.example/1\ndate=2031-04-01\nkind=NewsArticle\nlanguage=en\nplace=Harbour\n"
            "published=2031-04-02\nsite=The & Quay\ntitle=A Talk with Ann\ntitle=A Talk\ntitle=A Talk | The Quay\n");
  EXPECT_EQ(slice(page.text, *page.facts.back().span), "A Talk | The Quay");
}

constexpr const char* kLong =
    "The ferry will sail again in the spring, and when it does we shall have room for every car that waits on the "
    "quay, "
    "as we promised to the people who live on the islands and have to wait there in the rain every winter. ";

// The first words of each block and its region: m n h f a c x for hidden.
std::string regions_of(const Page& page) {
  std::string out;
  for (const Block& block : page.blocks) {
    const std::string_view words = slice(page.text, block.span);
    out += std::string(1, "mnhfacx"[std::size_t(block.region)]) + ":" + std::string(words.substr(0, words.find(' '))) +
           " ";
  }
  return out;
}

TEST(Html, MainTextKeepsQuestionsAndLeavesWhatIsRoundIt) {
  const std::string p = std::string("<p>") + kLong + "</p>";
  EXPECT_EQ(
      regions_of(page_of(
          "<nav><a href=1>Home</a> <a href=2>News</a></nav><h1>Talk</h1><p class=byline>By Bo</p><div class=text>" + p +
          "<p><b>And then?</b></p>" + p + "<h3>Fares</h3>" + p + "<div class=share-buttons>Share this</div>" + p +
          "<p><b>Why?</b></p><p>No.</p>" + p + "</div><div class=related-posts><p>Other talks</p>" + p +
          "</div><div id=comments>" + p + "</div><footer>Imprint</footer>")),
      "n:Home h:Talk h:By m:The m:And m:The m:Fares m:The n:Share m:The m:Why? m:No. m:The a:Other a:The c:The "
      "f:Imprint ");
}

// Once wrong.
TEST(Html, MainTextIsNotLost) {
  const std::string words = kLong;
  const std::string p = "<p>" + words + "</p>";
  // All in one paragraph, parted by <br>, on a page that is mostly links.
  EXPECT_EQ(regions_of(page_of("<ul><li><a href=1>One and more of it</a><li><a href=2>Two and more of it</a><li><a "
                               "href=3>Three and more</a></ul>"
                               "<div><p>" +
                               words + "<br><br>" + words + "</p></div>")),
            "a:One a:Two a:Three m:The m:The ");
  // A class that only has a word like `hidden` in it, and one that a dialog set on the page.
  EXPECT_EQ(regions_of(page_of("<div class=field-label-hidden>" + p + p + "</div>")), "m:The m:The ");
  EXPECT_EQ(regions_of(page_of("<div aria-hidden=true>" + p + p + "</div><p>Short words.</p>")).substr(0, 12),
            "m:The m:The ");
  // A legal notice longer than the article.
  EXPECT_EQ(
      regions_of(page_of("<div class=x>" + p + p + "</div><div class=footer__copy>" + p + p + p + p + p + "</div>")),
      "m:The m:The f:The f:The f:The f:The f:The ");
  // What the page's own data states as the article's text.
  EXPECT_EQ(regions_of(page_of("<script type='application/ld+json'>[{\"@type\":\"Article\",\"articleBody\":\"" + words +
                               "\"}]</script><div>" + p + p + "</div><div><p>Another " + words + "</p><p>Another " +
                               words + "</p><p>Another " + words + "</p></div>")),
            "m:The m:The a:Another a:Another a:Another ");
}

TEST(Html, WithoutEvidenceAllIsMain) {
  EXPECT_EQ(regions_of(page_of("<p>One.</p><p><a href=x>Two</a></p>")), "m:One. m:Two ");
}

// Words of the text in order, hidden ones aside, as a twin that only strips tags has them.
TEST(Html, LosesNoWord) {
  const Page page = page_of(
      "<div>one<p>two "
      "<i>three</i></p>four<table><tr><td>five</td><td>six</td></tr></table></div><footer>seven</footer>");
  std::string words;
  for (char c : page.text) words += c == '\n' || c == '\t' ? ' ' : c;
  EXPECT_EQ(words, "one  two three  four  five six  seven");
}

TEST(Html, EveryRealPageIsAccountedFor) {
  std::vector<std::string> files = files_below(test_data() + "/corpus", {".html"});
  for (const std::string& page : files_below(test_data() + "/corpus/html-eval", {".html.gz"}))
    if (page[page.rfind('/') + 1] <= '9') files.push_back(page);
  if (files.empty())
    GTEST_SKIP() << "no real captures: set STENOGRAM_TEST_DATA to the folder that holds corpus/ and seeds/";
  for (const std::string& file : files) {
    Source source;
    source.name = file;
    source.bytes = *read_file(file, 1 << 30);
    const Status status = unpack(
        std::move(source), {},
        [&](Source inner) {
          const Result<Page> page = read(inner);
          if (!page) {
            ADD_FAILURE() << page.error().message();
            return true;
          }
          EXPECT_EQ(page->media_type, "text/html") << file;
          EXPECT_EQ(faults_text(*page), "") << file;
          return true;
        },
        [](Error error) { ADD_FAILURE() << error.message(); });
    EXPECT_TRUE(status);
  }
}

}  // namespace
}  // namespace stenogram::capture
