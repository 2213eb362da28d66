// A batch in memory, and how it becomes a segment.
//
// Words are numbered as they come; sorting the lexicon at the end renumbers them, so
// that from then on numbers compare as keys do. One pass over the column then spreads
// positions by word, which is both the beginning of the suffix sort and, with the
// utterance noted beside each position, all that the postings need.

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <numeric>
#include <thread>

#include "stenogram/concordance/format.h"
#include "stenogram/concordance/section_parts.h"
#include "stenogram/concordance/postings.h"
#include "stenogram/concordance/segment.h"
#include "stenogram/concordance/segment_writer.h"
#include "stenogram/concordance/spans.h"
#include "stenogram/concordance/suffix_sort.h"

namespace stenogram::concordance {
namespace {

// What write() needs is at most some 40 bytes a word, and usually 20.
constexpr std::uint64_t kBatchWords = 12'000'000;
constexpr std::size_t kBatchKeys = 4'000'000;
constexpr std::size_t kBatchKeyBytes = std::size_t{64} << 20;

}  // namespace

struct SegmentBuilder::Batch {
  // Lexicon in order of first use; [0] stands for the end of an utterance.
  std::string keys;
  std::vector<std::uint32_t> key_starts{0, 0};
  std::vector<std::uint32_t> table = std::vector<std::uint32_t>(1 << 16);

  std::vector<Token> tokens;
  std::vector<Position> breaks;  // ascending
  std::string spans;
  std::vector<SpanBlock> span_blocks;
  SpanEncoder span_encoder;
  std::uint64_t words = 0;

  std::vector<std::uint32_t> starts, owners, turns, voices;
  std::vector<NoteRecord> notes;
  std::vector<DocumentRecord> documents;
  bool in_utterance = false;
  bool speaker_too_large = false;

  std::uint32_t lexicon() const { return std::uint32_t(key_starts.size()) - 2; }
  std::string_view key(Token token) const {
    return std::string_view(keys).substr(key_starts[token], key_starts[token + 1] - key_starts[token]);
  }
  Token token_of(std::string_view word);
  void grow_table();
  void push(Token token);
  void end_utterance();
  void sort_lexicon();
  Status check(const std::filesystem::path& path) const;
  void spread(std::vector<std::uint32_t>& word_starts, std::vector<Position>& suffixes,
              std::vector<std::uint32_t>& utterances) const;
};

Token SegmentBuilder::Batch::token_of(std::string_view word) {
  std::size_t mask = table.size() - 1;
  std::size_t place = key_hash(word) & mask;
  for (; table[place] != 0; place = (place + 1) & mask)
    if (key(table[place]) == word) return table[place];
  keys += word;
  key_starts.push_back(std::uint32_t(keys.size()));
  Token token = lexicon();
  table[place] = token;
  if (std::size_t(token) * 2 > table.size()) grow_table();
  return token;
}

void SegmentBuilder::Batch::grow_table() {
  table.assign(table.size() * 2, 0);
  std::size_t mask = table.size() - 1;
  for (Token token = 1; token <= lexicon(); ++token) {
    std::string_view word = key(token);
    std::size_t place = key_hash(word) & mask;
    while (table[place] != 0) place = (place + 1) & mask;
    table[place] = token;
  }
}

void SegmentBuilder::Batch::push(Token token) {
  if (tokens.size() % kSpanBlock == 0) span_blocks.push_back({std::uint32_t(spans.size()), span_encoder.at()});
  tokens.push_back(token);
}

void SegmentBuilder::Batch::end_utterance() {
  if (!in_utterance) return;
  push(0);
  span_encoder.end_utterance();
  in_utterance = false;
}

// Renumbers words in order of their keys, everywhere, so that a batch that could not
// be written can grow further or be written again.
void SegmentBuilder::Batch::sort_lexicon() {
  std::vector<Token> order(lexicon());
  std::iota(order.begin(), order.end(), 1);
  std::sort(order.begin(), order.end(), [&](Token a, Token b) { return key(a) < key(b); });
  std::string sorted;
  sorted.reserve(keys.size());
  std::vector<std::uint32_t> sorted_starts{0, 0};
  sorted_starts.reserve(key_starts.size());
  std::vector<Token> renumbered(order.size() + 1);
  for (std::size_t i = 0; i < order.size(); ++i) {
    sorted += key(order[i]);
    sorted_starts.push_back(std::uint32_t(sorted.size()));
    renumbered[order[i]] = Token(i + 1);
  }
  for (Token& token : tokens) token = renumbered[token];
  for (std::uint32_t& token : table) token = renumbered[token];
  keys = std::move(sorted);
  key_starts = std::move(sorted_starts);
}

Status SegmentBuilder::Batch::check(const std::filesystem::path& path) const {
  const char* advice = "ingest fewer or shorter documents at once";
  if (lexicon() >= kMostWordsInLexicon)
    return Error::too_large(path.string(), "more than 16 million different words", advice);
  if (tokens.size() > kMostTokens) return Error::too_large(path.string(), "more than 2,147 million words", advice);
  if (keys.size() > kMostTokens || spans.size() > kMostTokens)
    return Error::too_large(path.string(), "words longer than a segment can hold", advice);
  if (speaker_too_large)
    return Error::too_large(path.string(), "more than 16 million speakers in one document", advice);
  return {};
}

// Positions, and beside each its utterance, by word and then in text order.
void SegmentBuilder::Batch::spread(std::vector<std::uint32_t>& word_starts, std::vector<Position>& suffixes,
                                   std::vector<std::uint32_t>& utterances) const {
  word_starts.assign(lexicon() + 2, 0);
  for (Token token : tokens)
    if (token != 0) ++word_starts[token];
  std::exclusive_scan(word_starts.begin(), word_starts.end(), word_starts.begin(), 0u);
  std::vector<std::uint32_t> next = word_starts;
  suffixes.resize(words);
  utterances.resize(words);
  std::uint32_t utterance = 0;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (tokens[at] == 0) {
      ++utterance;
      continue;
    }
    std::uint32_t to = next[tokens[at]]++;
    suffixes[to] = Position(at);
    utterances[to] = utterance;
  }
}

SegmentBuilder::SegmentBuilder() : batch_(new Batch) {}
SegmentBuilder::~SegmentBuilder() = default;
SegmentBuilder::SegmentBuilder(SegmentBuilder&&) noexcept = default;
SegmentBuilder& SegmentBuilder::operator=(SegmentBuilder&&) noexcept = default;

void SegmentBuilder::begin_document(const DocumentInfo& document) {
  assert(batch_->documents.empty() || batch_->documents.back().number < document.number);
  batch_->end_utterance();
  DocumentRecord record{document.number, document.date, std::uint32_t(batch_->starts.size()), {}};
  std::memcpy(record.language, document.language.data(), std::min(document.language.size(), sizeof record.language));
  batch_->documents.push_back(record);
}

void SegmentBuilder::begin_utterance(const UtteranceInfo& utterance) {
  assert(!batch_->documents.empty() && utterance.kind < 128);
  Batch& batch = *batch_;
  batch.end_utterance();
  batch.in_utterance = true;
  if (utterance.note != kNone) batch.notes.push_back({std::uint32_t(batch.starts.size()), utterance.note});
  if (utterance.speaker != kNone && utterance.speaker >= kNoSpeaker) batch.speaker_too_large = true;
  batch.starts.push_back(std::uint32_t(batch.tokens.size()));
  batch.owners.push_back(std::uint32_t(batch.documents.size() - 1));
  batch.turns.push_back(utterance.turn);
  batch.voices.push_back((utterance.speaker == kNone ? kNoSpeaker : utterance.speaker & kNoSpeaker) |
                         std::uint32_t(utterance.kind) << 24 | (utterance.note == kNone ? 0 : kHasNote));
}

void SegmentBuilder::add_word(std::string_view key, std::uint32_t begin, std::uint32_t end) {
  add_word(number_of(key), begin, end);
}

Token SegmentBuilder::number_of(std::string_view key) { return batch_->token_of(key); }

void SegmentBuilder::add_word(Token number, std::uint32_t begin, std::uint32_t end) {
  assert(batch_->in_utterance && number != 0 && number <= batch_->lexicon());
  batch_->push(number);
  batch_->span_encoder.word(begin, end, batch_->spans);
  ++batch_->words;
}

void SegmentBuilder::join_words() {
  assert(batch_->in_utterance && batch_->tokens.size() >= batch_->starts.back() + std::size_t(2));
  batch_->breaks.push_back(Position(batch_->tokens.size() - 2));
}

std::uint64_t SegmentBuilder::words() const { return batch_->words; }
std::uint32_t SegmentBuilder::documents() const { return std::uint32_t(batch_->documents.size()); }
bool SegmentBuilder::full() const {
  return batch_->tokens.size() >= kBatchWords || batch_->key_starts.size() >= kBatchKeys ||
         batch_->keys.size() >= kBatchKeyBytes;
}

Status SegmentBuilder::write(const std::filesystem::path& path, FileSystem& files) {
  Batch& batch = *batch_;
  batch.end_utterance();
  if (Status sound = batch.check(path); !sound) return sound;
  batch.sort_lexicon();

  std::vector<std::uint32_t> word_starts, utterances;
  std::vector<Position> suffixes;
  batch.spread(word_starts, suffixes, utterances);

  std::vector<std::uint32_t> starts = batch.starts;
  starts.push_back(std::uint32_t(batch.tokens.size()));
  std::vector<std::uint32_t> posting_starts{0};
  std::string postings;
  PostingsEncoder encoder;
  for (Token token = 1; token <= batch.lexicon(); ++token) {
    for (std::uint32_t i = word_starts[token]; i < word_starts[token + 1]; ++i) encoder.add(utterances[i]);
    encoder.finish(postings, starts);
    posting_starts.push_back(std::uint32_t(postings.size()));
  }
  if (postings.size() > kMostTokens) return Error::too_large(path.string(), "more postings than a segment can hold");
  std::vector<std::uint32_t>().swap(utterances);
  const std::vector<std::uint8_t> shared =
      sort_suffixes(batch.tokens, word_starts, suffixes, std::min(2u, std::thread::hardware_concurrency()));

  SegmentWriter writer(files, path);
  std::vector<std::uint32_t> key_starts(batch.key_starts.begin() + 1, batch.key_starts.end());
  writer.section(Section::key_starts, key_starts);
  writer.begin(Section::keys);
  writer.append(batch.keys);
  writer.section(Section::key_table, key_table(batch.keys, key_starts));
  writer.section(Section::word_starts, word_starts);

  writer.begin(Section::tokens);
  append_packed(batch.tokens, width_of(batch.lexicon()), writer);
  writer.begin(Section::suffixes);
  auto packer = packer_into(writer, suffix_width(batch.tokens.size()));
  for (std::size_t i = 0; i < suffixes.size(); ++i) packer.append(suffix_entry(suffixes[i], shared[i]));
  packer.finish();
  writer.begin(Section::samples);
  std::uint32_t width = tokens_in_key(batch.lexicon()), bits = bits_in_key(batch.lexicon());
  auto token_at = [&](std::uint64_t at) { return batch.tokens[at]; };
  std::vector<std::uint64_t> deep;
  for (std::size_t i = 0; i < suffixes.size(); i += kSampleEvery) {
    const std::uint64_t key = pack(token_at, suffixes[i], 1, width, bits);
    writer.append_value(key);
    if (i % kDeepSampleEvery == 0) deep.push_back(pack_deep(token_at, suffixes[i], key, width, bits));
  }

  writer.begin(Section::spans);
  writer.append(batch.spans);
  writer.section(Section::span_blocks, batch.span_blocks);

  writer.section(Section::starts, starts);
  writer.begin(Section::landmarks);
  append_landmarks(starts, writer);
  writer.section(Section::owners, batch.owners);
  writer.section(Section::turns, batch.turns);
  writer.section(Section::voices, batch.voices);
  writer.section(Section::notes, batch.notes);
  writer.section(Section::documents, batch.documents);
  writer.begin(Section::postings);
  writer.append(postings);
  writer.append(std::string(kPostingPadding, '\0'));
  writer.section(Section::posting_starts, posting_starts);
  write_joins(
      batch.breaks,
      [&](Position at) { return std::string(batch.key(batch.tokens[at])).append(batch.key(batch.tokens[at + 1])); },
      writer);
  writer.section(Section::deep_samples, deep);
  Status written = writer.finish({batch.lexicon(), std::uint32_t(batch.tokens.size()), std::uint32_t(batch.words),
                                  std::uint32_t(batch.starts.size()), std::uint32_t(batch.documents.size())});
  if (written) *this = SegmentBuilder();
  return written;
}

}  // namespace stenogram::concordance
