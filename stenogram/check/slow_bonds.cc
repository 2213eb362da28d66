#include "stenogram/check/slow_bonds.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "stenogram/differences/numbers.h"
#include "stenogram/text/words.h"

namespace stenogram::check {
using namespace differences;
namespace {

// Pairs of words are compared each with each only while that is quick.
constexpr std::uint64_t kMostPairs = 60'000;
constexpr std::uint32_t kExcused = 1, kAlike = 5, kOtherNumber = 8;

std::string without_yo(std::string key) {
  for (std::size_t at; (at = key.find("ё")) != key.npos;) key.replace(at, 2, "е");
  return key;
}

class Finder {
 public:
  Finder(const QuotedText& quoted, const SpokenText& spoken, const Lexicon& lexicon)
      : quoted_(quoted), spoken_(spoken), lexicon_(lexicon) {
    for (std::uint64_t i = 0; i < quoted.size(); ++i) quoted_at_[quoted.keys[i]].push_back(i);
    for (std::uint64_t j = 0; j < spoken.size(); ++j) spoken_keys_.insert(spoken.keys[j]);
  }

  Bonds find() {
    joins();
    contractions();
    numbers();
    pairs();
    return std::move(bonds_);
  }

 private:
  void bond(TokenRange quoted, TokenRange spoken, std::uint32_t cost, Bond kind) {
    if (quoted.empty() || spoken.empty() || quoted.size() > align::kLongestEquivalence ||
        spoken.size() > align::kLongestEquivalence)
      return;
    bonds_.pairs.push_back({quoted, spoken, cost});
    bonds_.kinds.push_back(kind);
  }

  bool quoted_has(std::uint64_t at, const Words& words) const {
    return at + words.size() <= quoted_.size() &&
           std::equal(words.begin(), words.end(), quoted_.keys.begin() + std::ptrdiff_t(at));
  }
  bool spoken_has(std::uint64_t at, const Words& words) const {
    return at + words.size() <= spoken_.size() &&
           std::equal(words.begin(), words.end(), spoken_.keys.begin() + std::ptrdiff_t(at));
  }
  const std::vector<std::uint64_t>& places_in_quotation(const std::string& key) const {
    static const std::vector<std::uint64_t> kNone;
    auto found = quoted_at_.find(key);
    return found == quoted_at_.end() ? kNone : found->second;
  }

  // Two or three words on one side that are one on the other. "not able" is not
  // "notable": a join that makes or loses a negation is no join.
  void joins() {
    auto honest = [&](std::span<const std::string> parts, const std::string& whole) {
      Traits apart = 0;
      for (const std::string& part : parts) apart |= lexicon_.traits(part);
      return (apart & kNegation) == (lexicon_.traits(whole) & kNegation);
    };
    for (std::uint64_t j = 0; j < spoken_.size(); ++j) {
      std::string whole = spoken_.keys[j];
      bool broken = spoken_.word(j).breaks_at_line_end;
      for (std::uint64_t length = 2; length <= 3 && j + length <= spoken_.size(); ++length) {
        whole += spoken_.keys[j + length - 1];
        for (std::uint64_t i : places_in_quotation(whole)) {
          if (broken && length == 2) bond({i, i + 1}, {j, j + 2}, 0, Bond::same);
          else if (honest({&spoken_.keys[j], length}, whole)) bond({i, i + 1}, {j, j + length}, kExcused, Bond::join);
        }
      }
    }
    std::unordered_map<std::string, std::vector<TokenRange>> joined;
    for (std::uint64_t i = 0; i < quoted_.size(); ++i) {
      std::string whole = quoted_.keys[i];
      for (std::uint64_t length = 2; length <= 3 && i + length <= quoted_.size(); ++length) {
        whole += quoted_.keys[i + length - 1];
        if (spoken_keys_.contains(whole)) joined[whole].push_back({i, i + length});
      }
    }
    for (std::uint64_t j = 0; j < spoken_.size() && !joined.empty(); ++j) {
      auto found = joined.find(spoken_.keys[j]);
      if (found == joined.end()) continue;
      for (TokenRange range : found->second) {
        bool broken = range.size() == 2 && quoted_.line_break[range.begin];
        if (broken) bond(range, {j, j + 1}, 0, Bond::same);
        else if (honest({&quoted_.keys[range.begin], range.size()}, spoken_.keys[j]))
          bond(range, {j, j + 1}, kExcused, Bond::join);
      }
    }
  }

  void contractions() {
    std::vector<std::pair<std::uint64_t, Words>> quoted_forms;
    for (std::uint64_t i = 0; i < quoted_.size(); ++i)
      for (Words& words : lexicon_.expansions(quoted_.keys[i])) quoted_forms.emplace_back(i, std::move(words));
    for (std::uint64_t j = 0; j < spoken_.size(); ++j) {
      for (const Words& words : lexicon_.expansions(spoken_.keys[j])) {
        if (words.empty()) continue;
        for (std::uint64_t i : places_in_quotation(words.front()))
          if (quoted_has(i, words)) bond({i, i + words.size()}, {j, j + 1}, kExcused, Bond::contraction);
        // Two contractions of one form: "it's" and "'tis".
        for (const auto& [i, other] : quoted_forms)
          if (other == words && quoted_.keys[i] != spoken_.keys[j])
            bond({i, i + 1}, {j, j + 1}, kExcused, Bond::contraction);
      }
    }
    for (const auto& [i, words] : quoted_forms)
      for (std::uint64_t j = 0; j < spoken_.size(); ++j)
        if (!words.empty() && spoken_.keys[j] == words.front() && spoken_has(j, words))
          bond({i, i + 1}, {j, j + words.size()}, kExcused, Bond::contraction);
  }

  template <class SpanOf>
  static std::vector<NumberGap> gaps(std::uint64_t count, SpanOf span_of, std::string_view text) {
    std::vector<NumberGap> between(count, NumberGap::plain);
    for (std::uint64_t at = 0; at + 1 < count; ++at)
      if (span_of(at).end <= span_of(at + 1).begin)
        between[at] = number_gap(slice(text, {span_of(at).end, span_of(at + 1).begin}));
    return between;
  }

  void numbers() {
    std::vector<NumberPhrase> in_quotation =
        number_phrases(quoted_.keys, lexicon_,
                       gaps(
                           quoted_.size(), [&](std::uint64_t i) { return quoted_.spans[i]; }, quoted_.text));
    if (in_quotation.empty()) return;
    std::vector<NumberPhrase> in_speech = number_phrases(
        spoken_.keys, lexicon_,
        gaps(
            spoken_.size(), [&](std::uint64_t j) { return spoken_.word(j).span(); }, spoken_.document->text));
    if (in_quotation.size() * in_speech.size() > kMostPairs) return;
    auto same_words = [&](TokenRange quoted, TokenRange spoken) {
      return quoted.size() == spoken.size() && std::equal(quoted_.keys.begin() + std::ptrdiff_t(quoted.begin),
                                                          quoted_.keys.begin() + std::ptrdiff_t(quoted.end),
                                                          spoken_.keys.begin() + std::ptrdiff_t(spoken.begin));
    };
    for (const NumberPhrase& q : in_quotation)
      for (const NumberPhrase& s : in_speech) {
        if (as_percent(q, s) || as_percent(s, q)) {
          bond(q.whole, s.whole, kExcused, Bond::number);
          continue;
        }
        if (q.half || s.half) continue;
        if (q.ordinal != s.ordinal && !(lexicon_.ordinals_in_figures() && (q.ordinal ? s.figures : q.figures)))
          continue;
        if (same_value(q.value, s.value)) {
          // "five million dollars" is not five million euros.
          if (q.unit != s.unit && !q.unit.empty() && !s.unit.empty())
            bond(q.whole, s.whole, kOtherNumber, Bond::other_number);
          if (!same_words(q.core, s.core)) bond(q.core, s.core, kExcused, Bond::number);
          if (q.unit == s.unit && !q.unit.empty() && !same_words(q.whole, s.whole))
            bond(q.whole, s.whole, kExcused, Bond::number);
          // "a thousand" for "1,000": the article belongs to the number.
          with_article(q, s);
        } else {
          bond(q.core, s.core, kOtherNumber, Bond::other_number);
        }
      }
  }

  void with_article(const NumberPhrase& q, const NumberPhrase& s) {
    // So does the "de" of "medio millón de coronas", beside "500.000 coronas".
    auto of = [&](const Words& keys, const NumberPhrase& number) {
      const NumberWord* last = lexicon_.number(keys[number.core.end - 1]);
      return last && last->kind == NumberWord::scale && last->value >= 1e6 && number.core.end < keys.size() &&
             lexicon_.number_of(keys[number.core.end]);
    };
    bool quoted_of = of(quoted_.keys, q), spoken_of = of(spoken_.keys, s);
    if (spoken_of && !quoted_of) bond(q.core, {s.core.begin, s.core.end + 1}, kExcused, Bond::number);
    if (quoted_of && !spoken_of) bond({q.core.begin, q.core.end + 1}, s.core, kExcused, Bond::number);
    if (q.core.begin > 0 && (lexicon_.traits(quoted_.keys[q.core.begin - 1]) & kArticle) && s.core.size() == 1)
      bond({q.core.begin - 1, q.core.end}, s.core, kExcused, Bond::number);
    if (s.core.begin > 0 && (lexicon_.traits(spoken_.keys[s.core.begin - 1]) & kArticle) && q.core.size() == 1)
      bond(q.core, {s.core.begin - 1, s.core.end}, kExcused, Bond::number);
  }

  // Words that differ in nothing but their marks, whether or not the quoted form stands
  // elsewhere in the stretch: `si` beside `si` and `sí`.
  void marks() {
    auto ascii = [](const std::string& key) {
      return std::none_of(key.begin(), key.end(), [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; });
    };
    std::unordered_map<std::string_view, std::vector<std::uint64_t>> by_search_key;
    for (std::uint64_t i = 0; i < quoted_.size(); ++i) by_search_key[quoted_.search_keys[i]].push_back(i);
    for (std::uint64_t j = 0; j < spoken_.size(); ++j) {
      const std::string& said = spoken_.keys[j];
      std::string plain = ascii(said) ? said : text::search_key(spoken_.printed(j));
      auto found = by_search_key.find(plain);
      if (found == by_search_key.end()) continue;
      for (std::uint64_t i : found->second) {
        const std::string& key = quoted_.keys[i];
        if (key == said) continue;
        bool excused = !quoted_.has_marks || without_yo(key) == without_yo(said);
        bond({i, i + 1}, {j, j + 1}, excused ? kExcused : kAlike, excused ? Bond::spelling : Bond::near);
      }
    }
  }

  // One word for one: variants of spelling, and words so alike that they were meant to
  // stand in one place.
  void pairs() {
    marks();
    std::vector<std::uint64_t> lost;  // quoted words that stand nowhere as they are
    for (std::uint64_t i = 0; i < quoted_.size(); ++i)
      if (!spoken_keys_.contains(quoted_.keys[i])) lost.push_back(i);
    if (lost.size() * spoken_.size() > kMostPairs) return;
    for (std::uint64_t j = 0; j < spoken_.size() && !lost.empty(); ++j) {
      const std::string& said = spoken_.keys[j];
      for (std::uint64_t i : lost) {
        const std::string& key = quoted_.keys[i];
        if (key == said) continue;
        if (lexicon_.spelling_variants(key, said)) {
          bond({i, i + 1}, {j, j + 1}, kExcused, Bond::spelling);
        } else if (alike(key, said)) {
          bond({i, i + 1}, {j, j + 1}, kAlike, Bond::near);
        }
      }
    }
  }

  bool alike(const std::string& a, const std::string& b) const {
    std::size_t longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
    if (shorter < 2 || longer - shorter > 8) return false;
    if (shorter >= 3 && longer - shorter <= 4 && longer >= 6 && one_letter_off(a, b)) return true;
    return lexicon_.one_verb(a, b) || lexicon_.opposites(a, b) || lexicon_.elided(a, b) || lexicon_.elided(b, a);
  }

  const QuotedText& quoted_;
  const SpokenText& spoken_;
  const Lexicon& lexicon_;
  std::unordered_map<std::string, std::vector<std::uint64_t>> quoted_at_;
  std::unordered_set<std::string> spoken_keys_;
  Bonds bonds_;
};

}  // namespace

Bonds slow_bonds(const QuotedText& quoted, const SpokenText& spoken, const Lexicon& lexicon) {
  return Finder(quoted, spoken, lexicon).find();
}

}  // namespace stenogram::check
