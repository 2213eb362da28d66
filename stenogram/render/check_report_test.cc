#include <gtest/gtest.h>

#include "stenogram/capture/read.h"
#include "stenogram/render/annotations.h"
#include "stenogram/render/check_html.h"
#include "stenogram/render/receipt.h"
#include "stenogram/render/standing.h"

namespace stenogram::render {
namespace {

constexpr std::string_view kArticle =
    "Ünruly <lamps>\n\nGreta Holm said: “We will <b>never</b> burn the lamps.” The “lamp\u202E clause” & more.\n";

// One quotation altered, one set apart, in an article that means harm.
struct Sample {
  capture::Page page;
  std::vector<check::ArticleQuotation> found;
  std::vector<check::Answer> answers;
  std::shared_ptr<corpus::Document> document = std::make_shared<corpus::Document>();
  CheckReport report;
  OpenDocument open = [this](const std::string&) { return document; };

  Sample() {
    capture::Source source;
    source.name = "article.txt";
    source.bytes = kArticle;
    page = *capture::read(source);
    found = check::find_quotations(page);
    document->id = "79c93a17dc29";
    document->sha256 = std::string(64, 'a');
    document->text = "Holm: Yes. We will burn the lamps. Holm: No.";
    check::Answer answer;
    answer.quotation = {found[0].quoted, found[0].span, found[0].speaker, found[0].date};
    answer.verdict = check::Verdict::altered;
    answer.severity = check::Severity::meaning;
    answer.places = 1;
    check::Passage passage;
    passage.transcript = document->id;
    passage.name = "a\"b.txt";
    passage.turn = 1;
    passage.span = {11, 33};
    passage.address = "79c93a17dc29#1:5-27";
    passage.speaker = "Greta Holm";
    passage.date = "2031-03-04";
    passage.url = "https://example.org/lamps?a=1&b=2";
    passage.text = document->text.substr(11, 22);
    check::Difference difference;
    difference.kind = check::DifferenceKind::negation;
    difference.quoted = "never";
    difference.quoted_span = ByteSpan{answer.quotation.quoted.find("never"), answer.quotation.quoted.find("never") + 5};
    passage.differences = {difference};
    answer.passages = {passage};
    answers = {answer};
    report.name = "article<.txt";
    report.article = &page;
    report.program = "stenogram 0";
    report.archive = "a.stenogram";
    report.summary.add(answers[0]);
    report.quotations = {{&answers[0].quotation, &answers[0], &found[0], nullptr, "article.txt:3"},
                         {&answers[0].quotation, nullptr, &found[1], nullptr, ""}};
  }
};

TEST(CheckHtml, EscapesEverythingAndAsksForNothing) {
  Sample sample;
  ASSERT_EQ(sample.found.size(), 2u);
  ASSERT_TRUE(sample.found[1].scare);
  std::string html = check_html(sample.report, sample.open);
  EXPECT_EQ(html.find("will <b>never"), html.npos);
  EXPECT_EQ(html.find("<lamps>"), html.npos);
  EXPECT_EQ(html.find("\u202E"), html.npos);
  EXPECT_EQ(html.find("<script"), html.npos);
  EXPECT_EQ(html.find("url("), html.npos);
  EXPECT_EQ(html.find("src="), html.npos);
  EXPECT_NE(html.find("default-src 'none'"), html.npos);
  EXPECT_NE(html.find("<mark class=meaning>never</mark>"), html.npos);
  EXPECT_NE(html.find("article&lt;.txt"), html.npos);
  EXPECT_NE(html.find("href=\"https://example.org/lamps?a=1&amp;b=2#:~:text=We%20will%20burn%20the%20lamps\""),
            html.npos)
      << html;
  // Each quotation leads to its evidence and back.
  EXPECT_NE(html.find("href=\"#q1\" id=m1"), html.npos);
  EXPECT_NE(html.find("id=q1"), html.npos);
}

TEST(CheckHtml, TellsOfCopiesThatHaveOtherWords) {
  Sample sample;
  check::Difference other;
  other.kind = check::DifferenceKind::modal;
  other.severity = check::Severity::meaning;
  other.spoken = "<may>";
  other.spoken_span = ByteSpan{53, 58};
  other.quoted = "will";
  sample.answers[0].passages[0].copies_differ = {
      {"0c11aa22bb33", "copy.html", 9, {50, 77}, "0c11aa22bb33#9:0-27", "we <may> burn the old lamps", {other}}};
  std::string html = check_html(sample.report, sample.open);
  EXPECT_NE(html.find("“we <mark class=meaning>&lt;may&gt;</mark> burn the old lamps” (turn 9 of copy.html, "
                      "<code>0c11aa22bb33#9:0-27</code>; "
                      "<b>&lt;may&gt;</b> there, <b>will</b> here)"),
            html.npos);
}

TEST(CheckHtml, LosesNoneOfTheArticle) {
  Sample sample;
  std::string html = check_html(sample.report, sample.open), bare;
  std::size_t main = html.find("<main>");
  bool inside = false;
  int details = 0;
  for (std::size_t at = main; at < html.find("</main>"); ++at) {
    if (html.compare(at, 8, "<details") == 0) ++details;
    if (html.compare(at, 5, "<sup>") == 0) at = html.find("</sup>", at);
    if (html.compare(at, 10, "</details>") == 0) --details;
    if (html[at] == '<') inside = true;
    if (!inside && details == 0) bare += html[at];
    if (html[at] == '>') inside = false;
  }
  EXPECT_NE(bare.find("“We will &lt;b&gt;never&lt;/b&gt; burn the lamps.”"), bare.npos) << bare;
  EXPECT_NE(bare.find("&amp; more."), bare.npos);
}

TEST(Annotations, SelectWhatTheySay) {
  Sample sample;
  Json object = Json::parse(annotations_json(sample.report, sample.open));
  EXPECT_EQ(object["type"], "AnnotationCollection");
  Json item = object["first"]["items"][0];
  EXPECT_EQ(item["motivation"], "assessing");
  EXPECT_EQ(item["body"][0]["value"], "altered");
  Json quote = item["target"]["selector"][0], position = item["target"]["selector"][1];
  EXPECT_EQ(quote["exact"], "We will <b>never</b> burn the lamps.");
  // Code points: one less than bytes for Ü, two less for “.
  std::size_t bytes = kArticle.find("We will");
  EXPECT_EQ(position["start"], bytes - 1 - 2);
  EXPECT_EQ(position["end"].get<std::size_t>() - position["start"].get<std::size_t>(),
            quote["exact"].get<std::string>().size());
  Json body = item["body"][2];
  EXPECT_EQ(body["selector"][0]["exact"], "We will burn the lamps");
  EXPECT_EQ(body["selector"][0]["prefix"], "Holm: Yes. ");
  EXPECT_EQ(body["stenogram:link"], "https://example.org/lamps?a=1&b=2#:~:text=We%20will%20burn%20the%20lamps");
}

TEST(Receipt, ComesBackAsItWasAndShowsWhatWasChanged) {
  Sample sample;
  Receipt receipt;
  receipt.answerer = {"stenogram 0", "1/15.0", 1, std::string(64, 'b'), 3, 4, 50};
  receipt.items = receipt_items(sample.report, sample.open);
  ASSERT_EQ(receipt.items.size(), 1u);
  EXPECT_EQ(receipt.items[0].cited.at(0).sha256, std::string(64, 'a'));
  std::string text = receipt_text(receipt);
  Result<Receipt> back = read_receipt(text, "r");
  ASSERT_TRUE(back) << back.error().message();
  EXPECT_TRUE(back->sealed);
  EXPECT_EQ(receipt_text(*back), text);
  std::string changed = text;
  changed.replace(changed.rfind("altered"), 7, "unknown");
  EXPECT_FALSE(read_receipt(changed, "r")->sealed);
  EXPECT_FALSE(read_receipt("{}", "r"));
  EXPECT_FALSE(read_receipt("not json", "r"));
  EXPECT_FALSE(read_receipt("{\"type\":\"receipt\",\"version\":9,\"quotations\":[]}", "r"));
}

}  // namespace
}  // namespace stenogram::render
