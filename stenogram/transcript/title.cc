#include "stenogram/transcript/title.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <unordered_set>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/data.h"

namespace stenogram::transcript {
namespace {

int number_of(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// "kind press_conference 9" -> the kind and the weight at the end of a section's name.
HeadingWords::KindRow kind_row(std::string_view name) {
  std::size_t weight = name.rfind(' ');
  std::size_t kind = name.rfind(' ', weight - 1);
  return {from_name<Kind>(name.substr(kind + 1, weight - kind - 1)).value_or(Kind::other),
          number_of(name.substr(weight + 1))};
}

HeadingWords read_words() {
  HeadingWords words;
  std::map<std::string_view, Phrases*> plain = {{"excerpt first", &words.excerpt_first},
                                                {"excerpt", &words.excerpt},
                                                {"outlet later", &words.outlet_later},
                                                {"name joiner", &words.name_joiner},
                                                {"outlet after", &words.outlet_after},
                                                {"outlet questions from", &words.outlet_questions},
                                                {"outlet type", &words.outlet_type},
                                                {"outlet nobody", &words.outlet_nobody},
                                                {"outlet word", &words.outlet_word},
                                                {"office", &words.office},
                                                {"occasion after", &words.occasion_after},
                                                {"place after", &words.place_after},
                                                {"date preface", &words.date_preface},
                                                {"published", &words.published},
                                                {"copied", &words.copied},
                                                {"held", &words.held},
                                                {"asked often", &words.asked_often},
                                                {"salutation", &words.salutation},
                                                {"speech by", &words.speech_by},
                                                {"speech to", &words.speech_to},
                                                {"talk", &words.talk},
                                                {"meeting", &words.meeting},
                                                {"pointing", &words.pointing},
                                                {"told", &words.told},
                                                {"debated", &words.debated},
                                                {"room", &words.room},
                                                {"byline", &words.byline},
                                                {"navigation", &words.navigation},
                                                {"cities", &words.cities},
                                                {"regions", &words.regions}};
  using Key = HeadingWords::Key;
  const std::map<std::string_view, Key> keys = {{"key title", Key::title},
                                                {"key event_date", Key::event_date},
                                                {"key date", Key::date},
                                                {"key place", Key::place},
                                                {"key outlet", Key::outlet}};
  for (std::string_view file : {"heading.txt", "places.txt"}) {
    for (const TableSection& section : parse_table(data(file))) {
      if (auto found = plain.find(section.name); found != plain.end()) {
        found->second->add(section, 0);
      } else if (auto key = keys.find(section.name); key != keys.end()) {
        words.keys.add(section, std::uint32_t(key->second));
      } else if (section.name == "evidence") {
        for (const TableRow& row : section.rows)
          words.evidence.push_back(
              {row.columns[0], from_name<Kind>(row.columns[1]).value_or(Kind::other), number_of(row.columns[2])});
      } else {
        Phrases& phrases = section.name.starts_with("label") ? words.label_kinds : words.kinds;
        phrases.add(section, std::uint32_t(words.rows.size()));
        words.rows.push_back(kind_row(section.name));
      }
    }
  }
  return words;
}

// One title, taken apart. Positions `i` are of words, spans of bytes.
class TitleReader {
 public:
  TitleReader(std::string_view title, const std::vector<std::string>& people)
      : title_(title), people_(people), words_(phrase_words(title)) {}

  TitleParts read() {
    weigh_kinds(words_, parts_.weights, 1);
    find_date();
    find_excerpt();
    find_place();
    find_occasion();
    find_outlet();
    return parts_;
  }

 private:
  const HeadingWords& data_ = heading_words();

  std::string_view between(std::size_t i) const {  // word i and the next
    std::uint64_t end = i + 1 < words_.size() ? words_[i + 1].span.begin : title_.size();
    return title_.substr(words_[i].span.end, end - words_[i].span.end);
  }
  bool comma_after(std::size_t i) const {
    return between(i).find_first_of(",;") != std::string_view::npos || between(i).find("，") != std::string_view::npos;
  }
  std::size_t first_word_from(std::uint64_t byte) const {
    std::size_t i = 0;
    while (i < words_.size() && words_[i].span.begin < byte) ++i;
    return i;
  }
  bool is_person(std::size_t i) const {
    return data_.office.has(words_, i) || std::binary_search(people_.begin(), people_.end(), words_[i].key);
  }
  bool holds_person(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin; i < end; ++i)
      if (is_person(i)) return true;
    return false;
  }
  bool holds_kind(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin; i < end; ++i)
      if (data_.kinds.has(words_, i)) return true;
    return false;
  }

  void find_date() {
    for (const PrintedDate& date : find_dates(title_))
      if (date.year) parts_.date = date;
    std::uint64_t begin = parts_.date ? parts_.date->span.begin : title_.size();
    body_end_ = std::min(first_word_from(begin), words_.size());
    if (parts_.date && body_end_ == 0) body_end_ = words_.size();  // "2017-08-29 Interview"
    while (parts_.date && body_end_ > 0 && body_end_ < words_.size() && data_.date_preface.has(words_, body_end_ - 1) &&
           !words_[body_end_ - 1].capital)
      --body_end_;
  }

  void find_excerpt() {
    for (std::size_t i = 0; i < words_.size(); ++i)
      if (data_.excerpt.has(words_, i)) parts_.excerpt = true;
    if (data_.excerpt_first.has(words_, 0) && holds_kind(1, words_.size())) parts_.excerpt = true;
  }

  bool place_like(std::size_t begin, std::size_t end) const {
    if (begin >= end || end - begin > 5 || !words_[begin].capital || !words_[end - 1].capital) return false;
    for (std::size_t i = begin; i < end; ++i) {
      if (words_[i].number || words_[i].possessive) return false;
      if (!words_[i].capital && words_[i].key.size() > 4) return false;
      if (data_.outlet_word.has(words_, i)) return false;
    }
    return !holds_person(begin, end) && !holds_kind(begin, end);
  }
  bool is_city(std::size_t begin, std::size_t end) const {
    auto match = data_.cities.at(words_, begin);
    return match && begin + match->words == end;
  }
  bool is_region(std::size_t begin, std::size_t end) const {
    auto match = data_.regions.at(words_, begin);
    return match && begin + match->words == end;
  }
  // Where the comma-delimited stretch that ends before word `end` begins.
  std::size_t segment_begin(std::size_t end) const {
    std::size_t begin = end;
    while (begin > 0 && (begin == end || !comma_after(begin - 1))) --begin;
    return begin;
  }
  void set_place(std::size_t begin, std::size_t end) {
    std::uint64_t last = words_[end - 1].span.end;
    // "D.C." keeps its full stop, an initial's; "Minsk." does not.
    if (title_.substr(last).starts_with('.') && words_[end - 1].key.size() == 1) ++last;
    parts_.place = {words_[begin].span.begin, last};
    place_begin_ = begin;
  }

  // "…, Minsk, October 26", "… in Geneva on 5 May", "…, Washington, D.C."
  void find_place() {
    place_begin_ = body_end_;
    if (body_end_ == 0) return;
    std::size_t begin = segment_begin(body_end_);
    if (begin > 0 && is_region(begin, body_end_)) {
      std::size_t city = segment_begin(begin);
      if (city > 0 && place_like(city, begin)) return set_place(city, body_end_);
    }
    bool dated = parts_.date && body_end_ < words_.size();
    if (begin > 0 && (is_city(begin, body_end_) || (dated && place_like(begin, body_end_))))
      return set_place(begin, body_end_);
    // Without a comma: the last preposition of place, and only capitals after it.
    for (std::size_t i = body_end_; i-- > 1 && body_end_ - i <= 5;) {
      if (!data_.place_after.has(words_, i - 1) || words_[i - 1].capital) continue;
      if ((dated || is_city(i, body_end_)) && place_like(i, body_end_)) {
        set_place(i, body_end_);
        --place_begin_;  // the preposition is no part of an occasion before it
      }
      return;
    }
  }

  void find_occasion() {
    for (std::size_t i = 1; i < place_begin_; ++i) {
      auto match = data_.occasion_after.at(words_, i);
      if (!match) continue;
      std::size_t begin = i + match->words;
      if (begin >= place_begin_ || !holds_kind(0, i)) continue;
      // "at a joint news conference following talks": the occasion comes later.
      if (holds_kind(begin, std::min(begin + 4, place_begin_))) continue;
      // "at the Treasury" tells a place, "at the summit" an occasion: a bare preposition
      // needs more than a name after it.
      if (match->words == 1 && words_[i].key.size() <= 2 && words_[begin].capital) continue;
      parts_.occasion = {words_[begin].span.begin, text_end(place_begin_)};
      occasion_begin_ = i;
      return;
    }
  }
  // The end of the text before word `end`, closing marks of brackets and quotation included.
  std::uint64_t text_end(std::size_t end) const {
    std::uint64_t at = words_[end - 1].span.end;
    while (at < title_.size()) {
      Character c = character_at(title_, at);
      if (!is_closing_mark(c.code)) break;
      at += c.size;
    }
    return at;
  }

  void find_outlet() {
    std::size_t limit = std::min(place_begin_, occasion_begin_);
    for (std::size_t i = 0; i < limit && !parts_.outlet; ++i) {
      if (auto match = data_.outlet_questions.at(words_, i)) {
        outlet_from(i + match->words, limit);
        continue;
      }
      auto kind = data_.kinds.at(words_, i);
      if (!kind || data_.rows[kind->value].kind != Kind::interview) continue;
      std::size_t at = i + kind->words;
      if (auto after = data_.outlet_after.at(words_, at); after && !is_interviewee(i, at + after->words, limit))
        outlet_from(at + after->words, limit);
      for (std::size_t j = at + 1; j < limit && !parts_.outlet && !comma_after(j - 1); ++j)
        if (auto later = data_.outlet_later.at(words_, j); later && !words_[j].capital)
          outlet_from(j + later->words, limit);
      if (!parts_.outlet) outlet_in_segments(at, limit);
    }
    if (!parts_.outlet) named_by_type(limit);
  }

  // "Interview with Karl Weiss": where nobody is named before, two capitalised words that
  // hold no word of an outlet's are the one who is asked.
  bool is_interviewee(std::size_t kind, std::size_t begin, std::size_t limit) const {
    for (std::size_t i = 0; i < kind; ++i)
      if (words_[i].possessive || holds_person(i, i + 1)) return false;
    std::size_t end = begin;
    while (end < limit && words_[end].capital && !words_[end].number && words_[end].key.size() > 1 &&
           (end == begin || !comma_after(end - 1))) {
      if (data_.outlet_word.has(words_, end) || data_.outlet_type.has(words_, end)) return false;
      std::string_view word = title_.substr(words_[end].span.begin, words_[end].span.size());
      bool capitals =
          word.size() > 1 && std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
      if (capitals && title_.find_first_of("abcdefghijklmnopqrstuvwxyz") != title_.npos) return false;
      ++end;
    }
    bool quoted = begin < limit && quoted_name(begin, std::max(end, begin + 1)).has_value();
    return !quoted && (end - begin == 2 || end - begin == 3);
  }

  // The name that begins at word `begin`, unless it is a person's or nobody's.
  void outlet_from(std::size_t begin, std::size_t limit) {
    std::size_t end = begin;
    while (end < limit && (end == begin || !comma_after(end - 1)) && !(end > begin && words_[end - 1].possessive) &&
           !bracket_before(end))
      ++end;
    outlet_within(begin, end, true);
  }
  bool bracket_before(std::size_t i) const { return i > 0 && between(i - 1).find('(') != std::string_view::npos; }

  // "Interview with the Minister …, NAME, PLACE": a segment after the person's.
  void outlet_in_segments(std::size_t begin, std::size_t limit) {
    std::size_t i = begin;
    while (i < limit && !comma_after(i)) ++i;
    for (++i; i < limit && !parts_.outlet;) {
      std::size_t end = i;
      while (end < limit && !comma_after(end)) ++end;
      end = std::min(end + 1, limit);
      outlet_within(i, end, false);
      i = end;
    }
  }

  // Телеканалу «Маяк», la chaîne Info-Mer: a type of outlet and a name beside it.
  void named_by_type(std::size_t limit) {
    for (std::size_t i = 0; i + 1 < limit; ++i) {
      auto type = data_.outlet_type.at(words_, i);
      if (!type || i + type->words >= limit) continue;
      std::size_t begin = i + type->words;
      if (!words_[begin].capital && !words_[begin].number) continue;
      std::size_t end = begin + 1;
      while (end < limit && !comma_after(end - 1) &&
             (words_[end].capital || words_[end].number || data_.name_joiner.has(words_, end)))
        ++end;
      outlet_within(begin, end, false);
      if (parts_.outlet) return;
    }
  }

  void outlet_within(std::size_t begin, std::size_t end, bool after_preposition) {
    if (begin >= end) return;
    if (std::optional<ByteSpan> quoted = quoted_name(begin, end)) {
      parts_.outlet = quoted;
      return;
    }
    if (data_.outlet_nobody.has(words_, begin)) return;
    if (begins_with_office(begin, end)) return;
    // "Isles TV channel": a type at the end, if any of it is in small letters.
    for (std::size_t i = begin + 1; i < end; ++i)
      if (auto type = data_.outlet_type.at(words_, i); type && i + type->words == end && !words_[end - 1].capital)
        end = i;
    // A type in small letters is no part of the name; nor is an article.
    while (begin < end && !words_[begin].capital && !words_[begin].number) ++begin;
    while (end > begin && !words_[end - 1].capital && !words_[end - 1].number) --end;
    if (begin >= end || holds_person(begin, end) || holds_kind(begin, end)) return;
    for (std::size_t i = begin; i < end; ++i)
      if (data_.outlet_nobody.has(words_, i) && end - begin == 1) return;
    if (auto type = data_.outlet_type.at(words_, begin);
        type && begin + type->words < end && words_[begin].key.size() > 2 && !data_.outlet_word.has(words_, begin))
      begin += type->words;
    if (!after_preposition && is_city(begin, end)) return;
    parts_.outlet = {words_[begin].span.begin, words_[end - 1].span.end};
  }

  // "the minister …": a person, though small letters before the name are dropped.
  bool begins_with_office(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin; i < end && !words_[i].capital; ++i)
      if (data_.office.has(words_, i)) return true;
    return false;
  }

  // «NBC», “Lighthouse”: what stands in marks around whole words.
  std::optional<ByteSpan> quoted_name(std::size_t begin, std::size_t end) const {
    constexpr std::string_view kOpen[] = {"«", "“", "„", "\"", "「", "『", "‹"};
    constexpr std::string_view kClose[] = {"»", "”", "“", "\"", "」", "』", "›"};
    for (std::size_t i = begin; i < end; ++i) {
      for (std::size_t kind = 0; kind < std::size(kOpen); ++kind) {
        if (!title_.substr(0, words_[i].span.begin).ends_with(kOpen[kind])) continue;
        std::uint64_t from = words_[i].span.begin;
        std::size_t close = title_.find(kClose[kind], from);
        if (close == title_.npos || close == from || close - from > 80) continue;
        return ByteSpan{from, close};
      }
    }
    return std::nullopt;
  }

  std::string_view title_;
  const std::vector<std::string>& people_;
  std::vector<PhraseWord> words_;
  TitleParts parts_;
  std::size_t body_end_ = 0;     // words before the date
  std::size_t place_begin_ = 0;  // words before the place
  std::size_t occasion_begin_ = SIZE_MAX;
};

}  // namespace

const HeadingWords& heading_words() {
  static const HeadingWords read = read_words();
  return read;
}

bool is_known_city(std::string_view printed) {
  static const std::unordered_set<std::string_view> cities = [] {
    std::unordered_set<std::string_view> read;
    for (const TableSection& section : parse_table(data("places.txt")))
      if (section.name == "cities")
        for (const TableRow& row : section.rows) read.insert(row.columns.begin(), row.columns.end());
    return read;
  }();
  return cities.contains(printed);
}

bool calls_itself_meeting(const std::vector<PhraseWord>& words) {
  const HeadingWords& data = heading_words();
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (data.occasion_after.has(words, i) || data.kinds.has(words, i)) return false;
    if (data.meeting.has(words, i)) return true;
  }
  return false;
}

namespace {

// Twice the same word says no more than once.
void weigh(const HeadingWords::KindRow& row, int divide_by, KindWeights& weights) {
  int& weight = weights[std::size_t(row.kind)];
  weight = std::max(weight, row.weight / divide_by);
}

// "this hearing", "the second presidential debate"
bool points(const std::vector<PhraseWord>& words, std::size_t i) {
  for (std::size_t back = 1; back <= 3 && back <= i; ++back)
    if (heading_words().pointing.has(words, i - back)) return true;
  return false;
}

}  // namespace

void weigh_kinds(const std::vector<PhraseWord>& words, KindWeights& weights, int divide_by) {
  const HeadingWords& data = heading_words();
  for (std::size_t i = 0; i < words.size();) {
    auto match = data.kinds.at(words, i);
    if (match) weigh(data.rows[match->value], divide_by, weights);
    i += match ? match->words : 1;
  }
}

void weigh_spoken_kinds(const std::vector<PhraseWord>& words, KindWeights& weights) {
  const HeadingWords& data = heading_words();
  for (std::size_t i = 0; i < words.size();) {
    auto match = data.kinds.at(words, i);
    if (match && (data.rows[match->value].kind == Kind::interview || points(words, i)))
      weigh(data.rows[match->value], 1, weights);
    i += match ? match->words : 1;
  }
}

TitleParts read_title(std::string_view title, const std::vector<std::string>& people) {
  return TitleReader(title, people).read();
}

std::optional<ByteSpan> place_of_line(std::string_view line, const std::optional<PrintedDate>& date) {
  const HeadingWords& data = heading_words();
  std::vector<PhraseWord> words = phrase_words(line);
  auto in_date = [&](const PhraseWord& word) { return date && date->span.overlaps(word.span); };
  // A city that the data knows, with a region behind it if there is one.
  for (std::size_t i = 0; i < words.size() && words.size() <= 16; ++i) {
    auto city = data.cities.at(words, i);
    if (!city || in_date(words[i]) || !words[i].capital) continue;
    // "The Voice of Porto", "Vienna Gazette": a name that a city is part of.
    if (i > 0 && words[i].span.begin == words[i - 1].span.end + 1 && line[words[i - 1].span.end] == ' ' &&
        !in_date(words[i - 1]) && !words[i - 1].number && !data.place_after.has(words, i - 1) &&
        (words[i - 1].capital || data.name_joiner.has(words, i - 1)))
      continue;
    std::size_t end = i + city->words;
    if (auto region = data.regions.at(words, end)) end += region->words;
    std::uint64_t last = words[end - 1].span.end;
    if (words[end - 1].key.size() == 1 && line.substr(last).starts_with('.')) ++last;
    return ByteSpan{words[i].span.begin, last};
  }
  if (!date) return std::nullopt;
  // Otherwise only what the grammar shows: capitals, a comma, the date.
  std::size_t end = 0;
  while (end < words.size() && words[end].span.end <= date->span.begin) ++end;
  while (end > 0 && data.date_preface.has(words, end - 1) && !words[end - 1].capital) --end;
  if (end == 0 || end > 3) return std::nullopt;
  std::string_view after = line.substr(words[end - 1].span.end);
  if (!after.starts_with(',') || line.find(',') != words[end - 1].span.end) return std::nullopt;
  for (std::size_t i = 0; i < end; ++i)
    if (!words[i].capital || words[i].number || data.office.has(words, i) || data.kinds.has(words, i) ||
        data.published.has(words, i) || data.held.has(words, i) || data.byline.has(words, i))
      return std::nullopt;
  return ByteSpan{words[0].span.begin, words[end - 1].span.end};
}

}  // namespace stenogram::transcript
