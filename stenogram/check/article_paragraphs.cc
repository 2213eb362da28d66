#include "stenogram/check/article_paragraphs.h"

#include <algorithm>
#include <string_view>

#include "stenogram/transcript/characters.h"

namespace stenogram::check {
namespace {

using capture::Block;
using capture::BlockKind;
using capture::Region;

constexpr std::uint64_t kWidest = 130;   // bytes of a line that was broken at a width
constexpr std::size_t kFewestLines = 2;  // that end in mid-sentence

bool is_line(const Block& block) { return block.kind == BlockKind::paragraph; }

bool ends_openly(std::string_view text, ByteSpan line) {
  if (line.empty()) return false;
  char32_t last = transcript::character_before(text, line.end).code;
  return transcript::is_letter(last) || last == U',' || transcript::is_digit(last);
}

// Whether lines are broken at a width: many that another follows end in mid-sentence.
bool is_wrapped(const capture::Page& page) {
  std::size_t followed = 0, open = 0;
  for (std::size_t k = 0; k + 1 < page.blocks.size(); ++k) {
    if (!is_line(page.blocks[k]) || !is_line(page.blocks[k + 1]) || page.blocks[k + 1].blank_line_before) continue;
    if (page.blocks[k].span.size() > kWidest) return false;
    ++followed;
    open += ends_openly(page.text, page.blocks[k].span);
  }
  return open >= kFewestLines && open * 2 >= followed;
}

}  // namespace

std::vector<Paragraph> paragraphs_of(const capture::Page& article) {
  std::vector<Paragraph> paragraphs;
  bool wrapped = article.media_type == "text/plain" && is_wrapped(article);
  bool joins = false;
  for (const Block& block : article.blocks) {
    bool story = block.kind != BlockKind::rule && block.kind != BlockKind::metadata && block.region != Region::hidden &&
                 block.region != Region::navigation && block.region != Region::footer &&
                 block.region != Region::comments && block.region != Region::aside;
    // Captions and pulled quotations stand beside the story and belong to it; teasers do not.
    const bool beside = block.region == Region::aside &&
                        (block.kind == BlockKind::quotation || block.element.starts_with("figcaption"));
    story |= beside;
    if (!story) {
      joins = false;
      continue;
    }
    if (wrapped && joins && is_line(block) && !block.blank_line_before) {
      paragraphs.back().span.end = block.span.end;
      continue;
    }
    paragraphs.push_back({block.span, block.kind, beside});
    joins = is_line(block);
  }
  return paragraphs;
}

}  // namespace stenogram::check
