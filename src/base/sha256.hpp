#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// Whether this build can compute it: it was built with libcrypto.
bool has_sha256();

/// Computes the SHA-256 of bytes that arrive in pieces.
class Sha256 {
 public:
  Sha256();  ///< throws UsageError if this build cannot
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void update(std::string_view bytes);

  /// The digest of all bytes so far as 64 lower-case hex digits.
  std::string hex() const;

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// The SHA-256 of a whole text.
std::string sha256_of(std::string_view text);

/// One hash for several files: the SHA-256 of the lines with theirs. Of one file it is its own hash.
std::string joint_sha256(const std::vector<std::string>& hashes);

}  // namespace nntrain
