#include "stenogram/text/charsets.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <memory>

#include "stenogram/base/table.h"
#include "stenogram/text/characters.h"
#include "stenogram/text/data.h"

namespace stenogram::text {
namespace {

struct Known {
  std::vector<Charset> charsets;
  std::map<std::string, std::string, std::less<>> labels;
};

std::vector<std::string_view> split(std::string_view list) {
  std::vector<std::string_view> items;
  while (!list.empty()) {
    std::size_t blank = std::min(list.find(' '), list.size());
    if (blank > 0) items.push_back(list.substr(0, blank));
    list.remove_prefix(std::min(blank + 1, list.size()));
  }
  return items;
}

const Known& known() {
  static const Known kKnown = [] {
    Known all;
    std::map<std::string, std::string_view, std::less<>> tables;
    for (const TableSection& section : parse_table(data("charsets.txt"))) {
      for (const TableRow& row : section.rows) {
        std::string first(row.columns[0]);
        if (section.name == "labels") {
          all.labels[first] = row.columns[1];
        } else if (section.name == "tables") {
          tables[first] = row.columns[1];
        } else if (section.name == "single byte" || section.name == "multi byte") {
          all.labels[first] = first;
          all.charsets.push_back(
              {first, std::string(row.columns[1]), split(row.columns[2]), section.name == "multi byte"});
        }
      }
    }
    all.labels["utf-8"] = "utf-8";
    for (Charset& charset : all.charsets)
      if (charset.converter == "-") charset.table = tables.at(charset.name);
    return all;
  }();
  return kKnown;
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open(const Charset& charset) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(charset.converter.c_str(), &status));
  assert(U_SUCCESS(status));
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  return converter;
}

std::size_t ascii_run(std::string_view bytes, std::size_t at) {
  std::size_t end = at;
  while (end < bytes.size() && static_cast<unsigned char>(bytes[end]) < 0x80) ++end;
  return end - at;
}

// What the bytes from 80 on stand for, each in UTF-8; empty where for nothing.
using UpperHalf = std::array<std::string, 128>;

UpperHalf upper_half_from_table(std::string_view table) {
  UpperHalf upper;
  for (char32_t code = 0x80; code <= 0xA0; ++code) append_utf8(code, upper[code - 0x80]);
  std::size_t at = 0;
  for (std::size_t high = 0x21; high < 128 && at < table.size(); ++high) {
    std::size_t size = character_at(table, at).size;
    upper[high] = table.substr(at, size);
    at += size;
  }
  return upper;
}

UpperHalf upper_half(const Charset& charset) {
  if (!charset.table.empty()) return upper_half_from_table(charset.table);
  UpperHalf upper;
  Converter converter = open(charset);
  for (std::size_t high = 0; high < 128; ++high) {
    char byte = char(0x80 + high);
    const char* source = &byte;
    UErrorCode status = U_ZERO_ERROR;
    UChar32 code = ucnv_getNextUChar(converter.get(), &source, &byte + 1, &status);
    if (U_SUCCESS(status) && code != 0xFFFD) append_utf8(char32_t(code), upper[high]);
    ucnv_resetToUnicode(converter.get());
  }
  return upper;
}

Decoding decode_single_byte(const Charset& charset, std::string_view bytes) {
  const UpperHalf upper = upper_half(charset);
  auto upper_at = [&](std::size_t at) -> const std::string& {
    return upper[static_cast<unsigned char>(bytes[at]) - 0x80];
  };
  Decoding decoding;
  decoding.text.reserve(bytes.size() + bytes.size() / 2);
  for (std::size_t at = 0; at < bytes.size();) {
    if (std::size_t ascii = ascii_run(bytes, at)) {
      decoding.copy(bytes.substr(at, ascii), at);
      at += ascii;
      continue;
    }
    // A run of units of one size, one entry in the map: a word, mostly.
    std::size_t begin = at, size = upper_at(at).size();
    for (; at < bytes.size() && (bytes[at] & 0x80) && upper_at(at).size() == size; ++at) decoding.text += upper_at(at);
    if (size > 0) {
      decoding.source.append(at - begin, begin, std::uint32_t(size), 1);
      continue;
    }
    for (; begin < at; ++begin) decoding.add_malformed(begin, 1);
  }
  return decoding;
}

// Characters of one to four bytes. ASCII between them is copied; the rest is one
// call of ICU each, which says how many bytes it took.
Decoding decode_multi_byte(const Charset& charset, std::string_view bytes) {
  Converter converter = open(charset);
  const char* const begin = bytes.data();
  const char* const end = begin + bytes.size();
  Decoding decoding;
  decoding.text.reserve(bytes.size() + bytes.size() / 2);
  std::string unit;
  for (const char* at = begin; at < end;) {
    std::size_t place = std::size_t(at - begin);
    if (std::size_t ascii = ascii_run(bytes, place)) {
      decoding.copy(bytes.substr(place, ascii), place);
      at += ascii;
      continue;
    }
    UErrorCode status = U_ZERO_ERROR;
    const char* next = at;
    UChar32 code = ucnv_getNextUChar(converter.get(), &next, end, &status);
    if (U_FAILURE(status)) {
      // Past the first byte only: what follows may be good, as the end of a line.
      ucnv_resetToUnicode(converter.get());
      decoding.add_malformed(place, 1);
      ++at;
      continue;
    }
    unit.clear();
    append_utf8(char32_t(code), unit);
    at = next;
    // A few sequences are two characters; the second comes without taking bytes.
    // At a boundary the converter holds nothing else back, so asking it for more
    // with no bytes to read says whether there is one.
    const char* same = at;
    UChar32 second = ucnv_getNextUChar(converter.get(), &same, at, &status);
    if (U_SUCCESS(status)) append_utf8(char32_t(second), unit);
    decoding.add(unit, place, std::uint32_t(std::size_t(at - begin) - place));
  }
  return decoding;
}

}  // namespace

const std::vector<Charset>& charsets() { return known().charsets; }

std::string charset_name(std::string_view label) {
  std::string name;
  for (char c : label) {
    if (c == ' ' || c == '\t' || c == '"' || c == '\'') continue;
    name += c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
  }
  auto found = known().labels.find(name);
  // `ISO_8859-1`, `iso8859-5`, `windows1251`: hyphens come and go in labels.
  for (std::size_t at = 0; found == known().labels.end() && at < name.size(); ++at)
    if (name[at] == '_') name[at] = '-';
  found = known().labels.find(name);
  for (std::string_view family : {"iso", "windows", "iso-8859", "euc", "koi8"}) {
    if (found != known().labels.end()) break;
    if (!name.starts_with(family) || name.size() <= family.size() || name[family.size()] == '-') continue;
    name = std::string(family).append("-").append(name, family.size());
    found = known().labels.find(name);
  }
  return found == known().labels.end() ? std::string() : found->second;
}

const Charset* charset_named(std::string_view name) {
  for (const Charset& charset : charsets())
    if (charset.name == name) return &charset;
  return nullptr;
}

Decoding decode_as(const Charset& charset, std::string_view bytes) {
  return charset.multi_byte ? decode_multi_byte(charset, bytes) : decode_single_byte(charset, bytes);
}

Decoding decode_utf16_or_32(std::string_view bytes, int unit, bool big_endian, std::uint64_t offset) {
  auto unit_at = [&](std::size_t at) {
    char32_t value = 0;
    for (int n = 0; n < unit; ++n) {
      auto byte = static_cast<unsigned char>(bytes[at + std::size_t(big_endian ? n : unit - 1 - n)]);
      value = value << 8 | byte;
    }
    return value;
  };
  Decoding decoding;
  decoding.text.reserve(bytes.size());
  auto size = std::size_t(unit);
  std::size_t at = 0;
  std::string out;
  while (at + size <= bytes.size()) {
    char32_t code = unit_at(at);
    std::size_t taken = size;
    if (unit == 2 && code >= 0xD800 && code < 0xDC00 && at + 4 <= bytes.size()) {
      char32_t low = unit_at(at + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        taken = 4;
      }
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
      decoding.add_malformed(offset + at, std::uint32_t(taken));
    } else {
      out.clear();
      append_utf8(code, out);
      decoding.add(out, offset + at, std::uint32_t(taken));
    }
    at += taken;
  }
  if (at < bytes.size()) decoding.add_malformed(offset + at, std::uint32_t(bytes.size() - at));
  return decoding;
}

}  // namespace stenogram::text
