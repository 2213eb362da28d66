// Character references of HTML and XML: `&amp;`, `&#8217;`, `&copy` without its
// semicolon where HTML allows that.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace stenogram::capture {

struct CharacterReference {
  std::string characters;  // UTF-8
  std::size_t length = 0;  // bytes of the reference, with its `&` and semicolon
};

// The reference that begins with the `&` at `at`, if one does. In attributes
// (`in_attribute`) a name without semicolon before `=` or a letter is none, as in
// `?a=1&copy=2`. Numbers of no character, and those that Windows-1252 pages give by
// its bytes (`&#146;`), come out as the HTML Standard says. Pure; any thread.
std::optional<CharacterReference> reference_at(std::string_view text, std::size_t at, bool in_attribute = false);

// `text` with all references replaced.
std::string without_references(std::string_view text, bool in_attribute = false);

}  // namespace stenogram::capture
