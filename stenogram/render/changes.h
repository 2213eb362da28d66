// What became of a page between two captures, line by line. Pure; any thread.
#pragma once
#include <string>
#include <vector>

#include "stenogram/render/json.h"
#include "stenogram/reuse/changes.h"
#include "stenogram/reuse/comparison.h"

namespace stenogram::render {

// An address that somebody relies on, and the file that says so.
struct Receipt {
  std::string file, address;
};

struct ChangeLine {
  std::string status;  // "added", "removed", "reworded", "relabelled", "moved"
  reuse::Weight weight = reuse::Weight::alone;
  std::string kind;     // of a difference in words; empty otherwise
  std::string address;  // in the earlier capture; empty where something was added
  std::string now;      // in the later one; empty where something was removed
  std::string before, after;
  std::vector<Receipt> touches;
};

// Changes of presentation only are left out unless `all`.
std::vector<ChangeLine> change_lines(const corpus::Document& before, const corpus::Document& after,
                                     const reuse::Comparison& comparison, const std::vector<Receipt>& receipts,
                                     bool all);

// {"type":"page",…}, then {"type":"change",…}, a line each.
std::string changes_json(const reuse::ChangedPage& page, const corpus::Document& before, const corpus::Document& after,
                         const std::vector<ChangeLine>& lines);
std::string changes_text(const Terminal& terminal, const reuse::ChangedPage& page, const corpus::Document& before,
                         const corpus::Document& after, const std::vector<ChangeLine>& lines);

}  // namespace stenogram::render
