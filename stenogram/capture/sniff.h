// What format a capture is in, told from its content. A name and a declared media
// type only break ties between readings that the content allows.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "stenogram/base/result.h"
#include "stenogram/capture/source.h"

namespace stenogram::capture {

enum class Format : std::uint8_t {
  plain,
  markdown,
  restructured_text,
  html,
  captions,
  xml,
  recogniser,
  speech_table,
  // Known by their first bytes; text decoders must not touch them.
  pdf,
  zip,
  old_word,
  rtf,
  gzip,
  picture,
  sound,
  program,
};

// The format that `source.format` asks for; nothing where it is empty. A name we do
// not know is Error::usage, which lists those we do.
Result<std::optional<Format>> format_asked_for(const Source& source);

// The format whose signature the bytes begin with, if any: binary formats only.
std::optional<Format> format_of_bytes(std::string_view bytes);

// The format of decoded text. Always answers; `plain` where nothing else is evident.
Format format_of_text(std::string_view text, const Source& source);

// Whether bytes that are not decoded yet look like HTML, in any ASCII-based charset:
// asked first, because HTML says in its own text what charset it is in.
bool looks_like_html(std::string_view bytes);

// "text/html", "application/pdf".
std::string_view media_type_of(Format format);

// "a PDF document", for messages.
std::string_view description_of(Format format);

}  // namespace stenogram::capture
