// Copies of one interview: families, two side by side, and pages that have changed.
#include <algorithm>

#include "stenogram/render/changes.h"
#include "stenogram/render/comparison.h"
#include "stenogram/render/copies.h"
#include "stenogram/reuse/changes.h"
#include "stenogram/reuse/comparison.h"
#include "stenogram/reuse/unique.h"
#include "stenogram/serve/operation.h"

namespace stenogram::serve {
namespace {

Result<std::shared_ptr<const corpus::Document>> document_of(const Context& context, const std::string& id) {
  Result<corpus::Address> address = corpus::parse_address(id);
  if (!address) return address.error();
  if (address->turn) return Error::usage(id, "is no transcript's id");
  return context.snapshot->corpus().document(address->id);
}

Result<Answer> run_compare(const Context& context, const Arguments& arguments) {
  auto a = document_of(context, arguments.text("a"));
  if (!a) return a.error();
  auto b = document_of(context, arguments.text("b"));
  if (!b) return b.error();
  const corpus::Document first = reuse::with_turns(**a), second = reuse::with_turns(**b);
  const reuse::Comparison comparison =
      reuse::compare(first, second, [&](std::string_view word) { return context.snapshot->count(word); });
  Answer answer;
  answer.lines = render::comparison_json({first, second, comparison});
  return answer;
}

Status add_family(const Context& context, const corpus::Family& family, std::string& lines) {
  archive::Archive& record = context.snapshot->corpus().record();
  std::vector<render::MemberFacts> facts;
  for (const corpus::Member& member : family.members) {
    auto row = record.transcript_numbered(member.number);
    if (!row) return row.error();
    auto seen = record.seen_of(member.number);
    if (!seen) return seen.error();
    facts.push_back({row->value_or(archive::TranscriptRow()), std::move(*seen)});
  }
  Result<std::vector<reuse::Unique>> unique = reuse::unique_of(*context.snapshot, family);
  if (!unique) return unique.error();
  lines += render::family_json(family, facts, *unique);
  return {};
}

Result<Answer> run_copies(const Context& context, const Arguments& arguments) {
  Result<std::shared_ptr<const corpus::Families>> families = context.snapshot->copies();
  if (!families) return families.error();
  std::vector<const corpus::Family*> all;
  if (const std::string id = arguments.text("transcript"); !id.empty()) {
    auto document = document_of(context, id);
    if (!document) return document.error();
    if (const corpus::Family* family = (*families)->of_document((*document)->number)) all.push_back(family);
  } else {
    for (const corpus::Family& family : (*families)->all()) all.push_back(&family);
  }
  Answer answer;
  answer.total = all.size();
  const std::size_t skip = std::min<std::size_t>(arguments.number("skip"), all.size());
  const std::size_t end = std::min<std::size_t>(skip + arguments.number("limit"), all.size());
  for (std::size_t i = skip; i < end; ++i)
    if (Status added = add_family(context, *all[i], answer.lines); !added) return added.error();
  answer.shown = end - skip;
  return answer;
}

Result<Answer> run_changes(const Context& context, const Arguments& arguments) {
  // Reading only: the Corpus is not changed by it.
  auto& corpus = const_cast<corpus::Corpus&>(context.snapshot->corpus());
  std::optional<corpus::DocumentNumber> of;
  if (const std::string id = arguments.text("transcript"); !id.empty()) {
    auto document = document_of(context, id);
    if (!document) return document.error();
    of = (*document)->number;
  }
  Result<std::shared_ptr<const corpus::Families>> families = context.snapshot->copies();
  if (!families) return families.error();
  Result<std::vector<reuse::ChangedPage>> pages = reuse::changed_pages(corpus, **families, of);
  if (!pages) return pages.error();
  Answer answer;
  for (const reuse::ChangedPage& page : *pages) {
    auto before = corpus.document(page.before), after = corpus.document(page.after);
    if (!before) return before.error();
    if (!after) return after.error();
    const corpus::Document a = reuse::with_turns(**before), b = reuse::with_turns(**after);
    const reuse::Comparison comparison =
        reuse::compare(a, b, [&](std::string_view word) { return context.snapshot->count(word); });
    const std::vector<render::ChangeLine> lines = render::change_lines(a, b, comparison, {}, arguments.flag("all"));
    if (!lines.empty()) answer.lines += render::changes_json(page, a, b, lines);
  }
  return answer;
}

}  // namespace

void add_copies_operations(std::vector<Operation>& all) {
  std::vector<Parameter> parameters{text("transcript", "Only the family of this transcript.")};
  add_page(parameters, 100, 1'000);
  all.push_back({.id = "copies",
                 .path = "/copies",
                 .group = "Copies and reuse",
                 .summary = "Families of copies: which captures are of one interview.",
                 .parameters = parameters,
                 .lines = {"family"},
                 .paged = true,
                 .lane = Lane::heavy,
                 .run = run_copies});
  all.push_back({.id = "compare",
                 .path = "/compare",
                 .group = "Copies and reuse",
                 .summary = "Two copies side by side, turn by turn, word by word.",
                 .parameters = {required(text("a", "A transcript.")), required(text("b", "Another."))},
                 .lines = {"comparison"},
                 .one = true,
                 .lane = Lane::heavy,
                 .run = run_compare});
  all.push_back(
      {.id = "changes",
       .path = "/changes",
       .group = "Copies and reuse",
       .summary = "What pages say otherwise than they did when they were first kept.",
       .about = "Later captures of the same address or file, or of the same interview as published before.",
       .parameters = {text("transcript", "Only changes of this one."), flag("all", "Changes of presentation too.")},
       .lines = {"changed_page", "change"},
       .lane = Lane::heavy,
       .run = run_changes});
}

}  // namespace stenogram::serve
