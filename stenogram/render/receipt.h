// Receipts: what was asked of which archive, and what was answered, so that somebody else can
// ask again. docs/formats/receipt.md draws the format.
//
// A receipt's seal is a hash of itself: it shows that the file is as it was written, not who
// wrote it. Hashes of captures show that their bytes are unchanged since they were captured,
// not that what they say is true. Pure; any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/result.h"
#include "stenogram/check/verdict.h"
#include "stenogram/render/check_report.h"

namespace stenogram::render {

inline constexpr int kReceiptVersion = 1;

// What answered: another of any of these may answer otherwise.
struct Answerer {
  std::string program;   // "stenogram 0.1.0"
  std::string matching;  // text::matching_version()
  int reader = 0;
  std::string archive_sha256;  // of what the archive's catalogue says of each transcript
  std::uint64_t captures = 0, transcripts = 0, turns = 0;
};

struct ReceiptItem {
  check::Quotation quotation;
  std::string answer;  // the line of check_json, without its end
  std::string verdict, severity;
  // Captures that the answer's passages stand in.
  struct Cited {
    std::string transcript, sha256;
  };
  std::vector<Cited> cited;
};

struct Receipt {
  Answerer answerer;
  std::size_t passages = 20;             // as asked for
  std::string input_name, input_sha256;  // empty for --quote
  std::vector<ReceiptItem> items;
  bool sealed = true;  // as read: the seal is that of the rest
};

std::string receipt_text(const Receipt& receipt);
// Error::unreadable where it is no receipt, or one of a version not known here.
Result<Receipt> read_receipt(std::string_view bytes, std::string_view name);
// The items of a report, with the captures they rest on.
std::vector<ReceiptItem> receipt_items(const CheckReport& report, const OpenDocument& open);

}  // namespace stenogram::render
