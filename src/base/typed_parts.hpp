#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nntrain {

/// A text in quotes or a number, as people type it into JSON (base/typed_json.hpp).
struct TypedPart {
  std::size_t length = 0;  ///< of what was typed, in bytes
  std::string json;        ///< a number in JSON's form; what stands between the quotes of a JSON text
  std::string wrong;       ///< why it cannot be read, or ""
};

/// The text in quotes at the start of `text`, which is UTF-8. nullopt: no quotation mark is there.
std::optional<TypedPart> typed_text(std::string_view text);

/// The number at the start of `text`, or the fraction of two. nullopt: it does not begin as numbers do, with
/// a sign, a digit or a point.
std::optional<TypedPart> typed_number(std::string_view text);

}  // namespace nntrain
