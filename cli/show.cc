// stenogram show ADDRESS: a transcript, a turn with its question, or a passage.
#include "cli/commands.h"
#include "cli/parse.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/render/transcript_json.h"
#include "stenogram/render/transcript_text.h"

namespace stenogram::cli {

int run_show(Invocation& invocation) {
  // What is no address is wrong usage, whether or not there is an archive.
  std::vector<corpus::Address> addresses;
  for (const std::string& asked : invocation.arguments()) {
    Result<corpus::Address> address = corpus::parse_address(asked);
    if (!address) return invocation.fail(address.error());
    addresses.push_back(std::move(*address));
  }
  auto record = archive::Archive::open(invocation.archive(), archive::Archive::Mode::read);
  if (!record) return invocation.fail(record.error());
  // Nothing is searched, so the index need not be there.
  auto read = [&](archive::TranscriptNumber number) -> Result<std::shared_ptr<const corpus::Document>> {
    Result<corpus::Document> document = corpus::fetch(**record, number);
    if (!document) return document.error();
    return std::make_shared<const corpus::Document>(std::move(*document));
  };
  render::Sink sink = [&](std::string_view text) { invocation.out().write(text); };
  std::size_t shown = 0;
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    const std::string& asked = invocation.arguments()[i];
    Result<corpus::Resolved> found = corpus::resolve(**record, read, addresses[i]);
    if (!found) {
      complain(found.error().message());
      if (found.error().kind != Error::Kind::not_found) return kFailed;
      continue;
    }
    if (shown++ > 0 && !invocation.json()) sink("\n");
    if (!found->turn) {
      if (invocation.json()) render::transcript_json(*found->document, sink);
      else render::transcript_text(*found->document, invocation.terminal(), sink);
    } else if (invocation.json()) {
      sink(render::json_line(render::shown_json(*found, asked)));
    } else {
      render::shown_text(*found, asked, invocation.terminal(), sink);
    }
  }
  return shown == invocation.arguments().size() ? kAsAsked : kAmiss;
}

}  // namespace stenogram::cli
