// A mistake in a query, and how it is shown: the query on a line of its own and a
// caret under the place. Pure; any thread.
#pragma once
#include <string>
#include <string_view>

#include "stenogram/base/result.h"
#include "stenogram/base/span.h"

namespace stenogram::corpus {

// Bytes of a query as typed.
using QuerySpan = Span<struct QueryBytes>;

struct QueryFault {
  QuerySpan at;
  std::string what;    // one clause, lower case, no full stop
  std::string advice;  // what to write instead; may be empty
};

// The fault as an Error of kind usage. Its message ends with
//
//     speeker:Berg war
//     ^~~~~~~
//
// by columns of a terminal: wide characters take two, combining marks none, and
// controls of the query are shown as blanks.
Error error_of(std::string_view query, const QueryFault& fault);

}  // namespace stenogram::corpus
