// What each member of a family has that no other member carries.
//
// Reads the members' documents and lays each beside the others (the kMostBeside fullest
// ones). Translations are not held against words of another language. Any thread.
#pragma once
#include <cstdint>
#include <vector>

#include "stenogram/base/result.h"
#include "stenogram/corpus/families.h"

namespace stenogram::reuse {

inline constexpr std::size_t kMostBeside = 12;

struct Unique {
  std::uint64_t words = 0;           // carried by no other member
  std::vector<std::uint32_t> turns;  // n of turns that are mostly such words, five or more
};

// One for each member, in the family's order.
Result<std::vector<Unique>> unique_of(const corpus::Shelf& shelf, const corpus::Family& family);

}  // namespace stenogram::reuse
