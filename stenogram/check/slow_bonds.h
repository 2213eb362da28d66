// The slow twin of differences::BondFinder: each word beside each, nothing kept. For tests.
#pragma once
#include "stenogram/differences/equivalences.h"

namespace stenogram::check {

differences::Bonds slow_bonds(const differences::QuotedText& quoted, const differences::SpokenText& spoken,
                              const differences::Lexicon& lexicon);

}  // namespace stenogram::check
