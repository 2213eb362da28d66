// Which files a folder holds, for an ingest.
#pragma once
#include <filesystem>
#include <functional>
#include <string>

#include "stenogram/base/result.h"

namespace stenogram::corpus {

// Calls `each` with every file below `folder`, in the order of their names folder by
// folder, so that the same folder is always read in the same order. Names that begin
// with a dot, archives, and what is neither file nor folder are passed over; links to
// files are followed, links to folders are not. Names are `folder` as given and what
// follows. Stops where `each` says false. Holds the names of one folder a level.
// A folder that cannot be listed is told to `trouble`, and the rest goes on.
void each_file(const std::filesystem::path& folder, const std::function<bool(const std::string&)>& each,
               const std::function<void(Error)>& trouble);

}  // namespace stenogram::corpus
