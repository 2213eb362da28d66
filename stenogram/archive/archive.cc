// Opening an archive, and changing it.
#include "stenogram/archive/archive.h"

#include <unistd.h>

#include <ctime>

#include "stenogram/archive/compress.h"
#include "stenogram/archive/schema.h"
#include "stenogram/archive/serial.h"
#include "stenogram/archive/statements.h"
#include "stenogram/base/file.h"

namespace stenogram::archive {
namespace {

namespace fs = std::filesystem;
using Lock = std::lock_guard<std::recursive_mutex>;

constexpr const char* kRecord = "record.sqlite";

std::optional<std::string> text_of(const std::optional<transcript::Item>& item) {
  if (!item) return std::nullopt;
  return item->text;
}

std::optional<std::string> value_of(const std::optional<transcript::Dated>& dated) {
  if (!dated) return std::nullopt;
  return dated->value;
}

// A record with its tables and nothing in them, under its name only once it is whole.
Status make_record(const fs::path& folder) {
  fs::path path = folder / kRecord, making = folder / "record.sqlite.making";
  std::error_code ignored;
  for (const char* tail : {"", "-wal", "-shm", "-journal"}) fs::remove(making.string() + tail, ignored);
  {
    Result<Database> database = Database::open(making, Database::Mode::create);
    if (!database) return database.error();
    if (Status done = prepare_schema(*database, path.string()); !done) return done;
  }
  if (::rename(making.c_str(), path.c_str()) != 0) return Error::system(path.string(), errno);
  return sync_folder(folder);
}

// A folder that is not there yet comes into being with the record in it: whoever sees
// it sees an archive, also when we are killed on the way.
Status make_folder(const fs::path& folder) {
  fs::path parent = folder.parent_path().empty() ? fs::path(".") : folder.parent_path();
  std::error_code error;
  fs::create_directories(parent, error);
  fs::path making = parent / ("." + folder.filename().string() + ".making-" + std::to_string(::getpid()));
  if (fs::create_directories(making / "segments", error); error) {
    Error failed = Error::system(folder.string(), error.value());
    failed.kind = Error::Kind::io;
    failed.advice = "an archive cannot be made there";
    return failed;
  }
  Status made = make_record(making);
  if (made && ::rename(making.c_str(), folder.c_str()) != 0 && errno != ENOTEMPTY && errno != EEXIST)
    made = Error::system(folder.string(), errno);
  // Gone by now, unless it failed or another process was quicker.
  fs::remove_all(making, error);
  if (!made) return made;
  return sync_folder(parent);
}

// Nobody's folder of other things becomes an archive by a slip of the hand.
Status check_is_ours(const fs::path& folder) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    std::string name = entry.path().filename().string();
    if (name != "writer.lock" && name != "segments" && !name.starts_with("record.sqlite.making"))
      return Error::usage(folder.string(), "is a folder of other things, and no archive",
                          "name another with --archive");
  }
  if (error) return Error::system(folder.string(), error.value());
  return {};
}

}  // namespace

Prepared prepared(std::string_view bytes, std::string sha256, const capture::Page& page) {
  Prepared out;
  out.sha256 = std::move(sha256);
  out.bytes = bytes.size();
  out.media_type = page.media_type;
  out.charset = page.charset;
  out.body = compressed(bytes);
  out.text_bytes = page.text.size();
  if (!page.source.is_identity() || page.text != bytes) {
    bool beside = kept_beside(page.text.size(), bytes.size());
    out.text = compressed(page.text, beside ? bytes : std::string_view());
    std::string map = to_bytes(page.source);
    out.source_map_bytes = map.size();
    out.source_map = compressed(map);
  }
  return out;
}

void add_reading(Prepared& prepared, const transcript::Transcript& transcript, std::uint64_t words) {
  const transcript::Heading& heading = transcript.heading;
  Prepared::Reading reading;
  reading.kind = heading.kind;
  reading.language = transcript.language;
  reading.title = text_of(heading.title);
  reading.outlet = text_of(heading.outlet);
  reading.occasion = text_of(heading.occasion);
  reading.place = text_of(heading.place);
  reading.event_date = value_of(heading.event_date);
  reading.publication_date = value_of(heading.publication_date);
  reading.speakers = transcript.speakers;
  reading.turns = transcript.turns.size();
  reading.words = words;
  const std::string bytes = to_bytes(transcript);
  reading.bytes = bytes.size();
  reading.reading = compressed(bytes);
  prepared.readings.push_back(std::move(reading));
}

std::string TranscriptRow::date() const { return event_date ? *event_date : publication_date.value_or(""); }

Result<std::unique_ptr<Archive>> Archive::open(const fs::path& given, Mode mode) {
  fs::path folder = given.filename().empty() ? given.parent_path() : given;
  std::error_code error;
  bool there = fs::exists(folder, error);
  if (there && !fs::is_directory(folder, error)) return open_pack(folder, mode);
  if (!there) {
    if (mode != Mode::create)
      return Error::not_found(folder.string(), "there is no archive",
                              "make one with `stenogram ingest`, or name another with --archive");
    if (Status made = make_folder(folder); !made) return made.error();
  }
  std::unique_ptr<Archive> archive(new Archive);
  archive->folder_ = folder;
  if (mode != Mode::read) {
    Result<WriterLock> lock = WriterLock::take(folder);
    if (!lock) return lock.error();
    archive->lock_ = std::move(*lock);
  }
  if (!fs::exists(folder / kRecord, error)) {
    if (mode != Mode::create) return Error::not_found(folder.string(), "is a folder without a record, and no archive");
    if (Status ours = check_is_ours(folder); !ours) return ours.error();
    if (Status made = make_record(folder); !made) return made.error();
  }
  if (Status ready = archive->make_ready(mode); !ready) return ready.error();
  return archive;
}

Result<std::unique_ptr<Archive>> Archive::open_pack(const fs::path& path, Mode mode) {
  Result<Pack> pack = Pack::open(path);
  if (!pack) return pack.error();
  if (mode != Mode::read)
    return Error::usage(path.string(), "is a packed archive, which is only read",
                        "make a folder of it with `stenogram unpack`");
  std::unique_ptr<Archive> archive(new Archive);
  archive->folder_ = path;
  archive->pack_ = std::move(*pack);
  Result<MappedFile> image = archive->pack_->part(Pack::kRecord);
  if (!image) return image.error();
  archive->image_ = std::move(*image);
  if (Status ready = archive->make_ready(mode); !ready) return ready.error();
  return archive;
}

Result<MappedFile> Archive::segment_file(const std::string& name) const {
  if (pack_) return pack_->part(std::string(Pack::kSegments) + name);
  return MappedFile::open(segments_folder() / name, MappedFile::Access::random);
}

Status Archive::make_ready(Mode mode) {
  fs::path path = pack_ ? folder_ : folder_ / kRecord;
  Result<Database> database =
      pack_ ? Database::open_image(image_.bytes(), path.string())
            : Database::open(path, mode == Mode::read ? Database::Mode::read : Database::Mode::write);
  if (!database) return database.error();
  database_ = std::move(*database);
  if (Status done = database_.run("PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA cache_size=-32768"); !done)
    return done;
  if (mode == Mode::read) {
    Result<int> version = check_schema(database_, path.string());
    if (!version) return version.error();
    version_ = *version;
    return {};
  }
  version_ = kSchemaVersion;
  if (Status done = prepare_schema(database_, path.string()); !done) return done;
  // FULL makes a commit wait until the log is on the disk, which is what `ingest`
  // promises when it says "added".
  return database_.run(
      "PRAGMA synchronous=FULL; PRAGMA secure_delete=OFF; PRAGMA foreign_keys=ON;"
      "PRAGMA journal_size_limit=67108864");
}

Result<Statement*> Archive::statement(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    Result<Statement> made = database_.prepare(sql);
    if (!made) return made.error();
    found = statements_.emplace(sql, std::move(*made)).first;
  }
  return &found->second;
}

Status Archive::begin() {
  Lock lock(mutex_);
  return change("BEGIN IMMEDIATE");
}

Status Archive::commit() {
  Lock lock(mutex_);
  if (Status kept = keep_extent(); !kept) return kept;
  return change("COMMIT");
}

void Archive::rollback() {
  Lock lock(mutex_);
  // Some errors have rolled back already; then this one says so, and all is well.
  (void)change("ROLLBACK");
}

Result<std::string> Archive::new_id(std::string_view sha256) {
  for (std::size_t digits = 12; digits < sha256.size(); digits += 4) {
    std::string id(sha256.substr(0, digits));
    bool taken = false;
    Status done = each(
        "SELECT 1 FROM capture WHERE id = ?1 LIMIT 1", [&](Statement&) { return taken = true, Status(); }, id);
    if (!done) return done.error();
    if (!taken) return id;
  }
  return std::string(sha256);
}

Result<std::vector<Kept>> Archive::add(const Prepared& prepared, const capture::Source& source, int reader) {
  Lock lock(mutex_);
  Result<std::string> id = new_id(prepared.sha256);
  if (!id) return id.error();
  std::optional<std::uint64_t> map_bytes;
  Status done = change(
      "INSERT INTO capture(sha256, id, bytes, media_type, charset, reader, body, text_bytes, text,"
      " source_map_bytes, source_map) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)",
      prepared.sha256, *id, prepared.bytes, prepared.media_type, prepared.charset, std::uint64_t(reader),
      Blob{prepared.body}, prepared.text_bytes, blob_of(prepared.text), prepared.source_map_bytes,
      blob_of(prepared.source_map));
  if (!done) return done.error();
  std::uint64_t capture = database_.last_row();
  if (done = note_seen(capture, source); !done) return done.error();
  return add_transcripts(capture, *id, prepared);
}

Result<std::vector<Kept>> Archive::add_transcripts(std::uint64_t capture, const std::string& id,
                                                   const Prepared& prepared) {
  std::vector<Kept> kept;
  for (std::size_t part = 0; part < prepared.readings.size(); ++part) {
    const Prepared::Reading& reading = prepared.readings[part];
    std::string own = prepared.readings.size() == 1 ? id : id + "." + std::to_string(part + 1);
    Status done = change(
        "INSERT INTO transcript(id, capture, part, kind, language, title, outlet, occasion, place,"
        " event_date, publication_date, turns, words, reading_bytes, reading)"
        " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)",
        own, capture, std::uint64_t(part + 1), name_of(reading.kind), reading.language, reading.title, reading.outlet,
        reading.occasion, reading.place, reading.event_date, reading.publication_date, reading.turns, reading.words,
        reading.bytes, Blob{reading.reading});
    if (!done) return done.error();
    std::uint64_t number = database_.last_row();
    for (std::size_t i = 0; i < reading.speakers.size(); ++i) {
      const transcript::Speaker& speaker = reading.speakers[i];
      done = change("INSERT INTO speaker VALUES(?1,?2,?3,?4,?5,?6,?7)", number, std::uint64_t(i), speaker.name,
                    std::uint64_t(speaker.several), speaker.office, speaker.affiliation, name_of(speaker.role));
      for (std::size_t j = 0; done && j < speaker.labels.size(); ++j)
        done = change("INSERT INTO label VALUES(?1,?2,?3,?4)", number, std::uint64_t(i), std::uint64_t(j),
                      speaker.labels[j]);
      if (!done) return done.error();
    }
    kept.push_back({number, own, reading.turns});
  }
  return kept;
}

Status Archive::note_seen(std::uint64_t capture, const capture::Source& source) {
  Lock lock(mutex_);
  capture::Container container = source.container.value_or(capture::Container{});
  return change(
      "INSERT INTO seen(capture, name, url, captured_at, file, offset, record_id, digest, kept_at)"
      " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9) ON CONFLICT DO NOTHING",
      capture, source.name, source.url.value_or(""), source.captured_at.value_or(""), container.file, container.offset,
      container.record_id, container.digest, now());
}

Result<bool> Archive::reads_alike(const CaptureRow& capture, const Prepared& prepared) {
  Lock lock(mutex_);
  bool alike = false;
  Status done = each(
      "SELECT text_bytes, text, source_map_bytes, source_map FROM capture WHERE number = ?1",
      [&](Statement& row) -> Status {
        alike = row.number(0) == prepared.text_bytes && row.null(1) == !prepared.text;
        Result<std::string> body = decompressed(prepared.body, prepared.bytes, capture.id);
        if (!body) return body.error();
        // Compressed bytes differ between versions of zstd, so the texts are compared.
        for (int at : {0, 2}) {
          const auto& blob = at == 0 ? prepared.text : prepared.source_map;
          std::uint64_t size = at == 0 ? prepared.text_bytes : prepared.source_map_bytes;
          if (!alike || !blob) continue;
          std::string_view beside =
              at == 0 && kept_beside(size, prepared.bytes) ? std::string_view(*body) : std::string_view();
          Result<std::string> old = decompressed(row.view(at + 1), row.number(at), capture.id, beside);
          Result<std::string> fresh = decompressed(*blob, size, capture.id, beside);
          if (!old) return old.error();
          if (!fresh) return fresh.error();
          alike = *old == *fresh;
        }
        return {};
      },
      capture.number);
  if (!done) return done.error();
  std::size_t part = 0;
  done = each(
      "SELECT reading_bytes, reading, id FROM transcript WHERE capture = ?1 ORDER BY part",
      [&](Statement& row) -> Status {
        if (!alike || part >= prepared.readings.size()) return alike = false, Status();
        const Prepared::Reading& reading = prepared.readings[part++];
        Result<std::string> old = decompressed(row.view(1), row.number(0), row.text(2));
        Result<std::string> fresh = decompressed(reading.reading, reading.bytes, row.text(2));
        // A reading that cannot be unpacked is better replaced than mourned.
        alike = old && fresh && *old == *fresh;
        return {};
      },
      capture.number);
  if (!done) return done.error();
  return alike && part == prepared.readings.size();
}

Result<std::vector<Kept>> Archive::replace(const CaptureRow& capture, const Prepared& prepared, int reader,
                                           std::vector<TranscriptNumber>& retired) {
  Lock lock(mutex_);
  Status done = change(
      "INSERT INTO former(id, capture, reader, text_bytes, text, reading_bytes, reading)"
      " SELECT t.id, c.number, c.reader, c.text_bytes, c.text, t.reading_bytes, t.reading"
      " FROM transcript t JOIN capture c ON c.number = t.capture WHERE c.number = ?1 ORDER BY part",
      capture.number);
  if (done) done = delete_transcripts(capture.number, retired);
  if (done)
    done = change(
        "UPDATE capture SET media_type=?2, charset=?3, reader=?4, text_bytes=?5, text=?6,"
        " source_map_bytes=?7, source_map=?8 WHERE number = ?1",
        capture.number, prepared.media_type, prepared.charset, std::uint64_t(reader), prepared.text_bytes,
        blob_of(prepared.text), prepared.source_map_bytes, blob_of(prepared.source_map));
  if (!done) return done.error();
  return add_transcripts(capture.number, capture.id, prepared);
}

Status Archive::confirm(const CaptureRow& capture, int reader) {
  Lock lock(mutex_);
  return change("UPDATE capture SET reader = ?2 WHERE number = ?1", capture.number, std::uint64_t(reader));
}

Status Archive::delete_transcripts(std::uint64_t capture, std::vector<TranscriptNumber>& gone) {
  std::vector<TranscriptNumber> numbers;
  Status done = each(
      "SELECT number FROM transcript WHERE capture = ?1 ORDER BY part",
      [&](Statement& row) { return numbers.push_back(row.number(0)), Status(); }, capture);
  for (TranscriptNumber number : numbers) {
    if (done) done = note_removed(number);
    if (done) done = change("DELETE FROM copy WHERE later = ?1 OR earlier = ?1", number);
    if (done) done = change("DELETE FROM sketch WHERE transcript = ?1", number);
    if (done) done = change("DELETE FROM label WHERE transcript = ?1", number);
    if (done) done = change("DELETE FROM speaker WHERE transcript = ?1", number);
    if (done) done = change("DELETE FROM transcript WHERE number = ?1", number);
  }
  gone.insert(gone.end(), numbers.begin(), numbers.end());
  return done;
}

Result<std::vector<TranscriptNumber>> Archive::remove(std::string_view id) {
  Lock lock(mutex_);
  std::optional<std::uint64_t> capture;
  Status done = each(
      "SELECT number FROM capture WHERE id = ?1", [&](Statement& row) { return capture = row.number(0), Status(); },
      id);
  if (!done) return done.error();
  if (!capture)
    return Error::not_found(std::string(id), "no capture of this archive has that id", "see `stenogram list`");
  std::vector<TranscriptNumber> gone;
  done = delete_transcripts(*capture, gone);
  if (done) done = change("DELETE FROM former WHERE capture = ?1", *capture);
  if (done) done = change("DELETE FROM seen WHERE capture = ?1", *capture);
  if (done) done = change("DELETE FROM capture WHERE number = ?1", *capture);
  if (!done) return done.error();
  return gone;
}

Status Archive::set(std::string_view name, std::string_view value) {
  Lock lock(mutex_);
  return change("INSERT INTO setting VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET value = excluded.value", name,
                value);
}

// Names are never used twice, so that a file of an interrupted commit is never taken
// for one of the catalogue.
Result<std::string> Archive::next_segment_name() {
  Lock lock(mutex_);
  std::uint64_t next = 1;
  Status done = each("SELECT value FROM setting WHERE name = 'next_segment'", [&](Statement& row) {
    next = std::strtoull(row.text(0).c_str(), nullptr, 10);
    return Status();
  });
  if (done) done = set("next_segment", std::to_string(next + 1));
  if (!done) return done.error();
  std::string digits = std::to_string(next);
  return std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits + ".seg";
}

Status Archive::add_segment(const SegmentRow& segment) {
  Lock lock(mutex_);
  return change("INSERT INTO segment(name, bytes, checksum, first, last, words) VALUES(?1,?2,?3,?4,?5,?6)",
                segment.name, segment.bytes, segment.checksum, segment.first, segment.last, segment.words);
}

Status Archive::drop_segment(std::string_view name) {
  Lock lock(mutex_);
  return change("DELETE FROM segment WHERE name = ?1", name);
}

Status Archive::note_removed(TranscriptNumber document) {
  Lock lock(mutex_);
  return change("INSERT OR IGNORE INTO removed SELECT number, words FROM transcript WHERE number = ?1", document);
}

Status Archive::forget_removed(TranscriptNumber first, TranscriptNumber last) {
  Lock lock(mutex_);
  return change("DELETE FROM removed WHERE document BETWEEN ?1 AND ?2", first, last);
}

}  // namespace stenogram::archive
