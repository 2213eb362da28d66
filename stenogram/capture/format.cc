#include "stenogram/capture/format.h"

namespace stenogram::capture {

Error too_many_blocks(const Source& source, const Limits& limits) {
  return Error::too_large(source.name, "has more than " + std::to_string(limits.blocks) + " paragraphs",
                          "split it into smaller captures");
}

}  // namespace stenogram::capture
