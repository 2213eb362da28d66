#include "stenogram/corpus/address.h"

#include <algorithm>
#include <charconv>

namespace stenogram::corpus {
namespace {

std::optional<std::uint64_t> number_of(std::string_view digits) {
  std::uint64_t value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

bool is_id(std::string_view id) {
  std::string_view digits = id.substr(0, id.find('.'));
  if (digits.size() < 12 || digits.size() > 64) return false;
  for (char c : digits)
    if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) return false;
  return digits.size() == id.size() || number_of(id.substr(digits.size() + 1)).has_value();
}

// The page's bytes that an address names in a reading; nothing where it names none.
std::optional<ByteSpan> span_in(const transcript::Transcript& reading, std::string_view text, const Address& address) {
  if (!address.turn || *address.turn == 0 || *address.turn > reading.turns.size()) return std::nullopt;
  ByteSpan turn = reading.turns[*address.turn - 1].span;
  if (!address.within) return turn;
  ByteSpan span{turn.begin + address.within->begin, turn.begin + address.within->end};
  if (!turn.contains(span) || span.empty()) return std::nullopt;
  // An address never cuts a character.
  auto inside = [&](std::uint64_t at) { return at < text.size() && (text[at] & 0xc0) == 0x80; };
  if (inside(span.begin) || inside(span.end)) return std::nullopt;
  return span;
}

std::vector<std::string> keys_of(std::string_view text) {
  std::vector<std::string> keys;
  for (const text::Word& word : text::words(text)) keys.push_back(text::search_key(slice(text, word.span())));
  return keys;
}

// The first place where a document carries all the words in one utterance.
std::optional<Address> find_words(const Document& document, const std::vector<std::string>& keys, bool whole_turn) {
  if (keys.empty()) return std::nullopt;
  for (const Utterance& utterance : document.utterances) {
    if (utterance.words.size() < keys.size()) continue;
    std::vector<std::string> own;
    for (const text::Word& word : utterance.words) own.push_back(text::search_key(slice(document.text, word.span())));
    auto found = std::search(own.begin(), own.end(), keys.begin(), keys.end());
    if (found == own.end()) continue;
    Address address{document.id, utterance.turn, std::nullopt};
    if (whole_turn && own.size() == keys.size()) return address;
    std::size_t first = std::size_t(found - own.begin());
    std::uint64_t origin = document.turn(utterance.turn).span.begin;
    address.within =
        ByteSpan{utterance.words[first].begin - origin, utterance.words[first + keys.size() - 1].end - origin};
    return address;
  }
  return std::nullopt;
}

// The readings that now stand for the capture that `id` was named after.
Result<std::vector<std::shared_ptr<const Document>>> readings_of(archive::Archive& record, const ReadDocument& read,
                                                                 const std::string& id) {
  std::vector<std::shared_ptr<const Document>> documents;
  Result<std::vector<archive::Kept>> all = record.transcripts_named(id.substr(0, id.find('.')));
  if (!all) return all.error();
  for (const archive::Kept& kept : *all) {
    Result<std::shared_ptr<const Document>> document = read(kept.number);
    if (!document) return document.error();
    documents.push_back(*document);
  }
  return documents;
}

std::string shortened(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  if (text.size() <= kLongest) return std::string(text);
  std::size_t end = kLongest;
  while (end > 0 && (text[end] & 0xc0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace

std::string Address::written() const {
  std::string out = id;
  if (turn) out += "#" + std::to_string(*turn);
  if (within) out += ":" + std::to_string(within->begin) + "-" + std::to_string(within->end);
  return out;
}

Result<Address> parse_address(std::string_view written) {
  auto wrong = [&](const char* what) {
    return Error::usage(std::string(written), what, "write ID, ID#7 or ID#7:120-245");
  };
  Address address;
  std::size_t hash = written.find('#');
  address.id = written.substr(0, hash);
  if (!is_id(address.id)) return wrong("is no id of a transcript");
  if (hash == std::string_view::npos) return address;
  std::string_view rest = written.substr(hash + 1);
  std::size_t colon = rest.find(':');
  auto turn = number_of(rest.substr(0, colon));
  if (!turn || *turn == 0 || *turn > UINT32_MAX) return wrong("names no turn after its #");
  address.turn = std::uint32_t(*turn);
  if (colon == std::string_view::npos) return address;
  rest.remove_prefix(colon + 1);
  std::size_t dash = rest.find('-');
  auto begin = number_of(rest.substr(0, dash));
  auto end = dash == std::string_view::npos ? std::nullopt : number_of(rest.substr(dash + 1));
  if (!begin || !end || *begin >= *end || *end > UINT32_MAX) return wrong("names no bytes after its colon");
  address.within = ByteSpan{*begin, *end};
  return address;
}

Result<Resolved> resolve(archive::Archive& record, const ReadDocument& read, const Address& address) {
  Result<std::optional<archive::TranscriptRow>> row = record.transcript(address.id);
  if (!row) return row.error();
  Result<std::vector<archive::Former>> formers = record.formers(address.id);
  if (!formers) return formers.error();
  Resolved resolved;
  std::optional<ByteSpan> current;
  if (*row) {
    Result<std::shared_ptr<const Document>> document = read((*row)->number);
    if (!document) return document.error();
    resolved.document = *document;
    if (!address.turn) return resolved;
    current = span_in((*document)->transcript, (*document)->text, address);
  }

  Result<std::vector<std::shared_ptr<const Document>>> readings = readings_of(record, read, address.id);
  if (!readings) return readings.error();
  if (!address.turn) {
    if (!readings->empty() && formers->empty()) {
      std::string all;
      for (const auto& document : *readings) all += (all.empty() ? "" : ", ") + document->id;
      return Error::usage(address.id, "holds several transcripts: " + all, "name one of them");
    }
    if (!readings->empty()) {
      resolved.document = readings->front();
      resolved.moved = true;
      return resolved;
    }
    return Error::not_found(address.id, "no transcript of this archive has that id", "see `stenogram list`");
  }

  for (const archive::Former& former : *formers) {
    std::optional<ByteSpan> then = span_in(former.transcript, former.text, address);
    if (!then) continue;
    FormerMeaning meaning{former.reader, std::string(slice(former.text, *then)), std::nullopt};
    std::vector<std::string> keys = keys_of(meaning.text);
    if (current && keys == keys_of(slice(resolved.document->text, *current))) continue;
    for (const auto& document : *readings)
      if (auto place = find_words(*document, keys, !address.within)) {
        meaning.now = place->written();
        break;
      }
    resolved.formerly.push_back(std::move(meaning));
  }
  if (current) {
    resolved.turn = address.turn;
    if (address.within) resolved.span = current;
    return resolved;
  }
  for (const FormerMeaning& meaning : resolved.formerly) {
    if (!meaning.now) continue;
    Result<Address> place = parse_address(*meaning.now);
    if (!place) return place.error();
    for (const auto& document : *readings)
      if (document->id == place->id) resolved.document = document;
    resolved.turn = place->turn;
    if (place->within) resolved.span = span_in(resolved.document->transcript, resolved.document->text, *place);
    resolved.moved = true;
    return resolved;
  }
  if (!resolved.formerly.empty())
    return Error::not_found(address.written(),
                            "its words can no longer be found in this capture; they were “" +
                                shortened(resolved.formerly.front().text) + "”",
                            "see the capture itself");
  if (!resolved.document)
    return Error::not_found(address.id, "no transcript of this archive has that id", "see `stenogram list`");
  std::size_t turns = resolved.document->transcript.turns.size();
  if (*address.turn > turns)
    return Error::not_found(address.written(), "there is no such turn; the transcript has " + std::to_string(turns));
  return Error::not_found(address.written(), "there are no such bytes in that turn");
}

}  // namespace stenogram::corpus
