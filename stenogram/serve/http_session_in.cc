// A connection as requests come in on it: its deadlines, the head, the body.
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <utility>

#include "stenogram/serve/head.h"
#include "stenogram/serve/http_session.h"

namespace stenogram::serve {

namespace net = boost::asio;
namespace http = boost::beast::http;

namespace {

constexpr std::uint64_t kSlowest = 16 << 10;  // bytes a second that a body must come with at least

}  // namespace

Session::Session(HttpHouse& house, tcp::socket socket)
    : house_(house), stream_(std::move(socket)), buffer_(house.limits.header_bytes + (64 << 10)), watch_(house.io) {
  Code ignored;
  stream_.socket().set_option(tcp::no_delay(true), ignored);
  tcp::endpoint local = stream_.socket().local_endpoint(ignored);
  request_.local_address = local.address().to_string();
  request_.local_port = local.port();
  request_.remote = stream_.socket().remote_endpoint(ignored).address().to_string();
  house_.came(this);
}

Session::~Session() {
  hold(0);
  declare(0);
  house_.left(this);
}

// What of the shared allowance this session uses now.
void Session::hold(std::uint64_t bytes) {
  house_.held += bytes - held_;
  held_ = bytes;
}

// What its body was said to have.
void Session::declare(std::uint64_t bytes) {
  house_.declared += bytes - declared_;
  declared_ = bytes;
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
  if (late_) ++house_.timed_out;
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
  Response response = house_.app.trouble(503, "there are too many connections; try again soon");
  response.close = true;
  send(std::move(response));
}

void Session::read_head() {
  idle_ = buffer_.size() == 0;
  begun_ = !idle_;
  looked_ = 0;
  if (house_.stopping && idle_) return close_now();
  stream_.expires_never();
  await(Clock::now() + (idle_ ? house_.limits.idle : house_.limits.header));
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
    if (!begun_) await(Clock::now() + house_.limits.header);
    begun_ = true;
    idle_ = false;
    if (auto end = end_of_head(bytes, looked_)) {
      if (*end > house_.limits.header_bytes) return refuse(431, "the head of the request is too long");
      return take_head(*end);
    }
    // A line feed alone would keep us waiting for an end that never comes.
    for (std::size_t at = looked_; at < bytes.size(); ++at)
      if ((bytes[at] == '\n' && (at == 0 || bytes[at - 1] != '\r')) || bytes[at] == '\0') {
        ++house_.malformed;
        return refuse(400, "a line ends without CR LF");
      }
    looked_ = bytes.size();
    if (bytes.size() > house_.limits.header_bytes) return refuse(431, "the head of the request is too long");
  }
  stream_.async_read_some(buffer_.prepare(8 << 10), [self = shared_from_this()](Code failed, std::size_t more) {
    self->on_head_bytes(failed, more);
  });
}

void Session::take_head(std::size_t size) {
  watch_.cancel();
  const std::string_view head(static_cast<const char*>(buffer_.data().data()), size);
  if (HeadFault fault = fault_of_head(head); fault.status) {
    ++house_.malformed;
    return refuse(fault.status, fault.what);
  }
  parser_.emplace();
  parser_->header_limit(std::uint32_t(house_.limits.header_bytes + 1));
  parser_->body_limit(std::uint64_t(1) << 62);  // held to its own limit below
  Code error;
  parser_->put(net::buffer(head.data(), head.size()), error);
  if ((error && error != http::error::need_more) || !parser_->is_header_done()) {
    ++house_.malformed;
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

  Admission admission = house_.app.admit(request_);
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
  if (house_.held > house_.limits.held_bytes || house_.declared + declared > house_.limits.held_bytes * 16) {
    ++house_.shed;
    return refuse(503, "too many bodies are under way; try again soon");
  }
  declare(declared);
  parser_->body_limit(body_limit_);
  if (request_.field("expect").empty() || buffer_.size() > 0) return read_body();
  head_out_ = "HTTP/1.1 100 Continue\r\n\r\n";
  stream_.expires_after(house_.limits.write);
  net::async_write(stream_, net::buffer(head_out_), [self = shared_from_this()](Code failed, std::size_t) {
    if (failed) return self->close_now();
    self->read_body();
  });
}

// A body must keep coming: in each stretch of time at least what kSlowest says, or its end.
void Session::read_body() {
  stream_.expires_never();
  stretch_bytes_ = 0;
  await(Clock::now() + house_.limits.body);
  parser_->eager(true);
  read_body_some();
}

void Session::read_body_some() {
  http::async_read_some(stream_, buffer_, *parser_,
                        [self = shared_from_this()](Code error, std::size_t got) { self->on_body_bytes(error, got); });
}

void Session::on_body_bytes(Code error, std::size_t got) {
  if (error) {
    if (was_late()) return refuse(408, "the body did not come in time");
    if (error == http::error::body_limit)
      return refuse(413, "the body is larger than the " + std::to_string(body_limit_) + " bytes it may have");
    if (error == http::error::end_of_stream || error == http::error::partial_message || error == net::error::eof ||
        error == net::error::connection_reset)
      return close_now();
    ++house_.malformed;
    return refuse(400, "the body cannot be read: " + error.message());
  }
  hold(parser_->get().body().size());
  if (parser_->is_done()) {
    watch_.cancel();
    request_.body = std::move(parser_->get().body());
    return dispatch();
  }
  if (house_.held > house_.limits.held_bytes) {
    ++house_.shed;
    return refuse(503, "too many bodies are under way; try again soon");
  }
  stretch_bytes_ += got;
  if (stretch_bytes_ >= kSlowest * std::uint64_t(house_.limits.body.count()) / 1000) {
    stretch_bytes_ = 0;
    await(Clock::now() + house_.limits.body);
  }
  read_body_some();
}

}  // namespace stenogram::serve
