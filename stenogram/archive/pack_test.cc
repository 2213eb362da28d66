#include "stenogram/archive/pack.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <xxhash.h>

#include <cstring>
#include <fstream>

namespace stenogram::archive {
namespace {

namespace fs = std::filesystem;

class PackTest : public ::testing::Test {
 protected:
  PackTest() {
    folder_ = fs::temp_directory_path() / ("pack_test." + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~PackTest() override { fs::remove_all(folder_); }

  fs::path file(const std::string& name, const std::string& bytes) {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return folder_ / name;
  }
  // A pack of two parts, its bytes.
  std::string made() {
    fs::path out = folder_ / "made.stpack";
    fs::remove(out);
    std::vector<Pack::Input> inputs{{"record.sqlite", file("r", std::string(5000, 'r'))},
                                    {"segments/000001.seg", file("s", "words")}};
    Status written = Pack::write(out, inputs, no_progress());
    EXPECT_TRUE(written) << written.error().message();
    std::ifstream in(out, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  // With the table's checksum made good again.
  static std::string with_checksum(std::string bytes) {
    std::uint64_t checksum = XXH3_64bits(bytes.data(), 16 + 2 * 72);
    std::memcpy(bytes.data() + 16 + 2 * 72, &checksum, 8);
    return bytes;
  }

  fs::path folder_;
};

TEST_F(PackTest, GivesBackWhatWentIn) {
  made();
  Result<Pack> pack = Pack::open(folder_ / "made.stpack");
  ASSERT_TRUE(pack) << pack.error().message();
  ASSERT_EQ(pack->parts().size(), 2u);
  Result<MappedFile> record = pack->part(Pack::kRecord), segment = pack->part("segments/000001.seg");
  ASSERT_TRUE(record && segment);
  EXPECT_EQ(record->bytes(), std::string(5000, 'r'));
  EXPECT_EQ(segment->bytes(), "words");
  for (const Pack::Part& part : pack->parts()) EXPECT_TRUE(pack->prove(part));
  EXPECT_FALSE(pack->part("segments/000002.seg"));
}

TEST_F(PackTest, NeverTakesThePlaceOfAFile) {
  made();
  EXPECT_FALSE(Pack::write(folder_ / "made.stpack", {{"record.sqlite", folder_ / "r"}}, no_progress()));
}

TEST_F(PackTest, AnyByteOfTheTableAndAnyCutIsNoticed) {
  std::string whole = made();
  for (std::size_t at = 0; at < 16 + 2 * 72 + 8; ++at) {
    std::string bytes = whole;
    bytes[at] = char(bytes[at] ^ 0x55);
    EXPECT_FALSE(Pack::open(file("changed", bytes))) << at;
  }
  for (std::size_t size : {0, 1, 7, 15, 16, 100, 167, 4096, 8191, 9096, 12292})
    EXPECT_FALSE(Pack::open(file("cut", whole.substr(0, size)))) << size;
}

// What a stranger could write, with a good checksum.
TEST_F(PackTest, NoPartLeavesTheFileOrTheFolder) {
  std::string whole = made();
  ASSERT_TRUE(Pack::open(file("same", with_checksum(whole))));
  auto with_name = [&](const std::string& name) {
    std::string bytes = whole;
    std::memset(bytes.data() + 16 + 72, 0, 48);
    std::memcpy(bytes.data() + 16 + 72, name.data(), name.size());
    return with_checksum(bytes);
  };
  for (const char* name :
       {"../x", "segments/../x", "segments/", "segments/.x", "segments/a/b", "record.sqlite", "x", ""})
    EXPECT_FALSE(Pack::open(file("named", with_name(name)))) << name;
  for (auto [offset, size] : {std::pair<std::uint64_t, std::uint64_t>{8192, 1u << 30},
                              {1u << 30, 1},
                              {4097, 1},
                              {~0ull - 4095, 8192},
                              {8192, ~0ull}}) {
    std::string bytes = whole;
    std::memcpy(bytes.data() + 16 + 72 + 48, &offset, 8);
    std::memcpy(bytes.data() + 16 + 72 + 56, &size, 8);
    EXPECT_FALSE(Pack::open(file("placed", with_checksum(bytes)))) << offset << " " << size;
  }
}

TEST_F(PackTest, AChangedPartFailsItsProof) {
  std::string bytes = made();
  bytes.back() ^= 1;
  Result<Pack> pack = Pack::open(file("changed", bytes));
  ASSERT_TRUE(pack);
  EXPECT_TRUE(pack->prove(pack->parts()[0]));
  EXPECT_FALSE(pack->prove(pack->parts()[1]));
}

}  // namespace
}  // namespace stenogram::archive
