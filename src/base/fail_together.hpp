#pragma once

#include <functional>

namespace nntrain {

/// Does `work` on each rank. If it throws an Error on some ranks, all throw the one of the lowest of these:
/// with its code and texts, and on the other ranks without what a program could do about it. All ranks
/// (Ranks::all()) call it together, and `work` asks nothing of the others.
void fail_together(const std::function<void()>& work);

}  // namespace nntrain
