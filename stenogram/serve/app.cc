#include "stenogram/serve/app.h"

#include <xxhash.h>

#include <algorithm>
#include <cstdio>
#include <ctime>

#include "stenogram/render/standing.h"
#include "stenogram/serve/encode.h"
#include "stenogram/serve/openapi.h"
#include "stenogram/serve/page.h"

namespace stenogram::serve {
namespace {

using render::Json;

constexpr std::string_view kJson = "application/json", kLines = "application/x-ndjson";

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = char(c + 32);
  return out;
}

// "text/html; charset=utf-8" in two.
void take_media_type(std::string_view declared, Arguments& arguments) {
  arguments.media_type = lower(declared.substr(0, declared.find(';')));
  while (!arguments.media_type.empty() && arguments.media_type.back() == ' ') arguments.media_type.pop_back();
  const std::string rest = lower(declared);
  if (std::size_t at = rest.find("charset="); at != std::string::npos) {
    std::string charset =
        rest.substr(at + 8, rest.find(';', at) == std::string::npos ? std::string::npos : rest.find(';', at) - at - 8);
    std::erase(charset, '"');
    arguments.charset = charset.substr(0, 40);
  }
}

// Routes match segment by segment; {id} takes any one.
bool matches(std::string_view pattern, const std::vector<std::string>& segments, std::size_t from,
             std::vector<std::pair<std::string, std::string>>& in_path) {
  in_path.clear();
  while (!pattern.empty()) {
    pattern.remove_prefix(1);
    const std::string_view part = pattern.substr(0, pattern.find('/'));
    pattern.remove_prefix(part.size());
    if (from == segments.size()) return false;
    if (part.starts_with("{")) in_path.emplace_back(part.substr(1, part.size() - 2), segments[from]);
    else if (part != segments[from]) return false;
    ++from;
  }
  return from == segments.size();
}

bool wants_lines(const Request& request) {
  const std::string_view accept = request.field("accept");
  return accept.find("application/x-ndjson") != accept.npos || accept.find("application/jsonl") != accept.npos;
}

bool is_compressible(std::string_view media_type) {
  return media_type.starts_with("text/") || media_type.starts_with("application/json") || media_type == kLines;
}

void compress(const Request& request, Response& response) {
  if (!is_compressible(response.media_type)) return;
  response.fields.emplace_back("Vary", "Accept, Accept-Encoding");
  if (!takes_gzip(request.field("accept-encoding"))) return;
  if (response.next) {
    auto gzip = std::make_shared<Gzip>();
    if (!response.body.empty()) response.body = gzip->piece(response.body, false);
    response.next = [gzip, next = std::move(response.next)](std::string& piece) {
      std::string plain;
      const bool more = next(plain);
      piece += gzip->piece(plain, !more);
      return more;
    };
  } else {
    if (response.body.size() < kLeastToCompress) return;
    response.body = Gzip().piece(response.body, true);
  }
  response.fields.emplace_back("Content-Encoding", "gzip");
}

// An answer's tag: the state of the archive, and all that was asked.
std::string etag_of(const Snapshot& snapshot, const Request& request, bool as_lines) {
  const std::string all = snapshot.generation() + (as_lines ? "\nlines\n" : "\njson\n") + request.target;
  char digits[24];
  std::snprintf(digits, sizeof digits, "W/\"%016llx\"",
                static_cast<unsigned long long>(XXH3_64bits(all.data(), all.size())));
  return digits;
}

// Whether If-None-Match names it; compared weakly, as the rule for it says.
bool is_known(std::string_view if_none_match, std::string_view etag) {
  auto bare = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
  return !if_none_match.empty() && (if_none_match == "*" || if_none_match.find(bare(etag)) != if_none_match.npos);
}

// The same question from where this page of it ended.
std::string next_page(const Target& target, const Arguments& arguments, const Answer& answer,
                      std::string_view generation) {
  std::string url = target.path;
  char mark = '?';
  auto add = [&](std::string_view name, std::string_view value) {
    url += mark + percent_encoded(name) + "=" + percent_encoded(value);
    mark = '&';
  };
  for (const auto& [name, value] : target.query)
    if (name != "skip" && name != "generation") add(name, value);
  add("skip", std::to_string(arguments.number("skip") + answer.shown));
  add("generation", generation);
  return url;
}

}  // namespace

App::App(Library& library, Settings settings)
    : library_(library), settings_(std::move(settings)), openapi_(openapi_json(settings_.version)) {}

App::Route App::route(const Request& request, const Target& target) const {
  Route found;
  const bool reads = request.method == "GET" || request.method == "HEAD";
  auto only_reads = [&](Route::To to) {
    if (reads) found.to = to;
    else found.allowed = "GET, HEAD";
    return found;
  };
  const auto& segments = target.segments;
  if (segments.empty() || segments[0] != "api") {
    if (target.path == "/readyz") return only_reads(Route::To::ready);
    if (target.path == "/livez") return only_reads(Route::To::live);
    if (target.path == "/metrics") return only_reads(Route::To::metrics);
    return only_reads(Route::To::page);
  }
  if (segments.size() < 2 || segments[1] != "v1") return found;
  if (segments.size() == 2) return only_reads(Route::To::service);
  if (segments.size() == 3 && segments[2] == "openapi.json") return only_reads(Route::To::openapi);
  for (const Operation& operation : operations()) {
    std::vector<std::pair<std::string, std::string>> in_path;
    if (!matches(operation.path, segments, 2, in_path)) continue;
    if (request.method == operation.method || (request.method == "HEAD" && operation.method == "GET")) {
      found.to = Route::To::operation;
      found.operation = &operation;
      found.in_path = std::move(in_path);
      return found;
    }
    found.allowed += (found.allowed.empty() ? "" : ", ") + std::string(operation.method) +
                     (operation.method == "GET" ? ", HEAD" : "");
  }
  return found;
}

void App::add_common(Response& response, bool page) const {
  response.fields.emplace_back("X-Content-Type-Options", "nosniff");
  response.fields.emplace_back("Referrer-Policy", "no-referrer");
  response.fields.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  response.fields.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  response.fields.emplace_back("X-Frame-Options", "DENY");
  response.fields.emplace_back(
      "Content-Security-Policy",
      page ? "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
             "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
             "frame-ancestors 'none'"
           : "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox");
}

Response App::refuse(int status, std::string_view where, std::string_view what, std::string_view advice) const {
  Response response;
  response.status = status;
  response.media_type = kJson;
  response.body = error_json(status, code_of(status), where, what, advice);
  if (status == 503) response.fields.emplace_back("Retry-After", "1");
  if (status == 401) response.fields.emplace_back("WWW-Authenticate", "Bearer");
  response.fields.emplace_back("Cache-Control", "no-store");
  add_common(response, false);
  response.tag = "refused";
  return response;
}

Response App::trouble(int status, std::string_view what) { return refuse(status, {}, what); }

Response App::respond(const Error& error) const {
  ErrorShape shape = shape_of(error);
  if (shape.hidden && settings_.complain) settings_.complain(error.message());
  Response response = refuse(shape.status, {}, {});
  response.body = std::move(shape.json);
  return response;
}

Admission App::admit(const Request& head) {
  Admission admission;
  auto refused = [&](Response response) {
    admission.refusal = std::make_unique<Response>(std::move(response));
    return std::move(admission);
  };
  auto guarded = [&](const std::optional<Refusal>& why) {
    return refuse(why->status, why->where, why->what, why->advice);
  };
  if (auto why = refused_by_host(settings_.rules, head)) return refused(guarded(why));
  Result<Target> target = parse_target(head.target);
  if (!target) return refused(respond(target.error()));
  const Route found = route(head, *target);
  if (found.to == Route::To::nothing && found.allowed.empty())
    return refused(refuse(404, target->path.substr(0, 100), "is nothing here", "see /api/v1/openapi.json"));
  if (found.to == Route::To::nothing) {
    Response response = refuse(405, head.method, "is not what one does here", "there is " + found.allowed);
    response.fields.emplace_back("Allow", found.allowed);
    return refused(std::move(response));
  }
  const bool writes = found.operation && found.operation->writes;
  // A link from elsewhere may open the page; nothing else is another site's to ask.
  const bool visit = found.to == Route::To::page && head.field("origin").empty();
  if (!visit)
    if (auto why = refused_by_origin(settings_.rules, head, writes)) return refused(guarded(why));
  const bool open = found.to == Route::To::page || found.to == Route::To::ready || found.to == Route::To::live;
  if (!open)
    if (auto why = refused_by_token(settings_.rules, head, writes)) return refused(guarded(why));
  if (writes && !library_.writable())
    return refused(refuse(403, target->path, "would change the archive", "start the server with --write"));
  if (found.operation) {
    admission.lane = found.operation->lane;
    admission.body_bytes = found.operation->body == Operation::Body::none ? 0 : found.operation->body_bytes;
  }
  return admission;
}

Response App::answer(const Request& request) {
  Result<Target> target = parse_target(request.target);
  if (!target) return respond(target.error());
  const Route found = route(request, *target);
  Response response;
  switch (found.to) {
    case Route::To::operation: response = answer_operation(request, *target, found); break;
    case Route::To::page: response = answer_page(request, *target); break;
    case Route::To::service:
    case Route::To::openapi:
      response.media_type = kJson;
      response.body = found.to == Route::To::service ? service_json() : openapi_;
      response.fields.emplace_back("Cache-Control", "no-cache");
      add_common(response, false);
      response.tag = "service";
      compress(request, response);
      break;
    case Route::To::metrics:
      response.media_type = "text/plain; version=0.0.4; charset=utf-8";
      response.body = metrics_.text(server_ ? server_->gauges() : Gauges(), library_, *library_.now());
      response.fields.emplace_back("Cache-Control", "no-store");
      add_common(response, false);
      response.tag = "metrics";
      break;
    case Route::To::ready:
    case Route::To::live:
      response.media_type = "text/plain; charset=utf-8";
      response.body = found.to == Route::To::ready ? "ready\n" : "alive\n";
      response.fields.emplace_back("Cache-Control", "no-store");
      add_common(response, false);
      response.tag = "health";
      break;
    case Route::To::nothing: response = refuse(404, target->path.substr(0, 100), "is nothing here"); break;
  }
  return response;
}

std::string App::service_json() const {
  Json json{{"type", "service"}, {"name", "stenogram"}, {"version", settings_.version}};
  json["generation"] = library_.now()->generation();
  json["write"] = library_.writable();
  json["token"] = settings_.rules.token_for_all ? "all" : library_.writable() ? "write" : "none";
  json["limits"] = {{"capture_bytes", kCaptureBytes}, {"article_bytes", kArticleBytes}};
  json["routes"] = Json::array();
  for (const Operation& operation : operations())
    json["routes"].push_back({{"id", operation.id},
                              {"method", operation.method},
                              {"path", std::string(kBase) + std::string(operation.path)}});
  return render::json_line(json);
}

Response App::answer_operation(const Request& request, const Target& target, const Route& found) {
  const Operation& operation = *found.operation;
  // `format` and `generation` belong to every route; the rest is the operation's.
  bool as_lines = wants_lines(request);
  std::optional<std::string> generation;
  std::vector<std::pair<std::string, std::string>> given = found.in_path;
  for (const auto& [name, value] : target.query) {
    if (std::any_of(found.in_path.begin(), found.in_path.end(),
                    [&](const auto& in_path) { return in_path.first == name; }))
      return respond(Error::usage(name.substr(0, 40), "is given twice"));
    if (name == "format") {
      if (value != "json" && value != "jsonl") return respond(Error::usage("format", "is neither json nor jsonl"));
      as_lines = value == "jsonl";
    } else if (name == "generation") {
      generation = value;
    } else {
      given.emplace_back(name, value);
    }
  }
  Result<Arguments> arguments = arguments_of(operation.parameters, given);
  if (!arguments) return respond(arguments.error());
  if (operation.body != Operation::Body::none) {
    if (request.body.empty()) return respond(Error::usage("the body", "is empty"));
    take_media_type(request.field("content-type"), *arguments);
    if (!request.field("content-encoding").empty() && request.field("content-encoding") != "identity")
      return refuse(415, "Content-Encoding", "is not undone here", "send the bytes as they are");
    arguments->body = request.body;
  }

  std::shared_ptr<const Snapshot> snapshot = generation ? library_.at(*generation) : library_.now();
  if (!snapshot)
    return refuse(409, "generation", "is of a state of the archive that is no longer held", "begin again without it");
  std::string etag;
  if (operation.method == "GET") {
    etag = etag_of(*snapshot, request, as_lines);
    if (is_known(request.field("if-none-match"), etag)) {
      Response response;
      response.status = 304;
      response.fields.emplace_back("ETag", etag);
      response.fields.emplace_back("Cache-Control", "no-cache");
      response.fields.emplace_back("Stenogram-Generation", snapshot->generation());
      response.fields.emplace_back("Vary", "Accept, Accept-Encoding");
      response.tag = operation.id;
      return response;
    }
  }
  Result<Answer> answer = operation.run({library_, snapshot}, *arguments);
  if (!answer && !generation && !operation.writes) {
    // What was there a moment ago may be gone from the record: ask the newer state.
    std::shared_ptr<const Snapshot> newer = library_.now();
    if (newer != snapshot) {
      snapshot = newer;
      if (!etag.empty()) etag = etag_of(*snapshot, request, as_lines);
      answer = operation.run({library_, snapshot}, *arguments);
    }
  }
  if (!answer) {
    Response response = respond(answer.error());
    response.tag = operation.id;
    return response;
  }
  if (operation.writes) snapshot = library_.now();
  return encode(request, operation, snapshot, *arguments, std::move(*answer), as_lines, etag);
}

Response App::encode(const Request& request, const Operation& operation,
                     const std::shared_ptr<const Snapshot>& snapshot, const Arguments& arguments, Answer answer,
                     bool as_lines, const std::string& etag) {
  Response response;
  response.status = answer.status;
  response.tag = operation.id;
  if (answer.bytes) {
    response.media_type = std::move(answer.bytes->media_type);
    response.body = std::move(answer.bytes->bytes);
    response.fields = std::move(answer.bytes->fields);
  } else if (as_lines && answer.next) {
    response.media_type = kLines;
    response.body = std::move(answer.lines);
    response.next = [next = std::move(answer.next), this](std::string& piece) {
      Result<bool> more = next(piece);
      if (more) return *more;
      // The status has long been sent, so the error is the last line.
      ErrorShape shape = shape_of(more.error());
      if (shape.hidden && settings_.complain) settings_.complain(more.error().message());
      Json line{{"type", "error"}};
      line.update(Json::parse(shape.json));
      piece += render::json_line(line);
      return false;
    };
  } else {
    while (answer.next) {
      Result<bool> more = answer.next(answer.lines);
      if (!more) return respond(more.error());
      if (!*more) answer.next = nullptr;
    }
    std::optional<std::string> next;
    if (operation.paged && answer.total && answer.shown > 0 && arguments.number("skip") + answer.shown < *answer.total)
      next = next_page(*parse_target(request.target), arguments, answer, snapshot->generation());
    if (next) response.fields.emplace_back("Link", "<" + *next + ">; rel=\"next\"");
    if (as_lines) {
      response.media_type = kLines;
      response.body = std::move(answer.lines);
    } else {
      response.media_type = kJson;
      response.body = operation.one ? std::move(answer.lines) : enveloped(answer.lines, next, snapshot->generation());
    }
  }
  if (!etag.empty()) response.fields.emplace_back("ETag", etag);
  response.fields.emplace_back("Cache-Control", operation.method == "GET" ? "no-cache" : "no-store");
  response.fields.emplace_back("Stenogram-Generation", snapshot->generation());
  add_common(response, false);
  compress(request, response);
  return response;
}

Response App::answer_page(const Request& request, const Target& target) const {
  Response response;
  response.tag = "page";
  if (!has_page()) {
    if (target.path != "/")
      return refuse(404, target.path.substr(0, 100), "is nothing here", "see /api/v1/openapi.json");
    response.media_type = "text/html; charset=utf-8";
    response.body = page_without(settings_.version);
    response.fields.emplace_back("Cache-Control", "no-cache");
    add_common(response, true);
    return response;
  }
  const PageFile* file = page_file(target.path);
  if (!file) return refuse(404, target.path.substr(0, 100), "is nothing here");
  response.fields.emplace_back("ETag", file->etag);
  response.fields.emplace_back("Cache-Control", file->immutable ? "public, max-age=31536000, immutable" : "no-cache");
  response.fields.emplace_back("Vary", "Accept-Encoding");
  add_common(response, true);
  if (is_known(request.field("if-none-match"), file->etag)) {
    response.status = 304;
    return response;
  }
  response.media_type = file->media_type;
  if (!file->gzip.empty() && takes_gzip(request.field("accept-encoding"))) {
    response.fields.emplace_back("Content-Encoding", "gzip");
    response.body = file->gzip;
  } else {
    response.body = file->bytes;
  }
  return response;
}

void App::finished(const Access& access) {
  metrics_.count(access);
  if (!settings_.log) return;
  char when[32], figures[64];
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &parts);
  std::snprintf(figures, sizeof figures, " %d %llu %.1f ms", access.status,
                static_cast<unsigned long long>(access.body_bytes), access.seconds * 1000);
  std::string line = std::string(when) + " " + access.remote + " \"";
  if (access.request) line += access.request->method + " " + access.request->target.substr(0, 2000);
  settings_.log(line + "\"" + figures);
}

}  // namespace stenogram::serve
