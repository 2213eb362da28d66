// Hostile quotations and what is to be made of them: the files of tests/verdicts.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "stenogram/base/file.h"
#include "stenogram/capture/read.h"
#include "stenogram/check/checker.h"
#include "stenogram/check/slow_passages.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::check {
namespace {

std::string trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    std::size_t end = std::min(text.find(by, begin), text.size());
    parts.push_back(trimmed(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return parts;
}

void add_page(SlowPassages& record, const std::string& name, const std::string& text, std::string& first_words) {
  capture::Source source;
  source.name = name;
  source.bytes = text;
  Result<capture::Page> page = capture::read(source);
  ASSERT_TRUE(page) << name;
  for (transcript::Transcript& talk : transcript::read(*page)) {
    corpus::Document document;
    document.id = name;
    document.name = name;
    document.text = page->text;
    document.utterances = corpus::utterances_of(talk, page->text);
    document.transcript = std::move(talk);
    if (first_words.empty())
      for (const corpus::Utterance& utterance : document.utterances)
        if (utterance.words.size() > 20 && first_words.empty())
          first_words = slice(document.text, {utterance.words.front().begin, utterance.words.back().end});
    record.add(std::move(document));
  }
}

std::string told(const Answer& answer) {
  std::set<std::string> kinds;
  if (!answer.passages.empty())
    for (const Difference& difference : answer.passages.front().differences)
      kinds.insert(std::string(name_of(difference.kind)));
  std::string text(name_of(answer.verdict));
  if (answer.ambiguous) text += '?';
  text += answer.severity ? " " + std::string(name_of(*answer.severity)) : " null";
  std::string all;
  for (const std::string& kind : kinds) all += (all.empty() ? "" : ",") + kind;
  return text + " " + (all.empty() ? "-" : all);
}

void hold_to(const std::filesystem::path& path) {
  std::string text = *read_file(path, 1 << 20);
  SlowPassages record;
  std::string name, page, first_words;
  bool cases = false;
  std::size_t asked = 0, line_number = 0;
  for (const std::string& line : split(text + "\n", '\n')) {
    ++line_number;
    if (line.starts_with("=== ")) {
      if (!name.empty()) add_page(record, name, page, first_words);
      cases = line == "=== cases";
      name = cases ? "" : line.substr(std::string_view("=== record ").size());
      page.clear();
    } else if (!cases) {
      page += line + "\n";
    } else if (!line.empty() && line[0] != '#') {
      std::vector<std::string> fields = split(line, '|');
      ASSERT_EQ(fields.size(), 3u) << path << ":" << line_number;
      Quotation quotation;
      quotation.quoted = fields[2] == "~ whole turn" ? first_words : fields[2];
      if (std::size_t at = quotation.quoted.find("\\n"); at != std::string::npos) quotation.quoted.replace(at, 2, "\n");
      if (fields[1] != "-") quotation.speaker = fields[1];
      Result<Answer> answer = check(record, quotation);
      EXPECT_EQ(answer ? told(*answer) : "error", fields[0])
          << path.filename() << ":" << line_number << ": [" << fields[1] << "] " << fields[2];
      ++asked;
    }
  }
  EXPECT_GT(asked, 15u) << path;
}

TEST(Cases, each_quotation_gets_its_verdict) {
  // By name, so that what fails is told in one order.
  std::set<std::filesystem::path> files;
  std::set<std::string> languages;
  for (const auto& entry : std::filesystem::directory_iterator("tests/verdicts"))
    if (entry.path().extension() == ".txt") files.insert(entry.path());
  for (const std::filesystem::path& path : files) {
    hold_to(path);
    languages.insert(path.filename().string().substr(0, 2));
  }
  EXPECT_EQ(languages.size(), 5u);
}

}  // namespace
}  // namespace stenogram::check
