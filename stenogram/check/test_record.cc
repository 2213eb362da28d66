#include "stenogram/check/test_record.h"

#include <algorithm>

namespace stenogram::check {
namespace {

using namespace transcript;

std::uint32_t speaker_of(Transcript& talk, const std::string& name) {
  for (std::uint32_t at = 0; at < talk.speakers.size(); ++at)
    if (talk.speakers[at].labels.front() == name) return at;
  Speaker speaker;
  speaker.labels = {name};
  if (name == "Q") speaker.role = Role::interviewer;
  else speaker.name = name, speaker.role = Role::respondent;
  talk.speakers.push_back(speaker);
  return std::uint32_t(talk.speakers.size() - 1);
}

void take_notes(const std::string& text, Turn& turn) {
  for (auto [words, kind] :
       {std::pair("(Laughter)", NoteKind::laughter), std::pair("[inaudible]", NoteKind::inaudible)})
    for (std::size_t at = turn.span.begin; (at = text.find(words, at)) != text.npos && at < turn.span.end; at += 1)
      turn.notes.push_back({kind, {at, at + std::string_view(words).size()}, std::nullopt, std::nullopt});
  std::sort(turn.notes.begin(), turn.notes.end(), [](const Note& a, const Note& b) { return a.span < b.span; });
}

// Appends `words` to the text, turning <<Name|cue|words>> into quotes.
void append_words(std::string_view words, std::string& text, Turn& turn) {
  for (std::size_t open; (open = words.find("<<")) != words.npos;) {
    text += words.substr(0, open);
    std::size_t first = words.find('|', open), second = words.find('|', first + 1), close = words.find(">>", second);
    std::string_view name = words.substr(open + 2, first - open - 2), cue = words.substr(first + 1, second - first - 1);
    Quote quote;
    if (!name.empty()) quote.attributed_to.emplace_back(name);
    quote.cue = ByteSpan{text.size(), text.size() + cue.size()};
    text += cue;
    text += ' ';
    quote.span.begin = text.size();
    text += words.substr(second + 1, close - second - 1);
    quote.span.end = text.size();
    turn.quotes.push_back(quote);
    words.remove_prefix(close + 2);
  }
  text += words;
}

}  // namespace

corpus::Document invented(std::string_view id, std::string_view date, std::string_view lines,
                          std::string_view language) {
  corpus::Document document;
  document.id = id;
  document.name = std::string(id) + ".txt";
  Transcript& talk = document.transcript;
  talk.language = language;
  talk.heading.kind = Kind::interview;
  if (!date.empty()) talk.heading.event_date = Dated{std::string(date), std::string(date), std::nullopt, std::nullopt};
  std::optional<std::uint32_t> question;
  while (!lines.empty()) {
    std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    std::size_t colon = line.find(": ");
    if (colon == line.npos) continue;
    std::string name(line.substr(0, colon));
    Turn turn;
    turn.n = std::uint32_t(talk.turns.size() + 1);
    turn.label = Label{name, {document.text.size(), document.text.size() + colon + 1}};
    document.text += line.substr(0, colon + 2);
    turn.span.begin = document.text.size();
    append_words(line.substr(colon + 2), document.text, turn);
    turn.span.end = document.text.size();
    document.text += '\n';
    if (name != "?") turn.speaker = speaker_of(talk, name);
    turn.kind = name == "Q" ? TurnKind::question : TurnKind::answer;
    if (name == "Q") question = turn.n;
    else turn.answers = question;
    take_notes(document.text, turn);
    talk.turns.push_back(std::move(turn));
  }
  document.utterances = corpus::utterances_of(talk, document.text);
  return document;
}

}  // namespace stenogram::check
