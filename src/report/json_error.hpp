#pragma once

#include <string>

#include "base/error.hpp"
#include "base/json_writer.hpp"

namespace nntrain {

/// Writes the key remedy: null, or an object with id (null: only people can follow it), text,
/// needs_knowledge, and ways, a list of objects with lead, arguments, filter (null, or a program that a file
/// goes through first) and file (null, or the flag of that file).
void write_remedy(JsonWriter& json, const Remedy& remedy);

/// The error of a command as JSON, for programs: schema, version, command, status (refused, or failed for
/// training that failed), exit_code, message, and remedy.
std::string json_error(const Error& error, const std::string& command);

}  // namespace nntrain
