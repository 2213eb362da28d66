// Puts together a page whose words have no place in the capture that bytes could name:
// office documents, compressed or encoded. (PageBuilder is for text that has one.)
//
// begin() a block, words() and line_break() inside, end(). Blocks without words vanish;
// white space is one blank. Not for several threads.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/capture/page.h"

namespace stenogram::capture {

class DocumentWriter {
 public:
  explicit DocumentWriter(std::size_t most_blocks) : most_(most_blocks) {}

  // `element`: the class that sets the block apart, "p.Speaker"; empty where there is none.
  void begin(BlockKind kind, std::uint8_t level = 0, std::string element = {});
  void words(std::string_view words, bool bold, bool italic);
  void line_break();
  void end();
  void fact(std::string key, std::string value);
  // More blocks than are allowed.
  bool full() const { return page_.blocks.size() > most_; }
  Page finish(std::string media_type) &&;

 private:
  void mark(std::uint64_t begin, Style kind, bool on);
  ByteSpan trimmed_style(ByteSpan span) const;

  std::size_t most_;
  Page page_;
  std::string text_;  // of the open block
  std::vector<StyledSpan> styles_;
  bool open_ = false;
};

}  // namespace stenogram::capture
