#include "base/sha256.hpp"

#ifndef NNTRAIN_WITHOUT_CRYPTO

#include <array>

#include <fmt/format.h>

// The newer calls read the library's configuration first, and crash if memory is short then.
#define OPENSSL_API_COMPAT 10100
#include <openssl/sha.h>

namespace nntrain {

bool has_sha256() {
  return true;
}

struct Sha256::Context {
  SHA256_CTX state;
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  SHA256_Init(&context_->state);
}

Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
  SHA256_Update(&context_->state, bytes.data(), bytes.size());
}

std::string Sha256::hex() const {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256_CTX end = context_->state;
  SHA256_Final(digest.data(), &end);
  std::string text;
  for (const unsigned char byte : digest) text += fmt::format("{:02x}", byte);
  return text;
}

}  // namespace nntrain

#else

#include "base/error.hpp"

namespace nntrain {

bool has_sha256() {
  return false;
}

struct Sha256::Context {};

Sha256::Sha256() {
  throw UsageError("this nntrain was built without libcrypto: it cannot compute a file's SHA-256",
                   "leave the JSON result out, or build with -DNNTRAIN_CRYPTO=ON");
}
Sha256::~Sha256() = default;
void Sha256::update(std::string_view) {}
std::string Sha256::hex() const {
  return {};
}

}  // namespace nntrain

#endif

namespace nntrain {

std::string sha256_of(std::string_view text) {
  Sha256 hash;
  hash.update(text);
  return hash.hex();
}

std::string joint_sha256(const std::vector<std::string>& hashes) {
  if (hashes.size() == 1) return hashes.front();
  std::string lines;
  for (const std::string& hash : hashes) lines += hash + '\n';
  return sha256_of(lines);
}

}  // namespace nntrain
