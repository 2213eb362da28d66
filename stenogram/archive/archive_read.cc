// What an archive answers.
#include <unistd.h>

#include <algorithm>

#include "stenogram/archive/archive.h"
#include "stenogram/archive/compress.h"
#include "stenogram/archive/serial.h"
#include "stenogram/archive/statements.h"

namespace stenogram::archive {
namespace {

using Lock = std::lock_guard<std::recursive_mutex>;

// An int64 that came as a uint64: a negative one in a stranger's record is no count.
constexpr std::uint64_t kMost = 1ull << 62;

Error no_longer(TranscriptNumber number) {
  return Error::not_found("transcript " + std::to_string(number), "is no longer in the archive");
}

std::optional<std::string> unless_empty(std::string text) {
  if (text.empty()) return std::nullopt;
  return text;
}

}  // namespace

Result<std::optional<CaptureRow>> Archive::capture_of(std::string_view sha256) {
  Lock lock(mutex_);
  std::optional<CaptureRow> found;
  Status done = each(
      "SELECT number, id, reader FROM capture WHERE sha256 = ?1",
      [&](Statement& row) {
        found = CaptureRow{row.number(0), row.text(1), int(row.number(2))};
        return Status();
      },
      sha256);
  if (!done) return done.error();
  return found;
}

Result<std::vector<Kept>> Archive::transcripts_of(std::uint64_t capture) {
  Lock lock(mutex_);
  std::vector<Kept> kept;
  Status done = each("SELECT number, id, turns FROM transcript WHERE capture = ?1 ORDER BY part",
                     into(kept,
                          [](Statement& row) {
                            return Kept{row.number(0), row.text(1), row.number(2)};
                          }),
                     capture);
  if (!done) return done.error();
  return kept;
}

Result<std::vector<Kept>> Archive::transcripts_named(std::string_view capture_id) {
  Lock lock(mutex_);
  std::optional<std::uint64_t> capture;
  Status done = each(
      "SELECT number FROM capture WHERE id = ?1", [&](Statement& row) { return capture = row.number(0), Status(); },
      capture_id);
  if (!done) return done.error();
  if (!capture) return std::vector<Kept>();
  return transcripts_of(*capture);
}

Result<std::vector<TranscriptRow>> Archive::transcripts() {
  Lock lock(mutex_);
  std::vector<TranscriptRow> rows;
  Status done = each(STENOGRAM_TRANSCRIPT_COLUMNS
                     "ORDER BY coalesce(t.event_date, t.publication_date, ''),"
                     " (SELECT id FROM capture WHERE number = t.capture), t.part",
                     into(rows, row_of));
  if (!done) return done.error();
  return rows;
}

Result<std::optional<TranscriptRow>> Archive::transcript(std::string_view id) {
  Lock lock(mutex_);
  std::optional<TranscriptRow> found;
  Status done = each(
      STENOGRAM_TRANSCRIPT_COLUMNS "WHERE t.id = ?1", [&](Statement& row) { return found = row_of(row), Status(); },
      id);
  if (!done) return done.error();
  return found;
}

Result<std::optional<TranscriptRow>> Archive::transcript_numbered(TranscriptNumber number) {
  Lock lock(mutex_);
  std::optional<TranscriptRow> found;
  Status done = each(
      STENOGRAM_TRANSCRIPT_COLUMNS "WHERE t.number = ?1", [&](Statement& row) { return found = row_of(row), Status(); },
      number);
  if (!done) return done.error();
  return found;
}

Result<std::vector<TranscriptNumber>> Archive::numbers(TranscriptNumber first, TranscriptNumber last) {
  Lock lock(mutex_);
  std::vector<TranscriptNumber> numbers;
  Status done = each("SELECT number FROM transcript WHERE number BETWEEN ?1 AND ?2 ORDER BY number",
                     into(numbers, [](Statement& row) { return row.number(0); }), first, last);
  if (!done) return done.error();
  return numbers;
}

Result<std::vector<std::string>> Archive::speakers_of(TranscriptNumber number) {
  Lock lock(mutex_);
  std::vector<std::string> names;
  Status done = each("SELECT name FROM speaker WHERE transcript = ?1 AND name IS NOT NULL ORDER BY position",
                     into(names, [](Statement& row) { return row.text(0); }), number);
  if (!done) return done.error();
  return names;
}

Result<std::vector<NameRow>> Archive::names() {
  Lock lock(mutex_);
  std::vector<NameRow> rows;
  Status done = each("SELECT transcript, name FROM speaker WHERE name IS NOT NULL ORDER BY transcript, position",
                     into(rows, [](Statement& row) {
                       return NameRow{row.number(0), row.text(1)};
                     }));
  if (!done) return done.error();
  return rows;
}

Result<std::vector<std::pair<std::string, std::uint64_t>>> Archive::name_counts() {
  Lock lock(mutex_);
  std::vector<std::pair<std::string, std::uint64_t>> rows;
  Status done =
      each("SELECT name, count(DISTINCT transcript) FROM speaker WHERE name IS NOT NULL GROUP BY name ORDER BY name",
           into(rows, [](Statement& row) { return std::pair(row.text(0), row.number(1)); }));
  if (!done) return done.error();
  return rows;
}

Result<std::vector<std::pair<std::string, TranscriptNumber>>> Archive::days() {
  Lock lock(mutex_);
  std::vector<std::pair<std::string, TranscriptNumber>> rows;
  auto take = [](Statement& row) { return std::pair(row.text(0), row.number(1)); };
  // The indexes on days hold all that is asked for.
  Status done = each("SELECT event_date, number FROM transcript WHERE event_date > ''", into(rows, take));
  if (done)
    done = each("SELECT publication_date, number FROM transcript WHERE publication_date > ''", into(rows, take));
  if (!done) return done.error();
  return rows;
}

Result<std::vector<transcript::Speaker>> Archive::cast_of(TranscriptNumber number) {
  Lock lock(mutex_);
  std::vector<transcript::Speaker> cast;
  Status done = each(
      "SELECT ifnull(name, ''), several, ifnull(office, ''), ifnull(affiliation, ''), role FROM speaker"
      " WHERE transcript = ?1 ORDER BY position",
      [&](Statement& row) {
        transcript::Speaker& one = cast.emplace_back();
        one.name = unless_empty(row.text(0));
        one.several = row.number(1) != 0;
        one.office = unless_empty(row.text(2));
        one.affiliation = unless_empty(row.text(3));
        one.role = transcript::from_name<transcript::Role>(row.text(4)).value_or(transcript::Role::participant);
        return Status();
      },
      number);
  if (!done) return done.error();
  done = each(
      "SELECT speaker, text FROM label WHERE transcript = ?1 ORDER BY speaker, position",
      [&](Statement& row) {
        if (row.number(0) < cast.size()) cast[row.number(0)].labels.push_back(row.text(1));
        return Status();
      },
      number);
  if (!done) return done.error();
  return cast;
}

Result<std::vector<SpeakerRow>> Archive::speakers() {
  Lock lock(mutex_);
  std::vector<SpeakerRow> rows;
  Status done = each(
      "SELECT transcript, position, ifnull(name, ''), ifnull(office, '') FROM speaker"
      " ORDER BY transcript, position",
      [&](Statement& row) {
        rows.push_back({row.number(0), row.number(1), unless_empty(row.text(2)), unless_empty(row.text(3)), {}});
        return Status();
      });
  if (!done) return done.error();
  auto place = [](const SpeakerRow& row) { return std::pair(row.transcript, row.position); };
  done =
      each("SELECT transcript, speaker, text FROM label ORDER BY transcript, speaker, position", [&](Statement& row) {
        std::pair<TranscriptNumber, std::uint64_t> of(row.number(0), row.number(1));
        auto before = [&](const SpeakerRow& one, const auto& sought) { return place(one) < sought; };
        auto found = std::lower_bound(rows.begin(), rows.end(), of, before);
        if (found != rows.end() && place(*found) == of) found->labels.push_back(row.text(2));
        return Status();
      });
  if (!done) return done.error();
  return rows;
}

Result<Stored> Archive::load(TranscriptNumber number) { return load(number, true); }

Result<Stored> Archive::load_reading(TranscriptNumber number) { return load(number, false); }

Result<Stored> Archive::load(TranscriptNumber number, bool with_text) {
  // What is compressed is copied out, so that other threads need not wait while it is
  // unpacked.
  std::string body, text, map, reading;
  std::uint64_t text_bytes = 0, map_bytes = 0, reading_bytes = 0;
  bool found = false, text_apart = false;
  Stored stored;
  {
    Lock lock(mutex_);
    Status done = each(
        "SELECT t.id, c.sha256, c.bytes, c.media_type, c.text_bytes, t.reading_bytes, t.reading,"
        " c.source_map_bytes, c.text IS NOT NULL, c.number FROM transcript t"
        " JOIN capture c ON c.number = t.capture WHERE t.number = ?1",
        [&](Statement& row) -> Status {
          found = true;
          stored.number = number;
          stored.id = row.text(0);
          stored.sha256 = row.text(1);
          stored.bytes = row.number(2);
          stored.media_type = row.text(3);
          text_bytes = row.number(4);
          reading_bytes = row.number(5);
          reading = row.text(6);
          map_bytes = row.number(7);
          text_apart = row.number(8) != 0;
          std::uint64_t capture = row.number(9);
          Status more = each(
              "SELECT name, url, captured_at, file, offset, record_id, digest FROM seen WHERE capture = ?1 ORDER BY "
              "number",
              [&](Statement& seen) {
                if (stored.name.empty()) stored.name = seen.text(0);
                if (!stored.url) stored.url = unless_empty(seen.text(1));
                if (!stored.captured_at) stored.captured_at = unless_empty(seen.text(2));
                if (!stored.container && unless_empty(seen.text(3)))
                  stored.container = capture::Container{seen.text(3), seen.number(4), seen.text(5), seen.text(6)};
                return Status();
              },
              capture);
          if (!more || !with_text) return more;
          if (text_apart) {
            more = each(
                "SELECT text, source_map FROM capture WHERE number = ?1",
                [&](Statement& apart) {
                  text = apart.text(0), map = apart.text(1);
                  return Status();
                },
                capture);
            if (!more || !kept_beside(text_bytes, stored.bytes)) return more;
          }
          return each(
              "SELECT body FROM capture WHERE number = ?1",
              [&](Statement& apart) { return body = apart.text(0), Status(); }, capture);
        },
        number);
    if (!done) return done.error();
  }
  if (!found) return no_longer(number);
  if (with_text) {
    Result<std::string> page = std::string();
    if (!body.empty()) page = decompressed(body, stored.bytes, stored.id);
    if (page && text_apart) page = decompressed(text, text_bytes, stored.id, *page);
    if (!page) return page.error();
    stored.text = std::move(*page);
    if (text_apart) {
      Result<std::string> bytes = decompressed(map, map_bytes, stored.id);
      if (!bytes) return bytes.error();
      Result<text::SourceMap> source = source_map_from(*bytes, stored.id);
      if (!source) return source.error();
      stored.source = std::move(*source);
    }
  }
  Result<std::string> bytes = decompressed(reading, reading_bytes, stored.id);
  if (!bytes) return bytes.error();
  Result<transcript::Transcript> transcript = transcript_from(*bytes, text_bytes, stored.id);
  if (!transcript) return transcript.error();
  stored.transcript = std::move(*transcript);
  return stored;
}

Result<std::vector<Former>> Archive::formers(std::string_view id) {
  Lock lock(mutex_);
  std::vector<Former> formers;
  Status done = each(
      "SELECT f.reader, f.text_bytes, f.text, f.reading_bytes, f.reading, c.body, c.bytes"
      " FROM former f JOIN capture c ON c.number = f.capture WHERE f.id = ?1 ORDER BY f.number DESC",
      [&](Statement& row) -> Status {
        Result<std::string> text = std::string();
        if (row.null(2) || kept_beside(row.number(1), row.number(6)))
          text = decompressed(row.view(5), row.number(6), std::string(id));
        if (text && !row.null(2)) text = decompressed(row.view(2), row.number(1), std::string(id), *text);
        if (!text) return text.error();
        Result<std::string> reading = decompressed(row.view(4), row.number(3), std::string(id));
        if (!reading) return reading.error();
        auto transcript = transcript_from(*reading, text->size(), std::string(id));
        if (!transcript) return transcript.error();
        formers.push_back({int(row.number(0)), std::move(*text), std::move(*transcript)});
        return {};
      },
      id);
  if (!done) return done.error();
  return formers;
}

Result<Counts> Archive::counts() {
  Lock lock(mutex_);
  Counts counts;
  Status done = each("SELECT count(*), ifnull(sum(bytes), 0) FROM capture", [&](Statement& row) {
    counts.captures = row.number(0), counts.capture_bytes = row.number(1);
    return Status();
  });
  if (done)
    done = each(
        "SELECT count(*), count(CASE WHEN turns > 0 THEN 1 END), ifnull(sum(turns), 0),"
        " ifnull(sum(words), 0), ifnull(min(substr(coalesce(event_date, publication_date), 1, 10)), ''),"
        " ifnull(max(substr(coalesce(event_date, publication_date), 1, 10)), '') FROM transcript",
        [&](Statement& row) {
          counts.transcripts = row.number(0), counts.with_turns = row.number(1);
          counts.turns = row.number(2), counts.words = row.number(3);
          counts.from = row.text(4), counts.to = row.text(5);
          return Status();
        });
  if (done)
    done = each("SELECT count(DISTINCT name) FROM speaker",
                [&](Statement& row) { return counts.speakers = row.number(0), Status(); });
  if (done)
    done = each("SELECT kind, count(*) AS n FROM transcript GROUP BY kind ORDER BY n DESC, kind", [&](Statement& row) {
      counts.kinds.emplace_back(row.text(0), row.number(1));
      return Status();
    });
  if (done)
    done = each("SELECT language, count(*) AS n FROM transcript GROUP BY language ORDER BY n DESC, language",
                [&](Statement& row) {
                  counts.languages.emplace_back(row.text(0), row.number(1));
                  return Status();
                });
  if (done)
    done = each("SELECT ifnull(sum(bytes), 0) FROM segment",
                [&](Statement& row) { return counts.index_bytes = row.number(0), Status(); });
  if (!done) return done.error();
  counts.record_bytes = image_.bytes().size();
  for (const char* name : {"record.sqlite", "record.sqlite-wal"}) {
    std::error_code error;
    auto size = std::filesystem::file_size(folder_ / name, error);
    if (!error) counts.record_bytes += size;
  }
  return counts;
}

Result<std::string> Archive::body(std::uint64_t capture) {
  Lock lock(mutex_);
  std::string out;
  Status done = each(
      "SELECT body, bytes, id FROM capture WHERE number = ?1",
      [&](Statement& row) -> Status {
        auto bytes = decompressed(row.view(0), row.number(1), row.text(2));
        if (!bytes) return bytes.error();
        return out = std::move(*bytes), Status();
      },
      capture);
  if (!done) return done.error();
  return out;
}

Result<std::string> Archive::charset(std::uint64_t capture) {
  Lock lock(mutex_);
  std::string charset;
  Status done = each(
      "SELECT charset FROM capture WHERE number = ?1", [&](Statement& row) { return charset = row.text(0), Status(); },
      capture);
  if (!done) return done.error();
  return charset;
}

Result<std::vector<SeenRow>> Archive::seen(std::uint64_t capture) {
  Lock lock(mutex_);
  std::vector<SeenRow> rows;
  Status done = each(
      "SELECT name, url, captured_at, file, offset, record_id, digest, kept_at, number FROM seen"
      " WHERE capture = ?1 ORDER BY number",
      into(rows,
           [](Statement& row) {
             return SeenRow{row.text(0), row.text(1), row.text(2), row.text(3),  row.number(4),
                            row.text(5), row.text(6), row.text(7), row.number(8)};
           }),
      capture);
  if (!done) return done.error();
  return rows;
}

Result<std::optional<std::string>> Archive::setting(std::string_view name) {
  Lock lock(mutex_);
  std::optional<std::string> value;
  Status done = each(
      "SELECT value FROM setting WHERE name = ?1", [&](Statement& row) { return value = row.text(0), Status(); }, name);
  if (!done) return done.error();
  return value;
}

Result<std::vector<SegmentRow>> Archive::segments() {
  Lock lock(mutex_);
  std::vector<SegmentRow> rows;
  Status done =
      each("SELECT number, name, bytes, checksum, first, last, words FROM segment ORDER BY first",
           [&](Statement& row) -> Status {
             SegmentRow segment{row.number(0), row.text(1),   row.number(2), row.text(3),
                                row.number(4), row.number(5), row.number(6)};
             // A stranger's catalogue must not lead out of its folder.
             if (segment.name.find('/') != std::string::npos || segment.name.starts_with(".") || segment.last > kMost)
               return Error::damaged(folder_.string(), "its catalogue of segments is not sound");
             rows.push_back(std::move(segment));
             return {};
           });
  if (!done) return done.error();
  return rows;
}

Result<std::vector<RemovedRow>> Archive::removed() {
  Lock lock(mutex_);
  std::vector<RemovedRow> rows;
  Status done = each("SELECT document, words FROM removed ORDER BY document", [&](Statement& row) {
    rows.push_back({row.number(0), row.number(1)});
    return Status();
  });
  if (!done) return done.error();
  return rows;
}

Result<std::uint64_t> Archive::version() {
  Lock lock(mutex_);
  std::uint64_t version = 0;
  Status done = each("PRAGMA data_version", [&](Statement& row) { return version = row.number(0), Status(); });
  if (!done) return done.error();
  return version;
}

Status Archive::begin_reading() {
  mutex_.lock();
  Status done = change("BEGIN");
  if (!done) mutex_.unlock();
  return done;
}

void Archive::end_reading() {
  (void)change("ROLLBACK");
  mutex_.unlock();
}

}  // namespace stenogram::archive
