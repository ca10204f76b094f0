#include "base/fail_together.hpp"

#include <exception>

#include "base/ranks.hpp"
#include "base/shared_errors.hpp"

namespace nntrain {

void fail_together(const std::function<void()>& work) {
  Ranks& ranks = Ranks::all();
  if (!ranks.are_many()) return work();
  std::exception_ptr own;
  try {
    work();
  } catch (...) {
    own = std::current_exception();
  }
  throw_together(ranks, own);
}

}  // namespace nntrain
