#include "stenogram/check/coverage.h"

#include <algorithm>
#include <map>
#include <set>

#include "stenogram/check/passage.h"
#include "stenogram/people/names.h"

namespace stenogram::check {

constexpr std::size_t kMostNames = 3;

Status Coverage::read() {
  if (read_) return {};
  Result<std::vector<archive::TranscriptRow>> rows = record_.transcripts();
  if (!rows) return rows.error();
  std::map<std::string, std::uint64_t> counts;
  for (const archive::TranscriptRow& row : *rows) {
    if (row.event_date) days_.push_back(*row.event_date);
    if (row.publication_date && row.publication_date != row.event_date) days_.push_back(*row.publication_date);
    Result<std::vector<std::string>> names = record_.speakers_of(row.number);
    if (!names) return names.error();
    std::set<std::string> once(names->begin(), names->end());
    for (const std::string& name : once) ++counts[name];
  }
  speakers_.assign(counts.begin(), counts.end());
  std::stable_sort(speakers_.begin(), speakers_.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  read_ = true;
  return {};
}

Result<Held> Coverage::of(const Quotation& quotation) {
  if (!quotation.speaker && !quotation.date) return Held();
  if (Status done = read(); !done) return done.error();
  Held held;
  if (quotation.speaker) {
    auto [known, fresh] = known_.try_emplace(*quotation.speaker);
    if (fresh) {
      people::Claim claim(*quotation.speaker);
      known->second.of_speaker = 0;
      for (const auto& [name, transcripts] : speakers_) {
        if (claim.fits(name) == people::Fit::none) continue;
        *known->second.of_speaker += transcripts;
        if (known->second.names.size() < kMostNames) known->second.names.push_back(name);
      }
    }
    held = known->second;
  }
  if (quotation.date)
    held.of_day = std::uint64_t(std::count_if(days_.begin(), days_.end(), [&](const std::string& day) { return date_fits(*quotation.date, day); }));
  return held;
}

}  // namespace stenogram::check
