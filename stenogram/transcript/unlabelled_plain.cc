#include "stenogram/transcript/unlabelled_plain.h"

#include <unordered_set>
#include <vector>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/persons.h"

namespace stenogram::transcript {
namespace {

using capture::Block;
using capture::BlockKind;

constexpr std::size_t kLongestQuestion = 600;  // bytes

bool readable(const Block& block) {
  return block.region == capture::Region::main && block.kind != BlockKind::metadata && block.kind != BlockKind::rule &&
         block.kind != BlockKind::cue && block.kind != BlockKind::table_row && block.kind != BlockKind::heading;
}

// The lines of all paragraphs, where lines are paragraphs' own.
std::vector<ByteSpan> lines_of(const capture::Page& page) {
  std::vector<ByteSpan> lines;
  for (const Block& block : page.blocks) {
    if (!readable(block)) continue;
    for (std::uint64_t at = block.span.begin; at < block.span.end;) {
      std::uint64_t end = std::min<std::uint64_t>(page.text.find('\n', at), block.span.end);
      ByteSpan line = trimmed(page.text, {at, end});
      if (!line.empty()) lines.push_back(line);
      at = end + 1;
    }
  }
  return lines;
}

// A bullet with a blank behind it; empty where there is none.
ByteSpan bullet_of(std::string_view text, ByteSpan line) {
  Character c = character_at(text, line.begin);
  bool bullet = c.code == U'•' || c.code == U'●' || c.code == U'▪' || c.code == U'■' || c.code == U'◆' ||
                c.code == U'►' || c.code == U'*';
  std::uint64_t end = line.begin + c.size;
  if (!bullet || end >= line.end || !is_blank(character_at(text, end).code)) return {};
  return {line.begin, end};
}

ByteSpan dash_of(std::string_view text, ByteSpan line) {
  Character c = character_at(text, line.begin);
  std::uint64_t end = line.begin + c.size;
  if (!is_dash(c.code) || end >= line.end || !is_blank(character_at(text, end).code)) return {};
  return {line.begin, end};
}

}  // namespace

Unlabelled asked_by_bullets(const capture::Page& page) {
  constexpr std::uint32_t kFewest = 3;
  Unlabelled out;
  std::uint32_t asking = 0, answers = 0, self = 0, astray = 0;
  bool waits = false;
  for (ByteSpan line : lines_of(page)) {
    ByteSpan bullet = bullet_of(page.text, line), dash = bullet.empty() ? dash_of(page.text, line) : ByteSpan{};
    std::string_view words = slice(page.text, line);
    if (!bullet.empty()) {
      astray += waits;
      asking += ends_asking(words);
      ++out.questions;
      out.openings.push_back({bullet, true});
      waits = true;
    } else if (!dash.empty()) {
      if (!waits) ++astray;
      ++answers;
      self += speaks_of_self(words);
      out.openings.push_back({dash, false});
      waits = false;
    }
  }
  bool talk = out.questions >= kFewest && asking * 10 >= out.questions * 8 && answers + 1 >= out.questions &&
              astray * 5 <= out.questions && self * 10 >= answers * 3;
  if (!talk) return {};
  out.because = "a bullet asks and a dash answers, by turns";
  return out;
}

Unlabelled asked_by_words(const capture::Page& page, bool interview) {
  const std::uint32_t fewest = interview ? 4 : 7;
  Unlabelled out;
  std::uint32_t answers = 0, self = 0, you = 0, rest = 0, doubled = 0;
  std::uint64_t asked_bytes = 0, answered_bytes = 0;
  bool begun = false, waits = false;
  std::unordered_set<std::string_view> asked;
  std::uint32_t again = 0;
  for (ByteSpan line : lines_of(page)) {
    std::string_view words = slice(page.text, line);
    if (ends_asking(words) && words.size() <= kLongestQuestion) {
      doubled += waits;
      if (!waits) {
        out.openings.push_back({{line.begin, line.begin}, true});
        ++out.questions;
      }
      you += speaks_to_you(words) && !waits;
      again += !asked.insert(words).second;
      asked_bytes += words.size();
      begun = waits = true;
    } else if (waits) {
      out.openings.push_back({{line.begin, line.begin}, false});
      ++answers;
      self += speaks_of_self(words);
      answered_bytes += words.size();
      waits = false;
    } else if (begun) {
      ++rest;
      answered_bytes += words.size();
    }
  }
  // A page of questions with paragraphs between, or an essay that asks itself, has no "you" in most.
  bool talk = out.questions >= fewest && answers + 1 >= out.questions && doubled * 5 <= out.questions &&
              rest <= out.questions * (interview ? 6u : 2u) && answered_bytes >= asked_bytes;
  // The same question again and again was put to others each time, and nothing tells to whom.
  talk = talk && again * 4 < out.questions;
  bool personal = interview ? you * 10 >= out.questions * 4 && self * 10 >= answers * 5
                            : you * 10 >= out.questions * 6 && self * 10 >= answers * 7;
  if (!talk || !personal) return {};
  out.because = "paragraphs that address somebody and ask, above others that speak of themselves";
  out.by_words = true;
  return out;
}

}  // namespace stenogram::transcript
