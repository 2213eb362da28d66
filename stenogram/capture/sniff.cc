#include "stenogram/capture/sniff.h"

#include <algorithm>
#include <array>
#include <utility>

#include "stenogram/capture/blank.h"
#include "stenogram/capture/html_names.h"
#include "stenogram/capture/markdown.h"
#include "stenogram/capture/captions.h"
#include "stenogram/capture/recogniser.h"
#include "stenogram/capture/speech_table.h"
#include "stenogram/capture/speech_xml.h"

namespace stenogram::capture {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kLookedAt = 64 * 1024;  // bytes from the start that decide

struct Name {
  std::string_view name;
  Format format;
};

// What --format may say.
constexpr Name kNames[] = {
    {"text", Format::plain},
    {"txt", Format::plain},
    {"plain", Format::plain},
    {"html", Format::html},
    {"htm", Format::html},
    {"xhtml", Format::html},
    {"markdown", Format::markdown},
    {"md", Format::markdown},
    {"pdf", Format::pdf},
    {"docx", Format::zip},
    {"odt", Format::zip},
    {"epub", Format::zip},
    {"doc", Format::old_word},
    {"rtf", Format::rtf},
    {"captions", Format::captions},
    {"vtt", Format::captions},
    {"srt", Format::captions},
    {"csv", Format::speech_table},
    {"tsv", Format::speech_table},
    {"recogniser", Format::recogniser},
    {"json", Format::recogniser},
    {"xml", Format::xml},
    {"tei", Format::xml},
    {"rst", Format::restructured_text},
    {"restructuredtext", Format::restructured_text},
};

// First bytes of formats that no text begins with.
constexpr std::pair<std::string_view, Format> kSignatures[] = {
    {"%PDF-"sv, Format::pdf},
    {"PK\x03\x04"sv, Format::zip},
    {"PK\x05\x06"sv, Format::zip},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, Format::old_word},
    {"{\\rtf"sv, Format::rtf},
    {"\x1F\x8B\x08"sv, Format::gzip},
    {"\x89PNG\r\n\x1A\n"sv, Format::picture},
    {"\xFF\xD8\xFF"sv, Format::picture},
    {"GIF87a"sv, Format::picture},
    {"GIF89a"sv, Format::picture},
    {"II*\0"sv, Format::picture},
    {"MM\0*"sv, Format::picture},
    {"ID3"sv, Format::sound},
    {"OggS"sv, Format::sound},
    {"fLaC"sv, Format::sound},
    {"\x1A\x45\xDF\xA3"sv, Format::sound},
    {"\x7F"
     "ELF"sv,
     Format::program},
};

bool starts_with_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const char c = text[i];
    if ((c >= 'A' && c <= 'Z' ? char(c + 32) : c) != lower[i]) return false;
  }
  return true;
}

// Past byte order mark, blanks, comments and processing instructions.
std::size_t prologue_end(std::string_view text) {
  std::size_t at = 0;
  for (;;) {
    while (at < text.size()) {
      const std::size_t n = blank_at(text, at);
      if (n == 0) break;
      at += n;
    }
    const std::string_view rest = text.substr(std::min(at, text.size()));
    std::size_t end = std::string_view::npos;
    if (rest.substr(0, 4) == "<!--") end = rest.find("-->");
    else if (rest.substr(0, 2) == "<?") end = rest.find('>');
    if (end == std::string_view::npos) return at;
    at += end + (rest[1] == '!' ? 3 : 1);
  }
}

bool name_ends_with(const Source& source, std::string_view suffix) {
  const std::string_view name = source.name;
  return name.size() > suffix.size() && starts_with_ignoring_case(name.substr(name.size() - suffix.size()), suffix);
}

}  // namespace

Result<std::optional<Format>> format_asked_for(const Source& source) {
  if (source.format.empty()) return std::optional<Format>();
  std::string known;
  for (const Name& entry : kNames) {
    if (source.format == entry.name) return std::optional<Format>(entry.format);
    if (!known.empty()) known += ", ";
    known += entry.name;
  }
  return Error::usage(source.name, "no format is called `" + source.format + "`", "one of " + known);
}

std::optional<Format> format_of_bytes(std::string_view bytes) {
  for (const auto& [signature, format] : kSignatures)
    if (bytes.substr(0, signature.size()) == signature) return format;
  return std::nullopt;
}

bool looks_like_html(std::string_view bytes) {
  bytes = bytes.substr(0, kLookedAt);
  const std::size_t at = prologue_end(bytes);
  const std::string_view start = bytes.substr(std::min(at, bytes.size()));
  if (starts_with_ignoring_case(start, "<!doctype html")) return true;
  const std::string_view first = start.empty() || start[0] != '<' ? std::string_view() : element_at(bytes, at);
  if (first == "html" || first == "head") return true;
  if (!start.empty() && start[0] == '<' && first.empty()) return false;  // XML of another kind

  // A fragment, or a page with something before its first tag: then tags must be what
  // it is made of, those of paragraphs among them. Markdown may carry some HTML too.
  std::size_t tags = 0, blocks = 0;
  for (std::size_t i = bytes.find('<'); i != std::string_view::npos; i = bytes.find('<', i + 1)) {
    const std::string_view element = element_at(bytes, i);
    if (element.empty()) continue;
    ++tags;
    blocks += element == "p" || element == "div" || element == "td" || element == "br" || element == "body" ||
              element == "li";
  }
  if (!first.empty() && tags >= 4 && blocks >= 2) return tags * 600 >= bytes.size();
  return tags >= 20 && blocks * 4 >= tags && tags * 200 >= bytes.size();
}

Format format_of_text(std::string_view text, const Source& source) {
  if (looks_like_captions(text)) return Format::captions;
  if (looks_like_speech_xml(text)) return Format::xml;
  if (looks_like_recogniser(text)) return Format::recogniser;
  if (looks_like_speech_table(text)) return Format::speech_table;
  if (looks_like_html(text)) return Format::html;
  if (looks_like_xml(text)) return Format::xml;
  const MarkupEvidence evidence = markup_evidence(text);
  const bool says_rst = name_ends_with(source, ".rst") || source.declared_media_type == "text/x-rst";
  const bool says_markdown = name_ends_with(source, ".md") || name_ends_with(source, ".markdown") ||
                             source.declared_media_type.substr(0, 13) == "text/markdown";
  if (evidence.restructured_text >= kEvidentMarkup && !says_markdown) return Format::restructured_text;
  if (says_rst && evidence.restructured_text + evidence.markdown > 0) return Format::restructured_text;
  if (evidence.markdown >= kEvidentMarkup || (says_markdown && evidence.markdown > 0)) return Format::markdown;
  return Format::plain;
}

std::string_view media_type_of(Format format) {
  switch (format) {
    case Format::plain: return "text/plain";
    case Format::markdown: return "text/markdown";
    case Format::restructured_text: return "text/x-rst";
    case Format::html: return "text/html";
    case Format::captions: return "text/vtt";
    case Format::xml: return "application/xml";
    case Format::recogniser: return "application/json";
    case Format::speech_table: return "text/csv";
    case Format::pdf: return "application/pdf";
    case Format::zip: return "application/zip";
    case Format::old_word: return "application/msword";
    case Format::rtf: return "application/rtf";
    case Format::gzip: return "application/gzip";
    case Format::picture: return "image/*";
    case Format::sound: return "audio/*";
    case Format::program: return "application/octet-stream";
  }
  return {};
}

std::string_view description_of(Format format) {
  switch (format) {
    case Format::plain: return "plain text";
    case Format::markdown: return "Markdown";
    case Format::restructured_text: return "reStructuredText";
    case Format::html: return "a web page";
    case Format::captions: return "captions";
    case Format::xml: return "XML";
    case Format::speech_table: return "a table of who says what";
    case Format::recogniser: return "the output of a speech recogniser";
    case Format::pdf: return "a PDF document";
    case Format::zip: return "a zip archive or an office document";
    case Format::old_word: return "an old Word document";
    case Format::rtf: return "a rich text document";
    case Format::gzip: return "compressed with gzip";
    case Format::picture: return "a picture";
    case Format::sound: return "a sound or video recording";
    case Format::program: return "a program";
  }
  return {};
}

}  // namespace stenogram::capture
