#include "stenogram/capture/json_tree.h"

#include <simdjson.h>

#include "stenogram/capture/blank.h"

namespace stenogram::capture {
namespace {

namespace json = simdjson::ondemand;

constexpr int kDeepest = 512;

class Walker {
 public:
  Walker(const char* base, std::size_t size, std::size_t most) : base_(base), size_(size), left_(most) {}

  bool walk(json::value value, JsonNode& node, int depth) {
    if (depth > kDeepest || left_-- == 0) return false;
    json::json_type type;
    if (value.type().get(type)) return false;
    if (type == json::json_type::array) return walk_array(value, node, depth);
    if (type == json::json_type::object) return walk_object(value, node, depth);
    node.kind = type == json::json_type::string    ? JsonNode::Kind::string
                : type == json::json_type::number  ? JsonNode::Kind::number
                : type == json::json_type::boolean ? JsonNode::Kind::boolean
                                                   : JsonNode::Kind::null;
    std::string_view token = value.raw_json_token();
    std::uint64_t begin = std::uint64_t(token.data() - base_);
    if (node.kind == JsonNode::Kind::string) return string_span(begin, node.span);
    while (!token.empty() && std::string_view(" \t\r\n").find(token.back()) != std::string_view::npos)
      token.remove_suffix(1);
    node.span = {begin, begin + token.size()};
    // simdjson tells kinds by the first letter, and checks the rest only where it is asked for.
    if (node.kind == JsonNode::Kind::null) return token == "null";
    if (node.kind == JsonNode::Kind::boolean) return token == "true" || token == "false";
    return true;
  }

 private:
  bool walk_array(json::value value, JsonNode& node, int depth) {
    node.kind = JsonNode::Kind::array;
    json::array array;
    if (value.get_array().get(array)) return false;
    for (auto item : array) {
      json::value each;
      if (item.get(each) || !walk(each, node.items.emplace_back(), depth + 1)) return false;
    }
    return true;
  }

  bool walk_object(json::value value, JsonNode& node, int depth) {
    node.kind = JsonNode::Kind::object;
    json::object object;
    if (value.get_object().get(object)) return false;
    for (auto field : object) {
      std::string_view key;
      if (field.unescaped_key().get(key)) return false;
      node.members.push_back({std::string(key), {}});
      if (!walk(field.value(), node.members.back().value, depth + 1)) return false;
    }
    return true;
  }

  // From the opening quote to the closing one; simdjson has checked what lies between
  // only where it is read, so the bounds are ours.
  bool string_span(std::uint64_t quote, ByteSpan& span) const {
    for (std::uint64_t at = quote + 1; at < size_; ++at) {
      if (base_[at] == '\\') ++at;
      else if (base_[at] == '"') {
        span = {quote + 1, at};
        return true;
      }
    }
    return false;
  }

  const char* base_;
  std::size_t size_;
  std::size_t left_;
};

std::optional<unsigned> hexadecimal(std::string_view digits) {
  unsigned value = 0;
  if (digits.size() != 4) return std::nullopt;
  for (char c : digits) {
    int digit = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
    if (digit < 0) return std::nullopt;
    value = value * 16 + unsigned(digit);
  }
  return value;
}

}  // namespace

std::optional<JsonNode> parse_json(std::string_view text, std::size_t most_nodes) {
  simdjson::padded_string padded(text);
  json::parser parser;
  json::document document;
  if (parser.iterate(padded).get(document)) return std::nullopt;
  json::value root;
  if (document.get_value().get(root)) return std::nullopt;  // a lone number or string is no document of ours
  JsonNode node;
  if (!Walker(padded.data(), padded.size(), most_nodes).walk(root, node, 0)) return std::nullopt;
  const char* more = nullptr;
  if (!document.current_location().get(more)) return std::nullopt;  // something follows the document
  return node;
}

std::string unescaped(std::string_view written) {
  std::string out;
  for (std::size_t at = 0; at < written.size(); ++at) {
    if (written[at] != '\\' || at + 1 >= written.size()) {
      out += written[at];
      continue;
    }
    char c = written[++at];
    switch (c) {
      case 'n': out += '\n'; break;
      case 't': out += '\t'; break;
      case 'r': out += '\r'; break;
      case 'b':
      case 'f': out += ' '; break;
      case 'u': {
        std::optional<unsigned> unit = hexadecimal(written.substr(at + 1, 4));
        if (!unit) break;
        at += 4;
        char32_t code = *unit;
        if (code >= 0xD800 && code < 0xDC00 && written.substr(at + 1, 2) == "\\u") {
          std::optional<unsigned> low = hexadecimal(written.substr(at + 3, 4));
          if (low && *low >= 0xDC00 && *low < 0xE000) {
            code = 0x10000 + ((code - 0xD800) << 10) + (*low - 0xDC00);
            at += 6;
          }
        }
        append_utf8(out, code >= 0xD800 && code < 0xE000 ? U'\uFFFD' : code);
        break;
      }
      default: out += c;
    }
  }
  return out;
}

}  // namespace stenogram::capture
