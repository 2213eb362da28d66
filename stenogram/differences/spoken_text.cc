#include "stenogram/differences/spoken_text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "stenogram/people/names.h"

namespace stenogram::differences {
namespace {

using transcript::Note;
using transcript::NoteKind;

UChar32 first_letter(std::string_view text) {
  UChar32 letter = 0;
  std::int32_t at = 0;
  if (!text.empty()) U8_NEXT(text.data(), at, std::int32_t(text.size()), letter);
  return letter;
}

std::size_t letters_in(std::string_view text) {
  return std::size_t(std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

constexpr std::size_t kShortTitle = 4;  // letters of a title that ends in a full stop: "Prof."

// How far before the window an open bracket is looked for, in words.
constexpr std::uint64_t kBracketReach = 80;

// The brackets of an utterance that open and close within reach, as byte spans of the
// page, skipping notes. Innermost first does not matter: words ask for any.
std::vector<ByteSpan> brackets_in(const corpus::Document& document, const corpus::Utterance& utterance,
                                  ByteSpan bytes) {
  std::vector<ByteSpan> spans;
  const std::string_view looked_at = slice(document.text, bytes);
  if (looked_at.find('(') == looked_at.npos && looked_at.find('[') == looked_at.npos) return spans;  // nearly always
  struct Open {
    std::uint64_t at;
    char close;
  };
  std::vector<Open> open;
  const std::vector<Note>& notes = document.turn(utterance.turn).notes;
  auto note = notes.begin();
  for (std::uint64_t at = bytes.begin; at < bytes.end; ++at) {
    while (note != notes.end() && note->span.end <= at) ++note;
    if (!utterance.note && note != notes.end() && note->span.contains(at)) {
      at = note->span.end - 1;
      continue;
    }
    char byte = document.text[at];
    if (byte == '(' || byte == '[') {
      open.push_back({at, byte == '(' ? ')' : ']'});
    } else if (byte == ')' || byte == ']') {
      while (!open.empty() && open.back().close != byte) open.pop_back();
      if (open.empty()) continue;
      if (open.size() == 1) spans.push_back({open.back().at, at + 1});
      open.pop_back();
    }
  }
  return spans;
}

}  // namespace

bool capitalised(std::string_view printed) {
  UChar32 letter = first_letter(printed);
  if (!u_isupper(letter) && !u_istitle(letter)) return false;
  return true;
}

Break break_between(std::string_view before, std::string_view gap, std::string_view after) {
  Break strongest = Break::none;
  bool blank_line = false;
  int lines = 0;
  for (std::size_t at = 0; at < gap.size(); ++at) {
    char byte = gap[at];
    if (byte == '\n' && ++lines > 1) blank_line = true;
    if (byte == ',') strongest = std::max(strongest, Break::comma);
    if (byte == ';' || byte == ':' || byte == '(' || byte == ')') strongest = std::max(strongest, Break::clause);
    if (byte == '?' || byte == '!') strongest = Break::sentence;
    if (byte == '.') {
      // An initial, a title or a number does not end a sentence, unless a mark closes behind it: “Minsk-2”.
      bool short_form = (letters_in(before) == 1 && at == 0) ||
                        (letters_in(before) <= kShortTitle &&
                         (people::is_abbreviated_title(before) || (capitalised(before) && people::is_title(before))));
      bool spaced = at + 1 < gap.size();
      if (spaced && !short_form) strongest = Break::sentence;
    }
    std::string_view rest = gap.substr(at);
    if (rest.starts_with("\u2014") || rest.starts_with("\u2013") || rest.starts_with("--") || rest.starts_with(" - "))
      strongest = std::max(strongest, Break::clause);
    if (rest.starts_with("\u2026"))
      strongest = std::max(strongest, capitalised(after) ? Break::sentence : Break::clause);
    if (rest.starts_with("\u3002") || rest.starts_with("\uFF1F") || rest.starts_with("\uFF01"))
      strongest = Break::sentence;
    if (rest.starts_with("\uFF0C") || rest.starts_with("\u3001") || rest.starts_with("\u060C"))
      strongest = std::max(strongest, Break::comma);
  }
  return blank_line ? Break::sentence : strongest;
}

Break break_after(const corpus::Document& document, const corpus::Utterance& utterance, std::uint64_t at) {
  if (at + 1 >= utterance.words.size()) return Break::sentence;
  const text::Word& word = utterance.words[at];
  const text::Word& next = utterance.words[at + 1];
  std::string_view text = document.text;
  // The `s` of `2000s` is no initial.
  std::uint64_t begin = word.begin;
  if (begin > 0 && text[begin - 1] >= '0' && text[begin - 1] <= '9') --begin;
  return break_between(text.substr(begin, word.end - begin), text.substr(word.end, next.begin - word.end),
                       slice(text, next.span()));
}

ByteSpan SpokenText::bytes(TokenRange words) const {
  if (keys.empty()) return {0, 0};
  if (!words.empty()) return {word(words.begin).begin, word(words.end - 1).end};
  std::uint64_t at = words.begin < size() ? word(words.begin).begin : word(size() - 1).end;
  return {at, at};
}

SpokenText spoken_text(const corpus::Document& document, const corpus::Utterance& utterance, TokenRange window) {
  SpokenText spoken;
  spoken.document = &document;
  spoken.utterance = &utterance;
  spoken.window = window;
  spoken.keys.reserve(window.size());
  for (std::uint64_t at = window.begin; at < window.end; ++at) {
    spoken.keys.emplace_back();
    text::append_verdict_key(slice(document.text, utterance.words[at].span()), spoken.keys.back());
  }
  spoken.optional.assign(window.size(), 0);
  spoken.bracket.assign(window.size(), 0);
  spoken.inaudible_after.assign(window.size(), 0);
  if (window.empty()) return spoken;

  std::uint64_t first = window.begin > kBracketReach ? window.begin - kBracketReach : 0;
  std::uint64_t last = std::min<std::uint64_t>(window.end + kBracketReach, utterance.words.size()) - 1;
  std::uint64_t begin = utterance.words[first].begin;
  // The bracket before an utterance's first word is the page's own, or a note's.
  if (first == 0 && !utterance.note)
    begin = std::min<std::uint64_t>(
        begin, std::max<std::uint64_t>(document.turn(utterance.turn).span.begin, begin > 8 ? begin - 8 : 0));
  std::uint64_t end = last + 1 == utterance.words.size() && !utterance.note
                          ? std::max<std::uint64_t>(utterance.words[last].end, document.turn(utterance.turn).span.end)
                          : utterance.words[last].end + 8;
  end = std::min<std::uint64_t>(end, document.text.size());
  std::vector<ByteSpan> brackets = brackets_in(document, utterance, {begin, end});
  auto bracket = brackets.begin();
  const std::vector<Note>& notes = document.turn(utterance.turn).notes;
  auto note = notes.begin();
  for (std::uint64_t at = 0; at < window.size(); ++at) {
    const text::Word& word = spoken.word(at);
    while (bracket != brackets.end() && bracket->end <= word.begin) ++bracket;
    if (bracket != brackets.end() && bracket->contains(word.span())) {
      spoken.optional[at] = 1;
      spoken.bracket[at] = std::uint32_t(bracket - brackets.begin()) + 1;
    }
    while (note != notes.end() && note->span.begin < word.end) ++note;
    std::uint64_t next = at + 1 < window.size() ? spoken.word(at + 1).begin : word.end;
    for (auto lost = note; lost != notes.end() && lost->span.begin < next; ++lost)
      if (lost->kind == NoteKind::inaudible) spoken.inaudible_after[at] = 1;
  }
  return spoken;
}

}  // namespace stenogram::differences
