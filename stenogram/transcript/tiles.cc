#include "stenogram/transcript/tiles.h"

#include <algorithm>

#include "stenogram/transcript/characters.h"

namespace stenogram::transcript {
namespace {

// A claim of some part of a reading to some bytes.
struct Claim {
  ByteSpan span;
  Owner owner;
  std::uint32_t transcript;
  std::uint32_t turn;
};

// Begin first, and of two that begin together the one that holds the other.
bool outer_first(const Claim& a, const Claim& b) {
  if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
  if (a.span.end != b.span.end) return a.span.end > b.span.end;
  return a.owner > b.owner;  // a turn that is all note: the note lies inside
}

std::vector<Claim> claims_of(const std::vector<Transcript>& transcripts) {
  std::vector<Claim> claims;
  for (std::uint32_t which = 0; which < transcripts.size(); ++which) {
    const Transcript& t = transcripts[which];
    for (ByteSpan span : t.heading.spans) claims.push_back({span, Owner::heading, which, 0});
    for (const Leftover& left : t.leftovers) claims.push_back({left.span, Owner::leftover, which, 0});
    for (const Turn& turn : t.turns) {
      claims.push_back({turn.span, Owner::turn, which, turn.n});
      if (turn.label) claims.push_back({turn.label->span, Owner::label, which, turn.n});
      for (const Label& label : turn.repeated) claims.push_back({label.span, Owner::label, which, turn.n});
      for (const Note& note : turn.notes) claims.push_back({note.span, Owner::note, which, turn.n});
    }
  }
  std::erase_if(claims, [](const Claim& claim) { return claim.span.empty(); });
  std::sort(claims.begin(), claims.end(), outer_first);
  return claims;
}

// May `inner` lie inside `outer`? Labels and notes may lie inside the turn, and a
// note inside a label (a clock time); nothing else is nested.
bool may_nest(Owner inner, Owner outer) {
  if (outer == Owner::turn) return inner == Owner::label || inner == Owner::note;
  if (outer == Owner::label) return inner == Owner::note;
  return false;
}

// Walks claims from outer to inner with a stack, and hands out the stretches
// between their borders, each with the claim that owns it.
class Sweep {
 public:
  Sweep(std::uint64_t size, std::vector<Tile>& out) : size_(size), out_(out) {}

  void open(const Claim& claim) {
    close_until(claim.span.begin);
    emit(claim.span.begin);
    Claim kept = claim;
    kept.span.end = std::min(kept.span.end, size_);
    if (!open_.empty()) kept.span.end = std::min(kept.span.end, open_.back().span.end);
    open_.push_back(kept);
  }

  void finish() {
    close_until(size_);
    emit(size_);
  }

 private:
  void close_until(std::uint64_t at) {
    while (!open_.empty() && open_.back().span.end <= at) {
      emit(open_.back().span.end);
      open_.pop_back();
    }
  }

  void emit(std::uint64_t end) {
    end = std::min(end, size_);
    if (end <= at_) return;
    Tile tile{{at_, end}, Owner::blank, 0, 0};
    if (!open_.empty()) {
      tile.owner = open_.back().owner;
      tile.transcript = open_.back().transcript;
      tile.turn = open_.back().turn;
    }
    at_ = end;
    if (!out_.empty() && out_.back().owner == tile.owner && out_.back().turn == tile.turn &&
        out_.back().transcript == tile.transcript && tile.owner == Owner::blank)
      out_.back().span.end = end;
    else out_.push_back(tile);
  }

  std::uint64_t size_;
  std::uint64_t at_ = 0;
  std::vector<Tile>& out_;
  std::vector<Claim> open_;
};

std::string at(ByteSpan span) {
  std::string out(1, '[');
  out += std::to_string(span.begin);
  out += ',';
  out += std::to_string(span.end);
  return out += ')';
}

void check_nesting(const std::vector<Claim>& claims, std::vector<std::string>& faults) {
  std::vector<Claim> open;
  for (const Claim& claim : claims) {
    while (!open.empty() && open.back().span.end <= claim.span.begin) open.pop_back();
    if (!open.empty()) {
      const Claim& outer = open.back();
      std::string pair = std::string(name_of(claim.owner)) + " " + at(claim.span) + " and " +
                         std::string(name_of(outer.owner)) + " " + at(outer.span);
      if (claim.span.end > outer.span.end) faults.push_back("spans cross: " + pair);
      else if (!may_nest(claim.owner, outer.owner)) faults.push_back("counted twice: " + pair);
    }
    open.push_back(claim);
  }
}

}  // namespace

std::string_view name_of(Owner owner) {
  constexpr std::string_view kNames[] = {"heading", "label", "note", "leftover", "turn", "blank"};
  return kNames[static_cast<std::size_t>(owner)];
}

std::vector<Tile> tiles(const capture::Page& page, const std::vector<Transcript>& transcripts) {
  std::vector<Tile> out;
  Sweep sweep(page.text.size(), out);
  for (const Claim& claim : claims_of(transcripts)) sweep.open(claim);
  sweep.finish();
  return out;
}

std::vector<std::string> faults(const capture::Page& page, const std::vector<Transcript>& transcripts) {
  std::vector<std::string> found;
  std::vector<Claim> claims = claims_of(transcripts);
  for (const Claim& claim : claims)
    if (claim.span.begin > claim.span.end || claim.span.end > page.text.size())
      found.push_back("outside the page: " + std::string(name_of(claim.owner)) + " " + at(claim.span));
  if (!found.empty()) return found;
  check_nesting(claims, found);

  for (const Transcript& t : transcripts)
    for (const Turn& turn : t.turns) {
      if (trimmed(page.text, turn.span) != turn.span || turn.span.empty())
        found.push_back("turn " + std::to_string(turn.n) + " is not trimmed: " + at(turn.span));
      for (ByteSpan paragraph : turn.paragraphs)
        if (!turn.span.contains(paragraph) || paragraph.empty())
          found.push_back("a paragraph outside turn " + std::to_string(turn.n) + ": " + at(paragraph));
    }

  for (const Tile& tile : tiles(page, transcripts)) {
    if (tile.owner != Owner::blank) continue;
    ByteSpan rest = trimmed(page.text, tile.span);
    if (!rest.empty()) found.push_back("nobody owns " + at(rest));
  }
  return found;
}

}  // namespace stenogram::transcript
