#include "base/fail_together.hpp"

#include "base/ranks.hpp"
#include "base/shared_errors.hpp"

namespace nntrain {

void fail_together(const std::function<void()>& work) {
  do_together(Ranks::all(), work);
}

}  // namespace nntrain
