// Receipts of checks: made from a report and the archive it was made with, and asked again.
#pragma once
#include "cli/parse.h"
#include "stenogram/check/checker.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/render/receipt.h"

namespace stenogram::cli {

Result<render::Receipt> receipt_of(const render::CheckReport& report, const corpus::Corpus& corpus, const check::Options& options,
                                   const render::OpenDocument& open);

// `verify --receipt FILE`: runs its quotations again, and says of each whether the answer is
// the same, and if not, what has changed. Gives the exit status.
int verify_receipt(Invocation& invocation, const std::string& path);

}  // namespace stenogram::cli
