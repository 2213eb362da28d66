#include "stenogram/capture/pdf_layout.h"

#include <gtest/gtest.h>

#include "stenogram/capture/page_check.h"

namespace stenogram::capture {
namespace {

// Sets type: each line's words at their places, ten points high, five points a letter.
class Sheet {
 public:
  explicit Sheet(std::uint32_t number) { page_.number = number, page_.width = 600, page_.height = 800; }
  Sheet& line(double left, double top, std::string_view text, char style = '-') {
    while (!text.empty()) {
      std::size_t end = std::min(text.find(' '), text.size());
      PrintedWord word;
      word.text = text.substr(0, end);
      word.left = left;
      word.right = left + 5.0 * double(end);
      word.top = top;
      word.bottom = top + 10;
      word.size = 10;
      word.bold = style == 'b';
      word.italic = style == 'i';
      page_.words.push_back(word);
      left = word.right + 5;
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return *this;
  }
  operator PrintedPage() const { return page_; }

 private:
  PrintedPage page_;
};

const char kLong[] = "words enough to reach from one margin to the other";  // 250 points

TEST(PdfLayout, LinesOfAParagraphStayOneBlock) {
  Page page = lay_out({Sheet(1)
                           .line(50, 100, std::string(kLong) + " of it")
                           .line(50, 112, std::string(kLong) + " again")
                           .line(50, 124, "and an end.")
                           .line(65, 136, "Another paragraph is set in by its first line")
                           .line(50, 148, "and goes on at the margin until it also ends.")});
  EXPECT_EQ(faults_text(page), "");
  ASSERT_EQ(page.blocks.size(), 2u);
  EXPECT_TRUE(slice(page.text, page.blocks[1].span).starts_with("Another paragraph"));
  EXPECT_EQ(page.blocks[0].page_number, 1u);
}

TEST(PdfLayout, ColumnsAreReadOneAfterTheOther) {
  Sheet sheet(1);
  for (int row = 0; row < 20; ++row) {
    sheet.line(50, 100 + 12 * row, "left column text row l" + std::to_string(row));
    sheet.line(320, 104 + 12 * row, "right column text row r" + std::to_string(row));
  }
  Page page = lay_out({sheet});
  EXPECT_LT(page.text.find("l19"), page.text.find("r0"));
  EXPECT_LT(page.text.find("r0"), page.text.find("r19"));
}

TEST(PdfLayout, HeadsFeetAndLineNumbersAreLeftOutAndSaid) {
  std::vector<PrintedPage> pages;
  for (std::uint32_t n = 1; n <= 4; ++n) {
    Sheet sheet(n);
    sheet.line(200, 30, "Harbour Inquiry Day 3");
    for (int row = 0; row < 25; ++row) {
      sheet.line(row < 9 ? 45 : 40, 80 + 24 * row, std::to_string(row + 1));
      sheet.line(90, 80 + 24 * row,
                 "Spoken " + std::string(row + n, 'o') + " words of row " + std::to_string(row) + " on this sheet");
    }
    sheet.line(290, 760, std::to_string(n + 6));
    pages.push_back(sheet);
  }
  Page page = lay_out(pages);
  EXPECT_EQ(page.text.find("Inquiry"), std::string::npos);
  EXPECT_EQ(page.text.find("10 Spoken"), std::string::npos);
  EXPECT_NE(page.text.find("row 24 on this sheet"), std::string::npos);
  ASSERT_EQ(page.doubts.size(), 2u);
  EXPECT_EQ(page.doubts[1].code, "line_numbers_left_out");
}

TEST(PdfLayout, BrokenWordsAreJoinedUnlessTheHyphenIsTheirs) {
  Page page = lay_out({Sheet(1)
                           .line(50, 100, "the ministry spoke of a rebuild- and it")
                           .line(50, 112, "said so in a well-known and very pub-")
                           .line(50, 124, "lic place that everybody finds well-")
                           .line(50, 136, "known and open to all of the public --")
                           .line(50, 148, "there is no doubt that it was so then.")});
  EXPECT_NE(page.text.find("very public place"), std::string::npos);
  EXPECT_NE(page.text.find("finds well-known and"), std::string::npos);
  EXPECT_NE(page.text.find("public --\nthere"), std::string::npos);
}

TEST(PdfLayout, ABoldLabelBeginsAParagraph) {
  Page page = lay_out({Sheet(1)
                           .line(50, 100, "The Chair:", 'b')
                           .line(105, 100, "The question is whether it was so as we heard.")
                           .line(50, 112, "Mr. Osgrim:", 'b')
                           .line(110, 112, "It was so, and I have nothing to add to it all.")});
  ASSERT_EQ(page.blocks.size(), 2u);
  ASSERT_EQ(page.blocks[1].styles.size(), 1u);
  EXPECT_EQ(slice(page.text, page.blocks[1].styles[0].span), "Mr. Osgrim:");
}

TEST(PdfLayout, NothingAndOddPlacesAreHarmless) {
  EXPECT_TRUE(lay_out({}).blocks.empty());
  EXPECT_TRUE(lay_out({PrintedPage{}}).blocks.empty());
  PrintedPage odd{1, 0, 0, {}};
  for (double at : {-1e6, 0.0, 1e6}) odd.words.push_back({at, at, at, at, 0, false, false, true, "w"});
  EXPECT_EQ(faults_text(lay_out({odd})), "");
}

}  // namespace
}  // namespace stenogram::capture
