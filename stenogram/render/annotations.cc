#include "stenogram/render/annotations.h"

#include <algorithm>
#include <unordered_map>

#include "stenogram/render/standing.h"
#include "stenogram/render/text_fragment.h"

namespace stenogram::render {
namespace {

constexpr std::uint64_t kContext = 32;  // bytes of prefix and suffix, or a few more to a character's edge

std::uint64_t to_character(std::string_view text, std::uint64_t at) {
  while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}

Json selectors(std::string_view text, ByteSpan span) {
  std::uint64_t before = to_character(text, span.begin > kContext ? span.begin - kContext : 0);
  std::uint64_t after = to_character(text, std::min<std::uint64_t>(text.size(), span.end + kContext));
  Json chars = chars_json(text, span);
  Json quote = {{"type", "TextQuoteSelector"}, {"exact", slice(text, span)}};
  quote["prefix"] = text.substr(before, span.begin - before);
  quote["suffix"] = text.substr(span.end, after - span.end);
  Json position = {{"type", "TextPositionSelector"}, {"start", chars[0]}, {"end", chars[1]}};
  return Json::array({quote, position});
}

std::string sentence(const check::Answer& answer) {
  std::string verdict(check::name_of(answer.verdict));
  std::replace(verdict.begin(), verdict.end(), '_', ' ');
  std::string out = "In this archive: " + verdict;
  if (answer.severity && *answer.severity == check::Severity::meaning) out += ", and the meaning differs";
  if (!answer.passages.empty()) {
    const check::Passage& passage = answer.passages.front();
    out += "; " + passage.speaker.value_or(passage.label.value_or("nobody named"));
    if (!passage.date.empty()) out += ", " + passage.date;
    out += ", " + passage.address;
  }
  return out + ".";
}

class Annotations {
 public:
  explicit Annotations(const OpenDocument& open) : open_(open) {}

  Json passage(const check::Passage& passage) {
    Json source = {{"type", "SpecificResource"}, {"purpose", "linking"}};
    source["source"] = passage.url ? *passage.url : "urn:stenogram:" + passage.transcript;
    source["stenogram:address"] = passage.address;
    if (const corpus::Document* document = opened(passage.transcript)) {
      source["stenogram:sha256"] = document->sha256;
      source["selector"] = selectors(document->text, passage.span);
      if (passage.url)
        if (std::optional<std::string> link = fragment_link(*passage.url, document->text, passage.span))
          source["stenogram:link"] = *link;
    }
    source["stenogram:span"] = span_json(passage.span);
    return source;
  }

 private:
  const corpus::Document* opened(const std::string& id) {
    auto [known, fresh] = documents_.try_emplace(id);
    if (fresh) known->second = open_(id);
    return known->second.get();
  }
  const OpenDocument& open_;
  std::unordered_map<std::string, std::shared_ptr<const corpus::Document>> documents_;
};

}  // namespace

std::string annotations_json(const CheckReport& report, const OpenDocument& open) {
  Annotations annotations(open);
  std::string source = report.name.empty() ? "urn:stenogram:quotations" : report.name;
  if (report.article)
    for (const capture::Fact& fact : report.article->facts)
      if (fact.key == "canonical_url") source = fact.value;
  Json items = Json::array();
  for (const ReportedQuotation& quotation : report.quotations) {
    if (!quotation.answer) continue;
    const check::Answer& answer = *quotation.answer;
    Json item = {{"id", "#" + std::to_string(items.size() + 1)}, {"type", "Annotation"}, {"motivation", "assessing"}};
    item["generator"] = Json{{"type", "Software"}, {"name", report.program}};
    Json bodies = Json::array();
    bodies.push_back(Json{{"type", "TextualBody"}, {"purpose", "tagging"}, {"value", check::name_of(answer.verdict)}});
    bodies.push_back(Json{{"type", "TextualBody"},
                          {"purpose", "assessing"},
                          {"format", "text/plain"},
                          {"language", "en"},
                          {"value", sentence(answer)}});
    for (const check::Passage& passage : answer.passages) bodies.push_back(annotations.passage(passage));
    item["body"] = bodies;
    Json target = {{"source", source}};
    if (report.article && answer.quotation.quoted_span) {
      target["selector"] = selectors(report.article->text, *answer.quotation.quoted_span);
      target["stenogram:span"] = span_json(*answer.quotation.quoted_span);
    } else {
      target["selector"] = Json::array({Json{{"type", "TextQuoteSelector"}, {"exact", answer.quotation.quoted}}});
    }
    item["target"] = target;
    item["stenogram:severity"] = answer.severity ? Json(check::name_of(*answer.severity)) : Json();
    if (answer.quotation.speaker) item["stenogram:claimed"] = *answer.quotation.speaker;
    items.push_back(item);
  }
  Json collection;
  collection["@context"] = Json::array({"http://www.w3.org/ns/anno.jsonld", Json{{"stenogram", "urn:stenogram:ns#"}}});
  collection["type"] = "AnnotationCollection";
  collection["label"] = "Quotations held against the record";
  collection["total"] = items.size();
  collection["first"] = Json{{"type", "AnnotationPage"}, {"startIndex", 0}, {"items", items}};
  return collection.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace stenogram::render
