#include "stenogram/reuse/shared.h"

#include "stenogram/corpus/test_shelf.h"

namespace stenogram::reuse {
namespace {

using corpus::TestTranscript;

constexpr const char* kOath = "We shall not rest until the harbour is open to every boat that asks for shelter.";

// Two speakers, three days; Berg says the oath twice, Ode once in between and with
// another word in it.
std::vector<TestTranscript> talks() {
  std::string altered = kOath;
  altered.replace(altered.find("harbour"), 7, "port");
  return {
      {"aaaaaaaaaaaa",
       "2017-03-01",
       "The Tide",
       "",
       {"Anna Berg", ""},
       {{1, "Why?"}, {0, std::string("I said it then. ") + kOath}}},
      {"bbbbbbbbbbbb", "2018", "Coast Hour", "", {"Teo Ode"}, {{0, altered + " So it is, for me."}}},
      {"cccccccccccc", "2019-05-05", "The Tide", "", {"Anna Berg"}, {{0, std::string(kOath) + " Again."}}},
      {"dddddddddddd",
       "",
       "",
       "",
       {"A. Berg"},
       {{0, "Nothing of that kind was ever heard on this side of the water."}}},
  };
}

std::vector<Passage> passages(const Shared& shared) {
  std::vector<Passage> all;
  Status told = shared.each_passage([&](const Passage& passage) {
    all.push_back(passage);
    return true;
  });
  EXPECT_TRUE(told) << (told ? "" : told.error().message());
  return all;
}

std::vector<corpus::Query> fields(std::string_view text) {
  auto parsed = corpus::parse_fields(text);
  EXPECT_TRUE(parsed);
  return *parsed;
}

ReuseOptions usual() {
  ReuseOptions options;
  options.find.copy_coverage = 2;  // these are short, and no copies
  return options;
}

TEST(Shared, SaysWhoSaidItFirstAndWhoRepeatsWhom) {
  const corpus::TestShelf shelf(talks());
  Result<Shared> shared = Shared::find(shelf, usual());
  ASSERT_TRUE(shared);
  const std::vector<Passage> all = passages(*shared);
  ASSERT_EQ(all.size(), 1u);
  const Passage& passage = all[0];
  EXPECT_FALSE(passage.formula);
  EXPECT_EQ(passage.words, 16u);
  EXPECT_EQ(passage.interviews, 3u);
  ASSERT_EQ(passage.uses.size(), 3u);
  EXPECT_EQ(passage.uses[0].address, "aaaaaaaaaaaa#2:16-95");
  EXPECT_EQ(passage.uses[0].text + ".", kOath);
  EXPECT_TRUE(passage.first_known);
  EXPECT_EQ(passage.uses[0].repeats, Repeats::nobody);
  EXPECT_EQ(passage.uses[1].repeats, Repeats::other);
  EXPECT_EQ(passage.uses[2].repeats, Repeats::self);
  ASSERT_EQ(passage.wordings.size(), 2u);
  EXPECT_EQ(passage.wordings[0].uses, 2u);
  EXPECT_EQ(passage.uses[1].wording, 1u);
  ASSERT_EQ(passage.speakers.size(), 2u);
  EXPECT_EQ(passage.speakers[0].speaker, "Anna Berg");
  EXPECT_EQ(passage.speakers[0].first, "2017-03-01");
  EXPECT_EQ(passage.speakers[0].last, "2019-05-05");
}

TEST(Shared, WhereDatesDoNotTellNobodyIsFirst) {
  std::vector<TestTranscript> both = talks();
  both[0].date = "2018-03-01";  // and the other is of 2018
  const corpus::TestShelf shelf(both);
  Result<Shared> shared = Shared::find(shelf, usual());
  ASSERT_TRUE(shared);
  const std::vector<Passage> all = passages(*shared);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_FALSE(all[0].first_known);
  for (const Use& use : all[0].uses) EXPECT_EQ(use.repeats, Repeats::unknown);
}

TEST(Shared, FiltersNarrowAndAgainstHoldsOneAgainstAnother) {
  const corpus::TestShelf shelf(talks());
  ReuseOptions options = usual();
  options.filters = fields("speaker:Berg");
  Result<Shared> berg = Shared::find(shelf, options);
  ASSERT_TRUE(berg);
  ASSERT_EQ(passages(*berg).size(), 1u);
  EXPECT_EQ(passages(*berg)[0].uses.size(), 2u);

  options.filters = fields("speaker:Ode");
  Result<Shared> ode = Shared::find(shelf, options);
  ASSERT_TRUE(ode);
  EXPECT_TRUE(passages(*ode).empty());

  options.against.emplace();  // the rest
  Result<Shared> rest = Shared::find(shelf, options);
  ASSERT_TRUE(rest);
  EXPECT_EQ(rest->pairs(), 2u);
  options.against = fields("date:2019..");
  Result<Shared> late = Shared::find(shelf, options);
  ASSERT_TRUE(late);
  EXPECT_EQ(late->pairs(), 1u);
}

TEST(Shared, ManyInterviewsMakeAFormulaAndCopiesAreOne) {
  const corpus::TestShelf shelf(talks());
  ReuseOptions options = usual();
  options.everywhere = 3;
  Result<Shared> shared = Shared::find(shelf, options);
  ASSERT_TRUE(shared);
  EXPECT_EQ(shared->formulas(), 1u);
  EXPECT_EQ(shared->passages(), 0u);
  // Documents are numbered 10, 20 and on; the first two are said to be of one interview.
  options.interview_of = [](corpus::DocumentNumber number) {
    return number == 20 ? corpus::DocumentNumber(10) : number;
  };
  Result<Shared> copies = Shared::find(shelf, options);
  ASSERT_TRUE(copies);
  EXPECT_EQ(copies->formulas(), 0u);
  EXPECT_EQ(copies->passages(), 1u);
  EXPECT_EQ(passages(*copies)[0].interviews, 2u);
}

TEST(Shared, PairsCarryTheirPassagesInOrder) {
  std::vector<TestTranscript> two = talks();
  two.resize(2);
  two[0].turns.push_back({0, "And the ferry will run on Sundays whatever the council may say of it."});
  two[1].turns.insert(two[1].turns.begin(), {0, "The ferry will run on Sundays whatever the council may say."});
  const corpus::TestShelf shelf(two);
  Result<Shared> shared = Shared::find(shelf, usual());
  ASSERT_TRUE(shared);
  std::vector<SharedPair> pairs;
  ASSERT_TRUE(shared->each_pair([&](const SharedPair& pair) {
    pairs.push_back(pair);
    return true;
  }));
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_EQ(pairs[0].links.size(), 2u);
  EXPECT_FALSE(pairs[0].in_order);
  EXPECT_EQ(pairs[0].kept, 15u + 11u);
}

TEST(Shared, PagesAreParts) {
  std::vector<TestTranscript> two = talks();
  two[0].turns.push_back({0, "And the ferry will run on Sundays whatever the council may say of it."});
  two[1].turns.push_back({0, "The ferry will run on Sundays whatever the council may say of it."});
  const corpus::TestShelf shelf(two);
  ReuseOptions options = usual();
  options.limit = 1;
  const std::vector<Passage> first = passages(*Shared::find(shelf, options));
  options.skip = 1;
  const std::vector<Passage> second = passages(*Shared::find(shelf, options));
  ASSERT_EQ(first.size(), 1u);
  ASSERT_EQ(second.size(), 1u);
  EXPECT_EQ(first[0].n, 1u);
  EXPECT_EQ(second[0].n, 2u);
  EXPECT_GT(first[0].words, second[0].words);
}

}  // namespace
}  // namespace stenogram::reuse
