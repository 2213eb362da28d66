#include "stenogram/differences/numbers.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace stenogram::differences {
namespace {

// "1.000.000", where a point groups and a comma divides.
bool grouped_by_points(std::string_view figures) {
  std::size_t lead = figures.find('.');
  if (lead == figures.npos || lead == 0 || lead > 3 || figures[0] == '0') return false;
  figures.remove_prefix(lead);
  while (figures.size() >= 4 && figures[0] == '.' && figures.find_first_not_of("0123456789", 1) >= 4)
    figures.remove_prefix(4);
  return figures.empty() || figures[0] == ',';
}

// "1000", "-5", "9,7", "1.5"; "1.000" as the language at hand means it.
std::optional<double> digits(std::string key, bool points_group) {
  if (key.empty()) return std::nullopt;
  std::size_t at = key[0] == '-' || key[0] == '+' ? 1 : 0;
  if (key.starts_with("\u2212")) at = 3;
  if (at >= key.size()) return std::nullopt;
  if (points_group && grouped_by_points(std::string_view(key).substr(at))) std::erase(key, '.');
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

// The value of `½` and its kin; 0 for other words.
double vulgar_fraction(const std::string& key) {
  if (key.size() < 2 || key.size() > 4 || static_cast<unsigned char>(key[0]) < 0xC2) return 0;
  std::int32_t at = 0;
  UChar32 letter = 0;
  U8_NEXT(key.data(), at, std::int32_t(key.size()), letter);
  if (letter < 0 || std::size_t(at) != key.size()) return 0;
  double value = u_getNumericValue(letter);
  return value > 0 && value < 1 ? value : 0;
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
      bool lifts = total != 0 && by > last_scale;  // "two thousand million": all that was read so far
      if (lifts && last_scale != 1000) return false;
      if (any && total != 0 && by == last_scale) return false;
      if (lifts) total = (total + group) * by;
      else total += (group == 0 ? 1 : group) * by;
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
  // "… and a half": of what was read last, a whole scale if nothing stands below it.
  void half() {
    if (group == 0 && total != 0) total += last_scale / 2;
    else group += 0.5;
    room = 0;
  }
  double last_scale = 1e30;
  double value() const { return total + group; }
};

// "einundzwanzig": parts of the table one after another, "und" between unit and ten.
// "zweitausenddritte", "zwanzigste" are ordinals.
struct Compound {
  double value = 0;
  bool ordinal = false;
};

bool ordinal_tail(std::string_view rest) {
  return rest == "ste" || rest == "sten" || rest == "ster" || rest == "stes" || rest == "stem";
}

std::optional<Compound> compound(const std::string& key, const Lexicon& lexicon) {
  std::string_view rest = key;
  Reader reader;
  double unit_before_and = -1;
  int parts = 0;
  bool tens = false, ordinal = false;  // the last part may take an ordinal's ending
  while (!rest.empty()) {
    if (tens && ordinal_tail(rest)) {
      ordinal = true;
      ++parts;
      break;
    }
    const NumberWord* last = parts > 0 ? lexicon.number(std::string(rest)) : nullptr;
    if (last != nullptr && last->kind == NumberWord::ordinal) {
      if (!reader.add(last->value)) return std::nullopt;
      if (unit_before_and >= 0 && last->value >= 20 && last->value < 100) {  // "einundzwanzigste"
        reader.group += unit_before_and;
        unit_before_and = -1;
      }
      ordinal = true;
      ++parts;
      break;
    }
    const NumberWord* best = nullptr;
    std::size_t length = 0;
    for (const auto& [word, number] : lexicon.numbers())
      if (word.size() > length && rest.starts_with(word) && number.kind != NumberWord::ordinal &&
          number.kind != NumberWord::part)
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
    tens = best->kind != NumberWord::unit;
    rest.remove_prefix(length);
    ++parts;
  }
  if (parts < 2 || unit_before_and >= 0) return std::nullopt;
  return Compound{reader.value(), ordinal};
}

// The longest number from `at`; empty where none begins there.
class Numeral {
 public:
  Numeral(std::span<const std::string> keys, const Lexicon& lexicon, std::span<const NumberGap> gaps)
      : keys_(keys), lexicon_(lexicon), gaps_(gaps), french_(lexicon.number("soixante") != nullptr) {}

  NumberPhrase from(std::size_t at) {
    NumberPhrase phrase;
    reader_ = Reader();
    parts_ = 0;
    bool below_zero = lexicon_.minus(keys_[at]) && at + 1 < keys_.size() && adjoins(at);
    std::size_t k = below_zero ? at + 1 : at;
    end_ = first_ = k;
    if (std::size_t length = lexicon_.fraction_at(keys_, k, phrase.value); length > 0) {
      phrase.core = {at, k + length};
      phrase.part = true;
      return phrase;
    }
    if (std::size_t length = lexicon_.half_before(keys_, k); length > 0 && k + length < keys_.size()) {
      const NumberWord* scale = lexicon_.number(keys_[k + length]);  // "half a million"
      if (scale != nullptr && scale->kind == NumberWord::scale) {
        reader_.group = 0.5, reader_.any = true, reader_.room = 0;
        k += length;
      }
    }
    while (k < keys_.size() && (k == first_ || gap(k - 1) != NumberGap::apart))
      if (std::size_t taken = take(k, phrase); taken > 0) k += taken;
      else break;
    phrase.core = {end_ > first_ ? at : end_, end_};
    phrase.value = reader_.value();
    if (parts_ > 0) phrase.value /= parts_;
    phrase.part = parts_ > 0 || (phrase.value > 0 && phrase.value < 1 && phrase.core.size() == 1 && !phrase.figures);
    if (below_zero) phrase.value = -phrase.value;
    phrase.figures = phrase.figures && phrase.core.size() == 1;
    return phrase;
  }

 private:
  // Reads the word at `k` and what belongs to it; how many words that were, 0 where the
  // number has ended. A word that only leads on ("and") does not move the end.
  std::size_t take(std::size_t k, NumberPhrase& phrase) {
    if (done_at(k, phrase)) return 0;
    const NumberWord* word = lexicon_.number(keys_[k]);
    std::optional<double> figure = digits(keys_[k], lexicon_.points_group());
    const bool in_figures = figure.has_value();
    std::optional<Compound> together;
    if (!word && !figure && lexicon_.compounds()) together = compound(keys_[k], lexicon_);
    if (together) figure = together->value;
    double fraction = figure ? 0 : vulgar_fraction(keys_[k]);
    std::size_t taken = 1;
    if (figure) {
      if (reader_.any) return 0;  // figures stand first
      reader_.group = *figure, reader_.any = true, reader_.room = 0;
      phrase.figures = in_figures;
      phrase.ordinal |= together && together->ordinal;
      bool over = gap(k) == NumberGap::slash && k + 1 < keys_.size();
      if (std::optional<double> below = over ? digits(keys_[k + 1], false) : std::nullopt; below && *below > 1) {
        reader_.group /= *below;
        taken = 2;
      } else if (k + 1 < keys_.size() && adjoins(k) && lexicon_.ordinal_ending(keys_[k + 1])) {
        phrase.ordinal = true;
        taken = 2;
      } else if (double scale =
                     k + 1 < keys_.size() && gap(k) == NumberGap::none ? lexicon_.abbreviation(keys_[k + 1]) : 0;
                 scale > 0) {
        reader_.scale(scale);  // "5m"
        taken = 2;
      }
    } else if (fraction > 0) {
      if (reader_.any && (end_ != first_ + 1 || reader_.total != 0 || reader_.group != std::floor(reader_.group)))
        return 0;
      reader_.group += fraction, reader_.any = true, reader_.room = 0;
    } else if (word && word->kind == NumberWord::part) {
      if (!reader_.any || reader_.total != 0 || reader_.group < 1) return 0;  // "two thirds"
      parts_ = word->value;
    } else if (word && word->kind == NumberWord::ordinal) {
      if (k != first_ && !(reader_.any && word->value < reader_.room)) return 0;
      phrase.ordinal = true;
      reader_.add(word->value);
    } else if (word && word->kind == NumberWord::scale) {
      if (!reader_.scale(word->value)) return 0;
    } else if (word && french_ && word->kind == NumberWord::ten && std::fmod(reader_.group, 100) == 4 &&
               word->value == 20 && end_ == k) {
      reader_.group += 76, reader_.room = 20;  // quatre-vingt
    } else if (word) {
      // soixante-dix, quatre-vingt-dix: the teens go on top of these tens; dix-sept.
      double below = std::fmod(reader_.group, 100);
      bool on_top = french_ && reader_.any && (below == 60 || below == 80) && word->value >= 10 && word->value < 20;
      bool after_ten = french_ && reader_.any && std::fmod(below, 20) == 10 && word->value >= 7 && word->value <= 9 &&
                       (below == 10 || below == 70 || below == 90);
      if (on_top || after_ten) reader_.room = 20;
      if (!reader_.add(word->value) && !(k == first_ + 1 && reader_.year(word->value))) return 0;
    } else if (std::size_t length = reader_.any ? lexicon_.half_after(keys_, k) : 0; length > 0) {
      reader_.half();
      taken = length;
    } else if (std::size_t decimals = decimals_at(k); decimals > 0) {
      taken = decimals;
    } else if (leads_on(k)) {
      return 1;  // "two hundred and five"
    } else {
      return 0;
    }
    end_ = k + taken;
    return taken;
  }

  // "point one five", "virgule quinze" behind a whole number: how many words, 0 where they
  // are no decimals. Figures one after another, or one number below a hundred.
  std::size_t decimals_at(std::size_t k) {
    const bool whole = reader_.any && reader_.total == 0 && reader_.group == std::floor(reader_.group) && end_ == k;
    if (!whole || !lexicon_.decimal_point(keys_[k])) return 0;
    double decimals = 0, place = 1, said = 0;
    bool tens = false;  // "twenty" of "twenty-five" was the first
    std::size_t at = k + 1;
    for (; at < keys_.size() && gap(at - 1) != NumberGap::apart; ++at) {
      const NumberWord* word = lexicon_.number(keys_[at]);
      std::optional<double> figure = word ? std::optional<double>(word->value) : digits(keys_[at], false);
      if (!figure && lexicon_.compounds())
        if (std::optional<Compound> together = compound(keys_[at], lexicon_); together && !together->ordinal)
          figure = together->value;
      if (!figure || *figure < 0 || *figure >= 100 || *figure != std::floor(*figure)) break;
      if (word && word->kind != NumberWord::unit && word->kind != NumberWord::ten) break;
      said += *figure;
      if (*figure < 10 && tens) {
        decimals += *figure * 0.01;
        ++at;
        break;
      }
      if (*figure >= 10 && at > k + 1) break;
      if (*figure >= 10) {
        decimals = *figure * 0.01;
        tens = word && word->kind == NumberWord::ten;
        if (tens) continue;
        ++at;
        break;
      }
      place *= 0.1;
      decimals += *figure * place;
    }
    if (at == k + 1) return 0;
    // "две целых одна десятая": the last word says of what.
    const NumberWord* of = at < keys_.size() && gap(at - 1) != NumberGap::apart ? lexicon_.number(keys_[at]) : nullptr;
    if (of && of->kind == NumberWord::ordinal && (of->value == 10 || of->value == 100)) {
      decimals = said / of->value;
      ++at;
    }
    reader_.group += decimals;
    reader_.room = 0;
    return at - k;
  }

  bool leads_on(std::size_t k) const {
    if (!reader_.any || !lexicon_.joins_numbers(keys_[k]) || k + 1 >= keys_.size()) return false;
    const NumberWord* next = lexicon_.number(keys_[k + 1]);
    if (next == nullptr || next->kind == NumberWord::scale || next->kind == NumberWord::part) return false;
    // "Between two hundred and three hundred", "two thousand and three thousand": two numbers.
    const NumberWord* scale = k + 2 < keys_.size() ? lexicon_.number(keys_[k + 2]) : nullptr;
    if (scale != nullptr && scale->kind == NumberWord::scale) {
      if (scale->value < 1000 && next->value * scale->value >= reader_.room) return false;
      if (reader_.total != 0 && scale->value == reader_.last_scale) return false;
    }
    bool on_top = french_ && std::fmod(reader_.group, 100) == 60 && next->value == 11;  // soixante et onze
    return on_top || next->value < reader_.room;
  }

  bool adjoins(std::size_t k) const { return gap(k) == NumberGap::plain || gap(k) == NumberGap::none; }
  NumberGap gap(std::size_t k) const { return k < gaps_.size() ? gaps_[k] : NumberGap::plain; }
  bool done_at(std::size_t k, const NumberPhrase& phrase) const { return parts_ > 0 || (phrase.ordinal && k > first_); }

  std::span<const std::string> keys_;
  const Lexicon& lexicon_;
  std::span<const NumberGap> gaps_;
  bool french_;
  Reader reader_;
  std::size_t first_ = 0, end_ = 0;
  double parts_ = 0;
};

}  // namespace

NumberGap number_gap(std::string_view between) {
  if (between.empty()) return NumberGap::none;
  if (between == "/" || between == "\u2044") return NumberGap::slash;
  for (char byte : between)
    if (std::string_view(" -\n\r\t").find(byte) == std::string_view::npos && static_cast<unsigned char>(byte) < 0x80)
      return NumberGap::apart;
  return NumberGap::plain;
}

bool as_percent(const NumberPhrase& part, const NumberPhrase& percent) {
  return part.part && part.unit.empty() && percent.unit == "%" && same_value(part.value * 100, percent.value);
}

bool same_value(double a, double b) { return std::fabs(a - b) <= 1e-9 * std::max(std::fabs(a), std::fabs(b)); }

std::vector<NumberPhrase> number_phrases(std::span<const std::string> keys, const Lexicon& lexicon,
                                         std::span<const NumberGap> gaps) {
  std::vector<NumberPhrase> phrases;
  for (std::size_t at = 0; at < keys.size();) {
    NumberPhrase phrase = Numeral(keys, lexicon, gaps).from(at);
    if (phrase.core.empty()) {
      std::size_t length = lexicon.half_at(keys, at);
      if (length > 0) {
        phrase.core = phrase.whole = {at, at + length};
        phrase.value = 0.5;
        phrase.part = phrase.half = true;
        phrases.push_back(std::move(phrase));
      }
      at += std::max<std::size_t>(length, 1);
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
