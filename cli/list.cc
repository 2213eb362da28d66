// stenogram list: what the archive holds.
#include "cli/commands.h"
#include "cli/parse.h"
#include "stenogram/render/lists.h"

namespace stenogram::cli {

int run_list(Invocation& invocation) {
  auto record = archive::Archive::open(invocation.archive(), archive::Archive::Mode::read);
  if (!record) return invocation.fail(record.error());
  Result<std::vector<archive::TranscriptRow>> rows = (*record)->transcripts();
  if (!rows) return invocation.fail(rows.error());
  for (const archive::TranscriptRow& row : *rows) {
    if (invocation.out().closed()) break;
    Result<std::vector<std::string>> speakers = (*record)->speakers_of(row.number);
    if (!speakers) return invocation.fail(speakers.error());
    if (invocation.json()) invocation.out().write(render::json_line(render::listed_json(row, *speakers)));
    else invocation.out().line(render::listed_text(row, *speakers, invocation.terminal()));
  }
  return kAsAsked;
}

}  // namespace stenogram::cli
