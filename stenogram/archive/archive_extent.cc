// How much a record holds, and of which days: told with every verdict, so it must cost nothing.
//
// Rows of `transcript` carry their readings, so that to look at each of a large archive takes a
// page of the disk for every two. The sums are therefore kept as a setting, with what they were
// taken of: the highest number ever given, and how many transcripts there were. Numbers ascend and
// are never used twice, so these two name a state of the table. Where transcripts have only been
// added since, those alone are looked at; where any is gone, or the setting is absent or odd (an
// older program writes none), all are. The writer brings it up to date with each commit.
#include <charconv>

#include "stenogram/archive/archive.h"
#include "stenogram/archive/statements.h"

namespace stenogram::archive {
namespace {

using Lock = std::lock_guard<std::recursive_mutex>;

constexpr std::string_view kSetting = "extent";
constexpr std::size_t kFields = 6;

// Sums over transcripts up to a number, and how many these are.
struct Summed {
  std::uint64_t last = 0, transcripts = 0;
  Extent extent;
};

std::string written(const Summed& summed) {
  const Extent& of = summed.extent;
  std::string text;
  for (std::uint64_t number : {summed.last, summed.transcripts, of.with_turns, of.turns})
    text += std::to_string(number) + '\t';
  // A stranger's days may be anything.
  auto day = [](const std::string& as_kept) { return as_kept.substr(0, as_kept.find('\t')); };
  return text + day(of.from) + '\t' + day(of.to);
}

std::optional<Summed> read_from(std::string_view text) {
  std::vector<std::string_view> fields;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\t', begin), text.size());
    fields.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  if (fields.size() != kFields) return std::nullopt;
  Summed summed;
  std::uint64_t* numbers[] = {&summed.last, &summed.transcripts, &summed.extent.with_turns, &summed.extent.turns};
  for (std::size_t k = 0; k < std::size(numbers); ++k) {
    const char* end = fields[k].data() + fields[k].size();
    const auto read = std::from_chars(fields[k].data(), end, *numbers[k]);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  }
  summed.extent.from = fields[4];
  summed.extent.to = fields[5];
  return summed;
}

void join(Summed& summed, const Summed& later) {
  summed.last = std::max(summed.last, later.last);
  summed.transcripts += later.transcripts;
  summed.extent.with_turns += later.extent.with_turns;
  summed.extent.turns += later.extent.turns;
  if (later.extent.from.empty()) return;
  if (summed.extent.from.empty() || later.extent.from < summed.extent.from) summed.extent.from = later.extent.from;
  if (later.extent.to > summed.extent.to) summed.extent.to = later.extent.to;
}

}  // namespace

Result<Extent> Archive::extent() {
  Lock lock(mutex_);
  Result<std::string> text = summed_up(true);
  if (!text) return text.error();
  std::optional<Summed> summed = read_from(*text);
  return summed ? summed->extent : Extent();
}

// The setting as it should be. `from_setting`: by what it says and what came since, where it says
// anything of use.
Result<std::string> Archive::summed_up(bool from_setting) {
  std::optional<std::string> kept;
  std::uint64_t last = 0, transcripts = 0;
  Status done;
  if (from_setting)
    done = each(
        "SELECT value FROM setting WHERE name = ?1", [&](Statement& row) { return kept = row.text(0), Status(); },
        kSetting);
  if (done)
    done = each("SELECT seq FROM sqlite_sequence WHERE name = 'transcript'",
                [&](Statement& row) { return last = row.number(0), Status(); });
  if (done)
    done =
        each("SELECT count(*) FROM transcript", [&](Statement& row) { return transcripts = row.number(0), Status(); });
  if (!done) return done.error();
  auto sum_beyond = [&](std::uint64_t number) -> Result<Summed> {
    Summed summed;
    summed.last = std::max(last, number);
    Status read = each(
        "SELECT count(*), count(CASE WHEN turns > 0 THEN 1 END), ifnull(sum(turns), 0),"
        " ifnull(min(substr(coalesce(event_date, publication_date), 1, 10)), ''),"
        " ifnull(max(substr(coalesce(event_date, publication_date), 1, 10)), '') FROM transcript WHERE number > ?1",
        [&](Statement& row) {
          summed.transcripts = row.number(0);
          summed.extent = {row.number(1), row.number(2), row.text(3), row.text(4)};
          return Status();
        },
        number);
    if (!read) return read.error();
    return summed;
  };
  std::optional<Summed> known = kept ? read_from(*kept) : std::nullopt;
  if (known && known->last == last && known->transcripts == transcripts) return *kept;
  if (known && known->last < last && known->transcripts <= transcripts) {
    Result<Summed> later = sum_beyond(known->last);
    if (!later) return later.error();
    join(*known, *later);
    if (known->transcripts == transcripts) return written(*known);
  }
  Result<Summed> all = sum_beyond(0);
  if (!all) return all.error();
  return written(*all);
}

Status Archive::keep_extent() {
  Result<std::optional<std::string>> before = setting(kSetting);
  if (!before) return before.error();
  Result<std::string> now = summed_up(true);
  if (!now) return now.error();
  return *before == *now ? Status() : set(kSetting, *now);
}

// That the setting says what all transcripts together do.
Status Archive::verify_extent(const Fault& fault) {
  Result<std::string> said = summed_up(true), all = said ? summed_up(false) : said;
  if (!all) return all.error();
  if (*said != *all) fault("record.sqlite", "how much it holds is not what its settings say");
  return {};
}

}  // namespace stenogram::archive
