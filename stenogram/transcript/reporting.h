// One verb of saying in its sentence: who says, and what is said.
//
//   "…, Director Ada Lund, answering the question, bluntly stated that the ice …"
//             ^ subject, past commas                  ^ verb     ^ the clause
//
// The grammar is a walk outward from the verb: left over adverbs and auxiliaries to a
// subject, right to a conjunction. It gives up readily: a negation, a passive, an
// infinitive or an `if` before the verb mean that nothing was reported.
//
// Pure; any thread. O(words of the sentence) at worst, a few words as a rule.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "stenogram/transcript/mentions.h"
#include "stenogram/transcript/saying.h"

namespace stenogram::transcript {

struct Subject {
  enum Kind {
    nobody,  // not found, or nothing is reported
    self,    // I, we
    he,
    she,  // to be resolved by what stands before
    named,
    unnamed,  // somebody or something else: they, people, the ruling
  } kind = nobody;
  std::vector<SaidName> names;
  std::size_t begin = 0;  // first word of the subject, as far as it was read
  bool as = false;        // "as X said"
};

// What a cue at a word is: its class, and how many words it takes ("pointed out").
struct Cue {
  Says what{};
  std::size_t begin = 0, end = 0;  // words
};

// The cue that begins at word `i`, the longest.
std::optional<Cue> cue_at(const SaidSentence& sentence, std::size_t i, const SayingWords& lexicon);

Subject subject_before(const SaidSentence& sentence, const Cue& cue);
// "said Minister Lund", "сказал Лунд", "sagte er".
Subject subject_after(const SaidSentence& sentence, const Cue& cue);

// Whether the subject is a pronoun or a name, and not a capital that only begins the
// sentence: "Member states".
bool plain(const Subject& subject);
// "You said": whoever is spoken to. German `Sie` is also she, with another form of the verb.
bool you_say(const SaidSentence& s, const Cue& cue, const Subject& subject);
// Of "in dem Brief steht", "в письме сказано": where it is written, beside the verb.
Subject source_beside(const SaidSentence& s, const Cue& cue);
// Words in marks follow the cue at once: `says, "`.
bool introduces_marks(const SaidSentence& s, const Cue& cue);
// The word that says that words in marks at byte `mark` are read out or quoted, whoever
// speaks: "and I quote:".
std::optional<ByteSpan> quoting_before(const SaidSentence& s, std::uint64_t mark);

// First word of the reported clause, if there is one.
std::optional<std::size_t> clause_after(const SaidSentence& sentence, const Cue& cue, const Subject& subject,
                                        std::string_view language);

}  // namespace stenogram::transcript
