#include "stenogram/capture/page_builder.h"

#include <algorithm>
#include <tuple>

#include "stenogram/capture/blank.h"

namespace stenogram::capture {

PageBuilder::PageBuilder(const text::Decoded& decoded, std::size_t most_blocks)
    : decoded_(decoded), most_blocks_(most_blocks) {
  text_.reserve(decoded.text.size() / 2);
}

void PageBuilder::begin_block(BlockKind kind, int apart) {
  end_block();
  block_ = Block();
  block_.kind = kind;
  block_.span = {text_.size(), text_.size()};
  apart_ = apart;
  open_ = true;
}

void PageBuilder::end_block() {
  breaks_ = 0;
  space_ = false;
  if (!open_) return;
  open_ = false;
  block_.span = trimmed(text_, {block_.span.begin, text_.size()});
  if (block_.span.empty()) {
    block_ = Block();
    for (OpenStyle& style : styles_) style.begin = text_.size();
    return;
  }
  for (OpenStyle& style : styles_) {
    add_style(style);
    style.begin = text_.size();
  }
  settle_styles(block_);
  blocks_.push_back(std::move(block_));
  block_ = Block();
}

// What is owed before a word: the break between blocks, line breaks or a blank. White
// space that only parted blocks was never anybody's, so it comes from nowhere.
void PageBuilder::before_words() {
  if (!open_) begin_block(BlockKind::paragraph);
  if (text_.size() == block_.span.begin) {
    if (!blocks_.empty()) {
      made(std::string_view("\n\n").substr(0, std::size_t(apart_)));
      block_.blank_line_before = apart_ > 1;
    }
    block_.span = {text_.size(), text_.size()};
    for (OpenStyle& style : styles_) style.begin = text_.size();
  } else if (breaks_ > 0) {
    made("\n");
  } else if (space_) {
    text_ += ' ';
    map_.append(1, space_at_, 1, 1);
  }
  breaks_ = 0;
  space_ = false;
}

void PageBuilder::made(std::string_view words) {
  text_ += words;
  map_.append(words.size(), map_.text_size() == 0 ? 0 : space_at_, 1, 0);
}

void PageBuilder::copy(std::size_t begin, std::size_t end) {
  if (begin >= end) return;
  before_words();
  text_.append(decoded_.text, begin, end - begin);
  map_.append(end - begin, begin, 1, 1);
  space_at_ = end;
}

void PageBuilder::put(std::string_view words, std::size_t begin, std::size_t end) {
  if (words.empty()) return;
  before_words();
  text_ += words;
  map_.append(1, begin, std::uint32_t(words.size()), std::uint32_t(end - begin));
  space_at_ = end;
}

void PageBuilder::space(std::size_t at) {
  if (!open_ || text_.size() == block_.span.begin || breaks_ > 0 || space_) return;
  space_ = true;
  space_at_ = at;
}

void PageBuilder::line_break() {
  if (!open_ || text_.size() == block_.span.begin) return;
  ++breaks_;
  space_ = false;
}

void PageBuilder::open_style(Style style, std::string target) {
  constexpr std::size_t kMostOpen = 64;  // deeper nesting says nothing more
  if (styles_.size() >= kMostOpen) return;
  // A blank owed from before the style stands outside it.
  styles_.push_back({style, std::move(target), text_.size()});
}

void PageBuilder::close_style(Style style) {
  const auto found =
      std::find_if(styles_.rbegin(), styles_.rend(), [&](const OpenStyle& s) { return s.style == style; });
  if (found == styles_.rend()) return;
  if (open_) add_style(*found);
  styles_.erase(std::next(found).base());
}

bool PageBuilder::in_style(Style style) const {
  return std::any_of(styles_.begin(), styles_.end(), [&](const OpenStyle& s) { return s.style == style; });
}

void PageBuilder::add_style(const OpenStyle& open) {
  const ByteSpan span = trimmed(text_, {std::max(open.begin, block_.span.begin), text_.size()});
  if (span.begin < span.end) block_.styles.push_back({span, open.style, open.target});
}

// In order, inside the block, and spans of one style that only blanks part made one:
// `<b>Ques</b><b>tion</b>` is one bold word to whoever reads it.
void PageBuilder::settle_styles(Block& block) {
  auto& styles = block.styles;
  if (styles.empty()) return;
  std::stable_sort(styles.begin(), styles.end(), [](const StyledSpan& a, const StyledSpan& b) {
    return std::make_tuple(a.span.begin, b.span.end) < std::make_tuple(b.span.begin, a.span.end);
  });
  std::vector<StyledSpan> settled;
  for (StyledSpan& style : styles) {
    style.span.begin = std::max(style.span.begin, block.span.begin);
    style.span.end = std::min(style.span.end, block.span.end);
    if (style.span.begin >= style.span.end) continue;
    const auto last =
        std::find_if(settled.rbegin(), settled.rend(), [&](const StyledSpan& s) { return s.style == style.style; });
    if (last != settled.rend() && last->target == style.target &&
        (style.span.begin <= last->span.end || (style.style != Style::code && style.style != Style::link &&
                                                is_blank(slice(text_, {last->span.end, style.span.begin}))))) {
      last->span.end = std::max(last->span.end, style.span.end);
    } else {
      settled.push_back(std::move(style));
    }
  }
  styles = std::move(settled);
}

Page PageBuilder::finish() && {
  end_block();
  Page page;
  const bool as_decoded = decoded_.source.is_identity() || text_.empty();
  page.source = as_decoded ? std::move(map_) : map_.after(decoded_.source);
  page.text = std::move(text_);
  page.blocks = std::move(blocks_);
  page.facts = std::move(facts_);
  page.charset = decoded_.charset;
  return page;
}

}  // namespace stenogram::capture
