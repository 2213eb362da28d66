// Reading, as a table of contents: each step is a sentence, and a file of its own.
#include "stenogram/transcript/transcript.h"

#include <algorithm>
#include <unordered_map>

#include "stenogram/text/language.h"
#include "stenogram/transcript/candidates.h"
#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/heading.h"
#include "stenogram/transcript/labels.h"
#include "stenogram/transcript/leftovers.h"
#include "stenogram/transcript/notes.h"
#include "stenogram/transcript/quotes.h"
#include "stenogram/transcript/regions.h"
#include "stenogram/transcript/speakers.h"
#include "stenogram/transcript/speeches.h"
#include "stenogram/transcript/title.h"
#include "stenogram/transcript/turns.h"
#include "stenogram/transcript/unlabelled.h"
#include "stenogram/transcript/voices.h"

namespace stenogram::transcript {
namespace {

std::vector<Announced> announced_by(const capture::Page& page, const Labels& labels, const Cast& cast) {
  std::vector<Announced> announced;
  announced.reserve(labels.labels.size());
  for (const PageLabel& label : labels.labels) {
    std::optional<std::uint32_t> voice = cast.of_group[label.group];
    announced.push_back({{std::string(slice(page.text, label.candidate.words)), label.candidate.span},
                         voice,
                         voice && cast.voices[*voice].anonymous,
                         label.candidate.clock,
                         std::nullopt});
  }
  return announced;
}

// What the markup knows of an utterance beyond its label.
void keep_markup(const std::vector<Announced>& opened, std::vector<Announced>& announced) {
  for (std::size_t i = 0; i < announced.size(); ++i) {
    announced[i].opens_always |= opened[i].opens_always;
    announced[i].kind = opened[i].kind;
    if (announced[i].label.span.empty()) announced[i].label.text.clear();
  }
}

// Voices without labels take their places among those with, and in the cast: those who
// ask are one, and those who answer are the one person named, if there is just one.
void add_unlabelled(const Unlabelled& unlabelled, Cast& cast, std::vector<Announced>& announced) {
  if (unlabelled.openings.empty()) return;
  std::optional<std::uint32_t> asker, answerer;
  std::uint32_t named = 0;
  for (std::uint32_t i = 0; i < cast.voices.size(); ++i) {
    if (cast.voices[i].part == Role::interviewer && !asker) asker = i;
    else if (cast.voices[i].part != Role::moderator) answerer = i, ++named;
  }
  if (named > 1) answerer.reset();
  auto add = [&](Role role) {
    Player& player = cast.voices.emplace_back();
    player.part = role;
    return static_cast<std::uint32_t>(cast.voices.size() - 1);
  };
  if (!asker) asker = add(Role::interviewer);
  if (!answerer && named == 0) answerer = add(Role::respondent);
  for (const Opening& opening : unlabelled.openings) {
    Announced voice;
    voice.label.span = opening.mark;  // a dash or a number announces, and is no label
    voice.voice = opening.question ? asker : answerer;
    voice.opens_always = opening.question;
    announced.push_back(std::move(voice));
  }
  std::sort(announced.begin(), announced.end(),
            [](const Announced& a, const Announced& b) { return a.label.span < b.label.span; });
}

// A speech without a label: one voice, whom the title names.
void add_speech(const capture::Page& page, const Labels& labels, Cast& cast, std::vector<Announced>& announced) {
  std::optional<Speech> speech = find_speech(page);
  if (!speech) return;
  Player& player = cast.voices.emplace_back();
  player.name = speech->speaker;
  if (player.name.is_person()) player.speaker.name = player.name.full();
  if (!player.name.office.empty()) player.speaker.office = player.name.office;
  Announced& voice = announced.emplace_back();
  voice.label.span = {speech->begin, speech->begin};
  voice.voice = static_cast<std::uint32_t>(cast.voices.size() - 1);
  // "THE MINISTER:" once, which by itself proved nothing, is the speaker's label after all.
  for (const PageLabel& rejected : labels.rejected)
    if (rejected.candidate.span.begin == speech->begin && rejected.candidate.mark == Mark::colon) {
      voice.label = {std::string(slice(page.text, rejected.candidate.words)), rejected.candidate.span};
      player.speaker.labels.push_back(voice.label.text);
    }
}

TurnEvidence evidence_of(const Transcript& t, const std::vector<Player>& cast) {
  TurnEvidence evidence;
  evidence.language = t.language;
  evidence.turns = t.turns.size();
  evidence.voices = t.speakers.size();
  for (const Turn& turn : t.turns) {
    evidence.questions += turn.kind == TurnKind::question;
    evidence.answers += turn.kind == TurnKind::answer;
    if (!turn.speaker) continue;
    const Player& player = cast[*turn.speaker];
    evidence.unnamed_questions += player.anonymous && turn.kind == TurnKind::question;
    evidence.chair_turns += t.speakers[*turn.speaker].role == Role::moderator;
    bool titled = player.name.gender != 0 && !player.name.honorific.empty();
    evidence.titled_questions += titled && turn.kind == TurnKind::question;
  }
  for (const Speaker& speaker : t.speakers)
    for (const std::string& label : speaker.labels)
      if (evidence.labels.size() < 50) evidence.labels.push_back(label);
  return evidence;
}

// What a heading does not tell, the first words may ("welcome to the second debate"),
// or the clerk's last line ("The hearing adjourned").
void kind_from_words(const capture::Page& page, const HeadingReading& reading, Transcript& t) {
  if (t.turns.empty() || (t.heading.kind != Kind::other && t.heading.kind != Kind::interview)) return;
  KindWeights weights{};
  ByteSpan opening = t.turns[0].span;
  if (t.turns.size() > 2) opening.end = t.turns[2].span.end;
  weigh_spoken_kinds(phrase_words(slice(page.text, opening).substr(0, 1500)), weights);
  if (t.heading.title) {
    // A title that tells nothing leaves a host's words of welcome; more would be guessing.
    int host = weights[std::size_t(Kind::interview)];
    weights = {};
    if (t.heading.kind == Kind::other) weights[std::size_t(Kind::interview)] = host;
  }
  for (const Leftover& left : reading.rest)
    if (left.span.begin >= t.turns.back().span.end && left.span.size() < 200)
      weigh_kinds(phrase_words(slice(page.text, left.span)), weights, 1);
  for (Kind kind : {Kind::debate, Kind::hearing, Kind::briefing, Kind::press_conference, Kind::call, Kind::interview})
    if (weights[std::size_t(kind)] > 0) {
      t.heading.kind = kind;
      return;
    }
}

// Talk without a heading in which three and more take part, time is given out again and again,
// and somebody speaks of a debate, is one. Asked of its first and last turns only.
void kind_from_time_given(const capture::Page& page, Transcript& t) {
  constexpr std::size_t kFirst = 40, kLast = 6, kReach = 700;
  if (t.heading.title || (t.heading.kind != Kind::other && t.heading.kind != Kind::interview) || t.turns.size() < 8)
    return;
  std::vector<std::uint32_t> turns(t.speakers.size());
  for (const Turn& turn : t.turns)
    if (turn.speaker) ++turns[*turn.speaker];
  if (std::count_if(turns.begin(), turns.end(), [](std::uint32_t n) { return n >= 3; }) < 3) return;
  auto in_some = [&](std::size_t enough, auto says) {
    for (std::size_t i = 0; i < t.turns.size() && enough > 0; ++i)
      if (i < kFirst || i + kLast >= t.turns.size())
        enough -= says(phrase_words(slice(page.text, t.turns[i].span).substr(0, kReach)));
    return enough == 0;
  };
  auto gives_time = [](const std::vector<PhraseWord>& words) {
    for (std::size_t w = 0; w < words.size(); ++w)
      if (heading_words().debated.has(words, w)) return true;
    return false;
  };
  auto speaks_of_debate = [](const std::vector<PhraseWord>& words) {
    KindWeights weights{};
    weigh_kinds(words, weights, 1);
    return weights[std::size_t(Kind::debate)] > 0;
  };
  // Time is rarely given, so that is asked first.
  if (in_some(3, gives_time) && in_some(1, speaks_of_debate)) t.heading.kind = Kind::debate;
}

// A debate that somebody presides over by office is a parliament's.
void kind_from_chair(const std::vector<Player>& cast, Transcript& t) {
  bool chaired = std::any_of(cast.begin(), cast.end(), [](const Player& player) {
    return holds_the_chair(player.name) && !heads_a_state(player.name);
  });
  if (t.heading.kind == Kind::debate && chaired) t.heading.kind = Kind::proceedings;
}

// Where neither heading nor words tell: talk in which somebody asks and somebody else
// answers is an interview; one voice alone holds a speech; the rest is some meeting.
void kind_from_turns(Transcript& t) {
  constexpr std::size_t kTalk = 6;  // turns; fewer may be a table that looked like talk
  if (t.heading.kind != Kind::other || t.turns.size() < 2) return;
  std::size_t questions = 0, answers = 0;
  std::vector<bool> heard(t.speakers.size(), false);
  for (const Turn& turn : t.turns) {
    questions += turn.kind == TurnKind::question;
    answers += turn.kind == TurnKind::answer;
    if (turn.speaker) heard[*turn.speaker] = true;
  }
  auto voices = std::count(heard.begin(), heard.end(), true);
  if (voices < 2) return;
  bool asked = answers > 0 && questions * (voices <= 4 ? 6 : 3) >= t.turns.size();
  if (asked || (voices == 2 && t.turns.size() >= kTalk)) t.heading.kind = Kind::interview;
  else if (t.turns.size() >= kTalk) t.heading.kind = Kind::proceedings;
}

// A schema for parliaments says what its documents are, where the heading does not.
void kind_from_markup(const capture::Page& page, Transcript& t) {
  if (t.turns.empty() || (t.heading.kind != Kind::other && t.heading.kind != Kind::interview)) return;
  for (const capture::Fact& fact : page.facts)
    if (fact.key == "kind")
      if (std::optional<Kind> kind = from_name<Kind>(fact.value)) t.heading.kind = *kind;
}

// What the markup says of the place where a leftover stands.
LeftoverKind kind_by_region(const capture::Page& page, ByteSpan span) {
  auto block = std::partition_point(page.blocks.begin(), page.blocks.end(),
                                    [&](const capture::Block& b) { return b.span.end <= span.begin; });
  if (block == page.blocks.end()) return LeftoverKind::unknown;
  switch (block->region) {
    case capture::Region::navigation:
    case capture::Region::header:
    case capture::Region::footer: return LeftoverKind::navigation;
    case capture::Region::aside: return LeftoverKind::teaser;
    case capture::Region::hidden: return LeftoverKind::furniture;
    case capture::Region::main:
    case capture::Region::comments: break;
  }
  return LeftoverKind::unknown;
}

// Heading and tail: what neither room names is told by its words, and what stands
// unnamed above the talk is an editor's introduction to it.
void read_heading_of(const capture::Page& page, ByteSpan head, ByteSpan tail, const std::vector<Player>& cast,
                     bool examined, Transcript& t) {
  HeadingReading reading = read_heading(page, head, tail, evidence_of(t, cast));
  t.heading = std::move(reading.heading);
  kind_from_words(page, reading, t);
  kind_from_time_given(page, t);
  kind_from_markup(page, t);
  kind_from_turns(t);
  kind_from_chair(cast, t);
  bool untold = t.heading.kind == Kind::other || t.heading.kind == Kind::interview || !t.heading.title;
  if (examined && untold) t.heading.kind = Kind::court;
  for (Leftover left : reading.rest) {
    if (left.kind == LeftoverKind::unknown) {
      left.kind = leftover_kind(slice(page.text, left.span));
      if (left.kind == LeftoverKind::unknown) left.kind = kind_by_region(page, left.span);
      if (left.kind == LeftoverKind::unknown && left.span.end <= head.end && !t.turns.empty())
        left.kind = LeftoverKind::editor;
    }
    t.leftovers.push_back(left);
  }
  t.doubts.insert(t.doubts.end(), reading.doubts.begin(), reading.doubts.end());
}

// A leftover that says nothing of itself is what its neighbours are: between two lines
// of an address it is a line of it, below a heading of teasers it is a teaser.
void settle_by_neighbours(std::uint64_t end_of_turns, std::vector<Leftover>& leftovers) {
  constexpr std::size_t kLine = 160, kHeading = 60, kBetween = 2;
  bool behind_teasers = false;
  for (std::size_t i = 0; i < leftovers.size(); ++i) {
    Leftover& left = leftovers[i];
    if (left.span.begin >= end_of_turns && left.kind == LeftoverKind::teaser && left.span.size() < kHeading)
      behind_teasers = true;
    if (left.kind != LeftoverKind::unknown && left.kind != LeftoverKind::editor) continue;
    bool contact = false;
    if (i > 0 && leftovers[i - 1].kind == LeftoverKind::contact && left.span.size() < kLine)
      for (std::size_t next = i + 1; next < leftovers.size() && next <= i + kBetween; ++next)
        contact |= leftovers[next].kind == LeftoverKind::contact &&
                   leftovers[next].span.begin < leftovers[i - 1].span.end + 3 * kLine;
    if (contact) left.kind = LeftoverKind::contact;
    else if (behind_teasers && left.kind == LeftoverKind::unknown) left.kind = LeftoverKind::teaser;
  }
}

// Notes found by words join those found by layout, which come first where both claim.
void add_notes(const capture::Page& page, const std::vector<ByteSpan>& furniture, Turn& turn) {
  std::vector<Note> found = find_notes(page, turn.span, furniture);
  std::vector<ByteSpan> taken;
  for (const Note& note : turn.notes) taken.push_back(note.span);
  for (const Label& label : turn.repeated) taken.push_back(label.span);
  std::sort(taken.begin(), taken.end());
  std::size_t at = 0;
  for (Note& note : found) {
    while (at < taken.size() && taken[at].end <= note.span.begin) ++at;
    if (at < taken.size() && taken[at].overlaps(note.span)) continue;
    turn.notes.push_back(std::move(note));
  }
  std::sort(turn.notes.begin(), turn.notes.end(), [](const Note& a, const Note& b) { return a.span < b.span; });
}

// Why what is left over is what it is, and a note a note.
std::string_view reason_of(LeftoverKind kind) {
  switch (kind) {
    case LeftoverKind::navigation: return "a link or a button, or in a part of the page that its markup sets aside";
    case LeftoverKind::contact: return "a way to reach somebody";
    case LeftoverKind::teaser: return "heads other pages, or stands below such a heading";
    case LeftoverKind::date_line: return "a date or a clock time and little else";
    case LeftoverKind::editor: return "above the first label or below the last word, or between turns and nobody's";
    case LeftoverKind::furniture: return "a rule, a number, a running head, or the mark that sets a voice apart";
    case LeftoverKind::unknown: break;
  }
  return "no talk, by its words and place";
}
std::string_view reason_of(NoteKind kind) {
  switch (kind) {
    case NoteKind::reference: return "a number or a mark in brackets or raised";
    case NoteKind::link: return "the address of a link and its marks";
    case NoteKind::time: return "a clock time in brackets or on a line of its own";
    case NoteKind::furniture: return "a running head, a page's or a line's number";
    case NoteKind::markup: return "a rule, or marks of emphasis";
    case NoteKind::editor: return "a heading between paragraphs, or an editor's words in brackets";
    case NoteKind::interjection: return "brackets that hold what others called";
    default: break;
  }
  return "brackets or italics that hold words of the stage, or a paragraph that is all bracket";
}

void explain_heading(const Heading& heading, std::vector<Explanation>& out) {
  auto item = [&](const auto& slot, const char* became, const char* because) {
    if (slot && slot->span) out.push_back({*slot->span, became, because});
  };
  item(heading.title, "heading title", "most like a title of the lines above the talk");
  item(heading.outlet, "heading outlet", "named beside the word for an interview, or in the masthead and in labels");
  item(heading.occasion, "heading occasion", "behind words such as following, during, at the end of");
  item(heading.place, "heading place", "a known city, a room, or capitals before the date");
  item(heading.event_date, "heading event date", "in the title, beside a place, or told to be of the event");
  item(heading.publication_date, "heading publication date", "told to be of publication, or beside the publisher");
}

void explain_turns(const Transcript& t, const char* unlabelled, std::vector<Explanation>& out) {
  for (const Turn& turn : t.turns) {
    out.push_back({turn.span, "turn " + std::to_string(turn.n),
                   turn.label ? "what follows its label, up to another voice" : unlabelled});
    for (const Note& note : turn.notes)
      out.push_back({note.span, "note " + std::string(name_of(note.kind)), std::string(reason_of(note.kind))});
  }
}

void explain(const Labels& labels, const char* unlabelled, const Transcript& t, std::vector<Explanation>& out) {
  explain_heading(t.heading, out);
  explain_turns(t, unlabelled, out);
  for (const PageLabel& label : labels.labels)
    out.push_back({label.candidate.span, "label", labels.groups[label.group].because});
  for (const PageLabel& label : labels.rejected)
    out.push_back({label.candidate.words, "no label", labels.groups[label.group].because});
  for (const Leftover& left : t.leftovers)
    out.push_back({left.span, "leftover " + std::string(name_of(left.kind)), std::string(reason_of(left.kind))});
  std::stable_sort(out.begin(), out.end(), [](const Explanation& a, const Explanation& b) { return a.span < b.span; });
}

// What all regions of a page share.
struct Reading {
  const capture::Page& page;
  std::vector<ByteSpan> furniture;
  std::optional<MarkupVoices> voices;
  std::optional<std::size_t> margin;  // of numbered lines
  std::vector<Explanation>* explanations;
};

// The name of who answers turn `k`, where the next one is an answer to it.
std::vector<std::string> answering(const Transcript& t, std::size_t k) {
  if (k + 1 >= t.turns.size()) return {};
  const Turn& next = t.turns[k + 1];
  if (!next.answers || *next.answers != t.turns[k].n || !next.speaker) return {};
  const Speaker& speaker = t.speakers[*next.speaker];
  if (!speaker.name) return {};
  return {*speaker.name};
}

Transcript read_region(const Reading& whole, ByteSpan region, const Labels& labels) {
  const capture::Page& page = whole.page;
  Transcript t;
  t.region = region;
  t.language = text::language_of(slice(page.text, region));
  for (const capture::Doubt& doubt : labels.doubts)
    if (region.contains(doubt.span)) t.doubts.push_back(doubt);

  // Whose labels they are.
  std::uint64_t first = labels.labels.empty() ? region.end : labels.labels.front().candidate.span.begin;
  Cast cast = find_speakers(page, labels, {region.begin, first});
  t.doubts.insert(t.doubts.end(), cast.doubts.begin(), cast.doubts.end());

  // What was said under each, and where the talk ends.
  std::vector<Announced> announced = announced_by(page, labels, cast);
  const char* unlabelled = "captions, of which nobody says whose they are";
  if (whole.voices) {
    keep_markup(whole.voices->opened, announced);
    unlabelled = "the markup says so";
  } else if (region.size() == page.text.size()) {
    Unlabelled found = find_unlabelled(page, labels);
    if (!found.openings.empty()) unlabelled = found.because;
    if (found.by_words)
      t.doubts.push_back(
          {"voices_by_words",
           "no mark tells who speaks; questions are told by their words, and what is said without asking may be "
           "the other's",
           {found.openings.front().mark.begin, found.openings.back().mark.begin}});
    add_unlabelled(found, cast, announced);
  }
  if (announced.empty()) announced = unlabelled_captions(page);
  if (announced.empty() && region.size() == page.text.size()) {
    add_speech(page, labels, cast, announced);
    if (!announced.empty()) unlabelled = "the title names who speaks";
  }
  for (const Player& player : cast.voices) t.speakers.push_back(player.speaker);
  if (!announced.empty()) first = announced.front().label.span.begin;
  TurnReading reading =
      build_turns(page, announced, region.end, whole.furniture, whole.margin, t.language, whole.voices.has_value());
  t.turns = std::move(reading.turns);
  t.leftovers = std::move(reading.leftovers);
  t.doubts.insert(t.doubts.end(), reading.doubts.begin(), reading.doubts.end());

  // What the page says of itself; for that, who asks is needed, and the other way about.
  set_roles(page, Kind::other, cast.voices, {}, t.speakers, t.turns);
  read_heading_of(page, {region.begin, first}, reading.tail, cast.voices, labels.examined, t);
  std::string_view title = t.heading.title ? std::string_view(t.heading.title->text) : std::string_view();
  set_roles(page, t.heading.kind, cast.voices, title, t.speakers, t.turns);
  if (whole.voices) set_marked_kinds(announced, t.turns);

  // What stands inside turns: stage notes, words of others, and where one was cut off.
  for (std::size_t k = 0; k < t.turns.size(); ++k) {
    Turn& turn = t.turns[k];
    add_notes(page, whole.furniture, turn);
    std::vector<std::string> own;
    if (turn.speaker) {
      // A handful tells whose words are quoted; numbered questions have a label each.
      constexpr std::size_t kTelling = 20;
      const std::vector<std::string>& labels_of = t.speakers[*turn.speaker].labels;
      own.assign(labels_of.begin(), labels_of.begin() + std::ptrdiff_t(std::min(labels_of.size(), kTelling)));
      if (t.speakers[*turn.speaker].name) own.push_back(*t.speakers[*turn.speaker].name);
    }
    turn.quotes = find_quotes(page, turn, {t.language, own, answering(t, k)});
  }
  mark_interrupted(page, t.turns, cast.voices);

  std::sort(t.leftovers.begin(), t.leftovers.end(),
            [](const Leftover& a, const Leftover& b) { return a.span < b.span; });
  settle_by_neighbours(t.turns.empty() ? region.end : t.turns.back().span.end, t.leftovers);
  if (whole.explanations) {
    whole.explanations->insert(whole.explanations->end(), reading.explanations.begin(), reading.explanations.end());
    explain(labels, unlabelled, t, *whole.explanations);
  }
  return t;
}

// The labels that stand in a region; groups are those of the page.
Labels labels_in(const Labels& labels, ByteSpan region) {
  auto cut = [&](const std::vector<PageLabel>& all) {
    auto at = [&](std::uint64_t place) {
      return std::partition_point(all.begin(), all.end(),
                                  [&](const PageLabel& label) { return label.candidate.span.begin < place; });
    };
    return std::vector<PageLabel>(at(region.begin), at(region.end));
  };
  Labels part;
  part.labels = cut(labels.labels);
  part.rejected = cut(labels.rejected);
  part.doubts = labels.doubts;
  part.examined = labels.examined;
  // Groups are numbered anew, so that a page of many transcripts costs no more than one.
  std::unordered_map<std::uint32_t, std::uint32_t> renumbered;
  for (auto* list : {&part.labels, &part.rejected})
    for (PageLabel& label : *list) {
      auto [it, fresh] = renumbered.emplace(label.group, part.groups.size());
      if (fresh) part.groups.push_back(labels.groups[label.group]);
      label.group = it->second;
    }
  return part;
}

}  // namespace

std::vector<Transcript> read(const capture::Page& page, std::vector<Explanation>* explanations) {
  // Lines that a printer put there are never talk and never labels. The markup may say
  // who speaks.
  Reading whole{page, find_furniture(page), read_voices(page), std::nullopt, explanations};
  whole.margin = numbered_margin(page, whole.furniture);

  // If not: all that has the shape of a label, and what of it the page as a whole bears out.
  Labels labels = whole.voices ? whole.voices->labels : choose_labels(page, find_candidates(page, whole.furniture));

  whole.furniture.insert(whole.furniture.end(), labels.running_heads.begin(), labels.running_heads.end());
  if (!labels.running_heads.empty()) {
    std::sort(whole.furniture.begin(), whole.furniture.end());
    auto same = [](ByteSpan a, ByteSpan b) { return b.begin < a.end; };
    whole.furniture.erase(std::unique(whole.furniture.begin(), whole.furniture.end(), same), whole.furniture.end());
  }

  // One capture may hold several transcripts, each under a title of its own.
  std::vector<std::uint64_t> borders;
  if (!whole.voices) borders = find_borders(page, labels, whole.furniture);
  borders.push_back(page.text.size());

  std::vector<Transcript> out;
  std::uint64_t begin = 0;
  for (std::uint64_t end : borders) {
    ByteSpan region{begin, end};
    bool only = borders.size() == 1;
    out.push_back(read_region(whole, region, only ? labels : labels_in(labels, region)));
    begin = end;
  }
  return out;
}

}  // namespace stenogram::transcript
