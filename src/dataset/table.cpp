#include "dataset/table.hpp"

#include <algorithm>

#include "base/quote.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"

namespace nntrain {

std::size_t Table::row_number(std::size_t row) const {
  if (dropped.empty()) return read_before + row + 1;
  // Before dropped[k] there are dropped[k] - 1 - k - read_before rows of the table.
  const auto later = std::partition_point(dropped.begin(), dropped.end(), [&](const std::size_t& number) {
    return number - 1 - read_before - static_cast<std::size_t>(&number - dropped.data()) <= row;
  });
  return read_before + row + 1 + static_cast<std::size_t>(later - dropped.begin());
}

Table Table::without_rows() const {
  Table piece;
  piece.path = path;
  piece.features = features;
  piece.kept = kept;
  return piece;
}

void Table::join_hashes() {
  std::vector<std::string> hashes;
  for (const TablePart& part : parts) hashes.push_back(part.sha256);
  sha256 = joint_sha256(hashes);
}

std::pair<std::string, std::size_t> Table::place(std::size_t line) const {
  if (parts.empty()) return {path, line};
  const auto behind = std::partition_point(parts.begin() + 1, parts.end(),
                                           [&](const TablePart& part) { return part.lines_before < line; });
  return {behind[-1].path, line - behind[-1].lines_before};
}

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

std::string Table::kept_list() const {
  std::vector<std::string> items;
  for (const KeptColumn& column : kept) items.push_back(column.item);
  return join(items, ",", std::string::npos);
}

Way Table::drop(const std::string& lead, const std::vector<std::size_t>& these) const {
  std::string list = drop_list;
  for (const std::size_t feature : these) list = list_with(list, features[feature].item);
  return {lead, {"--drop", list}};
}

}  // namespace nntrain
