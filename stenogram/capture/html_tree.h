// The elements of an HTML page as a flat tree: nodes in document order, each knowing its
// parent and where its subtree ends. Built by the HTML Standard's rules as far as words
// and their styles depend on them: end tags left out, formatting that crosses blocks,
// cells and items that close one another.
//
// Views into the decoded text, which must outlive the tree. No recursion anywhere.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/result.h"
#include "stenogram/capture/html_tokens.h"
#include "stenogram/capture/read.h"

namespace stenogram::capture {

struct Node {
  Tag tag = Tag::unknown;
  // The second part of an element that a misnested end tag cut in two; it begins no new block.
  bool continued = false;
  std::uint32_t parent = 0;
  std::uint32_t next = 0;            // the first node after the subtree
  std::uint32_t begin = 0, end = 0;  // the start tag, or the characters of a text node
};

class HtmlTree {
 public:
  // Error::too_large past the limits of nesting or of nodes.
  static Result<HtmlTree> of(std::string_view text, const std::string& name, const Limits& limits);

  const std::vector<Node>& nodes() const { return nodes_; }
  const Node& operator[](std::size_t i) const { return nodes_[i]; }
  std::size_t size() const { return nodes_.size(); }
  std::string_view source(const Node& node) const { return text_.substr(node.begin, node.end - node.begin); }
  std::string_view text() const { return text_; }

 private:
  friend class HtmlTreeBuilder;
  std::string_view text_;
  std::vector<Node> nodes_;
};

// Elements that stand on lines of their own.
bool is_block_element(Tag tag);
// Elements without content or end tag.
bool is_void_element(Tag tag);

}  // namespace stenogram::capture
