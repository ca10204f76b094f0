#include "model/spread_json.hpp"

#include "metrics/class_metric.hpp"

namespace nntrain {

namespace {

void write_members(JsonWriter& json, const MetricSpread& spread) {
  json.key("mean").number(spread.mean).key("sd").number(spread.sd);
  json.key("min").number(spread.min).key("max").number(spread.max);
  json.key("low").number(spread.interval.low).key("high").number(spread.interval.high);
  json.key("runs").count(spread.defined).key("undefined").count(spread.values.size() - spread.defined);
}

}  // namespace

void write_spread(JsonWriter& json, const MetricSpread& spread) {
  json.begin_object();
  write_members(json, spread);
  json.end_object();
}

void write_spread_and_values(JsonWriter& json, const MetricSpread& spread) {
  json.begin_object();
  write_members(json, spread);
  json.key("values").numbers(spread.values);
  json.end_object();
}

MetricSpread spread_of(const Json& json) {
  const auto number = [&json](const char* name) {
    return json[name].is_null() ? MetricSpread::kNone : json[name].number();
  };
  MetricSpread spread;
  spread.defined = static_cast<std::size_t>(json["runs"].count());
  spread.mean = number("mean");
  spread.sd = number("sd");
  spread.min = number("min");
  spread.max = number("max");
  spread.interval = {number("low"), number("high")};
  return spread;
}

std::vector<std::string> spread_metrics(const std::vector<std::string>& names,
                                        const std::vector<std::string>& labels) {
  std::vector<std::string> told;
  for (const std::string& name : names) {
    const bool is_other =
        name == "rows" || name == "correct" || name == "accuracy_low" || name == "accuracy_high";
    if (!is_other) told.push_back(name);
  }
  for (const std::string& name : all_class_metrics(labels)) {
    if (!name.starts_with("confusion[")) told.push_back(name);
  }
  return told;
}

}  // namespace nntrain
