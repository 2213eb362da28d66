#include "stenogram/render/text_fragment.h"

#include <algorithm>
#include <vector>

#include "stenogram/text/words.h"

namespace stenogram::render {
namespace {

constexpr std::size_t kWholeWords = 12;  // a span of no more is given whole
constexpr std::size_t kEdgeWords = 4;    // at least, at the beginning and at the end of a longer one
constexpr std::size_t kMostEdge = 12;
constexpr std::size_t kMostContext = 8;  // words before and behind

struct PageWords {
  std::vector<text::Word> words;
  std::vector<std::string> keys;  // case and marks folded, as browsers fold them

  explicit PageWords(std::string_view text) : words(text::words(text)) {
    keys.reserve(words.size());
    for (const text::Word& word : words) keys.push_back(text::search_key(slice(text, word.span())));
  }
  bool same(std::size_t at, std::size_t from, std::size_t count) const {
    if (at + count > keys.size()) return false;
    for (std::size_t k = 0; k < count; ++k)
      if (keys[at + k] != keys[from + k]) return false;
    return true;
  }
};

// The words [begin, end), and how many of them each part of the fragment takes.
struct Fragment {
  std::size_t begin = 0, end = 0;
  std::size_t before = 0, behind = 0;  // of context
  std::size_t start = 0, finish = 0;   // of its edges; all of it in `start` where `finish` is 0
};

// Whether a browser's first match is the span, and its only one.
bool is_unique(const PageWords& page, const Fragment& f) {
  std::size_t first = f.begin - f.before, length = f.before + f.start;
  std::size_t found = 0;
  for (std::size_t at = 0; at + length <= page.keys.size(); ++at) {
    if (!page.same(at, first, length)) continue;
    std::size_t start = at + f.before;
    std::size_t end = start + f.start;
    if (f.finish > 0) {
      // The end is the first place behind the start where its words, and the suffix, stand.
      std::size_t last = f.end - f.finish;
      while (end + f.finish + f.behind <= page.keys.size() && !page.same(end, last, f.finish + f.behind)) ++end;
      if (end + f.finish + f.behind > page.keys.size()) continue;
      end += f.finish;
    } else if (f.behind > 0 && !page.same(end, f.end, f.behind)) {
      continue;
    }
    if (++found > 1 || start != f.begin || end != f.end) return false;
  }
  return found == 1;
}

std::string encoded(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  bool blank = false;
  for (char byte : text) {
    if (byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t') {
      if (!blank) out += "%20";
      blank = true;
      continue;
    }
    blank = false;
    bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
                 byte == '.' || byte == '_' || byte == '~';
    if (plain) {
      out += byte;
    } else {
      out += '%';
      out += kHex[std::uint8_t(byte) >> 4];
      out += kHex[std::uint8_t(byte) & 15];
    }
  }
  return out;
}

}  // namespace

std::optional<std::string> text_fragment(std::string_view text, ByteSpan span) {
  PageWords page(text);
  auto begins = [](const text::Word& word, std::uint64_t at) { return word.begin < at; };
  Fragment f;
  f.begin =
      std::size_t(std::lower_bound(page.words.begin(), page.words.end(), span.begin, begins) - page.words.begin());
  f.end = std::size_t(std::lower_bound(page.words.begin(), page.words.end(), span.end, begins) - page.words.begin());
  if (f.begin >= f.end) return std::nullopt;
  // Words of one part must stand in one block of the page: on one line of its text.
  auto on_one_line = [&](std::size_t from, std::size_t to) {
    return to <= from ||
           text.substr(page.words[from].begin, page.words[to - 1].end - page.words[from].begin).find('\n') == text.npos;
  };
  std::size_t count = f.end - f.begin;
  bool whole = count <= kWholeWords && on_one_line(f.begin, f.end);
  std::size_t edge = whole ? count : std::min(kEdgeWords, count / 2);
  for (; edge > 0; ++edge) {
    f.start = edge;
    f.finish = whole ? 0 : edge;
    if (!whole && (2 * edge > count || edge > kMostEdge)) return std::nullopt;
    if (!on_one_line(f.begin, f.begin + f.start) || (!whole && !on_one_line(f.end - f.finish, f.end))) {
      // A line ends too soon: shorter edges, if any.
      if (edge <= 1 || whole) return std::nullopt;
      std::size_t shorter = edge - 1;
      while (shorter > 0 && (!on_one_line(f.begin, f.begin + shorter) || !on_one_line(f.end - shorter, f.end)))
        --shorter;
      if (shorter == 0) return std::nullopt;
      f.start = f.finish = shorter;
    }
    for (std::size_t context = 0; context <= kMostContext; ++context) {
      f.before = std::min(context, f.begin);
      f.behind = std::min(context, page.words.size() - f.end);
      while (f.before > 0 && !on_one_line(f.begin - f.before, f.begin + 1)) --f.before;
      while (f.behind > 0 && !on_one_line(f.end - 1, f.end + f.behind)) --f.behind;
      if (!is_unique(page, f)) continue;
      auto part = [&](std::size_t from, std::size_t to) {
        return encoded(text.substr(page.words[from].begin, page.words[to - 1].end - page.words[from].begin));
      };
      std::string out = ":~:text=";
      if (f.before > 0) out += part(f.begin - f.before, f.begin) + "-,";
      out += part(f.begin, f.begin + f.start);
      if (f.finish > 0) out += "," + part(f.end - f.finish, f.end);
      if (f.behind > 0) out += ",-" + part(f.end, f.end + f.behind);
      return out;
    }
    if (whole || f.start < edge) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::string> fragment_link(std::string_view url, std::string_view page_text, ByteSpan span) {
  if (!url.starts_with("http://") && !url.starts_with("https://")) return std::nullopt;
  std::optional<std::string> fragment = text_fragment(page_text, span);
  if (!fragment) return std::nullopt;
  std::size_t hash = url.find('#');
  // A fragment directive stands behind the fragment that is there.
  if (hash != url.npos) return std::string(url) + *fragment;
  return std::string(url) + "#" + *fragment;
}

}  // namespace stenogram::render
