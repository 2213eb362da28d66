// Captures brought to the server: read and forgotten, or kept where --write allows it.
#include "stenogram/corpus/reading.h"
#include "stenogram/render/lists.h"
#include "stenogram/render/transcript_json.h"
#include "stenogram/serve/operation.h"
#include "stenogram/serve/upload.h"

namespace stenogram::serve {
namespace {

using render::Json;
using render::json_line;

constexpr std::string_view kFormats =
    "Read it as this, whatever it looks like: text, markdown, rst, html, xml, tei, json, captions, pdf, docx, odt, "
    "epub or rtf.";

capture::Source source_of(const Arguments& arguments) {
  capture::Source source = uploaded(arguments, "upload");
  source.format = arguments.text("as");
  if (const std::string url = arguments.text("url"); !url.empty()) source.url = url;
  return source;
}

Result<Answer> run_read(const Context&, const Arguments& arguments) {
  Answer answer;
  std::optional<Error> first;
  std::size_t read = 0;
  render::Sink sink = [&](std::string_view piece) { answer.lines += piece; };
  auto trouble = [&](const Error& error) {
    if (!first) first = error;
  };
  const capture::Limits limits;
  Status unpacked = capture::unpack(
      source_of(arguments), limits,
      [&](capture::Source source) {
        Result<corpus::Reading> reading = corpus::read_capture(std::move(source), limits);
        if (!reading) {
          trouble(reading.error());
          return true;
        }
        ++read;
        if (arguments.flag("page") && !reading->documents.empty())
          sink(json_line({{"type", "page"}, {"text", reading->documents.back().text}}));
        for (const corpus::Document& document : reading->documents) render::transcript_json(document, sink);
        if (arguments.flag("tiles")) render::tiles_json(reading->tiles, sink);
        if (arguments.flag("explain")) render::explanations_json(reading->explanations, sink);
        return true;
      },
      trouble);
  if (!unpacked) trouble(unpacked.error());
  if (read == 0 && first) return of_upload(*first);
  return answer;
}

Result<Answer> run_keep(const Context& context, const Arguments& arguments) {
  const std::string url = arguments.text("url");
  if (!url.empty() && !url.starts_with("http://") && !url.starts_with("https://"))
    return Error::usage("url", "is neither http nor https");
  Answer answer;
  std::optional<Error> first;
  Result<corpus::IngestSummary> sum =
      context.library.ingest(source_of(arguments), [&](const corpus::Ingested& ingested) {
        if (ingested.error && !first) first = ingested.error;
        answer.lines += json_line(render::ingested_json(ingested));
      });
  if (!sum) return sum.error();
  if (sum->added + sum->unchanged + sum->replaced == 0 && first) return of_upload(*first);
  answer.status = sum->added + sum->replaced > 0 ? 201 : 200;
  return answer;
}

Result<Answer> run_remove(const Context& context, const Arguments& arguments) {
  Result<std::vector<std::string>> gone = context.library.remove(arguments.text("id"));
  if (!gone) return gone.error();
  Answer answer;
  for (const std::string& one : *gone) answer.lines += json_line({{"type", "removed"}, {"transcript", one}});
  return answer;
}

}  // namespace

void add_capture_operations(std::vector<Operation>& all) {
  const Parameter name = text("name", "What the capture is called: a file's name; only its last part is kept.");
  const Parameter as = text("as", kFormats);
  all.push_back(
      {.id = "read",
       .method = "POST",
       .path = "/read",
       .group = "Captures",
       .summary = "Read a capture without keeping it.",
       .about = "A container (WARC, WACZ, gzip) gives the transcripts of all it holds.",
       .parameters = {name, as, flag("page", "Give first the text of the page, of which all spans are bytes."),
                      flag("tiles", "Say also who owns each byte of the page."),
                      flag("explain", "Say also why each stretch of the page was read as it was.")},
       .lines = {"page", "transcript", "tile", "explanation"},
       .lane = Lane::heavy,
       .body = Operation::Body::bytes,
       .body_bytes = kCaptureBytes,
       .run = run_read});
  all.push_back({.id = "keep",
                 .method = "POST",
                 .path = "/captures",
                 .group = "Captures",
                 .summary = "Keep a capture in the archive.",
                 .about = "The same bytes are kept once. What was answered as added is safe on the disk. 201 where "
                          "something was added, 200 where it was all there, 422 where none of it could be read.",
                 .parameters = {name, as, text("url", "Where it came from, http or https.")},
                 .lines = {"ingested"},
                 .lane = Lane::heavy,
                 .writes = true,
                 .body = Operation::Body::bytes,
                 .body_bytes = kCaptureBytes,
                 .statuses = {200, 201},
                 .run = run_keep});
  Parameter id = path_id();
  id.help = "A capture: the first digits of its SHA-256.";
  all.push_back({.id = "remove",
                 .method = "DELETE",
                 .path = "/captures/{id}",
                 .group = "Captures",
                 .summary = "Remove a capture, with every transcript read from it.",
                 .parameters = {id},
                 .lines = {"removed"},
                 .lane = Lane::heavy,
                 .writes = true,
                 .run = run_remove});
}

}  // namespace stenogram::serve
