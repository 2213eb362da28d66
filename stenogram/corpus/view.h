// One state of an archive, held for as long as an answer takes, or a reader turns pages.
//
// A Corpus moves on whenever its archive grows; a View does not. It keeps the index as it
// was (segments stay mapped though they have been merged away) and the sums as they were,
// so that everything it answers agrees with itself. Documents come from the record and
// through the cache of the Corpus: their numbers are never used twice, so one that is
// still there is the one that was meant, and one that was removed since is
// Error::not_found.
//
// The Corpus must outlive it. Any number of threads.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "stenogram/corpus/corpus.h"

namespace stenogram::corpus {

class View : public Passages, public Shelf {
 public:
  View(const Corpus& corpus, concordance::Index index, Searched searched)
      : corpus_(corpus), index_(std::move(index)), searched_(std::move(searched)) {}

  Result<Places> locate(const Probe& probe) const override;
  Result<Places> occurrences(const std::vector<std::string>& words, std::size_t most,
                             const SpeakerSet* by = nullptr) const override;
  std::size_t longest_run(std::span<const std::string> words) const override { return index_.longest_run(words); }
  Result<std::shared_ptr<const Document>> document(DocumentNumber number) const override {
    return corpus_.document(number);
  }
  std::uint64_t count(std::string_view word) const override { return index_.count(word); }
  Searched searched() const override { return searched_; }
  // Of the archive as it is now.
  Result<std::shared_ptr<const Cast>> cast() const override { return corpus_.cast(); }
  // Those of the archive as it is now that the index of this view holds too.
  std::vector<DocumentNumber> documents() const override;

  concordance::Index index() const override { return index_; }
  Result<std::shared_ptr<const DocumentFacts>> facts(DocumentNumber number) const override {
    return corpus_.facts(number);
  }

  const Corpus& corpus() const { return corpus_; }

 private:
  const Corpus& corpus_;
  concordance::Index index_;
  Searched searched_;
};

// What Corpus and View answer alike, of any snapshot.
Places locate_in(const concordance::Index& index, const Probe& probe);
Places occurrences_in(const concordance::Index& index, const std::vector<std::string>& words, std::size_t most,
                      const SpeakerSet* by);

}  // namespace stenogram::corpus
