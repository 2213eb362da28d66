#include "exam_questions.h"

#include <algorithm>
#include <cstdlib>

#include "stenogram/base/table.h"
#include "stenogram/text/words.h"

namespace stenogram::exam {
namespace {

using check::Severity;
using check::Verdict;

constexpr int kAttempts = 300;
constexpr std::size_t kMostDocuments = 400;  // of one language that questions are cut from

std::string bare(const std::string& word) {
  std::vector<text::Word> words = text::words(word);
  return words.empty() ? "" : text::verdict_key(slice(word, words[0].span()));
}

bool has(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool ends_sentence(const std::string& word) {
  return !word.empty() && (word.back() == '.' || word.back() == '?' || word.back() == '!');
}

std::string joined(const std::vector<std::string>& printed) {
  std::string all;
  for (const std::string& word : printed) all += (all.empty() ? "" : " ") + word;
  return all;
}

// Words that stand in both, in order.
std::size_t in_common(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::size_t> row(b.size() + 1, 0);
  for (const std::string& one : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      std::size_t above = row[j + 1];
      row[j + 1] = bare(one) == bare(b[j]) ? diagonal + 1 : std::max(row[j], above);
      diagonal = above;
    }
  }
  return row.back();
}

// An upper-case letter first, Latin or Cyrillic.
bool capital(const std::string& word) {
  if (word.empty()) return false;
  unsigned char first = static_cast<unsigned char>(word[0]);
  if (first < 0x80) return first >= 'A' && first <= 'Z';
  return word.size() > 1 && first == 0xD0 && static_cast<unsigned char>(word[1]) >= 0x90 &&
         static_cast<unsigned char>(word[1]) < 0xB0;
}

}  // namespace

Edits::Edits(std::string text) : text_(std::move(text)) {
  for (const TableSection& section : parse_table(text_))
    for (const TableRow& row : section.rows)
      sections_[std::string(section.name)].emplace_back(row.columns.begin(), row.columns.end());
}

const std::vector<std::vector<std::string>>& Edits::rows(const std::string& section) const {
  static const std::vector<std::vector<std::string>> kNone;
  auto found = sections_.find(section);
  return found == sections_.end() ? kNone : found->second;
}

std::vector<std::string> Edits::words(const std::string& section) const {
  std::vector<std::string> all;
  for (const auto& row : rows(section)) all.insert(all.end(), row.begin(), row.end());
  return all;
}

// clean      words as they stand, any part of a turn
// sentence   a whole sentence as it stands: nothing outside may govern it
// case       other case and punctuation
// negation … replace   one change
// A+B        two
// ellipsis   words left out at a mark of omission; swallowed: a negation among them
// bracket    words put in square brackets
// stitched   two pieces from different turns; reordered: of one turn, the later first
// misattributed  one speaker's words claimed for another
// absent     a sentence that nobody said; near: with three words of the record in front
const std::vector<std::string>& kinds() {
  static const std::vector<std::string> kKinds = {
      "clean",      "sentence",          "case",          "negation", "number",    "name",
      "modal",      "quantifier",        "drop",          "insert",   "replace",   "negation+number",
      "modal+drop", "quantifier+insert", "name+negation", "ellipsis", "swallowed", "bracket",
      "stitched",   "reordered",         "misattributed", "absent",   "near"};
  return kKinds;
}

struct Examiner::Cut {
  std::shared_ptr<const corpus::Document> document;
  corpus::DocumentNumber number = 0;
  std::uint32_t utterance = 0;
  TokenRange words;
  Printed printed;
  const corpus::Utterance& said() const { return document->utterances[utterance]; }
};

Examiner::Examiner(const corpus::Passages& record, const Edits& edits, std::uint32_t seed)
    : record_(record), edits_(edits), random_(seed) {
  std::vector<corpus::DocumentNumber> all = record.documents();
  std::sort(all.begin(), all.end());
  std::shuffle(all.begin(), all.end(), random_);
  for (corpus::DocumentNumber number : all) {
    auto document = record.document(number);
    if (!document || (*document)->transcript.turns.empty()) continue;
    std::string language = (*document)->transcript.language.substr(0, 2);
    auto& numbers = by_language_[language];
    if (numbers.size() >= kMostDocuments) continue;
    numbers.push_back(number);
    held_.emplace(number, *document);
  }
}

const std::vector<corpus::DocumentNumber>& Examiner::documents_in(const std::string& language) {
  return by_language_[language];
}

// A run of words of one utterance with nothing but plain text between them, and none of
// them somebody else's.
std::optional<Examiner::Cut> Examiner::cut(const std::string& language, std::size_t length, bool sentence) {
  const auto& numbers = documents_in(language);
  if (numbers.empty()) return std::nullopt;
  Cut cut;
  cut.number = numbers[below(numbers.size())];
  cut.document = held_.at(cut.number);
  cut.utterance = std::uint32_t(below(cut.document->utterances.size()));
  if (cut.document->utterances.empty()) return std::nullopt;
  const auto& words = cut.said().words;
  if (words.size() < length || !cut.said().speaker || cut.said().note) return std::nullopt;
  std::size_t begin = below(words.size() - length + 1);
  const std::string& page = cut.document->text;
  auto gap_after = [&](std::size_t at) {
    std::size_t end = at + 1 < words.size() ? words[at + 1].begin : words[at].end;
    return std::string_view(page).substr(words[at].end, end - words[at].end);
  };
  auto stops = [&](std::size_t at) {
    std::string_view gap = gap_after(at);
    bool initial = words[at].end - words[at].begin < 3;
    return at + 1 == words.size() ||
           (!initial && gap.size() == 2 && std::string_view(".?!").find(gap[0]) != std::string_view::npos);
  };
  if (sentence) {
    while (begin > 0 && !stops(begin - 1)) --begin;
    std::size_t end = begin;
    while (end < words.size() && !stops(end)) ++end;
    if (end == words.size()) --end;
    if (end + 1 - begin < length || end + 1 - begin > length * 2) return std::nullopt;
    length = end + 1 - begin;
  }
  cut.words = {begin, begin + length};
  for (std::size_t k = begin; k < begin + length; ++k) {
    cut.printed.emplace_back(slice(page, words[k].span()));
    std::string_view gap = gap_after(k);
    std::size_t at = gap.find_first_of(".!?,;:");
    if (k + 1 == begin + length) {
      if (sentence && at != gap.npos) cut.printed.back() += gap[at];
      break;
    }
    if (gap.size() > 3 || gap.find_first_of("()[]\"/*_") != gap.npos || gap.find('\n') != gap.npos) return std::nullopt;
    if (at != gap.npos) cut.printed.back() += gap[at];
    // Two numbers in a row would be read as one with a blank between.
    auto figure = [&](std::size_t word) {
      return page[words[word].end - 1] >= '0' && page[words[word].end - 1] <= '9';
    };
    if (figure(k) && figure(k + 1)) return std::nullopt;
  }
  ByteSpan span{words[begin].begin, words[begin + length - 1].end};
  for (const transcript::Quote& quote : cut.document->turn(cut.said().turn).quotes)
    if (quote.span.overlaps(span) && (!quote.attributed_to.empty() || quote.reported || quote.cue)) return std::nullopt;
  return cut;
}

bool Examiner::plant_replacement(const std::string& language, const std::string& table, Printed& printed) {
  std::vector<std::pair<std::size_t, std::string>> choices;
  for (std::size_t k = 0; k < printed.size(); ++k)
    for (const auto& row : edits_.rows(language + " " + table))
      if (row.size() == 2 && bare(printed[k]) == row[0]) choices.emplace_back(k, row[1]);
  if (choices.empty()) return false;
  const auto& [at, word] = choices[below(choices.size())];
  printed[at] = word;
  return true;
}

bool Examiner::plant(const std::string& edit, const std::string& language, Printed& printed) {
  std::size_t n = printed.size();
  if (edit == "modal" || edit == "quantifier") return plant_replacement(language, edit, printed);
  if (edit == "number") {
    for (std::size_t k = below(n), tried = 0; tried < n; ++tried, k = (k + 1) % n) {
      std::string key = bare(printed[k]);
      if (key.empty() || key.size() > 9 || key.find_first_not_of("0123456789") != key.npos) continue;
      printed[k] = std::to_string(std::atoll(key.c_str()) * (below(2) ? 10 : 1) + 1 + std::int64_t(below(8)));
      return true;
    }
    return plant_replacement(language, "number words", printed);
  }
  if (edit == "negation") {
    std::vector<std::string> drop = edits_.words(language + " negation drop"),
                             add = edits_.words(language + " negation add"),
                             auxiliary = edits_.words(language + " auxiliary");
    bool taking = below(2) != 0;
    for (std::size_t k = below(n), tried = 0; tried < n; ++tried, k = (k + 1) % n) {
      if (taking && k > 0 && k + 1 < n && has(drop, bare(printed[k]))) {
        printed.erase(printed.begin() + std::ptrdiff_t(k));
        return true;
      }
      if (!taking && !add.empty() && k + 1 < n && k > 0 && has(auxiliary, bare(printed[k]))) {
        bool before = language == "ru" || language == "es";
        printed.insert(printed.begin() + std::ptrdiff_t(k + (before ? 0 : 1)), add[below(add.size())]);
        return true;
      }
    }
    return false;
  }
  if (edit == "name") {
    std::vector<std::string> names = edits_.words(language + " names");
    for (std::size_t k = below(n), tried = 0; tried < n; ++tried, k = (k + 1) % n) {
      if (k == 0 || names.empty() || language == "de") continue;  // German nouns look like names
      bool inside = !ends_sentence(printed[k - 1]) && printed[k - 1].back() != ':';
      if (!inside || !capital(printed[k]) || printed[k].size() < 4 || bare(printed[k]).size() > printed[k].size())
        continue;
      printed[k] = names[below(names.size())];
      return true;
    }
    return false;
  }
  std::size_t k = 1 + below(n - 2);
  if (edit == "drop") {
    // First names, offices and articles may go before a name: that is wording.
    bool light = capital(printed[k]) || has(edits_.words(language + " light"), bare(printed[k]));
    if (light || bare(printed[k]).size() < (language == "ru" ? 10u : 5u)) return false;
    printed.erase(printed.begin() + std::ptrdiff_t(k));
    return true;
  }
  std::vector<std::string> words = edits_.words(language + " " + edit);
  if (words.empty()) return false;
  const std::string& other = words[below(words.size())];
  if (edit == "insert") {
    if (text::words(other).size() * 4 > n) return false;
    printed.insert(printed.begin() + std::ptrdiff_t(k), other);
    return true;
  }
  // replace
  if (bare(printed[k]).size() < (language == "ru" ? 10u : 5u) || bare(printed[k]) == bare(other)) return false;
  printed[k] = other;
  return true;
}

std::uint64_t Examiner::stands(const std::string& quoted) const {
  std::vector<std::string> keys;
  for (const text::Word& word : text::words(quoted)) keys.push_back(text::search_key(slice(quoted, word.span())));
  auto places = record_.occurrences(keys, 1);
  return places ? places->exact_total : 0;
}

bool Examiner::stands_somewhere(const std::string& quoted) const { return stands(quoted) > 0; }

std::optional<Question> Examiner::finish(Question question, const Cut& cut, const Printed& printed) {
  question.quotation.quoted = joined(printed);
  const corpus::Utterance& said = cut.said();
  const transcript::Speaker& speaker = cut.document->transcript.speakers[*said.speaker];
  // Under five words an alteration is only judged against the claimed speaker's own turn.
  bool must_claim = question.right == std::vector{Verdict::altered} && printed.size() < 6;
  if (must_claim && !speaker.name) return std::nullopt;
  if (speaker.name && (must_claim || below(2))) question.quotation.speaker = *speaker.name;
  question.id = cut.document->id;
  question.span = {said.words[cut.words.begin].begin, said.words[cut.words.end - 1].end};
  return question;
}

std::optional<Question> Examiner::ask(const std::string& kind, const std::string& language, std::size_t length_class) {
  for (int attempt = 0; attempt < kAttempts; ++attempt)
    if (std::optional<Question> question = try_once(kind, language, length_class)) return question;
  return std::nullopt;
}

std::optional<Question> Examiner::try_once(const std::string& kind, const std::string& language,
                                           std::size_t length_class) {
  const LengthClass& lengths = kLengthClasses[length_class];
  std::size_t length = lengths.least + below(lengths.most - lengths.least + 1);
  Question question;
  question.kind = kind;
  question.language = language;
  question.length_class = length_class;

  if (kind == "absent" || kind == "near") {
    std::vector<std::string> sentences;
    for (const auto& row : edits_.rows(language + " absent")) sentences.push_back(row[0]);
    if (sentences.empty() || length_class == 0) return std::nullopt;
    Printed all;
    while (all.size() < length) {
      const std::string& sentence = sentences[below(sentences.size())];
      for (const text::Word& word : text::words(sentence)) all.emplace_back(slice(sentence, word.span()));
    }
    all.resize(length);
    if (kind == "near") {
      std::optional<Cut> made = cut(language, 3, false);
      if (!made || length < 8) return std::nullopt;
      all.insert(all.begin(), made->printed.begin(), made->printed.end());
    }
    question.quotation.quoted = joined(all);
    question.right = {Verdict::not_found};
    return question;
  }

  if (kind == "ellipsis" || kind == "swallowed" || kind == "stitched" || kind == "reordered" || kind == "bracket")
    length = std::max<std::size_t>(length, 10);
  std::optional<Cut> made = cut(language, length, kind == "sentence");
  if (!made) return std::nullopt;
  Printed printed = made->printed;
  std::size_t n = printed.size();

  if (kind == "clean" || kind == "sentence") {
    question.right = {Verdict::verbatim};
    if (kind == "sentence") question.severity = Severity::none;
    return finish(std::move(question), *made, printed);
  }
  if (kind == "case") {
    for (std::string& word : printed) {
      if (!word.empty() && word[0] >= 'A' && word[0] <= 'Z' && below(2)) word[0] = char(word[0] + 32);
      while (!word.empty() && (word.back() == ',' || word.back() == '.')) word.pop_back();
      if (below(5) == 0) word += " —";
    }
    question.right = {Verdict::verbatim};
    return finish(std::move(question), *made, printed);
  }
  if (kind == "ellipsis" || kind == "swallowed") {
    std::vector<std::string> negations = edits_.words(language + " negation drop");
    std::size_t begin = 3 + below(n - 7), end = begin + 1 + below(std::min<std::size_t>(4, n - 3 - begin));
    bool negated = false;
    for (std::size_t at = begin; at < end; ++at) negated |= has(negations, bare(printed[at]));
    if (negated != (kind == "swallowed")) return std::nullopt;
    printed.erase(printed.begin() + std::ptrdiff_t(begin), printed.begin() + std::ptrdiff_t(end));
    if (stands_somewhere(joined(printed))) return std::nullopt;  // "no, no, … no"
    static constexpr const char* kMarks[] = {"…", "...", "[…]", "[...]", "(…)"};
    printed.insert(printed.begin() + std::ptrdiff_t(begin), kMarks[below(5)]);
    question.right = {Verdict::abridged};
    if (negated) question.severity = Severity::meaning, question.weighty = true;
    return finish(std::move(question), *made, printed);
  }
  if (kind == "bracket") {
    std::vector<std::string> names = edits_.words(language + " names");
    if (names.empty()) return std::nullopt;
    std::size_t at = 2 + below(n - 4);
    std::string name = "[" + names[below(names.size())] + "]";
    if (below(2)) printed[at] = name;
    else printed.insert(printed.begin() + std::ptrdiff_t(at), name);
    question.right = {Verdict::abridged};
    return finish(std::move(question), *made, printed);
  }
  if (kind == "stitched" || kind == "reordered") {
    std::size_t half = std::max<std::size_t>(5, std::min<std::size_t>(n / 2, 12));
    if (kind == "reordered") {
      if (n < 2 * half || stands(joined(printed)) != 1) return std::nullopt;
      std::rotate(printed.begin(), printed.begin() + std::ptrdiff_t(half), printed.end());
    } else {
      std::optional<Cut> other = cut(language, half, false);
      if (!other || (other->number == made->number && other->utterance == made->utterance)) return std::nullopt;
      printed.resize(half);
      if (stands(joined(printed)) != 1) return std::nullopt;  // so that its place can be told
      if (below(3) == 0) printed.emplace_back("…");
      printed.insert(printed.end(), other->printed.begin(), other->printed.end());
    }
    if (stands_somewhere(joined(printed))) return std::nullopt;
    question.right = {Verdict::stitched};
    question.severity = Severity::meaning;
    std::optional<Question> made_up = finish(std::move(question), *made, printed);
    if (made_up && kind == "stitched") made_up->quotation.speaker.reset();
    return made_up;
  }
  if (kind == "misattributed") {
    const auto& speakers = made->document->transcript.speakers;
    std::uint32_t speaker = *made->said().speaker;
    std::vector<std::string> keys;
    for (std::uint64_t at = made->words.begin; at < made->words.end; ++at)
      keys.push_back(text::search_key(slice(made->document->text, made->said().words[at].span())));
    auto places = record_.occurrences(keys, 2);
    if (!places || places->exact_total != 1) return std::nullopt;
    for (std::uint32_t at = 0; at < speakers.size(); ++at) {
      if (at == speaker || !speakers[at].name || !speakers[speaker].name ||
          *speakers[at].name == *speakers[speaker].name)
        continue;
      question.right = {Verdict::misattributed};
      question.severity = Severity::meaning;
      std::optional<Question> made_up = finish(std::move(question), *made, printed);
      if (made_up) made_up->quotation.speaker = *speakers[at].name;
      return made_up;
    }
    return std::nullopt;
  }

  // One edit, or two.
  std::size_t plus = kind.find('+');
  std::string first = kind.substr(0, plus), second = plus == kind.npos ? "" : kind.substr(plus + 1);
  if (!second.empty() && n < 8) return std::nullopt;
  if (!plant(first, language, printed) || (!second.empty() && !plant(second, language, printed))) return std::nullopt;
  std::string quoted = joined(printed);
  if (stands_somewhere(quoted)) return std::nullopt;
  // What the contract asks of an alteration: enough of the words in order.
  Printed words;
  for (const text::Word& word : text::words(quoted)) words.emplace_back(slice(quoted, word.span()));
  std::size_t kept = in_common(words, made->printed);
  if (words.size() < 5 ? std::max(words.size(), n) - kept != 1 : kept < 4 || kept * 10 < words.size() * 6)
    return std::nullopt;
  question.right = {Verdict::altered};
  question.severity = Severity::meaning;
  question.weighty = first != "drop" && first != "insert" && first != "replace";
  return finish(std::move(question), *made, printed);
}

}  // namespace stenogram::exam
