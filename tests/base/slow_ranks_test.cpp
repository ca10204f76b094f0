#include "base/slow_ranks.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/stopwatch.hpp"
#include "support/catch.hpp"
#include "support/thread_ranks.hpp"

using namespace nntrain;

namespace {

using Texts = std::vector<std::string>;

Ranks::Bytes bytes_in(const std::string& text) {
  const std::span<const std::byte> bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

std::string text_of(const Ranks::Bytes& bytes) {
  const std::vector<char> text = values_in<char>(bytes);
  return {text.begin(), text.end()};
}

/// What a rank gets by all kinds of calls.
Texts talk(Ranks& ranks) {
  Texts heard;
  const std::string name(1 + 3 * ranks.rank(), static_cast<char>('a' + ranks.rank()));
  for (const Ranks::Bytes& one : ranks.gather(bytes_in(name))) heard.push_back(text_of(one));
  std::vector<Ranks::Bytes> to;
  for (std::size_t rank = 0; rank < ranks.size(); ++rank) to.push_back(bytes_in(name + std::to_string(rank)));
  for (const Ranks::Bytes& one : ranks.exchange(std::move(to))) heard.push_back(text_of(one));
  heard.push_back(std::to_string(ranks.of_first(ranks.rank() + 7)));
  if (!ranks.are_many()) return heard;
  const std::uint64_t own = ranks.rank();
  ranks.send((ranks.rank() + 1) % ranks.size(), std::as_bytes(std::span(&own, 1)));
  std::uint64_t other = 0;
  ranks.receive((ranks.rank() + ranks.size() - 1) % ranks.size(),
                std::as_writable_bytes(std::span(&other, 1)));
  heard.push_back(std::to_string(other));
  return heard;
}

std::string refusal(const std::string& text) {
  try {
    parse_links(text, "THE_LINKS");
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("slow ranks tell one another the same as fast ones", "[ranks]") {
  for (const std::size_t count : {1U, 2U, 3U, 5U}) {
    std::vector<Texts> fast(count);
    std::vector<Texts> slow(count);
    run_on_ranks(count, [&](Ranks& ranks) {
      fast[ranks.rank()] = talk(ranks);
      SlowRanks delayed(ranks, {1e-4, 1e6});
      slow[ranks.rank()] = talk(delayed);
    });
    CHECK(slow == fast);
  }
}

TEST_CASE("slow ranks count what goes through the network, and wait for it", "[ranks]") {
  constexpr double kLatency = 2e-3;
  constexpr std::size_t kRanks = 3;
  std::vector<std::vector<RankCallCounts>> counts(kRanks);
  std::vector<std::string> tables(kRanks);
  run_on_ranks(kRanks, [&](Ranks& ranks) {
    SlowRanks delayed(ranks, {kLatency, 1e6});
    talk(delayed);
    delayed.sum(1);
    for (const Word<RankCall>& word : words(RankCall{}))
      counts[ranks.rank()].push_back(delayed.counts(word.value));
    tables[ranks.rank()] = delayed.table();
  });
  for (std::size_t rank = 0; rank < kRanks; ++rank) {
    const std::size_t own = 1 + 3 * rank;  // bytes that it gives to all
    const RankCallCounts& gather = counts[rank][0];
    CHECK(gather.calls == 2);
    CHECK(gather.messages == 4);
    CHECK(gather.bytes == (1 + 4 + 7 - own) + 2 * sizeof(int));
    CHECK(gather.seconds > 0.999 * (4 * kLatency + 1e-6 * static_cast<double>(gather.bytes)));
    const RankCallCounts& exchange = counts[rank][1];
    CHECK(exchange.calls == 1);
    CHECK(exchange.messages == 3);
    CHECK(exchange.bytes == std::max(2 * (own + 1), 1 + 4 + 7 - own + 2));
    CHECK(exchange.seconds > 0.999 * 3 * kLatency);
    const RankCallCounts& broadcast = counts[rank][2];
    CHECK(broadcast.calls == 1);
    CHECK(broadcast.messages == 2);
    CHECK(broadcast.bytes == sizeof(std::size_t));
    if (rank > 0) CHECK(broadcast.seconds > 0);
    CHECK(counts[rank][3].calls == 1);
    CHECK(counts[rank][3].bytes == sizeof(std::uint64_t));
    CHECK(counts[rank][4].messages == 1);
    CHECK(counts[rank][4].seconds > 0);
    CHECK_THAT(tables[rank], ContainsSubstring("call,calls,messages,bytes,seconds\ngather,2,4,"));
    CHECK_THAT(tables[rank], ContainsSubstring("\nreceive,1,1,8,"));
  }
}

TEST_CASE("a rank sends one message after another through its link", "[ranks]") {
  const Stopwatch watch;
  run_on_ranks(2, [&](Ranks& ranks) {
    SlowRanks delayed(ranks, {0, 1e5});
    std::vector<std::byte> thousand(1000);  // 10 ms
    for (int i = 0; i < 3; ++i) {
      if (delayed.is_first()) {
        delayed.send(1, thousand);
      } else {
        delayed.receive(0, thousand);
      }
    }
  });
  CHECK(watch.seconds() > 0.0299);
}

TEST_CASE("a latency and a bandwidth are read with their units") {
  const RankLinks both = parse_links("20us,1.5GB/s", "V");
  CHECK(both.latency == Approx(20e-6));
  CHECK(both.bandwidth == Approx(1.5e9));
  CHECK(parse_links("3ms", "V").latency == Approx(3e-3));
  CHECK(parse_links("3ms", "V").bandwidth == 0);
  CHECK(parse_links("0s,200kB/s", "V").bandwidth == Approx(2e5));
  CHECK(parse_links("500ns,10MB/s", "V").latency == Approx(5e-7));
  for (const char* const wrong : {"", "20", "us", "20us,", "20us,0GB/s", "-1us", "20us,1GB", "20 us",
                                  "20us;1GB/s", "20us,1GB/s,2", "1e999s", "20us 1GB/s"}) {
    CAPTURE(wrong);
    CHECK_THAT(refusal(wrong), ContainsSubstring("THE_LINKS is '"));
  }
}
