#pragma once

#include <string>
#include <vector>

#include "base/json_reader.hpp"
#include "base/json_writer.hpp"

namespace nntrain {

/// One of the files that a pattern names.
struct InputPart {
  std::string path;
  std::string sha256;  ///< of its bytes

  friend bool operator==(const InputPart&, const InputPart&) = default;
};

/// An input file of a run, or several that a pattern names.
struct InputFile {
  std::string flag;  ///< the flag that names it: "data", "validation", "test" or "init-from"
  std::string path;
  std::string sha256;              ///< of its bytes; of a pattern joint_sha256() of its files
  std::vector<InputPart> parts{};  ///< the files, if the path is a pattern

  friend bool operator==(const InputFile&, const InputFile&) = default;
};

/// A flag and its values: none or one, or more for a flag that may be repeated.
struct Setting {
  std::string flag;
  std::vector<std::string> values;
  bool is_switch = false;  ///< the value is "true" or "false"
};

/// Everything that is needed to make a result again.
struct Receipt {
  std::string version;             ///< of nntrain
  std::vector<Setting> options;    ///< the values of all flags that can change the result
  std::vector<std::string> given;  ///< the flags among them that the user gave
  std::vector<InputFile> files;    ///< the training table is the first

  const InputFile* find_file(const std::string& flag) const;
  const Setting* find_option(const std::string& flag) const;
};

/// What differs between the files of a pattern then and now: "b.csv has other bytes, c.csv is new"; "" if
/// there was no pattern then, or is none now, or if nothing differs.
std::string changed_parts(const InputFile& then, const InputFile& now);

/// Writes the member "options" with all options.
void write_options(JsonWriter& json, const std::vector<OptionValue>& options);

/// Writes the receipt of a run of this nntrain, as receipt_of() reads it.
void write_receipt(JsonWriter& json, const std::vector<OptionValue>& options,
                   const std::vector<InputFile>& files);

/// The options that can change the result, and the receipt of a run with these options.
std::vector<Setting> settings_of(const std::vector<OptionValue>& options);
/// One setting for each member of a JSON object. Throws JsonError.
std::vector<Setting> settings_of(const Json& json);
Receipt receipt_of(const std::vector<OptionValue>& options, const std::vector<InputFile>& files);

/// Reads the members "version", "options", "given" and "files" of a JSON text. Throws JsonError.
Receipt receipt_of(const Json& json);

}  // namespace nntrain
