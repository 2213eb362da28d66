// Any bytes as a zip, and as the text inside a sound DOCX, ODT and EPUB.
#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "fuzz/page_rules.h"

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

void put(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += char(value >> (8 * i));
}

// The fields that a file's head and its entry in the directory share.
void put_entry(std::string& out, const std::string& name, const std::string& bytes) {
  put(out, 20, 2), put(out, 0, 2), put(out, 0, 2), put(out, 0, 4);  // version, flags, stored, time
  put(out, std::uint32_t(crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), uInt(bytes.size()))), 4);
  put(out, std::uint32_t(bytes.size()), 4), put(out, std::uint32_t(bytes.size()), 4);
  put(out, std::uint32_t(name.size()), 2), put(out, 0, 2);
}

std::string zip_of(const Files& files) {
  std::string out, directory;
  for (const auto& [name, bytes] : files) {
    const auto at = std::uint32_t(out.size());
    put(out, 0x04034b50, 4);
    put_entry(out, name, bytes);
    out += name + bytes;
    put(directory, 0x02014b50, 4), put(directory, 20, 2);
    put_entry(directory, name, bytes);
    put(directory, 0, 2), put(directory, 0, 2), put(directory, 0, 2), put(directory, 0, 4), put(directory, at, 4);
    directory += name;
  }
  const auto begin = std::uint32_t(out.size());
  out += directory;
  put(out, 0x06054b50, 4), put(out, 0, 4);
  put(out, std::uint32_t(files.size()), 2), put(out, std::uint32_t(files.size()), 2);
  put(out, std::uint32_t(directory.size()), 4), put(out, begin, 4), put(out, 0, 2);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using stenogram::fuzz::read_and_hold;
  const std::string text(reinterpret_cast<const char*>(data), size);
  read_and_hold(std::string("PK\x03\x04") + text, "");
  read_and_hold(zip_of({{"word/document.xml", text}}), "");
  read_and_hold(zip_of({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", text}}), "");
  const std::string package =
      "<package><manifest><item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>";
  read_and_hold(zip_of({{"mimetype", "application/epub+zip"},
                        {"META-INF/container.xml", "<container/>"},
                        {"b.opf", package},
                        {"a.xhtml", text}}),
                "");
  return 0;
}
