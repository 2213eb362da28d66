#include "cli/asked.h"

#include <algorithm>

#include "stenogram/base/file.h"
#include "stenogram/base/hash.h"
#include "stenogram/capture/read.h"
#include "stenogram/check/checker.h"
#include "stenogram/check/list.h"
#include "stenogram/check/occasion.h"

namespace stenogram::cli {
namespace {

// Articles are short; what is larger is no article, and would take memory many times its size.
constexpr std::uint64_t kLargestArticle = 16ull << 20;
constexpr std::uint64_t kLargestList = 256ull << 20;

// Line numbers of places that come in ascending order: each byte is looked at once.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}
  std::uint64_t of(std::uint64_t at) {
    if (at < at_) at_ = 0, line_ = 1;
    line_ += std::uint64_t(std::count(text_.begin() + std::ptrdiff_t(at_), text_.begin() + std::ptrdiff_t(at), '\n'));
    at_ = at;
    return line_;
  }

 private:
  std::string_view text_;
  std::uint64_t at_ = 0, line_ = 1;
};

// Text and Markdown are read by lines.
bool has_lines(const capture::Page& page) {
  return page.media_type == "text/plain" || page.media_type == "text/markdown" || page.media_type == "text/x-rst";
}

std::uint64_t paragraph_of(const capture::Page& page, std::uint64_t at) {
  std::uint64_t n = 0;
  for (const capture::Block& block : page.blocks) {
    if (block.span.begin > at) break;
    bool story = block.region == capture::Region::main || block.region == capture::Region::header;
    n += story && block.kind != capture::BlockKind::rule && block.kind != capture::BlockKind::metadata;
  }
  return std::max<std::uint64_t>(n, 1);
}

Status find_in_article(const std::string& path, std::string bytes, const std::string& format, AskedOfAll& all) {
  capture::Source source;
  source.name = path == "-" ? "standard input" : path;
  source.format = format;
  source.bytes = std::move(bytes);
  Result<capture::Page> page = capture::read(source);
  if (!page) return page.error();
  all.article = std::move(*page);
  all.name = source.name;
  const bool by_lines = has_lines(*all.article);
  if (by_lines && !all.article->source.is_identity()) all.article_bytes = std::move(source.bytes);
  Lines lines(all.article_bytes.empty() ? std::string_view(all.article->text) : std::string_view(all.article_bytes));
  for (check::ArticleQuotation& found : check::find_quotations(*all.article)) {
    Asked one;
    const std::uint64_t at = found.source.source_span ? found.source.source_span->begin : found.span.begin;
    one.where = by_lines ? all.name + ":" + std::to_string(lines.of(at)) : place_of(all, found.span);
    one.quotation = {found.quoted, found.span, found.speaker, found.date};
    one.set_aside = found.scare;
    one.found = std::move(found);
    all.quotations.push_back(std::move(one));
  }
  return {};
}

}  // namespace

Result<AskedOfAll> all_asked(const Invocation& invocation) {
  AskedOfAll all;
  for (const std::string& quote : invocation.values("quote")) {
    Asked one;
    one.quotation.quoted = quote;
    all.quotations.push_back(std::move(one));
  }
  bool list = invocation.has("list");
  for (const std::string& path : invocation.arguments()) {
    std::uint64_t most = list ? kLargestList : kLargestArticle;
    Result<std::string> bytes = read_file(path, most);
    if (!bytes) return bytes.error();
    all.name = path;
    all.sha256 = sha256(*bytes);
    if (list) {
      Result<std::vector<check::Listed>> listed = check::read_list(*bytes, path);
      if (!listed) return listed.error();
      for (check::Listed& one : *listed)
        all.quotations.push_back({std::move(one.quotation), path + ":" + std::to_string(one.line), false, std::nullopt,
                                  std::move(one.error)});
    } else if (Status found = find_in_article(path, std::move(*bytes), invocation.value("format").value_or(""), all);
               !found) {
      return found.error();
    }
  }
  for (Asked& one : all.quotations) {
    if (!one.quotation.speaker) one.quotation.speaker = invocation.value("speaker");
    if (std::optional<std::string> date = invocation.value("date"); date && !one.quotation.date)
      one.quotation.date = check::date_as_compared(*date);
    if (invocation.has("scare")) one.set_aside = false;
    // Told in its place; the others are judged.
    if (!one.error && !one.set_aside) one.error = check::unfit(one.quotation, one.where);
  }
  // Of what was given there is nothing that can be judged: no check.
  auto fails = [](const Asked& one) { return one.error.has_value(); };
  if (!all.quotations.empty() && std::all_of(all.quotations.begin(), all.quotations.end(), fails))
    return *all.quotations.front().error;
  return all;
}

std::string place_of(const AskedOfAll& all, ByteSpan span) {
  const check::InCapture source = check::in_capture(*all.article, span);
  if (source.page_number) return all.name + ", page " + std::to_string(*source.page_number);
  if (!has_lines(*all.article))
    return all.name + ", paragraph " + std::to_string(paragraph_of(*all.article, span.begin));
  if (!all.article_bytes.empty() && source.source_span)
    return all.name + ":" + std::to_string(Lines(all.article_bytes).of(source.source_span->begin));
  return all.name + ":" + std::to_string(Lines(all.article->text).of(span.begin));
}

}  // namespace stenogram::cli
