// Proving a whole segment: every byte against its checksum, and then, because a
// checksum only says that the bytes are those once written, the order of everything
// that lookups take to be in order.
#define XXH_INLINE_ALL
#include <sys/mman.h>
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "stenogram/concordance/format.h"
#include "stenogram/concordance/postings.h"
#include "stenogram/concordance/segment.h"
#include "stenogram/concordance/segment_writer.h"
#include "stenogram/concordance/suffix_sort.h"

namespace stenogram::concordance {

class SegmentChecker {
 public:
  explicit SegmentChecker(const Segment& segment) : segment_(segment) {}

  Status check_checksums() const {
    // First, for checking sums lets go of the pages that this brings in.
    if (!nothing_between()) return damaged("bytes between its sections are not zero");
    return checksums_hold() ? Status() : damaged("a section fails its checksum");
  }

  Status check() const {
    if (Status sound = check_checksums(); !sound) return sound;
    if (!lexicon_sound()) return damaged("its lexicon is out of order");
    if (!utterances_sound()) return damaged("its utterances contradict its words");
    if (!suffixes_sound()) return damaged("its suffixes are out of order");
    if (!samples_sound()) return damaged("its samples contradict its suffixes");
    if (!postings_sound()) return damaged("its postings contradict its words");
    if (!joins_sound()) return damaged("its broken words are out of order");
    return {};
  }

 private:
  Error damaged(const char* what) const {
    return Error::damaged(segment_.path().string(), what, "rebuild with `stenogram verify --rebuild`");
  }

  // What lies between sections is read by nothing; but a file that has something there was changed.
  bool nothing_between() const {
    std::string_view bytes = segment_.file_.bytes();
    Table table{};
    std::uint8_t version = version_of(bytes.data());
    std::uint64_t begin = bytes.size() - sizeof(Trailer) - table_size(version);
    std::memcpy(&table, bytes.data() + begin, table_size(version));
    std::vector<std::pair<std::uint64_t, std::uint64_t>> taken = {{0, sizeof kSignature}, {begin, bytes.size()}};
    for (std::size_t i = 0; i < sections_of(version); ++i)
      taken.emplace_back(table.sections[i].offset, table.sections[i].offset + table.sections[i].size);
    std::sort(taken.begin(), taken.end());
    std::uint64_t end = 0;
    for (auto [from, to] : taken) {
      for (std::uint64_t at = end; at < from; ++at)
        if (bytes[at] != 0) return false;
      end = std::max(end, to);
    }
    return true;
  }

  bool checksums_hold() const {
    std::string_view bytes = segment_.file_.bytes();
    Table table{};
    std::uint8_t version = version_of(bytes.data());
    std::memcpy(&table, bytes.data() + bytes.size() - sizeof(Trailer) - table_size(version), table_size(version));
    auto end = table.sections.begin() + std::ptrdiff_t(sections_of(version));
    return std::all_of(table.sections.begin(), end, [&](const Extent& extent) {
      return section_holds(bytes.substr(extent.offset, extent.size), extent.checksum);
    });
  }

  // What has been read is let go of, so that proving a large file does not take memory of its size.
  static bool section_holds(std::string_view section, std::uint64_t expected) {
    constexpr std::size_t kPiece = 4 << 20;
    constexpr std::uintptr_t kPage = 4096;
    XXH3_state_t state;
    XXH3_64bits_reset(&state);
    for (std::size_t at = 0; at < section.size(); at += kPiece) {
      const std::string_view piece = section.substr(at, kPiece);
      XXH3_64bits_update(&state, piece.data(), piece.size());
      const auto begin = reinterpret_cast<std::uintptr_t>(piece.data()) & ~(kPage - 1);
      const auto end = reinterpret_cast<std::uintptr_t>(piece.data() + piece.size()) & ~(kPage - 1);
      if (begin < end) ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
    }
    return XXH3_64bits_digest(&state) == expected;
  }

  bool lexicon_sound() const {
    for (Token token = 1; token <= segment_.lexicon_size(); ++token) {
      if (segment_.word_starts_[token] >= segment_.word_starts_[token + 1]) return false;
      if (token > 1 && segment_.key_of(token - 1) >= segment_.key_of(token)) return false;
      if (segment_.token_of(segment_.key_of(token)) != token) return false;
    }
    return segment_.word_starts_[0] == 0 && segment_.word_starts_[1] == 0 &&
           segment_.word_starts_[segment_.lexicon_size() + 1] == segment_.words();
  }

  bool utterances_sound() const {
    std::uint32_t utterance = 0;
    for (Position at = 0; at < segment_.size(); ++at) {
      if (segment_.utterance_at(at) != utterance) return false;
      Token token = segment_.token(at);
      if (token > segment_.lexicon_size()) return false;
      if (token != 0) continue;
      if (segment_.starts_[++utterance] != at + 1) return false;
    }
    for (std::uint32_t i = 0; i < segment_.document_count(); ++i) {
      DocumentRow document = segment_.document(i);
      if (i > 0 && segment_.document(i - 1).number >= document.number) return false;
      for (std::uint32_t at = document.first_utterance; at < document.end_utterance; ++at)
        if (segment_.owners_[at] != i) return false;
    }
    return utterance == segment_.utterance_count();
  }

  // Suffixes of one word ascend by the words that follow, then by position.
  bool suffixes_sound() const {
    for (Token token = 1; token <= segment_.lexicon_size(); ++token) {
      Interval band = segment_.word_interval(token);
      for (std::uint32_t at = band.first; at < band.last; ++at) {
        Position position = segment_.suffix(at);
        if (segment_.token(position) != token) return false;
        if (at > band.first && !in_order(segment_.suffix(at - 1), position)) return false;
        if (!segment_.says_shared()) continue;
        const std::uint32_t shared = at > band.first ? shared_words(segment_.suffix(at - 1), position) : 0;
        if (segment_.shared_with_before(at) != shared) return false;
      }
    }
    return true;
  }

  std::uint32_t shared_words(Position a, Position b) const {
    std::uint32_t words = 0;
    while (words < kMostShared && segment_.token(a + words) != 0 &&
           segment_.token(a + words) == segment_.token(b + words))
      ++words;
    return words;
  }

  bool samples_sound() const {
    const std::uint32_t width = tokens_in_key(segment_.lexicon_), bits = bits_in_key(segment_.lexicon_);
    auto token_at = [this](std::uint64_t at) { return segment_.token(Position(at)); };
    for (std::uint64_t at = 0; at < segment_.words(); at += segment_.sample_every_) {
      const Position position = segment_.suffix(std::uint32_t(at));
      const std::uint64_t key = pack(token_at, position, 1, width, bits);
      if (segment_.samples_[at / segment_.sample_every_] != key) return false;
      if (!segment_.deep_samples_ || at % kDeepSampleEvery != 0) continue;
      if (segment_.deep_samples_[at / kDeepSampleEvery] != pack_deep(token_at, position, key, width, bits))
        return false;
    }
    return true;
  }

  bool in_order(Position before, Position after) const {
    for (std::uint32_t depth = 1; depth < Segment::kSortDepth; ++depth) {
      Token a = segment_.token(before + depth), b = segment_.token(after + depth);
      if (a != b) return a < b;
      if (a == 0) break;
    }
    return before < after;
  }

  bool postings_sound() const {
    for (Token token = 1; token <= segment_.lexicon_size(); ++token) {
      std::uint64_t occurrences = 0;
      std::uint32_t listed = 0;
      for (auto list = segment_.postings(token); !list.at_end(); list.next_block()) {
        BlockBounds bounds;
        auto utterances = list.utterances(), counts = list.counts();
        for (std::size_t i = 0; i < utterances.size(); ++i) {
          occurrences += counts[i];
          bounds.add(counts[i], segment_.words_of(utterances[i]));
        }
        listed += std::uint32_t(utterances.size());
        if (segment_.bounded_ && list.blocks() > 1 && list.bounds_of(list.block()) != bounds.code()) return false;
      }
      if (occurrences != segment_.occurrences(token) || listed != segment_.utterances_with(token)) return false;
    }
    return true;
  }

  // Two words each, in order by what they are together and by place.
  bool joins_sound() const {
    std::string before;
    for (std::uint32_t i = 0; i < segment_.join_count(); ++i) {
      Position at = segment_.joins_[i];
      if (at + 1 >= segment_.size() || segment_.token(at) == 0 || segment_.token(at + 1) == 0) return false;
      if (i > 0 && segment_.breaks_[i - 1] >= segment_.breaks_[i]) return false;
      if (!std::binary_search(segment_.breaks_, segment_.breaks_ + segment_.join_count(), at)) return false;
      std::string key = segment_.join_key(at);
      if (i > 0 && (key < before || (key == before && segment_.joins_[i - 1] >= at))) return false;
      before = std::move(key);
    }
    return true;
  }

  const Segment& segment_;
};

Status Segment::verify() const { return SegmentChecker(*this).check(); }
Status Segment::verify_checksums() const { return SegmentChecker(*this).check_checksums(); }

}  // namespace stenogram::concordance
