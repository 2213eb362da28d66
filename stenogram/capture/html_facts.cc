#include "stenogram/capture/html_facts.h"
namespace stenogram::capture {
std::vector<Fact> html_facts(const HtmlTree&, const std::string&, const std::vector<Block>&,
                             const std::vector<std::uint32_t>&) { return {}; }
}
