// Which character set, and then to UTF-8.
//
// The surest evidence is asked first: a byte order mark, NULs where UTF-16 and
// UTF-32 have them, well-formed UTF-8, which no other writing is by chance. Only
// then do the sets of eight bits compete: each decodes a sample of the lines that
// are not ASCII, and the one whose result looks most like writing wins. What the
// capture declares of itself is believed if it looks nearly as good as the best;
// the guess of uchardet, which knows the letter sequences of many languages,
// breaks close calls.
#include "stenogram/text/encoding.h"

#include <simdjson.h>
#include <uchardet/uchardet.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "stenogram/text/binary.h"
#include "stenogram/text/characters.h"
#include "stenogram/text/charsets.h"
#include "stenogram/text/language.h"
#include "stenogram/text/plausibility.h"

namespace stenogram::text {
namespace {

// uchardet reads more at the price: we try thirty sets, it tells them in one pass.
constexpr std::size_t kSample = 64 << 10;
constexpr std::size_t kJudged = 4 << 10;

// How sure the winner must be before bytes count as text at all.
constexpr double kLeastPlausible = 0.1;
// How much worse than the best a declared charset may look and still be believed.
constexpr double kTrustInDeclaration = 0.3;
// What uchardet's guess is worth once it has seen some twenty bytes above ASCII.
constexpr double kVoteOfUchardet = 0.1;
// What it is worth that the result is in a language the set is used for: `dacã` is
// Romanian by the other words, and not in Windows-1252 therefore.
constexpr double kVoteOfLanguage = 0.1;
// What it costs a set to have controls where the page has characters.
constexpr double kHighControls = 0.5;

Decoded with_name(Decoding decoding, std::string charset) {
  return {std::move(decoding.text), std::move(decoding.source), std::move(charset), false, decoding.malformed};
}

// UTF-8, or nearly: the text is the bytes.
Decoded as_utf8(std::string_view bytes, std::uint64_t malformed) {
  Decoded decoded;
  decoded.text = bytes;
  decoded.charset = "utf-8";
  decoded.malformed = malformed;
  return decoded;
}

// UTF-16 and UTF-32.

struct Wide {
  std::string_view name;
  int unit;
  bool big_endian;
  std::string_view mark;  // byte order mark
};

using namespace std::string_view_literals;
// UTF-32 first: its little-endian mark begins with that of UTF-16.
constexpr Wide kWide[] = {
    {"utf-32le", 4, false, "\xFF\xFE\0\0"sv},
    {"utf-32be", 4, true, "\0\0\xFE\xFF"sv},
    {"utf-16le", 2, false, "\xFF\xFE"sv},
    {"utf-16be", 2, true, "\xFE\xFF"sv},
};

Decoded decode_wide(const Wide& wide, std::string_view bytes, std::size_t mark_size) {
  return with_name(decode_utf16_or_32(bytes.substr(mark_size), wide.unit, wide.big_endian, mark_size),
                   std::string(wide.name));
}

// How much of a sample decoded as `wide` is what only the right byte order gives:
// ASCII, above all the space and the line feed. Nothing where the rest is no text.
double likeness_to_wide(const Wide& wide, std::string_view bytes) {
  std::string_view sample = bytes.substr(0, kSample / 4 * 4);
  Decoding decoding = decode_utf16_or_32(sample, wide.unit, wide.big_endian, 0);
  std::size_t all = 0, ascii = 0, bad = 0;
  for (std::size_t at = 0; at < decoding.text.size(); ++all) {
    Character next = character_at(decoding.text, at);
    at += next.size;
    bool blank = next.code == '\n' || next.code == '\r' || next.code == '\t';
    std::uint32_t category = U_MASK(u_charType(UChar32(next.code)));
    if (blank || (next.code >= ' ' && next.code < 0x7F)) ++ascii;
    else if (next.code == 0xFFFD || (category & (U_GC_CC_MASK | U_GC_CN_MASK | U_GC_CO_MASK | U_GC_CS_MASK))) ++bad;
  }
  if (all == 0 || bad * 50 > all + 50) return 0;
  return double(ascii) / double(all);
}

std::optional<Decoded> decode_as_wide(std::string_view bytes, std::string_view declared) {
  for (const Wide& wide : kWide)
    if (bytes.starts_with(wide.mark)) return decode_wide(wide, bytes, wide.mark.size());
  // Without a mark: spaces and line ends have NULs beside them, in Chinese the line
  // ends at least. Well-formed UTF-8 with NULs needs more to be called UTF-16.
  std::size_t nuls = std::size_t(std::count(bytes.begin(), bytes.end(), '\0'));
  bool says_so = declared.starts_with("utf-16") || declared.starts_with("utf-32");
  bool other = !says_so && simdjson::validate_utf8(bytes.data(), bytes.size());
  if (!says_so && nuls * (other ? 100 : 1000) < bytes.size()) return std::nullopt;
  const Wide* best = nullptr;
  double likeness = other ? 0.04 : 0.002;
  for (const Wide& wide : kWide) {
    double found = likeness_to_wide(wide, bytes);
    if (found > likeness) {
      likeness = found;
      best = &wide;
    }
  }
  if (best == nullptr) return std::nullopt;
  return decode_wide(*best, bytes, 0);
}

// UTF-8.

struct Utf8Count {
  std::uint64_t sequences = 0;  // good, above ASCII
  std::uint64_t malformed = 0;
};

Utf8Count count_utf8(std::string_view bytes) {
  Utf8Count count;
  for (std::size_t at = 0; at < bytes.size();) {
    Character next = character_at(bytes, at);
    if (next.code == kMalformed) {
      ++count.malformed;
      // The rest of a broken sequence is the same mistake.
      for (++at; at < bytes.size() && (bytes[at] & 0xC0) == 0x80; ++at) {
      }
      continue;
    }
    count.sequences += next.size > 1;
    at += next.size;
  }
  return count;
}

// Whether the only fault is a character cut off by the end.
bool cut_off_at_end(std::string_view bytes) {
  for (std::size_t cut = 1; cut <= 3 && cut < bytes.size(); ++cut) {
    if ((bytes[bytes.size() - cut] & 0xC0) != 0xC0) continue;
    return simdjson::validate_utf8(bytes.data(), bytes.size() - cut);
  }
  return false;
}

// Other writing makes a good sequence by chance in one try of eight at most, so
// more good than bad is UTF-8 with damage.
std::optional<Decoded> decode_as_utf8(std::string_view bytes) {
  if (simdjson::validate_utf8(bytes.data(), bytes.size())) return as_utf8(bytes, 0);
  Utf8Count count = count_utf8(bytes);
  if (count.sequences > count.malformed || (count.malformed == 1 && cut_off_at_end(bytes)))
    return as_utf8(bytes, count.malformed);
  return std::nullopt;
}

// The other character sets.

// Lines that are not ASCII, up to `kSample` bytes. No set we read has a line feed
// inside a character.
std::string sample_of(std::string_view bytes) {
  std::string sample;
  while (!bytes.empty() && sample.size() < kSample) {
    std::size_t end = std::min(bytes.find_first_of("\r\n"), bytes.size() - 1) + 1;
    std::string_view line = bytes.substr(0, std::min(end, kSample));
    if (std::any_of(line.begin(), line.end(), [](char byte) { return (byte & 0x80) != 0; })) sample += line;
    bytes.remove_prefix(end);
  }
  return sample;
}

std::string guess_of_uchardet(std::string_view sample) {
  struct Delete {
    void operator()(uchardet_t detector) const { uchardet_delete(detector); }
  };
  std::unique_ptr<std::remove_pointer_t<uchardet_t>, Delete> detector(uchardet_new());
  uchardet_handle_data(detector.get(), sample.data(), sample.size());
  uchardet_data_end(detector.get());
  return charset_name(uchardet_get_charset(detector.get()));
}

struct Candidate {
  const Charset* charset;
  std::string text;  // the sample, decoded
  double score;
};

bool is_in_a_language_of(const Candidate& candidate) {
  std::string tag = language_of(candidate.text);
  const std::vector<std::string_view>& languages = candidate.charset->languages;
  return std::find(languages.begin(), languages.end(), std::string_view(tag).substr(0, tag.find('-'))) !=
         languages.end();
}

// The sets ISO 8859 have controls where those of Windows have quotation marks, and
// controls no text has.
bool has_high_controls(std::string_view bytes) {
  return std::any_of(bytes.begin(), bytes.end(), [](char byte) {
    auto value = static_cast<unsigned char>(byte);
    return value >= 0x80 && value < 0xA0 && value != 0x85;
  });
}

// All sets with their scores: first by likeness alone, then the votes, which are
// only asked where they could decide.
std::vector<Candidate> candidates(std::string_view bytes) {
  std::string sample = sample_of(bytes);
  std::string_view judged = std::string_view(sample).substr(0, kJudged);
  bool high_controls = has_high_controls(bytes);
  std::vector<Candidate> all;
  double best = -3;
  for (const Charset& charset : charsets()) {
    std::string text = decode_as(charset, judged).text;
    double score = plausibility(text, charset.languages);
    if (high_controls && charset.name.starts_with("iso-8859-")) score -= kHighControls;
    best = std::max(best, score);
    all.push_back({&charset, std::move(text), score});
  }
  std::string guess = guess_of_uchardet(sample);
  auto high = std::count_if(sample.begin(), sample.end(), [](char byte) { return (byte & 0x80) != 0; });
  for (Candidate& candidate : all) {
    if (candidate.score < best - kVoteOfUchardet - kVoteOfLanguage) continue;
    if (candidate.charset->name == guess) candidate.score += kVoteOfUchardet * std::min(1.0, double(high) / 20);
    if (is_in_a_language_of(candidate)) candidate.score += kVoteOfLanguage;
  }
  return all;
}

std::optional<Decoded> decode_as_eight_bits(std::string_view bytes, std::string_view declared) {
  const std::vector<Candidate> all = candidates(bytes);
  // The first of equals: charsets() has the likelier first.
  const Candidate* best = &all[0];
  for (const Candidate& each : all)
    if (each.score > best->score + 1e-9) best = &each;
  if (best->score < kLeastPlausible) return std::nullopt;
  bool believed = false;
  for (const Candidate& each : all) {
    if (each.charset->name != declared || each.score < best->score - kTrustInDeclaration) continue;
    best = &each;
    believed = true;
  }
  Decoded decoded = with_name(decode_as(*best->charset, bytes), best->charset->name);
  decoded.declared = believed;
  return decoded;
}

// What is no text.

// The escape that switches to Japanese, Korean or Chinese in mail of old. It is
// ASCII, and would pass for UTF-8 without a readable word in it.
bool is_iso_2022(std::string_view bytes) {
  return bytes.find("\x1B$B") != bytes.npos || bytes.find("\x1B$@") != bytes.npos ||
         bytes.find("\x1B$)C") != bytes.npos || bytes.find("\x1B$)A") != bytes.npos;
}

bool is_blank(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    Character next = character_at(text, at);
    at += next.size;
    if (next.code == kMalformed) return false;
    if (u_isgraph(UChar32(next.code)) && u_charType(UChar32(next.code)) != U_FORMAT_CHAR) return false;
  }
  return true;
}

// A page may have stray controls, and lines padded with NULs; a program or an
// image has controls everywhere, one byte in ten. Nearly all pages pass the first
// count, which the compiler makes many bytes at a time.
bool is_full_of_controls(std::string_view bytes) {
  auto control = [](char byte) {
    auto value = static_cast<unsigned char>(byte);
    return (value < ' ' && static_cast<unsigned char>(value - '\t') > '\r' - '\t') || value == 0x7F;
  };
  std::size_t controls = 0;
  for (char byte : bytes) controls += control(byte);
  if (controls <= 4 || controls * 20 <= bytes.size()) return false;
  controls = 0;
  bool padding = false;  // after a line break or further padding
  for (char byte : bytes) {
    padding = byte == '\n' || byte == '\r' || (padding && byte == '\0');
    controls += control(byte) && !padding;
  }
  return controls > 4 && controls * 20 > bytes.size();
}

}  // namespace

Result<Decoded> decode(std::string_view bytes, std::string_view declared, std::string_view name) {
  std::string where(name);
  if (bytes.empty()) return Error::unreadable(where, "empty", "fetch it again; the copy may have failed");
  if (std::optional<Error> binary = known_binary(bytes, name)) return *std::move(binary);
  if (is_iso_2022(bytes))
    return Error::unsupported(where, "in ISO-2022, which is not read", "convert it to UTF-8 with `iconv`");

  std::string said = charset_name(declared);
  std::optional<Decoded> decoded = decode_as_wide(bytes, said);
  if (!decoded) decoded = decode_as_utf8(bytes);
  if (!decoded) decoded = decode_as_eight_bits(bytes, said);
  if (decoded && is_blank(decoded->text))
    return Error::unreadable(where, "nothing but blanks", "fetch it again; the copy may have failed");
  bool wide = decoded && decoded->charset.starts_with("utf-") && decoded->charset != "utf-8";
  if (!decoded || is_full_of_controls(wide ? std::string_view(decoded->text) : bytes))
    return Error::unreadable(where, "binary data, not text",
                             "give it as text, HTML, PDF or another format that `read --help` lists");
  if (!said.empty() && decoded->charset.starts_with(said)) decoded->declared = true;
  return *std::move(decoded);
}

}  // namespace stenogram::text
