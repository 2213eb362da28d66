// An exam for the checker: quotations cut from a record, with changes planted in them, and
// whether the verdict is the right one (exam_questions.h says which).
//
//   check-exam [--archive PATH] [--seed N] [--count N] [--only KIND] [--language LL]
//              [--show KIND] [--write] [CAPTURE…]
//
// With --archive the record is a real archive, index and all; with captures it is the slow
// twin, in memory, so that only judging is examined. `count` questions are asked of each
// kind, language and class of length, as far as the record gives them. --show prints what
// went wrong. --write prints the questions instead, a list for `stenogram check --list`, so
// that two versions may be held against each other. The same record and seed give the same table.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "exam_questions.h"
#include "stenogram/base/hash.h"
#include "stenogram/capture/read.h"
#include "stenogram/check/checker.h"
#include "stenogram/check/slow_passages.h"
#include "stenogram/corpus/corpus.h"

using namespace stenogram;

namespace {

std::string bytes_of(const char* path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

void add_capture(check::SlowPassages& record, const char* path) {
  capture::Source source;
  source.name = path;
  source.bytes = bytes_of(path);
  Result<capture::Page> page = capture::read(source);
  if (!page) {
    std::fprintf(stderr, "%s\n", page.error().message().c_str());
    return;
  }
  std::string id = sha256(source.bytes).substr(0, 12);
  int number = 0;
  for (transcript::Transcript& talk : transcript::read(*page)) {
    corpus::Document document;
    document.id = ++number == 1 ? id : id + "." + std::to_string(number);
    document.name = path;
    document.text = page->text;
    document.utterances = corpus::utterances_of(talk, page->text);
    document.transcript = std::move(talk);
    record.add(std::move(document));
  }
}

struct Tally {
  std::uint64_t asked = 0, verdict = 0, severity = 0, placed = 0, place = 0, missed = 0, weighty = 0;
};

struct Marked {
  bool verdict, severity, place, missed;
  bool right() const { return verdict && severity && place && !missed; }
};

Marked mark(const exam::Question& question, const check::Answer& answer) {
  Marked marked{};
  marked.verdict = std::find(question.right.begin(), question.right.end(), answer.verdict) != question.right.end();
  if (!question.severity) marked.severity = true;
  else if (*question.severity == check::Severity::none) marked.severity = answer.severity == check::Severity::none;
  else marked.severity = answer.severity && *answer.severity >= *question.severity;
  marked.place = question.id.empty() || answer.places > answer.passages.size();
  for (const check::Passage& passage : answer.passages)
    marked.place |= passage.transcript == question.id && passage.span.overlaps(question.span);
  bool mild = answer.severity && *answer.severity < check::Severity::meaning;
  marked.missed = question.weighty && mild &&
                  (answer.verdict == check::Verdict::verbatim || answer.verdict == check::Verdict::abridged);
  if (question.kind == "swallowed") marked.missed = mild;
  else if (question.weighty) marked.missed |= answer.verdict == check::Verdict::verbatim;
  return marked;
}

void add(Tally& tally, const exam::Question& question, const Marked& marked) {
  ++tally.asked;
  tally.verdict += marked.verdict;
  tally.severity += marked.severity;
  tally.weighty += question.weighty;
  tally.missed += marked.missed;
  if (question.id.empty()) return;
  ++tally.placed;
  tally.place += marked.place;
}

std::string share(std::uint64_t part, std::uint64_t whole) {
  char text[16] = "-";
  if (whole > 0) std::snprintf(text, sizeof text, "%.2f", 100.0 * double(part) / double(whole));
  return text;
}

void print_head(const char* of) {
  std::printf("\n| %s | asked | verdict %% | severity %% | place %% | missed |\n|---|---|---|---|---|---|\n", of);
}

void print(const std::string& name, const Tally& tally) {
  if (tally.asked == 0) return;
  std::printf("| %s | %llu | %s | %s | %s | %s |\n", name.c_str(), (unsigned long long)tally.asked,
              share(tally.verdict, tally.asked).c_str(), share(tally.severity, tally.asked).c_str(),
              share(tally.place, tally.placed).c_str(),
              tally.weighty == 0 ? "-" : std::to_string(tally.missed).c_str());
}

void show(const exam::Question& question, const check::Answer& answer, const Marked& marked) {
  std::printf("  %s%s%s%s: \"%s\" [%s]\n", std::string(check::name_of(answer.verdict)).c_str(),
              marked.severity ? "" : " (severity)", marked.place ? "" : " (place)", marked.missed ? " (missed)" : "",
              question.quotation.quoted.c_str(), question.quotation.speaker.value_or("-").c_str());
  for (const auto* list : {&answer.passages, &answer.nearest})
    for (const check::Passage& passage : *list) {
      std::printf("      %s %s: … %s {{%s}}\n", question.id.c_str(), passage.address.c_str(),
                  passage.before.substr(passage.before.size() > 60 ? passage.before.size() - 60 : 0).c_str(),
                  passage.text.substr(0, 300).c_str());
      for (const check::Difference& difference : passage.differences)
        std::printf("      %s (%s|%s)\n", std::string(check::name_of(difference.kind)).c_str(),
                    difference.spoken.c_str(), difference.quoted.c_str());
      if (answer.verdict != check::Verdict::stitched) break;
    }
}

}  // namespace

int main(int argc, char** argv) {
  std::uint32_t seed = 1;
  std::size_t count = 40;
  bool writing = false;
  std::string shown, only, language_only, archive;
  check::SlowPassages twin;
  for (int k = 1; k < argc; ++k) {
    std::string_view argument = argv[k];
    bool more = k + 1 < argc;
    if (argument == "--seed" && more) seed = std::uint32_t(std::atoll(argv[++k]));
    else if (argument == "--count" && more) count = std::size_t(std::atoll(argv[++k]));
    else if (argument == "--show" && more) shown = argv[++k];
    else if (argument == "--only" && more) only = argv[++k];
    else if (argument == "--language" && more) language_only = argv[++k];
    else if (argument == "--write") writing = true;
    else if (argument == "--archive" && more) archive = argv[++k];
    else add_capture(twin, argv[k]);
  }
  std::unique_ptr<corpus::Corpus> real;
  const corpus::Passages* record = &twin;
  if (!archive.empty()) {
    auto opened = corpus::Corpus::open(archive, corpus::Corpus::Mode::read);
    if (!opened) {
      std::fprintf(stderr, "check-exam: %s\n", opened.error().message().c_str());
      return 2;
    }
    real = std::move(*opened);
    record = real.get();
  }
  exam::Edits edits(bytes_of(EXAM_EDITS));
  exam::Examiner examiner(*record, edits, seed);
  corpus::Searched searched = record->searched();
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  if (!writing)
    std::printf("seed %u; %llu transcripts, %llu turns\n", seed, (unsigned long long)searched.transcripts,
                (unsigned long long)searched.turns);

  std::map<std::string, Tally> by_kind, by_language;
  std::map<std::size_t, Tally> by_length;
  Tally clean, absent, from_six, all;
  for (const std::string& kind : exam::kinds()) {
    if (!only.empty() && kind != only) continue;
    for (const char* language : {"en", "ru", "fr", "de", "es"}) {
      if (!language_only.empty() && language != language_only) continue;
      for (std::size_t length = 0; length < std::size(exam::kLengthClasses); ++length)
        for (std::size_t k = 0; k < count; ++k) {
          std::optional<exam::Question> question = examiner.ask(kind, language, length);
          if (!question) break;
          if (writing) {
            nlohmann::ordered_json line{{"quoted", question->quotation.quoted}};
            if (question->quotation.speaker) line["speaker"] = *question->quotation.speaker;
            std::printf("%s\n", line.dump().c_str());
            continue;
          }
          Result<check::Answer> answer = check::check(*record, question->quotation);
          if (!answer) continue;
          Marked marked = mark(*question, *answer);
          for (Tally* tally : {&by_kind[kind], &by_language[language], &by_length[length], &all})
            add(*tally, *question, marked);
          if (length > 0) add(from_six, *question, marked);
          if (kind == "clean" || kind == "sentence" || kind == "case") add(clean, *question, marked);
          if (kind == "absent" || kind == "near") add(absent, *question, marked);
          if ((shown == kind || shown == "all") && !marked.right()) show(*question, *answer, marked);
        }
    }
  }
  if (writing) return 0;
  print_head("kind");
  for (const std::string& kind : exam::kinds()) print(kind, by_kind[kind]);
  print_head("language");
  for (const auto& [language, tally] : by_language) print(language, tally);
  print_head("words");
  for (const auto& [length, tally] : by_length) print(exam::kLengthClasses[length].name, tally);
  print_head("in all");
  print("six words and more", from_six);
  print("clean", clean);
  print("absent", absent);
  print("all", all);
  return 0;
}
