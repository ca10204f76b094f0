#include "model/sealed_file.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/input.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kDigits = 64;
/// The end of every sealed file, before and after the digits of its checksum.
const std::string kBefore = "\n  \"checksum\": \"";
const std::string kBehind = "\"\n}\n";

/// The checksum of all bytes except the digits that start at `digits`.
std::string checksum_of(std::string_view text, std::size_t digits) {
  Sha256 hash;
  hash.update(text.substr(0, digits));
  hash.update(text.substr(digits + kDigits));
  return hash.hex();
}

bool is_lower_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

/// The position of the checksum's digits; nullopt if the file does not end as it should.
std::optional<std::size_t> find_digits(std::string_view text) {
  if (text.size() < kBefore.size() + kDigits + kBehind.size()) return {};
  const std::size_t digits = text.size() - kBehind.size() - kDigits;
  const std::string_view found = text.substr(digits, kDigits);
  const bool is_sealed = text.substr(digits - kBefore.size(), kBefore.size()) == kBefore &&
                         text.substr(digits + kDigits) == kBehind &&
                         std::all_of(found.begin(), found.end(), is_lower_hex);
  return is_sealed ? std::optional(digits) : std::nullopt;
}

/// The probable kind of a file, from its first bytes.
std::string kind_by_head(std::string_view head) {
  const std::pair<std::string_view, const char*> kinds[] = {
      {"\x1f\x8b", "a gzip file"},
      {"\x89PNG", "a PNG picture"},
      {"PK\x03\x04", "a ZIP file"},
      {"%PDF", "a PDF document"},
      {"\xef\xbb\xbf", "a text that starts with a byte order mark"},
  };
  for (const auto& [start, kind] : kinds) {
    if (head.starts_with(start)) return kind;
  }
  return "not JSON";
}

/// NAME and VERSION of "NAME/VERSION"; the version is 0 for any other text.
std::pair<std::string, std::uint64_t> split_schema(const std::string& schema) {
  const std::size_t slash = schema.rfind('/');
  if (slash == std::string::npos) return {schema, 0};
  return {schema.substr(0, slash), parse_count(schema.substr(slash + 1)).value_or(0)};
}

class Reader {
 public:
  Reader(const std::string& path, const FileFormat& format) : path_(path), format_(format) {}

  std::string read() const {
    std::error_code ignored;
    if (std::filesystem::is_directory(path_, ignored)) refuse("it is a directory");
    std::string text = read_file(path_, [this](std::string_view head) {
      if (head.front() != '{') refuse(fmt::format("it is {}", kind_by_head(head)));
    });
    if (text.empty()) refuse("it is empty");
    return text;
  }

  Json parse(const std::string& text) const {
    const std::optional<std::size_t> digits = find_digits(text);
    const std::string checksum = digits ? checksum_of(text, *digits) : "";
    if (!digits || text.compare(*digits, kDigits, checksum) != 0) refuse_unsealed(text, checksum);
    try {
      Json json = parse_json(text);
      check_schema(json["schema"].text());
      return json;
    } catch (const JsonError& error) {
      refuse(error.what());
    }
  }

 private:
  [[noreturn]] void refuse(const std::string& why) const {
    throw ModelError(fmt::format("{} is not a {}: {}", shown_path(path_), format_.noun, why), format_.remedy);
  }

  /// Reports another kind or version of file; otherwise something has changed its bytes.
  [[noreturn]] void refuse_unsealed(const std::string& text, const std::string& checksum) const {
    std::string problem;
    try {
      const Json json = parse_json(text);
      const std::optional<Json> schema = json.find("schema");
      if (!schema) refuse("it has no \"schema\"");
      check_schema(schema->text());
    } catch (const JsonError& error) {
      problem = error.what();
    }
    if (checksum.empty()) {
      throw ModelError(fmt::format("{} is damaged: {}", shown_path(path_),
                                   problem.empty() ? "it does not end with its checksum" : problem),
                       "use another copy of it");
    }
    throw ModelError(
        fmt::format("{} was changed or damaged: its checksum does not fit its bytes", shown_path(path_)),
        fmt::format(
            "use another copy of it      or, if you changed it yourself, write:  \"checksum\": \"{}\"",
            checksum));
  }

  void check_schema(const std::string& schema) const {
    const auto [name, version] = split_schema(schema);
    if (name != format_.name || version == 0) {
      refuse(
          fmt::format("its schema is '{}', not '{}/{}'", printable(schema), format_.name, format_.version));
    }
    if (version <= format_.version) return;
    throw ModelError(
        fmt::format("{} is of the format {}, and this nntrain ({}) reads up to {}/{}", shown_path(path_),
                    printable(schema), NNTRAIN_VERSION, format_.name, format_.version),
        "use the nntrain that wrote it, or a newer one");
  }

  const std::string& path_;
  const FileFormat& format_;
};

}  // namespace

void begin_sealed(JsonWriter& json, const FileFormat& format) {
  json.begin_object();
  json.key("schema").string(fmt::format("{}/{}", format.name, format.version));
}

std::string end_sealed(JsonWriter& json) {
  json.key("checksum").string(std::string(kDigits, '0'));
  json.end_object();
  std::string text = json.text();
  const std::size_t digits = text.size() - kBehind.size() - kDigits;
  return text.replace(digits, kDigits, checksum_of(text, digits));
}

Json parse_sealed(const std::string& text, const std::string& path, const FileFormat& format) {
  return Reader(path, format).parse(text);
}

Json read_sealed(const std::string& path, const FileFormat& format) {
  const Reader reader(path, format);
  return reader.parse(reader.read());
}

}  // namespace nntrain
