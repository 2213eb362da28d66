#include "stenogram/capture/front_matter.h"

#include <algorithm>
#include <charconv>

#include "stenogram/capture/blank.h"
#include "stenogram/capture/lines.h"

namespace stenogram::capture {
namespace {

using Value = FrontMatterEntry::Value;

constexpr std::size_t kMostBytes = 256 * 1024;  // of front matter; more is something else

bool is_fence(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
  return line == "---";
}

// `key:` at the line's start, followed by a blank or nothing; its length, or 0.
std::size_t key_length(std::string_view line) {
  std::size_t i = 0;
  while (i < line.size() && i < 64) {
    const char c = line[i];
    const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                      c == '-' || static_cast<unsigned char>(c) >= 0x80 || (c == ' ' && i > 0);
    if (!word) break;
    ++i;
  }
  if (i == 0 || i >= line.size() || line[i] != ':') return 0;
  if (i + 1 < line.size() && line[i + 1] != ' ' && line[i + 1] != '\t') return 0;
  return i;
}

// Line breaks and the blanks around them, as folding reads them: one blank.
std::string folded(std::string_view raw) {
  std::string out;
  for (std::size_t i = 0; i < raw.size();) {
    if (raw[i] != '\n' && raw[i] != '\r') {
      out += raw[i++];
      continue;
    }
    while (!out.empty() && (out.back() == ' ' || out.back() == '\t')) out.pop_back();
    while (i < raw.size() && (raw[i] == '\n' || raw[i] == '\r' || raw[i] == ' ' || raw[i] == '\t')) ++i;
    out += ' ';
  }
  return out;
}

// One escape of a double-quoted scalar; `i` stands on the backslash and moves past it.
void unescape(std::string_view raw, std::size_t& i, std::string& out) {
  const char c = raw[i + 1];
  i += 2;
  const int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
  if (digits > 0) {
    std::uint32_t code = 0xFFFD;
    const std::size_t n = std::min<std::size_t>(std::size_t(digits), raw.size() - i);
    std::from_chars(raw.data() + i, raw.data() + i + n, code, 16);
    append_utf8(out, code < 0x110000 && (code < 0xD800 || code > 0xDFFF) ? code : 0xFFFD);
    i += n;
    return;
  }
  switch (c) {
    case 'n':
    case 't':
    case 'r': out += ' '; break;
    case '_': append_utf8(out, 0xA0); break;
    case '\n':
    case '\r':  // the line goes on, without a blank
      while (i < raw.size() && (raw[i] == '\n' || raw[i] == '\r' || raw[i] == ' ' || raw[i] == '\t')) ++i;
      break;
    default: out += c;
  }
}

std::string double_quoted(std::string_view raw) {
  std::string out;
  std::string plain;
  for (std::size_t i = 0; i < raw.size();) {
    if (raw[i] == '\\' && i + 1 < raw.size()) {
      out += folded(plain);
      plain.clear();
      unescape(raw, i, out);
    } else {
      plain += raw[i++];
    }
  }
  return out + folded(plain);
}

std::string single_quoted(std::string_view raw) {
  std::string out = folded(raw);
  for (std::size_t at = out.find("''"); at != std::string::npos; at = out.find("''", at + 1)) out.erase(at, 1);
  return out;
}

// The scalar written at `span`, trimmed already.
Value scalar(std::string_view text, ByteSpan span) {
  std::string_view raw = slice(text, span);
  if (raw.size() >= 2 && (raw[0] == '"' || raw[0] == '\'') && raw.back() == raw[0]) {
    const ByteSpan inner{span.begin + 1, span.end - 1};
    return {raw[0] == '"' ? double_quoted(slice(text, inner)) : single_quoted(slice(text, inner)), inner};
  }
  if (!raw.empty() && (raw[0] == '>' || raw[0] == '|')) {  // a block: its lines below
    const std::size_t first = raw.find('\n');
    if (first == std::string_view::npos) return {std::string(), {span.end, span.end}};
    const ByteSpan body = trimmed(text, {span.begin + first, span.end});
    return {folded(slice(text, body)), body};
  }
  return {folded(raw), span};
}

// `[one, two]`, split at commas outside quotation marks.
void flow_list(std::string_view text, ByteSpan span, std::vector<Value>& values) {
  std::size_t from = span.begin + 1;
  char quote = 0;
  for (std::size_t i = from; i < span.end; ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == ',' || i + 1 == span.end) {
      const ByteSpan item = trimmed(text, {from, i});
      if (!item.empty()) values.push_back(scalar(text, item));
      from = i + 1;
    }
  }
}

// What stands after the key, up to the next key.
void read_values(std::string_view text, ByteSpan span, std::vector<Value>& values) {
  span = trimmed(text, span);
  if (span.empty()) return;
  const std::string_view raw = slice(text, span);
  if (raw.size() >= 2 && raw.front() == '[' && raw.back() == ']') return flow_list(text, span, values);
  if (raw.substr(0, 2) != "- ") {
    values.push_back(scalar(text, span));
    return;
  }
  Lines lines(text.substr(0, span.end), span.begin);
  ByteSpan line;
  ByteSpan item{0, 0};
  while (lines.next(line)) {
    const ByteSpan words = trimmed(text, line);
    if (slice(text, words).substr(0, 2) == "- ") {
      if (!item.empty()) values.push_back(scalar(text, trimmed(text, item)));
      item = trimmed(text, {words.begin + 2, words.end});
    } else if (!words.empty()) {
      item.end = words.end;
    }
  }
  if (!item.empty()) values.push_back(scalar(text, trimmed(text, item)));
}

// Whether a line without a key can stand in front matter: blank, a comment, indented, an
// item, or the inside of a quoted scalar. A conversation between two rules cannot.
bool belongs(std::string_view text, const std::vector<ByteSpan>& bounds, std::string_view line) {
  if (is_blank(line) || line[0] == '#') return true;
  if (bounds.empty()) return false;
  if (line[0] == ' ' || line[0] == '\t' || line.substr(0, 2) == "- ") return true;
  const std::string_view entry = slice(text, bounds.back());
  const std::string_view value = slice(entry, trimmed(entry, {key_length(entry) + 1, entry.size()}));
  return !value.empty() && (value[0] == '"' || value[0] == '\'');
}

// A key stands once; a label returns.
bool repeats_a_key(std::string_view text, const std::vector<ByteSpan>& bounds, std::string_view line) {
  const std::string_view key = line.substr(0, key_length(line));
  return std::any_of(bounds.begin(), bounds.end(), [&](const ByteSpan& bound) {
    const std::string_view entry = slice(text, bound);
    return entry.substr(0, key_length(entry)) == key;
  });
}

}  // namespace

FrontMatter front_matter_of(std::string_view text) {
  FrontMatter matter;
  std::size_t start = 0;
  while (start < text.size()) {  // a byte order mark, blank lines
    const std::size_t n = blank_at(text, start);
    if (n == 0) break;
    start += n;
  }
  Lines lines(text, start);
  ByteSpan line;
  if (!lines.next(line) || !is_fence(slice(text, line))) return matter;

  std::vector<ByteSpan> bounds;  // of entries: from the key to the next key
  std::size_t end = 0;
  while (lines.next(line)) {
    const std::string_view words = slice(text, line);
    if (line.begin - start > kMostBytes) return {};
    if (is_fence(words) || words == "...") {
      end = lines.at();
      break;
    }
    const bool is_key = key_length(words) > 0;
    if (is_key && repeats_a_key(text, bounds, words)) return {};
    if (is_key && !bounds.empty()) bounds.back().end = line.begin;
    if (is_key) bounds.push_back({line.begin, line.end});
    else if (!belongs(text, bounds, words)) return {};
    else if (!bounds.empty()) bounds.back().end = line.end;
  }
  if (end == 0 || bounds.empty()) return {};
  for (const ByteSpan& bound : bounds) {
    FrontMatterEntry entry;
    entry.lines = trimmed(text, bound);
    entry.key = text.substr(bound.begin, key_length(slice(text, bound)));
    read_values(text, {bound.begin + entry.key.size() + 1, bound.end}, entry.values);
    matter.entries.push_back(std::move(entry));
  }
  matter.end = end;
  return matter;
}

}  // namespace stenogram::capture
