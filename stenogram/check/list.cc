#include "stenogram/check/list.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "stenogram/check/occasion.h"
#include "stenogram/text/encoding.h"
#include "stenogram/text/words.h"

namespace stenogram::check {
namespace {

// What a heading or key may be called, in small letters, blanks and dashes as underscores.
constexpr std::string_view kQuotedNames[] = {"quoted", "quotation",  "quote",    "text",  "words", "statement",
                                             "said",   "quote_text", "citation", "zitat", "cita",  "цитата"};
constexpr std::string_view kSpeakerNames[] = {
    "speaker", "claimed_speaker", "name",  "who",      "said_by",  "attributed_to", "person", "speaker_name", "author",
    "auteur",  "autor",           "автор", "locuteur", "sprecher", "hablante",      "спикер", "кто"};
constexpr std::string_view kDateNames[] = {"date", "claimed_date", "when", "day", "datum", "fecha", "дата"};

template <std::size_t n>
bool among(std::string_view name, const std::string_view (&names)[n]) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

Error trouble(std::string_view name, std::uint64_t line, std::string what, std::string advice) {
  return Error::unreadable(std::string(name) + ":" + std::to_string(line), std::move(what), std::move(advice));
}

// The next record of a CSV text (RFC 4180; comma, semicolon, tab or bar), and how many lines
// it took. `open`: the text ended inside quotation marks.
std::vector<std::string> next_record(std::string_view& text, char separator, std::uint64_t& lines, bool& open) {
  std::vector<std::string> fields(1);
  bool quoted = false, was_quoted = false;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    char byte = text[at];
    if (byte == '\n') ++lines;
    if (quoted) {
      if (byte != '"') fields.back() += byte;
      else if (at + 1 < text.size() && text[at + 1] == '"') fields.back() += text[++at];
      else quoted = false;
    } else if (byte == '"' && fields.back().find_first_not_of(' ') == std::string::npos && !was_quoted) {
      fields.back().clear();
      quoted = was_quoted = true;
    } else if (byte == separator) {
      fields.emplace_back();
      was_quoted = false;
    } else if (byte == '\n') {
      ++at;
      break;
    } else if (byte != '\r') {
      fields.back() += byte;
    }
  }
  open = quoted;
  text.remove_prefix(at);
  return fields;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  while (!text.empty() && kBlanks.find(text.front()) != kBlanks.npos) text.remove_prefix(1);
  while (!text.empty() && kBlanks.find(text.back()) != kBlanks.npos) text.remove_suffix(1);
  return text;
}

std::string as_name(std::string_view text) {
  std::string out = text::verdict_key(trimmed(text));
  for (char& byte : out)
    if (byte == ' ' || byte == '-') byte = '_';
  return out;
}

// The separator that heads the most columns, counted outside of quotation marks.
char separator_of(std::string_view heading) {
  char best = ',';
  std::size_t most = 0;
  for (char separator : {',', ';', '\t', '|'}) {
    std::string_view rest = heading;
    std::uint64_t lines = 0;
    bool open = false;
    std::size_t columns = next_record(rest, separator, lines, open).size();
    if (columns > most) best = separator, most = columns;
  }
  return best;
}

std::vector<Listed> read_csv_rows(std::string_view text, std::string_view name, char separator, std::size_t quoted,
                                  std::size_t speaker, std::size_t date, std::uint64_t line) {
  std::vector<Listed> rows;
  while (!text.empty()) {
    std::uint64_t lines = 0;
    bool open = false;
    std::vector<std::string> fields = next_record(text, separator, lines, open);
    Listed row;
    row.line = line;
    line += lines;
    bool blank =
        std::all_of(fields.begin(), fields.end(), [](const std::string& field) { return trimmed(field).empty(); });
    if (blank) continue;
    if (quoted < fields.size()) row.quotation.quoted = fields[quoted];
    if (speaker < fields.size() && !trimmed(fields[speaker]).empty()) row.quotation.speaker = trimmed(fields[speaker]);
    if (date < fields.size() && !trimmed(fields[date]).empty()) row.quotation.date = date_as_compared(fields[date]);
    if (open)
      row.error = trouble(name, row.line, "a quotation mark that is never closed", "double the marks inside a field");
    else if (text::words(row.quotation.quoted).empty())
      row.error = trouble(name, row.line, "a line without a quotation", "fill in or remove the line");
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<std::vector<Listed>> read_csv(std::string_view text, std::string_view name) {
  char separator = separator_of(text.substr(0, text.find('\n')));
  std::uint64_t lines = 0;
  bool open = false;
  std::vector<std::string> columns = next_record(text, separator, lines, open);
  std::size_t quoted = columns.size(), speaker = columns.size(), date = columns.size();
  for (std::size_t k = 0; k < columns.size(); ++k) {
    std::string column = as_name(columns[k]);
    if (among(column, kQuotedNames)) quoted = k;
    if (among(column, kSpeakerNames)) speaker = k;
    if (among(column, kDateNames)) date = k;
  }
  if (quoted == columns.size())
    return trouble(name, 1, "no column named quoted", "head the columns quoted,speaker,date");
  return read_csv_rows(text, name, separator, quoted, speaker, date, 1 + lines);
}

Listed read_object(const nlohmann::json& object, std::string_view name, std::uint64_t line) {
  Listed row;
  row.line = line;
  if (object.is_discarded() || !object.is_object()) {
    row.error = trouble(name, line, "no JSON object", "give one object a line");
    return row;
  }
  for (const auto& [key, value] : object.items()) {
    if (!value.is_string()) continue;
    std::string held = value.get<std::string>(), column = as_name(key);
    if (among(column, kQuotedNames)) row.quotation.quoted = held;
    else if (among(column, kSpeakerNames) && !held.empty()) row.quotation.speaker = held;
    else if (among(column, kDateNames) && !held.empty()) row.quotation.date = date_as_compared(held);
  }
  if (text::words(row.quotation.quoted).empty())
    row.error = trouble(name, line, "a line without a quotation", "give it under the key quoted");
  return row;
}

std::vector<Listed> read_json_lines(std::string_view text, std::string_view name) {
  std::vector<Listed> rows;
  for (std::uint64_t line = 1; !text.empty(); ++line) {
    std::string_view one = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(one.size() + 1, text.size()));
    if (trimmed(one).empty()) continue;
    rows.push_back(read_object(nlohmann::json::parse(one, nullptr, false), name, line));
  }
  return rows;
}

}  // namespace

Result<std::vector<Listed>> read_list(std::string_view bytes, std::string_view name) {
  if (bytes.find_first_not_of(" \t\r\n") == bytes.npos)
    return Error::unreadable(std::string(name), "an empty list", "give a line for each quotation");
  // Spreadsheets save in whatever their system has: Windows-1252, UTF-16.
  Result<text::Decoded> decoded = text::decode(bytes, "", name);
  if (!decoded) return decoded.error();
  std::string_view text = decoded->text;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos)
    return Error::unreadable(std::string(name), "an empty list", "give a line for each quotation");
  if (text.find('\0') != text.npos)
    return Error::unreadable(std::string(name), "no text in UTF-8", "save the list as UTF-8, as CSV or JSON Lines");
  Result<std::vector<Listed>> rows =
      text[first] == '{' ? Result<std::vector<Listed>>(read_json_lines(text, name)) : read_csv(text, name);
  if (!rows) return rows.error();
  // A list of which nothing can be used is not one.
  bool some = std::any_of(rows->begin(), rows->end(), [](const Listed& row) { return !row.error; });
  if (!some && !rows->empty()) return *rows->front().error;
  if (rows->empty())
    return Error::unreadable(std::string(name), "a list without a quotation", "give a line for each quotation");
  return rows;
}

}  // namespace stenogram::check
