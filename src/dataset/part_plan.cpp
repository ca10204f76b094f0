#include "dataset/part_plan.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr const char* kSameNames = "give all parts the same names, in any order";

/// The fields of a file by their names. Fields without a name that are no features are not among them.
std::map<std::string, std::size_t> fields_by_name(const RowPlan& plan) {
  std::map<std::string, std::size_t> fields;
  for (std::size_t field = 0; field < plan.fields; ++field) {
    if (std::find(plan.spares.begin(), plan.spares.end(), field) != plan.spares.end()) continue;
    if (fields.emplace(plan.names[field], field).second) continue;
    throw DataError(
        fmt::format("two columns of {} are called '{}'", shown_path(plan.path), printable(plan.names[field])),
        "give one of them another name, or all parts the same order of names");
  }
  return fields;
}

/// The names of `fields` that `others` lacks, for messages.
std::vector<std::string> names_beyond(const std::map<std::string, std::size_t>& fields,
                                      const std::map<std::string, std::size_t>& others) {
  std::vector<std::string> names;
  for (const auto& [name, field] : fields) {
    if (others.count(name) == 0) names.push_back(fmt::format("'{}'", printable(name)));
  }
  return names;
}

/// "column 'a'" or "columns 'a', 'b'"
std::string columns_text(const std::vector<std::string>& names) {
  return fmt::format("column{} {}", names.size() == 1 ? "" : "s", join(names));
}

/// The field of a further file for each field of the first one; none for a field without a name.
using FieldMap = std::vector<std::optional<std::size_t>>;

FieldMap same_fields(const RowPlan& first) {
  FieldMap map;
  for (std::size_t field = 0; field < first.fields; ++field) map.emplace_back(field);
  return map;
}

/// Throws the DataError if the names differ.
FieldMap match_names(const RowPlan& first, const RowPlan& own) {
  if (own.names == first.names) return same_fields(first);
  const std::map<std::string, std::size_t> there = fields_by_name(first);
  const std::map<std::string, std::size_t> here = fields_by_name(own);
  const std::string path = shown_path(own.path);
  const std::string first_path = shown_path(first.path);
  const std::vector<std::string> lacking = names_beyond(there, here);
  const std::vector<std::string> extra = names_beyond(here, there);
  if (!lacking.empty()) {
    throw DataError(fmt::format("{} has no {}, which {} has{}", path, columns_text(lacking), first_path,
                                extra.empty() ? "" : fmt::format("; it has {} instead", join(extra))),
                    kSameNames);
  }
  if (!extra.empty()) {
    throw DataError(
        fmt::format("{} has the {}, which {} does not have", path, columns_text(extra), first_path),
        kSameNames);
  }
  FieldMap map(first.fields);
  for (const auto& [name, field] : there) map[field] = here.at(name);
  for (std::size_t i = 0; i < std::min(first.spares.size(), own.spares.size()); ++i)
    map[first.spares[i]] = own.spares[i];
  return map;
}

FieldMap match_positions(const RowPlan& first, const RowPlan& own) {
  if (own.fields == first.fields) return same_fields(first);
  throw DataError(fmt::format("{} has {}, but {} has {}", shown_path(own.path), counted(own.fields, "column"),
                              shown_path(first.path), first.fields),
                  "give all parts the same columns");
}

}  // namespace

bool decide_header_of_part(const ReadOptions& options, const Opening& opening, const MissingTexts& missing,
                           char delimiter, const RowPlan& first) {
  if (options.header != HeaderMode::kAuto) return first.has_header;
  const std::vector<std::string>& cells = opening.first().cells;
  const bool looks_so = guess_header(opening, missing, {}).value_or(false);
  const bool has_header =
      first.has_header
          ? looks_so || std::any_of(cells.begin(), cells.end(),
                                    [&](const std::string& cell) {
                                      return !cell.empty() &&
                                             std::count(first.header.begin(), first.header.end(), cell) > 0;
                                    })
          : looks_so || cells == first.names;
  if (has_header == first.has_header) return has_header;
  const std::string shown =
      fmt::format("{} ({})", shown_path(options.path), show_record(opening.first(), delimiter));
  const std::string first_path = shown_path(first.path);
  throw DataError(has_header ? fmt::format("{} starts with a header line, but {} has none", shown, first_path)
                             : fmt::format("{} has no header line, but {} has one", shown, first_path),
                  Remedy(RemedyId::kHeader, {{"if no part has one", {"--header", "no"}}}, true));
}

RowPlan plan_part(const ReadOptions& options, const Opening& opening, const RowPlan& first, Table& part) {
  ReadOptions all;  // columns of the file
  all.path = options.path;
  all.columns = options.columns;
  all.features_only = true;
  const RowPlan own = plan_rows(all, opening, nullptr, part);
  const FieldMap map = own.has_header ? match_names(first, own) : match_positions(first, own);
  const auto here = [&](std::size_t field) {
    if (map[field]) return *map[field];
    throw DataError(fmt::format("{} has no column '{}', which {} has", shown_path(own.path),
                                printable(first.names[field]), shown_path(first.path)),
                    kSameNames);
  };
  RowPlan plan = first;
  plan.path = own.path;
  plan.delimiter = own.delimiter;
  plan.fields = own.fields;
  plan.fields_from = own.fields_from;
  plan.header = own.header;
  plan.first_line = own.first_line;
  plan.spares = own.spares;
  plan.names = own.names;
  plan.items = own.items;
  for (std::size_t field = 0; field < first.fields; ++field) {
    if (!map[field]) continue;
    plan.names[*map[field]] = first.names[field];
    plan.items[*map[field]] = first.items[field];
  }
  if (!first.numbers.of_fields.empty()) plan.numbers.of_fields.assign(own.fields, "");
  for (std::size_t field = 0; field < first.numbers.of_fields.size(); ++field) {
    if (map[field]) plan.numbers.of_fields[*map[field]] = first.numbers.of_fields[field];
  }
  for (std::size_t& field : plan.features) field = here(field);
  for (std::size_t& field : plan.copied) field = here(field);
  if (plan.target) plan.target = here(*plan.target);
  if (plan.weights) plan.weights = here(*plan.weights);
  return plan;
}

}  // namespace nntrain
