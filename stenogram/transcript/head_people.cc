#include "stenogram/transcript/head_people.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/persons.h"
#include "stenogram/transcript/roles.h"

namespace stenogram::transcript {

bool in_capitals(std::string_view text) {
  std::size_t upper = 0;
  for (std::size_t at = 0; at < text.size();) {
    Character c = character_at(text, at);
    if (is_lower(c.code)) return false;
    upper += is_upper(c.code);
    at += c.size;
  }
  return upper > 3;
}

namespace {

// Names in running text: walks back from a surname over what may belong to it.
class Mentions {
 public:
  explicit Mentions(std::string_view text) : text_(text) {}

  // Every mention of `surname`, parsed with what stands before it.
  std::vector<PersonName> of(std::string_view surname) const {
    std::vector<PersonName> found;
    std::string cased = in_capitals(surname) ? title_cased(surname) : std::string(surname);
    find(cased, found);
    if (cased != surname) find(surname, found);
    return found;
  }

 private:
  void find(std::string_view surname, std::vector<PersonName>& found) const {
    for (std::size_t at = text_.find(surname); at != text_.npos && found.size() < 40;
         at = text_.find(surname, at + surname.size())) {
      std::size_t end = at + surname.size();
      if (end < text_.size() && is_letter(character_at(text_, end).code)) continue;
      if (at > 0 && is_letter(character_before(text_, at).code)) continue;
      std::size_t begin = walk_back(at);
      PersonName name = parse_name(text_.substr(begin, end - begin));
      bool joined = std::any_of(name.given.begin(), name.given.end(), [](const std::string& word) {
        bool small = is_lower(character_at(word, 0).code);  // "Blocks and Relay" is no name
        bool lower = false, camel = false;                  // nor is "PStSekr" a given one
        for (char c : word) {
          camel |= lower && c >= 'A' && c <= 'Z';
          lower |= c >= 'a' && c <= 'z';
          if (c == '-') lower = false;
        }
        return small || camel;
      });
      if (name.is_person() && !joined && name.given.size() <= 4) found.push_back(std::move(name));
    }
  }

  std::size_t walk_back(std::size_t at) const {
    std::size_t begin = at;
    for (int words = 0; words < 10 && begin > 0; ++words) {
      std::size_t end = begin;
      while (end > 0) {
        Character c = character_before(text_, end);
        if (c.code == '\n' || !is_blank(c.code)) break;
        end -= c.size;
      }
      if (end == 0) break;
      std::size_t word = end;
      while (word > 0) {
        Character c = character_before(text_, word);
        if (is_blank(c.code) || c.code == ',' || c.code == '(' || c.code == U'«' || c.code == U'“' || c.code == '"' ||
            c.code == ':' || c.code == ';' || c.code == '|')
          break;
        word -= c.size;
      }
      std::string_view token = text_.substr(word, end - word);
      if (token.empty()) break;
      bool initial_or_title = token.size() <= 5 || is_honorific(token);
      if (token.back() == '.' && !initial_or_title) break;
      bool capital = is_upper(character_at(token, 0).code);
      bool joins = elided(token) || token == "of" || token == "for" || token == "the" || token == "de" ||
                   token == "van" || token == "von" || token == "der" || token == "des" || token == "del" ||
                   token == "la";
      if (!capital && !joins && !is_office_word(token)) break;
      begin = word;
    }
    return behind_openers(begin, at);
  }

  // "l’Énergie", "d'État": an article that has grown into its word.
  static bool elided(std::string_view token) {
    if (token.size() < 4 || (token[0] != 'l' && token[0] != 'd')) return false;
    Character mark = character_at(token, 1);
    return (mark.code == '\'' || mark.code == U'’') && is_upper(character_at(token, 1 + mark.size).code);
  }

  // "From Foreign Minister …": a title's first words are no given names.
  std::size_t behind_openers(std::size_t begin, std::size_t end) const {
    while (begin < end) {
      std::size_t blank = std::min(text_.find(' ', begin), end);
      std::string_view word = text_.substr(begin, blank - begin);
      std::size_t next = std::min(blank + 1, end);
      std::size_t next_end = std::min(text_.find(' ', next), end);
      // An office in small letters counts where it is whole: "ministre de l’Énergie".
      bool small = is_lower(character_at(word, 0).code);
      bool whole = small && is_office_word(word) && next < end && is_lower(character_at(text_, next).code);
      bool opener = (stands_before_names(word) && !is_office_word(word)) || (small && !whole);
      bool press_office = is_office_word(word) && next < end && is_office_word(text_.substr(next, next_end - next));
      if (!opener || press_office) break;
      begin = next;
    }
    return begin;
  }

  std::string_view text_;
};

}  // namespace

std::vector<PersonName> mentions_of(std::string_view surname, std::string_view text) {
  return Mentions(text).of(surname);
}

std::vector<HeadPart> parts_of_head(std::string_view head) {
  std::vector<HeadPart> parts;
  Role part = Role::participant, waiting = Role::participant;  // participant: none
  for (std::size_t at = 0, lines = 0; at < head.size() && lines < 60; ++lines) {
    std::size_t end = std::min(head.find('\n', at), head.size());
    std::string_view line = trimmed(head.substr(at, end - at));
    at = end + 1;
    if (line.empty() || line.size() > 120) continue;
    std::size_t colon = line.find(':');
    std::string_view named = line;
    part = std::exchange(waiting, Role::participant);
    if (colon != line.npos && colon < 40) {
      std::optional<RoleLabel> role = role_label(folded(line.substr(0, colon)));
      part = role && colon > 2 ? role->role : Role::participant;
      named = trimmed(line.substr(colon + 1));
      if (named.empty()) {
        waiting = part;
        continue;
      }
      // "Question: Anna Berg?" names nobody for a part.
      if (!role || names_an_utterance(folded(line.substr(0, colon)))) continue;
    } else if (part == Role::participant) {
      continue;
    }
    if (holds_question(named)) continue;
    named = trimmed(named.substr(0, std::min(named.find_first_of(",(;–—"), named.size())));
    NameLook look = look_of(named);
    if (look.words < 2 || look.words > 5 || look.score < 0.8) continue;
    if (PersonName name = parse_name(named); name.is_person())
      parts.push_back(
          {std::move(name), part, colon != line.npos && colon < 40 ? folded(line.substr(0, colon)) : std::string()});
  }
  return parts;
}

}  // namespace stenogram::transcript
