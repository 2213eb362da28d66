// Quotations of an article: in order and apart, each the bytes of its parts, cut between
// characters; and the same when found again.
//
// The first byte picks the language, the rest is the article.
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/require.h"
#include "stenogram/capture/read.h"
#include "stenogram/check/quotations.h"
#include "stenogram/text/characters.h"

using namespace stenogram;

namespace {

constexpr std::string_view kLanguages[] = {"en", "ru", "fr", "de", "es", "ja", ""};

// Where characters begin: a stray byte of a text that is no UTF-8 is one by itself.
std::vector<bool> beginnings(std::string_view text) {
  std::vector<bool> begins(text.size() + 1);
  begins[text.size()] = true;
  for (std::size_t at = 0; at < text.size(); at += text::character_at(text, at).size) begins[at] = true;
  return begins;
}

// Blanks and line ends aside, which `quoted` has as single blanks.
std::string bare(std::string_view text) {
  std::string out;
  for (char byte : text)
    if (byte != ' ' && byte != '\n' && byte != '\r' && byte != '\t') out += byte;
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  capture::Source source;
  source.name = "article.txt";
  source.format = "text";
  source.bytes.assign(reinterpret_cast<const char*>(data) + 1, size - 1);
  Result<capture::Page> page = capture::read(source);
  if (!page) return 0;
  page->facts.push_back({"language", std::string(kLanguages[data[0] % std::size(kLanguages)]), {}, {}});
  std::vector<check::ArticleQuotation> found = check::find_quotations(*page);
  const std::vector<bool> begins = beginnings(page->text);
  std::uint64_t last = 0;
  for (const check::ArticleQuotation& one : found) {
    REQUIRE(!one.parts.empty() && one.span.begin == one.parts.front().begin && one.span.end == one.parts.back().end);
    REQUIRE(one.span.end <= page->text.size());
    std::string words;
    for (ByteSpan part : one.parts) {
      REQUIRE(part.begin >= last && part.begin < part.end);
      REQUIRE(begins[part.begin] && begins[part.end]);
      words += bare(slice(page->text, part));
      last = part.end;
    }
    REQUIRE(bare(one.quoted) == words);
    REQUIRE(one.speaker.has_value() == (one.certainty != check::Certainty::none));
    REQUIRE(!one.scare || !one.speaker);
  }
  REQUIRE(check::find_quotations(*page).size() == found.size());
  return 0;
}
