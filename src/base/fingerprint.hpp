#pragma once

#include <span>
#include <string>

namespace nntrain {

/// 16 hex digits that two vectors share only if they are equal bit for bit (as far as 64 bits can tell):
/// FNV-1a (Fowler, Noll, Vo) over the doubles' bits, low byte first on every machine.
std::string fingerprint(std::span<const double> values);

}  // namespace nntrain
