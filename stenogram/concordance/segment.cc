// Reading a segment.
//
// Nothing is trusted twice: open() makes sure that every section lies in the file and
// has the size its counts call for, and each accessor bounds what it reads from the
// file before it uses it as an index. So the worst that bytes of a stranger can do is
// answer wrongly.
#include "stenogram/concordance/segment.h"

#include <sys/mman.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>

#include "stenogram/concordance/format.h"
#include "stenogram/concordance/section_parts.h"
#include "stenogram/concordance/postings.h"
#include "stenogram/concordance/segment_writer.h"
#include "stenogram/concordance/spans.h"

namespace stenogram::concordance {
namespace {

static_assert(kMostShared == Segment::kMostSharedSaid);

constexpr const char* kRebuild = "rebuild with `stenogram verify --rebuild`";

constexpr std::uint64_t divided_up(std::uint64_t value, std::uint64_t by) { return (value + by - 1) / by; }

// madvise wants whole pages.
void advise(std::string_view bytes, int advice) {
  constexpr std::uintptr_t kPage = 4096;
  std::uintptr_t begin = reinterpret_cast<std::uintptr_t>(bytes.data()) & ~(kPage - 1);
  std::uintptr_t end = reinterpret_cast<std::uintptr_t>(bytes.data()) + bytes.size();
  ::madvise(reinterpret_cast<void*>(begin), end - begin, advice);
}

}  // namespace

Result<std::shared_ptr<const Segment>> Segment::open(const std::filesystem::path& path) {
  auto file = MappedFile::open(path, MappedFile::Access::random);
  if (!file) return file.error();
  return open(path, std::move(*file));
}

Result<std::shared_ptr<const Segment>> Segment::open(const std::filesystem::path& path, MappedFile file) {
  std::shared_ptr<Segment> segment(new Segment);
  segment->path_ = path;
  segment->file_ = std::move(file);
  if (Status found = segment->find_sections(segment->file_.bytes()); !found) return found.error();
  return std::shared_ptr<const Segment>(std::move(segment));
}

Status Segment::find_sections(std::string_view bytes) {
  auto damaged = [&](const char* what) { return Error::damaged(path_.string(), what, kRebuild); };
  if (bytes.size() < sizeof kSignature + table_size(1) + sizeof(Trailer)) return damaged("shorter than its header");
  if (std::memcmp(bytes.data(), kSignature, 5) != 0) return damaged("not a segment");
  std::uint8_t version = version_of(bytes.data());
  if (version < 1 || version > std::uint8_t(kSignature[5]))
    return Error::unsupported(path_.string(), "segment version " + std::to_string(std::uint8_t(bytes[5])), kRebuild);
  if (bytes.size() < sizeof kSignature + table_size(version) + sizeof(Trailer))
    return damaged("shorter than its header");
  Trailer trailer;
  std::memcpy(&trailer, bytes.data() + bytes.size() - sizeof trailer, sizeof trailer);
  if (std::memcmp(trailer.signature, kEndSignature, sizeof kEndSignature) != 0) return damaged("cut short");
  if (trailer.table != bytes.size() - sizeof(Trailer) - table_size(version))
    return damaged("its table is not where it should be");
  std::string_view table_bytes = bytes.substr(trailer.table, table_size(version));
  if (checksum(table_bytes) != trailer.checksum) return damaged("its table fails its checksum");
  Table table{};
  std::memcpy(&table, table_bytes.data(), table_bytes.size());

  const Counts& counts = table.counts;
  if (counts.lexicon >= kMostWordsInLexicon || counts.tokens > kMostTokens ||
      std::uint64_t(counts.words) + counts.utterances != counts.tokens ||
      (counts.documents == 0 && counts.utterances != 0) || (counts.lexicon == 0) != (counts.words == 0))
    return damaged("its counts contradict one another");
  std::uint64_t k = counts.lexicon, n = counts.tokens, w = counts.words, u = counts.utterances;
  constexpr std::uint64_t kAny = ~std::uint64_t{0};
  // Before version 4 these two columns had whole bytes.
  const bool whole_bytes = version < 4;
  const std::uint32_t token_width = whole_bytes ? 24 : width_of(counts.lexicon);
  suffix_shift_ = version >= 5 ? kSharedBits : 0;
  const std::uint32_t suffix_width = whole_bytes ? 32 : width_of(counts.tokens) + suffix_shift_;
  const std::uint64_t packed_padding = whole_bytes ? 1 : 0;
  sample_every_ = whole_bytes ? kSampleEveryOfVersion3 : kSampleEvery;
  const std::uint64_t sizes[kSections] = {(k + 1) * 4,
                                          kAny,
                                          kAny,
                                          (k + 2) * 4,
                                          packed_size(n, token_width) + packed_padding,
                                          packed_size(w, suffix_width),
                                          divided_up(w, sample_every_) * 8,
                                          kAny,
                                          divided_up(n, kSpanBlock) * sizeof(SpanBlock),
                                          (u + 1) * 4,
                                          divided_up(n, kLandmarkEvery) * 4,
                                          u * 4,
                                          u * 4,
                                          u * 4,
                                          kAny,
                                          counts.documents * sizeof(DocumentRecord),
                                          kAny,
                                          (k + 1) * 4,
                                          kAny,
                                          kAny,
                                          whole_bytes ? 0 : divided_up(w, kDeepSampleEvery) * 8};
  std::string_view section[kSections];
  for (std::size_t i = 0; i < kSections; ++i) {
    const Extent& extent = table.sections[i];
    if (extent.offset % 64 != 0 || extent.offset > trailer.table || extent.size > trailer.table - extent.offset ||
        (sizes[i] != kAny && sizes[i] != extent.size))
      return damaged("a section lies outside the file or has the wrong size");
    section[i] = bytes.substr(extent.offset, extent.size);
  }
  auto u32s = [&](Section name) { return reinterpret_cast<const std::uint32_t*>(section[std::size_t(name)].data()); };
  auto of = [&](Section name) { return section[std::size_t(name)]; };
  std::size_t places = of(Section::key_table).size() / 4;
  if (!std::has_single_bit(places) || places * 4 != of(Section::key_table).size() || places <= k ||
      of(Section::notes).size() % sizeof(NoteRecord) != 0 || of(Section::joins).size() % 4 != 0 ||
      of(Section::joins).size() != of(Section::breaks).size() || of(Section::postings).size() < kPostingPadding)
    return damaged("a section has the wrong size");

  key_starts_ = u32s(Section::key_starts);
  keys_ = of(Section::keys);
  key_table_ = u32s(Section::key_table);
  key_mask_ = std::uint32_t(places - 1);
  word_starts_ = u32s(Section::word_starts);
  tokens_ = PackedColumn(of(Section::tokens).data(), token_width);
  suffixes_ = PackedColumn(of(Section::suffixes).data(), suffix_width);
  samples_ = reinterpret_cast<const std::uint64_t*>(of(Section::samples).data());
  span_blocks_ = reinterpret_cast<const SpanBlock*>(of(Section::span_blocks).data());
  spans_ = of(Section::spans);
  starts_ = u32s(Section::starts);
  landmarks_ = u32s(Section::landmarks);
  owners_ = u32s(Section::owners);
  turns_ = u32s(Section::turns);
  voices_ = u32s(Section::voices);
  notes_ = reinterpret_cast<const NoteRecord*>(of(Section::notes).data());
  note_count_ = std::uint32_t(of(Section::notes).size() / sizeof(NoteRecord));
  document_records_ = reinterpret_cast<const DocumentRecord*>(of(Section::documents).data());
  posting_starts_ = u32s(Section::posting_starts);
  postings_ = of(Section::postings);
  if (version >= 4) deep_samples_ = reinterpret_cast<const std::uint64_t*>(of(Section::deep_samples).data());
  joins_ = u32s(Section::joins);
  breaks_ = u32s(Section::breaks);
  join_count_ = std::uint32_t(of(Section::joins).size() / 4);
  bounded_ = version >= 3;
  lexicon_ = counts.lexicon;
  size_ = counts.tokens;
  suffix_count_ = counts.words;
  utterances_ = counts.utterances;
  documents_ = counts.documents;

  // The end of the last utterance is what stops every comparison of words.
  if (size_ > 0 && token(size_ - 1) != 0) return damaged("its last utterance has no end");

  // Every lookup goes through the lexicon, which is small: better read at one go than a
  // page for each word. The samples are larger, but the system may read around a fault.
  for (Section name : {Section::key_starts, Section::keys, Section::key_table, Section::word_starts}) {
    advise(of(name), MADV_NORMAL);
    if (of(name).size() < (std::size_t{4} << 20)) advise(of(name), MADV_WILLNEED);
  }
  advise(of(Section::samples), MADV_NORMAL);
  // Ranking asks for the lengths of many utterances, in ascending order.
  for (Section name : {Section::starts, Section::owners}) advise(of(name), MADV_NORMAL);
  return {};
}

void Segment::warm() const {
  advise(file_.bytes(), MADV_NORMAL);
  advise(file_.bytes(), MADV_WILLNEED);
}

void Segment::let_go() const { advise(file_.bytes(), MADV_DONTNEED); }

// -- Lexicon

std::string_view Segment::key_of(Token token) const {
  if (token == 0 || token > lexicon_) return {};
  std::size_t begin = std::min<std::size_t>(key_starts_[token - 1], keys_.size());
  std::size_t end = std::clamp<std::size_t>(key_starts_[token], begin, keys_.size());
  return keys_.substr(begin, end - begin);
}

Token Segment::token_of(std::string_view key) const {
  std::uint32_t place = std::uint32_t(key_hash(key)) & key_mask_;
  for (std::uint32_t tried = 0; tried <= key_mask_; ++tried, place = (place + 1) & key_mask_) {
    Token token = key_table_[place];
    if (token == 0 || token > lexicon_) return 0;
    if (key_of(token) == key) return token;
  }
  return 0;
}

std::pair<Token, Token> Segment::prefix_range(std::string_view prefix) const {
  auto first_not = [&](auto before) {
    Token low = 1, high = lexicon_ + 1;
    while (low < high) {
      Token middle = low + (high - low) / 2;
      if (before(key_of(middle))) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  Token first = first_not([&](std::string_view key) { return key < prefix; });
  Token last = first_not([&](std::string_view key) { return key.substr(0, prefix.size()) <= prefix; });
  return {first, std::max(first, last)};
}

Interval Segment::word_interval(Token token) const {
  if (token == 0 || token > lexicon_) return {};
  std::uint32_t first = std::min(word_starts_[token], suffix_count_);
  return {first, std::clamp(word_starts_[token + 1], first, suffix_count_)};
}

// -- Words broken at a line's end

// The last token ends an utterance, so the two words of a join lie before it.
Position Segment::join(std::uint32_t number) const {
  Position at = joins_[number];
  return size_ >= 2 && at < size_ - 1 ? at : 0;
}

std::string Segment::join_key(Position at) const {
  std::string key(key_of(token(at)));
  return key += key_of(token(at + 1));
}

std::pair<std::uint32_t, std::uint32_t> Segment::joins_of(std::string_view key, bool prefix) const {
  auto first_not = [&](auto before) {
    std::uint32_t low = 0, high = join_count_;
    while (low < high) {
      std::uint32_t middle = low + (high - low) / 2;
      if (before(join_key(join(middle)))) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  std::uint32_t first = first_not([&](std::string_view one) { return one < key; });
  std::uint32_t last =
      first_not([&](std::string_view one) { return (prefix ? one.substr(0, key.size()) : one) <= key; });
  return {first, std::max(first, last)};
}

bool Segment::broken_within(Position begin, Position end) const {
  const std::uint32_t* found = std::lower_bound(breaks_, breaks_ + join_count_, begin);
  return found != breaks_ + join_count_ && *found < end;
}

// -- Spans

ByteSpan Segment::span(Position at) const {
  std::vector<ByteSpan> one;
  spans(at, at + 1, one);
  return one.empty() ? ByteSpan{} : one.front();
}

void Segment::spans(Position begin, Position end, std::vector<ByteSpan>& out) const {
  end = std::min(end, size_);
  if (begin >= end) return;
  Position at = begin / kSpanBlock * kSpanBlock;
  const SpanBlock& block = span_blocks_[begin / kSpanBlock];
  SpanDecoder decoder(spans_.substr(std::min<std::size_t>(block.byte, spans_.size())), block.at,
                      at == 0 || token(at - 1) == 0);
  for (; at < end; ++at) {
    if (token(at) == 0) {
      decoder.end_utterance();
      continue;
    }
    std::uint32_t word_begin = decoder.word();
    if (at >= begin) out.push_back({word_begin, std::max(word_begin, decoder.at())});
  }
}

// -- Utterances and documents

std::uint32_t Segment::document_of(std::uint32_t utterance) const {
  return std::min(owners_[utterance], documents_ - 1);
}

UtteranceRow Segment::utterance(std::uint32_t number) const {
  UtteranceRow row;
  row.document = document_of(number);
  row.turn = turns_[number];
  std::uint32_t voice = voices_[number];
  row.speaker = (voice & kNoSpeaker) == kNoSpeaker ? kNone : voice & kNoSpeaker;
  row.kind = std::uint8_t(voice >> 24 & 127);
  if (voice & kHasNote) {
    const NoteRecord* end = notes_ + note_count_;
    const NoteRecord* found = std::lower_bound(
        notes_, end, number, [](const NoteRecord& note, std::uint32_t value) { return note.utterance < value; });
    if (found != end && found->utterance == number) row.note = found->note;
  }
  row.begin = begin_of(number);
  row.end = row.begin + words_of(number);
  return row;
}

std::uint32_t Segment::utterance_at(Position at) const {
  std::uint32_t landmark = at / kLandmarkEvery;
  std::uint32_t low = std::min(landmarks_[landmark], utterances_ - 1);
  std::uint32_t high = utterances_;
  if ((landmark + 1) * std::uint64_t{kLandmarkEvery} < size_)
    high = std::clamp(landmarks_[landmark + 1] + 1, low + 1, utterances_);
  while (high - low > 1) {
    std::uint32_t middle = low + (high - low) / 2;
    (starts_[middle] <= at ? low : high) = middle;
  }
  return low;
}

DocumentRow Segment::document(std::uint32_t number) const {
  const DocumentRecord& record = document_records_[number];
  DocumentRow row;
  row.number = record.number;
  row.date = record.date;
  row.language = std::string_view(record.language, ::strnlen(record.language, sizeof record.language));
  row.first_utterance = std::min(record.first_utterance, utterances_);
  std::uint32_t end = number + 1 < documents_ ? document_records_[number + 1].first_utterance : utterances_;
  row.end_utterance = std::clamp(end, row.first_utterance, utterances_);
  return row;
}

std::uint32_t Segment::find_document(DocumentNumber number) const {
  const DocumentRecord* end = document_records_ + documents_;
  const DocumentRecord* found =
      std::lower_bound(document_records_, end, number,
                       [](const DocumentRecord& record, DocumentNumber value) { return record.number < value; });
  return found != end && found->number == number ? std::uint32_t(found - document_records_) : kNone;
}

// -- Postings

Segment::Postings Segment::postings(Token token) const {
  if (token == 0 || token > lexicon_) return {};
  std::size_t begin = std::min<std::size_t>(posting_starts_[token - 1], postings_.size());
  return Postings(postings_.substr(begin), utterances_, bounded_);
}

std::uint32_t Segment::utterances_with(Token token) const {
  if (token == 0 || token > lexicon_) return 0;
  std::size_t begin = std::min<std::size_t>(posting_starts_[token - 1], postings_.size());
  return std::uint32_t(std::min<std::uint64_t>(ByteReader(postings_.substr(begin)).varint(), utterances_));
}

}  // namespace stenogram::concordance
