#include "stenogram/capture/captions.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "stenogram/capture/blank.h"
#include "stenogram/capture/entities.h"
#include "stenogram/capture/lines.h"
#include "stenogram/capture/page_builder.h"

namespace stenogram::capture {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "00:01:02.345", "1:02,3", "-0:05.000" from the front of `text`, in seconds.
std::optional<double> take_time(std::string_view& text) {
  std::size_t at = 0;
  double sign = 1, seconds = 0, part = 0;
  int parts = 0, digits = 0;
  if (at < text.size() && text[at] == '-') sign = -1, ++at;
  for (; at < text.size(); ++at) {
    if (is_digit(text[at]) && digits < 6) {
      part = part * 10 + (text[at] - '0');
      ++digits;
    } else if (text[at] == ':' && digits > 0 && parts < 2) {
      seconds = (seconds + part) * 60;
      part = digits = 0;
      ++parts;
    } else {
      break;
    }
  }
  if (parts == 0 || digits == 0) return std::nullopt;
  seconds += part;
  if (at + 1 < text.size() && (text[at] == '.' || text[at] == ',') && is_digit(text[at + 1])) {
    double scale = 0.1;
    for (++at; at < text.size() && is_digit(text[at]); ++at, scale /= 10) seconds += scale * (text[at] - '0');
  }
  text.remove_prefix(at);
  return sign * seconds;
}

void skip_blanks(std::string_view& text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
}

// The line between a cue's number and its words: "00:01.000 --> 00:02.000 align:start".
std::optional<TimeRange> times_of(std::string_view line) {
  skip_blanks(line);
  std::optional<double> start = take_time(line);
  if (!start) return std::nullopt;
  skip_blanks(line);
  if (line.starts_with("-->")) line.remove_prefix(3);
  else if (line.starts_with(",") && line.size() > 1 && is_digit(line[1])) line.remove_prefix(1);  // SubViewer's
  else return std::nullopt;
  skip_blanks(line);
  std::optional<double> end = take_time(line);
  if (!end) return std::nullopt;
  return TimeRange{*start, *end};
}

// A piece of a cue's line: words copied, or characters that stand for a reference.
struct Piece {
  std::size_t begin, end;  // bytes of the decoded text
  std::string instead;     // empty: the bytes themselves
};

struct CueLine {
  std::vector<Piece> pieces;
  std::string words;              // as printed, to notice that a line is said again
  std::optional<ByteSpan> voice;  // the annotation of <v Name>, in the decoded text
  bool opens = false;             // another voice begins here: `>>`, a dash, <v>
};

struct Cue {
  TimeRange time;
  std::vector<CueLine> lines;
  std::optional<ByteSpan> voice;  // the last one said so far
};

bool is_tag(std::string_view inside) {
  if (inside.empty()) return false;
  if (inside[0] == '/' || is_digit(inside[0]) || (inside[0] >= 'a' && inside[0] <= 'z')) return true;
  std::string_view name = inside.substr(0, inside.find(' '));
  return name == "I" || name == "B" || name == "U" || name == "FONT";
}

// Reads one line of a cue. `<00:00:01.000>`, `<c.yellow>` and `{\an8}` go, `<v Name>` is
// remembered, character references are replaced. What another voice says on the same
// line (`>>`, a second `<v>`) is a line of its own.
class LineReader {
 public:
  LineReader(std::string_view text, ByteSpan span, Cue& cue)
      : text_(text.substr(0, span.end)), cue_(cue), at_(span.begin), copied_(span.begin) {}

  void run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '<') tag();
      else if (c == '{' && text_.substr(at_, 2) == "{\\") drop('}');
      else if (c == '&' || c == '>') mark();
      else ++at_;
    }
    flush(at_);
    push();
  }

 private:
  void flush(std::size_t until) {
    if (until <= copied_) return;
    line_.pieces.push_back({copied_, until, {}});
    line_.words += text_.substr(copied_, until - copied_);
    copied_ = until;
  }

  void push() {
    std::string_view words = line_.words;
    line_.words = std::string(slice(words, trimmed(words, {0, words.size()})));
    line_.voice = cue_.voice;
    if (!line_.words.empty()) cue_.lines.push_back(std::move(line_));
    line_ = CueLine();
  }

  void open_voice() {
    flush(at_);
    if (!is_blank(line_.words)) push();
    line_.opens = true;
  }

  void drop(char last) {
    const std::size_t close = text_.find(last, at_);
    if (close == text_.npos || close - at_ > 200) return void(++at_);
    flush(at_);
    at_ = copied_ = close + 1;
  }

  void tag() {
    const std::size_t close = text_.find('>', at_);
    if (close == text_.npos || close - at_ > 200 || !is_tag(text_.substr(at_ + 1, close - at_ - 1))) return void(++at_);
    if (text_[at_ + 1] == 'v' && at_ + 2 < close) {
      const std::size_t name = text_.find(' ', at_ + 2);
      if (name < close) {
        open_voice();
        cue_.voice = trimmed(text_, {name, close});
      }
    }
    drop('>');
  }

  // `>>`, written as such or as references, announces somebody wherever it stands.
  void mark() {
    std::size_t marks = 0, end = at_;
    std::optional<CharacterReference> first = reference_at(text_, at_);
    for (;;) {
      const std::optional<CharacterReference> reference = reference_at(text_, end);
      const bool is_mark = reference ? reference->characters == ">" : text_.substr(end, 1) == ">";
      if (!is_mark) break;
      end += reference ? reference->length : 1;
      ++marks;
    }
    if (marks >= 2) open_voice();
    if (!first) return void(at_ += std::max<std::size_t>(marks, 1));
    end = marks > 0 ? end : at_ + first->length;
    flush(at_);
    while (at_ < end) {
      const std::optional<CharacterReference> reference = reference_at(text_, at_);
      const std::size_t length = reference ? reference->length : 1;
      line_.pieces.push_back({at_, at_ + length, reference ? reference->characters : std::string(1, text_[at_])});
      line_.words += line_.pieces.back().instead;
      at_ += length;
    }
    copied_ = at_;
  }

  std::string_view text_;
  Cue& cue_;
  std::size_t at_, copied_;
  CueLine line_;
};

bool is_number(std::string_view words) { return !words.empty() && std::all_of(words.begin(), words.end(), is_digit); }

// A dash with which a second speaker begins.
std::size_t dash_at(std::string_view words) {
  for (std::string_view dash : {"-", "–", "—"})
    if (words.starts_with(dash) && words.size() > dash.size() && words[dash.size()] != '-') return dash.size();
  return 0;
}

// "Ann Berg" of "Ann Berg: Good evening": what may announce a voice, if it recurs.
std::string_view announced_name(std::string_view words) {
  constexpr std::size_t kLongestName = 40;
  const std::size_t colon = words.substr(0, kLongestName).find(':');
  if (colon == words.npos || colon == 0 || colon + 1 >= words.size() || words[colon + 1] != ' ') return {};
  const std::string_view name = words.substr(0, colon);
  const char first = name.front();
  if ((first >= 'a' && first <= 'z') || is_digit(first) || name.find_first_of("?!,;") != name.npos) return {};
  return std::count(name.begin(), name.end(), ' ') <= 3 ? name : std::string_view();
}

// A cue's first line that may be the name of who speaks, alone: "Ann Berg".
bool is_bare_name(std::string_view line) {
  constexpr std::size_t kLongest = 40;
  if (line.size() < 2 || line.size() > kLongest) return false;
  if (line.find_first_of(".,:;?!\"()[]<>0123456789") != line.npos) return false;
  const char first = line.front(), last = line.back();
  return !(first >= 'a' && first <= 'z') && first != '-' && last != ' ' &&
         std::count(line.begin(), line.end(), ' ') <= 3;
}

class CaptionReader {
 public:
  CaptionReader(const text::Decoded& decoded, const Limits& limits)
      : text_(decoded.text), builder_(decoded, limits.blocks) {}

  // False if there are more cues than are allowed.
  bool run() {
    find_names();
    Lines lines(text_);
    ByteSpan span;
    std::optional<Cue> cue;
    bool header = true, skipping = true;  // NOTE, STYLE and REGION until a blank line
    bool blank_inside = false;
    while (lines.next(span)) {
      std::string_view line = slice(text_, span);
      if (std::optional<TimeRange> time = times_of(line)) {
        if (cue) {
          // A line of blanks ends a cue only if the next cue's number follows it.
          if (blank_inside && !cue->lines.empty() && is_number(cue->lines.back().words)) cue->lines.pop_back();
          add(*std::exchange(cue, std::nullopt));
        }
        cue = Cue{*time, {}, {}};
        if (time->end < time->start) ++backwards_;
        header = skipping = blank_inside = false;
      } else if (line.empty()) {
        if (cue) add(*std::exchange(cue, std::nullopt));
        skipping = false;
      } else if (cue) {
        blank_inside = blank_inside || is_blank(line);
        LineReader(text_, trimmed(text_, span), *cue).run();
      } else if (header) {
        if (line.starts_with("Language:")) note_language(trimmed(text_, {span.begin + 9, span.end}));
        skipping = true;
      } else if (!skipping) {
        // A cue's number or name, or a comment: about the captions, not of them.
        std::string_view word = slice(text_, trimmed(text_, span));
        skipping = word.starts_with("NOTE") || word.starts_with("STYLE") || word.starts_with("REGION");
      }
      if (builder_.full()) return false;
    }
    if (cue) add(*cue);
    return !builder_.full();
  }

  Page finish() && {
    Page page = std::move(builder_).finish();
    page.media_type = "text/vtt";
    if (rolled_ > 0)
      page.doubts.push_back(
          {"rolling_captions", std::to_string(rolled_) + " repeated lines of rolling captions were merged", {}});
    if (backwards_ > 0)
      page.doubts.push_back({"times_backwards", std::to_string(backwards_) + " cues end before they begin", {}});
    return page;
  }

 private:
  // Leaves out lines at the front that the cue before ended with; rolling captions
  // touch or overlap in time, and a refrain does not.
  void drop_repeats(Cue& cue) {
    if (cue.time.start > last_end_ + 0.25) return;
    std::size_t most = std::min(cue.lines.size(), shown_.size());
    for (std::size_t n = most; n > 0; --n) {
      bool same = true;
      for (std::size_t i = 0; i < n; ++i) same = same && cue.lines[i].words == shown_[shown_.size() - n + i];
      // One short word said twice is speech, unless it is shown too briefly to be read; a
      // whole cue said twice is a rolling caption.
      const bool one_word = n == 1 && cue.lines[0].words.find(' ') == std::string::npos && cue.lines.size() == 1;
      if (!same || (one_word && cue.time.end - cue.time.start > 0.1)) continue;
      cue.lines.erase(cue.lines.begin(), cue.lines.begin() + std::ptrdiff_t(n));
      rolled_ += n;
      return;
    }
  }

  void add(Cue cue) {
    std::vector<std::string> shown;
    for (const CueLine& line : cue.lines) shown.push_back(line.words);
    drop_repeats(cue);
    if (names_above_ && cue.lines.size() > 1 && is_bare_name(cue.lines[0].words) && !cue.lines[0].pieces.empty()) {
      cue.lines[1].voice = ByteSpan{cue.lines[0].pieces.front().begin, cue.lines[0].pieces.back().end};
      cue.lines.erase(cue.lines.begin());
    }
    last_end_ = std::max(cue.time.end, cue.time.start);
    shown_ = std::move(shown);
    for (std::size_t i = 0; i < cue.lines.size(); ++i) {
      const CueLine& line = cue.lines[i];
      if (i == 0 || opens(cue, i)) {
        builder_.begin_block(BlockKind::cue, 1);
        builder_.block().time = cue.time;
        if (line.voice) announce(*line.voice);
        else if (utterance_ > 0) nobody(line.words);
      } else {
        builder_.space(line.pieces.front().begin);
      }
      for (const Piece& piece : line.pieces) write(piece);
      ended_ = ends_sentence(line.words);
    }
    builder_.end_block();
  }

  // Whether somebody else begins with the cue's line `i`, which is not its first.
  bool opens(const Cue& cue, std::size_t i) const {
    const CueLine& line = cue.lines[i];
    if (line.opens) return true;
    if (const std::size_t dash = dash_at(line.words))
      return line.words[dash] == ' ' || (dash_at(cue.lines[0].words) > 0 && line.words[dash] != '.');
    const std::string_view name = announced_name(line.words);
    if (name.empty()) return false;
    auto known = names_.find(name);
    return (known != names_.end() && known->second > 1) || !announced_name(cue.lines[0].words).empty();
  }

  // How often what could be a name stands before a colon at a line's start.
  void find_names() {
    Lines lines(text_);
    ByteSpan span;
    std::unordered_set<std::string_view> alone;  // on the first line of a cue that has more
    std::size_t cues = 0, named = 0;
    std::string_view waits;
    bool first = false;
    while (lines.next(span)) {
      std::string_view line = slice(text_, span);
      std::string_view name = announced_name(line);
      if (!name.empty()) ++names_[name];
      if (!waits.empty() && !line.empty()) ++named, alone.insert(waits);
      waits = first && is_bare_name(line) ? line : std::string_view();
      first = times_of(line).has_value();
      cues += first;
    }
    // Nearly every cue has one, and each comes again and again: those who meet, not the words of a song.
    names_above_ = named >= 4 && named * 10 >= cues * 8 && alone.size() * 2 <= named;
  }

  void note_language(ByteSpan words) {
    builder_.facts().push_back({"language", std::string(slice(text_, words)), std::nullopt, std::nullopt});
  }

  // A cue without a voice among cues that have one: the sentence before goes on, or
  // somebody speaks whom the file does not name.
  void nobody(std::string_view words) {
    Voice voice;
    const bool sound = !words.empty() && (words.front() == '[' || words.front() == '(' || words.starts_with("♪"));
    if (sound) voice.kind = Voice::Kind::note;
    else if (ended_) voice_.clear(), ++utterance_;
    voice.utterance = utterance_;
    if (!sound) voice.name = voice_;
    builder_.block().voice = std::move(voice);
  }

  // A voice that the markup names: its name is printed where it takes over.
  void announce(ByteSpan name) {
    std::string_view voice = slice(text_, name);
    builder_.block().voice = Voice{};
    if (voice != voice_) {
      voice_ = voice;
      ++utterance_;
      builder_.copy(name.begin, name.end);
      std::uint64_t end = builder_.size();
      builder_.put(":", name.end, name.end);
      builder_.space(name.end);
      builder_.block().voice->label = ByteSpan{end - name.size(), end};
    }
    builder_.block().voice->utterance = utterance_;
    builder_.block().voice->name = std::string(voice);
  }

  static bool ends_sentence(std::string_view words) {
    while (!words.empty() && std::string_view("\"')]").find(words.back()) != words.npos) words.remove_suffix(1);
    return words.empty() || std::string_view(".?!").find(words.back()) != words.npos;
  }

  // Inner blanks may be many; a reader sees one.
  void write(const Piece& piece) {
    if (!piece.instead.empty()) {
      if (is_blank(piece.instead)) builder_.space(piece.begin);
      else builder_.put(piece.instead, piece.begin, piece.end);
      return;
    }
    const auto blank = [&](std::size_t at) { return at < piece.end && (text_[at] == ' ' || text_[at] == '\t'); };
    for (std::size_t at = piece.begin; at < piece.end;) {
      for (; blank(at); ++at) builder_.space(at);
      // Words with one space between them are copied together.
      std::size_t end = at;
      while (end < piece.end && (!blank(end) || (text_[end] == ' ' && end + 1 < piece.end && !blank(end + 1)))) ++end;
      builder_.copy(at, end);
      at = end;
    }
  }

  std::string_view text_;
  PageBuilder builder_;
  std::vector<std::string> shown_;  // lines of the cue before
  std::unordered_map<std::string_view, std::uint32_t> names_;
  bool names_above_ = false;  // a name alone begins each cue
  bool ended_ = true;         // the last cue's words end a sentence
  double last_end_ = -1e9;
  std::string voice_;
  std::uint32_t utterance_ = 0;
  std::size_t rolled_ = 0, backwards_ = 0;
};

}  // namespace

bool looks_like_captions(std::string_view text) {
  Lines lines(text.substr(0, 4096));
  ByteSpan span;
  for (int n = 0; n < 3 && lines.next(span);) {
    std::string_view line = slice(text, trimmed(text, span));
    if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    if (line.empty()) continue;
    if (n == 0 && line.starts_with("WEBVTT") && (line.size() == 6 || line[6] == ' ' || line[6] == '\t')) return true;
    if (times_of(line)) return true;
    if (n == 0 && !std::all_of(line.begin(), line.end(), is_digit)) return false;
    ++n;
  }
  return false;
}

Result<Page> read_captions(const Source& source, text::Decoded decoded, const Limits& limits) {
  CaptionReader reader(decoded, limits);
  if (!reader.run()) return too_many_blocks(source, limits);
  Page page = std::move(reader).finish();
  if (page.blocks.empty())
    return Error::unreadable(source.name, "captions without a single cue of words", "is the file cut off?");
  return page;
}

}  // namespace stenogram::capture
