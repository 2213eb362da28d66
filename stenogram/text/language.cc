#include "stenogram/text/language.h"

#include <cstdio>  // CLD2's header needs it and does not include it

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>

#include "stenogram/text/characters.h"

namespace stenogram::text {
namespace {

// Eight samples of three quarters of a KiB say as much as the whole: CLD2 is sure after a few
// hundred bytes, and samples from all over the text outvote a foreign preface.
constexpr std::size_t kSampleSize = 768;
constexpr std::size_t kSamples = 8;

// An unsure answer is taken only for a text of this size that is mostly one language.
constexpr int kEnoughBytes = 400;
constexpr int kMostly = 70;

// CLD2 reads only well-formed UTF-8; what is not becomes a blank.
void append_well_formed(std::string_view text, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    Character next = character_at(text, at);
    if (next.code == kMalformed) out += ' ';
    else out += text.substr(at, next.size);
    at += next.size;
  }
}

std::string sample_of(std::string_view text) {
  std::string sample;
  if (text.size() <= kSamples * kSampleSize) {
    append_well_formed(text, sample);
    return sample;
  }
  std::size_t step = (text.size() - kSampleSize) / (kSamples - 1);
  for (std::size_t n = 0; n < kSamples; ++n) {
    std::string_view part = text.substr(n * step, kSampleSize);
    // Not from the middle of a word.
    std::size_t blank = part.find_first_of(" \n");
    if (n > 0 && blank != part.npos) part.remove_prefix(blank);
    append_well_formed(part, sample);
    sample += '\n';
  }
  return sample;
}

// CLD2's codes are older than BCP 47 in a few places.
std::string tag_of(CLD2::Language language) {
  std::string code = CLD2::LanguageCode(language);
  if (code == "zh") return "zh-Hans";
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  if (code == "un" || code == "xxx") return "und";
  return code;
}

std::string language_of_sample(const std::string& sample) {
  bool is_plain_text = true;
  CLD2::CLDHints no_hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  int bytes = 0;
  bool reliable = false;
  CLD2::ExtDetectLanguageSummary(sample.data(), int(sample.size()), is_plain_text, &no_hints, 0, languages, percents,
                                 scores, nullptr, &bytes, &reliable);
  bool likely = bytes >= kEnoughBytes && percents[0] >= kMostly;
  return reliable || likely ? tag_of(languages[0]) : "und";
}

}  // namespace

std::string language_of(std::string_view text) {
  // A page is asked about whole and then as the region of its only transcript: the same sample
  // has the same language.
  thread_local std::string last_sample, last_tag;
  std::string sample = sample_of(text);
  if (!last_tag.empty() && sample == last_sample) return last_tag;
  std::string tag = language_of_sample(sample);
  last_sample = std::move(sample);
  last_tag = tag;
  return tag;
}

}  // namespace stenogram::text
