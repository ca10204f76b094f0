#include "base/dealt_tasks.hpp"

#include <exception>
#include <utility>

#include "base/interruption.hpp"
#include "base/packer.hpp"
#include "base/shared_errors.hpp"

namespace nntrain {
namespace {

/// What a task gives, or the exception that it throws.
struct DealtResult {
  bool has_failed = false;
  Ranks::Bytes bytes{};
};

template <typename Archive>
void pass(Archive& archive, IsType<DealtResult> auto& result) {
  archive(result.has_failed, result.bytes);
}

DealtResult result_of(const DealtTask& task, std::size_t number, Workers& own) {
  try {
    return {false, task(number, own)};
  } catch (...) {
    return {true, packed_error(std::current_exception())};
  }
}

/// The results of this rank's tasks: rank, rank + ranks ...
Ranks::Bytes own_results(Workers& workers, std::size_t count, const DealtTask& task) {
  const Ranks& ranks = workers.ranks();
  const std::size_t own = (count + ranks.size() - 1 - ranks.rank()) / ranks.size();
  std::vector<DealtResult> results(own);
  Workers threads(workers.size(), workers.sharing());  // a task has no other ranks
  threads.side_by_side(own, [&](std::size_t i, Workers& one) {
    results[i] = result_of(task, ranks.rank() + i * ranks.size(), one);
  });
  Packer packer;
  for (const DealtResult& result : results) packer(result);
  return packer.take();
}

}  // namespace

std::vector<Ranks::Bytes> do_dealt(Workers& workers, std::size_t count, const DealtTask& task) {
  Ranks& ranks = workers.ranks();
  const std::vector<Ranks::Bytes> packed = ranks.gather(own_results(workers, count, task));
  agree_on_signal(ranks);
  std::vector<Unpacker> unpackers(packed.begin(), packed.end());
  std::vector<Ranks::Bytes> all;
  for (std::size_t number = 0; number < count; ++number) {
    auto result = unpackers[number % ranks.size()].next<DealtResult>();
    if (result.has_failed) throw_packed(result.bytes);
    all.push_back(std::move(result.bytes));
  }
  return all;
}

}  // namespace nntrain
