// What search, kwic and counts share: the flags that narrow them, as the query language
// would say them, pages, and words that were asked for in vain.
#pragma once
#include <vector>

#include "cli/flags.h"
#include "cli/parse.h"
#include "stenogram/corpus/query.h"
#include "stenogram/corpus/search.h"

namespace stenogram::cli {

// --speaker, --kind, --outlet, --place, --lang, --date, --in.
std::vector<Flag> filter_flags();

// One field a flag that was given; several values of one flag are alternatives.
Result<std::vector<corpus::Query>> filters_of(const Invocation& invocation);

// --stem, for commands that take words.
Flag stem_flag();

// The phrase that is asked for, by --cql and --stem.
Result<corpus::PhraseQuery> phrase_of(const Invocation& invocation);

// The fields of the flags, added to what the phrase itself says.
Status add_filters(const Invocation& invocation, corpus::PhraseQuery& phrase);

// --limit and --skip; `usual` is the limit where none is given.
Status read_page(const Invocation& invocation, std::size_t usual, std::size_t& limit, std::size_t& skip);

// On standard error, for people: words that the archive lacks, and the nearest it has.
void suggest(Invocation& invocation, const std::vector<corpus::Suggestion>& suggestions);

}  // namespace stenogram::cli
