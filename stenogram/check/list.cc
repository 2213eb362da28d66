#include "stenogram/check/list.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "stenogram/text/words.h"

namespace stenogram::check {
namespace {

constexpr std::string_view kQuotedNames[] = {"quoted", "quotation", "quote", "text"};
constexpr std::string_view kSpeakerNames[] = {"speaker", "claimed_speaker", "name"};
constexpr std::string_view kDateNames[] = {"date", "claimed_date"};

template <std::size_t n>
bool among(std::string_view name, const std::string_view (&names)[n]) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

Error trouble(std::string_view name, std::uint64_t line, std::string what, std::string advice) {
  return Error::unreadable(std::string(name) + ":" + std::to_string(line), std::move(what), std::move(advice));
}

// The next record of a CSV text (RFC 4180; comma, semicolon or tab), and how many lines
// it took.
std::vector<std::string> next_record(std::string_view& text, char separator, std::uint64_t& lines) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    char byte = text[at];
    if (byte == '\n') ++lines;
    if (quoted) {
      if (byte != '"') fields.back() += byte;
      else if (at + 1 < text.size() && text[at + 1] == '"') fields.back() += text[++at];
      else quoted = false;
    } else if (byte == '"' && fields.back().empty()) {
      quoted = true;
    } else if (byte == separator) {
      fields.emplace_back();
    } else if (byte == '\n') {
      ++at;
      break;
    } else if (byte != '\r') {
      fields.back() += byte;
    }
  }
  text.remove_prefix(at);
  return fields;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& byte : out)
    if (byte >= 'A' && byte <= 'Z') byte = char(byte + 32);
  return out;
}

Result<std::vector<Quotation>> read_csv(std::string_view text, std::string_view name) {
  std::string_view heading = text.substr(0, text.find('\n'));
  char separator = ',';
  for (char other : {';', '\t'})
    if (std::count(heading.begin(), heading.end(), other) > std::count(heading.begin(), heading.end(), separator)) separator = other;
  std::uint64_t line = 1, lines = 0;
  std::vector<std::string> columns = next_record(text, separator, lines);
  std::size_t quoted = columns.size(), speaker = columns.size(), date = columns.size();
  for (std::size_t k = 0; k < columns.size(); ++k) {
    std::string column = lower(columns[k]);
    if (among(column, kQuotedNames)) quoted = k;
    if (among(column, kSpeakerNames)) speaker = k;
    if (among(column, kDateNames)) date = k;
  }
  if (quoted == columns.size()) return trouble(name, 1, "no column named quoted", "head the columns quoted,speaker,date");
  std::vector<Quotation> quotations;
  while (!text.empty()) {
    line += lines;
    lines = 0;
    std::vector<std::string> fields = next_record(text, separator, lines);
    if (fields.size() == 1 && fields[0].empty()) continue;
    Quotation quotation;
    if (quoted < fields.size()) quotation.quoted = fields[quoted];
    if (text::words(quotation.quoted).empty()) return trouble(name, line, "a line without a quotation", "fill in or remove the line");
    if (speaker < fields.size() && !fields[speaker].empty()) quotation.speaker = fields[speaker];
    if (date < fields.size() && !fields[date].empty()) quotation.date = fields[date];
    quotations.push_back(std::move(quotation));
  }
  return quotations;
}

Result<std::vector<Quotation>> read_json_lines(std::string_view text, std::string_view name) {
  std::vector<Quotation> quotations;
  for (std::uint64_t line = 1; !text.empty(); ++line) {
    std::string_view one = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(one.size() + 1, text.size()));
    if (one.find_first_not_of(" \t\r") == one.npos) continue;
    auto object = nlohmann::json::parse(one, nullptr, false);
    if (object.is_discarded() || !object.is_object()) return trouble(name, line, "no JSON object", "give one object a line");
    Quotation quotation;
    for (const auto& [key, value] : object.items()) {
      if (!value.is_string()) continue;
      std::string held = value.get<std::string>();
      if (among(key, kQuotedNames)) quotation.quoted = held;
      else if (among(key, kSpeakerNames) && !held.empty()) quotation.speaker = held;
      else if (among(key, kDateNames) && !held.empty()) quotation.date = held;
    }
    if (text::words(quotation.quoted).empty()) return trouble(name, line, "a line without a quotation", "give it under the key quoted");
    quotations.push_back(std::move(quotation));
  }
  return quotations;
}

}  // namespace

Result<std::vector<Quotation>> read_list(std::string_view text, std::string_view name) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return Error::unreadable(std::string(name), "an empty list", "give a line for each quotation");
  return text[first] == '{' ? read_json_lines(text, name) : read_csv(text, name);
}

}  // namespace stenogram::check
