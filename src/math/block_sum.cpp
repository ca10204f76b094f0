#include "math/block_sum.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <new>

#include "math/kernels.hpp"

namespace nntrain {
namespace {

constexpr std::align_val_t kApart{Workers::kApart};
constexpr std::size_t kSlice = 4096;        // numbers: they stay in the nearest cache
constexpr std::size_t kLeastSliced = 8192;  // of fewer, the sum costs less than to hand it over
constexpr std::size_t kManyBlocks = 16;     // for one thread
constexpr std::size_t kNumbersApart = Workers::kApart / sizeof(double);

std::size_t divided_up(std::size_t a, std::size_t b) {
  return (a + b - 1) / b;
}

}  // namespace

std::size_t BlockSum::most_subtrees(std::size_t blocks, std::size_t threads) {
  return threads == 1 ? 1 : std::max<std::size_t>(1, std::min(blocks, kMostSubtrees * threads));
}

void BlockSum::Free::operator()(double* numbers) const {
  ::operator delete[](numbers, kApart);
}

BlockSum::BlockSum(std::size_t length, std::size_t most_blocks, Workers& workers)
    : workers_(workers),
      length_(length),
      stride_(divided_up(length, kNumbersApart) * kNumbersApart),
      of_thread_(workers.size(), OfThread{PairwiseSum(length, most_blocks)}),
      subtrees_(static_cast<double*>(
          ::operator new[](most_subtrees(most_blocks, workers.size()) * stride_ * sizeof(double), kApart))) {}

/// The blocks of a subtree: a power of two, so that it is a part of the whole tree. The largest one that
/// keeps the busiest thread within 1/32 of the smallest possible load, unless there would be too many
/// subtrees.
std::size_t BlockSum::subtree_blocks(std::size_t blocks, bool on_all_threads) const {
  const std::size_t threads = workers_.size();
  if (!on_all_threads || threads == 1) return std::max<std::size_t>(1, blocks);
  const std::size_t fair = divided_up(blocks, threads);
  // Several for each thread, where there are many blocks: a thread that the system stops for a while does
  // fewer.
  std::size_t size = std::bit_floor(std::max<std::size_t>(1, fair < kManyBlocks ? fair : fair / 4));
  for (; size > 1; size /= 2) {
    if (divided_up(blocks, size / 2) > kMostSubtrees * threads) break;
    if (divided_up(divided_up(blocks, size), threads) * size <= fair + fair / 32) break;
  }
  return size;
}

void BlockSum::add_subtree(std::size_t begin, std::size_t end, std::size_t thread, BlockVector part,
                           std::span<double> sum) {
  PairwiseSum& tree = of_thread_[thread].tree;
  tree.clear();
  for (std::size_t block = begin; block < end; ++block) {
    part(block, thread, tree.next());
    tree.push();
  }
  tree.total(sum);
}

void BlockSum::Subtrees::operator()(std::size_t subtree, std::size_t thread) const {
  const std::size_t begin = subtree * blocks_each;
  sum->add_subtree(begin, std::min(blocks, begin + blocks_each), thread, part, sum->subtree(subtree));
}

void BlockSum::add_subtrees(std::size_t count, std::size_t begin, std::size_t end) const {
  std::array<std::size_t, 64> partial{};  // as in PairwiseSum, but the sums stay where they are
  std::size_t depth = 0;
  const auto add_top = [&] {
    --depth;
    kernels().add(subtree(partial[depth - 1]).data() + begin, subtree(partial[depth]).data() + begin,
                  end - begin);
  };
  for (std::size_t i = 0; i < count; ++i) {
    partial[depth++] = i;
    for (int merges = std::countr_zero(i + 1); merges > 0; --merges) add_top();
  }
  while (depth > 1) add_top();
}

void BlockSum::total_in_slices(std::size_t blocks, bool on_all_threads, BlockVector part, Slice use) {
  const std::size_t size = subtree_blocks(blocks, on_all_threads);
  const std::size_t count = divided_up(blocks, size);
  if (count < 2) {
    add_subtree(0, blocks, 0, part, subtree(0));
    return use(0, subtree(0));
  }
  const Subtrees subtrees{this, part, blocks, size};
  if (now_ != subtrees) now_ = subtrees;
  workers_.spread(count, now_);
  const auto slice = [&](std::size_t begin, std::size_t end) {
    add_subtrees(count, begin, end);
    use(begin, subtree(0).subspan(begin, end - begin));
  };
  if (length_ < kLeastSliced) return slice(0, length_);
  workers_.spread(divided_up(length_, kSlice), [&](std::size_t i, std::size_t) {
    slice(i * kSlice, std::min(length_, (i + 1) * kSlice));
  });
}

void BlockSum::total(std::size_t blocks, bool on_all_threads, BlockVector part, std::span<double> sum) {
  total_in_slices(blocks, on_all_threads, part, [sum](std::size_t begin, std::span<const double> numbers) {
    std::copy(numbers.begin(), numbers.end(), sum.begin() + static_cast<std::ptrdiff_t>(begin));
  });
}

}  // namespace nntrain
