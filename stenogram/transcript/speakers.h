// Who stands behind the labels: one person under several forms of a name, or nobody
// in particular under one.
//
// Labels are joined where something says that they name one person, and nobody else
// on the page could be meant. Two persons who share a surname stay two, with a doubt.
//
// Pure; any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "stenogram/capture/page.h"
#include "stenogram/transcript/labels.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::transcript {

// How a speaker was arrived at, beyond what the transcript keeps.
struct Player {
  Speaker speaker;
  bool anonymous = false;    // the label names nobody: each one opens a turn
  std::optional<Role> part;  // what the label itself says
  PersonName name;
};

struct Cast {
  std::vector<Player> voices;                          // in order of first use
  std::vector<std::optional<std::uint32_t>> of_group;  // voice of each label group
  std::vector<capture::Doubt> doubts;
};

// `head` is the page before the first label: titles and introductions, where full
// names and offices stand. Roles are set only where a label says them.
Cast find_speakers(const capture::Page& page, const Labels& labels, ByteSpan head);

}  // namespace stenogram::transcript
