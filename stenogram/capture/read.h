// Bytes of one format in; a page of blocks out, each with its place in the source.
//
// Format is told from content, never from the name alone. This room knows
// nothing of speakers or turns.
#pragma once
#include <functional>

#include "stenogram/base/result.h"
#include "stenogram/capture/page.h"
#include "stenogram/capture/source.h"

namespace stenogram::capture {

// Limits that hostile input meets, with an error that names the limit.
struct Limits {
  std::uint64_t capture_bytes = 1ull << 30;   // of one capture, codings undone
  std::uint64_t inflated_bytes = 1ull << 30;  // of one compressed member
  std::uint32_t nesting = 10'000;             // elements open at once
  std::uint32_t blocks = 8'000'000;           // of one page
};

// The captures inside a container (WARC, WACZ, gzip), one call of `each` for one
// capture, in order, with memory bounded by the largest; a file that is no container
// is one capture, itself. `trouble` hears of damaged records, which are skipped.
// Stops early where `each` returns false.
Status unpack(Source file, const Limits& limits, const std::function<bool(Source)>& each,
              const std::function<void(Error)>& trouble);

// One capture to one page. Empty, binary, truncated and hostile input is an Error
// that names the file, what is wrong and what to try. Pure; any thread.
Result<Page> read(const Source& source, const Limits& limits = {});

}  // namespace stenogram::capture
