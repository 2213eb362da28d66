#include "stenogram/render/check_html.h"

#include <algorithm>
#include <unordered_map>

#include "stenogram/check/article_paragraphs.h"
#include "stenogram/render/check_text.h"
#include "stenogram/render/check_words.h"
#include "stenogram/render/data.h"
#include "stenogram/render/standing.h"
#include "stenogram/render/text_fragment.h"

namespace stenogram::render {
namespace {

using check::Answer;
using check::Difference;
using check::DifferenceKind;
using check::Passage;
using check::Severity;
using check::Verdict;

constexpr std::size_t kPassagesShown = 8;
constexpr std::size_t kLongestQuestion = 1200, kLongestPreview = 90;  // bytes

// Text as text: nothing in it is markup, and control characters and those that turn the
// direction of writing around do nothing.
std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    char byte = text[at];
    switch (byte) {
      case '&': out += "&amp;"; continue;
      case '<': out += "&lt;"; continue;
      case '>': out += "&gt;"; continue;
      case '"': out += "&quot;"; continue;
      case '\'': out += "&#39;"; continue;
      default: break;
    }
    bool control = static_cast<unsigned char>(byte) < 0x20 && byte != '\n' && byte != '\t';
    // U+202A-202E, U+2066-2069: E2 80 AA-AE, E2 81 A6-A9.
    bool turns = at + 2 < text.size() && byte == '\xE2' &&
                 ((text[at + 1] == '\x80' && text[at + 2] >= '\xAA' && text[at + 2] <= '\xAE') ||
                  (text[at + 1] == '\x81' && text[at + 2] >= '\xA6' && text[at + 2] <= '\xA9'));
    if (control || byte == '\x7F') {
      out += "\xEF\xBF\xBD";
    } else if (turns) {
      out += "\xEF\xBF\xBD";
      at += 2;
    } else {
      out += byte;
    }
  }
  return out;
}

std::string_view class_of(const Answer& answer) {
  if (answer.verdict == Verdict::not_found) return "none";
  if (answer.severity == Severity::meaning) return "bad";
  if (answer.severity == Severity::wording || answer.verdict == Verdict::abridged) return "fair";
  return "good";
}

std::string verdict_words(const Answer& answer) {
  switch (answer.verdict) {
    case Verdict::verbatim:
      return answer.severity == Severity::meaning ? "Verbatim, but it means something else" : "Verbatim";
    case Verdict::abridged:
      return answer.severity == Severity::meaning ? "Abridged, and the meaning with it" : "Abridged";
    case Verdict::altered:
      return answer.severity == Severity::meaning ? "Altered, and the meaning with it" : "Altered in wording";
    case Verdict::stitched: return "Stitched together";
    case Verdict::misattributed: return "Somebody else’s words";
    case Verdict::not_found: return "Not found in this archive";
  }
  return {};
}

std::string_view class_of(Severity severity) {
  return severity == Severity::meaning ? "meaning" : severity == Severity::wording ? "wording" : "kept";
}

std::string capitalised(std::string_view word) {
  std::string out(word);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = char(out[0] - 32);
  return out;
}

// Whether a blank belongs between words and what follows them.
bool begins_with_word(std::string_view text) {
  unsigned char first = static_cast<unsigned char>(text.front());
  return first >= 0x80 || (first >= '0' && first <= '9') || ((first | 0x20) >= 'a' && (first | 0x20) <= 'z');
}

struct Painted {
  ByteSpan span;
  Severity severity;
};

// `text` with stretches of it marked; they may not overlap.
std::string with_marks(std::string_view text, std::vector<Painted> painted) {
  std::sort(painted.begin(), painted.end(), [](const Painted& a, const Painted& b) { return a.span < b.span; });
  std::string out;
  std::uint64_t at = 0;
  for (Painted& one : painted) {
    one.span.end = std::min<std::uint64_t>(one.span.end, text.size());
    if (one.span.begin < at || one.span.begin >= one.span.end) continue;
    out += escaped(slice(text, {at, one.span.begin}));
    out += "<mark class=" + std::string(class_of(one.severity)) + ">" + escaped(slice(text, one.span)) + "</mark>";
    at = one.span.end;
  }
  return out + escaped(text.substr(std::min<std::uint64_t>(at, text.size())));
}

std::string who(const Passage& passage) {
  std::string out = passage.speaker ? escaped(*passage.speaker)
                    : passage.label ? escaped(*passage.label) + " (unnamed)"
                                    : "nobody named";
  if (passage.quoting) out += ", quoting " + escaped(*passage.quoting);
  if (passage.second_hand) out += " (second hand)";
  return out;
}

class Page {
 public:
  Page(const CheckReport& report, const OpenDocument& open) : report_(report), open_(open) {}

  std::string made() {
    head();
    if (report_.article) article();
    else list();
    foot();
    return std::move(out_);
  }

 private:
  void head() {
    // The file, not where it lay: the page may be sent to strangers.
    std::string title = report_.name.empty() ? "Quotations" : report_.name.substr(report_.name.find_last_of("/\\") + 1);
    out_ +=
        "<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n<meta name=viewport "
        "content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=referrer content=no-referrer>\n"
        "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>" +
        escaped(title) + ": quotations checked</title>\n<style>\n" + std::string(data("check.css")) +
        "</style>\n</head>\n<body>\n";
    out_ += "<header>\n<h1>" + escaped(title) + "</h1>\n<p class=sum>" + summary() + "</p>\n";
    std::string troubles;
    std::size_t n = 0;
    for (const ReportedQuotation& quotation : report_.quotations) {
      if (!quotation.answer) continue;
      ++n;
      std::string_view kind = class_of(*quotation.answer);
      if (kind != "bad" && kind != "none") continue;
      troubles += (troubles.empty() ? "" : " · ") + std::string("<a href=\"#q") + std::to_string(n) + "\">" +
                  std::to_string(n) + " " + spaced(check::name_of(quotation.answer->verdict)) + "</a>";
    }
    if (!troubles.empty()) out_ += "<p class=sum>Look at: " + troubles + "</p>\n";
    out_ += "</header>\n<main>\n";
  }

  std::string summary() const {
    std::string out = counts_of(report_.summary), meaning = meaning_of(report_.summary);
    if (!meaning.empty()) out += "; <strong>" + meaning + "</strong>";
    if (report_.unmarked_asked)
      out += "; " + counted(report_.unmarked.size(), "run") + " of words copied without marks";
    return out + ".";
  }

  // -- The article.

  struct Marked {
    ByteSpan span;
    std::size_t quotation = 0;  // index into report_.quotations
    std::size_t n = 0;          // as numbered; 0 where it was not judged
    const check::Unmarked* copied = nullptr;
    bool last = false;  // of the parts of its quotation
  };

  void article() {
    std::vector<Marked> marked;
    std::size_t n = 0;
    for (std::size_t k = 0; k < report_.quotations.size(); ++k) {
      const ReportedQuotation& quotation = report_.quotations[k];
      if (quotation.answer) ++n;
      if (!quotation.found) continue;
      for (std::size_t part = 0; part < quotation.found->parts.size(); ++part)
        marked.push_back({quotation.found->parts[part], k, quotation.answer ? n : 0, nullptr,
                          part + 1 == quotation.found->parts.size()});
    }
    for (const check::Unmarked& run : report_.unmarked) marked.push_back({run.span, 0, 0, &run, true});
    std::sort(marked.begin(), marked.end(), [](const Marked& a, const Marked& b) { return a.span < b.span; });
    std::size_t next = 0;
    for (const check::Paragraph& paragraph : check::paragraphs_of(*report_.article)) {
      // What a paragraph's end cuts goes on in the next one.
      std::string text;
      std::vector<Marked> ended;
      std::uint64_t at = paragraph.span.begin;
      for (std::size_t k = next; k < marked.size() && marked[k].span.begin < paragraph.span.end; ++k) {
        ByteSpan here{std::max(marked[k].span.begin, at), std::min(marked[k].span.end, paragraph.span.end)};
        if (here.begin >= here.end) continue;
        text += escaped(slice(report_.article->text, {at, here.begin}));
        text += words(marked[k], here);
        at = here.end;
        if (marked[k].span.end <= paragraph.span.end && marked[k].last) ended.push_back(marked[k]);
      }
      while (next < marked.size() && marked[next].span.end <= paragraph.span.end) ++next;
      if (at < paragraph.span.end) text += escaped(slice(report_.article->text, {at, paragraph.span.end}));
      put(paragraph, text);
      for (const Marked& one : ended) {
        if (one.copied) copied(*one.copied);
        else if (one.n > 0) evidence(report_.quotations[one.quotation], one.n);
      }
    }
  }

  std::string words(const Marked& marked, ByteSpan span) const {
    std::string text = escaped(slice(report_.article->text, span));
    if (marked.copied) return "<span class=copied>" + text + "</span>";
    if (marked.n == 0) return "<span class=apart>" + text + "</span>";
    const Answer& answer = *report_.quotations[marked.quotation].answer;
    std::string out =
        "<a class=\"q " + std::string(class_of(answer)) + "\" href=\"#q" + std::to_string(marked.n) + "\"";
    if (span.begin == report_.quotations[marked.quotation].found->span.begin) out += " id=m" + std::to_string(marked.n);
    return out + ">" + text + "<sup>" + std::to_string(marked.n) + "</sup></a>";
  }

  void put(const check::Paragraph& paragraph, const std::string& text) {
    switch (paragraph.kind) {
      case capture::BlockKind::heading: out_ += "<h2>" + text + "</h2>\n"; break;
      case capture::BlockKind::quotation: out_ += "<blockquote><p>" + text + "</p></blockquote>\n"; break;
      default: out_ += "<p>" + text + "</p>\n"; break;
    }
  }

  void list() {
    std::size_t n = 0;
    for (const ReportedQuotation& quotation : report_.quotations)
      if (quotation.answer) evidence(quotation, ++n);
  }

  // -- The evidence.

  void evidence(const ReportedQuotation& reported, std::size_t n) {
    const Answer& answer = *reported.answer;
    std::string kind(class_of(answer));
    out_ += "<details class=" + kind + ">\n<summary><span class=v>" + std::to_string(n) + ". " + verdict_words(answer) +
            "</span> <span class=w>" +
            (answer.quotation.speaker ? escaped(*answer.quotation.speaker) + ": " : std::string()) + "“" +
            escaped(shortened(answer.quotation.quoted, kLongestPreview)) + "”</span></summary>\n<div class=ev id=q" +
            std::to_string(n) + ">\n";
    out_ += "<dl>";
    item("Claimed", claimed(reported));
    out_ += "</dl>\n";
    if (answer.passages.empty()) {
      out_ += "<div class=pair><div><h3>Quoted</h3><div class=words>" + escaped(answer.quotation.quoted) +
              "</div></div></div>\n";
    }
    std::size_t shown =
        std::min(answer.passages.size(), answer.verdict == Verdict::stitched ? answer.passages.size() : 1);
    for (std::size_t k = 0; k < shown; ++k) passage(answer, answer.passages[k], k == 0, false);
    out_ += "<dl>";
    if (answer.verdict == Verdict::not_found) item("Searched", searched(reported));
    for (const std::string& doubt : answer.doubts) item("Note", escaped(doubt));
    if (answer.ambiguous)
      item("Note", "The words are too few, or stand in too many places, to say which place is meant.");
    out_ += "</dl>\n";
    if (!answer.nearest.empty()) {
      out_ += "<div class=more><p class=sum>Nearest in the archive</p>\n";
      for (const Passage& near : answer.nearest) passage(answer, near, false, true);
      out_ += "</div>\n";
    }
    if (answer.passages.size() > shown || answer.places > answer.passages.size()) {
      std::uint64_t others = std::max<std::uint64_t>(answer.places, answer.passages.size()) - shown;
      out_ += "<div class=more><p class=sum>" + counted(others, "other place") + "</p>\n<ul>\n";
      for (std::size_t k = shown; k < std::min(answer.passages.size(), shown + kPassagesShown); ++k) {
        const Passage& other = answer.passages[k];
        out_ += "<li>" + who(other) + (other.date.empty() ? "" : ", " + escaped(other.date)) + ", turn " +
                std::to_string(other.turn) + ", " + address(other) + "</li>\n";
      }
      out_ += "</ul></div>\n";
    }
    if (reported.found) out_ += "<p class=back><a href=\"#m" + std::to_string(n) + "\">Back to the article</a></p>\n";
    out_ += "</div>\n</details>\n";
  }

  void passage(const Answer& answer, const Passage& passage, bool with_quotation, bool nearest) {
    std::vector<Painted> quoted, spoken;
    for (const Difference& difference : passage.differences) {
      if (difference.quoted_span && !difference.quoted.empty())
        quoted.push_back({*difference.quoted_span, difference.severity});
      if (difference.spoken_span && !difference.spoken.empty() && passage.span.contains(*difference.spoken_span))
        spoken.push_back(
            {{difference.spoken_span->begin - passage.span.begin, difference.spoken_span->end - passage.span.begin},
             difference.severity});
    }
    out_ += "<div class=pair>";
    bool part = answer.verdict == Verdict::stitched;
    if (with_quotation || part || nearest) {
      std::string_view words = answer.quotation.quoted;
      out_ += "<div><h3>Quoted</h3><div class=words>";
      out_ += part ? escaped(slice(words, {passage.quoted_span.begin,
                                           std::min<std::uint64_t>(passage.quoted_span.end, words.size())}))
                   : with_marks(words, quoted);
      out_ += "</div></div>";
    }
    out_ += "<div><h3>" + std::string(nearest ? "Nearest" : "Spoken") + "</h3><div class=words>";
    if (!passage.before.empty()) out_ += "<span class=near>" + escaped(passage.before) + " </span>";
    out_ += with_marks(passage.text, spoken);
    if (!passage.after.empty())
      out_ += "<span class=near>" + std::string(begins_with_word(passage.after) ? " " : "") + escaped(passage.after) +
              "</span>";
    out_ += "</div></div></div>\n<dl>";
    item("Who", who(passage));
    if (!passage.date.empty()) item("When", escaped(passage.date));
    if (passage.question) item("Asked", escaped(shortened(passage.question->text, kLongestQuestion)));
    item("Where", "turn " + std::to_string(passage.turn) + " of " + escaped(passage.name) + ", " + address(passage));
    for (const Difference& difference : passage.differences)
      out_ += "<dt>" + capitalised(verb_of(difference)) + "</dt><dd class=\"diff " +
              std::string(class_of(difference.severity)) + "\">" + described(difference, passage) + "</dd>";
    for (const check::OtherReading& copy : passage.copies_differ) item("In a copy", in_copy(copy));
    out_ += "</dl>\n";
  }

  // Another copy of the interview that has other words in the very place.
  static std::string in_copy(const check::OtherReading& copy) {
    std::vector<Painted> there;
    std::string otherwise;
    for (const Difference& difference : copy.differences) {
      if (difference.spoken_span && !difference.spoken.empty() && copy.span.contains(*difference.spoken_span))
        there.push_back(
            {{difference.spoken_span->begin - copy.span.begin, difference.spoken_span->end - copy.span.begin},
             difference.severity});
      otherwise += "; " + worded_otherwise(difference, [](std::string_view words) {
                     return "<b>" + escaped(shortened(words, kLongestQuestion)) + "</b>";
                   });
    }
    return "“" + with_marks(copy.text, there) + "” (turn " + std::to_string(copy.turn) + " of " + escaped(copy.name) +
           ", <code>" + escaped(copy.address) + "</code>" + otherwise + ")";
  }

  static std::string described(const Difference& difference, const Passage& passage) {
    if (difference.kind == DifferenceKind::scope)
      return "<b>" + escaped(difference.spoken) + "</b> governs these words";
    if (difference.kind == DifferenceKind::speaker || difference.kind == DifferenceKind::date)
      return "<b>" + escaped(in_truth(difference, passage)) + "</b>, not " + escaped(difference.quoted);
    std::string out;
    if (!difference.spoken.empty()) out += "<b>" + escaped(shortened(difference.spoken, kLongestQuestion)) + "</b>";
    if (!difference.spoken.empty() && !difference.quoted.empty()) out += " became ";
    if (!difference.quoted.empty()) out += "<b>" + escaped(shortened(difference.quoted, kLongestQuestion)) + "</b>";
    return out + " (" + spaced(check::name_of(difference.kind)) + (difference.marked ? ", marked" : "") + ")";
  }

  std::string address(const Passage& passage) {
    std::string code = "<code>" + escaped(passage.address) + "</code>";
    if (!passage.url || !(passage.url->starts_with("http://") || passage.url->starts_with("https://"))) return code;
    std::string link = *passage.url;
    if (const corpus::Document* document = opened(passage.transcript))
      if (std::optional<std::string> to_words = fragment_link(*passage.url, document->text, passage.span))
        link = *to_words;
    return code + ", <a rel=\"noreferrer noopener\" href=\"" + escaped(link) + "\">page</a>";
  }

  std::string claimed(const ReportedQuotation& reported) const {
    const check::Quotation& quotation = reported.answer->quotation;
    std::string out = quotation.speaker ? escaped(*quotation.speaker) : "nobody";
    if (quotation.date) out += ", " + escaped(*quotation.date);
    if (reported.found && reported.found->occasion) out += ", " + escaped(*reported.found->occasion);
    if (reported.found && reported.found->certainty == check::Certainty::likely)
      out += " (likely, from the words around)";
    if (!reported.where.empty()) out += "; " + escaped(reported.where);
    return out;
  }

  static std::string searched(const ReportedQuotation& reported) {
    const corpus::Searched& s = reported.answer->searched;
    std::string out = counted(s.transcripts, "transcript") + ", " + counted(s.turns, "turn");
    if (!s.from.empty()) out += ", " + escaped(s.from) + " to " + escaped(s.to);
    if (reported.held) out += held_text(*reported.held, reported.answer->quotation, escaped);
    return out;
  }

  void copied(const check::Unmarked& run) {
    out_ += "<details class=fair>\n<summary><span class=v>Copied without marks</span> <span class=w>" +
            std::to_string(run.words) + " words, " + counted(run.places, "place") +
            "</span></summary>\n<div class=ev><ul>";
    for (const check::UnmarkedPlace& place : run.shown)
      out_ += "<li>" + escaped(place.speaker.value_or("nobody named")) +
              (place.date.empty() ? "" : ", " + escaped(place.date)) + ", turn " + std::to_string(place.turn) + " of " +
              escaped(place.name) + ", <code>" + escaped(place.address) + "</code></li>";
    out_ += "</ul></div>\n</details>\n";
  }

  void item(std::string_view name, const std::string& html) {
    out_ += "<dt>" + std::string(name) + "</dt><dd>" + html + "</dd>";
  }

  void foot() {
    out_ += "</main>\n<footer>\n<p class=sum>Checked by " + escaped(report_.program) + " against the archive " +
            escaped(report_.archive);
    for (const ReportedQuotation& quotation : report_.quotations)
      if (quotation.answer) {
        const corpus::Searched& s = quotation.answer->searched;
        out_ += ": " + counted(s.transcripts, "transcript") + ", " + counted(s.turns, "turn");
        if (!s.from.empty()) out_ += ", " + escaped(s.from) + " to " + escaped(s.to);
        break;
      }
    out_ +=
        ".</p>\n<p class=sum>A verdict speaks of that archive and of nothing else. Words in the article that are "
        "underlined with dots were set apart, not said, "
        "and not judged.</p>\n</footer>\n</body>\n</html>\n";
  }

  const corpus::Document* opened(const std::string& id) {
    auto [known, fresh] = documents_.try_emplace(id);
    if (fresh) known->second = open_(id);
    return known->second.get();
  }

  const CheckReport& report_;
  const OpenDocument& open_;
  std::unordered_map<std::string, std::shared_ptr<const corpus::Document>> documents_;
  std::string out_;
};

}  // namespace

std::string check_html(const CheckReport& report, const OpenDocument& open) { return Page(report, open).made(); }

}  // namespace stenogram::render
