// What is wrong with bytes that somebody sent is theirs to hear: a torn container among
// them is no damage to this archive. Pure; any thread.
#pragma once
#include "stenogram/base/result.h"

namespace stenogram::serve {

inline Error of_upload(Error error) {
  if (error.kind == Error::Kind::damaged) error.kind = Error::Kind::unreadable;
  return error;
}

}  // namespace stenogram::serve
