// Lines in context: putting matches into the order in which people read them, and
// choosing some of many.
//
// Pure functions of an Index; any thread. Order by date is order by the documents'
// dates, which Index::place names; order by speaker's name is the caller's to make.
#pragma once
#include <cstdint>
#include <vector>

#include "stenogram/concordance/index.h"

namespace stenogram::concordance {

// By the words after the match, or by those before it read leftward, to `depth` words;
// then by place. The ends of an utterance come before any word. Words compare by the
// bytes of their search keys. 100,000 lines take well under 0.1 s.
void sort_by_right(const Index& index, std::vector<Match>& matches, std::uint32_t depth = 32);
void sort_by_left(const Index& index, std::vector<Match>& matches, std::uint32_t depth = 32);
// Documents without a date last; within a day by place.
void sort_by_date(const Index& index, std::vector<Match>& matches);

// `many` of the matches, each set equally likely, the same for the same seed on every
// machine; they keep their order.
std::vector<Match> sample(const std::vector<Match>& matches, std::size_t many, std::uint64_t seed);

// Up to `left` words before and `right` words after the match within its utterance;
// the match itself included.
Match widen(const Index& index, const Match& match, std::uint32_t left, std::uint32_t right);

}  // namespace stenogram::concordance
