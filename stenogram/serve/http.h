// HTTP/1.1 as the rest of the room sees it: a request in, a response out.
//
// The server behind this header holds connections, reads what comes over them, and hands
// whole requests to an Application. It is the only part that knows sockets, and the only
// one that includes Boost (http_session.h).
//
//   one thread     accepts, reads and writes; never computes
//   quick lane     a few threads that answer what takes microseconds to milliseconds
//   heavy lane     one or two, at lower priority, for what may take seconds
//
// So a long count keeps no phrase search waiting. What does not fit any more (connections,
// bytes of bodies, places in a lane) is refused with 503 or closed, never queued without
// bound; whoever sends or reads too slowly is dropped.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stenogram/base/result.h"

namespace stenogram::serve {

using Fields = std::vector<std::pair<std::string, std::string>>;  // names in lower case

struct Request {
  std::string method;  // "GET"
  std::string target;  // as sent: path and query, at most Limits::header_bytes
  Fields fields;
  std::string body;
  std::string remote;         // address of the other end, without its port
  std::string local_address;  // the one it connected to: "127.0.0.1", "::1"
  std::uint16_t local_port = 0;

  // The value of a field, by its name in lower case; empty where it was not sent.
  std::string_view field(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string media_type;  // of the body; empty for none
  Fields fields;
  std::string body;
  // Where set, more follows `body`, piece by piece as the other end takes it: appends to
  // `piece` and says whether there may be more. Called on a worker, one call at a time.
  std::function<bool(std::string& piece)> next;
  bool close = false;         // after it has been sent
  std::string_view tag = {};  // what it answers, for metrics; of a literal
};

enum class Lane { quick, heavy };

// What is to become of a request, said when only its head has come.
struct Admission {
  std::uint64_t body_bytes = 0;  // that its body may have
  Lane lane = Lane::quick;
  std::unique_ptr<Response> refusal;  // set where it is refused; then the body is not read
};

// One line of the log.
struct Access {
  const Request* request = nullptr;  // null where no request could be read
  std::string remote;
  std::string_view tag;
  int status = 0;
  std::uint64_t body_bytes = 0;  // sent
  double seconds = 0;            // from the request's last byte to the answer's
};

class Application {
 public:
  virtual ~Application() = default;
  // On the thread that reads: must be quick.
  virtual Admission admit(const Request& head) = 0;
  // On a worker.
  virtual Response answer(const Request& request) = 0;
  // What a request that is no HTTP, or was shed, is told. Any thread.
  virtual Response trouble(int status, std::string_view what) = 0;
  // After the last byte of each answer, on the thread that writes.
  virtual void finished(const Access& access) = 0;
};

struct Limits {
  std::size_t connections = 4096;
  std::size_t header_bytes = 32 << 10;
  std::uint64_t held_bytes = 512ull << 20;  // of bodies, in and out, at once
  std::size_t quick_queue = 8192, heavy_queue = 128;
  std::chrono::milliseconds idle{75'000};      // between requests
  std::chrono::milliseconds header{10'000};    // for a head, once it has begun
  std::chrono::milliseconds body{20'000};      // for a body, or for as much of it as 16 kB a second
  std::chrono::milliseconds write{30'000};     // for an answer or a piece of it, and the same
  std::chrono::milliseconds queued{15'000};    // for a worker
  std::chrono::milliseconds farewell{10'000};  // for what is under way when asked to stop
};

// Figures of the server itself, for metrics.
struct Gauges {
  std::uint64_t connections = 0, accepted = 0, shed = 0, malformed = 0, timed_out = 0;
  std::uint64_t held_bytes = 0, queued = 0, working = 0;
};

class HttpServer {
 public:
  // Binds at once. `port` 0 takes any that is free. `address` is a literal, or localhost.
  static Result<std::unique_ptr<HttpServer>> listen(const std::string& address, std::uint16_t port,
                                                    Application& application, Limits limits = {});
  virtual ~HttpServer() = default;
  virtual std::string address() const = 0;  // the literal, without brackets
  virtual std::uint16_t port() const = 0;
  // Serves until SIGINT, SIGTERM or stop(); then what is under way is finished. A second
  // signal ends the program at once.
  virtual void run() = 0;
  virtual void stop() = 0;            // any thread
  virtual Gauges gauges() const = 0;  // any thread
};

// The words for a status: "Not Found".
std::string_view reason_of(int status);

}  // namespace stenogram::serve
