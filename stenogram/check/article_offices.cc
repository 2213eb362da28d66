// People without their names: whom an office means, and where somebody unnamed comes in.
#include <algorithm>

#include "stenogram/check/article_people.h"
#include "stenogram/transcript/characters.h"

namespace stenogram::check {
namespace {

using transcript::SaidSentence;

constexpr std::size_t kAppositionReach = 6;  // words behind a name in which its office may stand
constexpr std::size_t kLongestArticle = 8;   // bytes
constexpr std::size_t kNounReach = 4;        // words from an article to the last office it belongs to

// "Ministerin" is what an "Außenministerin" is called; an "ministre" a "ministra" is not.
bool same_office(const std::string& held, const std::string& office) {
  return held == office || (is_cyrillic(office) && same_word_inflected(held, office)) ||
         (held.size() > office.size() && held.ends_with(office) && office.size() >= 6);
}

bool holds(const std::vector<std::string>& held, const std::vector<std::string>& asked) {
  return std::all_of(asked.begin(), asked.end(), [&](const std::string& office) {
    return std::any_of(held.begin(), held.end(), [&](const std::string& one) { return same_office(one, office); });
  });
}

bool share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& one) {
    return std::any_of(b.begin(), b.end(), [&](const std::string& other) {
      return one == other || (is_cyrillic(one) && same_word_inflected(one, other));
    });
  });
}

}  // namespace

// Of several, the one who holds it of the very thing; then the one who is no deputy and no former one.
std::optional<std::uint32_t> Cast::holder(const std::vector<std::string>& offices, const std::vector<std::string>& of,
                                          Gender gender) const {
  std::vector<std::uint32_t> fitting;
  for (std::uint32_t k = 0; k < people_.size(); ++k) {
    const Person& person = people_[k];
    if (!compatible(person.gender, gender) || !holds(person.offices, offices)) continue;
    if (!of.empty() && !person.of.empty() && !share(of, person.of)) continue;
    fitting.push_back(k);
  }
  auto narrow = [&](auto keep) {
    std::vector<std::uint32_t> fewer;
    std::copy_if(fitting.begin(), fitting.end(), std::back_inserter(fewer), keep);
    if (!fewer.empty()) fitting = fewer;
  };
  if (fitting.size() > 1 && !of.empty()) narrow([&](std::uint32_t k) { return share(of, people_[k].of); });
  if (fitting.size() > 1) narrow([&](std::uint32_t k) { return !people_[k].lesser; });
  return fitting.size() == 1 ? std::optional(fitting[0]) : std::nullopt;
}

std::optional<std::uint32_t> Cast::by_office(const Noun& noun) const {
  if (noun.indefinite || noun.offices.empty()) return std::nullopt;
  if (std::optional<std::uint32_t> who = holder(noun.offices, noun.of, noun.gender)) return who;
  for (const std::string& office : noun.offices) {
    std::vector<std::string> keys = {office};
    for (const std::string& of : noun.of) keys.push_back(office + ' ' + of);
    for (const std::string& key : keys)
      for (const std::string& other : words_.also_called(key))
        if (std::optional<std::uint32_t> who = holder({other}, {}, noun.gender)) return who;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> Cast::only(Gender gender, std::uint64_t at) const {
  std::optional<std::uint32_t> found;
  for (std::uint32_t k = 0; k < people_.size(); ++k) {
    if (!people_[k].sure || !compatible(people_[k].gender, gender)) continue;
    if (found) return std::nullopt;
    found = k;
  }
  // Whom the article names only further on it means only where nobody else was named.
  if (found && people_[*found].introduced > at &&
      std::any_of(people_.begin(), people_.end(), [&](const Person& one) { return one.introduced < at; }))
    return std::nullopt;
  return found;
}

// "Oda Lind, the harbour master, …"; "Vance, who leads the opposition".
void Cast::apposition(const SaidSentence& sentence, std::size_t at, std::uint32_t person) {
  if (at + 1 >= sentence.words().size() || !sentence.gap(at).starts_with(",")) return;
  std::vector<std::string> offices, of;
  Gender gender = Gender::unknown;
  bool lesser = false, complement = false;
  for (std::size_t k = at; k < sentence.words().size() && k < at + kAppositionReach; ++k) {
    if (k > at && !sentence.adjoins(k)) break;
    Parts parts = words_.of_word(sentence.printed(k));
    bool joins = parts & bit(Part::of) && !offices.empty();
    if (parts & bits(Part::verb, Part::preposition, Part::of) && !(parts & bits(Part::article, Part::office)) && !joins)
      break;
    if (sentence.words()[k].capital && words_.language() != "de" && words_.language() != "en" && !complement) break;
    lesser |= bool(parts & bit(Part::lesser));
    if (joins) {
      complement = true;
    } else if (complement) {
      if (!(parts & bits(Part::article, Part::of))) of.push_back(small(sentence.printed(k)));
    } else if (parts & bit(Part::office)) {
      offices.push_back(small(sentence.printed(k)));
      if (parts & bit(Part::female) && !(parts & bit(Part::male))) gender = Gender::she;
      if (parts & bit(Part::male) && !(parts & bit(Part::female))) gender = Gender::he;
    }
  }
  if (!offices.empty()) learn(person, offices, of, lesser), learn(person, gender);
}

// "The minister", where the article has one; "a driver", whom a pronoun may mean then.
void Cast::mention_nouns(const SaidSentence& s) {
  const auto& words = s.words();
  for (std::size_t at = 0; at + 1 < words.size(); ++at) {
    // Articles are short; most words are not looked up.
    if (s.printed(at).size() > kLongestArticle) continue;
    Parts article = words_.of_word(s.printed(at));
    if (!(article & bits(Part::article, Part::indefinite)) || (words[at].capital && at > 0 && s.adjoins(at))) continue;
    Noun noun;
    noun.indefinite = article & bit(Part::indefinite);
    bool somebody = false, named = false, owned = false;
    std::size_t k = at + 1;
    for (; k < words.size() && k <= at + kNounReach && s.adjoins(k); ++k) {
      Parts parts = words_.of_word(s.printed(k));
      if (words[k].possessive) owned = true, somebody = false;
      if (parts & bits(Part::of, Part::preposition, Part::verb, Part::and_) &&
          !(parts & bits(Part::office, Part::article)))
        break;
      named = words[k].capital && words_.language() != "de";
      if (parts & bit(Part::office)) noun.offices.push_back(small(s.printed(k)));
      if (parts & bits(Part::office, Part::epithet, Part::someone) && !words[k].possessive) somebody = true;
      if (parts & bit(Part::female) && !(parts & bit(Part::male))) noun.gender = Gender::she;
      if (parts & bit(Part::male) && !(parts & bit(Part::female))) noun.gender = Gender::he;
    }
    // "The company's chief executive, Sven Aas, …" is named.
    named |= k < words.size() && words[k].capital && s.gap(k).starts_with(",");
    if (!somebody || named) continue;
    bool governed = at > 0 && s.adjoins(at) && words_.of_word(s.printed(at - 1)) & bits(Part::preposition, Part::of);
    // "The council's tree officer": somebody, of no name here.
    if (owned) {
      mentions_.push_back({words[at].begin, Mention::kUnnamed, governed});
      continue;
    }
    if (!noun.indefinite) {
      if (std::optional<std::uint32_t> who = by_office(noun)) mentions_.push_back({words[at].begin, *who, governed});
      // "The last word belongs to the driver. “…,” he says".
      else if (governed) mentions_.push_back({words[at].begin, Mention::kUnnamed, true});
      continue;
    }
    // "Marrow, a lawyer, …", "is a lawyer", "as a lawyer": no other.
    bool describes = at > 0 && (!s.adjoins(at) ||
                                words_.of_word(s.printed(at - 1)) & bits(Part::passive, Part::skip, Part::auxiliary));
    if (!describes) mentions_.push_back({words[at].begin, Mention::kUnnamed, governed});
  }
}

}  // namespace stenogram::check
