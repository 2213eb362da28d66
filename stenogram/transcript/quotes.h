// Words inside a turn that are somebody else's, or are put in quotation marks.
//
// Two things are found. Words in marks, of any make: “ ” « » „ " ' 「 」, nested, closed
// with a wrong mark, never closed, opened anew in each paragraph. And reported clauses:
// what a verb of saying governs ("Holt stated that …"), or `according to` and its kin, to
// the end of the sentence. Verbs, pronouns and small words are data (data/saying.txt).
//
// Whose they are is answered only where the text makes it plain: a name beside the verb,
// or a pronoun with one man before it to stand for. A scare quote, a proverb, a title or
// a channel's name is attributed to nobody. Wrong is worse than unknown.
//
// Spans are bytes of the page's text. Pure; any thread. Linear in the turn, and little
// more than one pass of it where no mark and no verb stands.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/capture/page.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::transcript {

struct QuoteContext {
  std::string_view language;  // of the transcript, BCP 47, or "und"
  // Names and labels of the one who speaks: a report of theirs is a self-report.
  std::span<const std::string> own_names;
  // Of a question: the names of whoever answers it alone, whom "you said" means.
  std::span<const std::string> addressed = {};
};

// The quotes of `turn`, which has its span, paragraphs and notes (a quote passes over
// notes), in order of their begin; those inside another come after it.
std::vector<Quote> find_quotes(const capture::Page& page, const Turn& turn, const QuoteContext& context);

}  // namespace stenogram::transcript
