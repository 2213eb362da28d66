// TEI P5 with a parallel-segmented apparatus (the Guidelines' chapter on critical
// apparatus): the text is A's, and where B parts from it an `app` holds both readings.
#include <algorithm>

#include "stenogram/render/comparison.h"
#include "stenogram/render/markup.h"

namespace stenogram::render {
namespace {

using reuse::Change;
using reuse::Piece;
using reuse::TurnPair;
using transcript::Owner;

std::string app(const std::string& type, const std::string& subtype, const std::string& a, const std::string& b) {
  auto reading = [](const char* which, const std::string& text) {
    return text.empty() ? std::string("<rdg wit=\"#") + which + "\"/>"
                        : std::string("<rdg wit=\"#") + which + "\">" + text + "</rdg>";
  };
  return "<app type=\"" + type + "\"" + (subtype.empty() ? "" : " subtype=\"" + subtype + "\"") + ">" +
         reading("A", a) + reading("B", b) + "</app>";
}

std::string app(const Change& change) {
  return app(std::string(name_of(change.weight)), change.kind ? std::string(differences::name_of(*change.kind)) : "",
             escaped(change.a), escaped(change.b));
}

std::string ids(char side, const std::vector<std::uint32_t>& turns) {
  std::string out;
  for (std::uint32_t n : turns) out += (out.empty() ? "" : " ") + std::string("#") + side + std::to_string(n);
  return out;
}

std::string who(const corpus::Document& document, char side, std::uint32_t turn) {
  const auto& speaker = document.turn(turn).speaker;
  return speaker ? std::string(" who=\"#") + side + "s" + std::to_string(*speaker + 1) + "\"" : "";
}

// One turn of a side that stands alone, or whose words are only its own.
std::string plain_turn(const corpus::Document& document, char side, std::uint32_t n) {
  const transcript::Turn& turn = document.turn(n);
  std::string out = "<u xml:id=\"" + std::string(1, side) + std::to_string(n) + "\"" + who(document, side, n) + ">";
  if (turn.label) out += "<note type=\"label\">" + escaped(turn.label->text) + "</note> ";
  return out + escaped(slice(document.text, turn.span)) + "</u>";
}

// Words that only B has, to be told where they would stand in A.
class Insertions {
 public:
  explicit Insertions(const TurnPair& pair) {
    for (const Change& change : pair.changes)
      if (change.a_span.empty()) changes_.push_back(&change);
    std::stable_sort(changes_.begin(), changes_.end(),
                     [](const Change* x, const Change* y) { return x->a_span.begin < y->a_span.begin; });
  }
  // The place of the next one, if it is before `end`.
  bool before(std::uint64_t end) const { return next_ < changes_.size() && changes_[next_]->a_span.begin < end; }
  std::uint64_t place() const { return changes_[next_]->a_span.begin; }
  std::string take() { return app(*changes_[next_++]); }

 private:
  std::vector<const Change*> changes_;
  std::size_t next_ = 0;
};

// A's turn with B's readings where they part.
std::string turn_with_readings(const Compared& compared, const TurnPair& pair, std::size_t which,
                               const std::vector<const Piece*>& pieces, Insertions& insertions) {
  const std::uint32_t n = pair.a[which];
  std::string out = "<u xml:id=\"A" + std::to_string(n) + "\"" + who(compared.a, 'A', n) + " corresp=\"" +
                    ids('B', pair.b) + "\"" + (pair.moved ? " rend=\"moved\"" : "") + ">";
  if (which == 0 && pair.labels_differ)
    out += "<note type=\"label\">" + app("presentation", "label", escaped(pair.a_label), escaped(pair.b_label)) +
           "</note> ";
  else if (compared.a.turn(n).label)
    out += "<note type=\"label\">" + escaped(compared.a.turn(n).label->text) + "</note> ";
  for (const Piece* piece : pieces) {
    if (piece->turn != n || piece->owner == Owner::label) continue;
    std::uint64_t at = piece->span.begin;
    while (insertions.before(at + 1)) out += insertions.take();
    if (piece->owner == Owner::note) {
      out += "<note type=\"stage\">" + escaped(slice(compared.a.text, piece->span)) + "</note>";
    } else if (piece->change > 0) {
      // A change that a note cuts in two is printed once, with its first piece.
      const Change& change = pair.changes[piece->change - 1];
      if (at == change.a_span.begin) out += app(change);
    } else {
      while (insertions.before(piece->span.end)) {
        out += escaped(slice(compared.a.text, {at, insertions.place()}));
        at = insertions.place();
        out += insertions.take();
      }
      out += escaped(slice(compared.a.text, {at, piece->span.end}));
    }
  }
  while (insertions.before(compared.a.turn(n).span.end + 1)) out += insertions.take();
  return out + "</u>";
}

std::string witness(const char* which, const corpus::Document& document) {
  return std::string("<witness xml:id=\"") + which + "\"><bibl><title>" +
         escaped(document.transcript.heading.title ? document.transcript.heading.title->text : document.name) +
         "</title><idno type=\"transcript\">" + escaped(document.id) + "</idno><idno type=\"sha256\">" +
         escaped(document.sha256) + "</idno>" +
         (document.date().empty() ? "" : "<date when=\"" + escaped(document.date().substr(0, 10)) + "\"/>") +
         "</bibl></witness>";
}

std::string persons(const corpus::Document& document, char side) {
  std::string out;
  for (std::size_t i = 0; i < document.transcript.speakers.size(); ++i) {
    const transcript::Speaker& speaker = document.transcript.speakers[i];
    out += "<person xml:id=\"" + std::string(1, side) + "s" + std::to_string(i + 1) + "\"><persName>" +
           escaped(speaker.name.value_or(speaker.labels.empty() ? "unnamed" : speaker.labels.front())) +
           "</persName></person>";
  }
  return out;
}

}  // namespace

std::string comparison_tei(const Compared& compared) {
  const reuse::Comparison& comparison = compared.comparison;
  std::vector<std::vector<const Piece*>> of_a(comparison.turns.size());
  for (const Piece& piece : comparison.a_pieces)
    if (piece.pair > 0) of_a[piece.pair - 1].push_back(&piece);
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI "
      "xmlns=\"http://www.tei-c.org/ns/1.0\">\n<teiHeader>\n<fileDesc><titleStmt><title>" +
      escaped("Two copies compared: " + compared.a.id + " and " + compared.b.id) +
      "</title></titleStmt><publicationStmt><p>Made by Stenogram from an archive of "
      "captures.</p></publicationStmt>\n<sourceDesc><listWit>" +
      witness("A", compared.a) + witness("B", compared.b) +
      "</listWit></sourceDesc></fileDesc>\n"
      "<encodingDesc><variantEncoding method=\"parallel-segmentation\" location=\"internal\"/></encodingDesc>\n";
  const std::string people = persons(compared.a, 'A') + persons(compared.b, 'B');
  if (!people.empty())
    out += "<profileDesc><particDesc><listPerson>" + people + "</listPerson></particDesc></profileDesc>\n";
  out += "</teiHeader>\n<text><body><div>\n";
  for (const reuse::HeadingChange& item : comparison.heading) {
    if (item.item != "title") continue;
    out += "<head>" + (item.same() ? escaped(item.a) : app("presentation", "title", escaped(item.a), escaped(item.b))) +
           "</head>\n";
  }
  for (std::size_t i = 0; i < comparison.turns.size(); ++i) {
    const TurnPair& pair = comparison.turns[i];
    std::string alone;
    if (pair.b.empty()) {
      for (std::uint32_t n : pair.a) alone += plain_turn(compared.a, 'A', n);
      out += app("turn", "only_a", alone, "") + "\n";
    } else if (pair.a.empty()) {
      for (std::uint32_t n : pair.b) alone += plain_turn(compared.b, 'B', n);
      out += app("turn", "only_b", "", alone) + "\n";
    } else {
      Insertions insertions(pair);
      for (std::size_t which = 0; which < pair.a.size(); ++which)
        out += turn_with_readings(compared, pair, which, of_a[i], insertions) + "\n";
      // Where B begins its turns, so that `corresp` leads somewhere.
      for (std::uint32_t n : pair.b) out += "<anchor xml:id=\"B" + std::to_string(n) + "\"/>";
      out += "\n";
    }
  }
  return out + "</div></body></text>\n</TEI>\n";
}

}  // namespace stenogram::render
