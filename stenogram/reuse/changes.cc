#include "stenogram/reuse/changes.h"

#include <algorithm>
#include <map>
#include <set>

namespace stenogram::reuse {
namespace {

using corpus::DocumentNumber;

struct Known {
  DocumentNumber number = 0;
  std::string captured_at;
  std::uint64_t first_seen = 0;  // order in which the record came to know the capture
  std::set<std::string> names, urls;
  std::string id;
};

// By the time of capture where both say it: an archive may be filled backwards.
bool earlier(const Known& a, const Known& b) {
  if (!a.captured_at.empty() && !b.captured_at.empty() && a.captured_at != b.captured_at)
    return a.captured_at < b.captured_at;
  return std::pair(a.first_seen, a.number) < std::pair(b.first_seen, b.number);
}

std::string common(const std::set<std::string>& a, const std::set<std::string>& b) {
  for (const std::string& one : a)
    if (b.contains(one)) return one;
  return {};
}

}  // namespace

Result<std::vector<ChangedPage>> changed_pages(corpus::Corpus& corpus, const corpus::Families& families,
                                               std::optional<DocumentNumber> of) {
  archive::Archive& record = corpus.record();
  std::map<DocumentNumber, Known> known;
  auto know = [&](DocumentNumber number) -> Status {
    if (known.contains(number)) return {};
    auto row = record.transcript_numbered(number);
    if (!row) return row.error();
    auto seen = record.seen_of(number);
    if (!seen) return seen.error();
    Known one;
    one.number = number;
    if (*row) one.id = (*row)->id;
    for (const archive::SeenRow& place : *seen) {
      if (one.first_seen == 0) one.first_seen = place.number;
      if (one.captured_at.empty()) one.captured_at = place.captured_at;
      one.names.insert(place.name);
      if (!place.url.empty()) one.urls.insert(place.url);
    }
    known.emplace(number, std::move(one));
    return {};
  };
  // Groups that may hold a page and what became of it.
  std::vector<std::vector<DocumentNumber>> groups;
  auto urls = record.urls_seen_again();
  if (!urls) return urls.error();
  for (const std::string& url : *urls) {
    auto numbers = record.transcripts_at(url);
    if (!numbers) return numbers.error();
    groups.push_back(std::move(*numbers));
  }
  for (const corpus::Family& family : families.all()) {
    groups.emplace_back();
    for (const corpus::Member& member : family.members) groups.back().push_back(member.number);
  }
  std::map<std::pair<DocumentNumber, DocumentNumber>, std::string> relations;
  auto links = record.copies();
  if (!links) return links.error();
  for (const archive::CopyRow& link : *links) relations[{link.earlier, link.later}] = link.relation;

  std::map<DocumentNumber, ChangedPage> latest;  // by `after`
  auto rank = [](const std::string& why) { return why == "url" ? 0 : why == "name" ? 1 : 2; };
  for (const std::vector<DocumentNumber>& group : groups) {
    for (DocumentNumber number : group)
      if (Status read = know(number); !read) return read.error();
    for (DocumentNumber after : group)
      for (DocumentNumber before : group) {
        const Known &x = known.at(before), &y = known.at(after);
        if (before == after || !earlier(x, y)) continue;
        // Parts of one capture stand beside the same parts of the other.
        auto part = [](const std::string& id) {
          return id.find('.') == id.npos ? std::string() : id.substr(id.find('.'));
        };
        if (x.id.substr(0, x.id.find('.')) == y.id.substr(0, y.id.find('.'))) continue;
        ChangedPage page{before, after, "url", common(x.urls, y.urls)};
        const bool one_family =
            families.of_document(before) && families.of_document(before) == families.of_document(after);
        if (page.source.empty() || (!one_family && part(x.id) != part(y.id))) {
          page.why = "name", page.source = one_family ? common(x.names, y.names) : "";
        }
        if (page.source.empty()) {
          if (!one_family) continue;
          auto relation = relations.find(std::minmax(before, after));
          if (relation == relations.end() || (relation->second != "repost" && relation->second != "edition")) continue;
          page.why = "family";
        }
        auto [place, fresh] = latest.try_emplace(after, page);
        if (fresh) continue;
        const ChangedPage& held = place->second;
        if (rank(page.why) < rank(held.why) || (page.why == held.why && earlier(known.at(held.before), x)))
          place->second = page;
      }
  }
  std::vector<ChangedPage> pages;
  for (auto& [after, page] : latest)
    if (!of || page.before == *of || page.after == *of) pages.push_back(std::move(page));
  std::sort(pages.begin(), pages.end(),
            [&](const ChangedPage& a, const ChangedPage& b) { return earlier(known.at(a.after), known.at(b.after)); });
  return pages;
}

}  // namespace stenogram::reuse
