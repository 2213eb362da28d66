#include "stenogram/serve/library.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <unordered_set>

#include "stenogram/concordance/lines.h"
#include "stenogram/reuse/placing.h"

namespace stenogram::serve {
namespace {

constexpr std::size_t kKept = 6;  // views, the newest included

std::string random_name() {
  std::random_device device;
  std::string name;
  for (int i = 0; i < 10; ++i) name += "abcdefghijklmnopqrstuvwxyz234567"[device() % 32];
  return name;
}

std::unordered_set<corpus::DocumentNumber> held_by(const concordance::Index& index) {
  std::unordered_set<corpus::DocumentNumber> numbers;
  for (std::uint32_t s = 0; s < index.segments().size(); ++s)
    for (std::uint32_t d = 0; d < index.segments()[s]->document_count(); ++d)
      if (index.alive(s, d)) numbers.insert(index.segments()[s]->document(d).number);
  return numbers;
}

corpus::Searched searched_of(const archive::Counts& counts) {
  return {counts.with_turns, counts.turns, counts.from, counts.to};
}

}  // namespace

Snapshot::Snapshot(const corpus::Corpus& corpus, concordance::Index index, archive::Counts counts, std::size_t segments,
                   std::string generation)
    : View(corpus, std::move(index), searched_of(counts)),
      counts_(std::move(counts)),
      segments_(segments),
      generation_(std::move(generation)) {}

Result<std::shared_ptr<const std::vector<ListRow>>> Snapshot::list() const {
  std::lock_guard lock(list_mutex_);
  if (list_) return list_;
  Result<std::vector<archive::TranscriptRow>> rows = corpus().record().transcripts();
  if (!rows) return rows.error();
  // The record may have grown since: only what this state holds is listed.
  const std::unordered_set<corpus::DocumentNumber> held = held_by(index());
  Result<std::vector<archive::NameRow>> names = corpus().record().names();
  if (!names) return names.error();
  auto list = std::make_shared<std::vector<ListRow>>();
  for (archive::TranscriptRow& row : *rows) {
    if (!held.count(row.number)) continue;
    ListRow& one = list->emplace_back();
    one.row = std::move(row);
    const auto first =
        std::lower_bound(names->begin(), names->end(), one.row.number,
                         [](const archive::NameRow& name, auto number) { return name.transcript < number; });
    for (auto name = first; name != names->end() && name->transcript == one.row.number; ++name)
      one.speakers.push_back(name->name);
  }
  list_ = std::move(list);
  return list_;
}

Result<std::shared_ptr<const std::vector<YearRow>>> Snapshot::years() const {
  Result<std::shared_ptr<const std::vector<ListRow>>> rows = list();
  if (!rows) return rows.error();
  std::lock_guard lock(years_mutex_);
  if (years_) return years_;
  std::map<std::string, YearRow> years;
  for (const ListRow& one : **rows) {
    YearRow& year = years[one.row.date().substr(0, 4)];
    ++year.transcripts;
    year.turns += one.row.turns;
    year.words += one.row.words;
  }
  auto made = std::make_shared<std::vector<YearRow>>();
  for (auto& [name, year] : years) {
    year.year = name;
    made->push_back(year);
  }
  years_ = std::move(made);
  return years_;
}

render::OpenDocument Snapshot::opener() const {
  return [this](const std::string& id) {
    Result<std::shared_ptr<const corpus::Document>> document = corpus().document(std::string_view(id));
    return document ? *document : nullptr;
  };
}

Result<std::shared_ptr<const corpus::Families>> Snapshot::copies() const {
  std::lock_guard lock(families_mutex_);
  if (families_) return families_;
  Result<corpus::Families> families = corpus::Families::of(corpus().record());
  if (!families) return families.error();
  families_ = std::make_shared<const corpus::Families>(std::move(*families));
  return families_;
}

void Snapshot::warm(const std::atomic<bool>& stop) const {
  if (!list() || stop || !years() || stop || !copies() || stop) return;
  // speakers() would not hear of `stop`: what takes its time is asking for facts.
  for (corpus::DocumentNumber number : held_by(index())) {
    if (stop) return;
    (void)facts(number);
  }
  // Ranks of words across segments, which every sorted concordance needs.
  std::vector<concordance::Match> none;
  concordance::sort_by_right(index(), none);
  (void)speakers();
}

void Library::warm() {
  if (warming_.joinable()) return;
  warming_ = std::thread([this, snapshot = now()] { snapshot->warm(ending_); });
}

Library::~Library() {
  ending_ = true;
  if (warming_.joinable()) warming_.join();
}

// One pass over the index: words of an utterance are counted without reading them.
Result<std::shared_ptr<const std::vector<SpeakerRow>>> Snapshot::speakers() const {
  std::lock_guard lock(speakers_mutex_);
  if (speakers_) return speakers_;
  std::map<std::string, SpeakerRow, std::less<>> rows;
  const concordance::Index held = index();
  for (std::uint32_t s = 0; s < held.segments().size(); ++s) {
    const concordance::Segment& segment = *held.segments()[s];
    for (std::uint32_t d = 0; d < segment.document_count(); ++d) {
      if (!held.alive(s, d)) continue;
      const concordance::DocumentRow document = segment.document(d);
      Result<std::shared_ptr<const corpus::DocumentFacts>> known = facts(document.number);
      if (!known) return known.error();
      std::set<std::string_view> here;
      for (std::uint32_t u = document.first_utterance; u < document.end_utterance; ++u) {
        const concordance::UtteranceRow utterance = segment.utterance(u);
        const std::string_view name = corpus::speaker_name(
            **known,
            {.turn = utterance.turn, .note = utterance.note, .speaker = utterance.speaker, .kind = utterance.kind});
        if (name.empty()) continue;
        SpeakerRow& row = rows[std::string(name)];
        row.turns += utterance.note == concordance::kNone ? 1 : 0;
        row.words += segment.words_of(u);
        if (!here.insert(name).second) continue;
        ++row.transcripts;
        const std::string day = (*known)->date.substr(0, 10);
        if (day.empty()) continue;
        if (row.from.empty() || day < row.from) row.from = day;
        row.to = std::max(row.to, day);
      }
    }
  }
  auto made = std::make_shared<std::vector<SpeakerRow>>();
  for (auto& [name, row] : rows) {
    row.name = name;
    made->push_back(std::move(row));
  }
  speakers_ = std::move(made);
  return speakers_;
}

Result<std::unique_ptr<Library>> Library::open(const std::filesystem::path& archive, const Options& options) {
  std::unique_ptr<Library> library(new Library);
  library->archive_ = archive;
  library->options_ = options;
  library->boot_ = random_name();
  corpus::CorpusOptions how;
  how.cache_bytes = options.cache_bytes;
  auto opened = corpus::Corpus::open(archive, corpus::Corpus::Mode::read, how);
  // Where uploads are taken, the archive may begin with the first of them.
  if (!opened && options.write && opened.error().kind == Error::Kind::not_found) {
    if (auto made = corpus::Corpus::open(archive, corpus::Corpus::Mode::create); !made) return made.error();
    opened = corpus::Corpus::open(archive, corpus::Corpus::Mode::read, how);
  }
  if (!opened) return opened.error();
  library->corpus_ = std::move(*opened);
  library->stale_ = true;
  if (Status fresh = library->refresh(); !fresh) return fresh.error();
  return library;
}

// Index and sums of one state: if something was committed between the two, both again.
Status Library::refresh() {
  archive::Archive& record = corpus_->record();
  for (int attempt = 0; attempt < 20; ++attempt) {
    Result<std::uint64_t> before = record.version();
    if (!before) return before.error();
    if (Status moved = corpus_->refresh(); !moved) return moved;
    Result<archive::Counts> counts = record.counts();
    if (!counts) return counts.error();
    Result<std::vector<archive::SegmentRow>> segments = record.segments();
    if (!segments) return segments.error();
    Result<std::uint64_t> after = record.version();
    if (!after) return after.error();
    if (*before != *after && attempt < 19) continue;
    version_ = *after;
    stale_ = *before != *after;
    auto snapshot = std::make_shared<const Snapshot>(*corpus_, corpus_->index(), std::move(*counts), segments->size(),
                                                     boot_ + "." + std::to_string(++refreshed_));
    std::lock_guard lock(mutex_);
    snapshots_.push_front(std::move(snapshot));
    if (snapshots_.size() > kKept) snapshots_.pop_back();
    return {};
  }
  return {};
}

std::shared_ptr<const Snapshot> Library::now() {
  if (std::unique_lock only(refreshing_, std::try_to_lock); only) {
    Result<std::uint64_t> version = corpus_->record().version();
    // What cannot be read just now is tried again by the next one; the old view holds.
    if (stale_ || (version && *version != version_)) (void)refresh();
  }
  std::lock_guard lock(mutex_);
  return snapshots_.front();
}

std::shared_ptr<const Snapshot> Library::at(std::string_view generation) {
  std::lock_guard lock(mutex_);
  for (const auto& snapshot : snapshots_)
    if (snapshot->generation() == generation) return snapshot;
  return nullptr;
}

Result<corpus::IngestSummary> Library::ingest(capture::Source source, const corpus::Corpus::Report& report) {
  std::lock_guard one(writing_);
  corpus::CorpusOptions how;
  auto writer = corpus::Corpus::open(archive_, corpus::Corpus::Mode::write, how);
  if (!writer) return writer.error();
  corpus::IngestSummary sum;
  std::optional<Error> stopped;
  const std::string name = source.name;
  auto failed = [&](Error error) {
    ++sum.failed;
    corpus::Ingested ingested;
    ingested.name = name;
    ingested.error = std::move(error);
    report(ingested);
  };
  Status unpacked = capture::unpack(
      std::move(source), how.limits,
      [&](capture::Source one_capture) {
        Result<corpus::IngestSummary> kept = (*writer)->ingest(std::move(one_capture), report);
        if (!kept) {
          stopped = kept.error();
          return false;
        }
        sum.added += kept->added, sum.unchanged += kept->unchanged;
        sum.replaced += kept->replaced, sum.failed += kept->failed;
        return true;
      },
      failed);
  if (stopped) return *stopped;
  if (!unpacked) failed(unpacked.error());
  // What is kept is kept; what cannot be placed now is placed with the next upload.
  if (sum.added + sum.replaced > 0) (void)reuse::place(**writer);
  return sum;
}

Result<std::vector<std::string>> Library::remove(std::string_view id) {
  std::lock_guard one(writing_);
  auto writer = corpus::Corpus::open(archive_, corpus::Corpus::Mode::write);
  if (!writer) return writer.error();
  return (*writer)->remove(id);
}

}  // namespace stenogram::serve
