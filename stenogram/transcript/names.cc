#include "stenogram/transcript/names.h"

#include <algorithm>
#include <string>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/name_words.h"

namespace stenogram::transcript {

using namespace name_words;  // this file is made of them

namespace {

// Where the name begins in "President of Russia Vladimir Putin": behind the office
// and its object. With an initial in sight that is where it stands; without one, the
// last two words are the name, if that leaves the joining word an object.
std::size_t behind_object(const std::vector<Word>& words, std::size_t object, std::size_t end) {
  for (std::size_t i = object + 1; i < end; ++i)
    if (words[i].initial || words[i].is(honorific)) return i;
  std::size_t first = object + 1;
  while (first < end &&
         (words[first].is(object == first ? 0u : Class::object) || words[first].is(connector) || !words[first].capital))
    ++first;
  std::size_t left = end > first ? end - first : 0;
  return left > 2 ? end - 2 : first;
}

// "Riba Port CEO and Chairman of the Board Jane Roe": where the office is, behind the body that
// has it and before a joining word; `at` where there is none. Without the joining word it could
// be a surname: "Mary King".
std::size_t office_behind_body(const std::vector<Word>& words, std::size_t at, std::size_t end) {
  for (std::size_t i = at; i + 3 < end && i < at + 4; ++i) {
    if (words[i].initial || !words[i].capital || words[i].comma || words[i].is(connector)) return at;
    if (words[i].is(honorific) && !words[i].is(office)) return at;
    if (words[i].is(office)) return i > at && words[i + 1].is(connector) ? i : at;
  }
  return at;
}

// Reads honorifics and offices at the front of words [begin, end). Returns where the
// name begins.
std::size_t read_front(const std::vector<Word>& words, std::size_t begin, std::size_t end, PersonName& name) {
  std::size_t at = begin;
  if (at + 1 < end && words[at].is(article) && (words[at + 1].is(honorific | office) || !words[at].capital)) ++at;
  // "De heer Holst": an article that elsewhere is a particle of surnames.
  else if (at + 2 < end && words[at].is(particle | connector) && words[at + 1].is(honorific) && !words[at + 1].capital)
    ++at;
  std::size_t office_begin = end, office_end = end;
  // "National Economic Council Director Jane Roe": up to the last word for an office,
  // all is one, if nothing in it is an initial or an honorific.
  for (std::size_t i = at; i + 1 < end && i < at + 8; ++i) {
    // "Industry and Trade Minister Jane Roe"
    if (i > at && words[i].is(connector) && words[i + 1].capital && joins(words[i])) continue;
    if (words[i].is(connector) || words[i].initial || !words[i].capital || words[i].comma ||
        (words[i].is(honorific) && !words[i].is(office)))
      break;
    if (words[i].is(office) && i > at && end - i <= 4) {
      office_begin = at;
      office_end = i + 1;
    }
  }
  if (office_begin < office_end) at = office_end;
  else if (std::size_t first = office_behind_body(words, at, end); first > at) {
    office_begin = at;
    at = office_end = first + 1;
  }
  while (at < end) {
    const Word& word = words[at];
    bool last = at + 1 == end;
    // A capital with a stop is an initial rather than "M." for Monsieur, unless a
    // surname alone follows it.
    bool initial = word.initial && !last && word.text.size() <= 3 && words[at + 1].initial;
    if (word.is(office) && !word.initial && !(last && word.is(honorific) && office_begin == end && at > begin)) {
      if (office_begin == end) office_begin = at;
      office_end = at + 1;
      if (word.gender) name.gender = word.gender;
      ++at;
      if (word.comma) break;
    } else if (office_begin != end && office_end == at && at + 1 < end && word.is(connector) && !word.initial) {
      std::size_t next = at + 1;
      while (next + 1 < end && words[next].is(connector)) ++next;
      at = words[next].is(office) ? next : behind_object(words, next, end);
      office_end = at;
    } else if (word.is(doubtful) && word.capital && end - at < 3 && !word.text.ends_with('.')) {
      break;
    } else if (word.is(honorific) && !initial && !(last && at == begin && !word.is(office))) {
      if (!name.honorific.empty()) name.honorific += ' ';
      name.honorific += word.text;
      if (word.gender) name.gender = word.gender;
      ++at;
    } else if (office_end == at && at < end && word.is(object) && at + 1 < end && !word.initial) {
      office_end = ++at;
    } else {
      break;
    }
  }
  if (office_begin < office_end) {
    if (!name.office.empty()) name.office += ", ";
    name.office += joined(words, office_begin, office_end);
  }
  return at;
}

// Words [begin, end) are a name: which are given, which surname?
void read_name(const std::vector<Word>& words, std::size_t begin, std::size_t end, PersonName& name) {
  while (end > begin && words[end - 1].is(suffix) && end - begin > 1) {
    name.suffix = std::string(words[end - 1].text);
    --end;
  }
  for (std::size_t i = begin; i < end; ++i)
    if (!name_word(words[i]) && !words[i].is(particle | connector)) return;  // no name at all
  // An honorific in the middle: what stands before it is no part of the name.
  for (std::size_t i = end - (begin < end); i > begin; --i)
    if (words[i].is(honorific) && !words[i].is(doubtful) && !words[i].initial && i + 1 < end) {
      name.honorific = std::string(words[i].text);
      begin = i + 1;
      break;
    }
  if (begin == end) return;

  std::size_t surname = end - 1;  // the first word of the surname
  bool trailing_initials = words[end - 1].initial && !words[begin].initial;
  if (end - begin == 3 && is_patronymic(words[end - 1].text)) {
    name.surname = {std::string(words[begin].text)};
    for (std::size_t i = begin + 1; i < end; ++i) name.given.emplace_back(words[i].text);
    return;
  }
  if (trailing_initials) {  // "Лавров С.В."
    std::size_t i = begin;
    for (; i < end && !words[i].initial; ++i) name.surname.emplace_back(words[i].text);
    for (; i < end; ++i) name.given.emplace_back(words[i].text);
    return;
  }
  while (surname > begin && words[surname - 1].is(particle) && !words[surname - 1].initial &&
         (surname - 1 > begin || !words[surname - 1].capital))
    --surname;
  if (surname == begin && words[surname].initial && end - begin == 1) return;  // "Q" is no surname
  for (std::size_t i = begin; i < surname; ++i) name.given.emplace_back(words[i].text);
  for (std::size_t i = surname; i < end; ++i) name.surname.emplace_back(words[i].text);
}

// Whether the words end in a body that has an office: a bureau, a council, a house.
bool ends_in_body(std::string_view text) {
  if (text.empty()) return false;
  switch (character_before(text, text.size()).code) {
    case U'局':
    case U'司':
    case U'部':
    case U'會':
    case U'会':
    case U'院':
    case U'署':
    case U'處':
    case U'处':
    case U'團':
    case U'团':
    case U'府':
    case U'組':
    case U'组':
    case U'社':
    case U'室': return true;
  }
  return text.find("局") != text.npos || text.find("委") != text.npos;
}

// 梁家傑議員, 運輸及房屋局局長, 中央社 蘇思云: titles stand behind, words do not part.
void read_han(std::string_view text, PersonName& name) {
  text = trimmed(text);
  for (bool again = true; again && !text.empty();) {
    again = false;
    for (const AfterTitle& title : tables().after) {
      if (!text.ends_with(title.words)) continue;
      if (title.office) {
        // A longer office is one word with its title; a name of two to four
        // characters in front of one that is short is a name.
        std::size_t rest = text.size() - title.words.size();
        if (rest >= 6 && rest <= 12 && title.words.size() <= 6 && name.office.empty() &&
            !ends_in_body(text.substr(0, rest))) {
          name.office = std::string(title.words);
          text = trimmed(text.substr(0, rest));
          again = true;
        } else {
          name.office = std::string(text);
          text = {};
        }
      } else if (text.size() > title.words.size()) {
        name.honorific = std::string(title.words);
        text = trimmed(text.substr(0, text.size() - title.words.size()));
        again = true;
      }
      break;
    }
  }
  if (text.empty()) return;
  std::size_t blank = text.rfind(' ');
  if (blank != text.npos && has_han(text.substr(blank))) {
    name.affiliation = std::string(trimmed(text.substr(0, blank)));
    text = trimmed(text.substr(blank));
  }
  name.surname = {std::string(text)};
}

bool looks_like_name(std::string_view text) {
  std::vector<Word> words = words_of(text);
  if (words.empty() || words.size() > 5) return false;
  if (words[0].is(honorific)) return words.size() > 1;
  if (words.size() < 2) return false;
  for (const Word& word : words)
    if (!name_word(word) && !word.is(particle)) return false;
  return true;
}

// The office or the party that stands behind a name.
void read_rest(std::string_view rest, PersonName& name) {
  rest = trimmed(rest);
  while (!rest.empty() && (rest.front() == ',' || rest.front() == '-' || rest.front() == '.'))
    rest = trimmed(rest.substr(1));
  if (rest.empty()) return;
  std::vector<Word> words = words_of(rest);
  if (words.size() == 1 && words[0].is(suffix)) {
    name.suffix = std::string(rest);
    return;
  }
  bool is_office =
      std::any_of(words.begin(), words.end(), [](const Word& word) { return word.is(office) && !word.initial; });
  std::string& into = is_office ? name.office : name.affiliation;
  if (!into.empty()) into += ", ";
  into += std::string(rest);
  if (is_office)
    for (const Word& word : words)
      if (word.is(office) && word.gender && !name.gender) name.gender = word.gender;
}

// Takes what stands in brackets out of `text`.
std::string take_brackets(std::string& text) {
  for (auto [open, close] : {std::pair<std::string_view, std::string_view>{"(", ")"}, {"（", "）"}, {"[", "]"}}) {
    std::size_t begin = text.find(open);
    if (begin == text.npos) continue;
    std::size_t end = text.find(close, begin);
    std::string inside = text.substr(begin + open.size(), end == text.npos ? text.npos : end - begin - open.size());
    text.erase(begin, end == text.npos ? text.npos : end + close.size() - begin);
    return std::string(trimmed(inside));
  }
  return {};
}

bool all_capitals(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    Character c = character_at(text, at);
    if (is_letter(c.code) && !is_upper(c.code)) return false;
    at += c.size;
  }
  return !text.empty();
}

}  // namespace

bool PersonName::has_full_given() const {
  return std::any_of(given.begin(), given.end(), [](const std::string& word) {
    Word w = word_of(word);
    return !w.initial;
  });
}

std::string PersonName::full() const {
  std::string out;
  for (const auto* part : {&given, &surname})
    for (const std::string& word : *part) {
      bool tight = !out.empty() && out.back() == '.' && word.size() <= 4 && word.back() == '.';
      if (!out.empty() && !tight) out += ' ';
      out += word;
    }
  // "BG" and "ABC" may be initials; behind a title they are a name.
  return all_capitals(out) && (out.size() > 3 || (out.size() == 3 && !honorific.empty())) ? title_cased(out) : out;
}

PersonName parse_name(std::string_view text) {
  PersonName name;
  std::string whole(trimmed(text));
  std::string inside = take_brackets(whole);
  // "Müller (Frankfurt) (KPD)": the last bracket is the party.
  for (int more = 0; more < 2; ++more)
    if (std::string next = take_brackets(whole); !next.empty()) inside = next;
  std::string_view head = trimmed(whole);

  if (has_han(head) || (head.empty() && has_han(inside))) {
    read_han(head.empty() ? std::string_view(inside) : head, name);
    if (!inside.empty() && !head.empty() && name.surname.empty()) {
      PersonName bracketed;  // 議長（山田太郎君）
      read_han(inside, bracketed);
      name.surname = bracketed.surname;
    } else if (!inside.empty() && !head.empty()) {
      name.affiliation = inside;
    }
    return name;
  }

  // "The Minister for Lands and Settlement (Mr. Otieno)": the brackets hold the person.
  if (!inside.empty() && looks_like_name(inside)) {
    std::vector<Word> words = words_of(head);
    std::size_t first = 0;
    while (first < words.size() && words[first].is(article | honorific) && !words[first].is(office)) ++first;
    bool office_first = first < words.size() && words[first].is(office) && !words[first].initial;
    // Brackets that open with "Mr." hold the person whatever stands before them.
    std::vector<Word> held = words_of(inside);
    bool titled =
        !held.empty() && held[0].is(honorific) && !held[0].is(doubtful) && !words.empty() && words[0].is(article);
    if (office_first || titled || (first > 0 && first == words.size())) {
      name = parse_name(inside);
      if (name.honorific.empty() && first > 0) {
        const Word& word = words[first - 1];
        if (word.is(honorific)) name.honorific = std::string(word.text);
      }
      for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i].gender && !name.gender) name.gender = words[i].gender;
      name.office = joined(words, first, words.size());
      return name;
    }
  }

  // "Mr, Otieno": scanning made a comma of the stop.
  if (std::size_t comma = head.find(','); comma != head.npos && comma > 0 && is_honorific(head.substr(0, comma)))
    whole[static_cast<std::size_t>(head.data() - whole.data()) + comma] = '.';

  // "Name--Title", "Name – Title", "Name | Company", "Name, Office".
  std::string_view rest;
  for (std::string_view mark : {"--", "——", " — ", " – ", " - ", " | ", "—"}) {
    std::size_t at = head.find(mark);
    if (at == head.npos || at == 0) continue;
    rest = head.substr(at + mark.size());
    head = trimmed(head.substr(0, at));
    break;
  }
  if (rest.empty()) {
    std::size_t comma = head.find(',');
    if (comma != head.npos && comma > 0) {
      rest = trimmed(head.substr(comma + 1));
      head = trimmed(head.substr(0, comma));
    }
  }

  std::vector<Word> words = words_of(head);
  if (words.size() == 2 && rest.empty() && !words[1].is(honorific | office) &&
      (key_of(words[0].text) == "the" || key_of(words[0].text) == "an")) {
    name.office = std::string(words[1].text);  // "The Taoiseach" is no name
    return name;
  }
  std::size_t begin = read_front(words, 0, words.size(), name);
  read_name(words, begin, words.size(), name);
  if (name.surname.empty() && !rest.empty()) {
    // The office stood first: "Secretario de Salud, Jorge Alcocer".
    std::size_t comma = rest.rfind(',');
    std::string_view tail = trimmed(comma == rest.npos ? rest : rest.substr(comma + 1));
    if (looks_like_name(tail)) {
      if (comma != rest.npos) name.office += ", " + std::string(trimmed(rest.substr(0, comma)));
      words = words_of(tail);
      begin = read_front(words, 0, words.size(), name);
      read_name(words, begin, words.size(), name);
      rest = {};
    }
  }
  read_rest(rest, name);

  if (!inside.empty()) {
    if (name.surname.empty() && (!name.office.empty() || !name.honorific.empty())) {
      PersonName bracketed = parse_name(inside);
      name.given = bracketed.given;
      name.surname = bracketed.surname;
      if (!bracketed.honorific.empty()) name.honorific = bracketed.honorific;
      if (bracketed.gender) name.gender = bracketed.gender;
    } else if (has_initials(name, inside)) {
      name.initials_given = inside;
    } else if (!is_lower(character_at(inside, 0).code)) {  // "(retranslated)" is no party
      name.affiliation = inside;
    }
  }
  return name;
}

std::string name_key(std::string_view word) {
  std::string key = folded(word);
  std::erase_if(key, [](char c) { return c == '.' || c == '\'' || c == '-' || c == ','; });
  for (auto [from, to] : tables().spelling)
    for (std::size_t at = key.find(from); at != key.npos; at = key.find(from, at + to.size()))
      if (at > 0 || from.size() > 2) key.replace(at, from.size(), to);
  // A doubled letter is the commonest difference of all.
  key.erase(std::unique(key.begin(), key.end()), key.end());
  return key;
}

}  // namespace stenogram::transcript
