#include "stenogram/capture/pdf.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "stenogram/base/file.h"
#include "stenogram/capture/page_check.h"

namespace stenogram::capture {
namespace {

// A PDF of one page with two lines of text, its cross-references left to the reader's
// repair, as in files that were edited by hand.
std::string small_pdf() {
  std::string stream = "BT /F1 12 Tf 72 700 Td (MS. HOLT: Good afternoon.) Tj 0 -30 Td (Q  Is it so?) Tj ET";
  return "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
         "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
         "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
         "/Resources<</Font<</F1 5 0 R>>>>>> endobj\n"
         "4 0 obj <</Length " +
         std::to_string(stream.size()) + ">> stream\n" + stream +
         "\nendstream endobj\n"
         "5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n"
         "trailer <</Root 1 0 R>>\n%%EOF\n";
}

Source named(std::string bytes) {
  Source source;
  source.name = "a.pdf";
  source.bytes = std::move(bytes);
  return source;
}

TEST(Pdf, IsReadThroughTheHelper) {
  Result<Page> page = read(named(small_pdf()));
  ASSERT_TRUE(page) << page.error().message();
  EXPECT_EQ(page->media_type, "application/pdf");
  EXPECT_NE(page->text.find("MS. HOLT: Good afternoon."), std::string::npos);
  ASSERT_EQ(page->blocks.size(), 2u);
  EXPECT_EQ(page->blocks[1].page_number, 1u);
}

TEST(Pdf, RefusalsSayWhatIsWrong) {
  EXPECT_EQ(read(named("%PDF-1.4 nothing follows")).error().kind, Error::Kind::unreadable);
  std::string whole = small_pdf();
  for (std::size_t cut : {whole.size() / 4, whole.size() / 2}) {
    Result<Page> page = read(named(whole.substr(0, cut)));
    EXPECT_FALSE(page);
  }
  std::string scanned = small_pdf();
  scanned.replace(scanned.find("BT /F1"), 2, "% ");
  Result<Page> page = read(named(scanned));
  ASSERT_FALSE(page);
  EXPECT_NE(page.error().message().find("without text"), std::string::npos);
}

TEST(Pdf, AnswersOfTheHelperAreChecked) {
  EXPECT_TRUE(parse_printed("page 1 600 800\nword 1 2 3 4 5 b s Good\nend\n", "x"));
  for (std::string_view odd :
       {"", "page 1 600 800\n", "word 1 2 3 4 5 b s early\nend\n", "page x\nend\n", "page 0 600 800\nend\n",
        "page 1 600 800\nword 1 2 3\nend\n", "nonsense\nend\n", "error is locked\n"})
    EXPECT_FALSE(parse_printed(odd, "x")) << odd;
}

TEST(Pdf, CorpusIsReadWithEveryByteInABlock) {
  const std::string corpus = test_data() + "/corpus";
  if (!std::filesystem::exists(corpus)) GTEST_SKIP() << "no real captures at " << corpus;
  for (const std::string& file : files_below(corpus, {".pdf"})) {
    Result<Page> page = read(named(*read_file(file, 1 << 30)));
    ASSERT_TRUE(page) << file;
    EXPECT_EQ(faults_text(*page), "") << file;
    EXPECT_GT(page->text.size(), 50'000u) << file;
  }
}

}  // namespace
}  // namespace stenogram::capture
