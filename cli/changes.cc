// stenogram changes [ID]: what pages say otherwise than they did when they were first kept.
#include <map>
#include <set>

#include "cli/commands.h"
#include "cli/parse.h"
#include "stenogram/base/file.h"
#include "stenogram/capture/source.h"
#include "stenogram/corpus/address.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/render/changes.h"
#include "stenogram/reuse/changes.h"

namespace stenogram::cli {
namespace {

// Every "address" that stands anywhere in a receipt (or in the output of `check --json`).
void find_addresses(const render::Json& json, const std::string& file, std::vector<render::Receipt>& out) {
  if (json.is_object()) {
    for (const auto& [key, value] : json.items())
      if (key == "address" && value.is_string()) out.push_back({file, value.get<std::string>()});
      else find_addresses(value, file, out);
  } else if (json.is_array()) {
    for (const render::Json& value : json) find_addresses(value, file, out);
  }
}

Result<std::vector<render::Receipt>> read_receipts(const std::vector<std::string>& files) {
  std::vector<render::Receipt> receipts;
  for (const std::string& file : files) {
    Result<std::string> bytes = read_file(file, 256ull << 20);
    if (!bytes) return bytes.error();
    // One object, or one a line.
    render::Json whole = render::Json::parse(*bytes, nullptr, /*allow_exceptions=*/false);
    if (!whole.is_discarded()) {
      find_addresses(whole, file, receipts);
      continue;
    }
    std::size_t at = 0, line = 1;
    for (; at < bytes->size(); ++line) {
      std::size_t end = std::min(bytes->find('\n', at), bytes->size());
      const std::string_view text = std::string_view(*bytes).substr(at, end - at);
      at = end + 1;
      if (text.find_first_not_of(" \t\r") == text.npos) continue;
      render::Json json = render::Json::parse(text, nullptr, /*allow_exceptions=*/false);
      if (json.is_discarded())
        return Error::unreadable(file, "line " + std::to_string(line) + " is no JSON",
                                 "give the output of `check --json` or a receipt");
      find_addresses(json, file, receipts);
    }
  }
  return receipts;
}

}  // namespace

int run_changes(Invocation& invocation) {
  Result<std::vector<render::Receipt>> receipts = read_receipts(invocation.values("receipts"));
  if (!receipts) return invocation.fail(receipts.error());
  auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::read);
  if (!corpus) return invocation.fail(corpus.error());
  std::optional<corpus::DocumentNumber> of;
  if (!invocation.arguments().empty()) {
    auto document = (*corpus)->document(invocation.arguments()[0]);
    if (!document) return invocation.fail(document.error());
    of = (*document)->number;
  }
  Result<corpus::Families> families = corpus::Families::of((*corpus)->record());
  if (!families) return invocation.fail(families.error());
  Result<std::vector<reuse::ChangedPage>> pages = reuse::changed_pages(**corpus, *families, of);
  if (!pages) return invocation.fail(pages.error());
  bool any = false;
  for (const reuse::ChangedPage& page : *pages) {
    if (invocation.out().closed()) break;
    auto before = (*corpus)->document(page.before), after = (*corpus)->document(page.after);
    if (!before) return invocation.fail(before.error());
    if (!after) return invocation.fail(after.error());
    const corpus::Document a = reuse::with_turns(**before), b = reuse::with_turns(**after);
    const reuse::Comparison comparison =
        reuse::compare(a, b, [&](std::string_view word) { return (*corpus)->count(word); });
    const std::vector<render::ChangeLine> lines =
        render::change_lines(a, b, comparison, *receipts, invocation.has("all"));
    if (lines.empty()) continue;
    if (invocation.json()) invocation.out().write(render::changes_json(page, a, b, lines));
    else invocation.out().write((any ? "\n" : "") + render::changes_text(invocation.terminal(), page, a, b, lines));
    any = true;
  }
  if (!any && !invocation.json()) complain("no page is known to have changed");
  return any ? kAsAsked : kAmiss;
}

}  // namespace stenogram::cli
