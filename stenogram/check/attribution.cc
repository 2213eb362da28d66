#include "stenogram/check/attribution.h"

#include <algorithm>

#include "stenogram/people/names.h"
#include "stenogram/transcript/mentions.h"
#include "stenogram/transcript/reporting.h"

namespace stenogram::check {
namespace {

using transcript::Cue;
using transcript::SaidName;
using transcript::SaidSentence;
using transcript::Says;
using transcript::Subject;

// A verb stands close to the quotation it attributes: within this many words behind it.
constexpr std::size_t kVerbReach = 14;

bool ends_sentence(std::string_view text, std::uint64_t at) {
  char byte = text[at];
  if (byte == '?' || byte == '!') return true;
  if (byte != '.') return false;
  // An initial or a title does not: "V. Marrow", "Mr. Marrow".
  std::uint64_t begin = at;
  while (begin > 0 && text[begin - 1] != ' ' && text[begin - 1] != '\n' && text[begin - 1] != '.' && at - begin < 24) --begin;
  std::string_view word = text.substr(begin, at - begin);
  std::size_t letters = std::size_t(std::count_if(word.begin(), word.end(), [](char c) { return (c & 0xC0) != 0x80; }));
  if (letters <= 1) return false;
  bool capital = word[0] >= 'A' && word[0] <= 'Z';
  return !(capital && letters <= 4 && people::is_title(word));
}

}  // namespace

ByteSpan last_sentence(std::string_view text, ByteSpan outside) {
  for (std::uint64_t at = outside.end; at > outside.begin; --at)
    if (ends_sentence(text, at - 1) && at < outside.end) return {at, outside.end};
  return outside;
}

ByteSpan first_sentence(std::string_view text, ByteSpan outside) {
  for (std::uint64_t at = outside.begin; at < outside.end; ++at)
    if (ends_sentence(text, at)) return {outside.begin, at + 1};
  return outside;
}

void Attributor::hear(ByteSpan outside) {
  SaidSentence sentence(text_, outside, words_);
  for (const SaidName& name : sentence.names(0, sentence.words().size())) {
    if (name.kind == SaidName::organisation) continue;
    people::PersonName parsed = people::parse_name(name.text);
    if (parsed.surname.empty()) continue;
    std::string office;
    if (name.run < name.begin)
      office = people::folded(text_.substr(sentence.words()[name.run].begin,
                                           sentence.words()[name.begin - 1].end - sentence.words()[name.run].begin));
    auto known = std::find_if(people_.begin(), people_.end(), [&](const Person& person) {
      return person.surname == parsed.surname && people::may_be_one_person(person.name, name.text);
    });
    // One capital word alone may be anybody, unless a title or the article vouches for it.
    if (known == people_.end() && name.kind == SaidName::single && office.empty()) continue;
    Person person{name.text, parsed.surname, office};
    if (known != people_.end()) {
      if (known->name.size() > person.name.size()) person.name = known->name;
      if (person.office.empty()) person.office = known->office;
      people_.erase(known);
    }
    people_.push_back(std::move(person));
  }
}

std::string Attributor::fullest(const std::string& name) const {
  for (auto person = people_.rbegin(); person != people_.rend(); ++person)
    if (person->name.size() > name.size() && people::may_be_one_person(person->name, name)) return person->name;
  return name;
}

// "the minister", where one person named so far has that office.
std::optional<std::string> Attributor::by_office(std::string_view words) const {
  std::vector<std::string> office = people::parse_name(words).office;
  if (office.empty()) return std::nullopt;
  std::optional<std::string> found;
  for (const Person& person : people_) {
    if (person.office.empty()) continue;
    std::vector<std::string> theirs = people::parse_name(person.office).office;
    // "the minister" after "Finance Minister Corin Aldwell": the last word is the office.
    std::string last = office.back();
    bool fits = std::find(theirs.begin(), theirs.end(), last) != theirs.end();
    if (!fits) continue;
    if (found && *found != person.name) return std::nullopt;  // two could be meant
    found = person.name;
  }
  return found;
}

// The verb of saying nearest to the quotation, and its subject.
std::optional<Attribution> Attributor::cue_in(ByteSpan span, bool from_end) const {
  SaidSentence sentence(text_, span, words_);
  std::size_t count = sentence.words().size();
  for (std::size_t k = 0; k < std::min(count, from_end ? count : kVerbReach); ++k) {
    std::size_t at = from_end ? count - 1 - k : k;
    std::optional<Cue> cue = transcript::cue_at(sentence, at, words_);
    if (!cue || cue->what == Says::noun) continue;
    Attribution found;
    found.verb = true;
    Subject subject;
    if (cue->what == Says::according) {
      subject = transcript::subject_after(sentence, *cue);
    } else {
      subject = transcript::subject_before(sentence, *cue);
      if (subject.kind == Subject::nobody) subject = transcript::subject_after(sentence, *cue);
    }
    switch (subject.kind) {
      case Subject::named:
        if (subject.names.front().kind == SaidName::organisation) break;
        found.speaker = fullest(subject.names.front().text);
        found.certainty = Certainty::sure;
        break;
      case Subject::he:
      case Subject::she:
        if (!people_.empty()) {
          found.speaker = people_.back().name;
          found.certainty = Certainty::likely;
        }
        break;
      default: {
        // "the minister said", "said the minister".
        std::uint64_t begin = sentence.words()[cue->end > 8 ? cue->end - 8 : 0].begin;
        std::string_view before = text_.substr(begin, sentence.words()[cue->begin].begin - begin);
        std::size_t last = std::min(cue->end + 4, count);
        std::string_view behind = cue->end < count
                                      ? text_.substr(sentence.words()[cue->end].begin, sentence.words()[last - 1].end - sentence.words()[cue->end].begin)
                                      : std::string_view();
        std::optional<std::string> name = by_office(before);
        if (!name) name = by_office(behind);
        if (name) found.speaker = name, found.certainty = Certainty::likely;
        break;
      }
    }
    if (found.speaker || !from_end) return found;
  }
  return std::nullopt;
}

Attribution Attributor::after(ByteSpan outside) const {
  std::optional<Attribution> found = cue_in(first_sentence(text_, outside), false);
  return found ? *found : Attribution();
}

Attribution Attributor::before(ByteSpan outside) const {
  ByteSpan span = last_sentence(text_, outside);
  if (std::optional<Attribution> found = cue_in(span, true); found && found->speaker) return *found;
  // "Marrow was blunt: …", "From Marrow: …", "Marrow: …".
  std::string_view lead = slice(text_, span);
  while (!lead.empty() && (lead.back() == ' ' || lead.back() == '\n' || lead.back() == '\r')) lead.remove_suffix(1);
  SaidSentence sentence(text_, span, words_);
  std::vector<SaidName> names = sentence.names(0, sentence.words().size());
  std::erase_if(names, [](const SaidName& name) { return name.kind == SaidName::organisation; });
  Attribution found;
  if (!lead.empty() && lead.back() == ':' && !names.empty()) {
    const SaidName* best = &names.back();
    for (const SaidName& name : names)
      for (const Person& person : people_)
        if (people::may_be_one_person(person.name, name.text)) best = &name;
    found.speaker = fullest(best->text);
    found.certainty = names.size() == 1 ? Certainty::sure : Certainty::likely;
    found.verb = true;
  }
  return found;
}

}  // namespace stenogram::check
