#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <utility>

#include "network/loss_gradient.hpp"
#include "network/samples.hpp"
#include "trace/board.hpp"

namespace nntrain {

/// Rows and what a pass through the network computes for them: nothing before it is asked for, and no more
/// than a block of rows at a time.
class TracedRows {
 public:
  /// Keeps references to all but the numbers. `count` rows are shown; `name` makes their names. For
  /// `blocks_dropped` see UpdateView.
  TracedRows(const LossGradient& function, const Samples& all_samples, std::span<const double> all_parameters,
             std::uint64_t blocks_dropped, std::size_t count, std::function<RowNames()> name)
      : samples(all_samples),
        parameters(all_parameters),
        function_(function),
        blocks_dropped_(blocks_dropped),
        count_(count),
        name_(std::move(name)) {}

  std::size_t count() const { return count_; }                           ///< of the shown rows
  std::size_t more() const { return samples.rows() - count_; }           ///< rows that are not shown
  RowNames names() const { return names_ ? names_ : names_ = name_(); }  ///< of the shown rows

  /// The numbers of a block of rows, until the next call. Throws Interrupted as check_signal(), but not for
  /// the first block.
  const ShownBlock& block(std::size_t index) const;
  bool is_dropping() const { return block_ ? block_->workspace.dropping : block(0).workspace.dropping; }

  const Samples& samples;
  std::span<const double> parameters;

 private:
  const LossGradient& function_;
  std::uint64_t blocks_dropped_;
  std::size_t count_;
  std::function<RowNames()> name_;
  mutable RowNames names_;
  mutable std::optional<ShownBlock> block_;
  mutable std::size_t index_ = 0;  // of the block
};

}  // namespace nntrain
