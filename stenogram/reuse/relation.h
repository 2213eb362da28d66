// Whether two transcripts are of one interview, and which is a copy of which.
//
// Judged by words: what part of each the other carries, in what order, and whether the
// questions come along with the answers. A speaker who says the same things all day
// shares formulas between interviews, but not the questions and not their order; that,
// and dates that contradict, keep such interviews apart.
//
// Pure; any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/reuse/blocks.h"
#include "stenogram/reuse/said.h"

namespace stenogram::reuse {

enum class Relation : std::uint8_t { repost, excerpt, edition, translation, recording };
std::string_view name_of(Relation relation);
std::optional<Relation> relation_named(std::string_view name);

// What the page says of a transcript, beside its words.
struct Look {
  std::string language;
  std::string event_date, publication_date;  // ISO 8601, empty where not printed
  std::string url, title;
  std::vector<std::string> people;  // names
  bool excerpt = false;             // it says so
  bool recorded = false;            // captions, or words as a recogniser leaves them
};
Look look_of(const corpus::Document& document);

// The two sides laid beside one another.
struct SharedWords {
  std::vector<Block> blocks;  // `a` is the later
  Coverage later, earlier;
  double in_order = 0;
};
SharedWords shared_between(const Said& later, const Said& earlier);

// Whether it is worth asking what the pages say: cheap, and wide.
bool may_be_copies(const Said& later, const Said& earlier, const SharedWords& shared);

struct Finding {
  Relation relation = Relation::repost;
  bool earlier_derived = false;  // the earlier is the copy
  double certainty = 0;          // 0 to 1
  std::string evidence;          // JSON
};

// Nothing where they are not of one interview. `forced`: somebody has decided that they
// are, so only the relation is asked for.
std::optional<Finding> relation_between(const Said& later, const Look& later_look, const Said& earlier,
                                        const Look& earlier_look, const SharedWords& shared, bool forced = false);

// "same", "near" (within a week: of publication and event), "differ" or "unknown".
std::string_view dates_between(const Look& a, const Look& b);

}  // namespace stenogram::reuse
