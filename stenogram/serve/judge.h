// Quotations of one request judged against one state of the archive, and told as the lines
// of `stenogram check --json`: verdicts in order, then what was set aside, what an article
// copies without marks, the sum, and the receipt.
//
// Judged in batches that grow, so that whoever listens soon hears of the first, on the
// caller's thread and on as many spare cores as there are; in the same bytes on one as on
// many. One call at a time, from any thread.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "stenogram/capture/page.h"
#include "stenogram/check/checker.h"
#include "stenogram/check/coverage.h"
#include "stenogram/check/quotations.h"
#include "stenogram/check/unmarked.h"
#include "stenogram/render/check_report.h"
#include "stenogram/serve/library.h"

namespace stenogram::serve {

struct Asked {
  check::Quotation quotation;
  bool set_aside = false;                        // words set apart that nobody is said to have spoken
  std::optional<check::ArticleQuotation> found;  // in an article
  std::optional<Error> error;                    // a row of a list that cannot be judged
  std::string where;                             // of that row
};

// What is to be judged; of an article, its page too.
struct AskedOfAll {
  std::vector<Asked> quotations;
  std::optional<capture::Page> article;
  std::string name, sha256;  // of an article or list; empty where the quotations were given as such
};

struct JudgeOptions {
  std::size_t passages = 20;  // shown of each
  bool distinct = false;      // each interview counts once
  bool unmarked = false;
  bool receipt = false;
};

class Judge {
 public:
  Judge(Library& library, std::shared_ptr<const Snapshot> snapshot, AskedOfAll asked, const JudgeOptions& options);
  // Appends further lines; false: those were the last.
  Result<bool> next(std::string& lines);

 private:
  Status judge_batch(std::string& lines);
  Status tell(const Asked& one, check::Answer answer, std::string& lines);
  Status tell_unmarked(std::string& lines);
  Status tell_receipt(std::string& lines);

  Library& library_;
  std::shared_ptr<const Snapshot> snapshot_;
  AskedOfAll asked_;
  JudgeOptions options_;
  check::Options checked_;
  check::Coverage coverage_;
  std::shared_ptr<const corpus::Families> families_;
  check::Summary summary_;
  struct Kept {
    const Asked* asked;
    check::Answer answer;  // as it was judged
  };
  std::vector<Kept> kept_;  // for a receipt
  std::size_t at_ = 0, batch_;
  std::uint64_t n_ = 0;
};

}  // namespace stenogram::serve
