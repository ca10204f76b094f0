#include "model/receipt.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include "base/file_pattern.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

template <typename Items>
auto* find_by_flag(Items& items, const std::string& flag) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const auto& one) { return one.flag == flag; });
  return found == items.end() ? nullptr : &*found;
}

/// A list in the file holds the values of a flag that may be repeated.
std::vector<std::string> values_of(const Json& json) {
  if (json.is_null()) return {};
  if (json.is_list()) return json.texts();
  return {json.word()};
}

std::vector<OptionValue> recipe_of(const std::vector<OptionValue>& options) {
  std::vector<OptionValue> recipe;
  std::copy_if(options.begin(), options.end(), std::back_inserter(recipe),
               [](const OptionValue& option) { return option.is_recipe; });
  return recipe;
}

std::vector<std::string> given_of(const std::vector<OptionValue>& options) {
  std::vector<std::string> given;
  for (const OptionValue& option : recipe_of(options)) {
    if (option.is_given) given.push_back(option.flag);
  }
  return given;
}

}  // namespace

std::string changed_parts(const InputFile& then, const InputFile& now) {
  if (then.parts.empty() || now.parts.empty()) return "";
  std::map<std::string, std::string> hashes_then;
  for (const InputPart& part : then.parts) hashes_then[name_in(then.path, part.path)] = part.sha256;
  std::vector<std::string> changes;
  for (const InputPart& part : now.parts) {
    const auto was = hashes_then.extract(name_in(now.path, part.path));
    if (was.empty()) {
      changes.push_back(shown_path(part.path) + " is new");
    } else if (was.mapped() != part.sha256) {
      changes.push_back(shown_path(part.path) + " has other bytes");
    }
  }
  for (const auto& [name, hash] : hashes_then) changes.push_back(shown_path(name) + " is gone");
  return join(changes);
}

const InputFile* Receipt::find_file(const std::string& flag) const {
  return find_by_flag(files, flag);
}

const Setting* Receipt::find_option(const std::string& flag) const {
  return find_by_flag(options, flag);
}

void write_options(JsonWriter& json, const std::vector<OptionValue>& options) {
  json.key("options").begin_object();
  for (const OptionValue& option : options) json.key(option.flag).raw(option.json);
  json.end_object();
}

void write_receipt(JsonWriter& json, const std::vector<OptionValue>& options,
                   const std::vector<InputFile>& files) {
  json.key("version").string(NNTRAIN_VERSION);
  write_options(json, recipe_of(options));
  json.key("given").strings(given_of(options));
  json.key("files").begin_object();
  for (const InputFile& file : files) {
    json.key(file.flag).begin_object().key("path").string(file.path);
    json.key("sha256").string(file.sha256);
    if (!file.parts.empty()) {
      json.key("parts").begin_array();
      for (const InputPart& part : file.parts) {
        json.begin_object().key("path").string(part.path).key("sha256").string(part.sha256).end_object();
      }
      json.end_array();
    }
    json.end_object();
  }
  json.end_object();
}

std::vector<Setting> settings_of(const std::vector<OptionValue>& options) {
  JsonWriter json;
  json.begin_object();
  write_options(json, recipe_of(options));
  json.end_object();
  return settings_of(parse_json(json.text())["options"]);
}

std::vector<Setting> settings_of(const Json& json) {
  std::vector<Setting> settings;
  for (const auto& [flag, value] : json.members())
    settings.push_back({flag, values_of(value), value.is_boolean()});
  return settings;
}

Receipt receipt_of(const std::vector<OptionValue>& options, const std::vector<InputFile>& files) {
  return {NNTRAIN_VERSION, settings_of(options), given_of(options), files};
}

Receipt receipt_of(const Json& json) {
  Receipt receipt;
  receipt.version = json["version"].text();
  receipt.options = settings_of(json["options"]);
  receipt.given = json["given"].texts();
  for (const auto& [flag, file] : json["files"].members()) {
    InputFile& input =
        receipt.files.emplace_back(InputFile{flag, file["path"].text(), file["sha256"].text()});
    if (const std::optional<Json> parts = file.find("parts")) {
      for (const Json& part : parts->list())
        input.parts.push_back({part["path"].text(), part["sha256"].text()});
    }
  }
  if (receipt.files.empty() || receipt.files.front().flag != "data")
    json["files"].refuse("there is no \"data\"");
  return receipt;
}

}  // namespace nntrain
