// Where each word stands on its page, in about one byte a word.
//
// In running text a word begins one byte after the last one ended and is shorter than
// 15 bytes, so one byte holds both: the gap in the high half, the length in the low
// half; a half of 15 says that a varint with the rest follows. The first word of an
// utterance may stand anywhere: a varint of the zigzag distance from the end of the
// word before, then a varint of its length. Ends of utterances take no bytes.
#pragma once
#include <cassert>
#include <cstdint>
#include <string>
#include <string_view>

namespace stenogram::concordance {

inline void append_varint(std::string& out, std::uint64_t value) {
  for (; value >= 128; value >>= 7) out += char(value | 128);
  out += char(value);
}

// Reads no further than the end of the bytes it was given; what is missing is zero.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : at_(bytes.data()), end_(at_ + bytes.size()) {}
  std::uint8_t byte() { return at_ < end_ ? std::uint8_t(*at_++) : 0; }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      std::uint8_t next = byte();
      value |= std::uint64_t(next & 127) << shift;
      if (next < 128) break;
    }
    return value;
  }
  const char* at() const { return at_; }

 private:
  const char *at_, *end_;
};

class SpanEncoder {
 public:
  std::uint32_t at() const { return at_; }  // end of the last word
  void end_utterance() { fresh_ = true; }
  void word(std::uint32_t begin, std::uint32_t end, std::string& out) {
    assert(begin <= end && (fresh_ || at_ <= begin));
    std::uint64_t length = end - begin;
    if (fresh_) {
      std::int64_t move = std::int64_t(begin) - std::int64_t(at_);
      append_varint(out, (std::uint64_t(move) << 1) ^ std::uint64_t(move >> 63));
      append_varint(out, length);
      fresh_ = false;
    } else {
      std::uint64_t gap = begin - at_;
      out += char((gap < 15 ? gap : 15) << 4 | (length < 15 ? length : 15));
      if (gap >= 15) append_varint(out, gap - 15);
      if (length >= 15) append_varint(out, length - 15);
    }
    at_ = end;
  }

 private:
  std::uint32_t at_ = 0;
  bool fresh_ = true;
};

class SpanDecoder {
 public:
  SpanDecoder(std::string_view bytes, std::uint32_t at, bool fresh) : reader_(bytes), at_(at), fresh_(fresh) {}
  void end_utterance() { fresh_ = true; }
  // The next word's begin; its end is then at().
  std::uint32_t word() {
    std::uint32_t begin;
    std::uint64_t length;
    if (fresh_) {
      std::uint64_t move = reader_.varint();
      begin = std::uint32_t(at_ + std::uint32_t((move >> 1) ^ (0 - (move & 1))));
      length = reader_.varint();
      fresh_ = false;
    } else {
      std::uint8_t both = reader_.byte();
      std::uint64_t gap = both >> 4;
      length = both & 15;
      if (gap == 15) gap += reader_.varint();
      if (length == 15) length += reader_.varint();
      begin = at_ + std::uint32_t(gap);
    }
    at_ = begin + std::uint32_t(length);
    return begin;
  }
  std::uint32_t at() const { return at_; }

 private:
  ByteReader reader_;
  std::uint32_t at_;
  bool fresh_;
};

}  // namespace stenogram::concordance
