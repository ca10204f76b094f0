#include "sweep/results_plan.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"

namespace nntrain {
namespace {

/// A name of `names` that is not among `others`; null if all are.
const std::string* missing_name(const std::vector<std::string>& names,
                                const std::vector<std::string>& others) {
  for (const std::string& name : names) {
    if (std::find(others.begin(), others.end(), name) == others.end()) return &name;
  }
  return nullptr;
}

}  // namespace

bool is_repeated(SweepStatus status) {
  return status == SweepStatus::kFailed || status == SweepStatus::kSignal;
}

PlanIndex::PlanIndex(const ResultsPlan& plan) : plan_(plan), by_key_(plan.rows.size()) {
  std::iota(by_key_.begin(), by_key_.end(), std::size_t{0});
  // ties: by number
  std::sort(by_key_.begin(), by_key_.end(), [&plan](std::size_t a, std::size_t b) {
    return std::tie(plan.rows[a].key, a) < std::tie(plan.rows[b].key, b);
  });
}

std::optional<std::size_t> PlanIndex::with_number(std::uint64_t number) const {
  const auto found =
      std::lower_bound(plan_.rows.begin(), plan_.rows.end(), number,
                       [](const PlannedRow& row, std::uint64_t wanted) { return row.number < wanted; });
  if (found == plan_.rows.end() || found->number != number) return {};
  return static_cast<std::size_t>(found - plan_.rows.begin());
}

std::vector<std::size_t> PlanIndex::with_key(std::uint64_t key) const {
  auto at = std::lower_bound(
      by_key_.begin(), by_key_.end(), key,
      [this](std::size_t row, std::uint64_t wanted) { return plan_.rows[row].key < wanted; });
  std::vector<std::size_t> rows;
  for (; at != by_key_.end() && plan_.rows[*at].key == key; ++at) rows.push_back(*at);
  return rows;
}

std::vector<std::string> PlanIndex::columns_in_file() const {
  std::vector<std::string> columns;
  for (const std::string& column : plan_.columns) columns.push_back(printable(column, std::string::npos));
  return columns;
}

std::vector<std::size_t> PlanIndex::other_order(const ResultsReader& reader) const {
  const std::vector<std::string> columns = columns_in_file();
  if (reader.columns() == columns || reader.columns().size() != columns.size()) return {};
  std::vector<std::size_t> order;
  for (const std::string& column : columns) {
    const std::optional<std::size_t> there = reader.find(column);
    if (!there) return {};
    order.push_back(*there);
  }
  return order;
}

std::string PlanIndex::difference_of_columns(const ResultsReader& reader) const {
  const std::vector<std::string> columns = columns_in_file();
  if (reader.columns() == columns) return "";
  if (const std::string* const name = missing_name(columns, reader.columns()))
    return fmt::format("other columns: there is no '{}'", printable(*name));
  if (const std::string* const name = missing_name(reader.columns(), columns))
    return fmt::format("other columns: there is also '{}'", printable(*name));
  return "other columns: they are in another order";
}

std::string PlanIndex::difference_of_origin(const ResultsReader& reader) const {
  const std::string& version = reader.text_in(kVersionColumn);
  const std::string& sha256 = reader.text_in(kDataColumn);
  if (!version.empty() && version != plan_.version) return "rows of nntrain " + printable(version);
  if (!sha256.empty() && sha256 != plan_.sha256)
    return fmt::format("rows of another table (SHA-256 {})", printable(sha256, 64));
  return "";
}

std::string PlanIndex::difference_of_grid(const ResultsReader& reader) const {
  if (reader.runs() != plan_.runs)
    return fmt::format("rows of another grid: it has {}, this one {}", counted(reader.runs(), "run"),
                       plan_.runs);
  const std::optional<std::size_t> row = with_number(reader.number());
  const bool is_of_another = reader.sweep() != plan_.sweep;
  if (is_of_another && (!row || plan_.rows[*row].key == reader.key()))
    return "rows of another grid: other runs of it have other flags";
  if (!row) return fmt::format("rows of another shard: run {} is not in this one", reader.number());
  if (plan_.rows[*row].key == reader.key()) return "";
  return fmt::format("rows of another grid: run {} has other flags there", reader.number());
}

}  // namespace nntrain
