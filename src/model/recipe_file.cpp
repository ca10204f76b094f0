#include "model/recipe_file.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/input.hpp"
#include "base/json_reader.hpp"
#include "base/quote.hpp"
#include "model/saved_model.hpp"

namespace nntrain {

SavedRecipe read_recipe(const std::string& path) {
  const std::string text = read_file(path);
  try {
    std::optional<Json> json = parse_json(text);
    if (is_model(*json)) {
      json = parse_sealed(text, path, kModelFormat);  // checks the checksum
      return {(*json)["version"].text(), settings_of((*json)["options"]), (*json)["given"].texts()};
    }
    if (!(*json)["schema"].text().starts_with("nntrain.run/") || (*json)["command"].text() != "train")
      (*json)["schema"].refuse("it is not that of a model or a training run");
    return {(*json)["version"].text(), settings_of((*json)["options"])};
  } catch (const JsonError& error) {
    throw ModelError(fmt::format("{} has no recipe: {}", shown_path(path), error.what()),
                     "a recipe is in a model (--save FILE) or in the JSON of a run (--format json >FILE)");
  }
}

}  // namespace nntrain
