// Answers of search, kwic and trends: JSON Lines for programs, text for people.
//
//   {"type":"hit","transcript":…,"turn":…,"address":…,"speaker":…,"date":…,"score":…,
//    "snippet":…,"highlights":[[…],…],"chars":[[…],…],"span":[…],"label":…,"kind":…,"note":…,
//    "title":…,"outlet":…}
//   {"type":"facet","facet":"speaker","values":[{"value":…,"count":…},…]}
//   {"type":"total","hits":N,"shown":N,"query":…,"suggestions":{…}}
//
//   {"type":"line","address":…,"left":…,"match":…,"right":…,"transcript":…,"turn":…,…}
//   {"type":"total","lines":N,"shown":N,"query":…,"suggestions":{…}}
//
//   {"type":"point","phrase":…,"by":"year","key":…,"year":…,"count":…,"words":…,…,"query":…}
//   {"type":"trend","phrase":…,"by":"year","count":…,"words":…,…,"first":…,"last":…}
//
// `highlights` are bytes of the snippet, `chars` the same in code points; `span` is
// bytes of the page. `query` is what was understood, and searching for it again gives
// the same answer. Every returned string ends with a line end. Pure; any thread.
#pragma once
#include <string>

#include "stenogram/corpus/kwic.h"
#include "stenogram/corpus/search.h"
#include "stenogram/corpus/trends.h"
#include "stenogram/render/terminal.h"

namespace stenogram::render {

// `understood` is the query written out.
std::string search_json(const corpus::Found& found, const std::string& understood);
std::string search_text(const Terminal& terminal, const corpus::Found& found, std::size_t skip);

std::string kwic_json(const corpus::Lines& lines, const std::string& understood);
// Lines are cut to the terminal, the matches under one another.
std::string kwic_text(const Terminal& terminal, const corpus::Lines& lines);

std::string trend_json(const corpus::Trend& trend, const std::string& phrase, corpus::TrendOptions::By by);
std::string trend_text(const Terminal& terminal, const corpus::Trend& trend, const std::string& phrase,
                       corpus::TrendOptions::By by);

}  // namespace stenogram::render
