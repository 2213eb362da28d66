// Copies of one interview shown together.
#pragma once
#include <cstddef>
#include <vector>

#include "stenogram/check/verdict.h"

namespace stenogram::check {

// The order in which to show passages that stand best first: each is followed by those
// of other transcripts that print the same words around it, or answer the same question
// where they are a whole answer; they are copies of one interview. Linear.
std::vector<std::size_t> copies_together(const std::vector<const Passage*>& passages);

}  // namespace stenogram::check
