#pragma once

#include <cstdint>
#include <string>

#include "base/json_reader.hpp"
#include "base/json_writer.hpp"

namespace nntrain {

/// A kind of file that nntrain writes and reads again: a JSON object whose first member is "schema" with the
/// value "NAME/VERSION", and whose last one is "checksum", the SHA-256 of all other bytes of the file.
struct FileFormat {
  std::string name;       ///< "nntrain.model"
  std::uint64_t version;  ///< that is written; older ones are read
  std::string noun;       ///< "model", for messages
  std::string remedy;     ///< how to come by such a file
};

/// Begins the object of such a file and writes its schema.
void begin_sealed(JsonWriter& json, const FileFormat& format);

/// Ends the object with the checksum; the file's text.
std::string end_sealed(JsonWriter& json);

/// What the text of such a file holds; messages call it `path`. Throws ModelError.
Json parse_sealed(const std::string& text, const std::string& path, const FileFormat& format);

/// What a file holds whose checksum is right, and whose version this nntrain knows. Throws DataError if it
/// cannot be opened, ModelError for whatever else is wrong, before more than its first bytes are read where
/// those are no such file's. The memory that it takes is bounded by the file's size.
Json read_sealed(const std::string& path, const FileFormat& format);

}  // namespace nntrain
