// stenogram compare A B: two copies of one interview side by side.
#include <fstream>

#include "cli/commands.h"
#include "cli/parse.h"
#include "stenogram/base/file.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/corpus/reading.h"
#include "stenogram/render/comparison.h"

namespace stenogram::cli {
namespace {

// Twelve hexadecimal digits and more, with a part's number perhaps; all else is a file.
bool looks_like_id(const std::string& argument) {
  const std::string digits = argument.substr(0, argument.find('.'));
  return digits.size() >= 12 && digits.find_first_not_of("0123456789abcdef") == std::string::npos;
}

Result<corpus::Document> read_document(const std::string& path) {
  Result<std::string> bytes = read_file(path, capture::Limits().capture_bytes);
  if (!bytes) return bytes.error();
  capture::Source source;
  source.name = path;
  source.bytes = std::move(*bytes);
  Result<corpus::Reading> reading = corpus::read_capture(std::move(source));
  if (!reading) return reading.error();
  if (reading->documents.size() > 1)
    return Error::usage(path, "holds " + std::to_string(reading->documents.size()) + " transcripts",
                        "ingest it, and compare them by their ids");
  corpus::Document document = std::move(reading->documents.front());
  document.utterances = corpus::utterances_of(document.transcript, document.text);
  return document;
}

Status write_file(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out) return Error::io(path, "cannot be written");
  return {};
}

}  // namespace

int run_compare(Invocation& invocation) {
  const std::vector<std::string>& arguments = invocation.arguments();
  std::unique_ptr<corpus::Corpus> corpus;
  if (looks_like_id(arguments[0]) || looks_like_id(arguments[1])) {
    auto opened = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::read);
    if (!opened) return invocation.fail(opened.error());
    corpus = std::move(*opened);
  }
  std::vector<corpus::Document> documents;
  for (const std::string& argument : arguments) {
    Result<corpus::Document> document = Error::not_found(argument, "is neither a transcript's id nor a file");
    if (looks_like_id(argument)) {
      auto kept = corpus->document(argument);
      if (!kept) return invocation.fail(kept.error());
      document = **kept;
    } else {
      document = read_document(argument);
    }
    if (!document) return invocation.fail(document.error());
    documents.push_back(reuse::with_turns(*document));
  }
  auto count = [&](std::string_view word) { return corpus ? corpus->count(word) : std::uint64_t(0); };
  const reuse::Comparison comparison = reuse::compare(documents[0], documents[1], count);
  const render::Compared compared{documents[0], documents[1], comparison};
  if (std::optional<std::string> path = invocation.value("html"))
    if (Status written = write_file(*path, render::comparison_html(compared)); !written)
      return invocation.fail(written.error());
  if (std::optional<std::string> path = invocation.value("tei"))
    if (Status written = write_file(*path, render::comparison_tei(compared)); !written)
      return invocation.fail(written.error());
  if (invocation.json()) invocation.out().write(render::comparison_json(compared));
  else if (!invocation.has("html") && !invocation.has("tei"))
    invocation.out().write(render::comparison_text(invocation.terminal(), compared, invocation.has("all")));
  if (comparison.nothing_shared() && !invocation.json()) complain("the two have nothing in common");
  return comparison.nothing_shared() ? kAmiss : kAsAsked;
}

}  // namespace stenogram::cli
