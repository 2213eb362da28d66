// Quotations in the making: parts added, paragraphs joined, and one speaker for the same words.
//
// Pure; one thread. Linear in the words of the quotations, but for headlines, of which few are
// looked for in all others.
#pragma once
#include <string_view>
#include <vector>

#include "stenogram/check/attribution.h"
#include "stenogram/check/quotations.h"

namespace stenogram::check {

struct Draft {
  ArticleQuotation quotation;
  Attribution said;
  bool reopens = false;
  bool whole = false;    // its paragraph is nothing else
  bool answers = false;  // it begins its paragraph, and the one before is a question
  bool heading = false;  // in a headline, a caption or beside the story
};

void add_parts(std::string_view text, ArticleQuotation& quotation, const std::vector<ByteSpan>& parts);

// A quotation that was not closed at its paragraph's end and opens anew in the next.
void join_paragraphs(std::string_view text, std::vector<Draft>& drafts);

// Who spoke the same words elsewhere in the article spoke them in the headline too.
void give_repeated(std::vector<Draft>& drafts);

// An interview set as an article: who answers one of its questions answers them all.
void give_answers(std::vector<Draft>& drafts);

}  // namespace stenogram::check
