// Decoding: well-formed text, a source inside the capture for every character, and
// the bytes of that source decode to the character again.
//
// The first byte of the input picks the declared character set, the rest is the
// capture.
#include <simdjson.h>

#include <string_view>

#include "fuzz/require.h"
#include "stenogram/text/characters.h"
#include "stenogram/text/charsets.h"
#include "stenogram/text/encoding.h"
#include "stenogram/text/language.h"

using namespace stenogram;

namespace {

constexpr std::string_view kUtf[] = {"", "utf-8", "utf-16", "utf-16le", "utf-32", "unheard-of"};

std::string_view declared_by(std::uint8_t choice) {
  std::size_t n = choice % (std::size(kUtf) + text::charsets().size());
  return n < std::size(kUtf) ? kUtf[n] : text::charsets()[n - std::size(kUtf)].name;
}

void require_exact_source(const text::Decoded& decoded, std::string_view bytes) {
  const text::Charset* charset = text::charset_named(decoded.charset);
  std::string_view all = decoded.text;
  std::uint64_t last = 0;
  for (std::size_t at = 0; at < all.size();) {
    std::size_t size = text::character_at(all, at).size;
    SourceSpan source = decoded.source.source_of({at, at + size});
    REQUIRE(source.begin < source.end && source.end <= bytes.size() && source.begin >= last);
    last = source.begin;
    std::string_view part = bytes.substr(source.begin, source.size());
    if (charset != nullptr) {
      // A few sets have sequences that are two characters, which share their source.
      std::string again = text::decode_as(*charset, part).text;
      REQUIRE(again.find(all.substr(at, size)) != again.npos);
    }
    at += size;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  Result<text::Decoded> decoded = text::decode(bytes, declared_by(data[0]), "input");
  if (!decoded) {
    REQUIRE(!decoded.error().what.empty() && !decoded.error().advice.empty());
    return 0;
  }
  text::language_of(decoded->text);
  if (decoded->charset == "utf-8") {
    REQUIRE(decoded->text == bytes && decoded->source.is_identity());
    REQUIRE(decoded->malformed > 0 || simdjson::validate_utf8(decoded->text.data(), decoded->text.size()));
    return 0;
  }
  REQUIRE(simdjson::validate_utf8(decoded->text.data(), decoded->text.size()));
  REQUIRE(decoded->source.text_size() == decoded->text.size());
  require_exact_source(*decoded, bytes);
  return 0;
}
