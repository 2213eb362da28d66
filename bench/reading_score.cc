// Scores reading: what the reader makes of the corpus against what people, reading the
// same documents, wrote down of them (tests/reading/expected, described in docs/reading.md).
//
//   build/reading-score [FOLDER]    FOLDER holds corpus/ and seeds/; else $STENOGRAM_TEST_DATA, else ../shared
//   build/reading-score --list FAMILY [N]   the first N differing turns of each document of the development half
//   build/reading-score --floor F   for the test: fails where the F1 of turn boundaries is below F; 77 without data
//
// Documents whose SHA-256 ends in an even digit are for developing; the others are read
// for the figure only, and --list does not show them.
#include <unicode/ucasemap.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "stenogram/base/file.h"
#include "stenogram/base/hash.h"
#include "stenogram/capture/read.h"
#include "stenogram/transcript/transcript.h"

namespace {

using namespace stenogram;
using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::uint64_t kMostBytes = 1ull << 30;
constexpr std::size_t kEdgeWords = 5;
constexpr int kNoData = 77;  // ctest's "skipped"

// --- words -----------------------------------------------------------------------------

// In these characters every one is a word, or a line break of the source would make others.
bool is_ideograph(UChar32 c) {
  return (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

std::string folded(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  static UCaseMap* const map = ucasemap_open("", 0, &status);
  std::string out(text.size() * 3 + 16, '\0');
  status = U_ZERO_ERROR;
  const std::int32_t size =
      ucasemap_utf8FoldCase(map, out.data(), std::int32_t(out.size()), text.data(), std::int32_t(text.size()), &status);
  out.resize(U_SUCCESS(status) ? std::size_t(size) : 0);
  return out;
}

// Runs of letters, marks and digits, case folded.
std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  const auto close = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  const std::string folds = folded(text);
  for (std::int32_t i = 0, size = std::int32_t(folds.size()); i < size;) {
    const std::int32_t begin = i;
    UChar32 c;
    U8_NEXT(folds.data(), i, size, c);
    const bool letter = c >= 0 && (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
    if (!letter || is_ideograph(c)) close();
    if (letter) word.append(folds, std::size_t(begin), std::size_t(i - begin));
    if (letter && is_ideograph(c)) close();
  }
  close();
  return words;
}

// FNV-1a of the words with one space between them, as eight hexadecimal digits.
std::string hash_of(const std::vector<std::string>& words, std::size_t begin, std::size_t end) {
  std::uint32_t hash = 0x811c9dc5u;
  const auto feed = [&](unsigned char byte) { hash = (hash ^ byte) * 0x01000193u; };
  for (std::size_t i = begin; i < end; ++i) {
    if (i > begin) feed(' ');
    for (const char c : words[i]) feed(static_cast<unsigned char>(c));
  }
  char hex[9];
  std::snprintf(hex, sizeof hex, "%08x", hash);
  return hex;
}

std::string hash_of(const std::string& text) {
  const std::vector<std::string> words = words_of(text);
  return hash_of(words, 0, words.size());
}

// A label without the marks around it and with plain, single blanks.
std::string plain_label(const std::string& label) {
  std::string out;
  bool blank = false;
  for (std::int32_t i = 0, size = std::int32_t(label.size()); i < size;) {
    const std::int32_t begin = i;
    UChar32 c;
    U8_NEXT(label.data(), i, size, c);
    if (c < 0 || u_isUWhiteSpace(c) || u_charType(c) == U_FORMAT_CHAR) {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) out += ' ';
    blank = false;
    out.append(label, std::size_t(begin), std::size_t(i - begin));
  }
  return out;
}

// --- both sides --------------------------------------------------------------------------

// A turn, expected or read, in the terms that both sides have.
struct Turn {
  std::vector<std::string> labels;  // that are right; none: the turn has no label
  std::string speaker;              // equal for turns of one person; empty where nobody can tell
  std::string role;                 // empty: not scored
  std::string begin, end;           // hashes of the first and last words
  std::size_t words = 0;
  bool open = false;  // debatable: not scored
  ByteSpan span;      // of one that was read
};

struct Reading {
  std::vector<Turn> turns;
  std::size_t transcripts = 0;  // that have turns
  transcript::Heading heading;  // of the first that has
  std::string language;
  std::string error;
  std::size_t doubts = 0;
};

// What the turn says: its span without what others own inside it.
std::vector<std::string> spoken_words(const std::string& page, const transcript::Transcript& transcript,
                                      const transcript::Turn& turn) {
  std::vector<ByteSpan> owned;
  for (const transcript::Note& note : turn.notes) owned.push_back(note.span);
  for (const transcript::Label& label : turn.repeated) owned.push_back(label.span);
  for (const transcript::Leftover& leftover : transcript.leftovers)
    if (turn.span.contains(leftover.span)) owned.push_back(leftover.span);
  for (const ByteSpan span : transcript.heading.spans)
    if (turn.span.contains(span)) owned.push_back(span);
  std::sort(owned.begin(), owned.end());
  std::string text;
  std::uint64_t at = turn.span.begin;
  for (const ByteSpan span : owned) {
    if (span.begin > at) text.append(page, at, span.begin - at);
    text += ' ';
    at = std::max(at, span.end);
  }
  if (at < turn.span.end) text.append(page, at, turn.span.end - at);
  return words_of(text);
}

void add_transcript(const capture::Page& page, const transcript::Transcript& transcript, Reading& reading) {
  reading.doubts += transcript.doubts.size();
  if (transcript.turns.empty() && reading.transcripts > 0) return;
  if (reading.transcripts == 0) {
    reading.heading = transcript.heading;
    reading.language = transcript.language;
  }
  if (transcript.turns.empty()) return;
  const std::string prefix = std::to_string(++reading.transcripts) + ".";
  for (const transcript::Turn& turn : transcript.turns) {
    const std::vector<std::string> words = spoken_words(page.text, transcript, turn);
    if (words.empty()) continue;  // a laugh, say: nothing that boundaries could be told by
    Turn out;
    if (turn.label) out.labels.push_back(plain_label(turn.label->text));
    if (turn.speaker) {
      out.speaker = prefix + std::to_string(*turn.speaker);
      out.role = name_of(transcript.speakers[*turn.speaker].role);
    }
    out.words = words.size();
    out.begin = hash_of(words, 0, std::min(kEdgeWords, words.size()));
    out.end = hash_of(words, words.size() - std::min(kEdgeWords, words.size()), words.size());
    out.span = turn.span;
    reading.turns.push_back(std::move(out));
  }
}

Reading read_document(const fs::path& path, std::string bytes) {
  Reading reading;
  capture::Source file;
  file.name = path.string();
  file.bytes = std::move(bytes);
  const auto each = [&](capture::Source source) {
    const Result<capture::Page> page = capture::read(source);
    if (!page) {
      reading.error = page.error().message();
      return true;
    }
    for (const transcript::Transcript& transcript : transcript::read(*page)) add_transcript(*page, transcript, reading);
    return true;
  };
  const Status status =
      capture::unpack(std::move(file), {}, each, [&](Error error) { reading.error = error.message(); });
  if (!status) reading.error = status.error().message();
  return reading;
}

std::vector<std::string> strings_of(const json& value) {
  std::vector<std::string> out;
  if (value.is_string()) out.push_back(value);
  if (value.is_array())
    for (const json& item : value)
      if (item.is_string()) out.push_back(item);
  return out;
}

std::vector<Turn> expected_turns(const json& document) {
  std::vector<Turn> turns;
  for (const json& item : document["turns"]) {
    Turn turn;
    for (const std::string& label : strings_of(item["label"])) turn.labels.push_back(plain_label(label));
    if (item["speaker"].is_string()) turn.speaker = item["speaker"];
    turn.role = item.value("role", "");
    turn.begin = item["begin"];
    turn.end = item["end"];
    turn.words = item["words"];
    turn.open = item.value("open", false);
    turns.push_back(std::move(turn));
  }
  return turns;
}

bool same_label(const Turn& expected, const Turn& read) {
  if (expected.labels.empty() || read.labels.empty()) return expected.labels.empty() && read.labels.empty();
  return std::find(expected.labels.begin(), expected.labels.end(), read.labels.front()) != expected.labels.end();
}

// --- the alignment -----------------------------------------------------------------------

struct Pair {
  std::size_t expected, read;
};

// How much two turns have in common; 0 where they cannot be the same turn.
int likeness(const Turn& expected, const Turn& read) {
  if (expected.begin == read.begin) return same_label(expected, read) ? 4 : 3;
  return expected.end == read.end ? 2 : 0;
}

// The longest common subsequence by likeness: pairs of turns, both sides in order.
std::vector<Pair> align(const std::vector<Turn>& expected, const std::vector<Turn>& read) {
  const std::size_t rows = expected.size() + 1, columns = read.size() + 1;
  std::vector<std::uint32_t> best(rows * columns, 0);  // of what follows
  for (std::size_t i = rows - 1; i-- > 0;)
    for (std::size_t k = columns - 1; k-- > 0;) {
      std::uint32_t value = std::max(best[(i + 1) * columns + k], best[i * columns + k + 1]);
      if (const int like = likeness(expected[i], read[k]); like > 0)
        value = std::max(value, best[(i + 1) * columns + k + 1] + std::uint32_t(like));
      best[i * columns + k] = value;
    }
  std::vector<Pair> pairs;
  for (std::size_t i = 0, k = 0; i + 1 < rows && k + 1 < columns;) {
    const int like = likeness(expected[i], read[k]);
    if (like > 0 && best[i * columns + k] == best[(i + 1) * columns + k + 1] + std::uint32_t(like))
      pairs.push_back({i++, k++});
    else if (best[i * columns + k] == best[(i + 1) * columns + k]) ++i;
    else ++k;
  }
  return pairs;
}

// Where a debatable turn stands between two pairs, what was read there is not scored either.
std::vector<bool> unscored_readings(const std::vector<Turn>& expected, const std::vector<Turn>& read,
                                    const std::vector<Pair>& pairs) {
  std::vector<bool> unscored(read.size(), false);
  std::size_t i = 0, k = 0;
  const auto gap = [&](std::size_t to_expected, std::size_t to_read) {
    bool open = i > 0 && expected[i - 1].open;
    for (std::size_t n = i; n < to_expected; ++n) open = open || expected[n].open;
    open = open || (to_expected < expected.size() && expected[to_expected].open);
    if (open) std::fill(unscored.begin() + std::ptrdiff_t(k), unscored.begin() + std::ptrdiff_t(to_read), true);
  };
  for (const Pair& pair : pairs) {
    gap(pair.expected, pair.read);
    if (expected[pair.expected].open) unscored[pair.read] = true;
    i = pair.expected + 1;
    k = pair.read + 1;
  }
  gap(expected.size(), read.size());
  return unscored;
}

// --- the score ---------------------------------------------------------------------------

struct Share {
  double right = 0, all = 0;
  void add(bool is_right) { right += is_right, all += 1; }
  void add(const Share& other) { right += other.right, all += other.all; }
};

struct Score {
  double documents = 0, unread = 0, expected = 0, read = 0, begins = 0, ends = 0;
  Share labels, roles, event_dates, publication_dates, kinds, titles, places, outlets, languages;
  double joins = 0, expected_joins = 0, read_joins = 0;  // pairs of turns of one person
  double pages = 0, false_pages = 0, false_turns = 0;    // without a transcript
  double doubts = 0;                                     // that the readings say

  void add(const Score& o) {
    documents += o.documents, unread += o.unread, expected += o.expected, read += o.read, begins += o.begins,
        ends += o.ends;
    labels.add(o.labels), roles.add(o.roles), event_dates.add(o.event_dates),
        publication_dates.add(o.publication_dates);
    kinds.add(o.kinds), titles.add(o.titles), places.add(o.places), outlets.add(o.outlets), languages.add(o.languages);
    joins += o.joins, expected_joins += o.expected_joins, read_joins += o.read_joins;
    doubts += o.doubts;
    pages += o.pages, false_pages += o.false_pages, false_turns += o.false_turns;
  }
};

double pairs_among(double n) { return n * (n - 1) / 2; }

void score_joins(const std::vector<Turn>& expected, const std::vector<Turn>& read, const std::vector<Pair>& pairs,
                 Score& score) {
  std::map<std::string, double> of_expected, of_read;
  std::map<std::pair<std::string, std::string>, double> of_both;
  for (const Pair& pair : pairs) {
    const Turn &wanted = expected[pair.expected], &found = read[pair.read];
    if (wanted.open || wanted.speaker.empty() || wanted.begin != found.begin) continue;
    const std::string name = found.speaker.empty() ? "?" + std::to_string(pair.read) : found.speaker;
    ++of_expected[wanted.speaker], ++of_read[name], ++of_both[{wanted.speaker, name}];
  }
  for (const auto& [key, n] : of_expected) score.expected_joins += pairs_among(n);
  for (const auto& [key, n] : of_read) score.read_joins += pairs_among(n);
  for (const auto& [key, n] : of_both) score.joins += pairs_among(n);
}

Score score_turns(const std::vector<Turn>& expected, const std::vector<Turn>& read, const std::vector<Pair>& pairs) {
  Score score;
  const std::vector<bool> unscored = unscored_readings(expected, read, pairs);
  for (const Turn& turn : expected) score.expected += !turn.open;
  score.read = double(std::count(unscored.begin(), unscored.end(), false));
  for (const Pair& pair : pairs) {
    const Turn &wanted = expected[pair.expected], &found = read[pair.read];
    if (wanted.open) continue;
    score.ends += wanted.end == found.end;
    if (wanted.begin != found.begin) continue;
    score.begins += same_label(wanted, found);
    score.labels.add(same_label(wanted, found));
    if (!wanted.role.empty()) score.roles.add(wanted.role == found.role);
  }
  score_joins(expected, read, pairs, score);
  return score;
}

// Dates agree as far as the expected one goes.
bool same_date(const std::optional<transcript::Dated>& read, const std::string& wanted) {
  return read && read->value.substr(0, wanted.size()) == wanted;
}

void score_heading(const json& wanted, const Reading& reading, Score& score) {
  const transcript::Heading& heading = reading.heading;
  const auto fact = [&](const char* key, Share& share, bool absent, const auto& agrees) {
    const auto it = wanted.find(key);
    if (it == wanted.end()) return;
    bool may_lack = it->is_null(), right = false;
    if (it->is_array())
      for (const json& item : *it) may_lack = may_lack || item.is_null();
    for (const std::string& value : strings_of(*it)) right = right || agrees(value);
    share.add(right || (may_lack && absent));
  };
  const auto same_words = [](const std::optional<transcript::Item>& item, const std::string& value) {
    return item && words_of(item->text) == words_of(value);
  };
  fact("event_date", score.event_dates, !heading.event_date,
       [&](const std::string& v) { return same_date(heading.event_date, v.substr(0, 10)); });
  fact("publication_date", score.publication_dates, !heading.publication_date,
       [&](const std::string& v) { return same_date(heading.publication_date, v.substr(0, 10)); });
  fact("kind", score.kinds, false, [&](const std::string& v) { return name_of(heading.kind) == v; });
  fact("title", score.titles, !heading.title,
       [&](const std::string& v) { return heading.title && hash_of(heading.title->text) == v; });
  fact("place", score.places, !heading.place, [&](const std::string& v) { return same_words(heading.place, v); });
  fact("outlet", score.outlets, !heading.outlet, [&](const std::string& v) { return same_words(heading.outlet, v); });
  fact("language", score.languages, false, [&](const std::string& v) { return reading.language == v; });
}

// --- reports -----------------------------------------------------------------------------

double part(double right, double all) { return all > 0 ? right / all : 0; }
double f1(double right, double wanted, double found) { return wanted + found > 0 ? 2 * right / (wanted + found) : 0; }
double boundary_f1(const Score& s) { return f1(s.begins, s.expected, s.read); }

std::string shown(const Share& share) {
  if (share.all == 0) return "     -";
  char text[24];
  std::snprintf(text, sizeof text, "%6.3f", share.right / share.all);
  return text;
}

void print_header(const char* title) {
  std::printf("\n%-24s %4s %6s  %6s %6s %6s %6s %6s %6s %6s %6s %6s %6s %6s %6s %6s\n", title, "docs", "turns", "prec.",
              "recall", "F1", "end F1", "label", "join", "role", "event", "publ.", "kind", "title", "place", "doubts");
}

void print_row(const std::string& name, const Score& s) {
  if (s.documents == 0) return;
  std::printf("%-24s %4.0f %6.0f  %6.3f %6.3f %6.3f %6.3f %s %6.3f %s %s %s %s %s %s %6.0f\n", name.c_str(),
              s.documents, s.expected, part(s.begins, s.read), part(s.begins, s.expected), boundary_f1(s),
              f1(s.ends, s.expected, s.read), shown(s.labels).c_str(), f1(s.joins, s.expected_joins, s.read_joins),
              shown(s.roles).c_str(), shown(s.event_dates).c_str(), shown(s.publication_dates).c_str(),
              shown(s.kinds).c_str(), shown(s.titles).c_str(), shown(s.places).c_str(), s.doubts);
}

void print_table(const char* title, const std::map<std::string, Score>& families) {
  print_header(title);
  Score all;
  for (const auto& [family, score] : families) {
    print_row(family, score);
    all.add(score);
  }
  print_row("all", all);
  std::printf(
      "%-24s language%s outlet%s; pages without a transcript: %.0f, with turns %.0f (%.0f turns); unread %.0f\n", "",
      shown(all.languages).c_str(), shown(all.outlets).c_str(), all.pages, all.false_pages, all.false_turns,
      all.unread);
}

std::string shown_label(const Turn& turn) { return turn.labels.empty() ? "(none)" : turn.labels.front(); }

void print_differences(const std::string& name, const std::vector<Turn>& expected, const std::vector<Turn>& read,
                       const std::vector<Pair>& pairs, std::size_t most) {
  std::printf("%s: %zu turns expected, %zu read\n", name.c_str(), expected.size(), read.size());
  const std::vector<bool> unscored = unscored_readings(expected, read, pairs);
  std::size_t i = 0, k = 0, printed = 0;
  const auto place = [](const Turn& turn) {
    return "[" + std::to_string(turn.span.begin) + ", " + std::to_string(turn.span.end) + ")";
  };
  const auto gap = [&](std::size_t to_expected, std::size_t to_read) {
    for (; i < to_expected; ++i)
      if (!expected[i].open && printed++ < most)
        std::printf("  missed  turn %zu `%s`, %zu words, before byte %llu\n", i + 1, shown_label(expected[i]).c_str(),
                    expected[i].words, static_cast<unsigned long long>(k < read.size() ? read[k].span.begin : 0));
    for (; k < to_read; ++k)
      if (!unscored[k] && printed++ < most)
        std::printf("  extra   %s `%s`, %zu words\n", place(read[k]).c_str(), shown_label(read[k]).c_str(),
                    read[k].words);
  };
  for (const Pair& pair : pairs) {
    gap(pair.expected, pair.read);
    const Turn &wanted = expected[i++], &found = read[k++];
    if (wanted.open) continue;
    std::string what;
    if (wanted.begin != found.begin) what += " begin";
    if (wanted.end != found.end)
      what += " end (" + std::to_string(wanted.words) + " words expected, " + std::to_string(found.words) + " read)";
    if (!same_label(wanted, found)) what += " label (`" + shown_label(wanted) + "` expected)";
    if (!wanted.role.empty() && wanted.role != found.role)
      what += " role (" + wanted.role + " expected, " + found.role + " read)";
    if (!what.empty() && printed++ < most)
      std::printf("  differs %s `%s`:%s\n", place(found).c_str(), shown_label(found).c_str(), what.c_str());
  }
  gap(expected.size(), read.size());
  if (printed > most) std::printf("  and %zu more\n", printed - most);
}

void print_heading_differences(const json& wanted, const Reading& reading) {
  Score score;
  score_heading(wanted, reading, score);
  const auto date = [](const std::optional<transcript::Dated>& d) { return d ? d->value : std::string("none"); };
  const auto differs = [&](const char* key, const Share& share, const std::string& read) {
    if (share.right < share.all)
      std::printf("  heading %s: %s expected, %s read\n", key, wanted[key].dump().c_str(), read.c_str());
  };
  differs("event_date", score.event_dates, date(reading.heading.event_date));
  differs("publication_date", score.publication_dates, date(reading.heading.publication_date));
  differs("kind", score.kinds, std::string(name_of(reading.heading.kind)));
  differs("title", score.titles, reading.heading.title ? reading.heading.title->text : "none");
  differs("place", score.places, reading.heading.place ? reading.heading.place->text : "none");
  differs("outlet", score.outlets, reading.heading.outlet ? reading.heading.outlet->text : "none");
  differs("language", score.languages, reading.language);
}

struct Options {
  fs::path data;
  std::string list;
  std::size_t most = 12;
  double floor = -1;
};

// Scores one expectation file; nothing where its document is absent or another.
std::optional<Score> score_document(const Options& options, const json& expected, const std::string& name) {
  const std::string family = expected["family"];
  const fs::path path = family == "seeds" ? options.data / "seeds" / name : options.data / "corpus" / family / name;
  Result<std::string> bytes = read_file(path, kMostBytes);
  if (!bytes || sha256(*bytes) != expected["sha256"].get<std::string>()) {
    std::fprintf(stderr, "reading-score: %s: absent, or not the document that was described\n", path.c_str());
    return std::nullopt;
  }
  const Reading reading = read_document(path, std::move(*bytes));
  const std::vector<Turn> turns = expected_turns(expected);
  const std::vector<Pair> pairs = align(turns, reading.turns);
  Score score = score_turns(turns, reading.turns, pairs);
  score_heading(expected["heading"], reading, score);
  score.documents = 1;
  score.unread = !reading.error.empty();
  score.doubts = double(reading.doubts);
  if (turns.empty()) {
    score.pages = 1;
    score.false_pages = !reading.turns.empty();
    score.false_turns = double(reading.turns.size());
  }
  if (options.list == family || options.list == "all") {
    print_differences(family + "/" + name, turns, reading.turns, pairs, options.most);
    print_heading_differences(expected["heading"], reading);
    if (!reading.error.empty()) std::printf("  unread: %s\n", reading.error.c_str());
  }
  return score;
}

// The pages of the benchmark for main text: none holds a transcript that we know of.
void score_web_pages(const Options& options) {
  std::size_t pages = 0, turns = 0, kept_back = 0;  // of those, the ones whose id begins with a letter are not named
  std::vector<std::string> with_turns;
  std::error_code ignored;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(options.data / "corpus" / "html-eval" / "html", ignored)) {
    Result<std::string> bytes = read_file(entry.path(), kMostBytes);
    if (!bytes) continue;
    const Reading reading = read_document(entry.path(), std::move(*bytes));
    ++pages;
    turns += reading.turns.size();
    if (reading.turns.empty()) continue;
    const std::string id = entry.path().filename().string();
    if (id[0] >= '0' && id[0] <= '9')
      with_turns.push_back(id.substr(0, 12) + " (" + std::to_string(reading.turns.size()) + ")");
    else ++kept_back;
  }
  std::printf("\nhtml-eval: %zu pages, %zu with turns (%zu turns)", pages, with_turns.size() + kept_back, turns);
  std::sort(with_turns.begin(), with_turns.end());
  for (std::size_t i = 0; i < std::min<std::size_t>(with_turns.size(), 12); ++i)
    std::printf("%s%s", i == 0 ? ": " : ", ", with_turns[i].c_str());
  std::printf("\n");
}

bool is_developing(const std::string& sha) { return std::string("02468ace").find(sha.back()) != std::string::npos; }

std::optional<Options> options_of(int argc, char** argv) {
  Options options;
  const char* data = std::getenv("STENOGRAM_TEST_DATA");
  options.data = data != nullptr ? data : "../shared";
  for (int i = 1; i < argc; ++i) {
    const bool more = i + 1 < argc;
    if (std::strcmp(argv[i], "--list") == 0 && more) {
      options.list = argv[++i];
      if (i + 1 < argc && std::atoi(argv[i + 1]) > 0) options.most = std::size_t(std::atoi(argv[++i]));
    } else if (std::strcmp(argv[i], "--floor") == 0 && more) {
      options.floor = std::atof(argv[++i]);
    } else if (argv[i][0] != '-') {
      options.data = argv[i];
    } else {
      return std::nullopt;
    }
  }
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  const std::optional<Options> options = options_of(argc, argv);
  if (!options) return std::fprintf(stderr, "usage: reading-score [FOLDER] [--list FAMILY [N]] [--floor F1]\n"), 2;
  if (!fs::is_directory(options->data / "corpus"))
    return std::printf("no corpus in %s: nothing to score\n", options->data.c_str()), options->floor < 0 ? 0 : kNoData;

  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(READING_EXPECTED))
    if (entry.is_regular_file() && entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());

  std::map<std::string, Score> developing, kept_back, together;
  for (const fs::path& file : files) {
    const Result<std::string> bytes = read_file(file, kMostBytes);
    if (!bytes) return std::fprintf(stderr, "%s\n", bytes.error().message().c_str()), 2;
    const json expected = json::parse(*bytes);
    const bool is_open = is_developing(expected["sha256"].get<std::string>());
    if (!options->list.empty() && !is_open) continue;
    if (!options->list.empty() && options->list != "all" && options->list != expected["family"].get<std::string>())
      continue;
    const std::optional<Score> score = score_document(*options, expected, file.stem().string());
    if (!score) continue;
    const std::string family = expected["family"];
    (is_open ? developing : kept_back)[family].add(*score);
    together[family].add(*score);
  }
  if (!options->list.empty()) return 0;

  print_table("all documents", together);
  print_table("development half", developing);
  print_table("held back half", kept_back);
  if (options->floor < 0) {
    score_web_pages(*options);
    return 0;
  }
  Score all;
  for (const auto& [family, score] : together) all.add(score);
  if (boundary_f1(all) < options->floor)
    return std::printf("\nF1 of turn boundaries %.4f, below the floor of %.4f\n", boundary_f1(all), options->floor), 1;
  return 0;
}
