// The examples in docs/matching.md, line by line: the published contract may not
// say what the program does not do.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "stenogram/base/file.h"
#include "stenogram/text/words.h"

namespace stenogram::text {
namespace {

using Row = std::vector<std::string>;

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += with.size())
    text.replace(at, what.size(), with);
  return text;
}

// The cell without blanks and backquotes around it, and with its stand-ins undone.
std::string cell_of(std::string_view raw) {
  std::size_t begin = raw.find_first_not_of(" `"), end = raw.find_last_not_of(" `");
  if (begin == raw.npos) return {};
  std::string cell(raw.substr(begin, end - begin + 1));
  cell = replaced(cell, "⏎", "\n");
  cell = replaced(cell, "⍽", "\u00A0");
  return replaced(cell, "~", "\u00AD");
}

Row row_of(std::string_view line) {
  Row row;
  line.remove_prefix(1);
  while (line.find('|') != line.npos) {
    row.push_back(cell_of(line.substr(0, line.find('|'))));
    line.remove_prefix(line.find('|') + 1);
  }
  return row;
}

std::string joined(std::string_view text, bool keys) {
  std::string all;
  for (Word word : words(text)) {
    if (!all.empty()) all += " · ";
    std::string_view spelled = slice(text, word.span());
    all += keys ? verdict_key(spelled) : std::string(spelled);
    if (word.breaks_at_line_end) all += '/';
  }
  return all;
}

void check(const Row& head, const Row& row) {
  ASSERT_GE(row.size(), 2u);
  if (head[0] == "text") {
    EXPECT_EQ(joined(row[0], head[1] == "compared as"), row[1]) << row[0];
    return;
  }
  bool same =
      head[2] == "in search" ? search_key(row[0]) == search_key(row[1]) : verdict_key(row[0]) == verdict_key(row[1]);
  EXPECT_EQ(same ? "same" : "different", row[2]) << row[0] << " and " << row[1];
}

TEST(MatchingDocument, SaysWhatTheProgramDoes) {
  Result<std::string> document = read_file("docs/matching.md", 1 << 20);
  if (!document) GTEST_SKIP() << "run from the root of the repository to test docs/matching.md";
  Row head;
  std::map<std::string, int> checked;
  for (std::size_t at = 0; at < document->size();) {
    std::size_t end = std::min(document->find('\n', at), document->size());
    std::string line = document->substr(at, end - at);
    at = end + 1;
    if (!line.starts_with('|')) {
      head.clear();
    } else if (head.empty()) {
      head = row_of(line);
    } else if (!line.starts_with("|---") && (head[0] == "text" || head[0] == "one")) {
      check(head, row_of(line));
      ++checked[head[0] + "/" + head.back()];
    }
  }
  EXPECT_GE(checked["text/words"], 30);
  EXPECT_GE(checked["text/compared as"], 20);
  EXPECT_GE(checked["one/"], 18);
  EXPECT_GE(checked["one/in search"], 5);
}

}  // namespace
}  // namespace stenogram::text
