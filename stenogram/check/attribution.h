// Whose words a quotation in an article is said to be, read from the sentence around it.
//
// A verb of saying near the quotation is looked for, and its subject: a name, an office or
// a pronoun that the article has made one person's; "according to X", "X:", "so X" and a
// name behind a dash count too. Somebody unnamed ("a spokesman for X", "the ministry") is
// nobody, and stops the search: a wrong attribution is worse than none.
//
// One thread; keeps a reference to the cast. O(words of the sentence) for each question.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "stenogram/base/span.h"
#include "stenogram/check/article_people.h"
#include "stenogram/check/quotations.h"

namespace stenogram::check {

struct Attribution {
  std::optional<std::string> speaker;
  Certainty certainty = Certainty::none;
  bool said = false;                 // a verb of saying, or its like, governs the quotation
  Gender pronoun = Gender::unknown;  // by which the speaker was named
  bool calling = false;              // only a verb of calling does: "called it"
  bool colon = false;                // only a colon does, behind a name
  ByteSpan clause;                   // that says so; empty where nothing does
  std::uint64_t verb = 0;            // where the verb, or what stands for one, begins
  std::uint64_t end = 0;             // where the subject, or the verb behind it, ends
  bool decided() const { return speaker || said || calling; }
};

class Attributor {
 public:
  Attributor(std::string_view text, const ArticleWords& words, const transcript::SayingWords& saying, Cast& cast)
      : text_(text), words_(words), saying_(saying), cast_(cast) {}

  // What stands between a quotation's end and the sentence's end or the next quotation.
  Attribution behind(ByteSpan outside);
  // What stands between the sentence's begin, or the quotation before, and the quotation.
  Attribution before(ByteSpan outside);
  // A remark in the midst of a quotation, beginning at `begin`: ", dit-il," and its like. Only
  // where the subject is plain; `end` is where it ends.
  Attribution incise(ByteSpan span);
  // Verbs of calling and words like "so-called" right before: what nobody is said to have said.
  bool set_apart(ByteSpan before) const;

  // The sentence before one that a quotation makes up alone: "Marrow shrugged. “Never.”". Likely
  // hers, where it is about nobody else.
  Attribution led(ByteSpan before) const;
  // "It was a woman in the third row": the sentence behind says that somebody else spoke.
  bool tells_who(ByteSpan behind) const;
  // The sentence behind one: "« C'est non. » La réponse d'Hélène Castagne tient en deux mots."
  Attribution answer_of(ByteSpan behind) const;
  // A paragraph that takes up the one before: "That was how Emil Brandt began his lecture."
  Attribution thus(ByteSpan paragraph) const;
  // A line that is a name, and what he or she is: "Orla Finn, Oyster Boats Association".
  std::optional<std::string> signature(ByteSpan line) const;
  // German reports without a verb of saying: "Das Haus sei „am Ende“".
  bool reports(ByteSpan sentence) const;

  // A paragraph begins, and with it what a pronoun may look back on.
  void paragraph(ByteSpan span);
  // A quotation begins: what stands before it may say whom a pronoun behind it means.
  void quotation(std::uint64_t begin) { quotation_ = begin; }
  // A quotation was attributed: to somebody, or to somebody unnamed.
  void remember(const Attribution& said, std::uint64_t at);

 private:
  struct Subject {
    enum Kind { none, person, nobody, pronoun, dropped, epithet } kind = none;
    std::string name;                 // of a person
    Gender gender = Gender::unknown;  // of a pronoun, or as the verb has it
    std::size_t end = 0;              // word behind it
    bool likely = false;              // by an office
    bool weak = false;                // one capital word that the article gives nowhere in full
    bool somebody() const { return kind == person || kind == pronoun || kind == epithet; }
  };
  struct Verb {
    std::size_t begin = 0, end = 0;  // words
    std::size_t behind = 0;          // where a subject behind it begins
    bool calling = false, impersonal = false, passive = false;
    bool several = false;             // a plural: who is left out is no one person
    Gender gender = Gender::unknown;  // that the verb's form shows
    std::optional<Gender> pronoun;    // "dit-il"
  };

  std::optional<Verb> verb_at(const transcript::SaidSentence& s, std::size_t at) const;
  Subject subject_behind(const transcript::SaidSentence& s, std::size_t at, bool far) const;
  Subject subject_before(const transcript::SaidSentence& s, std::size_t end) const;
  Subject noun_before(const transcript::SaidSentence& s, std::size_t end) const;
  bool named_ahead(const transcript::SaidSentence& s, std::size_t from) const;
  std::size_t fuller_name(const transcript::SaidSentence& s, const NamedWords& name) const;
  std::size_t before_time(const transcript::SaidSentence& s, std::size_t end) const;
  bool unclear_before(const transcript::SaidSentence& s, std::size_t run) const;
  bool only_describes(const transcript::SaidSentence& s, std::size_t begin, std::size_t run) const;
  bool has_before(const transcript::SaidSentence& s, std::size_t at) const;
  bool leads_to_office(const transcript::SaidSentence& s, std::size_t at) const;
  Subject of_clause(const transcript::SaidSentence& s, std::size_t verb) const;
  bool denied(const transcript::SaidSentence& s, std::size_t begin, std::size_t at) const;
  bool another_begins(const transcript::SaidSentence& s, std::size_t from,
                      const std::optional<std::string>& speaker) const;
  Subject person(const NamedWords& name) const;
  Subject office(const Noun& noun, std::size_t end) const;
  Subject main_subject(const transcript::SaidSentence& s, std::size_t to) const;
  Attribution resolved(const Subject& subject, const Verb& verb, std::uint64_t at) const;
  std::optional<std::string> antecedent(Gender gender, std::uint64_t at) const;
  std::optional<std::string> told_before(Gender gender) const;
  Attribution by_colon(const transcript::SaidSentence& s, ByteSpan span) const;
  Attribution by_source(const transcript::SaidSentence& s, std::size_t from, std::size_t to) const;

  std::string_view text_;
  const ArticleWords& words_;
  const transcript::SayingWords& saying_;
  Cast& cast_;
  ByteSpan paragraph_, paragraph_before_;
  std::optional<std::string> last_speaker_;  // of this paragraph
  bool last_unnamed_ = false;
  std::uint64_t last_at_ = 0;
  std::uint64_t quotation_ = 0;                // where the one asked about begins
  std::optional<std::string> speaker_before_;  // of the paragraph before
};

// The part of `outside` that shares a sentence with what follows it, or precedes it.
ByteSpan last_sentence(std::string_view text, ByteSpan outside);
ByteSpan first_sentence(std::string_view text, ByteSpan outside);

}  // namespace stenogram::check
