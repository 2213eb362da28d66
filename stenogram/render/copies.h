// Families of copies, as JSON for programs and as text for people. Pure; any thread.
#pragma once
#include <string>
#include <vector>

#include "stenogram/corpus/families.h"
#include "stenogram/render/json.h"
#include "stenogram/reuse/unique.h"

namespace stenogram::render {

// What is shown of one member beside its place in the family.
struct MemberFacts {
  archive::TranscriptRow row;
  std::vector<archive::SeenRow> seen;
};

// {"type":"family","fullest":ID,"members":[{"transcript","relation","of","coverage",…}]}
std::string family_json(const corpus::Family& family, const std::vector<MemberFacts>& facts,
                        const std::vector<reuse::Unique>& unique);
std::string family_text(const Terminal& terminal, const corpus::Family& family, const std::vector<MemberFacts>& facts,
                        const std::vector<reuse::Unique>& unique);

}  // namespace stenogram::render
