#include "stenogram/corpus/selector.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "stenogram/corpus/families.h"

namespace stenogram::corpus {
namespace {

constexpr std::uint8_t kTurnKinds = 4;

// Whether the answer may differ between utterances of one document.
bool asks_of_utterances(const FieldTest& test) {
  return test.field == Field::speaker ||
         std::any_of(test.any_of.begin(), test.any_of.end(),
                     [](const FieldValue& value) { return value.turn_kind.has_value() || value.turn != 0; });
}

}  // namespace

struct Selector::State {
  struct Test {
    FieldTest test;
    bool excluded = false;
  };
  // The answers of one document to one test, for utterances that are no notes: by
  // speaker (the last entry is "nobody can tell") or by kind of turn.
  struct Document {
    std::shared_ptr<const DocumentFacts> facts;
    std::vector<std::vector<bool>> answers;
  };

  const Shelf& shelf;
  std::vector<Test> of_documents, of_utterances;
  std::unordered_map<DocumentNumber, Document> documents;
  std::optional<Error> error;

  explicit State(const Shelf& from) : shelf(from) {}

  void add(FieldTest test, bool excluded) {
    (asks_of_utterances(test) ? of_utterances : of_documents).push_back({std::move(test), excluded});
  }

  bool takes_document(DocumentNumber number) {
    if (error) return false;
    Result<std::shared_ptr<const DocumentFacts>> facts = shelf.facts(number);
    if (!facts) {
      error = facts.error();
      return false;
    }
    for (const Test& test : of_documents)
      if (fits(test.test, **facts, {}) == test.excluded) return false;
    for (const Test& test : of_utterances)
      if (!test.excluded && !may_fit(test.test, **facts)) return false;
    if (!of_utterances.empty()) remember(number, *facts);
    return true;
  }

  void remember(DocumentNumber number, std::shared_ptr<const DocumentFacts> facts) {
    Document& document = documents[number];
    document.facts = std::move(facts);
    for (const Test& test : of_utterances) {
      std::vector<bool>& answers = document.answers.emplace_back();
      if (test.test.field == Field::speaker) {
        for (std::uint32_t s = 0; s < document.facts->speakers.size(); ++s)
          answers.push_back(fits(test.test, *document.facts, {.speaker = s}));
        answers.push_back(fits(test.test, *document.facts, {}));
      } else if (test.test.field == Field::kind) {
        for (std::uint8_t kind = 0; kind < kTurnKinds; ++kind)
          answers.push_back(fits(test.test, *document.facts, {.kind = kind}));
      }
    }
  }

  bool takes(DocumentNumber number, const UtteranceInfo& utterance) const {
    auto found = documents.find(number);
    if (found == documents.end()) return of_utterances.empty();
    const Document& document = found->second;
    for (std::size_t i = 0; i < of_utterances.size(); ++i)
      if (answer(document, i, utterance) == of_utterances[i].excluded) return false;
    return true;
  }

  bool answer(const Document& document, std::size_t i, const UtteranceInfo& utterance) const {
    const FieldTest& test = of_utterances[i].test;
    const std::vector<bool>& answers = document.answers[i];
    if (utterance.note == concordance::kNone) {
      if (test.field == Field::speaker) return answers[std::min<std::size_t>(utterance.speaker, answers.size() - 1)];
      if (test.field == Field::kind && utterance.kind < kTurnKinds) return answers[utterance.kind];
    }
    return fits(test, *document.facts, utterance);
  }
};

Selector::Selector(const Shelf& shelf, std::vector<FieldTest> required, std::vector<FieldTest> excluded)
    : state_(std::make_shared<State>(shelf)) {
  for (FieldTest& test : required) state_->add(std::move(test), false);
  for (FieldTest& test : excluded) state_->add(std::move(test), true);
}

Result<concordance::Selection> Selector::select(const concordance::Index& index) {
  concordance::Filter filter;
  if (!state_->of_documents.empty() || !state_->of_utterances.empty())
    filter.documents = [state = state_](const concordance::DocumentRow& document) {
      return state->takes_document(document.number);
    };
  if (!state_->of_utterances.empty())
    filter.utterances = [state = state_](const concordance::DocumentRow& document,
                                         const concordance::UtteranceRow& row) {
      return state->takes(document.number, {row.turn, row.note, row.speaker, row.kind});
    };
  concordance::Selection selection = index.select(filter);
  if (state_->error) return *state_->error;
  const Families* families = state_->shelf.families();
  if (!families) return selection;
  // Which utterances stand twice depends on which documents are selected, so that comes
  // second. A document of which nothing else is left is none of the interviews counted.
  std::unordered_set<DocumentNumber> taken, emptied;
  for (std::uint32_t s = 0; s < index.segments().size(); ++s)
    for (std::uint32_t d = 0; d < index.segments()[s]->document_count(); ++d)
      if (selection.takes_document(s, d)) taken.insert(index.segments()[s]->document(d).number);
  auto doubles =
      std::make_shared<const Doubles>(*families, [&](DocumentNumber number) { return taken.contains(number); });
  if (doubles->empty()) return selection;
  for (const auto& segment : index.segments())
    for (std::uint32_t d = 0; d < segment->document_count(); ++d) {
      const concordance::DocumentRow row = segment->document(d);
      if (!taken.contains(row.number) || !doubles->any_of(row.number)) continue;
      bool left = false;
      for (std::uint32_t u = row.first_utterance; u < row.end_utterance && !left; ++u) {
        const concordance::UtteranceRow utterance = segment->utterance(u);
        left = !doubles->holds(row.number, utterance.turn, utterance.note);
      }
      if (!left) emptied.insert(row.number);
    }
  concordance::Filter narrower;
  narrower.documents = [&](const concordance::DocumentRow& document) {
    return taken.contains(document.number) && !emptied.contains(document.number);
  };
  narrower.utterances = [before = filter.utterances, doubles](const concordance::DocumentRow& document,
                                                              const concordance::UtteranceRow& row) {
    return !doubles->holds(document.number, row.turn, row.note) && (!before || before(document, row));
  };
  return index.select(narrower);
}

bool Selector::takes(const concordance::DocumentRow& document, const UtteranceInfo& utterance) const {
  return state_->takes(document.number, utterance);
}

}  // namespace stenogram::corpus
