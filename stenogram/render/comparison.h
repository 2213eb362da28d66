// Two copies side by side: as JSON, for a terminal, as one self-contained HTML
// page, and as TEI with an apparatus.
//
// The documents are those that were compared, passed through reuse::with_turns. Words of
// captures are data everywhere: inert on a terminal, text in HTML and XML. Pure; any
// thread.
#pragma once
#include <string>

#include "stenogram/corpus/document.h"
#include "stenogram/render/json.h"
#include "stenogram/reuse/comparison.h"

namespace stenogram::render {

struct Compared {
  const corpus::Document& a;
  const corpus::Document& b;
  const reuse::Comparison& comparison;
};

// One line: {"type":"comparison","a":ID,"b":ID,"counts":…,"heading":[…],"turns":[{"a":[n…],
// "b":[n…],"pairing",…,"changes":[…]}],"bytes":…}. Spans are bytes of either page.
std::string comparison_json(const Compared& compared);
// What differs; turns that do not are counted. `all` shows them too.
std::string comparison_text(const Terminal& terminal, const Compared& compared, bool all);
std::string comparison_html(const Compared& compared);
std::string comparison_tei(const Compared& compared);

// The address of a stretch of a page: "ID#7:120-245" where it lies within a turn.
std::string address_of(const corpus::Document& document, ByteSpan span);

// What the pieces of one side add up to, by weight.
struct ByteCounts {
  std::uint64_t all = 0, blank = 0;
  std::uint64_t of[6] = {};  // by reuse::Weight
};
ByteCounts byte_counts(const std::vector<reuse::Piece>& pieces);

}  // namespace stenogram::render
