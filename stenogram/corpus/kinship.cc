#include "stenogram/corpus/kinship.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "stenogram/corpus/entry.h"
#include "stenogram/text/words.h"

namespace stenogram::corpus {
namespace {

using archive::CopyRow;
using Number = archive::TranscriptNumber;

constexpr double kMutual = 0.6;        // carried of both: one page otherwise printed
constexpr double kNearlyWhole = 0.75;  // so two such links in a row still share half
constexpr double kHeld = 0.55;         // carried of the lesser: it is a part of the other
constexpr double kHeldRecording = 0.45;
constexpr std::size_t kLookedAt = 64;  // members of a group whose headings are read
constexpr double kEqual = 0.08;        // parts carried that differ by less say the same

// A link seen from its lesser end: the page of which more is carried.
struct Link {
  const CopyRow* row;
  Number lesser, fuller;
  double held, other;  // what is carried of the lesser, and of the fuller
};

double part(std::uint64_t of, std::uint64_t all) { return all == 0 ? 0 : std::min(1.0, double(of) / double(all)); }

Link link_of(const CopyRow& row) {
  const double later = part(row.later_carried, row.later_words), earlier = part(row.earlier_carried, row.earlier_words);
  const bool earlier_lesser =
      std::tuple(earlier, row.later_words, row.later) > std::tuple(later, row.earlier_words, row.earlier);
  if (earlier_lesser) return {&row, row.earlier, row.later, earlier, later};
  return {&row, row.later, row.earlier, later, earlier};
}

bool is(const Link& link, std::string_view relation) { return link.row->relation == relation; }
bool holds(const Link& link) { return link.held >= (is(link, "recording") ? kHeldRecording : kHeld); }

// Who stands with whom, while some may not.
class Groups {
 public:
  explicit Groups(std::vector<DocumentPair> apart) : apart_(std::move(apart)) {}

  Number find(Number number) {
    auto [place, fresh] = parents_.try_emplace(number, number);
    if (fresh) members_[number] = {number};
    if (place->second == number) return number;
    return place->second = find(place->second);
  }
  const std::vector<Number>& members(Number number) { return members_.at(find(number)); }

  bool may_join(Number a, Number b) {
    a = find(a), b = find(b);
    return std::none_of(apart_.begin(), apart_.end(), [&](const DocumentPair& pair) {
      const Number p = find(pair.first), q = find(pair.second);
      return (p == a && q == b) || (p == b && q == a);
    });
  }
  bool join(Number a, Number b) {
    a = find(a), b = find(b);
    if (a == b) return true;
    if (!may_join(a, b)) return false;
    if (members_[a].size() < members_[b].size()) std::swap(a, b);
    parents_[b] = a;
    members_[a].insert(members_[a].end(), members_[b].begin(), members_[b].end());
    members_.erase(b);
    return true;
  }
  std::vector<std::vector<Number>> all() const {
    std::vector<std::vector<Number>> groups;
    for (const auto& [root, members] : members_) {
      if (members.size() < 2) continue;
      groups.push_back(members);
      std::sort(groups.back().begin(), groups.back().end());
    }
    std::sort(groups.begin(), groups.end());
    return groups;
  }

 private:
  std::map<Number, Number> parents_;
  std::map<Number, std::vector<Number>> members_;  // of each root
  std::vector<DocumentPair> apart_;
};

class Kinship {
 public:
  Kinship(const std::vector<CopyRow>& rows, std::vector<DocumentPair> apart,
          const std::function<const Announced&(Number)>& announced)
      : groups_(std::move(apart)), announced_(announced) {
    for (const CopyRow& row : rows) {
      links_.push_back(link_of(row));
      words_[row.later] = row.later_words, words_[row.earlier] = row.earlier_words;
    }
    // The surest first, whatever came first.
    std::stable_sort(links_.begin(), links_.end(), [](const Link& x, const Link& y) {
      return std::tuple(-x.other, -x.held, -std::int64_t(x.row->certainty), x.lesser, x.fuller) <
             std::tuple(-y.other, -y.held, -std::int64_t(y.row->certainty), y.lesser, y.fuller);
    });
    for (const Link& link : links_)
      for (Number end : {link.lesser, link.fuller}) of_[end].push_back(&link);
  }

  std::vector<std::vector<Number>> run(const std::vector<DocumentPair>& joined) {
    for (const auto& [a, b] : joined) groups_.join(a, b);
    join_equals();
    join_parts();
    join_overlaps();
    join_translations();
    return groups_.all();
  }

 private:
  void join_equals() {
    for (const Link& link : links_) {
      if (is(link, "translation") || link.other < kMutual || link.held < kMutual) continue;
      const Number a = groups_.find(link.lesser), b = groups_.find(link.fuller);
      if (a != b && (link.other >= kNearlyWhole || agree(a, b))) groups_.join(a, b);
    }
  }

  // Half of the pairs between two groups are linked.
  bool agree(Number a, Number b) {
    if (groups_.members(a).size() > groups_.members(b).size()) std::swap(a, b);
    std::size_t linked = 0;
    for (Number member : groups_.members(a))
      for (const Link* link : of_[member])
        linked += groups_.find(link->lesser == member ? link->fuller : link->lesser) == b && link->held >= kMutual &&
                  link->other >= kMutual;
    return linked * 2 >= groups_.members(a).size() * groups_.members(b).size();
  }

  struct Target {
    const Link* best = nullptr;
    std::size_t links = 0;
  };

  // Where a unit (a group as join_equals has left it) may belong, the likeliest first.
  std::vector<std::pair<Number, Target>> targets_of(const std::vector<Number>& unit, std::uint64_t fullest) {
    std::map<Number, Target> by_group;
    for (Number member : unit)
      for (const Link* link : of_[member]) {
        // That a short member is carried elsewhere says nothing of the unit, and of pages
        // that carry one another join_equals has judged.
        if (is(*link, "translation") || link->lesser != member || !holds(*link) || link->other >= kMutual) continue;
        if (words_[member] * 2 < fullest) continue;
        const Number group = groups_.find(link->fuller);
        if (group == groups_.find(member)) continue;
        Target& target = by_group[group];
        ++target.links;
        if (!target.best || link->held > target.best->held) target.best = link;
      }
    std::vector<std::pair<Number, Target>> targets(by_group.begin(), by_group.end());
    double most = 0;
    for (const auto& [group, target] : targets) most = std::max(most, target.best->held);
    std::sort(targets.begin(), targets.end(), [&](const auto& x, const auto& y) {
      auto key = [&](const Target& target) {
        const bool equal = target.best->held >= most - kEqual;
        return std::tuple(!equal, equal ? -std::int64_t(target.links) : 0, -target.best->held,
                          -std::int64_t(target.best->row->certainty), target.best->fuller);
      };
      return key(x.second) < key(y.second);
    });
    return targets;
  }

  void join_parts() {
    struct Part {
      Number fullest;
      std::uint64_t words;
      std::vector<std::pair<Number, Target>> targets;
    };
    std::vector<Part> parts;
    std::set<Number> seen;
    for (const auto& [number, words] : words_) {
      const Number unit = groups_.find(number);
      if (!seen.insert(unit).second) continue;
      const Number fullest = fullest_of(groups_.members(unit));
      parts.push_back({fullest, words_[fullest], targets_of(groups_.members(unit), words_[fullest])});
    }
    // Each unit's choice was made among units, before any part was joined to another.
    std::sort(parts.begin(), parts.end(), [](const Part& x, const Part& y) {
      return std::tuple(-std::int64_t(x.words), x.fullest) < std::tuple(-std::int64_t(y.words), y.fullest);
    });
    for (const Part& part : parts)
      for (const auto& [unit, target] : part.targets)
        if (!contradicted(part.fullest, groups_.members(target.best->fuller)) &&
            groups_.join(part.fullest, target.best->fuller))
          break;
  }

  // Whether a page that would become a part of a group contradicts one of it, without
  // sharing words with it that say otherwise.
  bool contradicted(Number part, const std::vector<Number>& members) {
    const std::size_t looked_at = std::min(members.size(), kLookedAt);
    return std::any_of(members.begin(), members.begin() + std::ptrdiff_t(looked_at), [&](Number other) {
      return !linked(part, other) && contradict(announced_(part), announced_(other));
    });
  }

  void join_overlaps() {
    for (const Link& link : links_) {
      if (is(link, "translation") || holds(link)) continue;
      const Number a = groups_.find(link.lesser), b = groups_.find(link.fuller);
      if (a == b || fullest_of(groups_.members(a)) != link.lesser || fullest_of(groups_.members(b)) != link.fuller)
        continue;
      if (!contradict(announced_(link.lesser), announced_(link.fuller))) groups_.join(a, b);
    }
  }

  void join_translations() {
    std::vector<const Link*> translations;
    for (const Link& link : links_)
      if (is(link, "translation")) translations.push_back(&link);
    std::stable_sort(translations.begin(), translations.end(),
                     [](const Link* x, const Link* y) { return x->row->certainty > y->row->certainty; });
    for (const Link* link : translations) {
      const Number a = groups_.find(link->lesser), b = groups_.find(link->fuller);
      if (a == b) continue;
      const std::string& x = announced_(link->lesser).language;
      const std::string& y = announced_(link->fuller).language;
      const bool both = speaks(a, y) && speaks(b, x);
      if (!both) groups_.join(a, b);
    }
  }

  bool speaks(Number group, const std::string& language) {
    const std::vector<Number>& members = groups_.members(group);
    return std::any_of(members.begin(), members.end(), [&](Number n) { return announced_(n).language == language; });
  }
  bool linked(Number a, Number b) {
    const auto& links = of_[a];
    return std::any_of(links.begin(), links.end(),
                       [b](const Link* link) { return link->lesser == b || link->fuller == b; });
  }
  Number fullest_of(const std::vector<Number>& members) {
    return *std::min_element(members.begin(), members.end(), [&](Number x, Number y) {
      return std::tuple(-std::int64_t(words_[x]), x) < std::tuple(-std::int64_t(words_[y]), y);
    });
  }

  std::vector<Link> links_;
  std::map<Number, std::vector<const Link*>> of_;
  std::map<Number, std::uint64_t> words_;
  Groups groups_;
  const std::function<const Announced&(Number)>& announced_;
};

std::set<std::string> name_words(const Announced& page) {
  std::set<std::string> out;
  for (const std::string& name : page.people)
    for (const text::Word& word : text::words(name))
      if (word.end - word.begin > 2) out.insert(text::search_key(slice(std::string_view(name), word.span())));
  return out;
}

}  // namespace

bool contradict(const Announced& a, const Announced& b) {
  const std::int32_t x = day_number(a.event_date), y = day_number(b.event_date);
  // A month or a year is no day; only where both name a day can they lie apart.
  if (a.event_date.size() >= 10 && b.event_date.size() >= 10 && x != concordance::kUndated &&
      y != concordance::kUndated && std::abs(x - y) > 1)
    return true;
  if (a.language != b.language) return false;  // names are written otherwise
  const std::set<std::string> p = name_words(a), q = name_words(b);
  return !p.empty() && !q.empty() &&
         std::none_of(p.begin(), p.end(), [&](const std::string& word) { return q.contains(word); });
}

std::vector<std::vector<Number>> kin(const std::vector<CopyRow>& links, const std::vector<DocumentPair>& joined,
                                     const std::vector<DocumentPair>& apart,
                                     const std::function<const Announced&(Number)>& announced) {
  return Kinship(links, apart, announced).run(joined);
}

}  // namespace stenogram::corpus
