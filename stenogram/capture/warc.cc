#include "stenogram/capture/warc.h"

#include <brotli/decode.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "stenogram/capture/gzip.h"

namespace stenogram::capture {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;  // names in lower case

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = char(c + 32);
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

// A line without its end; `rest` moves past it.
std::string_view take_line(std::string_view& rest) {
  std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

// `Name: value` lines up to an empty one. Lines without a colon continue the last value,
// as old servers wrapped them.
Fields take_fields(std::string_view& rest) {
  Fields fields;
  while (!rest.empty() && fields.size() < 1000) {
    std::string_view line = take_line(rest);
    if (line.empty()) break;
    std::size_t colon = line.find(':');
    bool continues = line.front() == ' ' || line.front() == '\t' || colon == line.npos;
    if (!continues) fields.emplace_back(lower(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1))));
    else if (!fields.empty()) (fields.back().second += ' ') += trim(line);
  }
  return fields;
}

std::string_view field(const Fields& fields, std::string_view name) {
  for (const auto& [key, value] : fields)
    if (key == name) return value;
  return {};
}

template <class Number>
std::optional<Number> number(std::string_view text, int base = 10) {
  Number value{};
  text = trim(text);
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end == text.data()) return std::nullopt;
  return value;
}

// The body's chunks put together. Where the first size is no number the body was stored
// plain although its head says otherwise; a chunk that breaks off gives what there is.
std::string without_chunks(std::string_view body) {
  std::string whole;
  std::string_view rest = body;
  for (bool first = true;; first = false) {
    std::string_view line = take_line(rest);
    std::optional<std::uint64_t> size = number<std::uint64_t>(line.substr(0, line.find(';')), 16);
    if (!size) return first ? std::string(body) : whole;
    if (*size == 0) return whole;
    std::string_view chunk = rest.substr(0, std::size_t(std::min<std::uint64_t>(*size, rest.size())));
    whole += chunk;
    rest.remove_prefix(chunk.size());
    if (rest.empty()) return whole;
    if (rest.starts_with("\r\n")) rest.remove_prefix(2);
    else if (rest.starts_with("\n")) rest.remove_prefix(1);
  }
}

Result<std::string> without_brotli(std::string_view bytes, std::uint64_t limit, std::string_view name) {
  struct State {
    BrotliDecoderState* state = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
    ~State() { BrotliDecoderDestroyInstance(state); }
  } brotli;
  std::string out, chunk(64 * 1024, '\0');
  const std::uint8_t* next = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t left = bytes.size();
  for (;;) {
    std::uint8_t* to = reinterpret_cast<std::uint8_t*>(chunk.data());
    std::size_t room = chunk.size();
    BrotliDecoderResult status = BrotliDecoderDecompressStream(brotli.state, &left, &next, &room, &to, nullptr);
    out.append(chunk.data(), chunk.size() - room);
    if (out.size() > limit)
      return Error::too_large(std::string(name), "decompresses to more than " + std::to_string(limit) + " bytes");
    if (status == BROTLI_DECODER_RESULT_SUCCESS) return out;
    if (status != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT)
      return Error::damaged(std::string(name), "the compressed body is broken or breaks off", "fetch the page again");
  }
}

// Media types that may hold talk; pictures, sound, styles and scripts do not.
bool may_hold_text(std::string_view type) {
  if (type.empty() || type.starts_with("text/")) return type != "text/css" && type != "text/javascript";
  for (std::string_view kind :
       {"html", "pdf", "json", "xml", "word", "opendocument", "epub", "rtf", "octet-stream", "srt", "vtt"})
    if (type.find(kind) != type.npos) return type.find("javascript") == type.npos && type.find("rss") == type.npos;
  return false;
}

// "20140216050221" as ISO 8601.
std::string iso_time(std::string_view digits) {
  if (digits.size() != 14) return {};
  auto part = [&](std::size_t at, std::size_t n) { return std::string(digits.substr(at, n)); };
  return part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2) + "T" + part(8, 2) + ":" + part(10, 2) + ":" + part(12, 2) +
         "Z";
}

class ArchiveReader {
 public:
  ArchiveReader(const Source& file, const Limits& limits, const std::function<bool(Source)>& each,
                const std::function<void(Error)>& trouble)
      : file_(file), limits_(limits), each_(each), trouble_(trouble) {}

  void run() {
    if (!is_gzip(file_.bytes)) {
      read_records(file_.bytes, 0);
    } else {
      read_members(file_.bytes);
    }
    for (const auto& [digest, url] : revisited_)
      if (!stopped_ && !digests_.count(digest))
        trouble_(Error::not_found(file_.name, "the page that a revisit of " + url + " repeats is not in this file",
                                  "read the web archive that holds it"));
  }

 private:
  // Each member is inflated by itself; after a broken one the next signature is sought.
  void read_members(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size() && !stopped_;) {
      std::size_t used = 0;
      Result<std::string> member = inflate_member(bytes.substr(at), limits_.inflated_bytes, file_.name, used);
      if (member) {
        read_records(*member, at);
        at += used;
      } else {
        report(at, member.error().what);
        ++at;
      }
      std::size_t next = bytes.find("\x1F\x8B\x08", at);
      if (next == bytes.npos) break;
      at = next;
    }
  }

  void report(std::size_t offset, std::string_view what) {
    trouble_(Error::damaged(file_.name, "the record at byte " + std::to_string(offset) + ": " + std::string(what),
                            "fetch the page again if you need it"));
  }

  // The records of `bytes`, which begin at `offset` of the file (or at that gzip member).
  void read_records(std::string_view bytes, std::size_t offset) {
    const bool compressed = is_gzip(file_.bytes);
    std::string_view rest = bytes;
    while (!stopped_) {
      while (!rest.empty() && (rest.front() == '\r' || rest.front() == '\n' || rest.front() == ' '))
        rest.remove_prefix(1);
      if (rest.empty()) return;
      std::size_t at = offset + (compressed ? 0 : bytes.size() - rest.size());
      bool sound = rest.starts_with("WARC/") ? read_warc(rest, at) : read_arc(rest, at);
      if (sound) continue;
      // Not where a record should be: look for the next one.
      std::size_t next = rest.find("\nWARC/1.", 1);
      if (next == rest.npos) return;
      rest.remove_prefix(next + 1);
    }
  }

  // The block of a record, as long as it says; nothing where the file ends before that.
  std::optional<std::string_view> take_block(std::string_view& rest, std::uint64_t length, std::size_t at) {
    if (length > rest.size()) {
      report(at, "breaks off");
      rest = {};
      return std::nullopt;
    }
    std::string_view block = rest.substr(0, std::size_t(length));
    rest.remove_prefix(block.size());
    return block;
  }

  bool read_warc(std::string_view& rest, std::size_t at) {
    std::string_view ahead = rest;
    take_line(ahead);
    Fields fields = take_fields(ahead);
    std::optional<std::uint64_t> length = number<std::uint64_t>(field(fields, "content-length"));
    if (!length) {
      report(at, "does not say how long it is");
      return false;
    }
    rest = ahead;
    std::optional<std::string_view> block = take_block(rest, *length, at);
    if (!block) return true;

    std::string_view type = field(fields, "warc-type");
    Source page;
    page.url = std::string(field(fields, "warc-target-uri"));
    if (page.url->starts_with("<") && page.url->ends_with(">")) page.url = page.url->substr(1, page.url->size() - 2);
    page.captured_at = std::string(field(fields, "warc-date"));
    page.container = Container{file_.name, at, std::string(field(fields, "warc-record-id")),
                               std::string(field(fields, "warc-payload-digest"))};
    std::string kind = lower(field(fields, "content-type"));
    if (type == "revisit") {
      revisited_.insert({page.container->digest, *page.url});
    } else if (type == "response" && kind.starts_with("application/http")) {
      give_answer(std::move(page), *block, at);
    } else if (type == "response" || type == "resource" || type == "conversion") {
      page.declared_media_type = kind.substr(0, kind.find(';'));
      page.bytes = *block;
      give(std::move(page));
    }
    return true;
  }

  // ARC: "URL IP date type length", then the block.
  bool read_arc(std::string_view& rest, std::size_t at) {
    std::string_view ahead = rest;
    std::string_view line = take_line(ahead);
    std::vector<std::string_view> columns;
    for (std::string_view part = line; !part.empty();) {
      std::size_t end = std::min(part.find(' '), part.size());
      columns.push_back(part.substr(0, end));
      part.remove_prefix(std::min(end + 1, part.size()));
    }
    std::optional<std::uint64_t> length;
    if (columns.size() >= 5 && columns[0].find("://") != line.npos) length = number<std::uint64_t>(columns.back());
    if (!length) {
      report(at, "is no record of a web archive");
      return false;
    }
    rest = ahead;
    std::optional<std::string_view> block = take_block(rest, *length, at);
    if (!block || columns[0].starts_with("filedesc:") || columns[0].starts_with("dns:")) return true;
    Source page;
    page.url = std::string(columns[0]);
    page.captured_at = iso_time(columns[2]);
    page.container = Container{file_.name, at, {}, {}};
    if (block->starts_with("HTTP/")) {
      give_answer(std::move(page), *block, at);
    } else {
      page.declared_media_type = lower(columns[3]);
      page.bytes = *block;
      give(std::move(page));
    }
    return true;
  }

  void give_answer(Source page, std::string_view block, std::size_t at) {
    Result<HttpAnswer> answer = read_http(block, limits_, file_.name);
    if (!answer) {
      report(at, answer.error().what);
      return;
    }
    if (answer->status != 200) return;
    page.declared_media_type = answer->media_type;
    page.declared_charset = answer->charset;
    page.bytes = std::move(answer->body);
    give(std::move(page));
  }

  void give(Source page) {
    if (page.container) digests_.insert(page.container->digest);
    if (page.bytes.empty() || !may_hold_text(page.declared_media_type)) return;
    page.name = page.url && !page.url->empty() ? *page.url : file_.name;
    if (page.url && page.url->empty()) page.url.reset();
    if (page.captured_at && page.captured_at->empty()) page.captured_at.reset();
    stopped_ = !each_(std::move(page));
  }

  const Source& file_;
  const Limits& limits_;
  const std::function<bool(Source)>& each_;
  const std::function<void(Error)>& trouble_;
  bool stopped_ = false;
  std::set<std::string> digests_;
  std::set<std::pair<std::string, std::string>> revisited_;  // digest, address
};

}  // namespace

Result<HttpAnswer> read_http(std::string_view message, const Limits& limits, std::string_view name) {
  std::string_view rest = message;
  std::string_view status = take_line(rest);
  if (!status.starts_with("HTTP/") || status.find(' ') == status.npos)
    return Error::damaged(std::string(name), "is no answer of a web server");
  HttpAnswer answer;
  answer.status = number<int>(status.substr(status.find(' '))).value_or(0);
  Fields fields = take_fields(rest);
  std::string type = lower(field(fields, "content-type"));
  answer.media_type = std::string(trim(std::string_view(type).substr(0, type.find(';'))));
  if (std::size_t at = type.find("charset="); at != type.npos) {
    answer.charset = type.substr(at + 8);
    std::erase_if(answer.charset, [](char c) { return c == '"' || c == '\'' || c == ' '; });
    answer.charset = answer.charset.substr(0, answer.charset.find(';'));
  }
  answer.body = lower(field(fields, "transfer-encoding")).find("chunked") != std::string::npos ? without_chunks(rest)
                                                                                               : std::string(rest);
  std::string coding = lower(field(fields, "content-encoding"));
  // Crawlers often store the body decoded and keep the header; the signature decides.
  if (coding.find("gzip") != coding.npos && is_gzip(answer.body)) {
    Result<std::string> plain = inflate_gzip(answer.body, limits.inflated_bytes, name);
    if (!plain) return plain.error();
    answer.body = *std::move(plain);
  } else if (coding == "br" && answer.body.find('<') > 64) {
    Result<std::string> plain = without_brotli(answer.body, limits.inflated_bytes, name);
    if (plain) answer.body = *std::move(plain);
    else if (plain.error().kind == Error::Kind::too_large) return plain.error();
  } else if (coding == "deflate") {
    Result<std::string> plain = inflate_deflate(answer.body, limits.inflated_bytes, name);
    if (plain) answer.body = *std::move(plain);
    else if (plain.error().kind == Error::Kind::too_large) return plain.error();
  }
  return answer;
}

bool looks_like_web_archive(std::string_view bytes) {
  return bytes.starts_with("WARC/") || bytes.starts_with("filedesc://");
}

Status unpack_web_archive(const Source& file, const Limits& limits, const std::function<bool(Source)>& each,
                          const std::function<void(Error)>& trouble) {
  ArchiveReader(file, limits, each, trouble).run();
  return {};
}

}  // namespace stenogram::capture
