// Columns of numbers of a few bits each, one after another without gaps: number i takes the
// bits from i * width on, the lowest bit of a byte being its first. No number is wider than 40.
//
// A number is read by one load of eight bytes, so up to seven bytes beyond the column are
// read and not used. In a segment these exist: its table and trailer follow all columns.
#pragma once
#include <algorithm>
#include <bit>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace stenogram::concordance {

// How wide numbers up to `most` are; at least 1.
constexpr std::uint32_t width_of(std::uint32_t most) { return most < 2 ? 1 : std::uint32_t(std::bit_width(most)); }

// Bytes that `many` numbers of `width` bits take.
constexpr std::uint64_t packed_size(std::uint64_t many, std::uint32_t width) { return (many * width + 7) / 8; }

// Reads. Views bytes of somebody else; any number of threads.
class PackedColumn {
 public:
  PackedColumn() = default;
  PackedColumn(const char* bytes, std::uint32_t width)
      : bytes_(bytes), width_(width), mask_((std::uint64_t{1} << width) - 1) {}

  std::uint64_t wide(std::uint64_t at) const {
    const std::uint64_t bit = at * width_;
    std::uint64_t word;
    std::memcpy(&word, bytes_ + bit / 8, sizeof word);
    return word >> (bit % 8) & mask_;
  }
  // Of a column no wider than 32.
  std::uint32_t operator[](std::uint64_t at) const { return std::uint32_t(wide(at)); }
  void prefetch(std::uint64_t at) const { __builtin_prefetch(bytes_ + at * width_ / 8); }

 private:
  const char* bytes_ = nullptr;
  std::uint32_t width_ = 1;
  std::uint64_t mask_ = 1;
};

// Writes, in lots handed to `take(std::string_view)`. finish() hands over what is left,
// filled up to a whole byte with zeros. One thread.
template <class Take>
class Packer {
 public:
  Packer(std::uint32_t width, Take take) : width_(width), take_(std::move(take)) { lot_.reserve(kLot + 8); }

  void append(std::uint64_t value) {
    assert(value >> width_ == 0);
    put(std::uint32_t(value), std::min(width_, 32u));
    if (width_ > 32) put(std::uint32_t(value >> 32), width_ - 32);
  }
  void finish() {
    lot_.append(reinterpret_cast<const char*>(&pending_), (held_ + 7) / 8);
    pending_ = held_ = 0;
    hand_over();
  }

 private:
  static constexpr std::size_t kLot = 49152;
  void put(std::uint32_t value, std::uint32_t width) {
    pending_ |= std::uint64_t{value} << held_;
    held_ += width;
    if (held_ < 32) return;
    const auto full = std::uint32_t(pending_);
    lot_.append(reinterpret_cast<const char*>(&full), sizeof full);
    pending_ >>= 32;
    held_ -= 32;
    if (lot_.size() >= kLot) hand_over();
  }
  void hand_over() {
    take_(std::string_view(lot_));
    lot_.clear();
  }

  std::uint32_t width_, held_ = 0;
  std::uint64_t pending_ = 0;
  Take take_;
  std::string lot_;
};

}  // namespace stenogram::concordance
