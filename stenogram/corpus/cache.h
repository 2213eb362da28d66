// A few documents kept unpacked: those asked for last, as long as they fit.
//
// Whoever holds a document keeps it; the cache only forgets. Any number of threads.
#pragma once
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace stenogram::corpus {

template <class Key, class Value>
class Cache {
 public:
  explicit Cache(std::uint64_t most_bytes) : most_(most_bytes) {}

  std::shared_ptr<const Value> find(const Key& key) {
    std::lock_guard lock(mutex_);
    auto found = places_.find(key);
    if (found == places_.end()) return nullptr;
    held_.splice(held_.begin(), held_, found->second);
    return found->second->value;
  }

  void keep(const Key& key, std::shared_ptr<const Value> value, std::uint64_t bytes) {
    std::lock_guard lock(mutex_);
    if (places_.count(key)) return;
    held_.push_front({key, std::move(value), bytes});
    places_[key] = held_.begin();
    bytes_ += bytes;
    // What was asked for just now stays, however large.
    while (bytes_ > most_ && held_.size() > 1) {
      bytes_ -= held_.back().bytes;
      places_.erase(held_.back().key);
      held_.pop_back();
    }
  }

 private:
  struct Held {
    Key key;
    std::shared_ptr<const Value> value;
    std::uint64_t bytes;
  };
  std::mutex mutex_;
  std::uint64_t most_, bytes_ = 0;
  std::list<Held> held_;
  std::unordered_map<Key, typename std::list<Held>::iterator> places_;
};

}  // namespace stenogram::corpus
