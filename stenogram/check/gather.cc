#include "stenogram/check/gather.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "stenogram/text/words.h"

namespace stenogram::check {
namespace {

constexpr std::size_t kAround = 6;     // words on one side that must agree
constexpr std::size_t kFewest = 4;     // fewer say nothing
constexpr std::size_t kQuestion = 12;  // words of a question, from its beginning

// The first or last few words of a text as one key; empty where there are too few.
std::string key_of(const std::string& text, std::size_t most, bool last) {
  std::vector<text::Word> words = text::words(text);
  if (words.size() < kFewest) return {};
  std::size_t count = std::min(words.size(), most), from = last ? words.size() - count : 0;
  std::string key;
  for (std::size_t k = from; k < from + count; ++k) key += text::search_key(slice(text, words[k].span())) + ' ';
  return key;
}

}  // namespace

std::vector<std::size_t> copies_together(const std::vector<const Passage*>& passages) {
  // Which passage leads the copies that carry a key; the best one, since they come first.
  std::unordered_map<std::string, std::size_t> leaders;
  std::vector<std::size_t> leader_of(passages.size());
  for (std::size_t k = 0; k < passages.size(); ++k) {
    const Passage& passage = *passages[k];
    std::vector<std::string> keys = {"b " + key_of(passage.before, kAround, true),
                                     "a " + key_of(passage.after, kAround, false)};
    bool whole_answer = keys[0].size() == 2 && keys[1].size() == 2 && passage.question;
    if (whole_answer) keys.push_back("q " + key_of(passage.question->text, kQuestion, false));
    leader_of[k] = k;
    for (const std::string& key : keys) {
      if (key.size() == 2) continue;
      std::size_t leader = leaders.try_emplace(key, k).first->second;
      if (passages[leader]->transcript != passage.transcript) leader_of[k] = std::min(leader_of[k], leader_of[leader]);
    }
  }
  std::vector<std::size_t> order(passages.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return leader_of[a] < leader_of[b]; });
  return order;
}

}  // namespace stenogram::check
