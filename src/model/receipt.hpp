#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/json_reader.hpp"
#include "base/json_writer.hpp"

namespace nntrain {

/// A file that went into a result.
struct InputFile {
  std::string flag;  ///< that named it: "data", "validation", "test", "init-from"
  std::string path;
  std::string sha256;  ///< of its bytes

  friend bool operator==(const InputFile&, const InputFile&) = default;
};

/// A flag and the values that it had, none or one, more of a flag that may be repeated.
struct Setting {
  std::string flag;
  std::vector<std::string> values;
  bool is_switch = false;  ///< on or off: "true" or "false"
};

/// How a result was made: all that is needed to make it again.
struct Receipt {
  std::string version;             ///< of nntrain
  std::vector<Setting> options;    ///< what every flag that shapes the result came to
  std::vector<std::string> given;  ///< those that the user gave
  std::vector<InputFile> files;    ///< the table trained on is the first

  const InputFile* find_file(const std::string& flag) const;
  const Setting* find_option(const std::string& flag) const;
};

/// Writes the member "options": all of them.
void write_options(JsonWriter& json, const std::vector<OptionValue>& options);

/// Writes what receipt_of() reads, of a run of this nntrain.
void write_receipt(JsonWriter& json, const std::vector<OptionValue>& options,
                   const std::vector<InputFile>& files);

/// Those of the options that results depend on, and the receipt that such a run has.
std::vector<Setting> settings_of(const std::vector<OptionValue>& options);
Receipt receipt_of(const std::vector<OptionValue>& options, const std::vector<InputFile>& files);

/// From the members "version", "options", "given" and "files" of a JSON text. Throws JsonError.
Receipt receipt_of(const Json& json);

}  // namespace nntrain
