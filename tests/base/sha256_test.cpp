#include "base/sha256.hpp"

#include "support/catch.hpp"

using nntrain::Sha256;

TEST_CASE("SHA-256 of the standard's examples") {
  Sha256 empty;
  CHECK(empty.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  Sha256 abc;
  abc.update("abc");
  CHECK(abc.hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("SHA-256 does not depend on how the bytes are cut") {
  std::string bytes;
  for (int i = 0; i < 1000; ++i) bytes += static_cast<char>(i % 256);
  Sha256 whole;
  whole.update(bytes);
  Sha256 cut;
  for (std::size_t at = 0; at < bytes.size(); at += 7) cut.update(std::string_view(bytes).substr(at, 7));
  CHECK(whole.hex() == cut.hex());
}
