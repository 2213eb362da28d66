// Comparing what is too long for one table.
//
// A quotation of a megabyte beside a speech of a megabyte would need a table of 10^10
// cells. But long texts that are alike share long phrases which occur once in each;
// those pin the two sides together, and between two pins little is left. Pins are the
// longest increasing chain of unique common phrases (the idea of patience diff), tried
// with long phrases first and shorter ones inside the gaps that remain too large.
#pragma once
#include "stenogram/align/table.h"

namespace stenogram::align {

// Appends the runs of `box` in order: one table where it fits, a chain of them where
// it does not.
void chain(const Problem& problem, const Box& box, std::vector<Run>& runs);

}  // namespace stenogram::align
