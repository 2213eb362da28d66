#include "stenogram/render/counts.h"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "stenogram/render/standing.h"

namespace stenogram::render {
namespace {

// Cells are inert; the first column stands to the left, numbers to the right.
using Row = std::vector<std::string>;

std::string table(const Terminal& terminal, const Row& heads, const std::vector<Row>& rows) {
  std::vector<std::size_t> widths;
  for (const std::string& head : heads) widths.push_back(columns(head));
  for (const Row& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns(row[i]));
  const auto drawn = [&](const Row& row) {
    std::string line = padded(row[0], widths[0]);
    for (std::size_t i = 1; i < row.size(); ++i) line += "  " + padded_left(row[i], widths[i]);
    return line;
  };
  std::string text = painted(terminal, Paint::faint, drawn(heads)) + '\n';
  for (const Row& row : rows) text += drawn(row) + '\n';
  return text;
}

std::string decimal(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", number);
  return text;
}

std::string sum_line(const Terminal& terminal, const std::string& text) {
  return painted(terminal, Paint::faint, text) + '\n';
}

}  // namespace

std::string collocates_json(const corpus::Collocates& found, const std::string& understood) {
  std::string lines;
  for (const corpus::Collocate& one : found.words)
    lines += json_line({{"type", "collocate"},
                        {"word", one.word},
                        {"together", one.together},
                        {"alone", one.alone},
                        {"log_likelihood", one.likelihood},
                        {"log_dice", one.dice},
                        {"mutual_information", one.information}});
  Json total = {{"type", "total"},      {"collocates", found.listed}, {"shown", found.words.size()},
                {"lines", found.lines}, {"near", found.near},         {"words", found.total}};
  if (found.sampled) {
    total["sampled"] = true;
    total["drawn"] = found.drawn;
    total["estimated"] = found.estimated;
  }
  total["query"] = understood;
  return lines + json_line(total);
}

std::string collocates_text(const Terminal& terminal, const corpus::Collocates& found) {
  std::vector<Row> rows;
  for (const corpus::Collocate& one : found.words)
    rows.push_back({inert(one.word), grouped(one.together), grouped(one.alone), decimal(one.likelihood),
                    decimal(one.dice), decimal(one.information)});
  return table(terminal, {"word", "together", "in all", "log-likelihood", "logDice", "MI"}, rows) +
         sum_line(terminal, counted(found.listed, "collocate") + " of " + counted(found.lines, "line") + "; " +
                                counted(found.near, "place") + " near them among " + counted(found.total, "word"));
}

std::string words_json(const corpus::WordCounts& counts) {
  std::string lines;
  for (const corpus::WordCount& one : counts.words)
    lines += json_line({{"type", "run"}, {"words", one.words}, {"count", one.count}, {"per_million", one.per_million}});
  return lines +
         json_line(
             {{"type", "total"}, {"different", counts.listed}, {"shown", counts.words.size()}, {"runs", counts.total}});
}

std::string words_text(const Terminal& terminal, const corpus::WordCounts& counts) {
  std::vector<Row> rows;
  for (const corpus::WordCount& one : counts.words)
    rows.push_back({inert(one.words), grouped(one.count), decimal(one.per_million)});
  return table(terminal, {"words", "count", "per million"}, rows) +
         sum_line(terminal, grouped(counts.listed) + " different among " + grouped(counts.total));
}

std::string key_words_json(const corpus::KeyWords& words) {
  std::string lines;
  for (const corpus::KeyWord& one : words.words)
    lines += json_line({{"type", "key_word"},
                        {"word", one.word},
                        {"here", one.here},
                        {"there", one.there},
                        {"log_likelihood", one.likelihood},
                        {"log_ratio", one.ratio}});
  return lines + json_line({{"type", "total"},
                            {"key_words", words.listed},
                            {"shown", words.words.size()},
                            {"words_here", words.here},
                            {"words_there", words.there}});
}

std::string key_words_text(const Terminal& terminal, const corpus::KeyWords& words) {
  std::vector<Row> rows;
  for (const corpus::KeyWord& one : words.words)
    rows.push_back(
        {inert(one.word), grouped(one.here), grouped(one.there), decimal(one.likelihood), decimal(one.ratio)});
  return table(terminal, {"word", "here", "there", "log-likelihood", "log ratio"}, rows) +
         sum_line(terminal, counted(words.here, "word") + " here, " + grouped(words.there) + " there");
}

}  // namespace stenogram::render
