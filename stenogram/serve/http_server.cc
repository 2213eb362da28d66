// The one file that knows Boost: connections, their deadlines, and what they wait for.
//
// A Session is a small machine that stands in one of these states; all of it runs on the
// thread of io_, so nothing here is locked but what workers hand back through post():
//
//   head ──► body ──► waiting for a worker ──► writing ──┬─► (next piece: a worker again)
//    ▲                                                   ▼
//    └────────────────────────── kept alive ◄─────────── done ──► farewell
//
// The head is collected by hand and judged by head.h before Beast's parser sees it, so
// that nothing a parser would forgive comes through.
#include "stenogram/serve/http.h"

#include <sys/resource.h>

#include <atomic>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <csignal>
#include <optional>
#include <unordered_set>
#include <utility>

#include "stenogram/serve/head.h"
#include "stenogram/serve/lanes.h"

namespace stenogram::serve {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = net::ip::tcp;
using Clock = std::chrono::steady_clock;
using Code = boost::system::error_code;

constexpr std::uint64_t kSlowest = 16 << 10;  // bytes a second that a body must come or go with at least

std::string date_now() {
  char text[40];
  std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return text;
}

bool is_safe_value(std::string_view value) {
  return value.find('\r') == value.npos && value.find('\n') == value.npos && value.find('\0') == value.npos;
}

class Server;

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(Server& server, tcp::socket socket);
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

  Server& server_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  Request request_;
  bool has_request_ = false;  // request_ is one, and its answer is under way
  Lane lane_ = Lane::quick;
  std::uint64_t body_limit_ = 0;
  Response response_;
  std::string head_out_, body_out_;
  bool idle_ = true, keep_ = false, one_one_ = true, is_head_ = false, ending_ = false, begun_ = false;
  Clock::time_point asked_;
  // For what is read: the stream's own deadline would close it before we could say why.
  net::steady_timer watch_;
  bool late_ = false;
  std::size_t looked_ = 0, drained_ = 0;
  std::uint64_t held_ = 0, declared_ = 0, sent_ = 0, stretch_bytes_ = 0;
  bool more_ = false;
};

class Server : public HttpServer {
 public:
  Server(Application& application, const Limits& bounds)
      : app(application),
        limits(bounds),
        signals_(io),
        acceptor_(io),
        timer_(io),
        quick(std::max(2u, std::thread::hardware_concurrency()), bounds.quick_queue, false),
        heavy(std::max(2u, std::thread::hardware_concurrency()) - 1, bounds.heavy_queue, true) {}

  ~Server() override {
    ending = true;
    quick.close();
    heavy.close();
  }

  Status bind(const std::string& address, std::uint16_t port) {
    const std::string where = address + ":" + std::to_string(port);
    Code error;
    net::ip::address literal = net::ip::make_address(address == "localhost" ? "127.0.0.1" : address, error);
    if (error) return Error::usage(address, "is no address", "give one as numbers: 127.0.0.1, ::1, 0.0.0.0");
    tcp::endpoint endpoint(literal, port);
    if (acceptor_.open(endpoint.protocol(), error); !error) acceptor_.set_option(net::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(1024, error);
    if (error) {
      Error failed = Error::io(where, "cannot listen there: " + error.message());
      if (error == net::error::address_in_use) failed.advice = "another program does; choose another --port, or 0 for any";
      return failed;
    }
    bound_ = acceptor_.local_endpoint(error);
    return {};
  }

  std::string address() const override { return bound_.address().to_string(); }
  std::uint16_t port() const override { return bound_.port(); }

  void run() override {
    signals_.add(SIGINT);
    signals_.add(SIGTERM);
    signals_.async_wait([this](Code error, int number) {
      if (error) return;
      std::signal(number, SIG_DFL);
      begin_stop();
    });
    accept();
    io.run();
    quick.close();
    heavy.close();
  }

  void stop() override {
    net::post(io, [this] { begin_stop(); });
  }

  Gauges gauges() const override {
    Gauges now;
    now.connections = connections;
    now.accepted = accepted;
    now.shed = shed;
    now.malformed = malformed;
    now.timed_out = timed_out;
    now.held_bytes = held;
    now.queued = quick.waiting() + heavy.waiting();
    now.working = quick.working() + heavy.working();
    return now;
  }

  void left(Session* session) {
    sessions.erase(session);
    --connections;
    if (stopping && !ending && sessions.empty()) finished();
  }

  WorkLane& lane(Lane which) { return which == Lane::heavy ? heavy : quick; }

  Application& app;
  const Limits limits;
  std::unordered_set<Session*> sessions;
  bool stopping = false, ending = false;
  std::uint64_t declared = 0;  // bytes of bodies that are still to come, or have
  std::atomic<std::uint64_t> connections{0}, accepted{0}, shed{0}, malformed{0}, timed_out{0}, held{0};
  // Below what sessions touch as they go: those that still wait when it ends go with it.
  net::io_context io{1};

 private:
  void accept() {
    acceptor_.async_accept([this](Code error, tcp::socket socket) {
      if (stopping) return;
      if (error) {
        // Out of descriptors, say: those that are open go on, and some will close.
        timer_.expires_after(std::chrono::milliseconds(50));
        timer_.async_wait([this](Code) {
          if (!stopping) accept();
        });
        return;
      }
      ++accepted;
      auto session = std::make_shared<Session>(*this, std::move(socket));
      if (connections > limits.connections && !close_an_idle_one(session.get())) {
        ++shed;
        session->shed();
      } else {
        session->begin();
      }
      accept();
    });
  }

  bool close_an_idle_one(Session* except) {
    for (Session* session : sessions)
      if (session != except && session->idle()) {
        ++shed;
        session->close_now();
        return true;
      }
    return false;
  }

  void begin_stop() {
    if (stopping) return;
    stopping = true;
    Code ignored;
    acceptor_.close(ignored);
    std::vector<std::shared_ptr<Session>> all;
    for (Session* session : sessions) all.push_back(session->shared_from_this());
    for (const auto& session : all) {
      if (session->idle()) session->close_now();
      else session->end_after_answer();
    }
    all.clear();
    if (sessions.empty()) return finished();
    timer_.expires_after(limits.farewell);
    timer_.async_wait([this](Code error) {
      if (!error) io.stop();
    });
  }

  void finished() {
    timer_.cancel();
    signals_.cancel();
    io.stop();
  }

  net::signal_set signals_;
  tcp::acceptor acceptor_;
  tcp::endpoint bound_;
  net::steady_timer timer_;

 public:
  // Last, so that no worker outlives what it uses.
  WorkLane quick, heavy;
};

Session::Session(Server& server, tcp::socket socket)
    : server_(server),
      stream_(std::move(socket)),
      buffer_(server.limits.header_bytes + (64 << 10)),
      watch_(server.io) {
  Code ignored;
  stream_.socket().set_option(tcp::no_delay(true), ignored);
  tcp::endpoint local = stream_.socket().local_endpoint(ignored);
  request_.local_address = local.address().to_string();
  request_.local_port = local.port();
  request_.remote = stream_.socket().remote_endpoint(ignored).address().to_string();
  server_.sessions.insert(this);
  ++server_.connections;
}

Session::~Session() {
  hold(0);
  declare(0);
  server_.left(this);
}

// What of the shared allowance this session uses now.
void Session::hold(std::uint64_t bytes) {
  server_.held += bytes - held_;
  held_ = bytes;
}

// What its body was said to have.
void Session::declare(std::uint64_t bytes) {
  server_.declared += bytes - declared_;
  declared_ = bytes;
}

void Session::expire(std::chrono::milliseconds least, std::uint64_t bytes) {
  stream_.expires_after(least + std::chrono::milliseconds(bytes * 1000 / kSlowest));
}

void Session::await(Clock::time_point deadline) {
  late_ = false;
  strike_at(deadline);
}

// Strikes until somebody hears: a read that had just ended well goes on to the next.
void Session::strike_at(Clock::time_point when) {
  watch_.expires_at(when);
  watch_.async_wait([weak = weak_from_this()](Code error) {
    auto self = weak.lock();
    if (error || !self) return;
    self->late_ = true;
    Code ignored;
    self->stream_.socket().cancel(ignored);
    self->strike_at(Clock::now() + std::chrono::milliseconds(100));
  });
}

// Ends the watch; whether it had struck.
bool Session::was_late() {
  watch_.cancel();
  if (late_) ++server_.timed_out;
  return std::exchange(late_, false);
}

void Session::close_now() {
  watch_.cancel();
  Code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
  stream_.close();
}

void Session::shed() {
  idle_ = false;
  keep_ = false;
  Response response = server_.app.trouble(503, "there are too many connections; try again soon");
  response.close = true;
  send(std::move(response));
}

void Session::read_head() {
  idle_ = buffer_.size() == 0;
  begun_ = !idle_;
  looked_ = 0;
  if (server_.stopping && idle_) return close_now();
  stream_.expires_never();
  await(Clock::now() + (idle_ ? server_.limits.idle : server_.limits.header));
  on_head_bytes({}, 0);
}

void Session::on_head_bytes(Code error, std::size_t got) {
  if (error) {
    if (was_late() && begun_) return refuse(408, "the head of the request did not come in time");
    return close_now();
  }
  buffer_.commit(got);
  const std::string_view bytes(static_cast<const char*>(buffer_.data().data()), buffer_.size());
  if (!bytes.empty()) {
    if (!begun_) await(Clock::now() + server_.limits.header);
    begun_ = true;
    idle_ = false;
    if (auto end = end_of_head(bytes, looked_)) {
      if (*end > server_.limits.header_bytes) return refuse(431, "the head of the request is too long");
      return take_head(*end);
    }
    // A line feed alone would keep us waiting for an end that never comes.
    for (std::size_t at = looked_; at < bytes.size(); ++at)
      if ((bytes[at] == '\n' && (at == 0 || bytes[at - 1] != '\r')) || bytes[at] == '\0') {
        ++server_.malformed;
        return refuse(400, "a line ends without CR LF");
      }
    looked_ = bytes.size();
    if (bytes.size() > server_.limits.header_bytes) return refuse(431, "the head of the request is too long");
  }
  stream_.async_read_some(buffer_.prepare(8 << 10),
                          [self = shared_from_this()](Code failed, std::size_t more) { self->on_head_bytes(failed, more); });
}

void Session::take_head(std::size_t size) {
  watch_.cancel();
  const std::string_view head(static_cast<const char*>(buffer_.data().data()), size);
  if (HeadFault fault = fault_of_head(head); fault.status) {
    ++server_.malformed;
    return refuse(fault.status, fault.what);
  }
  parser_.emplace();
  parser_->header_limit(std::uint32_t(server_.limits.header_bytes + 1));
  parser_->body_limit(std::uint64_t(1) << 62);  // held to its own limit below
  Code error;
  parser_->put(net::buffer(head.data(), head.size()), error);
  if ((error && error != http::error::need_more) || !parser_->is_header_done()) {
    ++server_.malformed;
    return refuse(400, "the head of the request cannot be read: " + error.message());
  }
  buffer_.consume(size);

  const auto& message = parser_->get();
  request_.method = std::string(message.method_string());
  request_.target = std::string(message.target());
  request_.fields.clear();
  request_.body.clear();
  for (const auto& field : message) {
    std::string name(field.name_string());
    for (char& c : name)
      if (c >= 'A' && c <= 'Z') c = char(c + 32);
    request_.fields.emplace_back(std::move(name), std::string(field.value()));
  }
  one_one_ = message.version() == 11;
  keep_ = message.keep_alive();
  is_head_ = message.method() == http::verb::head;
  has_request_ = true;
  asked_ = Clock::now();

  Admission admission = server_.app.admit(request_);
  lane_ = admission.lane;
  body_limit_ = admission.body_bytes;
  const bool body = parser_->chunked() || parser_->content_length().value_or(0) > 0;
  if (admission.refusal) {
    // Its body is not wanted, and what follows it cannot be told from it.
    if (body) admission.refusal->close = true;
    return send(std::move(*admission.refusal));
  }
  if (!body) return dispatch();
  if (body_limit_ == 0) return refuse(413, "no body belongs to this request");
  const std::uint64_t declared = parser_->content_length().value_or(0);
  if (declared > body_limit_)
    return refuse(413, "the body is larger than the " + std::to_string(body_limit_) + " bytes it may have");
  // The parser sets aside what was declared, though nobody touches it before it comes.
  if (server_.held > server_.limits.held_bytes || server_.declared + declared > server_.limits.held_bytes * 16) {
    ++server_.shed;
    return refuse(503, "too many bodies are under way; try again soon");
  }
  declare(declared);
  parser_->body_limit(body_limit_);
  if (request_.field("expect").empty() || buffer_.size() > 0) return read_body();
  head_out_ = "HTTP/1.1 100 Continue\r\n\r\n";
  stream_.expires_after(server_.limits.write);
  net::async_write(stream_, net::buffer(head_out_), [self = shared_from_this()](Code failed, std::size_t) {
    if (failed) return self->close_now();
    self->read_body();
  });
}

// A body must keep coming: in each stretch of time at least what kSlowest says, or its end.
void Session::read_body() {
  stream_.expires_never();
  stretch_bytes_ = 0;
  await(Clock::now() + server_.limits.body);
  parser_->eager(true);
  read_body_some();
}

void Session::read_body_some() {
  http::async_read_some(stream_, buffer_, *parser_, [self = shared_from_this()](Code error, std::size_t got) {
    self->on_body_bytes(error, got);
  });
}

void Session::on_body_bytes(Code error, std::size_t got) {
  if (error) {
    if (was_late()) return refuse(408, "the body did not come in time");
    if (error == http::error::body_limit)
      return refuse(413, "the body is larger than the " + std::to_string(body_limit_) + " bytes it may have");
    if (error == http::error::end_of_stream || error == http::error::partial_message || error == net::error::eof ||
        error == net::error::connection_reset)
      return close_now();
    ++server_.malformed;
    return refuse(400, "the body cannot be read: " + error.message());
  }
  hold(parser_->get().body().size());
  if (parser_->is_done()) {
    watch_.cancel();
    request_.body = std::move(parser_->get().body());
    return dispatch();
  }
  if (server_.held > server_.limits.held_bytes) {
    ++server_.shed;
    return refuse(503, "too many bodies are under way; try again soon");
  }
  stretch_bytes_ += got;
  if (stretch_bytes_ >= kSlowest * std::uint64_t(server_.limits.body.count()) / 1000) {
    stretch_bytes_ = 0;
    await(Clock::now() + server_.limits.body);
  }
  read_body_some();
}

void Session::dispatch() {
  asked_ = Clock::now();
  stream_.expires_never();
  work([this] { return server_.app.answer(request_); });
}

// Has a worker make the response, or the rest of one, and goes on with it here.
void Session::work(const std::function<Response()>& make) {
  auto self = shared_from_this();
  const Clock::time_point late = Clock::now() + server_.limits.queued;
  const bool given = server_.lane(lane_).give([self, make, late] {
    const bool fresh = Clock::now() < late || self->more_;
    Response response = fresh ? make() : self->server_.app.trouble(503, "all workers were busy for too long; try again soon");
    if (!fresh) ++self->server_.shed;
    // A function object that holds the session is dropped on the session's own thread.
    net::post(self->server_.io, [self, answer = std::make_shared<Response>(std::move(response))] { self->send(std::move(*answer)); });
  });
  if (given) return;
  ++server_.shed;
  if (more_) return close_now();
  send(server_.app.trouble(503, "too much is waiting to be answered; try again soon"));
}

void Session::refuse(int status, std::string_view what) {
  Response response = server_.app.trouble(status, what);
  response.close = true;
  watch_.cancel();
  send(std::move(response));
}

void Session::send(Response response) {
  if (more_) {  // a further piece of an answer that has begun
    more_ = bool(response.next);
    std::string piece = std::move(response.body);
    response_.next = std::move(response.next);
    sent_ += piece.size();
    if (one_one_) {
      char size[24];
      const int digits = std::snprintf(size, sizeof size, "%zx\r\n", piece.size());
      std::string chunk;
      if (!piece.empty()) chunk = std::string(size, std::size_t(digits)) + piece + "\r\n";
      if (!more_) chunk += "0\r\n\r\n";
      return write({}, std::move(chunk));
    }
    return write({}, std::move(piece));
  }
  response_ = std::move(response);
  if (response_.close || server_.stopping || ending_) keep_ = false;
  const bool streamed = bool(response_.next) && !is_head_;
  if (streamed && !one_one_) keep_ = false;

  std::string head = "HTTP/1.1 " + std::to_string(response_.status) + " " + std::string(reason_of(response_.status)) +
                     "\r\nDate: " + date_now() + "\r\n";
  if (!response_.media_type.empty()) head += "Content-Type: " + response_.media_type + "\r\n";
  for (const auto& [name, value] : response_.fields)
    if (is_safe_value(value)) head += name + ": " + value + "\r\n";
  const bool bodiless = response_.status == 304 || response_.status == 204;
  if (!response_.next && !bodiless) head += "Content-Length: " + std::to_string(response_.body.size()) + "\r\n";
  if (response_.next && one_one_ && !bodiless) head += "Transfer-Encoding: chunked\r\n";
  if (!keep_) head += "Connection: close\r\n";
  else if (!one_one_) head += "Connection: keep-alive\r\n";
  head += "\r\n";
  sent_ = 0;
  std::string body;
  if (!is_head_ && !bodiless) body = std::move(response_.body);
  response_.body.clear();
  if (is_head_ || bodiless) response_.next = nullptr;
  if (response_.next) {
    more_ = true;
    Response first;
    first.body = std::move(body);
    first.next = std::move(response_.next);
    head_out_ = std::move(head);
    return send(std::move(first));
  }
  sent_ = body.size();
  write(std::move(head), std::move(body));
}

void Session::write(std::string head, std::string body) {
  if (!head.empty()) head_out_ = std::move(head);
  body_out_ = std::move(body);
  hold(request_.body.size() + body_out_.size());
  expire(server_.limits.write, body_out_.size());
  std::array<net::const_buffer, 2> both{net::buffer(head_out_), net::buffer(body_out_)};
  net::async_write(stream_, both, [self = shared_from_this()](Code error, std::size_t) { self->on_written(error); });
}

void Session::on_written(Code error) {
  head_out_.clear();
  body_out_.clear();
  body_out_.shrink_to_fit();
  if (error) {
    if (error == beast::error::timeout) ++server_.timed_out;
    more_ = false;
    keep_ = false;
    response_.next = nullptr;
    finish();
    return;
  }
  if (more_) return next_piece();
  finish();
}

void Session::next_piece() {
  stream_.expires_never();
  work([this] {
    Response piece;
    std::function<bool(std::string&)> next = response_.next;
    if (next(piece.body)) piece.next = std::move(next);
    return piece;
  });
}

void Session::finish() {
  Access access;
  access.request = has_request_ ? &request_ : nullptr;
  access.remote = request_.remote;
  access.tag = response_.tag;
  access.status = response_.status;
  access.body_bytes = sent_;
  access.seconds = has_request_ ? std::chrono::duration<double>(Clock::now() - asked_).count() : 0;
  server_.app.finished(access);
  has_request_ = false;
  response_ = {};
  request_.body.clear();
  request_.body.shrink_to_fit();
  parser_.reset();
  hold(0);
  declare(0);
  if (keep_ && !server_.stopping) return read_head();
  farewell();
}

// Says goodbye in one direction and listens a little in the other: closing with bytes
// unread would reset the connection, and the answer might be lost with it.
void Session::farewell() {
  Code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  buffer_.clear();
  drained_ = 0;
  stream_.expires_after(std::chrono::milliseconds(server_.stopping ? 200 : 2000));
  drain();
}

void Session::drain() {
  stream_.async_read_some(buffer_.prepare(16 << 10), [self = shared_from_this()](Code error, std::size_t got) {
    self->drained_ += got;
    if (error || self->drained_ > (1 << 20)) return self->close_now();
    self->drain();
  });
}

// As many descriptors as the system lets us have: each connection is one.
void raise_descriptor_limit(std::size_t connections) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t wanted = rlim_t(connections) + 256;
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(wanted, limit.rlim_max);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

std::string_view Request::field(std::string_view name) const {
  for (const auto& [known, value] : fields)
    if (known == name) return value;
  return {};
}

Result<std::unique_ptr<HttpServer>> HttpServer::listen(const std::string& address, std::uint16_t port,
                                                       Application& application, Limits limits) {
  raise_descriptor_limit(limits.connections);
  auto server = std::make_unique<Server>(application, limits);
  if (Status bound = server->bind(address, port); !bound) return bound.error();
  return std::unique_ptr<HttpServer>(std::move(server));
}

std::string_view reason_of(int status) {
  const auto words = http::obsolete_reason(static_cast<http::status>(status));
  return {words.data(), words.size()};
}

}  // namespace stenogram::serve
