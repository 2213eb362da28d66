// Puts a rendered page together: text in reading order with the way back, blocks,
// and the styles inside them.
//
// A reader of a format calls begin_block(), then copy() and put() for the words,
// line_break() inside, end_block(); styles may open and close anywhere, also across
// blocks. Blanks at the edges of blocks and lines are dropped, blocks without words
// vanish. Offsets given are bytes of the decoded text. Not for several threads.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/capture/page.h"
#include "stenogram/text/encoding.h"

namespace stenogram::capture {

class PageBuilder {
 public:
  // `decoded` must outlive the builder. `most_blocks` bounds memory; see full().
  PageBuilder(const text::Decoded& decoded, std::size_t most_blocks);

  // Ends the open block, if any, and begins another, set apart by `apart` line breaks
  // (1 for rows and items that follow one another, 2 for paragraphs).
  void begin_block(BlockKind kind, int apart = 2);
  void end_block();
  // The open block, or the next one if none is open, to fill in what only the format knows.
  Block& block() { return block_; }
  bool in_block() const { return open_; }
  bool block_has_words() const { return open_ && text_.size() > block_.span.begin; }

  // The bytes [begin, end) as they are. Begins a paragraph if no block is open.
  void copy(std::size_t begin, std::size_t end);
  // `words` in place of [begin, end): an entity, a no-break space.
  void put(std::string_view words, std::size_t begin, std::size_t end);
  // A blank for white space at `at`; several become one, and none stands at a line's edge.
  void space(std::size_t at);
  // A line break inside the block.
  void line_break();
  // Line breaks since the last word of the open block.
  int pending_breaks() const { return breaks_; }

  // Styles. Closing takes the innermost open one of that kind; none open is no matter.
  void open_style(Style style, std::string target = {});
  void close_style(Style style);
  bool in_style(Style style) const;

  // Bytes of text so far.
  std::uint64_t size() const { return text_.size(); }
  const std::string& text() const { return text_; }
  std::vector<Block>& blocks() { return blocks_; }
  std::vector<Fact>& facts() { return facts_; }
  bool full() const { return blocks_.size() > most_blocks_; }

  // The page, with its map composed with the decoder's.
  Page finish() &&;

 private:
  struct OpenStyle {
    Style style;
    std::string target;
    std::uint64_t begin;
  };

  void before_words();
  void made(std::string_view words);
  void add_style(const OpenStyle& open);
  void settle_styles(Block& block);

  const text::Decoded& decoded_;
  std::size_t most_blocks_;
  std::string text_;
  text::SourceMap map_;
  std::vector<Block> blocks_;
  std::vector<Fact> facts_;
  Block block_;
  bool open_ = false;
  int apart_ = 2;
  int breaks_ = 0;      // owed before the next word
  bool space_ = false;  // owed before the next word
  std::size_t space_at_ = 0;
  std::vector<OpenStyle> styles_;
};

}  // namespace stenogram::capture
