// Which transcripts are of one interview, as the record keeps it.
#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "stenogram/archive/archive.h"
#include "stenogram/archive/statements.h"

namespace stenogram::archive {
namespace {

using Lock = std::lock_guard<std::recursive_mutex>;

constexpr std::size_t kHashesAtOnce = 32, kMostOfSome = 1024;
constexpr std::string_view kSketchesOfSome =
    "SELECT transcript FROM sketch WHERE hash IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
    "?16,"
    " ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32) LIMIT 1024";

}  // namespace

Result<std::vector<CopyRow>> Archive::copies() {
  Lock lock(mutex_);
  std::vector<CopyRow> rows;
  if (!knows_copies()) return rows;
  Status done = each(
      "SELECT later, earlier, relation, earlier_derived, certainty, later_words, later_carried,"
      " earlier_words, earlier_carried, later_shared, earlier_shared, evidence FROM copy"
      " ORDER BY later, earlier",
      into(rows, [](Statement& row) {
        CopyRow copy;
        copy.later = row.number(0), copy.earlier = row.number(1);
        copy.relation = row.text(2);
        copy.earlier_derived = row.number(3) != 0;
        copy.certainty = row.number(4);
        copy.later_words = row.number(5), copy.later_carried = row.number(6);
        copy.earlier_words = row.number(7), copy.earlier_carried = row.number(8);
        copy.later_shared = row.text(9), copy.earlier_shared = row.text(10);
        copy.evidence = row.text(11);
        return copy;
      }));
  if (!done) return done.error();
  return rows;
}

Result<std::vector<CopyDecision>> Archive::copy_decisions() {
  Lock lock(mutex_);
  std::vector<CopyDecision> rows;
  if (!knows_copies()) return rows;
  Status done = each(
      "SELECT number, a, b, joined, reason, made_at FROM copy_decision ORDER BY number", into(rows, [](Statement& row) {
        return CopyDecision{row.number(0), row.text(1), row.text(2), row.number(3) != 0, row.text(4), row.text(5)};
      }));
  if (!done) return done.error();
  return rows;
}

Result<bool> Archive::any_sketch() {
  Lock lock(mutex_);
  bool any = false;
  if (!knows_copies()) return any;
  Status done = each("SELECT 1 FROM sketch LIMIT 1", [&](Statement&) { return any = true, Status(); });
  if (!done) return done.error();
  return any;
}

Result<std::vector<std::pair<TranscriptNumber, std::uint64_t>>> Archive::sketched(
    const std::vector<std::uint64_t>& hashes) {
  Lock lock(mutex_);
  std::vector<std::pair<TranscriptNumber, std::uint64_t>> out;
  if (!knows_copies()) return out;
  std::map<TranscriptNumber, std::uint64_t> counts;
  auto count = [&](TranscriptNumber number) { ++counts[number]; };
  // Most hashes are nobody's, so many are asked for at once.
  for (std::size_t at = 0; at < hashes.size(); at += kHashesAtOnce) {
    std::array<std::uint64_t, kHashesAtOnce> some;
    const std::size_t asked = std::min(kHashesAtOnce, hashes.size() - at);
    // The last takes the places that are left: a row is given once however often it is asked for.
    for (std::size_t i = 0; i < kHashesAtOnce; ++i) some[i] = hashes[at + std::min(i, asked - 1)];
    std::vector<TranscriptNumber> found;
    Status done = std::apply(
        [&](auto... hash) {
          return each(kSketchesOfSome, into(found, [](Statement& row) { return TranscriptNumber(row.number(0)); }),
                      hash...);
        },
        some);
    if (done && found.size() == kMostOfSome) {
      // What stands everywhere tells nothing, and must not take the others' places.
      found.clear();
      for (std::size_t i = 0; i < asked && done; ++i)
        done = each("SELECT transcript FROM sketch WHERE hash = ?1 LIMIT 64",
                    into(found, [](Statement& row) { return TranscriptNumber(row.number(0)); }), some[i]);
    }
    if (!done) return done.error();
    std::for_each(found.begin(), found.end(), count);
  }
  out.assign(counts.begin(), counts.end());
  return out;
}

Result<std::vector<TranscriptRow>> Archive::dated(std::string_view first_day, std::string_view last_day,
                                                  TranscriptNumber below, std::string_view not_in) {
  Lock lock(mutex_);
  std::map<TranscriptNumber, TranscriptRow> rows;
  // Dates may carry a time: what follows the last day by a letter still lies in it.
  std::string last = std::string(last_day) + "~";
  auto keep = [&](Statement& row) {
    TranscriptRow found = row_of(row);
    rows.emplace(found.number, std::move(found));
    return Status();
  };
  Status done = each(STENOGRAM_TRANSCRIPT_COLUMNS
                     "WHERE t.event_date BETWEEN ?1 AND ?2 AND t.number < ?3"
                     " AND substr(t.language, 1, 2) <> substr(?4, 1, 2) AND t.turns > 0 ORDER BY t.number LIMIT 256",
                     keep, first_day, last, below, not_in);
  if (done)
    done = each(STENOGRAM_TRANSCRIPT_COLUMNS
                "WHERE t.publication_date BETWEEN ?1 AND ?2 AND t.number < ?3"
                " AND substr(t.language, 1, 2) <> substr(?4, 1, 2) AND t.turns > 0 ORDER BY t.number LIMIT 256",
                keep, first_day, last, below, not_in);
  if (!done) return done.error();
  std::vector<TranscriptRow> out;
  for (auto& [number, row] : rows) out.push_back(std::move(row));
  return out;
}

Result<std::vector<SeenRow>> Archive::seen_of(TranscriptNumber number) {
  Lock lock(mutex_);
  std::vector<SeenRow> rows;
  Status done = each(
      "SELECT s.name, s.url, s.captured_at, s.kept_at, s.number FROM transcript t JOIN seen s ON s.capture = t.capture"
      " WHERE t.number = ?1 ORDER BY s.number",
      into(rows,
           [](Statement& row) {
             SeenRow seen;
             seen.name = row.text(0), seen.url = row.text(1), seen.captured_at = row.text(2),
             seen.kept_at = row.text(3);
             seen.number = row.number(4);
             return seen;
           }),
      number);
  if (!done) return done.error();
  return rows;
}

Result<std::vector<std::string>> Archive::urls_seen_again() {
  Lock lock(mutex_);
  std::vector<std::string> urls;
  Status done =
      each("SELECT url FROM seen WHERE url <> '' GROUP BY url HAVING count(DISTINCT capture) > 1 ORDER BY url",
           into(urls, [](Statement& row) { return row.text(0); }));
  if (!done) return done.error();
  return urls;
}

Result<std::vector<TranscriptNumber>> Archive::transcripts_at(std::string_view url) {
  Lock lock(mutex_);
  std::vector<TranscriptNumber> numbers;
  Status done = each(
      "SELECT DISTINCT t.number FROM seen s JOIN transcript t ON t.capture = s.capture"
      " WHERE s.url = ?1 AND s.url <> '' ORDER BY t.number",
      into(numbers, [](Statement& row) { return row.number(0); }), url);
  if (!done) return done.error();
  return numbers;
}

Status Archive::add_copy(const CopyRow& copy) {
  Lock lock(mutex_);
  return change("INSERT OR REPLACE INTO copy VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)", copy.later, copy.earlier,
                copy.relation, std::uint64_t(copy.earlier_derived), copy.certainty, copy.later_words,
                copy.later_carried, copy.earlier_words, copy.earlier_carried, Blob{copy.later_shared},
                Blob{copy.earlier_shared}, copy.evidence);
}

Status Archive::add_sketch(TranscriptNumber number, const std::vector<std::uint64_t>& hashes) {
  Lock lock(mutex_);
  for (std::uint64_t hash : hashes)
    if (Status done = change("INSERT OR IGNORE INTO sketch VALUES(?1, ?2)", hash, number); !done) return done;
  return {};
}

Status Archive::forget_copies() {
  Lock lock(mutex_);
  Status done = change("DELETE FROM copy");
  return done ? change("DELETE FROM sketch") : done;
}

Status Archive::decide(std::string_view a, std::string_view b, bool joined, std::string_view reason) {
  Lock lock(mutex_);
  return change("INSERT INTO copy_decision(a, b, joined, reason, made_at) VALUES(?1,?2,?3,?4,?5)", a, b,
                std::uint64_t(joined), reason, now());
}

}  // namespace stenogram::archive
