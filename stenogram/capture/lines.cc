#include "stenogram/capture/lines.h"

#include "stenogram/base/byte_set.h"

namespace stenogram::capture {
namespace {

using Byte = unsigned char;

// Where a line may end; 0xC2 and 0xE2 only begin such a mark and need a look.
const char* next_stop(const char* p, const char* end) {
  return find_byte<Wide::no, 0x0A, 0x0D, 0x0C, 0xC2, 0xE2>(p, end);
}

// The length of the line end at `p`, 0 if it is none.
std::size_t end_mark(const char* p, const char* end) {
  switch (Byte(*p)) {
    case '\r': return p + 1 < end && p[1] == '\n' ? 2 : 1;
    case '\n':
    case '\f': return 1;
    case 0xC2: return p + 1 < end && Byte(p[1]) == 0x85 ? 2 : 0;
    case 0xE2: return p + 2 < end && Byte(p[1]) == 0x80 && (Byte(p[2]) == 0xA8 || Byte(p[2]) == 0xA9) ? 3 : 0;
    default: return 0;
  }
}

}  // namespace

bool Lines::next(ByteSpan& line) {
  if (at_ >= text_.size()) return false;
  const char* const base = text_.data();
  const char* const end = base + text_.size();
  const char* p = base + at_;
  std::size_t mark = 0;
  for (p = next_stop(p, end); p < end; p = next_stop(p + 1, end)) {
    mark = end_mark(p, end);
    if (mark != 0) break;
  }
  line = {at_, std::size_t(p - base)};
  at_ = line.end + mark;
  return true;
}

}  // namespace stenogram::capture
