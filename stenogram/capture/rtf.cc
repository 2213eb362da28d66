// Rich text: groups in braces, control words with a backslash, all else is text. What
// is needed here is the text, its paragraphs and whether it is bold or italic.
#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "stenogram/capture/blank.h"
#include "stenogram/capture/document_writer.h"
#include "stenogram/capture/office.h"
#include "stenogram/text/encoding.h"

namespace stenogram::capture {
namespace {

constexpr std::size_t kDeepest = 10'000;  // groups inside one another

struct Group {
  bool bold = false, italic = false;
  bool silent = false;  // a destination that is not text: fonts, colours, pictures, heads and feet
  int skip = 1;         // characters that follow \u for readers without Unicode
};

bool is_silent_destination(std::string_view word) {
  for (std::string_view silent :
       {"fonttbl",   "colortbl",          "stylesheet", "info",      "pict",     "object",  "header",
        "headerl",   "headerr",           "headerf",    "footer",    "footerl",  "footerr", "footerf",
        "listtable", "listoverridetable", "generator",  "themedata", "xmlnstbl", "rsidtbl", "fldinst"})
    if (word == silent) return true;
  return false;
}

class RtfReader {
 public:
  RtfReader(std::string_view bytes, const Limits& limits) : bytes_(bytes), out_(limits.blocks) {}

  // False where groups nest too deep or blocks are too many.
  bool run() {
    groups_.push_back({});
    while (at_ < bytes_.size()) {
      const char c = bytes_[at_];
      if (c == '{' || c == '}' || c == '\\' || c == '\r' || c == '\n') {
        ++at_;
        if (c == '{') groups_.push_back(groups_.back());
        else if (c == '}' && groups_.size() > 1) groups_.pop_back();
        else if (c == '\\') control();
      } else if (skipped_ > 0) {
        --skipped_;
        ++at_;
      } else if (static_cast<unsigned char>(c) >= 0x80) {
        // Bytes above ASCII stand bare in old files; they are in the code page too.
        from_ = at_++;
        say(character_of(static_cast<unsigned char>(c)));
      } else {
        const std::size_t begin = at_;
        while (at_ < bytes_.size() && static_cast<unsigned char>(bytes_[at_]) < 0x80 &&
               std::string_view("{}\\\r\n").find(bytes_[at_]) == std::string_view::npos)
          ++at_;
        if (!group().silent)
          out_.words(bytes_.substr(begin, at_ - begin), group().bold, group().italic, {{begin, at_}, true});
      }
      if (groups_.size() > kDeepest || out_.full()) return false;
    }
    return true;
  }

  Page finish() && { return std::move(out_).finish("application/rtf"); }

 private:
  Group& group() { return groups_.back(); }

  // Words that the bytes from `from_` to here stand for.
  void say(std::string_view words) {
    if (!group().silent) out_.words(words, group().bold, group().italic, {{from_, std::max(at_, from_)}, false});
  }

  void control() {
    from_ = at_ - 1;
    if (at_ >= bytes_.size()) return;
    char c = bytes_[at_];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter) {
      ++at_;
      if (c == '\'') return hexadecimal();
      if (c == '*') group().silent = true;
      else if (c == '~') say("\u00A0");
      else if (c == '-') return;
      else if (c == '_') say("\u2011");
      else if (c == '\n' || c == '\r') out_.end();
      else say(std::string_view(&c, 1));
      return;
    }
    std::size_t begin = at_;
    while (at_ < bytes_.size() &&
           ((bytes_[at_] >= 'a' && bytes_[at_] <= 'z') || (bytes_[at_] >= 'A' && bytes_[at_] <= 'Z')))
      ++at_;
    std::string_view word = bytes_.substr(begin, at_ - begin);
    int value = 0;
    auto [end, error] = std::from_chars(bytes_.data() + at_, bytes_.data() + bytes_.size(), value);
    bool given = error == std::errc();
    if (given) at_ = std::size_t(end - bytes_.data());
    if (at_ < bytes_.size() && bytes_[at_] == ' ') ++at_;
    apply(word, given, value);
  }

  void apply(std::string_view word, bool given, int value) {
    if (is_silent_destination(word)) group().silent = true;
    else if (word == "par" || word == "sect" || word == "page" || word == "row") out_.end();
    else if (word == "line") group().silent ? void() : out_.line_break();
    else if (word == "tab" || word == "cell") say(" ");
    else if (word == "b") group().bold = !given || value != 0;
    else if (word == "i") group().italic = !given || value != 0;
    else if (word == "plain") group().bold = group().italic = false;
    else if (word == "uc") group().skip = value;
    else if (word == "ansicpg" && given) code_page_ = "windows-" + std::to_string(value);
    else if (word == "u" && given) unicode(value);
    else if (word == "bin" && given && value > 0) at_ = std::min(bytes_.size(), at_ + std::size_t(value));
    else if (word == "emdash") say("—");
    else if (word == "endash") say("–");
    else if (word == "lquote") say("‘");
    else if (word == "rquote") say("’");
    else if (word == "ldblquote") say("“");
    else if (word == "rdblquote") say("”");
    else if (word == "bullet") say("•");
  }

  void unicode(int value) {
    char32_t c = char32_t(value < 0 ? value + 65536 : value);
    if (c >= 0xD800 && c < 0xDC00) {
      high_ = c;
    } else {
      if (c >= 0xDC00 && c < 0xE000 && high_) c = 0x10000 + ((high_ - 0xD800) << 10) + (c - 0xDC00);
      high_ = 0;
      std::string character;
      append_utf8(character, c);
      say(character);
    }
    skipped_ = group().skip;
  }

  void hexadecimal() {
    unsigned value = 0;
    std::string_view digits = bytes_.substr(std::min(at_, bytes_.size()), 2);
    std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    at_ = std::min(bytes_.size(), at_ + 2);
    if (skipped_ > 0) --skipped_;
    else say(character_of(static_cast<unsigned char>(value)));
  }

  // The character of one byte in the document's code page.
  const std::string& character_of(unsigned char byte) {
    std::string& known = characters_[byte];
    if (!known.empty()) return known;
    if (byte < 0x80) return known = std::string(1, char(byte));
    // A run of it: the decoder believes a declared charset only where the bytes bear it out.
    constexpr std::size_t kRun = 64;
    Result<text::Decoded> decoded = text::decode(std::string(kRun, char(byte)), code_page_, "");
    known = decoded && !decoded->text.empty() ? decoded->text.substr(0, decoded->text.size() / kRun) : "\uFFFD";
    return known;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t from_ = 0;  // where the control or character at hand begins
  std::vector<Group> groups_;
  DocumentWriter out_;
  std::string code_page_ = "windows-1252";
  std::array<std::string, 256> characters_;
  char32_t high_ = 0;  // the first half of a surrogate pair
  int skipped_ = 0;
};

}  // namespace

Result<Page> read_rtf(const Source& source, const Limits& limits) {
  RtfReader reader(source.bytes, limits);
  if (!reader.run())
    return Error::too_large(source.name, "rich text that nests or divides more than any document does",
                            "save it as plain text");
  Page page = std::move(reader).finish();
  if (page.blocks.empty())
    return Error::unreadable(source.name, "rich text without any words", "is it made of pictures?");
  return page;
}

}  // namespace stenogram::capture
