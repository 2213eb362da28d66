// What the files of the HTTP server share: the house that all connections live in, and a
// connection. Boost is known to these files alone: http_server.cc (listening, letting in and
// out), http_session_in.cc (a request as it comes), http_session_out.cc (an answer as it goes).
//
// A Session is a small machine that stands in one of these states; all of it runs on the
// thread of HttpHouse::io, so nothing here is locked but what workers hand back through post():
//
//   head ──► body ──► waiting for a worker ──► writing ──┬─► (next piece: a worker again)
//    ▲                                                   ▼
//    └────────────────────────── kept alive ◄─────────── done ──► farewell
//
// The head is collected by hand and judged by head.h before Beast's parser sees it, so
// that nothing a parser would forgive comes through.
#pragma once
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "stenogram/serve/http.h"
#include "stenogram/serve/lanes.h"

namespace stenogram::serve {

class Session;

// What connections share. It outlives them: those that still wait when io ends go with io.
struct HttpHouse {
  HttpHouse(Application& application, const Limits& bounds);

  WorkLane& lane(Lane which) { return which == Lane::heavy ? heavy : quick; }
  void came(Session* session);
  void left(Session* session);

  Application& app;
  const Limits limits;
  std::function<void()> emptied;  // called when the last one has left a house that is closing
  std::unordered_set<Session*> sessions;
  bool stopping = false;       // nobody is let in any more
  bool ending = false;         // and nobody waits for those who are in
  std::uint64_t declared = 0;  // bytes of bodies that are still to come, or have
  std::atomic<std::uint64_t> connections{0}, accepted{0}, shed{0}, malformed{0}, timed_out{0}, held{0};
  // Below what sessions touch as they go.
  boost::asio::io_context io{1};
  // Last, so that no worker outlives what it uses.
  WorkLane quick, heavy;
};

// One connection, kept by those who wait for something on it.
class Session : public std::enable_shared_from_this<Session> {
 public:
  using tcp = boost::asio::ip::tcp;
  using Clock = std::chrono::steady_clock;
  using Code = boost::system::error_code;

  Session(HttpHouse& house, tcp::socket socket);
  ~Session();
  void begin() { read_head(); }
  void shed();  // told that there is no room
  bool idle() const { return idle_; }
  void close_now();
  void end_after_answer() { ending_ = true; }

 private:
  void read_head();
  void on_head_bytes(Code error, std::size_t got);
  void take_head(std::size_t size);
  void read_body();
  void read_body_some();
  void on_body_bytes(Code error, std::size_t got);
  void dispatch();
  void work(const std::function<Response()>& make);
  void send(Response response);
  void write(std::string head, std::string body);
  void on_written(Code error);
  void next_piece();
  void finish();
  void farewell();
  void drain();
  void refuse(int status, std::string_view what);
  void hold(std::uint64_t bytes);
  void declare(std::uint64_t bytes);
  void expire(std::chrono::milliseconds least, std::uint64_t bytes);
  void await(Clock::time_point deadline);
  void strike_at(Clock::time_point when);
  bool was_late();

  HttpHouse& house_;
  boost::beast::tcp_stream stream_;
  boost::beast::flat_buffer buffer_;
  std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
  Request request_;
  bool has_request_ = false;  // request_ is one, and its answer is under way
  Lane lane_ = Lane::quick;
  std::uint64_t body_limit_ = 0;
  Response response_;
  std::string head_out_, body_out_;
  bool idle_ = true, keep_ = false, one_one_ = true, is_head_ = false, ending_ = false, begun_ = false;
  Clock::time_point asked_;
  // For what is read: the stream's own deadline would close it before we could say why.
  boost::asio::steady_timer watch_;
  bool late_ = false;
  std::size_t looked_ = 0, drained_ = 0;
  std::uint64_t held_ = 0, declared_ = 0, sent_ = 0, stretch_bytes_ = 0;
  bool more_ = false;
};

}  // namespace stenogram::serve
