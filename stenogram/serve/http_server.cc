// Listening: who is let in, who is shed, and how it ends. What a connection does is in
// http_session.h.
#include <sys/resource.h>

#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/beast/http/status.hpp>
#include <csignal>
#include <utility>
#include <vector>

#include "stenogram/serve/http_session.h"

namespace stenogram::serve {
namespace {

namespace net = boost::asio;
using tcp = net::ip::tcp;
using Code = boost::system::error_code;

class Server : public HttpServer, private HttpHouse {
 public:
  Server(Application& application, const Limits& bounds)
      : HttpHouse(application, bounds), signals_(io), acceptor_(io), timer_(io) {
    emptied = [this] { finished(); };
  }

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
    if (acceptor_.open(endpoint.protocol(), error); !error)
      acceptor_.set_option(net::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(1024, error);
    if (error) {
      Error failed = Error::io(where, "cannot listen there: " + error.message());
      if (error == net::error::address_in_use)
        failed.advice = "another program does; choose another --port, or 0 for any";
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
      auto session = std::make_shared<Session>(static_cast<HttpHouse&>(*this), std::move(socket));
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
};

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

HttpHouse::HttpHouse(Application& application, const Limits& bounds)
    : app(application),
      limits(bounds),
      quick(std::max(2u, std::thread::hardware_concurrency()), bounds.quick_queue, false),
      heavy(std::max(2u, std::thread::hardware_concurrency()) - 1, bounds.heavy_queue, true) {}

void HttpHouse::came(Session* session) {
  sessions.insert(session);
  ++connections;
}

void HttpHouse::left(Session* session) {
  sessions.erase(session);
  --connections;
  if (stopping && !ending && sessions.empty()) emptied();
}

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
  const auto words = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
  return {words.data(), words.size()};
}

}  // namespace stenogram::serve
