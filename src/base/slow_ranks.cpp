#include "base/slow_ranks.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

struct LinkUnit {
  std::string_view name;
  double value;
};
constexpr LinkUnit kSeconds[] = {{"ns", 1e-9}, {"us", 1e-6}, {"ms", 1e-3}, {"s", 1}};
constexpr LinkUnit kBytesPerSecond[] = {{"kB/s", 1e3}, {"MB/s", 1e6}, {"GB/s", 1e9}};

/// The value of "20us"; none if it is no number >= 0 with one of these units.
template <typename Units>
std::optional<double> value_with_unit(std::string_view text, const Units& units) {
  for (const LinkUnit& unit : units) {
    if (!text.ends_with(unit.name)) continue;
    const ParsedNumber number = parse_number(text.substr(0, text.size() - unit.name.size()));
    if (number.status == NumberStatus::kOk && number.value >= 0) return number.value * unit.value;
  }
  return {};
}

/// Seconds by a clock that all processes of a machine share.
double time_now() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Sleeps, and at the end spins: the system wakes one up about so late.
void wait_until(double time) {
  constexpr double kLateness = 50e-6;
  const double left = time - time_now() - kLateness;
  if (left > 0) {
    timespec pause{};
    pause.tv_sec = static_cast<std::time_t>(left);
    pause.tv_nsec = static_cast<long>((left - static_cast<double>(pause.tv_sec)) * 1e9);
    ::nanosleep(&pause, nullptr);  // a signal may end it: then one spins longer
  }
  while (time_now() < time) {
  }
}

std::span<const std::byte> bytes_of_time(const double& time) {
  return std::as_bytes(std::span<const double>(&time, 1));
}

/// The counts of this process, which are written when it ends.
class CountFile {
 public:
  CountFile(const SlowRanks& ranks, const std::string& path) : ranks_(ranks), file_(path) {
    if (!file_)
      throw DataError("cannot write " + shown_path(path), "name another file in NNTRAIN_RANKS_COUNT");
  }
  CountFile(const CountFile&) = delete;
  CountFile& operator=(const CountFile&) = delete;
  ~CountFile() { file_ << ranks_.table(); }

 private:
  const SlowRanks& ranks_;
  std::ofstream file_;
};

}  // namespace

RankLinks parse_links(std::string_view text, std::string_view variable) {
  const std::size_t comma = text.find(',');
  const bool has_bandwidth = comma != std::string_view::npos;
  const std::optional<double> latency = value_with_unit(text.substr(0, comma), kSeconds);
  const std::optional<double> bandwidth =
      has_bandwidth ? value_with_unit(text.substr(comma + 1), kBytesPerSecond) : 0;
  if (latency && bandwidth && (*bandwidth > 0 || !has_bandwidth)) return {*latency, *bandwidth};
  throw UsageError(fmt::format("the environment variable {} is '{}', not a latency and a bandwidth", variable,
                               printable(std::string(text))),
                   fmt::format("set it so, or unset it:  {}=20us,1GB/s", variable));
}

/// Counts a call, and ends it when its time is over.
class SlowRanks::Call {
 public:
  Call(SlowRanks& ranks, RankCall call)
      : links_(ranks.links_), counts_(ranks.counts_[static_cast<std::size_t>(call)]), begin_(time_now()) {}
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  ~Call() { counts_.seconds += time_now() - begin_; }

  void count(std::uint64_t messages, std::uint64_t bytes) {
    ++counts_.calls;
    counts_.messages += messages;
    counts_.bytes += bytes;
  }
  /// Waits until so many messages and bytes that began at `time` have arrived.
  void count_and_wait(double time, std::uint64_t messages, std::uint64_t bytes) {
    count(messages, bytes);
    wait_until(time + static_cast<double>(messages) * links_.latency +
               links_.seconds_of(static_cast<double>(bytes)));
  }

 private:
  const RankLinks& links_;
  RankCallCounts& counts_;
  double begin_;
};

SlowRanks::SlowRanks(Ranks& ranks, const RankLinks& links)
    : Ranks(ranks.rank(), ranks.size()),
      ranks_(ranks),
      links_(links),
      rounds_(static_cast<std::uint64_t>(std::bit_width(ranks.size() - 1))) {}

/// When a message begins; the next one begins when its bytes are on their way.
double SlowRanks::begin_message(std::size_t bytes) {
  const double time = std::max(time_now(), link_is_free_);
  link_is_free_ = time + links_.seconds_of(static_cast<double>(bytes));
  return time;
}

std::vector<Ranks::Bytes> SlowRanks::gather(std::span<const std::byte> own) {
  Call call(*this, RankCall::kGather);
  const double begin = begin_message(0);
  std::vector<Bytes> all = ranks_.gather(own);
  std::size_t bytes = 0;
  for (const Bytes& one : all) bytes += one.size();
  const std::vector<double> begins = ranks_.gather_one(begin);
  call.count_and_wait(*std::max_element(begins.begin(), begins.end()), rounds_, bytes - own.size());
  return all;
}

std::vector<Ranks::Bytes> SlowRanks::exchange(std::vector<Bytes> to) {
  Call call(*this, RankCall::kExchange);
  const auto bytes_of_others = [this](const std::vector<Bytes>& lists) {
    std::size_t bytes = 0;
    for (std::size_t rank = 0; rank < lists.size(); ++rank)
      bytes += rank == this->rank() ? 0 : lists[rank].size();
    return bytes;
  };
  const std::size_t given = bytes_of_others(to);
  const double begin = begin_message(0);
  std::vector<Bytes> from = ranks_.exchange(std::move(to));
  const std::vector<double> begins = ranks_.gather_one(begin);
  call.count_and_wait(*std::max_element(begins.begin(), begins.end()), are_many() ? rounds_ + 1 : 0,
                      std::max(given, bytes_of_others(from)));
  return from;
}

void SlowRanks::broadcast(std::span<std::byte> bytes) {
  Call call(*this, RankCall::kBroadcast);
  double begin = begin_message(is_first() && are_many() ? bytes.size() : 0);
  ranks_.broadcast(std::as_writable_bytes(std::span<double>(&begin, 1)));
  ranks_.broadcast(bytes);
  const std::size_t told = are_many() ? bytes.size() : 0;
  if (is_first()) {
    call.count(rounds_, told);
  } else {
    call.count_and_wait(begin, rounds_, told);
  }
}

void SlowRanks::send(std::size_t to, std::span<const std::byte> bytes) {
  Call call(*this, RankCall::kSend);
  const double begin = begin_message(bytes.size());
  ranks_.send(to, bytes_of_time(begin));
  ranks_.send(to, bytes);
  call.count(1, bytes.size());
}

void SlowRanks::receive(std::size_t from, std::span<std::byte> bytes) {
  Call call(*this, RankCall::kReceive);
  double begin = 0;
  ranks_.receive(from, std::as_writable_bytes(std::span<double>(&begin, 1)));
  ranks_.receive(from, bytes);
  call.count_and_wait(begin, 1, bytes.size());
}

std::string SlowRanks::table() const {
  std::string text = "call,calls,messages,bytes,seconds\n";
  for (const Word<RankCall>& word : words(RankCall{})) {
    const RankCallCounts& one = counts(word.value);
    text += fmt::format("{},{},{},{},{:.6f}\n", word.word, one.calls, one.messages, one.bytes, one.seconds);
  }
  return text;
}

void slow_down_ranks() {
  constexpr const char* kDelay = "NNTRAIN_RANKS_DELAY";
  const char* const delay = std::getenv(kDelay);
  const char* const path = std::getenv("NNTRAIN_RANKS_COUNT");
  const RankLinks links = delay == nullptr ? RankLinks() : parse_links(delay, kDelay);
  if (delay == nullptr && path == nullptr) return;
  static std::unique_ptr<SlowRanks> ranks;
  static std::unique_ptr<CountFile> file;
  ranks = std::make_unique<SlowRanks>(Ranks::all(), links);
  if (path != nullptr) file = std::make_unique<CountFile>(*ranks, fmt::format("{}.{}", path, ranks->rank()));
  Ranks::set_all(*ranks);
}

}  // namespace nntrain
