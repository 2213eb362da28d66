#include "stenogram/serve/guard.h"

#include <unistd.h>

#include <algorithm>

namespace stenogram::serve {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = char(c + 32);
  return out;
}

// Every way to write where this request came in: the address with its port, without
// the port where it is HTTP's own.
bool is_own(const Rules& rules, const Request& request, std::string_view host) {
  const std::string named = lower(host);
  auto is = [&](const std::string& name) {
    return named == name + ":" + std::to_string(request.local_port) || (request.local_port == 80 && named == name);
  };
  std::string address = request.local_address;
  // An IPv4 client of an IPv6 socket.
  if (address.starts_with("::ffff:") && address.find('.') != std::string::npos) address.erase(0, 7);
  if (is(address.find(':') == std::string::npos ? address : "[" + address + "]")) return true;
  if (is_loopback(address) && is("localhost")) return true;
  return std::any_of(rules.names.begin(), rules.names.end(),
                     [&](const std::string& name) { return named == lower(name) || is(lower(name)); });
}

// Takes as long whatever differs.
bool same_secret(std::string_view a, std::string_view b) {
  unsigned differs = a.size() != b.size();
  for (std::size_t i = 0; i < a.size(); ++i)
    differs |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[b.empty() ? 0 : i % b.size()]);
  return differs == 0;
}

}  // namespace

bool is_loopback(std::string_view address) {
  return address == "::1" || address == "localhost" || address.starts_with("127.") ||
         address.starts_with("::ffff:127.");
}

std::optional<Refusal> refused_by_host(const Rules& rules, const Request& request) {
  if (is_own(rules, request, request.field("host"))) return std::nullopt;
  return Refusal{403, "Host", "is not the address this server was asked at",
                 "use the address that `stenogram serve` printed, or start it with --name"};
}

std::optional<Refusal> refused_by_origin(const Rules& rules, const Request& request, bool writes) {
  const std::string_view origin = request.field("origin"), site = request.field("sec-fetch-site");
  const bool own = (origin.starts_with("http://") && is_own(rules, request, origin.substr(7))) ||
                   // Behind somebody's TLS, under a name that was given for it.
                   (origin.starts_with("https://") &&
                    std::any_of(rules.names.begin(), rules.names.end(),
                                [&](const std::string& name) { return lower(origin.substr(8)) == lower(name); }));
  if (!origin.empty() && !own)
    return Refusal{403, "Origin", "is another site",
                   "this interface answers its own page, and programs that send no Origin"};
  if (site == "cross-site" || site == "same-site") return Refusal{403, "Sec-Fetch-Site", "is another site", ""};
  if (writes && origin.empty())
    return Refusal{403, "Origin", "is missing, and whoever changes the archive must send it",
                   "send `Origin: http://" + std::string(request.field("host")) + "`"};
  return std::nullopt;
}

std::optional<Refusal> refused_by_token(const Rules& rules, const Request& request, bool writes) {
  if (!rules.token_for_all && !writes) return std::nullopt;
  constexpr std::string_view kScheme = "bearer ";
  const std::string_view given = request.field("authorization");
  if (given.size() > kScheme.size() && lower(given.substr(0, kScheme.size())) == kScheme && !rules.token.empty() &&
      same_secret(given.substr(kScheme.size()), rules.token))
    return std::nullopt;
  return Refusal{401, "Authorization", given.empty() ? "is missing" : "does not hold the token of this server",
                 "send `Authorization: Bearer TOKEN` with the token that `stenogram serve` printed"};
}

std::string new_token() {
  unsigned char bytes[32];
  // Without randomness there is no secret; the system has some, always, once it is up.
  if (::getentropy(bytes, sizeof bytes) != 0) std::abort();
  std::string token;
  for (unsigned char byte : bytes) token += "abcdefghijklmnopqrstuvwxyz234567"[byte % 32];
  return token;
}

}  // namespace stenogram::serve
