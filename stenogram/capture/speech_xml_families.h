// What the elements of each family of speech XML mean: data/speech_xml.txt, ready to be
// asked once for every element of a document.
//
// Made once, then only read; any thread.
#pragma once
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace stenogram::capture {

enum class XmlAction : std::uint8_t {
  none,
  utterance,
  question,
  answer,
  label,
  caller,
  more,
  speech,
  paragraph,
  row,
  cell,
  heading,
  note,
  procedure,
  page,
  person,
  called,
  family,
  given,
  name,
  role,
  quotation,
  line,
  italic,
  bold,
  plain,
  fact,
  cue,
  header,
  skip
};

struct XmlMeaning {
  XmlAction action = XmlAction::none;
  std::vector<std::string_view> arguments;
};

// All that one element's name may mean, by its attributes and by what it stands in.
struct XmlElement {
  struct ByAttribute {
    std::string_view parent;  // empty: any
    std::string_view key, value;
    XmlMeaning meaning;
  };
  std::vector<ByAttribute> by_attribute;
  std::vector<std::pair<std::string_view, XmlMeaning>> by_parent;
  XmlMeaning meaning;
};

struct XmlFamily {
  std::vector<std::string_view> roots;
  std::string_view dated_by;  // the attribute in whose values a date of the event stands; empty: none
  std::string_view kind;      // what documents of the family are, as the contract names it; empty: unknown
  std::unordered_map<std::string_view, XmlElement> elements;
  bool known = true;  // false: XML of no family that the table knows
};

// The family that the root element of `text` tells; null where the table knows none.
const XmlFamily* xml_family_of(std::string_view text);

// What XML of unknown names is read by: every element that is not a word's is a block.
const XmlFamily& unknown_xml_family();

// The name of the root element, without its prefix; empty where no element begins soon.
std::string_view xml_root_of(std::string_view text);

}  // namespace stenogram::capture
