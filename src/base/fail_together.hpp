#pragma once

#include <functional>

namespace nntrain {

/// Does `work` on each rank (of Ranks::all()), and throws on all what the lowest rank throws that fails, as
/// throw_together(). All ranks call it together, and `work` asks nothing of the others.
void fail_together(const std::function<void()>& work);

}  // namespace nntrain
