// BondFinder beside its slow twin, on words of every kind that it looks for.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <tuple>

#include "stenogram/check/slow_bonds.h"
#include "stenogram/check/test_record.h"

namespace stenogram::check {
namespace {

using namespace differences;

struct Vocabulary {
  const char* language;
  std::vector<std::string> words;
};

const std::vector<Vocabulary> kVocabularies = {
    {"en", {"it's",     "it",
            "is",       "has",
            "'tis",     "don't",
            "do",       "not",
            "cannot",   "can",
            "can't",    "colour",
            "color",    "email",
            "e",        "mail",
            "two",      "hundred",
            "200",      "2",
            "and",      "a",
            "half",     "million",
            "thousand", "1,000",
            "went",     "go",
            "clear",    "unclear",
            "harbour",  "harbor",
            "resume",   "r\u00e9sum\u00e9",
            "per",      "cent",
            "%",        "percent",
            "signed",   "sign",
            "notable",  "able",
            "gonna",    "going",
            "to"}},
    {"fr", {"n'avons", "avons",  "ne",   "l'eau",         "eau",         "la",     "quatre",  "vingt",
            "dix",     "90",     "ete",  "\u00e9t\u00e9", "a",           "\u00e0", "virgule", "trois",
            "3,15",    "quinze", "pour", "cent",          "aujourd'hui", "demi"}},
    {"de",
     {"zweihundert", "200", "eineinhalb", "1,5", "dass", "da\u00df", "konnte", "k\u00f6nnte", "kein", "ein", "Prozent",
      "%", "Haus", "Hauses"}},
    {"ru",
     {"\u0432\u0441\u0435", "\u0432\u0441\u0451", "\u043d\u0435", "\u043d\u0438", "\u0434\u0432\u0430", "2",
      "\u0442\u044b\u0441\u044f\u0447\u0438", "2000", "\u0438\u0434\u0443", "\u0438\u0434\u0451\u0442"}},
    {"es", {"si", "s\u00ed", "mil", "1.000", "dos", "2", "mas", "m\u00e1s", "medio", "por", "ciento", "%"}},
};

std::vector<std::tuple<std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t, std::uint32_t, int>> sorted(
    const Bonds& bonds) {
  std::vector<std::tuple<std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t, std::uint32_t, int>> all;
  for (std::size_t k = 0; k < bonds.pairs.size(); ++k) {
    const align::Equivalence& pair = bonds.pairs[k];
    all.emplace_back(pair.quoted.begin, pair.quoted.end, pair.spoken.begin, pair.spoken.end, pair.cost,
                     int(bonds.kinds[k]));
  }
  std::sort(all.begin(), all.end());
  return all;
}

TEST(BondFinder, agrees_with_its_slow_twin) {
  std::mt19937 random(11);
  std::size_t found = 0;
  for (const Vocabulary& vocabulary : kVocabularies)
    for (int quotation = 0; quotation < 60; ++quotation) {
      auto drawn = [&](std::size_t count) {
        std::string text;
        for (std::size_t k = 0; k < count; ++k) {
          if (k > 0) text += random() % 12 == 0 ? "-" : " ";
          text += vocabulary.words[random() % vocabulary.words.size()];
        }
        return text;
      };
      QuotedText quoted = parse_quoted(drawn(1 + random() % 12));
      const Lexicon& lexicon = Lexicon::of(vocabulary.language);
      BondFinder finder(quoted, lexicon);
      std::vector<std::unique_ptr<corpus::Document>> kept;  // as long as the finder
      for (int stretch = 0; stretch < 5; ++stretch) {
        kept.push_back(std::make_unique<corpus::Document>(
            invented("a", "", "HOLT: " + drawn(3 + random() % 20) + "\n", vocabulary.language)));
        const corpus::Document& document = *kept.back();
        const corpus::Utterance& utterance = document.utterances[0];
        SpokenText spoken = spoken_text(document, utterance, {0, utterance.words.size()});
        Bonds slow = slow_bonds(quoted, spoken, lexicon), fast = finder.find(spoken);
        ASSERT_EQ(sorted(fast), sorted(slow)) << quoted.text << "\n" << document.text;
        ASSERT_EQ(finder.most_excused(document, utterance, {0, utterance.words.size()}),
                  slow.excused_words(quoted.size()))
            << quoted.text << "\n"
            << document.text;
        found += fast.pairs.size();
      }
    }
  EXPECT_GT(found, 1000u);
}

}  // namespace
}  // namespace stenogram::check
