#include "dataset/row_plan.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "csv/other_formats.hpp"
#include "dataset/column_list.hpp"

namespace nntrain {
namespace {

/// All texts in the options that may be column names.
std::vector<std::string> names_asked_for(const ReadOptions& options) {
  std::vector<std::string> names = {options.target, options.weights_column};
  std::vector<const std::string*> lists = {&options.features,    &options.target,         &options.drop,
                                           &options.categorical, &options.weights_column, &options.keep};
  for (const PlaceColumn& one : kPlaceColumns) {
    names.push_back(options.*one.asked);
    lists.push_back(&(options.*one.asked));
  }
  for (const std::string* list : lists) {
    const auto items = split_list(*list);
    if (!items) continue;
    for (const ListItem& item : *items) names.push_back(item.text);
  }
  names.erase(std::remove(names.begin(), names.end(), ""), names.end());
  return names;
}

/// Whether the first record of a file like `first` has the column names.
bool has_header_like(const ReadOptions& options, const KeptRecord& record, const Table& first) {
  if (options.header != HeaderMode::kAuto) return options.header == HeaderMode::kYes;
  if (first.has_header && options.columns.empty()) return true;
  const std::vector<std::string> names = first.feature_names();
  return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
    return std::find(record.cells.begin(), record.cells.end(), name) != record.cells.end();
  });
}

/// A first line with a number and without any of the names is not a header line.
void check_header_like(const ReadOptions& options, const KeptRecord& record, char delimiter,
                       const Table& first) {
  const std::vector<std::string>& cells = record.cells;
  const auto stands_there = [&](const std::string& name) {
    return std::find(cells.begin(), cells.end(), name) != cells.end();
  };
  const std::vector<std::string> names = first.feature_names();
  if (std::none_of(cells.begin(), cells.end(), is_meant_as_number) || !first.has_header ||
      stands_there(first.target) || std::any_of(names.begin(), names.end(), stands_there)) {
    return;
  }
  throw LacksColumns(
      fmt::format("{} has no header line ({}), so there is no column '{}'", shown_path(options.path),
                  show_record(record, delimiter), printable(names.front())),
      first.is_model ? "name its columns:  --columns NAME,NAME,...      or add a first line with their names"
                     : fmt::format("add a first line with the names of its columns, like that of {}",
                                   shown_path(first.path)));
}

void check_header_text(const ReadOptions& options, const Opening& opening) {
  const KeptRecord& header = opening.first();
  for (std::size_t i = 0; i < header.cells.size(); ++i) {
    if (is_utf8(header.cells[i])) continue;
    std::vector<std::string> texts;
    for (const KeptRecord& record : opening.records)
      texts.insert(texts.end(), record.cells.begin(), record.cells.end());
    throw DataError(fmt::format("{}:{}:{}: the column name '{}' is not UTF-8", shown_path(options.path),
                                header.line, i + 1, printable(header.cells[i])),
                    encoding_remedy(texts, options.path));
  }
}

/// How the names of the first record fit the fields of the others.
enum class Shape {
  kPlain,
  kRowNames,    ///< the records have one field more, the first: R's write.table names the rows so
  kSpareField,  ///< each record ends with a delimiter: its last field is empty, and the header lacks it or
                ///< too
  kSpareName,   ///< only the header ends with a delimiter
};

bool are_last_cells_empty(const Opening& opening, std::size_t from) {
  return std::all_of(opening.records.begin() + static_cast<std::ptrdiff_t>(from), opening.records.end(),
                     [](const KeptRecord& record) { return record.cells.back().empty(); });
}

/// Whether the first cells can be R's names of rows: all differ, and are quoted, texts, or 1, 2, 3 ... A
/// comma may be a decimal one: then numbers must be quoted.
bool are_row_names(const Opening& opening, char delimiter) {
  std::set<std::string> names;
  for (std::size_t i = 1; i < opening.records.size(); ++i) {
    const KeptRecord& record = opening.records[i];
    const std::string& name = record.cells.front();
    const bool counts = delimiter != ',' && name == std::to_string(i);
    if (!record.is_first_quoted && is_meant_as_number(name) && !counts) return false;
    if (!names.insert(name).second) return false;
  }
  return true;
}

Shape shape_of(const Opening& opening, bool has_header, char delimiter) {
  const std::size_t names = opening.first().cells.size();
  const std::size_t from = has_header ? 1 : 0;
  if (opening.records.size() <= from) return Shape::kPlain;
  const std::size_t fields = opening.records[from].cells.size();
  Opening alike;  // without odd records, which are refused later
  std::copy_if(
      opening.records.begin(), opening.records.end(), std::back_inserter(alike.records),
      [&](const KeptRecord& record) { return &record == &opening.first() || record.cells.size() == fields; });
  if (5 * alike.records.size() < 4 * opening.records.size()) return Shape::kPlain;
  if (fields > 1 && are_last_cells_empty(alike, from)) {
    if (!has_header || fields == names + 1) return Shape::kSpareField;
    if (fields == names && opening.first().cells.back().empty()) return Shape::kSpareField;
  }
  if (!has_header) return Shape::kPlain;
  if (fields == names + 1 && are_row_names(alike, delimiter)) return Shape::kRowNames;
  return names == fields + 1 && opening.first().cells.back().empty() ? Shape::kSpareName : Shape::kPlain;
}

/// Throws the DataError for a header that no record fits, unless decimal commas may have split the records.
void check_header_length(const ReadOptions& options, const Opening& opening, char delimiter) {
  const std::size_t names = opening.first().cells.size();
  const std::size_t fields = opening.second().cells.size();
  const bool is_cut = delimiter == ',' && fields > names && fields <= 2 * names;
  const bool is_alone = std::all_of(opening.records.begin() + 1, opening.records.end(),
                                    [&](const KeptRecord& record) { return record.cells.size() == fields; });
  if (opening.records.size() < 3 || fields == names || is_cut || !is_alone) return;
  throw DataError(fmt::format("{}:{}: the header has {}, but the {} records below it have {} ({})",
                              shown_path(options.path), opening.first().line, counted(names, "name"),
                              opening.records.size() - 1, counted(fields, "field"),
                              show_record(opening.first(), delimiter)),
                  Remedy(RemedyId::kFirstLines,
                         {{"if it names other columns",
                           {"--skip-lines", std::to_string(opening.first().line), "--header", "no"}}},
                         true));
}

/// The names of all fields of a record. Tells the user what the shape changes.
std::vector<std::string> fitted_names(std::vector<std::string> names, Shape shape, std::size_t fields,
                                      Table& table) {
  const std::string path = shown_path(table.path);
  switch (shape) {
    case Shape::kPlain:
      break;
    case Shape::kRowNames:
      names.insert(names.begin(), "");
      table.notes.push_back(
          fmt::format("the header of {} has one name fewer than its rows have fields: the first field is "
                      "taken for the name of the row, as R writes it, and is no feature",
                      path));
      break;
    case Shape::kSpareField:
      names.resize(fields);
      table.notes.push_back(fmt::format(
          "the lines of {} end with a separator: the empty column behind it is no feature", path));
      break;
    case Shape::kSpareName:
      names.pop_back();
      table.notes.push_back(
          fmt::format("the header of {} ends with a separator: the empty name behind it is left out", path));
      break;
  }
  return names;
}

/// The fields that are no features unless the user names them.
std::vector<std::size_t> spare_fields(Shape shape, const Opening& opening, bool has_header,
                                      std::size_t fields) {
  if (shape == Shape::kRowNames) return {0};
  if (shape != Shape::kSpareField) return {};
  std::vector<std::size_t> spares = {fields - 1};
  const auto is_empty = [&](const KeptRecord& record) {
    const std::size_t field = spares.front() - 1;
    const bool is_short = has_header && &record == &opening.first() && field >= record.cells.size();
    return is_short || (field < record.cells.size() && record.cells[field].empty());
  };
  while (spares.front() > 2 && std::all_of(opening.records.begin(), opening.records.end(), is_empty))
    spares.insert(spares.begin(), spares.front() - 1);
  return spares;
}

ColumnNames column_names(const ReadOptions& options, const Opening& opening, Shape shape, Table& table) {
  const KeptRecord& first = opening.first();
  const std::size_t fields =
      (table.has_header && opening.records.size() > 1 ? opening.second() : first).cells.size();
  if (table.has_header) {
    check_header_text(options, opening);
    return {options.path, fitted_names(first.cells, shape, fields, table)};
  }
  if (options.columns.empty()) {
    static_cast<void>(fitted_names({}, shape, fields, table));
    return {options.path, first.cells.size(), show_record(first, table.delimiter)};
  }
  std::vector<std::string> names = parse_names(options.columns);
  if (shape == Shape::kSpareField && names.size() + 1 == fields)
    names = fitted_names(names, shape, fields, table);
  if (names.size() != first.cells.size()) {
    throw DataError(fmt::format("--columns has {}, but {} has {} ({})", counted(names.size(), "name"),
                                shown_path(options.path), counted(first.cells.size(), "field"),
                                show_record(first, table.delimiter)));
  }
  return {options.path, std::move(names)};
}

/// The columns of --keep. Of those of the plan, the target may be named.
std::vector<std::size_t> select_kept(const ReadOptions& options, const ColumnNames& names,
                                     std::optional<std::size_t> target) {
  if (options.keep.empty()) return {};
  Roles skipped;
  if (target) skipped[*target] = Role::kSkipped;
  return select_columns(names, options.keep, "--keep", skipped);
}

/// Throws LacksColumns with all features of another run that the file lacks.
void check_features_of(const ReadOptions& options, const ColumnNames& names) {
  std::vector<std::string> lacking;
  for (const ListItem& item : split_list(options.features).value_or(std::vector<ListItem>())) {
    if (!names.has(item.quoted ? list_item(item.text) : item.text, "")) lacking.push_back(item.text);
  }
  if (!lacking.empty()) names.refuse_lacking(lacking, options.features_of);
}

std::vector<std::size_t> select_features(const ReadOptions& options, const ColumnNames& names,
                                         const Roles& taken, const std::vector<std::size_t>& kept,
                                         const std::vector<std::size_t>& spares) {
  std::vector<std::size_t> features;
  if (options.features.empty()) {
    for (std::size_t column = 0; column < names.count(); ++column) {
      if (std::find(spares.begin(), spares.end(), column) != spares.end()) continue;
      const bool is_kept = std::find(kept.begin(), kept.end(), column) != kept.end();
      if (taken.count(column) == 0 && !is_kept) features.push_back(column);
    }
  } else {
    features = select_columns(names, options.features, "--features", taken);
  }
  std::vector<bool> dropped(names.count());
  if (!options.drop.empty()) {
    for (const std::size_t column : select_columns(names, options.drop, "--drop", taken))
      dropped[column] = true;
  }
  features.erase(std::remove_if(features.begin(), features.end(), [&](std::size_t c) { return dropped[c]; }),
                 features.end());
  return features;
}

/// The columns that say where rows go, in the order of kPlaceColumns.
std::vector<std::size_t> select_placing(const ReadOptions& options, const ColumnNames& names, RowPlan& plan,
                                        Table& table) {
  std::vector<std::size_t> fields;
  for (const PlaceColumn& one : kPlaceColumns) {
    if ((options.*one.asked).empty()) continue;
    const std::size_t field =
        select_one(names, options.*one.asked, one.flag, fmt::format("the {} of each row is in", one.what));
    plan.placing.push_back(&one);
    fields.push_back(field);
    table.*one.read = {names.name(field), names.item(field), {}};
  }
  return fields;
}

/// Throws the DataError for a target that says where rows go.
void check_placing(const RowPlan& plan, const ColumnNames& names, const std::vector<std::size_t>& placing) {
  for (std::size_t i = 0; i < placing.size(); ++i) {
    if (plan.target != placing[i]) continue;
    throw DataError(fmt::format("column '{}' is the target, so it cannot say the {} of each row",
                                printable(names.name(placing[i])), plan.placing[i]->what),
                    "name another column, or another target:  --target NAME");
  }
}

void check_features(const ReadOptions& options, const ColumnNames& names, const Roles& taken,
                    const std::vector<std::size_t>& features) {
  if (!features.empty()) return;
  if (names.count() == taken.size()) {
    throw DataError(
        fmt::format("{} has no feature besides the target and the weights", shown_path(options.path)));
  }
  std::vector<std::string> flags;
  for (const PlaceColumn& one : kPlaceColumns) {
    if (!(options.*one.asked).empty()) flags.emplace_back(one.flag);
  }
  if (!options.keep.empty()) flags.emplace_back("--keep");
  const bool are_named = flags.empty();
  if (!options.drop.empty()) flags.emplace_back("--drop");
  throw DataError(fmt::format("{} {} no feature of {}", join(flags, " and "),
                              flags.size() == 1 ? "leaves" : "leave", shown_path(options.path)),
                  are_named ? "" : "name the features:  --features LIST");
}

/// The features in --categorical.
std::vector<std::size_t> select_categorical(const ReadOptions& options, const ColumnNames& names, Roles taken,
                                            const std::vector<std::size_t>& features) {
  if (options.categorical.empty()) return {};
  for (std::size_t column = 0; column < names.count(); ++column) {
    if (std::find(features.begin(), features.end(), column) == features.end()) {
      taken.emplace(column, Role::kNoFeature);
    }
  }
  return select_columns(names, options.categorical, "--categorical", taken);
}

/// Throws LacksColumns with all columns of `first` that the file lacks.
void check_columns_like(const ReadOptions& options, const ColumnNames& names, bool has_header,
                        const Table& first) {
  // Columns with the same name are identified by position, but must have that name here, too.
  const bool are_named = has_header && first.has_header;
  std::vector<std::string> lacking;
  const auto look_for = [&](const std::string& item, const std::string& name) {
    if (item == list_item(name) && names.find(name).size() > 1) {
      throw LacksColumns(fmt::format("{} columns of {} are called '{}', and {} has one of that name",
                                     names.find(name).size(), shown_path(options.path), printable(name),
                                     shown_path(first.path)),
                         "give the others another name");
    }
    if (names.has(item, are_named ? name : "")) return;
    lacking.push_back(are_named && item != list_item(name) ? fmt::format("{} ({})", name, item) : name);
  };
  std::vector<std::size_t> features;
  for (std::size_t feature = 0; feature < first.features.size(); ++feature) {
    const std::size_t before = lacking.size();
    look_for(first.features[feature].item, first.features[feature].name);
    if (lacking.size() > before) features.push_back(feature);
  }
  for (const KeptColumn& column : first.kept) look_for(column.item, column.name);
  if (!options.features_only) look_for(first.target_item, first.target);
  if (!lacking.empty()) names.refuse_lacking(lacking, shown_path(first.path), features);
}

/// The field of the target of `first` in a file that need not have it.
std::optional<std::size_t> find_target(const ColumnNames& names, bool has_header, const Table& first) {
  const bool is_shared = first.target_item == list_item(first.target) && names.find(first.target).size() > 1;
  const bool are_named = has_header && first.has_header;
  if (is_shared || !names.has(first.target_item, are_named ? first.target : "")) return {};
  return select_target(names, first.target_item);
}

/// Sets the kind of each feature as far as known, and table.categorical_list.
void plan_kinds(RowPlan& plan, const std::vector<std::size_t>& categorical, Table& table) {
  plan.kinds.assign(plan.features.size(), ColumnKind::kOpen);
  std::vector<std::string> items;
  for (const std::size_t column : categorical) {
    const auto slot = std::find(plan.features.begin(), plan.features.end(), column) - plan.features.begin();
    plan.kinds[static_cast<std::size_t>(slot)] = ColumnKind::kText;
    items.push_back(plan.items[column]);
  }
  table.categorical_list = join(items, ",", std::string::npos);
  if (plan.first == nullptr) return;
  for (std::size_t slot = 0; slot < plan.kinds.size(); ++slot) {
    plan.kinds[slot] = plan.first->features[slot].is_text ? ColumnKind::kText : ColumnKind::kNumber;
  }
}

/// Whether a cell has points between thousands: 1.234,5 or 1.234. (Only asked where commas are decimal.)
bool has_points(const Opening& opening) {
  const auto is_pointed = [](const std::string& cell) {
    if (cell.find('.') == std::string::npos) return false;
    return have_decimal_commas({cell.find(',') == std::string::npos ? cell + ",0" : cell});
  };
  return std::any_of(opening.records.begin(), opening.records.end(), [&](const KeptRecord& record) {
    return std::any_of(record.cells.begin(), record.cells.end(), is_pointed);
  });
}

/// Whether a cell has the delimiter, in quotes.
bool has_delimiters(const Opening& opening, char delimiter) {
  const auto is_separating = [&](char c) {
    return delimiter == kBlanks ? c == ' ' || c == '\t' : c == delimiter;
  };
  return std::any_of(opening.records.begin(), opening.records.end(), [&](const KeptRecord& record) {
    return std::any_of(record.cells.begin(), record.cells.end(), [&](const std::string& cell) {
      return std::any_of(cell.begin(), cell.end(), is_separating);
    });
  });
}

}  // namespace

CellPlace place_in(const RowPlan& plan, std::size_t slot, std::size_t line) {
  const bool is_feature = slot < plan.features.size();
  const bool is_target = slot == plan.features.size() && plan.target;
  const std::size_t field = plan.field_of(slot);
  CellPlace place;
  place.path = plan.path;
  place.delimiter = plan.delimiter;
  place.line = line;
  place.field = field + 1;
  place.column = plan.names[field];
  place.header_line = plan.has_header ? plan.first_line : 0;
  place.is_target = is_target;
  place.is_like = plan.first != nullptr;
  place.is_quoted = plan.has_quoted_delimiters;
  place.has_points = plan.has_points;
  place.lists = plan.lists;
  place.given_na = plan.given_na;
  place.given_units = plan.numbers.units;
  place.can_fill = is_feature && (plan.first == nullptr || plan.first->can_fill);
  if (plan.first != nullptr) return place;
  if (is_feature && plan.features.size() > 1)
    place.without = {{"to leave the column out", {"--drop", list_with(plan.drop_list, plan.items[field])}}};
  if (is_feature && plan.kinds[slot] == ColumnKind::kOpen) {
    place.if_text = {{"to read the column as text", {"--categorical", plan.items[field]}}};
  } else if (is_target && plan.task == Task::kAuto) {
    place.if_text = {{"if the target's values are classes", {"--task", "classify"}}};
  }
  return place;
}

std::size_t RowPlan::field_of(std::size_t slot) const {
  if (slot < features.size()) return features[slot];
  return slot == features.size() && target ? *target : weights.value_or(0);
}

NumberStyle style_of_fields(NumberStyle style, const Opening& opening, bool has_header) {
  if (style.units.size() < 2) return style;
  style.of_fields.clear();
  for (std::size_t i = has_header ? 1 : 0; i < opening.records.size(); ++i) {
    const std::vector<std::string>& cells = opening.records[i].cells;
    if (style.of_fields.size() < cells.size()) style.of_fields.resize(cells.size());
    for (std::size_t field = 0; field < cells.size(); ++field) {
      for (const std::string& unit : style.units) {
        const bool has_it = plain_number(cells[field], {{unit}, style.thousands}) &&
                            !plain_number(cells[field], {{}, style.thousands});
        if (has_it && style.of_fields[field].empty()) style.of_fields[field] = unit;
      }
    }
  }
  return style;
}

bool decide_header(const ReadOptions& options, const Opening& opening, const MissingTexts& missing,
                   char delimiter, const Table* first) {
  if (first != nullptr && has_header_like(options, opening.first(), *first)) {
    check_header_like(options, opening.first(), delimiter, *first);
    return true;
  }
  if (first != nullptr) return false;
  if (options.header != HeaderMode::kAuto) return options.header == HeaderMode::kYes;
  if (!options.columns.empty()) return false;
  const std::optional<bool> guess = guess_header(opening, missing, names_asked_for(options));
  if (guess) return *guess;
  throw UsageError(
      fmt::format("it is not clear whether {} starts with a header line ({})", shown_path(options.path),
                  show_record(opening.first(), delimiter)),
      Remedy(RemedyId::kHeader, {{"choose one", {"--header", "yes"}}, {"", {"--header", "no"}}}, true));
}

RowPlan plan_rows(const ReadOptions& options, const Opening& opening, const Table* first, Table& table) {
  const Shape shape = shape_of(opening, table.has_header, table.delimiter);
  if (shape == Shape::kPlain && table.has_header) check_header_length(options, opening, table.delimiter);
  const ColumnNames names = column_names(options, opening, shape, table);
  RowPlan plan;
  plan.path = options.path;
  plan.delimiter = table.delimiter;
  plan.fields = names.count();
  plan.comment = options.comment;
  plan.numbers = style_of_fields(options.numbers, opening, table.has_header);
  plan.fields_from = table.has_header ? "the header" : fmt::format("line {}", opening.first().line);
  plan.has_header = table.has_header;
  if (table.has_header) plan.header = opening.first().cells;
  plan.has_quoted_delimiters = has_delimiters(opening, table.delimiter);
  plan.has_points = has_points(opening);
  if (options.features_of.empty() && first == nullptr) {
    for (const auto& [flag, list] :
         {std::pair("--columns", &options.columns), std::pair("--features", &options.features),
          std::pair("--drop", &options.drop), std::pair("--target", &options.target),
          std::pair("--categorical", &options.categorical),
          std::pair("--weights-column", &options.weights_column), std::pair("--keep", &options.keep)}) {
      if (!list->empty()) plan.lists.emplace_back(flag, *list);
    }
    for (const PlaceColumn& one : kPlaceColumns) {
      const bool is_list = one.read != &Table::hashed;  // its flag is --split hash:COLUMN
      if (is_list && !(options.*one.asked).empty()) plan.lists.emplace_back(one.flag, options.*one.asked);
    }
  }
  plan.first_line = opening.first().line;
  for (std::size_t column = 0; column < names.count(); ++column) {
    plan.names.push_back(names.name(column));
    plan.items.push_back(names.item(column));
  }
  if (!options.features_of.empty()) check_features_of(options, names);
  if (first != nullptr) check_columns_like(options, names, table.has_header, *first);
  plan.spares = spare_fields(shape, opening, plan.has_header, plan.fields);
  Roles taken;
  // Rows of a file like the first are only measured: there each row may have the weight 1.
  const bool may_lack = first != nullptr && !names.has(options.weights_column, "");
  if (!options.weights_column.empty() && !options.features_only && !may_lack) {
    plan.weights = select_one(names, options.weights_column, "--weights-column", "the weights are");
    taken[*plan.weights] = Role::kWeights;
    table.weights_item = plan.items[*plan.weights];
  }
  const std::vector<std::size_t> placing = select_placing(options, names, plan, table);
  if (!options.features_only) {
    Roles not_guessed = taken;
    for (const std::size_t spare : plan.spares) not_guessed[spare] = Role::kSkipped;
    if (options.target.empty()) {
      for (const std::size_t field : placing) not_guessed[field] = Role::kSkipped;
    }
    plan.target = select_target(names, options.target, not_guessed);
    taken[*plan.target] = Role::kTarget;
    table.target = plan.names[*plan.target];
    table.target_item = plan.items[*plan.target];
    check_placing(plan, names, placing);
  }
  const std::optional<std::size_t> target =
      options.features_only && first != nullptr ? find_target(names, table.has_header, *first) : plan.target;
  const std::vector<std::size_t> kept = select_kept(options, names, target);
  plan.copies_target = options.features_only && target;
  if (plan.copies_target) plan.copied.push_back(*target);
  plan.copied.insert(plan.copied.end(), kept.begin(), kept.end());
  plan.copied.insert(plan.copied.end(), placing.begin(), placing.end());
  std::vector<std::size_t> others = kept;  // no features by themselves
  others.insert(others.end(), placing.begin(), placing.end());
  plan.features = select_features(options, names, taken, others, plan.spares);
  table.drop_list = options.drop;
  plan.drop_list = options.drop;
  check_features(options, names, taken, plan.features);
  plan.missing = options.missing;
  plan.task = options.task;
  if (options.na != ReadOptions().na) plan.given_na = options.na;
  plan.columns_named = !options.columns.empty();
  plan.first = first;
  plan_kinds(plan, select_categorical(options, names, taken, plan.features), table);

  for (const std::size_t feature : plan.features) {
    Column& column = table.features.emplace_back();
    column.name = plan.names[feature];
    column.item = plan.items[feature];
  }
  for (const std::size_t column : kept) table.kept.push_back({plan.names[column], plan.items[column], {}});
  return plan;
}

}  // namespace nntrain
