#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ranks.hpp"
#include "base/words.hpp"

namespace nntrain {

/// A network between ranks. A message of n bytes arrives latency + n / bandwidth after it is sent (Hockney,
/// "The communication challenge for MPP", 1994), and a rank sends one after another.
struct RankLinks {
  double latency = 0;    ///< seconds
  double bandwidth = 0;  ///< bytes a second; 0: no limit

  double seconds_of(double bytes) const { return bandwidth > 0 ? bytes / bandwidth : 0; }
};

/// "20us,1GB/s": a latency in ns, us, ms or s, then a bandwidth in kB/s, MB/s or GB/s (of 1000), or only the
/// latency. Throws UsageError that names `variable` for another text.
RankLinks parse_links(std::string_view text, std::string_view variable);

/// What ranks can do together.
enum class RankCall { kGather, kExchange, kBroadcast, kSend, kReceive };
constexpr auto words(RankCall) {
  return std::to_array<Word<RankCall>>({{"gather", RankCall::kGather},
                                        {"exchange", RankCall::kExchange},
                                        {"broadcast", RankCall::kBroadcast},
                                        {"send", RankCall::kSend},
                                        {"receive", RankCall::kReceive}});
}

/// The calls of one kind on one rank.
struct RankCallCounts {
  std::uint64_t calls = 0;
  std::uint64_t messages = 0;  ///< one after another
  std::uint64_t bytes = 0;
  double seconds = 0;  ///< in the calls: on their way, and waited for other ranks
};

/// Other ranks on one machine, as if there were a network between them, and what goes through it. A call
/// takes at least the time that good algorithms need (Thakur, Rabenseifner and Gropp, "Optimization of
/// collective communication operations in MPICH", 2005), from when the last rank has begun it, whose data all
/// need:
///
///  - gather: ceil(log2 R) messages one after another, and the bytes of the other ranks;
///  - exchange: ceil(log2 R) messages for the lengths, and one more; the bytes that this rank gives to others
///    or gets from them, whichever are more;
///  - broadcast: ceil(log2 R) messages, and the bytes once; rank 0 does not wait;
///  - send and receive: one message and its bytes; the sender does not wait.
///
/// The results are those of the other ranks. The clock must be the same for all, so they are on one machine.
class SlowRanks final : public Ranks {
 public:
  /// Keeps a reference to `ranks`.
  SlowRanks(Ranks& ranks, const RankLinks& links);

  std::vector<Bytes> gather(std::span<const std::byte> own) override;
  std::vector<Bytes> exchange(std::vector<Bytes> to) override;
  void broadcast(std::span<std::byte> bytes) override;
  void send(std::size_t to, std::span<const std::byte> bytes) override;
  void receive(std::size_t from, std::span<std::byte> bytes) override;

  const RankCallCounts& counts(RankCall call) const { return counts_[static_cast<std::size_t>(call)]; }
  /// The counts as CSV: a line of names, and one for each kind of call.
  std::string table() const;

 private:
  class Call;
  double begin_message(std::size_t bytes);

  Ranks& ranks_;
  RankLinks links_;
  std::uint64_t rounds_;     // ceil(log2 R)
  double link_is_free_ = 0;  // when all that this rank has sent is on its way
  std::array<RankCallCounts, words(RankCall{}).size()> counts_{};
};

/// Puts SlowRanks in the place of Ranks::all(), if the environment asks for it: NNTRAIN_RANKS_DELAY has the
/// text for parse_links(), NNTRAIN_RANKS_COUNT names a file. Rank r writes its table() there at the end, with
/// ".r" behind the name. Throws UsageError for a wrong text, DataError if the file cannot be written.
void slow_down_ranks();

}  // namespace nntrain
