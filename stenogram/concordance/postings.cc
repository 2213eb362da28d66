#include "stenogram/concordance/postings.h"

#include <streamvbyte.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "stenogram/concordance/format.h"
#include "stenogram/concordance/spans.h"

namespace stenogram::concordance {
namespace {

constexpr std::uint32_t kBlock = 128;
// Control bytes and data of a full block, what the decoder may load beyond them, and a
// byte for each count.
constexpr std::size_t kMostBlock = kBlock / 4 + kBlock * 4 + 16 + kBlock;
static_assert(kMostBlock <= kPostingPadding);

void append_u32(std::string& out, std::uint32_t value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

std::uint32_t u32_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

// Reads `many` numbers of StreamVByte, at most a block, and returns how many bytes they took.
// Two bits a number say how long it is; the library's decoder, as Debian builds it, goes
// number by number. Here nearly all are of one byte, so sixteen of those are taken at once.
// May load, not use, 16 bytes beyond the numbers.
std::size_t read_numbers(const std::uint8_t* in, std::uint32_t many, std::array<std::uint32_t, kBlock>& out) {
  constexpr std::uint32_t kMask[4] = {0xff, 0xffff, 0xffffff, 0xffffffff};
  const std::uint8_t* data = in + (many + 3) / 4;
  std::uint32_t at = 0;
  while (at < many) {
    std::uint32_t lengths = 1;
    if (many - at >= 16) std::memcpy(&lengths, in + at / 4, 4);
    if (lengths == 0) {
      for (std::uint32_t i = 0; i < 16; ++i) out[at + i] = data[i];
      at += 16;
      data += 16;
      continue;
    }
    const std::uint32_t end = std::min(at + 16, many);
    for (; at < end; ++at) {
      const std::uint32_t length = in[at / 4] >> (at % 4 * 2) & 3;
      std::uint32_t value;
      std::memcpy(&value, data, 4);
      out[at] = value & kMask[length];
      data += length + 1;
    }
  }
  return std::size_t(data - in);
}

}  // namespace

void PostingsEncoder::finish(std::string& out, std::span<const std::uint32_t> starts) {
  append_varint(out, list_.size());
  blocks_.clear();
  lasts_.clear(), offsets_.clear(), bounds_.clear();
  std::uint32_t before = ~0u;
  for (std::size_t first = 0; first < list_.size(); first += kBlock) {
    std::size_t last = std::min(first + kBlock, list_.size());
    if (list_.size() > kBlock) {
      BlockBounds bounds;
      for (std::size_t i = first; i < last; ++i) {
        std::uint32_t utterance = list_[i].utterance;
        bounds.add(list_[i].count, starts[utterance + 1] - starts[utterance] - 1);
      }
      lasts_.push_back(list_[last - 1].utterance);
      offsets_.push_back(std::uint32_t(blocks_.size()));
      bounds_.push_back(bounds.code());
    }
    std::array<std::uint32_t, kBlock> values;
    for (std::size_t i = first; i < last; ++i) {
      values[i - first] = (list_[i].utterance - before) << 1 | (list_[i].count > 1);
      before = list_[i].utterance;
    }
    std::uint8_t encoded[kMostBlock];
    std::size_t size = streamvbyte_encode(values.data(), std::uint32_t(last - first), encoded);
    blocks_.append(reinterpret_cast<const char*>(encoded), size);
    for (std::size_t i = first; i < last; ++i)
      if (list_[i].count > 1) append_varint(blocks_, list_[i].count - 2);
  }
  for (const auto* column : {&lasts_, &offsets_, &bounds_})
    for (std::uint32_t value : *column) append_u32(out, value);
  out += blocks_;
  list_.clear();
}

Segment::Postings::Postings(std::string_view bytes, std::uint32_t utterances, bool bounded)
    : bounded_(bounded), utterances_(utterances) {
  ByteReader reader(bytes);
  std::uint64_t size = reader.varint();
  if (size == 0 || size > utterances) return;
  bytes.remove_prefix(std::size_t(reader.at() - bytes.data()));
  std::uint32_t blocks = std::uint32_t((size + kBlock - 1) / kBlock);
  std::size_t columns = blocks > 1 ? std::size_t(blocks) * (bounded ? 12 : 8) : 0;
  if (columns > bytes.size()) return;
  size_ = std::uint32_t(size);
  block_count_ = blocks;
  columns_ = bytes.substr(0, columns);
  blocks_ = bytes.substr(columns);
  load(0);
}

std::uint32_t Segment::Postings::size_of(std::uint32_t block) const { return std::min(kBlock, size_ - block * kBlock); }

std::uint32_t Segment::Postings::last_of(std::uint32_t block) const {
  return u32_at(columns_, std::size_t(block) * (bounded_ ? 4 : 8));
}

std::uint32_t Segment::Postings::bounds_of(std::uint32_t block) const {
  return bounded_ && block_count_ > 1 ? u32_at(columns_, (std::size_t(block_count_) * 2 + block) * 4) : 0;
}

void Segment::Postings::load(std::uint32_t block) {
  std::uint32_t before = ~0u;
  bool later = filled_ > 0;
  std::uint32_t passed = later ? utterance_[filled_ - 1] : 0;
  at_ = filled_ = 0;
  counted_ = true;  // what there is
  block_ = block;
  if (block >= block_count_) return;
  std::size_t offset = 0;
  if (block_count_ > 1) {
    offset = u32_at(columns_, bounded_ ? (std::size_t(block_count_) + block) * 4 : std::size_t(block) * 8 + 4);
    before = block == 0 ? ~0u : last_of(block - 1);
  }
  if (offset > blocks_.size() || blocks_.size() - offset < kMostBlock) return;
  std::uint32_t many = std::min(kBlock, size_ - block * kBlock);
  std::array<std::uint32_t, kBlock> values;
  counts_at_ = offset + read_numbers(reinterpret_cast<const std::uint8_t*>(blocks_.data()) + offset, many, values);
  counted_ = false;
  more_ = {};
  // Without a branch in the loop: whether all was as it should be is asked at the end.
  std::uint64_t utterance = before == ~0u ? ~std::uint64_t{0} : before;
  std::uint32_t standing = 0;
  for (std::uint32_t i = 0; i < many; ++i) {
    utterance += values[i] >> 1;
    standing |= values[i] < 2;
    utterance_[i] = std::uint32_t(utterance);
    more_[i / 64] |= std::uint64_t(values[i] & 1) << (i % 64);
  }
  if (standing || utterance >= utterances_ || (later && utterance_[0] <= passed)) return;
  filled_ = many;
}

void Segment::Postings::count() const {
  count_.fill(1);
  ByteReader reader(blocks_.substr(counts_at_));
  for (std::uint32_t half = 0; half < 2; ++half)
    for (std::uint64_t bits = more_[half]; bits != 0; bits &= bits - 1)
      count_[half * 64 + std::uint32_t(std::countr_zero(bits))] = std::uint32_t(reader.varint()) + 2;
  counted_ = true;
}

void Segment::Postings::seek(std::uint32_t utterance) {
  if (at_end() || utterance_[at_] >= utterance) return;
  // What is sought is usually near.
  for (std::uint32_t near = std::min(at_ + 6, filled_); at_ + 1 < near;)
    if (utterance_[++at_] >= utterance) return;
  if (block_count_ > 1 && last_of(block_) < utterance) {
    // Gallop, for most seeks are short, then halve.
    std::uint32_t step = 1, low = block_;
    while (low + step < block_count_ && last_of(low + step) < utterance) {
      low += step;
      step *= 2;
    }
    std::uint32_t high = std::min(low + step, block_count_);
    while (high - low > 1) {
      std::uint32_t middle = low + (high - low) / 2;
      (last_of(middle) < utterance ? low : high) = middle;
    }
    load(high);
  }
  std::uint32_t* first = utterance_.data();
  at_ = std::uint32_t(std::lower_bound(first + at_, first + filled_, utterance) - first);
  if (at_ == filled_ && filled_ != 0) load(block_ + 1);
}

}  // namespace stenogram::concordance
