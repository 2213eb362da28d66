// Roles and kinds: who asks, who answers, who only keeps order.
//
// A label's own word decides (Question, Moderator). Where labels are names, the kind
// of talk says what parts there are to have, and the share of turns that end in a
// question says who has which.
#include <algorithm>
#include <string>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/turns.h"

namespace stenogram::transcript {
namespace {

struct Asking {
  std::uint32_t turns = 0;
  std::uint32_t questions = 0;  // turns whose last sentence asks
  std::uint64_t bytes = 0;

  double share() const { return turns == 0 ? 0 : static_cast<double>(questions) / turns; }
};

bool asks(std::string_view text) {
  // The last sentence, or the one before a closing word of thanks.
  std::size_t reach = std::min<std::size_t>(text.size(), 120);
  std::string_view end = text.substr(text.size() - reach);
  for (std::string_view mark : {"?", "？", "؟", ";"})
    if (std::size_t at = end.rfind(mark); at != end.npos) {
      if (mark == ";") return false;
      return true;
    }
  return false;
}

std::vector<Asking> count(const capture::Page& page, const std::vector<Turn>& turns, std::size_t voices) {
  std::vector<Asking> asking(voices);
  for (const Turn& turn : turns) {
    if (!turn.speaker) continue;
    Asking& a = asking[*turn.speaker];
    ++a.turns;
    a.questions += asks(slice(page.text, turn.span));
    a.bytes += turn.span.size();
  }
  return asking;
}

// A chair keeps order by office: Mr. Deputy Speaker, Präsident, The Chairman, 主席. An
// office with an object, "Minister, Office of the President", is another matter.
bool holds_the_chair(const Player& player) {
  std::string office = folded(player.name.office);
  if (office.ends_with("主席") || office.ends_with("議長")) return true;
  std::string rest;
  for (std::size_t begin = 0; begin < office.size();) {
    std::size_t end = std::min(office.find_first_of(" .", begin), office.size());
    std::string word = office.substr(begin, end - begin);
    bool deputy = word == "deputy" || word == "temporary" || word == "acting" || word == "vice" ||
                  word == "first" || word == "second" || word == "the";
    if (!word.empty() && !deputy) {
      if (!rest.empty()) return false;
      rest = word;
    }
    begin = end + 1;
  }
  for (std::string_view word : {"speaker", "chair", "president", "vorsitz", "prasident", "predsedatel",
                                "marszalek", "baskan"})
    if (rest.find(word) != rest.npos) return true;
  return false;
}

bool talk_of_questions(Kind kind) {
  return kind == Kind::interview || kind == Kind::press_conference || kind == Kind::briefing ||
         kind == Kind::call;
}

bool in_title(const Player& player, std::string_view folded_title) {
  if (!player.name.is_person()) return false;
  std::string key = folded(player.name.surname.back());
  return key.size() > 2 && folded_title.find(key) != folded_title.npos;
}

// Among named voices, those who ask.
void choose_askers(Kind kind, const std::vector<Player>& cast, const std::vector<Asking>& asking,
                   std::string_view folded_title, bool have_asker, std::vector<Speaker>& speakers) {
  if (have_asker) {
    for (std::size_t i = 0; i < cast.size(); ++i) {
      if (cast[i].part) continue;
      // Voices that name nobody beside a Question: officials answer, the public asks.
      bool asker = cast[i].anonymous && asking[i].share() >= 0.5;
      speakers[i].role = asker ? Role::interviewer : Role::respondent;
    }
    return;
  }
  double least = 1, most = 0;
  for (std::size_t i = 0; i < cast.size(); ++i) {
    if (cast[i].part || asking[i].turns == 0) continue;
    least = std::min(least, asking[i].share());
    most = std::max(most, asking[i].share());
  }
  double threshold = std::max(0.3, (least + most) / 2);
  bool clear = most - least >= 0.15;
  for (std::size_t i = 0; i < cast.size(); ++i) {
    if (cast[i].part) continue;
    bool asker = clear && asking[i].share() >= threshold && !in_title(cast[i], folded_title);
    if (kind == Kind::call && !clear) asker = false;
    speakers[i].role = asker ? Role::interviewer : clear ? Role::respondent : Role::participant;
    if (!clear && in_title(cast[i], folded_title)) speakers[i].role = Role::respondent;
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

void set_roles(const capture::Page& page, Kind kind, const std::vector<Player>& cast,
               std::string_view title, std::vector<Speaker>& speakers, std::vector<Turn>& turns) {
  std::vector<Asking> asking = count(page, turns, cast.size());
  std::string folded_title = folded(title);
  bool have_asker = false;
  for (std::size_t i = 0; i < cast.size(); ++i) {
    speakers[i].role = cast[i].part.value_or(Role::participant);
    have_asker |= cast[i].part == Role::interviewer;
  }
  if (talk_of_questions(kind) || (kind == Kind::other && have_asker)) {
    choose_askers(kind, cast, asking, folded_title, have_asker, speakers);
  } else if (kind == Kind::hearing || kind == Kind::debate || kind == Kind::proceedings) {
    for (std::size_t i = 0; i < cast.size(); ++i)
      if (!cast[i].part && kind != Kind::debate && holds_the_chair(cast[i]))
        speakers[i].role = Role::moderator;
  }
  if (kind == Kind::remarks && have_asker)
    for (std::size_t i = 0; i < cast.size(); ++i)
      if (!cast[i].part && !cast[i].anonymous) speakers[i].role = Role::respondent;
  // At a briefing many ask under one label; in an interview nobody is counted.
  if (kind == Kind::press_conference || kind == Kind::briefing || kind == Kind::remarks)
    for (std::size_t i = 0; i < cast.size(); ++i)
      if (cast[i].anonymous && speakers[i].role == Role::interviewer) speakers[i].several = true;
  set_kinds(kind, speakers, turns);
}

}  // namespace stenogram::transcript
