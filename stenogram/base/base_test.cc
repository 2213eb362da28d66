#include <gtest/gtest.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>

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
  EXPECT_EQ(Error::damaged("hearings/7.seg", "shorter than its header",
                           "rebuild with `stenogram verify --rebuild`").message(),
            "hearings/7.seg: damaged: shorter than its header; "
            "rebuild with `stenogram verify --rebuild`");
  EXPECT_EQ(Error::system("nowhere.txt", ENOENT).message(),
            "nowhere.txt: not found: No such file or directory");
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
