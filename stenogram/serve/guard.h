// Who may ask: the rules of section 8 of the contract, each as a function of a request.
//
//   Host     must be the address that was connected to, or a name the server was given,
//            so that a name that a stranger points here (DNS rebinding) opens nothing
//   Origin   where a browser sends one, must be this server's own; writing needs one
//   token    for everything where the server listens beyond this machine, and for
//            writing everywhere
//
// Pure; any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/serve/http.h"

namespace stenogram::serve {

struct Rules {
  std::vector<std::string> names;  // beside the address itself: "archive.example:8000"
  std::string token;               // empty: none is ever asked for
  bool token_for_all = false;      // reading too
};

struct Refusal {
  int status = 403;
  std::string where, what, advice;
};

std::optional<Refusal> refused_by_host(const Rules& rules, const Request& request);
// `writes`: the request would change the archive.
std::optional<Refusal> refused_by_origin(const Rules& rules, const Request& request, bool writes);
std::optional<Refusal> refused_by_token(const Rules& rules, const Request& request, bool writes);

// A hundred and sixty random bits that can be typed.
std::string new_token();
// Whether an address is this machine's own: 127.0.0.0/8, ::1.
bool is_loopback(std::string_view address);

}  // namespace stenogram::serve
