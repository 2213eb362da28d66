#include "stenogram/capture/recogniser.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "stenogram/base/table.h"
#include "stenogram/capture/blank.h"
#include "stenogram/capture/data.h"
#include "stenogram/capture/json_tree.h"
#include "stenogram/capture/page_builder.h"

namespace stenogram::capture {
namespace {

enum class Meaning : std::uint8_t { none, text, speaker, start, end, name, id, fact };

struct Key {
  Meaning meaning = Meaning::none;
  int rank = 0;           // among keys of the same meaning; smaller is better
  std::string_view fact;  // the Fact's key
};

std::string plain_key(std::string_view key) {
  std::string out;
  for (char c : key)
    if (c >= 'A' && c <= 'Z') out += char(c + 32);
    else if (c != '_' && c != '-' && c != ' ') out += c;
  return out;
}

Key key_of(std::string_view name) {
  static const std::unordered_map<std::string_view, Key> kKeys = [] {
    const std::pair<std::string_view, Meaning> kSections[] = {{"text", Meaning::text},   {"speaker", Meaning::speaker},
                                                              {"start", Meaning::start}, {"end", Meaning::end},
                                                              {"name", Meaning::name},   {"id", Meaning::id}};
    std::unordered_map<std::string_view, Key> made;
    for (const TableSection& section : parse_table(data("recogniser_keys.txt"))) {
      Key key;
      if (section.name.starts_with("fact ")) key = {Meaning::fact, 0, section.name.substr(5)};
      for (auto [title, meaning] : kSections)
        if (section.name == title) key.meaning = meaning;
      for (const TableRow& row : section.rows) {
        made.emplace(row.columns[0], key);
        ++key.rank;
      }
    }
    return made;
  }();
  auto found = kKeys.find(plain_key(name));
  return found == kKeys.end() ? Key{} : found->second;
}

struct Piece {
  ByteSpan text;
  std::optional<ByteSpan> speaker;
  bool speaker_is_number = false;
  // The object that names the speaker, where the words lie deeper (a section of
  // sentences): two of them are two utterances, though the label be the same.
  std::uint32_t section = 0;
  std::optional<double> start, end;
};

struct Stream {
  int rank = 0;  // of its text key
  std::vector<Piece> pieces;
  std::size_t bytes = 0, with_speaker = 0, with_time = 0;
};

// Times as recognisers write them: 1.5, "1.500s", "00:01:02.5" (or a comma), "PT1.5S".
// Nothing else.
std::optional<double> seconds_of(std::string_view given) {
  std::string comma(given);
  std::replace(comma.begin(), comma.end(), ',', '.');
  std::string_view text = comma;
  if (text.ends_with("s") || text.ends_with("S")) text.remove_suffix(1);
  if (text.starts_with("PT")) {
    text.remove_prefix(2);
    std::size_t minutes = comma.find('M');
    if (minutes != comma.npos) comma[minutes] = ':';
  }
  double total = 0;
  for (;;) {
    double part = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), part);
    if (error != std::errc() || !std::isfinite(part)) return std::nullopt;
    total = total * 60 + part;
    text.remove_prefix(std::size_t(end - text.data()));
    if (text.empty()) return total;
    if (text.front() != ':') return std::nullopt;
    text.remove_prefix(1);
  }
}

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text) {}

  void walk(const JsonNode& node, const std::string& path, Piece context, int depth) {
    if (node.kind == JsonNode::Kind::array) {
      // Recognisers give several readings of the same words, the best one first.
      bool readings = path.ends_with("alternatives") || path.ends_with("nbest");
      for (std::size_t i = 0; i < node.items.size() && !(readings && i > 0); ++i)
        walk(node.items[i], path, context, depth + 1);
      return;
    }
    if (node.kind != JsonNode::Kind::object) return;
    const std::optional<ByteSpan> speaker_above = context.speaker;
    for (const auto& [name, value] : node.members) take_context(name, value, context);
    const std::uint32_t section_above = context.section;
    if (context.speaker != speaker_above) context.section = ++sections_;
    std::string id, person;
    for (const auto& [name, value] : node.members) {
      const Key key = key_of(name);
      if (value.kind == JsonNode::Kind::string || value.kind == JsonNode::Kind::number) {
        if (key.meaning == Meaning::text && value.kind == JsonNode::Kind::string)
          add(path + "." + name, key.rank, value, context, section_above);
        if (key.meaning == Meaning::name) person = unescaped(slice(text_, value.span));
        if (key.meaning == Meaning::id) id = slice(text_, value.span);
        if (key.meaning == Meaning::fact && depth < 3 && value.kind == JsonNode::Kind::string)
          facts_.push_back({std::string(key.fact), unescaped(slice(text_, value.span)), std::nullopt, std::nullopt});
      } else {
        walk(value, path + "." + plain_key(name), context, depth + 1);
      }
    }
    if (!id.empty() && !person.empty() && path.find("speaker") != path.npos) names_[id] = person;
    // A stretch of a speaker's time without words of its own: words elsewhere fall into it.
    if (context.speaker && context.start && context.end) spans_of_speech_.push_back(context);
  }

  // The stream that is the transcript; null where there is none worth the name.
  const Stream* best() {
    std::size_t most = 0;
    for (const auto& [path, stream] : streams_) most = std::max(most, stream.bytes);
    if (most < 20) return nullptr;
    const Stream* best = nullptr;
    // Who speaks is worth most, then when; then longer pieces, for words come apart with
    // their marks lost.
    auto worth = [&](const Stream& stream) {
      double pieces = double(stream.pieces.size());
      double piece = double(stream.bytes) / pieces;
      return (double(stream.with_speaker) / pieces > 0.4 ? 1e6 : 0) +
             (double(stream.with_time) / pieces > 0.4 ? 1e4 : 0) +
             std::min(piece, 300.0) * (stream.pieces.size() > 1 ? 1 : 0.01) - stream.rank;
    };
    for (const auto& [path, stream] : streams_) {
      if (stream.bytes * 10 < most * 6) continue;
      if (!best || worth(stream) > worth(*best)) best = &stream;
    }
    bool timed =
        std::any_of(best->pieces.begin(), best->pieces.end(), [](const Piece& p) { return p.start.has_value(); });
    if (!timed && best->with_speaker == 0) return nullptr;  // any JSON has text somewhere
    return best;
  }

  const std::vector<Fact>& facts() const { return facts_; }
  const std::map<std::string, std::string, std::less<>>& names() const { return names_; }
  const std::vector<Piece>& spans_of_speech() const { return spans_of_speech_; }

 private:
  void take_context(std::string_view name, const JsonNode& value, Piece& context) const {
    const Key key = key_of(name);
    if (value.kind == JsonNode::Kind::array && key.meaning == Meaning::start && value.items.size() == 2) {
      context.start = time_of(name, value.items[0]);  // "timestamp": [0.0, 4.2]
      context.end = time_of(name, value.items[1]);
      return;
    }
    if (value.kind == JsonNode::Kind::object && is_times(name)) {
      for (const auto& [inner, time] : value.members) take_context(inner, time, context);
      return;
    }
    const bool scalar = value.kind == JsonNode::Kind::string || value.kind == JsonNode::Kind::number;
    if (!scalar || value.span.empty()) return;
    if (key.meaning == Meaning::speaker) {
      context.speaker = value.span;
      context.speaker_is_number = value.kind == JsonNode::Kind::number;
    } else if (key.meaning == Meaning::start) {
      context.start = time_of(name, value);
    } else if (key.meaning == Meaning::end) {
      context.end = time_of(name, value);
    }
  }

  // An object that holds only when its neighbours were said.
  static bool is_times(std::string_view name) {
    const std::string key = plain_key(name);
    return key == "timestamps" || key == "times" || key == "time" || key == "timing";
  }

  std::optional<double> time_of(std::string_view name, const JsonNode& value) const {
    std::optional<double> seconds = seconds_of(slice(text_, value.span));
    if (seconds && plain_key(name).ends_with("ms")) *seconds /= 1000;
    return seconds;
  }

  void add(const std::string& path, int rank, const JsonNode& value, Piece context, std::uint32_t section) {
    if (value.span.empty()) return;
    context.section = section;
    Stream& stream = streams_[path];
    stream.rank = rank;
    context.text = value.span;
    stream.bytes += value.span.size();
    stream.with_speaker += context.speaker.has_value();
    stream.with_time += context.start.has_value();
    stream.pieces.push_back(context);
  }

  std::string_view text_;
  std::map<std::string, Stream> streams_;
  std::vector<Fact> facts_;
  std::map<std::string, std::string, std::less<>> names_;  // speaker's id -> name
  std::vector<Piece> spans_of_speech_;
  std::uint32_t sections_ = 0;
};

// Pieces that carry a speaker repeat those that do not, where a recogniser gives the
// words of each passage first and all words with speakers at the end.
void drop_repeats(std::vector<Piece>& pieces) {
  std::size_t with = 0, bytes_with = 0, bytes_without = 0;
  for (const Piece& piece : pieces) {
    with += piece.speaker.has_value();
    (piece.speaker ? bytes_with : bytes_without) += piece.text.size();
  }
  if (with == 0 || bytes_without == 0) return;
  double ratio = double(bytes_with) / double(bytes_without);
  if (ratio > 0.95 && ratio < 1.05) std::erase_if(pieces, [](const Piece& piece) { return !piece.speaker; });
}

// Gives pieces the speaker in whose time they begin.
void speakers_by_time(std::vector<Piece>& pieces, std::vector<Piece> spans) {
  std::erase_if(spans, [](const Piece& span) { return *span.end < *span.start; });
  std::stable_sort(spans.begin(), spans.end(), [](const Piece& a, const Piece& b) { return *a.start < *b.start; });
  const Piece* last = nullptr;
  for (Piece& piece : pieces) {
    if (piece.start) {
      auto after = std::upper_bound(spans.begin(), spans.end(), *piece.start + 1e-6,
                                    [](double at, const Piece& span) { return at < *span.start; });
      last = after == spans.begin() ? nullptr : &*std::prev(after);
    }
    if (last) piece.speaker = last->speaker, piece.speaker_is_number = last->speaker_is_number;
  }
}

// Milliseconds where a piece would otherwise last longer than anybody speaks.
double unit_of(const std::vector<Piece>& pieces) {
  double lasted = 0;
  std::size_t letters = 0;
  for (const Piece& piece : pieces)
    if (piece.start && piece.end && *piece.end > *piece.start) {
      lasted += *piece.end - *piece.start;
      letters += piece.text.size();
    }
  // People say some 15 letters a second; a hundred times slower is another unit.
  return letters > 0 && lasted / double(letters) > 5 ? 0.001 : 1;
}

// Tags that name nobody: SPEAKER_00, spk_1, A, 3, Speaker 2.
bool is_mere_tag(std::string_view tag) {
  std::string letters;
  bool digits = false;
  for (char c : tag) {
    if (c >= '0' && c <= '9') digits = true;
    else if (c != '_' && c != '-' && c != ' ') letters += c >= 'A' && c <= 'Z' ? char(c + 32) : c;
  }
  return letters.size() <= 1 ||
         (digits &&
          (letters == "speaker" || letters == "spk" || letters == "s" || letters == "ch" || letters == "channel")) ||
         letters == "unknown" || letters == "speaker";
}

class RecogniserReader {
 public:
  RecogniserReader(const text::Decoded& decoded, const Limits& limits)
      : text_(decoded.text), builder_(decoded, limits.blocks) {}

  bool run(const std::vector<Piece>& pieces, const std::map<std::string, std::string, std::less<>>& names) {
    const double unit = unit_of(pieces);
    const bool spaced = std::any_of(pieces.begin(), pieces.end(), [&](const Piece& piece) {
      return is_blank(slice(text_, piece.text));  // "elements" of words and blanks
    });
    for (const Piece& piece : pieces) {
      std::string speaker = piece.speaker ? std::string(slice(text_, *piece.speaker)) : std::string();
      // A mere tag is one voice wherever it stands; a printed name may be several people's.
      bool other_section = piece.section != section_ && !is_mere_tag(speaker) && !piece.speaker_is_number;
      if (speaker != speaker_ || other_section || !begun_) {
        speaker_ = speaker;
        section_ = piece.section;
        begun_ = true;
        ++utterance_;
        begin_block(piece);
        if (piece.speaker) announce(piece, names);
      } else if (ends_paragraph()) {
        begin_block(piece);
      }
      if (!spaced) space_before(piece);
      std::uint64_t before = builder_.size();
      write(piece.text);
      if (builder_.size() == before) continue;
      if (piece.start) {
        double start = *piece.start * unit, end = piece.end.value_or(*piece.start) * unit;
        auto& time = builder_.block().time;
        if (!time) time = TimeRange{start, end};
        time->end = std::max(time->end, end);
      }
      if (builder_.full()) return false;
    }
    return true;
  }

  Page finish(const std::vector<Fact>& facts) && {
    Page page = std::move(builder_).finish();
    page.facts.insert(page.facts.end(), facts.begin(), facts.end());
    page.media_type = "application/json";
    return page;
  }

 private:
  // Pieces are often single words; a paragraph ends with a sentence, once it is long.
  bool ends_paragraph() const {
    if (!builder_.in_block() || builder_.text().empty()) return true;
    std::size_t length = builder_.text().size() - block_begin_;
    char last = builder_.text().back();
    return length > 400 && (last == '.' || last == '?' || last == '!');
  }

  void begin_block(const Piece&) {
    builder_.begin_block(BlockKind::paragraph);
    block_begin_ = builder_.size();
    Voice voice;
    voice.utterance = utterance_;
    voice.id = unescaped(speaker_);
    voice.name = name_;
    builder_.block().voice = voice;  // where nobody is named, one utterance of nobody known
  }

  void announce(const Piece& piece, const std::map<std::string, std::string, std::less<>>& names) {
    std::string tag = unescaped(speaker_);
    auto known = names.find(speaker_);
    std::string printed = known != names.end() ? known->second : piece.speaker_is_number ? "Speaker " + tag : tag;
    name_ = known != names.end() ? known->second : is_mere_tag(tag) ? std::string() : tag;
    builder_.put(printed, piece.speaker->begin, piece.speaker->end);
    std::uint64_t end = builder_.size();
    builder_.put(":", piece.speaker->end, piece.speaker->end);
    builder_.space(piece.text.begin);
    builder_.block().voice->name = name_;
    builder_.block().voice->label = ByteSpan{end - printed.size(), end};
  }

  void space_before(const Piece& piece) {
    std::string_view words = slice(text_, piece.text);
    if (words.empty()) return;
    bool mark = words.size() <= 3 && std::string_view(".,;:!?)]}").find(words.front()) != std::string_view::npos;
    if (!mark) builder_.space(piece.text.begin);
  }

  // The characters of a string, escapes undone, each with its place.
  void write(ByteSpan span) {
    for (std::size_t at = span.begin; at < span.end;) {
      if (text_[at] == '\\') {
        std::size_t end = std::min<std::size_t>(span.end, at + (text_[at + 1] == 'u' ? 6 : 2));
        // Both halves of a pair of surrogates make one character.
        std::string_view unit = text_.substr(at, 4);
        if ((unit == "\\ud8" || unit == "\\uD8" || unit == "\\ud9" || unit == "\\uD9" || unit == "\\uda" ||
             unit == "\\uDA" || unit == "\\udb" || unit == "\\uDB" || unit == "\\uDa" || unit == "\\uDb" ||
             unit == "\\udA" || unit == "\\udB") &&
            text_.substr(end, 2) == "\\u")
          end = std::min<std::size_t>(span.end, end + 6);
        std::string character = unescaped(text_.substr(at, end - at));
        if (is_blank(character)) builder_.space(at);
        else builder_.put(character, at, end);
        at = end;
      } else if (std::size_t blank = blank_at(text_, at)) {
        builder_.space(at);
        at += blank;
      } else {
        std::size_t end = at;
        while (end < span.end && text_[end] != '\\' && blank_at(text_, end) == 0) end += character_length(text_, end);
        end = std::min<std::size_t>(end, span.end);
        builder_.copy(at, end);
        at = end;
      }
    }
  }

  std::string_view text_;
  PageBuilder builder_;
  std::string speaker_, name_;
  std::size_t block_begin_ = 0;
  std::uint32_t section_ = 0;
  std::uint32_t utterance_ = 0;
  bool begun_ = false;
};

bool begins_json(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && at < 64 && blank_at(text, at)) at += blank_at(text, at);
  return at < text.size() && (text[at] == '{' || text[at] == '[');
}

}  // namespace

// JSON beyond doubt, and it breaks off: read as text it would be half a transcript in
// marks and braces.
bool breaks_off(std::string_view text) {
  const std::string_view whole = slice(text, trimmed(text, {0, text.size()}));
  if (!whole.starts_with("{\"") && !whole.starts_with("[{\"") && !whole.starts_with("{\n")) return false;
  return whole.back() != '}' && whole.back() != ']' && whole.find("\":") < 100;
}

bool looks_like_recogniser(std::string_view text) {
  if (!begins_json(text)) return false;
  std::optional<JsonNode> tree = parse_json(text);
  if (!tree) return breaks_off(text);
  Finder finder(text);
  finder.walk(*tree, "", {}, 0);
  return finder.best() != nullptr;
}

Result<Page> read_recogniser(const Source& source, text::Decoded decoded, const Limits& limits) {
  std::optional<JsonNode> tree = parse_json(decoded.text);
  if (!tree) return Error::damaged(source.name, "this JSON is broken, or breaks off", "fetch or export it again");
  Finder finder(decoded.text);
  finder.walk(*tree, "", {}, 0);
  const Stream* stream = finder.best();
  if (!stream)
    return Error::unsupported(source.name, "is JSON without a transcript that we can see", "give the text itself");
  std::vector<Piece> pieces = stream->pieces;
  drop_repeats(pieces);
  if (stream->with_speaker == 0 && !finder.spans_of_speech().empty())
    speakers_by_time(pieces, finder.spans_of_speech());
  RecogniserReader reader(decoded, limits);
  if (!reader.run(pieces, finder.names())) return too_many_blocks(source, limits);
  Page page = std::move(reader).finish(finder.facts());
  if (page.blocks.empty())
    return Error::unreadable(source.name, "a transcript without any words", "is it the right file?");
  return page;
}

}  // namespace stenogram::capture
