#include "stenogram/transcript/stage_words.h"

#include <algorithm>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/data.h"
#include "stenogram/transcript/names.h"
#include "stenogram/transcript/note_brackets.h"
#include "stenogram/transcript/roles.h"

namespace stenogram::transcript {
namespace stage_words {
namespace {

struct StageWords {
  Phrases stage;  // values are NoteKinds
  Phrases beside, followed_by, voice, no_voice;
};

StageWords read_stage_words() {
  StageWords words;
  for (const TableSection& section : parse_table(data("stage.txt"))) {
    if (auto kind = from_name<NoteKind>(section.name)) words.stage.add(section, std::uint32_t(*kind));
    else if (section.name == "beside") words.beside.add(section, 0);
    else if (section.name == "followed by") words.followed_by.add(section, 0);
    else if (section.name == "voice") words.voice.add(section, 0);
    else words.no_voice.add(section, 0);
  }
  return words;
}

const StageWords& stage_words() {
  static const StageWords read = read_stage_words();
  return read;
}

}  // namespace

using note_brackets::is_time;

std::optional<NoteKind> Direction::kind() const {
  if (words_.empty() || words_.size() > 60) return std::nullopt;
  const StageWords& data = stage_words();
  std::optional<NoteKind> kind;
  bool all = true;
  for (std::size_t i = 0; i < words_.size();) {
    std::size_t step = 1;
    if (auto stage = data.stage.at(words_, i)) {
      if (!kind) kind = NoteKind(stage->value);
      step = stage->words;
    } else if (auto beside = data.beside.at(words_, i)) {
      step = beside->words;
    } else if (!(ends_with_time() && words_[i].number)) {
      all = false;
      break;
    }
    i += step;
  }
  if (kind && all) return kind;
  return with_whose_it_is();
}

bool Direction::ends_with_time() const {
  std::size_t at = inside_.find_last_of(' ');
  return at != inside_.npos && is_time(inside_.substr(at + 1));
}

std::optional<NoteKind> Direction::with_whose_it_is() const {
  const StageWords& data = stage_words();
  for (std::size_t i = 0; i < words_.size() && i < 3; ++i) {
    auto stage = data.stage.at(words_, i);
    if (!stage) {
      if (!data.beside.has(words_, i)) return std::nullopt;
      continue;
    }
    if (!words_[0].capital) return std::nullopt;
    std::size_t next = i + stage->words;
    bool whereupon = words_[i].key == "whereupon";
    if (next >= words_.size() || whereupon || data.followed_by.has(words_, next)) return NoteKind(stage->value);
    return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Voice> voice_of(std::string_view text) {
  const StageWords& data = stage_words();
  std::size_t colon = text.find(':');
  std::size_t width = 1;
  if (std::size_t wide = text.find("："); wide < colon) colon = wide, width = 3;
  if (colon == text.npos || colon == 0 || colon > 140) return std::nullopt;
  ByteSpan called = trimmed(text, {colon + width, text.size()});
  if (called.empty()) return std::nullopt;
  std::string_view left = trimmed(text.substr(0, colon));
  // The party in brackets is no part of the name.
  std::size_t bracket = left.find_first_of("[(");
  bool party = bracket != left.npos && bracket > 0;
  std::string_view name = party ? trimmed(left.substr(0, bracket)) : left;
  std::vector<PhraseWord> words = phrase_words(name);
  if (words.empty() || words.size() > 9 || data.no_voice.has(words, 0)) return std::nullopt;
  if (auto cue = data.voice.at(words, 0)) {
    if (cue->words >= words.size()) return Voice{std::string(left), called};
    std::string_view rest = name.substr(words[cue->words].span.begin);
    // "Zuruf von der SPD" names a bench, "Zuruf des Abg. Dr. Koch" a person.
    bool person = words[0].key.starts_with("abg") || words[cue->words - 1].key.starts_with("abg");
    return Voice{std::string(person ? rest : left), called};
  }
  if (!party) return std::nullopt;
  for (const PhraseWord& word : words)
    if (!word.capital && word.key.size() > 3) return std::nullopt;
  return Voice{std::string(name), called};
}

std::optional<Voice> heckler_of(std::string_view text) {
  std::size_t colon = text.find(':');
  if (colon == text.npos || colon < 3 || colon > 60 || text.size() > 300) return std::nullopt;
  std::string_view name = trimmed(text.substr(0, colon));
  ByteSpan called = trimmed(text, {colon + 1, text.size()});
  if (called.empty() || announces_nobody(folded(name))) return std::nullopt;
  Character first = character_at(text, called.begin);
  char32_t last = character_before(text, called.end).code;
  bool whole = last == '!' || last == '.' || last == '?' || last == U'…' || is_closing_mark(last) || is_dash(last);
  if (!is_upper(first.code) || !whole) return std::nullopt;
  NameLook look = look_of(name);
  bool titled = (look.honorific || look.office) && look.words >= 2;
  bool capitals = look.capitals && name.size() >= 5;
  bool members =
      name == "HON. MEMBERS" || name == "HON MEMBERS" || name == "SEVERAL HON. MEMBERS" || name == "Hon. Members";
  if (!members && ((!titled && !capitals) || look.words > 5 || look.score < 0.8)) return std::nullopt;
  return Voice{std::string(name), called};
}

std::optional<Voice> voice_by_name(std::string_view text) {
  if (std::optional<Voice> voice = voice_of(text)) return voice;
  std::size_t colon = text.find(':');
  if (colon == text.npos || colon == 0 || colon > 80) return std::nullopt;
  std::string_view name = trimmed(text.substr(0, colon));
  ByteSpan called = trimmed(text, {colon + 1, text.size()});
  NameLook look = look_of(name);
  if (called.empty() || look.words < 2 || look.words > 6 || look.score < 0.8) return std::nullopt;
  return Voice{std::string(name), called};
}

}  // namespace stage_words
}  // namespace stenogram::transcript
