// Lines of a text, whatever ends them: LF, CR LF, CR alone, form feed, NEL, and the
// line and paragraph separators of Unicode.
#pragma once
#include <string_view>

#include "stenogram/base/span.h"

namespace stenogram::capture {

// Walks the lines of `text` from `at`; a last line without an end counts if it has
// bytes. The view must outlive the walk. A plain loop over bytes, told apart by a
// table, because this is half of what reading plain text costs.
class Lines {
 public:
  explicit Lines(std::string_view text, std::size_t at = 0) : text_(text), at_(at) {}

  // False at the end. Otherwise `line` is the next line without its end.
  bool next(ByteSpan& line);
  // Where the next line begins: after the end mark of the last one.
  std::size_t at() const { return at_; }

 private:
  std::string_view text_;
  std::size_t at_;
};

}  // namespace stenogram::capture
