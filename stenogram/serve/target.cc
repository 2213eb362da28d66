#include "stenogram/serve/target.h"

#include <optional>

namespace stenogram::serve {
namespace {

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decoded(std::string_view text, bool plus_is_blank) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_blank) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      const int high = i + 2 < text.size() ? digit_of(text[i + 1]) : -1,
                low = i + 2 < text.size() ? digit_of(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      out += char(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

Error bad(std::string what) { return Error::usage("the address", std::move(what)); }

}  // namespace

bool is_utf8(std::string_view text) {
  const auto* at = reinterpret_cast<const unsigned char*>(text.data());
  const auto* end = at + text.size();
  while (at < end) {
    const unsigned char lead = *at++;
    if (lead < 0x80) continue;
    int more;
    unsigned char least = 0x80, most = 0xbf;  // of the byte that follows
    if (lead >= 0xc2 && lead <= 0xdf) more = 1;
    else if (lead >= 0xe0 && lead <= 0xef)
      more = 2, least = lead == 0xe0 ? 0xa0 : 0x80, most = lead == 0xed ? 0x9f : 0xbf;
    else if (lead >= 0xf0 && lead <= 0xf4)
      more = 3, least = lead == 0xf0 ? 0x90 : 0x80, most = lead == 0xf4 ? 0x8f : 0xbf;
    else return false;
    for (; more > 0; --more, least = 0x80, most = 0xbf)
      if (at == end || *at < least || *at++ > most) return false;
  }
  return true;
}

std::string percent_encoded(std::string_view text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (char c : text) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
        c == '_' || c == '~') {
      out += c;
    } else {
      out += '%';
      out += kDigits[static_cast<unsigned char>(c) >> 4];
      out += kDigits[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

Result<Target> parse_target(std::string_view whole) {
  Target target;
  const std::size_t mark = whole.find('?');
  target.path = whole.substr(0, mark);
  if (target.path.empty() || target.path[0] != '/') return bad("its path does not begin with a slash");
  std::string_view rest = target.path;
  rest.remove_prefix(1);
  while (!rest.empty()) {
    const std::size_t end = rest.find('/');
    std::optional<std::string> segment = decoded(rest.substr(0, end), false);
    if (!segment) return bad("a % in its path is not followed by two digits");
    if (segment->empty() || *segment == "." || *segment == "..") return bad("its path has an empty or a dotted part");
    for (char c : *segment)
      if (static_cast<unsigned char>(c) < ' ' || c == 0x7f || c == '/' || c == '\\')
        return bad("its path holds a character that no path here has");
    if (!is_utf8(*segment)) return bad("its path is not in UTF-8");
    target.segments.push_back(std::move(*segment));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
    if (rest.empty()) return bad("its path ends with a slash");
  }
  if (mark == std::string_view::npos) return target;
  rest = whole.substr(mark + 1);
  constexpr std::size_t kMostPairs = 256;
  while (!rest.empty()) {
    const std::size_t end = rest.find('&');
    const std::string_view pair = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    std::optional<std::string> name = decoded(pair.substr(0, equals), true);
    std::optional<std::string> value =
        decoded(equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), true);
    if (!name || !value) return bad("a % in its query is not followed by two digits");
    if (!is_utf8(*name) || !is_utf8(*value)) return bad("its query is not in UTF-8");
    if (value->find('\0') != std::string::npos) return bad("its query holds a NUL");
    if (target.query.size() == kMostPairs) return bad("its query has more than 256 parameters");
    target.query.emplace_back(std::move(*name), std::move(*value));
  }
  return target;
}

}  // namespace stenogram::serve
