#include "stenogram/reuse/finding.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "stenogram/reuse/joining.h"

namespace stenogram::reuse {
namespace {

constexpr std::size_t kWalkParts = 256;
constexpr std::size_t kBatch = 1 << 14;  // matches handed over at once

// Runs work(part) for parts 0 to `parts` on some threads, while this one tells how far it
// got. False once it has been asked to stop.
class Crew {
 public:
  Crew(unsigned threads, Progress& progress) : threads_(threads), progress_(progress) {}

  bool run(std::size_t parts, std::string_view what, const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next{0}, done{0};
    // Little work may be done before the loop below looks for the first time.
    if (progress_.cancelled()) stop_ = true;
    std::vector<std::thread> crew;
    for (unsigned i = 0; i < threads_; ++i)
      crew.emplace_back([&] {
        for (std::size_t part; !stop_ && (part = next++) < parts; ++done) work(part);
      });
    while (done < parts && !stop_) {
      progress_.at(what, done, parts);
      if (progress_.cancelled()) stop_ = true;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    for (std::thread& one : crew) one.join();
    return !stop_;
  }
  bool stopped() const { return stop_; }
  void stop() { stop_ = true; }

 private:
  unsigned threads_;
  Progress& progress_;
  std::atomic<bool> stop_{false};
};

// Of two transcripts, how much of the shorter they share.
double coverage(const Territory& territory, const Match* first, const Match* last) {
  std::uint64_t kept = 0;
  for (const Match* match = first; match != last; ++match) kept += match->kept;
  const std::uint64_t shorter = std::min(territory.words_of(first->a_document), territory.words_of(first->b_document));
  return shorter == 0 ? 0 : std::min(1.0, double(kept) / double(shorter));
}

FoundRuns stopped() {
  FoundRuns nothing;
  nothing.stopped = true;
  return nothing;
}

std::uint32_t top_of(std::vector<std::uint32_t>& interviews, std::uint32_t one) {
  while (interviews[one] != one) one = interviews[one] = interviews[interviews[one]];
  return one;
}

}  // namespace

Result<FoundRuns> find_runs(const concordance::Columns& columns, const Territory& territory,
                            const concordance::Selection& selection, const Sides& sides,
                            std::vector<std::uint32_t> interviews, const FindOptions& options, Progress& progress) {
  FoundRuns found;
  if (interviews.empty()) {
    interviews.resize(territory.documents());
    for (std::uint32_t i = 0; i < interviews.size(); ++i) interviews[i] = i;
  }
  Sides all_sides = sides;
  all_sides.interviews = &interviews;
  Crew crew(options.threads ? options.threads : std::max(1u, std::thread::hardware_concurrency()), progress);
  std::mutex mutex;
  Status status;

  // Groups to matches and formulas.
  MatchStore store(territory.documents(), options.memory);
  std::vector<std::vector<Stretch>> formulas;
  const std::vector<std::uint32_t> cuts = concordance::parts_of_walk(columns, kWalkParts);
  crew.run(cuts.size() - 1, "parts of the index walked", [&](std::size_t part) {
    SeedFinder finder(columns, territory, all_sides, options.seeds);
    auto hand_over = [&] {
      Status added = store.add(finder.matches);
      finder.matches.clear();
      if (added) return;
      std::lock_guard lock(mutex);
      status = added;
      crew.stop();
    };
    concordance::each_repeat(
        columns, selection, cuts[part], cuts[part + 1], options.seeds.least_seed,
        [&](std::span<const concordance::Suffix> group) {
          finder.take(group);
          if (finder.matches.size() >= kBatch) hand_over();
        },
        [&] { return crew.stopped(); });
    hand_over();
    std::lock_guard lock(mutex);
    found.pairs_tried += finder.pairs_tried;
    for (auto& formula : finder.formulas) formulas.push_back(std::move(formula));
  });
  if (!status) return status.error();
  if (crew.stopped()) return stopped();
  found.spilled = store.spilled();

  // Matches of each two transcripts to passages, and to copies.
  std::vector<std::vector<Match>> joined(store.parts());
  crew.run(store.parts(), "parts of the matches joined", [&](std::size_t part) {
    Result<std::vector<Match>> taken = store.take(part);
    if (!taken) {
      std::lock_guard lock(mutex);
      status = taken.error();
      crew.stop();
      return;
    }
    Joiner joiner(columns, territory, options.seeds.words);
    joined[part] = joiner.join(*taken);
  });
  if (!status) return status.error();
  if (crew.stopped()) return stopped();
  for (std::vector<Match>& part : joined) {
    for (std::size_t i = 0; i < part.size();) {
      std::size_t next = i + 1;
      while (next < part.size() && part[next].a_document == part[i].a_document &&
             part[next].b_document == part[i].b_document)
        ++next;
      const double share = coverage(territory, &part[i], part.data() + next);
      const std::uint32_t a = part[i].a_document, b = part[i].b_document;
      if (share >= options.copy_coverage &&
          std::min(territory.words_of(a), territory.words_of(b)) >= options.copy_words) {
        found.copies.push_back({a, b, share});
        const std::uint32_t x = top_of(interviews, interviews[a]), y = top_of(interviews, interviews[b]);
        interviews[std::max(x, y)] = std::min(x, y);
      }
      i = next;
    }
    found.matches.insert(found.matches.end(), part.begin(), part.end());
    part = {};
  }
  for (std::uint32_t i = 0; i < interviews.size(); ++i) interviews[i] = top_of(interviews, i);
  std::erase_if(found.matches,
                [&](const Match& match) { return interviews[match.a_document] == interviews[match.b_document]; });

  // The walk's threads find formulas in any order; what is made of them is the same always.
  std::sort(formulas.begin(), formulas.end());
  found.gathered = gather(found.matches, std::move(formulas));
  found.interviews = std::move(interviews);
  return found;
}

}  // namespace stenogram::reuse
