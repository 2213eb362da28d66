#include "stenogram/corpus/cql.h"

#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include "stenogram/text/stems.h"
#include "stenogram/text/words.h"

namespace stenogram::corpus {
namespace {

constexpr int kDeepest = 16;
constexpr std::int64_t kRegexMemory = 8 << 20;

using concordance::Pattern;
using concordance::Slot;
using Accepts = std::function<bool(std::string_view)>;

// One step of an expanded query: a slot, or a stretch of any words.
struct Step {
  Slot slot;
  bool any = false;
  std::uint32_t least = 1, most = 1;  // of any words
};
using Steps = std::vector<Step>;

// Letters beyond ASCII as keys have them; RE2 folds the case of the rest.
std::string folded(std::string_view pattern) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    if (static_cast<unsigned char>(pattern[at]) < 0x80) {
      out += pattern[at++];
      continue;
    }
    std::size_t end = at;
    while (end < pattern.size() && static_cast<unsigned char>(pattern[end]) >= 0x80) ++end;
    text::append_search_key(pattern.substr(at, end - at), out);
    at = end;
  }
  return out;
}

class Reader {
 public:
  Reader(std::string_view text, std::string_view language) : text_(text), language_(language) {}

  std::optional<QueryFault> fault;
  bool stems = false;  // whether any was asked for

  PhraseQuery read() {
    PhraseQuery phrase;
    std::vector<Steps> runs = alternatives(0);
    if (take_word("within")) {
      if (!take_word("turn") && !take_word("u")) fail(at_, text_.size(), "only `within turn` is known");
    }
    if (!fault && take("::")) conditions(phrase.filters);
    blanks();
    if (!fault && at_ < text_.size())
      fail(at_, text_.size(), "this is not understood here",
           "write [word=\"…\"], \"…\", ( | ), within turn or :: field=\"…\"");
    for (const Steps& run : runs)
      if (!fault) add(run, phrase.patterns);
    return phrase;
  }

 private:
  void blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
      ++at_;
  }
  bool at(std::string_view sign) {
    blanks();
    return text_.substr(at_).starts_with(sign);
  }
  bool take(std::string_view sign) {
    if (!at(sign)) return false;
    at_ += sign.size();
    return true;
  }
  bool take_word(std::string_view word) {
    if (!at(word)) return false;
    const std::size_t end = at_ + word.size();
    if (end < text_.size() && ((text_[end] | 32) >= 'a' && (text_[end] | 32) <= 'z')) return false;
    at_ = end;
    return true;
  }
  void fail(std::size_t begin, std::size_t end, std::string what, std::string advice = {}) {
    if (!fault)
      fault =
          QueryFault{{std::min(begin, text_.size()), std::min(end, text_.size())}, std::move(what), std::move(advice)};
  }

  // -- Tokens in a row

  std::vector<Steps> alternatives(int depth) {
    if (depth > kDeepest) {
      fail(at_, at_ + 1, "brackets stand too deep in one another");
      return {};
    }
    std::vector<Steps> all;
    do {
      std::vector<Steps> more = row(depth);
      all.insert(all.end(), more.begin(), more.end());
      bounded(all);
    } while (!fault && take("|"));
    return all;
  }

  std::vector<Steps> row(int depth) {
    std::vector<Steps> runs = {{}};
    bool any = false;
    while (!fault && (at("[") || at("\"") || at("("))) {
      any = true;
      runs = product(runs, repeated(depth));
    }
    if (!any) fail(at_, at_ + 1, "a token should stand here", "write [word=\"…\"], \"…\" or []");
    return runs;
  }

  std::vector<Steps> product(const std::vector<Steps>& runs, const std::vector<Steps>& more) {
    std::vector<Steps> all;
    if (runs.size() * more.size() > kMostAlternatives) {
      bounded(std::vector<Steps>(kMostAlternatives + 1));
      return runs;
    }
    for (const Steps& run : runs)
      for (const Steps& next : more) {
        all.push_back(run);
        all.back().insert(all.back().end(), next.begin(), next.end());
      }
    return all;
  }

  void bounded(const std::vector<Steps>& runs) {
    if (runs.size() > kMostAlternatives)
      fail(0, at_, "more than " + std::to_string(kMostAlternatives) + " alternatives");
  }

  // A token or a bracket, as often as its repeat says.
  std::vector<Steps> repeated(int depth) {
    std::vector<Steps> one = atom(depth);
    if (fault) return one;
    const bool gap =
        one.size() == 1 && one[0].size() == 1 && one[0][0].any && one[0][0].least == 1 && one[0][0].most == 1;
    std::uint32_t least = 1, most = 1;
    if (!repeat(gap ? kLongestGap : kMostRepeats, least, most)) return one;
    if (gap) {
      one[0][0].least = least;
      one[0][0].most = most;
      return one;
    }
    std::vector<Steps> all, run = {{}};
    for (std::uint32_t n = 0; n <= most && !fault; ++n) {
      if (n >= least) all.insert(all.end(), run.begin(), run.end());
      if (n < most) run = product(run, one);
      bounded(all);
    }
    return all;
  }

  // False where there is none; the numbers stay as they are.
  bool repeat(std::uint32_t endless, std::uint32_t& least, std::uint32_t& most) {
    blanks();
    const std::size_t begin = at_;
    if (take("?")) return least = 0, true;
    if (take("*")) return least = 0, most = endless, true;
    if (take("+")) return most = endless, true;
    if (!take("{")) return false;
    bool sound = number(least);
    most = least;
    if (sound && take(",") && !at("}")) sound = number(most);
    else if (sound && text_[at_ - 1] == ',') most = endless;
    sound = sound && take("}") && least <= most && most <= endless;
    if (!sound) fail(begin, at_ + 1, "a repeat is {n}, {n,} or {n,m}, at most " + std::to_string(endless) + " here");
    return sound;
  }

  bool number(std::uint32_t& value) {
    blanks();
    auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (error != std::errc()) return false;
    at_ = static_cast<std::size_t>(end - text_.data());
    return true;
  }

  std::vector<Steps> atom(int depth) {
    Step step;
    blanks();
    const std::size_t begin = at_;
    if (take("(")) {
      std::vector<Steps> inner = alternatives(depth + 1);
      if (!fault && !take(")")) fail(begin, begin + 1, "this bracket is never closed");
      return inner;
    }
    if (take("[")) {
      if (take("]")) {
        step.any = true;
        return {{step}};
      }
      Slot exact;
      Accepts accepts = either(0, &exact);
      if (!fault && !take("]")) fail(begin, begin + 1, "this bracket is never closed");
      // A plain word is looked up; anything else is asked of every word there is.
      if (!exact.words.empty()) step.slot.words = exact.words;
      else step.slot.accepts = std::move(accepts);
      return {{step}};
    }
    Slot exact;
    Accepts accepts = value(&exact);
    if (!exact.words.empty()) step.slot.words = exact.words;
    else step.slot.accepts = std::move(accepts);
    return {{step}};
  }

  // -- Conditions on one word. `exact` is filled where the whole condition is one word.

  Accepts either(int depth, Slot* exact) {
    if (depth > kDeepest) {
      fail(at_, at_ + 1, "brackets stand too deep in one another");
      return {};
    }
    Accepts whole = both(depth, exact);
    while (!fault && take("|")) {
      if (exact) exact->words.clear();
      whole = [a = whole, b = both(depth, nullptr)](std::string_view key) { return a(key) || b(key); };
      exact = nullptr;
    }
    return whole;
  }

  Accepts both(int depth, Slot* exact) {
    Accepts whole = test(depth, exact);
    while (!fault && take("&")) {
      if (exact) exact->words.clear();
      whole = [a = whole, b = test(depth, nullptr)](std::string_view key) { return a(key) && b(key); };
      exact = nullptr;
    }
    return whole;
  }

  Accepts test(int depth, Slot* exact) {
    if (depth > kDeepest) {
      fail(at_, at_ + 1, "conditions stand too deep in one another");
      return {};
    }
    blanks();
    const std::size_t begin = at_;
    if (take("!")) {
      Accepts inner = test(depth + 1, nullptr);
      return [inner](std::string_view key) { return !inner(key); };
    }
    if (take("(")) {
      Accepts inner = either(depth + 1, exact);
      if (!fault && !take(")")) fail(begin, begin + 1, "this bracket is never closed");
      return inner;
    }
    while (at_ < text_.size() && (((text_[at_] | 32) >= 'a' && (text_[at_] | 32) <= 'z') || text_[at_] == '_')) ++at_;
    const std::string_view name = text_.substr(begin, at_ - begin);
    const bool stem = name == "stem";
    if (name != "word" && !stem) {
      fail(begin, std::max(at_, begin + 1),
           name.empty() ? "a condition should stand here" : "words have no attribute \"" + std::string(name) + '"',
           "write word=\"…\" or stem=\"…\"; speakers, dates and the like follow the tokens, after ::");
      return {};
    }
    if (take("!=")) {
      Accepts inner = stem ? stem_value(nullptr) : value(nullptr);
      return [inner](std::string_view key) { return !inner(key); };
    }
    if (!take("=")) {
      fail(at_, at_ + 1, "= or != should stand here");
      return {};
    }
    return stem ? stem_value(exact) : value(exact);
  }

  std::optional<std::string> quoted() {
    blanks();
    const std::size_t begin = at_;
    if (!take("\"")) {
      fail(begin, begin + 1, "a value in quotation marks should stand here");
      return {};
    }
    std::string written;
    for (; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        if (text_[at_ + 1] != '"') written += '\\';
        ++at_;
      }
      written += text_[at_];
    }
    if (at_ == text_.size()) {
      fail(begin, begin + 1, "this quotation mark is never closed");
      return {};
    }
    ++at_;
    return written;
  }

  Accepts value(Slot* exact) {
    blanks();
    const std::size_t begin = at_;
    std::optional<std::string> written = quoted();
    if (!written) return {};
    // %c and %d of other dialects ask for what is done anyway.
    while (take("%"))
      while (at_ < text_.size() && (text_[at_] == 'c' || text_[at_] == 'd')) ++at_;
    if (written->find_first_of("\\.[]{}()*+?|^$") == written->npos) return one_word(*written, begin, exact);
    RE2::Options options;
    options.set_max_mem(kRegexMemory);
    options.set_case_sensitive(false);
    options.set_log_errors(false);
    auto regex = std::make_shared<const RE2>(folded(*written), options);
    if (!regex->ok()) {
      fail(begin, at_, "not a regular expression: " + regex->error());
      return {};
    }
    return [regex](std::string_view key) { return RE2::FullMatch(re2::StringPiece(key.data(), key.size()), *regex); };
  }

  Accepts one_word(const std::string& written, std::size_t begin, Slot* exact) {
    const std::optional<std::string> key = key_of(written, begin);
    if (!key) return {};
    if (exact) exact->words = {*key};
    return [key = *key](std::string_view other) { return other == key; };
  }

  std::optional<std::string> key_of(const std::string& written, std::size_t begin) {
    const std::vector<text::Word> words = text::words(written);
    if (words.size() == 1) return text::search_key(slice(written, words[0].span()));
    fail(begin, at_, words.empty() ? "there is no word in it" : "this is " + std::to_string(words.size()) + " words",
         "write one token for each word");
    return {};
  }

  Accepts stem_value(Slot* exact) {
    stems = true;
    blanks();
    const std::size_t begin = at_;
    std::optional<std::string> written = quoted();
    if (!written) return {};
    if (!text::has_stems(language_)) return one_word(*written, begin, exact);
    const std::optional<std::string> key = key_of(*written, begin);
    if (!key) return {};
    return [family = text::StemFamily(*key, language_)](std::string_view other) { return family.holds(other); };
  }

  // -- :: speaker="Berg" & date="2017.."

  void conditions(std::vector<Query>& filters) {
    do {
      blanks();
      const std::size_t begin = at_;
      const bool excluded = take("!");
      blanks();
      const std::size_t name_begin = at_;
      while (at_ < text_.size() && ((text_[at_] | 32) >= 'a' && (text_[at_] | 32) <= 'z')) ++at_;
      const std::string_view name = text_.substr(name_begin, at_ - name_begin);
      const std::optional<Field> field = field_of(name);
      if (!field)
        return fail(begin, std::max(at_, begin + 1), "no field is called \"" + std::string(name) + '"',
                    "fields are " + field_names());
      const bool differs = take("!=");
      if (!differs && !take("=")) return fail(at_, at_ + 1, "= or != should stand here");
      blanks();
      const std::size_t value_begin = at_ + 1;
      const std::optional<std::string> written = quoted();
      if (!written) return;
      Query filter;
      filter.kind = Query::Kind::field;
      filter.test.field = *field;
      FieldValue parsed;
      if (auto wrong = parse_value(*field, *written, {value_begin, at_ - 1}, parsed))
        return fail(value_begin, at_ - 1, wrong->what, wrong->advice);
      filter.test.any_of.push_back(std::move(parsed));
      if (excluded != differs) {
        Query outer;
        outer.kind = Query::Kind::excluded;
        outer.parts.push_back(std::move(filter));
        filter = std::move(outer);
      }
      filters.push_back(std::move(filter));
    } while (take("&"));
  }

  // Any words before the first slot or after the last are as few as they may be.
  void add(const Steps& steps, std::vector<Pattern>& patterns) {
    Pattern pattern;
    std::uint32_t least = 0, most = 0;
    bool word = false;
    for (const Step& step : steps) {
      if (step.any) {
        least += step.least;
        most += step.most;
        continue;
      }
      Slot slot = step.slot;
      if (!word) pattern.resize(std::min(least, kFarthest));
      else slot.least_gap = std::min(least, kLongestGap), slot.most_gap = std::min(most, kLongestGap);
      pattern.push_back(std::move(slot));
      least = most = 0;
      word = true;
    }
    pattern.resize(pattern.size() + std::min(least, kFarthest));
    if (!word) return fail(0, text_.size(), "a match needs at least one token that is not []");
    patterns.push_back(std::move(pattern));
  }

  std::string_view text_, language_;
  std::size_t at_ = 0;
};

}  // namespace

Result<PhraseQuery> parse_cql(std::string_view text, QueryFault* fault, std::string_view language) {
  const bool too_long = text.size() > kLongestQuery;
  Reader reader(too_long ? std::string_view() : text, language);
  PhraseQuery phrase = reader.read();
  if (too_long)
    reader.fault = QueryFault{{0, 0}, "a query of more than " + std::to_string(kLongestQuery) + " bytes", {}};
  if (reader.fault) {
    if (fault) *fault = *reader.fault;
    return error_of(too_long ? std::string_view() : text, *reader.fault);
  }
  phrase.written = text;
  phrase.stems = reader.stems;
  return phrase;
}

}  // namespace stenogram::corpus
