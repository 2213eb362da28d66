// Verdicts as W3C Web Annotations (https://www.w3.org/TR/annotation-model/): an
// AnnotationCollection with one page, an annotation for each quotation judged.
//
// The target is the quotation in the article, by TextQuoteSelector and TextPositionSelector;
// positions count code points of the article's text, as the model asks. The bodies are the
// verdict, as a tag and in a sentence, and each passage of the record as a specific resource
// with the same two selectors, and a link that lands on its words where the capture has an
// address on the web and the words stand there once.
//
// Pure. O(article + pages of the passages).
#pragma once
#include <string>

#include "stenogram/render/check_report.h"

namespace stenogram::render {

std::string annotations_json(const CheckReport& report, const OpenDocument& open);

}  // namespace stenogram::render
