// What routes about phrases share. Pure; any thread.
#pragma once
#include "stenogram/corpus/query.h"
#include "stenogram/serve/operation.h"

namespace stenogram::serve {

// phrase, cql.
std::vector<Parameter> phrase_parameters();
// A phrase as it was asked for, with the filters beside it.
Result<corpus::PhraseQuery> phrase_of(const Arguments& arguments, const std::string& written);
// A mistake in a query, under the name of the parameter that holds it.
Error query_error(std::string_view parameter, Error error);

}  // namespace stenogram::serve
