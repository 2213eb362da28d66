// From a request to its answer: guarded, routed, held to the table, run, and written as
// the other end takes it.
//
// One object serves all workers at once; what it counts is locked or atomic.
#pragma once
#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/serve/guard.h"
#include "stenogram/serve/http.h"
#include "stenogram/serve/library.h"
#include "stenogram/serve/metrics.h"
#include "stenogram/serve/operation.h"
#include "stenogram/serve/target.h"

namespace stenogram::serve {

struct Settings {
  Rules rules;
  std::string version;
  // Whether the thing is heard at all: what goes wrong here, and each request where a log
  // is kept. Text for people, one line without its end; not yet inert.
  std::function<void(std::string_view)> complain;
  std::function<void(std::string_view)> log;
};

class App : public Application {
 public:
  App(Library& library, Settings settings);
  // For metrics and readiness; set before the server runs.
  void attach(const HttpServer& server) { server_ = &server; }

  Admission admit(const Request& head) override;
  Response answer(const Request& request) override;
  Response trouble(int status, std::string_view what) override;
  void finished(const Access& access) override;

 private:
  // Where a request leads: to an operation with the segments that fill its path, or to
  // something else of this server's.
  struct Route {
    enum class To { nothing, operation, service, openapi, page, ready, live, metrics } to = To::nothing;
    const Operation* operation = nullptr;
    std::vector<std::pair<std::string, std::string>> in_path;
    std::string allowed;  // methods, where the path is known and the method is not
  };
  Route route(const Request& request, const Target& target) const;
  Response refuse(int status, std::string_view where, std::string_view what, std::string_view advice = {}) const;
  Response respond(const Error& error) const;
  Response answer_operation(const Request& request, const Target& target, const Route& route);
  Response encode(const Request& request, const Operation& operation, const std::shared_ptr<const Snapshot>& snapshot,
                  const Arguments& arguments, Answer answer, bool as_lines, const std::string& etag);
  Response answer_page(const Request& request, const Target& target) const;
  std::string service_json() const;
  void add_common(Response& response, bool page) const;

  Library& library_;
  const Settings settings_;
  const HttpServer* server_ = nullptr;
  Metrics metrics_;
  std::string openapi_;
};

}  // namespace stenogram::serve
