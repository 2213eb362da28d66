#include "stenogram/capture/warc.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "stenogram/base/file.h"
#include "stenogram/capture/page_check.h"

namespace stenogram::capture {
namespace {

std::string gzip(std::string_view text) {
  z_stream z{};
  deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&z, uLong(text.size())) + 64, '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  z.avail_in = uInt(text.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = uInt(out.size());
  deflate(&z, Z_FINISH);
  out.resize(out.size() - z.avail_out);
  deflateEnd(&z);
  return out;
}

std::string record(std::string_view type, std::string_view url, std::string_view block,
                   std::string_view kind = "application/http; msgtype=response") {
  return "WARC/1.0\r\nWARC-Type: " + std::string(type) + "\r\nWARC-Target-URI: " + std::string(url) +
         "\r\nWARC-Date: 2024-03-18T10:42:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Payload-Digest: sha1:" +
         std::string(url) + "\r\nContent-Type: " + std::string(kind) +
         "\r\nContent-Length: " + std::to_string(block.size()) + "\r\n\r\n" + std::string(block) + "\r\n\r\n";
}

std::string answer(std::string_view fields, std::string_view body, int status = 200) {
  return "HTTP/1.1 " + std::to_string(status) + " Whatever\r\n" + std::string(fields) + "\r\n" + std::string(body);
}

struct Unpacked {
  std::vector<Source> pages;
  std::vector<std::string> troubles;
};

Unpacked unpacked(std::string bytes, std::string name = "a.warc") {
  Unpacked result;
  Source file;
  file.name = std::move(name);
  file.bytes = std::move(bytes);
  Status status = unpack(
      std::move(file), Limits{}, [&](Source page) { return result.pages.push_back(std::move(page)), true; },
      [&](Error error) { result.troubles.push_back(error.message()); });
  EXPECT_TRUE(status);
  return result;
}

const std::string kHtml = "Content-Type: text/html; charset=\"UTF-8\"\r\n";

TEST(Warc, GivesThePagesWithAllThatIsKnownOfThem) {
  std::string first = record("warcinfo", "", "software: none", "application/warc-fields");
  Unpacked got = unpacked(first + record("request", "http://a.example/", "GET / HTTP/1.1\r\n\r\n") +
                          record("response", "http://a.example/", answer(kHtml, "<p>Good afternoon.")) +
                          record("response", "http://a.example/x.png", answer("Content-Type: image/png\r\n", "PNG")) +
                          record("response", "http://a.example/no", answer(kHtml, "not here", 404)) +
                          record("resource", "http://a.example/t", "Plain words.", "text/plain"));
  ASSERT_EQ(got.pages.size(), 2u);
  EXPECT_EQ(got.pages[0].bytes, "<p>Good afternoon.");
  EXPECT_EQ(got.pages[0].name, "http://a.example/");
  EXPECT_EQ(*got.pages[0].captured_at, "2024-03-18T10:42:00Z");
  EXPECT_EQ(got.pages[0].declared_media_type, "text/html");
  EXPECT_EQ(got.pages[0].declared_charset, "utf-8");
  EXPECT_EQ(got.pages[0].container->record_id, "<urn:uuid:1>");
  EXPECT_EQ(got.pages[0].container->digest, "sha1:http://a.example/");
  EXPECT_GT(got.pages[0].container->offset, first.size());
  EXPECT_EQ(got.pages[1].bytes, "Plain words.");
  EXPECT_TRUE(got.troubles.empty());
}

TEST(Warc, CodingsAreUndone) {
  std::string chunked = "Transfer-Encoding: chunked\r\n";
  std::string zipped = "Content-Encoding: gzip\r\n";
  Unpacked got = unpacked(
      record("response", "http://a/1", answer(kHtml + chunked, "5\r\nhello\r\n7;x=y\r\n world.\r\n0\r\n\r\n")) +
      record("response", "http://a/2", answer(kHtml + zipped, gzip("zipped words"))) +
      record("response", "http://a/3", answer(kHtml + zipped, "decoded by the crawler")) +
      record("response", "http://a/4", answer(kHtml + chunked, "<p>no chunks at all")) +
      record("response", "http://a/5", answer(kHtml + chunked, "ff\r\ncut off")));
  ASSERT_EQ(got.pages.size(), 5u);
  EXPECT_EQ(got.pages[0].bytes, "hello world.");
  EXPECT_EQ(got.pages[1].bytes, "zipped words");
  EXPECT_EQ(got.pages[2].bytes, "decoded by the crawler");
  EXPECT_EQ(got.pages[3].bytes, "<p>no chunks at all");
  EXPECT_EQ(got.pages[4].bytes, "cut off");
}

TEST(Warc, GzipByRecordOrWhole) {
  std::string one = record("response", "http://a/1", answer(kHtml, "one"));
  std::string two = record("response", "http://a/2", answer(kHtml, "two"));
  EXPECT_EQ(unpacked(gzip(one) + gzip(two)).pages.size(), 2u);
  EXPECT_EQ(unpacked(gzip(one + two)).pages.size(), 2u);
  EXPECT_EQ(unpacked(gzip(one) + gzip(two)).pages[1].container->offset, gzip(one).size());
}

TEST(Warc, DamageCostsItsRecordAlone) {
  std::string one = record("response", "http://a/1", answer(kHtml, "one"));
  std::string two = record("response", "http://a/2", answer(kHtml, "two"));
  std::string nameless = "WARC/1.0\r\nWARC-Type: response\r\n\r\nnothing\r\n";
  Unpacked got = unpacked(one + nameless + two);
  EXPECT_EQ(got.pages.size(), 2u);
  EXPECT_EQ(got.troubles.size(), 1u);

  std::string broken = gzip(one);
  broken[broken.size() / 2] = char(broken[broken.size() / 2] ^ 0x55);
  got = unpacked(broken + gzip(two));
  ASSERT_EQ(got.pages.size(), 1u);
  EXPECT_EQ(got.pages[0].bytes, "two");
  EXPECT_GE(got.troubles.size(), 1u);

  for (std::size_t cut = 0; cut < one.size(); cut += 7) unpacked(two + one.substr(0, cut));
}

TEST(Warc, RevisitsGiveNoCaptureAndAreSaidWhereTheirPageIsElsewhere) {
  std::string page = record("response", "http://a/1", answer(kHtml, "one"));
  EXPECT_EQ(unpacked(page + record("revisit", "http://a/1", "")).troubles.size(), 0u);
  Unpacked alone = unpacked(record("revisit", "http://a/2", ""));
  EXPECT_EQ(alone.pages.size(), 0u);
  ASSERT_EQ(alone.troubles.size(), 1u);
  EXPECT_NE(alone.troubles[0].find("revisit"), std::string::npos);
}

TEST(Warc, TheOlderArc) {
  std::string block = answer(kHtml, "an old page");
  Unpacked got = unpacked(
      "filedesc://x.arc 127.0.0.1 20140216050221 text/plain 9\n1 0 Crawl\n\nhttp://a.example/ 10.0.0.1 20140216050221 "
      "text/html " +
      std::to_string(block.size()) + "\n" + block + "\n");
  ASSERT_EQ(got.pages.size(), 1u);
  EXPECT_EQ(*got.pages[0].captured_at, "2014-02-16T05:02:21Z");
  EXPECT_EQ(got.pages[0].bytes, "an old page");
}

TEST(Warc, CorpusFixturesAreReadAndTheDamagedOnesReported) {
  const std::string folder = test_data() + "/corpus/warc-containers";
  for (const std::string& file : files_below(folder, {".warc", ".gz", ".bad"})) {
    Unpacked got = unpacked(*read_file(file, 1 << 30), file);
    bool only_damage = file.find("trunc") != file.npos || file.find("digest") != file.npos;
    EXPECT_GE(got.pages.size() + got.troubles.size(), only_damage ? 0u : 1u) << file;
    for (const Source& page : got.pages) EXPECT_TRUE(page.url && page.captured_at) << file;
  }
}

}  // namespace
}  // namespace stenogram::capture
