// One check with all that was found, for reports that show the article whole: HTML, W3C
// annotations, receipts. Views: what it points to must outlive it.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "stenogram/capture/page.h"
#include "stenogram/check/coverage.h"
#include "stenogram/check/quotations.h"
#include "stenogram/check/unmarked.h"
#include "stenogram/check/verdict.h"
#include "stenogram/corpus/document.h"

namespace stenogram::render {

struct ReportedQuotation {
  const check::Quotation* quotation = nullptr;
  const check::Answer* answer = nullptr;           // null for words set apart, which are not judged
  const check::ArticleQuotation* found = nullptr;  // null for --quote and lists
  const check::Held* held = nullptr;               // null where nothing was claimed
  std::string where;                               // "article.txt:12", "list.csv:3", "1"
};

struct CheckReport {
  std::string name;                        // of the article or list; empty for --quote
  std::string sha256;                      // of its bytes; empty for --quote
  const capture::Page* article = nullptr;  // null for lists
  std::vector<ReportedQuotation> quotations;
  std::vector<check::Unmarked> unmarked;
  bool unmarked_asked = false;
  check::Summary summary;
  std::string archive;  // as given
  std::string program;  // "stenogram 0.1.0"
};

// A transcript's document; null where the record no longer gives it.
using OpenDocument = std::function<std::shared_ptr<const corpus::Document>(const std::string& id)>;

}  // namespace stenogram::render
