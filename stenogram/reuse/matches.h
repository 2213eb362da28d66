// A match: a run of words in one transcript laid beside a run in another, equal but for
// small changes. Each run stays within one utterance.
#pragma once
#include <compare>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <mutex>
#include <vector>

#include "stenogram/base/result.h"
#include "stenogram/concordance/segment.h"

namespace stenogram::reuse {

using concordance::Position;

// Documents are a Territory's; a_document < b_document. In order of them, then of place.
struct Match {
  std::uint32_t a_document = 0, b_document = 0;
  Position a_begin = 0, b_begin = 0;
  std::uint32_t a_words = 0, b_words = 0;
  // Words that are the same on both sides, words replaced, dropped or added, and the
  // longest run without a change; each at most kMost.
  std::uint16_t kept = 0, changed = 0, longest = 0;
  std::uint16_t parts = 1;  // matches that were joined in it
  static constexpr std::uint32_t kMost = 0xffff;

  Position a_end() const { return a_begin + a_words; }
  Position b_end() const { return b_begin + b_words; }
  auto operator<=>(const Match&) const = default;
};

// Where many matches wait until all of one pair of transcripts can be looked at
// together: in memory up to a limit, beyond it in files that nobody else sees and that
// are gone with the store. Kept in parts by the first document, so that each part can be
// sorted alone. add() from any thread; the rest from one, once all is added.
class MatchStore {
 public:
  // `memory` is in bytes, about.
  MatchStore(std::uint32_t documents, std::uint64_t memory);
  ~MatchStore();

  Status add(const std::vector<Match>& matches);
  std::uint64_t size() const { return size_; }
  std::uint64_t spilled() const { return spilled_; }  // of them in files

  std::size_t parts() const { return parts_.size(); }
  // A part's matches, sorted, each once. The store forgets them. Different parts may be
  // taken by different threads at once.
  Result<std::vector<Match>> take(std::size_t part);

 private:
  struct Part {
    std::vector<Match> held;
    std::FILE* file = nullptr;
    std::uint64_t in_file = 0;
  };
  Status spill(Part& part);

  std::mutex mutex_;
  std::vector<Part> parts_;
  std::uint32_t documents_a_part_;
  std::uint64_t most_held_, held_ = 0, size_ = 0, spilled_ = 0;
};

}  // namespace stenogram::reuse
