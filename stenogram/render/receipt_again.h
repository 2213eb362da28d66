// Receipts made of a check, and asked again of an archive: is the answer the same, and if
// not, what has changed. Reads the record, and writes nothing. Any thread, if `record`
// and `passages` allow that.
#pragma once
#include <functional>

#include "stenogram/archive/archive.h"
#include "stenogram/corpus/passages.h"
#include "stenogram/render/receipt.h"
#include "stenogram/render/receipt_text.h"

namespace stenogram::render {

// What answers here and now. `program` is "stenogram 0.1.0".
Result<Answerer> answerer_of(archive::Archive& record, const corpus::Searched& searched, std::string program);

// Of a report of answers as they were judged, with so many passages asked for.
Receipt receipt_of(const CheckReport& report, Answerer answerer, std::size_t passages, const OpenDocument& open);

// Asks all its quotations again and tells of each in order.
ReceiptSummary ask_again(const Receipt& receipt, const Answerer& now, const corpus::Passages& passages,
                         const OpenDocument& open, const std::function<void(const ReceiptVerdict&)>& tell);

}  // namespace stenogram::render
