// Quotations in, verdicts out: section 5 of the contract.
//
// The record is asked through corpus::Passages alone. The same archive, quotation and
// version give the same answer to the byte.
#pragma once
#include <optional>
#include <string_view>

#include "stenogram/base/result.h"
#include "stenogram/check/verdict.h"
#include "stenogram/corpus/passages.h"

namespace stenogram::check {

struct Options {
  std::size_t passages = 20;  // shown of the places that serve a verdict
  std::size_t nearest = 3;    // shown where nothing serves
};

// What keeps a quotation from being judged at all: no word in it, or more than a megabyte of them.
std::optional<Error> unfit(const Quotation& quotation, std::string_view where);

// Judges one quotation. A quotation without a word, or larger than a megabyte, is
// Error::usage. Any number of threads may call it at once if `record` allows that.
Result<Answer> check(const corpus::Passages& record, const Quotation& quotation, const Options& options = {});

}  // namespace stenogram::check
