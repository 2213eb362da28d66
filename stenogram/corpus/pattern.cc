#include "stenogram/corpus/pattern.h"

#include <algorithm>

#include "stenogram/text/stems.h"
#include "stenogram/text/words.h"

namespace stenogram::corpus {
namespace {

constexpr int kDeepest = 8;

// The words of a stretch without brackets. Words that touch a star share its
// pattern; a hyphen at a line's end, in text pasted from a page, may be read joined
// or apart, so it doubles the alternatives. False where a tilde stands before a star.
bool append_words(std::string_view text, std::vector<Sequence>& runs) {
  bool open = false;      // the last pattern ends in a star that the next word may join
  bool touching = false;  // the last word ended where we stand
  auto append = [&](const WordPattern& pattern) {
    for (Sequence& run : runs) run.push_back(pattern);
  };
  while (!text.empty()) {
    if (text.front() == '*') {
      while (!text.empty() && text.front() == '*') text.remove_prefix(1);
      if (touching) {
        if (runs.front().back().stem) return false;
        for (Sequence& run : runs) run.back().pieces.push_back("");
      } else {
        append({{"", ""}});
      }
      open = true;
      touching = false;
      continue;
    }
    std::string chunk(text.substr(0, text.find('*')));
    text.remove_prefix(chunk.size());
    // An apostrophe belongs to a word between letters only, so a prefix that ends in
    // one (`don'*`) is cut with a letter lent to it.
    const std::size_t own = chunk.size();
    const bool lent = !text.empty() && (chunk.ends_with('\'') || chunk.ends_with("’"));
    if (lent) chunk += 'x';
    std::vector<text::Word> words = text::words(chunk);
    if (!words.empty() && words.back().begin >= own) words.pop_back();
    bool joinable = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
      std::string_view word = std::string_view(chunk).substr(words[i].begin, words[i].end - words[i].begin);
      std::string key = text::search_key(word);
      if (words[i].end > own) key.pop_back();
      const bool stem = words[i].begin > 0 && chunk[words[i].begin - 1] == '~';
      if (i == 0 && open && words[i].begin == 0) {
        for (Sequence& run : runs) run.back().pieces.back() = key;
      } else if (joinable && runs.size() * 2 <= kMostAlternatives) {
        std::vector<Sequence> joined = runs;
        for (Sequence& run : joined) run.back().pieces.back() += key;
        append({{key}});
        runs.insert(runs.end(), joined.begin(), joined.end());
      } else {
        append({{key}, stem});
      }
      joinable = words[i].breaks_at_line_end;
    }
    open = false;
    touching = !words.empty() && words.back().end >= own;
  }
  return true;
}

class Groups {
 public:
  Groups(std::string_view text, std::uint64_t at, bool groups) : text_(text), at_(at), groups_(groups) {}

  // Alternatives up to a closing bracket or the end. False once there is a fault.
  bool read(int depth, std::vector<Sequence>& out) {
    if (depth > kDeepest) return fail(next_, next_ + 1, "brackets stand too deep in one another");
    std::vector<Sequence> runs = {{}};
    auto close_run = [&] {
      out.insert(out.end(), runs.begin(), runs.end());
      runs = {{}};
    };
    while (next_ < text_.size()) {
      const char c = text_[next_];
      if (groups_ && c == ')') {
        if (depth > 0) break;
        return fail(next_, next_ + 1, "a bracket closes that never opened");
      }
      if (groups_ && c == '|') {
        ++next_;
        close_run();
        continue;
      }
      if (groups_ && c == '(') {
        if (!group(depth, runs)) return false;
        continue;
      }
      std::size_t end = groups_ ? text_.find_first_of("()|", next_) : text_.npos;
      end = std::min(end, text_.size());
      if (!append_words(text_.substr(next_, end - next_), runs))
        return fail(next_, end, "a ~ stands before a whole word, not before one with a star");
      next_ = end;
    }
    close_run();
    return true;
  }

  std::optional<QueryFault> fault;

 private:
  // One bracket: each run so far goes on with each of its alternatives.
  bool group(int depth, std::vector<Sequence>& runs) {
    const std::size_t open = next_++;
    std::vector<Sequence> inner;
    if (!read(depth + 1, inner)) return false;
    if (next_ == text_.size()) return fail(open, open + 1, "this bracket is never closed");
    ++next_;
    if (runs.size() * inner.size() > kMostAlternatives)
      return fail(open, next_, "more than " + std::to_string(kMostAlternatives) + " alternatives");
    std::vector<Sequence> product;
    for (const Sequence& run : runs)
      for (const Sequence& more : inner) {
        product.push_back(run);
        product.back().insert(product.back().end(), more.begin(), more.end());
      }
    runs = std::move(product);
    return true;
  }

  bool fail(std::size_t begin, std::size_t end, std::string what) {
    fault = QueryFault{{at_ + begin, at_ + end}, std::move(what), {}};
    return false;
  }

  std::string_view text_;
  std::uint64_t at_;
  bool groups_;
  std::size_t next_ = 0;
};

// Brackets are alternatives only where they hold a bar: `"we (all of us) know"`
// pasted from a page is four words and punctuation.
bool has_bar(std::string_view text) { return text.find('|') != text.npos; }

}  // namespace

bool WordPattern::matches(std::string_view key, std::string_view language) const {
  if (stem && text::has_stems(language)) return text::StemFamily(pieces[0], language).holds(key);
  if (exact()) return key == pieces[0];
  if (!key.starts_with(pieces.front())) return false;
  key.remove_prefix(pieces.front().size());
  for (std::size_t i = 1; i + 1 < pieces.size(); ++i) {
    std::size_t found = key.find(pieces[i]);
    if (found == key.npos) return false;
    key.remove_prefix(found + pieces[i].size());
  }
  return key.ends_with(pieces.back());
}

std::optional<QueryFault> parse_sequences(std::string_view text, std::uint64_t at, bool groups,
                                          std::vector<Sequence>& out) {
  Groups reader(text, at, groups && has_bar(text));
  std::vector<Sequence> runs;
  if (!reader.read(0, runs)) return reader.fault;
  for (Sequence& run : runs) {
    if (run.empty())
      return QueryFault{{at, at + text.size()},
                        runs.size() == 1 ? "there is no word in it" : "one of the alternatives has no word",
                        {}};
    if (std::all_of(run.begin(), run.end(), [](const WordPattern& word) { return word.any(); }))
      return QueryFault{{at, at + text.size()},
                        "a lone * stands for any one word between others",
                        "give at least one word or prefix beside it"};
    if (std::find(out.begin(), out.end(), run) == out.end()) out.push_back(std::move(run));
  }
  return {};
}

bool any_stem(const std::vector<Sequence>& alternatives) {
  return std::any_of(alternatives.begin(), alternatives.end(), [](const Sequence& sequence) {
    return std::any_of(sequence.begin(), sequence.end(), [](const WordPattern& word) { return word.stem; });
  });
}

void by_stem(std::vector<Sequence>& alternatives) {
  for (Sequence& sequence : alternatives)
    for (WordPattern& word : sequence) word.stem = word.exact();
}

std::string to_string(const WordPattern& pattern) {
  std::string written = (pattern.stem ? "~" : "") + pattern.pieces.front();
  for (std::size_t i = 1; i < pattern.pieces.size(); ++i) written += '*' + pattern.pieces[i];
  return pattern.any() ? "*" : written;
}

std::string to_string(const std::vector<Sequence>& alternatives) {
  std::string written;
  for (const Sequence& sequence : alternatives) {
    if (!written.empty()) written += '|';
    for (std::size_t i = 0; i < sequence.size(); ++i) {
      if (i > 0) written += ' ';
      written += to_string(sequence[i]);
    }
  }
  if (alternatives.size() > 1) return "\"(" + written + ")\"";
  return alternatives.front().size() > 1 ? '"' + written + '"' : written;
}

}  // namespace stenogram::corpus
