#include "stenogram/reuse/translation.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "stenogram/people/names.h"
#include "stenogram/reuse/relation.h"
#include "stenogram/text/words.h"

namespace stenogram::reuse {
namespace {

// A turn as it looks from another language.
struct Outline {
  std::uint32_t n = 0;
  bool question = false;
  double length = 0;  // log of its letters
  std::set<std::string> numbers;
  std::set<std::string> names;  // beginnings of folded names: endings are declined away
};

std::size_t letters(std::string_view text) {
  return std::size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// Capitals of Latin, Greek and Cyrillic letters, as their first bytes tell them well enough.
bool opens_with_capital(std::string_view word) {
  const unsigned char c = static_cast<unsigned char>(word[0]);
  if (c >= 'A' && c <= 'Z') return true;
  if (word.size() < 2) return false;
  const unsigned char d = static_cast<unsigned char>(word[1]);
  if (c == 0xC3) return d >= 0x80 && d <= 0x9E;
  if (c == 0xD0) return d >= 0x80 && d <= 0xAF;
  return false;
}

std::vector<Outline> outlines_of(const corpus::Document& document) {
  std::vector<Outline> outlines;
  for (const transcript::Turn& turn : document.transcript.turns) {
    if (outlines.size() == kMostTurns) break;
    Outline outline;
    outline.n = turn.n;
    outline.question = turn.kind == transcript::TurnKind::question;
    const std::string_view text = slice(document.text, turn.span);
    outline.length = std::log(double(std::max<std::size_t>(1, letters(text))));
    bool opens = true;
    std::uint64_t last = 0;
    text::for_each_word(text, [&](text::Word word) {
      const std::string_view printed = slice(text, word.span());
      opens = opens || text.substr(last, word.begin - last).find_first_of(".?!\n") != std::string_view::npos;
      last = word.end;
      if (printed[0] >= '0' && printed[0] <= '9') {
        std::string key = text::search_key(printed);
        std::replace(key.begin(), key.end(), ',', '.');
        if (key.size() >= 2) outline.numbers.insert(key);
      } else if (!opens && opens_with_capital(printed)) {
        std::string folded = people::folded(printed);
        if (folded.size() >= 4) outline.names.insert(folded.substr(0, 4));
      }
      opens = false;
    });
    outlines.push_back(std::move(outline));
  }
  return outlines;
}

std::uint32_t common(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::uint32_t count = 0;
  for (const std::string& one : a) count += b.contains(one) ? 1u : 0u;
  return count;
}

// What a turn of one side in place of one of the other is worth; a turn left alone costs
// kAlone, so that a pair must agree in something to be worth having.
constexpr double kAlone = -0.3;
double worth(const Outline& a, const Outline& b, double ratio) {
  double value = 0.8 - std::min(1.6, std::abs(b.length - a.length - ratio) / 0.5);
  const std::uint32_t numbers = common(a.numbers, b.numbers), names = common(a.names, b.names);
  value += 1.2 * std::min(3u, numbers) + 0.5 * std::min(3u, names);
  if (numbers == 0 && !a.numbers.empty() && !b.numbers.empty()) value -= 0.6;
  if (a.question != b.question) value -= 0.8;
  return value;
}

std::vector<std::pair<std::size_t, std::size_t>> aligned(const std::vector<Outline>& a, const std::vector<Outline>& b,
                                                         double ratio) {
  const std::size_t rows = a.size() + 1, columns = b.size() + 1;
  std::vector<double> best(rows * columns, 0);
  std::vector<std::uint8_t> from(rows * columns, 0);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < columns; ++j) {
      if (i == 0 && j == 0) continue;
      double value = -1e18;
      std::uint8_t way = 0;
      auto consider = [&](double candidate, std::uint8_t which) {
        if (candidate > value) value = candidate, way = which;
      };
      if (i > 0 && j > 0) consider(best[(i - 1) * columns + j - 1] + worth(a[i - 1], b[j - 1], ratio), 1);
      if (i > 0) consider(best[(i - 1) * columns + j] + kAlone, 2);
      if (j > 0) consider(best[i * columns + j - 1] + kAlone, 3);
      best[i * columns + j] = value;
      from[i * columns + j] = way;
    }
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = a.size(), j = b.size(); i > 0 || j > 0;) {
    const std::uint8_t way = from[i * columns + j];
    if (way == 1) pairs.push_back({i - 1, j - 1});
    i -= way != 3;
    j -= way != 2;
  }
  std::reverse(pairs.begin(), pairs.end());
  return pairs;
}

// Correlation of lengths, each less the mean of its role.
double correlation(const std::vector<Outline>& a, const std::vector<Outline>& b,
                   const std::vector<std::pair<std::size_t, std::size_t>>& pairs, std::size_t& freedom) {
  double mean_a[2] = {}, mean_b[2] = {};
  std::size_t count[2] = {};
  for (const auto& [i, j] : pairs) {
    const int role = a[i].question;
    mean_a[role] += a[i].length, mean_b[role] += b[j].length, ++count[role];
  }
  for (int role : {0, 1})
    if (count[role]) mean_a[role] /= double(count[role]), mean_b[role] /= double(count[role]);
  double xy = 0, xx = 0, yy = 0;
  for (const auto& [i, j] : pairs) {
    const int role = a[i].question;
    const double x = a[i].length - mean_a[role], y = b[j].length - mean_b[role];
    xy += x * y, xx += x * x, yy += y * y;
  }
  freedom = pairs.size() - (count[0] ? 1 : 0) - (count[1] ? 1 : 0);
  return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : 0;
}

// How far so many meetings are from what turns taken at random would give, in standard
// deviations.
template <class Part>
double beyond_chance(const std::vector<Outline>& a, const std::vector<Outline>& b,
                     const std::vector<std::pair<std::size_t, std::size_t>>& pairs, Part part, std::uint32_t& all,
                     std::uint32_t& met) {
  double expected = 0;
  for (const auto& [i, j] : pairs) {
    const auto& x = a[i].*part;
    const auto& y = b[j].*part;
    all += std::uint32_t(std::min(x.size(), y.size()));
    met += common(x, y);
    double by_chance = 0;
    for (const Outline& other : b) by_chance += common(x, other.*part);
    expected += by_chance / double(b.size());
  }
  if (all == 0) return 0;
  // The right partner is one of those taken at random: what it adds is no chance.
  expected = std::max(0.0, (expected - double(met) / double(b.size())));
  return (double(met) - expected) / std::sqrt(expected + 0.5);
}

}  // namespace

Translated align_translation(const corpus::Document& a, const corpus::Document& b) {
  Translated out;
  const std::vector<Outline> x = outlines_of(a), y = outlines_of(b);
  if (x.empty() || y.empty()) return out;
  // One language takes more letters than another; the middle turn tells, where both have
  // about as many turns.
  auto middle = [](const std::vector<Outline>& outlines) {
    std::vector<double> lengths;
    for (const Outline& outline : outlines) lengths.push_back(outline.length);
    std::nth_element(lengths.begin(), lengths.begin() + std::ptrdiff_t(lengths.size() / 2), lengths.end());
    return lengths[lengths.size() / 2];
  };
  const double ratio = std::clamp(middle(y) - middle(x), -1.5, 1.5);
  const auto pairs = aligned(x, y, ratio);
  if (pairs.empty()) return out;
  for (const auto& [i, j] : pairs) out.turns.push_back({x[i].n, y[j].n});
  std::size_t freedom = 0;
  out.lengths = correlation(x, y, pairs, freedom);
  if (freedom >= 3) out.score += std::atanh(std::clamp(out.lengths, -0.995, 0.995)) * std::sqrt(double(freedom) - 1);
  out.score += beyond_chance(x, y, pairs, &Outline::numbers, out.numbers, out.numbers_met);
  out.score += beyond_chance(x, y, pairs, &Outline::names, out.names, out.names_met);
  return out;
}

std::optional<double> is_translation(const Translated& translated, const corpus::Document& a,
                                     const corpus::Document& b) {
  const Look x = look_of(a), y = look_of(b);
  const std::size_t turns_a = a.transcript.turns.size(), turns_b = b.transcript.turns.size();
  const std::size_t fewer = std::min({turns_a, turns_b, kMostTurns});
  if (fewer < 2 || translated.turns.size() * 10 < fewer * 7) return std::nullopt;
  const std::string_view dates = dates_between(x, y);
  if (dates == "differ") return std::nullopt;
  bool same_people = false;
  for (const std::string& p : x.people)
    for (const std::string& q : y.people) same_people = same_people || people::may_be_one_person(p, q);
  // Numbers are translated by nobody: where both have them, most must meet.
  if (translated.numbers >= 3 && translated.numbers_met * 2 < translated.numbers) return std::nullopt;
  // The alignment was chosen to agree, and other interviews of the day share names and habits:
  // chance alone gives up to ten.
  double needed = 14;
  if (dates == "same") needed -= 1;
  if (dates == "unknown") needed += 1;
  if (same_people) needed -= 1;
  if (!same_people && !x.people.empty() && !y.people.empty()) needed += 2;
  if (turns_a == turns_b) needed -= 0.5;
  if (translated.score < needed) return std::nullopt;
  return std::clamp(0.5 + (translated.score - needed) / 12, 0.5, 0.98);
}

}  // namespace stenogram::reuse
