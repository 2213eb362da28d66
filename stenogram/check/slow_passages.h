// The obvious, slow twin of the record: documents in memory, scanned for every question.
// For tests and for the exam; corpus::Corpus answers the same questions from its index.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "stenogram/corpus/passages.h"

namespace stenogram::check {

class SlowPassages : public corpus::Passages {
 public:
  void add(corpus::Document document);

  Result<corpus::Places> locate(const corpus::Probe& probe) const override;
  Result<corpus::Places> occurrences(const std::vector<std::string>& words, std::size_t most,
                                     const corpus::SpeakerSet* by = nullptr) const override;
  std::size_t longest_run(std::span<const std::string> words) const override;
  Result<std::shared_ptr<const corpus::Document>> document(corpus::DocumentNumber number) const override;
  std::uint64_t count(std::string_view word) const override;
  corpus::Searched searched() const override;
  Result<std::shared_ptr<const corpus::Cast>> cast() const override;
  std::vector<corpus::DocumentNumber> documents() const override;

 private:
  bool takes(std::size_t document, std::size_t utterance, const corpus::SpeakerSet* by) const;

  struct Held {
    std::shared_ptr<const corpus::Document> document;
    std::vector<std::vector<std::string>> keys;  // search keys, by utterance
  };
  std::vector<Held> held_;  // number n is held_[n - 1]
};

}  // namespace stenogram::check
