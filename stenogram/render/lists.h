// Answers about an archive as a whole, as JSON and for people: what an ingest did, what
// is there, how much of it, whether it is sound.
//
// Pure; any thread.
#pragma once
#include "stenogram/archive/archive.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/corpus/families.h"
#include "stenogram/render/json.h"
#include "stenogram/render/terminal.h"

namespace stenogram::render {

Json ingested_json(const corpus::Ingested& ingested);
std::string ingested_text(const corpus::Ingested& ingested, const Terminal& terminal);
// "3 added, 1 unchanged, 1 failed", for standard error.
std::string summary_text(const corpus::IngestSummary& summary);

Json listed_json(const archive::TranscriptRow& row, const std::vector<std::string>& speakers);
// Columns: id, date, turns, who or what. `row` without speakers shows its title.
std::string listed_text(const archive::TranscriptRow& row, const std::vector<std::string>& speakers,
                        const Terminal& terminal);

// "12.3 MB": three digits are enough for people.
std::string size_text(std::uint64_t bytes);

Json distinct_json(const corpus::DistinctTotals& totals);
Json stats_json(const archive::Counts& counts, std::size_t segments);
std::string stats_text(const archive::Counts& counts, std::size_t segments, const Terminal& terminal);

Json fault_json(const std::string& where, const std::string& what);
Json verified_json(const corpus::Corpus::Verified& verified, std::uint64_t faults);
std::string verified_text(const corpus::Corpus::Verified& verified, std::uint64_t faults);

}  // namespace stenogram::render
