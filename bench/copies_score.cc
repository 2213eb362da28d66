// How well copies of one interview are found: pair F1 on families made from real pages and
// from invented ones.
//
//   repost     the page again, with a site's furniture around it and labels otherwise abbreviated
//   excerpt    a run of its turns, of 60 words and more, at most half of it
//   edition    sentences dropped, words replaced, fillers taken out: 5 to 15 % of it
//   recording  what a recogniser leaves: lower case, no marks, no voices, 8 to 20 % of the words wrong
//   formulas   another interview (another page) into which whole answers of this one are
//              planted, a fifth of it, under the same title: no copy
//   translation  invented interviews of one speaker on one day, and the same with every word
//              exchanged for French ones, numbers and names kept, lengths off by a fifth; and
//              others, of which no page prints a date
//
// Each kind is scored in an archive of its own, with all pages beside it that are no
// copies, once with the originals coming first and once with the copies; then all kinds
// together. A pair counts as found when one family holds both. `named` is the share of
// true pairs of an original and its copy whose relation is the kind's.
//
//   copies-score [--data FOLDER] [--sources N] [--seed N] [--show]
//
// FOLDER (else $STENOGRAM_TEST_DATA, else ../shared) holds corpus/. Without it, only
// samples/ are used, and that is said.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "stenogram/base/file.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/corpus/families.h"
#include "stenogram/corpus/reading.h"
#include "stenogram/reuse/placing.h"
#include "stenogram/text/words.h"

using namespace stenogram;
namespace fs = std::filesystem;

namespace {

struct Turn {
  std::string label, text;
};

struct Source {
  std::string name, title, bytes;
  std::vector<Turn> turns;
  std::size_t words = 0;
};

// A page to be kept: what it is, and of which source.
struct Capture {
  std::string name, bytes, kind;
  std::size_t family = 0;
};

std::mt19937_64 g_random;
std::size_t below(std::size_t n) { return n ? std::size_t(g_random() % n) : 0; }
bool chance(double p) { return double(g_random() >> 11) / double(1ull << 53) < p; }

std::size_t count_words(const std::string& text) { return text::words(text).size(); }

std::string page_of(const std::string& title, const std::vector<Turn>& turns) {
  std::string page = title + "\n\n";
  for (const Turn& turn : turns) page += (turn.label.empty() ? "" : turn.label + ": ") + turn.text + "\n\n";
  return page;
}

std::vector<std::string> tokens_of(const std::string& text) {
  std::vector<std::string> tokens;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = std::min(text.find_first_of(" \n\t", at), text.size());
    if (end > at) tokens.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return tokens;
}

std::string joined(const std::vector<std::string>& tokens) {
  std::string out;
  for (const std::string& token : tokens) out += (out.empty() ? "" : " ") + token;
  return out;
}

// -- The ways of copying.

std::string repost(const Source& source) {
  std::vector<Turn> turns = source.turns;
  for (Turn& turn : turns)
    if (std::size_t blank = turn.label.find(' ');
        blank != std::string::npos && blank > 1 && chance(0.7) && turn.label[0] > 0)
      turn.label = turn.label.substr(0, 1) + "." + turn.label.substr(blank);
  return "Home | About us | News | Contacts\n\n" + page_of(source.title, turns) +
         "14 Larch Avenue, Diplomatic Quarter\nBrenn 20-114\n(00-11) 5550-0140\n";
}

std::string excerpt(const Source& source) {
  const std::size_t most = std::max<std::size_t>(2, source.turns.size() / 2);
  for (int tries = 0; tries < 50; ++tries) {
    const std::size_t length = 2 + below(most - 1), first = below(source.turns.size() - length + 1);
    std::vector<Turn> part(source.turns.begin() + std::ptrdiff_t(first),
                           source.turns.begin() + std::ptrdiff_t(first + length));
    std::size_t words = 0;
    for (const Turn& turn : part) words += count_words(turn.text);
    if (words >= 60 && words * 2 <= source.words) return page_of("From " + source.title, part);
  }
  return {};
}

std::string edition(const Source& source) {
  const double rate = 0.05 + 0.1 * double(below(1000)) / 1000;
  std::vector<Turn> turns;
  for (const Turn& turn : source.turns) {
    std::vector<std::string> tokens = tokens_of(turn.text), kept;
    for (std::size_t i = 0; i < tokens.size();) {
      std::size_t end = i;
      while (end < tokens.size() && tokens[end].find_first_of(".?!") == std::string::npos) ++end;
      end = std::min(tokens.size(), end + 1);
      const bool dropped = end - i < tokens.size() && chance(rate);
      for (; i < end; ++i) {
        if (dropped) continue;
        if (chance(rate / 2)) kept.push_back(tokens[below(tokens.size())]);
        else if (!chance(rate / 4)) kept.push_back(tokens[i]);
      }
    }
    if (!kept.empty()) turns.push_back({turn.label, joined(kept)});
  }
  return page_of(source.title, turns);
}

std::string recording(const Source& source, bool captions) {
  const double wrong = 0.08 + 0.12 * double(below(1000)) / 1000;
  std::vector<std::string> heard, all;
  for (const Turn& turn : source.turns)
    for (const text::Word& word : text::words(turn.text))
      all.push_back(text::verdict_key(slice(turn.text, word.span())));
  for (const std::string& word : all) {
    if (!chance(wrong)) heard.push_back(word);
    else if (const std::size_t way = below(10); way < 6) heard.push_back(all[below(all.size())]);
    else if (way >= 8) heard.push_back(word), heard.push_back(all[below(all.size())]);
  }
  if (!captions) return joined(heard) + "\n";
  std::string out = "WEBVTT\n\n";
  char line[64];
  for (std::size_t i = 0, n = 0; i < heard.size(); i += 9, ++n) {
    std::snprintf(line, sizeof line, "%02zu:%02zu:%02zu.000 --> %02zu:%02zu:%02zu.000\n", n * 3 / 3600, n * 3 / 60 % 60,
                  n * 3 % 60, (n * 3 + 3) / 3600, (n * 3 + 3) / 60 % 60, (n * 3 + 3) % 60);
    out += line +
           joined({heard.begin() + std::ptrdiff_t(i), heard.begin() + std::ptrdiff_t(std::min(heard.size(), i + 9))}) +
           "\n\n";
  }
  return out;
}

// Answers of `said` planted among those of `other`, until a fifth of the page is theirs.
std::string formulas(const Source& said, const Source& other) {
  std::vector<Turn> turns = other.turns;
  // Not so much that most of what was said stands there: that would be a copy.
  std::size_t planted = 0, most = std::min(other.words / 5, said.words / 4);
  for (int tries = 0; tries < 40 && planted < most; ++tries) {
    const Turn& turn = said.turns[below(said.turns.size())];
    const std::size_t words = count_words(turn.text);
    if (words < 15 || planted + words > most) continue;
    turns[below(turns.size())].text += " " + turn.text;
    planted += words;
  }
  return page_of(said.title, turns);
}

// -- Invented interviews in two languages.

const char* const kEnglish[] = {"harbour",  "ferry",  "council", "winter", "railway", "letter", "patrol",  "budget",
                                "school",   "market", "signal",  "treaty", "the",     "of",     "and",     "to",
                                "in",       "we",     "that",    "is",     "will",    "for",    "not",     "with",
                                "have",     "they",   "this",    "our",    "said",    "people", "country", "agreement",
                                "question", "answer", "because", "when",   "must",    "new",    "other",   "about"};
const char* const kFrench[] = {"le",      "port",    "conseil", "hiver",    "lettre", "les",    "de",     "et",
                               "nous",    "avons",   "que",     "dans",     "pour",   "avec",   "cette",  "pas",
                               "ne",      "est",     "sont",    "question", "pays",   "accord", "parce",  "quand",
                               "doit",    "nouveau", "autre",   "une",      "des",    "sur",    "marché", "école",
                               "réponse", "traité",  "budget",  "mais",     "aussi",  "leur",   "notre",  "ils"};
const char* const kNames[] = {"Halvern", "Brenn",     "Meridian", "Aldwell", "Corvin",
                              "Ostrava", "Lindqvist", "Tarvik",   "Marlow",  "Pellinor"};

// What is said in a turn, whatever the language: words, with a number or a name here and there.
struct Meaning {
  std::vector<int> parts;  // -1: a word; 0-9: a name; 100 and more: a number
};

std::vector<Meaning> invented_interview(std::size_t turns) {
  std::vector<Meaning> all;
  for (std::size_t i = 0; i < turns; ++i) {
    Meaning meaning;
    const std::size_t length = i % 2 == 0 ? 6 + below(24) : 12 + below(110);
    for (std::size_t k = 0; k < length; ++k)
      meaning.parts.push_back(chance(0.03) ? int(below(10)) : chance(0.02) ? int(100 + below(9000)) : -1);
    all.push_back(std::move(meaning));
  }
  return all;
}

template <std::size_t N>
std::string told(const Meaning& meaning, const char* const (&words)[N], double stretch) {
  std::vector<std::string> tokens;
  std::size_t since = 0;
  for (int part : meaning.parts) {
    if (part >= 100) tokens.push_back(std::to_string(part));
    else if (part >= 0) tokens.push_back(kNames[part]);
    else if (!chance(std::max(0.0, 1 - stretch))) {
      tokens.push_back(words[below(N)]);
      if (stretch > 1 && chance(stretch - 1)) tokens.push_back(words[below(N)]);
    }
    if (tokens.empty()) continue;
    if (since == 0 && tokens.back()[0] >= 'a' && tokens.back()[0] <= 'z')
      tokens.back()[0] = char(tokens.back()[0] - 32);
    if (++since > 11) tokens.back() += ".", since = 0;
  }
  if (tokens.empty()) tokens.push_back(words[0]);
  return joined(tokens) + ".";
}

// Interviews of one speaker, each in two languages.
std::vector<Capture> bilingual(bool dated) {
  std::vector<Capture> captures;
  for (std::size_t i = 0; i < 40; ++i) {
    const std::vector<Meaning> meanings = invented_interview(6 + 2 * below(12));
    std::vector<Turn> english, french;
    const double stretch = 1.05 + 0.25 * double(below(100)) / 100;
    for (std::size_t k = 0; k < meanings.size(); ++k) {
      english.push_back({k % 2 ? "Ilsabet Marrow" : "Question", told(meanings[k], kEnglish, 1)});
      french.push_back({k % 2 ? "Ilsabet Marrow" : "Question", told(meanings[k], kFrench, stretch)});
    }
    const std::string n = std::to_string(i);
    captures.push_back({"english-" + n,
                        page_of("Foreign Minister Ilsabet Marrow’s interview with channel " + n + ", Port Meridian" +
                                    (dated ? ", March 14, 2024" : ""),
                                english),
                        "original", i});
    captures.push_back({"french-" + n,
                        page_of("Entretien de la ministre des Affaires étrangères Ilsabet Marrow avec la chaîne " + n +
                                    ", Port Meridian" + (dated ? ", 14 mars 2024" : ""),
                                french),
                        "translation", i});
  }
  return captures;
}

// -- Scoring.

struct Score {
  std::size_t families = 0, captures = 0, pairs = 0, found = 0, right = 0, copies = 0, named = 0;
  double precision() const { return found ? double(right) / double(found) : 1; }
  double recall() const { return pairs ? double(right) / double(pairs) : 1; }
  double f1() const { return precision() + recall() > 0 ? 2 * precision() * recall() / (precision() + recall()) : 0; }
};

bool g_show = false;

Score scored(const std::vector<Capture>& captures) {
  std::string folder = (fs::temp_directory_path() / "copies_score.XXXXXX").string();
  if (!::mkdtemp(folder.data())) std::exit(2);
  Score score;
  {
    auto corpus = corpus::Corpus::open(fs::path(folder) / "a.stenogram", corpus::Corpus::Mode::create);
    if (!corpus) std::exit(2);
    std::map<std::string, const Capture*> by_id;
    for (const Capture& capture : captures) {
      capture::Source source;
      source.name = capture.name;
      source.bytes = capture.bytes;
      auto done = (*corpus)->ingest(std::move(source), [&](const corpus::Ingested& one) {
        if (!one.transcript.empty()) by_id[one.transcript] = &capture;
      });
      if (!done) std::exit(2);
    }
    auto placed = reuse::place(**corpus);
    if (!placed) {
      std::fprintf(stderr, "%s\n", placed.error().message().c_str());
      std::exit(2);
    }
    auto families = corpus::Families::of((*corpus)->record());
    if (!families) std::exit(2);
    std::map<std::size_t, std::size_t> sizes;
    for (const Capture& capture : captures) {
      ++score.captures;
      ++sizes[capture.family];
    }
    for (const auto& [family, size] : sizes) score.pairs += size * (size - 1) / 2, score.families += size > 1;
    for (const corpus::Family& family : families->all()) {
      for (std::size_t i = 0; i < family.members.size(); ++i) {
        const Capture* a = by_id[family.members[i].id];
        for (std::size_t j = 0; j < i; ++j) {
          const Capture* b = by_id[family.members[j].id];
          if (!a || !b || a->bytes == b->bytes) continue;
          ++score.found;
          const bool right = a->family == b->family;
          score.right += right;
          if (!right && g_show) std::printf("  wrong: %s | %s\n", a->name.c_str(), b->name.c_str());
          if (right && (a->kind == "original" || b->kind == "original")) {
            const std::string& kind = a->kind == "original" ? b->kind : a->kind;
            const std::string& told = family.members[std::max(i, j)].relation;
            ++score.copies;
            score.named += told == (kind == "formulas" ? "edition" : kind);
            if (g_show && told != kind)
              std::printf("  named %s: %s %s\n", told.c_str(), kind.c_str(),
                          (a->kind == "original" ? b : a)->name.c_str());
          }
        }
      }
    }
    if (g_show)
      for (const auto& [id, capture] : by_id)
        if (sizes[capture->family] > 1 && !families->of_id(id)) std::printf("  alone: %s\n", capture->name.c_str());
  }
  std::error_code ignored;
  fs::remove_all(folder, ignored);
  return score;
}

void print(const std::string& kind, const char* order, const Score& score) {
  std::printf("%-12s %-16s %8zu %8zu %6zu %10.3f %7.3f %7.3f", kind.c_str(), order, score.captures, score.families,
              score.pairs, score.precision(), score.recall(), score.f1());
  if (score.copies) std::printf(" %7.3f", double(score.named) / double(score.copies));
  std::printf("\n");
  std::fflush(stdout);
}

std::vector<Source> sources_of(const fs::path& folder, std::size_t most_each) {
  std::vector<Source> sources;
  std::map<std::string, std::size_t> taken;
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    if (fs::file_size(file, error) > 1'500'000 || taken[file.parent_path().string()] >= most_each) continue;
    Result<std::string> bytes = read_file(file.string(), 2'000'000);
    if (!bytes) continue;
    capture::Source captured;
    captured.name = file.string();
    captured.bytes = *bytes;
    auto reading = corpus::read_capture(std::move(captured));
    if (!reading) continue;
    for (const corpus::Document& document : reading->documents) {
      Source source;
      source.name = file.parent_path().filename().string() + "/" + file.filename().string();
      source.title = document.transcript.heading.title ? document.transcript.heading.title->text : "Transcript";
      std::replace(source.title.begin(), source.title.end(), '\n', ' ');
      for (const transcript::Turn& turn : document.transcript.turns) {
        Turn one;
        if (turn.label) one.label = turn.label->text;
        else if (turn.speaker) one.label = document.transcript.speakers[*turn.speaker].name.value_or("");
        one.text = joined(tokens_of(std::string(slice(document.text, turn.span))));
        source.words += count_words(one.text);
        source.turns.push_back(std::move(one));
      }
      if (source.turns.size() < 8 || source.words < 300 || source.words > 60'000) continue;
      source.bytes = page_of(source.title, source.turns);
      sources.push_back(std::move(source));
      ++taken[file.parent_path().string()];
      break;
    }
  }
  return sources;
}

}  // namespace

int main(int argc, char** argv) {
  const char* data = std::getenv("STENOGRAM_TEST_DATA");
  fs::path folder = data ? data : "../shared";
  std::size_t most_each = 4;
  std::uint64_t seed = 1;
  for (int i = 1; i < argc; ++i) {
    const bool more = i + 1 < argc;
    if (!std::strcmp(argv[i], "--show")) g_show = true;
    else if (more && !std::strcmp(argv[i], "--data")) folder = argv[++i];
    else if (more && !std::strcmp(argv[i], "--sources")) most_each = std::strtoull(argv[++i], nullptr, 10);
    else if (more && !std::strcmp(argv[i], "--seed")) seed = std::strtoull(argv[++i], nullptr, 10);
    else {
      std::fprintf(stderr, "usage: copies-score [--data FOLDER] [--sources N a folder] [--seed N] [--show]\n");
      return 2;
    }
  }
  g_random.seed(seed);
  std::vector<Source> sources = sources_of("samples", 99);
  if (fs::exists(folder / "corpus")) {
    std::vector<Source> more = sources_of(folder / "corpus", most_each);
    sources.insert(sources.end(), more.begin(), more.end());
  } else {
    std::printf("no %s: samples only\n", (folder / "corpus").c_str());
  }
  // Samples hold copies of one another, and the corpus one sitting in two formats: a page
  // that shares a quarter of its runs of six words with an earlier one is no source.
  {
    std::vector<Source> alone;
    std::vector<std::set<std::string>> runs;
    for (Source& source : sources) {
      std::set<std::string> own;
      std::vector<std::string> words;
      for (const Turn& turn : source.turns)
        for (const text::Word& word : text::words(turn.text))
          words.push_back(text::search_key(slice(turn.text, word.span())));
      for (std::size_t i = 0; i + 6 <= words.size(); ++i)
        own.insert(joined({words.begin() + std::ptrdiff_t(i), words.begin() + std::ptrdiff_t(i + 6)}));
      bool copy = false;
      for (const auto& other : runs) {
        std::size_t both = 0;
        for (const std::string& run : own) both += other.contains(run);
        copy = copy || both * 4 > std::min(own.size(), other.size());
      }
      if (copy) continue;
      runs.push_back(std::move(own));
      alone.push_back(std::move(source));
    }
    sources = std::move(alone);
  }
  std::printf("%zu pages, seed %llu\n", sources.size(), static_cast<unsigned long long>(seed));
  std::printf("%-12s %-16s %8s %8s %6s %10s %7s %7s %7s\n", "kind", "first come", "captures", "families", "pairs",
              "precision", "recall", "F1", "named");

  std::vector<Capture> originals;
  for (std::size_t i = 0; i < sources.size(); ++i)
    originals.push_back({sources[i].name, sources[i].bytes, "original", i});
  std::map<std::string, std::vector<Capture>> copies;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const Source& source = sources[i];
    auto add = [&](const std::string& kind, std::string bytes, const char* ending, std::size_t family) {
      if (!bytes.empty()) copies[kind].push_back({source.name + "." + kind + ending, std::move(bytes), kind, family});
    };
    add("repost", repost(source), ".txt", i);
    add("excerpt", excerpt(source), ".txt", i);
    add("edition", edition(source), ".txt", i);
    add("recording", recording(source, i % 2 == 0), i % 2 == 0 ? ".vtt" : ".txt", i);
    const std::size_t other = (i + 1) % sources.size();
    add("formulas", formulas(source, sources[other]), ".txt", other);
  }
  for (const char* kind : {"repost", "excerpt", "edition", "recording", "formulas"}) {
    std::vector<Capture> first = originals, last = copies[kind];
    first.insert(first.end(), copies[kind].begin(), copies[kind].end());
    print(kind, "originals", scored(first));
    last.insert(last.end(), originals.begin(), originals.end());
    print(kind, "copies", scored(last));
  }
  std::vector<Capture> all = originals;
  for (const auto& [kind, some] : copies) all.insert(all.end(), some.begin(), some.end());
  print("all of these", "originals", scored(all));

  print("translation", "originals", scored(bilingual(true)));
  print("undated", "originals", scored(bilingual(false)));
  return 0;
}
