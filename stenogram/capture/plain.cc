#include "stenogram/capture/plain.h"

#include <algorithm>

#include "stenogram/capture/blank.h"
#include "stenogram/capture/lines.h"
#include "stenogram/capture/wrapping.h"

namespace stenogram::capture {
namespace {

// A line of three and more of one mark and nothing else: `-----`, `* * *`, `___`.
bool is_rule(std::string_view words) {
  constexpr std::string_view kMarks = "-=*_~+#.";
  char mark = 0;
  std::size_t marks = 0;
  for (std::size_t i = 0; i < words.size();) {
    if (const std::size_t blank = blank_at(words, i)) {
      i += blank;
      continue;
    }
    const char c = words[i];
    const bool dash = words.substr(i, 3) == "\xE2\x80\x94" || words.substr(i, 3) == "\xE2\x80\x93" ||
                      words.substr(i, 3) == "\xE2\x94\x80";  // em and en dash, box drawing
    if (!dash && kMarks.find(c) == std::string_view::npos) return false;
    if (mark != 0 && mark != c) return false;
    mark = c;
    ++marks;
    i += dash ? 3 : 1;
  }
  return marks >= 3 && (mark != '.' || marks >= 5);  // three dots alone are somebody's silence
}

bool is_centred(const LineShape& line, std::size_t width) {
  if (line.indent < 6 || width == 0 || line.end_column > width) return false;
  const std::size_t right = width - line.end_column;
  const std::size_t slack = std::max<std::size_t>(2, width / 20);
  return line.indent <= right + slack && right <= line.indent + slack;
}

class Blocks {
 public:
  Blocks(std::string_view text, std::size_t most) : text_(text), most_(most) {
    wrapping_ = wrapping_of(text);
    centring_width_ = wrapping_.wrapped ? wrapping_.width : 0;
    // Lines bound the blocks; room that is never touched costs no memory.
    const std::size_t ends = std::size_t(std::count(text.begin(), text.end(), '\n'));
    blocks_.reserve(std::min(most_, ends + 16));
  }

  // False if the page has more blocks than are allowed.
  bool run() {
    Lines lines(text_);
    ByteSpan span;
    while (lines.next(span)) {
      const LineShape line = wrapping_.wrapped ? shape_of(text_, span) : margins_of(text_, span);
      if (line.words.empty()) {
        open_ = false;
        after_blank_ = true;
        continue;
      }
      if (!add(line)) return false;
    }
    return true;
  }

  std::vector<Block> take() { return std::move(blocks_); }

 private:
  bool add(const LineShape& line) {
    const bool rule = is_rule(slice(text_, line.words));
    if (open_ && !rule && carries_on(wrapping_, first_, last_, line)) {
      blocks_.back().span.end = line.words.end;
      blocks_.back().centred = false;
    } else {
      if (blocks_.size() == most_) return false;
      Block& block = blocks_.emplace_back();
      block.span = line.words;
      block.kind = rule ? BlockKind::rule : BlockKind::paragraph;
      block.indent = std::uint16_t(std::min<std::size_t>(line.indent, 0xFFFF));
      block.centred = is_centred(line, centring_width_);
      block.blank_line_before = after_blank_ && blocks_.size() > 1;
      first_ = line;
    }
    open_ = !rule;
    after_blank_ = false;
    last_ = line;
    return true;
  }

  std::string_view text_;
  std::size_t most_;
  Wrapping wrapping_;
  std::size_t centring_width_ = 0;
  std::vector<Block> blocks_;
  LineShape first_, last_;  // of the open block
  bool open_ = false;
  bool after_blank_ = false;
};

}  // namespace

Result<Page> read_plain(const Source& source, text::Decoded decoded, const Limits& limits) {
  Blocks blocks(decoded.text, limits.blocks);
  if (!blocks.run()) return too_many_blocks(source, limits);
  Page page;
  page.blocks = blocks.take();
  page.text = std::move(decoded.text);
  page.source = std::move(decoded.source);
  page.charset = std::move(decoded.charset);
  page.media_type = "text/plain";
  return page;
}

}  // namespace stenogram::capture
