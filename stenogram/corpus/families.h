// Which transcripts are of one interview: the links that reuse::place found, and what
// people decided about them, as families.
//
// Which links hold a family together, and which are only between two, is told in
// kinship.h; a person's join comes first, and what a person has split stays apart. So the
// same record gives the same families, in whatever order its captures came.
//
// Plain values, made by one pass over the links (not over the archive); any thread.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "stenogram/archive/archive.h"
#include "stenogram/base/result.h"
#include "stenogram/corpus/shelf.h"

namespace stenogram::corpus {

// An utterance within its transcript, as links name it: the turn's, or a note's in it.
using UtteranceKey = std::uint64_t;
inline UtteranceKey utterance_key(std::uint32_t turn, std::uint32_t note) {
  return (UtteranceKey(turn) << 24) | (note == concordance::kNone ? 0 : note + 1);
}
// Ascending keys to bytes and back: varints of their steps.
std::string pack_utterances(const std::vector<UtteranceKey>& keys);
std::vector<UtteranceKey> unpack_utterances(std::string_view bytes);

struct Member {
  DocumentNumber number = 0;
  std::string id;
  std::uint64_t words = 0;
  std::string relation;   // to `of`; empty for the fullest member, or where only a person's decision joins it
  DocumentNumber of = 0;  // 0 for the fullest member
  std::string of_id;
  double coverage = 1;   // the part of the fullest member's words that it carries
  double contained = 1;  // the part of its own words that `of` carries
  double certainty = 1;
  std::string evidence;  // JSON of the link; empty where there is none
  bool decided = false;  // a person has joined it
};

struct Family {
  std::vector<Member> members;  // the fullest first, then by words, then in order of adding
};

class Families {
 public:
  static Result<Families> of(archive::Archive& record);

  // In order of their fullest members' adding.
  const std::vector<Family>& all() const { return families_; }
  const Family* of_document(DocumentNumber number) const;
  const Family* of_id(const std::string& transcript) const;
  // Utterances of `number` whose words `other` carries; empty where they are not linked.
  std::vector<UtteranceKey> shared(DocumentNumber number, DocumentNumber other) const;

 private:
  struct PairHash {
    std::size_t operator()(const std::pair<DocumentNumber, DocumentNumber>& pair) const {
      return std::size_t(pair.first * 0x9E3779B97F4A7C15ull ^ pair.second);
    }
  };
  std::vector<Family> families_;
  std::unordered_map<DocumentNumber, std::size_t> of_;
  std::unordered_map<std::string, std::size_t> of_id_;
  std::unordered_map<std::pair<DocumentNumber, DocumentNumber>, std::string, PairHash> shared_;
};

// A shelf on which each interview stands once: of the transcripts that a question
// selects, an utterance counts only where no fuller copy among them carries it. Lives no
// longer than the shelf and the families it was made of.
class DistinctShelf : public Shelf {
 public:
  DistinctShelf(const Shelf& shelf, const Families& families) : shelf_(shelf), families_(families) {}
  concordance::Index index() const override { return shelf_.index(); }
  Result<std::shared_ptr<const DocumentFacts>> facts(DocumentNumber number) const override {
    return shelf_.facts(number);
  }
  Result<std::shared_ptr<const Document>> document(DocumentNumber number) const override {
    return shelf_.document(number);
  }
  const Families* families() const override { return &families_; }

 private:
  const Shelf& shelf_;
  const Families& families_;
};

// What an archive holds when each interview counts once.
struct DistinctTotals {
  std::uint64_t interviews = 0, turns = 0, words = 0;
};
Result<DistinctTotals> distinct_totals(const DistinctShelf& shelf);

// Utterances that a selection of documents counts twice.
class Doubles {
 public:
  // `takes` says whether a document is selected.
  Doubles(const Families& families, const std::function<bool(DocumentNumber)>& takes);
  bool holds(DocumentNumber number, std::uint32_t turn, std::uint32_t note) const {
    auto found = utterances_.find(number);
    return found != utterances_.end() && found->second.contains(utterance_key(turn, note));
  }
  bool any_of(DocumentNumber number) const { return utterances_.contains(number); }
  bool empty() const { return utterances_.empty(); }

 private:
  std::unordered_map<DocumentNumber, std::unordered_set<UtteranceKey>> utterances_;
};

}  // namespace stenogram::corpus
