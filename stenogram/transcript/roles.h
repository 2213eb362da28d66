// Labels that announce a voice by its part: Question, Q, Вопрос, 記者, MODERATOR,
// AUDIENCE MEMBER. And words before a colon that announce nobody. Tables are
// data/roles.txt and data/not_labels.txt; adding a language is adding lines.
//
// Pure; any thread.
#pragma once
#include <optional>
#include <string_view>

#include "stenogram/transcript/transcript.h"

namespace stenogram::transcript {

struct RoleLabel {
  Role role = Role::participant;
  bool anonymous = true;  // names nobody; a moderator's or presenter's label names a post
  bool several = false;   // usually stands for more than one person
  bool numbered = false;  // "Speaker 2": nobody's name, but one voice
};

// What a label, given as folded() words, says of the voice's part; nothing if it is
// no label of a part. Brackets and numbers at its end do not matter.
std::optional<RoleLabel> role_label(std::string_view folded_label);

// "Frage Hönig", "Reporter Anna Moll": where the name of who asks begins, behind one word for
// asking. 0 where it is no such label; whether the rest is a name is for the caller to weigh.
std::size_t name_behind_question(std::string_view words);

// "Q1", "Frage 2": the number counts questions, not people.
bool names_an_utterance(std::string_view folded_label);

// Whether folded words announce something else than a voice: Note, Location, Resolved.
bool announces_nobody(std::string_view folded_label);

// The part that one letter may stand for where another letter answers it: "p", "r"; and
// whether two of them belong together, the first asking.
std::optional<Role> letter_part(std::string_view folded_label);
bool parts_of_one_pair(std::string_view folded_asker, std::string_view folded_answerer);

// Whether folded words, with a blank before and behind, address whoever keeps order: sir,
// Mr Chairman, my Lord.
bool addresses_the_chair(std::string_view folded_words);

// Words beside the chair's own that leave it a chair: deputy, acting, house, senior.
bool qualifies_a_chair(std::string_view folded_word);

}  // namespace stenogram::transcript
