// Words of an article that stand in the record without standing in quotation marks: runs of
// eight words and more, as search compares words. What is copied is told, not judged.
//
// Any thread. About one lookup of the index for each word outside of quotation marks.
#pragma once
#include <vector>

#include "stenogram/base/result.h"
#include "stenogram/capture/page.h"
#include "stenogram/check/quotations.h"
#include "stenogram/corpus/passages.h"

namespace stenogram::check {

inline constexpr std::size_t kUnmarkedWords = 8;

struct UnmarkedPlace {
  std::string transcript, name;  // id; of the capture
  std::uint32_t turn = 0;
  ByteSpan span;  // of its page
  InCapture source;
  std::string address;
  std::optional<std::string> speaker;
  std::string date;
  std::string text;
};

struct Unmarked {
  ByteSpan span;  // of the article's page
  InCapture source;
  std::string text;
  std::uint64_t words = 0;
  std::uint64_t places = 0;          // where they stand in the record
  std::vector<UnmarkedPlace> shown;  // the first of them
};

// In the order of the article, apart from one another and as long as they can be.
Result<std::vector<Unmarked>> find_unmarked(const capture::Page& article,
                                            const std::vector<ArticleQuotation>& quotations,
                                            const corpus::Passages& record, std::size_t most_places = 5);

}  // namespace stenogram::check
