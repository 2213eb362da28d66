#include "stenogram/render/check_text.h"

#include <algorithm>

#include "stenogram/render/check_words.h"
#include "stenogram/render/standing.h"

namespace stenogram::render {
namespace {

using check::Answer;
using check::Difference;
using check::DifferenceKind;
using check::Passage;
using check::Severity;
using check::Verdict;

constexpr std::size_t kIndent = 2, kLabel = 10;
constexpr std::size_t kPassagesShown = 3;
constexpr std::size_t kLongestText = 700;  // bytes of a quotation or question shown

std::string cut(std::string_view text) { return inert(shortened(text, kLongestText)); }

// A labelled paragraph; `text` may hold colours, which take no columns.
void paragraph(std::string& out, const Terminal& terminal, std::string_view label, std::string_view text) {
  std::string lead = std::string(kIndent, ' ') + padded(std::string(label), kLabel);
  std::size_t room = terminal.width > kIndent + kLabel + 20 ? terminal.width - kIndent - kLabel : 20;
  out += lead;
  std::size_t used = 0;
  while (!text.empty()) {
    std::size_t end = std::min(text.find(' '), text.size());
    std::string_view word = text.substr(0, end);
    std::string bare;
    for (std::size_t at = 0; at < word.size(); ++at) {
      if (word[at] == '\033')
        while (at < word.size() && word[at] != 'm') ++at;
      else bare += word[at];
    }
    std::size_t wide = columns(bare);
    if (used > 0 && used + 1 + wide > room) {
      out += '\n' + std::string(kIndent + kLabel, ' ');
      used = 0;
    } else if (used > 0) {
      out += ' ', ++used;
    }
    out += word;
    used += wide;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  out += '\n';
}

// Text with some stretches painted, word by word, so that folding cuts no colour in two.
std::string with_marks(const Terminal& terminal, std::string_view text, std::vector<ByteSpan> spans, Paint paint) {
  std::sort(spans.begin(), spans.end());
  std::string out;
  std::uint64_t at = 0;
  for (ByteSpan span : spans) {
    span.end = std::min<std::uint64_t>(span.end, text.size());
    if (span.begin < at || span.begin >= span.end) continue;
    out += inert(slice(text, {at, span.begin}));
    std::string words = inert(slice(text, span));
    for (std::size_t begin = 0; begin < words.size();) {
      std::size_t end = std::min(words.find(' ', begin), words.size());
      // Without colour the words are set between asterisks.
      std::string_view word = std::string_view(words).substr(begin, end - begin);
      if (terminal.colour) out += painted(terminal, paint, word);
      else out += (begin == 0 ? "*" : "") + std::string(word) + (end == words.size() ? "*" : "");
      if (end < words.size()) out += ' ';
      begin = end + 1;
    }
    at = span.end;
  }
  return out + inert(text.substr(std::min<std::uint64_t>(at, text.size())));
}

Paint paint_of(const Answer& answer) {
  if (answer.verdict == Verdict::not_found || answer.severity == Severity::meaning) return Paint::bad;
  if (answer.severity == Severity::wording) return Paint::warning;
  return Paint::good;
}

std::string_view words_for(Verdict verdict) {
  switch (verdict) {
    case Verdict::verbatim: return "verbatim";
    case Verdict::abridged: return "abridged";
    case Verdict::altered: return "altered";
    case Verdict::stitched: return "stitched together";
    case Verdict::misattributed: return "misattributed";
    case Verdict::not_found: return "not found in this archive";
  }
  return {};
}

std::string standing_line(const Terminal& terminal, const Passage& passage) {
  std::string line;
  if (passage.speaker) line += painted(terminal, Paint::name, inert(*passage.speaker));
  else if (passage.label) line += painted(terminal, Paint::name, inert(*passage.label)) + " (unnamed)";
  else line += "nobody named";
  if (passage.quoting) line += ", quoting " + painted(terminal, Paint::name, inert(*passage.quoting));
  if (!passage.date.empty()) line += ", " + inert(passage.date);
  line += ", turn " + std::to_string(passage.turn) + ", " + painted(terminal, Paint::address, inert(passage.address));
  return line;
}

std::string difference_line(const Terminal& terminal, const Difference& difference, const Passage& passage) {
  std::string text;
  if (difference.kind == DifferenceKind::scope) {
    text = "\"" + cut(difference.spoken) + "\" governs these words";
  } else if (difference.kind == DifferenceKind::speaker || difference.kind == DifferenceKind::date) {
    text = cut(in_truth(difference, passage)) + ", not " + cut(difference.quoted);
  } else {
    if (!difference.spoken.empty()) text += cut(difference.spoken);
    if (!difference.spoken.empty() && !difference.quoted.empty()) text += " -> ";
    if (!difference.quoted.empty()) text += cut(difference.quoted);
    text += " (" + spaced(check::name_of(difference.kind)) + (difference.marked ? ", marked" : "") + ")";
  }
  Paint paint = difference.severity == Severity::meaning   ? Paint::bad
                : difference.severity == Severity::wording ? Paint::warning
                                                           : Paint::faint;
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.find(' ', begin), text.size());
    if (!out.empty()) out += ' ';
    out += painted(terminal, paint, std::string_view(text).substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

// What was said, with the words that differ marked.
std::string spoken_text(const Terminal& terminal, std::string_view text, ByteSpan span,
                        const std::vector<Difference>& differences) {
  if (text.size() > kLongestText) return "\"" + cut(text) + "\"";
  std::vector<ByteSpan> changed;
  for (const Difference& difference : differences)
    if (difference.spoken_span && !difference.spoken.empty() && span.contains(*difference.spoken_span))
      changed.push_back({difference.spoken_span->begin - span.begin, difference.spoken_span->end - span.begin});
  return "\"" + with_marks(terminal, text, changed, Paint::match) + "\"";
}

void passage_text(std::string& out, const Terminal& terminal, const Answer& answer, const Passage& passage,
                  std::string_view label) {
  paragraph(out, terminal, label, spoken_text(terminal, passage.text, passage.span, passage.differences));
  paragraph(out, terminal, "", standing_line(terminal, passage));
  if (passage.question && answer.verdict != Verdict::not_found)
    paragraph(out, terminal, "asked", cut(passage.question->text));
  for (const Difference& difference : passage.differences)
    paragraph(out, terminal, verb_of(difference), difference_line(terminal, difference, passage));
}

// Copies of the interview that have other words in the very place.
void copies_text(std::string& out, const Terminal& terminal, const Passage& passage) {
  for (const check::OtherReading& copy : passage.copies_differ) {
    paragraph(out, terminal, "in a copy", spoken_text(terminal, copy.text, copy.span, copy.differences));
    paragraph(out, terminal, "",
              inert(copy.name) + ", turn " + std::to_string(copy.turn) + ", " +
                  painted(terminal, Paint::address, inert(copy.address)));
    for (const Difference& difference : copy.differences)
      paragraph(out, terminal, "",
                worded_otherwise(difference, [](std::string_view words) { return "\"" + cut(words) + "\""; }));
  }
}

bool says_the_same(const Passage& a, const Passage& b) {
  if (a.text != b.text || a.quoting != b.quoting || a.second_hand != b.second_hand ||
      a.differences.size() != b.differences.size())
    return false;
  for (std::size_t k = 0; k < a.differences.size(); ++k)
    if (a.differences[k].kind != b.differences[k].kind || a.differences[k].spoken != b.differences[k].spoken ||
        a.differences[k].quoted != b.differences[k].quoted)
      return false;
  return true;
}

bool asks_otherwise(const Passage& a, const Passage& b) {
  if (a.question.has_value() != b.question.has_value()) return true;
  return a.question && a.question->text != b.question->text;
}

}  // namespace

std::string check_text(const Terminal& terminal, const Answer& answer, std::string_view where,
                       const check::ArticleQuotation* found, const check::Held* held) {
  std::string out = inert(where) + "  " + painted(terminal, paint_of(answer), words_for(answer.verdict));
  if (answer.verdict != Verdict::not_found && answer.severity == Severity::meaning) out += ", and the meaning with it";
  if (answer.ambiguous) out += " (too little to say which place is meant)";
  out += '\n';
  std::vector<ByteSpan> changed;
  if (!answer.passages.empty())
    for (const Difference& difference : answer.passages.front().differences)
      if (difference.quoted_span && !difference.quoted.empty()) changed.push_back(*difference.quoted_span);
  const std::string& quoted = answer.quotation.quoted;
  paragraph(out, terminal, "quoted",
            "\"" + (quoted.size() <= kLongestText ? with_marks(terminal, quoted, changed, Paint::match) : cut(quoted)) +
                "\"");
  std::string claimed = answer.quotation.speaker ? inert(*answer.quotation.speaker) : std::string();
  if (found && found->certainty == check::Certainty::likely && !claimed.empty()) claimed += " (likely)";
  if (answer.quotation.date) claimed += (claimed.empty() ? "" : ", ") + inert(*answer.quotation.date);
  if (found && found->occasion) claimed += (claimed.empty() ? "" : ", ") + inert(*found->occasion);
  if (!claimed.empty()) paragraph(out, terminal, "claimed", claimed);
  std::size_t shown =
      answer.verdict == Verdict::stitched ? answer.passages.size() : std::min(answer.passages.size(), kPassagesShown);
  for (std::size_t at = 0; at < shown; ++at) {
    const Passage& passage = answer.passages[at];
    // A copy of the interview is one more address, unless it has other words or another question.
    if (at > 0 && answer.verdict != Verdict::stitched && says_the_same(answer.passages.front(), passage)) {
      paragraph(out, terminal, "also", standing_line(terminal, passage));
      if (asks_otherwise(answer.passages.front(), passage))
        paragraph(out, terminal, "asked", cut(passage.question ? passage.question->text : "nothing, in this copy"));
    } else {
      passage_text(out, terminal, answer, passage, "spoken");
    }
    copies_text(out, terminal, passage);
  }
  if (answer.places > shown && answer.verdict != Verdict::stitched)
    paragraph(out, terminal, "", "and " + counted(answer.places - shown, "more place"));
  if (answer.verdict == Verdict::not_found) {
    std::string searched =
        counted(answer.searched.transcripts, "transcript") + ", " + counted(answer.searched.turns, "turn");
    if (!answer.searched.from.empty())
      searched += ", " + inert(answer.searched.from) + " to " + inert(answer.searched.to);
    if (held) searched += held_text(*held, answer.quotation, [](std::string_view text) { return inert(text); });
    paragraph(out, terminal, "searched", searched);
    if (answer.nearest.empty()) paragraph(out, terminal, "nearest", "nothing in it is like these words");
    for (const Passage& passage : answer.nearest) passage_text(out, terminal, answer, passage, "nearest");
  }
  for (const std::string& doubt : answer.doubts) paragraph(out, terminal, "note", inert(doubt));
  return out;
}

std::string held_text(const check::Held& held, const check::Quotation& quotation,
                      const std::function<std::string(std::string_view)>& safe) {
  std::string out;
  if (held.of_speaker && *held.of_speaker == 0) {
    out += "; nobody called " + safe(*quotation.speaker) + " speaks in it";
  } else if (held.of_speaker) {
    std::string names;
    for (const std::string& name : held.names) names += (names.empty() ? "" : ", ") + safe(name);
    out +=
        "; " + names + (held.names.size() > 1 ? " speak in " : " speaks in ") + counted(*held.of_speaker, "transcript");
  }
  if (held.of_day && *held.of_day == 0) out += "; nothing in it is dated " + safe(*quotation.date);
  else if (held.of_day)
    out += "; " + counted(*held.of_day, "transcript") + (*held.of_day == 1 ? " is" : " are") + " dated " +
           safe(*quotation.date);
  return out;
}

std::string unmarked_text(const Terminal& terminal, const check::Unmarked& run, std::string_view where) {
  std::string out = inert(where) + "  " + painted(terminal, Paint::warning, "copied without marks") + ", " +
                    counted(run.words, "word") + '\n';
  paragraph(out, terminal, "article", "\"" + cut(run.text) + "\"");
  for (const check::UnmarkedPlace& place : run.shown) {
    std::string line =
        place.speaker ? painted(terminal, Paint::name, inert(*place.speaker)) : std::string("nobody named");
    if (!place.date.empty()) line += ", " + inert(place.date);
    line += ", turn " + std::to_string(place.turn) + ", " + painted(terminal, Paint::address, inert(place.address));
    paragraph(out, terminal, &place == &run.shown.front() ? "spoken" : "", line);
  }
  if (run.places > run.shown.size())
    paragraph(out, terminal, "", "and " + counted(run.places - run.shown.size(), "more place"));
  return out;
}

std::string check_summary_text(const Terminal& terminal, const check::Summary& summary) {
  std::string meaning = meaning_of(summary);
  return counts_of(summary) + (meaning.empty() ? meaning : "; " + painted(terminal, Paint::bad, meaning)) + "\n";
}

std::string set_aside_text(const check::Quotation& quotation, std::string_view where) {
  return inert(where) + "  set aside: \"" + cut(quotation.quoted) + "\"\n";
}

}  // namespace stenogram::render
