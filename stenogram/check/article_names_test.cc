#include "stenogram/check/article_names.h"

#include <gtest/gtest.h>

namespace stenogram::check {
namespace {

TEST(ArticleNames, LoseTheCaseThatTheGivenNameShows) {
  constexpr struct {
    const char *printed, *name;
  } kCases[] = {
      {"Ларису Пчёлкину", "Лариса Пчёлкина"},
      {"Ларисой Пчёлкиной", "Лариса Пчёлкина"},
      {"Софьей Ленской", "Софья Ленская"},
      {"Олега Тихомирова", "Олег Тихомиров"},
      {"Олегом Тихомировым", "Олег Тихомиров"},
      {"Марка Заславского", "Марк Заславский"},
      {"Сергею Гущину", "Сергей Гущин"},
      {"Игоря Петровича Мальцева", "Игорь Петрович Мальцев"},
      {"Анне Павловне Кедровой", "Анна Павловна Кедрова"},
      {"Тимура Коваленко", "Тимур Коваленко"},
      {"Фёдора Липатова", "Фёдор Липатов"},
      {"Марии Шац", "Мария Шац"},
      // Already so, or two readings.
      {"Лариса Пчёлкина", "Лариса Пчёлкина"},
      {"Анна Шац", "Анна Шац"},
      {"Анну Шац", "Анна Шац"},
      {"Ильсы Марровой", "Ильсы Марровой"},
      {"Peter Marrow", "Peter Marrow"},
      {"Пчёлкину", "Пчёлкину"},
  };
  for (const auto& c : kCases) EXPECT_EQ(in_nominative(c.printed), c.name);
}

TEST(ArticleNames, SayWhetherAWomanOrAManBearsThem) {
  EXPECT_EQ(gender_of_name("Martha Vance"), Gender::she);
  EXPECT_EQ(gender_of_name("Étienne Rocher"), Gender::he);
  EXPECT_EQ(gender_of_name("Лариса Шац"), Gender::she);
  // Not as names are compared: Corin is not Corinne. And a surname alone says nothing.
  EXPECT_EQ(gender_of_name("Corin Aldwell"), Gender::unknown);
  EXPECT_EQ(gender_of_name("Robin Vance"), Gender::unknown);
  EXPECT_EQ(gender_of_name("Martha"), Gender::unknown);
}

}  // namespace
}  // namespace stenogram::check
