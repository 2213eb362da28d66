#include "stenogram/corpus/filter.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "stenogram/text/words.h"

namespace stenogram::corpus {
namespace {

constexpr std::array<std::string_view, 7> kFieldNames = {"speaker", "kind", "outlet", "place", "lang", "date", "in"};

std::vector<std::string> keys_of(std::string_view text) {
  std::vector<std::string> keys;
  for (const text::Word& word : text::words(text))
    keys.push_back(text::search_key(text.substr(word.begin, word.end - word.begin)));
  return keys;
}

// All the asked words stand in the text, in any order; or they are the text.
bool speaks_of(std::string_view text, const FieldValue& asked) {
  if (text.empty()) return false;
  const std::vector<std::string> keys = keys_of(text);
  if (asked.whole)
    return std::equal(keys.begin(), keys.end(), asked.words.begin(), asked.words.end(),
                      [](const std::string& key, const WordPattern& pattern) { return pattern.matches(key); });
  return std::all_of(asked.words.begin(), asked.words.end(), [&](const WordPattern& pattern) {
    return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return pattern.matches(key); });
  });
}

bool is_speaker(const DocumentFacts::Speaker& speaker, const FieldValue& asked) {
  if (speaks_of(speaker.name, asked)) return true;
  // A whole name is asked for to open all lines of one name, and no others.
  if (asked.whole) return false;
  return speaks_of(speaker.office, asked) ||
         std::any_of(speaker.labels.begin(), speaker.labels.end(),
                     [&](const std::string& label) { return speaks_of(label, asked); });
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
  return lower;
}

// "en" holds "en-GB", not "eng".
bool language_within(std::string_view language, std::string_view asked) {
  std::string have = lower_ascii(language), want = lower_ascii(asked);
  return have == want || (have.starts_with(want) && have[want.size()] == '-');
}

// "79c93a17dc29" names "79c93a17dc29" and its parts "79c93a17dc29.2"; so does its
// beginning, from six digits on.
constexpr std::size_t kLeastIdDigits = 6;
bool id_within(std::string_view id, std::string_view asked) {
  if (id == asked) return true;
  return asked.size() >= kLeastIdDigits && asked.find('.') == asked.npos && id.starts_with(asked);
}

template <class Enum, std::size_t N>
std::string names_of(const std::array<Enum, N>& values) {
  std::string names;
  for (Enum value : values) names += (names.empty() ? "" : ", ") + std::string(transcript::name_of(value));
  return names;
}

constexpr std::array kTurnKinds = {transcript::TurnKind::question, transcript::TurnKind::answer,
                                   transcript::TurnKind::statement, transcript::TurnKind::procedure};
constexpr std::array kTranscriptKinds = {transcript::Kind::interview,   transcript::Kind::press_conference,
                                         transcript::Kind::briefing,    transcript::Kind::debate,
                                         transcript::Kind::hearing,     transcript::Kind::court,
                                         transcript::Kind::proceedings, transcript::Kind::call,
                                         transcript::Kind::remarks,     transcript::Kind::other};

std::optional<QueryFault> parse_kind(std::string_view written, QuerySpan at, FieldValue& out) {
  std::string name = lower_ascii(written);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
  for (transcript::TurnKind kind : kTurnKinds)
    if (transcript::name_of(kind) == name) out.turn_kind = kind;
  for (transcript::Kind kind : kTranscriptKinds)
    if (transcript::name_of(kind) == name) out.transcript_kind = kind;
  if (out.turn_kind || out.transcript_kind) return {};
  return QueryFault{at, "no kind is called \"" + std::string(written) + '"',
                    "turns are " + names_of(kTurnKinds) + "; transcripts are " + names_of(kTranscriptKinds)};
}

std::optional<QueryFault> parse_dates(std::string_view written, QuerySpan at, FieldValue& out) {
  const std::string_view advice = "write 2017, 2017-07, 2017-07-21 or a range such as 2017..2024-03";
  const std::size_t dots = written.find("..");
  std::string_view first = written.substr(0, dots);
  std::string_view last = dots == written.npos ? first : written.substr(dots + 2);
  if (first.empty() && last.empty())
    return QueryFault{at, "a range of dates needs a beginning or an end", std::string(advice)};
  auto wrong = [&](std::string_view part) {
    const std::uint64_t begin = at.begin + static_cast<std::uint64_t>(part.data() - written.data());
    return QueryFault{{begin, begin + part.size()}, '"' + std::string(part) + "\" is not a date", std::string(advice)};
  };
  if (!first.empty()) {
    std::optional<DayRange> days = days_of(first);
    if (!days || first.find('T') != first.npos) return wrong(first);
    out.days.first = days->first;
  }
  if (!last.empty()) {
    std::optional<DayRange> days = days_of(last);
    if (!days || last.find('T') != last.npos) return wrong(last);
    out.days.last = days->last;
  }
  if (out.days.first > out.days.last) return QueryFault{at, "the range ends before it begins", {}};
  return {};
}

std::optional<QueryFault> parse_id(std::string_view written, QuerySpan at, FieldValue& out) {
  const std::size_t hash = written.find('#');
  std::string id = lower_ascii(written.substr(0, hash));
  bool sound = !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '.';
  });
  if (hash != written.npos) {
    std::string_view turn = written.substr(hash + 1);
    auto [end, error] = std::from_chars(turn.data(), turn.data() + turn.size(), out.turn);
    sound = sound && error == std::errc() && end == turn.data() + turn.size() && out.turn > 0;
  }
  if (!sound)
    return QueryFault{at, '"' + std::string(written) + "\" is not the id of a transcript",
                      "ids are listed by `stenogram list`; a turn's is ID#7"};
  out.written = id + std::string(hash == written.npos ? "" : written.substr(hash));
  return {};
}

bool value_fits_document(Field field, const FieldValue& value, const DocumentFacts& facts) {
  switch (field) {
    case Field::speaker:
      return std::any_of(facts.speakers.begin(), facts.speakers.end(),
                         [&](const auto& speaker) { return is_speaker(speaker, value); }) ||
             std::any_of(facts.voices.begin(), facts.voices.end(),
                         [&](const auto& voice) { return speaks_of(voice.name, value); });
    case Field::kind: return value.turn_kind ? true : *value.transcript_kind == facts.kind;
    case Field::outlet: return speaks_of(facts.outlet, value);
    case Field::place: return speaks_of(facts.place, value);
    case Field::lang: return language_within(facts.language, value.written);
    case Field::date: {
      std::optional<DayRange> days = days_of(facts.date);
      return days && value.days.contains(*days);
    }
    case Field::in: {
      std::string_view id = value.written;
      return id_within(facts.id, id.substr(0, id.find('#')));
    }
  }
  return false;
}

// What is left to ask once the document may fit.
bool value_fits_utterance(Field field, const FieldValue& value, const DocumentFacts& facts,
                          const UtteranceInfo& utterance) {
  const bool is_note = utterance.note != concordance::kNone;
  if (field == Field::speaker) {
    if (utterance.speaker < facts.speakers.size() && is_speaker(facts.speakers[utterance.speaker], value)) return true;
    if (is_note)
      for (const DocumentFacts::Voice& voice : facts.voices)
        if (voice.turn == utterance.turn && voice.note == utterance.note) return speaks_of(voice.name, value);
    return false;
  }
  // Words that a note prints are nobody's answer, whatever they interrupt.
  if (field == Field::kind && value.turn_kind)
    return *value.turn_kind ==
           (is_note ? transcript::TurnKind::statement : static_cast<transcript::TurnKind>(utterance.kind));
  if (field == Field::in) return value.turn == 0 || value.turn == utterance.turn;
  return true;
}

}  // namespace

std::string_view name_of(Field field) { return kFieldNames[static_cast<std::size_t>(field)]; }

std::optional<Field> field_of(std::string_view name) {
  std::string lower = lower_ascii(name);
  auto found = std::find(kFieldNames.begin(), kFieldNames.end(), lower);
  if (found == kFieldNames.end()) return {};
  return static_cast<Field>(found - kFieldNames.begin());
}

std::string field_names() {
  std::string names;
  for (std::size_t i = 0; i < kFieldNames.size(); ++i)
    names += std::string(i == 0 ? "" : i + 1 == kFieldNames.size() ? " and " : ", ") + std::string(kFieldNames[i]);
  return names;
}

std::optional<DayRange> days_of(std::string_view iso_date) {
  iso_date = iso_date.substr(0, iso_date.find('T'));
  int parts[3] = {0, 0, 0};
  constexpr std::size_t kDigits[] = {4, 2, 2};
  int count = 0;
  for (std::string_view rest = iso_date; count < 3; ++count) {
    if (rest.size() < kDigits[count]) return {};
    for (char c : rest.substr(0, kDigits[count])) {
      if (c < '0' || c > '9') return {};
      parts[count] = parts[count] * 10 + (c - '0');
    }
    rest.remove_prefix(kDigits[count]);
    if (rest.empty()) {
      ++count;
      break;
    }
    if (rest.front() != '-' || count == 2) return {};
    rest.remove_prefix(1);
  }
  const auto [year, month, day] = parts;
  if (count >= 2 && (month < 1 || month > 12)) return {};
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  auto days_in = [&](int which) {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return kDays[which - 1] + (which == 2 && leap ? 1 : 0);
  };
  if (count == 3 && (day < 1 || day > days_in(month))) return {};
  DayRange range;
  range.first = year * 10000 + (count >= 2 ? month : 1) * 100 + (count == 3 ? day : 1);
  range.last = year * 10000 + (count >= 2 ? month : 12) * 100 + (count == 3 ? day : days_in(count >= 2 ? month : 12));
  return range;
}

std::optional<QueryFault> parse_value(Field field, std::string_view written, QuerySpan at, FieldValue& out) {
  out.written = written;
  if (written.find_first_not_of(" \t\n\r") == written.npos)
    return QueryFault{at, std::string(name_of(field)) + ": needs a value",
                      "write it right after the colon, in quotation marks if it has blanks"};
  switch (field) {
    case Field::kind: return parse_kind(written, at, out);
    case Field::date: return parse_dates(written, at, out);
    case Field::in: return parse_id(written, at, out);
    case Field::lang: {
      const bool sound = std::all_of(written.begin(), written.end(), [](unsigned char c) {
        return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-';
      });
      if (sound) return {};
      return QueryFault{at, '"' + std::string(written) + "\" is not a language tag", "write en, ru, zh-Hant"};
    }
    case Field::speaker:
    case Field::outlet:
    case Field::place: break;
  }
  out.whole = written.starts_with('=');
  std::vector<Sequence> sequences;
  const std::size_t sign = out.whole ? 1 : 0;
  if (auto fault = parse_sequences(written.substr(sign), at.begin + sign, false, sequences)) return fault;
  out.words = std::move(sequences.front());
  for (WordPattern& word : out.words) word.stem = false;  // names have none
  return {};
}

bool fits(const FieldTest& test, const DocumentFacts& facts, const UtteranceInfo& utterance) {
  return std::any_of(test.any_of.begin(), test.any_of.end(), [&](const FieldValue& value) {
    return value_fits_document(test.field, value, facts) && value_fits_utterance(test.field, value, facts, utterance);
  });
}

bool may_fit(const FieldTest& test, const DocumentFacts& facts) {
  return std::any_of(test.any_of.begin(), test.any_of.end(),
                     [&](const FieldValue& value) { return value_fits_document(test.field, value, facts); });
}

std::string to_string(const FieldTest& test) {
  std::string values;
  for (const FieldValue& value : test.any_of) {
    const bool plain = value.written.find_first_of(" \t\n\r\"()|“”„«»") == std::string::npos;
    if (!values.empty()) values += " OR ";
    values += plain ? value.written : '"' + value.written + '"';
  }
  if (test.any_of.size() > 1) values = '(' + values + ')';
  return std::string(name_of(test.field)) + ':' + values;
}

}  // namespace stenogram::corpus
