// stenogram-pdf: a PDF on standard input, its words on standard output.
//
// A process of its own, because a PDF from a stranger meets a large parser: a
// crash or a runaway ends this process and nothing else. It opens no file, limits
// its own memory and time before it reads a byte, and knows nothing of archives.
//
//   page 1 612.0 792.0                       number, width and height in points
//   word 72.0 90.1 101.3 102.4 11.0 b s text  left top right bottom, font size,
//                                             b bold, i italic, - neither; s if a
//                                             blank follows, - if none; the word
//   end                                      so that a broken pipe is noticed
//   error TEXT                               instead of pages
//
// Exit status 0 with `end`, 1 after `error`.
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>
#include <string>
#include <vector>

namespace {

[[maybe_unused]] constexpr rlim_t kMemory = 2ull << 30;
constexpr rlim_t kSeconds = 120;
constexpr int kMostPages = 20'000;

void limit(int resource, rlim_t most) {
  rlimit bound{most, most};
  ::setrlimit(resource, &bound);
}

int fail(const char* why) {
  std::printf("error %s\n", why);
  return 1;
}

std::vector<char> standard_input() {
  std::vector<char> bytes;
  char chunk[1 << 16];
  while (std::size_t got = std::fread(chunk, 1, sizeof chunk, stdin)) bytes.insert(bytes.end(), chunk, chunk + got);
  return bytes;
}

bool named(const std::string& font, const char* part) { return font.find(part) != std::string::npos; }

void print_word(const poppler::text_box& word) {
  poppler::byte_array utf8 = word.text().to_utf8();
  std::string text(utf8.begin(), utf8.end());
  for (char& c : text)
    if (c == '\n' || c == '\r' || c == '\0') c = ' ';
  if (text.empty()) return;
  poppler::rectf box = word.bbox();
  double size = word.has_font_info() ? word.get_font_size() : box.height();
  std::string font = word.has_font_info() ? word.get_font_name() : std::string();
  char style = named(font, "Bold") || named(font, "bold") || named(font, "Black")         ? 'b'
               : named(font, "Italic") || named(font, "Oblique") || named(font, "italic") ? 'i'
                                                                                          : '-';
  std::printf("word %.1f %.1f %.1f %.1f %.1f %c %c %s\n", box.left(), box.top(), box.right(), box.bottom(), size, style,
              word.has_space_after() ? 's' : '-', text.c_str());
}

}  // namespace

int main() {
#ifndef __SANITIZE_ADDRESS__  // its shadow alone is larger
  limit(RLIMIT_AS, kMemory);
#endif
  limit(RLIMIT_CPU, kSeconds);
  limit(RLIMIT_FSIZE, 0);
  std::signal(SIGXFSZ, SIG_IGN);  // fontconfig tries to write its cache; that fails quietly
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NPROC, 0);

  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  std::vector<char> bytes = standard_input();
  std::unique_ptr<poppler::document> document(poppler::document::load_from_raw_data(bytes.data(), int(bytes.size())));
  if (!document) return fail("cannot be opened as PDF");
  if (document->is_locked()) return fail("is locked with a password");
  int pages = document->pages();
  if (pages > kMostPages) return fail("has more than 20000 pages");

  for (int n = 0; n < pages; ++n) {
    std::unique_ptr<poppler::page> page(document->create_page(n));
    if (!page) continue;
    poppler::rectf box = page->page_rect();
    std::printf("page %d %.1f %.1f\n", n + 1, box.width(), box.height());
    for (const poppler::text_box& word : page->text_list(poppler::page::text_list_include_font)) print_word(word);
  }
  std::printf("end\n");
  // What libraries keep until the end (fontconfig does) is for the system to take back.
  std::fflush(stdout);
  ::_exit(0);
}
