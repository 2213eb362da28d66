#include "stenogram/concordance/repeats.h"

#include <algorithm>
#include <map>

#include "stenogram/concordance/test_support.h"

namespace stenogram::concordance {
namespace {

// A group as its members' addresses, and how much each shares with the one before.
struct Group {
  std::vector<std::tuple<DocumentNumber, std::uint32_t, std::uint32_t>> members;  // document, utterance, word
  std::vector<std::uint32_t> shared;
};

std::vector<Group> walked(const Index& index, std::uint32_t least, std::size_t parts) {
  const Columns columns(index);
  std::vector<Group> groups;
  const std::vector<std::uint32_t> cuts = parts_of_walk(columns, parts);
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i)
    each_repeat(columns, index.all(), cuts[i], cuts[i + 1], least, [&](std::span<const Suffix> found) {
      Group group;
      for (const Suffix& suffix : found) {
        const Place place = index.place({suffix.segment, suffix.at, 1});
        group.members.push_back({place.document, place.utterance, std::uint32_t(place.words.begin)});
        group.shared.push_back(suffix.shared);
        EXPECT_EQ(suffix.before == 0, place.words.begin == 0);
      }
      groups.push_back(group);
    });
  return groups;
}

// The words that follow, to the end of the utterance.
using Tail = std::vector<std::string>;

std::uint32_t in_common(const Tail& a, const Tail& b) {
  std::uint32_t same = 0;
  while (same < std::min(a.size(), b.size()) && same < Segment::kSortDepth && a[same] == b[same]) ++same;
  return same;
}

// Every suffix of every document, sorted by its words, cut where neighbours share less.
std::vector<Group> walked_slowly(const std::vector<TestDocument>& documents, std::uint32_t least) {
  std::vector<std::pair<Tail, std::tuple<DocumentNumber, std::uint32_t, std::uint32_t>>> all;
  for (const TestDocument& document : documents)
    for (std::uint32_t u = 0; u < document.utterances.size(); ++u) {
      const Tail words = split(document.utterances[u]);
      for (std::uint32_t w = 0; w < words.size(); ++w)
        all.push_back({Tail(words.begin() + w, words.end()), {document.number, u, w}});
    }
  std::sort(all.begin(), all.end());
  std::vector<Group> groups;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::uint32_t shared = i == 0 ? 0 : in_common(all[i - 1].first, all[i].first);
    if (i == 0 || shared < least) groups.emplace_back();
    groups.back().shared.push_back(groups.back().members.empty() ? 0 : shared);
    groups.back().members.push_back(all[i].second);
  }
  std::erase_if(groups, [](const Group& group) { return group.members.size() < 2; });
  return groups;
}

// Suffixes alike to the depth of sorting stand in any order.
std::string printed(std::vector<Group> groups) {
  std::string text;
  for (Group& group : groups) {
    std::sort(group.members.begin(), group.members.end());
    for (auto [document, utterance, word] : group.members)
      text += std::to_string(document) + "." + std::to_string(utterance) + ":" + std::to_string(word) + " ";
    text += "|";
    for (std::uint32_t shared : group.shared) text += " " + std::to_string(shared);
    text += "\n";
  }
  return text;
}

TEST(Repeats, AgreesWithSortingEverySuffix) {
  std::mt19937 random(5);
  for (int round = 0; round < 120; ++round) {
    Folder folder;
    const auto documents = random_documents(random, 6, 2 + round % 7, round % 10 == 0 ? 90 : 14);
    const auto one = build(folder / "one.seg", documents);
    // The same in three segments must walk as it does in one.
    std::vector<std::shared_ptr<const Segment>> three;
    for (std::size_t i = 0; i < 3; ++i)
      three.push_back(build(folder / numbered("part", i), {documents.begin() + std::ptrdiff_t(2 * i),
                                                           documents.begin() + std::ptrdiff_t(2 * i + 2)}));
    const Index whole = *Index::of({one}, {}), parted = *Index::of(three, {});
    for (std::uint32_t least = 1; least <= 5; least += 2) {
      const std::string expected = printed(walked_slowly(documents, least));
      EXPECT_EQ(printed(walked(whole, least, 1)), expected);
      EXPECT_EQ(printed(walked(whole, least, 4)), expected);
      EXPECT_EQ(printed(walked(parted, least, 3)), expected);
    }
  }
}

TEST(Repeats, PassesOverWhatIsRemovedOrNotSelected) {
  Folder folder;
  const std::vector<TestDocument> documents = {
      {1, {"a b c"}, 10}, {2, {"a b c"}, 20}, {3, {"a b c"}, 30}, {4, {"x a b c"}, 40}};
  const auto segment = build(folder / "one.seg", documents);
  const Index index = *Index::of({segment}, std::vector<DocumentNumber>{2});
  EXPECT_EQ(walked(index, 3, 1)[0].members.size(), 3u);
  const Selection late =
      index.select({.documents = [](const DocumentRow& row) { return row.date > 10; }, .utterances = {}});
  std::size_t members = 0;
  const Columns columns(index);
  each_repeat(columns, late, 1, columns.words() + 1, 3,
              [&](std::span<const Suffix> group) { members += group.size(); });
  EXPECT_EQ(members, 2u);
}

TEST(Repeats, StopsWhenAsked) {
  Folder folder;
  const auto segment = build(folder / "one.seg", {{1, {"a a a a a a"}}});
  const Index index = *Index::of({segment}, {});
  const Columns columns(index);
  std::size_t groups = 0;
  each_repeat(
      columns, index.all(), 1, columns.words() + 1, 1, [&](auto) { ++groups; }, [] { return true; });
  EXPECT_EQ(groups, 0u);
}

}  // namespace
}  // namespace stenogram::concordance
