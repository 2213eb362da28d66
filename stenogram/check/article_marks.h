// The quotation marks of an article, paired.
//
// Articles use marks as their language does („…“ and “…” close with the same sign that
// opens the other), nest them, open each paragraph of a long quotation anew, forget one,
// and print apostrophes, primes and inches with the same signs. What stands on either
// side of a mark says what it can be; what is open says what it is.
//
// Spans are bytes of `text`. Pure; any thread. O(marks) but for single marks, which look
// ahead within their paragraph.
#pragma once
#include <string_view>
#include <vector>

#include "stenogram/base/span.h"
#include "stenogram/check/article_words.h"

namespace stenogram::check {

struct MarkedWords {
  ByteSpan outer;  // with its marks, as far as they are there
  ByteSpan inner;  // without marks and blanks at the ends
  bool closed = true;
  bool reopens = false;  // not closed, because the next paragraph opens anew
};

// The outermost pairs of each paragraph, in order. `paragraphs` are in order and apart.
std::vector<MarkedWords> pair_article_marks(std::string_view text, const std::vector<ByteSpan>& paragraphs,
                                            const ArticleWords& words);

}  // namespace stenogram::check
