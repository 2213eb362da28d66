#include "stenogram/capture/page_check.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "stenogram/capture/blank.h"

namespace stenogram::capture {
namespace {

// The first non-blank byte in [begin, end), or end.
std::uint64_t first_words(std::string_view text, std::uint64_t begin, std::uint64_t end) {
  return trimmed(text, {begin, end}).begin == trimmed(text, {begin, end}).end ? end : trimmed(text, {begin, end}).begin;
}

std::string at(std::uint64_t offset) { return std::string(" at byte ").append(std::to_string(offset)); }

void check_styles(const Block& block, std::vector<std::string>& faults) {
  std::uint64_t last = 0;
  for (const StyledSpan& style : block.styles) {
    if (!block.span.contains(style.span) || style.span.empty())
      faults.push_back("a style outside its block" + at(style.span.begin));
    if (style.span.begin < last) faults.push_back("styles out of order" + at(style.span.begin));
    last = style.span.begin;
  }
}

char letter_of(const Block& block) {
  switch (block.kind) {
    case BlockKind::paragraph: return 'p';
    case BlockKind::heading: return 'h';
    case BlockKind::list_item: return '*';
    case BlockKind::table_row: return 't';
    case BlockKind::quotation: return 'q';
    case BlockKind::preformatted: return 'c';
    case BlockKind::rule: return 'r';
    case BlockKind::cue: return 'u';
    case BlockKind::metadata: return 'm';
  }
  return '?';
}

}  // namespace

std::vector<std::string> faults_of(const Page& page) {
  std::vector<std::string> faults;
  std::uint64_t covered = 0;
  for (const Block& block : page.blocks) {
    if (block.span.begin > block.span.end || block.span.end > page.text.size()) {
      faults.push_back("a block outside the text" + at(block.span.begin));
      return faults;
    }
    if (block.span.begin < covered) faults.push_back("blocks overlap" + at(block.span.begin));
    else if (const auto lost = first_words(page.text, covered, block.span.begin); lost != block.span.begin)
      faults.push_back("text in no block" + at(lost));
    if (block.span.empty()) faults.push_back("an empty block" + at(block.span.begin));
    if (trimmed(page.text, block.span) != block.span)
      faults.push_back("a block with blank edges" + at(block.span.begin));
    check_styles(block, faults);
    covered = std::max(covered, block.span.end);
  }
  if (first_words(page.text, covered, page.text.size()) != page.text.size())
    faults.push_back("text after the last block" + at(covered));
  if (!page.source.is_identity() && page.source.text_size() != page.text.size())
    faults.push_back("the map covers " + std::to_string(page.source.text_size()) + " bytes of " +
                     std::to_string(page.text.size()));
  return faults;
}

std::string faults_text(const Page& page) {
  const std::vector<std::string> faults = faults_of(page);
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(faults.size(), 5); ++i) text += faults[i] + "\n";
  if (faults.size() > 5) text += "and " + std::to_string(faults.size() - 5) + " more\n";
  return text;
}

std::string printed(const Page& page) {
  std::string out;
  for (const Block& block : page.blocks) {
    if (block.blank_line_before) out += '_';
    out += letter_of(block);
    if (block.level > 0) out += std::to_string(block.level);
    if (block.indent > 0) out.append(">").append(std::to_string(block.indent));
    out += ' ';
    for (char c : slice(page.text, block.span)) out += c == '\n' || c == '\r' ? '/' : c;
    out += '\n';
  }
  return out;
}

std::string test_data() {
  const char* folder = std::getenv("STENOGRAM_TEST_DATA");
  return folder != nullptr ? folder : "../shared";
}

std::vector<std::string> files_below(const std::string& folder, const std::vector<std::string>& endings) {
  std::vector<std::string> files;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const std::string path = it->path().string();
    if (it->is_regular_file() && std::any_of(endings.begin(), endings.end(), [&](const std::string& ending) {
          return path.size() >= ending.size() && path.compare(path.size() - ending.size(), ending.size(), ending) == 0;
        }))
      files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace stenogram::capture
