#include "stenogram/check/occasion.h"

#include <algorithm>
#include <cstdio>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/dates.h"

namespace stenogram::check {
namespace {

using transcript::SaidSentence;
using transcript::Says;

constexpr std::size_t kLongestOccasion = 10;  // words

}  // namespace

std::optional<std::string> date_of(std::string_view text, ByteSpan clause, std::uint64_t verb,
                                   const transcript::SayingWords& saying, const std::optional<std::string>& published) {
  if (clause.empty()) return std::nullopt;
  std::vector<transcript::PrintedDate> dates = transcript::find_dates(slice(text, clause));
  std::erase_if(dates, [&](const transcript::PrintedDate& date) {
    return date.year == 0 && (date.month == 0 || date.day == 0 || !published);
  });
  if (dates.size() != 1) return std::nullopt;
  transcript::PrintedDate date = dates[0];
  // Behind "that" it belongs to what was said.
  std::uint64_t begin = clause.begin + date.span.begin;
  if (begin > verb && verb >= clause.begin) {
    SaidSentence between(text, {verb, begin}, saying);
    for (const transcript::SaidWord& word : between.words())
      if (word.is(Says::conjunction)) return std::nullopt;
  }
  std::string iso = date.iso();
  if (date.year == 0) {
    int year = std::atoi(published->substr(0, 4).c_str());
    char day[40];
    std::snprintf(day, sizeof day, "%04d-%02d-%02d", year, date.month, date.day);
    if (std::string(day) > published->substr(0, 10))
      std::snprintf(day, sizeof day, "%04d-%02d-%02d", year - 1, date.month, date.day);
    return day;
  }
  return iso.substr(0, iso.find('T'));
}

std::optional<std::string> occasion_of(std::string_view text, ByteSpan clause, const ArticleWords& words,
                                       const transcript::SayingWords& saying) {
  if (clause.empty()) return std::nullopt;
  SaidSentence s(text, clause, saying);
  std::size_t count = s.words().size();
  for (std::size_t k = 0; k < count; ++k) {
    if (!(words.of_word(s.printed(k)) & bit(Part::occasion))) continue;
    std::size_t begin = k;
    while (begin > 0 && k - begin < 5 && s.adjoins(begin)) {
      --begin;
      if (words.of_word(s.printed(begin)) & bit(Part::preposition) &&
          !(words.of_word(s.printed(begin)) & bit(Part::article)))
        break;
    }
    if (!(words.of_word(s.printed(begin)) & bit(Part::preposition))) continue;
    std::size_t end = k + 1;
    while (end < count && end - begin < kLongestOccasion && s.adjoins(end) &&
           !(words.of_word(s.printed(end)) & bits(Part::verb, Part::and_)) && !s.words()[end].is(Says::conjunction))
      ++end;
    return std::string(text.substr(s.words()[begin].begin, s.words()[end - 1].end - s.words()[begin].begin));
  }
  return std::nullopt;
}

std::string date_as_compared(std::string_view printed) {
  printed = transcript::trimmed(printed);
  std::vector<transcript::PrintedDate> dates = transcript::find_dates(printed, true);
  const bool whole = dates.size() == 1 && dates[0].year != 0 &&
                     transcript::trimmed(slice(printed, dates[0].span)).size() == printed.size();
  if (!whole) return std::string(printed);
  std::string iso = dates[0].iso();
  return iso.substr(0, iso.find('T'));
}

std::optional<std::string> published_of(const capture::Page& article) {
  for (const capture::Fact& fact : article.facts)
    if (fact.key == "published")
      if (std::optional<std::string> iso = transcript::iso_date(fact.value); iso && iso->size() >= 10)
        return iso->substr(0, 10);
  return std::nullopt;
}

}  // namespace stenogram::check
