// Agreement with the source's own structure: a document whose markup says who speaks is
// read twice, from its markup, and from its layout after the markup is flattened to the
// text that its genre would print. The second reading is scored against the first.
//
//   build/flattened-score [FOLDER]    FOLDER holds corpus/; else $STENOGRAM_TEST_DATA, else ../shared
//   build/flattened-score --list NAME the first differing turns of documents so named
//   build/flattened-score --print NAME  the flattened text of one
//   build/flattened-score --floor F   for the test: fails where the F1 over all is below F; 77 without data
//
// Flattening prints each block as a paragraph. Where the markup opens an utterance its label
// is printed before the words, with a colon; an utterance without one gets the name that
// the markup gives, or its id in words. Captions lose their times and stand a line a cue.
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "stenogram/base/file.h"
#include "stenogram/capture/read.h"
#include "stenogram/transcript/transcript.h"

namespace {

using namespace stenogram;
namespace fs = std::filesystem;

constexpr int kNoData = 77;  // ctest's "skipped"
constexpr const char* kFamilies[] = {"akoma-ntoso", "bundestag-de", "captions-vtt", "hansard-uk-xml", "tei-parlamint"};

// A turn in the terms that both readings have. Turns of one person that follow one
// another are one.
struct Said {
  std::string begin, end;  // the first and the last words
  std::string label;
  std::string speaker;  // equal for turns of one person
  ByteSpan span;
};

std::string keys_of(std::string_view text, bool last) {
  constexpr std::size_t kWords = 5;
  std::vector<std::string> words;
  std::string word;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalnum(byte) != 0) word += char(std::tolower(byte));
    else if (!word.empty()) words.push_back(std::exchange(word, {}));
  }
  if (!word.empty()) words.push_back(word);
  std::string key;
  const std::size_t n = std::min(kWords, words.size());
  for (std::size_t i = 0; i < n; ++i) key += words[last ? words.size() - n + i : i] + " ";
  return key;
}

// The words of a label alone: "Mr. Hunt:" and "Mr. Hunt" are one.
std::string plain(std::string_view label) { return keys_of(label, false); }

std::vector<Said> said_in(const std::string& page, const std::vector<transcript::Transcript>& transcripts) {
  std::vector<Said> all;
  for (std::size_t t = 0; t < transcripts.size(); ++t) {
    for (const transcript::Turn& turn : transcripts[t].turns) {
      std::string words(slice(page, turn.span));
      for (const transcript::Note& note : turn.notes)
        if (turn.span.contains(note.span))
          std::fill_n(words.begin() + std::ptrdiff_t(note.span.begin - turn.span.begin), note.span.size(), ' ');
      for (const transcript::Label& label : turn.repeated)
        if (turn.span.contains(label.span))
          std::fill_n(words.begin() + std::ptrdiff_t(label.span.begin - turn.span.begin), label.span.size(), ' ');
      Said said{keys_of(words, false), keys_of(words, true), turn.label ? plain(turn.label->text) : "", "", turn.span};
      if (turn.speaker) said.speaker = std::to_string(t) + ":" + std::to_string(*turn.speaker);
      if (!all.empty() && !said.speaker.empty() && all.back().speaker == said.speaker) all.back().end = said.end;
      else all.push_back(std::move(said));
    }
  }
  return all;
}

// "#Durmuş.Yılmaz" as words, for an utterance that nothing else names.
std::string name_of(const capture::Voice& voice) {
  if (!voice.name.empty()) return voice.name;
  std::string name;
  for (char c : voice.id)
    if (c == '.' || c == '_' || c == '-') name += ' ';
    else if (c != '#') name += c;
  return name;
}

class Flattener {
 public:
  explicit Flattener(const capture::Page& page) : page_(page) {}

  std::string run() {
    std::uint32_t utterance = 0;
    bool first = true;
    for (const capture::Block& block : page_.blocks) {
      const bool speaks = block.voice && block.voice->kind < capture::Voice::Kind::note;
      if (speaks && block.voice->label) {
        paragraph(block);
        const ByteSpan label = *block.voice->label;
        out_ += slice(page_.text, ByteSpan{block.span.begin, label.begin});
        announce(slice(page_.text, label));
        std::string_view rest = slice(page_.text, ByteSpan{label.end, block.span.end});
        while (!rest.empty() && (rest.front() == ':' || rest.front() == ' ')) rest.remove_prefix(1);
        out_ += rest;
        goes_on_ = rest.empty();
      } else {
        paragraph(block);
        const bool opens = speaks && (first || block.voice->utterance != utterance);
        if (opens && !goes_on_) announce(name_of(*block.voice));
        goes_on_ = false;
        out_ += slice(page_.text, block.span);
      }
      if (speaks) utterance = block.voice->utterance, first = false;
    }
    out_ += "\n";
    return std::move(out_);
  }

 private:
  void paragraph(const capture::Block& block) {
    if (!out_.empty() && !goes_on_)
      out_ += block.kind == capture::BlockKind::cue || block.kind == capture::BlockKind::table_row ? "\n" : "\n\n";
  }

  void announce(std::string_view label) {
    if (label.empty()) return;
    out_ += label;
    while (out_.back() == ' ') out_.pop_back();
    if (out_.back() != ':') out_ += ":";
    out_ += " ";
  }

  const capture::Page& page_;
  std::string out_;
  bool goes_on_ = false;  // a label was printed whose words are in the next block
};

// The longest common subsequence by how the turns begin; pairs of places.
std::vector<std::pair<std::size_t, std::size_t>> aligned(const std::vector<Said>& a, const std::vector<Said>& b) {
  std::vector<std::vector<std::uint32_t>> best(a.size() + 1, std::vector<std::uint32_t>(b.size() + 1, 0));
  const auto worth = [&](std::size_t i, std::size_t j) {
    return a[i].begin != b[j].begin ? 0u : a[i].label == b[j].label ? 3u : 2u;
  };
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;) {
      best[i][j] = std::max(best[i + 1][j], best[i][j + 1]);
      if (worth(i, j) > 0) best[i][j] = std::max(best[i][j], best[i + 1][j + 1] + worth(i, j));
    }
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (worth(i, j) > 0 && best[i][j] == best[i + 1][j + 1] + worth(i, j)) pairs.emplace_back(i++, j++);
    else if (best[i][j] == best[i + 1][j]) ++i;
    else ++j;
  }
  return pairs;
}

struct Score {
  std::size_t documents = 0, marked = 0, laid_out = 0, begins = 0, ends = 0, labels = 0;
  std::size_t pairs = 0, pairs_marked = 0, pairs_laid_out = 0;  // of turns, of being one person's

  void add(const Score& other) {
    documents += other.documents, marked += other.marked, laid_out += other.laid_out, begins += other.begins;
    ends += other.ends, labels += other.labels;
    pairs += other.pairs, pairs_marked += other.pairs_marked, pairs_laid_out += other.pairs_laid_out;
  }
  static double f1(std::size_t both, std::size_t a, std::size_t b) {
    return a + b == 0 ? 1 : 2.0 * double(both) / double(a + b);
  }
  double turns_f1() const { return f1(begins, marked, laid_out); }
};

Score score(const std::vector<Said>& marked, const std::vector<Said>& laid_out) {
  Score made{1, marked.size(), laid_out.size()};
  const auto pairs = aligned(marked, laid_out);
  for (auto [i, j] : pairs) {
    ++made.begins;
    made.ends += marked[i].end == laid_out[j].end;
    made.labels += marked[i].label == laid_out[j].label || marked[i].label.empty();
  }
  for (std::size_t p = 0; p < pairs.size(); ++p)
    for (std::size_t q = p + 1; q < pairs.size(); ++q) {
      const auto same = [&](const std::vector<Said>& turns, std::size_t x, std::size_t y) {
        return !turns[x].speaker.empty() && turns[x].speaker == turns[y].speaker;
      };
      const bool a = same(marked, pairs[p].first, pairs[q].first), b = same(laid_out, pairs[p].second, pairs[q].second);
      made.pairs += a && b, made.pairs_marked += a, made.pairs_laid_out += b;
    }
  return made;
}

void list(const std::string& name, const std::string& text, const std::vector<Said>& marked,
          const std::vector<Said>& laid_out) {
  constexpr int kMost = 12;
  const auto pairs = aligned(marked, laid_out);
  std::vector<bool> a(marked.size()), b(laid_out.size());
  for (auto [i, j] : pairs) a[i] = b[j] = true;
  int shown = 0;
  std::printf("%s\n", name.c_str());
  for (std::size_t i = 0; i < marked.size() && shown < kMost; ++i)
    if (!a[i]) std::printf("  marked only   [%s] %s\n", marked[i].label.c_str(), marked[i].begin.c_str()), ++shown;
  for (std::size_t j = 0; j < laid_out.size() && shown < 2 * kMost; ++j)
    if (!b[j])
      std::printf("  laid out only [%s] %s at byte %zu\n", laid_out[j].label.c_str(), laid_out[j].begin.c_str(),
                  std::size_t(laid_out[j].span.begin)),
          ++shown;
  (void)text;
}

void print(const char* name, const Score& s) {
  std::printf("%-18s %9zu %7zu %9zu  %.3f  %.3f  %.3f  %.3f\n", name, s.documents, s.marked, s.laid_out, s.turns_f1(),
              s.begins ? double(s.ends) / double(s.begins) : 1, s.begins ? double(s.labels) / double(s.begins) : 1,
              Score::f1(s.pairs, s.pairs_marked, s.pairs_laid_out));
}

}  // namespace

int main(int count, char** arguments) {
  const char* data = std::getenv("STENOGRAM_TEST_DATA");
  std::string folder = data != nullptr ? data : "../shared", listed, printed;
  double floor = 0;
  for (int i = 1; i < count; ++i) {
    if (std::strcmp(arguments[i], "--list") == 0 && i + 1 < count) listed = arguments[++i];
    else if (std::strcmp(arguments[i], "--print") == 0 && i + 1 < count) printed = arguments[++i];
    else if (std::strcmp(arguments[i], "--floor") == 0 && i + 1 < count) floor = std::atof(arguments[++i]);
    else folder = arguments[i];
  }
  if (!fs::is_directory(folder + "/corpus")) {
    std::fprintf(stderr, "no captures in %s/corpus; nothing is scored\n", folder.c_str());
    return kNoData;
  }
  if (printed.empty()) std::printf("%-18s documents  marked  laid out     F1   ends labels  joins\n", "");
  Score all;
  for (const char* family : kFamilies) {
    Score of_family;
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(folder + "/corpus/" + family)) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const fs::path& path : paths) {
      if (path.extension() != ".xml" && path.extension() != ".vtt") continue;
      capture::Source source;
      source.name = path.filename();
      Result<std::string> bytes = read_file(path, 1ull << 30);
      if (!bytes) continue;
      source.bytes = *std::move(bytes);
      Result<capture::Page> page = capture::read(source);
      if (!page) continue;
      const std::vector<Said> marked = said_in(page->text, transcript::read(*page));
      const bool captions = page->media_type == "text/vtt";
      const bool voices =
          std::any_of(page->blocks.begin(), page->blocks.end(), [](const capture::Block& b) { return bool(b.voice); });
      if (marked.size() < 2 || (!voices && !captions)) continue;
      capture::Source flat;
      flat.name = source.name;
      flat.format = "text";
      flat.bytes = Flattener(*page).run();
      if (!printed.empty()) {
        if (source.name == printed) std::fwrite(flat.bytes.data(), 1, flat.bytes.size(), stdout);
        continue;
      }
      Result<capture::Page> plain_page = capture::read(flat);
      if (!plain_page) continue;
      const std::vector<Said> laid_out = said_in(plain_page->text, transcript::read(*plain_page));
      of_family.add(score(marked, laid_out));
      if (!listed.empty() && source.name.find(listed) != source.name.npos)
        list(source.name, flat.bytes, marked, laid_out);
    }
    if (printed.empty() && of_family.documents > 0) print(family, of_family);
    all.add(of_family);
  }
  if (!printed.empty()) return 0;
  print("all", all);
  if (all.documents == 0) return kNoData;
  if (all.turns_f1() < floor) {
    std::fprintf(stderr, "the F1 of turns is %.4f, below the floor of %.4f\n", all.turns_f1(), floor);
    return 1;
  }
  return 0;
}
