// What keeping captures is measured beside: the same files kept by SQLite with FTS5 and by Xapian.
// bench/ingest_bench.cc says what each operation is.
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace stenogram::bench {

// Each paragraph of each file as a row of a table, with an FTS5 index over it, in one transaction and on
// one thread. Nothing is read of labels, speakers or quotations, and no original is kept.
void load_paragraphs(const std::filesystem::path& path, const std::vector<std::string>& files);

// What an archive on SQLite and FTS5 would cost: the files read by our reader on `threads` threads, captures
// and readings kept in our record, and each turn a row of an FTS5 table that keeps no text of its own (it is
// in the record). Committed as often as ingest commits.
void load_record(const std::filesystem::path& record, const std::filesystem::path& words,
                 const std::vector<std::string>& files, unsigned threads);

// The turns that our reader finds in `files`, read beforehand, for the peer below.
std::vector<std::string> turns_of(const std::vector<std::string>& files);

// Each turn a document of a Xapian database, with positions, its text as its data, committed once.
void load_into_xapian(const std::filesystem::path& path, const std::vector<std::string>& turns);

// The files read to transcripts on `threads` threads and nothing kept. Gives the number of turns.
std::size_t read_only(const std::vector<std::string>& files, unsigned threads);

}  // namespace stenogram::bench
