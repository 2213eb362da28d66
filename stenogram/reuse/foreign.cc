#include "stenogram/reuse/foreign.h"

#include <algorithm>
#include <map>
#include <set>

namespace stenogram::reuse {
namespace {

using concordance::DocumentNumber;
using concordance::DocumentRow;
using concordance::Segment;
using concordance::Token;

bool is_number(std::string_view key) { return key[0] >= '0' && key[0] <= '9'; }

// Words that may be printed alike in another language: numbers of two digits and more,
// and what is rare here, names among it.
std::vector<std::string_view> terms_of(const Segment& segment, const DocumentRow& document) {
  std::set<Token> tokens;
  for (std::uint32_t u = document.first_utterance; u < document.end_utterance; ++u) {
    const concordance::UtteranceRow utterance = segment.utterance(u);
    for (concordance::Position at = utterance.begin; at < utterance.end; ++at)
      if (Token token = segment.token(at); token > 0 && token <= segment.lexicon_size()) tokens.insert(token);
  }
  struct Term {
    bool word;  // numbers come first: every language writes them so
    std::uint32_t occurrences;
    std::string_view key;
  };
  std::vector<Term> terms;
  for (Token token : tokens) {
    const std::uint32_t occurrences = segment.occurrences(token);
    const std::string_view key = segment.key_of(token);
    const bool number = !key.empty() && is_number(key);
    if (occurrences <= kCommonTerm && (number ? key.size() >= 2 : key.size() >= 4))
      terms.push_back({!number, occurrences, key});
  }
  std::stable_sort(terms.begin(), terms.end(), [](const Term& x, const Term& y) {
    return std::tuple(x.word, x.occurrences) < std::tuple(y.word, y.occurrences);
  });
  // Half for numbers, where there are so many, and the rest for words.
  const auto words = std::find_if(terms.begin(), terms.end(), [](const Term& term) { return term.word; });
  const std::size_t numbers = std::size_t(words - terms.begin()), all_words = terms.size() - numbers;
  const std::size_t kept_numbers = std::min(numbers, kMostTerms - std::min(all_words, kMostTerms / 2));
  std::vector<std::string_view> keys;
  for (std::size_t i = 0; i < kept_numbers; ++i) keys.push_back(terms[i].key);
  for (std::size_t i = numbers; i < terms.size() && keys.size() < kMostTerms; ++i) keys.push_back(terms[i].key);
  return keys;
}

struct Vote {
  std::uint32_t terms = 0;
  double weight = 0;
};

}  // namespace

std::vector<std::string> languages_of(const concordance::Index& index) {
  std::set<std::string, std::less<>> languages;
  for (std::uint32_t s = 0; s < index.segments().size(); ++s) {
    const Segment& segment = *index.segments()[s];
    for (std::uint32_t row = 0; row < segment.document_count(); ++row) {
      const std::string_view language = primary_language(segment.document(row).language);
      if (language.empty() || language == "und" || languages.contains(language) || !index.alive(s, row)) continue;
      languages.emplace(language);
    }
  }
  return {languages.begin(), languages.end()};
}

std::vector<DocumentNumber> foreign_candidates(const concordance::Index& index, std::uint32_t segment,
                                               std::uint32_t row, DocumentNumber before) {
  const DocumentRow document = index.segments()[segment]->document(row);
  const std::string_view own = primary_language(document.language);
  std::map<DocumentNumber, Vote> votes;
  std::set<DocumentNumber> holders;  // of one term
  for (std::string_view key : terms_of(*index.segments()[segment], document)) {
    holders.clear();
    for (std::uint32_t s = 0; s < index.segments().size(); ++s) {
      const Segment& other = *index.segments()[s];
      const Token token = other.token_of(key);
      if (token == 0) continue;
      const concordance::Interval places = other.word_interval(token);
      if (places.size() > kCommonTerm) {
        holders.clear();
        break;
      }
      for (std::uint32_t i = places.first; i < places.last; ++i) {
        const std::uint32_t there = other.document_of(other.utterance_at(other.suffix(i)));
        const DocumentRow candidate = other.document(there);
        const std::string_view language = primary_language(candidate.language);
        if (candidate.number < before && language != own && language != "und" && index.alive(s, there))
          holders.insert(candidate.number);
      }
    }
    for (DocumentNumber holder : holders) {
      ++votes[holder].terms;
      votes[holder].weight += 1.0 / double(holders.size());
    }
  }
  std::vector<std::pair<DocumentNumber, Vote>> found(votes.begin(), votes.end());
  std::erase_if(found, [](const auto& one) { return one.second.terms < kLeastTermsShared; });
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& x, const auto& y) { return x.second.weight > y.second.weight; });
  if (found.size() > kMostForeign) found.resize(kMostForeign);
  std::vector<DocumentNumber> numbers;
  for (const auto& [number, vote] : found) numbers.push_back(number);
  return numbers;
}

}  // namespace stenogram::reuse
