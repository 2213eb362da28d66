#include "stenogram/capture/office.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include "stenogram/base/file.h"
#include "stenogram/capture/page_check.h"
#include "stenogram/capture/read.h"

namespace stenogram::capture {
namespace {

std::string zip(const std::vector<std::pair<std::string, std::string>>& files) {
  std::string bytes(1 << 20, '\0');
  std::size_t used = 0;
  archive* out = archive_write_new();
  archive_write_set_format_zip(out);
  archive_write_open_memory(out, bytes.data(), bytes.size(), &used);
  for (const auto& [name, content] : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, la_int64_t(content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(out, entry);
    archive_write_data(out, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(out);
  archive_write_free(out);
  bytes.resize(used);
  return bytes;
}

Result<Page> read_bytes(std::string bytes, std::string name = "a.bin") {
  Source source;
  source.name = std::move(name);
  source.bytes = std::move(bytes);
  return read(source);
}

TEST(Office, Docx) {
  Result<Page> page = read_bytes(zip(
      {{"word/document.xml",
        "<w:document xmlns:w='x'><w:body><w:p><w:pPr><w:pStyle "
        "w:val='Heading1'/></w:pPr><w:r><w:t>Sitting</w:t></w:r></w:p>"
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space='preserve'>The chair: </w:t></w:r><w:r><w:t>Good </w:t></w:r>"
        "<w:del><w:r><w:t>bad</w:t></w:r></w:del><w:r><w:t>afternoon.</w:t></w:r></w:p></w:body></w:document>"},
       {"docProps/core.xml",
        "<c:coreProperties xmlns:c='y' xmlns:dc='z'><dc:title>A day</dc:title></c:coreProperties>"}}));
  ASSERT_TRUE(page) << page.error().message();
  EXPECT_EQ(page->text, "Sitting\n\nThe chair: Good afternoon.");
  EXPECT_EQ(faults_text(*page), "");
  EXPECT_EQ(page->blocks[0].kind, BlockKind::heading);
  ASSERT_EQ(page->blocks[1].styles.size(), 1u);
  EXPECT_EQ(slice(page->text, page->blocks[1].styles[0].span), "The chair:");
  EXPECT_EQ(page->facts[0].value, "A day");
  EXPECT_TRUE(page->source.source_of(page->blocks[1].span).empty());
}

TEST(Office, Odt) {
  Result<Page> page = read_bytes(zip(
      {{"mimetype", "application/vnd.oasis.opendocument.text"},
       {"content.xml",
        "<o:document-content xmlns:o='a' xmlns:text='b' xmlns:style='c' xmlns:fo='d'><o:automatic-styles>"
        "<style:style style:name='T1'><style:text-properties fo:font-weight='bold'/></style:style></o:automatic-styles>"
        "<o:body><o:text><text:h text:outline-level='2'>Day 3</text:h><text:p><text:span "
        "text:style-name='T1'>Q:</text:span>"
        " Is it<text:line-break/>so?<text:note>no</text:note></text:p></o:text></o:body></o:document-content>"}}));
  ASSERT_TRUE(page) << page.error().message();
  EXPECT_EQ(page->text, "Day 3\n\nQ: Is it\nso?");
  EXPECT_EQ(page->blocks[0].level, 2);
  EXPECT_EQ(page->blocks[1].styles[0].style, Style::bold);
}

TEST(Office, EpubInTheOrderOfItsSpine) {
  Result<Page> page = read_bytes(
      zip({{"mimetype", "application/epub+zip"},
           {"META-INF/container.xml", "<container/>"},
           {"OPS/p.opf",
            "<package><metadata><title>Talks</title></metadata><manifest><item id='b' href='2.xhtml'/><item id='a' "
            "href='1.xhtml'/>"
            "</manifest><spine><itemref idref='a'/><itemref idref='b'/></spine></package>"},
           {"OPS/1.xhtml",
            "<html><head><title>no</title></head><body><h2>One</h2><p>First <i>words</i>.</p></body></html>"},
           {"OPS/2.xhtml", "<html><body><p>More words.</p></body></html>"}}));
  ASSERT_TRUE(page) << page.error().message();
  EXPECT_EQ(page->text, "One\n\nFirst words.\n\nMore words.");
}

TEST(Office, Rtf) {
  Result<Page> page = read_bytes(
      "{\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0 Arial;}}{\\info{\\title no}}\\b \\'c2\\'ee\\'ef\\'f0\\'ee\\'f1:\\b0  "
      "\\u1044?\\'e0.\\par "
      "{\\i Caf\\u233\\'3f}\\emdash  yes\\par}");
  ASSERT_TRUE(page) << page.error().message();
  EXPECT_EQ(page->text, "Вопрос: Да.\n\nCafé— yes");
  EXPECT_EQ(page->blocks[0].styles[0].style, Style::bold);
}

TEST(Office, BombsAndBrokenFilesMeetErrors) {
  EXPECT_EQ(read_bytes(zip({{"a.txt", "hello"}})).error().kind, Error::Kind::unsupported);
  std::string good =
      zip({{"word/document.xml", "<w:document><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>"}});
  for (std::size_t cut = 4; cut < good.size(); cut += 5) (void)read_bytes(good.substr(0, cut));
  EXPECT_FALSE(read_bytes(zip({{"word/document.xml", "<w:document><w:p>"}})));
  EXPECT_FALSE(read_bytes(zip({{"word/document.xml", "<!DOCTYPE d [<!ENTITY a 'b'>]><w:document>&a;</w:document>"}})));

  Source bomb;
  bomb.name = "bomb.docx";
  bomb.bytes = zip({{"word/document.xml", std::string(900'000, ' ')}});
  Limits small;
  small.inflated_bytes = 100'000;
  EXPECT_EQ(read(bomb, small).error().kind, Error::Kind::too_large);

  std::string deep = "{\\rtf1 ";
  deep += std::string(200'000, '{');
  EXPECT_EQ(read_bytes(deep).error().kind, Error::Kind::too_large);
  EXPECT_FALSE(read_bytes("{\\rtf1 {\\pict 00ff}}"));
  (void)read_bytes("{\\rtf1 \\u\\'\\bin999999999 \\");
}

TEST(Office, CorpusIsReadWithEveryByteInABlock) {
  for (const std::string& file : files_below(test_data() + "/corpus", {".docx", ".doc"})) {
    Result<Page> page = read_bytes(*read_file(file, 1 << 30), file);
    ASSERT_TRUE(page) << page.error().message();
    EXPECT_EQ(faults_text(*page), "") << file;
    EXPECT_GT(page->text.size(), 5'000u) << file;
  }
}

}  // namespace
}  // namespace stenogram::capture
