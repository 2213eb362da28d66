// The tables of the record, and how records of older versions become it.
//
// `user_version` counts schemas from 1. A record of an older one is upgraded, inside
// one transaction, when it is next opened to be written (`stenogram verify --rebuild`
// does that too, and places its transcripts). Readers read an older one as it is: 2
// added only which transcripts are of one interview. A newer one is refused.
// docs/formats/record.md describes every column for users.
#pragma once
#include "stenogram/archive/sqlite.h"

namespace stenogram::archive {

inline constexpr int kSchemaVersion = 2;

// Creates the tables in an empty database, or upgrades, or does nothing.
Status prepare_schema(Database& database, const std::string& where);

// That the database is a record of this version or an older one, with our tables and no
// others: a stranger's file could bring tables that are something else under our names.
// Gives the version.
Result<int> check_schema(Database& database, const std::string& where);

}  // namespace stenogram::archive
