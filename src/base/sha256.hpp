#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace nntrain {

/// The SHA-256 of bytes that come piece by piece.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  /// Adds the next bytes.
  void update(std::string_view bytes);

  /// The digest of all bytes so far as 64 lower-case hex digits. Ends the object: call it once, last.
  std::string hex();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// Of a whole text.
std::string sha256_of(std::string_view text);

}  // namespace nntrain
