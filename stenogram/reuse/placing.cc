#include "stenogram/reuse/placing.h"

#include <xxhash.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>
#include <thread>

#include "stenogram/concordance/mapped.h"
#include "stenogram/corpus/entry.h"
#include "stenogram/corpus/families.h"
#include "stenogram/reuse/candidates.h"
#include "stenogram/reuse/foreign.h"
#include "stenogram/reuse/relation.h"
#include "stenogram/reuse/translation.h"
#include "stenogram/text/words.h"

namespace stenogram::reuse {
namespace {

using archive::CopyRow;
using archive::TranscriptNumber;
using corpus::Document;

// Raised when placing finds otherwise, so that archives are placed anew.
constexpr std::string_view kRules = "2";

constexpr std::size_t kChunk = 512;                  // transcripts placed in one transaction, at most,
constexpr std::uint64_t kChunkWords = 2'000'000;     // and words of theirs, about: each may have candidates as long
constexpr std::uint64_t kMostMapped = 448ull << 20;  // of the index, in memory at once
constexpr std::uint64_t kSketchShare = 16;           // one run of words in so many is kept
constexpr std::size_t kMostSketch = 512;
constexpr std::size_t kSketchRun = 5;
constexpr std::int32_t kReprintDays = 10;  // a translation is published that soon

struct PairFound {
  TranscriptNumber earlier = 0;
  Said said;  // of the earlier
  SharedWords shared;
};

struct Work {
  TranscriptNumber number = 0;
  bool indexed = false;
  Said said;
  std::vector<PairFound> pairs;
  std::vector<TranscriptNumber> foreign;  // earlier ones of which it may be a translation
};

// Where a document stands in the index.
struct Place {
  std::uint32_t segment = 0, row = concordance::kNone;
};
Place place_in(const concordance::Index& index, TranscriptNumber number) {
  for (std::uint32_t s = 0; s < index.segments().size(); ++s) {
    const concordance::Segment& segment = *index.segments()[s];
    if (segment.document_count() == 0 || segment.document(0).number > number) continue;
    const std::uint32_t row = segment.find_document(number);
    if (row != concordance::kNone) return {s, row};
  }
  return {};
}

bool has_words(const concordance::Segment& segment, std::uint32_t row) {
  const concordance::DocumentRow document = segment.document(row);
  return document.first_utterance < document.end_utterance;
}

// From the index alone, so that any number of threads do it at once. `hashed`: its words
// will be asked for even if the index has no candidate. `translated`: the archive has
// more than one language.
void compare_indexed(const concordance::Index& index, Work& work, bool hashed, bool translated,
                     concordance::MappedLimit& mapped) {
  const Place place = place_in(index, work.number);
  if (place.row == concordance::kNone || !has_words(*index.segments()[place.segment], place.row)) return;
  work.indexed = true;
  const Sought sought = sought_in(*index.segments()[place.segment], place.row);
  const std::vector<Candidate> found = candidates(index, sought, work.number, &mapped);
  if (hashed || !found.empty()) work.said = said_in(*index.segments()[place.segment], place.row);
  for (const Candidate& candidate : found) {
    PairFound pair;
    pair.earlier = candidate.document;
    pair.said = said_in(*index.segments()[candidate.segment], candidate.row);
    pair.shared = shared_between(work.said, pair.said);
    if (may_be_copies(work.said, pair.said, pair.shared)) work.pairs.push_back(std::move(pair));
  }
  if (translated) work.foreign = foreign_candidates(index, place.segment, place.row, work.number);
}

// One run of words in kSketchShare, chosen by its own hash, so that copies choose the same.
std::vector<std::uint64_t> sketch_of(const Said& said) {
  std::vector<std::uint64_t> hashes;
  for (const Said::Stretch& stretch : said.stretches)
    for (std::uint32_t at = stretch.begin; at + kSketchRun <= stretch.end; ++at) {
      const std::uint64_t hash = XXH3_64bits(&said.words[at], kSketchRun * sizeof(Word));
      if (hash % kSketchShare == 0) hashes.push_back(hash >> 1);  // SQLite's numbers are signed
    }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  if (hashes.size() > kMostSketch) hashes.resize(kMostSketch);
  return hashes;
}

// The utterances of one side whose words the other carries for the greater part.
std::string shared_utterances(const Said& said, const Coverage& coverage) {
  std::vector<corpus::UtteranceKey> keys;
  for (const Said::Stretch& stretch : said.stretches) {
    if (stretch.turn == 0) continue;
    std::uint32_t carried = 0;
    for (std::uint32_t at = stretch.begin; at < stretch.end; ++at) carried += coverage.of[at] != Cover::alone;
    if (carried * 2 > stretch.end - stretch.begin) keys.push_back(corpus::utterance_key(stretch.turn, stretch.note));
  }
  std::sort(keys.begin(), keys.end());
  return corpus::pack_utterances(keys);
}

CopyRow row_of(const Said& later, TranscriptNumber later_number, const Said& earlier, TranscriptNumber earlier_number,
               const SharedWords& shared, const Finding& finding) {
  CopyRow row;
  row.later = later_number, row.earlier = earlier_number;
  row.relation = name_of(finding.relation);
  row.earlier_derived = finding.earlier_derived;
  row.certainty = std::uint64_t(std::lround(finding.certainty * 1000));
  row.later_words = later.words.size(), row.later_carried = shared.later.carried();
  row.earlier_words = earlier.words.size(), row.earlier_carried = shared.earlier.carried();
  row.later_shared = shared_utterances(later, shared.later);
  row.earlier_shared = shared_utterances(earlier, shared.earlier);
  row.evidence = finding.evidence;
  return row;
}

// ISO days so many before and after.
std::string day_after(std::string_view iso, int days) {
  const std::int32_t day = corpus::day_number(iso);
  if (day == concordance::kUndated) return {};
  using namespace std::chrono;
  const year_month_day date(sys_days(std::chrono::days(day + days)));
  char out[24];
  std::snprintf(out, sizeof out, "%04d-%02u-%02u", int(date.year()), unsigned(date.month()), unsigned(date.day()));
  return out;
}

class Placer {
 public:
  Placer(corpus::Corpus& corpus, Progress& progress, unsigned threads)
      : corpus_(corpus),
        record_(corpus.record()),
        index_(corpus.index()),
        mapped_(index_.segments(), kMostMapped),
        progress_(progress),
        threads_(threads ? threads : std::max(1u, std::thread::hardware_concurrency())) {}

  Result<Placed> run() {
    Result<std::optional<std::string>> rules = record_.setting("placing");
    if (!rules) return rules.error();
    if (rules->has_value() && **rules != kRules)
      if (Status forgotten = forget(); !forgotten) return forgotten.error();
    Result<TranscriptNumber> from = placed_up_to(record_);
    if (!from) return from.error();
    Result<std::vector<TranscriptNumber>> numbers = record_.numbers(*from + 1);
    if (!numbers) return numbers.error();
    const std::size_t all = numbers->size();
    if (all > 0) languages_ = languages_of(index_);
    for (std::size_t first = 0, last = 0; first < all; first = last) {
      if (progress_.cancelled()) return placed_;
      std::uint64_t words = 0;
      for (last = first; last < all && last - first < kChunk && words < kChunkWords; ++last)
        words += words_of((*numbers)[last]);
      std::vector<Work> works(last - first);
      for (std::size_t i = first; i < last; ++i) works[i - first].number = (*numbers)[i];
      compare_all(works);
      Status done = record_.begin();
      for (Work& work : works)
        if (done) done = settle(work);
      if (done && last == all) done = replay_joins();
      if (done) done = record_.set("placed", std::to_string((*numbers)[last - 1]));
      if (done) done = record_.set("placing", kRules);
      if (done) done = record_.commit();
      if (!done) {
        record_.rollback();
        return done.error();
      }
      placed_.transcripts += last - first;
      progress_.at("transcripts placed", last, all);
    }
    return placed_;
  }

  Status forget() {
    Status done = record_.begin();
    if (!done) return done;
    done = record_.forget_copies();
    if (done) done = record_.set("placed", "0");
    if (done) done = record_.set("placing", kRules);
    if (done) done = record_.commit();
    if (!done) record_.rollback();
    return done;
  }

  // Within a transaction: a link between two that a person has joined, if there is none.
  Status link(TranscriptNumber a, TranscriptNumber b) {
    const TranscriptNumber later_number = std::max(a, b), earlier_number = std::min(a, b);
    auto later_document = corpus_.document(later_number), earlier_document = corpus_.document(earlier_number);
    if (!later_document) return later_document.error();
    if (!earlier_document) return earlier_document.error();
    if (foreign(**later_document, **earlier_document))
      return add_translation(**later_document, **earlier_document, 1.0);
    const Said later = said_of(**later_document), earlier = said_of(**earlier_document);
    const SharedWords shared = shared_between(later, earlier);
    auto finding =
        relation_between(later, look_of(**later_document), earlier, look_of(**earlier_document), shared, true);
    finding->certainty = 1;
    return add(row_of(later, later_number, earlier, earlier_number, shared, *finding));
  }

  static Result<TranscriptNumber> placed_up_to(archive::Archive& record) {
    Result<std::optional<std::string>> text = record.setting("placed");
    if (!text) return text.error();
    return TranscriptNumber(std::strtoull((*text).value_or("0").c_str(), nullptr, 10));
  }

 private:
  // As the index has them.
  std::uint64_t words_of(TranscriptNumber number) const {
    const Place place = place_in(index_, number);
    if (place.row == concordance::kNone) return 0;
    const concordance::Segment& segment = *index_.segments()[place.segment];
    const concordance::DocumentRow row = segment.document(place.row);
    if (row.first_utterance >= row.end_utterance) return 0;
    return segment.begin_of(row.end_utterance - 1) - segment.begin_of(row.first_utterance);
  }

  void compare_all(std::vector<Work>& works) {
    std::atomic<std::size_t> next{0};
    const bool hashed = any_sketch();
    auto work = [&] {
      for (std::size_t i = next++; i < works.size(); i = next++) {
        compare_indexed(index_, works[i], hashed, languages_.size() > 1, mapped_);
        mapped_.keep();
      }
    };
    std::vector<std::thread> threads;
    for (unsigned i = 1; i < std::min<std::size_t>(threads_, works.size()); ++i) threads.emplace_back(work);
    work();
    for (std::thread& thread : threads) thread.join();
  }

  Status settle(Work& work) {
    if (!work.indexed)
      if (Status done = settle_without_turns(work); !done) return done;
    if (work.indexed && any_sketch()) {
      // The first of them may have come with this very chunk.
      if (work.said.stretches.empty()) {
        const Place place = place_in(index_, work.number);
        work.said = said_in(*index_.segments()[place.segment], place.row);
      }
      if (Status done = find_sketched(work); !done) return done;
    }
    for (const PairFound& pair : work.pairs)
      if (Status done = judge(work, pair); !done) return done;
    return work.indexed ? find_translations(work) : Status();
  }

  Status judge(const Work& work, const PairFound& pair) {
    auto later = corpus_.document(work.number), earlier = corpus_.document(pair.earlier);
    if (!later) return later.error();
    if (!earlier) return earlier.error();
    // Two transcripts of one capture are two of its parts.
    if ((*later)->sha256 == (*earlier)->sha256) return {};
    auto finding = relation_between(work.said, look_of(**later), pair.said, look_of(**earlier), pair.shared);
    if (!finding) return {};
    return add(row_of(work.said, work.number, pair.said, pair.earlier, pair.shared, *finding));
  }

  // The index knows nothing of it: its words come from the page.
  Status settle_without_turns(Work& work) {
    auto document = corpus_.document(work.number);
    // A transcript that cannot be read is `verify`'s to tell of; it has no copies.
    if (!document) return {};
    work.said = said_of(**document);
    if (work.said.words.size() < 40) return {};
    Sought sought;
    std::vector<std::string> keys;
    const std::string_view region = slice((*document)->text, (*document)->transcript.region);
    text::for_each_word(region, [&](text::Word word) { keys.push_back(text::search_key(slice(region, word.span()))); });
    for (const std::string& key : keys) sought.keys.push_back(key);
    sought.ends.push_back(std::uint32_t(keys.size()));
    for (const Candidate& candidate : candidates(index_, sought, work.number))
      consider(work, candidate.document, said_in(*index_.segments()[candidate.segment], candidate.row));
    if (any_sketch())
      if (Status done = find_sketched(work); !done) return done;
    sketches_ = true;
    return record_.add_sketch(work.number, sketch_of(work.said));
  }

  void consider(Work& work, TranscriptNumber earlier, Said said) {
    PairFound pair;
    pair.earlier = earlier;
    pair.said = std::move(said);
    pair.shared = shared_between(work.said, pair.said);
    if (may_be_copies(work.said, pair.said, pair.shared)) work.pairs.push_back(std::move(pair));
  }

  Status find_sketched(Work& work) {
    const std::vector<std::uint64_t> sketch = sketch_of(work.said);
    auto found = record_.sketched(sketch);
    if (!found) return found.error();
    std::erase_if(*found, [&](const auto& one) { return one.first >= work.number || one.second < 2; });
    std::stable_sort(found->begin(), found->end(), [](const auto& x, const auto& y) { return x.second > y.second; });
    if (found->size() > kMostCandidates) found->resize(kMostCandidates);
    for (const auto& [number, votes] : *found) {
      auto document = corpus_.document(number);
      if (document) consider(work, number, said_of(**document));
    }
    return {};
  }

  bool any_sketch() {
    if (!sketches_) {
      auto any = record_.any_sketch();
      sketches_ = any && *any;
    }
    return *sketches_;
  }

  static bool foreign(const Document& a, const Document& b) {
    const std::string_view x = primary_language(a.transcript.language), y = primary_language(b.transcript.language);
    return x != y && x != "und" && y != "und";
  }

  // Transcripts in other languages: of about the same day, and, whatever the dates, those
  // that share rare numbers and names.
  Status find_translations(const Work& work) {
    if (languages_.size() < 2) return {};
    auto row = record_.transcript_numbered(work.number);
    if (!row) return row.error();
    if (!*row || (*row)->turns < 2 || (*row)->language == "und") return {};
    std::string from, to;
    if ((*row)->event_date) {
      from = day_after(*(*row)->event_date, -1);
      to = day_after(*(*row)->event_date, kReprintDays);
    } else if ((*row)->publication_date) {
      from = day_after(*(*row)->publication_date, -kReprintDays);
      to = day_after(*(*row)->publication_date, kReprintDays);
    }
    Result<std::vector<archive::TranscriptRow>> near(std::vector<archive::TranscriptRow>{});
    if (!from.empty() && !to.empty()) near = record_.dated(from, to, work.number, (*row)->language);
    if (!near) return near.error();
    for (TranscriptNumber number : work.foreign) {
      if (std::any_of(near->begin(), near->end(), [&](const auto& one) { return one.number == number; })) continue;
      auto other = record_.transcript_numbered(number);
      if (!other) return other.error();
      if (*other) near->push_back(std::move(**other));
    }
    auto document = near->empty() ? Result<std::shared_ptr<const Document>>(std::shared_ptr<const Document>())
                                  : corpus_.document(work.number);
    if (!document) return {};
    struct Near {
      double score, certainty;
      std::shared_ptr<const Document> earlier;
    };
    std::vector<Near> best;
    for (const archive::TranscriptRow& other : *near) {
      // Half as many turns again: no translation leaves out that much.
      if (other.turns * 2 < (*row)->turns || (*row)->turns * 2 < other.turns) continue;
      auto earlier = corpus_.document(other.number);
      if (!earlier || !foreign(**document, **earlier)) continue;
      const Translated translated = align_translation(**document, **earlier);
      if (auto certainty = is_translation(translated, **document, **earlier))
        best.push_back({translated.score, *certainty, *earlier});
    }
    // A day's other interviews agree by chance, but none as its own translation does.
    std::stable_sort(best.begin(), best.end(), [](const Near& x, const Near& y) { return x.score > y.score; });
    while (!best.empty() && best.back().score < 0.7 * best.front().score) best.pop_back();
    if (best.size() > 4) best.resize(4);
    for (const auto& [score, certainty, earlier] : best)
      if (Status done = add_translation(**document, *earlier, certainty); !done) return done;
    return {};
  }

  Status add_translation(const Document& later, const Document& earlier, double certainty) {
    const Translated translated = align_translation(later, earlier);
    CopyRow row;
    row.later = later.number, row.earlier = earlier.number;
    row.relation = name_of(Relation::translation);
    row.certainty = std::uint64_t(std::lround(certainty * 1000));
    for (const corpus::Utterance& utterance : later.utterances) row.later_words += utterance.words.size();
    for (const corpus::Utterance& utterance : earlier.utterances) row.earlier_words += utterance.words.size();
    auto carried = [&](const Document& document, auto n_of) {
      std::uint64_t words = 0;
      for (const corpus::Utterance& utterance : document.utterances)
        for (const auto& pair : translated.turns)
          if (n_of(pair) == utterance.turn) words += utterance.words.size();
      return words;
    };
    row.later_carried = carried(later, [](const auto& pair) { return pair.first; });
    row.earlier_carried = carried(earlier, [](const auto& pair) { return pair.second; });
    char evidence[256];
    std::snprintf(
        evidence, sizeof evidence,
        "{\"turns\":%zu,\"lengths\":%.3f,\"numbers\":[%u,%u],\"names\":[%u,%u],\"score\":%.2f,\"dates\":\"%s\"}",
        translated.turns.size(), translated.lengths, translated.numbers_met, translated.numbers, translated.names_met,
        translated.names, translated.score, std::string(dates_between(look_of(later), look_of(earlier))).c_str());
    row.evidence = evidence;
    return add(row);
  }

  // What people have joined stands linked, whatever placing makes of it.
  Status replay_joins() {
    auto decisions = record_.copy_decisions();
    if (!decisions) return decisions.error();
    if (decisions->empty()) return {};
    auto rows = record_.copies();
    if (!rows) return rows.error();
    std::map<std::pair<std::string, std::string>, bool> latest;
    for (const archive::CopyDecision& decision : *decisions)
      latest[std::minmax(decision.a, decision.b)] = decision.joined;
    for (const auto& [ids, joined] : latest) {
      if (!joined) continue;
      auto a = record_.transcript(ids.first), b = record_.transcript(ids.second);
      if (!a) return a.error();
      if (!b) return b.error();
      if (!*a || !*b) continue;
      const TranscriptNumber later = std::max((*a)->number, (*b)->number),
                             earlier = std::min((*a)->number, (*b)->number);
      if (std::any_of(rows->begin(), rows->end(),
                      [&](const CopyRow& row) { return row.later == later && row.earlier == earlier; }))
        continue;
      if (Status done = link(later, earlier); !done) return done;
    }
    return {};
  }

  Status add(const CopyRow& row) {
    ++placed_.links;
    return record_.add_copy(row);
  }

  corpus::Corpus& corpus_;
  archive::Archive& record_;
  concordance::Index index_;
  concordance::MappedLimit mapped_;
  Progress& progress_;
  unsigned threads_;
  std::optional<bool> sketches_;
  std::vector<std::string> languages_;
  Placed placed_;
};

Status decide(corpus::Corpus& corpus, std::string_view a, std::string_view b, bool joined, std::string_view reason) {
  archive::Archive& record = corpus.record();
  TranscriptNumber numbers[2] = {};
  int at = 0;
  for (std::string_view id : {a, b}) {
    auto row = record.transcript(id);
    if (!row) return row.error();
    if (!*row)
      return Error::not_found(std::string(id), "no transcript of this archive has that id", "see `stenogram list`");
    numbers[at++] = (*row)->number;
  }
  if (numbers[0] == numbers[1]) return Error::usage(std::string(a), "is one transcript", "name two");
  Status done = record.begin();
  if (!done) return done;
  done = record.decide(a, b, joined, reason);
  if (done && joined) done = Placer(corpus, no_progress(), 1).link(numbers[0], numbers[1]);
  if (done) done = record.commit();
  if (!done) record.rollback();
  return done;
}

}  // namespace

Result<Placed> place(corpus::Corpus& corpus, Progress& progress, unsigned threads) {
  return Placer(corpus, progress, threads).run();
}

Result<Placed> place_all(corpus::Corpus& corpus, Progress& progress, unsigned threads) {
  Placer placer(corpus, progress, threads);
  if (Status forgotten = placer.forget(); !forgotten) return forgotten.error();
  return placer.run();
}

Result<std::uint64_t> unplaced(archive::Archive& record) {
  Result<TranscriptNumber> from = Placer::placed_up_to(record);
  if (!from) return from.error();
  Result<std::vector<TranscriptNumber>> numbers = record.numbers(*from + 1);
  if (!numbers) return numbers.error();
  return std::uint64_t(numbers->size());
}

Status join(corpus::Corpus& corpus, std::string_view a, std::string_view b, std::string_view reason) {
  return decide(corpus, a, b, true, reason);
}

Status split(corpus::Corpus& corpus, std::string_view a, std::string_view b, std::string_view reason) {
  return decide(corpus, a, b, false, reason);
}

}  // namespace stenogram::reuse
