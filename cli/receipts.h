// `verify --receipt`: a receipt of a check, asked again.
#pragma once
#include "cli/parse.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/render/check_report.h"

namespace stenogram::cli {

// A transcript's document by its id, from an archive that outlives it.
render::OpenDocument opener_of(const corpus::Corpus& corpus);

// Runs its quotations again, and says of each whether the answer is the same, and if not,
// what has changed. Gives the exit status.
int verify_receipt(Invocation& invocation, const std::string& path);

}  // namespace stenogram::cli
