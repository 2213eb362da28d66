// The flags that narrow a search, as the query language would say them.
#pragma once
#include <vector>

#include "cli/flags.h"
#include "cli/parse.h"
#include "stenogram/corpus/query.h"

namespace stenogram::cli {

// --speaker, --kind, --outlet, --place, --lang, --date, --in.
std::vector<Flag> filter_flags();

// One field a flag that was given; several values of one flag are alternatives.
Result<std::vector<corpus::Query>> filters_of(const Invocation& invocation);

}  // namespace stenogram::cli
