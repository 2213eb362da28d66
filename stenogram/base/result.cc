#include "stenogram/base/result.h"

#include <cstring>

namespace stenogram {
namespace {

const char* name_of(Error::Kind kind) {
  switch (kind) {
    case Error::Kind::usage: return "usage";
    case Error::Kind::not_found: return "not found";
    case Error::Kind::unreadable: return "unreadable";
    case Error::Kind::unsupported: return "unsupported";
    case Error::Kind::too_large: return "too large";
    case Error::Kind::damaged: return "damaged";
    case Error::Kind::io: return "failed";
    case Error::Kind::busy: return "busy";
  }
  return "failed";
}

}  // namespace

std::string Error::message() const {
  std::string message = where;
  if (!message.empty()) message += ": ";
  message += name_of(kind);
  message += ": " + what;
  if (!advice.empty()) message += "; " + advice;
  return message;
}

#define STENOGRAM_ERROR(name)                                                  \
  Error Error::name(std::string where, std::string what, std::string advice) { \
    return {Kind::name, std::move(where), std::move(what), std::move(advice)}; \
  }
STENOGRAM_ERROR(usage)
STENOGRAM_ERROR(not_found)
STENOGRAM_ERROR(unreadable)
STENOGRAM_ERROR(unsupported)
STENOGRAM_ERROR(too_large)
STENOGRAM_ERROR(damaged)
STENOGRAM_ERROR(io)
STENOGRAM_ERROR(busy)
#undef STENOGRAM_ERROR

Error Error::system(std::string where, int error_number) {
  Kind kind = error_number == ENOENT ? Kind::not_found : Kind::io;
  return {kind, std::move(where), std::strerror(error_number), {}};
}

}  // namespace stenogram
