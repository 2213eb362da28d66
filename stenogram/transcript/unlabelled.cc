#include "stenogram/transcript/unlabelled.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/persons.h"
#include "stenogram/transcript/title.h"
#include "stenogram/transcript/unlabelled_plain.h"

namespace stenogram::transcript {
namespace {

using capture::Block;
using capture::BlockKind;

constexpr std::uint32_t kFewest = 3;       // questions set apart; fewer prove nothing
constexpr std::uint32_t kFewestNamed = 2;  // but where the page calls itself an interview

// The dash that begins a block, with the blank behind it.
ByteSpan dash_of(std::string_view text, const Block& block) {
  Character c = character_at(text, block.span.begin);
  if (!is_dash(c.code)) return {};
  std::uint64_t end = block.span.begin + c.size;
  while (end < block.span.end && character_at(text, end).code == c.code && end < block.span.begin + 6) end += c.size;
  if (end >= block.span.end) return {};
  char32_t next = character_at(text, end).code;
  if (c.code == '-' && !is_blank(next) && !is_upper(next) && next != U'¿') return {};
  return {block.span.begin, end};
}

// The term of a list of terms, in which some pages print a question and its answer.
bool is_term(const Block& block) { return block.element == "dt" || block.element.starts_with("dt."); }

// How far type that asks reaches: to the end of a bold or italic span that begins the
// block. The whole block for headings.
std::uint64_t set_apart_to(std::string_view text, const Block& block) {
  if (block.kind == BlockKind::heading || is_question_class(block.element) || is_term(block)) return block.span.end;
  std::uint64_t end = block.span.begin;
  for (const capture::StyledSpan& style : block.styles) {
    bool counts = style.style == capture::Style::bold || style.style == capture::Style::italic ||
                  style.style == capture::Style::underline;
    if (!counts || style.span.begin > end + 2) continue;
    end = std::max(end, style.span.end);
  }
  if (end == block.span.begin) return end;
  // What is left may be the mark of the question alone.
  ByteSpan rest = trimmed(text, ByteSpan{end, block.span.end});
  if (rest.size() <= 2) end = block.span.end;
  return end;
}

class Search {
 public:
  Search(const capture::Page& page, const Labels& labels) : page_(page), text_(page.text), labels_(labels) {}

  Unlabelled run() {
    by_type();
    if (out_.openings.empty()) below_labels();
    if (out_.openings.empty()) by_dash();
    if (out_.openings.empty()) by_number();
    if (out_.openings.empty()) by_quotes();
    if (out_.openings.empty() && labels_.labels.empty()) out_ = asked_by_bullets(page_);
    if (out_.openings.empty() && labels_.labels.empty()) out_ = asked_by_words(page_, interview_by_name());
    return std::move(out_);
  }

 private:
  struct Piece {
    std::uint32_t block;
    std::uint64_t question_end = 0;  // 0: no question
    std::uint64_t apart = 0;         // how far type reaches that sets its beginning apart; 0: not at all
    ByteSpan dash;
    unsigned type = 0;  // how the whole block is set apart; 0: it is not
  };

  bool readable(const Block& block) const {
    return block.region == capture::Region::main && block.kind != BlockKind::metadata &&
           block.kind != BlockKind::rule && block.kind != BlockKind::cue && block.kind != BlockKind::table_row;
  }

  bool labelled(std::uint64_t at) const {
    auto it = std::partition_point(labels_.labels.begin(), labels_.labels.end(),
                                   [&](const PageLabel& label) { return label.candidate.span.end <= at; });
    return it != labels_.labels.end() && it->candidate.span.begin <= at;
  }

  bool interview_by_name() const {
    KindWeights weights{};
    for (const capture::Fact& fact : page_.facts)
      if (fact.key == "title" || fact.key == "kind" || fact.key == "description")
        weigh_kinds(phrase_words(fact.value), weights, 1);
    std::size_t seen = 0;
    for (const Block& block : page_.blocks) {
      if (!readable(block)) continue;
      if (++seen > 8) break;
      weigh_kinds(phrase_words(slice(text_, block.span).substr(0, 400)), weights, 1);
    }
    return weights[std::size_t(Kind::interview)] > 0;
  }

  // How a whole block is set apart: a bit for each kind of type, or the heading's level.
  unsigned type_of(const Block& block, std::uint64_t apart) const {
    if (block.kind == BlockKind::heading) return 64u + block.level;
    if (is_question_class(block.element) || is_term(block)) return 32u;
    if (!trimmed(text_, ByteSpan{apart, block.span.end}).empty()) return 0;
    unsigned type = 0;
    for (const capture::StyledSpan& style : block.styles) {
      bool counts = style.style == capture::Style::bold || style.style == capture::Style::italic ||
                    style.style == capture::Style::underline;
      if (counts && style.span.size() * 2 > block.span.size()) type |= 1u << static_cast<unsigned>(style.style);
    }
    return type;
  }

  // Questions in bold, italics or headings; what follows each is its answer.
  void by_type() {
    std::vector<Piece> pieces;
    std::uint32_t asking = 0, apart = 0, heads = 0;
    for (std::uint32_t i = 0; i < page_.blocks.size(); ++i) {
      const Block& block = page_.blocks[i];
      if (!readable(block)) continue;
      Piece piece{i, 0, 0, {}, 0};
      std::uint64_t end = set_apart_to(text_, block);
      if (end > block.span.begin && !labelled(block.span.begin)) {
        std::string_view words = trimmed(slice(text_, ByteSpan{block.span.begin, end}));
        ++apart;
        piece.type = type_of(block, end);
        piece.apart = end;
        if (ends_asking(words) && words.size() >= 3) {
          piece.question_end = end;
          ++asking;
          heads += block.kind == BlockKind::heading;
        }
      }
      pieces.push_back(piece);
    }
    bool named = asking >= kFewestNamed && asking < kFewest && interview_by_name();
    if ((asking < kFewest && !named) || asking < apart * 0.35) return;
    if (labels_.labels.size() > asking * 2 + 2) return;
    heads += take_unasking(pieces);
    settle(pieces, asking, heads);
  }

  // Not all that is said by who asks is a question: "Tell us about the storm." What stands
  // in the type of the questions, between the first of them and an answer, is one too.
  std::uint32_t take_unasking(std::vector<Piece>& pieces) const {
    std::uint32_t heads = 0;
    std::unordered_map<unsigned, std::uint32_t> types;
    std::uint32_t most = 0;
    for (const Piece& piece : pieces)
      if (piece.question_end && piece.type) most = std::max(most, ++types[piece.type]);
    take_unasking_lines(pieces);
    bool started = false;
    for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
      Piece& piece = pieces[i];
      started |= piece.question_end != 0;
      if (piece.question_end || !piece.type || types[piece.type] * 2 < most || !started) continue;
      const Piece& next = pieces[i + 1];
      if (next.type != 0 || next.question_end) continue;
      const Block& block = page_.blocks[piece.block];
      char32_t last = character_before(text_, block.span.end).code;
      bool sentence =
          last == '.' || last == '!' || last == U'…' || last == ':' || last == U'。' || is_closing_mark(last);
      if (!sentence || block.span.size() < 4) continue;
      piece.question_end = block.span.end;
      heads += block.kind == BlockKind::heading;
    }
    return heads;
  }

  // The same where question and answer are two lines of one paragraph: a line set apart that
  // ends a sentence, with another line below it.
  void take_unasking_lines(std::vector<Piece>& pieces) const {
    auto two_lines = [&](const Piece& piece) {
      const Block& block = page_.blocks[piece.block];
      if (piece.apart <= block.span.begin || piece.apart >= block.span.end) return false;
      std::uint64_t at = piece.apart;
      while (at < block.span.end && (text_[at] == ' ' || text_[at] == '*')) ++at;
      return at < block.span.end && text_[at] == '\n';
    };
    std::uint32_t questions = 0, of_two_lines = 0;
    for (const Piece& piece : pieces)
      if (piece.question_end) ++questions, of_two_lines += two_lines(piece);
    if (of_two_lines < kFewest || of_two_lines * 2 < questions) return;
    bool started = false;
    for (Piece& piece : pieces) {
      started |= piece.question_end != 0;
      if (piece.question_end || !started || !two_lines(piece)) continue;
      char32_t last = character_before(text_, piece.apart).code;
      if (last == '.' || last == '!' || last == U'…' || is_closing_mark(last)) piece.question_end = piece.apart;
    }
  }

  void settle(const std::vector<Piece>& pieces, std::uint32_t asking, std::uint32_t heads) {
    std::uint32_t to_you = 0, of_self = 0, answers = 0, classed = 0, labelled_answers = 0, quoted = 0;
    auto in_quotes = [&](std::string_view words) {
      char32_t first = character_at(words, 0).code;
      return first == U'«' || first == U'“' || first == U'„';
    };
    std::vector<Opening> openings;
    bool answer_next = false, started = false;
    for (const Piece& piece : pieces) {
      const Block& block = page_.blocks[piece.block];
      if (piece.question_end) {
        std::string_view words = slice(text_, ByteSpan{block.span.begin, piece.question_end});
        to_you += speaks_to_you(words);
        if (!labelled(block.span.begin)) openings.push_back({{block.span.begin, block.span.begin}, true});
        started = true;
        answer_next = true;
        classed += is_question_class(block.element);
        ByteSpan rest = trimmed(text_, ByteSpan{piece.question_end, block.span.end});
        if (rest.empty()) continue;
        of_self += speaks_of_self(slice(text_, rest));
        quoted += in_quotes(slice(text_, rest));
        ++answers;
        openings.push_back({{rest.begin, rest.begin}, false});
        answer_next = false;
      } else if (started && answer_next) {
        of_self += speaks_of_self(slice(text_, block.span));
        quoted += in_quotes(slice(text_, block.span));
        ++answers;
        if (labelled(block.span.begin)) ++labelled_answers;
        else openings.push_back({{block.span.begin, block.span.begin}, false});
        answer_next = false;
      }
    }
    bool named = interview_by_name();
    bool personal = to_you * 10 >= asking * 4 && of_self * 10 >= answers * 5;
    bool by_heading = heads * 2 > asking;
    // A class that says so, or labels on the answers, leave nothing to weigh.
    bool plain = classed * 2 > asking || labelled_answers * 10 >= asking * 6 ||
                 (answers >= kFewest && quoted * 10 >= answers * 8);
    if (by_heading && !plain ? !(named && personal) : !(plain || personal || (named && to_you > 0))) return;
    out_.openings = std::move(openings);
    out_.questions = asking;
    out_.because = "questions set apart in type, that address somebody who answers";
  }

  // Voices behind dashes: both of them, or only the one that asks.
  void by_dash() {
    std::vector<Piece> pieces;
    std::uint32_t dashes = 0, dash_asks = 0, plain = 0, plain_asks = 0, alternate = 0;
    bool last_dash = false, begun = false;
    for (std::uint32_t i = 0; i < page_.blocks.size(); ++i) {
      const Block& block = page_.blocks[i];
      if (!readable(block)) continue;
      Piece piece{i, 0, 0, dash_of(text_, block), 0};
      bool dash = !piece.dash.empty();
      begun |= dash;
      if (!begun) continue;
      bool asks = ends_asking(slice(text_, block.span));
      if (dash) ++dashes, dash_asks += asks;
      else ++plain, plain_asks += asks;
      if (dash && last_dash) ++alternate;
      last_dash = dash;
      pieces.push_back(piece);
    }
    if (dashes < kFewest || (dashes < 4 && !interview_by_name()) || dashes * 3 < plain || !labels_.labels.empty())
      return;
    bool only_questions = dash_asks * 10 >= dashes * 6 && plain_asks * 10 <= plain * 3 && plain * 10 >= dashes * 6;
    bool both = alternate * 10 >= dashes * 5 && dash_asks * 10 >= dashes * 2 && dash_asks * 10 <= dashes * 8;
    if (!only_questions && !both) return;
    // A dash and a question mark together, again and again, ask for themselves.
    bool plain_asking = only_questions && dashes >= 5 && dash_asks * 10 >= dashes * 8;
    // So does every other of them, where nothing stands between and no other asks.
    bool strict = both && plain * 5 <= dashes && asks_by_turns(pieces);
    if (!plain_asking && !strict && !interview_by_name() && !personal(pieces, only_questions)) return;
    bool last_asked = false;
    bool answer_open = false;
    std::optional<bool> alternates = both && !only_questions ? first_of_two_asks(pieces) : std::nullopt;
    std::uint32_t nth = 0;
    for (const Piece& piece : pieces) {
      const Block& block = page_.blocks[piece.block];
      bool asks = ends_asking(slice(text_, block.span));
      if (!piece.dash.empty()) {
        bool question = only_questions || (asks && !last_asked);
        if (alternates) question = (nth++ % 2 == 0) == *alternates;
        out_.openings.push_back({piece.dash, question});
        out_.questions += question;
        last_asked = question;
        answer_open = false;
      } else if (only_questions && !answer_open) {
        out_.openings.push_back({{block.span.begin, block.span.begin}, false});
        answer_open = true;
      }
    }
    out_.because = "voices behind dashes, that ask and answer";
  }

  // Three questions or more, at every other dash but for one, and none at the others.
  bool asks_by_turns(const std::vector<Piece>& pieces) const {
    std::uint32_t count[2] = {}, asked[2] = {}, nth = 0;
    for (const Piece& piece : pieces) {
      if (piece.dash.empty()) continue;
      ++count[nth % 2];
      asked[nth % 2] += ends_asking(slice(text_, page_.blocks[piece.block].span));
      ++nth;
    }
    for (int side : {0, 1})
      if (asked[side] >= kFewest && asked[side] + 1 >= count[side] && asked[1 - side] == 0) return true;
    return false;
  }

  // Where two voices take turns at every dash, whether the first of them asks; nothing where
  // questions stand on both sides.
  std::optional<bool> first_of_two_asks(const std::vector<Piece>& pieces) const {
    std::uint32_t even = 0, odd = 0, nth = 0;
    for (const Piece& piece : pieces)
      if (!piece.dash.empty())
        (nth++ % 2 == 0 ? even : odd) += ends_asking(slice(text_, page_.blocks[piece.block].span));
    if (even >= 2 && even >= odd * 4) return true;
    if (odd >= 2 && odd >= even * 4) return false;
    return std::nullopt;
  }

  // "Q. Will you go?" and below it an answer that nobody announces: where every label of the
  // page asks, and most have a question and more below them, what is below it answers.
  void below_labels() {
    if (labels_.labels.size() < kFewestNamed) return;
    for (const PageLabel& label : labels_.labels) {
      const LabelGroup& group = labels_.groups[label.group];
      bool asks = (group.role && group.role->role == Role::interviewer) || group.part == Role::interviewer;
      if (!asks) return;
    }
    std::vector<Opening> openings;
    std::uint32_t asked = 0;
    for (std::size_t i = 0; i < labels_.labels.size(); ++i) {
      std::uint64_t end = i + 1 < labels_.labels.size() ? labels_.labels[i + 1].candidate.span.begin : text_.size();
      bool question = false;
      if (std::optional<std::uint64_t> answer = answer_within({labels_.labels[i].candidate.span.end, end}, question)) {
        openings.push_back({{*answer, *answer}, false});
        asked += question;
      }
    }
    // Answers that all begin with the same words have a label that was not believed.
    std::uint32_t alike = 0;
    for (std::size_t i = 1; i < openings.size(); ++i)
      alike += text_.substr(openings[i].mark.begin, 7) == text_.substr(openings[i - 1].mark.begin, 7);
    if (openings.size() >= 2 && alike * 2 >= openings.size() - 1) return;
    std::size_t labels = labels_.labels.size();
    if (openings.size() * 10 < labels * 6 || asked * 10 < labels * 5) return;
    out_.openings = std::move(openings);
    out_.questions = static_cast<std::uint32_t>(labels);
    out_.because = "below a question, on a page whose labels only ask";
  }

  // Where, below the label of a question, its answer begins: behind the first paragraph, or
  // behind the first of those that ask and what asks right behind it.
  std::optional<std::uint64_t> answer_within(ByteSpan said, bool& question) const {
    std::vector<ByteSpan> pieces;
    auto block = std::partition_point(page_.blocks.begin(), page_.blocks.end(),
                                      [&](const Block& b) { return b.span.end <= said.begin; });
    for (; block != page_.blocks.end() && block->span.begin < said.end && pieces.size() < 6; ++block) {
      if (!readable(*block)) continue;
      ByteSpan piece =
          trimmed(text_, ByteSpan{std::max(block->span.begin, said.begin), std::min(block->span.end, said.end)});
      if (!piece.empty()) pieces.push_back(piece);
    }
    std::size_t asks = 0;
    while (asks < pieces.size() && asks < 3 && !ends_asking(slice(text_, pieces[asks]))) ++asks;
    question = asks < pieces.size() && asks < 3;
    if (!question) asks = 0;
    while (question && asks + 2 < pieces.size() && ends_asking(slice(text_, pieces[asks + 1]))) ++asks;
    if (asks + 1 >= pieces.size()) return std::nullopt;
    return pieces[asks + 1].begin;
  }

  // Questions without a mark and answers in quotation marks, paragraph by paragraph or line by
  // line: "Ministra, quando apre il porto?" and «In maggio».
  void by_quotes() {
    if (!labels_.labels.empty()) return;
    std::vector<Opening> openings;
    std::uint32_t questions = 0, asking = 0, answers = 0, closed = 0, lines = 0;
    ByteSpan question;        // the line above; empty where there is none
    std::uint32_t since = 0;  // lines behind the last answer
    for (const Block& block : page_.blocks) {
      if (!readable(block)) continue;
      for (std::uint64_t at = block.span.begin; at < block.span.end;) {
        std::uint64_t line_end = std::min<std::uint64_t>(text_.find('\n', at), block.span.end);
        ByteSpan line = trimmed(text_, ByteSpan{at, line_end});
        at = line_end + 1;
        if (line.empty()) continue;
        ByteSpan marks = emphasis_before(line);
        ByteSpan bare{marks.end, line.end};
        Character first = character_at(text_, std::min<std::uint64_t>(bare.begin, line.end - 1));
        bool opens = first.code == U'«' || first.code == U'“' || first.code == U'„';
        ++since;
        if (!opens) {
          question = line;
          continue;
        }
        if (openings.empty()) since = 2;  // whatever stands above the first
        if (!question.empty() && since == 2) {
          std::string_view words = slice(text_, question);
          while (words.ends_with('*') || words.ends_with('_')) words.remove_suffix(1);
          ++questions;
          asking += ends_asking(words);
          openings.push_back({emphasis_before(question), true});
          openings.push_back({{line.begin, line.begin}, false});
          ++answers;
        }
        lines += since;
        since = 0;
        question = {};
        std::string_view said = slice(text_, line);
        while (said.ends_with('.') || said.ends_with('*')) said.remove_suffix(1);
        closed += !said.empty() && is_closing_mark(character_before(said, said.size()).code);
      }
    }
    if (questions < kFewest || asking * 10 < questions * 6 || closed * 10 < answers * 8) return;
    // Elsewhere people are quoted between paragraphs that tell.
    if (answers * 2 * 10 < lines * 7 && !interview_by_name()) return;
    out_.openings = std::move(openings);
    out_.questions = questions;
    out_.because = "answers in quotation marks, each below a question";
  }

  // Asterisks or underscores that a line begins with; empty at its begin where there are none.
  ByteSpan emphasis_before(ByteSpan line) const {
    std::uint64_t end = line.begin;
    while (end < line.end && (text_[end] == '*' || text_[end] == '_')) ++end;
    return {line.begin, end};
  }

  // "3. When did you …?": numbered questions in order, each with an answer below it.
  void by_number() {
    if (!labels_.labels.empty()) return;
    std::vector<Opening> openings;
    std::uint32_t expected = 1, asking = 0, you = 0, self = 0, answers = 0;
    bool answer_next = false;
    for (const Block& block : page_.blocks) {
      if (!readable(block)) continue;
      ByteSpan number = number_of(block, expected);
      bool asks = !number.empty() && ends_asking(slice(text_, block.span));
      if (asks) {
        openings.push_back({number, true});
        you += speaks_to_you(slice(text_, block.span));
        ++expected, ++asking;
        answer_next = true;
      } else if (answer_next) {
        openings.push_back({{block.span.begin, block.span.begin}, false});
        self += speaks_of_self(slice(text_, block.span));
        ++answers;
        answer_next = false;
      }
    }
    if (asking < kFewest || answers + 1 < asking) return;
    bool personal = you * 10 >= asking * 4 && self * 10 >= answers * 5;
    if (!personal && !(interview_by_name() && you > 0)) return;
    out_.openings = std::move(openings);
    out_.questions = asking;
    out_.because = "numbered questions, that address somebody who answers";
  }

  // "3. " or "3) " at the beginning of a block, if it is `expected`.
  ByteSpan number_of(const Block& block, std::uint32_t expected) const {
    std::string_view text = slice(text_, block.span);
    std::string digits = std::to_string(expected);
    if (!text.starts_with(digits) || text.size() < digits.size() + 3) return {};
    char mark = text[digits.size()];
    // "3 - When" and "3- When".
    std::size_t dash = digits.size() + (mark == ' ');
    Character c = character_at(text, dash);
    if (is_dash(c.code) && dash + c.size < text.size() && text[dash + c.size] == ' ')
      return {block.span.begin, block.span.begin + dash + c.size};
    if ((mark != '.' && mark != ')') || text[digits.size() + 1] != ' ') return {};
    return {block.span.begin, block.span.begin + digits.size() + 1};
  }

  bool personal(const std::vector<Piece>& pieces, bool only_questions) const {
    std::uint32_t you = 0, self = 0, asked = 0, answered = 0;
    for (const Piece& piece : pieces) {
      std::string_view text = slice(text_, page_.blocks[piece.block].span);
      bool question = only_questions ? !piece.dash.empty() : ends_asking(text);
      (question ? asked : answered) += 1;
      (question ? you : self) += question ? speaks_to_you(text) : speaks_of_self(text);
    }
    return you * 10 >= asked * 4 && self * 10 >= answered * 4;
  }

  const capture::Page& page_;
  std::string_view text_;
  const Labels& labels_;
  Unlabelled out_;
};

}  // namespace

Unlabelled find_unlabelled(const capture::Page& page, const Labels& labels) { return Search(page, labels).run(); }

}  // namespace stenogram::transcript
