// Bytes in any character set to UTF-8, with the way back.
#pragma once
#include <string>
#include <string_view>

#include "stenogram/base/result.h"
#include "stenogram/text/source_map.h"

namespace stenogram::text {

struct Decoded {
  std::string text;             // valid UTF-8, or as received where the bytes were nearly so
  SourceMap source;             // identity where the bytes were UTF-8 already
  std::string charset;          // IANA name, lower case: "utf-8", "windows-1251"
  bool declared = false;        // the charset was declared and fits, rather than guessed
  std::uint64_t malformed = 0;  // sequences that were no text in that charset
};

// Reads UTF-8, UTF-16 and UTF-32 (with or without byte order mark), Windows-125x,
// ISO-8859-x, KOI8-R/U, IBM866, MacCyrillic, Shift_JIS, EUC-JP, EUC-KR, GB18030 and
// Big5. `declared` is what the capture says of itself (an HTTP header, a meta
// element), or empty; it is believed only where the bytes bear it out.
//
// For UTF-8 the text is the bytes, byte for byte, a byte order mark included.
// Binary data (NULs not explained by UTF-16, too many controls, known signatures)
// is Error::unreadable with `name` as where; empty and blank input too.
Result<Decoded> decode(std::string_view bytes, std::string_view declared, std::string_view name);

}  // namespace stenogram::text
