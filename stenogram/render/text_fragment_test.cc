#include "stenogram/render/text_fragment.h"

#include <gtest/gtest.h>

#include <vector>

#include "stenogram/text/words.h"

namespace stenogram::render {
namespace {

std::string fragment(std::string_view page, std::string_view words, std::size_t nth = 0) {
  std::size_t at = page.find(words);
  while (nth-- > 0) at = page.find(words, at + 1);
  return text_fragment(page, {at, at + words.size()}).value_or("none");
}

TEST(TextFragment, AddsAsMuchContextAsItNeeds) {
  EXPECT_EQ(fragment("We will burn the lamps.", "burn the lamps"), ":~:text=burn%20the%20lamps");
  // Said twice, also in other letters' case and marks: the words around decide.
  EXPECT_EQ(fragment("I said no. He said NÓ to us.", "no"), ":~:text=said-,no,-He");
  EXPECT_EQ(fragment("no no no no no no no no no no no no no no no no no no no no no no", "no", 10), "none");
  EXPECT_EQ(fragment("It is a well-known fact, 50% of it", "well-known fact, 50%"),
            ":~:text=well%2Dknown%20fact%2C%2050%25");
  // A long passage by its ends.
  std::string page =
      "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen. And more.";
  EXPECT_EQ(fragment(page, "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"),
            ":~:text=One%20two%20three%20four,twelve%20thirteen%20fourteen%20fifteen");
  // Over a paragraph's end no part reaches.
  EXPECT_EQ(fragment("Alpha beta gamma.\nDelta epsilon zeta.", "beta gamma.\nDelta epsilon"),
            ":~:text=beta%20gamma,Delta%20epsilon");
}

TEST(TextFragment, LinksOnlyToTheWeb) {
  EXPECT_EQ(fragment_link("javascript:alert(1)", "a b c", {0, 1}), std::nullopt);
  EXPECT_EQ(fragment_link("https://example.org/a", "alpha b c", {0, 5}), "https://example.org/a#:~:text=alpha");
  EXPECT_EQ(fragment_link("https://example.org/a#top", "alpha b c", {0, 5}), "https://example.org/a#top:~:text=alpha");
}

// The slow way: what a browser does with the fragment, place by place, over every small page.
std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') out += text[at];
    else out += char(std::stoi(std::string(text.substr(at + 1, 2)), nullptr, 16)), at += 2;
  }
  return out;
}

std::vector<std::string> keys(std::string_view text) {
  std::vector<std::string> out;
  for (const text::Word& word : text::words(text)) out.push_back(text::search_key(slice(text, word.span())));
  return out;
}

bool stands(const std::vector<std::string>& page, std::size_t at, const std::vector<std::string>& words) {
  for (std::size_t k = 0; k < words.size(); ++k)
    if (at + k >= page.size() || page[at + k] != words[k]) return false;
  return true;
}

// Every stretch [begin, end) of words that a fragment could mean.
std::vector<std::pair<std::size_t, std::size_t>> meant(const std::vector<std::string>& page, std::string fragment) {
  fragment = fragment.substr(8);
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= fragment.size();) {
    std::size_t end = std::min(fragment.find(',', at), fragment.size());
    parts.push_back(fragment.substr(at, end - at));
    at = end + 1;
  }
  std::vector<std::string> prefix, suffix, start, finish;
  if (parts.front().ends_with('-'))
    prefix = keys(decoded(parts.front().substr(0, parts.front().size() - 1))), parts.erase(parts.begin());
  if (parts.back().starts_with('-')) suffix = keys(decoded(parts.back().substr(1))), parts.pop_back();
  start = keys(decoded(parts[0]));
  if (parts.size() > 1) finish = keys(decoded(parts[1]));
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (std::size_t at = prefix.size(); at < page.size(); ++at) {
    if (!stands(page, at - prefix.size(), prefix) || !stands(page, at, start)) continue;
    for (std::size_t end = at + start.size(); end <= page.size(); ++end) {
      bool closes = finish.empty()
                        ? end == at + start.size()
                        : end >= at + start.size() + finish.size() && stands(page, end - finish.size(), finish);
      if (!closes) continue;
      if (suffix.empty() || stands(page, end, suffix)) found.emplace_back(at, end);
      if (!finish.empty() && (suffix.empty() || stands(page, end, suffix))) break;  // the first end behind a start
    }
  }
  return found;
}

TEST(TextFragment, MeansOnePlaceOnly) {
  int given = 0, looked = 0;
  for (int code = 0; code < 2187; ++code) {
    std::string page;
    int rest = code;
    for (int k = 0; k < 7; ++k, rest /= 3) page += std::string(k ? " " : "") + "abc"[rest % 3] + "x";
    std::vector<text::Word> words = text::words(page);
    for (std::size_t begin = 0; begin < words.size(); begin += 2)
      for (std::size_t end = begin + 1; end <= words.size(); ++end) {
        ++looked;
        std::optional<std::string> link = text_fragment(page, {words[begin].begin, words[end - 1].end});
        if (!link) continue;
        ++given;
        std::vector<std::pair<std::size_t, std::size_t>> places = meant(keys(page), *link);
        ASSERT_EQ(places.size(), 1u) << page << "  " << *link;
        EXPECT_EQ(places[0].first, begin) << page << "  " << *link;
        EXPECT_EQ(places[0].second, end) << page << "  " << *link;
      }
  }
  EXPECT_GT(given * 2, looked);
}

}  // namespace
}  // namespace stenogram::render
