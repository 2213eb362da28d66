// The record: what was captured, from where, and how it was read.
//
//   NAME.stenogram/
//     record.sqlite    all that cannot be made again
//     segments/        the concordance, made from it (named in table `segment`)
//     writer.lock      held by the one process that writes
//
// or all of it in one file that is only read: pack.h.
//
// Captures are kept whole, by their SHA-256; the same bytes are kept once, with every
// name under which they were seen. What a commit has reported is on the disk: the
// database is in WAL with synchronous=FULL. This room knows nothing of words or of the
// concordance's insides; it keeps the catalogue of its files.
//
// Any number of threads may read one Archive; changes come from one thread. In other
// processes, any number may read while one writes.
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "stenogram/archive/lock.h"
#include "stenogram/archive/pack.h"
#include "stenogram/archive/sqlite.h"
#include "stenogram/base/progress.h"
#include "stenogram/base/result.h"
#include "stenogram/capture/page.h"
#include "stenogram/capture/source.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::archive {

using TranscriptNumber = std::uint64_t;

// A capture and its readings made ready for the record (hashed, written out and
// compressed), which may happen on any thread.
struct Prepared {
  std::string sha256;
  std::uint64_t bytes = 0;
  std::string media_type, charset;
  std::string body;  // zstd
  std::uint64_t text_bytes = 0;
  std::optional<std::string> text;  // zstd; absent where it is the capture itself
  std::uint64_t source_map_bytes = 0;
  std::optional<std::string> source_map;  // zstd; absent where the text is the capture
  struct Reading {
    transcript::Kind kind = transcript::Kind::other;
    std::string language;
    std::optional<std::string> title, outlet, occasion, place, event_date, publication_date;
    std::vector<transcript::Speaker> speakers;
    std::uint64_t turns = 0, words = 0;
    std::uint64_t bytes = 0;
    std::string reading;  // zstd of to_bytes(transcript)
  };
  std::vector<Reading> readings;
};
// `bytes` are the capture's, `sha256` theirs. Readings are added when they are there, so that of a large
// capture the bytes need not be held while it is read.
Prepared prepared(std::string_view bytes, std::string sha256, const capture::Page& page);
// `words` of the transcript, for counts.
void add_reading(Prepared& prepared, const transcript::Transcript& transcript, std::uint64_t words);

struct CaptureRow {
  std::uint64_t number = 0;
  std::string id;
  int reader = 0;  // version of the reader that read it
};

struct TranscriptRow {
  TranscriptNumber number = 0;
  std::string id;
  std::string name;  // of the capture, as first seen
  std::string kind, language;
  std::optional<std::string> title, outlet, occasion, place, event_date, publication_date;
  std::uint64_t turns = 0, words = 0;
  std::string date() const;  // event date, else publication date, else empty
};

// A transcript with all that belongs to it.
struct Stored {
  TranscriptNumber number = 0;
  std::string id, name, sha256;
  std::uint64_t bytes = 0;
  std::string media_type;
  std::optional<std::string> url, captured_at;
  std::optional<capture::Container> container;  // the first it was taken out of
  std::string text;
  text::SourceMap source;
  transcript::Transcript transcript;
};

// How a transcript was read before: its page's text and its turns at that time.
struct Former {
  int reader = 0;
  std::string text;
  transcript::Transcript transcript;
};

struct SegmentRow {
  std::uint64_t number = 0;
  std::string name;  // of the file in segments/
  std::uint64_t bytes = 0;
  std::string checksum;
  TranscriptNumber first = 0, last = 0;
  std::uint64_t words = 0;
};

struct RemovedRow {
  TranscriptNumber document = 0;
  std::uint64_t words = 0;
};

struct Counts {
  std::uint64_t captures = 0, transcripts = 0, with_turns = 0, turns = 0, words = 0;
  std::uint64_t capture_bytes = 0, record_bytes = 0, index_bytes = 0;
  std::uint64_t speakers = 0;                                           // distinct names
  std::string from, to;                                                 // days, empty where nothing is dated
  std::vector<std::pair<std::string, std::uint64_t>> kinds, languages;  // most frequent first
};

// What all transcripts are together; of its days the first and the last, empty where nothing is dated.
struct Extent {
  std::uint64_t with_turns = 0, turns = 0;
  std::string from, to;
};

// One time that a capture was met: a name, and what was known of where it came from.
struct SeenRow {
  std::string name, url, captured_at;  // empty where nothing is known
  std::string file;                    // the container it was taken out of; empty for none
  std::uint64_t offset = 0;            // of its record in there
  std::string record_id, digest;
  std::string kept_at;       // when it was taken in here
  std::uint64_t number = 0;  // ascends as captures come to be known
};

// Two transcripts of one interview, as reuse::place found them: `later` has the higher
// number. Words are those of the turns (of the page, where it has none).
struct CopyRow {
  TranscriptNumber later = 0, earlier = 0;
  std::string relation;                              // "repost", "excerpt", "edition", "translation", "recording"
  bool earlier_derived = false;                      // the earlier is the copy, the later what it is a copy of
  std::uint64_t certainty = 0;                       // per mille
  std::uint64_t later_words = 0, later_carried = 0;  // carried: the other has them too
  std::uint64_t earlier_words = 0, earlier_carried = 0;
  // Utterances of each whose words the other has, as corpus::Families packs them.
  std::string later_shared, earlier_shared;
  std::string evidence;  // JSON, for people and programs
};

// What a person has decided about two transcripts, by their ids.
struct CopyDecision {
  std::uint64_t number = 0;
  std::string a, b;
  bool joined = false;
  std::string reason, made_at;
};

// Somebody who speaks, as one transcript names him or her.
struct SpeakerRow {
  TranscriptNumber transcript = 0;
  std::uint64_t position = 0;  // among the transcript's speakers
  std::optional<std::string> name, office;
  std::vector<std::string> labels;
};

struct NameRow {
  TranscriptNumber transcript = 0;
  std::string name;
};

// What one transcript came to be in the record.
struct Kept {
  TranscriptNumber number = 0;
  std::string id;
  std::uint64_t turns = 0;
};

class Archive {
 public:
  enum class Mode {
    read,
    write,   // an archive that is there
    create,  // one that is there, or a new one
  };
  static Result<std::unique_ptr<Archive>> open(const std::filesystem::path& folder, Mode mode);

  // The folder, or the file of a packed archive.
  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path segments_folder() const { return folder_ / "segments"; }
  bool packed() const { return pack_.has_value(); }
  // A segment's bytes, by its name in the catalogue.
  Result<MappedFile> segment_file(const std::string& name) const;
  // Writes all of it, as it stands at one instant, into one new file.
  Status pack(const std::filesystem::path& out, Progress& progress);
  // Makes a folder of a packed archive, at a path where nothing is yet.
  static Status unpack(const std::filesystem::path& file, const std::filesystem::path& folder, Progress& progress);

  // -- Reading.
  Result<std::optional<CaptureRow>> capture_of(std::string_view sha256);
  // Transcripts of one capture, in order.
  Result<std::vector<Kept>> transcripts_of(std::uint64_t capture);
  // The same by the capture's id.
  Result<std::vector<Kept>> transcripts_named(std::string_view capture_id);
  // By date, then id; undated first.
  Result<std::vector<TranscriptRow>> transcripts();
  Result<std::optional<TranscriptRow>> transcript(std::string_view id);
  Result<std::optional<TranscriptRow>> transcript_numbered(TranscriptNumber number);
  Result<std::vector<TranscriptNumber>> numbers(TranscriptNumber first = 0, TranscriptNumber last = INT64_MAX);
  Result<std::vector<std::string>> speakers_of(TranscriptNumber number);
  // Of all transcripts, by transcript and position; the unnamed left out.
  Result<std::vector<NameRow>> names();
  // Whole, with their labels, as the reading has them.
  Result<std::vector<transcript::Speaker>> cast_of(TranscriptNumber number);
  // All, by transcript and position.
  Result<std::vector<SpeakerRow>> speakers();
  Result<Stored> load(TranscriptNumber number);
  // A transcript's reading without its text: for what is asked of many documents.
  Result<Stored> load_reading(TranscriptNumber number);
  // Latest first.
  Result<std::vector<Former>> formers(std::string_view id);
  Result<Counts> counts();
  // A part of counts(), at the cost of two look-ups.
  Result<Extent> extent();
  // In how many transcripts somebody of that name speaks; by name.
  Result<std::vector<std::pair<std::string, std::uint64_t>>> name_counts();
  // Days as recorded, of events and of publications, each with its transcript.
  Result<std::vector<std::pair<std::string, TranscriptNumber>>> days();
  Result<std::string> body(std::uint64_t capture);
  // Its character set, as it was read; empty where it is not text.
  Result<std::string> charset(std::uint64_t capture);
  // In the order of meeting.
  Result<std::vector<SeenRow>> seen(std::uint64_t capture);
  Result<std::optional<std::string>> setting(std::string_view name);
  // Empty in a record of version 1, which knows no copies.
  bool knows_copies() const { return version_ >= 2; }
  Result<std::vector<CopyRow>> copies();
  Result<std::vector<CopyDecision>> copy_decisions();  // oldest first
  Result<bool> any_sketch();
  // Transcripts without turns whose sketches hold one of the hashes, with how many.
  Result<std::vector<std::pair<TranscriptNumber, std::uint64_t>>> sketched(const std::vector<std::uint64_t>& hashes);
  // Transcripts in another language, numbered below `below`, whose event or publication
  // lies in these days. Languages are compared by their first subtag.
  Result<std::vector<TranscriptRow>> dated(std::string_view first_day, std::string_view last_day,
                                           TranscriptNumber below, std::string_view not_in);
  // Earliest first.
  Result<std::vector<SeenRow>> seen_of(TranscriptNumber number);
  // URLs under which more than one capture came.
  Result<std::vector<std::string>> urls_seen_again();
  // Transcripts whose captures came under that URL, by number.
  Result<std::vector<TranscriptNumber>> transcripts_at(std::string_view url);
  Result<std::vector<SegmentRow>> segments();
  Result<std::vector<RemovedRow>> removed();
  // Changes whenever another process has committed something.
  Result<std::uint64_t> version();
  // Segments, removals and numbers that belong together are read between these two.
  Status begin_reading();
  void end_reading();

  // -- Writing, between begin() and commit(). What commit() has said is durable.
  Status begin();
  Status commit();
  void rollback();
  // A capture that is not there yet.
  Result<std::vector<Kept>> add(const Prepared& prepared, const capture::Source& source, int reader);
  // Another reading of one that is: ids stay, numbers are new, old readings are kept
  // apart so that their addresses resolve. Numbers of the old ones go to `retired`.
  Result<std::vector<Kept>> replace(const CaptureRow& capture, const Prepared& prepared, int reader,
                                    std::vector<TranscriptNumber>& retired);
  // Whether its stored readings are these, to the byte.
  Result<bool> reads_alike(const CaptureRow& capture, const Prepared& prepared);
  // It reads with this version as it did before.
  Status confirm(const CaptureRow& capture, int reader);
  Status note_seen(std::uint64_t capture, const capture::Source& source);
  // The capture that a transcript was read from, with all that was read from it.
  // Gives the numbers that are gone.
  Result<std::vector<TranscriptNumber>> remove(std::string_view id);
  Status set(std::string_view name, std::string_view value);
  Result<std::string> next_segment_name();
  Status add_segment(const SegmentRow& segment);
  Status drop_segment(std::string_view name);
  Status note_removed(TranscriptNumber document);
  Status forget_removed(TranscriptNumber first, TranscriptNumber last);
  Status add_copy(const CopyRow& copy);
  Status add_sketch(TranscriptNumber number, const std::vector<std::uint64_t>& hashes);
  Status forget_copies();  // all that was found; decisions stay
  Status decide(std::string_view a, std::string_view b, bool joined, std::string_view reason);

  // -- Proof. Each fault is told to `fault` as (where, what); everything is looked at.
  struct Checked {
    std::uint64_t captures = 0, transcripts = 0;
  };
  using Fault = std::function<void(const std::string& where, const std::string& what)>;
  Result<Checked> verify(const Fault& fault, Progress& progress);

 private:
  Archive() = default;
  static Result<std::unique_ptr<Archive>> open_pack(const std::filesystem::path& path, Mode mode);
  Status make_ready(Mode mode);
  Result<Statement*> statement(std::string_view sql);
  // Runs a statement with `values` bound in order. `sql` is a literal.
  template <class... Values>
  Status change(std::string_view sql, const Values&... values);
  template <class... Values>
  Status each(std::string_view sql, const std::function<Status(Statement&)>& row, const Values&... values);
  Result<Stored> load(TranscriptNumber number, bool with_text);
  Result<std::vector<Kept>> add_transcripts(std::uint64_t capture, const std::string& id, const Prepared& prepared);
  Status delete_transcripts(std::uint64_t capture, std::vector<TranscriptNumber>& gone);
  Result<std::string> new_id(std::string_view sha256);
  void verify_capture(Statement& row, const Fault& fault);
  void verify_transcript(Statement& row, const Fault& fault);
  Result<std::string> summed_up(bool from_setting);
  Status keep_extent();
  Status verify_extent(const Fault& fault);

  std::filesystem::path folder_;
  std::optional<Pack> pack_;
  MappedFile image_;  // of a packed record; outlives database_
  WriterLock lock_;
  std::recursive_mutex mutex_;
  Database database_;
  int version_ = 0;  // of the schema
  std::map<std::string_view, Statement> statements_;
};

}  // namespace stenogram::archive
