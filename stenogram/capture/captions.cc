#include "stenogram/capture/captions.h"

#include <algorithm>
#include <optional>
#include <string>
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
  if (!line.starts_with("-->")) return std::nullopt;
  line.remove_prefix(3);
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
  std::string words;  // as printed, to notice that a line is said again
};

struct Cue {
  TimeRange time;
  std::vector<CueLine> lines;
  std::optional<ByteSpan> voice;  // the annotation of <v Name>, in the decoded text
};

// Reads the markup of one line of a cue. `<00:00:01.000>` and `<c.yellow>` go,
// `<v Name>` is remembered, character references are replaced.
CueLine line_of(std::string_view text, ByteSpan span, Cue& cue) {
  CueLine line;
  std::size_t copied = span.begin;
  auto flush = [&](std::size_t until) {
    if (until > copied) {
      line.pieces.push_back({copied, until, {}});
      line.words += text.substr(copied, until - copied);
    }
  };
  for (std::size_t at = span.begin; at < span.end;) {
    if (text[at] == '<') {
      std::size_t close = text.substr(0, span.end).find('>', at);
      char next = at + 1 < span.end ? text[at + 1] : ' ';
      bool tag = close != std::string_view::npos && close - at < 200 &&
                 (next == '/' || is_digit(next) || (next >= 'a' && next <= 'z'));
      if (!tag) {
        ++at;
        continue;
      }
      flush(at);
      if (next == 'v' && at + 2 < close && !cue.voice) {
        std::size_t name = text.find(' ', at + 2);
        if (name < close) cue.voice = trimmed(text, {name, close});
      }
      at = copied = close + 1;
    } else if (text[at] == '&') {
      std::optional<CharacterReference> reference = reference_at(text.substr(0, span.end), at);
      if (!reference) {
        ++at;
        continue;
      }
      flush(at);
      line.pieces.push_back({at, at + reference->length, reference->characters});
      line.words += reference->characters;
      at += reference->length;
      copied = at;
    } else {
      ++at;
    }
  }
  flush(span.end);
  std::string_view words = line.words;
  line.words = std::string(slice(words, trimmed(words, {0, words.size()})));
  return line;
}

class CaptionReader {
 public:
  CaptionReader(const text::Decoded& decoded, const Limits& limits)
      : text_(decoded.text), builder_(decoded, limits.blocks) {}

  // False if there are more cues than are allowed.
  bool run() {
    Lines lines(text_);
    ByteSpan span;
    std::optional<Cue> cue;
    bool skipping = true;  // the header, and NOTE, STYLE and REGION until a blank line
    while (lines.next(span)) {
      std::string_view line = slice(text_, span);
      if (std::optional<TimeRange> time = times_of(line)) {
        if (cue) add(*std::exchange(cue, std::nullopt));
        cue = Cue{*time, {}, {}};
        if (time->end < time->start) ++backwards_;
        skipping = false;
      } else if (is_blank(line)) {
        if (cue) add(*std::exchange(cue, std::nullopt));
        skipping = false;
      } else if (cue) {
        CueLine words = line_of(text_, trimmed(text_, span), *cue);
        if (!words.words.empty()) cue->lines.push_back(std::move(words));
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
      page.doubts.push_back({"rolling_captions", std::to_string(rolled_) + " repeated lines of rolling captions were merged", {}});
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
      for (std::size_t i = 0; i < n; ++i)
        same = same && cue.lines[i].words == shown_[shown_.size() - n + i];
      // One short word said twice is speech; a whole cue said twice is a rolling caption.
      if (!same || (n == 1 && cue.lines[0].words.find(' ') == std::string::npos && cue.lines.size() == 1))
        continue;
      cue.lines.erase(cue.lines.begin(), cue.lines.begin() + std::ptrdiff_t(n));
      rolled_ += n;
      return;
    }
  }

  void add(Cue cue) {
    std::vector<std::string> shown;
    for (const CueLine& line : cue.lines) shown.push_back(line.words);
    drop_repeats(cue);
    last_end_ = std::max(cue.time.end, cue.time.start);
    shown_ = std::move(shown);
    if (cue.lines.empty()) return;

    builder_.begin_block(BlockKind::cue, 1);
    builder_.block().time = cue.time;
    if (cue.voice) announce(*cue.voice);
    else voice_.clear();
    for (std::size_t i = 0; i < cue.lines.size(); ++i) {
      if (i > 0) builder_.space(cue.lines[i].pieces.front().begin);
      for (const Piece& piece : cue.lines[i].pieces) write(piece);
    }
    builder_.end_block();
  }

  void announce(ByteSpan name) {
    std::string_view voice = slice(text_, name);
    bool changed = voice != voice_;
    if (changed) {
      voice_ = voice;
      ++utterance_;
      builder_.copy(name.begin, name.end);
      std::uint64_t end = builder_.size();
      builder_.put(":", name.end, name.end);
      builder_.space(name.end);
      builder_.block().voice = Voice{};
      builder_.block().voice->label = ByteSpan{end - name.size(), end};
    } else {
      builder_.block().voice = Voice{};
    }
    builder_.block().voice->utterance = utterance_;
    builder_.block().voice->name = std::string(voice);
  }

  // Inner blanks may be many; a reader sees one.
  void write(const Piece& piece) {
    if (!piece.instead.empty()) {
      if (is_blank(piece.instead)) builder_.space(piece.begin);
      else builder_.put(piece.instead, piece.begin, piece.end);
      return;
    }
    for (std::size_t at = piece.begin; at < piece.end;) {
      std::size_t end = std::min(text_.find_first_of(" \t", at), piece.end);
      builder_.copy(at, end);
      while (end < piece.end && (text_[end] == ' ' || text_[end] == '\t')) builder_.space(end), ++end;
      at = end;
    }
  }

  std::string_view text_;
  PageBuilder builder_;
  std::vector<std::string> shown_;  // lines of the cue before
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
