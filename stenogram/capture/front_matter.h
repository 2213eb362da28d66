// YAML front matter: the lines between two `---` at the head of a Markdown file. Only
// what front matter uses: keys with a scalar, quoted or not, folded over lines or not,
// or a list of scalars.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/span.h"

namespace stenogram::capture {

struct FrontMatterEntry {
  std::string_view key;
  ByteSpan lines;  // of the text, first to last line of the entry, trimmed
  struct Value {
    std::string text;  // quotation marks, escapes and folding undone
    ByteSpan span;     // of the text, as written, without quotation marks
  };
  std::vector<Value> values;
};

struct FrontMatter {
  std::vector<FrontMatterEntry> entries;
  std::size_t end = 0;  // where the text goes on, after the closing line
};

// The front matter `text` begins with; `end` 0 where there is none. The views live as
// long as `text`. Pure.
FrontMatter front_matter_of(std::string_view text);

}  // namespace stenogram::capture
