// The interface described by OpenAPI 3.1, made from the table of operations and from
// data/schemas.json, which says what each line may hold. Tests hold both to the routes
// and to what they answer; docs/api.md is made from it by tools/api_docs.py.
//
// Pure; any thread.
#pragma once
#include <string>
#include <string_view>

namespace stenogram::serve {

std::string openapi_json(std::string_view version);

}  // namespace stenogram::serve
