#include "stenogram/serve/metrics.h"

#include <unistd.h>

#include <cstdio>
#include <fstream>

namespace stenogram::serve {
namespace {

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.9g", value);
  return text;
}

std::uint64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t all = 0, resident = 0;
  file >> all >> resident;
  return resident * std::uint64_t(::sysconf(_SC_PAGESIZE));
}

}  // namespace

void Metrics::count(const Access& access) {
  std::lock_guard lock(mutex_);
  Route& route = routes_[access.tag.empty() ? std::string_view("none") : access.tag];
  ++route.statuses[access.status];
  ++route.answers;
  route.bytes += access.body_bytes;
  route.seconds += access.seconds;
  std::size_t bucket = 0;
  while (bucket < kBounds.size() && access.seconds > kBounds[bucket]) ++bucket;
  ++route.buckets[bucket];
}

std::string Metrics::text(const Gauges& gauges, const Library& library, const Snapshot& snapshot) const {
  std::string out;
  auto about = [&](std::string_view name, std::string_view type, std::string_view help) {
    out += "# HELP stenogram_" + std::string(name) + " " + std::string(help) + "\n# TYPE stenogram_" +
           std::string(name) + " " + std::string(type) + "\n";
  };
  auto value = [&](std::string_view name, std::string_view type, std::string_view help, std::uint64_t now) {
    about(name, type, help);
    out += "stenogram_" + std::string(name) + " " + std::to_string(now) + "\n";
  };
  {
    std::lock_guard lock(mutex_);
    about("answers_total", "counter", "Answers sent, by route and status.");
    for (const auto& [name, route] : routes_)
      for (const auto& [status, count] : route.statuses)
        out += "stenogram_answers_total{route=\"" + std::string(name) + "\",status=\"" + std::to_string(status) +
               "\"} " + std::to_string(count) + "\n";
    about("answer_bytes_total", "counter", "Bytes of bodies sent, by route.");
    for (const auto& [name, route] : routes_)
      out += "stenogram_answer_bytes_total{route=\"" + std::string(name) + "\"} " + std::to_string(route.bytes) + "\n";
    about("answer_seconds", "histogram", "From a request's last byte to its answer's, by route.");
    for (const auto& [name, route] : routes_) {
      std::uint64_t sum = 0;
      for (std::size_t i = 0; i < route.buckets.size(); ++i) {
        sum += route.buckets[i];
        out += "stenogram_answer_seconds_bucket{route=\"" + std::string(name) + "\",le=\"" +
               (i < kBounds.size() ? number(kBounds[i]) : "+Inf") + "\"} " + std::to_string(sum) + "\n";
      }
      out += "stenogram_answer_seconds_sum{route=\"" + std::string(name) + "\"} " + number(route.seconds) + "\n";
      out +=
          "stenogram_answer_seconds_count{route=\"" + std::string(name) + "\"} " + std::to_string(route.answers) + "\n";
    }
  }
  value("connections", "gauge", "Connections open.", gauges.connections);
  value("connections_total", "counter", "Connections accepted.", gauges.accepted);
  value("shed_total", "counter", "Connections and requests refused for want of room.", gauges.shed);
  value("malformed_total", "counter", "Requests that were no HTTP.", gauges.malformed);
  value("timed_out_total", "counter", "Connections dropped because the other end was too slow.", gauges.timed_out);
  value("held_bytes", "gauge", "Bytes of bodies held, in and out.", gauges.held_bytes);
  value("waiting", "gauge", "Requests that wait for a worker.", gauges.queued);
  value("working", "gauge", "Requests that a worker is at.", gauges.working);
  value("resident_bytes", "gauge", "Memory of this process.", resident_bytes());
  value("generations_total", "counter", "States of the archive seen since the start.", library.refreshed());
  value("transcripts", "gauge", "Transcripts in the archive.", snapshot.counts().transcripts);
  value("turns", "gauge", "Turns in the archive.", snapshot.counts().turns);
  value("words", "gauge", "Words in the archive.", snapshot.counts().words);
  return out;
}

}  // namespace stenogram::serve
