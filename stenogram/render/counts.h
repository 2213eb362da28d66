// Counts as JSON Lines and as tables.
//
//   {"type":"collocate","word":…,"together":…,"alone":…,"log_likelihood":…,"log_dice":…,"mutual_information":…}
//   {"type":"total","collocates":N,"shown":N,"lines":N,"near":N,"words":N,"query":…}
//   {"type":"run","words":…,"count":…,"per_million":…}
//   {"type":"total","different":N,"shown":N,"runs":N}
//   {"type":"key_word","word":…,"here":…,"there":…,"log_likelihood":…,"log_ratio":…}
//   {"type":"total","key_words":N,"shown":N,"words_here":N,"words_there":N}
//
// Pure; any thread.
#pragma once
#include <string>

#include "stenogram/corpus/counts.h"
#include "stenogram/render/terminal.h"

namespace stenogram::render {

std::string collocates_json(const corpus::Collocates& found, const std::string& understood);
std::string collocates_text(const Terminal& terminal, const corpus::Collocates& found);
std::string words_json(const corpus::WordCounts& counts);
std::string words_text(const Terminal& terminal, const corpus::WordCounts& counts);
std::string key_words_json(const corpus::KeyWords& words);
std::string key_words_text(const Terminal& terminal, const corpus::KeyWords& words);

}  // namespace stenogram::render
