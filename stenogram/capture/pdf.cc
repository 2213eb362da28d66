#include "stenogram/capture/pdf.h"

#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "stenogram/capture/child.h"

namespace stenogram::capture {
namespace {

constexpr std::chrono::seconds kPatience{150};  // the helper stops itself at 120 s of work

// The helper stands beside the program, or where packages put such programs.
// $STENOGRAM_PDF_HELPER overrides, for tests and for programs that embed us.
std::optional<std::string> helper_path() {
  std::error_code ignored;
  if (const char* given = std::getenv("STENOGRAM_PDF_HELPER")) return given;
  std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const std::filesystem::path& place :
       {self / "stenogram-pdf", self / "../libexec/stenogram/stenogram-pdf", self / "../../stenogram-pdf",
        std::filesystem::path("/usr/libexec/stenogram/stenogram-pdf")})
    if (::access(place.c_str(), X_OK) == 0) return place.string();
  return std::nullopt;
}

Result<std::string> run_helper(const Source& source, const Limits& limits) {
  std::optional<std::string> helper = helper_path();
  if (!helper)
    return Error::unsupported(source.name, "is a PDF, and the program stenogram-pdf that reads those is not installed",
                              "build it beside stenogram, or name it in $STENOGRAM_PDF_HELPER");
  Result<ChildOutput> output = run_child(*helper, {}, source.bytes, limits.inflated_bytes, kPatience, source.name);
  if (!output) return output.error();
  return std::move(output->text);
}

// One blank-separated field of a line of the helper's.
std::string_view field(std::string_view& line) {
  std::size_t end = std::min(line.find(' '), line.size());
  std::string_view taken = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return taken;
}

template <class Number>
bool number(std::string_view& line, Number& value) {
  std::string_view text = field(line);
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

bool parse_word(std::string_view line, PrintedWord& word) {
  if (!number(line, word.left) || !number(line, word.top) || !number(line, word.right) || !number(line, word.bottom) ||
      !number(line, word.size))
    return false;
  std::string_view style = field(line), space = field(line);
  word.bold = style == "b";
  word.italic = style == "i";
  word.space_after = space == "s";
  word.text = line;
  return !line.empty();
}

}  // namespace

Result<std::vector<PrintedPage>> parse_printed(std::string_view output, std::string_view name) {
  std::vector<PrintedPage> pages;
  while (!output.empty()) {
    std::size_t end = std::min(output.find('\n'), output.size());
    std::string_view line = output.substr(0, end);
    output.remove_prefix(std::min(end + 1, output.size()));
    std::string_view kind = field(line);
    if (kind == "end") return pages;
    if (kind == "error")
      return Error::unreadable(std::string(name), std::string(line),
                               "open it in a viewer and save it anew, or save its text");
    if (kind == "page") {
      PrintedPage& page = pages.emplace_back();
      if (number(line, page.number) && page.number > 0 && number(line, page.width) && number(line, page.height))
        continue;
    } else if (kind == "word" && !pages.empty()) {
      if (parse_word(line, pages.back().words.emplace_back())) continue;
    }
    return Error::damaged(std::string(name), "the program that reads PDF answered in no form we know",
                          "install stenogram and stenogram-pdf of one version");
  }
  return Error::unreadable(std::string(name), "the program that reads PDF broke off in the middle of it",
                           "the file may be damaged; save its text by other means");
}

Result<Page> read_pdf(const Source& source, const Limits& limits) {
  Result<std::string> output = run_helper(source, limits);
  if (!output) return output.error();
  Result<std::vector<PrintedPage>> pages = parse_printed(*output, source.name);
  if (!pages) return pages.error();
  bool any = false;
  for (const PrintedPage& page : *pages) any = any || !page.words.empty();
  if (!any)
    return Error::unreadable(source.name,
                             "a PDF of " + std::to_string(pages->size()) + " pages without text, probably scanned",
                             "run it through text recognition first");
  Page page = lay_out(*pages);
  page.media_type = "application/pdf";
  page.charset = "utf-8";
  return page;
}

}  // namespace stenogram::capture
