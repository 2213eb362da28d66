// Roles and kinds: who asks, who answers, who only keeps order.
//
// A label's own word decides (Question, Moderator). Where labels are names, the kind
// of talk says what parts there are to have, and the share of turns that end in a
// question says who has which.
#include <algorithm>
#include <string>
#include <unordered_map>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/roles.h"
#include "stenogram/transcript/turns.h"

namespace stenogram::transcript {
namespace {

struct Asking {
  std::uint32_t turns = 0;
  std::uint32_t questions = 0;  // turns whose last sentence asks
  std::uint32_t replies = 0;    // turns right behind another voice's question
  std::uint32_t addressed = 0;  // turns beside one that addresses whoever keeps order
  std::uint32_t chaired = 0;    // turns under a label that is a word for the chair
  std::uint64_t bytes = 0;

  double share() const { return turns == 0 ? 0 : static_cast<double>(questions) / turns; }
};

// Whether the last sentence asks, or the one before a closing word of thanks: a question
// mark of any script (?, ？, ؟) near the end, or the particle that asks in Japanese. Byte by
// byte, for it is asked of every turn.
bool asks(std::string_view text) {
  if (text.ends_with("か。")) return true;
  std::size_t reach = std::min<std::size_t>(text.size(), 120);
  for (std::size_t at = text.size(), end = text.size() - reach; at-- > end;) {
    unsigned char byte = text[at];
    if (byte == '?') return true;
    if (byte != 0x9F || at < 2) continue;
    unsigned char before = text[at - 1];
    if (before == 0xD8) return true;
    if (before == 0xBC && static_cast<unsigned char>(text[at - 2]) == 0xEF) return true;
  }
  return false;
}

// Whether a turn's first or last words address whoever keeps order: "Good morning, sir",
// "Thank you, Mr Chairman."
bool addresses_chair(std::string_view text) {
  constexpr std::size_t kReach = 60;
  std::string ends = " " + folded(text.substr(0, kReach)) + " ";
  if (text.size() > kReach) ends += " " + folded(text.substr(text.size() - kReach)) + " ";
  for (char& c : ends)
    if (c == ',' || c == '.' || c == '?' || c == '!' || c == ';' || c == ':') c = ' ';
  return addresses_the_chair(ends);
}

std::vector<Asking> count(const capture::Page& page, const std::vector<Turn>& turns, std::size_t voices) {
  std::vector<Asking> asking(voices);
  bool asked = false;
  const Turn* before = nullptr;
  for (const Turn& turn : turns) {
    if (turn.speaker) {
      Asking& a = asking[*turn.speaker];
      ++a.turns;
      a.replies += asked && before->speaker != turn.speaker;
      a.bytes += turn.span.size();
    }
    asked = asks(slice(page.text, turn.span));
    if (turn.speaker) asking[*turn.speaker].questions += asked;
    before = &turn;
  }
  return asking;
}

// Which turns stand beside words to the chair, and under its label. Dearer, and so
// asked only of talk that may have one.
void count_chairs(const capture::Page& page, const std::vector<Turn>& turns, std::vector<Asking>& asking) {
  std::unordered_map<std::string_view, bool> known;
  bool before = false;
  for (std::size_t i = 0; i < turns.size(); ++i) {
    if (turns[i].label && turns[i].speaker) {
      std::string_view label = turns[i].label->text;
      auto [it, fresh] = known.emplace(label, false);
      if (fresh) {
        std::optional<RoleLabel> role = role_label(folded(label));
        it->second = (role && role->role == Role::moderator) || holds_the_chair(parse_name(label));
      }
      asking[*turns[i].speaker].chaired += it->second;
    }
    bool here = addresses_chair(slice(page.text, turns[i].span));
    if (turns[i].speaker && before) ++asking[*turns[i].speaker].addressed;
    if (here && i > 0 && turns[i - 1].speaker && turns[i - 1].speaker != turns[i].speaker)
      ++asking[*turns[i - 1].speaker].addressed;
    before = here;
  }
}

bool talk_of_questions(Kind kind) {
  return kind == Kind::interview || kind == Kind::press_conference || kind == Kind::briefing || kind == Kind::call;
}

bool in_title(const Player& player, std::string_view folded_title) {
  if (!player.name.is_person()) return false;
  std::string key = folded(player.name.surname.back());
  return key.size() > 2 && folded_title.find(key) != folded_title.npos;
}

// Beside a label for those who ask, everybody with a name answers; of voices that name
// nobody, officials answer and the public asks.
void answer_the_asker(const std::vector<Player>& cast, const std::vector<Asking>& asking,
                      std::vector<Speaker>& speakers) {
  for (std::size_t i = 0; i < cast.size(); ++i) {
    if (cast[i].part) continue;
    bool asker = cast[i].anonymous && asking[i].share() >= 0.5;
    speakers[i].role = asker ? Role::interviewer : Role::respondent;
  }
}

// How far apart the shares of questions stand among voices without a part of their own.
struct Spread {
  double least = 1, most = 0;
  std::uint32_t voices = 0;
  bool clear(double gap) const { return voices >= 2 && most - least >= gap; }
};

Spread spread_of(const std::vector<Player>& cast, const std::vector<Asking>& asking) {
  Spread spread;
  // A voice heard once or twice says little, where others are heard often.
  std::uint32_t longest = 0;
  for (const Asking& a : asking) longest = std::max(longest, a.turns);
  std::uint32_t few = longest >= 8 ? 3 : 1;
  for (std::size_t i = 0; i < cast.size(); ++i) {
    if (cast[i].part || asking[i].turns < few) continue;
    ++spread.voices;
    spread.least = std::min(spread.least, asking[i].share());
    spread.most = std::max(spread.most, asking[i].share());
  }
  return spread;
}

// The one named voice that says most of all there is, among voices that name nobody.
std::optional<std::size_t> holds_forth(const std::vector<Player>& cast, const std::vector<Asking>& asking) {
  std::optional<std::size_t> named;
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < cast.size(); ++i) {
    all += asking[i].bytes;
    if (cast[i].part || !cast[i].name.is_person()) continue;
    if (named) return std::nullopt;
    named = i;
  }
  if (!named || cast.size() < 3 || asking[*named].bytes * 10 < all * 6) return std::nullopt;
  return named;
}

// "Department of Harbours spokesperson": at a briefing the one voice whose label is such an
// office answers whatever the share of questions, and the others ask.
std::optional<std::size_t> spokesperson(const std::vector<Player>& cast, const std::vector<Speaker>& speakers) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < cast.size(); ++i) {
    if (cast[i].part) continue;
    bool speaks = std::any_of(speakers[i].labels.begin(), speakers[i].labels.end(), [](const std::string& label) {
      std::string key = folded(label);
      for (std::string_view word : {"spokesperson", "spokesman", "spokeswoman", "press secretary", "sprecher",
                                    "portavoz", "porte-parole", "пресс-секретарь", "发言人", "發言人", "報道官"})
        if (key.find(folded(word)) != key.npos) return true;
      return false;
    });
    if (!speaks) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

// Reporters who are heard once or twice, each time answered by the one who says most and whom
// the title names: they ask, though a question was cut off or no mark stands behind it.
void place_reporters(const std::vector<Player>& cast, const std::vector<Asking>& asking, const std::vector<Turn>& turns,
                     std::string_view folded_title, std::vector<Speaker>& speakers) {
  std::size_t most = 0;
  for (std::size_t i = 0; i < cast.size(); ++i)
    if (asking[i].bytes > asking[most].bytes) most = i;
  if (cast.size() < 3 || !in_title(cast[most], folded_title) || speakers[most].role != Role::respondent) return;
  std::vector<std::uint32_t> answered(cast.size());
  for (std::size_t i = 0; i + 1 < turns.size(); ++i)
    if (turns[i].speaker && turns[i + 1].speaker == most) ++answered[*turns[i].speaker];
  for (std::size_t i = 0; i < cast.size(); ++i)
    if (i != most && !cast[i].part && asking[i].turns <= 2 && answered[i] == asking[i].turns &&
        !in_title(cast[i], folded_title))
      speakers[i].role = Role::interviewer;
}

// Among named voices, those who ask: the upper half of the spread. Who stands in the
// title is the one asked, unless all do.
void choose_askers(Kind kind, const std::vector<Player>& cast, const std::vector<Asking>& asking,
                   std::string_view folded_title, std::vector<Speaker>& speakers) {
  Spread spread = spread_of(cast, asking);
  bool clear = spread.clear(0.1);
  std::uint32_t titled = 0;
  for (std::size_t i = 0; i < cast.size(); ++i) titled += !cast[i].part && in_title(cast[i], folded_title);
  if (std::optional<std::size_t> guest = holds_forth(cast, asking)) {
    // A speaker and a hall that asks: whoever names nobody and asked, asked for it.
    for (std::size_t i = 0; i < cast.size(); ++i) {
      if (cast[i].part) continue;
      bool asker = i != *guest && asking[i].questions > 0;
      speakers[i].role = i == *guest ? Role::respondent : asker ? Role::interviewer : Role::participant;
    }
    return;
  }
  if (!clear && (kind == Kind::briefing || kind == Kind::press_conference))
    if (std::optional<std::size_t> official = spokesperson(cast, speakers)) {
      for (std::size_t i = 0; i < cast.size(); ++i)
        if (!cast[i].part) speakers[i].role = i == *official ? Role::respondent : Role::interviewer;
      return;
    }
  for (std::size_t i = 0; i < cast.size(); ++i) {
    if (cast[i].part) continue;
    double middle = (spread.least + spread.most) / 2;
    bool asked = in_title(cast[i], folded_title) && titled < spread.voices && spread.most - spread.least < 0.3;
    bool asker = clear && asking[i].share() >= middle && asking[i].share() > 0 && !asked;
    speakers[i].role = asker ? Role::interviewer : clear ? Role::respondent : Role::participant;
    if (!clear && asked) speakers[i].role = Role::respondent;
  }
}

// A debate is opened by the one who keeps order, who closes it too or asks more than
// the others; a panel may ask.
void place_debaters(const std::vector<Player>& cast, const std::vector<Asking>& asking, const std::vector<Turn>& turns,
                    std::vector<Speaker>& speakers) {
  std::size_t opening = 0;
  // An announcer opens the broadcast, not the debate.
  while (opening < turns.size() && opening < 3 &&
         (!turns[opening].speaker || (cast[*turns[opening].speaker].anonymous && cast.size() > 3)))
    ++opening;
  if (opening == turns.size() || !turns[opening].speaker) return;
  std::uint32_t first = *turns[opening].speaker;
  bool last_too = false;
  for (std::size_t i = turns.size() > 4 ? turns.size() - 3 : turns.size(); i < turns.size(); ++i)
    last_too |= turns[i].speaker == first;
  bool asks_most = asking[first].turns >= 2;
  for (std::size_t i = 0; i < cast.size(); ++i)
    asks_most &= i == first || asking[i].turns < 3 || asking[i].share() <= asking[first].share();
  if ((last_too || asks_most) && !cast[first].part) speakers[first].role = Role::moderator;
  // Debaters ask each other and nobody; a panel says little but its questions.
  // The one who keeps order takes over behind a debater, a debater behind the panel.
  std::uint64_t most = 0;
  for (const Asking& a : asking) most = std::max(most, a.bytes);
  std::vector<std::uint32_t> ordered(cast.size());
  for (std::size_t i = 0; i + 1 < turns.size(); ++i)
    if (turns[i].speaker && turns[i + 1].speaker == first) ++ordered[*turns[i].speaker];
  for (std::size_t i = 0; i < cast.size(); ++i)
    if (!cast[i].part && i != first && asking[i].turns >= 2 && asking[i].share() >= 0.4 && asking[i].bytes * 3 < most &&
        ordered[i] * 2 < asking[i].turns)
      speakers[i].role = Role::interviewer;
}

// An examination: one voice asks most of what is asked, another answers, the rest
// (the bench, other counsel) take part.
void place_examined(const std::vector<Player>& cast, const std::vector<Asking>& asking, std::size_t turns,
                    std::vector<Speaker>& speakers) {
  for (std::size_t asker = 0; asker < cast.size(); ++asker) {
    if (cast[asker].part || speakers[asker].role != Role::participant) continue;
    if (asking[asker].turns * 4 < turns || asking[asker].share() < 0.2) continue;
    for (std::size_t other = 0; other < cast.size(); ++other)
      if (!cast[other].part && other != asker && speakers[other].role == Role::participant &&
          asking[other].turns * 4 >= turns && asking[other].share() + 0.15 < asking[asker].share()) {
        speakers[asker].role = Role::interviewer;
        speakers[other].role = Role::respondent;
      }
  }
}

// A witness before many who ask in turn: answers far more often than asks, and is heard
// again and again.
void place_witnesses(const std::vector<Player>& cast, const std::vector<Asking>& asking, std::size_t turns,
                     std::vector<Speaker>& speakers) {
  for (const Speaker& speaker : speakers)
    if (speaker.role == Role::respondent) return;
  for (std::size_t i = 0; i < cast.size(); ++i)
    if (!cast[i].part && speakers[i].role == Role::participant && asking[i].turns >= 4 &&
        asking[i].turns * 12 >= turns && asking[i].share() < 0.15 && asking[i].replies * 10 >= asking[i].turns * 4)
      speakers[i].role = Role::respondent;
}

// Before a witness, the members who ask.
void place_members(const std::vector<Player>& cast, const std::vector<Asking>& asking, std::vector<Speaker>& speakers) {
  bool witness =
      std::any_of(speakers.begin(), speakers.end(), [](const Speaker& s) { return s.role == Role::respondent; });
  for (std::size_t i = 0; i < cast.size() && witness; ++i)
    if (!cast[i].part && speakers[i].role == Role::participant && asking[i].turns >= 3 && asking[i].share() >= 0.35)
      speakers[i].role = Role::interviewer;
}

// Who is addressed as the chair, again and again, and says little, keeps order.
void place_addressed(const std::vector<Player>& cast, const std::vector<Asking>& asking, std::size_t turns,
                     std::vector<Speaker>& speakers) {
  for (const Speaker& speaker : speakers)
    if (speaker.role == Role::moderator) return;
  std::optional<std::size_t> best;
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < cast.size(); ++i) {
    all += asking[i].bytes;
    if (cast[i].part || cast[i].anonymous || speakers[i].role != Role::participant) continue;
    if (asking[i].addressed < 2 || asking[i].addressed * 10 < asking[i].turns * 3) continue;
    if (!best || asking[i].addressed > asking[*best].addressed) best = i;
  }
  if (best && asking[*best].turns * 3 < turns && asking[*best].bytes * 3 < all) speakers[*best].role = Role::moderator;
}

// On a call of a company, analysts ask and officers answer: their titles tell, and where
// none is printed, who asks.
void place_callers(const std::vector<Player>& cast, const std::vector<Asking>& asking, std::vector<Speaker>& speakers) {
  for (std::size_t i = 0; i < cast.size(); ++i) {
    if (cast[i].part) continue;
    bool analyst = false, titled = false;
    for (const std::string& label : speakers[i].labels) {
      std::string key = folded(label);
      analyst |= key.find("analyst") != key.npos || key.find("investor") == 0 || key.find("分析师") != key.npos;
      titled |= key.find("chief") != key.npos || key.find("officer") != key.npos || key.find("president") != key.npos ||
                key.find("head of") != key.npos || key.find("relations") != key.npos;
    }
    bool asker = analyst || (!titled && asking[i].turns > 0 && asking[i].share() >= 0.5);
    speakers[i].role = asker ? Role::interviewer : Role::respondent;
  }
}

void set_kinds(Kind kind, const std::vector<Speaker>& speakers, std::vector<Turn>& turns) {
  std::optional<std::uint32_t> question;
  for (Turn& turn : turns) {
    turn.kind = TurnKind::statement;
    turn.answers.reset();
    if (!turn.speaker) continue;
    switch (speakers[*turn.speaker].role) {
      case Role::interviewer:
        turn.kind = TurnKind::question;
        question = turn.n;
        break;
      case Role::respondent:
        if (question || talk_of_questions(kind)) turn.kind = TurnKind::answer;
        turn.answers = question;
        break;
      default: break;
    }
  }
}

}  // namespace

// A chair keeps order by office: Mr. Deputy Speaker, Präsident, The Chairman, 主席. An
// office with an object, "Minister, Office of the President", is another matter.
bool holds_the_chair(const PersonName& name) {
  std::string office = folded(name.office);
  if (office.ends_with("主席") || office.ends_with("議長")) return true;
  std::string rest;
  for (std::size_t begin = 0; begin < office.size();) {
    std::size_t end = std::min(office.find_first_of(" .", begin), office.size());
    std::string word = office.substr(begin, end - begin);
    if (!word.empty() && !qualifies_a_chair(word)) {
      if (!rest.empty()) return false;
      rest = word;
    }
    begin = end + 1;
  }
  for (std::string_view word : {"speaker", "chair", "president", "vorsitz", "prasident", "predsedatel", "marszalek",
                                "baskan", "golovuyu", "presiding", "voorzitter", "ordforande"})
    if (rest.find(word) != rest.npos) return true;
  return false;
}

bool heads_a_state(const PersonName& name) {
  std::string office = folded(name.office);
  return name.is_person() && (office == "president" || office == "vice president" || office == "presidente");
}

void set_roles(const capture::Page& page, Kind kind, const std::vector<Player>& cast, std::string_view title,
               std::vector<Speaker>& speakers, std::vector<Turn>& turns) {
  std::vector<Asking> asking = count(page, turns, cast.size());
  bool ordered = kind == Kind::hearing || kind == Kind::proceedings || kind == Kind::debate;
  if (ordered) count_chairs(page, turns, asking);
  std::string folded_title = folded(title);
  bool have_asker = false;
  for (std::size_t i = 0; i < cast.size(); ++i) {
    speakers[i].role = cast[i].part.value_or(Role::participant);
    have_asker |= cast[i].part == Role::interviewer;
    bool orders =
        kind == Kind::hearing || kind == Kind::proceedings || (cast.size() > 2 && !heads_a_state(cast[i].name));
    if ((ordered || kind == Kind::remarks) && orders && !cast[i].part && holds_the_chair(cast[i].name))
      speakers[i].role = Role::moderator;
    // Who took the chair for a while and spoke from the floor otherwise is no chair.
    if (ordered && speakers[i].role == Role::moderator && cast[i].name.is_person() && asking[i].chaired > 0 &&
        asking[i].chaired * 2 < asking[i].turns)
      speakers[i].role = Role::participant;
  }
  if (have_asker && (talk_of_questions(kind) || kind == Kind::other)) {
    answer_the_asker(cast, asking, speakers);
  } else if (kind == Kind::call) {
    place_callers(cast, asking, speakers);
  } else if (talk_of_questions(kind)) {
    choose_askers(kind, cast, asking, folded_title, speakers);
    if (kind == Kind::briefing || kind == Kind::press_conference)
      place_reporters(cast, asking, turns, folded_title, speakers);
  } else if (kind == Kind::other) {
    // Not known yet what this is: only where somebody clearly asks.
    Spread spread = spread_of(cast, asking);
    if (spread.clear(0.2) && spread.voices <= 8) choose_askers(kind, cast, asking, folded_title, speakers);
  } else if (kind == Kind::debate) {
    bool chaired =
        std::any_of(speakers.begin(), speakers.end(), [](const Speaker& s) { return s.role == Role::moderator; });
    if (!chaired) place_debaters(cast, asking, turns, speakers);
  } else if (kind == Kind::hearing || kind == Kind::court) {
    place_examined(cast, asking, turns.size(), speakers);
    if (kind == Kind::hearing) {
      place_witnesses(cast, asking, turns.size(), speakers);
      place_addressed(cast, asking, turns.size(), speakers);
      place_members(cast, asking, speakers);
    }
  } else if (kind == Kind::remarks && have_asker) {
    for (std::size_t i = 0; i < cast.size(); ++i)
      if (!cast[i].part && !cast[i].anonymous) speakers[i].role = Role::respondent;
  }
  // At a briefing many ask under one label; in an interview nobody is counted.
  if (kind == Kind::press_conference || kind == Kind::briefing || kind == Kind::remarks)
    for (std::size_t i = 0; i < cast.size(); ++i)
      if (cast[i].anonymous && speakers[i].role == Role::interviewer) speakers[i].several = true;
  set_kinds(kind, speakers, turns);
}

}  // namespace stenogram::transcript
