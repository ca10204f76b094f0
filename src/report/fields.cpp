#include "report/fields.hpp"

#include <algorithm>
#include <functional>
#include <variant>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

using Value = std::variant<double, std::uint64_t, std::string>;

struct Field {
  const char* name;
  std::function<Value(const RunResult&)> value;
};

const std::vector<Field>& run_fields() {
  static const std::vector<Field> fields = {
      {"iterations", [](const RunResult& r) { return Value(std::uint64_t{r.training.iterations}); }},
      {"stop", [](const RunResult& r) { return Value(std::string(name_of(r.training.stop))); }},
      {"seconds", [](const RunResult& r) { return Value(r.training.seconds); }},
      {"seed", [](const RunResult& r) { return Value(r.recipe.seed); }},
      {"rows_read", [](const RunResult& r) { return Value(std::uint64_t{r.table.rows_read}); }},
      {"rows_used", [](const RunResult& r) { return Value(std::uint64_t{r.table.rows()}); }},
      {"rows_dropped", [](const RunResult& r) { return Value(std::uint64_t{r.table.rows_dropped}); }},
      {"target", [](const RunResult& r) { return Value(r.table.target); }},
      {"task", [](const RunResult& r) { return Value(std::string(name_of(r.table.task))); }},
      {"parameters", [](const RunResult& r) { return Value(std::uint64_t{r.network.parameter_count()}); }},
      {"fingerprint", [](const RunResult& r) { return Value(r.fingerprint); }},
      {"version", [](const RunResult&) { return Value(std::string(NNTRAIN_VERSION)); }},
  };
  return fields;
}

Value value_of(const std::string& name, const RunResult& result) {
  for (const Field& field : run_fields()) {
    if (name == field.name) return field.value(result);
  }
  const std::string split = "train.";
  return metric(result.train, name.compare(0, split.size(), split) == 0 ? name.substr(split.size()) : name);
}

std::string text_of(const Value& value) {
  if (const auto* const number = std::get_if<double>(&value)) return shortest(*number);
  if (const auto* const count = std::get_if<std::uint64_t>(&value)) return std::to_string(*count);
  return std::get<std::string>(value);
}

}  // namespace

std::vector<std::string> parse_fields(const std::string& list, const std::vector<std::string>& metrics) {
  std::vector<std::string> known;
  for (const std::string& name : metrics) known.push_back("train." + name);
  known.insert(known.end(), metrics.begin(), metrics.end());
  for (const Field& field : run_fields()) known.emplace_back(field.name);

  const std::optional<std::vector<ListItem>> items = split_list(list);
  if (!items) throw UsageError("--print '" + printable(list) + "': a quote is not closed");
  std::vector<std::string> fields;
  for (const ListItem& item : *items) {
    if (std::find(known.begin(), known.end(), item.text) == known.end()) {
      throw UsageError("--print: a result has no field '" + printable(item.text) + "' here" +
                           did_you_mean(item.text, known),
                       "the fields are:  " + join(known, ", ", std::string::npos));
    }
    if (std::find(fields.begin(), fields.end(), item.text) != fields.end()) {
      throw UsageError("--print names '" + printable(item.text) + "' twice");
    }
    fields.push_back(item.text);
  }
  return fields;
}

std::string print_fields(const std::vector<std::string>& fields, const RunResult& result) {
  std::vector<std::string> values;
  for (const std::string& field : fields) values.push_back(text_of(value_of(field, result)));
  return join(values, "\t", std::string::npos) + "\n";
}

std::string json_fields(const std::vector<std::string>& fields, const RunResult& result) {
  JsonWriter json;
  json.begin_object();
  for (const std::string& field : fields) {
    const Value value = value_of(field, result);
    json.key(field);
    if (const auto* const number = std::get_if<double>(&value)) {
      json.number(*number);
    } else if (const auto* const count = std::get_if<std::uint64_t>(&value)) {
      json.count(*count);
    } else {
      json.string(std::get<std::string>(value));
    }
  }
  json.end_object();
  return json.text();
}

}  // namespace nntrain
