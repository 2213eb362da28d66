#include "stenogram/reuse/relation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>

#include "stenogram/corpus/entry.h"
#include "stenogram/people/names.h"

namespace stenogram::reuse {
namespace {

constexpr std::array<std::string_view, 5> kNames = {"repost", "excerpt", "edition", "translation", "recording"};

// Below this part of the shorter one, two transcripts are not copies whatever else agrees.
constexpr double kLeastCarried = 0.55;
constexpr double kLeastOfRecording = 0.45;
constexpr std::uint32_t kLeastWords = 24;
// Two parts of one interview that overlap, while neither holds the other.
constexpr double kLeastOverlap = 0.2;
constexpr std::uint32_t kLeastOverlapWords = 120;
// Words that a page's furniture may add at either end.
constexpr double kFurniture = 0.03;
constexpr std::uint32_t kFurnitureWords = 40;

// How much of what the main voice says, and of what all others say, is carried.
struct Voices {
  double main = 0, others = 0;
  std::uint32_t other_words = 0;
  std::uint32_t stretches = 0;  // carried for the greater part
};

Voices voices_of(const Said& said, const Coverage& coverage) {
  std::map<std::uint32_t, std::pair<std::uint32_t, std::uint32_t>> by_speaker;  // words, carried
  Voices voices;
  for (const Said::Stretch& stretch : said.stretches) {
    std::uint32_t carried = 0;
    for (std::uint32_t at = stretch.begin; at < stretch.end; ++at) carried += coverage.of[at] != Cover::alone;
    auto& [words, all] = by_speaker[stretch.speaker];
    words += stretch.end - stretch.begin;
    all += carried;
    if (carried * 2 > stretch.end - stretch.begin) ++voices.stretches;
  }
  const auto main = std::max_element(by_speaker.begin(), by_speaker.end(),
                                     [](const auto& x, const auto& y) { return x.second.first < y.second.first; });
  std::uint32_t others_carried = 0;
  for (auto it = by_speaker.begin(); it != by_speaker.end(); ++it) {
    const auto& [words, carried] = it->second;
    if (it == main) {
      voices.main = words ? double(carried) / words : 0;
    } else {
      voices.other_words += words;
      others_carried += carried;
    }
  }
  voices.others = voices.other_words ? double(others_carried) / voices.other_words : 1;
  return voices;
}

// One side seen for its relation: what it has that the other has not, furniture at its
// ends left aside.
struct Rest {
  std::uint32_t alone = 0;    // words the other lacks
  std::uint32_t runs = 0;     // in how many places, those at the ends left out
  std::uint32_t changed = 0;  // words inside blocks that the other has otherwise
};

Rest rest_of(const Coverage& coverage) {
  const std::size_t words = coverage.of.size();
  const std::size_t furniture = std::max<std::size_t>(kFurnitureWords, std::size_t(double(words) * kFurniture));
  Rest rest;
  for (std::size_t at = 0; at < words;) {
    std::size_t end = at;
    while (end < words && coverage.of[end] == coverage.of[at]) ++end;
    const bool edge = at == 0 || end == words;
    if (coverage.of[at] == Cover::bridged) rest.changed += std::uint32_t(end - at);
    if (coverage.of[at] == Cover::alone && !(edge && end - at <= furniture)) {
      rest.alone += std::uint32_t(end - at);
      if (!edge) ++rest.runs;
    }
    at = end;
  }
  return rest;
}

bool one_of_the_people(const Look& a, const Look& b) {
  for (const std::string& x : a.people)
    for (const std::string& y : b.people)
      if (people::may_be_one_person(x, y)) return true;
  return false;
}

double share(std::uint32_t part, std::size_t whole) { return whole ? double(part) / double(whole) : 0; }

std::string evidence_of(const Said& later, const Said& earlier, const SharedWords& shared, const Look& a, const Look& b,
                        const Voices& voices) {
  char out[512];
  std::snprintf(out, sizeof out,
                "{\"carried\":[%.3f,%.3f],\"kept\":[%u,%u],\"passages\":%zu,\"in_order\":%.3f,"
                "\"main_voice\":%.3f,\"other_voices\":%.3f,\"dates\":\"%s\",\"people\":\"%s\",\"url\":\"%s\"}",
                share(shared.later.carried(), later.words.size()),
                share(shared.earlier.carried(), earlier.words.size()), shared.later.kept, shared.earlier.kept,
                shared.blocks.size(), shared.in_order, voices.main, voices.others,
                std::string(dates_between(a, b)).c_str(),
                a.people.empty() || b.people.empty() ? "unknown"
                : one_of_the_people(a, b)            ? "shared"
                                                     : "differ",
                a.url.empty() || b.url.empty() ? "unknown"
                : a.url == b.url               ? "same"
                                               : "differ");
  return out;
}

}  // namespace

std::string_view name_of(Relation relation) { return kNames[std::size_t(relation)]; }

std::optional<Relation> relation_named(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return Relation(i);
  return std::nullopt;
}

Look look_of(const corpus::Document& document) {
  const transcript::Transcript& transcript = document.transcript;
  Look look;
  look.language = transcript.language;
  if (transcript.heading.event_date) look.event_date = transcript.heading.event_date->value;
  if (transcript.heading.publication_date) look.publication_date = transcript.heading.publication_date->value;
  if (transcript.heading.title) look.title = transcript.heading.title->text;
  look.url = document.url.value_or("");
  look.excerpt = transcript.heading.excerpt;
  for (const transcript::Speaker& speaker : transcript.speakers)
    if (speaker.name) look.people.push_back(*speaker.name);
  // Captions say when, not who; a recogniser leaves out the marks.
  std::size_t words = 0, marks = 0, timed = 0, labelled = 0;
  auto count = [&](std::string_view text) {
    text::for_each_word(text, [&](text::Word) { ++words; });
    for (std::size_t at = 0; at < text.size(); ++at) {
      const char c = text[at];
      marks += c == '.' || c == ',' || c == '?' || c == '!' || c == ';' || c == ':';
      // 。 ， ？ ！ 、 ؟ । in UTF-8, by their last two bytes.
      const std::string_view two = text.substr(at, 2);
      marks += two == "\x80\x82" || two == "\xBC\x8C" || two == "\xBC\x9F" || two == "\xBC\x81" || two == "\x80\x81" ||
               two == "\xD8\x9F" || two == "\xA5\xA4";
    }
  };
  for (const transcript::Turn& turn : transcript.turns) {
    count(slice(document.text, turn.span));
    timed += turn.time.has_value();
    labelled += turn.label.has_value();
  }
  if (transcript.turns.empty()) count(slice(document.text, transcript.region));
  look.recorded = (words >= 20 && double(marks) < 0.025 * double(words)) || document.media_type == "text/vtt" ||
                  document.media_type == "application/x-subrip" ||
                  (!transcript.turns.empty() && labelled == 0 && timed == transcript.turns.size()) ||
                  (transcript.turns.empty() && document.media_type == "application/json");
  return look;
}

SharedWords shared_between(const Said& later, const Said& earlier) {
  SharedWords shared;
  shared.blocks = blocks(later.words, earlier.words);
  shared.later = coverage_of_a(shared.blocks, later.words.size());
  shared.earlier = coverage_of_b(shared.blocks, earlier.words.size());
  shared.in_order = in_order(shared.blocks);
  return shared;
}

bool may_be_copies(const Said& later, const Said& earlier, const SharedWords& shared) {
  const double a = share(shared.later.carried(), later.words.size());
  const double b = share(shared.earlier.carried(), earlier.words.size());
  const std::uint32_t carried = std::min(shared.later.carried(), shared.earlier.carried());
  if (carried < kLeastWords) return false;
  return std::max(a, b) >= kLeastOfRecording || (carried >= kLeastOverlapWords && std::max(a, b) >= kLeastOverlap);
}

std::string_view dates_between(const Look& a, const Look& b) {
  auto common = [](std::string_view x, std::string_view y) {
    const std::size_t size = std::min<std::size_t>({x.size(), y.size(), 10});
    return size >= 4 && x.substr(0, size) == y.substr(0, size);
  };
  if (!a.event_date.empty() && !b.event_date.empty()) {
    if (common(a.event_date, b.event_date)) return "same";
    const std::int32_t x = corpus::day_number(a.event_date), y = corpus::day_number(b.event_date);
    if (x != concordance::kUndated && y != concordance::kUndated && std::abs(x - y) <= 1) return "near";
    return "differ";
  }
  const std::string& x = a.event_date.empty() ? a.publication_date : a.event_date;
  const std::string& y = b.event_date.empty() ? b.publication_date : b.event_date;
  if (x.empty() || y.empty()) return "unknown";
  if (common(x, y)) return "same";
  const std::int32_t p = corpus::day_number(x), q = corpus::day_number(y);
  if (p != concordance::kUndated && q != concordance::kUndated && std::abs(p - q) <= 7) return "near";
  return "unknown";  // pages are reposted years later
}

std::optional<Finding> relation_between(const Said& later, const Look& later_look, const Said& earlier,
                                        const Look& earlier_look, const SharedWords& shared, bool forced) {
  const std::size_t words_a = later.words.size(), words_b = earlier.words.size();
  const bool earlier_lesser = words_b < words_a;
  const Said& lesser = earlier_lesser ? earlier : later;
  const Coverage& cover = earlier_lesser ? shared.earlier : shared.later;
  const double carried = share(cover.carried(), lesser.words.size());
  const double other =
      earlier_lesser ? share(shared.later.carried(), words_a) : share(shared.earlier.carried(), words_b);
  const Voices voices = voices_of(lesser, cover);
  const std::string_view dates = dates_between(later_look, earlier_look);
  const bool recording = later_look.recorded != earlier_look.recorded;

  // Questions that do not come along make shared answers formulas, unless nearly all of
  // it is there in its order. One voice alone, or too few words of others, says nothing.
  const bool others_tell = voices.other_words >= 12;
  const bool others_agree = !others_tell || voices.others >= 0.4;
  bool whole = carried >= (recording ? kLeastOfRecording : kLeastCarried) && cover.carried() >= kLeastWords;
  if (whole && !others_agree) whole = voices.main >= 0.75 && shared.in_order >= 0.8 && voices.stretches >= 3;
  if (whole && shared.in_order < 0.5) whole = carried >= 0.9;
  if (whole && dates == "differ") whole = carried >= 0.85 && others_agree;
  // Two parts of one interview overlap: at the end of one, at the beginning of another,
  // questions and all.
  const bool overlap = !whole && dates != "differ" && cover.carried() >= kLeastOverlapWords &&
                       carried >= kLeastOverlap && voices.stretches >= 3 && others_tell && voices.others >= 0.15 &&
                       shared.in_order >= 0.9 && double(cover.kept) >= 0.9 * cover.carried() &&
                       shared.blocks.size() <= 1 + cover.carried() / 100;
  if (!whole && !overlap && !forced) return std::nullopt;

  Finding finding;
  finding.evidence = evidence_of(later, earlier, shared, later_look, earlier_look, voices);
  finding.earlier_derived = earlier_lesser;
  const Rest lesser_rest = rest_of(cover);
  const Rest fuller_rest = rest_of(earlier_lesser ? shared.later : shared.earlier);
  const std::size_t fuller_words = earlier_lesser ? words_a : words_b;
  const double missing = share(fuller_rest.alone, fuller_words);  // of the fuller one
  const std::uint32_t changed = std::max(lesser_rest.changed, fuller_rest.changed) + lesser_rest.alone;
  const bool reworded = changed > std::max<std::uint32_t>(3, std::uint32_t(0.004 * double(cover.carried())));
  const bool says_excerpt = earlier_lesser ? earlier_look.excerpt : later_look.excerpt;
  if (recording) {
    finding.relation = Relation::recording;
    finding.earlier_derived = earlier_look.recorded;
  } else if (overlap || other < 0.5 || says_excerpt) {
    finding.relation = Relation::excerpt;
  } else if (reworded) {
    finding.relation = Relation::edition;
  } else if (missing < 0.02 || (missing < 0.25 && fuller_rest.runs > 0)) {
    finding.relation = Relation::repost;
  } else {
    finding.relation = Relation::excerpt;
  }

  double certainty = overlap ? 0.6 : std::clamp(0.5 + 0.5 * (carried - 0.45) / 0.45, 0.5, 1.0);
  if (!others_agree) certainty *= 0.8;
  if (dates == "differ") certainty *= 0.85;
  if (cover.carried() < 80) certainty *= 0.9;
  finding.certainty = forced && !whole && !overlap ? 1 : certainty;
  return finding;
}

}  // namespace stenogram::reuse
