// The way in: signature, charset, format, reader. Each format's reader stands in
// its own file; here is only who is asked, in which order.
#include "stenogram/capture/read.h"

#include "stenogram/capture/captions.h"
#include "stenogram/capture/format.h"
#include "stenogram/capture/html.h"
#include "stenogram/capture/markdown.h"
#include "stenogram/capture/office.h"
#include "stenogram/capture/pdf.h"
#include "stenogram/capture/plain.h"
#include "stenogram/capture/recogniser.h"
#include "stenogram/capture/sniff.h"
#include "stenogram/capture/speech_table.h"
#include "stenogram/capture/speech_xml.h"

namespace stenogram::capture {
namespace {

TextReader reader_of(Format format) {
  switch (format) {
    case Format::html: return read_html;
    case Format::plain: return read_plain;
    case Format::markdown: return read_markdown;
    case Format::restructured_text: return read_restructured_text;
    case Format::captions: return read_captions;
    case Format::xml: return read_speech_xml;
    case Format::recogniser: return read_recogniser;
    case Format::speech_table: return read_speech_table;
    default: return nullptr;
  }
}

// Formats that are not text read their bytes themselves.
BytesReader bytes_reader_of(Format format) {
  switch (format) {
    case Format::pdf: return read_pdf;
    case Format::zip: return read_zipped_document;
    case Format::rtf: return read_rtf;
    case Format::old_word: return read_old_word;
    default: return nullptr;
  }
}

// What decoding was unsure of, said on the page.
void add_doubts_of_decoding(const text::Decoded& decoded, std::vector<Doubt>& doubts) {
  if (decoded.malformed > 0)
    doubts.push_back({"malformed_text",
                      std::to_string(decoded.malformed) + " byte sequences are no text in " + decoded.charset,
                      {}});
  if (!decoded.declared && decoded.charset != "utf-8" && decoded.charset != "us-ascii" &&
      decoded.charset.substr(0, 4) != "utf-")
    doubts.push_back({"charset_guessed", "nothing declares the character set; read as " + decoded.charset, {}});
}

// The header's charset, or one of those a web page declares in itself: the first that the
// bytes bear out. Where none does, the bytes decide.
Result<text::Decoded> decode(const Source& source) {
  Result<text::Decoded> decoded = text::decode(source.bytes, source.declared_charset, source.name);
  if (!decoded || decoded->declared || !looks_like_html(source.bytes)) return decoded;
  for (const std::string& charset : declared_charsets(source.bytes)) {
    Result<text::Decoded> other = text::decode(source.bytes, charset, source.name);
    if (other && other->declared && other->malformed <= decoded->malformed) return other;
  }
  return decoded;
}

Error not_read(const Source& source, Format format) {
  return Error::unsupported(source.name, "is " + std::string(description_of(format)),
                            "give the text, HTML or another format that `stenogram read --help` lists");
}

// A capture that is text, in the format asked for or told from the text.
Result<Page> read_text(const Source& source, std::optional<Format> asked, const Limits& limits) {
  Result<text::Decoded> decoded = decode(source);
  if (!decoded) return decoded.error();
  const Format format = asked ? *asked : format_of_text(decoded->text, source);
  const TextReader reader = reader_of(format);
  if (!reader) return not_read(source, format);

  std::vector<Doubt> doubts;
  add_doubts_of_decoding(*decoded, doubts);
  Result<Page> page = reader(source, *std::move(decoded), limits);
  if (!page) return page;
  if (page->blocks.empty())
    return Error::unreadable(source.name, std::string("is ").append(description_of(format)) + " without words",
                             "if a script fills it, save it from a browser after it has loaded");
  page->doubts.insert(page->doubts.begin(), doubts.begin(), doubts.end());
  return page;
}

}  // namespace

Result<Page> read(const Source& source, const Limits& limits) {
  if (source.bytes.size() > limits.capture_bytes)
    return Error::too_large(source.name, "larger than " + std::to_string(limits.capture_bytes) + " bytes",
                            "split it into smaller captures");
  Result<std::optional<Format>> asked = format_asked_for(source);
  if (!asked) return asked.error();
  const std::optional<Format> binary = *asked && reader_of(**asked) ? std::nullopt : format_of_bytes(source.bytes);
  if (!binary) return read_text(source, *asked, limits);
  const BytesReader reader = bytes_reader_of(*binary);
  return reader ? reader(source, limits) : not_read(source, *binary);
}

}  // namespace stenogram::capture
