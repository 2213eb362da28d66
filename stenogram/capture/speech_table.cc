#include "stenogram/capture/speech_table.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "stenogram/base/table.h"
#include "stenogram/capture/blank.h"
#include "stenogram/capture/data.h"
#include "stenogram/capture/page_builder.h"

namespace stenogram::capture {
namespace {

enum class Column : std::uint8_t { unknown, text, speaker, maybe_speaker, start, end, other };

constexpr std::size_t kLongestHeader = 400;  // bytes of the first row
constexpr std::size_t kRowsTried = 40;

Column column_of(std::string_view name) {
  static const std::unordered_map<std::string_view, Column> kColumns = [] {
    const std::pair<std::string_view, Column> kSections[] = {
        {"text", Column::text},   {"speaker", Column::speaker}, {"maybe speaker", Column::maybe_speaker},
        {"start", Column::start}, {"end", Column::end},         {"other", Column::other}};
    std::unordered_map<std::string_view, Column> made;
    for (const TableSection& section : parse_table(data("speech_table.txt")))
      for (auto [title, column] : kSections)
        if (section.name == title)
          for (const TableRow& row : section.rows) made.emplace(row.columns[0], column);
    return made;
  }();
  std::string key;
  for (char c : name)
    if (c >= 'A' && c <= 'Z') key += char(c + 32);
    else if (c != '_' && c != '-' && c != ' ') key += c;
  auto found = kColumns.find(key);
  return found == kColumns.end() ? Column::unknown : found->second;
}

// A cell without the marks around it; where `quoted`, two marks stand for one.
struct Cell {
  ByteSpan span;
  bool quoted = false;
};

// Reads rows one by one. RFC 4180, whatever ends the lines.
class Rows {
 public:
  Rows(std::string_view text, char comma) : text_(text), comma_(comma) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  bool next(std::vector<Cell>& row) {
    row.clear();
    while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
    if (at_ >= text_.size()) return false;
    for (;;) {
      row.push_back(cell());
      if (at_ >= text_.size() || text_[at_] != comma_) return true;
      ++at_;
    }
  }

 private:
  Cell cell() {
    std::size_t begin = at_;
    if (comma_ == ',' && at_ < text_.size() && text_[at_] == ' ')
      begin = std::min(text_.find_first_not_of(' ', at_), text_.size());
    if (begin < text_.size() && text_[begin] == '"') {
      std::size_t close = begin + 1;
      while (close < text_.size() && (text_[close] != '"' || text_.substr(close + 1, 1) == "\""))
        close += text_[close] == '"' ? 2 : 1;
      close = std::min(close, text_.size());
      at_ = close;
      while (at_ < text_.size() && text_[at_] != comma_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
      return {trimmed(text_, {begin + 1, close}), true};
    }
    while (at_ < text_.size() && text_[at_] != comma_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
    return {trimmed(text_, {begin, at_}), false};
  }

  std::string_view text_;
  char comma_;
  std::size_t at_ = 0;
};

// Which column is which; nothing where the first row names no table of talk.
struct Plan {
  char comma = ',';
  std::size_t text = 0, speaker = 0, columns = 0;
  std::optional<std::size_t> start, end;
  bool milliseconds = false;
};

std::optional<Plan> plan_of(std::string_view text, char comma) {
  Rows rows(text, comma);
  std::vector<Cell> row;
  if (text.substr(0, kLongestHeader).find(comma) == text.npos || !rows.next(row)) return std::nullopt;
  if (row.size() < 2 || row.size() > 16) return std::nullopt;
  if (row.back().span.end > kLongestHeader) return std::nullopt;
  Plan plan;
  plan.comma = comma;
  plan.columns = row.size();
  std::optional<std::size_t> words, speaker, maybe;
  std::size_t unknown = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    std::string_view name = slice(text, row[i].span);
    if (name.empty()) continue;
    switch (column_of(name)) {
      case Column::text:
        if (!words) words = i;
        break;
      case Column::speaker:
        if (!speaker) speaker = i;
        break;
      case Column::maybe_speaker:
        if (!maybe) maybe = i;
        break;
      case Column::start:
        if (!plan.start) plan.start = i, plan.milliseconds = name.ends_with("ms") || name.ends_with("MS");
        break;
      case Column::end:
        if (!plan.end) plan.end = i;
        break;
      case Column::other: break;
      case Column::unknown: ++unknown; break;
    }
  }
  if (!words || (!speaker && (!maybe || unknown > 0)) || unknown > 3) return std::nullopt;
  plan.text = *words;
  plan.speaker = speaker ? *speaker : *maybe;
  return plan;
}

std::optional<Plan> plan_of(std::string_view text) {
  if (text.empty() || text[0] == '{' || text[0] == '<' || text[0] == '#') return std::nullopt;
  for (char comma : {',', '\t', ';'})
    if (std::optional<Plan> plan = plan_of(text, comma)) return plan;
  return std::nullopt;
}

// Seconds of "12.5", "0:12", "[1:02:03]", "00:01:02,500"; nothing for all else.
std::optional<double> seconds_of(std::string_view given) {
  while (!given.empty() && (given.front() == '[' || given.front() == '(')) given.remove_prefix(1);
  while (!given.empty() && (given.back() == ']' || given.back() == ')' || given.back() == 's')) given.remove_suffix(1);
  double total = 0;
  for (int parts = 0; parts < 4; ++parts) {
    double part = 0;
    auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), part, std::chars_format::fixed);
    if (error != std::errc() || part < 0 || part > 1e7) return std::nullopt;
    given.remove_prefix(std::size_t(end - given.data()));
    if (given.size() > 1 && given.front() == ',' && given.size() <= 4) {  // thousandths behind a comma
      double thousandths = 0;
      auto [last, wrong] = std::from_chars(given.data() + 1, given.data() + given.size(), thousandths);
      if (wrong != std::errc() || last != given.data() + given.size()) return std::nullopt;
      return total * 60 + part + thousandths / 1000;
    }
    total = total * 60 + part;
    if (given.empty()) return total;
    if (given.front() != ':') return std::nullopt;
    given.remove_prefix(1);
  }
  return std::nullopt;
}

class TableReader {
 public:
  TableReader(const text::Decoded& decoded, const Plan& plan, std::size_t most_blocks)
      : text_(decoded.text), plan_(plan), builder_(decoded, most_blocks) {}

  bool run() {
    Rows rows(text_, plan_.comma);
    std::vector<Cell> row;
    rows.next(row);  // the names of the columns
    while (rows.next(row)) {
      if (row.size() <= plan_.text || row[plan_.text].span.empty()) continue;
      begin_utterance(row);
      write(row[plan_.text]);
      if (builder_.full()) return false;
    }
    return true;
  }

  Page finish() && {
    Page page = std::move(builder_).finish();
    page.media_type = plan_.comma == '\t' ? "text/tab-separated-values" : "text/csv";
    return page;
  }

 private:
  void begin_utterance(const std::vector<Cell>& row) {
    ByteSpan who = plan_.speaker < row.size() ? row[plan_.speaker].span : ByteSpan{};
    while (!who.empty() && (text_[who.end - 1] == ':' || text_[who.end - 1] == ' ')) --who.end;
    std::string_view name = slice(text_, who);
    const bool announced = !name.empty() && name != speaker_;
    if (announced || utterance_ == 0) ++utterance_;
    if (announced) speaker_ = name;
    builder_.begin_block(BlockKind::paragraph);
    Voice voice;
    voice.utterance = utterance_;
    builder_.block().voice = voice;
    if (announced) {
      builder_.copy(who.begin, who.end);
      const std::uint64_t end = builder_.size();
      builder_.put(":", who.end, who.end);
      builder_.space(row[plan_.text].span.begin);
      builder_.block().voice->label = ByteSpan{end - name.size(), end};
    }
    std::optional<double> start = time_in(row, plan_.start), end = time_in(row, plan_.end);
    if (start) builder_.block().time = TimeRange{*start, std::max(*start, end.value_or(*start))};
  }

  std::optional<double> time_in(const std::vector<Cell>& row, std::optional<std::size_t> column) const {
    if (!column || *column >= row.size() || row[*column].span.empty()) return std::nullopt;
    std::optional<double> seconds = seconds_of(slice(text_, row[*column].span));
    if (seconds && plan_.milliseconds) *seconds /= 1000;
    return seconds;
  }

  void write(const Cell& cell) {
    for (std::size_t at = cell.span.begin; at < cell.span.end;) {
      if (text_[at] == '\n') {
        builder_.line_break();
        ++at;
      } else if (std::size_t blank = blank_at(text_, at)) {
        builder_.space(at);
        at += blank;
      } else if (cell.quoted && text_[at] == '"') {
        std::size_t end = std::min<std::size_t>(at + (text_.substr(at + 1, 1) == "\"" ? 2 : 1), cell.span.end);
        builder_.put("\"", at, end);
        at = end;
      } else {
        std::size_t end = at;
        while (end < cell.span.end && text_[end] != '"' && text_[end] != '\n' && blank_at(text_, end) == 0) ++end;
        if (end == at) ++end;
        builder_.copy(at, end);
        at = end;
      }
    }
  }

  std::string_view text_;
  Plan plan_;
  PageBuilder builder_;
  std::string_view speaker_;
  std::uint32_t utterance_ = 0;
};

}  // namespace

bool looks_like_speech_table(std::string_view text) {
  std::optional<Plan> plan = plan_of(text);
  if (!plan) return false;
  Rows rows(text, plan->comma);
  std::vector<Cell> row;
  rows.next(row);
  std::size_t seen = 0, fit = 0, named = 0;
  while (seen < kRowsTried && rows.next(row)) {
    ++seen;
    bool whole = row.size() + 2 >= plan->columns && row.size() <= plan->columns + 1;
    fit += whole && plan->text < row.size();
    named += plan->speaker < row.size() && !row[plan->speaker].span.empty() && row[plan->speaker].span.size() <= 80;
  }
  return seen >= 2 && fit * 10 >= seen * 8 && named > 0;
}

Result<Page> read_speech_table(const Source& source, text::Decoded decoded, const Limits& limits) {
  std::optional<Plan> plan = plan_of(decoded.text);
  if (!plan)
    return Error::unsupported(source.name, "is no table with a column for the speaker and one for the words",
                              "name them in its first row, `speaker` and `text`");
  TableReader reader(decoded, *plan, limits.blocks);
  if (!reader.run()) return too_many_blocks(source, limits);
  return std::move(reader).finish();
}

}  // namespace stenogram::capture
