#pragma once

#include <span>
#include <string>

namespace nntrain {

/// The 64-bit FNV-1a hash (Fowler, Noll, Vo) of the bits of the doubles, as 16 hex digits. Each double goes
/// in low byte first on every machine. Equal fingerprints mean equal bits, except for hash collisions.
std::string fingerprint(std::span<const double> values);

}  // namespace nntrain
