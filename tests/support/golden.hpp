#pragma once

#include <map>
#include <string>
#include <vector>

namespace nntrain::test {

/// A file of tests/golden: lines `name: number number ...` (# starts a comment line).
std::map<std::string, std::vector<double>> read_golden(const std::string& name);

}  // namespace nntrain::test
