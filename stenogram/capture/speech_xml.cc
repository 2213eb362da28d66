#include "stenogram/capture/speech_xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "stenogram/capture/blank.h"
#include "stenogram/capture/page_builder.h"
#include "stenogram/capture/plain.h"
#include "stenogram/capture/speech_xml_families.h"

namespace stenogram::capture {
namespace {

using Action = XmlAction;
using Attributes = std::vector<std::pair<std::string, std::string>>;  // "xml:id" keeps its prefix

// The value of the attribute `name`; `a|b` is the first of them that stands there.
std::string value_of(const Attributes& attributes, std::string_view name) {
  while (!name.empty()) {
    const std::string_view one = name.substr(0, name.find('|'));
    for (const auto& [key, value] : attributes)
      if (key == one) return value;
    name.remove_prefix(std::min(one.size() + 1, name.size()));
  }
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
    return text.size() >= from + n &&
           std::all_of(text.begin() + std::ptrdiff_t(from), text.begin() + std::ptrdiff_t(from + n),
                       [](char c) { return c >= '0' && c <= '9'; });
  };
  if (text.size() == 10 && digits(6, 4) && text[2] == '.' && digits(0, 2) && digits(3, 2))
    return std::string(text.substr(6)) + "-" + std::string(text.substr(3, 2)) + "-" + std::string(text.substr(0, 2));
  if (!digits(0, 4) || text.substr(0, 4) >= "2200") return {};
  return std::string(text.substr(0, 10));
}

// Elements whose words somebody collects, beside facts and numbers of pages.
bool collects(Action action) {
  return action == Action::person || action == Action::called || action == Action::family || action == Action::given ||
         action == Action::name || action == Action::role;
}

class SpeechXmlReader {
 public:
  SpeechXmlReader(const text::Decoded& decoded, const XmlFamily& family, const Limits& limits)
      : text_(decoded.text), family_(family), limits_(limits), builder_(decoded, limits.blocks) {}

  Status run(std::string_view name);
  Result<Page> finish(const Source& source, const text::Decoded& decoded) &&;

  void start(std::string_view element, const xmlChar** given, int count);
  void end();
  void words(const char* from, std::size_t size);

 private:
  struct Frame {
    std::string element;
    const XmlMeaning* meaning;
    Attributes attributes;       // only where the meaning has use for them
    std::size_t fact_begin = 0;  // of collected words, for a fact given by words
    std::size_t begin = 0;       // bytes of the page when a label began
  };

  const XmlMeaning& meaning_of(std::string_view element, const xmlChar** given, int count) const;
  void note_date(std::string_view value);
  void open_block(BlockKind kind, int apart);
  void ensure_block();
  void mark_voice();
  void open_utterance(Voice::Kind kind, std::string id, std::string name);
  void open_cue(std::string_view begin, std::string_view end);
  void end_label(const Frame& frame);
  void add_fact(const Frame& frame);
  void add_person(const Frame& frame);
  void write(std::size_t begin, std::size_t end);
  bool is_silent() const { return silent_ > 0; }

  std::string_view text_;
  const XmlFamily& family_;
  const Limits& limits_;
  PageBuilder builder_;
  xmlParserCtxtPtr parser_ = nullptr;
  std::vector<Frame> frames_;
  int silent_ = 0;      // inside this many elements whose words are not of the page
  int collecting_ = 0;  // inside this many elements whose words somebody collects
  std::string collected_;
  std::string plain_text_;  // of a `plain` element, with the way back to the decoded text
  text::SourceMap plain_map_;
  int plain_depth_ = 0;

  std::uint32_t utterances_ = 0;
  Boxed<Voice> voice_;          // of the open utterance
  bool label_pending_ = false;  // a label was printed for the utterance to come
  bool by_caller_ = false;      // the voice was opened by a caller, so only `speech` is its
  std::string spoken_name_, spoken_role_, spoken_id_;
  std::map<std::string, std::string> people_;  // id -> name
  std::optional<std::uint32_t> page_number_;
  Voice::Kind aside_ = Voice::Kind::speech;  // note, heading, procedure of the block to come
  int aside_depth_ = 0;
  int speech_depth_ = 0;
  std::size_t cut_off_ = 0;
  std::string called_, family_name_, given_name_;  // of the person being described
  bool dated_ = false;
};

// The bytes of an attribute as libxml2 gives it: name, prefix, address, value, its end.
struct GivenAttribute {
  const xmlChar** given;
  std::string_view value() const { return {reinterpret_cast<const char*>(given[3]), std::size_t(given[4] - given[3])}; }
  std::string key() const {
    std::string key = given[1] ? std::string(reinterpret_cast<const char*>(given[1])) + ":" : std::string();
    return key += reinterpret_cast<const char*>(given[0]);
  }
};

const XmlMeaning& SpeechXmlReader::meaning_of(std::string_view element, const xmlChar** given, int count) const {
  static const XmlMeaning nothing, block{Action::paragraph, {}};
  auto found = family_.elements.find(element);
  if (found == family_.elements.end()) return family_.known ? nothing : block;
  for (int i = 0; i < count && !found->second.by_attribute.empty(); ++i) {
    const GivenAttribute attribute{given + 5 * i};
    for (const auto& [parent, key, value, meaning] : found->second.by_attribute)
      if (value == attribute.value() && key == attribute.key() &&
          (parent.empty() || (!frames_.empty() && parent == frames_.back().element)))
        return meaning;
  }
  if (!frames_.empty())
    for (const auto& [parent, meaning] : found->second.by_parent)
      if (parent == frames_.back().element) return meaning;
  return found->second.meaning;
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

// A caption of timed text; its times are "00:01:02.5" or "62.5s".
void SpeechXmlReader::open_cue(std::string_view begin, std::string_view end) {
  open_block(BlockKind::cue, 1);
  auto seconds = [](std::string_view text) -> std::optional<double> {
    double total = 0, part = 0;
    while (!text.empty()) {
      auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), part);
      if (error != std::errc()) return std::nullopt;
      total = total * 60 + part;
      text.remove_prefix(std::size_t(stop - text.data()));
      if (text.empty() || text == "s") return total;
      if (text.front() != ':') return std::nullopt;
      text.remove_prefix(1);
    }
    return std::nullopt;
  };
  if (std::optional<double> from = seconds(begin))
    builder_.block().time = TimeRange{*from, seconds(end).value_or(*from)};
}

void SpeechXmlReader::open_utterance(Voice::Kind kind, std::string id, std::string name) {
  builder_.end_block();
  if (!label_pending_) ++utterances_;
  label_pending_ = false;
  voice_ = Voice{};
  voice_->kind = kind;
  voice_->utterance = utterances_;
  voice_->id = std::move(id);
  voice_->name = std::move(name);
  by_caller_ = false;
}

// The first date in the attribute that the family's documents are dated by.
void SpeechXmlReader::note_date(std::string_view value) {
  for (std::size_t at = 0; at + 10 <= value.size() && !dated_; ++at) {
    const std::string date = iso_date(value.substr(at, 10));
    if (date.size() < 10 || value[at + 4] != '-' || value[at + 7] != '-') continue;
    dated_ = true;
    builder_.facts().push_back({"event_date", date, std::nullopt, std::nullopt});
  }
}

void SpeechXmlReader::start(std::string_view element, const xmlChar** given, int count) {
  const XmlMeaning& meaning = meaning_of(element, given, count);
  Frame frame{std::string(element), &meaning, {}, collected_.size(), 0};
  if (!meaning.arguments.empty())
    for (int i = 0; i < count; ++i) {
      const GivenAttribute attribute{given + 5 * i};
      frame.attributes.emplace_back(attribute.key(), attribute.value());
    }
  if (!family_.dated_by.empty() && !dated_)
    for (int i = 0; i < count; ++i)
      if (const GivenAttribute attribute{given + 5 * i}; attribute.key() == family_.dated_by)
        note_date(attribute.value());
  const Action action = meaning.action;
  auto argument = [&](std::size_t n) {
    return n < meaning.arguments.size() ? value_of(frame.attributes, meaning.arguments[n]) : std::string();
  };

  if (action == Action::header || action == Action::skip || action == Action::person) ++silent_;
  if (collects(action)) ++collecting_;
  if (action == Action::fact && frame.meaning->arguments.size() < 2) ++collecting_;
  if (action == Action::page && frame.meaning->arguments.empty()) ++silent_, ++collecting_;

  if (!is_silent()) {
    if (action == Action::utterance) open_utterance(Voice::Kind::speech, argument(0), argument(1));
    else if (action == Action::question) open_utterance(Voice::Kind::question, argument(0), argument(1));
    else if (action == Action::answer) open_utterance(Voice::Kind::answer, argument(0), argument(1));
    else if (action == Action::cue) open_cue(argument(0), argument(1));
    else if (action == Action::paragraph) open_block(BlockKind::paragraph, 2);
    else if (action == Action::quotation) open_block(BlockKind::quotation, 2);
    else if (action == Action::row) open_block(BlockKind::table_row, 1);
    else if ((action == Action::cell || action == Action::more) && builder_.in_block()) builder_.space(cut_off_);
    else if (action == Action::italic) builder_.open_style(Style::italic);
    else if (action == Action::bold) builder_.open_style(Style::bold);
    else if (action == Action::line) builder_.line_break();
    else if (action == Action::heading || action == Action::note || action == Action::procedure) {
      aside_ = action == Action::heading ? Voice::Kind::heading
               : action == Action::note  ? Voice::Kind::note
                                         : Voice::Kind::procedure;
      ++aside_depth_;
      open_block(action == Action::heading ? BlockKind::heading : BlockKind::paragraph, 2);
      // What sort of note it is may say who is in the chair.
      for (int i = 0; i < count && action == Action::note; ++i)
        if (const GivenAttribute attribute{given + 5 * i}; attribute.key() == "type" && !attribute.value().empty())
          builder_.block().element = "note." + std::string(attribute.value());
      if (action == Action::heading) {
        std::size_t depth = 1;
        for (const Frame& above : frames_)
          depth += above.element == "section" || above.element == "div" || above.element == "debateSection";
        builder_.block().level = std::uint8_t(std::min<std::size_t>(depth, 6));
      }
    } else if (action == Action::label || action == Action::caller) {
      // A label inside an utterance is that utterance's; one before it waits for it.
      bool inside =
          action == Action::label && voice_ && std::any_of(frames_.begin(), frames_.end(), [](const Frame& f) {
            return f.meaning->action == Action::utterance || f.meaning->action == Action::question ||
                   f.meaning->action == Action::answer;
          });
      if (!inside) {
        ++utterances_;
        voice_ = Voice{};
        voice_->utterance = utterances_;
        label_pending_ = action == Action::label;
        by_caller_ = action == Action::caller;
        spoken_name_.clear();
        spoken_role_.clear();
        spoken_id_.clear();
      }
      if (action == Action::label || !builder_.block_has_words()) open_block(BlockKind::paragraph, 2);
      builder_.block().voice = voice_;
      frame.begin = builder_.block_has_words() ? builder_.size() : std::size_t(-1);
    } else if (action == Action::speech) {
      ++speech_depth_;
      if (builder_.in_block() && !builder_.block().voice) mark_voice();
    } else if (action == Action::page && !argument(0).empty()) {
      std::uint32_t number = 0;
      std::string printed = argument(0);
      if (std::from_chars(printed.data(), printed.data() + printed.size(), number).ec == std::errc())
        page_number_ = number;
    } else if (action == Action::plain) {
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
  if (frame.meaning->arguments.empty()) return;
  Fact fact;
  fact.key = frame.meaning->arguments[0];
  fact.value =
      frame.meaning->arguments.size() > 1 ? value_of(frame.attributes, frame.meaning->arguments[1]) : std::string();
  if (frame.meaning->arguments.size() > 1 && frame.meaning->arguments[1].starts_with('='))
    fact.value = frame.meaning->arguments[1].substr(1);
  if (fact.value.empty())
    fact.value = squeezed(std::string_view(collected_).substr(std::min(frame.fact_begin, collected_.size())));
  if (fact.key == "event_date") fact.value = iso_date(fact.value);
  if (!fact.value.empty()) builder_.facts().push_back(std::move(fact));
}

void SpeechXmlReader::add_person(const Frame& frame) {
  std::string id = frame.meaning->arguments.empty() ? "" : value_of(frame.attributes, frame.meaning->arguments[0]);
  std::string name = !called_.empty() ? std::exchange(called_, {})
                     : frame.meaning->arguments.size() > 1
                         ? value_of(frame.attributes, frame.meaning->arguments[1])
                         : squeezed(std::string_view(collected_).substr(std::min(frame.fact_begin, collected_.size())));
  if (!id.empty() && !name.empty()) people_["#" + id] = name;
  if (frame.meaning->arguments.size() == 1) spoken_id_ = id;
  family_name_.clear();
  given_name_.clear();
}

void SpeechXmlReader::end() {
  if (frames_.empty()) return;
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  const Action action = frame.meaning->action;

  auto words_of = [&] {
    return squeezed(std::string_view(collected_).substr(std::min(frame.fact_begin, collected_.size())));
  };
  const bool described = is_silent();  // in the header; names within speech are its words
  if (described && action == Action::family) (family_name_ += family_name_.empty() ? "" : " ") += words_of();
  if (described && action == Action::given) (given_name_ += given_name_.empty() ? "" : " ") += words_of();
  if (described && action == Action::called && called_.empty())
    called_ = family_name_.empty() || given_name_.empty() ? words_of() : given_name_ + " " + family_name_;
  if (action == Action::fact) add_fact(frame);
  if (action == Action::person) add_person(frame);
  if (action == Action::name || action == Action::role) {
    std::string part = squeezed(std::string_view(collected_).substr(std::min(frame.fact_begin, collected_.size())));
    std::string& whole = action == Action::name ? spoken_name_ : spoken_role_;
    if (!part.empty() && is_silent()) whole += (whole.empty() ? "" : " ") + part;
  }
  if (action == Action::page && frame.meaning->arguments.empty()) {
    std::string given = squeezed(std::string_view(collected_).substr(std::min(frame.fact_begin, collected_.size())));
    std::uint32_t number = 0;
    if (std::from_chars(given.data(), given.data() + given.size(), number).ec == std::errc()) page_number_ = number;
  }
  if (!is_silent()) {
    if (action == Action::utterance || action == Action::question || action == Action::answer) {
      builder_.end_block();
      voice_.reset();
    } else if (action == Action::label || action == Action::caller) {
      end_label(frame);
      if (action == Action::label || frame.element == "p" || frame.element == "name") builder_.end_block();
      if (frame.element == "p" || frame.element == "name") by_caller_ = false;  // what follows is the caller's
    } else if (action == Action::paragraph || action == Action::quotation || action == Action::row ||
               action == Action::cue) {
      builder_.end_block();
    } else if (action == Action::heading || action == Action::note || action == Action::procedure) {
      builder_.end_block();
      --aside_depth_;
      if (action == Action::heading && by_caller_) voice_.reset();
    } else if (action == Action::more) {
      if (builder_.in_block() && builder_.block().voice && builder_.block().voice->label)
        builder_.block().voice->label->end = builder_.size();
    } else if (action == Action::plain) {
      --plain_depth_;
    } else if (action == Action::speech) {
      --speech_depth_;
    } else if (action == Action::italic) {
      builder_.close_style(Style::italic);
    } else if (action == Action::bold) {
      builder_.close_style(Style::bold);
    }
  }
  if (action == Action::header || action == Action::skip || action == Action::person) --silent_;
  if (action == Action::page && frame.meaning->arguments.empty()) --silent_, --collecting_;
  if (collects(action)) --collecting_;
  if (action == Action::fact && frame.meaning->arguments.size() < 2) --collecting_;
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
    const std::size_t stop = end_of_words(text_, at, end);
    ensure_block();
    builder_.copy(at, stop);
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
  static_cast<SpeechXmlReader*>(self)->start(reinterpret_cast<const char*>(name), given, count);
}
void on_end(void* self, const xmlChar*, const xmlChar*, const xmlChar*) { static_cast<SpeechXmlReader*>(self)->end(); }
void on_words(void* self, const xmlChar* words, int size) {
  static_cast<SpeechXmlReader*>(self)->words(reinterpret_cast<const char*>(words), std::size_t(size));
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
                          whole.rfind(xml_root_of(text_)) + xml_root_of(text_).size() + 16 < whole.size();
  parser->sax = own;
  if (builder_.full())
    return Error::too_large(std::string(name), "more blocks than a page may have", "split it into smaller captures");
  if (broken && unfinished)
    return Error::damaged(std::string(name), "this XML breaks off before its elements are closed",
                          "fetch it again, whole");
  if (broken) builder_.facts().push_back({"malformed", "xml", std::nullopt, std::nullopt});
  return {};
}

Result<Page> SpeechXmlReader::finish(const Source& source, const text::Decoded& decoded) && {
  Page page = std::move(builder_).finish();
  if (!plain_text_.empty()) {
    // Plain text in an envelope: the text is read as such, the envelope gave facts.
    text::Decoded inner{std::move(plain_text_),
                        decoded.source.is_identity() ? plain_map_ : plain_map_.after(decoded.source), decoded.charset,
                        decoded.declared, 0};
    std::vector<Fact> facts = std::move(page.facts);
    Result<Page> plain = read_plain(source, std::move(inner), limits_);
    if (!plain) return plain;
    page = *std::move(plain);
    page.facts.insert(page.facts.end(), facts.begin(), facts.end());
  }
  page.media_type = "application/xml";
  if (!family_.kind.empty()) page.facts.push_back({"kind", std::string(family_.kind), std::nullopt, std::nullopt});
  if (!family_.known)
    page.doubts.push_back(
        {"unknown_markup", "XML whose elements we do not know; read for its words, element by element", {}});
  auto malformed =
      std::find_if(page.facts.begin(), page.facts.end(), [](const Fact& f) { return f.key == "malformed"; });
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

bool looks_like_speech_xml(std::string_view text) { return xml_family_of(text) != nullptr; }

bool looks_like_xml(std::string_view text) {
  while (!text.empty() && blank_at(text, 0) > 0) text.remove_prefix(blank_at(text, 0));
  return text.starts_with("<?xml ") && !xml_root_of(text).empty();
}

Result<Page> read_speech_xml(const Source& source, text::Decoded decoded, const Limits& limits) {
  const XmlFamily* family = xml_family_of(decoded.text);
  if (!family) family = &unknown_xml_family();
  SpeechXmlReader reader(decoded, *family, limits);
  if (Status status = reader.run(source.name); !status) return status.error();
  Result<Page> page = std::move(reader).finish(source, decoded);
  if (page && page->blocks.empty())
    return Error::unreadable(source.name, "XML without any words to read", "is this the file of the speeches?");
  return page;
}

}  // namespace stenogram::capture
