// JSON Schema of what an operation takes, for the description of the interface and for the
// tools of mcp. Pure; any thread.
#pragma once
#include <vector>

#include "stenogram/render/standing.h"
#include "stenogram/serve/operation.h"

namespace stenogram::serve {

render::Json schema_of(const Parameter& parameter);
// All of them as the members of one object.
render::Json schema_of(const std::vector<Parameter>& parameters);

}  // namespace stenogram::serve
