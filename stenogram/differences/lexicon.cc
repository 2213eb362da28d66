#include "stenogram/differences/lexicon.h"

#include <algorithm>
#include <cstdlib>

#include "stenogram/base/table.h"
#include "stenogram/differences/data.h"
#include "stenogram/text/words.h"

namespace stenogram::differences {
namespace {

struct NamedTrait {
  std::string_view section;
  Trait trait;
};

constexpr NamedTrait kTraitSections[] = {
    {"negation", kNegation},
    {"modal", kModal},
    {"quantifier", kQuantifier},
    {"hedge", kHedge},
    {"condition", kCondition},
    {"comparison", kComparison},
    {"articles", kArticle},
    {"small", kSmall},
    {"pronouns", kPronoun},
    {"movable", kMovable},
    {"clause openers", kClauseOpener},
    {"complementizers", kComplementizer},
    {"doubt", kDoubt},
    {"report", kReport},
    {"self", kSelf},
    {"as", kAs},
    {"acronyms", kAcronym},
    {"months", kMonth},
    {"turning", kTurning},
    {"degree", kDegree},
    {"first person", kFirstPerson},
    {"passive", kPassive},
    {"told", kTold},
    {"inverted condition", kInverted},
    {"supposing", kSupposing},
};

Words keys_of(std::string_view text) {
  Words keys;
  for (const text::Word& word : text::words(text)) keys.push_back(text::verdict_key(slice(text, word.span())));
  return keys;
}

// Bits of words ("n't", "un") are not words; only their case and apostrophes are folded.
std::string piece(std::string_view text) { return text::verdict_key(text); }

// `word` without `ending`, if at least `least` bytes remain.
std::string_view stem(std::string_view word, std::string_view ending, std::size_t least) {
  if (!word.ends_with(ending) || word.size() < ending.size() + least) return {};
  return word.substr(0, word.size() - ending.size());
}

constexpr std::string_view kLanguages[] = {"en", "ru", "fr", "de", "es"};

}  // namespace

const Lexicon& Lexicon::of(std::string_view language) {
  struct All {
    Lexicon one[std::size(kLanguages)], together;
    All() {
      for (std::size_t k = 0; k < std::size(kLanguages); ++k) {
        std::string_view table = differences::data(std::string(kLanguages[k]) + ".txt");
        one[k].read(table);
        together.read(table);
      }
    }
  };
  static const All kAll;
  for (std::size_t k = 0; k < std::size(kLanguages); ++k)
    if (language.substr(0, language.find('-')) == kLanguages[k]) return kAll.one[k];
  return kAll.together;
}

void Lexicon::read(std::string_view table) {
  for (const TableSection& section : parse_table(table)) {
    auto named = std::find_if(std::begin(kTraitSections), std::end(kTraitSections),
                              [&](const NamedTrait& entry) { return entry.section == section.name; });
    for (const TableRow& row : section.rows) {
      const std::vector<std::string_view>& columns = row.columns;
      if (named != std::end(kTraitSections)) {
        for (std::string_view column : columns) {
          Words keys = keys_of(column);
          if (keys.size() == 1) traits_[keys[0]] |= named->trait;
          if (keys.size() > 1) phrases_[keys[0]].emplace_back(keys, named->trait);
        }
      } else if (section.name == "negation prefixes") {
        for (std::string_view column : columns) prefixes_.push_back(piece(column));
      } else if (section.name == "negation endings") {
        for (std::string_view column : columns) endings_.push_back(piece(column));
      } else if (section.name == "movable endings") {
        for (std::string_view column : columns) movable_endings_.push_back(piece(column));
      } else if (section.name == "tense") {
        ++classes_;
        for (std::string_view column : columns) {
          verbs_[piece(column)].push_back(classes_);
          traits_[piece(column)] |= kVerbForm;
        }
      } else if (section.name == "tense endings") {
        for (std::string_view column : columns) tense_endings_.push_back(piece(column));
      } else if (section.name == "contractions") {
        Words keys = keys_of(columns[0]);
        for (std::size_t k = 1; k < columns.size() && keys.size() == 1; ++k)
          contractions_[keys[0]].push_back(keys_of(columns[k]));
      } else if (section.name == "contraction endings") {
        std::vector<Words> words;
        for (std::size_t k = 1; k < columns.size(); ++k) words.push_back(keys_of(columns[k]));
        contraction_endings_.emplace_back(piece(columns[0]), std::move(words));
      } else if (section.name == "elisions" && columns.size() == 2) {
        elisions_.emplace_back(piece(columns[0]), piece(columns[1]));
      } else if (section.name == "spelling" && columns.size() >= 2) {
        ++classes_;
        for (std::string_view column : columns) spelling_.emplace(piece(column), classes_);
      } else if (section.name == "spelling inside" && columns.size() == 2) {
        spelling_inside_.emplace_back(piece(columns[0]), piece(columns[1]));
      } else if (section.name == "spelling endings" && columns.size() == 2) {
        spelling_endings_.emplace_back(piece(columns[0]), piece(columns[1]));
      } else if (section.name == "numbers" && columns.size() == 3) {
        NumberWord number;
        number.value = std::strtod(std::string(columns[1]).c_str(), nullptr);
        number.kind = columns[2] == "ten"       ? NumberWord::ten
                      : columns[2] == "scale"   ? NumberWord::scale
                      : columns[2] == "ordinal" ? NumberWord::ordinal
                      : columns[2] == "part"    ? NumberWord::part
                                                : NumberWord::unit;
        std::string key = piece(columns[0]);
        numbers_.emplace(key, number);
        if (number.kind != NumberWord::ordinal && number.kind != NumberWord::part && number.value != 1)
          traits_[key] |= kNumber;
      } else if (section.name == "number and") {
        for (std::string_view column : columns) number_and_.words.emplace(piece(column), 1);
      } else if (section.name == "number point") {
        for (std::string_view column : columns) number_point_.words.emplace(piece(column), 1);
      } else if (section.name == "number minus") {
        for (std::string_view column : columns) number_minus_.words.emplace(piece(column), 1);
      } else if (section.name == "number of") {
        for (std::string_view column : columns) number_of_.words.emplace(piece(column), 1);
      } else if (section.name == "number fractions" && columns.size() == 2) {
        fractions_.emplace_back(keys_of(columns[0]), std::strtod(std::string(columns[1]).c_str(), nullptr));
      } else if (section.name == "number abbreviations" && columns.size() == 2) {
        abbreviations_.emplace(piece(columns[0]), std::strtod(std::string(columns[1]).c_str(), nullptr));
      } else if (section.name == "ordinals in figures") {
        ordinals_in_figures_ = true;
      } else if (section.name == "inflections") {
        for (std::string_view column : columns) inflections_.words.emplace(piece(column), 1);
      } else if (section.name == "number units" && columns.size() == 2) {
        units_.emplace_back(keys_of(columns[0]), columns[1]);
      } else if (section.name == "number half after") {
        for (std::string_view column : columns) half_after_.push_back(keys_of(column));
      } else if (section.name == "number half before") {
        for (std::string_view column : columns) half_before_.push_back(keys_of(column));
      } else if (section.name == "number halves") {
        for (std::string_view column : columns) halves_.push_back(keys_of(column));
      } else if (section.name == "ordinal endings") {
        for (std::string_view column : columns) ordinal_endings_.words.emplace(piece(column), 1);
      } else if (section.name == "number points group") {
        points_group_ = true;
      } else if (section.name == "number compounds") {
        compounds_ = true;
      }
    }
  }
  for (auto& [first, phrases] : phrases_)
    std::stable_sort(phrases.begin(), phrases.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
}

Traits Lexicon::own_traits(const std::string& key) const {
  auto found = traits_.find(key);
  return found == traits_.end() ? 0 : found->second;
}

Traits Lexicon::traits(const std::string& key) const {
  Traits traits = own_traits(key);
  if (!key.empty() && key.find_first_of("0123456789") != key.npos) traits |= kNumber;
  // What depends on which of several expansions is meant is not told; a negation is in
  // all of them or in none.
  for (const Words& words : expansions(key))
    for (const std::string& word : words)
      traits |= own_traits(word) & (kNegation | kModal | kVerbForm | kPronoun | kSelf | kFirstPerson | kPassive);
  return traits;
}

Lexicon::Phrase Lexicon::phrase_at(std::span<const std::string> keys, std::size_t at) const {
  auto found = phrases_.find(keys[at]);
  if (found == phrases_.end()) return {};
  Phrase best;
  for (const auto& [words, traits] : found->second) {
    if (words.size() < best.length || at + words.size() > keys.size()) continue;
    if (!std::equal(words.begin(), words.end(), keys.begin() + std::ptrdiff_t(at))) continue;
    best.length = words.size();
    best.traits |= traits;
  }
  return best;
}

std::vector<Words> Lexicon::expansions(const std::string& key) const {
  if (auto found = contractions_.find(key); found != contractions_.end()) return found->second;
  std::vector<Words> result;
  for (const auto& [ending, words] : contraction_endings_) {
    std::string_view rest = stem(key, ending, 1);
    if (rest.empty()) continue;
    for (const Words& tail : words) {
      result.push_back({std::string(rest)});
      result.back().insert(result.back().end(), tail.begin(), tail.end());
    }
    return result;
  }
  for (const auto& [start, word] : elisions_)
    if (key.size() > start.size() && key.starts_with(start)) result.push_back({word, key.substr(start.size())});
  return result;
}

bool Lexicon::elided(const std::string& a, const std::string& b) const {
  if (a.size() <= b.size() || !a.ends_with(b)) return false;
  return std::any_of(elisions_.begin(), elisions_.end(), [&](const auto& elision) {
    return elision.first.size() == a.size() - b.size() && a.starts_with(elision.first);
  });
}

bool Lexicon::spelling_variants(const std::string& a, const std::string& b) const {
  auto left = spelling_.find(a), right = spelling_.find(b);
  if (left != spelling_.end() && right != spelling_.end() && left->second == right->second) return true;
  if (!spelling_inside_.empty()) {
    auto plain = [&](std::string word) {
      for (const auto& [one, other] : spelling_inside_)
        for (std::size_t at = 0; (at = word.find(one, at)) != word.npos; at += other.size())
          word.replace(at, one.size(), other);
      return word;
    };
    if (plain(a) == plain(b)) return true;
  }
  // Endings vary behind four letters that are the same.
  if (a.size() < 4 || a.compare(0, 4, b, 0, 4) != 0) return false;
  for (const auto& [one, other] : spelling_endings_)
    for (const auto& [x, y] : {std::pair(&a, &b), std::pair(&b, &a)}) {
      std::string_view rest = stem(*x, one, 4);
      if (!rest.empty() && rest == stem(*y, other, 4)) return true;
    }
  return false;
}

bool Lexicon::one_verb(const std::string& a, const std::string& b) const {
  auto left = verbs_.find(a), right = verbs_.find(b);
  if (left != verbs_.end() && right != verbs_.end())
    for (int one : left->second)
      if (std::find(right->second.begin(), right->second.end(), one) != right->second.end()) return true;
  // Regular forms: both reduce to one stem, allowing for a doubled or dropped letter.
  auto stems = [&](const std::string& word) {
    std::vector<std::string> all = {word};
    for (const std::string& ending : tense_endings_) {
      std::string_view rest = stem(word, ending, 3);
      if (rest.empty()) continue;
      all.emplace_back(rest);
      if (rest.size() > 3 && rest[rest.size() - 1] == rest[rest.size() - 2])
        all.emplace_back(rest.substr(0, rest.size() - 1));
      if (rest.back() == 'i') all.push_back(std::string(rest.substr(0, rest.size() - 1)) + "y");
      all.push_back(std::string(rest) + "e");
    }
    return all;
  };
  if (a.size() < 4 || b.size() < 4 || a.compare(0, 3, b, 0, 3) != 0) return false;
  std::vector<std::string> of_a = stems(a), of_b = stems(b);
  for (const std::string& one : of_a)
    if (std::find(of_b.begin(), of_b.end(), one) != of_b.end()) return true;
  return false;
}

bool Lexicon::movable(const std::string& key) const {
  Traits traits = own_traits(key);
  if (traits & kNegation) return false;
  if (traits & kMovable) return true;
  if (traits != 0) return false;
  for (const std::string& ending : movable_endings_)
    if (!stem(key, ending, 3).empty()) return true;
  return false;
}

bool Lexicon::opposites(const std::string& a, const std::string& b) const {
  for (const auto& [x, y] : {std::pair(&a, &b), std::pair(&b, &a)})
    for (const std::string& prefix : prefixes_)
      if (y->size() > 3 && x->size() == y->size() + prefix.size() && x->starts_with(prefix) && x->ends_with(*y))
        return true;
  for (const std::string& one : endings_)
    for (const std::string& other : endings_) {
      std::string_view rest = stem(a, one, 3);
      if (one != other && !rest.empty() && rest == stem(b, other, 3)) return true;
    }
  return false;
}

const NumberWord* Lexicon::number(const std::string& key) const {
  auto found = numbers_.find(key);
  return found == numbers_.end() ? nullptr : &found->second;
}

std::size_t Lexicon::longest(const std::vector<Words>& phrases, std::span<const std::string> keys, std::size_t at) {
  std::size_t length = 0;
  for (const Words& words : phrases)
    if (words.size() > length && at + words.size() <= keys.size() &&
        std::equal(words.begin(), words.end(), keys.begin() + std::ptrdiff_t(at)))
      length = words.size();
  return length;
}

std::size_t Lexicon::fraction_at(std::span<const std::string> keys, std::size_t at, double& value) const {
  std::size_t longest = 0;
  for (const auto& [words, share] : fractions_) {
    if (words.size() <= longest || at + words.size() > keys.size()) continue;
    if (!std::equal(words.begin(), words.end(), keys.begin() + std::ptrdiff_t(at))) continue;
    longest = words.size();
    value = share;
  }
  return longest;
}

std::string Lexicon::unit_at(std::span<const std::string> keys, std::size_t at, std::size_t& length) const {
  std::string unit;
  length = 0;
  for (const auto& [words, sign] : units_)
    if (words.size() > length && at + words.size() <= keys.size() &&
        std::equal(words.begin(), words.end(), keys.begin() + std::ptrdiff_t(at)))
      unit = sign, length = words.size();
  return unit;
}

}  // namespace stenogram::differences
