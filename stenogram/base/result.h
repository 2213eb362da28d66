// What a function returns when the world can fail it.
//
// Three kinds of trouble get three treatments. An odd page is data: it is noted
// in `doubts` and kept. A failing world (a missing file, a full disk, damaged
// bytes) is an Error, which says where, what, and what to try. Our own slip is
// an assert.
#pragma once
#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace stenogram {

struct Error {
  enum class Kind {
    usage,        // asked for something that makes no sense
    not_found,    // no such file, transcript, turn
    unreadable,   // there, but not text we can read (binary, empty, wrong format)
    unsupported,  // a known kind of thing that we do not read
    too_large,    // over a limit of size, nesting, entities or decompression
    damaged,      // a file of ours, or a container, that is broken
    io,           // the system refused: permissions, full disk
    busy,         // another process is writing
  };
  Kind kind = Kind::io;
  std::string where;   // file, address or option; may be empty
  std::string what;    // one clause, lower case, no full stop
  std::string advice;  // what to try; may be empty

  // "hearings/7.seg: damaged: shorter than its header; rebuild with `…`"
  std::string message() const;

  static Error usage(std::string where, std::string what, std::string advice = {});
  static Error not_found(std::string where, std::string what, std::string advice = {});
  static Error unreadable(std::string where, std::string what, std::string advice = {});
  static Error unsupported(std::string where, std::string what, std::string advice = {});
  static Error too_large(std::string where, std::string what, std::string advice = {});
  static Error damaged(std::string where, std::string what, std::string advice = {});
  static Error io(std::string where, std::string what, std::string advice = {});
  // The same, with the system's own words for `errno` as what.
  static Error system(std::string where, int error_number);
  static Error busy(std::string where, std::string what, std::string advice = {});
};

// Either a T or an Error. Asking for the one that is not there is a slip.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return held_.index() == 0; }
  T& operator*() & {
    assert(*this);
    return *std::get_if<0>(&held_);
  }
  const T& operator*() const& {
    assert(*this);
    return *std::get_if<0>(&held_);
  }
  T&& operator*() && {
    assert(*this);
    return std::move(*std::get_if<0>(&held_));
  }
  T* operator->() {
    assert(*this);
    return std::get_if<0>(&held_);
  }
  const T* operator->() const {
    assert(*this);
    return std::get_if<0>(&held_);
  }
  const Error& error() const {
    assert(!*this);
    return *std::get_if<1>(&held_);
  }

 private:
  std::variant<T, Error> held_;
};

// Nothing, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), failed_(true) {}
  explicit operator bool() const { return !failed_; }
  const Error& error() const {
    assert(failed_);
    return error_;
  }

 private:
  Error error_;
  bool failed_ = false;
};

using Status = Result<void>;

}  // namespace stenogram
