#include "app/receipt_writer.hpp"

namespace nntrain {
namespace {

void write_file_entry(JsonWriter& json, const std::string& flag, const std::string& path,
                      const std::string& sha256) {
  json.key(flag).begin_object().key("path").string(path).key("sha256").string(sha256).end_object();
}

}  // namespace

std::function<void(JsonWriter&)> receipt_writer(const TrainOptions& options, const FlagTable& flags,
                                                const Table& table, const Splits& splits,
                                                const std::string& start_sha256) {
  return [&options, &flags, &table, &splits, start_sha256](JsonWriter& json) {
    json.key("version").string(NNTRAIN_VERSION);
    json.key("options").begin_object();
    flags.writer(FlagTable::Which::kRecipe)(json);
    json.end_object();
    std::vector<std::string> given;
    for (const Flag& flag : flags.flags()) {
      if (flag.is_recipe && options.is_given(flag.name)) given.push_back(flag.name);
    }
    json.key("given").strings(given);
    json.key("files").begin_object();
    write_file_entry(json, "data", table.path, table.sha256);
    for (const Split& split : splits) {
      if (!split.path.empty()) write_file_entry(json, split.name, split.path, split.sha256);
    }
    if (!options.init_from.empty()) write_file_entry(json, "init-from", options.init_from, start_sha256);
    json.end_object();
  };
}

}  // namespace nntrain
