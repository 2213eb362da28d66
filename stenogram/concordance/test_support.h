// What the tests of this room share: documents in a few characters, segments made from
// them in a folder that goes away, and a disk that fails when told to.
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "stenogram/concordance/index.h"
#include "stenogram/concordance/segment.h"

namespace stenogram::concordance {

// One utterance is words between blanks; a document is utterances.
using Utterances = std::vector<std::string>;

struct TestDocument {
  DocumentNumber number = 0;
  Utterances utterances;
  std::int32_t date = kUndated;
  std::string language = "en";
};

inline std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

inline std::string numbered(std::string name, std::uint64_t number) { return name.append(std::to_string(number)); }

// A word stands where it would if the utterances were lines of a page. One that ends in a
// hyphen is broken there, and goes on in the next.
inline void add(SegmentBuilder& builder, const TestDocument& document) {
  builder.begin_document({document.number, document.date, document.language});
  std::uint32_t at = 0, turn = 0;
  for (const std::string& utterance : document.utterances) {
    builder.begin_utterance({.turn = ++turn, .speaker = turn % 2, .kind = std::uint8_t(turn % 2)});
    bool broken = false;
    for (std::string word : split(utterance)) {
      bool breaks = word.ends_with('-');
      if (breaks) word.pop_back();
      builder.add_word(word, at, at + std::uint32_t(word.size()));
      if (broken) builder.join_words();
      broken = breaks;
      at += std::uint32_t(word.size()) + 1;
    }
  }
}

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "concordance_test.XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }
  std::size_t files() const { return std::size_t(std::distance(std::filesystem::directory_iterator(path_), {})); }

 private:
  std::filesystem::path path_;
};

// The disk without the waiting: nothing here needs to survive a power cut.
class HastyDisk : public FileSystem {
 public:
  Result<std::unique_ptr<OutputFile>> create(const std::filesystem::path& path) override {
    auto file = disk().create(path);
    if (!file) return file.error();
    return std::unique_ptr<OutputFile>(new File(std::move(*file)));
  }
  Status rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
    return disk().rename(from, to);
  }
  Status sync_folder(const std::filesystem::path&) override { return {}; }
  void remove(const std::filesystem::path& path) override { disk().remove(path); }

 private:
  struct File : OutputFile {
    explicit File(std::unique_ptr<OutputFile> inner) : file(std::move(inner)) {}
    Status write(std::string_view bytes) override { return file->write(bytes); }
    Status sync() override { return {}; }
    std::unique_ptr<OutputFile> file;
  };
};

inline FileSystem& hasty_disk() {
  static HastyDisk hasty;
  return hasty;
}

inline std::shared_ptr<const Segment> build(const std::filesystem::path& path,
                                            const std::vector<TestDocument>& documents) {
  SegmentBuilder builder;
  for (const TestDocument& document : documents) add(builder, document);
  Status written = builder.write(path, hasty_disk());
  EXPECT_TRUE(written) << (written ? "" : written.error().message());
  auto segment = Segment::open(path);
  EXPECT_TRUE(segment) << (segment ? "" : segment.error().message());
  return segment ? *segment : nullptr;
}

// Documents of words drawn from the first `kinds` letters, the first ones oftener.
inline std::vector<TestDocument> random_documents(std::mt19937& random, std::size_t many, int kinds,
                                                  std::size_t longest, DocumentNumber first = 1) {
  std::vector<TestDocument> documents;
  for (std::size_t i = 0; i < many; ++i) {
    TestDocument document{first + i, {}, std::int32_t(random() % 400), "en"};
    for (std::size_t u = random() % 6; u-- > 0;) {
      std::string utterance;
      for (std::size_t w = random() % (longest + 1); w-- > 0;) {
        int word = int(std::min(random() % unsigned(kinds), random() % unsigned(kinds)));
        utterance += word < 26 ? std::string(1, char('a' + word)) : numbered("w", std::uint64_t(word));
        utterance += ' ';
      }
      document.utterances.push_back(utterance);
    }
    documents.push_back(document);
  }
  return documents;
}

// Some of their words broken at a line's end, with the next.
inline void break_words(std::mt19937& random, std::vector<TestDocument>& documents) {
  for (TestDocument& document : documents)
    for (std::string& utterance : document.utterances) {
      std::string broken;
      for (const std::string& word : split(utterance)) broken += word + (random() % 5 == 0 ? "- " : " ");
      utterance = broken;
    }
}

// Fails the n-th operation asked of it, counting from 0, and all after it, as a machine
// that is going down does; `failing` says what the first of them was.
class FailingDisk : public FileSystem {
 public:
  explicit FailingDisk(int fail_at) : left_(fail_at) {}
  std::string failing;

  Result<std::unique_ptr<OutputFile>> create(const std::filesystem::path& path) override {
    if (fails("create")) return Error::io(path.string(), "refused to create");
    auto file = disk().create(path);
    if (!file) return file.error();
    return std::unique_ptr<OutputFile>(new File(*this, std::move(*file)));
  }
  Status rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
    if (fails("rename")) return Error::io(to.string(), "refused to rename");
    return disk().rename(from, to);
  }
  Status sync_folder(const std::filesystem::path& folder) override {
    if (fails("sync_folder")) return Error::io(folder.string(), "refused to sync");
    return disk().sync_folder(folder);
  }
  void remove(const std::filesystem::path& path) override { disk().remove(path); }

 private:
  struct File : OutputFile {
    File(FailingDisk& owner, std::unique_ptr<OutputFile> inner) : disk(owner), file(std::move(inner)) {}
    Status write(std::string_view bytes) override {
      if (disk.fails("write")) {
        (void)file->write(bytes.substr(0, bytes.size() / 2));
        return Error::io("", "no space left");
      }
      return file->write(bytes);
    }
    Status sync() override {
      if (disk.fails("sync")) return Error::io("", "refused to sync");
      return file->sync();
    }
    FailingDisk& disk;
    std::unique_ptr<OutputFile> file;
  };
  bool fails(const char* what) {
    if (left_-- > 0) return false;
    if (failing.empty()) failing = what;
    return true;
  }
  int left_;
};

}  // namespace stenogram::concordance
