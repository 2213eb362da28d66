#include "stenogram/people/names.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "stenogram/base/table.h"
#include "stenogram/people/data.h"
#include "stenogram/text/words.h"

namespace stenogram::people {
namespace {

using WordSet = std::unordered_set<std::string>;

struct Tables {
  std::unordered_map<std::string, std::string> groups;  // letters to letters
  std::array<std::uint8_t, 256> longest_from{};         // of the groups that begin with a byte
  std::vector<std::pair<std::string, std::string>> endings;
  WordSet particles, suffixes, of, affairs, titles, title_endings, short_titles, also_surnames, surname_first,
      given;                                        // folded
  std::unordered_map<std::string, int> same_given;  // folded given name -> class

  Tables();
  std::string fold_word(std::string_view word) const;
};

std::string Tables::fold_word(std::string_view word) const {
  std::string plain = text::search_key(word);
  // Apostrophes inside names are written or not.
  for (std::string_view mark : {"'", "\u2019"})
    for (std::size_t at; (at = plain.find(mark)) != plain.npos;) plain.erase(at, mark.size());
  // Twice: the first pass turns scripts into Latin letters, the second their groups.
  for (int pass = 0; pass < 2; ++pass) {
    std::string out;
    for (std::size_t at = 0; at < plain.size();) {
      std::size_t length =
          std::min<std::size_t>(longest_from[static_cast<unsigned char>(plain[at])], plain.size() - at);
      auto found = groups.end();
      for (; length > 0; --length)
        if ((found = groups.find(plain.substr(at, length))) != groups.end()) break;
      if (found == groups.end()) {
        out += plain[at++];
      } else {
        if (found->second != "-") out += found->second;
        at += length;
      }
    }
    plain = std::move(out);
  }
  std::string single;
  for (char letter : plain)
    if (single.empty() || single.back() != letter || (letter & 0x80)) single += letter;
  for (const auto& [ending, becomes] : endings)
    if (single.size() > ending.size() + 1 && single.ends_with(ending))
      return single.substr(0, single.size() - ending.size()) + becomes;
  return single;
}

Tables::Tables() {
  std::vector<TableSection> sections = parse_table(data("names.txt"));
  for (const TableSection& section : sections)
    for (const TableRow& row : section.rows)
      if (section.name == "fold" && row.columns.size() == 2) {
        groups.emplace(row.columns[0], row.columns[1]);
        std::uint8_t& longest = longest_from[static_cast<unsigned char>(row.columns[0].front())];
        longest = std::max(longest, std::uint8_t(row.columns[0].size()));
      } else if (section.name == "fold endings" && row.columns.size() == 2) {
        endings.emplace_back(row.columns[0], row.columns[1]);
      }
  auto fill = [&](std::string_view name, WordSet& set) {
    for (const TableSection& section : sections)
      if (section.name == name)
        for (const TableRow& row : section.rows)
          for (std::string_view word : row.columns) set.insert(fold_word(word));
  };
  fill("particles", particles);
  fill("suffixes", suffixes);
  fill("of", of);
  fill("affairs", affairs);
  fill("titles", titles);
  fill("title endings", title_endings);
  // Not folded: "seen" would be "sen".
  for (const TableSection& section : sections)
    if (section.name == "abbreviated titles")
      for (const TableRow& row : section.rows)
        for (std::string_view word : row.columns) short_titles.emplace(word);
  fill("also surnames", also_surnames);
  fill("surname first", surname_first);
  fill("given names", given);
  int number = 0;
  for (const TableSection& section : sections) {
    if (section.name != "same given name") continue;
    for (const TableRow& row : section.rows) {
      ++number;
      for (std::string_view word : row.columns) {
        std::string name = fold_word(word);
        same_given.emplace(name, number);
        given.insert(name);
      }
    }
  }
}

const Tables& tables() {
  static const Tables kTables;
  return kTables;
}

struct Token {
  std::string folded;
  bool initial;
};

std::vector<Token> tokens_of(std::string_view printed) {
  std::vector<Token> tokens;
  for (const text::Word& word : text::words(printed)) {
    std::string_view as_printed = slice(printed, word.span());
    std::size_t letters = 0;
    for (char byte : as_printed) letters += (byte & 0xC0) != 0x80;
    std::string folded = tables().fold_word(as_printed);
    if (!folded.empty()) tokens.push_back({std::move(folded), letters == 1});
  }
  return tokens;
}

// "Hafenministerin": an office with what it is over before it.
bool compound_title(const std::string& folded) {
  constexpr std::size_t kLeastBefore = 3;
  return std::any_of(tables().title_endings.begin(), tables().title_endings.end(), [&](const std::string& ending) {
    return folded.size() >= ending.size() + kLeastBefore && folded.ends_with(ending);
  });
}

bool is_title_token(const std::vector<Token>& tokens, std::size_t at) {
  const Tables& known = tables();
  if (tokens[at].initial) return false;
  if (!known.titles.contains(tokens[at].folded)) return at + 1 < tokens.size() && compound_title(tokens[at].folded);
  // "Stephen King" ends in a name; "Foreign Minister" in an office.
  bool last = at + 1 == tokens.size();
  return !(last && at > 0 && known.also_surnames.contains(tokens[at].folded) &&
           !known.titles.contains(tokens[at - 1].folded));
}

// The first token of the name itself: all before it is courtesy, office and place.
std::size_t name_begins(const std::vector<Token>& tokens) {
  const Tables& known = tables();
  std::size_t begin = 0;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (is_title_token(tokens, at)) {
      begin = at + 1;
    } else if (at == begin && begin > 0 && known.of.contains(tokens[at].folded) &&
               !known.particles.contains(tokens[at].folded)) {
      begin = std::min(at + 2, tokens.size());  // "of Halvern"
    }
  }
  return begin;
}

bool same_given(const PersonName::Given& a, const PersonName::Given& b) {
  if (a.initial || b.initial) return a.folded.front() == b.folded.front();
  if (a.folded == b.folded) return true;
  auto left = tables().same_given.find(a.folded), right = tables().same_given.find(b.folded);
  return left != tables().same_given.end() && right != tables().same_given.end() && left->second == right->second;
}

// Given names agree as far as both go; a middle name is often left out.
bool contradict(const std::vector<PersonName::Given>& a, const std::vector<PersonName::Given>& b) {
  if (a.empty() || b.empty()) return false;
  if (!same_given(a[0], b[0])) {
    // One goes by a middle name: "J. Edgar Voss" and "Edgar Voss".
    bool middle = (a.size() > 1 && same_given(a[1], b[0])) || (b.size() > 1 && same_given(b[1], a[0]));
    return !middle;
  }
  return a.size() > 1 && b.size() > 1 && !same_given(a[1], b[1]);
}

bool surnames_agree(const PersonName& a, const PersonName& b) {
  if (a.surname.empty() || b.surname.empty()) return false;
  if (a.surname == b.surname) return true;
  auto among = [](const std::string& name, const PersonName& other) {
    return std::find(other.other_surnames.begin(), other.other_surnames.end(), name) != other.other_surnames.end();
  };
  return (a.given.empty() && among(a.surname, b)) || (b.given.empty() && among(b.surname, a));
}

bool names_agree(const PersonName& a, const PersonName& b) {
  return surnames_agree(a, b) && !contradict(a.given, b.given);
}

// "Foreign Minister" and "Foreign Minister of Halvern" are one office; "Minister" and
// "Vice Minister" are two. A people's name in front ("Brennish President") is passed over.
bool offices_agree(std::vector<std::string> a, std::vector<std::string> b) {
  if (a.empty() || b.empty()) return false;
  const Tables& known = tables();
  auto head = [&](const std::vector<std::string>& words) {
    std::vector<std::string> front;
    for (const std::string& word : words) {
      if (known.of.contains(word) && !front.empty()) break;
      if (!known.of.contains(word)) front.push_back(word);
    }
    return front;
  };
  auto spare = [&](const std::vector<std::string>& words) {
    std::vector<std::string> all;
    for (const std::string& word : words)
      if (!known.of.contains(word)) all.push_back(word);
    return all;
  };
  std::vector<std::string> all_a = spare(a), all_b = spare(b);
  if (all_a == all_b) return true;
  std::vector<std::string> head_a = head(a), head_b = head(b);
  bool bare_a = head_a == all_a, bare_b = head_b == all_b;
  if (head_a == head_b) return bare_a || bare_b;
  // "Minister of Foreign Affairs" is the Foreign Minister.
  auto front_said = [&](const std::vector<std::string>& words, bool other_bare) {
    auto affairs =
        std::find_if(words.begin(), words.end(), [&](const std::string& word) { return known.affairs.contains(word); });
    bool turned =
        affairs != words.end() && words.size() >= 4 && known.titles.contains(words[0]) && known.of.contains(words[1]);
    if (!turned || (affairs + 1 != words.end() && !other_bare)) return std::vector<std::string>();
    std::vector<std::string> front(words.begin() + 2, affairs);
    front.push_back(words[0]);
    return front;
  };
  if (front_said(a, bare_b) == head_b || front_said(b, bare_a) == head_a) return true;
  if (head_a.size() < head_b.size()) std::swap(head_a, head_b);
  if (head_a.size() != head_b.size() + 1 || known.titles.contains(head_a[0])) return false;
  return std::equal(head_b.begin(), head_b.end(), head_a.begin() + 1) && known.titles.contains(head_b[0]);
}

}  // namespace

std::string folded(std::string_view name) {
  std::string whole;
  for (const Token& token : tokens_of(name)) {
    if (!whole.empty()) whole += ' ';
    whole += token.folded;
  }
  return whole;
}

PersonName parse_name(std::string_view printed) {
  const Tables& known = tables();
  PersonName name;
  name.whole = folded(printed);
  printed = printed.substr(0, printed.find('('));
  // "Lavrov, Sergey" and "Sergey Lavrov, Foreign Minister".
  std::string turned;
  std::vector<Token> tokens;
  if (std::size_t comma = printed.find(','); comma != printed.npos) {
    std::vector<Token> before = tokens_of(printed.substr(0, comma)), after = tokens_of(printed.substr(comma + 1));
    bool office = !after.empty() && (name_begins(after) > 0 || known.suffixes.contains(after[0].folded));
    if (office) {
      for (const Token& token : after) name.office.push_back(token.folded);
      tokens = std::move(before);
    } else if (before.size() == 1 && !after.empty()) {
      tokens = std::move(after);
      tokens.push_back(before[0]);
    } else {
      tokens = std::move(before);
    }
  } else {
    tokens = tokens_of(printed);
  }
  while (tokens.size() > 1 && known.suffixes.contains(tokens.back().folded) &&
         !known.titles.contains(tokens[tokens.size() - 2].folded))
    tokens.pop_back();
  std::size_t begin = name_begins(tokens);
  for (std::size_t at = 0; at < begin; ++at) name.office.push_back(tokens[at].folded);
  tokens.erase(tokens.begin(), tokens.begin() + std::ptrdiff_t(begin));
  // An office in small letters without a title word is no name either, but nothing here
  // can tell it from one; it will simply agree with nobody.
  std::erase_if(tokens, [&](const Token& token) { return known.particles.contains(token.folded) && !token.initial; });
  if (tokens.empty()) return name;
  // "Lavrov S.V.": trailing initials belong in front.
  while (tokens.size() > 1 && tokens.back().initial && !tokens.front().initial)
    std::rotate(tokens.begin(), tokens.end() - 1, tokens.end());
  if (tokens.size() > 1 && tokens.front().initial)
    std::stable_partition(tokens.begin(), tokens.end(), [](const Token& token) { return token.initial; });
  if (tokens.back().initial) return name;  // `Q` and `A` name nobody
  name.surname = tokens.back().folded;
  for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
    name.given.push_back({tokens[at].folded, tokens[at].initial});
    if (!tokens[at].initial && at > 0) name.other_surnames.push_back(tokens[at].folded);
  }
  if (tokens.size() > 1 && known.surname_first.contains(tokens[0].folded))
    name.other_surnames.push_back(tokens[0].folded);
  return name;
}

Fit Claim::fits(const transcript::Speaker& speaker) const {
  if (name_.whole.empty()) return Fit::none;
  bool named = false;  // the page names this speaker somehow
  Fit best = Fit::none;
  auto weigh = [&](std::string_view printed) {
    PersonName other = parse_name(printed);
    if (other.surname.empty()) {
      if (!speaker.name && offices_agree(name_.office, other.office)) best = std::max(best, Fit::office);
      return;
    }
    named = true;
    if (names_agree(name_, other)) best = std::max(best, Fit::name);
  };
  if (speaker.name) {
    // "Marschall" may be a name as well as an office: where it is all the page gives, it is the name.
    if (folded(*speaker.name) == name_.whole) return Fit::name;
    weigh(*speaker.name);
  } else {
    for (const std::string& label : speaker.labels) weigh(label);
  }
  if (best == Fit::name) return best;
  for (const std::string& label : speaker.labels)
    if (folded(label) == name_.whole) return Fit::label;
  // A claim with a surname that is not this speaker's is somebody else's, whatever the office.
  if (!name_.surname.empty() && (speaker.name || named)) return Fit::none;
  if (speaker.office) {
    PersonName office = parse_name(*speaker.office);
    std::vector<std::string> words = office.office;
    if (!office.surname.empty()) {
      words.clear();
      for (const Token& token : tokens_of(*speaker.office)) words.push_back(token.folded);
    }
    if (offices_agree(name_.office, words)) best = std::max(best, Fit::office);
    if (folded(*speaker.office) == name_.whole) best = std::max(best, Fit::office);
  }
  return best;
}

Fit Claim::fits(std::string_view printed_name) const {
  PersonName other = parse_name(printed_name);
  if (names_agree(name_, other)) return Fit::name;
  if (!name_.whole.empty() && name_.whole == other.whole) return Fit::label;
  bool only_office = name_.surname.empty() || other.surname.empty();
  if (only_office && offices_agree(name_.office, other.office)) return Fit::office;
  return Fit::none;
}

std::vector<std::string> Claim::words_shared() const {
  // A surname is shared, or one of two; an office in some of its words; a label in all.
  std::vector<std::string> words = name_.other_surnames;
  if (!name_.surname.empty()) words.push_back(name_.surname);
  if (!words.empty()) return words;
  for (std::size_t begin = 0; begin < name_.whole.size();) {
    std::size_t end = std::min(name_.whole.find(' ', begin), name_.whole.size());
    words.push_back(name_.whole.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

std::vector<std::uint32_t> fitting(const Claim& claim, const transcript::Transcript& transcript) {
  std::vector<std::uint32_t> found;
  Fit best = Fit::none;
  for (std::uint32_t at = 0; at < transcript.speakers.size(); ++at) {
    Fit fit = claim.fits(transcript.speakers[at]);
    if (fit == Fit::none || fit < best) continue;
    if (fit > best) found.clear();
    best = fit;
    found.push_back(at);
  }
  return found;
}

bool may_be_one_person(std::string_view a, std::string_view b) { return names_agree(parse_name(a), parse_name(b)); }

bool is_given_name(std::string_view word) { return tables().given.contains(tables().fold_word(word)); }

bool is_abbreviated_title(std::string_view word) { return tables().short_titles.contains(text::search_key(word)); }
bool is_title(std::string_view word) {
  std::string folded = tables().fold_word(word);
  return tables().titles.contains(folded) || compound_title(folded);
}

}  // namespace stenogram::people
