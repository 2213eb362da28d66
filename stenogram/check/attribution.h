// Whose words a quotation in an article is said to be: read from the text around it.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/span.h"
#include "stenogram/check/quotations.h"
#include "stenogram/transcript/saying.h"

namespace stenogram::check {

struct Attribution {
  std::optional<std::string> speaker;
  Certainty certainty = Certainty::none;
  bool verb = false;  // a verb of saying stands there, whoever its subject is
};

// Reads an article from its beginning to its end, and remembers who was named in it.
class Attributor {
 public:
  Attributor(std::string_view text, std::string_view language)
      : text_(text), words_(transcript::SayingWords::of(language)) {}

  // Hears what stands outside of quotation marks, in order: persons named there are
  // those whom pronouns and offices mean later.
  void hear(ByteSpan outside);

  // What follows a quotation: "…, said Marrow", "…, she told the network".
  Attribution after(ByteSpan outside) const;
  // What leads up to one: "Marrow said: …", "According to Marrow, …", "From Marrow: …".
  Attribution before(ByteSpan outside) const;

 private:
  struct Person {
    std::string name;     // as printed, the fullest so far
    std::string surname;  // folded
    std::string office;   // folded, empty where none was printed
  };

  std::optional<Attribution> cue_in(ByteSpan sentence, bool from_end) const;
  std::string fullest(const std::string& name) const;
  std::optional<std::string> by_office(std::string_view words) const;

  std::string_view text_;
  const transcript::SayingWords& words_;
  std::vector<Person> people_;   // the one named last comes last
};

// The part of `outside` that shares a sentence with what follows it, or precedes it.
ByteSpan last_sentence(std::string_view text, ByteSpan outside);
ByteSpan first_sentence(std::string_view text, ByteSpan outside);

}  // namespace stenogram::check
