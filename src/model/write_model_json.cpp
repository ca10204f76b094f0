#include "base/fingerprint.hpp"
#include "model/model_json.hpp"
#include "model/weights_file.hpp"

namespace nntrain {
namespace {

void write_reading(JsonWriter& json, const Reading& reading) {
  json.key("reading").begin_object();
  json.key("header").boolean(reading.has_header);
  json.key("delimiter").string(reading.delimiter);
  json.key("columns").string(reading.columns);
  json.key("na").strings(reading.na);
  json.key("missing").string(name_of(reading.missing));
  json.key("unseen").string(name_of(reading.unseen));
  if (!reading.numbers.is_plain()) {
    json.key("units").strings(reading.numbers.units);
    json.key("thousands").string(thousands_text(reading.numbers.thousands));
  }
  if (!reading.comment.empty()) json.key("comment").string(reading.comment);
  json.end_object();
}

void write_seen(JsonWriter& json, const std::optional<Seen>& seen, bool is_text) {
  if (!seen) return;
  json.key("seen").begin_object();
  json.key("values").count(seen->values).key("missing").count(seen->missing);
  if (is_text) {
    json.key("counts").begin_array();
    for (const std::size_t count : seen->counts) json.count(count);
    json.end_array();
  } else {
    json.key("min").number(seen->min).key("max").number(seen->max);
    json.key("mean").number(seen->mean).key("deviation").number(seen->deviation);
  }
  json.end_object();
}

void write_column(JsonWriter& json, const InputColumn& column) {
  json.begin_object();
  json.key("name").string(column.name);
  json.key("item").string(column.item);
  json.key("type").string(column.is_text ? "text" : "number");
  if (column.is_text) {
    json.key("levels").strings(column.levels);
  } else {
    json.key("centre").number(column.centre).key("divisor").number(column.divisor);
  }
  json.key("missing").numbers(column.fills);
  write_seen(json, column.seen, column.is_text);
  json.end_object();
}

void write_target(JsonWriter& json, const Model& model) {
  const ModelTarget& target = model.target;
  json.key("target").begin_object();
  json.key("name").string(target.name);
  json.key("item").string(target.item);
  json.key("task").string(name_of(target.task));
  json.key("classes").begin_array();
  for (const ClassLabel& one : target.classes) {
    json.begin_object().key("label").string(one.label).key("count").count(one.count).end_object();
  }
  json.end_array();
  json.key("centre").number(target.scale.centre).key("divisor").number(target.scale.divisor);
  json.key("loss").string(name_of(model.loss));
  json.key("class_weights").numbers(model.class_weights);
  json.key("weights_column").string(model.weights_item);
  write_seen(json, target.seen, target.task == Task::kClassify);
  if (target.threshold) json.key("threshold").number(*target.threshold);
  if (target.temperature) json.key("temperature").number(*target.temperature);
  json.end_object();
}

}  // namespace

void write_model(JsonWriter& json, const Model& model) {
  write_reading(json, model.reading);
  json.key("columns").begin_array();
  for (const InputColumn& column : model.preprocessing.columns()) write_column(json, column);
  json.end_array();
  write_target(json, model);
  write_networks(json, model, true, JsonWriter::Lines::kSeveral);
}

void write_networks(JsonWriter& json, const Model& model, bool with_weights, JsonWriter::Lines lines) {
  const std::vector<std::string> inputs = model.preprocessing.input_names();
  if (model.network_count() == 1) {
    if (with_weights) write_layers(json, model.network, inputs, model.parameters, lines);
    return;
  }
  json.key("networks").begin_array();
  for (std::size_t number = 0; number < model.network_count(); ++number) {
    const std::span<const double> parameters = model.parameters_of(number);
    json.begin_object(lines);
    if (with_weights) write_layers(json, model.network, inputs, parameters, lines);
    json.key("fingerprint").string(fingerprint(parameters));
    json.end_object();
  }
  json.end_array();
}

}  // namespace nntrain
