// stenogram serve: the archive over HTTP, for programs and for people with a browser.
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <mutex>

#include "cli/commands.h"
#include "cli/manual.h"
#include "cli/parse.h"
#include "stenogram/render/standing.h"
#include "stenogram/serve/app.h"
#include "stenogram/serve/page.h"

namespace stenogram::cli {
namespace {

// --token, else the environment, which other users of the machine cannot read.
std::string token_of(const Invocation& invocation) {
  if (auto given = invocation.value("token")) return *given;
  if (const char* usual = std::getenv("STENOGRAM_TOKEN"); usual && *usual) return usual;
  return {};
}

Status fit_for_a_header(const std::string& token) {
  for (char c : token)
    if (c <= ' ' || c > '~')
      return Error::usage("--token", "holds a character that no header can carry", "use letters and digits");
  if (!token.empty() && token.size() < 8)
    return Error::usage("--token", "is too short to be a secret",
                        "use eight characters or more, or leave it out and one is made");
  return {};
}

std::string url_of(const serve::HttpServer& server) {
  std::string host = server.address();
  if (host == "0.0.0.0") host = "127.0.0.1";
  if (host == "::") host = "::1";
  return "http://" + (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" +
         std::to_string(server.port()) + "/";
}

// Lines of several threads, each whole.
class Log {
 public:
  void line(std::string_view text) {
    const std::string out = render::inert(text) + "\n";
    std::lock_guard lock(mutex_);
    [[maybe_unused]] ssize_t put = ::write(2, out.data(), out.size());
  }

 private:
  std::mutex mutex_;
};

}  // namespace

int run_serve(Invocation& invocation) {
  Result<std::uint64_t> port = invocation.number("port", 8000, 0, 65535);
  if (!port) return invocation.fail(port.error());
  Result<std::uint64_t> connections = invocation.number("connections", 4096, 1, 100'000);
  if (!connections) return invocation.fail(connections.error());
  Result<std::uint64_t> cache = invocation.number("cache", 1024, 16, 1'000'000);
  if (!cache) return invocation.fail(cache.error());
  const std::string address = invocation.value("listen").value_or("127.0.0.1");
  const bool local = serve::is_loopback(address);

  serve::Settings settings;
  settings.version = STENOGRAM_VERSION;
  settings.rules.names = invocation.values("name");
  settings.rules.token_for_all = !local;
  settings.rules.token = token_of(invocation);
  if (Status fit = fit_for_a_header(settings.rules.token); !fit) return invocation.fail(fit.error());
  const bool write = invocation.has("write");
  const bool made = settings.rules.token.empty() && (write || !local);
  if (made) settings.rules.token = serve::new_token();
  Log log;
  settings.complain = [](std::string_view text) { complain(text); };
  if (invocation.has("access-log")) settings.log = [&](std::string_view text) { log.line(text); };

  serve::Library::Options options;
  options.program = version_line();
  options.write = write;
  options.cache_bytes = *cache << 20;
  auto library = serve::Library::open(invocation.archive(), options);
  if (!library) return invocation.fail(library.error());
  const std::string token = settings.rules.token;
  serve::App app(**library, std::move(settings));
  serve::Limits limits;
  limits.connections = *connections;
  auto server = serve::HttpServer::listen(address, std::uint16_t(*port), app, limits);
  if (!server) return invocation.fail(server.error());
  app.attach(**server);

  // Where a token is needed it goes after the #, which browsers do not send.
  const std::string url = url_of(**server), opens = made ? url + "#token=" + token : url;
  if (invocation.json())
    invocation.out().write(render::json_line(
        {{"type", "serving"}, {"url", url}, {"token", made ? render::Json(token) : render::Json(nullptr)}}));
  else invocation.out().line(opens);
  invocation.out().flush();
  if (!invocation.json()) {
    if (!serve::has_page()) complain("this build has no page; the interface for programs is all there");
    if (!local)
      complain(
          "listening beyond this machine: whoever has the token can read the archive, and what is sent is not "
          "encrypted");
  }
  // The first to look should not wait for sums over the whole archive.
  (*library)->warm();
  (*server)->run();
  return kAsAsked;
}

}  // namespace stenogram::cli
