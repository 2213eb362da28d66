#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>

#include "stenogram/base/byte_set.h"
#include "stenogram/base/file.h"
#include "stenogram/base/hash.h"
#include "stenogram/base/result.h"
#include "stenogram/base/table.h"

namespace stenogram {
namespace {

std::filesystem::path scratch() {
  std::string pattern = (std::filesystem::temp_directory_path() / "stenogram-XXXXXX").string();
  return ::mkdtemp(pattern.data());
}

TEST(Error, SaysWhereWhatAndWhatToTry) {
  EXPECT_EQ(Error::damaged("hearings/7.seg", "shorter than its header", "rebuild with `stenogram verify --rebuild`")
                .message(),
            "hearings/7.seg: damaged: shorter than its header; "
            "rebuild with `stenogram verify --rebuild`");
  EXPECT_EQ(Error::system("nowhere.txt", ENOENT).message(), "nowhere.txt: not found: No such file or directory");
}

TEST(Hash, IsTheStandardOne) {
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(File, IsWrittenWholeAndReadBack) {
  std::filesystem::path folder = scratch();
  ASSERT_TRUE(write_file_durably(folder / "a", "first"));
  ASSERT_TRUE(write_file_durably(folder / "a", "second"));
  EXPECT_EQ(*read_file(folder / "a", 100), "second");
  Result<MappedFile> mapped = MappedFile::open(folder / "a");
  ASSERT_TRUE(mapped);
  EXPECT_EQ(mapped->bytes(), "second");
  EXPECT_FALSE(std::filesystem::exists(folder / "a.writing"));
  std::filesystem::remove_all(folder);
}

TEST(File, RefusalsNameTheFile) {
  std::filesystem::path folder = scratch();
  EXPECT_EQ(read_file(folder, 100).error().kind, Error::Kind::unreadable);
  EXPECT_EQ(MappedFile::open(folder / "absent").error().kind, Error::Kind::not_found);
  std::ofstream(folder / "big") << std::string(101, 'x');
  EXPECT_EQ(read_file(folder / "big", 100).error().kind, Error::Kind::too_large);
  std::ofstream(folder / "empty");
  EXPECT_EQ(MappedFile::open(folder / "empty")->bytes(), "");
  std::filesystem::remove_all(folder);
}

// Beside the walk byte by byte: every byte at every place of buffers around sixteen long.
TEST(ByteSet, FindsWhatAWalkFinds) {
  const auto walk = [](const char* begin, const char* end, auto is) { return std::find_if(begin, end, is); };
  const auto stops = [](char c) { return c == '.' || c == '\n' || std::uint8_t(c) == 0xE2; };
  const auto wide = [](char c) { return c == '.' || std::uint8_t(c) >= 0x80; };
  for (std::size_t size = 0; size <= 50; ++size)
    for (std::size_t at = 0; at <= size; ++at)
      for (int byte = 0; byte < 256; ++byte) {
        std::string text(size, 'x');
        if (at < size) text[at] = char(byte);
        if (at + 2 < size) text[at + 2] = '.';
        const char *begin = text.data(), *end = begin + size;
        ASSERT_EQ((find_byte<Wide::no, '.', '\n', 0xE2>(begin, end)), walk(begin, end, stops));
        ASSERT_EQ((find_byte<Wide::yes, '.'>(begin, end)), walk(begin, end, wide));
        // What stands behind the end is not looked at.
        const char* cut = begin + std::min(at, size);
        ASSERT_EQ((find_byte<Wide::yes, '.'>(begin, cut)), cut);
      }
}

TEST(Table, HasSectionsRowsAndColumns) {
  auto sections = parse_table("# roles\nlone\n[en]\nq\tquestion  asked of\r\n\n[fr vide]\n");
  ASSERT_EQ(sections.size(), 3u);
  EXPECT_EQ(sections[0].rows[0].columns[0], "lone");
  EXPECT_EQ(sections[1].name, "en");
  ASSERT_EQ(sections[1].rows[0].columns.size(), 3u);
  EXPECT_EQ(sections[1].rows[0].columns[2], "asked of");
  EXPECT_TRUE(sections[2].rows.empty());
}

}  // namespace
}  // namespace stenogram
