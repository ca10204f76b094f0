#include "model/receipt.hpp"

#include <algorithm>

namespace nntrain {
namespace {

template <typename Items>
auto* find_by_flag(Items& items, const std::string& flag) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const auto& one) { return one.flag == flag; });
  return found == items.end() ? nullptr : &*found;
}

/// The file's own lists are of the values of flags that may be repeated.
std::vector<std::string> values_of(const Json& json) {
  if (json.is_null()) return {};
  if (json.is_list()) return json.texts();
  return {json.word()};
}

}  // namespace

const InputFile* Receipt::find_file(const std::string& flag) const {
  return find_by_flag(files, flag);
}

const Setting* Receipt::find_option(const std::string& flag) const {
  return find_by_flag(options, flag);
}

std::vector<Setting> settings_of(const Json& json) {
  std::vector<Setting> settings;
  for (const auto& [flag, value] : json.members())
    settings.push_back({flag, values_of(value), value.is_boolean()});
  return settings;
}

Receipt receipt_of(const Json& json) {
  Receipt receipt;
  receipt.version = json["version"].text();
  receipt.options = settings_of(json["options"]);
  receipt.given = json["given"].texts();
  for (const auto& [flag, file] : json["files"].members()) {
    receipt.files.push_back({flag, file["path"].text(), file["sha256"].text()});
  }
  if (receipt.files.empty() || receipt.files.front().flag != "data")
    json["files"].refuse("there is no \"data\"");
  return receipt;
}

}  // namespace nntrain
