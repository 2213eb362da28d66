#include "stenogram/transcript/transcript.h"

#include <array>
#include <utility>

namespace stenogram::transcript {
namespace {

// The contract's names, in the order of each enumeration.
constexpr std::string_view kKinds[] = {"interview", "press_conference", "briefing", "debate",  "hearing",
                                       "court",     "proceedings",      "call",     "remarks", "other"};
constexpr std::string_view kRoles[] = {"respondent", "interviewer", "moderator", "participant"};
constexpr std::string_view kTurnKinds[] = {"question", "answer", "statement", "procedure"};
constexpr std::string_view kLeftoverKinds[] = {"navigation", "contact",   "teaser", "date_line",
                                               "editor",     "furniture", "unknown"};
constexpr std::string_view kNoteKinds[] = {"laughter", "applause",     "crosstalk", "inaudible", "pause",
                                           "vocal",    "interjection", "action",    "editor",    "reference",
                                           "link",     "time",         "furniture", "markup"};

template <class Enum, std::size_t N>
std::optional<Enum> found(const std::string_view (&names)[N], std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::string_view name_of(Role role) { return kRoles[static_cast<std::size_t>(role)]; }
std::string_view name_of(TurnKind kind) { return kTurnKinds[static_cast<std::size_t>(kind)]; }
std::string_view name_of(LeftoverKind kind) { return kLeftoverKinds[static_cast<std::size_t>(kind)]; }
std::string_view name_of(NoteKind kind) { return kNoteKinds[static_cast<std::size_t>(kind)]; }

template <>
std::optional<Kind> from_name<Kind>(std::string_view name) {
  return found<Kind>(kKinds, name);
}
template <>
std::optional<Role> from_name<Role>(std::string_view name) {
  return found<Role>(kRoles, name);
}
template <>
std::optional<TurnKind> from_name<TurnKind>(std::string_view name) {
  return found<TurnKind>(kTurnKinds, name);
}
template <>
std::optional<LeftoverKind> from_name<LeftoverKind>(std::string_view name) {
  return found<LeftoverKind>(kLeftoverKinds, name);
}
template <>
std::optional<NoteKind> from_name<NoteKind>(std::string_view name) {
  return found<NoteKind>(kNoteKinds, name);
}

}  // namespace stenogram::transcript
