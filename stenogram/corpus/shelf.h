// What search, concordance lines and counts ask of an archive: one snapshot of the
// index, and of each document first its few facts, then, for what is shown, its text.
//
// Corpus answers it from the record; tests hold documents in memory.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "stenogram/base/result.h"
#include "stenogram/concordance/index.h"
#include "stenogram/corpus/document.h"
#include "stenogram/corpus/passages.h"

namespace stenogram::corpus {

// What filters, facets and counts need of a document, without its text: small, so
// that those of a whole archive may be held at once.
struct DocumentFacts {
  struct Speaker {
    std::string name;  // empty where nobody is named
    std::string office, affiliation;
    std::vector<std::string> labels;
    transcript::Role role = transcript::Role::participant;
  };
  // Whose printed words a note carries.
  struct Voice {
    std::uint32_t turn = 0, note = 0;
    std::string name;
  };

  std::string id;
  std::string title, outlet, occasion, place;  // empty where the page does not say
  std::string language;
  std::string date;  // Document::date()
  transcript::Kind kind = transcript::Kind::other;
  std::vector<Speaker> speakers;
  std::vector<Voice> voices;
};

DocumentFacts facts_of(const Document& document);

// Where an utterance stands and whose it is, as the index keeps it: `kind` is the
// turn's transcript::TurnKind, as a number.
using concordance::UtteranceInfo;
UtteranceInfo info_of(const transcript::Transcript& transcript, const Utterance& utterance);
inline UtteranceInfo info_of(const Document& document, const Utterance& utterance) {
  return info_of(document.transcript, utterance);
}

// The name of whoever speaks the utterance; empty where nobody is named.
std::string_view speaker_name(const DocumentFacts& facts, const UtteranceInfo& utterance);

class Families;

// Any number of threads.
class Shelf {
 public:
  virtual ~Shelf() = default;
  // Utterances of the index are those of Document::utterances, one by one.
  virtual concordance::Index index() const = 0;
  virtual Result<std::shared_ptr<const DocumentFacts>> facts(DocumentNumber number) const = 0;
  virtual Result<std::shared_ptr<const Document>> document(DocumentNumber number) const = 0;
  // Where each interview is to be counted once (DistinctShelf): its copies.
  virtual const Families* families() const { return nullptr; }
};

}  // namespace stenogram::corpus
