#include "trace/traced_rows.hpp"

#include "base/interruption.hpp"

namespace nntrain {

const ShownBlock& TracedRows::block(std::size_t index) const {
  if (index > 0) check_signal();
  if (!block_ || index_ != index) block_ = function_.show_block(samples, parameters, index, blocks_dropped_);
  index_ = index;
  return *block_;
}

}  // namespace nntrain
