#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace nntrain {

/// The 64-bit FNV-1a hash (Fowler, Noll, Vo) of the bytes.
std::uint64_t hash_of(std::string_view bytes);

/// The same hash of the bits of the doubles, as 16 hex digits. Each double goes in low byte first on every
/// machine. Equal fingerprints mean equal bits, except for hash collisions.
std::string fingerprint(std::span<const double> values);

}  // namespace nntrain
