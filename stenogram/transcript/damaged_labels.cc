#include "stenogram/transcript/damaged_labels.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/scanning.h"

namespace stenogram::transcript {
namespace {

constexpr std::size_t kReach = 140;         // bytes in which a label may stand
constexpr std::size_t kFewestLabels = 6;    // on a page that is mended at all
constexpr std::size_t kBeginsAsOthers = 2;  // turns that begin with the same words

// The letters of `text`, folded, with nothing between them.
std::string letters_of(std::string_view text) {
  std::string out;
  for (char c : folded(text))
    if (c != ' ' && c != '.' && c != ',' && c != '(' && c != ')' && c != '-' && c != '\'' && c != '\n') out += c;
  return out;
}

// Letters to change, add or drop to make one of the other; more than `most` is `most + 1`.
std::size_t distance(std::string_view a, std::string_view b, std::size_t most) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > most) return most + 1;
  std::vector<std::size_t> row(a.size() + 1);
  for (std::size_t i = 0; i <= a.size(); ++i) row[i] = i;
  for (std::size_t j = 1; j <= b.size(); ++j) {
    std::size_t before = row[0], least = row[0] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      std::size_t here = std::min({row[i] + 1, row[i - 1] + 1, before + (a[i - 1] != b[j - 1])});
      before = row[i];
      row[i] = here;
      least = std::min(least, here);
    }
    if (least > most) return most + 1;
  }
  return row[a.size()];
}

class Mender {
 public:
  Mender(const capture::Page& page, Labels& labels) : page_(page), text_(page.text), labels_(labels) {}

  void run() {
    if (!learn()) return;
    std::vector<PageLabel> found;
    std::size_t next = 0;
    for (std::uint32_t b = 0; b < page_.blocks.size(); ++b) {
      const capture::Block& block = page_.blocks[b];
      if (block.region != capture::Region::main || block.kind == capture::BlockKind::metadata) continue;
      for (std::uint64_t at = block.span.begin; at < block.span.end;) {
        while (next < labels_.labels.size() && labels_.labels[next].candidate.span.end <= at) ++next;
        bool taken = next < labels_.labels.size() && labels_.labels[next].candidate.span.begin <= at + 3;
        if (!taken && at >= labels_.labels.front().candidate.span.begin)
          if (std::optional<PageLabel> label = look(b, at, block.span.end)) found.push_back(*label);
        std::size_t line = text_.find('\n', at);
        at = line == text_.npos ? block.span.end : line + 1;
      }
    }
    if (found.empty()) return;
    std::vector<PageLabel>& all = labels_.labels;
    all.insert(all.end(), found.begin(), found.end());
    std::sort(all.begin(), all.end(),
              [](const PageLabel& a, const PageLabel& b) { return a.candidate.span < b.candidate.span; });
    auto overlap = [](const PageLabel& a, const PageLabel& b) { return b.candidate.span.begin < a.candidate.span.end; };
    all.erase(std::unique(all.begin(), all.end(), overlap), all.end());
  }

 private:
  struct Known {
    std::string letters;
    std::uint32_t group;
  };

  // Who is announced with a title here, and how turns begin.
  bool learn() {
    if (labels_.labels.size() < kFewestLabels) return false;
    std::size_t titled = 0;
    for (const PageLabel& label : labels_.labels) {
      const LabelGroup& group = labels_.groups[label.group];
      if (label.candidate.mark != Mark::colon && label.candidate.mark != Mark::stop) continue;
      std::string_view rest = std::string_view(text_).substr(label.candidate.span.end, 60);
      ++beginnings_[first_words(rest)];
      bool title = group.look.honorific || group.look.office || group.words.find('(') != group.words.npos;
      if (!title || group.look.words < 2) continue;
      ++titled;
      std::string letters = letters_of(slice(text_, label.candidate.words));
      if (letters.size() < 6 || !by_letters_.emplace(letters, label.group).second) continue;
      known_.push_back({letters, label.group});
      std::string_view words = slice(text_, label.candidate.words);
      firsts_.push_back(letters_of(words.substr(0, words.find(' '))));
    }
    std::sort(firsts_.begin(), firsts_.end());
    firsts_.erase(std::unique(firsts_.begin(), firsts_.end()), firsts_.end());
    return titled * 2 >= labels_.labels.size() && known_.size() >= 2 && known_.size() < 2000;
  }

  // The first two words, folded.
  static std::string first_words(std::string_view text) {
    text = trimmed(text);
    std::size_t one = text.find(' ');
    std::size_t two = one == text.npos ? one : text.find(' ', one + 1);
    return letters_of(text.substr(0, two));
  }

  bool opens_with_title(std::string_view word) const {
    std::string letters = letters_of(word);
    for (const std::string& first : firsts_) {
      if (first == letters) return true;
      // "Mi." and "Mt." for "Mr.", by its stop.
      bool one_off = letters.size() == first.size() && letters[0] == first[0] && letters.size() >= 2 &&
                     distance(letters, first, 1) == 1;
      if (one_off && word.find('.') != word.npos) return true;
    }
    return false;
  }

  struct Match {
    std::uint32_t group;
    std::size_t distance;
  };

  // Whose these letters are, or nearly are where `nearly` may be: comparing with all who are known is
  // dear, and is kept to where a mark stands.
  std::optional<Match> match(const std::string& letters, bool nearly) const {
    if (auto same = by_letters_.find(letters); same != by_letters_.end()) return Match{same->second, 0};
    if (!nearly) return std::nullopt;
    std::optional<Match> best;
    bool twice = false;
    for (const Known& known : known_) {
      if (known.letters[0] != letters[0]) continue;
      std::size_t most = known.letters.size() < 8 ? 1 : std::min<std::size_t>(3, known.letters.size() / 7);
      if (letters.size() + most < known.letters.size() || letters.size() > known.letters.size() + most) continue;
      std::size_t off = distance(letters, known.letters, most);
      if (off > most) continue;
      if (best && off == best->distance && known.group != best->group) twice = true;
      if (!best || off < best->distance) best = Match{known.group, off}, twice = false;
    }
    return twice ? std::nullopt : best;
  }

  std::optional<PageLabel> look(std::uint32_t b, std::uint64_t begin, std::uint64_t end) const {
    std::uint64_t at = begin;
    const bool dashed = is_dash(character_at(text_, begin).code);
    for (int marks = 0; marks < 4 && at < end; ++marks) {  // "-", "—", "'", "•" that scanning left
      Character c = character_at(text_, at);
      if (c.code == '\n' || is_letter(c.code) || is_digit(c.code) || c.code == '(' || c.code == '<') break;
      at += c.size;
    }
    if (at >= end || !is_letter(character_at(text_, at).code)) return std::nullopt;
    const bool inner = begin != page_.blocks[b].span.begin;
    if ((inner || !page_.blocks[b].blank_line_before) && !behind_sentence(page_.blocks[b].span.begin, begin))
      return std::nullopt;
    const std::uint64_t limit = std::min<std::uint64_t>(end, at + kReach);
    std::uint64_t word_end = at;
    while (word_end < limit && text_[word_end] != ' ' && text_[word_end] != '\n') ++word_end;
    if (!opens_with_title(slice(text_, ByteSpan{at, std::min(word_end, at + 12)}))) return std::nullopt;

    std::optional<PageLabel> best;
    std::size_t best_distance = ~0u;
    for (std::uint64_t stop = at + 4; stop < limit; ++stop) {
      char c = text_[stop];
      if (c == '?' || c == '!') break;
      bool mark = c == ':' || c == ';' || c == '.' || c == ' ' || c == '\n' || c == '-' ||
                  static_cast<unsigned char>(c) == 0xE2;
      if (!mark || text_[stop - 1] == ' ' || text_[stop - 1] == '\n') continue;
      std::string letters = letters_of(slice(text_, ByteSpan{at, stop}));
      if (letters.size() < 5) continue;
      constexpr std::size_t kBrief = 24;  // letters of a title and a name
      bool nearly = c == ':' || c == ';' || (c == '.' && letters.size() <= kBrief) ||
                    (c == ' ' && stop + 1 < limit && text_[stop + 1] == ':');
      std::optional<Match> found = match(letters, nearly);
      if (!found || found->distance >= best_distance) continue;
      std::optional<std::uint64_t> rest = behind(begin, stop, limit, *found);
      // Behind a dash stands what others call out, too.
      if (!rest || (dashed && !begins_as_others(skip_blanks(text_, *rest, limit)))) continue;
      best_distance = found->distance;
      PageLabel label;
      label.group = found->group;
      label.candidate.block = b;
      label.candidate.inner = inner;
      label.candidate.words = trimmed(text_, ByteSpan{at, stop});
      label.candidate.span = {begin, *rest};
      best = label;
    }
    return best;
  }

  // Whether a sentence has ended before `at`, and no bracket of the block is open there.
  bool behind_sentence(std::uint64_t block, std::uint64_t at) const {
    std::uint64_t last = at;
    while (last > 0 && is_blank(static_cast<unsigned char>(text_[last - 1]))) --last;
    if (last == 0) return true;
    char32_t c = character_before(text_, last).code;
    bool ended =
        c == '.' || c == '?' || c == '!' || c == '>' || c == ')' || c == ':' || c == U'…' || is_closing_mark(c);
    if (!ended) return false;
    std::string_view before = slice(text_, ByteSpan{std::min(block, at), at});
    return std::count(before.begin(), before.end(), '(') <= std::count(before.begin(), before.end(), ')');
  }

  // Where what is said begins, if the mark at `stop` may end a label there.
  std::optional<std::uint64_t> behind(std::uint64_t begin, std::uint64_t stop, std::uint64_t limit,
                                      const Match& found) const {
    Character c = character_at(text_, stop);
    std::uint64_t rest = stop;
    char32_t mark = c.code;
    // ".:" and " :" are a colon.
    std::uint64_t next = skip_blanks(text_, stop + (c.code == '.'), limit);
    if (next < limit && (text_[next] == ':' || text_[next] == ';')) mark = text_[next], rest = next + 1;
    else if (c.code == ':' || c.code == ';' || c.code == '.' || is_dash(c.code)) rest = stop + c.size;
    std::uint64_t said = skip_blanks(text_, rest, limit);
    if (said >= limit) return std::nullopt;
    char32_t first = character_at(text_, said).code;
    bool sentence = is_upper(first) || first == U'“' || first == '"' || first == '(';
    if (mark == ':') return rest;
    if (mark == ';') return sentence ? std::optional(rest) : std::nullopt;
    const LabelGroup& group = labels_.groups[found.group];
    const bool chair = group.role && group.role->role == Role::moderator;
    if (mark == '.') {
      bool whole = found.distance == 0 || begins_as_others(said);
      return sentence && whole && !chair ? std::optional(rest) : std::nullopt;
    }
    // No mark at all, or a dash: only where it goes on as other turns begin, at a paragraph's begin.
    bool paragraph = begin == 0 || text_[begin - 1] == '\n' || text_[begin - 1] == '>';
    if (!paragraph || found.distance > 0 || chair || !sentence || !begins_as_others(said)) return std::nullopt;
    return is_dash(mark) ? rest : stop;
  }

  bool begins_as_others(std::uint64_t said) const {
    auto found = beginnings_.find(first_words(std::string_view(text_).substr(said, 60)));
    return found != beginnings_.end() && found->second >= kBeginsAsOthers;
  }

  const capture::Page& page_;
  const std::string& text_;
  Labels& labels_;
  std::vector<Known> known_;
  std::unordered_map<std::string, std::uint32_t> by_letters_;  // the same, to groups
  std::vector<std::string> firsts_;                            // titles that labels open with, letters alone
  std::unordered_map<std::string, std::uint32_t> beginnings_;
};

}  // namespace

void add_damaged_labels(const capture::Page& page, Labels& labels) { Mender(page, labels).run(); }

}  // namespace stenogram::transcript
