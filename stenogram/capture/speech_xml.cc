#include "stenogram/capture/speech_xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "stenogram/base/table.h"
#include "stenogram/capture/blank.h"
#include "stenogram/capture/data.h"
#include "stenogram/capture/page_builder.h"
#include "stenogram/capture/plain.h"

namespace stenogram::capture {
namespace {

struct Meaning {
  std::string_view action;  // as in the table; empty: nothing but its words
  std::vector<std::string_view> arguments;
};

struct Family {
  std::vector<std::string_view> roots;
  std::unordered_map<std::string_view, Meaning> elements;  // by "note", "note@type=speaker", "meta/date"
};

const std::vector<Family>& families() {
  static const std::vector<Family> all = [] {
    std::vector<Family> made;
    for (const TableSection& section : parse_table(data("speech_xml.txt"))) {
      Family& family = made.emplace_back();
      for (const TableRow& row : section.rows) {
        std::vector<std::string_view> rest(row.columns.begin() + 1, row.columns.end());
        if (row.columns[0] == ":roots") family.roots = rest;
        else if (!rest.empty())
          family.elements[row.columns[0]] = {rest[0], {rest.begin() + 1, rest.end()}};
      }
    }
    return made;
  }();
  return all;
}

// The name of the root element, without its prefix; empty where no element begins soon.
std::string_view root_of(std::string_view text) {
  for (std::size_t at = text.find('<'); at < std::min<std::size_t>(text.size(), 65536); at = text.find('<', at)) {
    std::string_view rest = text.substr(at);
    std::string_view until = rest.starts_with("<!--") ? "-->" : rest.starts_with("<?") ? "?>" : "";
    if (!until.empty()) {
      std::size_t end = rest.find(until);
      if (end == rest.npos) return {};
      at += end;
      continue;
    }
    if (rest.starts_with("<!")) {  // a document type, whose inner subset we do not read
      std::size_t end = rest.find_first_of("[>");
      if (end != rest.npos && rest[end] == '[') end = rest.find("]>", end);
      if (end == rest.npos) return {};
      at += end;
      continue;
    }
    std::size_t end = rest.find_first_of(" \t\r\n/>", 1);
    if (end == rest.npos) return {};
    std::string_view name = rest.substr(1, end - 1);
    std::size_t colon = name.find(':');
    return colon == name.npos ? name : name.substr(colon + 1);
  }
  return {};
}

const Family* family_of(std::string_view text) {
  std::string_view root = root_of(text);
  if (root.empty()) return nullptr;
  for (const Family& family : families())
    if (std::find(family.roots.begin(), family.roots.end(), root) != family.roots.end()) return &family;
  return nullptr;
}

using Attributes = std::vector<std::pair<std::string, std::string>>;  // "xml:id" keeps its prefix

std::string value_of(const Attributes& attributes, std::string_view name) {
  for (const auto& [key, value] : attributes)
    if (key == name) return value;
  return {};
}

std::string squeezed(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (std::size_t blank = blank_at(text, i)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      i += blank;
    } else {
      out += text[i++];
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

// "2013-02-14" and "14.02.2013" as ISO; empty for placeholders and anything else.
std::string iso_date(std::string_view text) {
  auto digits = [&](std::size_t from, std::size_t n) {
    return text.size() >= from + n && std::all_of(text.begin() + std::ptrdiff_t(from), text.begin() + std::ptrdiff_t(from + n),
                                                  [](char c) { return c >= '0' && c <= '9'; });
  };
  if (text.size() == 10 && digits(6, 4) && text[2] == '.' && digits(0, 2) && digits(3, 2))
    return std::string(text.substr(6)) + "-" + std::string(text.substr(3, 2)) + "-" + std::string(text.substr(0, 2));
  if (!digits(0, 4) || text.substr(0, 4) >= "2200") return {};
  return std::string(text.substr(0, 10));
}

class SpeechXmlReader {
 public:
  SpeechXmlReader(const text::Decoded& decoded, const Family& family, const Limits& limits)
      : text_(decoded.text), family_(family), limits_(limits), builder_(decoded, limits.blocks) {}

  Status run(std::string_view name);
  Result<Page> finish(const Source& source, const text::Decoded& decoded) &&;

  void start(std::string_view element, Attributes attributes);
  void end();
  void words(const char* from, std::size_t size);

 private:
  struct Frame {
    std::string element;
    Meaning meaning;
    Attributes attributes;
    std::size_t fact_begin = 0;  // of collected words, for a fact given by words
    std::size_t begin = 0;       // bytes of the page when a label began
  };

  const Meaning* meaning_of(std::string_view element, const Attributes& attributes) const;
  void open_block(BlockKind kind, int apart);
  void ensure_block();
  void mark_voice();
  void open_utterance(Voice::Kind kind, std::string id);
  void end_label(const Frame& frame);
  void add_fact(const Frame& frame);
  void add_person(const Frame& frame);
  void write(std::size_t begin, std::size_t end);
  bool is_silent() const { return silent_ > 0; }

  std::string_view text_;
  const Family& family_;
  const Limits& limits_;
  PageBuilder builder_;
  xmlParserCtxtPtr parser_ = nullptr;
  std::vector<Frame> frames_;
  int silent_ = 0;        // inside this many elements whose words are not of the page
  int collecting_ = 0;    // inside this many elements whose words somebody collects
  std::string collected_;
  std::string plain_text_;  // of a `plain` element, with the way back to the decoded text
  text::SourceMap plain_map_;
  int plain_depth_ = 0;

  std::uint32_t utterances_ = 0;
  Boxed<Voice> voice_;  // of the open utterance
  bool label_pending_ = false;  // a label was printed for the utterance to come
  bool by_caller_ = false;      // the voice was opened by a caller, so only `speech` is its
  std::string spoken_name_, spoken_role_, spoken_id_;
  std::map<std::string, std::string> people_;  // id -> name
  std::optional<std::uint32_t> page_number_;
  Voice::Kind aside_ = Voice::Kind::speech;    // note, heading, procedure of the block to come
  int aside_depth_ = 0;
  int speech_depth_ = 0;
  std::size_t cut_off_ = 0;
};

const Meaning* SpeechXmlReader::meaning_of(std::string_view element, const Attributes& attributes) const {
  for (const auto& [key, value] : attributes) {
    if (!frames_.empty()) {
      auto within = family_.elements.find(frames_.back().element + "/" + std::string(element) + "@" + key + "=" + value);
      if (within != family_.elements.end()) return &within->second;
    }
    auto found = family_.elements.find(std::string(element) + "@" + key + "=" + value);
    if (found != family_.elements.end()) return &found->second;
  }
  if (!frames_.empty()) {
    auto found = family_.elements.find(frames_.back().element + "/" + std::string(element));
    if (found != family_.elements.end()) return &found->second;
  }
  auto found = family_.elements.find(std::string(element));
  return found == family_.elements.end() ? nullptr : &found->second;
}

void SpeechXmlReader::mark_voice() {
  Block& block = builder_.block();
  if (page_number_) block.page_number = page_number_;
  if (aside_depth_ > 0) {
    block.voice = Voice{};
    block.voice->kind = aside_;
    block.voice->utterance = utterances_;
    return;
  }
  if (voice_ && (!by_caller_ || speech_depth_ > 0)) block.voice = voice_;
}

void SpeechXmlReader::open_block(BlockKind kind, int apart) {
  builder_.begin_block(kind, apart);
  mark_voice();
}

void SpeechXmlReader::ensure_block() {
  if (!builder_.in_block()) open_block(BlockKind::paragraph, 2);
  else if (!builder_.block().voice) mark_voice();
}

void SpeechXmlReader::open_utterance(Voice::Kind kind, std::string id) {
  builder_.end_block();
  if (!label_pending_) ++utterances_;
  label_pending_ = false;
  voice_ = Voice{};
  voice_->kind = kind;
  voice_->utterance = utterances_;
  voice_->id = std::move(id);
  by_caller_ = false;
}

void SpeechXmlReader::start(std::string_view element, Attributes attributes) {
  const Meaning* meaning = meaning_of(element, attributes);
  Frame frame{std::string(element), meaning ? *meaning : Meaning{}, std::move(attributes), collected_.size(), 0};
  const std::string_view action = frame.meaning.action;
  auto argument = [&](std::size_t n) {
    return n < frame.meaning.arguments.size() ? value_of(frame.attributes, frame.meaning.arguments[n]) : std::string();
  };

  if (action == "header" || action == "skip" || action == "person") ++silent_;
  if (action == "person" || action == "name" || action == "role") ++collecting_;
  if (action == "fact" && frame.meaning.arguments.size() < 2) ++collecting_;
  if (action == "page" && frame.meaning.arguments.empty()) ++silent_, ++collecting_;

  if (!is_silent()) {
    if (action == "utterance") open_utterance(Voice::Kind::speech, argument(0));
    else if (action == "question") open_utterance(Voice::Kind::question, argument(0));
    else if (action == "answer") open_utterance(Voice::Kind::answer, argument(0));
    else if (action == "paragraph") open_block(BlockKind::paragraph, 2);
    else if (action == "quotation") open_block(BlockKind::quotation, 2);
    else if (action == "row") open_block(BlockKind::table_row, 1);
    else if (action == "cell" && builder_.in_block()) builder_.space(cut_off_);
    else if (action == "italic") builder_.open_style(Style::italic);
    else if (action == "bold") builder_.open_style(Style::bold);
    else if (action == "line") builder_.line_break();
    else if (action == "heading" || action == "note" || action == "procedure") {
      aside_ = action == "heading" ? Voice::Kind::heading : action == "note" ? Voice::Kind::note : Voice::Kind::procedure;
      ++aside_depth_;
      open_block(action == "heading" ? BlockKind::heading : BlockKind::paragraph, 2);
      // What sort of note it is may say who is in the chair.
      if (action == "note")
        if (std::string type = value_of(frame.attributes, "type"); !type.empty()) builder_.block().element = "note." + type;
      if (action == "heading") {
        std::size_t depth = 1;
        for (const Frame& above : frames_) depth += above.element == "section" || above.element == "div" || above.element == "debateSection";
        builder_.block().level = std::uint8_t(std::min<std::size_t>(depth, 6));
      }
    } else if (action == "label" || action == "caller") {
      // A label inside an utterance is that utterance's; one before it waits for it.
      bool inside = action == "label" && voice_ && std::any_of(frames_.begin(), frames_.end(), [](const Frame& f) {
        return f.meaning.action == "utterance" || f.meaning.action == "question" || f.meaning.action == "answer";
      });
      if (!inside) {
        ++utterances_;
        voice_ = Voice{};
        voice_->utterance = utterances_;
        label_pending_ = action == "label";
        by_caller_ = action == "caller";
        spoken_name_.clear();
        spoken_role_.clear();
        spoken_id_.clear();
      }
      if (action == "label" || !builder_.block_has_words()) open_block(BlockKind::paragraph, 2);
      builder_.block().voice = voice_;
      frame.begin = builder_.block_has_words() ? builder_.size() : std::size_t(-1);
    } else if (action == "speech") {
      ++speech_depth_;
      if (builder_.in_block() && !builder_.block().voice) mark_voice();
    } else if (action == "page" && !argument(0).empty()) {
      std::uint32_t number = 0;
      std::string given = argument(0);
      if (std::from_chars(given.data(), given.data() + given.size(), number).ec == std::errc()) page_number_ = number;
    } else if (action == "plain") {
      ++plain_depth_;
    }
  }
  frames_.push_back(std::move(frame));
}

void SpeechXmlReader::end_label(const Frame& frame) {
  Block& block = builder_.block();
  if (!builder_.in_block() || !builder_.block_has_words() || !block.voice) return;
  std::uint64_t begin = frame.begin == std::size_t(-1) ? block.span.begin : frame.begin;
  ByteSpan label = trimmed(builder_.text(), {begin, builder_.size()});
  if (label.empty()) return;
  block.voice->label = label;
  if (!spoken_name_.empty()) block.voice->name = spoken_name_;
  if (!spoken_role_.empty()) block.voice->office = spoken_role_;
  if (!spoken_id_.empty()) block.voice->id = spoken_id_;
  voice_ = block.voice;
  voice_->label.reset();
}

void SpeechXmlReader::add_fact(const Frame& frame) {
  if (frame.meaning.arguments.empty()) return;
  Fact fact;
  fact.key = frame.meaning.arguments[0];
  fact.value = frame.meaning.arguments.size() > 1 ? value_of(frame.attributes, frame.meaning.arguments[1]) : std::string();
  if (fact.value.empty()) fact.value = squeezed(std::string_view(collected_).substr(std::min(frame.fact_begin, collected_.size())));
  if (fact.key == "event_date") fact.value = iso_date(fact.value);
  if (!fact.value.empty()) builder_.facts().push_back(std::move(fact));
}

void SpeechXmlReader::add_person(const Frame& frame) {
  std::string id = frame.meaning.arguments.empty() ? "" : value_of(frame.attributes, frame.meaning.arguments[0]);
  std::string name = frame.meaning.arguments.size() > 1 ? value_of(frame.attributes, frame.meaning.arguments[1])
                                                        : squeezed(std::string_view(collected_).substr(std::min(frame.fact_begin, collected_.size())));
  if (!id.empty() && !name.empty()) people_["#" + id] = name;
  if (frame.meaning.arguments.size() == 1) spoken_id_ = id;
}

void SpeechXmlReader::end() {
  if (frames_.empty()) return;
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  const std::string_view action = frame.meaning.action;

  if (action == "fact") add_fact(frame);
  if (action == "person") add_person(frame);
  if (action == "name" || action == "role") {
    std::string part = squeezed(std::string_view(collected_).substr(std::min(frame.fact_begin, collected_.size())));
    std::string& whole = action == "name" ? spoken_name_ : spoken_role_;
    if (!part.empty() && is_silent()) whole += (whole.empty() ? "" : " ") + part;
  }
  if (action == "page" && frame.meaning.arguments.empty()) {
    std::string given = squeezed(std::string_view(collected_).substr(std::min(frame.fact_begin, collected_.size())));
    std::uint32_t number = 0;
    if (std::from_chars(given.data(), given.data() + given.size(), number).ec == std::errc()) page_number_ = number;
  }
  if (!is_silent()) {
    if (action == "utterance" || action == "question" || action == "answer") {
      builder_.end_block();
      voice_.reset();
    } else if (action == "label" || action == "caller") {
      end_label(frame);
      if (action == "label" || frame.element == "p" || frame.element == "name") builder_.end_block();
      if (frame.element == "p" || frame.element == "name") by_caller_ = false;  // what follows is the caller's
    } else if (action == "paragraph" || action == "quotation" || action == "row") {
      builder_.end_block();
    } else if (action == "heading" || action == "note" || action == "procedure") {
      builder_.end_block();
      --aside_depth_;
      if (action == "heading" && by_caller_) voice_.reset();
    } else if (action == "more") {
      if (builder_.in_block() && builder_.block().voice && builder_.block().voice->label)
        builder_.block().voice->label->end = builder_.size();
    } else if (action == "plain") {
      --plain_depth_;
    } else if (action == "speech") {
      --speech_depth_;
    } else if (action == "italic") {
      builder_.close_style(Style::italic);
    } else if (action == "bold") {
      builder_.close_style(Style::bold);
    }
  }
  if (action == "header" || action == "skip" || action == "person") --silent_;
  if (action == "page" && frame.meaning.arguments.empty()) --silent_, --collecting_;
  if (action == "person" || action == "name" || action == "role") --collecting_;
  if (action == "fact" && frame.meaning.arguments.size() < 2) --collecting_;
  if (collecting_ == 0) collected_.clear();
}

// Words and the blanks between them; a run of blanks is one.
void SpeechXmlReader::write(std::size_t begin, std::size_t end) {
  for (std::size_t at = begin; at < end;) {
    if (std::size_t blank = blank_at(text_, at)) {
      builder_.space(at);
      at += blank;
      continue;
    }
    std::size_t stop = at;
    while (stop < end && blank_at(text_, stop) == 0) stop += character_length(text_, stop);
    ensure_block();
    builder_.copy(at, std::min(stop, end));
    at = stop;
  }
}

// The bytes of `text` before `end` that the parser read as `given`; it drops the CR of a
// CR LF. Nothing where other bytes stand there, which a reference replaced.
std::optional<std::size_t> begin_of(std::string_view text, std::size_t end, std::string_view given) {
  std::size_t at = std::min(end, text.size());
  for (std::size_t left = given.size(); left > 0;) {
    if (at == 0) return std::nullopt;
    if (text[at - 1] == given[left - 1]) --at, --left;
    else if (text[at - 1] == '\r') --at;
    else return std::nullopt;
  }
  return at;
}

void SpeechXmlReader::words(const char* from, std::size_t size) {
  const std::string_view given(from, size);
  if (collecting_ > 0) collected_ += given;
  // Where the words stand: in the parser's buffer, or, where they are not ASCII, copied
  // from just before its cursor, unless a reference gave them.
  const xmlParserInputPtr input = parser_->input;
  const char* base = reinterpret_cast<const char*>(input->base);
  const char* cursor = reinterpret_cast<const char*>(input->cur);
  const char* finish = reinterpret_cast<const char*>(input->end);
  const std::size_t at = std::min(std::size_t(xmlByteConsumed(parser_)), text_.size());
  std::optional<std::size_t> begin;
  std::size_t end = at;
  if (from >= base && from <= finish) {
    begin = at - std::min(at, std::size_t(cursor - from));
    end = std::min(*begin + size, text_.size());
  } else {
    begin = begin_of(text_, at, given);
  }
  cut_off_ = begin.value_or(at);
  if (is_silent()) return;
  if (begin) {
    if (plain_depth_ == 0) return write(*begin, end);
    plain_text_ += text_.substr(*begin, end - *begin);
    plain_map_.append(end - *begin, *begin, 1, 1);
    return;
  }
  std::size_t ampersand = at == 0 ? text_.npos : text_.rfind('&', at - 1);
  if (ampersand == text_.npos || at - ampersand > 64) ampersand = at;
  if (plain_depth_ > 0) {
    plain_text_ += given;
    plain_map_.append(1, ampersand, std::uint32_t(size), std::uint32_t(at - ampersand));
  } else if (is_blank(given)) {
    builder_.space(ampersand);
  } else {
    ensure_block();
    builder_.put(given, ampersand, at);
  }
}

extern "C" {
void on_start(void* self, const xmlChar* name, const xmlChar* prefix, const xmlChar*, int, const xmlChar**, int count,
              int, const xmlChar** given) {
  (void)prefix;
  Attributes attributes;
  for (int i = 0; i < count; ++i) {
    const xmlChar** a = given + 5 * i;
    std::string key = a[1] ? std::string(reinterpret_cast<const char*>(a[1])) + ":" : std::string();
    key += reinterpret_cast<const char*>(a[0]);
    attributes.emplace_back(std::move(key), std::string(reinterpret_cast<const char*>(a[3]), std::size_t(a[4] - a[3])));
  }
  static_cast<SpeechXmlReader*>(self)
      ->start(reinterpret_cast<const char*>(name), std::move(attributes));
}
void on_end(void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
  static_cast<SpeechXmlReader*>(self)->end();
}
void on_words(void* self, const xmlChar* words, int size) {
  static_cast<SpeechXmlReader*>(self)
      ->words(reinterpret_cast<const char*>(words), std::size_t(size));
}
// Only the five entities of XML itself; no document defines others for us.
xmlEntityPtr on_entity(void*, const xmlChar* name) { return xmlGetPredefinedEntity(name); }
void on_trouble(void*, const char*, ...) {}
}

Status SpeechXmlReader::run(std::string_view name) {
  xmlSAXHandler handler{};
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = on_start;
  handler.endElementNs = on_end;
  handler.characters = on_words;
  handler.ignorableWhitespace = on_words;
  handler.cdataBlock = on_words;
  handler.getEntity = on_entity;
  handler.warning = handler.error = on_trouble;

  std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> parser(
      xmlCreateMemoryParserCtxt(text_.data(), int(text_.size())), &xmlFreeParserCtxt);
  if (!parser) return Error::io(std::string(name), "the XML parser cannot start");
  xmlSAXHandler* own = parser->sax;
  parser->sax = &handler;
  // Not the context: with that, libxml2 falls back on entities that the document declares.
  parser->userData = this;
  parser_ = parser.get();
  xmlCtxtUseOptions(parser.get(), XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                      XML_PARSE_IGNORE_ENC | XML_PARSE_HUGE);
  handler.startElementNs = on_start;
  xmlParseDocument(parser.get());
  const bool broken = !parser->wellFormed;
  const int why = parser->errNo;
  // Elements closed in the wrong order are somebody's slip; a root never closed is half a file.
  std::string_view whole = slice(text_, trimmed(text_, {0, text_.size()}));
  const bool unfinished = why == XML_ERR_DOCUMENT_END || !whole.ends_with(">") ||
                          whole.rfind(root_of(text_)) + root_of(text_).size() + 16 < whole.size();
  parser->sax = own;
  if (builder_.full()) return Error::too_large(std::string(name), "more blocks than a page may have", "split it into smaller captures");
  if (broken && unfinished)
    return Error::damaged(std::string(name), "this XML breaks off before its elements are closed", "fetch it again, whole");
  if (broken) builder_.facts().push_back({"malformed", "xml", std::nullopt, std::nullopt});
  return {};
}

Result<Page> SpeechXmlReader::finish(const Source& source, const text::Decoded& decoded) && {
  Page page = std::move(builder_).finish();
  if (!plain_text_.empty()) {
    // Plain text in an envelope: the text is read as such, the envelope gave facts.
    text::Decoded inner{std::move(plain_text_), decoded.source.is_identity() ? plain_map_ : plain_map_.after(decoded.source),
                        decoded.charset, decoded.declared, 0};
    std::vector<Fact> facts = std::move(page.facts);
    Result<Page> plain = read_plain(source, std::move(inner), limits_);
    if (!plain) return plain;
    page = *std::move(plain);
    page.facts.insert(page.facts.end(), facts.begin(), facts.end());
  }
  page.media_type = "application/xml";
  auto malformed = std::find_if(page.facts.begin(), page.facts.end(), [](const Fact& f) { return f.key == "malformed"; });
  if (malformed != page.facts.end()) {
    page.facts.erase(malformed);
    page.doubts.push_back({"malformed_xml", "the markup is not well-formed; read as far as it is sound", {}});
  }
  // A label printed before its utterance learns from it whose it is.
  std::map<std::uint32_t, std::string> ids;
  for (const Block& block : page.blocks)
    if (block.voice && !block.voice->id.empty()) ids[block.voice->utterance] = block.voice->id;
  for (Block& block : page.blocks) {
    if (!block.voice || block.voice->kind >= Voice::Kind::note) continue;
    if (block.voice->id.empty()) block.voice->id = ids[block.voice->utterance];
    auto person = people_.find(block.voice->id);
    if (block.voice->name.empty() && person != people_.end()) block.voice->name = person->second;
  }
  return page;
}

}  // namespace

bool looks_like_speech_xml(std::string_view text) { return family_of(text) != nullptr; }

Result<Page> read_speech_xml(const Source& source, text::Decoded decoded, const Limits& limits) {
  const Family* family = family_of(decoded.text);
  if (!family)
    return Error::unsupported(source.name, "is XML of a kind that is not known to hold speech", "see `stenogram read --help` for the kinds that are");
  SpeechXmlReader reader(decoded, *family, limits);
  if (Status status = reader.run(source.name); !status) return status.error();
  Result<Page> page = std::move(reader).finish(source, decoded);
  if (page && page->blocks.empty()) return Error::unreadable(source.name, "XML without any words to read", "is this the file of the speeches?");
  return page;
}

}  // namespace stenogram::capture
