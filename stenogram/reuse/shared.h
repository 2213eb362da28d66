// What interviews share, as people read it: passages and formulas with the words
// themselves, whose they are, when they were said, who said them first and who repeats
// whom.
//
//   Result<Shared> shared = Shared::find(shelf, options, progress);
//   shared->each_passage([](const Passage& passage) { …; return true; });
//
// A passage is shared by some interviews; a formula by many (`everywhere`). Which of two
// dates is earlier is said only where the dates say it: of 2017 and 2017-07-21, or of two
// interviews of one day, neither is first.
//
// Documents are read for some thousand passages at a time, each once for those, so memory
// is that of finding (finding.h) and of one such batch.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "stenogram/corpus/families.h"
#include "stenogram/corpus/query.h"
#include "stenogram/corpus/search.h"
#include "stenogram/reuse/finding.h"

namespace stenogram::reuse {

inline constexpr std::uint32_t kLeastWords = 4, kMostWords = 64, kUsualWords = 8;

struct ReuseOptions {
  FindOptions find;
  std::vector<corpus::Query> filters;  // fields; only what they select is looked at
  // What it is held against, where that is something else: what these select, or, where
  // they are none, all the rest.
  std::optional<std::vector<corpus::Query>> against;
  // The interview a transcript is of, by the number of one of its transcripts; empty: each
  // is its own. Either way those that share most of their words are one besides.
  std::function<corpus::DocumentNumber(corpus::DocumentNumber)> interview_of;
  std::uint64_t everywhere = 0;  // interviews that make a formula; 0: by the archive's size
  // `words`: the longest first. `uses`: the most used. `date`: by first use, the oldest
  // first. `place`: in the order of the archive.
  enum class Order { words, uses, date, place };
  Order order = Order::words;
  enum class Kinds { all, passages, formulas };
  Kinds kinds = Kinds::all;
  std::size_t limit = std::size_t(-1), skip = 0;
};

// For ReuseOptions::interview_of: each family is one interview. `families` lives as long as
// what asks.
std::function<corpus::DocumentNumber(corpus::DocumentNumber)> interviews_by(const corpus::Families& families);

// One place that has it. Whether who speaks repeats himself or herself, or another.
enum class Repeats { nobody, unknown, self, other };
struct Use : corpus::Standing {
  ByteSpan span;  // of the page
  std::uint32_t words = 0;
  std::string text;
  std::uint32_t wording = 0;  // into Passage::wordings
  std::string name, title;    // of the capture, and of the transcript
  std::uint32_t interview = 0;
  Repeats repeats = Repeats::unknown;
};

struct Wording {
  std::string text;  // as its earliest use has it
  std::uint32_t words = 0, uses = 0;
};

struct SpeakerUse {
  std::string speaker;  // empty where nobody is named
  std::uint32_t uses = 0;
  std::string first, last;  // dates, empty where none is known
};

struct Passage {
  std::uint64_t n = 0;  // in the order asked for, from 1
  bool formula = false;
  std::uint32_t words = 0;  // of its longest use
  std::uint64_t interviews = 0;
  std::vector<Use> uses;             // the earliest first, the undated last
  std::vector<Wording> wordings;     // the most used first
  std::vector<SpeakerUse> speakers;  // the most uses first
  bool first_known = false;          // uses.front() is earlier than all of other interviews
};

// Two transcripts and the passages that they share, in the order of the first.
struct SharedPair {
  struct Side {
    std::string transcript, title, date;
    std::uint64_t words = 0;
  };
  struct Link {
    std::string a_address, b_address;
    std::string a_speaker, b_speaker, text;  // the first side's words
    std::uint32_t kept = 0, changed = 0;
  };
  Side a, b;
  std::vector<Link> links;
  std::uint64_t kept = 0;  // words
  bool in_order = true;    // the passages come in the same order in both
};

struct CopyTold {
  std::string a, b;  // ids
  double coverage = 0;
};

class Shared {
 public:
  static Result<Shared> find(const corpus::Shelf& shelf, const ReuseOptions& options,
                             Progress& progress = no_progress());

  bool stopped() const { return runs_.stopped; }
  std::uint64_t passages() const { return passages_; }
  std::uint64_t formulas() const { return formulas_; }
  std::uint64_t pairs() const { return pairs_; }  // of transcripts
  std::uint64_t everywhere() const { return everywhere_; }
  std::uint64_t transcripts() const;
  std::uint64_t words() const;

  // In the options' order, from `skip` on, at most `limit`. `take` returns false to end.
  Status each_passage(const std::function<bool(const Passage&)>& take, Progress& progress = no_progress()) const;
  // Pairs of transcripts, those that share most words first.
  Status each_pair(const std::function<bool(const SharedPair&)>& take, Progress& progress = no_progress()) const;
  // Transcripts that share so much that they were taken for one interview.
  Result<std::vector<CopyTold>> copies() const;

 private:
  explicit Shared(const corpus::Shelf& shelf) : shelf_(&shelf) {}
  Status read_batch(std::vector<Passage>& batch, const std::vector<std::size_t>& objects) const;
  void finish(Passage& passage) const;

  const corpus::Shelf* shelf_;
  ReuseOptions options_;
  concordance::Index index_;
  std::shared_ptr<const Territory> territory_;
  FoundRuns runs_;
  std::vector<std::size_t> order_;         // objects to be shown
  std::vector<std::uint64_t> interviews_;  // of each object, how many
  std::uint64_t passages_ = 0, formulas_ = 0, pairs_ = 0, everywhere_ = 0;
};

}  // namespace stenogram::reuse
