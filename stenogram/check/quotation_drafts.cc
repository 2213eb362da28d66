#include "stenogram/check/quotation_drafts.h"

#include <map>
#include <optional>
#include <string>

#include "stenogram/text/words.h"

namespace stenogram::check {
namespace {

constexpr std::size_t kPieceWords = 3;  // of a headline, to be found in what was said
constexpr std::size_t kMostHeadings = 32;

// Lines and runs of blanks become one blank.
std::string in_one_line(std::string_view text) {
  std::string out;
  for (char byte : text) {
    bool blank = byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
    if (blank && (out.empty() || out.back() == ' ')) continue;
    out += blank ? ' ' : byte;
  }
  return out;
}

// Its words as they are compared, a blank around each.
std::string compared(const std::string& quoted) {
  std::string out = " ";
  for (const text::Word& word : text::words(quoted)) out += text::verdict_key(slice(quoted, word.span())) + " ";
  return out;
}

}  // namespace

void add_parts(std::string_view text, ArticleQuotation& quotation, const std::vector<ByteSpan>& parts) {
  for (ByteSpan part : parts) {
    if (quotation.parts.empty()) quotation.span = part;
    else quotation.quoted += ' ';
    quotation.span.end = part.end;
    quotation.quoted += in_one_line(slice(text, part));
    quotation.parts.push_back(part);
  }
}

void join_paragraphs(std::string_view text, std::vector<Draft>& drafts) {
  std::vector<Draft> joined;
  for (Draft& draft : drafts) {
    bool joins = !joined.empty() && joined.back().reopens &&
                 text::words(slice(text, {joined.back().quotation.span.end, draft.quotation.span.begin})).empty();
    if (!joins) {
      joined.push_back(std::move(draft));
      continue;
    }
    Draft& last = joined.back();
    add_parts(text, last.quotation, draft.quotation.parts);
    last.reopens = draft.reopens;
    // The attribution may stand in the last paragraph.
    if (draft.said.decided() && (!last.said.decided() || !last.quotation.speaker)) {
      last.said = draft.said;
      last.quotation.speaker = draft.quotation.speaker;
      last.quotation.certainty = draft.quotation.certainty;
      if (!last.quotation.date) last.quotation.date = draft.quotation.date;
      if (!last.quotation.occasion) last.quotation.occasion = draft.quotation.occasion;
    }
    last.quotation.scare = false;
  }
  drafts = std::move(joined);
}

void give_answers(std::vector<Draft>& drafts) {
  std::optional<std::string> who;
  for (const Draft& draft : drafts) {
    if (!draft.answers || !draft.quotation.speaker) continue;
    if (who && who != draft.quotation.speaker) return;
    who = draft.quotation.speaker;
  }
  for (Draft& draft : drafts)
    if (who && draft.answers && draft.whole && !draft.quotation.speaker && !draft.said.decided() &&
        !draft.quotation.scare)
      draft.quotation.speaker = who, draft.quotation.certainty = Certainty::likely;
}

void give_repeated(std::vector<Draft>& drafts) {
  // By the words: who spoke them, or nobody where several did.
  std::map<std::string, std::optional<std::string>> spoken;
  for (const Draft& draft : drafts)
    if (draft.quotation.speaker) {
      auto [at, fresh] = spoken.try_emplace(compared(draft.quotation.quoted), draft.quotation.speaker);
      if (!fresh && at->second != draft.quotation.speaker) at->second.reset();
    }
  std::size_t headings = 0;
  for (Draft& draft : drafts) {
    if (draft.quotation.speaker || draft.quotation.scare || (draft.said.decided() && !draft.heading)) continue;
    const std::string words = compared(draft.quotation.quoted);
    const std::size_t count = text::words(draft.quotation.quoted).size();
    std::optional<std::string> speaker;
    if (auto same = spoken.find(words); same != spoken.end()) {
      if (count >= kPieceWords || draft.heading) speaker = same->second;
    } else if (draft.heading && count >= kPieceWords && ++headings <= kMostHeadings) {
      bool several = false;
      for (const auto& [whole, who] : spoken) {
        if (whole.find(words) == whole.npos) continue;
        several |= !who || (speaker && speaker != who);
        speaker = who;
      }
      if (several) speaker.reset();
    }
    if (!speaker) continue;
    draft.quotation.speaker = speaker;
    draft.quotation.certainty = Certainty::likely;
  }
}

}  // namespace stenogram::check
