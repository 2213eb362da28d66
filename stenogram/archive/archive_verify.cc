// Proving the record: every byte of it against the checksum or the rule it must obey.
#include "stenogram/archive/archive.h"
#include "stenogram/archive/compress.h"
#include "stenogram/archive/serial.h"
#include "stenogram/archive/statements.h"
#include "stenogram/base/hash.h"

namespace stenogram::archive {
namespace {

using Lock = std::lock_guard<std::recursive_mutex>;

template <class T>
std::optional<std::string> column_of(const std::optional<T>& item) {
  if (!item) return std::nullopt;
  if constexpr (requires { item->value; }) return item->value;
  else return item->text;
}

}  // namespace

void Archive::verify_capture(Statement& row, const Fault& fault) {
  std::string id = row.text(0), where = "capture " + id;
  Result<std::string> body = decompressed(row.view(2), row.number(1), id);
  if (!body) return fault(where, body.error().what);
  if (sha256(*body) != row.view(3)) fault(where, "its bytes are not those that were captured");
  if (!row.view(3).starts_with(id)) fault(where, "its id does not begin its SHA-256");
  if (row.null(5)) {
    if (row.number(4) != row.number(1)) fault(where, "the size of its text is not that of its bytes");
    return;
  }
  std::string_view beside = kept_beside(row.number(4), row.number(1)) ? std::string_view(*body) : std::string_view();
  if (Result<std::string> text = decompressed(row.view(5), row.number(4), id, beside); !text)
    fault(where, "the text of its page: " + text.error().what);
  Result<std::string> map = decompressed(row.view(7), row.number(6), id);
  if (!map) return fault(where, "its way back to the capture: " + map.error().what);
  Result<text::SourceMap> source = source_map_from(*map, id);
  if (!source) return fault(where, source.error().what);
  SourceSpan all = source->source_of({0, source->text_size()});
  if (source->text_size() != row.number(4) || all.end > row.number(1))
    fault(where, "its way back to the capture leads outside it");
}

void Archive::verify_transcript(Statement& row, const Fault& fault) {
  std::string id = row.text(0), where = "transcript " + id;
  Result<std::string> bytes = decompressed(row.view(2), row.number(1), id);
  if (!bytes) return fault(where, "its reading: " + bytes.error().what);
  auto transcript = transcript_from(*bytes, row.number(3), id);
  if (!transcript) return fault(where, transcript.error().what);
  const transcript::Heading& heading = transcript->heading;
  bool alike =
      row.number(4) == transcript->turns.size() && row.view(5) == name_of(heading.kind) &&
      row.view(6) == transcript->language && row.optional_text(7) == column_of(heading.title) &&
      row.optional_text(8) == column_of(heading.outlet) && row.optional_text(9) == column_of(heading.occasion) &&
      row.optional_text(10) == column_of(heading.place) && row.optional_text(11) == column_of(heading.event_date) &&
      row.optional_text(12) == column_of(heading.publication_date) && row.number(13) == transcript->speakers.size();
  if (!alike) fault(where, "its row in the record is not its reading's");
}

Result<Archive::Checked> Archive::verify(const Fault& fault, Progress& progress) {
  Lock lock(mutex_);
  if (pack_)
    for (const Pack::Part& part : pack_->parts())
      if (Status proved = pack_->prove(part); !proved) fault(part.name, proved.error().what);
  Status done = each("PRAGMA integrity_check", [&](Statement& row) {
    if (row.view(0) != "ok") fault("record.sqlite", row.text(0));
    return Status();
  });
  if (done)
    done = each("PRAGMA foreign_key_check", [&](Statement& row) {
      fault("record.sqlite", "a row of " + row.text(0) + " belongs to nothing");
      return Status();
    });
  if (!done) return done.error();

  Checked checked;
  done = each("SELECT id, bytes, body, sha256, text_bytes, text, source_map_bytes, source_map FROM capture",
              [&](Statement& row) {
                verify_capture(row, fault);
                progress.at("captures proved", ++checked.captures, 0);
                return Status();
              });
  if (done)
    done = each(
        "SELECT t.id, t.reading_bytes, t.reading, c.text_bytes, t.turns, t.kind, t.language,"
        " t.title, t.outlet, t.occasion, t.place, t.event_date, t.publication_date,"
        " (SELECT count(*) FROM speaker WHERE transcript = t.number)"
        " FROM transcript t JOIN capture c ON c.number = t.capture",
        [&](Statement& row) {
          verify_transcript(row, fault);
          progress.at("transcripts proved", ++checked.transcripts, 0);
          return Status();
        });
  if (done) done = verify_extent(fault);
  if (!done) return done.error();
  return checked;
}

}  // namespace stenogram::archive
