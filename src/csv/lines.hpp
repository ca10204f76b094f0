#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nntrain {

/// The longest line, and the longest record of a CSV, in bytes.
inline constexpr std::size_t kLongestLine = (std::size_t{1} << 24) - 1;

/// A source of lines for reading records.
class Lines {
 public:
  virtual ~Lines() = default;

  /// The next line without its line feed, but with the carriage return of a CR LF. It is valid until the next
  /// call. nullopt if no further record starts. Throws DataError.
  virtual std::optional<std::string_view> next() = 0;

  /// The next line of a record that is not complete; nullopt at the end of the file.
  virtual std::optional<std::string_view> go_on() { return next(); }

  /// The number of the last returned line, 1-based.
  virtual std::size_t line() const = 0;

  virtual const std::string& path() const = 0;
};

}  // namespace nntrain
