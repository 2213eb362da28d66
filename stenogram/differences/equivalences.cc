#include "stenogram/differences/equivalences.h"

#include <algorithm>
#include <unordered_map>

#include "stenogram/differences/numbers.h"
#include "stenogram/text/words.h"

namespace stenogram::differences {
namespace {

// Pairs of words are compared each with each only while that is quick.
constexpr std::uint64_t kMostPairs = 60'000;
constexpr std::uint32_t kExcused = 1, kAlike = 5, kOtherNumber = 8;

std::u32string letters_of(std::string_view text) {
  std::u32string letters;
  for (std::size_t at = 0; at < text.size();) {
    unsigned char lead = static_cast<unsigned char>(text[at]);
    std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t letter = 0;
    for (char byte : text.substr(at, length)) letter = letter << 8 | static_cast<unsigned char>(byte);
    letters += letter;
    at += length;
  }
  return letters;
}

std::string without_yo(std::string key) {
  for (std::size_t at; (at = key.find("ё")) != key.npos;) key.replace(at, 2, "е");
  return key;
}

// What a word spoken is to the quotation.
struct Known {
  std::string key;                                  // by which verdicts compare it
  std::vector<std::uint64_t> equal;                 // where the quotation has it
  bool opens_join = false;                          // a word of the quotation begins with it
  bool opens_expansion = false;                     // what a contraction of the quotation stands for does
  const std::vector<TokenRange>* joined = nullptr;  // words of the quotation that are it, put together
  std::vector<TokenRange> contracted;               // words of the quotation that it stands for, contracted
  struct Marked {
    std::uint64_t at;
    bool excused;
  };
  std::vector<Marked> marked;        // words of the quotation from which it differs in its marks
  std::vector<std::uint8_t> beside;  // Relation, to each of the quotation's words, as they are asked
};

// `unspelled`: no variant of spelling; whether they are alike was not asked.
enum Relation : std::uint8_t { unasked, unspelled, strange, spelled, alike };

// Words of a quotation beyond which relations are not kept.
constexpr std::size_t kMostRelations = 512;

}  // namespace

class BondFinder::Inner {
 public:
  Inner(const QuotedText& quoted, const Lexicon& lexicon) : quoted_(quoted), lexicon_(lexicon) {
    for (std::uint64_t i = 0; i < quoted.size(); ++i) {
      quoted_at_[quoted.keys[i]].push_back(i);
      by_search_key_[quoted.search_keys[i]].push_back(i);
      for (Words& words : lexicon.expansions(quoted.keys[i]))
        if (!words.empty()) quoted_forms_.emplace_back(i, std::move(words));
      std::string whole = quoted.keys[i];
      for (std::uint64_t length = 2; length <= 3 && i + length <= quoted.size(); ++length) {
        whole += quoted.keys[i + length - 1];
        joined_[whole].push_back({i, i + length});
      }
    }
    sorted_.assign(quoted.keys.begin(), quoted.keys.end());
    std::sort(sorted_.begin(), sorted_.end());
    numbers_ = number_phrases(quoted.keys, lexicon,
                              gaps(
                                  quoted.size(), [&](std::uint64_t i) { return quoted_.spans[i]; }, quoted_.text));
  }

  Bonds find(const corpus::Document& document, const corpus::Utterance& utterance, TokenRange window) {
    look_up(document, utterance, window);
    excused();
    pairs(spelled);
    pairs(alike);
    return std::move(bonds_);
  }

  std::uint32_t most_excused(const corpus::Document& document, const corpus::Utterance& utterance, TokenRange window) {
    look_up(document, utterance, window);
    excused();
    pairs(spelled);
    return bonds_.pairs.empty() ? 0 : bonds_.excused_words(quoted_.size());
  }

 private:
  const std::string& said(std::uint64_t j) const { return words_[j]->key; }
  const text::Word& word(std::uint64_t j) const { return utterance_->words[window_.begin + j]; }
  std::string_view printed(std::uint64_t j) const { return slice(document_->text, word(j).span()); }

  void excused() {
    joins();
    contractions();
    numbers();
    marks();
  }

  void bond(TokenRange quoted, TokenRange in_speech, std::uint32_t cost, Bond kind) {
    if (quoted.empty() || in_speech.empty() || quoted.size() > align::kLongestEquivalence ||
        in_speech.size() > align::kLongestEquivalence)
      return;
    bonds_.pairs.push_back({quoted, in_speech, cost});
    bonds_.kinds.push_back(kind);
  }

  bool quoted_has(std::uint64_t at, const Words& words) const {
    return at + words.size() <= quoted_.size() &&
           std::equal(words.begin(), words.end(), quoted_.keys.begin() + std::ptrdiff_t(at));
  }
  bool spoken_has(std::uint64_t at, std::span<const std::string> words) const {
    if (at + words.size() > words_.size()) return false;
    for (std::size_t k = 0; k < words.size(); ++k)
      if (said(at + k) != words[k]) return false;
    return true;
  }
  const std::vector<std::uint64_t>& places_in_quotation(const std::string& key) const {
    static const std::vector<std::uint64_t> kNone;
    auto found = quoted_at_.find(key);
    return found == quoted_at_.end() ? kNone : found->second;
  }

  // What each word of the stretch is to the quotation, and which words of that it lacks. Most are
  // known as they are printed.
  void look_up(const corpus::Document& document, const corpus::Utterance& utterance, TokenRange window) {
    document_ = &document;
    utterance_ = &utterance;
    window_ = window;
    bonds_ = {};
    words_.clear();
    stands_.assign(quoted_.size(), 0);
    for (std::uint64_t j = 0; j < window.size(); ++j) {
      auto [known, fresh] = as_printed_.try_emplace(printed(j), nullptr);
      if (fresh) known->second = get_to_know(printed(j));
      words_.push_back(known->second);
      for (std::uint64_t i : known->second->equal) stands_[i] = 1;
    }
  }

  Known* get_to_know(std::string_view printed) {
    std::string key = text::verdict_key(printed);
    auto [place, fresh] = known_.try_emplace(key);
    Known& known = place->second;
    if (!fresh) return &known;
    known.key = std::move(key);
    const std::string& said = known.key;
    known.equal = places_in_quotation(said);
    auto begins = std::lower_bound(sorted_.begin(), sorted_.end(), said);
    while (begins != sorted_.end() && *begins == said) ++begins;
    known.opens_join = begins != sorted_.end() && begins->starts_with(said);
    if (auto found = joined_.find(said); found != joined_.end()) known.joined = &found->second;
    for (const auto& [i, words] : quoted_forms_) known.opens_expansion |= words.front() == said;
    for (const Words& words : lexicon_.expansions(said)) {
      if (words.empty()) continue;
      for (std::uint64_t i : places_in_quotation(words.front()))
        if (quoted_has(i, words)) known.contracted.push_back({i, i + words.size()});
      // Two contractions of one form: "it's" and "'tis".
      for (const auto& [i, other] : quoted_forms_)
        if (other == words && quoted_.keys[i] != said) known.contracted.push_back({i, i + 1});
    }
    // Words that differ in nothing but their marks, whether or not the quoted form stands
    // elsewhere in the stretch: `si` beside `si` and `sí`.
    bool ascii =
        std::none_of(said.begin(), said.end(), [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; });
    auto same = by_search_key_.find(ascii ? said : text::search_key(printed));
    if (same == by_search_key_.end()) return &known;
    for (std::uint64_t i : same->second) {
      const std::string& other = quoted_.keys[i];
      if (other != said) known.marked.push_back({i, !quoted_.has_marks || without_yo(other) == without_yo(said)});
    }
    return &known;
  }

  // Two or three words on one side that are one on the other. "not able" is not
  // "notable": a join that makes or loses a negation is no join.
  void joins() {
    auto key_of = [](const auto& part) -> const std::string& {
      if constexpr (std::is_pointer_v<std::remove_cvref_t<decltype(part)>>) return part->key;
      else return part;
    };
    auto honest = [&]<class Part>(std::span<Part> parts, const std::string& whole) {
      Traits apart = 0;
      for (const auto& part : parts) apart |= lexicon_.traits(key_of(part));
      return (apart & kNegation) == (lexicon_.traits(whole) & kNegation);
    };
    std::string whole;
    for (std::uint64_t j = 0; j < words_.size(); ++j) {
      if (!words_[j]->opens_join) continue;
      whole = said(j);
      bool broken = word(j).breaks_at_line_end;
      for (std::uint64_t length = 2; length <= 3 && j + length <= words_.size(); ++length) {
        whole += said(j + length - 1);
        for (std::uint64_t i : places_in_quotation(whole)) {
          if (broken && length == 2) bond({i, i + 1}, {j, j + 2}, 0, Bond::same);
          else if (honest(std::span(&words_[j], length), whole))
            bond({i, i + 1}, {j, j + length}, kExcused, Bond::join);
        }
      }
    }
    for (std::uint64_t j = 0; j < words_.size(); ++j) {
      if (words_[j]->joined == nullptr) continue;
      for (TokenRange range : *words_[j]->joined) {
        bool broken = range.size() == 2 && quoted_.line_break[range.begin];
        if (broken) bond(range, {j, j + 1}, 0, Bond::same);
        else if (honest(std::span(&quoted_.keys[range.begin], range.size()), said(j)))
          bond(range, {j, j + 1}, kExcused, Bond::join);
      }
    }
  }

  void contractions() {
    for (std::uint64_t j = 0; j < words_.size(); ++j)
      for (TokenRange range : words_[j]->contracted) bond(range, {j, j + 1}, kExcused, Bond::contraction);
    for (const auto& [i, words] : quoted_forms_)
      for (std::uint64_t j = 0; j < words_.size(); ++j)
        if (words_[j]->opens_expansion && spoken_has(j, words))
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
    if (numbers_.empty()) return;
    Words said;
    for (const Known* known : words_) said.push_back(known->key);
    std::vector<NumberPhrase> in_speech =
        number_phrases(said, lexicon_,
                       gaps(
                           words_.size(), [&](std::uint64_t j) { return word(j).span(); }, document_->text));
    if (numbers_.size() * in_speech.size() > kMostPairs) return;
    auto same_words = [&](TokenRange quoted, TokenRange spoken) {
      return quoted.size() == spoken.size() &&
             spoken_has(spoken.begin, std::span(quoted_.keys).subspan(quoted.begin, quoted.size()));
    };
    for (const NumberPhrase& q : numbers_)
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
          with_article(q, s, said);
        } else {
          bond(q.core, s.core, kOtherNumber, Bond::other_number);
        }
      }
  }

  void with_article(const NumberPhrase& q, const NumberPhrase& s, const Words& said) {
    // So does the "de" of "medio millón de coronas", beside "500.000 coronas".
    auto of = [&](const Words& keys, const NumberPhrase& number) {
      const NumberWord* last = lexicon_.number(keys[number.core.end - 1]);
      return last && last->kind == NumberWord::scale && last->value >= 1e6 && number.core.end < keys.size() &&
             lexicon_.number_of(keys[number.core.end]);
    };
    bool quoted_of = of(quoted_.keys, q), spoken_of = of(said, s);
    if (spoken_of && !quoted_of) bond(q.core, {s.core.begin, s.core.end + 1}, kExcused, Bond::number);
    if (quoted_of && !spoken_of) bond({q.core.begin, q.core.end + 1}, s.core, kExcused, Bond::number);
    if (q.core.begin > 0 && (lexicon_.traits(quoted_.keys[q.core.begin - 1]) & kArticle) && s.core.size() == 1)
      bond({q.core.begin - 1, q.core.end}, s.core, kExcused, Bond::number);
    if (s.core.begin > 0 && (lexicon_.traits(said[s.core.begin - 1]) & kArticle) && q.core.size() == 1)
      bond(q.core, {s.core.begin - 1, s.core.end}, kExcused, Bond::number);
  }

  void marks() {
    for (std::uint64_t j = 0; j < words_.size(); ++j)
      for (const Known::Marked& marked : words_[j]->marked)
        bond({marked.at, marked.at + 1}, {j, j + 1}, marked.excused ? kExcused : kAlike,
             marked.excused ? Bond::spelling : Bond::near);
  }

  // One word for one: variants of spelling, or words so alike that they were meant to stand
  // in one place.
  void pairs(Relation wanted) {
    std::vector<std::uint64_t> lost;  // quoted words that stand nowhere as they are
    for (std::uint64_t i = 0; i < quoted_.size(); ++i)
      if (!stands_[i]) lost.push_back(i);
    if (lost.size() * words_.size() > kMostPairs) return;
    for (std::uint64_t j = 0; j < words_.size() && !lost.empty(); ++j)
      for (std::uint64_t i : lost)
        if (related(j, i, wanted))
          bond({i, i + 1}, {j, j + 1}, wanted == spelled ? kExcused : kAlike,
               wanted == spelled ? Bond::spelling : Bond::near);
  }

  bool related(std::uint64_t j, std::uint64_t i, Relation wanted) {
    const std::string &key = quoted_.keys[i], &said = words_[j]->key;
    auto find_out = [&](Relation known) {
      if (known == unasked) known = lexicon_.spelling_variants(key, said) ? spelled : unspelled;
      if (known == unspelled && wanted == alike) known = meant_for_one(key, said) ? alike : strange;
      return known;
    };
    if (quoted_.size() > kMostRelations) return find_out(unasked) == wanted;
    std::vector<std::uint8_t>& beside = words_[j]->beside;
    if (beside.empty()) beside.assign(quoted_.size(), unasked);
    beside[i] = find_out(Relation(beside[i]));
    return beside[i] == wanted;
  }

  bool meant_for_one(const std::string& a, const std::string& b) const {
    std::size_t longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
    if (shorter < 2 || longer - shorter > 8) return false;
    if (shorter >= 3 && longer - shorter <= 4 && longer >= 6 && one_letter_off(a, b)) return true;
    return lexicon_.one_verb(a, b) || lexicon_.opposites(a, b) || lexicon_.elided(a, b) || lexicon_.elided(b, a);
  }

  const QuotedText& quoted_;
  const Lexicon& lexicon_;
  std::unordered_map<std::string, std::vector<std::uint64_t>> quoted_at_;
  std::unordered_map<std::string, std::vector<std::uint64_t>> by_search_key_;
  std::unordered_map<std::string, std::vector<TokenRange>> joined_;  // two or three words put together
  std::vector<std::pair<std::uint64_t, Words>> quoted_forms_;        // what contractions stand for
  std::vector<std::string> sorted_;
  std::vector<NumberPhrase> numbers_;
  std::unordered_map<std::string, Known> known_;             // by verdict key
  std::unordered_map<std::string_view, Known*> as_printed_;  // views of documents
  // Of the stretch in hand.
  const corpus::Document* document_ = nullptr;
  const corpus::Utterance* utterance_ = nullptr;
  TokenRange window_;
  std::vector<Known*> words_;
  std::vector<std::uint8_t> stands_;  // for each word of the quotation: as it is
  Bonds bonds_;
};

BondFinder::BondFinder(const QuotedText& quoted, const Lexicon& lexicon)
    : inner_(std::make_unique<Inner>(quoted, lexicon)) {}
BondFinder::~BondFinder() = default;
BondFinder::BondFinder(BondFinder&&) noexcept = default;
Bonds BondFinder::find(const SpokenText& spoken) {
  return inner_->find(*spoken.document, *spoken.utterance, spoken.window);
}
std::uint32_t BondFinder::most_excused(const corpus::Document& document, const corpus::Utterance& utterance,
                                       TokenRange window) {
  return inner_->most_excused(document, utterance, window);
}

std::uint32_t Bonds::excused_words(std::uint64_t quoted) const {
  std::vector<std::uint8_t> excused(quoted, 0);
  for (std::size_t k = 0; k < pairs.size(); ++k)
    if (kinds[k] != Bond::near && kinds[k] != Bond::other_number)
      std::fill(excused.begin() + std::ptrdiff_t(pairs[k].quoted.begin),
                excused.begin() + std::ptrdiff_t(pairs[k].quoted.end), 1);
  return std::uint32_t(std::count(excused.begin(), excused.end(), 1));
}

bool one_letter_off(std::string_view a, std::string_view b) {
  std::u32string left = letters_of(a), right = letters_of(b);
  if (left.size() > right.size()) std::swap(left, right);
  if (right.size() - left.size() > 1) return false;
  std::size_t front = 0;
  while (front < left.size() && left[front] == right[front]) ++front;
  std::size_t skip = right.size() == left.size() ? 1 : 0;
  if (skip == 1 && front == left.size()) return false;  // equal
  return std::u32string_view(left).substr(front + skip) == std::u32string_view(right).substr(front + 1);
}

Bond Bonds::between(TokenRange quoted, TokenRange spoken) const {
  const align::Equivalence* best = nullptr;
  for (const align::Equivalence& pair : pairs)
    if (pair.quoted == quoted && pair.spoken == spoken && (best == nullptr || pair.cost < best->cost)) best = &pair;
  return best == nullptr ? Bond::near : kinds[std::size_t(best - pairs.data())];
}

}  // namespace stenogram::differences
