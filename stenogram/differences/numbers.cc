#include "stenogram/differences/numbers.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace stenogram::differences {
namespace {

// "1000", "-5", "9,7", "1.5".
std::optional<double> digits(const std::string& key) {
  if (key.empty()) return std::nullopt;
  std::size_t at = key[0] == '-' || key[0] == '+' ? 1 : 0;
  if (key.starts_with("\u2212")) at = 3;
  if (at >= key.size()) return std::nullopt;
  std::string plain = at > 0 && key[0] != '+' ? "-" : "";
  int points = 0;
  for (; at < key.size(); ++at) {
    char byte = key[at] == ',' ? '.' : key[at];
    if (byte == '.') ++points;
    else if (byte < '0' || byte > '9') return std::nullopt;
    plain += byte;
  }
  if (points > 1) return std::nullopt;
  return std::strtod(plain.c_str(), nullptr);
}

// A number as it is read from left to right: hundreds and below wait in `group` until
// a scale word lifts them into `total`.
struct Reader {
  double total = 0, group = 0;
  double room = 1e18;  // what the next addend must be smaller than
  bool any = false;

  bool add(double value) {
    if (any && value >= room) return false;
    group += value;
    room = value < 10 ? 0 : value < 20 ? 0 : value < 100 ? 10 : 100;
    any = true;
    return true;
  }
  bool scale(double by) {
    if (by < 1000) {  // hundred, dozen: of what stands just before
      group = group == 0 ? by : group * by;
      room = by;
    } else {
      if (any && total != 0 && by >= last_scale) return false;
      total += (group == 0 ? 1 : group) * by;
      group = 0;
      last_scale = by;
      room = by;
    }
    any = true;
    return true;
  }
  // "nineteen ninety-eight": a century and the years of it, said as two numbers.
  bool year(double years) {
    if (total != 0 || group < 11 || group > 20 || years < 10 || years >= 100) return false;
    group = group * 100 + years;
    room = years < 20 ? 0 : 10;
    return true;
  }
  double last_scale = 1e30;
  double value() const { return total + group; }
};

// "einundzwanzig": parts of the table one after another, "und" between unit and ten.
std::optional<double> compound(const std::string& key, const Lexicon& lexicon) {
  std::string_view rest = key;
  Reader reader;
  double unit_before_and = -1;
  int parts = 0;
  while (!rest.empty()) {
    const NumberWord* best = nullptr;
    std::size_t length = 0;
    for (const auto& [word, number] : lexicon.numbers())
      if (word.size() > length && rest.starts_with(word) && number.kind != NumberWord::ordinal)
        best = &number, length = word.size();
    if (best == nullptr) {
      if (parts > 0 && rest.starts_with("und") && unit_before_and < 0 && reader.group > 0) {
        unit_before_and = std::fmod(reader.group, 100);
        if (unit_before_and >= 10) return std::nullopt;
        reader.group -= unit_before_and;
        reader.room = 100;
        rest.remove_prefix(3);
        continue;
      }
      return std::nullopt;
    }
    if (best->kind == NumberWord::scale ? !reader.scale(best->value) : !reader.add(best->value)) return std::nullopt;
    if (unit_before_and >= 0 && best->kind == NumberWord::ten) {
      reader.group += unit_before_and;
      unit_before_and = -1;
    }
    rest.remove_prefix(length);
    ++parts;
  }
  if (parts < 2 || unit_before_and >= 0) return std::nullopt;
  return reader.value();
}

// The longest number from `at`; empty where none begins there.
NumberPhrase number_from(std::span<const std::string> keys, std::size_t at, const Lexicon& lexicon) {
  NumberPhrase phrase;
  Reader reader;
  std::size_t end = at;
  for (std::size_t k = at; k < keys.size(); ++k) {
    const NumberWord* word = lexicon.number(keys[k]);
    std::optional<double> figure = digits(keys[k]);
    if (!word && !figure && lexicon.compounds()) figure = compound(keys[k], lexicon);
    if (figure) {
      if (reader.any) break;  // figures stand first
      reader.group = *figure, reader.any = true, reader.room = 0;
    } else if (word && word->kind == NumberWord::ordinal) {
      if (k == at) phrase.ordinal = true;
      if (k != at && !(reader.any && word->value < reader.room)) break;
      phrase.ordinal = true;
      reader.add(word->value);
      end = k + 1;
      break;
    } else if (word && word->kind == NumberWord::scale) {
      if (!reader.scale(word->value)) break;
    } else if (word && word->kind == NumberWord::ten && reader.group == 4 && word->value == 20 && end == k) {
      reader.group = 80, reader.room = 20;  // quatre-vingt
    } else if (word) {
      // soixante-dix, quatre-vingt-dix: the teens go on top of these tens.
      bool on_top = reader.any && (reader.group == 60 || reader.group == 80) && word->value >= 10 && word->value < 20 &&
                    lexicon.number("soixante") != nullptr;
      if (on_top) reader.room = 20;
      if (!reader.add(word->value) && !(k == at + 1 && reader.year(word->value))) break;
    } else if (reader.any && lexicon.joins_numbers(keys[k]) && k + 1 < keys.size() && lexicon.number(keys[k + 1]) &&
               lexicon.number(keys[k + 1])->kind != NumberWord::scale && lexicon.number(keys[k + 1])->value < reader.room) {
      continue;  // "two hundred and five"
    } else {
      break;
    }
    end = k + 1;
  }
  phrase.core = {at, end};
  phrase.value = reader.value();
  return phrase;
}

}  // namespace

bool same_value(double a, double b) { return std::fabs(a - b) <= 1e-9 * std::max(std::fabs(a), std::fabs(b)); }

std::vector<NumberPhrase> number_phrases(std::span<const std::string> keys, const Lexicon& lexicon) {
  std::vector<NumberPhrase> phrases;
  for (std::size_t at = 0; at < keys.size();) {
    NumberPhrase phrase = number_from(keys, at, lexicon);
    if (phrase.core.empty()) {
      ++at;
      continue;
    }
    phrase.whole = phrase.core;
    std::size_t length = 0;
    if (std::string unit = lexicon.unit_at(keys, phrase.core.end, length); length > 0) {
      phrase.unit = unit;
      phrase.whole.end += length;
    } else if (at > 0 && lexicon.unit_at(keys, at - 1, length) != "" && length == 1) {
      phrase.unit = lexicon.unit_at(keys, at - 1, length);
      phrase.whole.begin -= 1;
    }
    at = phrase.core.end;
    phrases.push_back(std::move(phrase));
  }
  return phrases;
}

}  // namespace stenogram::differences
