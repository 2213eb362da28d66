#include "stenogram/transcript/voices.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "stenogram/transcript/characters.h"

namespace stenogram::transcript {
namespace {

using capture::Block;
using capture::Voice;

bool speaks(const Block& block) {
  return block.voice && (block.voice->kind == Voice::Kind::speech || block.voice->kind == Voice::Kind::question ||
                         block.voice->kind == Voice::Kind::answer);
}

std::optional<Role> part_of(const std::string& role) {
  std::string key = folded(role);
  for (std::string_view word : {"chair", "president", "speaker", "moderator", "host"})
    if (key.find(word) != key.npos) return Role::moderator;
  if (key.find("interviewer") != key.npos) return Role::interviewer;
  return std::nullopt;
}

// The words of a printed label, and all that sets it off: the colon behind it too.
Candidate candidate_of(const capture::Page& page, std::uint32_t index) {
  const Block& block = page.blocks[index];
  Candidate candidate;
  candidate.block = index;
  candidate.span = candidate.words = {block.span.begin, block.span.begin};
  if (!block.voice->label) return candidate;
  std::string_view text = page.text;
  ByteSpan span = trimmed(text, *block.voice->label);
  candidate.span = candidate.words = span;
  while (candidate.words.end > span.begin &&
         (text[candidate.words.end - 1] == ':' || text[candidate.words.end - 1] == ' '))
    --candidate.words.end;
  if (slice(text, candidate.words).ends_with("：")) candidate.words.end -= 3;
  while (candidate.span.end < block.span.end && (text[candidate.span.end] == ':' || text[candidate.span.end] == ' '))
    ++candidate.span.end;
  candidate.span = trimmed(text, candidate.span);
  // A number or a mark before the label stands apart from what was said as well.
  if (span.begin > block.span.begin && span.begin - block.span.begin <= 8) candidate.span.begin = block.span.begin;
  return candidate;
}

// "#Anna.Bell" and "#MariaAnna.BellSound" name somebody, the given name first; an id
// without a full stop may print a surname first, and tells nobody's name.
std::string name_in_id(std::string_view id) {
  while (!id.empty() && id.front() == '#') id.remove_prefix(1);
  std::size_t stop = id.find('.');
  if (stop == id.npos || stop == 0 || stop + 2 >= id.size() || id.find('.', stop + 1) != id.npos) return {};
  std::string name;
  char32_t before = 0;
  for (std::size_t at = 0; at < id.size();) {
    Character c = character_at(id, at);
    if (c.code == '.') {
      if (!is_upper(character_at(id, at + 1).code)) return {};
      name += ' ';
    } else {
      if (!is_letter(c.code) && c.code != '-' && c.code != '\'') return {};
      if (at == 0 && !is_upper(c.code)) return {};
      if (is_upper(c.code) && is_lower(before)) name += ' ';
      name.append(id.substr(at, c.size));
    }
    before = c.code;
    at += c.size;
  }
  return name;
}

// A name's letters alone, so that "Anna Bell" is known in the id "#Anna.Bell".
std::string letters_of(std::string_view name) {
  std::string key;
  for (char c : folded(name))
    if (static_cast<unsigned char>(c) >= 0x80 || is_letter(static_cast<unsigned char>(c))) key += c;
  return key;
}

// "Speaker 2" is a recogniser's number for a voice, and no office.
bool is_tag(std::string_view text) {
  const std::string key = folded(text);
  const std::string_view rest = std::string_view(key).substr(0, 8);
  if (rest != "speaker " && rest != "speaker_") return false;
  return key.size() <= 11 && std::all_of(key.begin() + 8, key.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_whole(const PersonName& name) { return !name.given.empty() && !name.surname.empty(); }

class Voices {
 public:
  explicit Voices(const capture::Page& page) : page_(page) {}

  std::optional<MarkupVoices> run() {
    for (const Block& block : page_.blocks)
      if (block.element == "note.chair") chairs_.insert(letters_of(slice(page_.text, block.span)));
    std::uint32_t last = ~0u;
    for (std::uint32_t i = 0; i < page_.blocks.size(); ++i) {
      const Block& block = page_.blocks[i];
      if (!speaks(block)) continue;
      if (block.voice->utterance == last) continue;
      last = block.voice->utterance;
      open(i);
    }
    if (out_.opened.empty()) return std::nullopt;
    // Who took the chair for a while and spoke from the floor more often is no chair.
    for (std::size_t g = 0; g < out_.labels.groups.size(); ++g)
      if (out_.labels.groups[g].part == Role::moderator && chaired_[g] * 2 < out_.labels.groups[g].count)
        out_.labels.groups[g].part = Role::participant;
    return std::move(out_);
  }

 private:
  void open(std::uint32_t index) {
    const Voice& voice = *page_.blocks[index].voice;
    Candidate candidate = candidate_of(page_, index);
    std::string_view words = slice(page_.text, candidate.words);
    std::string key = !voice.id.empty() ? "#" + voice.id : folded(words.empty() ? std::string_view(voice.name) : words);
    auto [it, fresh] = groups_.emplace(key, out_.labels.groups.size());
    if (fresh) {
      LabelGroup& group = out_.labels.groups.emplace_back();
      group.key = key;
      group.words = words;
      group.role = role_label(folded(words));
      // An id tells people apart; "UNIDENTIFIED MALE" for an id tells nobody.
      group.by_markup = !voice.id.empty() && !(group.role && folded(voice.id) == folded(words));
      group.because = "the markup says so";
      chaired_.push_back(0);
    }
    LabelGroup& group = out_.labels.groups[it->second];
    std::optional<Role> part = part_of(voice.role);
    if (!part && !chairs_.empty() &&
        (chairs_.contains(letters_of(voice.id)) || chairs_.contains(letters_of(voice.name))))
      part = Role::moderator;
    if (part) group.part = part;
    chaired_[it->second] += part == Role::moderator;
    learn(group, voice, words);
    ++group.count;
    out_.labels.labels.push_back({candidate, it->second});

    Announced announced;
    announced.label = {std::string(words), candidate.span};
    // A label, or an id, that names the person already speaking continues the turn, in markup
    // as in print; where nobody is named, every utterance is its own.
    announced.opens_always = words.empty() && voice.id.empty() && voice.name.empty();
    if (voice.kind == Voice::Kind::question) announced.kind = TurnKind::question;
    if (voice.kind == Voice::Kind::answer) announced.kind = TurnKind::answer;
    out_.opened.push_back(std::move(announced));
  }

  // The fullest of the names that the markup and the labels give.
  static void learn(LabelGroup& group, const Voice& voice, std::string_view words) {
    const std::string of_id = words.empty() && voice.name.empty() ? name_in_id(voice.id) : std::string();
    const std::string_view texts[] = {voice.name, words, of_id};
    for (const std::string_view& text : texts) {
      if (text.empty()) continue;
      PersonName name = parse_name(text);
      if (is_tag(text)) name.office.clear();
      // Whom the markup names by name, a label of office does not rename.
      if (group.by_markup && &text == &texts[1] && is_whole(parse_name(voice.name))) {
        if (group.name.office.empty()) group.name.office = name.office;
        continue;
      }
      std::size_t known = group.name.given.size() + group.name.surname.size();
      if (name.given.size() + name.surname.size() > known) {
        if (name.office.empty()) name.office = group.name.office;
        group.name = name;
      } else if (group.name.office.empty()) {
        group.name.office = name.office;
      }
    }
    if (!voice.office.empty()) group.name.office = voice.office;
  }

  const capture::Page& page_;
  std::unordered_map<std::string, std::uint32_t> groups_;
  std::unordered_set<std::string> chairs_;  // as notes name them, letters alone
  std::vector<std::uint32_t> chaired_;      // utterances of each group from the chair
  MarkupVoices out_;
};

}  // namespace

std::optional<MarkupVoices> read_voices(const capture::Page& page) { return Voices(page).run(); }

// ">> TEXT" paragraph by paragraph, as captions that were saved as text mark a new voice.
static std::vector<Announced> behind_arrows(const capture::Page& page) {
  constexpr std::size_t kFewest = 4;
  std::vector<Announced> opened;
  for (const Block& block : page.blocks) {
    if (slice(page.text, block.span).substr(0, 2) != ">>") continue;
    std::uint64_t end = block.span.begin + 2;
    while (end < block.span.end && page.text[end] == '>') ++end;
    Announced& voice = opened.emplace_back();
    voice.label.span = {block.span.begin, end};
    voice.opens_always = true;
  }
  if (opened.size() < kFewest || opened.size() * 2 < page.blocks.size()) opened.clear();
  return opened;
}

// A clock time on every other line, later each time, and words between, as pages of videos
// show what is said: captions, though they come as text. One voice, for none is told.
static std::vector<Announced> below_clocks(const capture::Page& page) {
  constexpr std::size_t kFewest = 5;
  std::size_t clocks = 0, pairs = 0, first = 0;
  double last = -1;
  bool clock_before = false;
  for (std::size_t b = 0; b < page.blocks.size(); ++b) {
    ByteSpan span = page.blocks[b].span;
    std::optional<ClockTime> clock;
    if (span.size() < 14) clock = clock_at(page.text, span.begin);
    if (clock && clock->end == span.end && clock->seconds > last) {
      if (clocks++ == 0) first = b;
      last = clock->seconds;
      clock_before = true;
      continue;
    }
    pairs += clock_before;
    clock_before = false;
  }
  if (pairs < kFewest || clocks * 10 < (page.blocks.size() - first) * 4) return {};
  // A programme or a list of chapters has times that begin later, or stand further apart.
  double begin = clock_at(page.text, page.blocks[first].span.begin)->seconds;
  if (begin > 30 || last - begin > 20.0 * static_cast<double>(clocks)) return {};
  std::vector<Announced> opened(1);
  opened[0].label.span = page.blocks[first].span;
  opened[0].clock = clock_at(page.text, page.blocks[first].span.begin)->seconds;
  opened[0].opens_always = true;
  return opened;
}

std::vector<Announced> unlabelled_captions(const capture::Page& page) {
  std::vector<Announced> opened;
  std::size_t cues = 0, marked = 0;
  auto mark_of = [&](const Block& block) -> std::size_t {
    std::string_view text = slice(page.text, block.span);
    std::size_t at = 0;
    while (at < text.size() && text[at] == '>') ++at;
    if (at == 0)
      for (std::string_view dash : {"-", "–", "—"})
        if (text.starts_with(dash) && text.size() > dash.size() && text[dash.size()] != '-' && text[dash.size()] != '.')
          at = dash.size();
    return at;
  };
  for (const Block& block : page.blocks)
    if (block.kind == capture::BlockKind::cue) {
      ++cues;
      marked += mark_of(block) > 0;
    }
  if (cues == 0) {
    opened = behind_arrows(page);
    return opened.empty() ? below_clocks(page) : opened;
  }
  if (cues < 2 || cues * 2 < page.blocks.size()) return opened;
  bool by_marks = marked >= 2;
  for (const Block& block : page.blocks) {
    if (block.kind != capture::BlockKind::cue) continue;
    std::size_t mark = by_marks ? mark_of(block) : 0;
    if (!opened.empty() && mark == 0) continue;
    Announced announced;
    announced.label.span = {block.span.begin, block.span.begin + mark};
    announced.opens_always = true;
    opened.push_back(std::move(announced));
  }
  return opened;
}

}  // namespace stenogram::transcript
