// A connection as answers go out on it: the worker that makes one, its head, its pieces, and
// the end, which is the next request or a farewell.
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <array>
#include <cstdio>
#include <ctime>
#include <utility>

#include "stenogram/serve/http_session.h"

namespace stenogram::serve {

namespace net = boost::asio;
namespace beast = boost::beast;

namespace {

constexpr std::uint64_t kSlowest = 16 << 10;  // bytes a second that an answer must be taken with at least

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

}  // namespace

void Session::expire(std::chrono::milliseconds least, std::uint64_t bytes) {
  stream_.expires_after(least + std::chrono::milliseconds(bytes * 1000 / kSlowest));
}

void Session::dispatch() {
  asked_ = Clock::now();
  stream_.expires_never();
  work([this] { return house_.app.answer(request_); });
}

// Has a worker make the response, or the rest of one, and goes on with it here.
void Session::work(const std::function<Response()>& make) {
  auto self = shared_from_this();
  const Clock::time_point late = Clock::now() + house_.limits.queued;
  const bool given = house_.lane(lane_).give([self, make, late] {
    const bool fresh = Clock::now() < late || self->more_;
    Response response =
        fresh ? make() : self->house_.app.trouble(503, "all workers were busy for too long; try again soon");
    if (!fresh) ++self->house_.shed;
    // A function object that holds the session is dropped on the session's own thread.
    net::post(self->house_.io,
              [self, answer = std::make_shared<Response>(std::move(response))] { self->send(std::move(*answer)); });
  });
  if (given) return;
  ++house_.shed;
  if (more_) return close_now();
  send(house_.app.trouble(503, "too much is waiting to be answered; try again soon"));
}

void Session::refuse(int status, std::string_view what) {
  Response response = house_.app.trouble(status, what);
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
  if (response_.close || house_.stopping || ending_) keep_ = false;
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
  expire(house_.limits.write, body_out_.size());
  std::array<net::const_buffer, 2> both{net::buffer(head_out_), net::buffer(body_out_)};
  net::async_write(stream_, both, [self = shared_from_this()](Code error, std::size_t) { self->on_written(error); });
}

void Session::on_written(Code error) {
  head_out_.clear();
  body_out_.clear();
  body_out_.shrink_to_fit();
  if (error) {
    if (error == beast::error::timeout) ++house_.timed_out;
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
  house_.app.finished(access);
  has_request_ = false;
  response_ = {};
  request_.body.clear();
  request_.body.shrink_to_fit();
  parser_.reset();
  hold(0);
  declare(0);
  if (keep_ && !house_.stopping) return read_head();
  farewell();
}

// Says goodbye in one direction and listens a little in the other: closing with bytes
// unread would reset the connection, and the answer might be lost with it.
void Session::farewell() {
  Code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  buffer_.clear();
  drained_ = 0;
  stream_.expires_after(std::chrono::milliseconds(house_.stopping ? 200 : 2000));
  drain();
}

void Session::drain() {
  stream_.async_read_some(buffer_.prepare(16 << 10), [self = shared_from_this()](Code error, std::size_t got) {
    self->drained_ += got;
    if (error || self->drained_ > (1 << 20)) return self->close_now();
    self->drain();
  });
}

}  // namespace stenogram::serve
