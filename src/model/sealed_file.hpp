#pragma once

#include <cstdint>
#include <string>

#include "base/json_reader.hpp"
#include "base/json_writer.hpp"

namespace nntrain {

/// A kind of file that nntrain writes and reads: a JSON object. Its first member is "schema" with the value
/// "NAME/VERSION". Its last member is "checksum", the SHA-256 of all bytes except the checksum's own digits.
struct FileFormat {
  std::string name;       ///< "nntrain.model"
  std::uint64_t version;  ///< the version to write; older ones can be read
  std::string noun;       ///< "model", for messages
  std::string remedy;     ///< how to get such a file
};

/// Begins the object of such a file and writes its schema.
void begin_sealed(JsonWriter& json, const FileFormat& format);

/// Ends the object with the checksum. Returns the file's text.
std::string end_sealed(JsonWriter& json);

/// Reads the text of such a file; messages call it `path`. Throws ModelError.
Json parse_sealed(const std::string& text, const std::string& path, const FileFormat& format);

/// Reads such a file, if its checksum is right and this nntrain knows its version. Throws DataError if it
/// cannot be opened, ModelError for any other error; for another kind of file it reads only the first bytes.
/// The file's size bounds the memory.
Json read_sealed(const std::string& path, const FileFormat& format);

}  // namespace nntrain
