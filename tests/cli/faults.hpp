#pragma once

#include <string>

#include "cli/expect.hpp"

namespace nntrain::test {

/// Whether faults can be made in the program: not in one with sanitizers, which have their own malloc.
inline bool can_make_faults() {
  return program_under_test() == NNTRAIN_PROGRAM;
}

/// `nntrain ARGUMENTS` in `folder`, in which the `k`-th call fails, and with `how` "on" all later ones; with
/// "kill" the program is killed before it. The file `seen` exists in the folder if one has failed.
inline ProgramResult with_fault(const std::string& call, int k, const std::string& how,
                                const std::string& arguments, const std::string& folder) {
  return shell("NNTRAIN_FAULT_SEEN=seen NNTRAIN_FAULT='" + call + " " + std::to_string(k) + " " + how +
                   "' LD_PRELOAD='" NNTRAIN_FAULTS "' '" NNTRAIN_DYNAMIC_PROGRAM "' " + arguments,
               folder);
}

}  // namespace nntrain::test
