#include "stenogram/check/coverage.h"

#include <algorithm>
#include <set>

#include "stenogram/check/passage.h"
#include "stenogram/people/names.h"

namespace stenogram::check {

constexpr std::size_t kMostNames = 3;

Result<Held> Coverage::of(const Quotation& quotation) {
  if (!quotation.speaker && !quotation.date) return Held();
  Held held;
  if (quotation.speaker) {
    if (!speakers_) {
      auto names = record_.name_counts();
      if (!names) return names.error();
      speakers_ = std::move(*names);
      std::stable_sort(speakers_->begin(), speakers_->end(),
                       [](const auto& a, const auto& b) { return a.second > b.second; });
    }
    auto [known, fresh] = known_.try_emplace(*quotation.speaker);
    if (fresh) {
      people::Claim claim(*quotation.speaker);
      known->second.of_speaker = 0;
      for (const auto& [name, transcripts] : *speakers_) {
        if (claim.fits(name) == people::Fit::none) continue;
        *known->second.of_speaker += transcripts;
        if (known->second.names.size() < kMostNames) known->second.names.push_back(name);
      }
    }
    held = known->second;
  }
  if (quotation.date) {
    if (!days_) {
      auto days = record_.days();
      if (!days) return days.error();
      days_ = std::move(*days);
    }
    std::set<std::uint64_t> transcripts;  // whose event or publication it was
    for (const auto& [day, transcript] : *days_)
      if (date_fits(*quotation.date, day)) transcripts.insert(transcript);
    held.of_day = transcripts.size();
  }
  return held;
}

}  // namespace stenogram::check
