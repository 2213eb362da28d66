// The parts of the room that are functions: heads, targets, guards, arguments, encodings.
#include <gtest/gtest.h>
#include <zlib.h>

#include <random>

#include "stenogram/serve/encode.h"
#include "stenogram/serve/guard.h"
#include "stenogram/serve/head.h"
#include "stenogram/serve/lanes.h"
#include "stenogram/serve/operation.h"
#include "stenogram/serve/target.h"

namespace stenogram::serve {
namespace {

struct HeadCase {
  const char* head;
  int status;  // 0: sound
};

constexpr HeadCase kHeads[] = {
    {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", 0},
    {"GET /x?q=a%20b HTTP/1.0\r\nhost:a\r\nX: \xc3\xa9\r\n\r\n", 0},
    {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n\r\n", 0},
    {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n", 0},
    {"GET / HTTP/1.1\nHost: a\n\n", 400},
    {"GET / HTTP/1.1\r\nHost: a\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400},
    {"GET / HTTP/1.1\r\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: \r\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501},
    {"POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
    {"GET / HTTP/3\r\nHost: a\r\n\r\n", 505},
    {"GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"GET /\x80 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost: a\r\nX: \x01\r\n\r\n", 400},
};

TEST(Head, NothingIsForgiven) {
  for (const HeadCase& one : kHeads) EXPECT_EQ(fault_of_head(one.head).status, one.status) << one.head;
}

TEST(Head, ItsEndIsFoundWhereverTheBytesAreCut) {
  const std::string whole = "GET / HTTP/1.1\r\nHost: a\r\n\r\nmore\r\n\r\n";
  for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
    const auto first = end_of_head(std::string_view(whole).substr(0, cut));
    EXPECT_EQ(first.has_value(), cut >= 27);
    const auto then = end_of_head(whole, first ? 0 : cut);
    ASSERT_TRUE(then);
    EXPECT_EQ(*then, 27u);
  }
}

std::string written(const Target& target) {
  std::string out;
  for (const std::string& segment : target.segments) out += "/" + segment;
  for (const auto& [name, value] : target.query) out += " " + name + "=" + value;
  return out;
}

TEST(TargetTest, IsCutThenDecodedOnce) {
  struct Case {
    const char *target, *parsed;  // null: refused
  };
  for (const Case& one : std::initializer_list<Case>{
           {"/", ""},
           {"/a/b%20c?x=1&y=a+b&z&=q", "/a/b c x=1 y=a b z= =q"},
           {"/a%3Fb?c%26d=%3D", "/a?b c&d=="},
           {"/%2541", "/%41"},
           {"/a%2fb", nullptr},
           {"/..", nullptr},
           {"/%2e%2e/x", nullptr},
           {"//a", nullptr},
           {"/a/", nullptr},
           {"/a%00", nullptr},
           {"/%ff", nullptr},
           {"/%c0%ae", nullptr},
           {"/a?b=%", nullptr},
           {"/a?b=%f", nullptr},
           {"/a?b=%ed%a0%80", nullptr},
           {"/a?b=%00", nullptr},
           {"/a?&&b=1", "/a b=1"},
       }) {
    Result<Target> target = parse_target(one.target);
    ASSERT_EQ(bool(target), one.parsed != nullptr) << one.target;
    if (target) {
      EXPECT_EQ(written(*target), one.parsed);
    }
  }
}

// Whatever text goes into a query comes out of it.
TEST(TargetTest, EncodedTextComesBack) {
  std::mt19937 random(3);
  for (int n = 0; n < 2000; ++n) {
    std::string text;
    for (unsigned i = random() % 12; i > 0; --i) {
      constexpr const char* kPieces[] = {"a", "%", "&", "=", "+", " ", "/", "é", "中", "😀", "\"", "<", "\n", "#", "?"};
      text += kPieces[random() % std::size(kPieces)];
    }
    Result<Target> target = parse_target("/x?q=" + percent_encoded(text));
    ASSERT_TRUE(target);
    EXPECT_EQ(target->query.at(0).second, text);
  }
}

// By the table of RFC 3629, the slow way.
bool slow_is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const unsigned lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xc0 ? 0
                               : lead < 0xe0 ? 2
                               : lead < 0xf0 ? 3
                               : lead < 0xf8 ? 4
                                             : 0;
    if (length == 0 || i + length > text.size()) return false;
    std::uint32_t code = length == 1 ? lead : lead & (0x7fu >> length);
    for (std::size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xc0) != 0x80) return false;
      code = code << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3fu);
    }
    constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < kLeast[length] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return false;
    i += length;
  }
  return true;
}

TEST(TargetTest, Utf8AgreesWithTheSlowWay) {
  std::mt19937 random(5);
  constexpr unsigned char kBytes[] = {0,    0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf,
                                      0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff};
  for (int n = 0; n < 400'000; ++n) {
    std::string text;
    for (unsigned i = 1 + random() % 5; i > 0; --i) text += char(kBytes[random() % std::size(kBytes)]);
    ASSERT_EQ(is_utf8(text), slow_is_utf8(text));
  }
}

Request asked(std::string host, Fields more = {}) {
  Request request;
  request.method = "GET";
  request.local_address = "127.0.0.1";
  request.local_port = 8000;
  request.fields = std::move(more);
  request.fields.emplace_back("host", std::move(host));
  return request;
}

TEST(Guard, Hosts) {
  Rules rules;
  rules.names = {"Archive.example", "other.example:443"};
  for (const char* own : {"127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "archive.example",
                          "archive.example:8000", "other.example:443"})
    EXPECT_FALSE(refused_by_host(rules, asked(own))) << own;
  for (const char* strange : {"", "127.0.0.1", "127.0.0.1:80", "127.0.0.2:8000", "evil.example:8000",
                              "archive.example.evil:8000", "localhost:8000.evil", "[::1]:8000", "other.example"})
    EXPECT_TRUE(refused_by_host(rules, asked(strange))) << strange;
  Request six = asked("[::1]:8000");
  six.local_address = "::1";
  EXPECT_FALSE(refused_by_host(rules, six));
  Request mapped = asked("10.0.0.5:8000");
  mapped.local_address = "::ffff:10.0.0.5";
  EXPECT_FALSE(refused_by_host(rules, mapped));
  Request plain = asked("10.0.0.5");
  plain.local_address = "10.0.0.5";
  plain.local_port = 80;
  EXPECT_FALSE(refused_by_host(rules, plain));
  plain.fields = {{"host", "localhost"}};
  EXPECT_TRUE(refused_by_host(rules, plain));
}

TEST(Guard, OriginsAndTokens) {
  Rules rules;
  rules.token = "secret-secret";
  const std::string host = "127.0.0.1:8000";
  auto origin = [&](const char* value) { return asked(host, {{"origin", value}}); };
  EXPECT_FALSE(refused_by_origin(rules, asked(host), false));
  EXPECT_TRUE(refused_by_origin(rules, asked(host), true));
  EXPECT_FALSE(refused_by_origin(rules, origin("http://127.0.0.1:8000"), true));
  for (const char* strange : {"null", "http://evil.example", "https://127.0.0.1:8000", "http://127.0.0.1:8001",
                              "http://127.0.0.1:8000/", "ftp://127.0.0.1:8000"})
    EXPECT_TRUE(refused_by_origin(rules, origin(strange), false)) << strange;
  EXPECT_TRUE(refused_by_origin(rules, asked(host, {{"sec-fetch-site", "cross-site"}}), false));

  auto bearer = [&](const char* value) { return asked(host, {{"authorization", value}}); };
  EXPECT_FALSE(refused_by_token(rules, asked(host), false));
  EXPECT_EQ(refused_by_token(rules, asked(host), true)->status, 401);
  EXPECT_FALSE(refused_by_token(rules, bearer("Bearer secret-secret"), true));
  for (const char* wrong : {"", "Bearer", "Bearer ", "Bearer secret", "Bearer secret-secret ",
                            "Bearer secret-secretsecret-secret", "Basic secret-secret", "secret-secret"})
    EXPECT_TRUE(refused_by_token(rules, bearer(wrong), true)) << wrong;
  rules.token_for_all = true;
  EXPECT_TRUE(refused_by_token(rules, asked(host), false));
  rules.token.clear();
  EXPECT_TRUE(refused_by_token(rules, bearer("Bearer "), false));
  EXPECT_EQ(new_token().size(), 32u);
  EXPECT_NE(new_token(), new_token());
}

TEST(ArgumentsTest, AreHeldToTheTable) {
  const std::vector<Parameter> table{required(text("q", "")),
                                     repeated(text("speaker", "")),
                                     number("limit", 20, 1, 50, ""),
                                     number("seed", 0, 9, ""),
                                     flag("all", ""),
                                     choice("sort", {"score", "date"}, "")};
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  Result<Arguments> usual = arguments_of(table, Pairs{{"q", "x"}});
  ASSERT_TRUE(usual);
  EXPECT_EQ(usual->number("limit"), 20u);
  EXPECT_EQ(usual->choice("sort"), "score");
  EXPECT_FALSE(usual->flag("all"));
  EXPECT_FALSE(usual->has("seed"));
  Result<Arguments> all = arguments_of(table, Pairs{{"q", "x"},
                                                    {"speaker", "a"},
                                                    {"speaker", "b"},
                                                    {"limit", "050"},
                                                    {"all", ""},
                                                    {"sort", "date"},
                                                    {"seed", "0"}});
  ASSERT_TRUE(all);
  EXPECT_EQ(all->number("limit"), 50u);
  EXPECT_TRUE(all->flag("all"));
  EXPECT_EQ(all->values("speaker").size(), 2u);
  for (const Pairs& wrong :
       {Pairs{}, Pairs{{"q", ""}}, Pairs{{"q", "x"}, {"q", "y"}}, Pairs{{"q", "x"}, {"limit", "0"}},
        Pairs{{"q", "x"}, {"limit", "51"}}, Pairs{{"q", "x"}, {"limit", "1.5"}},
        Pairs{{"q", "x"}, {"limit", "99999999999999999999999"}}, Pairs{{"q", "x"}, {"sort", "size"}},
        Pairs{{"q", "x"}, {"all", "yes"}}, Pairs{{"q", "x"}, {"more", ""}}, Pairs{{"q", std::string(5000, 'x')}}}) {
    Result<Arguments> refused = arguments_of(table, wrong);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Error::Kind::usage);
  }
}

TEST(Operations, TheTableIsSound) {
  for (const Operation& operation : operations()) {
    EXPECT_TRUE(operation.run) << operation.id;
    EXPECT_EQ(find_operation(operation.id), &operation);
    EXPECT_TRUE(operation.path.starts_with("/")) << operation.id;
    EXPECT_EQ(operation.writes, operation.id == "keep" || operation.id == "remove");
    for (const Parameter& parameter : operation.parameters) {
      EXPECT_FALSE(parameter.help.empty()) << operation.id << " " << parameter.name;
      EXPECT_EQ(parameter.in_path,
                operation.path.find("{" + std::string(parameter.name) + "}") != std::string_view::npos)
          << operation.id;
      if (parameter.has_usual) {
        EXPECT_TRUE(parameter.least <= parameter.usual && parameter.usual <= parameter.most) << parameter.name;
      }
      // These belong to every route.
      EXPECT_NE(parameter.name, "format");
      EXPECT_NE(parameter.name, "generation");
    }
  }
}

std::string unpacked(std::string_view packed) {
  z_stream stream{};
  EXPECT_EQ(::inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = uInt(packed.size());
  std::string out(1 << 20, '\0');
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = uInt(out.size());
  ::inflate(&stream, Z_SYNC_FLUSH);
  out.resize(out.size() - stream.avail_out);
  ::inflateEnd(&stream);
  return out;
}

TEST(Encode, EachPieceOfAStreamCanBeReadAtOnce) {
  Gzip gzip;
  std::string packed, plain;
  for (int n = 0; n < 20; ++n) {
    const std::string piece = "{\"type\":\"quotation\",\"n\":" + std::to_string(n) + "}\n";
    plain += piece;
    packed += gzip.piece(piece, n == 19);
    EXPECT_EQ(unpacked(packed), plain);
  }
}

TEST(Encode, LinesStandInAnObjectAsTheyAre) {
  EXPECT_EQ(enveloped("{\"a\":1}\n{\"b\":2}\n", std::string("/x?y=1"), "g.1"),
            "{\"lines\":[{\"a\":1},{\"b\":2}],\"next\":\"/x?y=1\",\"generation\":\"g.1\"}\n");
  EXPECT_EQ(enveloped("", std::nullopt, "g"), "{\"lines\":[],\"next\":null,\"generation\":\"g\"}\n");
}

TEST(Encode, WhoTakesGzip) {
  for (const char* yes : {"gzip", "br, gzip", "gzip;q=0.5", "*", "deflate, gzip;q=1.0"})
    EXPECT_TRUE(takes_gzip(yes)) << yes;
  for (const char* no : {"", "br", "identity", "gzip;q=0", "gzip;q=0.000", "gzipped"})
    EXPECT_FALSE(takes_gzip(no)) << no;
}

TEST(Encode, WhatTheSystemSaysStaysHere) {
  const ErrorShape io = shape_of(Error::io("/srv/secret/record.sqlite", "permission denied on /srv/secret"));
  EXPECT_TRUE(io.hidden);
  EXPECT_EQ(io.json.find("secret"), std::string::npos);
  EXPECT_EQ(shape_of(Error::damaged("/srv/x", "torn")).json.find("/srv"), std::string::npos);
  EXPECT_EQ(shape_of(Error::busy("/srv/x", "process 7 is writing")).json.find("/srv"), std::string::npos);
  EXPECT_EQ(shape_of(Error::usage("q", "what")).status, 400);
}

TEST(Lanes, TakeWhatTheyHaveRoomForAndFinishIt) {
  std::atomic<int> done{0};
  std::mutex gate;
  {
    WorkLane lane(1, 2, true);
    gate.lock();
    ASSERT_TRUE(lane.give([&] {
      std::lock_guard wait(gate);
      ++done;
    }));
    while (lane.working() == 0) std::this_thread::yield();
    EXPECT_TRUE(lane.give([&] { ++done; }));
    EXPECT_TRUE(lane.give([&] { ++done; }));
    EXPECT_FALSE(lane.give([&] { done += 100; }));
    gate.unlock();
    while (done < 3) std::this_thread::yield();
    lane.close();
    EXPECT_FALSE(lane.give([&] { done += 100; }));
  }
  EXPECT_EQ(done, 3);
}

}  // namespace
}  // namespace stenogram::serve
