// Which transcripts stand together as one interview, given the links between pairs.
//
// One link is evidence about two pages, not about all that hangs on them. A page into
// which an answer of another interview was copied carries most of a short excerpt of that
// other, and a compilation carries two interviews whole; were families whatever links
// connect, either would make one of two. So links are taken in the order of what they can
// prove:
//
//   1  what people have joined
//   2  pages that carry most of one another. Groups join if the link is nearly whole or
//      half of their members agree
//   3  a page that another carries goes, with those that are as full as itself, to the one
//      group that carries most of it; among equals to where most pages carry it. Two whose
//      headings contradict one another (other days, other people) are not parts of one page:
//      the page keeps the longer
//   4  pages that overlap, where neither holds the other: if nothing fuller of either is there
//   5  translations, the surest first; two groups that have both languages already stay two
//
// What people have split stays apart throughout. The order in which captures came makes no
// difference. Pure; about linear in the links. (Clustering with average linkage asks for the
// like support: Manning, Raghavan and Schütze, 2008, ch. 17.)
#pragma once
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "stenogram/archive/archive.h"

namespace stenogram::corpus {

using DocumentPair = std::pair<archive::TranscriptNumber, archive::TranscriptNumber>;

// What a page says of itself that can contradict another.
struct Announced {
  std::string event_date;  // ISO 8601, empty where none is printed
  std::string language;
  std::vector<std::string> people;  // names of its speakers
};

// Whether the two cannot be parts of one interview: events more than a day apart, or
// named people of whom no two share a word of their names.
bool contradict(const Announced& a, const Announced& b);

// Groups of two and more; members ascend, groups by their first. `announced` is asked for
// few of them, and its answers live as long as the call.
std::vector<std::vector<archive::TranscriptNumber>> kin(
    const std::vector<archive::CopyRow>& links, const std::vector<DocumentPair>& joined,
    const std::vector<DocumentPair>& apart,
    const std::function<const Announced&(archive::TranscriptNumber)>& announced);

}  // namespace stenogram::corpus
