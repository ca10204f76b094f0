#include "base/sha256.hpp"

#ifndef NNTRAIN_WITHOUT_CRYPTO

#include <array>
#include <stdexcept>

#include <fmt/format.h>
#include <openssl/evp.h>

namespace nntrain {

struct Sha256::Context {
  EVP_MD_CTX* evp = EVP_MD_CTX_new();
  Context() = default;
  ~Context() { EVP_MD_CTX_free(evp); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
};

namespace {

void check(bool done) {
  if (!done) throw std::runtime_error("libcrypto cannot compute SHA-256");
}

}  // namespace

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  check(context_->evp != nullptr && EVP_DigestInit_ex(context_->evp, EVP_sha256(), nullptr) == 1);
}

Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
  check(EVP_DigestUpdate(context_->evp, bytes.data(), bytes.size()) == 1);
}

std::string Sha256::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  check(EVP_DigestFinal_ex(context_->evp, digest.data(), &length) == 1);
  std::string text;
  for (unsigned i = 0; i < length; ++i) text += fmt::format("{:02x}", digest[i]);
  return text;
}

}  // namespace nntrain

#else

#include "base/error.hpp"

namespace nntrain {

struct Sha256::Context {};

Sha256::Sha256() {
  throw UsageError("this nntrain was built without libcrypto: it cannot compute a file's SHA-256",
                   "leave the JSON result out, or build with -DNNTRAIN_CRYPTO=ON");
}
Sha256::~Sha256() = default;
void Sha256::update(std::string_view) {}
std::string Sha256::hex() {
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

}  // namespace nntrain
