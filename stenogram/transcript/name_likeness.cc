// Whether two names may be one person's: by surname, given names, initials and sex.
//
// Words are compared by name_key(), so that spellings of one name meet; what is left to
// weigh is what each side prints and the other does not.
#include <algorithm>
#include <string>
#include <vector>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/names.h"

namespace stenogram::transcript {
namespace {

std::vector<std::string> keys_of(const std::vector<std::string>& words) {
  std::vector<std::string> keys;
  for (const std::string& word : words) {
    // "Jean-Pierre" and "Jean Pierre" are one name.
    std::size_t begin = 0;
    while (begin <= word.size()) {
      std::size_t hyphen = std::min(word.find('-', begin), word.size());
      std::string key = name_key(std::string_view(word).substr(begin, hyphen - begin));
      if (!key.empty()) keys.push_back(std::move(key));
      begin = hyphen + 1;
    }
  }
  return keys;
}

bool within_one_edit(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t front = 0;
  while (front < a.size() && a[front] == b[front]) ++front;
  std::size_t back = 0;
  while (back < a.size() - front && a[a.size() - 1 - back] == b[b.size() - 1 - back]) ++back;
  std::size_t left_a = a.size() - front - back, left_b = b.size() - front - back;
  if (left_b <= 1) return true;
  return left_a == 2 && left_b == 2 && a[front] == b[front + 1] && a[front + 1] == b[front];
}

bool is_initial_key(const std::string& key) { return key.size() <= 2; }

// What the given names say: 1 for, 0 nothing, -1 against.
int given_agree(const PersonName& a, const PersonName& b) {
  std::vector<std::string> x = keys_of(a.given), y = keys_of(b.given);
  if (x.empty() || y.empty()) return 0;
  const std::string &p = x[0], &q = y[0];
  if (is_initial_key(p) || is_initial_key(q)) {
    if (p[0] != q[0]) return -1;
    if (x.size() > 1 && y.size() > 1 && x[1][0] != y[1][0]) return -1;
    return 1;
  }
  if (p == q) return 1;
  const std::string &shorter = p.size() < q.size() ? p : q, &longer = p.size() < q.size() ? q : p;
  if (shorter.size() >= 3 && longer.starts_with(shorter)) return 1;  // Zoe, Zoey; Alex, Alexander
  if (shorter.size() >= 5 && within_one_edit(p, q)) return 1;
  // A given name may be a second surname's, in Spanish: "López Obrador".
  for (const std::string& key : x)
    if (std::find(y.begin(), y.end(), key) != y.end()) return 1;
  return -1;
}

bool surnames_meet(const PersonName& a, const PersonName& b) {
  std::vector<std::string> x = keys_of(a.surname), y = keys_of(b.surname);
  if (x.empty() || y.empty()) return false;
  if (x.back() == y.back()) return true;
  // "Weaver" for "Weaver-Lee"; "Puy" for "Pedro Puy Fraga", where the surname's first
  // part was taken for a given name.
  auto holds = [](const PersonName& shorter, const PersonName& longer) {
    if (!shorter.is_single()) return false;
    std::string key = name_key(shorter.surname[0]);
    std::vector<std::string> all = keys_of(longer.surname);
    if (longer.given.size() >= 2) {
      std::vector<std::string> given = keys_of(longer.given);
      all.insert(all.end(), given.begin() + 1, given.end());
    }
    return key.size() > 2 && std::find(all.begin(), all.end(), key) != all.end();
  };
  return holds(a, b) || holds(b, a);
}

}  // namespace

Likeness compare_names(const PersonName& a, const PersonName& b) {
  if (!surnames_meet(a, b)) return Likeness::unrelated;
  int given = given_agree(a, b);
  if (given < 0) return Likeness::contradicts;
  if (a.gender && b.gender && a.gender != b.gender) return Likeness::contradicts;
  if (given == 0 && !a.affiliation.empty() && !b.affiliation.empty()) {
    std::string x = folded(a.affiliation), y = folded(b.affiliation);
    if (x.find(y) == x.npos && y.find(x) == y.npos) return Likeness::contradicts;
  }
  return given > 0 ? Likeness::same : Likeness::compatible;
}

bool nearly_same(const PersonName& a, const PersonName& b) {
  std::vector<std::string> x = keys_of(a.surname), y = keys_of(b.surname);
  if (x.size() != y.size() || x.empty() || x.back().size() < 5 || y.back().size() < 4) return false;
  for (std::size_t i = 0; i + 1 < x.size(); ++i)
    if (x[i] != y[i]) return false;
  if (x.back()[0] != y.back()[0] || !within_one_edit(x.back(), y.back())) return false;
  if (a.affiliation != b.affiliation) return false;
  if (a.gender && b.gender && a.gender != b.gender) return false;
  std::vector<std::string> p = keys_of(a.given), q = keys_of(b.given);
  return p.empty() == q.empty() && (p.empty() || p[0] == q[0]);
}

bool has_initials(const PersonName& name, std::string_view initials) {
  std::string letters;
  for (std::size_t at = 0; at < initials.size();) {
    Character c = character_at(initials, at);
    if (is_letter(c.code)) {
      if (letters.empty() && !is_upper(c.code)) return false;  // "AvW" may hold a particle
      letters += folded(initials.substr(at, c.size))[0];
    } else if (c.code != '.' && !is_blank(c.code)) {
      return false;
    }
    at += c.size;
  }
  if (letters.size() < 2) return false;
  std::string own;
  for (const auto* part : {&name.given, &name.surname})
    for (const std::string& key : keys_of(*part)) own += key[0];
  if (own == letters) return true;
  return own.size() > letters.size() && letters.size() == 2 && own[0] == letters[0] && own.back() == letters[1];
}

}  // namespace stenogram::transcript
