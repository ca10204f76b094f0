#include "report/fields.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

/// A field that is not a metric.
struct Fact {
  const char* name;
  bool is_of_run;  ///< only a training run has it, not an evaluation
  std::function<FieldValue(const FieldSource&)> value;
};

FieldValue count(std::uint64_t value) {
  return value;
}
FieldValue text(std::string_view value) {
  return std::string(value);
}

const std::vector<Fact>& facts() {
  using Source = FieldSource;
  static const std::vector<Fact> all = {
      {"iterations", true, [](const Source& s) { return count(s.run->training.iterations); }},
      {"best_iteration", true,
       [](const Source& s) {
         return count(s.run->training.best_iteration.value_or(s.run->training.iterations));
       }},
      {"best_restart", true, [](const Source& s) { return count(s.run->training.restart + 1); }},
      {"stop", true, [](const Source& s) { return text(name_of(s.run->training.stop)); }},
      {"seconds", true, [](const Source& s) { return FieldValue(s.run->training.seconds); }},
      {"evaluations", true, [](const Source& s) { return count(s.run->training.evaluations); }},
      {"seed", true, [](const Source& s) { return count(s.run->recipe.plan.seed); }},
      {"rows_read", false, [](const Source& s) { return count(s.table.rows_read); }},
      {"rows_used", false, [](const Source& s) { return count(s.table.rows()); }},
      {"rows_dropped", false, [](const Source& s) { return count(s.table.rows_dropped()); }},
      {"target", false, [](const Source& s) { return text(s.table.target); }},
      {"task", false, [](const Source& s) { return text(name_of(s.table.task)); }},
      {"parameters", false, [](const Source& s) { return count(s.network.parameter_count()); }},
      {"fingerprint", false, [](const Source& s) { return text(s.fingerprint); }},
      {"version", false, [](const Source&) { return text(NNTRAIN_VERSION); }},
  };
  return all;
}

FieldValue value_of(const std::string& name, const FieldSource& source) {
  for (const Fact& fact : facts()) {
    if (name == fact.name) return fact.value(source);
  }
  std::vector<std::string> parts;
  for (const SplitResult& one : source.results) parts.push_back(one.split.name);
  const MetricRef asked = find_metric_ref(name, known_metrics(parts, source.results.front().measures.labels,
                                                              source.network.layers().back().activation))
                              .value();
  const auto measured = std::find_if(source.results.begin(), source.results.end(),
                                     [&](const SplitResult& one) { return one.split.name == asked.split; });
  return metric(measured->measures, asked.metric);
}

/// All `names` with and without each split in front, then all `facts`.
std::vector<std::string> fields_with(const std::vector<std::string>& names,
                                     const std::vector<std::string>& splits,
                                     const std::vector<std::string>& facts) {
  std::vector<std::string> fields;
  for (const std::string& split : splits) {
    for (const std::string& name : names) fields.push_back(fmt::format("{}.{}", split, name));
  }
  fields.insert(fields.end(), names.begin(), names.end());
  fields.insert(fields.end(), facts.begin(), facts.end());
  return fields;
}

UsageError no_field(const std::string& name, const KnownMetrics& metrics,
                    const std::vector<std::string>& facts) {
  if (const std::optional<Complaint> missing = missing_split(name, metrics)) {
    return UsageError("--print '" + printable(name) + "': " + missing->why, missing->remedy);
  }
  const std::optional<std::string> near =
      nearest_name(name, fields_with(all_metrics(metrics), metrics.splits, facts));
  return UsageError("--print: a result has no field '" + printable(name) + "' here" +
                        (near ? "; did you mean '" + printable(*near) + "'?" : ""),
                    "the fields are:  " + join(fields_with(metric_forms(metrics), metrics.splits, facts),
                                               ", ", std::string::npos));
}

std::string text_of(const FieldValue& value) {
  if (const auto* const number = std::get_if<double>(&value)) return shortest(*number);
  if (const auto* const count = std::get_if<std::uint64_t>(&value)) return std::to_string(*count);
  return std::get<std::string>(value);
}

std::vector<std::string> parse_fields(const std::string& list, const KnownMetrics& metrics,
                                      const std::vector<std::string>& facts) {
  const std::optional<std::vector<ListItem>> items = split_list(list);
  if (!items) throw UsageError("--print '" + printable(list) + "': a quote is not closed");
  std::vector<std::string> fields;
  for (const ListItem& item : *items) {
    const bool is_fact = std::find(facts.begin(), facts.end(), item.text) != facts.end();
    if (!is_fact && !find_metric_ref(item.text, metrics)) {
      throw no_field(item.text, metrics, facts);
    }
    if (std::find(fields.begin(), fields.end(), item.text) != fields.end()) {
      throw UsageError("--print names '" + printable(item.text) + "' twice");
    }
    fields.push_back(item.text);
  }
  return fields;
}

std::string print_fields(const std::vector<std::string>& fields, const FieldLookup& lookup) {
  std::vector<std::string> values;
  for (const std::string& field : fields) values.push_back(text_of(lookup(field)));
  return join(values, "\t", std::string::npos) + "\n";
}

std::string json_fields(const std::vector<std::string>& fields, const FieldLookup& lookup) {
  JsonWriter json;
  json.begin_object();
  for (const std::string& field : fields) {
    const FieldValue value = lookup(field);
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

}  // namespace

std::vector<std::string> run_facts() {
  std::vector<std::string> names;
  for (const Fact& fact : facts()) names.emplace_back(fact.name);
  return names;
}

std::vector<std::string> evaluation_facts() {
  std::vector<std::string> names;
  for (const Fact& fact : facts()) {
    if (!fact.is_of_run) names.emplace_back(fact.name);
  }
  return names;
}

FieldLookup lookup_in(const FieldSource& source) {
  return [source](const std::string& name) { return value_of(name, source); };
}

Queries parse_queries(const std::string& print, const std::vector<std::string>& asserts,
                      const KnownMetrics& metrics, const std::vector<std::string>& facts) {
  Queries queries;
  if (!print.empty()) queries.fields = parse_fields(print, metrics, facts);
  for (const std::string& expression : asserts)
    queries.asserts.push_back(parse_assertion(expression, metrics));
  return queries;
}

std::string fields_text(const std::vector<std::string>& fields, const FieldLookup& lookup, Format format) {
  return in_format(
      format, [&] { return print_fields(fields, lookup); }, [&] { return json_fields(fields, lookup); });
}

}  // namespace nntrain
