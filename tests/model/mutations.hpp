#pragma once

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "model/saved_model.hpp"
#include "support/catch.hpp"
#include "support/ensemble.hpp"
#include "support/run_program.hpp"

namespace nntrain::test {

/// The model with the right checksum: of all bytes except its own 64 digits.
inline std::string sealed(std::string text) {
  constexpr std::size_t kDigits = 64;
  const std::string before = "\n  \"checksum\": \"";
  const std::size_t found = text.rfind(before);
  REQUIRE(found != std::string::npos);
  const std::size_t digits = found + before.size();
  std::string hashed = text;
  hashed.erase(digits, kDigits);
  return text.replace(digits, kDigits, sha256_of(hashed));
}

/// Models of two classes from numbers, of three classes from texts and scaled numbers with missing cells, of
/// a scaled number, and of three networks of the second kind.
inline std::vector<std::string> golden_models() {
  std::vector<std::string> texts;
  for (const std::string name : {"two_class", "classes", "regression"}) {
    texts.push_back(read_file(NNTRAIN_SOURCE_DIR "/tests/golden/models/v1_" + name + ".json"));
  }
  const auto ensemble = ensemble_around(nlohmann::ordered_json::parse(texts[1]), 2);
  texts.push_back(sealed(ensemble.dump(2) + "\n"));
  return texts;
}

inline std::string with_part(const std::string& text, std::size_t begin, std::size_t length,
                             const std::string& part) {
  return text.substr(0, begin) + part + text.substr(begin + length);
}

/// The position and the length of a token in a JSON text.
struct Place {
  std::size_t begin;
  std::size_t length;
};
struct Tokens {
  std::vector<Place> numbers;
  std::vector<Place> keys;  ///< with their quotes
};

inline Tokens tokens_of(const std::string& text) {
  Tokens tokens;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t begin = at;
    if (text[at] == '"') {
      for (++at; text[at] != '"'; ++at) at += text[at] == '\\' ? 1U : 0U;
      if (text[at + 1] == ':') tokens.keys.push_back({begin, at + 1 - begin});
    } else if (text[at] == '-' || (text[at] >= '0' && text[at] <= '9')) {
      at = text.find_first_not_of("0123456789+-.eE", at);
      tokens.numbers.push_back({begin, at - begin});
      --at;
    }
  }
  return tokens;
}

/// Selects about `share` of many things, the same ones each time.
class Sample {
 public:
  explicit Sample(double share) : share_(share) {}
  bool takes() { return static_cast<double>(engine_() >> 11U) * 0x1p-53 < share_; }

 private:
  double share_;
  std::mt19937_64 engine_{20240607};
};

/// Reads texts as models.
class ModelReading {
 public:
  SavedModel read(const std::string& text) const { return read_model(scratch_.file("m.json", text)); }

  /// The message of the ModelError, which names the file; "" if the text is accepted as a model.
  std::string refusal(const std::string& text) const {
    try {
      read(text);
      return "";
    } catch (const ModelError& error) {
      REQUIRE(std::string(error.what()).find(scratch_.path("m.json")) == 0);
      return std::string(error.what()).substr(scratch_.path("").size());
    }
  }

 private:
  ScratchFolder scratch_;
};

/// Replacements for numbers.
inline const std::vector<std::string> kOddNumbers = {"-1",   "0",   "2147483648", "9223372036854775808",
                                                     "1e20", "NaN", "\"\""};

}  // namespace nntrain::test
