#include "stenogram/capture/document_writer.h"

#include <algorithm>
#include <utility>

#include "stenogram/capture/blank.h"

namespace stenogram::capture {

void DocumentWriter::begin(BlockKind kind, std::uint8_t level, std::string element) {
  end();
  Block block;
  block.kind = kind;
  block.level = level;
  block.element = std::move(element);
  block.blank_line_before = !page_.blocks.empty();
  page_.blocks.push_back(std::move(block));
  open_ = true;
  text_.clear();
  styles_.clear();
}

void DocumentWriter::words(std::string_view words, bool bold, bool italic) {
  if (!open_) begin(BlockKind::paragraph);
  std::uint64_t begin = text_.size();
  for (char c : words) {
    bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank) text_ += c;
    else if (!text_.empty() && text_.back() != ' ' && text_.back() != '\n') text_ += ' ';
  }
  mark(begin, Style::bold, bold);
  mark(begin, Style::italic, italic);
}

void DocumentWriter::line_break() {
  while (!text_.empty() && text_.back() == ' ') text_.pop_back();
  if (!text_.empty()) text_ += '\n';
}

void DocumentWriter::end() {
  if (!open_) return;
  open_ = false;
  const ByteSpan words = trimmed(text_, {0, text_.size()});
  if (words.empty()) {
    page_.blocks.pop_back();
    return;
  }
  Block& block = page_.blocks.back();
  if (page_.blocks.size() > 1) page_.text += "\n\n";
  std::uint64_t at = page_.text.size();
  block.span = {at + words.begin, at + words.end};
  page_.text += text_;
  for (StyledSpan& style : styles_) {
    style.span = trimmed_style(style.span);
    if (style.span.empty()) continue;
    block.styles.push_back({{at + style.span.begin, at + style.span.end}, style.style, {}});
  }
}

void DocumentWriter::fact(std::string key, std::string value) {
  if (!value.empty()) page_.facts.push_back({std::move(key), std::move(value), std::nullopt, std::nullopt});
}

Page DocumentWriter::finish(std::string media_type) && {
  end();
  page_.media_type = std::move(media_type);
  page_.charset = "utf-8";
  page_.source.append(page_.text.size(), 0, 1, 0);
  return std::move(page_);
}

void DocumentWriter::mark(std::uint64_t begin, Style kind, bool on) {
  if (!on || text_.size() == begin) return;
  for (auto style = styles_.rbegin(); style != styles_.rend(); ++style)
    if (style->style == kind) {
      if (style->span.end != begin) break;
      style->span.end = text_.size();
      return;
    }
  styles_.push_back({{begin, text_.size()}, kind, {}});
}

ByteSpan DocumentWriter::trimmed_style(ByteSpan span) const {
  span.end = std::min<std::uint64_t>(span.end, text_.size());
  span.begin = std::min(span.begin, span.end);
  return trimmed(text_, span);
}

}  // namespace stenogram::capture
