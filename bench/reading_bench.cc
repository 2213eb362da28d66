// Reading, from bytes to turns, a row a format.
//
//   page        bytes to blocks
//   transcript  blocks to turns, leftovers and quotes
//   both        one after the other: what `stenogram read` does for each capture
//
// One invented interview, repeated to 10 MB of text for talk said in long paragraphs, and
// wrapped as each format would have it, so that no corpus is needed. MB are of the capture,
// markup included. Seconds are of the processor, so that a busy machine does not count:
//   build/bench/reading_bench [FORMAT]
#include <cstdio>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

#include "stenogram/capture/read.h"
#include "stenogram/transcript/transcript.h"

namespace {

constexpr std::size_t kBytes = 10'000'000;

struct Turn {
  const char* label;
  std::vector<std::string> paragraphs;
};

const std::vector<Turn>& exchange() {
  static const std::vector<Turn> turns = {
      {"Question", {"You said last year that the harbour would open before the winter. What has become of it?"}},
      {"Pavel Orlov",
       {"We have kept to the plan as far as the weather let us. The north quay stands, the south quay will stand by "
        "June, and the people who said that nothing would ever be built here may come and look. I do not say that "
        "there were no mistakes; there were, and I have named them before.",
        "What matters now is that the ships come. The first of them has announced itself for August, and we shall be "
        "there to meet it, as the council promised “to everyone who waits”."}}};
  return turns;
}

const std::string kTitle = "Trade Minister Pavel Orlov’s interview with Channel Nine, Port Riba, May 4, 2019";

std::string plain() {
  std::string text = kTitle + "\n\n";
  while (text.size() < kBytes)
    for (const Turn& turn : exchange()) {
      text += std::string(turn.label) + ": ";
      for (const std::string& paragraph : turn.paragraphs) text += paragraph + "\n\n";
    }
  return text;
}

std::string html() {
  std::string text = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + kTitle +
                     "</title></head><body><ul class=\"menu\">";
  for (int i = 0; i < 100; ++i)
    text += "<li><a href=\"/section/" + std::to_string(i) + "\">Section " + std::to_string(i) + "</a></li>\n";
  text += "</ul><div id=\"content\" class=\"article-body\"><h1>" + kTitle + "</h1>\n";
  while (text.size() < kBytes)
    for (const Turn& turn : exchange()) {
      bool first = true;
      for (const std::string& paragraph : turn.paragraphs) {
        text += "<p class=\"text\">" + (first ? "<b>" + std::string(turn.label) + ":</b> " : std::string()) +
                paragraph + "</p>\n";
        first = false;
      }
    }
  return text + "</div><footer>&copy; Channel Nine</footer></body></html>";
}

std::string vtt() {
  std::string text = "WEBVTT\n\n";
  char times[64];
  for (int second = 0; text.size() < kBytes;)
    for (const Turn& turn : exchange())
      for (const std::string& paragraph : turn.paragraphs)
        for (std::size_t at = 0; at < paragraph.size(); second += 3) {
          std::size_t end = std::min(paragraph.size(), at + 70);
          while (end < paragraph.size() && paragraph[end] != ' ') ++end;
          const int h = second / 3600, m = second / 60 % 60, s = second % 60;
          std::snprintf(times, sizeof times, "%02d:%02d:%02d.000 --> %02d:%02d:%02d.900\n", h, m, s, h, m, s);
          text += times + (at == 0 ? "<v " + std::string(turn.label) + ">" : std::string("<v ") + turn.label + ">") +
                  paragraph.substr(at, end - at) + "</v>\n\n";
          at = end + 1;
        }
  return text;
}

std::string xml() {
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" "
      "xml:lang=\"en\"><teiHeader><fileDesc><titleStmt>"
      "<title>" +
      kTitle + "</title></titleStmt></fileDesc></teiHeader><text><body><div>\n";
  for (int n = 0; text.size() < kBytes;)
    for (const Turn& turn : exchange()) {
      text += "<note type=\"speaker\">" + std::string(turn.label) + ":</note>\n<u who=\"#" +
              (turn.label[0] == 'Q' ? "Q" : "OrlovPavel") + "\" ana=\"#regular\" xml:id=\"u" + std::to_string(n++) +
              "\">\n";
      for (const std::string& paragraph : turn.paragraphs)
        text += "<seg xml:id=\"s" + std::to_string(n++) + "\">" + paragraph + "</seg>\n";
      text += "</u>\n";
    }
  return text + "</div></body></text></TEI>\n";
}

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

bool measure(const char* format, std::string bytes) {
  stenogram::capture::Source source;
  source.name = "bench";
  source.bytes = std::move(bytes);
  const double megabytes = double(source.bytes.size()) / 1e6;
  double begin = processor_seconds();
  auto page = stenogram::capture::read(source);
  const double captured = processor_seconds() - begin;
  if (!page) {
    std::fprintf(stderr, "%s\n", page.error().message().c_str());
    return false;
  }
  begin = processor_seconds();
  auto transcripts = stenogram::transcript::read(*page);
  const double understood = processor_seconds() - begin;
  std::printf("%-8s %8.1f %8.1f %8.1f   %zu turns\n", format, megabytes / captured, megabytes / understood,
              megabytes / (captured + understood), transcripts.front().turns.size());
  return true;
}

}  // namespace

int main(int count, char** arguments) {
  std::printf("reader version %d, g++ %s, MB/s of one processor's time\n%-8s %8s %8s %8s\n",
              stenogram::transcript::kReaderVersion, __VERSION__, "", "page", "transcr.", "both");
  bool sound = true;
  const std::pair<const char*, std::string (*)()> formats[] = {
      {"plain", plain}, {"html", html}, {"vtt", vtt}, {"xml", xml}};
  for (const auto& [name, make] : formats)
    if (count < 2 || std::strcmp(arguments[1], name) == 0) sound = measure(name, make()) && sound;
  return sound ? 0 : 1;
}
