// The way back from the text a reader sees to the bytes that were captured.
//
// A text is made of runs. In each, every unit of `text_unit` bytes came from
// `source_unit` bytes: 1 and 1 where bytes were copied, 2 and 1 for Cyrillic from
// Windows-1251, 1 and 5 for `&amp;`. A gap in the source (a tag, a removed soft
// hyphen) is simply where one run's source ends before the next begins. Text that
// was made by us (a line break between paragraphs of HTML) has `source_unit` 0.
//
// Of some captures no bytes can be named (the words of a PDF are compressed and drawn),
// only sheets of paper. Their map has no run with bytes, and `source_begin` is the number
// of the printed page, 0 where that is unknown too.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "stenogram/base/span.h"

namespace stenogram::text {

class SourceMap {
 public:
  struct Run {
    std::uint64_t text_begin;
    std::uint64_t source_begin;
    std::uint32_t text_unit;
    std::uint32_t source_unit;
    bool operator==(const Run&) const = default;
  };

  // A map of a text to itself, as for plain UTF-8; it has no runs.
  SourceMap() = default;

  // Says that the next `units` units of text came from `source_begin` onward.
  // Calls come in the order of the text; a run that continues the last one is
  // merged with it. Amortised O(1).
  void append(std::uint64_t units, std::uint64_t source_begin, std::uint32_t text_unit = 1,
              std::uint32_t source_unit = 1);

  // Says that the next `bytes` bytes of text stand on printed page `number`; 0: unknown.
  // For maps that name pages throughout.
  void append_page(std::uint64_t bytes, std::uint32_t number) { append(bytes, number, 1, 0); }

  // The printed page on which `span` begins; nothing where bytes are named instead, or
  // where the page is unknown. O(log runs).
  std::optional<std::uint32_t> page_of(ByteSpan span) const;

  bool is_identity() const { return runs_.empty(); }

  // The smallest range of the capture that holds all the bytes `span` came from;
  // the outer bounds where the source is out of order. O(log runs + runs inside).
  SourceSpan source_of(ByteSpan span) const;

  // This map applied after `first`: text -> intermediate (this), intermediate ->
  // capture (`first`). HTML is read from decoded text, so its map is composed with
  // the decoder's.
  SourceMap after(const SourceMap& first) const;

  std::uint64_t text_size() const { return text_size_; }
  const std::vector<Run>& runs() const { return runs_; }
  // Rebuilds a stored map; `runs` sorted by text_begin.
  static SourceMap from_runs(std::vector<Run> runs, std::uint64_t text_size);

 private:
  std::vector<Run> runs_;
  std::uint64_t text_size_ = 0;
};

}  // namespace stenogram::text
