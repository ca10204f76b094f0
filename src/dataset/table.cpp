#include "dataset/table.hpp"

#include "base/text.hpp"

namespace nntrain {

std::vector<std::string> Table::feature_names() const {
  std::vector<std::string> names;
  for (const Column& column : features) names.push_back(column.name);
  return names;
}

std::string Table::features_list() const {
  std::vector<std::string> items;
  for (const Column& column : features) items.push_back(column.item);
  return join(items, ",", std::string::npos);
}

}  // namespace nntrain
