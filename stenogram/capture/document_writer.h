// Puts together a page of an office document: rich text, whose words have a place in the
// capture, and compressed documents, of whose words only the printed page can be named.
// (PageBuilder is for text that was decoded as a whole.)
//
// begin() a block, words() and line_break() inside, end(). Blocks without words vanish;
// white space is one blank. Not for several threads.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/capture/page.h"

namespace stenogram::capture {

// Where words stand in the capture: byte for byte, or all of them for all of its bytes.
struct Origin {
  SourceSpan bytes;
  bool copied = false;
};

class DocumentWriter {
 public:
  explicit DocumentWriter(std::size_t most_blocks) : most_(most_blocks) {}

  // `element`: the class that sets the block apart, "p.Speaker"; empty where there is none.
  void begin(BlockKind kind, std::uint8_t level = 0, std::string element = {});
  void words(std::string_view words, bool bold, bool italic, Origin origin = {});
  void line_break();
  // Between two cells of a row.
  void next_cell();
  void end();
  void fact(std::string key, std::string value);
  void doubt(std::string code, std::string message);
  // The printed page on which what comes next stands.
  void set_page(std::uint32_t number) { page_number_ = number; }
  std::uint32_t page_number() const { return page_number_; }
  // More blocks than are allowed.
  bool full() const { return page_.blocks.size() > most_; }
  Page finish(std::string media_type) &&;

 private:
  // Of a byte of the open block: the `size` bytes of the capture that its unit came from,
  // or the page it stands on where `size` is 0.
  struct From {
    std::uint64_t begin = 0;
    std::uint32_t size = 0, unit = 1;
  };

  void put(char c, From from);
  void made(std::size_t bytes);
  void mark(std::uint64_t begin, Style kind, bool on);
  ByteSpan trimmed_style(ByteSpan span) const;

  std::size_t most_;
  Page page_;
  std::string text_;        // of the open block
  std::vector<From> from_;  // one a byte of it
  std::vector<StyledSpan> styles_;
  std::uint32_t page_number_ = 0;  // 0: unknown
  bool open_ = false;
};

}  // namespace stenogram::capture
