#include "stenogram/capture/office.h"

#include <unistd.h>

#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>

#include "stenogram/capture/child.h"
#include "stenogram/capture/document_writer.h"
#include "stenogram/capture/entities.h"
#include "stenogram/capture/plain.h"
#include "stenogram/capture/zip.h"

namespace stenogram::capture {
namespace {

constexpr int kDeepest = 256;  // elements inside one another; documents nest a dozen

std::string_view local(const char* name) {
  std::string_view whole = name;
  std::size_t colon = whole.find(':');
  return colon == whole.npos ? whole : whole.substr(colon + 1);
}

pugi::xml_node child(pugi::xml_node node, std::string_view name) {
  for (pugi::xml_node each : node.children())
    if (local(each.name()) == name) return each;
  return {};
}

std::string_view attribute(pugi::xml_node node, std::string_view name) {
  for (pugi::xml_attribute each : node.attributes())
    if (local(each.name()) == name) return each.value();
  return {};
}

// Whether a Word property is on: `<w:b/>` and `<w:b w:val="1"/>` are, `w:val="0"` is not.
bool is_on(pugi::xml_node properties, std::string_view name) {
  pugi::xml_node property = child(properties, name);
  std::string_view value = attribute(property, "val");
  return property && value != "0" && value != "false";
}

// The level that a style's name gives a heading ("Heading1", "berschrift 2"), or 0.
std::uint8_t heading_level(std::string_view style) {
  if (style == "Title") return 1;
  bool heading = style.starts_with("Heading") || style.starts_with("heading") ||
                 style.find("berschrift") != style.npos || style.starts_with("Titre") || style.starts_with("Ttulo");
  char last = style.empty() ? ' ' : style.back();
  return !heading ? 0 : last >= '1' && last <= '6' ? std::uint8_t(last - '0') : std::uint8_t(1);
}

// Each mark that the program set where a printed page ended begins the next one.
void next_page(DocumentWriter& out) {
  if (out.page_number() > 0) out.set_page(out.page_number() + 1);
}

// Runs of a Word paragraph; text that was deleted under revision is not read.
void word_runs(pugi::xml_node node, bool bold, bool italic, DocumentWriter& out, int depth) {
  if (depth > kDeepest) return;
  for (pugi::xml_node each : node.children()) {
    std::string_view name = local(each.name());
    if (name == "t") out.words(each.child_value(), bold, italic);
    else if (name == "tab") out.words(" ", bold, italic);
    else if (name == "br" || name == "cr") out.line_break();
    else if (name == "lastRenderedPageBreak") next_page(out);
    else if (name == "noBreakHyphen") out.words("-", bold, italic);
    else if (name == "r") {
      pugi::xml_node properties = child(each, "rPr");
      if (!is_on(properties, "vanish")) word_runs(each, is_on(properties, "b"), is_on(properties, "i"), out, depth + 1);
    } else if (name != "del" && name != "pPr" && name != "rPr" && name != "p") {
      word_runs(each, bold, italic, out, depth + 1);
    }
  }
}

// A row whose cells have no more than a paragraph each stands in one block, as on a web
// page: a name in its left cell is beside what was said.
bool is_plain_row(pugi::xml_node row, std::string_view cell) {
  for (pugi::xml_node each : row.children()) {
    if (local(each.name()) != cell) continue;
    int paragraphs = 0;
    for (pugi::xml_node inside : each.children()) {
      if (local(inside.name()) == "tbl" || local(inside.name()) == "table" || local(inside.name()) == "list")
        return false;
      paragraphs += local(inside.name()) == "p" || local(inside.name()) == "h";
    }
    if (paragraphs > 1) return false;
  }
  return true;
}

void word_blocks(pugi::xml_node node, DocumentWriter& out, int depth) {
  if (depth > kDeepest) return;
  for (pugi::xml_node each : node.children()) {
    std::string_view name = local(each.name());
    if (name == "p") {
      pugi::xml_node properties = child(each, "pPr");
      std::string_view style = attribute(child(properties, "pStyle"), "val");
      std::uint8_t level = heading_level(style);
      bool item = bool(child(properties, "numPr"));
      out.begin(level  ? BlockKind::heading
                : item ? BlockKind::list_item
                       : BlockKind::paragraph,
                level, style.empty() ? std::string() : "p." + std::string(style));
      word_runs(each, false, false, out, depth + 1);
      out.end();
    } else if (name == "tr" && is_plain_row(each, "tc")) {
      out.begin(BlockKind::table_row);
      for (pugi::xml_node cell : each.children()) {
        if (local(cell.name()) != "tc") continue;
        out.next_cell();
        word_runs(child(cell, "p"), false, false, out, depth + 1);
      }
      out.end();
    } else if (name != "sectPr") {
      word_blocks(each, out, depth + 1);
    }
  }
}

// Which automatic styles of an OpenDocument text are bold or italic.
struct OpenStyles {
  std::map<std::string, std::pair<bool, bool>, std::less<>> by_name;

  explicit OpenStyles(pugi::xml_node document) {
    for (pugi::xml_node style : child(document, "automatic-styles").children()) {
      pugi::xml_node text = child(style, "text-properties");
      by_name[std::string(attribute(style, "name"))] = {attribute(text, "font-weight") == "bold",
                                                        attribute(text, "font-style") == "italic"};
    }
  }
  std::pair<bool, bool> of(pugi::xml_node node) const {
    auto found = by_name.find(attribute(node, "style-name"));
    return found == by_name.end() ? std::pair(false, false) : found->second;
  }
};

void open_runs(pugi::xml_node node, bool bold, bool italic, const OpenStyles& styles, DocumentWriter& out, int depth) {
  if (depth > kDeepest) return;
  for (pugi::xml_node each : node.children()) {
    std::string_view name = local(each.name());
    if (each.type() == pugi::node_pcdata || each.type() == pugi::node_cdata) out.words(each.value(), bold, italic);
    else if (name == "s" || name == "tab") out.words(" ", bold, italic);
    else if (name == "line-break") out.line_break();
    else if (name == "soft-page-break") next_page(out);
    else if (name != "note" && name != "annotation") {
      auto [b, i] = styles.of(each);
      open_runs(each, bold || b, italic || i, styles, out, depth + 1);
    }
  }
}

void open_blocks(pugi::xml_node node, const OpenStyles& styles, DocumentWriter& out, int depth) {
  if (depth > kDeepest) return;
  for (pugi::xml_node each : node.children()) {
    std::string_view name = local(each.name());
    if (name == "p" || name == "h") {
      std::string_view level = attribute(each, "outline-level");
      auto [bold, italic] = styles.of(each);
      bool item = local(each.parent().name()) == "list-item";
      out.begin(
          name == "h" ? BlockKind::heading
          : item      ? BlockKind::list_item
                      : BlockKind::paragraph,
          name == "h" ? std::uint8_t(level.size() == 1 && level[0] >= '1' && level[0] <= '6' ? level[0] - '0' : 1) : 0);
      open_runs(each, bold, italic, styles, out, depth + 1);
      out.end();
    } else if (name == "soft-page-break") {
      next_page(out);
    } else if (name == "table-row" && is_plain_row(each, "table-cell")) {
      out.begin(BlockKind::table_row);
      for (pugi::xml_node cell : each.children()) {
        if (local(cell.name()) != "table-cell") continue;
        out.next_cell();
        auto [bold, italic] = styles.of(child(cell, "p"));
        open_runs(child(cell, "p"), bold, italic, styles, out, depth + 1);
      }
      out.end();
    } else if (name != "tracked-changes") {
      open_blocks(each, styles, out, depth + 1);
    }
  }
}

// One chapter of an EPUB. It is XHTML, but a page of the web it is not: no navigation,
// no furniture; so its few block elements are read here.
void book_blocks(pugi::xml_node node, bool bold, bool italic, DocumentWriter& out, int depth) {
  if (depth > kDeepest) return;
  for (pugi::xml_node each : node.children()) {
    std::string_view name = local(each.name());
    if (each.type() == pugi::node_pcdata || each.type() == pugi::node_cdata) {
      out.words(each.value(), bold, italic);
    } else if (name == "br") {
      out.line_break();
    } else if (name != "head" && name != "script" && name != "style" && name != "nav") {
      bool heading = name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
      bool block = heading || name == "p" || name == "div" || name == "li" || name == "blockquote" ||
                   name == "section" || name == "dt" || name == "dd" || name == "td" || name == "th" || name == "pre" ||
                   name == "tr" || name == "table" || name == "ul" || name == "ol" || name == "dl" ||
                   name == "article" || name == "header" || name == "footer" || name == "aside" || name == "figure" ||
                   name == "figcaption" || name == "body" || name == "hr" || name == "center";
      if (block)
        out.begin(heading                ? BlockKind::heading
                  : name == "li"         ? BlockKind::list_item
                  : name == "blockquote" ? BlockKind::quotation
                                         : BlockKind::paragraph,
                  heading ? std::uint8_t(name[1] - '0') : 0);
      book_blocks(each, bold || name == "b" || name == "strong", italic || name == "i" || name == "em", out, depth + 1);
      if (block) out.end();
    }
  }
}

void document_facts(pugi::xml_node properties, DocumentWriter& out) {
  out.fact("title", child(properties, "title").child_value());
  out.fact("author", child(properties, "creator").child_value());
  out.fact("language", child(properties, "language").child_value());
}

bool is_wanted(std::string_view name) {
  return name == "word/document.xml" || name == "content.xml" || name == "mimetype" || name == "docProps/core.xml" ||
         name == "META-INF/container.xml" || name.ends_with(".opf") || name.ends_with(".xhtml") ||
         name.ends_with(".html") || name.ends_with(".htm");
}

// pugixml reads no DTD and no entity but XML's own, and fails on neither.
bool parse(pugi::xml_document& document, const std::string& xml) {
  return bool(
      document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8));
}

// XHTML with the references of HTML, which XML does not know, as characters.
std::string with_characters(std::string_view xhtml) {
  std::string out;
  out.reserve(xhtml.size());
  for (std::size_t at = 0; at < xhtml.size();) {
    const std::size_t mark = std::min(xhtml.find('&', at), xhtml.size());
    out += xhtml.substr(at, mark - at);
    at = mark;
    if (at == xhtml.size()) break;
    const std::optional<CharacterReference> reference = reference_at(xhtml, at);
    const std::string_view written = xhtml.substr(at, reference ? reference->length : 1);
    const bool of_xml =
        written == "&amp;" || written == "&lt;" || written == "&gt;" || written == "&quot;" || written == "&apos;";
    // A number may stand for `<`, and a bare `&` for itself.
    if (reference && !of_xml && written[1] != '#') out += reference->characters;
    else if (!reference) out += "&amp;";
    else out += written;
    at += written.size();
  }
  return out;
}

int digit_of(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

// The name in the zip that `address`, seen from `folder`, leads to: "%20" is a blank, "../"
// goes up, and what follows `#` is a place in the file.
std::string place_of(std::string_view folder, std::string_view address) {
  address = address.substr(0, address.find('#'));
  std::string path(folder);
  for (std::size_t i = 0; i < address.size(); ++i) {
    const int high = address[i] == '%' && i + 2 < address.size() ? digit_of(address[i + 1]) : -1;
    const int low = high >= 0 ? digit_of(address[i + 2]) : -1;
    if (low >= 0) path += char(high * 16 + low), i += 2;
    else path += address[i];
  }
  for (std::size_t up = path.find("../"); up != path.npos; up = path.find("../")) {
    const std::size_t parent = up < 2 ? path.npos : path.rfind('/', up - 2);
    path.erase(parent == path.npos ? 0 : parent + 1, up + 3 - (parent == path.npos ? 0 : parent + 1));
  }
  return path;
}

// The chapters of an EPUB in the order of its spine.
void read_book(const std::map<std::string, std::string>& files, DocumentWriter& out) {
  pugi::xml_document package;
  std::string folder;
  for (const auto& [name, bytes] : files)
    if (name.ends_with(".opf") && parse(package, bytes)) folder = name.substr(0, name.rfind('/') + 1);
  pugi::xml_node root = package.document_element();
  document_facts(child(root, "metadata"), out);
  std::map<std::string, std::string> places;
  for (pugi::xml_node item : child(root, "manifest").children())
    places[std::string(attribute(item, "id"))] = place_of(folder, attribute(item, "href"));
  for (pugi::xml_node item : child(root, "spine").children()) {
    auto chapter = files.find(places[std::string(attribute(item, "idref"))]);
    pugi::xml_document document;
    if (chapter == files.end()) continue;
    if (parse(document, with_characters(chapter->second))) book_blocks(document, false, false, out, 0);
    else out.doubt("chapter_broken", "the markup of `" + chapter->first + "` is broken; its words are missing");
  }
}

Result<Page> checked(Page page, const Source& source, bool full, const Limits& limits) {
  if (full) return too_many_blocks(source, limits);
  if (page.blocks.empty())
    return Error::unreadable(source.name, "a document without any words", "is it made of pictures?");
  return page;
}

}  // namespace

Result<Page> read_zipped_document(const Source& source, const Limits& limits) {
  std::map<std::string, std::string> files;
  Status status =
      for_each_in_zip(source.bytes, limits, source.name, is_wanted, [&](std::string_view name, std::string bytes) {
        files[std::string(name)] = std::move(bytes);
        return true;
      });
  if (!status) return status.error();
  DocumentWriter out(limits.blocks);
  pugi::xml_document document, core;
  if (auto word = files.find("word/document.xml"); word != files.end()) {
    if (!parse(document, word->second))
      return Error::damaged(source.name, "the text inside this document is broken", "open it and save it anew");
    if (parse(core, files["docProps/core.xml"])) document_facts(core.document_element(), out);
    if (word->second.find("lastRenderedPageBreak") != std::string::npos) out.set_page(1);
    word_blocks(document, out, 0);
    bool full = out.full();
    return checked(std::move(out).finish("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
                   source, full, limits);
  }
  if (files.count("META-INF/container.xml") && files["mimetype"].starts_with("application/epub")) {
    read_book(files, out);
    bool full = out.full();
    return checked(std::move(out).finish("application/epub+zip"), source, full, limits);
  }
  if (auto open = files.find("content.xml"); open != files.end()) {
    if (!parse(document, open->second))
      return Error::damaged(source.name, "the text inside this document is broken", "open it and save it anew");
    pugi::xml_node root = document.document_element();
    if (open->second.find("soft-page-break") != std::string::npos) out.set_page(1);
    open_blocks(child(root, "body"), OpenStyles(root), out, 0);
    bool full = out.full();
    return checked(std::move(out).finish("application/vnd.oasis.opendocument.text"), source, full, limits);
  }
  return Error::unsupported(source.name, "is a zip that holds no document and no web archive",
                            "unpack it and give the files inside");
}

Result<Page> read_old_word(const Source& source, const Limits& limits) {
  const std::string catdoc = "/usr/bin/catdoc";
  if (::access(catdoc.c_str(), X_OK) != 0)
    return Error::unsupported(source.name, "is an old Word document, and catdoc, which reads those, is not installed",
                              "install catdoc, or save it as DOCX");
  Result<ChildOutput> output = run_child(catdoc, {"-w", "-d", "utf-8", "-"}, source.bytes, limits.inflated_bytes,
                                         std::chrono::seconds(60), source.name);
  if (!output) return output.error();
  if (output->exit_status != 0 || output->text.find_first_not_of(" \n\r\t\f") == std::string::npos)
    return Error::unreadable(source.name, "catdoc finds no text in this old Word document",
                             "open it and save it as DOCX");
  Result<text::Decoded> decoded = text::decode(output->text, "utf-8", source.name);
  if (!decoded) return decoded.error();
  Result<Page> page = read_plain(source, *std::move(decoded), limits);
  if (!page) return page;
  page->media_type = "application/msword";
  page->source = text::SourceMap();
  page->source.append(page->text.size(), 0, 1, 0);
  return page;
}

}  // namespace stenogram::capture
