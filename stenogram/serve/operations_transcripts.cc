// One transcript, whole or in part, and the capture it was read from.
#include <algorithm>
#include <cctype>

#include "stenogram/corpus/address.h"
#include "stenogram/render/transcript_json.h"
#include "stenogram/serve/operation.h"

namespace stenogram::serve {
namespace {

using render::Json;
using render::json_line;

Result<corpus::Address> address_of(const std::string& id) {
  Result<corpus::Address> address = corpus::parse_address(id);
  if (address && address->turn) return Error::usage(id, "is no transcript's id", "turns are asked for with /turns/N");
  return address;
}

Result<std::shared_ptr<const corpus::Document>> document_of(const Context& context, const Arguments& arguments) {
  Result<corpus::Address> address = address_of(arguments.text("id"));
  if (!address) return address.error();
  return context.snapshot->corpus().document(address->id);
}

Result<Answer> run_transcript(const Context& context, const Arguments& arguments) {
  auto document = document_of(context, arguments);
  if (!document) return document.error();
  Answer answer;
  render::transcript_json(**document, [&](std::string_view piece) { answer.lines += piece; });
  return answer;
}

Status show(const Context& context, const std::string& asked, std::string& lines) {
  Result<corpus::Address> address = corpus::parse_address(asked);
  if (!address) return address.error();
  Result<corpus::Resolved> found = context.snapshot->corpus().resolve(*address);
  if (!found) return found.error();
  if (found->turn) lines += json_line(render::shown_json(*found, asked));
  else render::transcript_json(*found->document, [&](std::string_view piece) { lines += piece; });
  return {};
}

Result<Answer> run_turn(const Context& context, const Arguments& arguments) {
  Result<corpus::Address> address = address_of(arguments.text("id"));
  if (!address) return address.error();
  Answer answer;
  if (Status shown = show(context, address->id + "#" + arguments.text("n"), answer.lines); !shown) return shown.error();
  return answer;
}

// As the command does: what resolves is shown, and it is amiss only if nothing does.
Result<Answer> run_show(const Context& context, const Arguments& arguments) {
  Answer answer;
  std::optional<Error> first;
  for (const std::string& asked : arguments.values("address")) {
    Status shown = show(context, asked, answer.lines);
    if (shown) continue;
    if (shown.error().kind != Error::Kind::not_found) return shown.error();
    if (!first) first = shown.error();
  }
  if (answer.lines.empty()) return *first;
  return answer;
}

// The page's text, and a capture's bytes, are a stranger's: they leave as bytes that no
// browser takes for anything but text, in a sandbox without scripts or an origin.
Answer inert_bytes(std::string media_type, std::string bytes) {
  Answer answer;
  answer.bytes = Answer::Bytes{std::move(media_type), std::move(bytes), {}};
  return answer;
}

Result<Answer> run_page(const Context& context, const Arguments& arguments) {
  auto document = document_of(context, arguments);
  if (!document) return document.error();
  return inert_bytes("text/plain; charset=utf-8", (*document)->text);
}

Result<std::uint64_t> capture_of(const Context& context, const corpus::Document& document) {
  Result<std::optional<archive::CaptureRow>> row = context.snapshot->corpus().record().capture_of(document.sha256);
  if (!row) return row.error();
  if (!*row) return Error::not_found(document.id, "its capture is no longer in the archive");
  return (*row)->number;
}

bool is_text(std::string_view media_type) {
  for (std::string_view known : {"text/", "application/json", "application/xml", "application/xhtml",
                                 "application/x-subrip", "application/ld+json", "application/tei"})
    if (media_type.starts_with(known)) return true;
  return media_type.ends_with("+xml") || media_type.ends_with("+json");
}

Result<Answer> run_capture(const Context& context, const Arguments& arguments) {
  auto document = document_of(context, arguments);
  if (!document) return document.error();
  Result<std::uint64_t> capture = capture_of(context, **document);
  if (!capture) return capture.error();
  archive::Archive& record = context.snapshot->corpus().record();
  Result<std::string> bytes = record.body(*capture);
  if (!bytes) return bytes.error();
  Result<std::string> charset = record.charset(*capture);
  if (!charset) return charset.error();
  if (!is_text((*document)->media_type)) {
    Answer answer = inert_bytes("application/octet-stream", std::move(*bytes));
    answer.bytes->fields.emplace_back("Content-Disposition", "attachment; filename=\"" + (*document)->id + ".bin\"");
    return answer;
  }
  const bool sound = !charset->empty() && std::all_of(charset->begin(), charset->end(), [](unsigned char c) {
    return std::isalnum(c) || c == '-' || c == '_';
  });
  return inert_bytes("text/plain" + (sound ? "; charset=" + *charset : std::string()), std::move(*bytes));
}

Result<Answer> run_seen(const Context& context, const Arguments& arguments) {
  auto document = document_of(context, arguments);
  if (!document) return document.error();
  Result<std::uint64_t> capture = capture_of(context, **document);
  if (!capture) return capture.error();
  Result<std::vector<archive::SeenRow>> rows = context.snapshot->corpus().record().seen(*capture);
  if (!rows) return rows.error();
  Answer answer;
  for (const archive::SeenRow& row : *rows) {
    Json json{{"type", "seen"}, {"name", row.name}};
    json["url"] = render::or_null(row.url);
    json["captured_at"] = render::or_null(row.captured_at);
    json["kept_at"] = render::or_null(row.kept_at);
    json["container"] = nullptr;
    if (!row.file.empty())
      json["container"] = {{"file", row.file},
                           {"offset", row.offset},
                           {"record_id", render::or_null(row.record_id)},
                           {"digest", render::or_null(row.digest)}};
    answer.lines += json_line(json);
  }
  return answer;
}

}  // namespace

void add_transcript_operations(std::vector<Operation>& all) {
  all.push_back({.id = "transcript",
                 .path = "/transcripts/{id}",
                 .group = "Transcripts",
                 .summary = "A transcript, whole.",
                 .about = "Heading, speakers, turns, leftovers and doubts, as `stenogram show ID --json` prints it. "
                          "Every `span` is bytes of the page's text (`/transcripts/{id}/page`).",
                 .parameters = {path_id()},
                 .lines = {"transcript"},
                 .one = true,
                 .run = run_transcript});
  Parameter turn = required(number("n", 1, 4'000'000'000, "The turn, counted from 1."));
  turn.in_path = true;
  all.push_back({.id = "turn",
                 .path = "/transcripts/{id}/turns/{n}",
                 .group = "Transcripts",
                 .summary = "One turn, with the question it answers.",
                 .about = "If a newer reading divides the turns otherwise, the turn is found by its words, and `moved` "
                          "and `formerly` say so.",
                 .parameters = {path_id(), turn},
                 .lines = {"turn"},
                 .one = true,
                 .run = run_turn});
  all.push_back({.id = "page",
                 .path = "/transcripts/{id}/page",
                 .group = "Transcripts",
                 .summary = "The page's text, of which all spans are bytes.",
                 .parameters = {path_id()},
                 .media_type = "text/plain",
                 .run = run_page});
  all.push_back(
      {.id = "capture",
       .path = "/transcripts/{id}/capture",
       .group = "Transcripts",
       .summary = "The capture, byte for byte, as it was received.",
       .about =
           "As plain text whatever its markup, never as a page of this server; what is no text comes as an attachment.",
       .parameters = {path_id()},
       .media_type = "text/plain",
       .run = run_capture});
  all.push_back({.id = "seen",
                 .path = "/transcripts/{id}/seen",
                 .group = "Transcripts",
                 .summary = "Every name, address and time under which the capture was met.",
                 .parameters = {path_id()},
                 .lines = {"seen"},
                 .run = run_seen});
  Parameter address = required(repeated(
      text("address", "ID is a transcript, ID#7 a turn, ID#7:120-245 bytes of a turn's text; # is written %23.")));
  address.most_bytes = 200;
  all.push_back({.id = "show",
                 .path = "/show",
                 .group = "Transcripts",
                 .summary = "Resolve addresses: a transcript, a turn with its question, or a passage.",
                 .about = "Addresses stay good when a newer version reads a page otherwise: their words are looked "
                          "for, and found where they now stand (`moved`, `formerly`), or it is said that they cannot "
                          "be. Those that name nothing are left out; if none names anything it is an error.",
                 .parameters = {address},
                 .lines = {"transcript", "turn", "passage"},
                 .run = run_show});
}

}  // namespace stenogram::serve
