#include "support/thread_ranks.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace nntrain {
namespace {

/// What is on its way between the ranks.
class Post {
 public:
  void put(std::size_t from, std::size_t to, std::span<const std::byte> bytes) {
    const std::lock_guard lock(mutex_);
    letters_[{from, to}].emplace_back(bytes.begin(), bytes.end());
    changed_.notify_all();
  }
  Ranks::Bytes take(std::size_t from, std::size_t to) {
    std::unique_lock lock(mutex_);
    std::deque<Ranks::Bytes>& letters = letters_[{from, to}];
    changed_.wait(lock, [&] { return is_over_ || !letters.empty(); });
    if (letters.empty()) throw std::runtime_error("another rank has failed");
    Ranks::Bytes bytes = std::move(letters.front());
    letters.pop_front();
    return bytes;
  }
  /// Nobody waits any more.
  void end() {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::pair<std::size_t, std::size_t>, std::deque<Ranks::Bytes>> letters_;
  bool is_over_ = false;
};

class ThreadRanks final : public Ranks {
 public:
  ThreadRanks(std::size_t rank, std::size_t size, Post& post) : Ranks(rank, size), post_(post) {}

  std::vector<Bytes> gather(std::span<const std::byte> own) override {
    return exchange(std::vector<Bytes>(size(), Bytes(own.begin(), own.end())));
  }
  std::vector<Bytes> exchange(std::vector<Bytes> to) override {
    for (std::size_t rank = 0; rank < size(); ++rank) post_.put(this->rank(), rank, to[rank]);
    std::vector<Bytes> from;
    for (std::size_t rank = 0; rank < size(); ++rank) from.push_back(post_.take(rank, this->rank()));
    return from;
  }
  void broadcast(std::span<std::byte> bytes) override {
    for (std::size_t rank = 1; is_first() && rank < size(); ++rank) send(rank, bytes);
    if (!is_first()) receive(0, bytes);
  }
  void send(std::size_t to, std::span<const std::byte> bytes) override { post_.put(rank(), to, bytes); }
  void receive(std::size_t from, std::span<std::byte> bytes) override {
    const Bytes received = post_.take(from, rank());
    if (received.size() != bytes.size()) throw std::logic_error("a message has another length");
    std::copy(received.begin(), received.end(), bytes.begin());
  }

 private:
  Post& post_;
};

}  // namespace

void run_on_ranks(std::size_t count, const std::function<void(Ranks&)>& f) {
  Post post;
  std::vector<std::exception_ptr> thrown(count);
  std::vector<std::thread> threads;
  for (std::size_t rank = 0; rank < count; ++rank) {
    threads.emplace_back([&, rank] {
      try {
        ThreadRanks ranks(rank, count, post);
        f(ranks);
      } catch (...) {
        thrown[rank] = std::current_exception();
        post.end();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::exception_ptr& one : thrown) {
    if (one) std::rethrow_exception(one);
  }
}

}  // namespace nntrain
