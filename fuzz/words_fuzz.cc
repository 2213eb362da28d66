// Words and keys against their slow twin; sentences hold all words, in order.
#include <string_view>

#include "fuzz/require.h"
#include "stenogram/text/sentences.h"
#include "stenogram/text/words_twin.h"

using namespace stenogram;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::vector<text::Word> words = text::words(bytes);
  REQUIRE(words == text::twin::words(bytes));
  for (text::Word word : words) {
    std::string_view spelled = slice(bytes, word.span());
    std::string search = text::search_key(spelled);
    REQUIRE(text::verdict_key(spelled) == text::twin::verdict_key(spelled));
    REQUIRE(search == text::twin::search_key(spelled));
    REQUIRE(text::search_hash(spelled) == text::hash_of_key(search));
  }
  for (std::string_view language : {"en", "ru", "de"}) {
    std::vector<ByteSpan> sentences = text::sentences(bytes, language);
    std::size_t at = 0;
    for (text::Word word : words) {
      while (at < sentences.size() && sentences[at].end <= word.begin) ++at;
      REQUIRE(at < sentences.size() && sentences[at].contains(word.span()));
    }
    for (std::size_t n = 1; n < sentences.size(); ++n) REQUIRE(sentences[n - 1].end <= sentences[n].begin);
  }
  return 0;
}
