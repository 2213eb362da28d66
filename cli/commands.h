// What each command runs; one file beside this header for each.
#pragma once

namespace stenogram::cli {

class Invocation;

int run_read(Invocation& invocation);

}  // namespace stenogram::cli
