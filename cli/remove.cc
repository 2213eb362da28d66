// stenogram remove ID…: captures and all that was read from them.
#include "cli/commands.h"
#include "cli/parse.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/render/json.h"

namespace stenogram::cli {

int run_remove(Invocation& invocation) {
  auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::write);
  if (!corpus) return invocation.fail(corpus.error());
  std::size_t missing = 0;
  for (const std::string& id : invocation.arguments()) {
    Result<std::vector<std::string>> gone = (*corpus)->remove(id);
    if (!gone) {
      complain(gone.error().message());
      if (gone.error().kind != Error::Kind::not_found) return kFailed;
      ++missing;
      continue;
    }
    for (const std::string& one : *gone) {
      if (invocation.json()) invocation.out().write(render::json_line({{"type", "removed"}, {"transcript", one}}));
      else invocation.out().line("removed " + one);
    }
    invocation.out().flush();
  }
  return missing > 0 ? kAmiss : kAsAsked;
}

}  // namespace stenogram::cli
