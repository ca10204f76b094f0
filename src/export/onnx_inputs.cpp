#include "export/onnx_inputs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

namespace nntrain {
namespace {

/// Codes of a column's texts: a level's index, then missing, then unseen. `refused`: the first out of range.
struct Codes {
  Codes(const Model& model, const InputColumn& column)
      : can_be_missing(!column.fills.empty()),
        can_be_unseen(model.reading.unseen == UnseenMode::kZero),
        missing(static_cast<std::int64_t>(column.levels.size())),
        unseen(missing + (can_be_missing ? 1 : 0)),
        refused(unseen + (can_be_unseen ? 1 : 0)) {}

  bool can_be_missing;
  bool can_be_unseen;
  std::int64_t missing;
  std::int64_t unseen;
  std::int64_t refused;
};

/// 0 .. count - 1
std::vector<std::int64_t> numbers_below(std::int64_t count) {
  std::vector<std::int64_t> numbers(static_cast<std::size_t>(count));
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

/// N x 1: the codes of texts. A Gather fails for the texts that the model refuses.
std::string add_codes(const Model& model, const InputColumn& column, const Codes& codes,
                      const std::string& text, OnnxGraph& graph) {
  std::vector<std::string> keys;
  std::vector<std::int64_t> values;
  const auto add = [&](const std::string& key, std::int64_t value) {
    keys.push_back(key);
    values.push_back(value);
  };
  const std::set<std::string> missing_texts(model.reading.na.begin(), model.reading.na.end());
  for (const std::string& missing : missing_texts)
    add(missing, codes.can_be_missing ? codes.missing : codes.refused);
  for (std::size_t level = 0; level < column.levels.size(); ++level) {
    if (missing_texts.count(column.levels[level]) == 0)
      add(column.levels[level], static_cast<std::int64_t>(level));
  }
  std::string code = graph.node("code", "LabelEncoder", {text},
                                {{"keys_strings", keys},
                                 {"values_int64s", values},
                                 {"default_int64", codes.can_be_unseen ? codes.unseen : codes.refused}},
                                kOnnxTextDomain);
  if (codes.can_be_missing && codes.can_be_unseen) return code;
  return graph.node("known_code", "Gather", {graph.constant("codes", numbers_below(codes.refused)), code});
}

/// N x K for K levels: 1 for the level of the text, else 0; the shares of the levels if it is missing.
std::string add_texts(const Model& model, const InputColumn& column, const std::string& text,
                      OnnxGraph& graph) {
  const Codes codes(model, column);
  const std::string code = add_codes(model, column, codes, text, graph);
  const std::string levels = graph.constant("levels", numbers_below(codes.missing));
  std::string one_hot =
      graph.cast("one_hot", graph.node("is_level", "Equal", {code, levels}), OnnxType::kDouble);
  if (!codes.can_be_missing) return one_hot;
  const std::string missing = graph.constant("missing", std::vector{codes.missing});
  const std::string is_missing = graph.node("is_missing", "Equal", {code, missing});
  const std::string shares = graph.constant("shares", column.fills, {column.fills.size()});
  return graph.node("filled_levels", "Where", {is_missing, shares, one_hot});
}

std::string fill_and_scale(const std::vector<InputColumn>& columns, std::string x, OnnxGraph& graph) {
  std::vector<double> fills, centres, divisors;
  for (const InputColumn& column : columns) {
    const bool is_filled = !column.is_text && !column.fills.empty();
    fills.resize(fills.size() + column.width(),
                 is_filled ? column.fills.front() : std::numeric_limits<double>::quiet_NaN());
    centres.resize(fills.size(), column.centre);
    divisors.resize(fills.size(), column.divisor);
  }
  const auto is_other_than = [](double usual) { return [usual](double value) { return value != usual; }; };
  const auto row = [&](const char* name, const std::vector<double>& values) {
    return graph.constant(name, values, {values.size()});
  };
  if (!std::all_of(fills.begin(), fills.end(), [](double fill) { return std::isnan(fill); })) {
    const std::string is_missing = graph.node("is_missing", "IsNaN", {x});
    x = graph.node("filled", "Where", {is_missing, row("fills", fills), x});
  }
  if (std::any_of(centres.begin(), centres.end(), is_other_than(0))) {
    x = graph.node("shifted", "Sub", {x, row("centres", centres)});
  }
  if (std::any_of(divisors.begin(), divisors.end(), is_other_than(1))) {
    x = graph.node("scaled", "Div", {x, row("divisors", divisors)});
  }
  return x;
}

/// Adds 0 to finite numbers. For others x - x is NaN, and the Gather fails: it asks for index 1 of one.
std::string refuse_numbers(const std::string& x, OnnxGraph& graph) {
  const std::string difference = graph.node("difference", "Sub", {x, x});
  const std::string is_refused = graph.node("is_refused", "IsNaN", {difference});
  const std::string position = graph.cast("is_refused_as_int", is_refused, OnnxType::kInt64);
  const double zero = 0;
  const std::string zeros =
      graph.node("zeros", "Gather", {graph.constant("only_finite", {&zero, 1}, {1}), position});
  return graph.node("finite", "Add", {x, zeros});
}

}  // namespace

std::string add_onnx_inputs(const Model& model, OnnxType number, OnnxGraph& graph) {
  const std::vector<InputColumn>& columns = model.preprocessing.columns();
  std::vector<std::string> cells;
  for (const InputColumn& column : columns) {
    cells.push_back(graph.input(column.name, column.is_text ? OnnxType::kString : number, 1));
  }
  for (std::size_t k = 0; k < columns.size(); ++k) {
    if (columns[k].is_text) {
      cells[k] = add_texts(model, columns[k], cells[k], graph);
    } else if (number != OnnxType::kDouble) {
      cells[k] = graph.cast("as_double", cells[k], OnnxType::kDouble);
    }
  }
  const std::string x = graph.node("inputs", "Concat", cells, {{"axis", 1}});
  return refuse_numbers(fill_and_scale(columns, x, graph), graph);
}

}  // namespace nntrain
