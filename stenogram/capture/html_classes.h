// What classes and ids of elements say about their content, by the words in
// data/html_classes.txt. A class is cut into words at hyphens, underscores and capitals:
// `relatedPosts_item` is related, posts, item.
#pragma once
#include <cstdint>
#include <string_view>

namespace stenogram::capture {

// What a class may say, as bits.
enum ClassHint : std::uint32_t {
  kHidden = 1,      // not shown until something is clicked, or only read aloud
  kBody = 2,        // the article's own text
  kNavigation = 4,  // menus, breadcrumbs, pagers, tags, share buttons
  kComments = 8,
  kRelated = 16,  // other articles, newsletters, promotion
  kAdvertising = 32,
  kCaption = 64,  // words under a picture
  kFooter = 128,
  kByline = 256,  // author, date, reading time
  kHeader = 512,
  kDialog = 1024,  // asks for consent, or opens over the page; may be longer than the page
};

// All hints that the class and id of a start tag give.
std::uint32_t class_hints(std::string_view start_tag);

}  // namespace stenogram::capture
