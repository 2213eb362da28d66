#include "stenogram/capture/fact_keys.h"

#include <string>
#include <unordered_map>

#include "stenogram/base/table.h"
#include "stenogram/capture/data.h"

namespace stenogram::capture {
namespace {

struct Entry {
  std::string_view key;
  int rank = 0;
};

std::string lower(std::string_view name) {
  std::string out(name);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = char(c + 32);
  return out;
}

using Keys = std::unordered_map<std::string, Entry>;

const Keys& keys_of(FactSource source) {
  static const auto kAll = [] {
    struct {
      Keys front, meta, ld, mf;
    } all;
    for (const TableSection& section : parse_table(data("fact_keys.txt"))) {
      int rank = 0;
      for (const TableRow& row : section.rows) {
        if (row.columns.size() < 2) continue;
        Keys& keys = row.columns[0] == "front"  ? all.front
                     : row.columns[0] == "meta" ? all.meta
                     : row.columns[0] == "mf"   ? all.mf
                                                : all.ld;
        keys.emplace(lower(row.columns[1]), Entry{section.name, rank++});
      }
    }
    return all;
  }();
  switch (source) {
    case FactSource::front_matter: return kAll.front;
    case FactSource::meta: return kAll.meta;
    case FactSource::json_ld: return kAll.ld;
    case FactSource::microformat: return kAll.mf;
  }
  return kAll.meta;
}

Entry entry_of(FactSource source, std::string_view name) {
  if (name.size() > 64) return {};
  const Keys& keys = keys_of(source);
  const auto found = keys.find(lower(name));
  return found == keys.end() ? Entry() : found->second;
}

}  // namespace

std::string_view fact_key(FactSource source, std::string_view name) { return entry_of(source, name).key; }

int fact_rank(FactSource source, std::string_view name) { return entry_of(source, name).rank; }

}  // namespace stenogram::capture
