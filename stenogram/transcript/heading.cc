#include "stenogram/transcript/heading.h"

#include <algorithm>
#include <cstdio>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/dates.h"
#include "stenogram/transcript/heading_lines.h"
#include "stenogram/transcript/title.h"

namespace stenogram::transcript {
namespace {
using namespace heading_lines;

// A paragraph in which an editor may tell when an interview was held.
constexpr std::size_t kLongestTelling = 1500;
// Lines of the head that are looked at: what heads a page stands at its top or just above
// the first turn, and a page without turns is all head.
constexpr std::size_t kLinesFromTop = 60, kLinesFromBottom = 40;

class HeadingReader {
 public:
  HeadingReader(const capture::Page& page, ByteSpan head, ByteSpan tail, const TurnEvidence& evidence)
      : page_(page), evidence_(evidence), lines_(lines_of(page, head)) {
    head_lines_ = lines_.size();
    for (Line& line : lines_of(page, tail)) lines_.push_back(std::move(line));
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      bool near = i < kLinesFromTop || i + kLinesFromBottom >= head_lines_;
      bool in_tail = i >= head_lines_ && i >= head_lines_ + kLinesFromTop;
      if (near && !in_tail && lines_[i].text.size() <= kLongestLine) examine(lines_[i]);
    }
    for (std::string_view label : evidence.labels)
      for (PhraseWord& word : phrase_words(label)) people_.push_back(std::move(word.key));
    std::sort(people_.begin(), people_.end());
  }

  HeadingReading read() {
    read_facts();
    read_keys();
    choose_title();
    read_parts_of_title();
    read_told_date();
    read_dates();
    read_date_of_address();
    read_clock();
    read_places();
    read_place_of_subtitle();
    read_outlet_of_lines();
    choose_kind();
    close();
    return std::move(out_);
  }

 private:
  Heading& heading() { return out_.heading; }
  const Heading& heading() const { return out_.heading; }
  Item item(ByteSpan span) const { return {std::string(slice(page_.text, span)), span, std::nullopt}; }
  Item item(const capture::Fact& fact) const { return {fact.value, fact.span, fact.source}; }
  ByteSpan within(const Line& line, ByteSpan part) const {
    return {line.span.begin + part.begin, line.span.begin + part.end};
  }
  Dated dated(const Line& line, const PrintedDate& date) const {
    ByteSpan span = within(line, date.span);
    return {date.iso(), std::string(slice(page_.text, span)), span, std::nullopt};
  }

  // --- what the markup states ---

  void read_facts() {
    for (const capture::Fact& fact : page_.facts) {
      if (fact.key == "title" && !title_fact_ && !fact.value.empty()) title_fact_ = &fact;
      if (fact.key == "site" && !site_fact_) site_fact_ = &fact;
      // An address with a number is the publisher's.
      bool address = fact.value.find_first_of("0123456789") != fact.value.npos;
      if (fact.key == "place" && !heading().place && !address) heading().place = item(fact);
      bool published = fact.key == "published", event = fact.key == "event_date";
      if (!published && !event) continue;
      std::optional<std::string> value = iso_date(fact.value);
      std::optional<Dated>& slot = published ? heading().publication_date : heading().event_date;
      if (!value) {
        out_.doubts.push_back({"date_not_understood",
                               "the markup states the date \"" + fact.value.substr(0, 60) + "\", which is none",
                               fact.span.value_or(ByteSpan{})});
      } else if (!slot) {
        slot = Dated{*value, fact.value, fact.span, fact.source};
      }
    }
    for (Line& line : lines_)
      if (line.block->kind == capture::BlockKind::metadata) line.owned = true;
  }

  // "Title: …", "Date: …" as lines of the text itself.
  void read_keys() {
    using Key = HeadingWords::Key;
    for (std::size_t i = 0; i < head_lines_; ++i) {
      Line& line = lines_[i];
      if (!line.examined || line.owned || line.words.empty()) continue;
      auto key = heading_words().keys.at(line.words, 0);
      if (!key) continue;
      std::uint64_t colon = line.words[key->words - 1].span.end;
      if (!line.text.substr(colon).starts_with(':')) continue;
      ByteSpan value = trimmed(page_.text, {line.span.begin + colon + 1, line.span.end});
      if (value.empty()) continue;
      switch (Key(key->value)) {
        case Key::title: set_once(heading().title, line, item(value)); break;
        case Key::place: set_once(heading().place, line, item(value)); break;
        case Key::outlet: set_once(heading().outlet, line, item(value)); break;
        case Key::event_date: line.held = true; break;
        case Key::date: break;  // read with the other date lines
      }
    }
  }
  template <class T>
  void set_once(std::optional<T>& slot, Line& line, T value) {
    if (slot) return;
    slot = std::move(value);
    line.owned = true;
  }

  // --- the title ---

  // Evidence for a line being the title, in points; what the page calls its title, its
  // first heading, words for a kind of event, a date at the end, being first.
  int title_points(std::size_t i) const {
    const Line& line = lines_[i];
    if (!line.examined || line.navigation || line.clock || line.byline) return -100;
    if (line.words.empty() || line.text.size() < 4) return -100;
    int points = 0;
    if (title_fact_ && folded(title_fact_->value).starts_with(folded(line.text))) points += 12;
    if (line.block->kind == capture::BlockKind::heading) points += 10 - line.block->level;
    if (line.block->kind == capture::BlockKind::list_item) points -= 6;
    KindWeights weights{};
    weigh_kinds(line.words, weights, 1);
    if (*std::max_element(weights.begin(), weights.end()) > 0) points += 6;
    if (line.date && !line.published && line.words.size() > 7) points += 4;
    bool bare_date = line.date && line.date->span.size() * 3 > line.text.size() * 2;
    if (bare_date || line.published) points -= 12;
    if (line.words.size() >= 4) points += 2;
    if (line.words.size() > 45) points -= 6;
    if (line.text.ends_with('.') || line.text.ends_with(':')) points -= 3;
    if (line.text.find("://") != line.text.npos) points -= 12;
    if (line.words.size() <= 8 && room_ends(line)) points -= 8;
    points -= int(std::min<std::size_t>(i, 4));
    return points;
  }

  void choose_title() {
    if (heading().title) {
      return;
      return;
    }
    int best = 0;
    for (std::size_t i = 0; i < head_lines_; ++i) {
      int points = lines_[i].owned ? -100 : title_points(i);
      if (points <= best) continue;
      best = points;
      title_ = i;
    }
    // A title that only metadata prints is better than a line that is merely the first.
    if (title_ && title_fact_ && best < 8) title_.reset();
    if (title_) {
      Line& line = lines_[*title_];
      line.owned = true;
      heading().title = item(without_line_number(page_, line));
    } else if (title_fact_) {
      heading().title = item(*title_fact_);
    }
  }

  void read_parts_of_title() {
    if (!heading().title) return;
    TitleParts parts = read_title(heading().title->text, people_);
    weights_ = parts.weights;
    heading().excerpt = parts.excerpt;
    // A title that stands only in metadata gives words, but no place to point to.
    const std::optional<ByteSpan>& span = heading().title->span;
    auto part = [&](std::optional<Item>& slot, const std::optional<ByteSpan>& found) {
      if (!found || slot) return;
      slot = Item{std::string(slice(heading().title->text, *found)), std::nullopt, heading().title->source};
      if (span) slot->span = {span->begin + found->begin, span->begin + found->end};
    };
    part(heading().outlet, parts.outlet);
    part(heading().occasion, parts.occasion);
    part(heading().place, parts.place);
    if (parts.date && !heading().event_date) {
      std::optional<Item> text;
      part(text, parts.date->span);
      heading().event_date = Dated{parts.date->iso(), text->text, text->span, text->source};
    }
  }

  // --- dates ---

  // "The interview was conducted on 7 October 2022 and first appeared …": an editor's
  // sentence above or below the talk that tells the day. The date alone is the heading's.
  void read_told_date() {
    if (heading().event_date) return;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      Line& line = lines_[i];
      bool near = i < kLinesFromTop ||
                  (i < head_lines_ ? i + kLinesFromBottom >= head_lines_ : i < head_lines_ + kLinesFromTop);
      if (!near || line.owned || line.navigation || line.text.size() > kLongestTelling) continue;
      std::vector<PhraseWord> words;
      for (const PrintedDate& date : find_dates(line.text)) {
        if (date.year == 0 || date.day == 0) continue;
        if (words.empty()) words = phrase_words(line.text);
        if (!told_beside(line, words, date)) continue;
        heading().event_date = dated(line, date);
        line.told = date.span;
        return;
      }
    }
  }
  // A page without a printed date may carry one in its address: /2024/10/30/ is of
  // publication; an archive of broadcasts files them by the day they were aired, /1505/12/.
  void read_date_of_address() {
    for (const capture::Fact& fact : page_.facts) {
      if (fact.key != "canonical_url") continue;
      std::string date = date_in_address(fact.value, false);
      if (!date.empty() && !heading().publication_date)
        heading().publication_date = Dated{date, fact.value, fact.span, fact.source};
      if (!date.empty() || heading().event_date || heading().publication_date) return;
      if (folded(fact.value).find("transcript") == std::string::npos) return;
      date = date_in_address(fact.value, true);
      if (!date.empty()) heading().event_date = Dated{date, fact.value, fact.span, fact.source};
      return;
    }
  }

  enum class DateOf { event, publication, nobody_knows };

  // A date in a line of its own is of the event or of publication. Words decide, then a
  // place beside it; a bare clock of 24 hours is a machine's stamp, while "2:00 p.m. EST"
  // tells people when to come.
  DateOf date_of(std::size_t i) const {
    const Line& line = lines_[i];
    const PrintedDate& date = *line.date;
    if (line.published || line.byline) return DateOf::publication;
    if (line.held) return DateOf::event;
    if (place_of_line(line.text, line.date)) return DateOf::event;
    bool near_clock = false;
    for (std::size_t near : {i - 2, i - 1, i + 1, i + 2})
      if (near < head_lines_ && lines_[near].clock) near_clock = true;
    if (near_clock && !date.clock) return DateOf::event;
    if (heading().event_date) {
      std::string known = heading().event_date->value.substr(0, 10);
      std::string found = date.iso().substr(0, 10);
      if (found == known && beside_publisher(line)) return DateOf::publication;
      if (found == known && !date.clock) return DateOf::event;
      return found >= known ? DateOf::publication : DateOf::nobody_knows;
    }
    if (date.clock) {
      std::string_view clock = slice(line.text, date.clock->span);
      bool for_people = clock.find_first_of("mMrR") != clock.npos;  // a.m., P.M., Uhr, hrs
      return for_people && line.block->region == capture::Region::main ? DateOf::event : DateOf::publication;
    }
    if (heading().publication_date && heading().publication_date->value.substr(0, 10) == date.iso().substr(0, 10))
      return DateOf::publication;
    bool web = page_.media_type == "text/html" || menus_;
    bool interview = weights_[std::size_t(Kind::interview)] > 0;
    return web && interview ? DateOf::publication : DateOf::event;
  }

  void read_dates() {
    for (const Line& line : lines_) menus_ |= line.examined && line.navigation;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      Line& line = lines_[i];
      if (!line.examined || line.owned || !line.date || line.date->year == 0) continue;
      if (line.navigation || line.of_copy || prose_around_date(line)) continue;
      DateOf what = date_of(i);
      if (i >= head_lines_ && what == DateOf::event && !line.held && !heading().event_date &&
          !place_of_line(line.text, line.date))
        what = DateOf::nobody_knows;
      std::optional<Dated>& slot = what == DateOf::publication ? heading().publication_date : heading().event_date;
      if (what == DateOf::nobody_knows) continue;
      if (!slot) {
        slot = dated(line, *line.date);
        line.owned = true;
        // "Office of the Harbour | 2 June 2019": the day its publisher put it out.
        if (what == DateOf::event && beside_publisher(line) && !heading().publication_date)
          heading().publication_date = slot;
      } else if (slot->value.substr(0, 10) == line.date->iso().substr(0, 10)) {
        line.owned = true;  // the same date, printed again
        if (!slot->span && slot->value.size() <= line.date->iso().size()) slot = dated(line, *line.date);
      }
    }
  }
  // "1:06 P.M. EST" on a line of its own says when the event of that day began.
  void read_clock() {
    for (std::size_t i = 0; i < head_lines_; ++i) {
      Line& line = lines_[i];
      if (!line.clock || line.owned || !heading().event_date) continue;
      std::string& value = heading().event_date->value;
      if (value.size() != 10) return;
      char clock[16];
      std::snprintf(clock, sizeof clock, "T%02d:%02d", line.clock->minutes / 60 % 24, line.clock->minutes % 60);
      value += clock;
      line.owned = true;
      return;
    }
  }

  // --- place, outlet, kind ---

  void read_places() {
    for (std::size_t i = 0; i < head_lines_; ++i) {
      Line& line = lines_[i];
      if (!line.examined || line.navigation || line.words.empty()) continue;
      bool event_line = line.owned && line.date && title_ != i && !line.published;
      bool bare = !line.owned && !line.date && line.words.size() <= 8;
      if (!event_line && !bare) continue;
      std::optional<ByteSpan> place = place_of_line(line.text, line.date);
      bool all_of_line = place && place->size() + 4 >= without_line_number(page_, line).size();
      bool room = bare && line.words.back().capital && room_ends(line);
      if (event_line ? !place : !all_of_line && !room) continue;
      if (!heading().place) heading().place = item(room && !all_of_line ? line.span : within(line, *place));
      else if (bare && heading().place->text != line.text) continue;
      line.owned = true;
    }
  }
  // A second heading under the title: "Remarks of the minister at Harbour Palace".
  void read_place_of_subtitle() {
    if (heading().place || !title_ || *title_ + 1 >= head_lines_) return;
    const Line& line = lines_[*title_ + 1];
    if (line.block->kind != capture::BlockKind::heading || line.owned || !line.examined || line.navigation) return;
    TitleParts parts = read_title(line.text, people_);
    if (parts.place && parts.place->end + 1 >= line.text.size()) heading().place = item(within(line, *parts.place));
    if (heading().place) lines_[*title_ + 1].owned = true;
  }
  // A newspaper that names itself in its masthead or metadata, and in the labels of its
  // questions, is the outlet.
  void read_outlet_of_lines() {
    if (heading().outlet) return;
    auto is_label = [&](std::string_view name) {
      std::string key = folded(name);
      return std::any_of(evidence_.labels.begin(), evidence_.labels.end(),
                         [&](std::string_view label) { return folded(label) == key; });
    };
    if (site_fact_ && is_label(site_fact_->value)) heading().outlet = item(*site_fact_);
    for (std::size_t i = 0; i < head_lines_ && !heading().outlet; ++i) {
      Line& line = lines_[i];
      if (!line.examined || line.owned || line.words.size() > 6 || !is_label(line.text)) continue;
      // A person's name on a line of its own is no masthead.
      if (!holds(heading_words().outlet_word, line.words, 6) && !holds(heading_words().outlet_type, line.words, 6))
        continue;
      heading().outlet = item(line.span);
      line.owned = true;
    }
  }

  void choose_kind() {
    if (evidence_.turns == 0) {
      heading().kind = Kind::other;
      return;
    }
    for (std::size_t i = 0; i < head_lines_; ++i) {
      if (!lines_[i].examined || title_ == i || lines_[i].navigation) continue;
      KindWeights weights{};
      weigh_kinds(lines_[i].words, weights, 2);
      for (std::size_t k = 0; k < kKinds; ++k) line_weights_[k] = std::max(line_weights_[k], weights[k]);
    }
    for (std::size_t k = 0; k < kKinds; ++k) weights_[k] += line_weights_[k];
    weigh_labels();
    weigh_evidence();
    auto best = std::max_element(weights_.begin(), weights_.end());
    heading().kind = *best > 0 ? Kind(best - weights_.begin()) : Kind::other;
  }
  void weigh_labels() {
    const HeadingWords& data = heading_words();
    KindWeights found{};
    for (std::string_view label : evidence_.labels) {
      std::vector<PhraseWord> words = phrase_words(label);
      if (auto match = data.label_kinds.at(words, 0)) {
        // "Chairman of the Riba Port Board Jane Roe" keeps no order.
        if (std::size_t(match->words) < words.size() && words[match->words].key == "of") continue;
        const HeadingWords::KindRow& row = data.rows[match->value];
        found[std::size_t(row.kind)] = row.weight;
      }
    }
    for (std::size_t k = 0; k < kKinds; ++k) weights_[k] += found[k];
  }
  void weigh_evidence() {
    const TurnEvidence& e = evidence_;
    // At a meeting somebody asks and somebody answers as well.
    const bool meeting = heading().title && weights_[std::size_t(Kind::interview)] == 0 &&
                         calls_itself_meeting(phrase_words(heading().title->text));
    if (meeting && e.voices > 1) weights_[std::size_t(Kind::proceedings)] += 1;
    for (const HeadingWords::EvidenceRow& row : heading_words().evidence) {
      bool unnamed = e.unnamed_questions * 3 >= e.questions && e.unnamed_questions > 0 && e.answers > 0;
      bool holds = row.feature == "unnamed_questions_few_voices"    ? unnamed && e.voices <= 3
                   : row.feature == "unnamed_questions_many_voices" ? unnamed && e.voices > 3
                   : row.feature == "one_answers_one"               ? e.questions > 0 && e.answers > 0 && e.voices == 2
                   : row.feature == "named_questions"
                       ? e.questions > e.unnamed_questions && e.answers > 0 && e.voices <= 4
                   : row.feature == "titled_questions"
                       ? e.voices <= 6 && e.titled_questions > 1 && e.titled_questions * 5 >= e.questions * 4
                   : row.feature == "chair"     ? e.chair_turns > 0
                   : row.feature == "one_voice" ? e.voices == 1
                                                : false;
      bool named = row.feature == "one_answers_one" || row.feature == "named_questions";
      if (holds && !(named && meeting)) weights_[std::size_t(row.kind)] += row.weight;
    }
  }

  // --- what is left ---

  void close() {
    for (const Line& line : lines_) {
      if (line.owned) {
        heading().spans.push_back(line.span);
        continue;
      }
      if (!line.told.empty()) {
        ByteSpan date = within(line, line.told);
        ByteSpan before = trimmed(page_.text, ByteSpan{line.span.begin, date.begin});
        ByteSpan behind = trimmed(page_.text, ByteSpan{date.end, line.span.end});
        heading().spans.push_back(date);
        for (ByteSpan rest : {before, behind})
          if (!rest.empty()) out_.rest.push_back({rest, LeftoverKind::editor});
        continue;
      }
      LeftoverKind kind = LeftoverKind::unknown;
      bool stamp = line.published && line.words.size() <= 12;
      if (line.navigation) kind = LeftoverKind::navigation;
      else if (stamp || line.clock || (line.date && !prose_around_date(line))) kind = LeftoverKind::date_line;
      else if (line.byline && line.words.size() <= 14) kind = LeftoverKind::editor;
      out_.rest.push_back({line.span, kind});
    }
  }

  const capture::Page& page_;
  const TurnEvidence& evidence_;
  std::vector<Line> lines_;  // of the head, then of the tail
  std::size_t head_lines_ = 0;
  std::vector<std::string> people_;
  const capture::Fact* title_fact_ = nullptr;
  const capture::Fact* site_fact_ = nullptr;
  std::optional<std::size_t> title_;
  bool menus_ = false;
  KindWeights weights_{}, line_weights_{};
  HeadingReading out_;
};

}  // namespace

HeadingReading read_heading(const capture::Page& page, ByteSpan head, ByteSpan tail, const TurnEvidence& evidence) {
  return HeadingReader(page, head, tail, evidence).read();
}

}  // namespace stenogram::transcript
