// Where words stand, for ever: "ID" is a transcript, "ID#7" a turn, "ID#7:120-245" bytes
// of that turn's text.
//
// An address survives re-reading. It was given under some reading of the capture; if a
// newer one divides the turns otherwise, its words are looked for in the newer reading
// and found where they now stand, or it is said that they no longer can be. Pure but
// for resolve(), which reads the record; any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/archive/archive.h"
#include "stenogram/corpus/document.h"

namespace stenogram::corpus {

struct Address {
  std::string id;
  std::optional<std::uint32_t> turn;
  std::optional<ByteSpan> within;  // bytes of the turn's text

  std::string written() const;
  bool operator==(const Address&) const = default;
};

// Error::usage with what is wrong and how an address looks.
Result<Address> parse_address(std::string_view written);

// What an address meant when the capture was read by an earlier version.
struct FormerMeaning {
  int reader = 0;
  std::string text;                // the words it named
  std::optional<std::string> now;  // the address at which they stand; absent if nowhere
};

struct Resolved {
  std::shared_ptr<const Document> document;
  std::optional<std::uint32_t> turn;
  std::optional<ByteSpan> span;         // of the page: the bytes that `within` names
  bool moved = false;                   // what is shown stands at another address than was asked
  std::vector<FormerMeaning> formerly;  // only where it named other words than it does now
};

// Reads a document of the record by its number.
using ReadDocument = std::function<Result<std::shared_ptr<const Document>>(archive::TranscriptNumber)>;

// Error::not_found where nothing stands there and never did, or where what stood there
// can no longer be found; the latter says what it was.
Result<Resolved> resolve(archive::Archive& record, const ReadDocument& read, const Address& address);

}  // namespace stenogram::corpus
