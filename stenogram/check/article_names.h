// What a printed name shows by itself: whose it may be, a man or a woman's, in which case.
//
// Given names that are nearly always a woman's, or a man's, are a table, data/given_names.txt;
// Russian surnames show it by their endings, and lose what their case has put on them.
// Pure; any thread. O(letters).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stenogram::check {

enum class Gender : std::uint8_t { unknown, he, she };
inline bool compatible(Gender a, Gender b) { return a == Gender::unknown || b == Gender::unknown || a == b; }

Gender gender_of_given_name(std::string_view word);
Gender gender_of_name(std::string_view name);

bool is_cyrillic(std::string_view name);
// The words of a name, in small letters.
std::vector<std::string> pieces_of_name(std::string_view name);

// Whether one printed name is the other, in another case of its language (Марровой, Маррова).
bool same_name_inflected(std::string_view a, std::string_view b);
bool same_word_inflected(const std::string& a, const std::string& b);

// "Ларису Пчёлкину" is Лариса Пчёлкина: as the given name shows, where it is a common one and
// leaves one case open; else the name as it is.
std::string in_nominative(const std::string& name);
// "Рольфа Экмана" and "Экманом" are Рольф Экман: as two forms of the surname show.
std::string in_nominative(const std::string& name, const std::vector<std::string>& forms);

// A longer name is fuller than a shorter one, a nominative than another case.
bool is_fuller(const std::string& a, const std::string& b);

}  // namespace stenogram::check
