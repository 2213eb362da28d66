#include "stenogram/check/incises.h"

#include <algorithm>

#include "stenogram/transcript/characters.h"

namespace stenogram::check {
namespace {

constexpr std::uint64_t kLongestIncise = 240;  // bytes
constexpr std::size_t kMostIncises = 8;

std::size_t dash_at(std::string_view text, std::uint64_t at) {
  return text.substr(at).starts_with("\u2014") || text.substr(at).starts_with("\u2013") ? 3 : 0;
}

ByteSpan tidy(std::string_view text, ByteSpan span) {
  span = transcript::trimmed(text, span);
  while (!span.empty() && (text[span.end - 1] == ',' || text[span.end - 1] == ' ')) --span.end;
  while (!span.empty() && (text[span.begin] == '.' || text[span.begin] == ',' || text[span.begin] == ';' ||
                           text[span.begin] == ':' || text[span.begin] == ' '))
    ++span.begin;
  return transcript::trimmed(text, span);
}

}  // namespace

Spoken without_incises(std::string_view text, ByteSpan words, const ArticleWords& lexicon, Attributor& attributor,
                       bool unclosed) {
  Spoken spoken;
  bool dashes = lexicon.language() == "ru" || lexicon.language() == "es";
  bool commas = lexicon.language() == "fr" || unclosed;
  if (!lexicon.known() || !(dashes || commas)) {
    spoken.parts.push_back(words);
    return spoken;
  }
  std::uint64_t part = words.begin;
  std::size_t found = 0;
  for (std::uint64_t at = words.begin; at < words.end && found < kMostIncises;) {
    std::size_t size = dashes ? dash_at(text, at) : 0;
    bool comma = commas && (text[at] == ',' || ((text[at] == '!' || text[at] == '?') && !dashes));
    if (size == 0 && !comma) {
      ++at;
      continue;
    }
    std::uint64_t begin = at + std::max<std::size_t>(size, 1);
    ByteSpan rest{begin, std::min(words.end, begin + kLongestIncise)};
    while (rest.end < words.end && (static_cast<unsigned char>(text[rest.end]) & 0xC0) == 0x80) ++rest.end;
    Attribution said = attributor.incise(rest);
    if (!said.decided() || at == words.begin) {
      at = begin;
      continue;
    }
    // To the mark that ends it.
    std::uint64_t end = std::max(said.end, begin);
    while (end < words.end) {
      if (dashes ? dash_at(text, end) > 0 : text[end] == ',' || text[end] == '.' || text[end] == ';') break;
      ++end;
    }
    ByteSpan before = tidy(text, {part, comma && text[at] != ',' ? begin : at});
    if (!before.empty()) spoken.parts.push_back(before);
    if (!spoken.said.speaker) spoken.said = said;
    ++found;
    part = at = end < words.end ? end + (dashes ? 3 : 1) : end;
  }
  ByteSpan last = found ? tidy(text, {part, words.end}) : words;
  if (!last.empty()) spoken.parts.push_back(last);
  if (spoken.parts.empty()) spoken.parts.push_back(words), spoken.said = {};
  return spoken;
}

}  // namespace stenogram::check
