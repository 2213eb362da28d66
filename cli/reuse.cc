// stenogram reuse: passages that different interviews share, and formulas that many have.
#include <cstdio>
#include <memory>

#include "cli/commands.h"
#include "cli/filters.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/render/reuse.h"

namespace stenogram::cli {
namespace {

constexpr std::size_t kUsualShown = 50;

Result<reuse::ReuseOptions> options_of(const Invocation& invocation) {
  reuse::ReuseOptions options;
  Result<std::vector<corpus::Query>> filters = filters_of(invocation);
  if (!filters) return filters.error();
  options.filters = std::move(*filters);
  Result<std::uint64_t> words = invocation.number("words", reuse::kUsualWords, reuse::kLeastWords, reuse::kMostWords);
  if (!words) return words.error();
  options.find.seeds.words = std::uint32_t(*words);
  Result<std::uint64_t> everywhere = invocation.number("everywhere", 0, 2, 1'000'000'000);
  if (!everywhere) return everywhere.error();
  options.everywhere = *everywhere;
  Result<std::uint64_t> memory = invocation.number("memory", options.find.memory >> 20, 1, 1 << 20);
  if (!memory) return memory.error();
  options.find.memory = *memory << 20;
  if (std::optional<std::string> fields = invocation.value("against")) {
    options.against.emplace();
    if (*fields != "rest") {
      Result<std::vector<corpus::Query>> parsed = corpus::parse_fields(*fields);
      if (!parsed) return parsed.error();
      if (parsed->empty()) return Error::usage("--against", "names no field", "write rest for all the rest");
      options.against = std::move(*parsed);
    } else if (options.filters.empty()) {
      return Error::usage("--against", "has no rest where nothing is selected",
                          "select one side, for example with --speaker");
    }
  }
  using Order = reuse::ReuseOptions::Order;
  const std::string sort = invocation.value("sort").value_or("words");
  options.order = sort == "uses"    ? Order::uses
                  : sort == "date"  ? Order::date
                  : sort == "place" ? Order::place
                                    : Order::words;
  using Kinds = reuse::ReuseOptions::Kinds;
  const std::string only = invocation.value("only").value_or("");
  options.kinds = only == "passages" ? Kinds::passages : only == "formulas" ? Kinds::formulas : Kinds::all;
  // Programs get everything, people what they can read.
  const bool all = invocation.json() || invocation.has("csv") || invocation.has("html");
  if (Status read = read_page(invocation, all ? 1'000'000'000 : kUsualShown, options.limit, options.skip); !read)
    return read.error();
  return options;
}

// A file that is there whole or not at all.
class Page {
 public:
  explicit Page(std::string path) : path_(std::move(path)), temporary_(path_ + ".part") {
    file_ = std::fopen(temporary_.c_str(), "wbe");
    if (!file_) status_ = Error::system(path_, errno);
  }
  ~Page() {
    if (file_) std::fclose(file_), std::remove(temporary_.c_str());
  }
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;

  void write(const std::string& text) {
    if (status_ && std::fwrite(text.data(), 1, text.size(), file_) != text.size())
      status_ = Error::system(path_, errno);
  }
  Status finish() {
    if (!status_) return status_;
    const bool closed = std::fclose(file_) == 0;
    file_ = nullptr;
    if (!closed || std::rename(temporary_.c_str(), path_.c_str()) != 0) {
      const Error error = Error::system(path_, errno);
      std::remove(temporary_.c_str());
      return error;
    }
    return {};
  }
  const Status& status() const { return status_; }

 private:
  std::string path_, temporary_;
  std::FILE* file_ = nullptr;
  Status status_;
};

int stopped() {
  complain("stopped; what was shown is right but not all");
  return kAmiss;
}

}  // namespace

int run_reuse(Invocation& invocation) {
  Result<reuse::ReuseOptions> options = options_of(invocation);
  if (!options) return invocation.fail(options.error());
  const bool pairs = invocation.has("pairs"), csv = invocation.has("csv");
  const std::optional<std::string> html = invocation.value("html");
  if (int(csv) + int(invocation.json()) + int(html.has_value()) > 1)
    return invocation.fail(Error::usage("", "--json, --csv and --html are ways to say the same", "choose one"));
  if (pairs && (csv || html))
    return invocation.fail(Error::usage("--pairs", "is text or JSON", "leave out --csv or --html"));
  auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::read);
  if (!corpus) return invocation.fail(corpus.error());
  std::unique_ptr<Page> page;
  if (html) {
    page = std::make_unique<Page>(*html);
    if (!page->status()) return invocation.fail(page->status().error());
  }

  Result<corpus::Families> families = corpus::Families::of((*corpus)->record());
  if (!families) return invocation.fail(families.error());
  options->interview_of = reuse::interviews_by(*families);
  TerminalProgress progress;
  Result<reuse::Shared> shared = reuse::Shared::find(**corpus, *options, progress);
  progress.wipe();
  if (!shared) return invocation.fail(shared.error());
  if (shared->stopped()) return stopped();
  Output& out = invocation.out();
  Result<std::vector<reuse::CopyTold>> copies = shared->copies();
  if (!copies) return invocation.fail(copies.error());

  std::uint64_t shown = 0;
  Status told;
  if (pairs) {
    told = shared->each_pair(
        [&](const reuse::SharedPair& pair) {
          ++shown;
          out.write(invocation.json() ? render::shared_pair_json(pair)
                                      : render::shared_pair_text(invocation.terminal(), pair));
          return !out.closed();
        },
        progress);
  } else {
    if (csv) out.write(render::passage_csv_heading());
    if (page) page->write(render::shared_html_begin(*shared));
    told = shared->each_passage(
        [&](const reuse::Passage& passage) {
          ++shown;
          if (page) {
            page->write(render::passage_html(passage));
            return bool(page->status());
          }
          out.write(csv                 ? render::passage_csv(passage)
                    : invocation.json() ? render::passage_json(passage)
                                        : render::passage_text(invocation.terminal(), passage));
          return !out.closed();
        },
        progress);
  }
  progress.wipe();
  if (!told) return invocation.fail(told.error());
  if (progress.cancelled()) return stopped();
  if (page) {
    page->write(render::shared_html_end());
    if (Status written = page->finish(); !written) return invocation.fail(written.error());
  }
  if (invocation.json()) {
    for (const reuse::CopyTold& pair : *copies) out.write(render::told_copies_json(pair));
    out.write(render::shared_total_json(*shared, shown, copies->size()));
  } else if (!csv) {
    out.write(render::shared_total_text(invocation.terminal(), *shared, shown, copies->size(), pairs));
  }
  return shared->passages() + shared->formulas() > 0 ? kAsAsked : kAmiss;
}

}  // namespace stenogram::cli
