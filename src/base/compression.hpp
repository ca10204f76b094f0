#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nntrain {

/// How the bytes of a file are compressed.
enum class Compression { kNone, kGzip, kZstd };

/// The number of bytes that tell it.
inline constexpr std::size_t kCompressionHead = 4;

/// By the first bytes of a file (RFC 1952; RFC 8878, also for a skippable frame). No text begins like this.
Compression compression_of(std::string_view head);

/// Whether `head`, fewer than kCompressionHead bytes, can be the beginning of a compressed file.
bool may_become_compressed(std::string_view head);

/// By the next bytes of the file of this descriptor, whose position stays; kNone for what is no regular file.
Compression compression_of_file(int descriptor);

/// "gzip", "zstd".
std::string_view compression_name(Compression compression);

/// The program that writes such a file's text: "zcat".
std::string_view decompressing_program(Compression compression);

/// Remembers for program_before() how a pipe is compressed, which nobody can look at again. From one thread
/// at a time.
void note_compressed_pipe(const std::string& path, Compression compression);

/// The program that must come before the program `filter` if the file is compressed: "zcat". "" for another
/// file, and for a filter that decompresses itself.
std::string_view program_before(std::string_view filter, const std::string& path);

}  // namespace nntrain
