// The quotations of an article, each with the speaker it is attributed to.
//
// Words in quotation marks of any make, block quotations, and quotations that a verb of
// saying interrupts ("…," she said, "…") or that run on over paragraphs, joined as one.
// Scare quotes are set aside. Whose the words are is read from the words around them:
// before, after, between, by pronoun or office where one person was named before. In
// languages whose verbs of saying are not known the marks are found and the speaker is
// left open.
//
// Pure; any thread. Linear in the article.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "stenogram/capture/page.h"

namespace stenogram::check {

enum class Certainty : std::uint8_t { none, likely, sure };  // of the speaker

struct ArticleQuotation {
  std::string quoted;            // the words without their marks; parts joined by a blank
  ByteSpan span;                 // of the page, from the first part's words to the last's
  std::vector<ByteSpan> parts;   // the words of each part
  std::optional<std::string> speaker;  // the fullest form the article gives
  Certainty certainty = Certainty::none;
  std::optional<std::string> date;     // ISO 8601, where the sentence around names one
  bool scare = false;            // a few words set apart, attributed to nobody
  bool block = false;            // a block quotation
};

std::vector<ArticleQuotation> find_quotations(const capture::Page& article);

}  // namespace stenogram::check
