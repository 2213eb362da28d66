#include "stenogram/transcript/speakers.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_set>
#include <utility>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/head_people.h"

namespace stenogram::transcript {
namespace {

constexpr std::uint64_t kHeadReach = 6000;  // bytes of introductions in which names are sought

std::string tidy(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    Character c = character_at(text, at);
    if (is_blank(c.code)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out.append(text.substr(at, c.size));
    }
    at += c.size;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string office_shown(const std::string& office) { return in_capitals(office) ? title_cased(office) : office; }

// Two or three capitals that may be somebody's initials.
bool is_initials(std::string_view words) {
  if (words.ends_with('.')) words.remove_suffix(1);
  std::size_t letters = 0, small = 0;  // one small letter, a particle's: "AvW"
  for (std::size_t at = 0; at < words.size();) {
    Character c = character_at(words, at);
    if (is_letter(c.code)) {
      small += !is_upper(c.code);
      if (small > 0 && (letters == 0 || small > 1)) return false;
      ++letters;
    } else if (c.code != '.' && c.code != ' ') {
      return false;
    }
    at += c.size;
  }
  return letters >= 2 && letters <= 4 && is_upper(character_before(words, words.size()).code);
}

struct Cluster {
  std::vector<std::uint32_t> groups;
  PersonName name;    // the fullest of its labels
  PersonName fuller;  // as the heading prints it, if it does
  bool anonymous = false;
  std::optional<RoleLabel> role;
  std::optional<Role> part;  // as the markup says it
};

int fullness(const PersonName& name) {
  if (!name.is_person()) return 0;
  int full = name.has_full_given() ? 4 : name.given.empty() ? 1 : 2;
  return full * 8 + static_cast<int>(std::min<std::size_t>(name.given.size() + name.surname.size(), 7));
}

class Casting {
 public:
  Casting(const capture::Page& page, const Labels& labels, ByteSpan head) : page_(page), labels_(labels), head_(head) {}

  Cast run() {
    cluster_of_.assign(labels_.groups.size(), kNobody);
    collect_mentions();
    parts_ = parts_of_head(head_text_);
    std::vector<std::uint32_t> order;
    for (const PageLabel& label : labels_.labels)
      if (cluster_of_[label.group] == kNobody) {
        cluster_of_[label.group] = kWaiting;
        order.push_back(label.group);
      }
    place_parts(order);
    // Full names first, so that short forms find somebody to join.
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return fullness(labels_.groups[a].name) > fullness(labels_.groups[b].name);
    });
    for (std::uint32_t group : order)
      if (cluster_of_[group] == kWaiting) place(group);
    return finish();
  }

 private:
  static constexpr std::uint32_t kNobody = ~0u, kWaiting = ~0u - 1;

  // Names that the markup's statements give whole: speakers of a front matter.
  void collect_mentions() {
    ByteSpan head = head_;
    head.end = std::min(head.end, head.begin + kHeadReach);
    head_text_ = tidy_lines(slice(page_.text, head));
    for (const capture::Fact& fact : page_.facts) {
      if (fact.key == "title") head_text_ += "\n" + tidy_lines(fact.value);
      if (fact.key == "speaker" || fact.key == "author") {
        known_.push_back(parse_name(fact.value));
        head_text_ += "\n" + fact.value;
      }
    }
  }

  // "Interviewer: Anna Berg" above the talk, and "Interviewer:" all through it.
  void name_part(Cluster& cluster) const {
    if (!cluster.role || cluster.name.is_person()) return;
    const HeadPart* found = nullptr;
    for (const HeadPart& in_head : parts_)
      for (std::uint32_t g : cluster.groups)
        if (!in_head.label.empty() && in_head.label == labels_.groups[g].key) {
          if (found) return;
          found = &in_head;
        }
    if (!found) return;
    cluster.name = found->name;
    cluster.anonymous = false;
  }

  std::optional<Role> part_in_head(const PersonName& name) const {
    std::optional<Role> part;
    if (!name.is_person()) return part;
    for (const HeadPart& in_head : parts_) {
      Likeness like = compare_names(name, in_head.name);
      if (in_head.role != Role::participant && (like == Likeness::same || like == Likeness::compatible))
        part = in_head.role;
    }
    return part;
  }

  static std::string tidy_lines(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      Character c = character_at(text, at);
      if (c.code == '\n' || c.code == '\r') out += '\n';
      else if (c.code == '\\' && text.substr(at + 1, 1) == "_") out += ' ', ++at;  // YAML's no-break space
      else if (is_blank(c.code)) out += ' ';
      else out.append(text.substr(at, c.size));
      at += c.size;
    }
    return out;
  }

  std::uint32_t open(std::uint32_t group) {
    Cluster& cluster = clusters_.emplace_back();
    cluster.groups = {group};
    cluster.name = labels_.groups[group].name;
    cluster.part = labels_.groups[group].part;
    return cluster_of_[group] = static_cast<std::uint32_t>(clusters_.size() - 1);
  }

  void join(std::uint32_t group, std::uint32_t cluster) {
    clusters_[cluster].groups.push_back(group);
    cluster_of_[group] = cluster;
    if (!clusters_[cluster].part) clusters_[cluster].part = labels_.groups[group].part;
    const PersonName& name = labels_.groups[group].name;
    PersonName& best = clusters_[cluster].name;
    if (fullness(name) > fullness(best)) {
      std::string office = best.office, affiliation = best.affiliation;
      char gender = best.gender;
      best = name;
      if (best.office.empty()) best.office = office;
      if (best.affiliation.empty()) best.affiliation = affiliation;
      if (!best.gender) best.gender = gender;
    } else {
      if (best.office.size() < name.office.size()) best.office = name.office;
      if (best.affiliation.empty()) best.affiliation = name.affiliation;
      if (!best.gender) best.gender = name.gender;
    }
  }

  // Labels of a part stand for themselves, unless they are somebody's initials.
  void place_parts(const std::vector<std::uint32_t>& order) {
    for (std::uint32_t group : order) {
      const LabelGroup& label = labels_.groups[group];
      if (!label.role || label.by_markup) continue;
      if (is_initials(label.words) && initials_of_somebody(label.words)) continue;
      if (std::uint32_t same = with_key(label.key); same != kNobody) {
        join(group, same);
        continue;
      }
      if (std::uint32_t whole = spelt_out(label); whole != kNobody) {
        join(group, whole);
        continue;
      }
      std::uint32_t cluster = open(group);
      clusters_[cluster].role = label.role;
      clusters_[cluster].anonymous = label.role->anonymous && !label.role->numbered;
      // "MODERATOR (Jane Roe)" names somebody after all.
      PersonName inside;
      std::size_t bracket = label.words.find('(');
      if (bracket != label.words.npos) {
        std::string_view words = label.words.substr(bracket + 1);
        words = words.substr(0, words.find(')'));
        NameLook look = look_of(words);
        if (look.score > 1.0 && look.words >= 2 && look.words <= 4) inside = parse_name(words);
      }
      clusters_[cluster].name = inside;
      if (inside.is_person()) clusters_[cluster].anonymous = false;
    }
  }

  // "P." behind "Pregunta": the letter of a word for the same part.
  std::uint32_t spelt_out(const LabelGroup& label) const {
    if (label.key.size() != 1 || !names_an_utterance(label.key)) return kNobody;
    for (std::uint32_t c = 0; c < clusters_.size(); ++c) {
      if (!clusters_[c].role || clusters_[c].role->role != label.role->role) continue;
      for (std::uint32_t g : clusters_[c].groups)
        if (labels_.groups[g].key.starts_with(label.key) && names_an_utterance(labels_.groups[g].key)) return c;
    }
    return kNobody;
  }

  // The cluster that has these very words already, by another mark.
  std::uint32_t with_key(const std::string& key) const {
    for (std::uint32_t c = 0; c < clusters_.size(); ++c)
      for (std::uint32_t g : clusters_[c].groups)
        if (labels_.groups[g].key == key) return c;
    return kNobody;
  }

  bool initials_of_somebody(std::string_view initials) const {
    for (const PersonName& name : known_)
      if (has_initials(name, initials)) return true;
    for (const HeadPart& in_head : parts_)
      if (has_initials(in_head.name, initials)) return true;
    for (const PageLabel& label : labels_.labels) {
      const PersonName& name = labels_.groups[label.group].name;
      if (name.initials_given == initials || (name.has_full_given() && has_initials(name, initials))) return true;
    }
    return false;
  }

  void place(std::uint32_t group) {
    const LabelGroup& label = labels_.groups[group];
    if (label.by_markup) {
      open(group);
      return;
    }
    if (std::uint32_t twin = with_key(label.key); twin != kNobody) return join(group, twin);
    if (is_initials(label.words) && !is_short_surname(label) && place_initials(group)) return;
    if (!label.name.is_person()) return place_office(group);

    std::vector<std::uint32_t> same, compatible, near;
    for (std::uint32_t c = 0; c < clusters_.size(); ++c) {
      if (!clusters_[c].name.is_person()) continue;
      switch (likeness(label.name, clusters_[c])) {
        case Likeness::same: same.push_back(c); break;
        case Likeness::compatible: compatible.push_back(c); break;
        case Likeness::contradicts: break;
        case Likeness::unrelated:
          if (nearly_same(label.name, clusters_[c].name)) near.push_back(c);
          break;
      }
    }
    if (same.size() == 1) return join(group, same[0]);
    if (same.empty() && compatible.size() == 1) return join(group, compatible[0]);
    if (same.size() + compatible.size() > 1) {
      doubt("shared_surname", "two people on the page could be meant by this label", group);
      open(group);
      return;
    }
    if (label.name.is_single() && place_given(group)) return;
    if (near.size() == 1) {
      doubt("label_slip", "differs by a letter from another label and is taken for the same person", group);
      return join(group, near[0]);
    }
    open(group);
  }

  // The strongest word of any label in the cluster; one contradiction is enough.
  Likeness likeness(const PersonName& name, const Cluster& cluster) const {
    Likeness best = compare_names(name, cluster.name);
    for (std::uint32_t g : cluster.groups) {
      Likeness other = compare_names(name, labels_.groups[g].name);
      if (other == Likeness::contradicts) return other;
      if (best == Likeness::unrelated || (best == Likeness::compatible && other == Likeness::same)) best = other;
    }
    return best;
  }

  // "MOLL" and "COX" are as long as initials may be. They are surnames where somebody on the
  // page has them, or where the page's other labels are surnames in capitals.
  bool is_short_surname(const LabelGroup& label) const {
    std::string_view words = label.words;
    if (words.size() < 3 || words.find('.') != words.npos || words.find_first_of("AEIOUY") == words.npos) return false;
    std::size_t longer = 0, brief = 0;
    for (const LabelGroup& other : labels_.groups) {
      if (!other.accepted) continue;
      if (other.name.is_person() && !other.name.given.empty() && folded(other.name.surname.back()) == label.key)
        return true;
      bool single = other.key.find(' ') == std::string::npos && in_capitals(other.words);
      longer += single && other.words.size() >= 5 && !other.role;
      brief += single && other.words.size() <= 3;
    }
    return longer > brief;
  }

  bool place_initials(std::uint32_t group) {
    std::string_view initials = labels_.groups[group].words;
    std::vector<std::uint32_t> fit;
    for (std::uint32_t c = 0; c < clusters_.size(); ++c) {
      bool fits = clusters_[c].name.initials_given == initials ||
                  (clusters_[c].name.is_person() && has_initials(clusters_[c].name, initials));
      if (fits) fit.push_back(c);
    }
    if (fit.size() == 1) return join(group, fit[0]), true;
    if (fit.size() > 1) doubt("shared_initials", "two people on the page have these initials", group);
    std::vector<const PersonName*> known;
    for (const PersonName& name : known_)
      if (has_initials(name, initials)) known.push_back(&name);
    // "Interviewer: Anna Berg (AB)" above the talk; the same person may be known already.
    std::optional<Role> part;
    for (const HeadPart& in_head : parts_)
      if (has_initials(in_head.name, initials)) {
        part = in_head.role;
        if (known.empty() || compare_names(*known[0], in_head.name) != Likeness::same) known.push_back(&in_head.name);
      }
    std::uint32_t cluster = open(group);
    clusters_[cluster].name = known.size() == 1 ? *known[0] : PersonName{};
    if (known.size() == 1 && part && *part != Role::participant) clusters_[cluster].part = part;
    return true;
  }

  // "Fabrice" where one Fabrice somebody is on the page.
  bool place_given(std::uint32_t group) {
    std::string key = name_key(labels_.groups[group].name.surname[0]);
    std::vector<std::uint32_t> fit;
    for (std::uint32_t c = 0; c < clusters_.size(); ++c) {
      const PersonName& name = clusters_[c].name;
      if (!name.given.empty() && name_key(name.given[0]) == key) fit.push_back(c);
    }
    if (fit.size() != 1) return false;
    join(group, fit[0]);
    return true;
  }

  void place_office(std::uint32_t group) {
    std::string office = folded(labels_.groups[group].name.office);
    std::vector<std::uint32_t> fit;
    if (!office.empty())
      for (std::uint32_t c = 0; c < clusters_.size(); ++c)
        if (folded(clusters_[c].name.office) == office) fit.push_back(c);
    if (fit.size() == 1) return join(group, fit[0]);
    if (fit.size() > 1) doubt("shared_office", "two people on the page hold this office", group);
    open(group);
  }

  void doubt(const char* code, const char* message, std::uint32_t group) {
    for (const PageLabel& label : labels_.labels)
      if (label.group == group) {
        cast_.doubts.push_back({code, message, label.candidate.words});
        return;
      }
  }

  // A fuller mention may add a given name or a middle one, not turn "Ann Bell" into
  // "Ann Bell Ann Bell".
  static bool adds_to(const PersonName& mention, const PersonName& name) {
    if (!name.has_full_given()) return true;
    return mention.given.size() <= name.given.size() + 1 &&
           name_key(mention.given.empty() ? "" : mention.given[0]) == name_key(name.given[0]);
  }

  // Given names and offices from the heading, if it speaks of this person only.
  void enrich(Cluster& cluster) {
    if (!cluster.name.is_person() || cluster.anonymous) return;
    const PersonName* best = nullptr;
    std::vector<PersonName> mentions;
    if (cluster.name.surname.back().size() >= 3) mentions = mentions_of(cluster.name.surname.back(), head_text_);
    std::string office = cluster.name.office;
    bool from_head = false;
    for (const PersonName& mention : mentions) {
      Likeness like = compare_names(mention, cluster.name);
      if (like == Likeness::unrelated || like == Likeness::contradicts) continue;
      if (!mention.office.empty() && (!from_head || mention.office.size() > office.size())) {
        office = mention.office;
        from_head = true;
      }
      if (adds_to(mention, cluster.name) && fullness(mention) > fullness(best ? *best : cluster.name)) best = &mention;
    }
    // A single given name: "Fabrice" where the heading has one Fabrice somebody.
    std::vector<const PersonName*> given;
    if (cluster.name.is_single() && !best)
      for (const PersonName& name : known_)
        if (!name.given.empty() && name_key(name.given[0]) == name_key(cluster.name.surname[0])) given.push_back(&name);
    if (given.size() == 1) best = given[0];
    if (best && !best->given.empty()) {
      cluster.fuller = *best;
      ++firsts_[name_key(best->given[0])];
    } else if (best) {
      cluster.fuller = *best;
    }
    cluster.name.office = office;
  }

  // A word that stands before many surnames is no given name but a word of a list.
  void take_fuller(Cluster& cluster) {
    if (!cluster.fuller.is_person()) return;
    if (!cluster.fuller.given.empty() && firsts_[name_key(cluster.fuller.given[0])] >= 3) return;
    cluster.fuller.affiliation = cluster.name.affiliation;
    cluster.fuller.office = cluster.name.office;
    cluster.name = cluster.fuller;
  }

  Cast finish() {
    cast_.of_group.assign(labels_.groups.size(), std::nullopt);
    for (Cluster& cluster : clusters_) {
      name_part(cluster);
      enrich(cluster);
    }
    for (const PageLabel& label : labels_.labels) {
      std::uint32_t c = cluster_of_[label.group];
      if (cast_.of_group[label.group]) continue;
      std::uint32_t voice = static_cast<std::uint32_t>(cast_.voices.size());
      for (std::uint32_t g : clusters_[c].groups) cast_.of_group[g] = voice;
      take_fuller(clusters_[c]);
      part_office(clusters_[c].name);
      if (!clusters_[c].part && !clusters_[c].role) clusters_[c].part = part_in_head(clusters_[c].name);
      cast_.voices.push_back(voice_of(clusters_[c]));
    }
    add_labels();
    return std::move(cast_);
  }

  // "President of Ruritania Rudolf" loses the given name that ran into it.
  static void part_office(PersonName& name) {
    for (bool again = true; again;) {
      again = false;
      std::size_t blank = name.office.rfind(' ');
      if (blank == std::string::npos) return;
      std::string last = name_key(std::string_view(name.office).substr(blank + 1));
      for (const std::string& given : name.given)
        if (last == name_key(given)) {
          name.office.resize(blank);
          again = true;
          break;
        }
    }
  }

  static Player voice_of(const Cluster& cluster) {
    Player voice;
    voice.name = cluster.name;
    voice.anonymous = cluster.anonymous;
    if (cluster.role) voice.part = cluster.role->role;
    if (cluster.role && cluster.role->role == Role::participant) voice.part.reset();
    if (cluster.part) voice.part = cluster.part;
    // "Ada Brook (Chair)".
    if (!voice.part && !cluster.name.affiliation.empty())
      if (auto role = role_label(folded(cluster.name.affiliation)); role && role->role == Role::moderator)
        voice.part = Role::moderator;
    voice.speaker.several = cluster.role && cluster.role->several && cluster.anonymous;
    bool person = cluster.name.is_person() && (!cluster.role || !cluster.anonymous);
    if (person) voice.speaker.name = cluster.name.full();
    if (!cluster.name.office.empty() && (person || !cluster.role))
      voice.speaker.office = office_shown(tidy(cluster.name.office));
    if (!cluster.name.affiliation.empty() && person) voice.speaker.affiliation = cluster.name.affiliation;
    return voice;
  }

  // Labels as printed, each once.
  void add_labels() {
    std::vector<std::unordered_set<std::string_view>> printed(cast_.voices.size());
    for (const PageLabel& label : labels_.labels) {
      std::uint32_t voice = *cast_.of_group[label.group];
      std::string_view words = slice(page_.text, label.candidate.words);
      if (!words.empty() && printed[voice].insert(words).second) cast_.voices[voice].speaker.labels.emplace_back(words);
    }
  }

  const capture::Page& page_;
  const Labels& labels_;
  ByteSpan head_;
  std::string head_text_;
  std::vector<PersonName> known_;
  std::vector<HeadPart> parts_;                  // as the head gives them
  std::map<std::string, std::uint32_t> firsts_;  // given names found in the head, how often
  std::vector<Cluster> clusters_;
  std::vector<std::uint32_t> cluster_of_;
  Cast cast_;
};

}  // namespace

Cast find_speakers(const capture::Page& page, const Labels& labels, ByteSpan head) {
  return Casting(page, labels, head).run();
}

}  // namespace stenogram::transcript
