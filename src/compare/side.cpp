#include "compare/side.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_reader.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "model/saved_model.hpp"

namespace nntrain {
namespace {

constexpr const char* kSideRemedy =
    "a side is a result (--format json >FILE of train, cv or evaluate), a file of --predictions, or with "
    "--data a model";

/// The kind of a JSON text by its schema. Throws DataError.
SideKind kind_by_schema(const Json& json, const std::string& path) {
  const std::optional<Json> schema = json.find("schema");
  const std::string name = schema ? schema->word() : "";
  if (is_model(json)) return SideKind::kModel;
  for (const std::string_view known : {"nntrain.run/1", "nntrain.runs/1", "nntrain.evaluation/1"}) {
    if (name == known) return SideKind::kResult;
    if (name.starts_with(known.substr(0, known.size() - 1)))
      throw DataError(fmt::format("{} has the schema {}, and this nntrain ({}) reads {}", shown_path(path),
                                  printable(name), NNTRAIN_VERSION, known),
                      "use the nntrain that wrote it, or a newer one");
  }
  if (name.starts_with("nntrain.error/")) {
    const std::optional<Json> message = json.find("message");
    throw DataError(fmt::format("{} is no result, but the error of a run: {}", shown_path(path),
                                message ? printable(message->word(), 300) : ""),
                    "run it again");
  }
  throw DataError(fmt::format("{} is no result: its schema is '{}'", shown_path(path), printable(name)),
                  kSideRemedy);
}

}  // namespace

const ComparedPart* ComparedRun::find(const std::string& part) const {
  const auto found =
      std::find_if(parts.begin(), parts.end(), [&](const ComparedPart& one) { return one.name == part; });
  return found == parts.end() ? nullptr : &*found;
}

std::vector<std::string> in_order(std::vector<std::string> parts) {
  constexpr std::array<std::string_view, 4> kOrder = {"train", "validation", "cv", "test"};
  const auto rank = [&](const std::string& part) {
    return std::find(kOrder.begin(), kOrder.end(), part) - kOrder.begin();
  };
  std::stable_sort(parts.begin(), parts.end(),
                   [&](const std::string& a, const std::string& b) { return rank(a) < rank(b); });
  return parts;
}

SideKind kind_of_side(const std::string& text, const std::string& path) {
  const std::string_view start = trim(std::string_view(text).substr(0, text.find('\n')));
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    throw DataError(shown_path(path) + " is empty", kSideRemedy);
  if (start.starts_with("row,split,")) return SideKind::kPredictions;
  if (!text.starts_with('{')) {
    throw DataError(fmt::format("{} is neither a result nor predictions nor a model: it starts with '{}'",
                                shown_path(path), printable(start, 30)),
                    kSideRemedy);
  }
  try {
    return kind_by_schema(parse_json(text), path);
  } catch (const JsonError& error) {
    const std::size_t end = text.find("}\n{");
    if (end == std::string::npos)
      throw DataError(fmt::format("{} is damaged: {}", shown_path(path), error.what()),
                      "run the command that wrote it again");
    throw DataError(fmt::format("{} has several results, one in a line", shown_path(path)),
                    fmt::format("choose one:  sed -n 1p {} | nntrain compare - B", shell_word(path)));
  }
}

std::string side_name(const Side& side) {
  return shown_path(side.path);
}

}  // namespace nntrain
