// Ranked search: a query in; turns out, best first, with snippets and facets.
//
// A hit is an utterance: a turn's own words, or words that a note inside it prints for
// somebody else (`info.note` then says which), so that nobody's words are found under
// another's name. Only the documents of the hits shown are read from the record.
//
// Order is total: by score, then by place in the archive (documents in the order of
// their adding, then position), or by date and then place. So pages are stable: a skip
// of 20 goes on where a limit of 20 ended, for as long as the archive does not change.
//
// Pure; any thread.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "stenogram/corpus/query.h"
#include "stenogram/corpus/shelf.h"

namespace stenogram::corpus {

struct SearchOptions {
  enum class Order { score, oldest, newest };
  std::vector<Query> filters;  // fields, or excluded fields, beside those of the query
  Order order = Order::score;
  std::size_t limit = 20;
  std::size_t skip = 0;
  bool facets = false;
  // Of more hits than so many, facets are counted over a sample of that many, evenly taken.
  std::size_t most_for_facets = std::size_t(-1);
  std::size_t snippet_words = 40;
};

// What a line of any answer says about where it stands.
struct Standing {
  DocumentNumber document = 0;
  std::uint32_t utterance = 0;  // of Document::utterances
  UtteranceInfo info;           // turn, note, speaker, kind
  std::string transcript;       // the id
  std::string address;          // ID#7, or ID#7:120-245
  std::string speaker;          // the name; empty where nobody is named
  std::string label;            // as printed, of the turn; empty for a note's words
  std::string date;
};

struct Hit : Standing {
  std::string title, outlet;  // of the transcript; empty where it does not say
  double score = 0;
  std::string snippet;                         // bytes of the page, as they stand
  ByteSpan span;                               // of the page
  bool cut_before = false, cut_after = false;  // more of the turn stands before it, after it
  std::vector<ByteSpan> highlights;            // bytes of the snippet, ascending, apart
};

struct Facet {
  struct Value {
    std::string value;  // empty where the record does not say
    std::uint64_t count = 0;
  };
  std::string name;           // "speaker", "year", "outlet", "kind", "place", "language", "transcript_kind"
  std::vector<Value> values;  // most frequent first, then by value; their counts sum to the total, or the sample
};

// A word of the query that the archive does not hold, and the nearest that it does.
struct Suggestion {
  std::string word;
  std::vector<std::string> nearest;  // best first; may be empty
};

struct Found {
  std::vector<Hit> hits;
  std::uint64_t total = 0;  // of all hits, whatever the limit
  std::vector<Facet> facets;
  std::uint64_t facets_of = 0;  // hits that they count: all, or the sample
  std::vector<Suggestion> suggestions;
};

Result<Found> search(const Shelf& shelf, const Query& query, const SearchOptions& options);

// For each word asked for exactly that occurs nowhere: up to five words of the archive
// within one change of letters (two, in words of six letters or more), nearest first,
// then the more frequent. Prefixes and excluded words are left alone.
std::vector<Suggestion> suggestions(const concordance::Index& index, const std::vector<Sequence>& alternatives);
std::vector<Suggestion> suggestions(const concordance::Index& index, const Query& query);

// Fills a Standing but for its address.
Standing standing_of(const DocumentFacts& facts, const Document& document, DocumentNumber number,
                     std::uint32_t utterance);

}  // namespace stenogram::corpus
