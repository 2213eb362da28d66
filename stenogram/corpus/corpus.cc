#include "stenogram/corpus/corpus.h"

#include "stenogram/corpus/cache.h"
#include "stenogram/corpus/view.h"

namespace stenogram::corpus {
namespace {

using archive::Stored;
using archive::TranscriptNumber;

Document document_of(Stored stored) {
  Document document;
  document.number = stored.number;
  document.id = std::move(stored.id);
  document.name = std::move(stored.name);
  document.sha256 = std::move(stored.sha256);
  document.bytes = stored.bytes;
  document.media_type = std::move(stored.media_type);
  document.url = std::move(stored.url);
  document.captured_at = std::move(stored.captured_at);
  document.container = std::move(stored.container);
  document.text = std::move(stored.text);
  document.source = std::move(stored.source);
  document.transcript = std::move(stored.transcript);
  return document;
}

std::uint64_t size_of(const Document& document) {
  std::uint64_t bytes = document.text.size() + 4096;
  for (const Utterance& utterance : document.utterances)
    bytes += sizeof utterance + utterance.words.size() * sizeof(text::Word);
  for (const transcript::Turn& turn : document.transcript.turns)
    bytes += sizeof turn + turn.notes.size() * sizeof(transcript::Note) +
             turn.quotes.size() * sizeof(transcript::Quote) + turn.paragraphs.size() * sizeof(ByteSpan);
  return bytes + document.source.runs().size() * sizeof(text::SourceMap::Run);
}

}  // namespace

Result<Document> fetch(archive::Archive& record, TranscriptNumber number) {
  Result<Stored> stored = record.load(number);
  if (!stored) return stored.error();
  Document document = document_of(std::move(*stored));
  document.utterances = utterances_of(document.transcript, document.text);
  return document;
}

struct Corpus::Cache {
  explicit Cache(std::uint64_t bytes) : documents(bytes), facts(bytes / 2) {}
  corpus::Cache<DocumentNumber, Document> documents;
  corpus::Cache<DocumentNumber, DocumentFacts> facts;
  // What a reader searches stays the same until refresh().
  std::mutex mutex;
  std::optional<Searched> searched;
  std::shared_ptr<const Cast> cast;
  bool reader = false;
};

Corpus::Corpus() = default;
Corpus::~Corpus() = default;

Result<std::unique_ptr<Corpus>> Corpus::open(const std::filesystem::path& folder, Mode mode, CorpusOptions options,
                                             Progress& progress) {
  Result<std::unique_ptr<archive::Archive>> record = archive::Archive::open(folder, mode);
  if (!record) return record.error();
  std::unique_ptr<Corpus> corpus(new Corpus);
  corpus->options_ = std::move(options);
  corpus->record_ = std::move(*record);
  corpus->cache_ = std::make_unique<Cache>(corpus->options_.cache_bytes);
  corpus->cache_->reader = mode == Mode::read;
  corpus->keeper_ =
      std::make_unique<IndexKeeper>(*corpus->record_, corpus->options_.matching_version,
                                    [archive = corpus->record_.get()](TranscriptNumber number) -> Result<IndexEntry> {
                                      Result<Stored> stored = archive->load(number);
                                      if (!stored) return stored.error();
                                      IndexEntry entry = entry_of(stored->transcript, stored->text);
                                      entry.document.number = stored->number;
                                      return entry;
                                    });
  // Before the index is read: whatever is committed in between is noticed later.
  Result<std::uint64_t> version = corpus->record_->version();
  if (!version) return version.error();
  corpus->version_ = *version;
  Status opened = mode == Mode::read ? corpus->keeper_->open_to_read() : corpus->keeper_->open_to_write(progress);
  if (!opened) return opened.error();
  return corpus;
}

Status Corpus::refresh() {
  Result<std::uint64_t> version = record_->version();
  if (!version) return version.error();
  if (*version == version_) return {};
  version_ = *version;
  {
    std::lock_guard lock(cache_->mutex);
    cache_->searched.reset();
    cache_->cast.reset();
  }
  return keeper_->open_to_read();
}

Status Corpus::rebuild(Progress& progress) { return keeper_->rebuild(progress); }

Result<std::vector<std::string>> Corpus::remove(std::string_view id) {
  if (std::size_t dot = id.find('.'); dot != std::string_view::npos) {
    std::string capture(id.substr(0, dot));
    return Error::usage(std::string(id), "is one of several transcripts of one capture",
                        "remove them all with `" + capture + "`");
  }
  Result<std::vector<archive::Kept>> all = record_->transcripts_named(id);
  if (!all) return all.error();
  if (Status begun = record_->begin(); !begun) return begun.error();
  Result<std::vector<TranscriptNumber>> gone = record_->remove(id);
  Status done = gone ? record_->commit() : Status(gone.error());
  if (!done) {
    record_->rollback();
    return done.error();
  }
  if (Status known = keeper_->committed(no_progress()); !known) return known.error();
  std::vector<std::string> ids;
  for (const archive::Kept& kept : *all) ids.push_back(kept.id);
  return ids;
}

concordance::Index Corpus::index() const { return keeper_->snapshot(); }

Result<std::shared_ptr<const Document>> Corpus::document(DocumentNumber number) const {
  if (auto held = cache_->documents.find(number)) return held;
  Result<Document> fetched = fetch(*record_, number);
  if (!fetched) return fetched.error();
  auto document = std::make_shared<const Document>(std::move(*fetched));
  cache_->documents.keep(number, document, size_of(*document));
  return document;
}

Result<std::shared_ptr<const Document>> Corpus::document(std::string_view id) const {
  Result<std::optional<archive::TranscriptRow>> row = record_->transcript(id);
  if (!row) return row.error();
  if (!*row)
    return Error::not_found(std::string(id), "no transcript of this archive has that id", "see `stenogram list`");
  return document((*row)->number);
}

namespace {

// Whose words a note prints stands in the reading alone; all other facts are columns of the
// record, which are read in a twentieth of the time. The index knows which documents have
// such notes.
bool holds_no_notes(const concordance::Index& index, DocumentNumber number) {
  for (const auto& segment : index.segments()) {
    const std::uint32_t document = segment->find_document(number);
    if (document == concordance::kNone) continue;
    const concordance::DocumentRow row = segment->document(document);
    for (std::uint32_t u = row.first_utterance; u < row.end_utterance; ++u)
      if (segment->utterance(u).note != concordance::kNone) return false;
    return true;
  }
  return false;  // not indexed yet: nobody can tell
}

Result<std::optional<DocumentFacts>> facts_of_columns(archive::Archive& record, DocumentNumber number) {
  Result<std::optional<archive::TranscriptRow>> row = record.transcript_numbered(number);
  if (!row) return row.error();
  if (!*row) return std::optional<DocumentFacts>();
  Result<std::vector<transcript::Speaker>> cast = record.cast_of(number);
  if (!cast) return cast.error();
  DocumentFacts facts;
  facts.id = (*row)->id;
  facts.title = (*row)->title.value_or("");
  facts.outlet = (*row)->outlet.value_or("");
  facts.occasion = (*row)->occasion.value_or("");
  facts.place = (*row)->place.value_or("");
  facts.language = (*row)->language;
  facts.date = (*row)->date();
  facts.kind = transcript::from_name<transcript::Kind>((*row)->kind).value_or(transcript::Kind::other);
  for (transcript::Speaker& speaker : *cast)
    facts.speakers.push_back({speaker.name.value_or(""), speaker.office.value_or(""), speaker.affiliation.value_or(""),
                              std::move(speaker.labels), speaker.role});
  return std::optional(std::move(facts));
}

}  // namespace

Result<std::shared_ptr<const DocumentFacts>> Corpus::facts(DocumentNumber number) const {
  if (auto held = cache_->facts.find(number)) return held;
  if (holds_no_notes(keeper_->snapshot(), number)) {
    Result<std::optional<DocumentFacts>> facts = facts_of_columns(*record_, number);
    if (!facts) return facts.error();
    if (*facts) return keep(number, std::move(**facts));
  }
  Result<Stored> stored = record_->load_reading(number);
  if (!stored) return stored.error();
  Document document = document_of(std::move(*stored));
  // The words stay unread; only whose words a note prints is a fact.
  for (const transcript::Turn& turn : document.transcript.turns)
    for (std::size_t i = 0; i < turn.notes.size(); ++i)
      if (turn.notes[i].speaker && turn.notes[i].words) {
        Utterance printed;
        printed.turn = turn.n;
        printed.note = std::uint32_t(i);
        printed.voice = turn.notes[i].speaker;
        document.utterances.push_back(std::move(printed));
      }
  return keep(number, facts_of(document));
}

std::shared_ptr<const DocumentFacts> Corpus::keep(DocumentNumber number, DocumentFacts of) const {
  auto facts = std::make_shared<const DocumentFacts>(std::move(of));
  std::uint64_t bytes = 512 + facts->voices.size() * sizeof(DocumentFacts::Voice);
  for (const DocumentFacts::Speaker& speaker : facts->speakers) bytes += sizeof speaker + speaker.labels.size() * 48;
  cache_->facts.keep(number, facts, bytes);
  return facts;
}

Result<Resolved> Corpus::resolve(const Address& address) const {
  return corpus::resolve(
      *record_, [&](TranscriptNumber number) { return document(number); }, address);
}

Result<Places> Corpus::locate(const Probe& probe) const { return locate_in(keeper_->snapshot(), probe); }

Result<Places> Corpus::occurrences(const std::vector<std::string>& words, std::size_t most,
                                   const SpeakerSet* by) const {
  return occurrences_in(keeper_->snapshot(), words, most, by);
}

std::size_t Corpus::longest_run(std::span<const std::string> words) const {
  return keeper_->snapshot().longest_run(words);
}

std::uint64_t Corpus::count(std::string_view word) const { return keeper_->snapshot().count(word); }

Searched Corpus::searched() const {
  std::lock_guard lock(cache_->mutex);
  if (cache_->searched) return *cache_->searched;
  Result<archive::Extent> extent = record_->extent();
  // A record that can no longer be counted fails on whatever is asked next, with words.
  if (!extent) return {};
  Searched searched{extent->with_turns, extent->turns, extent->from, extent->to};
  if (cache_->reader) cache_->searched = searched;
  return searched;
}

Result<std::shared_ptr<const Cast>> Corpus::cast() const {
  std::lock_guard lock(cache_->mutex);
  if (cache_->cast) return cache_->cast;
  Result<std::vector<archive::SpeakerRow>> rows = record_->speakers();
  if (!rows) return rows.error();
  auto cast = std::make_shared<Cast>();
  std::unordered_map<std::string, std::size_t> members;  // by all that they are called
  for (archive::SpeakerRow& row : *rows) {
    std::string called = row.name.value_or("") + '\0' + row.office.value_or("");
    for (const std::string& label : row.labels) called += '\0' + label;
    auto [member, fresh] = members.try_emplace(std::move(called), cast->members.size());
    if (fresh) {
      Cast::Member& made = cast->members.emplace_back();
      made.speaker.name = std::move(row.name);
      made.speaker.office = std::move(row.office);
      made.speaker.labels = std::move(row.labels);
    }
    cast->members[member->second].as.push_back({row.transcript, std::uint32_t(row.position)});
  }
  if (cache_->reader) cache_->cast = cast;
  return std::shared_ptr<const Cast>(std::move(cast));
}

std::vector<DocumentNumber> Corpus::documents() const {
  std::vector<DocumentNumber> numbers;
  Result<std::vector<archive::TranscriptRow>> rows = record_->transcripts();
  if (rows)
    for (const archive::TranscriptRow& row : *rows) numbers.push_back(row.number);
  return numbers;
}

}  // namespace stenogram::corpus
