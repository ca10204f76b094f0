#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nntrain {

/// The longest line, and the longest record of a CSV, in bytes.
inline constexpr std::size_t kLongestLine = (std::size_t{1} << 24) - 1;

/// Where records are read from: lines, one after another.
class Lines {
 public:
  virtual ~Lines() = default;

  /// The next line without its line feed, but with the carriage return of a CR LF; valid until the next call.
  /// nullopt where no further record is to start. Throws DataError.
  virtual std::optional<std::string_view> next() = 0;

  /// The same for a line that goes on with a record; nullopt at the end of the file.
  virtual std::optional<std::string_view> go_on() { return next(); }

  /// The number, from 1, of the line that was given last.
  virtual std::size_t line() const = 0;

  virtual const std::string& path() const = 0;
};

}  // namespace nntrain
