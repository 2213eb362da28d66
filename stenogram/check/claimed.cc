#include "stenogram/check/claimed.h"

#include <algorithm>
#include <mutex>
#include <string>

namespace stenogram::check {
namespace {

// The members of a cast by each folded word of their names, offices and labels.
class Directory {
 public:
  explicit Directory(std::shared_ptr<const corpus::Cast> cast) : cast_(std::move(cast)) {
    for (std::uint32_t member = 0; member < cast_->members.size(); ++member) {
      const transcript::Speaker& speaker = cast_->members[member].speaker;
      if (speaker.name) add(*speaker.name, member);
      if (speaker.office) add(*speaker.office, member);
      for (const std::string& label : speaker.labels) add(label, member);
    }
  }

  const std::shared_ptr<const corpus::Cast>& cast() const { return cast_; }

  corpus::SpeakerSet fitting(const people::Claim& claim) const {
    std::vector<std::uint32_t> members;
    for (const std::string& word : claim.words_shared()) {
      auto found = called_.find(word);
      if (found != called_.end()) members.insert(members.end(), found->second.begin(), found->second.end());
    }
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    corpus::SpeakerSet speakers;
    for (std::uint32_t member : members) {
      if (claim.fits(cast_->members[member].speaker) == people::Fit::none) continue;
      for (const corpus::SpeakerRef& as : cast_->members[member].as) speakers[as.document].push_back(as.speaker);
    }
    return speakers;
  }

 private:
  void add(std::string_view printed, std::uint32_t member) {
    std::string all = people::folded(printed);
    for (std::size_t begin = 0; begin < all.size();) {
      std::size_t end = std::min(all.find(' ', begin), all.size());
      std::vector<std::uint32_t>& members = called_[all.substr(begin, end - begin)];
      if (members.empty() || members.back() != member) members.push_back(member);
      begin = end + 1;
    }
  }

  std::shared_ptr<const corpus::Cast> cast_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> called_;
};

std::shared_ptr<const Directory> directory_of(std::shared_ptr<const corpus::Cast> cast) {
  static std::mutex mutex;
  static std::shared_ptr<const Directory> last;
  std::lock_guard lock(mutex);
  if (!last || last->cast() != cast) last = std::make_shared<const Directory>(std::move(cast));
  return last;
}

}  // namespace

Result<corpus::SpeakerSet> speakers_claimed(const corpus::Passages& record, const people::Claim& claim) {
  Result<std::shared_ptr<const corpus::Cast>> cast = record.cast();
  if (!cast) return cast.error();
  return directory_of(*cast)->fitting(claim);
}

}  // namespace stenogram::check
