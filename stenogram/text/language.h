// What language a text is in, told from samples of it.
#pragma once
#include <string>
#include <string_view>

namespace stenogram::text {

// A BCP 47 tag ("en", "ru", "zh-Hant"), or "und" where the text does not say.
// Time is bounded: long texts are sampled. Pure; any thread.
std::string language_of(std::string_view text);

}  // namespace stenogram::text
