#include "stenogram/transcript/running_labels.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/roles.h"

namespace stenogram::transcript {
namespace {

constexpr std::size_t kLongest = 60;  // bytes of a label within a paragraph

class Running {
 public:
  Running(const capture::Page& page, Shapes& shapes, const std::vector<Candidate>& found)
      : page_(page), text_(page.text), shapes_(shapes), found_(found) {}

  std::vector<Candidate> run() {
    if (!answered_in_line()) return {};
    for (std::uint32_t b = 0; b < page_.blocks.size(); ++b)
      if (readable(b)) sweep(b);
    return hold_together() ? std::move(inner_) : std::vector<Candidate>{};
  }

 private:
  bool readable(std::uint32_t b) const {
    const capture::Block& block = page_.blocks[b];
    return block.region == capture::Region::main && block.kind != capture::BlockKind::metadata &&
           block.kind != capture::BlockKind::rule && block.kind != capture::BlockKind::cue;
  }

  static std::string key_of(std::string_view text, const Candidate& c) {
    return group_key(slice(text, c.words)) + static_cast<char>(c.mark);
  }

  // A sign that a label may stand near: its colon, or a letter and its mark, or a bracket.
  bool label_near(std::size_t at, std::size_t end) const {
    unsigned char first = static_cast<unsigned char>(text_[at]);
    if (first == '[' || first == '(' || first >= 0x80) return true;
    if (first < 'A' || first > 'Z') return false;
    std::size_t reach = std::min(kLongest, end - at);
    if (std::memchr(text_.data() + at, ':', reach) != nullptr) return true;
    return text_.substr(at, 4).find_first_of(".-") != text_.npos || text_.substr(at, reach).find(" - ") != text_.npos ||
           text_.substr(at, reach).find("–") != text_.npos || text_.substr(at, reach).find("—") != text_.npos;
  }

  std::optional<Candidate> label_at(std::uint32_t b, std::size_t at, std::size_t end) {
    if (at >= end || text_[at] == '\n' || !label_near(at, end)) return std::nullopt;
    std::optional<Candidate> candidate = shapes_.at(b, at, end, false);
    if (!candidate || candidate->mark == Mark::alone) return std::nullopt;
    // One letter and blanks begin many a sentence; its full stop makes it a label.
    if (candidate->mark == Mark::blank && text_[candidate->words.end] != '.') return std::nullopt;
    if (candidate->words.size() > kLongest || candidate->empty || candidate->crosses) return std::nullopt;
    Character first = character_at(text_, candidate->words.begin);
    if (!is_upper(first.code) && first.code < 0x2E80) return std::nullopt;
    return candidate;
  }

  // Where a sentence that ends before `at` leaves off: behind its closing marks and blanks.
  // Nothing where no sentence can begin there.
  std::size_t behind_end(std::size_t at, std::size_t end, bool wide) const {
    while (at < end && is_closing_mark(character_at(text_, at).code)) at += character_at(text_, at).size;
    std::size_t after = skip_blanks(text_, at, end);
    wide = wide || (after < end && is_han(character_at(text_, after).code));
    return after > at || wide ? after : text_.npos;
  }

  // Whether a label that is a word for a part, or that recurs, stands behind a question mark.
  bool answered_in_line() { return answered_behind("?") || answered_behind("？"); }

  bool answered_behind(std::string_view mark) {
    std::uint32_t b = 0;
    for (std::size_t at = text_.find(mark); at != text_.npos; at = text_.find(mark, at)) {
      at += mark.size();
      while (b < page_.blocks.size() && page_.blocks[b].span.end <= at) ++b;
      if (b == page_.blocks.size()) return false;
      if (page_.blocks[b].span.begin >= at || !readable(b)) continue;
      std::size_t end = page_.blocks[b].span.end, begin = behind_end(at, end, mark.size() > 1);
      if (begin == text_.npos) continue;
      std::optional<Candidate> label = label_at(b, begin, end);
      if (!label) continue;
      std::string key = key_of(text_, *label);
      std::string_view words(key.data(), key.size() - 1);
      if (role_label(words) || letter_part(words)) return true;
      if (!known_) {
        known_.emplace();
        for (const Candidate& c : found_) known_->insert(key_of(text_, c));
      }
      if (!known_->insert(std::move(key)).second) return true;
    }
    return false;
  }

  // Every beginning of a sentence within a block.
  void sweep(std::uint32_t b) {
    ByteSpan block = page_.blocks[b].span;
    std::size_t last = block.begin;
    for (std::size_t at = block.begin; at < block.end;) {
      Character c = character_at(text_, at);
      at += c.size;
      bool wide = c.code == U'。' || c.code == U'？' || c.code == U'！';
      bool ends = wide || c.code == '.' || c.code == '?' || c.code == '!' || c.code == U'…' || c.code == ')' ||
                  c.code == ']' || c.code == U'—' || c.code == '-' || is_closing_mark(c.code);
      if (!ends) continue;
      std::size_t begin = behind_end(at, block.end, wide);
      if (begin == text_.npos || begin < last) continue;
      std::optional<Candidate> label = label_at(b, begin, block.end);
      if (!label) continue;
      last = at = label->span.end;
      inner_.push_back(*label);
    }
  }

  // Keeps the labels that recur or name a part; true if they, with those at the beginnings of
  // paragraphs, take turns, and questions are among what they say.
  bool hold_together() {
    std::unordered_map<std::string, std::uint32_t> counts;
    std::vector<std::pair<Candidate, bool>> all;  // true: within a paragraph
    for (const Candidate& c : found_)
      if (c.mark != Mark::alone) all.emplace_back(c, false);
    for (const Candidate& c : inner_) all.emplace_back(c, true);
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first.span < b.first.span; });
    for (const auto& [c, inner] : all) ++counts[key_of(text_, c)];
    auto counted = [&](const Candidate& c) {
      std::string key = key_of(text_, c);
      std::string_view words(key.data(), key.size() - 1);
      if (announces_nobody(words)) return false;
      return counts[key] >= 2 || role_label(words).has_value();
    };
    std::vector<Candidate> kept;
    std::string before;
    std::size_t labels = 0, turns = 0, asked = 0, parts = 0, end_before = 0;
    for (const auto& [c, inner] : all) {
      if (c.span.begin < end_before || !counted(c)) continue;
      std::string key = key_of(text_, c);
      if (labels > 0) {
        turns += key != before;
        std::string_view said = text_.substr(end_before, c.span.begin - end_before);
        asked += said.size() < 3000 && said.find_first_of("?") != said.npos;
        asked += said.size() < 3000 && said.find("？") != said.npos;
      }
      parts += role_label(std::string_view(key.data(), key.size() - 1)).has_value();
      ++labels;
      end_before = c.span.end;
      before = std::move(key);
      if (inner) kept.push_back(c);
    }
    inner_ = std::move(kept);
    bool enough = labels >= 4 || (labels >= 2 && parts == labels);
    return enough && !inner_.empty() && inner_.size() * 4 >= labels && turns * 10 >= (labels - 1) * 7 &&
           asked * 4 >= labels - 1;
  }

  const capture::Page& page_;
  std::string_view text_;
  Shapes& shapes_;
  const std::vector<Candidate>& found_;
  std::optional<std::unordered_set<std::string>> known_;  // keys at beginnings, and seen behind a question
  std::vector<Candidate> inner_;
};

}  // namespace

void add_running(const capture::Page& page, Shapes& shapes, std::vector<Candidate>& found) {
  std::vector<Candidate> running = Running(page, shapes, found).run();
  if (running.empty()) return;
  std::vector<Candidate> all;
  all.reserve(found.size() + running.size());
  std::size_t r = 0;
  for (const Candidate& c : found) {
    while (r < running.size() && running[r].span.begin < c.span.begin) all.push_back(running[r++]);
    all.push_back(c);
  }
  all.insert(all.end(), running.begin() + static_cast<std::ptrdiff_t>(r), running.end());
  // What runs on within a paragraph may begin a line of it as well.
  std::erase_if(all, [](const Candidate& c) { return c.span.empty(); });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (kept == 0 || all[i].span.begin >= all[kept - 1].span.end) all[kept++] = all[i];
  all.resize(kept);
  found = std::move(all);
}

}  // namespace stenogram::transcript
