#include "stenogram/transcript/candidates.h"

#include <algorithm>
#include <cstring>

#include "stenogram/transcript/candidate_shapes.h"
#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/roles.h"
#include "stenogram/transcript/running_labels.h"
#include "stenogram/transcript/scanning.h"

namespace stenogram::transcript {
namespace {

class Finder {
 public:
  Finder(const capture::Page& page, const std::vector<ByteSpan>& furniture)
      : page_(page), text_(page.text), furniture_(furniture), shapes_(page) {}

  std::vector<Candidate> run() {
    margin_ = numbered_margin(page_, furniture_);
    for (std::uint32_t i = 0; i < page_.blocks.size(); ++i) visit(i);
    add_running(page_, shapes_, found_);
    return std::move(found_);
  }

 private:
  // Moves `at` over furniture that begins there.
  std::size_t behind_furniture(std::size_t at) {
    while (next_furniture_ < furniture_.size() && furniture_[next_furniture_].end <= at) ++next_furniture_;
    if (next_furniture_ < furniture_.size() && furniture_[next_furniture_].begin <= at)
      return std::max<std::size_t>(at, furniture_[next_furniture_].end);
    return at;
  }

  void visit(std::uint32_t index) {
    const capture::Block& block = page_.blocks[index];
    using capture::BlockKind;
    using capture::Region;
    if (block.kind == BlockKind::metadata || block.kind == BlockKind::rule) return;
    if (block.region != Region::main && block.region != Region::aside) return;
    std::size_t end = block.span.end;
    std::size_t at = behind_furniture(block.span.begin);
    std::size_t in = at;
    at = skip_blanks(text_, at, end);
    if (at >= end) return;
    if (inside_bracket(at, end)) return;
    bool goes_on = margin_ && in > block.span.begin && at - in <= *margin_ + kParagraphIndent;
    look(index, at, end, goes_on);

    // Lines inside the paragraph, where a colon is near.
    const char* base = text_.data();
    for (;;) {
      const void* line_end = std::memchr(base + at, '\n', end - at);
      if (line_end == nullptr) return;
      at = static_cast<std::size_t>(static_cast<const char*>(line_end) - base) + 1;
      at = skip_blanks(text_, behind_furniture(at), end);
      if (at >= end) return;
      std::size_t reach = std::min(kInnerReach, end - at);
      bool colon = std::memchr(base + at, ':', reach) != nullptr ||
                   (static_cast<unsigned char>(base[at]) >= 0xE0 && text_.substr(at, reach).find("：") != text_.npos);
      bool letter = (base[at] == 'Q' || base[at] == 'A') && at + 2 < end && base[at + 1] == '.' && base[at + 2] == ' ';
      if (letter) {
        look(index, at, end, false);
        continue;
      }
      if (!colon && !closing_bracket(character_at(text_, at).code)) continue;
      look(index, at, end, true);
    }
  }

  // A stage note that begins a paragraph with a bracket may run over several; the
  // names and colons in it announce nobody.
  bool inside_bracket(std::size_t at, std::size_t end) {
    if (open_bracket_ == 0 && text_[at] != '(') return false;
    std::string_view text = text_.substr(at, end - at);
    auto opened = std::count(text.begin(), text.end(), '(');
    auto closed = std::count(text.begin(), text.end(), ')');
    if (open_bracket_ == 0) {
      bool runs_on = opened > closed && text.size() < 300;
      if (runs_on) open_bracket_ = 1;
      return runs_on;
    }
    // A label on a line of its own ends a bracket that nobody closed.
    bool label = text.ends_with(':') && text.size() < 80 && opened == 0;
    bool stays = !label && closed <= opened && ++open_bracket_ < 8;
    if (label) {
      open_bracket_ = 0;
      return false;
    }
    if (!stays) open_bracket_ = 0;
    return true;
  }

  void look(std::uint32_t index, std::size_t at, std::size_t end, bool inner) {
    if (!found_.empty() && found_.back().span.end > at) return;
    if (std::optional<Candidate> candidate = shapes_.at(index, at, end, inner)) found_.push_back(*candidate);
  }

  const capture::Page& page_;
  std::string_view text_;
  const std::vector<ByteSpan>& furniture_;
  Shapes shapes_;
  std::size_t next_furniture_ = 0;
  std::optional<std::size_t> margin_;  // blanks between a line's number and its words
  int open_bracket_ = 0;               // paragraphs since a bracket was opened and not closed; 0 outside
  std::vector<Candidate> found_;
};

}  // namespace

std::string group_key(std::string_view words) {
  for (std::string_view mark : {"--", "——"}) {
    std::size_t at = words.find(mark);
    if (at != words.npos && at > 0) words = words.substr(0, at);
  }
  // "Question (retranslated)" is Question: small words in brackets are the printer's.
  if (words.ends_with(')'))
    if (std::size_t open = words.rfind('(');
        open != words.npos && open > 0 && is_lower(character_at(words, open + 1).code))
      words = trimmed(words.substr(0, open));
  std::string key = folded(words);
  // "記 者" is 記者: blanks set two characters apart to fill the measure.
  if (key.size() >= 7 && key.size() <= 20 && is_han(character_at(key, 0).code))
    for (std::size_t at = key.find(' '); at != key.npos && at + 1 < key.size(); at = key.find(' ', at)) {
      if (!is_han(character_at(key, at + 1).code)) break;
      key.erase(at, 1);
    }
  while (!key.empty() && (key.back() == '.' || key.back() == ' ' || key.back() == ',')) key.pop_back();
  // "Q1", "Q2": one label, whose number counts what is said.
  if (!key.empty() && is_digit(static_cast<unsigned char>(key.back())) && names_an_utterance(key))
    while (!key.empty() && (is_digit(static_cast<unsigned char>(key.back())) || key.back() == ' ' || key.back() == '.'))
      key.pop_back();
  return key;
}

std::vector<Candidate> find_candidates(const capture::Page& page, const std::vector<ByteSpan>& furniture) {
  return Finder(page, furniture).run();
}

}  // namespace stenogram::transcript
