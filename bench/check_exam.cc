// An exam for the checker: quotations cut from captures, with one change planted in each,
// and whether the verdict is the right one.
//
//   check-exam [--seed N] [--count N] [--only KIND] [--show KIND] CAPTURE…
//
//   clean         words as they stand, whole sentences or parts of them
//   case          the same, in other case and punctuation
//   negation      a negation taken out or put in
//   number        a number or number word changed
//   name          a name inside a sentence changed for another
//   modal         a modal changed for another
//   quantifier    a quantifier changed for another
//   drop          one content word left out, unmarked
//   insert        a word put in
//   ellipsis      words left out at a mark of omission
//   swallowed     an ellipsis that swallows a negation
//   stitched      two pieces of five words or more from different turns
//   misattributed words of one speaker claimed for another
//   absent        sentences that nobody said
//   near          the words of absent, with a stock phrase of the record in front
//
// The edits are data/exam_edits.txt, which shares nothing with the checker's own tables.
// Speaker is claimed in every second quotation. The record is the slow twin, in memory,
// so that only judging is examined; the same seed gives the same table.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <map>
#include <random>
#include <sstream>

#include "stenogram/base/file.h"
#include "stenogram/base/hash.h"
#include "stenogram/base/table.h"
#include "stenogram/capture/read.h"
#include "stenogram/check/checker.h"
#include "stenogram/check/slow_passages.h"

using namespace stenogram;

namespace {

struct Edits {
  std::string text;
  std::map<std::string, std::vector<std::vector<std::string>>, std::less<>> sections;

  explicit Edits(const char* path) {
    std::ifstream in(path);
    std::stringstream all;
    all << in.rdbuf();
    text = all.str();
    for (const TableSection& section : parse_table(text))
      for (const TableRow& row : section.rows)
        sections[std::string(section.name)].emplace_back(row.columns.begin(), row.columns.end());
  }
  // All columns of a section of single words.
  std::vector<std::string> words(const std::string& name) const {
    std::vector<std::string> all;
    if (auto found = sections.find(name); found != sections.end())
      for (const auto& row : found->second) all.insert(all.end(), row.begin(), row.end());
    return all;
  }
};

struct Said {
  std::shared_ptr<const corpus::Document> document;
  corpus::DocumentNumber number;
  std::uint32_t utterance;
};

struct Question {
  std::string kind;
  check::Quotation quotation;
  std::vector<check::Verdict> right;       // any of these
  std::optional<check::Severity> at_least; // severity demanded
  std::string id;                          // where it was cut; empty where nowhere
  ByteSpan span;
};

class Examiner {
 public:
  Examiner(const check::SlowPassages& record, const Edits& edits, std::uint32_t seed) : record_(record), edits_(edits), random_(seed) {
    for (corpus::DocumentNumber number : record.documents()) {
      auto document = *record.document(number);
      for (std::uint32_t u = 0; u < document->utterances.size(); ++u)
        if (document->utterances[u].words.size() >= 12 && document->utterances[u].speaker) said_.push_back({document, number, u});
    }
  }

  std::optional<Question> ask(const std::string& kind) {
    for (int attempt = 0; attempt < 400; ++attempt)
      if (std::optional<Question> question = try_once(kind)) return question;
    return std::nullopt;
  }

 private:
  struct Cut {
    Said from;
    TokenRange words;
    std::vector<std::string> printed;  // words as printed
  };

  std::size_t below(std::size_t n) { return std::size_t(random_() % n); }

  // A run of words of one utterance with nothing but plain text between them.
  std::optional<Cut> cut(std::size_t least) {
    if (said_.empty()) return std::nullopt;
    const Said& from = said_[below(said_.size())];
    const auto& words = from.document->utterances[from.utterance].words;
    constexpr std::size_t kLengths[] = {6, 8, 12, 18, 30, 60};
    std::size_t length = std::max(least, kLengths[below(std::size(kLengths))]);
    if (words.size() < length) return std::nullopt;
    std::size_t begin = below(words.size() - length + 1);
    Cut cut{from, {begin, begin + length}, {}};
    for (std::size_t k = begin; k < begin + length; ++k) {
      cut.printed.emplace_back(slice(from.document->text, words[k].span()));
      if (k + 1 == begin + length) break;
      std::string_view gap = std::string_view(from.document->text).substr(words[k].end, words[k + 1].begin - words[k].end);
      if (gap.size() > 3 || gap.find_first_of("()[]\"") != gap.npos || gap.find('\n') != gap.npos) return std::nullopt;
      std::size_t at = gap.find_first_of(".!?,;:");
      if (at != gap.npos) cut.printed.back() += gap[at];
    }
    return cut;
  }

  static std::string bare(const std::string& word) {
    std::string key = text::words(word).empty() ? "" : text::verdict_key(slice(word, text::words(word)[0].span()));
    return key;
  }

  std::optional<Question> finish(const std::string& kind, const Cut& cut, const std::vector<std::string>& printed,
                                 std::vector<check::Verdict> right, std::optional<check::Severity> at_least) {
    Question question;
    question.kind = kind;
    for (const std::string& word : printed) question.quotation.quoted += (question.quotation.quoted.empty() ? "" : " ") + word;
    const corpus::Document& document = *cut.from.document;
    const corpus::Utterance& utterance = document.utterances[cut.from.utterance];
    const transcript::Speaker& speaker = document.transcript.speakers[*utterance.speaker];
    if (speaker.name && below(2)) question.quotation.speaker = *speaker.name;
    question.right = std::move(right);
    question.at_least = at_least;
    question.id = document.id;
    question.span = {utterance.words[cut.words.begin].begin, utterance.words[cut.words.end - 1].end};
    // Words of another inside the turn have verdicts of their own.
    for (const transcript::Quote& quote : document.turn(utterance.turn).quotes)
      if (quote.span.overlaps(question.span) && !quote.attributed_to.empty()) return std::nullopt;
    return question;
  }

  std::optional<Question> try_once(const std::string& kind);
  std::optional<Question> replaced(const std::string& kind, const std::string& table);

  const check::SlowPassages& record_;
  const Edits& edits_;
  std::mt19937 random_;
  std::vector<Said> said_;
};

std::string language_of(const corpus::Document& document) { return document.transcript.language.substr(0, 2); }

std::optional<Question> Examiner::replaced(const std::string& kind, const std::string& table) {
  std::optional<Cut> made = cut(6);
  if (!made) return std::nullopt;
  auto rows = edits_.sections.find(language_of(*made->from.document) + " " + table);
  if (rows == edits_.sections.end()) return std::nullopt;
  for (std::size_t k = 1; k + 1 < made->printed.size(); ++k)
    for (const std::vector<std::string>& row : rows->second)
      if (row.size() == 2 && bare(made->printed[k]) == row[0]) {
        std::vector<std::string> printed = made->printed;
        printed[k] = row[1];
        return finish(kind, *made, printed, {check::Verdict::altered}, check::Severity::meaning);
      }
  return std::nullopt;
}

std::optional<Question> Examiner::try_once(const std::string& kind) {
  using check::Severity;
  using check::Verdict;
  if (kind == "modal" || kind == "quantifier") return replaced(kind, kind);
  if (kind == "absent" || kind == "near") {
    std::optional<Cut> made = cut(6);
    if (!made) return std::nullopt;
    std::string language = language_of(*made->from.document);
    std::vector<std::string> sentences;
    if (auto found = edits_.sections.find(language + " absent"); found != edits_.sections.end())
      for (const auto& row : found->second) sentences.push_back(row[0]);
    if (sentences.empty()) return std::nullopt;
    Question question;
    question.kind = kind;
    question.quotation.quoted = sentences[below(sentences.size())];
    if (kind == "near") {
      std::string front;
      for (std::size_t k = 0; k < 3; ++k) front += made->printed[k] + " ";
      question.quotation.quoted = front + question.quotation.quoted;
    }
    question.right = {Verdict::not_found};
    return question;
  }
  std::optional<Cut> made = cut(kind == "ellipsis" || kind == "swallowed" || kind == "stitched" ? 12 : 6);
  if (!made) return std::nullopt;
  std::vector<std::string> printed = made->printed;
  std::string language = language_of(*made->from.document);
  std::size_t n = printed.size();
  if (kind == "clean") return finish(kind, *made, printed, {Verdict::verbatim}, std::nullopt);
  if (kind == "case") {
    for (std::string& word : printed) {
      if (!word.empty() && word[0] >= 'A' && word[0] <= 'Z' && below(2)) word[0] = char(word[0] + 32);
      while (!word.empty() && (word.back() == ',' || word.back() == '.')) word.pop_back();
      if (below(5) == 0) word += " —";
    }
    return finish(kind, *made, printed, {Verdict::verbatim}, std::nullopt);
  }
  if (kind == "negation") {
    std::vector<std::string> drop = edits_.words(language + " negation drop"), add = edits_.words(language + " negation add"),
                             auxiliary = edits_.words(language + " auxiliary");
    bool taking = below(2) != 0;
    for (std::size_t k = 1; k + 1 < n; ++k) {
      if (taking && std::find(drop.begin(), drop.end(), bare(printed[k])) != drop.end()) {
        printed.erase(printed.begin() + std::ptrdiff_t(k));
        return finish(kind, *made, printed, {Verdict::altered}, Severity::meaning);
      }
      if (!taking && !add.empty() && std::find(auxiliary.begin(), auxiliary.end(), bare(printed[k])) != auxiliary.end()) {
        bool before = language == "ru";
        printed.insert(printed.begin() + std::ptrdiff_t(k + (before ? 0 : 1)), add[below(add.size())]);
        return finish(kind, *made, printed, {Verdict::altered}, Severity::meaning);
      }
    }
    return std::nullopt;
  }
  if (kind == "number") {
    for (std::size_t k = 1; k + 1 < n; ++k) {
      std::string key = bare(printed[k]);
      if (!key.empty() && key.find_first_not_of("0123456789") == key.npos) {
        printed[k] = std::to_string(std::atoll(key.c_str()) * (below(2) ? 10 : 1) + 1 + std::int64_t(below(8)));
        return finish(kind, *made, printed, {Verdict::altered}, Severity::meaning);
      }
      if (auto rows = edits_.sections.find(language + " number words"); rows != edits_.sections.end())
        for (const auto& row : rows->second)
          if (row[0] == key) {
            printed[k] = row[1];
            return finish(kind, *made, printed, {Verdict::altered}, Severity::meaning);
          }
    }
    return std::nullopt;
  }
  if (kind == "name") {
    std::vector<std::string> names = edits_.words(language + " names");
    for (std::size_t k = 2; k + 1 < n && !names.empty(); ++k) {
      std::string last = printed[k - 1];
      bool inside = last.back() != '.' && last.back() != '?' && last.back() != '!' && last.back() != ':';
      bool capital = printed[k].size() > 4 && printed[k][0] >= 'A' && printed[k][0] <= 'Z';
      if (language == "ru") capital = printed[k].size() > 8 && printed[k][0] == '\xD0' && std::uint8_t(printed[k][1]) >= 0x90 && std::uint8_t(printed[k][1]) < 0xB0;
      if (!inside || !capital) continue;
      printed[k] = names[below(names.size())];
      return finish(kind, *made, printed, {Verdict::altered}, Severity::meaning);
    }
    return std::nullopt;
  }
  std::size_t k = 2 + below(n - 4);
  if (kind == "drop") {
    if (bare(printed[k]).size() < 5) return std::nullopt;
    printed.erase(printed.begin() + std::ptrdiff_t(k));
    return finish(kind, *made, printed, {Verdict::altered}, Severity::meaning);
  }
  if (kind == "insert") {
    std::vector<std::string> words = edits_.words(language + " insert");
    if (words.empty()) return std::nullopt;
    const std::string& added = words[below(words.size())];
    if (text::words(added).size() * 5 > n) return std::nullopt;  // more than a change of the passage
    printed.insert(printed.begin() + std::ptrdiff_t(k), added);
    return finish(kind, *made, printed, {Verdict::altered}, Severity::meaning);
  }
  if (kind == "ellipsis" || kind == "swallowed") {
    std::vector<std::string> negations = edits_.words(language + " negation drop");
    std::size_t begin = 3 + below(n - 8), end = begin + 2 + below(3);
    bool negated = false;
    for (std::size_t at = begin; at < end; ++at) negated |= std::find(negations.begin(), negations.end(), bare(printed[at])) != negations.end();
    if (negated != (kind == "swallowed")) return std::nullopt;
    printed.erase(printed.begin() + std::ptrdiff_t(begin), printed.begin() + std::ptrdiff_t(end));
    printed.insert(printed.begin() + std::ptrdiff_t(begin), below(2) ? "…" : "[...]");
    return finish(kind, *made, printed, {Verdict::abridged}, negated ? std::optional(Severity::meaning) : std::nullopt);
  }
  if (kind == "stitched") {
    std::optional<Cut> other = cut(6);
    if (!other || (other->from.number == made->from.number && other->from.utterance == made->from.utterance)) return std::nullopt;
    printed.resize(5 + below(4));
    std::vector<std::string> tail(other->printed.begin(), other->printed.begin() + std::ptrdiff_t(5 + below(2)));
    printed.insert(printed.end(), tail.begin(), tail.end());
    std::optional<Question> question = finish(kind, *made, printed, {Verdict::stitched}, Severity::meaning);
    if (question) question->quotation.speaker.reset();
    return question;
  }
  if (kind == "misattributed") {
    const corpus::Document& document = *made->from.document;
    std::uint32_t speaker = *document.utterances[made->from.utterance].speaker;
    for (std::uint32_t at = 0; at < document.transcript.speakers.size(); ++at) {
      if (at == speaker || !document.transcript.speakers[at].name) continue;
      std::optional<Question> question = finish(kind, *made, printed, {Verdict::misattributed}, Severity::meaning);
      if (question) question->quotation.speaker = *document.transcript.speakers[at].name;
      return question;
    }
    return std::nullopt;
  }
  return std::nullopt;
}

struct Tally {
  std::uint64_t asked = 0, verdict = 0, severity = 0, place = 0, placed = 0, false_alarm = 0;
};

}  // namespace

int main(int argc, char** argv) {
  std::uint32_t seed = 1;
  std::size_t count = 200;
  std::string show, only;
  check::SlowPassages record;
  for (int k = 1; k < argc; ++k) {
    std::string_view argument = argv[k];
    if (argument == "--seed" && k + 1 < argc) seed = std::uint32_t(std::atoll(argv[++k]));
    else if (argument == "--count" && k + 1 < argc) count = std::size_t(std::atoll(argv[++k]));
    else if (argument == "--show" && k + 1 < argc) show = argv[++k];
    else if (argument == "--only" && k + 1 < argc) only = argv[++k];
    else {
      std::ifstream in(argv[k], std::ios::binary);
      std::stringstream bytes;
      bytes << in.rdbuf();
      capture::Source source;
      source.name = argv[k];
      source.bytes = bytes.str();
      Result<capture::Page> page = capture::read(source);
      if (!page) {
        std::fprintf(stderr, "%s\n", page.error().message().c_str());
        continue;
      }
      for (transcript::Transcript& talk : transcript::read(*page)) {
        corpus::Document document;
        document.id = std::string(argument.substr(argument.find_last_of('/') + 1)).substr(0, 12);
        document.name = argument;
        document.text = page->text;
        document.utterances = corpus::utterances_of(talk, page->text);
        document.transcript = std::move(talk);
        record.add(std::move(document));
      }
    }
  }
  Edits edits(EXAM_EDITS);
  Examiner examiner(record, edits, seed);
  std::printf("seed %u; %llu transcripts, %llu turns\n\n", seed, (unsigned long long)record.searched().transcripts,
              (unsigned long long)record.searched().turns);
  std::printf("%-14s %7s %9s %9s %7s\n", "kind", "asked", "verdict", "severity", "place");
  static const std::vector<const char*> kKinds = {"clean", "case", "negation", "number", "name", "modal", "quantifier", "drop",
                                                  "insert", "ellipsis", "swallowed", "stitched", "misattributed", "absent", "near"};
  for (const char* kind : only.empty() ? kKinds : std::vector<const char*>{only.c_str()}) {
    Tally tally;
    for (std::size_t k = 0; k < count; ++k) {
      std::optional<Question> question = examiner.ask(kind);
      if (!question) break;
      Result<check::Answer> answer = check::check(record, question->quotation);
      if (!answer) continue;
      ++tally.asked;
      bool right = std::find(question->right.begin(), question->right.end(), answer->verdict) != question->right.end();
      bool severe = !question->at_least || (answer->severity && *answer->severity >= *question->at_least);
      bool placed = question->id.empty();
      for (const check::Passage& passage : answer->passages)
        placed |= passage.transcript == question->id && passage.span.overlaps(question->span);
      tally.verdict += right;
      tally.severity += severe;
      tally.place += placed;
      if (show == kind && (!right || !severe || !placed)) {
        std::printf("  %s%s%s: \"%s\" [%s]\n", std::string(check::name_of(answer->verdict)).c_str(), severe ? "" : " (severity)",
                    placed ? "" : " (place)", question->quotation.quoted.c_str(), question->quotation.speaker.value_or("-").c_str());
        for (const check::Passage& passage : answer->passages) {
          std::printf("      %s\n", passage.text.substr(0, 300).c_str());
          for (const check::Difference& difference : passage.differences)
            std::printf("      %s (%s|%s)\n", std::string(check::name_of(difference.kind)).c_str(), difference.spoken.c_str(), difference.quoted.c_str());
          break;
        }
      }
    }
    auto share = [&](std::uint64_t part) { return tally.asked == 0 ? 0.0 : 100.0 * double(part) / double(tally.asked); };
    std::printf("%-14s %7llu %8.2f%% %8.2f%% %6.2f%%\n", kind, (unsigned long long)tally.asked, share(tally.verdict), share(tally.severity), share(tally.place));
  }
}
