#include "stenogram/archive/serial.h"

#include <simdjson.h>

#include <charconv>
#include <cstring>
#include <limits>

namespace stenogram::archive {
namespace {

using namespace transcript;

// -- Writing. A writer of our own rather than a tree: an ingest writes a reading for
// every page, and building a tree for each took longer than reading the page did.

class Writer {
 public:
  std::string take() { return std::move(out_); }

  void open(char bracket) { comma(), out_ += bracket, first_ = true; }
  void close(char bracket) { out_ += bracket, first_ = false; }
  void key(std::string_view name) { string(name), out_ += ':', first_ = true; }

  void number(std::uint64_t value) {
    comma();
    char digits[24];
    out_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  }
  void number(double value) {
    comma();
    // The shortest digits that read back as the same number.
    char digits[40];
    out_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  }
  void string(std::string_view value) {
    comma();
    if (!simdjson::validate_utf8(value.data(), value.size())) return hexadecimal(value);
    out_ += '"';
    for (char c : value) {
      if (c == '"' || c == '\\') {
        out_ += '\\', out_ += c;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        constexpr char kDigits[] = "0123456789abcdef";
        out_ += "\\u00", out_ += kDigits[c >> 4], out_ += kDigits[c & 15];
      } else {
        out_ += c;
      }
    }
    out_ += '"';
  }
  template <class Unit>
  void span(Span<Unit> span) {
    open('['), number(span.begin), number(span.end), close(']');
  }
  void flag(std::string_view name, bool value) {
    if (value) key(name), out_ += "true", first_ = false;
  }

 private:
  void comma() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  void hexadecimal(std::string_view value) {
    constexpr char kDigits[] = "0123456789abcdef";
    out_ += "{\"hex\":\"";
    for (char c : value) out_ += kDigits[(c >> 4) & 15], out_ += kDigits[c & 15];
    out_ += "\"}";
  }

  std::string out_;
  bool first_ = true;
};

void write(Writer& w, std::string_view name, const std::optional<std::string>& value) {
  if (value) w.key(name), w.string(*value);
}

void write(Writer& w, std::string_view name, const std::vector<std::string>& values) {
  if (values.empty()) return;
  w.key(name), w.open('[');
  for (const std::string& value : values) w.string(value);
  w.close(']');
}

template <class Unit>
void write(Writer& w, std::string_view name, const std::optional<Span<Unit>>& value) {
  if (value) w.key(name), w.span(*value);
}

void write(Writer& w, std::string_view name, const std::vector<ByteSpan>& values) {
  if (values.empty()) return;
  w.key(name), w.open('[');
  for (ByteSpan value : values) w.span(value);
  w.close(']');
}

void write(Writer& w, std::string_view name, const std::optional<Item>& item) {
  if (!item) return;
  w.key(name), w.open('{');
  w.key("text"), w.string(item->text);
  write(w, "span", item->span);
  write(w, "source", item->source);
  w.close('}');
}

void write(Writer& w, std::string_view name, const std::optional<Dated>& dated) {
  if (!dated) return;
  w.key(name), w.open('{');
  w.key("value"), w.string(dated->value);
  w.key("text"), w.string(dated->text);
  write(w, "span", dated->span);
  write(w, "source", dated->source);
  w.close('}');
}

void write(Writer& w, const Heading& heading) {
  w.open('{');
  w.key("kind"), w.string(name_of(heading.kind));
  w.flag("excerpt", heading.excerpt);
  write(w, "title", heading.title);
  write(w, "outlet", heading.outlet);
  write(w, "occasion", heading.occasion);
  write(w, "place", heading.place);
  write(w, "event_date", heading.event_date);
  write(w, "publication_date", heading.publication_date);
  write(w, "spans", heading.spans);
  w.close('}');
}

void write(Writer& w, const Speaker& speaker) {
  w.open('{');
  write(w, "name", speaker.name);
  w.flag("several", speaker.several);
  write(w, "office", speaker.office);
  write(w, "affiliation", speaker.affiliation);
  w.key("role"), w.string(name_of(speaker.role));
  write(w, "labels", speaker.labels);
  w.close('}');
}

void write(Writer& w, const Label& label) {
  w.open('{');
  w.key("text"), w.string(label.text);
  w.key("span"), w.span(label.span);
  w.close('}');
}

void write(Writer& w, const Quote& quote) {
  w.open('{');
  w.key("span"), w.span(quote.span);
  write(w, "attributed_to", quote.attributed_to);
  w.flag("reported", quote.reported);
  w.flag("self", quote.self);
  write(w, "cue", quote.cue);
  w.close('}');
}

void write(Writer& w, const Note& note) {
  w.open('{');
  w.key("kind"), w.string(name_of(note.kind));
  w.key("span"), w.span(note.span);
  write(w, "speaker", note.speaker);
  write(w, "words", note.words);
  w.close('}');
}

template <class T>
void write_all(Writer& w, std::string_view name, const std::vector<T>& values) {
  if (values.empty()) return;
  w.key(name), w.open('[');
  for (const T& value : values) write(w, value);
  w.close(']');
}

void write(Writer& w, const Turn& turn) {
  w.open('{');
  if (turn.speaker) w.key("speaker"), w.number(std::uint64_t(*turn.speaker));
  if (turn.label) w.key("label"), write(w, *turn.label);
  write_all(w, "repeated", turn.repeated);
  w.key("kind"), w.string(name_of(turn.kind));
  w.key("span"), w.span(turn.span);
  // Most turns are one paragraph, and that is the turn.
  if (turn.paragraphs != std::vector<ByteSpan>{turn.span}) {
    w.key("paragraphs"), w.open('[');
    for (ByteSpan paragraph : turn.paragraphs) w.span(paragraph);
    w.close(']');
  }
  if (!turn.times.empty()) {
    w.key("times"), w.open('[');
    for (const capture::TimeRange& time : turn.times) w.number(time.start), w.number(time.end);
    w.close(']');
  }
  if (turn.answers) w.key("answers"), w.number(std::uint64_t(*turn.answers));
  w.flag("interrupted", turn.interrupted);
  write_all(w, "quotes", turn.quotes);
  write_all(w, "notes", turn.notes);
  if (turn.time) {
    w.key("time"), w.open('[');
    w.number(turn.time->start), w.number(turn.time->end), w.close(']');
  }
  if (turn.page_number) w.key("page_number"), w.number(std::uint64_t(*turn.page_number));
  w.close('}');
}

void write(Writer& w, const Leftover& leftover) {
  w.open('{');
  w.key("kind"), w.string(name_of(leftover.kind));
  w.key("span"), w.span(leftover.span);
  w.close('}');
}

void write(Writer& w, const capture::Doubt& doubt) {
  w.open('{');
  w.key("code"), w.string(doubt.code);
  w.key("message"), w.string(doubt.message);
  w.key("span"), w.span(doubt.span);
  w.close('}');
}

// -- Reading. The first fault is kept and all after it is read as nothing, so that the
// code below says what is there instead of what may go wrong.

using simdjson::dom::element;

class Reader {
 public:
  explicit Reader(std::uint64_t text_size) : text_size_(text_size) {
    // What stands for whatever is not there: an element cannot be empty.
    if (nothing_.parse(std::string_view("[null,[]]")).get(null_)) blame("the reader cannot read");
    empty_ = null_.at(1).get_array().value_unsafe();
    null_ = null_.at(0).value_unsafe();
  }
  const char* fault() const { return fault_; }
  void blame(const char* fault) {
    if (!fault_) fault_ = fault;
  }

  std::optional<element> get(element object, std::string_view name) {
    element value;
    if (object.at_key(name).get(value)) return std::nullopt;
    return value;
  }
  element need(element object, std::string_view name) {
    if (auto value = get(object, name)) return *value;
    blame("a key is missing");
    return null_;
  }
  simdjson::dom::array array(element value) {
    simdjson::dom::array out = empty_;
    if (fault_ || value.get(out)) blame("a list is something else");
    return fault_ ? empty_ : out;
  }
  std::uint64_t number(element value, std::uint64_t most) {
    std::uint64_t out = 0;
    if (fault_ || value.get(out) || out > most) blame("a number is out of range");
    return fault_ ? 0 : out;
  }
  double real(element value) {
    double out = 0;
    if (fault_ || value.get(out)) blame("a number is something else");
    return fault_ ? 0 : out;
  }
  bool flag(element object, std::string_view name) {
    bool out = false;
    if (auto value = get(object, name); value && value->get(out)) blame("a flag is something else");
    return out;
  }
  std::string string(element value) {
    if (fault_) return {};
    std::string_view out;
    if (!value.get(out)) return std::string(out);
    if (value.is_object() && !value.at_key("hex").get(out)) return from_hexadecimal(out);
    blame("a string is something else");
    return {};
  }
  template <class Unit>
  Span<Unit> any_span(element value, std::uint64_t limit) {
    std::uint64_t ends[2] = {0, 0};
    std::size_t count = 0;
    if (!value.is_array()) blame("a span is something else");
    else
      for (element end : array(value))
        if (count < 2) ends[count++] = number(end, limit);
        else blame("a span has more than two ends");
    if (count != 2 || ends[0] > ends[1]) blame("a span is turned round");
    return fault_ ? Span<Unit>{} : Span<Unit>{ends[0], ends[1]};
  }
  ByteSpan span(element value) { return any_span<PageBytes>(value, text_size_); }

  template <class Enum>
  Enum named(element value) {
    auto found = from_name<Enum>(string(value));
    if (!found) blame("a kind is unknown");
    return found.value_or(Enum{});
  }
  template <class T>
  void all(element object, std::string_view name, std::vector<T>& out, auto&& read) {
    auto list = get(object, name);
    if (!list || !list->is_array()) {
      if (list) blame("a list is something else");
      return;
    }
    for (element value : array(*list)) {
      if (fault_) return;
      out.push_back(read(value));
    }
  }

  std::optional<std::string> optional_string(element object, std::string_view name) {
    if (auto value = get(object, name)) return string(*value);
    return std::nullopt;
  }
  std::optional<ByteSpan> optional_span(element object, std::string_view name) {
    if (auto value = get(object, name)) return span(*value);
    return std::nullopt;
  }
  std::optional<SourceSpan> optional_source(element object) {
    if (auto value = get(object, "source"))
      return any_span<CaptureBytes>(*value, std::numeric_limits<std::int64_t>::max());
    return std::nullopt;
  }

 private:
  std::string from_hexadecimal(std::string_view digits) {
    std::string out;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
      unsigned byte = 0;
      if (std::from_chars(digits.data() + i, digits.data() + i + 2, byte, 16).ptr != digits.data() + i + 2)
        blame("a string is not hexadecimal");
      out += char(byte);
    }
    return out;
  }

  std::uint64_t text_size_;
  const char* fault_ = nullptr;
  simdjson::dom::parser nothing_;
  element null_;
  simdjson::dom::array empty_;
};

std::optional<Item> item_of(Reader& r, element heading, std::string_view name) {
  auto value = r.get(heading, name);
  if (!value) return std::nullopt;
  return Item{r.string(r.need(*value, "text")), r.optional_span(*value, "span"), r.optional_source(*value)};
}

std::optional<Dated> dated_of(Reader& r, element heading, std::string_view name) {
  auto value = r.get(heading, name);
  if (!value) return std::nullopt;
  return Dated{r.string(r.need(*value, "value")), r.string(r.need(*value, "text")), r.optional_span(*value, "span"),
               r.optional_source(*value)};
}

Heading heading_of(Reader& r, element value) {
  Heading heading;
  heading.kind = r.named<Kind>(r.need(value, "kind"));
  heading.excerpt = r.flag(value, "excerpt");
  heading.title = item_of(r, value, "title");
  heading.outlet = item_of(r, value, "outlet");
  heading.occasion = item_of(r, value, "occasion");
  heading.place = item_of(r, value, "place");
  heading.event_date = dated_of(r, value, "event_date");
  heading.publication_date = dated_of(r, value, "publication_date");
  r.all(value, "spans", heading.spans, [&](element span) { return r.span(span); });
  return heading;
}

Speaker speaker_of(Reader& r, element value) {
  Speaker speaker;
  speaker.name = r.optional_string(value, "name");
  speaker.several = r.flag(value, "several");
  speaker.office = r.optional_string(value, "office");
  speaker.affiliation = r.optional_string(value, "affiliation");
  speaker.role = r.named<Role>(r.need(value, "role"));
  r.all(value, "labels", speaker.labels, [&](element label) { return r.string(label); });
  return speaker;
}

Label label_of(Reader& r, element value) { return {r.string(r.need(value, "text")), r.span(r.need(value, "span"))}; }

Quote quote_of(Reader& r, element value) {
  Quote quote;
  quote.span = r.span(r.need(value, "span"));
  r.all(value, "attributed_to", quote.attributed_to, [&](element name) { return r.string(name); });
  quote.reported = r.flag(value, "reported");
  quote.self = r.flag(value, "self");
  quote.cue = r.optional_span(value, "cue");
  return quote;
}

Note note_of(Reader& r, element value) {
  Note note{r.named<NoteKind>(r.need(value, "kind")), r.span(r.need(value, "span")), {}, {}};
  note.speaker = r.optional_string(value, "speaker");
  note.words = r.optional_span(value, "words");
  return note;
}

Turn turn_of(Reader& r, element value, std::size_t speakers) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
  Turn turn;
  if (auto speaker = r.get(value, "speaker")) {
    if (speakers == 0) r.blame("a turn has a speaker where there is none");
    else turn.speaker = std::uint32_t(r.number(*speaker, speakers - 1));
  }
  if (auto label = r.get(value, "label")) turn.label = label_of(r, *label);
  r.all(value, "repeated", turn.repeated, [&](element label) { return label_of(r, label); });
  turn.kind = r.named<TurnKind>(r.need(value, "kind"));
  turn.span = r.span(r.need(value, "span"));
  if (!r.get(value, "paragraphs")) turn.paragraphs.push_back(turn.span);
  r.all(value, "paragraphs", turn.paragraphs, [&](element span) { return r.span(span); });
  if (auto times = r.get(value, "times")) {
    std::vector<double> ends;
    for (element end : r.array(*times)) ends.push_back(r.real(end));
    if (ends.size() != 2 * turn.paragraphs.size()) r.blame("a turn has not one time for each paragraph");
    for (std::size_t i = 0; i + 1 < ends.size(); i += 2) turn.times.push_back({ends[i], ends[i + 1]});
  }
  if (auto answers = r.get(value, "answers")) turn.answers = std::uint32_t(r.number(*answers, kMost));
  turn.interrupted = r.flag(value, "interrupted");
  r.all(value, "quotes", turn.quotes, [&](element quote) { return quote_of(r, quote); });
  r.all(value, "notes", turn.notes, [&](element note) { return note_of(r, note); });
  if (auto time = r.get(value, "time")) {
    double ends[2] = {0, 0};
    std::size_t count = 0;
    for (element end : r.array(*time)) {
      if (r.fault() || count == 2) break;
      ends[count++] = r.real(end);
    }
    turn.time = capture::TimeRange{ends[0], ends[1]};
  }
  if (auto page = r.get(value, "page_number")) turn.page_number = std::uint32_t(r.number(*page, kMost));
  return turn;
}

void append_varint(std::string& out, std::uint64_t value) {
  for (; value >= 128; value >>= 7) out += char(value | 128);
  out += char(value);
}

bool read_varint(std::string_view& bytes, std::uint64_t& value) {
  value = 0;
  for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= std::uint64_t(byte & 127) << shift;
    if (byte < 128) return true;
  }
  return false;
}

Error not_sound(const std::string& where, const char* fault) {
  return Error::damaged(where, std::string("its stored reading is not sound (") + fault + ")",
                        "look at the archive with `stenogram verify`");
}

}  // namespace

std::string to_bytes(const Transcript& transcript) {
  Writer w;
  w.open('{');
  w.key("region"), w.span(transcript.region);
  w.key("language"), w.string(transcript.language);
  w.key("heading"), write(w, transcript.heading);
  write_all(w, "speakers", transcript.speakers);
  write_all(w, "turns", transcript.turns);
  write_all(w, "leftovers", transcript.leftovers);
  write_all(w, "doubts", transcript.doubts);
  w.close('}');
  return w.take();
}

Result<Transcript> transcript_from(std::string_view bytes, std::uint64_t text_size, const std::string& where) {
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(bytes.data(), bytes.size()).get(root) || !root.is_object())
    return not_sound(where, "no JSON object");
  Reader r(text_size);
  Transcript out;
  out.region = r.span(r.need(root, "region"));
  out.language = r.string(r.need(root, "language"));
  out.heading = heading_of(r, r.need(root, "heading"));
  r.all(root, "speakers", out.speakers, [&](element value) { return speaker_of(r, value); });
  r.all(root, "turns", out.turns, [&](element value) {
    Turn turn = turn_of(r, value, out.speakers.size());
    turn.n = std::uint32_t(out.turns.size() + 1);
    return turn;
  });
  r.all(root, "leftovers", out.leftovers, [&](element value) {
    return Leftover{r.span(r.need(value, "span")), r.named<LeftoverKind>(r.need(value, "kind"))};
  });
  r.all(root, "doubts", out.doubts, [&](element value) {
    return capture::Doubt{r.string(r.need(value, "code")), r.string(r.need(value, "message")),
                          r.span(r.need(value, "span"))};
  });
  for (const Turn& turn : out.turns)
    if (turn.answers && (*turn.answers == 0 || *turn.answers > out.turns.size()))
      r.blame("a turn answers one that is not there");
  if (r.fault()) return not_sound(where, r.fault());
  return out;
}

// A source map: the text's size; then for each run the bytes of text since the last
// run began, where its source begins (zigzag, since the end of nothing in particular:
// the last run's beginning), and its two units. All varints.
std::string to_bytes(const text::SourceMap& map) {
  std::string out;
  append_varint(out, map.text_size());
  std::uint64_t text = 0, source = 0;
  for (const text::SourceMap::Run& run : map.runs()) {
    append_varint(out, run.text_begin - text);
    auto step = std::int64_t(run.source_begin - source);
    append_varint(out, (std::uint64_t(step) << 1) ^ std::uint64_t(step >> 63));
    append_varint(out, run.text_unit);
    append_varint(out, run.source_unit);
    text = run.text_begin, source = run.source_begin;
  }
  return out;
}

Result<text::SourceMap> source_map_from(std::string_view bytes, const std::string& where) {
  std::uint64_t size = 0, text = 0, source = 0;
  std::vector<text::SourceMap::Run> runs;
  bool sound = read_varint(bytes, size);
  while (sound && !bytes.empty()) {
    std::uint64_t step, jump, text_unit, source_unit;
    sound = read_varint(bytes, step) && read_varint(bytes, jump) && read_varint(bytes, text_unit) &&
            read_varint(bytes, source_unit);
    if (!sound) break;
    text += step;
    source += (jump >> 1) ^ -(jump & 1);
    constexpr std::uint64_t kMostUnit = std::numeric_limits<std::uint32_t>::max();
    sound = step <= size && text <= size && text_unit > 0 && text_unit <= kMostUnit && source_unit <= kMostUnit &&
            source <= std::uint64_t(std::numeric_limits<std::int64_t>::max());
    runs.push_back({text, source, std::uint32_t(text_unit), std::uint32_t(source_unit)});
  }
  if (!sound) return not_sound(where, "its way back to the capture");
  return text::SourceMap::from_runs(std::move(runs), size);
}

}  // namespace stenogram::archive
