// PDF, by way of the program stenogram-pdf: a process without archive, files or time
// to waste (see pdf_helper.cc), because a PDF from a stranger meets a large parser.
#pragma once
#include <string_view>
#include <vector>

#include "stenogram/base/result.h"
#include "stenogram/capture/pdf_layout.h"
#include "stenogram/capture/read.h"

namespace stenogram::capture {

// A BytesReader. The text has no place in the capture that could be named, so blocks
// carry page numbers, and the source map says that the text was made. A PDF of pictures alone
// is Error::unreadable that says so.
Result<Page> read_pdf(const Source& source, const Limits& limits);

// What the helper printed, as words. Anything but its format is Error::damaged.
Result<std::vector<PrintedPage>> parse_printed(std::string_view output, std::string_view name);

}  // namespace stenogram::capture
