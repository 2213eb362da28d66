// When and where an article says that words were said: the date and the occasion that stand
// with the verb of saying. A date that belongs to what was said is not taken ("said that on
// 4 March the strait would close"): wrong is worse than unknown.
//
// Pure; any thread. O(clause).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "stenogram/capture/page.h"
#include "stenogram/check/article_words.h"
#include "stenogram/transcript/saying.h"

namespace stenogram::check {

// ISO 8601. `verb` is where the verb begins. A day without a year is given the last such day
// before `published`, where that is known.
std::optional<std::string> date_of(std::string_view text, ByteSpan clause, std::uint64_t verb,
                                   const transcript::SayingWords& saying, const std::optional<std::string>& published);

// "in an interview with the Harbour Times", as printed.
std::optional<std::string> occasion_of(std::string_view text, ByteSpan clause, const ArticleWords& words,
                                       const transcript::SayingWords& saying);

// A date as people write it in a list ("14.03.2024", "March 14, 2024") in ISO 8601; any other words as they are, and
// so a day and month that cannot be told apart.
std::string date_as_compared(std::string_view printed);

// The date on which the page says it was published.
std::optional<std::string> published_of(const capture::Page& article);

}  // namespace stenogram::check
