// What a check is asked: quotations given on the command line, in a list, or found in an
// article, in their order.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/parse.h"
#include "stenogram/capture/page.h"
#include "stenogram/check/quotations.h"
#include "stenogram/check/verdict.h"

namespace stenogram::cli {

// A quotation to judge, and how people are told which it is: "article.txt:12", or "1".
struct Asked {
  check::Quotation quotation;
  std::string where;
  bool set_aside = false;                        // a scare quote
  std::optional<check::ArticleQuotation> found;  // in an article
  std::optional<Error> error;                    // of a row of a list that cannot be judged
};

struct AskedOfAll {
  std::vector<Asked> quotations;
  std::string name, sha256;              // of the article or list; empty without one
  std::optional<capture::Page> article;  // absent for lists and --quote
  std::string article_bytes;             // as given, where its lines are what people see; else empty
};

Result<AskedOfAll> all_asked(const Invocation& invocation);

// "article.txt:12", the line of the file; "article.pdf, page 3"; "article.html, paragraph 4", where lines are
// not what a reader sees.
std::string place_of(const AskedOfAll& all, ByteSpan span);

}  // namespace stenogram::cli
