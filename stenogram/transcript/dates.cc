#include "stenogram/transcript/dates.h"

#include <algorithm>
#include <cstdio>
#include <unordered_map>
#include <unordered_set>

#include "stenogram/base/table.h"
#include "stenogram/text/words.h"
#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/data.h"

namespace stenogram::transcript {
namespace {

// What the data says a word may be in a date; one word can be several things ("mar" is
// March, "sa" a Saturday and a Spanish nothing).
struct Lexicon {
  std::unordered_map<std::string, int> months;
  std::unordered_set<std::string> weekdays, between, ordinals, year_follows, before_clock, morning, afternoon,
      after_clock, clock_line;
};

void for_each_word(std::string_view columns, auto&& use) {
  while (!columns.empty()) {
    std::size_t end = std::min(columns.find(' '), columns.size());
    if (end > 0) use(text::search_key(columns.substr(0, end)));
    columns.remove_prefix(std::min(end + 1, columns.size()));
  }
}

Lexicon read_lexicon() {
  Lexicon lexicon;
  for (const TableSection& section : parse_table(data("dates.txt"))) {
    if (section.name == "months") {
      for (const TableRow& row : section.rows) {
        int month = row.columns[0].size() == 1 ? row.columns[0][0] - '0' : 10 + row.columns[0][1] - '0';
        for (std::size_t i = 1; i < row.columns.size(); ++i)
          for_each_word(row.columns[i], [&](std::string w) { lexicon.months.emplace(w, month); });
      }
      continue;
    }
    auto& words = section.name == "weekdays"       ? lexicon.weekdays
                  : section.name == "between"      ? lexicon.between
                  : section.name == "ordinals"     ? lexicon.ordinals
                  : section.name == "year follows" ? lexicon.year_follows
                  : section.name == "before clock" ? lexicon.before_clock
                  : section.name == "morning"      ? lexicon.morning
                  : section.name == "afternoon"    ? lexicon.afternoon
                  : section.name == "after clock"  ? lexicon.after_clock
                                                   : lexicon.clock_line;
    for (const TableRow& row : section.rows)
      for (std::string_view column : row.columns)
        for_each_word(column, [&](std::string w) { words.insert(std::move(w)); });
  }
  return lexicon;
}

const Lexicon& lexicon() {
  static const Lexicon read = read_lexicon();
  return read;
}

// A short text as numbers, words and marks. Han numerals and the characters for year,
// month and day are pieces of their own.
struct Piece {
  enum Kind : std::uint8_t { number, word, mark, unit } kind;
  ByteSpan span;
  int value = 0;  // of a number; 'Y', 'M', 'D' of a unit; the byte of an ASCII mark
  int digits = 0;
  std::string key;  // of a word
  bool blank_before = false;
};

int han_digit(char32_t c) {
  constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
  if (c == U'零' || c == U'○') return 0;
  std::size_t at = kDigits.find(c);
  return at == kDigits.npos ? -1 : int(at);
}

// 二〇一七, 十一, 二十一: digits in a row, or a count of tens.
struct HanNumber {
  int value = 0, digits = 0;
  bool tens = false;
  void take(char32_t c) {
    if (c == U'十') {
      value = value == 0 ? 10 : value * 10;
      tens = true;
    } else {
      value = std::min(tens ? value + han_digit(c) : value * 10 + han_digit(c), 1'000'000);
    }
    ++digits;
  }
};

int unit_of(char32_t c) {
  switch (c) {
    case U'年':
    case U'년': return 'Y';
    case U'月':
    case U'월': return 'M';
    case U'日':
    case U'號':
    case U'号':
    case U'일': return 'D';
    default: return 0;
  }
}

// "CallOct 30, 2024": where two elements of a page have grown together, a month begins at
// a capital behind a small letter.
void part_grown_month(std::string_view text, Piece& piece, std::vector<Piece>& pieces) {
  std::string_view word = text.substr(piece.span.begin, piece.span.size());
  for (std::size_t i = 1; i + 2 < word.size(); ++i) {
    if (!(word[i] >= 'A' && word[i] <= 'Z' && word[i - 1] >= 'a' && word[i - 1] <= 'z')) continue;
    std::string rest = text::search_key(word.substr(i));
    if (!lexicon().months.contains(rest)) continue;
    Piece before = piece;
    before.span.end = piece.span.begin + i;
    before.key = text::search_key(word.substr(0, i));
    pieces.push_back(std::move(before));
    piece.span.begin += i;
    piece.key = std::move(rest);
    return;
  }
}

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  bool blank = false;
  for (std::size_t at = 0; at < text.size();) {
    Character c = character_at(text, at);
    std::size_t begin = at;
    Piece piece{Piece::mark, {begin, begin + c.size}, 0, 0, {}, blank};
    at += c.size;
    if (is_blank(c.code) || c.code == 0xA0) {
      blank = true;
      continue;
    }
    blank = false;
    auto next = [&] { return at < text.size() ? character_at(text, at) : Character{0, 0}; };
    if (is_digit(c.code)) {
      piece.kind = Piece::number;
      for (at = begin; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++piece.digits)
        piece.value = std::min(piece.value * 10 + (text[at] - '0'), 1'000'000);
    } else if (han_digit(c.code) >= 0 || c.code == U'十') {
      HanNumber number;
      number.take(c.code);
      for (Character n = next(); n.size && (han_digit(n.code) >= 0 || n.code == U'十'); n = next())
        number.take(n.code), at += n.size;
      piece.kind = Piece::number;
      piece.value = number.value;
      piece.digits = number.digits;
    } else if (int unit = unit_of(c.code)) {
      piece.kind = Piece::unit;
      piece.value = unit;
    } else if (c.code == U'º' || c.code == U'°' || c.code == U'ª') {
      piece.kind = Piece::word;  // 1º de agosto, 1° agosto
      piece.key = c.code == U'ª' ? "a" : "o";
    } else if (is_letter(c.code)) {
      piece.kind = Piece::word;
      for (Character n = next(); n.size && is_letter(n.code) && !is_han(n.code) && !unit_of(n.code); n = next())
        at += n.size;
      piece.key = text::search_key(text.substr(begin, at - begin));
    } else {
      piece.value = c.code < 0x80 ? int(c.code) : 0;
      if (is_dash(c.code)) piece.value = '-';
      if (c.code == U'’') piece.value = '\'';  // d’agost
    }
    piece.span.end = at;
    if (piece.kind == Piece::word) part_grown_month(text, piece, pieces);
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

class DateReader {
 public:
  explicit DateReader(const std::vector<Piece>& pieces) : pieces_(pieces) {}

  std::vector<PrintedDate> all() {
    std::vector<PrintedDate> found;
    for (std::size_t i = 0; i < pieces_.size();) {
      PrintedDate date;
      std::size_t end = date_at(i, date);
      if (end == i) {
        ++i;
        continue;
      }
      std::size_t begin = with_weekday_before(i, found.empty() ? 0 : last_end_);
      begin = with_clock_before(begin, found.empty() ? 0 : last_end_, date);
      end = with_weekday_after(end);
      if (!date.clock) end = with_clock_after(end, date);
      date.span = {pieces_[begin].span.begin, pieces_[end - 1].span.end};
      found.push_back(date);
      i = last_end_ = end;
    }
    return found;
  }

  // A clock time at piece `i`; returns the piece after it, or `i`.
  std::size_t clock_at(std::size_t i, Clock& clock) const {
    if (!number(i) || pieces_[i].digits > 2 || pieces_[i].value > 24) return i;
    int hours = pieces_[i].value, minutes = -1;
    std::size_t at = i + 1;
    bool by_h = word(at, "h") || word(at, "ч");
    bool parted = mark(at, ':') || mark(at, '.') || by_h;
    if (parted && number(at + 1) && pieces_[at + 1].digits == 2 && pieces_[at + 1].value < 60 &&
        (by_h || !pieces_[at + 1].blank_before)) {
      minutes = pieces_[at + 1].value;
      at += 2;
      if (mark(at, ':') && number(at + 1) && pieces_[at + 1].digits == 2) at += 2;
      while (mark(at, '.') && number(at + 1) && !pieces_[at + 1].blank_before) at += 2;
    } else if (by_h) {
      minutes = 0;
      ++at;
    }
    bool dotted = minutes >= 0 && pieces_[i + 1].value == '.';
    std::size_t before_half = at;
    int half = half_at(at);
    if (half == 0 && (minutes < 0 || dotted) && !in(at, lexicon().after_clock)) return i;
    if (half == 0 && minutes < 0 && !word(at, "uhr")) return i;
    if (half && hours > 12 && before_half == i + 1) return i;
    if (half == 'a' && hours == 12) hours = 0;
    if (half == 'p' && hours < 12) hours += 12;
    while (in(at, lexicon().after_clock)) ++at;
    clock = {hours % 24 * 60 + std::max(minutes, 0), {pieces_[i].span.begin, pieces_[at - 1].span.end}};
    return at;
  }

 private:
  bool number(std::size_t i) const { return i < pieces_.size() && pieces_[i].kind == Piece::number; }
  bool mark(std::size_t i, char c) const {
    return i < pieces_.size() && pieces_[i].kind == Piece::mark && pieces_[i].value == c;
  }
  bool unit(std::size_t i, char c) const {
    return i < pieces_.size() && pieces_[i].kind == Piece::unit && pieces_[i].value == c;
  }
  bool word(std::size_t i, std::string_view key) const {
    return i < pieces_.size() && pieces_[i].kind == Piece::word && pieces_[i].key == key;
  }
  bool in(std::size_t i, const std::unordered_set<std::string>& words) const {
    return i < pieces_.size() && pieces_[i].kind == Piece::word && words.contains(pieces_[i].key);
  }
  int month(std::size_t i) const {
    if (i >= pieces_.size() || pieces_[i].kind != Piece::word) return 0;
    auto found = lexicon().months.find(pieces_[i].key);
    return found == lexicon().months.end() ? 0 : found->second;
  }
  bool is_year(std::size_t i) const {
    return number(i) && pieces_[i].digits == 4 && pieces_[i].value >= 1000 && pieces_[i].value < 2200;
  }
  bool is_day(std::size_t i) const {
    return number(i) && pieces_[i].digits <= 3 && pieces_[i].value >= 1 && pieces_[i].value <= 31;
  }

  // "P.M.", "pm", "a. m.": 'a', 'p' or 0; `at` moves behind it.
  int half_at(std::size_t& at) const {
    if (in(at, lexicon().morning) || in(at, lexicon().afternoon)) {
      int half = in(at, lexicon().morning) ? 'a' : 'p';
      ++at;
      return half;
    }
    bool a = word(at, "a"), p = word(at, "p");
    if ((a || p) && mark(at + 1, '.') && word(at + 2, "m")) {
      at += mark(at + 3, '.') ? 4 : 3;
      return a ? 'a' : 'p';
    }
    return 0;
  }

  // Skips small words and commas between the parts of a date.
  std::size_t past_between(std::size_t i) const {
    while (in(i, lexicon().between) || mark(i, ',') || mark(i, '\'') || mark(i, '.')) ++i;
    return i;
  }

  // The forms, one after another; the piece after the date, or `i`.
  std::size_t date_at(std::size_t i, PrintedDate& date) const {
    if (std::size_t end = by_units(i, date); end != i) return end;
    if (std::size_t end = in_figures(i, date); end != i) return end;
    if (std::size_t end = day_first(i, date); end != i) return end;
    if (std::size_t end = month_first(i, date); end != i) return end;
    return year_first(i, date);
  }

  // The year before an era's first: 令和6年 is 2024, 民國113年 as well.
  // Its two characters are the pieces `i` and the next.
  int era_at(std::size_t i) const {
    if (i + 1 >= pieces_.size() || pieces_[i].kind != Piece::word || pieces_[i + 1].kind != Piece::word) return 0;
    std::string both = pieces_[i].key + pieces_[i + 1].key;
    constexpr std::pair<std::string_view, int> kEras[] = {
        {"令和", 2018}, {"平成", 1988}, {"昭和", 1925}, {"大正", 1911}, {"明治", 1867}, {"民國", 1911}, {"民国", 1911}};
    for (auto [name, year] : kEras)
      if (both == name) return year;
    return 0;
  }

  // 2017年7月21日, 2017년 7월 21일, 令和6年3月12日.
  std::size_t by_units(std::size_t i, PrintedDate& date) const {
    int era = era_at(i);
    std::size_t first = i;
    if (era > 0 && number(i + 2) && pieces_[i + 2].digits <= 3 && unit(i + 3, 'Y')) {
      date = {era + pieces_[i + 2].value, 0, 0, {}, {}};
      i += 2;
    } else if (is_year(i) && unit(i + 1, 'Y')) {
      date = {pieces_[i].value, 0, 0, {}, {}};
    } else {
      return i;
    }
    std::size_t at = i + 2;
    if (!number(at) || pieces_[at].value < 1 || pieces_[at].value > 12 || !unit(at + 1, 'M')) return first;
    date.month = pieces_[at].value;
    at += 2;
    if (is_day(at) && unit(at + 1, 'D')) {
      date.day = pieces_[at].value;
      at += 2;
    }
    return at;
  }

  // 2017-07-21, 2017/7/21, 21.07.2017, 24/07/2017; 10/11/2017 is nobody's guess.
  std::size_t in_figures(std::size_t i, PrintedDate& date) const {
    if (!number(i) || !number(i + 2) || !number(i + 4)) return i;
    char by = mark(i + 1, '-') ? '-' : mark(i + 1, '/') ? '/' : mark(i + 1, '.') ? '.' : 0;
    if (by == 0 || !mark(i + 3, by)) return i;
    int a = pieces_[i].value, b = pieces_[i + 2].value, c = pieces_[i + 4].value;
    if (is_year(i) && pieces_[i + 4].digits <= 2 && b >= 1 && b <= 12 && c >= 1 && c <= 31) {
      date = {a, b, c, {}, {}};
    } else if (is_year(i + 4) && pieces_[i].digits <= 2 && pieces_[i + 2].digits <= 2) {
      bool day_first = b >= 1 && b <= 12 && a >= 1 && a <= 31;
      bool month_first = by == '/' && a >= 1 && a <= 12 && b >= 1 && b <= 31;
      if (day_first && month_first && a != b) return i;
      if (day_first) date = {c, b, a, {}, {}};
      else if (month_first) date = {c, a, b, {}, {}};
      else return i;
    } else {
      return i;
    }
    // 2017-07-24T11:09
    if (word(i + 5, "t") && !pieces_[i + 5].blank_before) {
      Clock clock;
      if (std::size_t end = clock_at(i + 6, clock); end != i + 6) {
        date.clock = clock;
        if (word(end, "z")) return end + 1;
        if ((mark(end, '+') || mark(end, '-')) && number(end + 1))
          return mark(end + 2, ':') && number(end + 3) ? end + 4 : end + 2;
        return end;
      }
    }
    return i + 5;
  }

  // 21 July 2017, le 1er avril 2024, 21 de julio de 2017, 12 апреля 2024 года, 21. Juli.
  std::size_t day_first(std::size_t i, PrintedDate& date) const {
    if (!is_day(i) || pieces_[i].digits > 2) return i;
    std::size_t at = i + 1;
    bool range = (mark(at, '-') || mark(at, '/')) && is_day(at + 1);
    if (range) at += 2;
    if (mark(at, '.') && in(at + 1, lexicon().ordinals) && !pieces_[at + 1].blank_before && !month(at + 1))
      ++at;  // 1.º
    if (in(at, lexicon().ordinals) && !month(at) && !pieces_[at].blank_before) ++at;
    if (mark(at, '-') && in(at + 1, lexicon().ordinals)) at += 2;
    at = past_between(at);
    if (mark(at, '-') && month(at + 1) && mark(at + 2, '-')) ++at;  // 21-Jul-2017
    if (!month(at)) return i;
    date = {0, month(at), range ? 0 : pieces_[i].value, {}, {}};
    ++at;
    std::size_t year = mark(at, '-') ? at + 1 : past_between(at);
    if (!is_year(year)) return at;
    date.year = pieces_[year].value;
    return past_year(year + 1);
  }

  // July 21, 2017; July 2017; abril de 2017.
  std::size_t month_first(std::size_t i, PrintedDate& date) const {
    if (!month(i)) return i;
    date = {0, month(i), 0, {}, {}};
    std::size_t at = past_between(i + 1);
    if (is_year(at)) {
      date.year = pieces_[at].value;
      return past_year(at + 1);
    }
    if (mark(i + 1, ',') || !is_day(at) || pieces_[at].digits > 2) return i;
    date.day = pieces_[at].value;
    ++at;
    if (in(at, lexicon().ordinals) && !pieces_[at].blank_before) ++at;
    if (mark(at, '-') && is_day(at + 1)) {
      date.day = 0;
      at += 2;
    }
    std::size_t year = past_between(at);
    if (!is_year(year) || mark(at, '.')) return at;
    date.year = pieces_[year].value;
    return past_year(year + 1);
  }

  // 2017. július 21., 2017 m. liepos 21 d.: where the months are in the data.
  std::size_t year_first(std::size_t i, PrintedDate& date) const {
    if (!is_year(i)) return i;
    std::size_t at = i + 1;
    if (in(at, lexicon().year_follows)) ++at;
    if (mark(at, '.') || mark(at, ',')) ++at;
    if (!month(at) || !is_day(at + 1) || pieces_[at + 1].digits > 2) return i;
    date = {pieces_[i].value, month(at), pieces_[at + 1].value, {}, {}};
    return at + 2;
  }

  std::size_t past_year(std::size_t i) const {
    if (!in(i, lexicon().year_follows) || month(i)) return i;
    return mark(i + 1, '.') && pieces_[i].key.size() <= 2 ? i + 2 : i + 1;
  }

  std::size_t with_weekday_before(std::size_t begin, std::size_t least) const {
    std::size_t at = begin;
    while (at > least && (in(at - 1, lexicon().between) || mark(at - 1, ',') || mark(at - 1, '.') ||
                          word(at - 1, "den") || word(at - 1, "le")))
      --at;
    return at > least && in(at - 1, lexicon().weekdays) ? at - 1 : begin;
  }
  std::size_t with_weekday_after(std::size_t end) const {
    std::size_t at = end;
    if (mark(at, ',') || mark(at, '(')) ++at;
    if (!in(at, lexicon().weekdays) || pieces_[at].key.size() < 3) return end;
    return mark(at + 1, ')') ? at + 2 : at + 1;
  }

  std::size_t with_clock_after(std::size_t end, PrintedDate& date) const {
    std::size_t at = end;
    while (mark(at, ',') || mark(at, '-') || mark(at, '|') || mark(at, ';') || in(at, lexicon().before_clock)) ++at;
    Clock clock;
    std::size_t after = clock_at(at, clock);
    if (after == at) return end;
    date.clock = clock;
    return after;
  }
  std::size_t with_clock_before(std::size_t begin, std::size_t least, PrintedDate& date) const {
    // "09:20, 29 January 2025": a clock is at most seven pieces long.
    for (std::size_t back = 1; back <= 8 && back <= begin - least; ++back) {
      std::size_t at = begin - back;
      Clock clock;
      std::size_t after = clock_at(at, clock);
      if (after == at) continue;
      while (after < begin && (mark(after, ',') || mark(after, '-') || mark(after, '|'))) ++after;
      if (after != begin || (at > 0 && number(at - 1))) continue;
      date.clock = clock;
      return at;
    }
    return begin;
  }

  const std::vector<Piece>& pieces_;
  std::size_t last_end_ = 0;
};

}  // namespace

std::string PrintedDate::iso() const {
  char out[64];
  if (year == 0) return {};
  if (month == 0) std::snprintf(out, sizeof out, "%04d", year);
  else if (day == 0) std::snprintf(out, sizeof out, "%04d-%02d", year, month);
  else if (!clock) std::snprintf(out, sizeof out, "%04d-%02d-%02d", year, month, day);
  else
    std::snprintf(out, sizeof out, "%04d-%02d-%02dT%02d:%02d", year, month, day, clock->minutes / 60 % 24,
                  clock->minutes % 60);
  return out;
}

std::vector<PrintedDate> find_dates(std::string_view text, bool whole_text_may_be_year) {
  std::vector<Piece> pieces = pieces_of(text);
  std::vector<PrintedDate> dates = DateReader(pieces).all();
  if (whole_text_may_be_year && pieces.size() == 1 && pieces[0].digits == 4 && pieces[0].value >= 1000 &&
      pieces[0].value < 2200)
    dates.push_back({pieces[0].value, 0, 0, {}, pieces[0].span});
  return dates;
}

std::optional<Clock> clock_of(std::string_view text) {
  if (text.size() > 60) return std::nullopt;
  std::vector<Piece> pieces = pieces_of(text);
  DateReader reader(pieces);
  std::optional<Clock> found;
  for (std::size_t i = 0; i < pieces.size();) {
    Clock clock;
    std::size_t end = found ? i : reader.clock_at(i, clock);
    if (end != i) {
      found = clock;
      i = end;
    } else if (pieces[i].kind == Piece::mark ||
               (pieces[i].kind == Piece::word &&
                (lexicon().clock_line.contains(pieces[i].key) || lexicon().before_clock.contains(pieces[i].key)))) {
      ++i;
    } else {
      return std::nullopt;
    }
  }
  return found;
}

std::optional<std::string> iso_date(std::string_view text) {
  std::vector<PrintedDate> dates = find_dates(text, true);
  if (dates.empty() || dates[0].year < 1500 || dates[0].year >= 2200) return std::nullopt;
  return dates[0].iso();
}

}  // namespace stenogram::transcript
