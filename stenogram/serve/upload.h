// What is wrong with bytes that somebody sent is theirs to hear: a torn container among
// them is no damage to this archive. Pure; any thread.
#pragma once
#include <string_view>

#include "stenogram/base/result.h"
#include "stenogram/capture/source.h"
#include "stenogram/serve/operation.h"

namespace stenogram::serve {

// The body as a capture. Its name is kept as a name: nothing is ever opened by it, and only
// its last part stays, so that an uploader's folders are not told to others.
capture::Source uploaded(const Arguments& arguments, std::string_view unnamed);

inline Error of_upload(Error error) {
  if (error.kind == Error::Kind::damaged) error.kind = Error::Kind::unreadable;
  return error;
}

}  // namespace stenogram::serve
