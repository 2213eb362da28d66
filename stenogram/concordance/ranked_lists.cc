#include "stenogram/concordance/ranked_lists.h"

namespace stenogram::concordance {
namespace {

// Scores are rounded a few times on their way, so bounds stand a little above them.
constexpr double kSlack = 1 + 1e-12;

}  // namespace

void Leaf::bound(const Lengths& lengths) {
  const double most = weight * (kOne + 1) * kSlack;
  for (std::uint32_t count = 0; count + 1 < by_count_.size(); ++count)
    by_count_[count] = score(count, lengths.of(count)) * kSlack;
  by_count_.back() = most;
  std::uint32_t least = 1;  // occurrences in this class
  for (std::size_t i = 0; i < by_class_.size(); ++i) {
    const std::uint32_t occurrences = kMostOccurrences[i];
    for (std::size_t level = 0; level < kLeastWords.size(); ++level)
      by_class_[i][level] = i + 1 == by_class_.size()
                                ? most
                                : score(occurrences, lengths.of(std::max(kLeastWords[level], least))) * kSlack;
    by_class_[i][kNoUtterance] = 0;
    least = occurrences + 1;
  }
}

double Leaf::best_below(const List& list, std::uint64_t end) const {
  if (list.at_end() || list.utterance() >= end) return 0;
  const Segment::Postings* postings = list.postings();
  if (!postings) {
    if (list.most_occurrences() >= by_count_.size()) return by_count_.back();
    return *std::max_element(by_count_.begin(), by_count_.begin() + list.most_occurrences() + 1);
  }
  double best = 0;
  for (std::uint32_t block = postings->block(); block < postings->blocks(); ++block) {
    best = std::max(best, best_in(postings->bounds_of(block)));
    if (postings->blocks() == 1 || std::uint64_t(postings->last_of(block)) + 1 >= end) break;
  }
  return best;
}

}  // namespace stenogram::concordance
