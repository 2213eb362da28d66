// What an archive holds of a claimed speaker and of a claimed day, so that "not found" can
// say whether there was anything to be found in.
//
// Names, and days, are read from the record when they are first asked for, and kept. One thread.
#pragma once
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "stenogram/archive/archive.h"
#include "stenogram/check/verdict.h"

namespace stenogram::check {

struct Held {
  std::optional<std::uint64_t>
      of_speaker;                  // transcripts in which one whom the claim fits speaks; absent where none is claimed
  std::vector<std::string> names;  // of those who fit, most frequent first
  std::optional<std::uint64_t> of_day;  // transcripts dated as claimed; absent where no date is
};

class Coverage {
 public:
  explicit Coverage(archive::Archive& record) : record_(record) {}
  Result<Held> of(const Quotation& quotation);

 private:
  archive::Archive& record_;
  std::optional<std::vector<std::pair<std::string, std::uint64_t>>>
      speakers_;                                                            // name, transcripts; most frequent first
  std::optional<std::vector<std::pair<std::string, std::uint64_t>>> days_;  // of event or publication, transcript
  std::unordered_map<std::string, Held> known_;                             // by claimed speaker
};

}  // namespace stenogram::check
