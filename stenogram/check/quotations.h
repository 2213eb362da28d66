// The quotations of an article, each with the speaker it is attributed to.
//
// Words in quotation marks of any make, block quotations, speech behind dashes (Russian,
// French, Spanish), and quotations that an attribution interrupts ("…," she said, "…") or
// that run on over paragraphs, joined as one. Scare quotes are set aside. Whose the words
// are is read from the words around them: before, after, within, by pronoun or office where
// the article leaves one person open. In languages whose verbs of saying are not known the
// marks are found and the speaker is left open.
//
// Pure; any thread. Linear in the article, but for names: names times people.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/span.h"
#include "stenogram/capture/page.h"

namespace stenogram::check {

enum class Certainty : std::uint8_t { none, likely, sure };  // of the speaker
std::string_view name_of(Certainty certainty);

// Where a span of an article's page came from, if the page is rendered: bytes of the capture, or
// only the printed page.
struct InCapture {
  std::optional<SourceSpan> source_span;
  std::optional<std::uint32_t> page_number;
};
InCapture in_capture(const capture::Page& article, ByteSpan span);

struct ArticleQuotation {
  std::string quoted;           // the words without their marks; parts joined, and lines, by a blank
  ByteSpan span;                // of the page, from the first part's words to the last's
  std::vector<ByteSpan> parts;  // the words of each part
  InCapture source;
  std::optional<std::string> speaker;  // the fullest form the article gives
  Certainty certainty = Certainty::none;
  std::optional<std::string> date;      // ISO 8601, where the attribution names one
  std::optional<std::string> occasion;  // "in an interview with the Harbour Times", where it names one
  bool scare = false;                   // a few words set apart, attributed to nobody
  bool block = false;                   // a block quotation
};

// In the order of the article.
std::vector<ArticleQuotation> find_quotations(const capture::Page& article);

}  // namespace stenogram::check
