#include "stenogram/serve/head.h"

#include <algorithm>

namespace stenogram::serve {
namespace {

bool is_token(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
  return std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = char(c + 32);
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

HeadFault fault_of_request_line(std::string_view line) {
  const std::size_t first = line.find(' '), last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return {400, "the request line has not three parts"};
  const std::string_view method = line.substr(0, first), target = line.substr(first + 1, last - first - 1),
                         version = line.substr(last + 1);
  if (method.empty() || method.size() > 20 || !std::all_of(method.begin(), method.end(), is_token))
    return {400, "the method is no token"};
  if (target.empty() || target[0] != '/') return {400, "the target is no path"};
  // Browsers percent-encode these; whoever does not may mean something by it.
  for (char c : target)
    if (c <= ' ' || c >= 0x7f || c == '"' || c == '<' || c == '>' || c == '#')
      return {400, "the target holds a character that must be percent-encoded"};
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return {505, "only HTTP/1.1 and HTTP/1.0 are spoken here"};
  return {};
}

}  // namespace

std::optional<std::size_t> end_of_head(std::string_view bytes, std::size_t from) {
  const std::size_t end = bytes.find("\r\n\r\n", from < 3 ? 0 : from - 3);
  if (end == std::string_view::npos) return std::nullopt;
  return end + 4;
}

HeadFault fault_of_head(std::string_view head) {
  bool first = true;
  std::string length;
  int lengths = 0, codings = 0, hosts = 0;
  bool one_zero = false;
  while (!head.empty()) {
    const std::size_t end = head.find('\n');
    std::string_view line = head.substr(0, end);
    if (end == std::string_view::npos) return {400, "the head is cut off"};
    head.remove_prefix(end + 1);
    if (line.empty() || line.back() != '\r') return {400, "a line ends without CR LF"};
    line.remove_suffix(1);
    if (line.find('\r') != std::string_view::npos || line.find('\0') != std::string_view::npos)
      return {400, "a line holds a control character"};
    if (first) {
      first = false;
      if (HeadFault fault = fault_of_request_line(line); fault.status) return fault;
      one_zero = line.ends_with("/1.0");
      continue;
    }
    if (line.empty()) break;
    if (line[0] == ' ' || line[0] == '\t') return {400, "a field is folded over lines"};
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return {400, "a field has no name"};
    const std::string_view name = line.substr(0, colon), value = trimmed(line.substr(colon + 1));
    if (!std::all_of(name.begin(), name.end(), is_token)) return {400, "the name of a field is no token"};
    for (char c : value)
      if ((static_cast<unsigned char>(c) < ' ' && c != '\t') || c == 0x7f)
        return {400, "a field holds a control character"};
    const std::string known = lower(name);
    if (known == "content-length") {
      if (++lengths > 1) return {400, "the length of the body is given twice"};
      if (value.empty() || value.size() > 15 ||
          !std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return {400, "the length of the body is no number"};
    } else if (known == "transfer-encoding") {
      if (++codings > 1 || lower(value) != "chunked") return {501, "the only transfer coding here is chunked"};
    } else if (known == "host") {
      ++hosts;
    } else if (known == "upgrade" || known == "http2-settings") {
      return {400, "connections are not upgraded here"};
    }
  }
  if (lengths > 0 && codings > 0) return {400, "the length of the body is given twice"};
  if (codings > 0 && one_zero) return {400, "HTTP/1.0 has no transfer codings"};
  if (hosts != 1) return {400, hosts == 0 ? "no host is named" : "two hosts are named"};
  return {};
}

}  // namespace stenogram::serve
