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
  from_.clear();
  styles_.clear();
}

void DocumentWriter::put(char c, From from) {
  if (text_.empty() && page_number_ > 0) page_.blocks.back().page_number = page_number_;
  text_ += c;
  from_.push_back(from);
}

void DocumentWriter::words(std::string_view words, bool bold, bool italic, Origin origin) {
  if (!open_) begin(BlockKind::paragraph);
  std::uint64_t begin = text_.size();
  for (std::size_t i = 0; i < words.size(); ++i) {
    From from{page_number_, 0, 1};
    if (origin.copied) from = {origin.bytes.begin + i, 1, 1};
    else if (!origin.bytes.empty())
      from = {origin.bytes.begin, std::uint32_t(origin.bytes.size()), std::uint32_t(words.size())};
    const char c = words[i];
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank) put(c, from);
    else if (!text_.empty() && text_.back() != ' ' && text_.back() != '\n' && text_.back() != '\t') put(' ', from);
  }
  mark(begin, Style::bold, bold);
  mark(begin, Style::italic, italic);
}

void DocumentWriter::line_break() {
  while (!text_.empty() && text_.back() == ' ') text_.pop_back(), from_.pop_back();
  if (!text_.empty()) put('\n', from_.back());
}

void DocumentWriter::next_cell() {
  while (!text_.empty() && text_.back() == ' ') text_.pop_back(), from_.pop_back();
  if (!text_.empty()) put('\t', from_.back());
}

// Bytes of the page that no byte of the capture stands for: they are where the last was.
void DocumentWriter::made(std::size_t bytes) {
  const SourceSpan last = page_.source.source_of({page_.source.text_size(), page_.source.text_size()});
  page_.source.append(bytes, last.begin, 1, 0);
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
  if (page_.blocks.size() > 1) {
    page_.text += "\n\n";
    made(2);
  }
  std::uint64_t at = page_.text.size();
  block.span = {at + words.begin, at + words.end};
  page_.text += text_;
  for (std::size_t i = 0; i < from_.size(); i += from_[i].unit) {
    // A unit of which a part was a blank is short; what is left of it is as far as we can say.
    std::size_t unit = 1;
    while (unit < from_[i].unit && i + unit < from_.size() && from_[i + unit].begin == from_[i].begin) ++unit;
    from_[i].unit = std::uint32_t(unit);
    page_.source.append(1, from_[i].begin, std::uint32_t(unit), from_[i].size);
  }
  for (StyledSpan& style : styles_) {
    style.span = trimmed_style(style.span);
    if (style.span.empty()) continue;
    block.styles.push_back({{at + style.span.begin, at + style.span.end}, style.style, {}});
  }
}

void DocumentWriter::fact(std::string key, std::string value) {
  if (!value.empty()) page_.facts.push_back({std::move(key), std::move(value), std::nullopt, std::nullopt});
}

void DocumentWriter::doubt(std::string code, std::string message) {
  page_.doubts.push_back({std::move(code), std::move(message), {}});
}

Page DocumentWriter::finish(std::string media_type) && {
  end();
  page_.media_type = std::move(media_type);
  page_.charset = "utf-8";
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
