// What kind of difference a change of words is, and how much it weighs: "Severity" of
// the matching contract, read off the tables of the language.
#pragma once
#include <functional>
#include <string_view>

#include "stenogram/differences/lexicon.h"
#include "stenogram/differences/quoted_text.h"
#include "stenogram/differences/spoken_text.h"
#include "stenogram/differences/difference.h"

namespace stenogram::differences {

struct Judgement {
  DifferenceKind kind = DifferenceKind::word;
  Severity severity = Severity::meaning;
};

class Wording {
 public:
  using CountWord = std::function<std::uint64_t(std::string_view)>;

  Wording(const QuotedText& quoted, const SpokenText& spoken, const Lexicon& lexicon, const CountWord& count)
      : quoted_(quoted), spoken_(spoken), lexicon_(lexicon), count_(count) {}

  // One word (or an equivalence of several) in another's place.
  Judgement replaced(TokenRange quoted, TokenRange spoken) const;
  // Spoken words that the quotation leaves out without a mark, before its word `next`.
  Judgement dropped(TokenRange spoken, std::uint64_t next) const;
  // Words of the quotation that were not spoken, before spoken word `next`.
  Judgement added(TokenRange quoted, std::uint64_t next) const;

  // Of an omission that is marked, or of a bracket left out: `meaning` where its words
  // hold a negation or turn the sense of what was kept.
  Severity swallowed(TokenRange spoken, bool aside = false) const;
  // Of words in the quoter's brackets beside spoken ones, and in place of some.
  Severity inserted(TokenRange quoted) const;
  Severity bracket_in_place(TokenRange quoted, TokenRange spoken) const;
  // Of the same words in another order.
  Severity moved(TokenRange quoted, TokenRange spoken) const;

 private:
  enum class Side { quoted, spoken };

  const Words& keys(Side side) const { return side == Side::quoted ? quoted_.keys : spoken_.keys; }
  std::string_view printed(Side side, std::uint64_t at) const;
  Traits traits_in(Side side, TokenRange range) const;
  bool inflected(const std::string& q, const std::string& s) const;
  Traits traits_at(Side side, std::uint64_t at) const;
  bool all(Side side, TokenRange range, Traits traits) const;
  bool name_like(Side side, std::uint64_t at) const;
  bool opens_sentence(Side side, std::uint64_t at) const;
  bool before_same_surname(Side side, TokenRange range) const;
  Judgement lone(Side side, TokenRange range) const;
  Judgement one_for_one(const std::string& quoted, const std::string& spoken, std::uint64_t quoted_at,
                        std::uint64_t spoken_at) const;
  bool misspelt(std::uint64_t quoted_at, std::uint64_t spoken_at) const;

  const QuotedText& quoted_;
  const SpokenText& spoken_;
  const Lexicon& lexicon_;
  const CountWord& count_;
};

}  // namespace stenogram::differences
