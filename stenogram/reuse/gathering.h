// From matches between two transcripts to what is shared, each once, with all who share it.
//
// Stretches of one document that are nearly the same stretch are one place; matches join
// places, and what hangs together is one passage. What many places share came as
// formulas already: those that stand at the same places (the beginning of a phrase and
// its end, a longer wording and a shorter) become one; a match that lies within a formula
// on both sides says nothing new, and one with a formula on one side only brings a
// further wording of it.
//
// Memory: about 100 bytes a match and 40 a place of a formula. One thread.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "stenogram/reuse/seeds.h"

namespace stenogram::reuse {

// Shared runs of words, with their places.
struct Gathered {
  struct Object {
    std::uint64_t first = 0, end = 0;  // into `members`
    bool many = false;                 // came as a formula
    // Of its best match, where it is made of matches.
    std::uint32_t kept = 0, changed = 0;
  };
  std::vector<Object> objects;
  std::vector<Stretch> members;  // of each object in order of place, none overlapping
  std::span<const Stretch> members_of(const Object& object) const {
    return std::span(members).subspan(object.first, object.end - object.first);
  }
};

Gathered gather(std::vector<Match> matches, std::vector<std::vector<Stretch>> formulas);

}  // namespace stenogram::reuse
