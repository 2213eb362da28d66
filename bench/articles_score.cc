// Scores the finding of quotations in articles: what the finder makes of the invented
// articles of tests/articles against what is written there of each.
//
//   build/articles-score                  a table by language and by set
//   build/articles-score --list           each difference
//   build/articles-score --floor F,S,P,R  for the test: fails below F1 of finding, exact spans,
//                                         precision and recall of attribution
//
// A quotation is found where one that is not set aside begins and ends at the expected words
// (marks and blanks at its ends aside) or overlaps an expected one by half; its span is exact
// where the bytes of its first and last word, and the parts between, agree. Precision of
// attribution counts, of the speakers that were named, those that are right; recall counts, of
// the speakers that an article settles, those that were named rightly.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "stenogram/base/file.h"
#include "stenogram/capture/read.h"
#include "stenogram/check/quotations.h"
#include "stenogram/people/names.h"
#include "stenogram/text/words.h"

namespace {

using namespace stenogram;
namespace fs = std::filesystem;

struct Expected {
  std::optional<std::string> speaker, date;
  bool scare = false;
  std::string words;            // as written
  std::vector<ByteSpan> parts;  // of the page
};

struct Article {
  std::string file, name, format, text;
  std::vector<Expected> expected;
  std::vector<std::string> lines;  // of expectations, as written
};

struct Score {
  int expected = 0, found = 0, matched = 0, exact = 0;    // quotations to be judged
  int scares = 0, scares_found = 0, scares_matched = 0;   // words set apart
  int settled = 0, named = 0, right = 0, right_form = 0;  // speakers
  int dated = 0, dates_named = 0, dates_right = 0;
  void add(const Score& other) {
    expected += other.expected, found += other.found, matched += other.matched, exact += other.exact;
    scares += other.scares, scares_found += other.scares_found, scares_matched += other.scares_matched;
    settled += other.settled, named += other.named, right += other.right, right_form += other.right_form;
    dated += other.dated, dates_named += other.dates_named, dates_right += other.dates_right;
  }
  static double share(int part, int whole) { return whole == 0 ? 1 : double(part) / whole; }
  double f1() const { return share(2 * matched, expected + found); }
  double spans() const { return share(exact, matched); }
  double precision() const { return share(right, named); }
  double recall() const { return share(right, settled); }
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string stripped(std::string text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text.substr(std::min(text.find_first_not_of(' '), text.size()));
}

std::vector<std::string> split(const std::string& text, const std::string& by) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  for (std::size_t found; (found = text.find(by, at)) != text.npos; at = found + by.size())
    parts.push_back(text.substr(at, found - at));
  parts.push_back(text.substr(at));
  return parts;
}

std::vector<Article> read_articles(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Article> articles;
  for (const fs::path& file : files) {
    Result<std::string> bytes = read_file(file.string(), 1 << 24);
    if (!bytes) continue;
    bool expectations = false;
    for (const std::string& line : lines_of(*bytes)) {
      if (line.starts_with("=== ")) {
        Article article;
        article.file = file.stem().string();
        article.name = line.substr(4);
        if (std::size_t open = article.name.find(" ("); open != std::string::npos) {
          article.format = article.name.substr(open + 2, article.name.size() - open - 3);
          article.name.resize(open);
        }
        articles.push_back(std::move(article));
        expectations = false;
      } else if (articles.empty()) {
        continue;
      } else if (line == "---" && !expectations) {
        expectations = true;
      } else if (!expectations) {
        articles.back().text += line + "\n";
      } else if (!line.empty() && line[0] != '#') {
        articles.back().lines.push_back(line);
      }
    }
  }
  return articles;
}

// From its first word to its last.
ByteSpan word_bounds(std::string_view text, ByteSpan span) {
  std::vector<text::Word> words = text::words(slice(text, span));
  if (words.empty()) return span;
  return {span.begin + words.front().begin, span.begin + words.back().end};
}

// Finds the words that the expectations name, each after the one before.
bool place(Article& article, const std::string& text) {
  std::uint64_t at = 0;
  for (const std::string& line : article.lines) {
    std::vector<std::string> columns = split(line, " | ");
    Expected expected;
    bool scare = columns[0] == "scare";
    if (columns.size() != 3)
      return std::fprintf(stderr, "%s/%s: not three columns: %s\n", article.file.c_str(), article.name.c_str(),
                          line.c_str()),
             false;
    expected.scare = scare;
    if (!scare && stripped(columns[0]) != "-") expected.speaker = stripped(columns[0]);
    if (stripped(columns[1]) != "-") expected.date = stripped(columns[1]);
    expected.words = stripped(columns[2]);
    for (const std::string& part : split(expected.words, " + ")) {
      std::vector<std::string> ends = split(part, " ~ ");
      std::size_t begin = text.find(ends.front(), at);
      std::size_t last =
          begin == text.npos ? begin : text.find(ends.back(), ends.size() == 1 ? begin : begin + ends.front().size());
      if (last == text.npos)
        return std::fprintf(stderr, "%s/%s: not in the article: %s\n", article.file.c_str(), article.name.c_str(),
                            part.c_str()),
               false;
      expected.parts.push_back(word_bounds(text, {begin, last + ends.back().size()}));
      at = last + ends.back().size();
    }
    article.expected.push_back(std::move(expected));
  }
  return true;
}

bool same_person(const std::string& a, const std::string& b) { return a == b || people::may_be_one_person(a, b); }

struct Listing {
  bool wanted = false;
  void say(const Article& article, const char* what, const std::string& text) const {
    if (wanted) std::printf("%s/%s  %s: %s\n", article.file.c_str(), article.name.c_str(), what, text.c_str());
  }
};

Score score_article(const Article& article, const std::string& text, const std::vector<check::ArticleQuotation>& found,
                    const Listing& listing) {
  Score score;
  std::vector<bool> taken(found.size());
  for (const check::ArticleQuotation& one : found) (one.scare ? score.scares_found : score.found)++;
  for (const Expected& expected : article.expected) {
    (expected.scare ? score.scares : score.expected)++;
    if (!expected.scare && expected.speaker) ++score.settled;
    if (expected.date) ++score.dated;
    ByteSpan whole{expected.parts.front().begin, expected.parts.back().end};
    std::size_t best = found.size();
    std::uint64_t most = 0;
    for (std::size_t k = 0; k < found.size(); ++k) {
      if (taken[k]) continue;
      std::uint64_t begin = std::max(whole.begin, found[k].span.begin), end = std::min(whole.end, found[k].span.end);
      std::uint64_t shared = end > begin ? end - begin : 0;
      if (2 * shared >= std::max(whole.size(), found[k].span.size()) && shared > most) best = k, most = shared;
    }
    if (best == found.size()) {
      listing.say(article, "missed", expected.words);
      continue;
    }
    const check::ArticleQuotation& one = found[best];
    taken[best] = true;
    if (one.scare != expected.scare) {
      listing.say(article, expected.scare ? "is set apart" : "is no scare quote", expected.words);
      continue;
    }
    if (expected.scare) {
      ++score.scares_matched;
      continue;
    }
    ++score.matched;
    std::vector<ByteSpan> parts;
    for (ByteSpan part : one.parts) parts.push_back(word_bounds(text, part));
    if (parts == expected.parts) ++score.exact;
    else listing.say(article, "span", expected.words + "  <>  " + one.quoted);
    if (one.speaker) ++score.named;
    if (one.speaker && expected.speaker && same_person(*one.speaker, *expected.speaker)) {
      ++score.right;
      if (*one.speaker == *expected.speaker) ++score.right_form;
      else listing.say(article, "form", *one.speaker + " for " + *expected.speaker);
    } else if (one.speaker || expected.speaker) {
      listing.say(article, "speaker",
                  one.speaker.value_or("-") + " for " + expected.speaker.value_or("-") + ": " + expected.words);
    }
    if (one.date) ++score.dates_named;
    if (one.date && one.date == expected.date) ++score.dates_right;
    else if (one.date || expected.date)
      listing.say(article, "date",
                  one.date.value_or("-") + " for " + expected.date.value_or("-") + ": " + expected.words);
  }
  for (std::size_t k = 0; k < found.size(); ++k)
    if (!taken[k])
      listing.say(article, found[k].scare ? "set apart, not expected" : "not expected",
                  found[k].speaker.value_or("-") + ": " + found[k].quoted);
  return score;
}

void row(const std::string& name, int articles, const Score& s) {
  std::printf("| %-12s | %3d | %3d | %5.3f | %5.3f | %5.3f | %5.3f | %d/%d | %d/%d |\n", name.c_str(), articles,
              s.expected, s.f1(), s.spans(), s.precision(), s.recall(), s.scares_matched, s.scares, s.dates_right,
              s.dated);
}

}  // namespace

int main(int argc, char** argv) {
  Listing listing;
  double floors[4] = {0, 0, 0, 0};
  fs::path folder = ARTICLES_FOLDER;
  for (int k = 1; k < argc; ++k) {
    std::string argument = argv[k];
    if (argument == "--list") listing.wanted = true;
    else if (argument == "--floor" && k + 1 < argc) {
      std::vector<std::string> parts = split(argv[++k], ",");
      for (std::size_t i = 0; i < parts.size() && i < 4; ++i) floors[i] = std::atof(parts[i].c_str());
    } else folder = argument;
  }
  std::map<std::string, Score> scores;
  std::map<std::string, int> counts;
  bool well = true;
  for (Article& article : read_articles(folder)) {
    capture::Source source;
    source.name = article.name;
    source.bytes = article.text;
    source.format = article.format.empty() ? "text" : article.format;
    Result<capture::Page> page = capture::read(source);
    if (!page) {
      std::fprintf(stderr, "%s\n", page.error().message().c_str());
      well = false;
      continue;
    }
    if (!place(article, page->text)) {
      well = false;
      continue;
    }
    Score score = score_article(article, page->text, check::find_quotations(*page), listing);
    std::size_t dash = article.file.find('-');
    for (std::string key : {article.file.substr(0, dash), article.file.substr(dash + 1), std::string("all")}) {
      scores[key].add(score);
      ++counts[key];
    }
  }
  std::printf(
      "| %-12s | articles | quotations | F1 | exact spans | attribution: precision | recall | set aside | dates "
      "|\n|---|---|---|---|---|---|---|---|---|\n",
      "");
  for (const auto& [key, score] : scores)
    if (key != "all") row(key, counts[key], score);
  row("all", counts["all"], scores["all"]);
  const Score& all = scores["all"];
  std::printf("%d speakers named, %d of them wrong; %d in the fullest form\n", all.named, all.named - all.right,
              all.right_form);
  const double reached[4] = {all.f1(), all.spans(), all.precision(), all.recall()};
  for (int k = 0; k < 4; ++k)
    if (reached[k] < floors[k])
      std::fprintf(stderr, "below the floor: %.3f < %.3f\n", reached[k], floors[k]), well = false;
  return well ? 0 : 1;
}
