// The files inside a zip: web archives in WACZ, the XML of office documents.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "stenogram/base/result.h"
#include "stenogram/capture/read.h"

namespace stenogram::capture {

// Calls `each` with the name and the bytes of every file for which `wanted(name)`
// holds, in the zip's order; stops early where it returns false. Limits as for one
// capture, over all files together. Nothing is written anywhere.
Status for_each_in_zip(std::string_view bytes, const Limits& limits, std::string_view zip_name,
                       const std::function<bool(std::string_view)>& wanted,
                       const std::function<bool(std::string_view, std::string)>& each);

}  // namespace stenogram::capture
