#include "report/fields.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_reader.hpp"
#include "base/markdown.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/resources.hpp"
#include "base/text.hpp"
#include "cli/flag_table.hpp"

namespace nntrain {
namespace {

/// What has a field.
enum class Has { kAll, kRun, kRuns, kModel };  // kModel: a run or an evaluation

/// A field that is not a metric.
struct Fact {
  const char* name;
  Has has;
  std::function<FieldValue(const FieldSource&)> value;
  bool is_number = true;

  bool is_in(const FieldSource& source) const {
    if (has == Has::kModel) return source.runs == nullptr;
    return has == Has::kAll || (has == Has::kRun ? source.run != nullptr : source.runs != nullptr);
  }
};

FieldValue count(std::uint64_t value) {
  return value;
}
FieldValue text(std::string_view value) {
  return std::string(value);
}
FieldValue list(const std::vector<std::string>& values) {
  std::vector<std::string> items;
  for (const std::string& value : values) items.push_back(list_item(value));
  return join(items, ",", std::string::npos);
}

const std::vector<Fact>& facts() {
  using Source = FieldSource;
  static const std::vector<Fact> all = {
      {"iterations", Has::kRun, [](const Source& s) { return count(s.run->training.iterations); }},
      {"best_iteration", Has::kRun,
       [](const Source& s) {
         const TrainingResult& training = s.run->training;
         if (!training.networks.empty()) return FieldValue(MetricSpread::kNone);  // each has its own
         return count(training.best_iteration.value_or(training.iterations));
       }},
      {"best_restart", Has::kRun, [](const Source& s) { return count(s.run->training.restart + 1); }},
      {"stop", Has::kRun, [](const Source& s) { return text(name_of(s.run->training.stop)); }, false},
      {"seconds", Has::kRun, [](const Source& s) { return FieldValue(s.run->training.seconds); }},
      {"evaluations", Has::kRun, [](const Source& s) { return count(s.run->training.evaluations); }},
      {"seed", Has::kRun, [](const Source& s) { return count(s.run->recipe.plan.seed); }},
      {"threads", Has::kRun, [](const Source& s) { return count(s.run->threads); }},
      {"runs", Has::kRuns, [](const Source& s) { return count(s.runs->ended()); }},
      {"diverged", Has::kRuns, [](const Source& s) { return count(s.runs->diverged()); }},
      {"seconds", Has::kRuns, [](const Source& s) { return FieldValue(s.runs->seconds); }},
      {"seed", Has::kRuns, [](const Source& s) { return count(s.runs->recipe.plan.seed); }},
      {"threads", Has::kRuns, [](const Source& s) { return count(s.runs->threads); }},
      {"resources.seconds", Has::kAll, [](const Source&) { return FieldValue(seconds_of_command()); }},
      {"resources.peak_memory", Has::kAll, [](const Source&) { return count(peak_memory()); }},
      {"data.path", Has::kAll, [](const Source& s) { return text(s.table.path); }, false},
      {"data.sha256", Has::kAll, [](const Source& s) { return text(s.table.sha256); }, false},
      {"data.rows", Has::kAll, [](const Source& s) { return count(s.table.rows_read); }},
      {"rows_read", Has::kAll, [](const Source& s) { return count(s.table.rows_read); }},
      {"rows_used", Has::kAll, [](const Source& s) { return count(s.table.all_rows()); }},
      {"rows_dropped", Has::kAll, [](const Source& s) { return count(s.table.rows_dropped()); }},
      {"features", Has::kAll, [](const Source& s) { return list(s.table.feature_names()); }, false},
      {"target", Has::kAll, [](const Source& s) { return text(s.table.target); }, false},
      {"task", Has::kAll, [](const Source& s) { return text(name_of(s.table.task)); }, false},
      {"classes", Has::kAll, [](const Source& s) { return list(labels_of(s.table.classes)); }, false},
      {"layer_sizes", Has::kAll,
       [](const Source& s) { return text(fmt::format("{}", fmt::join(s.shape.network.layer_sizes(), ","))); },
       false},
      {"parameters", Has::kAll, [](const Source& s) { return count(s.shape.network.parameter_count()); }},
      {"networks", Has::kAll, [](const Source& s) { return count(s.shape.networks); }},
      {"threshold", Has::kModel,
       [](const Source& s) { return FieldValue(s.shape.threshold.value_or(MetricSpread::kNone)); }},
      {"temperature", Has::kModel,
       [](const Source& s) { return FieldValue(s.shape.temperature.value_or(MetricSpread::kNone)); }},
      {"fingerprint", Has::kAll, [](const Source& s) { return text(s.fingerprint); }, false},
      {"version", Has::kAll, [](const Source&) { return text(NNTRAIN_VERSION); }, false},
  };
  return all;
}

std::vector<KnownFact> known_facts(Has of) {
  std::vector<KnownFact> known;
  for (const Fact& fact : facts()) {
    const bool is_of_model = fact.has == Has::kModel && of != Has::kRuns;
    if (fact.has != Has::kAll && fact.has != of && !is_of_model) continue;
    known.push_back({fact.name, fact.is_number});
    if (known.back().name == "stop") known.back().words = words_for<StopReason>();
  }
  return known;
}

constexpr std::string_view kOptions = "options.";

/// The option of this name, with or without options. in front; null if there is none.
const OptionValue* find_option(std::string_view name, const std::vector<OptionValue>& options) {
  if (name.starts_with(kOptions)) name.remove_prefix(kOptions.size());
  const auto found = std::find_if(options.begin(), options.end(),
                                  [&](const OptionValue& option) { return option.flag == name; });
  return found == options.end() ? nullptr : &*found;
}

FieldValue value_of(const std::string& name, const FieldSource& source) {
  for (const Fact& fact : facts()) {
    if (name == fact.name && fact.is_in(source)) return fact.value(source);
  }
  if (const std::optional<double> own = find_metric(source.more, name)) return *own;
  const std::optional<MetricRef> asked = find_metric_ref(name, source.known);
  if (!asked) return *find_option(name, source.options);
  return source.metric(*asked);
}

/// All `names` with and without each split in front, then the facts and the options.
std::vector<std::string> fields_with(const std::vector<std::string>& names, const KnownMetrics& known,
                                     const std::vector<OptionValue>& options) {
  std::vector<std::string> fields;
  for (const std::string& split : known.splits) {
    for (const std::string& name : names) fields.push_back(fmt::format("{}.{}", split, name));
  }
  fields.insert(fields.end(), names.begin(), names.end());
  for (const KnownFact& fact : known.facts) fields.push_back(fact.name);
  for (const OptionValue& option : options) {
    const bool is_hidden = std::find(fields.begin(), fields.end(), option.flag) != fields.end();
    fields.push_back(is_hidden ? std::string(kOptions) + option.flag : option.flag);
  }
  return fields;
}

UsageError no_field(const std::string& name, const KnownMetrics& known,
                    const std::vector<OptionValue>& options) {
  const std::optional<Complaint> missing = missing_part(name, known);
  if (missing) return UsageError("--print '" + printable(name) + "': " + missing->why, missing->remedy);
  const std::string what = "--print: a result has no field '" + printable(name) + "' here";
  const bool is_cut = name.find('[') != std::string::npos && !name.ends_with(']');
  if (is_cut && !known.labels.empty()) {
    return UsageError(what, "quote the name of a class that has a comma:  --print 'recall[\"A,B\"]'");
  }
  return UsageError(what + hint_on(name, known, fields_with(all_metrics(known), known, options)),
                    "the fields are:  " + printable(join(fields_with(metric_forms(known), known, options),
                                                         ", ", std::string::npos),
                                                    std::string::npos));
}

/// The option as text: without quotes; a list with commas between its items.
std::string option_text(const OptionValue& option) {
  const std::vector<Setting> settings = settings_of(parse_json("{\"value\": " + option.json + "}"));
  if (option.json == "null") return "null";
  return join(settings.front().values, ",", std::string::npos);
}

std::string text_of(const FieldValue& value) {
  if (const auto* const number = std::get_if<double>(&value)) return shortest(*number);
  if (const auto* const count = std::get_if<std::uint64_t>(&value)) return std::to_string(*count);
  if (const auto* const option = std::get_if<OptionValue>(&value)) return option_text(*option);
  return std::get<std::string>(value);
}

std::vector<std::string> parse_fields(const std::string& list, const KnownMetrics& known,
                                      const std::vector<OptionValue>& options) {
  const std::optional<std::vector<std::string>> items = split_quoted(list);
  if (!items) throw UsageError("--print '" + printable(list) + "': a quote is not closed");
  std::vector<std::string> fields;
  for (const std::string& typed : *items) {
    const std::string item = unquoted(typed);  // quotes may also be around the whole
    const bool is_fact = std::any_of(known.facts.begin(), known.facts.end(),
                                     [&](const KnownFact& fact) { return fact.name == item; });
    if (!is_fact && !find_metric_ref(item, known) && find_option(item, options) == nullptr) {
      throw no_field(item, known, options);
    }
    if (std::find(fields.begin(), fields.end(), item) != fields.end()) {
      throw UsageError("--print names '" + printable(item) + "' twice");
    }
    fields.push_back(item);
  }
  return fields;
}

std::string print_fields(const std::vector<std::string>& fields, const FieldLookup& lookup) {
  std::vector<std::string> values;
  for (const std::string& field : fields) values.push_back(text_of(lookup(field)));
  return join(values, "\t", std::string::npos) + "\n";
}

/// A table of one row.
std::string markdown_fields(const std::vector<std::string>& fields, const FieldLookup& lookup) {
  std::vector<std::string> heads;
  std::vector<std::string> values;
  for (const std::string& field : fields) {
    heads.push_back(markdown_text(field));
    values.push_back(markdown_text(text_of(lookup(field))));
  }
  return markdown_table(heads, {values});
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
    } else if (const auto* const option = std::get_if<OptionValue>(&value)) {
      json.raw(option->json);
    } else {
      json.string(std::get<std::string>(value));
    }
  }
  json.end_object();
  return json.text();
}

}  // namespace

FieldSource source_of(const Table& table, const ModelShape& shape, const std::string& fingerprint,
                      const std::vector<OptionValue>& options, std::span<const SplitResult> results) {
  std::vector<std::string> parts;
  for (const SplitResult& one : results) parts.push_back(one.split.name);
  KnownMetrics known =
      known_metrics(parts, results.front().measures.labels, shape.network.layers().back().activation);
  const auto look_up = [results](const MetricRef& asked) {
    const auto part = std::find_if(results.begin(), results.end(),
                                   [&](const SplitResult& one) { return one.split.name == asked.split; });
    return metric(part->measures, asked.metric);
  };
  return {table, shape, fingerprint, options, std::move(known), look_up};
}

FieldSource source_of(const RunResult& result) {
  FieldSource source =
      source_of(result.table, shape_of(result.model), result.fingerprint, result.options, result.results);
  source.run = &result;
  return source;
}

FieldSource source_of(const RunsResult& result) {
  const auto look_up = [&result](const MetricRef& asked) {
    if (asked.over) return value_of(spread_in(result.runs, asked.split, asked.metric), *asked.over);
    const SplitResult* const test = result.test();
    return test == nullptr ? MetricSpread::kNone : metric(test->measures, asked.metric);
  };
  return {result.table(),
          shape_of(result.model()),
          result.fingerprint,
          result.options,
          known_in(result),
          look_up,
          nullptr,
          &result};
}

std::vector<KnownFact> run_facts() {
  return known_facts(Has::kRun);
}

std::vector<KnownFact> runs_facts() {
  return known_facts(Has::kRuns);
}

std::vector<KnownFact> evaluation_facts() {
  return known_facts(Has::kAll);
}

FieldLookup lookup_in(const FieldSource& source) {
  return [source](const std::string& name) { return value_of(name, source); };
}

FactLookup facts_in(const FieldSource& source) {
  return [source](const std::string& name) -> std::variant<double, std::string> {
    const FieldValue value = value_of(name, source);
    if (const auto* const number = std::get_if<double>(&value)) return *number;
    if (const auto* const count = std::get_if<std::uint64_t>(&value)) return static_cast<double>(*count);
    return std::get<std::string>(value);
  };
}

Queries parse_queries(const std::string& print, const std::vector<std::string>& asserts,
                      const KnownMetrics& known, const std::vector<OptionValue>& options) {
  Queries queries;
  if (!print.empty()) queries.fields = parse_fields(print, known, options);
  for (const std::string& expression : asserts) queries.asserts.push_back(parse_assertion(expression, known));
  return queries;
}

bool asks_for_hash(const std::string& print, const std::vector<std::string>& asserts) {
  const auto has = [](const std::string& text) { return text.find("data.sha256") != std::string::npos; };
  return has(print) || std::any_of(asserts.begin(), asserts.end(), has);
}

std::string fields_text(const std::vector<std::string>& fields, const FieldLookup& lookup, Format format) {
  return in_format(
      format, [&] { return print_fields(fields, lookup); }, [&] { return json_fields(fields, lookup); },
      [&] { return markdown_fields(fields, lookup); });
}

}  // namespace nntrain
