// Merging segments.
//
// Their suffix arrays are sorted already, and their lexicons are numbered in order of
// keys, so renumbering keeps every order: each array is a sorted run, and merging is
// picking the least head. A head is compared by the same packed key of three following
// words that sorted it (suffix_sort.h), fetched in lots so that cache misses overlap;
// only equal keys are followed into the column. Everything else is read once from
// front to back, and let go of once it has been read, so that of a file that is mapped only
// the column of tokens, which is read at random, counts as memory of ours. Besides that:
// the renumbering and the columns of utterances, some 30 bytes an utterance; never the text.
//
// What has been removed leaves no trace: words that nobody else used leave the lexicon.
#include <sys/mman.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <numeric>

#include "stenogram/concordance/format.h"
#include "stenogram/concordance/index_state.h"
#include "stenogram/concordance/mapped.h"
#include "stenogram/concordance/postings.h"
#include "stenogram/concordance/section_parts.h"
#include "stenogram/concordance/segment_writer.h"
#include "stenogram/concordance/spans.h"
#include "stenogram/concordance/suffix_sort.h"

namespace stenogram::concordance {
namespace {

// One of the segments, and how its numbers become those of the result.
struct Input {
  const Segment& segment;
  Removals removals;
  std::unordered_map<Token, RemovedCount> gone;
  std::vector<Token> renumbered;     // by old token; 0 where nothing is left of it
  std::vector<std::uint32_t> shift;  // by document: new position less old, modulo 2^32
  std::vector<std::uint32_t> moved;  // by document: new utterance less old, likewise

  Input(const Segment& from, std::span<const DocumentNumber> removed)
      : segment(from),
        removals(from, removed),
        gone(removals.counts(from)),
        renumbered(from.lexicon_size() + 1),
        shift(from.document_count()),
        moved(from.document_count()) {}

  Token token(std::uint64_t at) const {
    Token old = segment.token(Position(at));
    return old < renumbered.size() ? renumbered[old] : 0;
  }
  std::uint32_t left_of(Token old) const {
    auto found = gone.find(old);
    return segment.occurrences(old) - (found == gone.end() ? 0 : found->second.occurrences);
  }
  // The document of a position: the only one that matters where none was removed,
  // since all then move alike.
  std::uint32_t document_at(Position at) const {
    return removals.count == 0 ? 0 : segment.document_of(segment.utterance_at(at));
  }
};

// Lets go of mapped pages that will not be read again; reading them after all brings them back.
class Behind {
 public:
  Behind(std::string_view file, Section section) {
    Table table{};
    const std::uint8_t version = version_of(file.data());
    std::memcpy(&table, file.data() + file.size() - sizeof(Trailer) - table_size(version), table_size(version));
    const Extent& extent = table.sections[std::size_t(section)];
    begin_ = file.data() + extent.offset;
    size_ = extent.size;
  }
  // The first `part` of `whole` of the section.
  void let_go(std::uint64_t part, std::uint64_t whole) {
    constexpr std::uint64_t kStep = 4 << 20, kPage = 4096;
    std::uint64_t end = whole == 0 ? size_ : std::uint64_t(static_cast<unsigned __int128>(size_) * part / whole);
    if (end < gone_ + kStep && part < whole) return;
    auto first = reinterpret_cast<std::uintptr_t>(begin_ + gone_) & ~(kPage - 1);
    auto last = reinterpret_cast<std::uintptr_t>(begin_ + end) & ~(kPage - 1);
    if (first < last) ::madvise(reinterpret_cast<void*>(first), last - first, MADV_DONTNEED);
    gone_ = end;
  }

 private:
  const char* begin_;
  std::uint64_t size_, gone_ = 0;
};

// The suffixes of one word in one input, those removed left out, a lot at a time.
class Run {
 public:
  Run(const Input& input, std::uint32_t order, Token old, std::uint32_t width, std::uint32_t bits)
      : input_(&input), order_(order), width_(width), bits_(bits), rest_(input.segment.word_interval(old)) {
    fetch();
  }
  bool at_end() const { return lot_.empty(); }
  std::uint64_t key() const { return lot_[at_].key; }
  std::uint32_t order() const { return order_; }
  Position old_position() const { return lot_[at_].position; }
  Position new_position() const { return old_position() + input_->shift[input_->document_at(old_position())]; }
  const Input& input() const { return *input_; }
  void next() {
    if (++at_ == lot_.size()) fetch();
  }

 private:
  struct Head {
    std::uint64_t key;
    Position position;
  };
  void fetch() {
    constexpr std::uint32_t kLot = 256, kAhead = 12;
    auto token_at = [this](std::uint64_t at) { return input_->token(at); };
    at_ = 0;
    lot_.clear();
    while (lot_.empty() && !rest_.empty()) {
      std::uint32_t end = std::min(rest_.last, rest_.first + kLot);
      for (; rest_.first < end; ++rest_.first) {
        if (rest_.first + kAhead < end) input_->segment.prefetch(input_->segment.suffix(rest_.first + kAhead));
        Position position = input_->segment.suffix(rest_.first);
        if (input_->removals.count > 0 && input_->removals.has(input_->document_at(position))) continue;
        lot_.push_back({pack(token_at, position, 1, width_, bits_), position});
      }
    }
  }

  const Input* input_;
  std::uint32_t order_, width_, bits_;
  Interval rest_;
  std::vector<Head> lot_;
  std::size_t at_ = 0;
};

// Whether `a` comes before `b`, which has the same key and begins with the same word.
bool before_beyond_key(const Run& a, const Run& b) {
  for (std::uint32_t depth = 1; depth < Segment::kSortDepth; ++depth) {
    Token one = a.input().token(std::uint64_t(a.old_position()) + depth);
    Token other = b.input().token(std::uint64_t(b.old_position()) + depth);
    if (one != other) return one < other;
    if (one == 0) break;
  }
  return a.order() < b.order();
}

}  // namespace

class SegmentMerger {
 public:
  SegmentMerger(std::span<const std::shared_ptr<const Segment>> segments, std::span<const DocumentNumber> removed)
      : segments_(segments) {
    for (const auto& segment : segments) inputs_.emplace_back(*segment, removed);
  }

  Status merge(const std::filesystem::path& path, FileSystem& files, Progress& progress) {
    place_documents();
    if (tokens_ > kMostTokens)
      return Error::too_large(path.string(), "more than 2,147 million words", "merge fewer segments");
    merge_lexicons();
    if (word_starts_.size() - 2 >= kMostWordsInLexicon || keys_.size() > kMostTokens)
      return Error::too_large(path.string(), "more than 16 million different words", "merge fewer segments");
    lexicon_ = std::uint32_t(word_starts_.size()) - 2;

    SegmentWriter writer(files, path);
    writer.section(Section::key_starts, key_starts_);
    writer.begin(Section::keys);
    writer.append(keys_);
    writer.section(Section::key_table, key_table(keys_, key_starts_));
    writer.section(Section::word_starts, word_starts_);
    write_tokens(writer);
    write_suffixes(writer, progress);
    write_spans(writer);
    write_utterances(writer);
    write_postings(writer, path);
    write_broken(writer);
    writer.section(Section::deep_samples, deep_samples_);
    return writer.finish({lexicon_, std::uint32_t(tokens_), std::uint32_t(word_starts_.back()),
                          std::uint32_t(starts_.size() - 1), std::uint32_t(documents_.size())});
  }

 private:
  // Documents keep their order; what is removed before them moves them forward.
  void place_documents() {
    starts_.reserve(
        std::accumulate(inputs_.begin(), inputs_.end(), std::size_t{1}, [](std::size_t sum, const Input& one) {
          return sum + one.segment.utterance_count() - one.removals.utterances;
        }));
    std::uint32_t utterances = 0;
    for (Input& input : inputs_) {
      const Segment& segment = input.segment;
      for (std::uint32_t i = 0; i < segment.document_count(); ++i) {
        if (input.removals.has(i)) continue;
        DocumentRow row = segment.document(i);
        Position begin =
            row.first_utterance < segment.utterance_count() ? segment.starts_[row.first_utterance] : segment.size();
        Position end = segment.starts_[row.end_utterance];
        input.shift[i] = std::uint32_t(tokens_) - begin;
        input.moved[i] = utterances - row.first_utterance;
        DocumentRecord record = segment.document_records_[i];
        record.first_utterance = utterances;
        documents_.push_back(record);
        add_utterances(segment, row, std::uint32_t(tokens_) - begin, utterances - row.first_utterance);
        tokens_ += end - std::min(begin, end);
        utterances += row.end_utterance - row.first_utterance;
      }
    }
    starts_.push_back(std::uint32_t(tokens_));
  }

  void add_utterances(const Segment& segment, const DocumentRow& row, std::uint32_t shift, std::uint32_t moved) {
    for (std::uint32_t at = row.first_utterance; at < row.end_utterance; ++at) {
      starts_.push_back(segment.starts_[at] + shift);
      if (segment.voices_[at] & kHasNote) notes_.push_back({at + moved, segment.utterance(at).note});
    }
  }

  void merge_lexicons() {
    key_starts_.assign(1, 0);
    word_starts_.assign(2, 0);
    each_word(segments_, [&](std::string_view key, const std::vector<Token>& olds) {
      std::uint32_t occurrences = 0;
      for (std::size_t i = 0; i < olds.size(); ++i)
        if (olds[i] != 0) occurrences += inputs_[i].left_of(olds[i]);
      if (occurrences == 0) return;
      keys_ += key;
      key_starts_.push_back(std::uint32_t(keys_.size()));
      word_starts_.push_back(word_starts_.back() + occurrences);
      for (std::size_t i = 0; i < olds.size(); ++i)
        if (olds[i] != 0) inputs_[i].renumbered[olds[i]] = Token(key_starts_.size() - 1);
    });
  }

  // Calls take(input, document) for all that stay, in order.
  template <class Take>
  void each_document(Take take) const {
    for (const Input& input : inputs_)
      for (std::uint32_t i = 0; i < input.segment.document_count(); ++i)
        if (!input.removals.has(i)) take(input, input.segment.document(i));
  }

  void write_tokens(SegmentWriter& writer) const {
    writer.begin(Section::tokens);
    auto packer = packer_into(writer, width_of(lexicon_));
    each_document([&](const Input& input, const DocumentRow& row) {
      Position end = input.segment.starts_[row.end_utterance];
      Position begin = row.first_utterance < row.end_utterance ? input.segment.starts_[row.first_utterance] : end;
      for (Position at = begin; at < end; ++at) packer.append(input.token(at));
    });
    packer.finish();
  }

  // The old tokens of each new one, input by input, as merge_lexicons() gave them out:
  // within an input both ascend, so one step forward finds the next.
  template <class Take>
  void each_token(Take take) const {
    std::vector<Token> next(inputs_.size(), 1), olds(inputs_.size());
    for (Token token = 1; token <= lexicon_; ++token) {
      for (std::size_t i = 0; i < inputs_.size(); ++i) {
        const std::vector<Token>& renumbered = inputs_[i].renumbered;
        while (next[i] < renumbered.size() && renumbered[next[i]] < token) ++next[i];
        olds[i] = next[i] < renumbered.size() && renumbered[next[i]] == token ? next[i] : 0;
      }
      if (!take(token, olds)) return;
    }
  }

  void write_suffixes(SegmentWriter& writer, Progress& progress) {
    std::uint32_t width = tokens_in_key(lexicon_), bits = bits_in_key(lexicon_);
    std::vector<std::uint64_t> samples;
    std::uint64_t written = 0;
    MappedLimit mapped({segments_.begin(), segments_.end()}, kMostMappedToMerge);
    auto packer = packer_into(writer, suffix_width(tokens_));
    const Input* last = nullptr;  // whose the suffix written last is: none where another word's follow
    Position last_position = 0;
    std::uint64_t last_key = 0;
    auto shared = [&](const Run& run) {
      std::uint32_t words = 1 + shared_tokens(last_key, run.key(), width, bits);
      for (; words > width && words < kMostShared; ++words) {
        const Token token = run.input().token(std::uint64_t(run.old_position()) + words);
        if (token == 0 || token != last->token(std::uint64_t(last_position) + words)) break;
      }
      return words;
    };
    auto write = [&](const Run& run) {
      if (written % kSampleEvery == 0) samples.push_back(run.key());
      if (written % (1 << 15) == 0) mapped.keep();
      if (written++ % kDeepSampleEvery == 0) {
        auto token_at = [&run](std::uint64_t at) { return run.input().token(at); };
        deep_samples_.push_back(pack_deep(token_at, run.old_position(), run.key(), width, bits));
      }
      packer.append(suffix_entry(run.new_position(), last ? shared(run) : 0));
      last = &run.input();
      last_position = run.old_position();
      last_key = run.key();
    };
    writer.begin(Section::suffixes);
    std::vector<Behind> behind = all_behind(Section::suffixes);
    std::vector<Run> runs;
    each_token([&](Token token, const std::vector<Token>& olds) {
      if (token % 1024 == 0) {
        progress.at("words merged", written, word_starts_.back());
        if (progress.cancelled()) writer.abandon(Error::io({}, "stopped while merging, as asked"));
      }
      for (std::size_t i = 0; token % 64 == 0 && i < olds.size(); ++i)
        if (olds[i] != 0) behind[i].let_go(inputs_[i].segment.word_interval(olds[i]).first, inputs_[i].segment.words());
      runs.clear();
      last = nullptr;
      for (std::uint32_t i = 0; i < olds.size(); ++i) {
        if (olds[i] == 0) continue;
        Run run(inputs_[i], i, olds[i], width, bits);
        if (!run.at_end()) runs.push_back(std::move(run));
      }
      while (!runs.empty()) {
        std::size_t least = 0;
        for (std::size_t i = 1; i < runs.size(); ++i)
          if (runs[i].key() < runs[least].key() ||
              (runs[i].key() == runs[least].key() && before_beyond_key(runs[i], runs[least])))
            least = i;
        write(runs[least]);
        runs[least].next();
        if (runs[least].at_end()) runs.erase(runs.begin() + std::ptrdiff_t(least));
      }
      return !writer.failed();
    });
    packer.finish();
    for (Behind& part : behind) part.let_go(1, 1);
    writer.section(Section::samples, samples);
  }

  void write_spans(SegmentWriter& writer) {
    writer.begin(Section::spans);
    std::vector<SpanBlock> blocks;
    SpanEncoder encoder;
    std::string bytes;
    std::uint64_t flushed = 0, at_new = 0;
    for (const Input& input : inputs_) {
      const Segment& segment = input.segment;
      SpanDecoder decoder(segment.spans_, 0, true);
      Behind spans(segment.file_.bytes(), Section::spans), tokens(segment.file_.bytes(), Section::tokens);
      std::uint32_t utterance = 0;
      for (std::uint32_t i = 0; i < segment.document_count(); ++i) {
        bool stays = !input.removals.has(i);
        if (utterance < segment.utterance_count()) {
          spans.let_go(segment.starts_[utterance], segment.size() + std::uint64_t{1});
          tokens.let_go(segment.starts_[utterance], segment.size() + std::uint64_t{1});
        }
        for (DocumentRow row = segment.document(i); utterance < row.end_utterance; ++utterance) {
          for (Position at = segment.starts_[utterance]; at < segment.starts_[utterance + 1]; ++at) {
            if (stays && at_new++ % kSpanBlock == 0)
              blocks.push_back({std::uint32_t(flushed + bytes.size()), encoder.at()});
            if (segment.token(at) == 0) {
              decoder.end_utterance();
              if (stays) encoder.end_utterance();
              continue;
            }
            std::uint32_t begin = decoder.word();
            if (stays) encoder.word(begin, decoder.at(), bytes);
          }
          if (bytes.size() < 65536) continue;
          writer.append(bytes);
          flushed += bytes.size();
          bytes.clear();
        }
      }
      spans.let_go(1, 1);
      tokens.let_go(1, 1);
    }
    writer.append(bytes);
    writer.section(Section::span_blocks, blocks);
  }

  std::vector<Behind> all_behind(Section section) const {
    std::vector<Behind> all;
    for (const Input& input : inputs_) all.emplace_back(input.segment.file_.bytes(), section);
    return all;
  }

  void write_utterances(SegmentWriter& writer) const {
    writer.section(Section::starts, starts_);
    writer.begin(Section::landmarks);
    append_landmarks(starts_, writer);
    std::uint32_t document;
    auto column = [&](Section section, auto value) {
      writer.begin(section), document = 0;
      each_document([&](const Input& input, const DocumentRow& row) {
        for (auto at = row.first_utterance; at < row.end_utterance; ++at) writer.append_value(value(input.segment, at));
        ++document;
      });
    };
    column(Section::owners, [&](const Segment&, std::uint32_t) { return document; });
    column(Section::turns, [](const Segment& from, std::uint32_t at) { return from.turns_[at]; });
    column(Section::voices, [](const Segment& from, std::uint32_t at) { return from.voices_[at]; });
    writer.section(Section::notes, notes_);
    writer.section(Section::documents, documents_);
  }

  void write_postings(SegmentWriter& writer, const std::filesystem::path& path) const {
    writer.begin(Section::postings);
    std::vector<std::uint32_t> posting_starts{0};
    PostingsEncoder encoder;
    std::string bytes;
    std::uint64_t flushed = 0;
    std::vector<Behind> behind = all_behind(Section::postings);
    each_token([&](Token, const std::vector<Token>& olds) {
      for (std::size_t i = 0; i < olds.size(); ++i) {
        if (olds[i] == 0) continue;
        const Input& input = inputs_[i];
        behind[i].let_go(input.segment.posting_starts_[olds[i] - 1],
                         std::max<std::uint64_t>(input.segment.postings_.size(), 1));
        for (auto list = input.segment.postings(olds[i]); !list.at_end(); list.next()) {
          auto [utterance, count] = list.current();
          std::uint32_t document = input.segment.document_of(utterance);
          if (!input.removals.has(document)) encoder.add(utterance + input.moved[document], count);
        }
      }
      encoder.finish(bytes, starts_);
      posting_starts.push_back(std::uint32_t(flushed + bytes.size()));
      if (bytes.size() >= 65536) {
        writer.append(bytes);
        flushed += bytes.size();
        bytes.clear();
      }
      if (flushed > kMostTokens)
        writer.abandon(Error::too_large(path.string(), "more postings than a segment can hold"));
      return !writer.failed();
    });
    for (Behind& part : behind) part.let_go(1, 1);
    writer.append(bytes);
    writer.append(std::string(kPostingPadding, '\0'));
    writer.section(Section::posting_starts, posting_starts);
  }

  // Segments follow one another, so what stays ascends as it did.
  void write_broken(SegmentWriter& writer) const {
    std::vector<std::uint32_t> breaks;
    std::vector<std::string> keys;
    for (const Input& input : inputs_)
      for (std::uint32_t i = 0; i < input.segment.join_count(); ++i) {
        Position at = input.segment.breaks_[i];
        if (at + 1 >= input.segment.size()) continue;
        std::uint32_t document = input.segment.document_of(input.segment.utterance_at(at));
        if (input.removals.has(document)) continue;
        breaks.push_back(at + input.shift[document]);
        keys.push_back(input.segment.join_key(at));
      }
    std::size_t next = 0;
    write_joins(
        breaks, [&](std::uint32_t) { return std::move(keys[next++]); }, writer);
  }

  std::span<const std::shared_ptr<const Segment>> segments_;
  std::vector<Input> inputs_;
  std::uint64_t tokens_ = 0;
  std::uint32_t lexicon_ = 0;
  std::string keys_;
  std::vector<std::uint32_t> key_starts_, word_starts_;
  std::vector<std::uint32_t> starts_;
  std::vector<NoteRecord> notes_;
  std::vector<DocumentRecord> documents_;
  std::vector<std::uint64_t> deep_samples_;
};

Status merge(std::span<const std::shared_ptr<const Segment>> segments, std::span<const DocumentNumber> removed,
             const std::filesystem::path& path, FileSystem& files, Progress& progress) {
  DocumentNumber last = 0;
  bool any = false;
  for (const auto& segment : segments) {
    // All of it will be read; and what is damaged must not be copied into a file that then
    // looks sound.
    segment->warm();
    if (Status sound = segment->verify_checksums(); !sound) return sound;
    if (segment->document_count() == 0) continue;
    if (any && segment->document(0).number <= last)
      return Error::usage(segment->path().string(), "segments to be merged must follow one another");
    last = segment->document(segment->document_count() - 1).number;
    any = true;
  }
  return SegmentMerger(segments, removed).merge(path, files, progress);
}

std::pair<std::size_t, std::size_t> merge_plan(std::span<const SegmentSize> live, std::size_t most_live) {
  // While suffixes are merged the column of tokens is read at random, so it should be in memory: 270 to
  // 380 MB for so many words, 700 MB of text. What is half as large is full, and is not counted.
  constexpr std::uint64_t kMostWords = 128'000'000;
  auto left = [&](std::size_t i) { return live[i].words - std::min(live[i].words, live[i].removed_words); };
  std::size_t full = 0;
  for (std::size_t i = 0; i < live.size(); ++i) full += left(i) > kMostWords / 2;
  if (live.size() > most_live + full) {
    std::size_t first = live.size() - 1;
    for (std::uint64_t words = left(first); first > 0; --first) {
      bool worth = live.size() - first < 2 || left(first - 1) < 2 * words;
      if (!worth || words + left(first - 1) > kMostWords) break;
      words += left(first - 1);
    }
    if (live.size() - first >= 2) return {first, live.size()};
  }
  for (std::size_t i = 0; i < live.size(); ++i)
    if (live[i].removed_words * 5 > live[i].words) return {i, i + 1};
  return {0, 0};
}

}  // namespace stenogram::concordance
