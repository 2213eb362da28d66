// The character sets of data/charsets.txt, and how their bytes become UTF-8 with
// the way back. Inside the room; others call decode() of encoding.h.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/text/source_map.h"

namespace stenogram::text {

struct Charset {
  std::string name;                         // IANA's, lower case
  std::string converter;                    // ICU's name for it, or "-"
  std::vector<std::string_view> languages;  // that are written in it
  bool multi_byte = false;
  std::string_view table = {};  // where ICU has no converter: the characters from A1 on
};

// All of them, the likelier first; they live as long as the program.
const std::vector<Charset>& charsets();

// What a label means ("CP1251", "gb2312"): a name of charsets() or of the UTF
// family; empty for labels we do not know.
std::string charset_name(std::string_view label);
// Null for the UTF family and unknown names.
const Charset* charset_named(std::string_view name);

// Text under way to being Decoded. Each call adds the text of one unit of source,
// and units of like size fall into one run of the map.
struct Decoding {
  std::string text;
  SourceMap source;
  std::uint64_t malformed = 0;

  void add(std::string_view unit, std::uint64_t source_begin, std::uint32_t source_size) {
    text += unit;
    source.append(1, source_begin, std::uint32_t(unit.size()), source_size);
  }
  // ASCII as it stands: `bytes` of it from `source_begin`.
  void copy(std::string_view bytes, std::uint64_t source_begin) {
    text += bytes;
    source.append(bytes.size(), source_begin);
  }
  // U+FFFD for bytes that are no text.
  void add_malformed(std::uint64_t source_begin, std::uint32_t source_size) {
    add("\uFFFD", source_begin, source_size);
    ++malformed;
  }
};

Decoding decode_as(const Charset& charset, std::string_view bytes);

// `unit` is 2 or 4 bytes. Source offsets begin at `offset`, where a byte order
// mark was passed over. Bytes left over at the end are one malformed sequence.
Decoding decode_utf16_or_32(std::string_view bytes, int unit, bool big_endian, std::uint64_t offset);

}  // namespace stenogram::text
