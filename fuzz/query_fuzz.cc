// Any line as a query, as a phrase and as CQL: a tree that can be written out and read again
// to the same, or a fault that lies inside the line.
#include <string_view>

#include "fuzz/require.h"
#include "stenogram/corpus/cql.h"
#include "stenogram/corpus/query.h"

using namespace stenogram;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  corpus::QueryFault fault;
  if (Result<corpus::Query> query = corpus::parse_query(text, &fault)) {
    const std::string written = corpus::to_string(*query);
    Result<corpus::Query> again = corpus::parse_query(written);
    REQUIRE(again);
    REQUIRE(corpus::to_string(*again) == written);
  } else {
    REQUIRE(fault.at.begin <= fault.at.end && fault.at.end <= size);
    REQUIRE(query.error().message().find('\n') != std::string::npos);
  }
  if (Result<corpus::PhraseQuery> phrase = corpus::parse_phrase(text, &fault)) {
    REQUIRE(!phrase->alternatives.empty());
    const std::string written = corpus::to_string(*phrase);
    Result<corpus::PhraseQuery> again = corpus::parse_phrase(written);
    REQUIRE(again);
    // "1" and "000" that something else held apart are written side by side, and then are
    // one number: so what is read back is the same from the second time on.
    const std::string once_more = corpus::to_string(*again);
    again = corpus::parse_phrase(once_more);
    REQUIRE(again);
    REQUIRE(corpus::to_string(*again) == once_more);
  } else {
    REQUIRE(fault.at.begin <= fault.at.end && fault.at.end <= size);
  }
  if (Result<corpus::PhraseQuery> phrase = corpus::parse_cql(text, &fault)) {
    REQUIRE(!phrase->patterns.empty());
  } else {
    REQUIRE(fault.at.begin <= fault.at.end && fault.at.end <= size);
  }
  return 0;
}
