#include "stenogram/check/check_all.h"

#include <gtest/gtest.h>

#include "stenogram/check/test_record.h"

namespace stenogram::check {
namespace {

// What is told of an answer, enough to see that it is the same one.
std::string told(const Result<Answer>& answer) {
  if (!answer) return answer.error().message();
  std::string text =
      answer->quotation.quoted + " " + std::string(name_of(answer->verdict)) + " " + std::to_string(answer->places);
  for (const Passage& passage : answer->passages) text += " " + passage.address;
  return text;
}

TEST(CheckAll, TheSameOnOneThreadAndOnSeveral) {
  SlowPassages record;
  record.add(invented(
      "aaaaaaaaaaaa", "2019-03-04",
      "Q: Will the ferry sail in the winter?\n"
      "Ilsabet Marrow: The ferry will sail in the winter and in the spring, and nobody will pay for it twice.\n"));
  std::vector<Quotation> quotations;
  for (int k = 0; k < 700; ++k) {
    static constexpr const char* kQuoted[] = {"The ferry will sail in the winter",
                                              "the ferry will not sail in the winter", "nobody will pay for it twice",
                                              "a quotation that is not there at all", "…"};
    quotations.push_back({kQuoted[k % 5], {}, {}, {}});
  }
  std::vector<std::string> alone, together;
  check_all(
      record, quotations, {},
      [&](std::size_t k, const Result<Answer>& answer) {
        EXPECT_EQ(k, alone.size());
        alone.push_back(told(answer));
        return true;
      },
      1);
  check_all(
      record, quotations, {},
      [&](std::size_t k, const Result<Answer>& answer) {
        EXPECT_EQ(k, together.size());
        together.push_back(told(answer));
        return true;
      },
      4);
  EXPECT_EQ(alone.size(), quotations.size());
  EXPECT_EQ(alone, together);
}

TEST(CheckAll, StopsWhenToldTo) {
  SlowPassages record;
  record.add(invented("aaaaaaaaaaaa", "2019-03-04", "Ilsabet Marrow: The ferry will sail in the winter.\n"));
  std::vector<Quotation> quotations(1000, Quotation{"the ferry", {}, {}, {}});
  std::size_t heard = 0;
  check_all(
      record, quotations, {}, [&](std::size_t, const Result<Answer>&) { return ++heard < 300; }, 3);
  EXPECT_EQ(heard, 300u);
  check_all(
      record, {}, {}, [&](std::size_t, const Result<Answer>&) { return ++heard > 0; }, 3);
  EXPECT_EQ(heard, 300u);
}

}  // namespace
}  // namespace stenogram::check
