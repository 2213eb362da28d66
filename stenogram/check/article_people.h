// The people of an article: who is named in it, in what forms, with what offices, where.
//
// An article names a person in full once, often late, and then by surname, office or
// pronoun; so the whole of it is read for people before any quotation is attributed.
// Only what stands outside of quotation marks is read.
//
// One thread. O(text) and, for each name, O(people who share a word of it).
#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "stenogram/base/span.h"
#include "stenogram/check/article_names.h"
#include "stenogram/check/article_words.h"
#include "stenogram/transcript/mentions.h"

namespace stenogram::check {

struct Person {
  std::string name;                  // the fullest form, as printed
  std::vector<std::string> offices;  // in small letters: "minister"
  std::vector<std::string> of;       // and of what: "finances"
  bool lesser = false;               // "junior minister", "former mayor": not the minister, if there is one
  Gender gender = Gender::unknown;
  std::uint64_t introduced = 0;    // where the name stands first in full
  bool sure = true;                // no place, as far as the article shows
  std::vector<std::string> forms;  // in which the name is printed, Russian only
};

struct Mention {
  static constexpr std::uint32_t kUnnamed = ~std::uint32_t(0);  // "a driver": somebody, whom a pronoun may mean
  std::uint64_t at = 0;                                         // byte of the page
  std::uint32_t person = 0;
  bool governed = false;  // "of Marrow", "Marrow's": no subject
};

// A name in a sentence, cleaned of what belongs to an office: words, and what was printed.
struct NamedWords {
  std::size_t begin = 0, end = 0;  // words of the sentence, the name itself
  std::size_t run = 0;             // where the offices before it begin
  std::uint64_t at = 0;            // byte of the page
  std::string text;
  bool possessive = false;
  bool full = false;  // two words or more, or an office before it
  Gender gender = Gender::unknown;
  std::vector<std::string> offices, of;
  bool lesser = false;
};

// What is said of somebody without a name: "the junior minister of finance", "the 24-year-old".
struct Noun {
  std::vector<std::string> offices, of;
  Gender gender = Gender::unknown;
  bool epithet = false;     // it stands for whoever was spoken of, as a pronoun does
  bool indefinite = false;  // "a minister": nobody who was named
};

class Cast {
 public:
  Cast(std::string_view text, const ArticleWords& words, const transcript::SayingWords& saying)
      : text_(text), words_(words), saying_(saying) {}

  // Reads a stretch outside of quotation marks; all of them, in order, before the rest is asked.
  void hear(ByteSpan outside);
  // Once all was heard: finds everybody's mentions.
  void settle();

  // The name that begins at, or ends before, a word of a sentence. Nothing for organisations,
  // places known as such, days and months.
  std::optional<NamedWords> name_from(const transcript::SaidSentence& sentence, std::size_t begin) const;
  std::optional<NamedWords> name_before(const transcript::SaidSentence& sentence, std::size_t end) const;

  // Who it is: the one person of the article whom the name fits; nothing where none or several do.
  std::optional<std::uint32_t> find(std::string_view name) const;
  // The one person called by such an office, or by another word for it.
  std::optional<std::uint32_t> by_office(const Noun& noun) const;
  // The one person whom a word of this gender may mean, if the article has no other.
  std::optional<std::uint32_t> only(Gender gender, std::uint64_t at) const;
  bool several(std::string_view name) const;
  // Of several whom a name fits, the one man or woman, or the one who was named before.
  std::optional<std::uint32_t> one_of(const NamedWords& name) const;

  const std::vector<Person>& people() const { return people_; }
  const std::vector<Mention>& mentions() const { return mentions_; }  // by place
  void learn(std::uint32_t person, Gender gender);
  void learn(std::uint32_t person, const std::vector<std::string>& offices, const std::vector<std::string>& of,
             bool lesser);

 private:
  std::optional<NamedWords> cleaned(const transcript::SaidSentence& sentence, const transcript::SaidName& name) const;
  bool governed(const transcript::SaidSentence& sentence, const NamedWords& name) const;
  std::optional<std::uint32_t> look_for(std::string_view name) const;
  std::optional<std::uint32_t> add(const NamedWords& name);
  std::optional<std::uint32_t> holder(const std::vector<std::string>& offices, const std::vector<std::string>& of,
                                      Gender gender) const;
  void mention_nouns(const transcript::SaidSentence& sentence);
  void apposition(const transcript::SaidSentence& sentence, std::size_t at, std::uint32_t person);

  std::string_view text_;
  const ArticleWords& words_;
  const transcript::SayingWords& saying_;
  std::vector<ByteSpan> heard_;
  std::set<std::string> places_;      // names seen where only a place stands
  std::vector<NamedWords> deferred_;  // "Weir de Holm": one name or two
  std::vector<Person> people_;
  std::vector<Mention> mentions_;
  void note(std::uint32_t person, std::string_view name);
  std::vector<std::uint32_t> alike(std::string_view name) const;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_word_;  // people, by the folded words of their names
  mutable std::unordered_map<std::string, std::optional<std::uint32_t>> found_;  // emptied when people change
};

}  // namespace stenogram::check
