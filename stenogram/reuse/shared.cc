#include "stenogram/reuse/shared.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <thread>
#include <unordered_map>

#include "stenogram/corpus/evaluate.h"
#include "stenogram/people/names.h"

namespace stenogram::reuse {
namespace {

constexpr std::size_t kBatch = 16'384;       // passages read at a time,
constexpr std::size_t kBatchUses = 100'000;  // or uses
constexpr std::uint64_t kLeastEverywhere = 5;

using concordance::Index;
using corpus::Document;

// What stands in a stretch: whose, when, the words.
Status read_use(const Index& index, const Territory& territory, const Document& document,
                const corpus::DocumentFacts& facts, const Stretch& stretch, Use& use) {
  const concordance::Place place = index.place({territory.segment_of(stretch.document), stretch.begin, stretch.words});
  if (place.utterance >= document.utterances.size() || place.words.empty() ||
      place.words.end > document.utterances[place.utterance].words.size())
    return Error::damaged(document.id, "the index and the record part ways", "run `stenogram verify --rebuild`");
  const corpus::Utterance& utterance = document.utterances[place.utterance];
  static_cast<corpus::Standing&>(use) = corpus::standing_of(facts, document, place.document, place.utterance);
  use.span = {utterance.words[place.words.begin].begin, utterance.words[place.words.end - 1].end};
  use.words = stretch.words;
  use.text = slice(document.text, use.span);
  use.address = corpus::passage_address(document, utterance.turn, use.span);
  use.name = document.name;
  use.title = facts.title;
  return {};
}

// Whether a date is surely before another: neither is a part of the other.
bool surely_before(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty()) return false;
  return a < b && !b.starts_with(a);
}

Repeats repeats(const Use& first, const Use& use) {
  if (first.speaker.empty() || use.speaker.empty()) return Repeats::unknown;
  if (people::folded(first.speaker) == people::folded(use.speaker)) return Repeats::self;
  // A. Berg may be Anna Berg.
  return people::may_be_one_person(first.speaker, use.speaker) ? Repeats::unknown : Repeats::other;
}

}  // namespace

std::function<corpus::DocumentNumber(corpus::DocumentNumber)> interviews_by(const corpus::Families& families) {
  return [&families](corpus::DocumentNumber number) {
    const corpus::Family* family = families.of_document(number);
    return family ? family->members.front().number : number;
  };
}

Result<Shared> Shared::find(const corpus::Shelf& shelf, const ReuseOptions& options, Progress& progress) {
  Shared shared(shelf);
  shared.options_ = options;
  shared.index_ = shelf.index();
  const Index& index = shared.index_;
  shared.territory_ = std::make_shared<Territory>(index);
  const Territory& territory = *shared.territory_;

  Result<concordance::Selection> chosen = corpus::select(shelf, index, options.filters);
  if (!chosen) return chosen.error();
  concordance::Selection selection = *chosen, other = *chosen;
  Sides sides;
  if (options.against) {
    Result<concordance::Selection> against = corpus::select(shelf, index, *options.against);
    if (!against) return against.error();
    selection = index.all();
    other = *against;
    const bool rest = options.against->empty();
    auto utterance = [&index](std::uint32_t segment, Position at) {
      return index.segments()[segment]->utterance_at(at);
    };
    sides.left = [&, utterance](std::uint32_t segment, Position at) {
      return chosen->takes(segment, utterance(segment, at));
    };
    sides.right = [&, utterance, rest](std::uint32_t segment, Position at) {
      return rest ? !chosen->takes(segment, utterance(segment, at)) : other.takes(segment, utterance(segment, at));
    };
  }

  // The interview of a document goes by the first of its documents here.
  std::vector<std::uint32_t> interviews;
  if (options.interview_of) {
    std::unordered_map<corpus::DocumentNumber, std::uint32_t> first;
    for (std::uint32_t i = 0; i < territory.documents(); ++i)
      interviews.push_back(first.try_emplace(options.interview_of(territory.number_of(i)), i).first->second);
  }
  const concordance::Columns columns(index);
  Result<FoundRuns> runs =
      find_runs(columns, territory, selection, sides, std::move(interviews), options.find, progress);
  if (!runs) return runs.error();
  shared.runs_ = std::move(*runs);
  if (shared.runs_.stopped) return shared;

  // Formulas are what many interviews have, however it was found.
  const Gathered& gathered = shared.runs_.gathered;
  shared.everywhere_ = options.everywhere
                           ? options.everywhere
                           : std::max(kLeastEverywhere, std::uint64_t(std::sqrt(double(index.totals().documents))));
  shared.interviews_.resize(gathered.objects.size());
  std::vector<std::uint32_t> longest(gathered.objects.size());
  std::vector<std::int32_t> earliest(gathered.objects.size());
  std::vector<std::uint32_t> seen;
  for (std::size_t i = 0; i < gathered.objects.size(); ++i) {
    seen.clear();
    earliest[i] = std::numeric_limits<std::int32_t>::max();
    for (const Stretch& member : gathered.members_of(gathered.objects[i])) {
      seen.push_back(shared.runs_.interviews[member.document]);
      longest[i] = std::max(longest[i], member.words);
      if (options.order == ReuseOptions::Order::date) {
        const auto& segment = *index.segments()[territory.segment_of(member.document)];
        const std::int32_t date = segment.document(segment.find_document(territory.number_of(member.document))).date;
        if (date != concordance::kUndated) earliest[i] = std::min(earliest[i], date);
      }
    }
    std::sort(seen.begin(), seen.end());
    shared.interviews_[i] = std::uint64_t(std::unique(seen.begin(), seen.end()) - seen.begin());
    // Copies of one interview were found to be that after their formulas were.
    if (shared.interviews_[i] < 2) continue;
    const bool formula = shared.interviews_[i] >= shared.everywhere_;
    ++(formula ? shared.formulas_ : shared.passages_);
    if (options.kinds == ReuseOptions::Kinds::all || formula == (options.kinds == ReuseOptions::Kinds::formulas))
      shared.order_.push_back(i);
  }
  auto before = [&](std::size_t x, std::size_t y) -> bool {
    switch (options.order) {
      case ReuseOptions::Order::words:
        if (longest[x] != longest[y]) return longest[x] > longest[y];
        break;
      case ReuseOptions::Order::uses:
        if (shared.interviews_[x] != shared.interviews_[y]) return shared.interviews_[x] > shared.interviews_[y];
        break;
      case ReuseOptions::Order::date:
        if (earliest[x] != earliest[y]) return earliest[x] < earliest[y];
        break;
      case ReuseOptions::Order::place: break;
    }
    const Stretch &a = gathered.members[gathered.objects[x].first], &b = gathered.members[gathered.objects[y].first];
    return a != b ? a < b : x < y;
  };
  std::sort(shared.order_.begin(), shared.order_.end(), before);

  const std::vector<Match>& matches = shared.runs_.matches;
  for (std::size_t i = 0; i < matches.size(); ++i)
    shared.pairs_ += i == 0 || matches[i - 1].a_document != matches[i].a_document ||
                     matches[i - 1].b_document != matches[i].b_document;
  return shared;
}

std::uint64_t Shared::transcripts() const { return index_.totals().documents; }
std::uint64_t Shared::words() const { return index_.totals().words; }

Status Shared::each_passage(const std::function<bool(const Passage&)>& take, Progress& progress) const {
  const std::size_t end = options_.limit < order_.size() - std::min(options_.skip, order_.size())
                              ? options_.skip + options_.limit
                              : order_.size();
  for (std::size_t at = options_.skip; at < end;) {
    std::vector<std::size_t> objects;
    std::size_t uses = 0;
    for (; at < end && objects.size() < kBatch && uses < kBatchUses; ++at) {
      const auto& object = runs_.gathered.objects[order_[at]];
      objects.push_back(order_[at]);
      uses += object.end - object.first;
    }
    std::vector<Passage> batch(objects.size());
    for (std::size_t i = 0; i < batch.size(); ++i) batch[i].n = at - objects.size() + i + 1;
    if (Status read = read_batch(batch, objects); !read) return read;
    for (Passage& passage : batch) {
      finish(passage);
      if (progress.cancelled() || !take(passage)) return {};
    }
    progress.at("passages read", at, end);
  }
  return {};
}

// Each document is read once, in the order of the archive.
Status Shared::read_batch(std::vector<Passage>& batch, const std::vector<std::size_t>& objects) const {
  struct Wanted {
    Stretch stretch;
    std::size_t passage, use;
  };
  std::vector<Wanted> wanted;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    const Gathered::Object& object = runs_.gathered.objects[objects[i]];
    const auto members = runs_.gathered.members_of(object);
    batch[i].interviews = interviews_[objects[i]];
    batch[i].formula = batch[i].interviews >= everywhere_;
    batch[i].uses.resize(members.size());
    for (std::size_t use = 0; use < members.size(); ++use) wanted.push_back({members[use], i, use});
  }
  std::sort(wanted.begin(), wanted.end(), [](const Wanted& a, const Wanted& b) { return a.stretch < b.stretch; });
  auto read = [&](std::size_t at, std::size_t end) -> Status {
    std::shared_ptr<const Document> document;
    std::shared_ptr<const corpus::DocumentFacts> facts;
    std::uint32_t held = concordance::kNone;
    for (; at < end; ++at) {
      const Wanted& one = wanted[at];
      if (held != one.stretch.document) {
        const corpus::DocumentNumber number = territory_->number_of(one.stretch.document);
        auto fetched = shelf_->document(number);
        if (!fetched) return fetched.error();
        auto known = shelf_->facts(number);
        if (!known) return known.error();
        document = *fetched, facts = *known, held = one.stretch.document;
      }
      Use& use = batch[one.passage].uses[one.use];
      if (Status filled = read_use(index_, *territory_, *document, *facts, one.stretch, use); !filled) return filled;
      use.interview = runs_.interviews[one.stretch.document];
    }
    return {};
  };
  // Some threads, each with documents of its own.
  const std::size_t threads =
      options_.find.threads ? options_.find.threads : std::max(1u, std::thread::hardware_concurrency());
  std::vector<Status> statuses(threads);
  std::vector<std::thread> crew;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < threads; ++i) {
    std::size_t end = i + 1 == threads ? wanted.size() : std::max(begin, wanted.size() * (i + 1) / threads);
    while (end > begin && end < wanted.size() && wanted[end].stretch.document == wanted[end - 1].stretch.document)
      ++end;
    crew.emplace_back([&, i, begin, end] { statuses[i] = read(begin, end); });
    begin = end;
  }
  for (std::thread& one : crew) one.join();
  for (const Status& status : statuses)
    if (!status) return status;
  return {};
}

// Order, wordings, speakers, and who was first.
void Shared::finish(Passage& passage) const {
  std::sort(passage.uses.begin(), passage.uses.end(), [](const Use& a, const Use& b) {
    if (a.date.empty() != b.date.empty()) return b.date.empty();
    return std::tie(a.date, a.document, a.span.begin) < std::tie(b.date, b.document, b.span.begin);
  });
  std::unordered_map<std::string, std::uint32_t> wordings;
  std::map<std::string, SpeakerUse> speakers;
  for (Use& use : passage.uses) {
    passage.words = std::max(passage.words, use.words);
    std::string keys;
    for (const text::Word& word : text::words(use.text)) {
      text::append_search_key(slice(std::string_view(use.text), word.span()), keys);
      keys += ' ';
    }
    auto [wording, added] = wordings.try_emplace(keys, std::uint32_t(passage.wordings.size()));
    if (added) passage.wordings.push_back({use.text, use.words, 0});
    use.wording = wording->second;
    ++passage.wordings[use.wording].uses;
    SpeakerUse& speaker = speakers[use.speaker];
    speaker.speaker = use.speaker;
    ++speaker.uses;
    if (use.date.empty()) continue;
    if (speaker.first.empty()) speaker.first = use.date;
    speaker.last = use.date;
  }
  std::vector<std::uint32_t> order(passage.wordings.size()), rank(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return passage.wordings[a].uses > passage.wordings[b].uses;
  });
  std::vector<Wording> sorted;
  for (std::uint32_t i = 0; i < order.size(); ++i)
    rank[order[i]] = i, sorted.push_back(std::move(passage.wordings[order[i]]));
  passage.wordings = std::move(sorted);
  for (auto& [name, speaker] : speakers) passage.speakers.push_back(speaker);
  std::stable_sort(passage.speakers.begin(), passage.speakers.end(),
                   [](const SpeakerUse& a, const SpeakerUse& b) { return a.uses > b.uses; });

  const Use& first = passage.uses.front();
  passage.first_known = true;
  for (const Use& use : passage.uses)
    passage.first_known &= use.interview == first.interview || surely_before(first.date, use.date);
  for (Use& use : passage.uses) {
    use.wording = rank[use.wording];
    use.repeats = &use == &first ? Repeats::nobody : !passage.first_known ? Repeats::unknown : repeats(first, use);
  }
  if (!passage.first_known) passage.uses.front().repeats = Repeats::unknown;
}

Status Shared::each_pair(const std::function<bool(const SharedPair&)>& take, Progress& progress) const {
  struct Pair {
    std::size_t first, end;
    std::uint64_t kept;
  };
  const std::vector<Match>& matches = runs_.matches;
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    if (i == 0 || matches[i - 1].a_document != matches[i].a_document ||
        matches[i - 1].b_document != matches[i].b_document)
      pairs.push_back({i, i, 0});
    pairs.back().end = i + 1;
    pairs.back().kept += matches[i].kept;
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.kept > b.kept; });
  for (std::size_t i = options_.skip; i < pairs.size() && i - options_.skip < options_.limit; ++i) {
    SharedPair pair;
    pair.kept = pairs[i].kept;
    const std::uint32_t numbers[2] = {matches[pairs[i].first].a_document, matches[pairs[i].first].b_document};
    std::shared_ptr<const Document> documents[2];
    std::shared_ptr<const corpus::DocumentFacts> facts[2];
    for (int side = 0; side < 2; ++side) {
      auto document = shelf_->document(territory_->number_of(numbers[side]));
      if (!document) return document.error();
      auto known = shelf_->facts(territory_->number_of(numbers[side]));
      if (!known) return known.error();
      documents[side] = *document, facts[side] = *known;
      (side == 0 ? pair.a : pair.b) = {documents[side]->id, facts[side]->title, facts[side]->date,
                                       territory_->words_of(numbers[side])};
    }
    for (std::size_t m = pairs[i].first; m < pairs[i].end; ++m) {
      const Match& match = matches[m];
      Use a, b;
      Status read =
          read_use(index_, *territory_, *documents[0], *facts[0], {match.a_document, match.a_begin, match.a_words}, a);
      if (read)
        read = read_use(index_, *territory_, *documents[1], *facts[1], {match.b_document, match.b_begin, match.b_words},
                        b);
      if (!read) return read;
      pair.in_order &= m == pairs[i].first || matches[m - 1].b_begin <= match.b_begin;
      pair.links.push_back({a.address, b.address, a.speaker, b.speaker, a.text, match.kept, match.changed});
    }
    if (progress.cancelled() || !take(pair)) return {};
    progress.at("pairs read", i, pairs.size());
  }
  return {};
}

Result<std::vector<CopyTold>> Shared::copies() const {
  std::vector<CopyTold> told;
  for (const CopyPair& pair : runs_.copies) {
    auto a = shelf_->facts(territory_->number_of(pair.a)), b = shelf_->facts(territory_->number_of(pair.b));
    if (!a) return a.error();
    if (!b) return b.error();
    told.push_back({(*a)->id, (*b)->id, pair.coverage});
  }
  return told;
}

}  // namespace stenogram::reuse
