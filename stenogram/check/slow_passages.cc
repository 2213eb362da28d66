#include "stenogram/check/slow_passages.h"

#include <algorithm>
#include <unordered_map>

#include "stenogram/align/score.h"

namespace stenogram::check {

using corpus::Place;
using corpus::Places;

void SlowPassages::add(corpus::Document document) {
  Held held;
  for (const corpus::Utterance& utterance : document.utterances) {
    held.keys.emplace_back();
    for (const text::Word& word : utterance.words)
      held.keys.back().push_back(text::search_key(slice(document.text, word.span())));
  }
  held.document = std::make_shared<const corpus::Document>(std::move(document));
  held_.push_back(std::move(held));
}

bool SlowPassages::takes(std::size_t document, std::size_t utterance, const corpus::SpeakerSet* by) const {
  if (by == nullptr) return true;
  const std::optional<std::uint32_t>& speaker = held_[document].document->utterances[utterance].speaker;
  auto among = by->find(document + 1);
  return speaker && among != by->end() &&
         std::find(among->second.begin(), among->second.end(), *speaker) != among->second.end();
}

Result<Places> SlowPassages::occurrences(const std::vector<std::string>& words, std::size_t most,
                                         const corpus::SpeakerSet* by) const {
  Places found;
  for (std::size_t d = 0; d < held_.size(); ++d)
    for (std::size_t u = 0; u < held_[d].keys.size(); ++u) {
      if (!takes(d, u, by)) continue;
      const std::vector<std::string>& keys = held_[d].keys[u];
      for (std::size_t at = 0; !words.empty() && at + words.size() <= keys.size(); ++at) {
        if (!std::equal(words.begin(), words.end(), keys.begin() + std::ptrdiff_t(at))) continue;
        if (found.exact_total++ < most)
          found.places.push_back({d + 1, std::uint32_t(u), {at, at + words.size()}, 1.0, true});
      }
    }
  return found;
}

std::size_t SlowPassages::longest_run(std::span<const std::string> words) const {
  std::size_t longest = 0;
  while (longest < words.size() &&
         occurrences({words.begin(), words.begin() + std::ptrdiff_t(longest) + 1}, 1)->exact_total > 0)
    ++longest;
  return longest;
}

// The best window of each utterance by the number of changes.
Result<Places> SlowPassages::locate(const corpus::Probe& probe) const {
  Places found;
  if (probe.words.empty()) return found;
  std::unordered_map<std::string_view, align::TokenId> ids;
  std::vector<align::TokenId> pattern;
  for (const std::string& word : probe.words)
    pattern.push_back(ids.try_emplace(word, align::TokenId(ids.size() + 1)).first->second);
  align::Pattern fast(pattern);
  for (std::size_t d = 0; d < held_.size(); ++d)
    for (std::size_t u = 0; u < held_[d].keys.size(); ++u) {
      if (!takes(d, u, probe.by)) continue;
      std::vector<align::TokenId> spoken;
      for (const std::string& key : held_[d].keys[u]) {
        auto id = ids.find(key);
        spoken.push_back(id == ids.end() ? 0 : id->second);
      }
      align::Score best = fast.best_in(spoken);
      std::uint64_t begin = best.end > pattern.size() ? best.end - pattern.size() : 0;
      // As the index does: the share found in order, whatever else stands between.
      std::uint64_t from = begin > pattern.size() ? begin - pattern.size() : 0;
      std::uint64_t to = std::min<std::uint64_t>(best.end + pattern.size(), spoken.size());
      std::uint32_t in_order = fast.most_in_order(std::span(spoken).subspan(from, to - from));
      double score = std::max(1.0 - double(best.changes) / double(pattern.size()),
                              best.changes == 0 ? 1.0 : double(in_order) / double(pattern.size()) - 1e-6);
      if (best.end == 0 || score < probe.least) continue;
      found.places.push_back({d + 1, std::uint32_t(u), {begin, best.end}, score, best.changes == 0});
    }
  std::stable_sort(found.places.begin(), found.places.end(),
                   [](const Place& a, const Place& b) { return a.score > b.score; });
  found.exact_total = occurrences(probe.words, 0, probe.by)->exact_total;
  found.cut = found.places.size() > probe.most;
  if (found.places.size() > probe.most) found.places.resize(probe.most);
  return found;
}

Result<std::shared_ptr<const corpus::Document>> SlowPassages::document(corpus::DocumentNumber number) const {
  if (number == 0 || number > held_.size()) return Error::not_found("", "no such document");
  return held_[number - 1].document;
}

std::uint64_t SlowPassages::count(std::string_view word) const {
  std::uint64_t count = 0;
  for (const Held& held : held_)
    for (const std::vector<std::string>& keys : held.keys)
      count += std::uint64_t(std::count(keys.begin(), keys.end(), word));
  return count;
}

corpus::Searched SlowPassages::searched() const {
  corpus::Searched searched;
  for (const Held& held : held_) {
    ++searched.transcripts;
    searched.turns += held.document->transcript.turns.size();
    std::string date = held.document->date();
    if (date.empty()) continue;
    if (searched.from.empty() || date < searched.from) searched.from = date;
    if (date > searched.to) searched.to = date;
  }
  return searched;
}

Result<std::shared_ptr<const corpus::Cast>> SlowPassages::cast() const {
  auto cast = std::make_shared<corpus::Cast>();
  for (std::size_t d = 0; d < held_.size(); ++d)
    for (std::uint32_t s = 0; s < held_[d].document->transcript.speakers.size(); ++s)
      cast->members.push_back({held_[d].document->transcript.speakers[s], {{d + 1, s}}});
  return std::shared_ptr<const corpus::Cast>(std::move(cast));
}

std::vector<corpus::DocumentNumber> SlowPassages::documents() const {
  std::vector<corpus::DocumentNumber> numbers;
  for (std::size_t d = 0; d < held_.size(); ++d) numbers.push_back(d + 1);
  std::stable_sort(numbers.begin(), numbers.end(),
                   [&](auto a, auto b) { return held_[a - 1].document->date() < held_[b - 1].document->date(); });
  return numbers;
}

}  // namespace stenogram::check
