// stenogram read FILE: what a page says, without keeping it.
#include <filesystem>

#include "cli/commands.h"
#include "cli/parse.h"
#include "stenogram/base/file.h"
#include "stenogram/corpus/reading.h"
#include "stenogram/render/transcript_json.h"
#include "stenogram/render/transcript_text.h"

namespace stenogram::cli {
namespace {

void show(Invocation& invocation, const corpus::Reading& reading) {
  render::Sink sink = [&](std::string_view text) { invocation.out().write(text); };
  const render::Terminal& terminal = invocation.terminal();
  std::string_view page;
  if (!reading.documents.empty()) page = reading.documents.back().text;
  if (invocation.has("tiles"))
    return invocation.json() ? render::tiles_json(reading.tiles, sink)
                             : render::tiles_text(reading.tiles, page, terminal, sink);
  bool first = true;
  for (const corpus::Document& document : reading.documents) {
    if (invocation.json()) {
      render::transcript_json(document, sink);
      continue;
    }
    if (!first) sink("\n");
    first = false;
    render::transcript_text(document, terminal, sink);
  }
  if (!invocation.has("explain")) return;
  if (invocation.json()) return render::explanations_json(reading.explanations, sink);
  sink("\n");
  render::explanations_text(reading.explanations, page, terminal, sink);
}

}  // namespace

int run_read(Invocation& invocation) {
  std::size_t read = 0, failed = 0;
  capture::Limits limits;
  auto trouble = [&](const Error& error) {
    ++failed;
    complain(error.message());
  };
  for (const std::string& path : invocation.arguments()) {
    if (std::error_code error; std::filesystem::is_directory(path, error)) {
      trouble(Error::usage(path, "is a folder, and `read` takes files",
                           "`stenogram ingest " + path + "` takes in all it holds"));
      continue;
    }
    Result<std::string> bytes = read_file(path, limits.capture_bytes);
    if (!bytes) {
      trouble(bytes.error());
      continue;
    }
    capture::Source file;
    file.name = path;
    file.bytes = std::move(*bytes);
    file.format = invocation.value("format").value_or("");
    Status unpacked = capture::unpack(
        std::move(file), limits,
        [&](capture::Source source) {
          Result<corpus::Reading> reading = corpus::read_capture(std::move(source), limits);
          if (!reading) {
            trouble(reading.error());
            return true;
          }
          ++read;
          show(invocation, *reading);
          return !invocation.out().closed();
        },
        trouble);
    if (!unpacked) trouble(unpacked.error());
  }
  if (failed == 0) return kAsAsked;
  return read > 0 ? kAmiss : kFailed;
}

}  // namespace stenogram::cli
