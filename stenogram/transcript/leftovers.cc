#include "stenogram/transcript/leftovers.h"

#include <algorithm>
#include <cstring>

#include "stenogram/base/table.h"
#include "stenogram/text/language.h"
#include "stenogram/transcript/candidates.h"
#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/data.h"
#include "stenogram/transcript/roles.h"

namespace stenogram::transcript {
namespace {

struct Tables {
  std::vector<std::string> teaser, contact, navigation, closing, closing_line;

  Tables() {
    for (const TableSection& section : parse_table(data("furniture.txt"))) {
      std::vector<std::string>* into = section.name == "teaser"         ? &teaser
                                       : section.name == "contact"      ? &contact
                                       : section.name == "navigation"   ? &navigation
                                       : section.name == "closing"      ? &closing
                                       : section.name == "closing line" ? &closing_line
                                                                        : nullptr;
      if (into)
        for (const TableRow& row : section.rows) {
          std::string words;
          for (std::string_view column : row.columns) {
            if (!words.empty()) words += ' ';
            words += column;
          }
          into->push_back(folded(words));
        }
    }
  }
};

const Tables& tables() {
  static const Tables kTables;
  return kTables;
}

// Begins with one of the phrases, which must end there or at a mark.
bool begins(const std::vector<std::string>& phrases, std::string_view key) {
  return std::any_of(phrases.begin(), phrases.end(), [&](const std::string& phrase) {
    if (!key.starts_with(phrase)) return false;
    if (key.size() == phrase.size() || static_cast<unsigned char>(phrase.back()) >= 0x80) return true;
    char next = key[phrase.size()];
    return !is_letter(static_cast<unsigned char>(next)) && next != '\'';
  });
}

bool holds(const std::vector<std::string>& phrases, std::string_view key) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](const std::string& phrase) { return key.find(phrase) != key.npos; });
}

// What a paragraph is made of, in one pass.
struct Make {
  std::size_t characters = 0, digits = 0, letters = 0, words = 0, capital_words = 0, stops = 0;
  std::size_t run_of_digits = 0;  // the longest, blanks and hyphens not counted against it
  bool ends_with_stop = false, at_sign = false, url = false, han = false;
  char32_t first = 0, last = 0;
};

Make make_of(std::string_view text) {
  Make make;
  bool in_word = false;
  std::size_t run = 0;
  for (std::size_t at = 0; at < text.size();) {
    Character c = character_at(text, at);
    at += c.size;
    ++make.characters;
    bool letter = is_letter(c.code), digit = is_digit(c.code);
    if (letter || digit) {
      if (!in_word) {
        ++make.words;
        if (letter && is_upper(c.code)) ++make.capital_words;
      }
      in_word = true;
    } else {
      in_word = false;
    }
    make.letters += letter;
    make.digits += digit;
    make.han |= is_han(c.code);
    if (digit) make.run_of_digits = std::max(make.run_of_digits, ++run);
    else if (c.code != ' ' && c.code != '-' && c.code != '(' && c.code != ')' && c.code != '+' && c.code != '/')
      run = 0;
    if (c.code == '.' || c.code == '?' || c.code == '!' || c.code == U'。' || c.code == U'？') ++make.stops;
    if (c.code == '@') make.at_sign = true;
    if (!is_blank(c.code)) {
      if (!make.first) make.first = c.code;
      if (!is_closing_mark(c.code)) {
        make.ends_with_stop = c.code == '.' || c.code == '?' || c.code == '!' || c.code == U'…' || c.code == U'。' ||
                              c.code == U'？' || c.code == U'！' || c.code == ':' || is_dash(c.code) || c.code == ',' ||
                              c.code == ';' || c.code == U'：' || c.code == U'；' || c.code == U'，' || c.code == U'、';
        make.last = c.code;
      }
    }
  }
  make.url = text.find("http://") != text.npos || text.find("https://") != text.npos || text.find("www.") != text.npos;
  return make;
}

bool like_contact(const Make& make, std::string_view key) {
  if (make.characters > 260) return false;
  if (make.at_sign && make.words < 14) return true;
  bool number = make.run_of_digits >= 7 && make.words < 40;
  if (number && make.digits * 3 > make.letters) return true;
  if (number && make.characters < 160 && make.stops < 2) return true;
  return make.characters < 160 && holds(tables().contact, key);
}

// "END 1:52 P.M. EST", "[END]": the word, and what is no sentence.
bool closing_line(const Make& make, std::string_view key) {
  if (make.words > 6 || make.characters > 40 || make.last == '?' || make.last == '!') return false;
  if (make.ends_with_stop && make.digits == 0) return false;
  if (key.starts_with('[') || key.starts_with('(')) key.remove_prefix(1);
  return begins(tables().closing_line, key) && (make.words == 1 || make.digits > 0);
}

}  // namespace

LeftoverKind leftover_kind(std::string_view text) {
  std::string key = folded(text.substr(0, 400));
  Make make = make_of(text.substr(0, 2000));
  if (like_contact(make, key)) return LeftoverKind::contact;
  if (begins(tables().teaser, key)) return LeftoverKind::teaser;
  if (make.words < 12 && begins(tables().navigation, key)) return LeftoverKind::navigation;
  if (make.url && make.words < 20) return LeftoverKind::navigation;
  if (begins(tables().closing, key) || closing_line(make, key)) return LeftoverKind::editor;
  if (make.letters * 2 < make.digits || make.letters == 0) return LeftoverKind::furniture;
  return LeftoverKind::unknown;
}

double furniture_weight(const capture::Block& block, std::string_view text, std::string* because) {
  auto says = [&](double weight, const char* why) {
    if (because) *because = why;
    return weight;
  };
  using capture::BlockKind;
  using capture::Region;
  if (block.region != Region::main) return says(3, "stands outside the page's main part");
  if (block.kind == BlockKind::rule) return says(0.2, "a rule");
  std::string key = folded(text.substr(0, 400));
  Make make = make_of(text.substr(0, 4000));
  if (like_contact(make, key)) return says(3, "a way to reach somebody");
  bool brief = make.words < 14;
  if (brief && begins(tables().teaser, key)) return says(4, "heads teasers");
  if (brief && begins(tables().navigation, key)) return says(2.5, "a link or a button");
  if (begins(tables().closing, key) || closing_line(make, key)) return says(3, "closes the page");
  if (make.letters == 0) return says(1.5, "no words");
  if (make.url && make.words < 20) return says(2.5, "an address on the web");
  if (make.words <= 6 && clock_at(text, 0)) return says(2, "a clock time");
  if (make.digits > make.letters) return says(2, "numbers");
  if (block.kind == BlockKind::heading) return says(1.2, "a heading");
  if (make.han) return make.ends_with_stop ? says(-2, "sentences") : says(0.3, "no stop at its end");
  if (!make.ends_with_stop) {
    if (make.words <= 12) return says(0.8, "a short line without a stop");
    return says(make.stops >= 2 ? -1.5 : -0.3, "no stop at its end");
  }
  if (make.last == ',' && make.words <= 5 && make.capital_words * 2 > make.words)
    return says(0.8, "a short line of names");
  if (make.words <= 3) return says(-0.6, "a short sentence");
  return says(make.words > 25 || make.stops >= 2 ? -3 : -1.6, "sentences");
}

std::uint32_t end_of_talk(const capture::Page& page, std::uint32_t first, std::uint32_t end, std::string_view language,
                          std::string* because) {
  if (end <= first + 1) return end;
  // The best cut is where the weights from there to the end sum highest, and above
  // what a short last word of thanks would weigh. Behind a heading of teasers even
  // whole sentences are teasers, so weights are first read forward.
  std::vector<double> weights(end - first, 0);
  std::string teaser_head;
  bool behind_teaser = false;
  for (std::uint32_t b = first + 1; b < end; ++b) {
    const capture::Block& block = page.blocks[b];
    std::string_view text = slice(page.text, block.span);
    double weight = furniture_weight(block, text);
    if (behind_teaser) weight = std::max(weight, 0.6);
    else if (weight == 4) behind_teaser = true;
    if (weight < 0 && weight > -3.5 && text.size() >= 60 && text.size() < 1200 && end - b <= 40 && language != "und") {
      std::string own = text::language_of(text);
      if (own != "und" && own.substr(0, 2) != language.substr(0, 2)) weight = 1.5;
    }
    weights[b - first] = weight;
  }
  double sum = 0, best = 1.0;
  std::uint32_t cut = end;
  for (std::uint32_t b = end; b-- > first + 1;) {
    sum += weights[b - first];
    if (sum < -8) break;
    if (sum > best && weights[b - first] > 0) {
      best = sum;
      cut = b;
    }
  }
  // The cut never begins with a rule's worth of doubt: what is not furniture stays.
  if (cut < end && because) furniture_weight(page.blocks[cut], slice(page.text, page.blocks[cut].span), because);
  return cut;
}

bool is_heading_in_capitals(std::string_view text) {
  if (text.size() > 120 || text.find('\n') != text.npos || text.starts_with('(') || text.starts_with('[')) return false;
  // Nearly every line has a small letter near its begin.
  for (char c : text.substr(0, 12))
    if (c >= 'a' && c <= 'z') return false;
  Make make = make_of(text);
  if (make.ends_with_stop || make.words < 3 || make.words > 14 || make.capital_words < make.words - make.digits)
    return false;
  std::size_t upper = 0;
  for (std::size_t at = 0; at < text.size();) {
    Character c = character_at(text, at);
    if (is_lower(c.code)) return false;
    upper += is_upper(c.code);
    at += c.size;
  }
  return upper > 6;
}

bool is_section_heading(const capture::Page& page, std::uint32_t index, ByteSpan words) {
  const capture::Block& block = page.blocks[index];
  if (block.kind == capture::BlockKind::heading) return true;
  std::string_view text = slice(page.text, words);
  if (text.starts_with("<Header>") || text.starts_with("<HEADER>") || text.starts_with("<h")) return true;
  if (text.size() > 160 || text.find('\n') != text.npos || block.kind != capture::BlockKind::paragraph) return false;
  if (!block.blank_line_before) return false;
  if (index + 1 < page.blocks.size() && !page.blocks[index + 1].blank_line_before) return false;
  // Nearly every line ends as a sentence does, and need not be taken apart to know it.
  if (const std::string_view line = trimmed(text);
      !line.empty() && std::string_view(".?!,;").find(line.back()) != line.npos)
    return false;
  Make make = make_of(text);
  // "Questions & Answers:" announces no voice, and is no sentence.
  if (make.last == ':' && make.words <= 5 && announces_nobody(folded(text.substr(0, text.size() - 1)))) return true;
  if (make.ends_with_stop || make.words == 0 || make.words > 16 || make.stops > 1) return false;
  if (!is_upper(make.first) && !is_digit(make.first) && !make.han) return false;
  // Set apart by capitals, by centring, or by most of its words.
  std::size_t upper = 0, lower = 0;
  for (std::size_t at = 0; at < text.size();) {
    Character c = character_at(text, at);
    upper += is_upper(c.code);
    lower += is_lower(c.code);
    at += c.size;
  }
  if (upper > 3 && lower == 0) return true;
  // Points are counted "(一)" in a speech too, and a comma makes a sentence.
  bool point = make.first == '(' || make.first == U'（' || text.find("，") != text.npos;
  if (make.han && make.characters <= 40 && !point) return true;
  return block.centred;
}

}  // namespace stenogram::transcript
