// What `verify --receipt` has to say, for people and as JSON Lines. Pure; any thread.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "stenogram/render/terminal.h"

namespace stenogram::render {

// One quotation of a receipt, asked again.
struct ReceiptVerdict {
  std::uint64_t n = 0;
  bool same = false;  // the answer, to the byte
  std::string quoted;
  std::string then_verdict, then_severity, now_verdict, now_severity;  // severities empty where none
  std::vector<std::string> why;                                        // what has become of what it rested on
};

struct ReceiptSummary {
  std::uint64_t quotations = 0, same = 0, different = 0;
  bool sealed = true;  // the file is as it was written
  bool archive_same = true;
  std::vector<std::string> changed;  // archive, versions
};

std::string receipt_verdict_text(const Terminal& terminal, const ReceiptVerdict& verdict);
std::string receipt_summary_text(const Terminal& terminal, const ReceiptSummary& summary);
std::string receipt_verdict_json(const ReceiptVerdict& verdict);
std::string receipt_summary_json(const ReceiptSummary& summary);

}  // namespace stenogram::render
