#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/fingerprint.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "model/model_json.hpp"
#include "model/weights_file.hpp"

namespace nntrain {
namespace {

/// A text from a data file. It has no NUL: data files cannot have one.
std::string cell_text(const Json& json) {
  std::string text = json.text();
  if (text.find('\0') != std::string::npos) json.refuse("it has a NUL");
  return text;
}

/// An item of a LIST that selects one column.
std::string item_of(const Json& json) {
  const auto items = split_list(cell_text(json));
  if (!items || items->size() != 1 || items->front().text.empty()) json.refuse("it is not one column");
  return json.text();
}

double divisor_of(const Json& json) {
  if (!(json.number() > 0)) json.refuse("a divisor must be above 0");
  return json.number();
}

/// A delimiter in the form that parse_delimiter() takes.
std::string delimiter_of(const Json& json) {
  std::string text = json.text();
  if (text != "auto" && text != "tab" && text != "blanks" && text.size() != 1)
    json.refuse("it is not a delimiter");
  return text;
}

/// Models of plain numbers have no such members.
NumberStyle numbers_of(const Json& json) {
  if (!json.find("units")) return {};
  const std::string thousands = json["thousands"].text();
  const bool is_known = thousands == "none" || thousands == "," || thousands == "'" || thousands == " ";
  if (!is_known) json["thousands"].refuse("it cannot separate thousands");
  return {json["units"].texts(), parse_thousands(thousands)};
}

Reading reading_of(const Json& json) {
  return {json["header"].boolean(),
          delimiter_of(json["delimiter"]),
          cell_text(json["columns"]),
          json["na"].texts(),
          json["missing"].choice<MissingMode>(),
          json["unseen"].choice<UnseenMode>(),
          numbers_of(json),
          json.find("comment") ? json["comment"].text() : ""};
}

std::vector<std::string> levels_of(const Json& json) {
  if (json.list().empty() || json.list().size() > kMostLevels)
    json.refuse(fmt::format("it has {} texts", json.list().size()));
  std::vector<std::string> levels = json.texts();
  const bool is_ascending =
      std::adjacent_find(levels.begin(), levels.end(), std::greater_equal<std::string>()) == levels.end();
  if (!is_ascending) json.refuse("the texts are not in ascending order");
  for (const std::string& level : levels) {
    if (level.find('\0') != std::string::npos) json.refuse("a text has a NUL");
  }
  return levels;
}

/// Models of older versions have no such member. `texts` is the number of texts or classes; 0 for numbers.
std::optional<Seen> seen_of(const std::optional<Json>& json, std::size_t texts) {
  constexpr std::uint64_t kMostRows = std::uint64_t{1} << 53U;  // so that a sum of two is a count, too
  if (!json) return {};
  Seen seen;
  seen.values = static_cast<std::size_t>((*json)["values"].count(kMostRows));
  seen.missing = static_cast<std::size_t>((*json)["missing"].count(kMostRows));
  if (seen.values == 0) (*json)["values"].refuse("there is no value");
  if (texts == 0) {
    seen.min = (*json)["min"].number();
    seen.max = (*json)["max"].number();
    seen.mean = (*json)["mean"].number();
    seen.deviation = (*json)["deviation"].number();
    if (seen.min > seen.max) (*json)["max"].refuse("it is less than 'min'");
    if (seen.deviation < 0) (*json)["deviation"].refuse("it is negative");
    return seen;
  }
  const Json counts = (*json)["counts"];
  std::size_t sum = 0;
  for (const double count : counts.numbers()) {
    const bool is_count =
        count >= 0 && count <= static_cast<double>(seen.values) && count == std::floor(count);
    if (!is_count) counts.refuse("a number is not from 0 to 'values'");
    seen.counts.push_back(static_cast<std::size_t>(count));
    sum += seen.counts.back();
  }
  if (seen.counts.size() != texts)
    counts.refuse(fmt::format("it has {} numbers, not {}", seen.counts.size(), texts));
  if (sum != seen.values) counts.refuse("their sum is not 'values'");
  return seen;
}

InputColumn column_of(const Json& json) {
  InputColumn column;
  column.name = cell_text(json["name"]);
  column.item = item_of(json["item"]);
  column.is_text = json["type"].text() == "text";
  if (!column.is_text && json["type"].text() != "number") json["type"].refuse("it is not 'number' or 'text'");
  if (column.is_text) {
    column.levels = levels_of(json["levels"]);
  } else {
    column.centre = json["centre"].number();
    column.divisor = divisor_of(json["divisor"]);
  }
  column.fills = json["missing"].numbers();
  if (!column.fills.empty() && column.fills.size() != column.width()) {
    json["missing"].refuse(fmt::format("it has {} numbers, not {}", column.fills.size(), column.width()));
  }
  column.seen = seen_of(json.find("seen"), column.levels.size());
  return column;
}

Preprocessing columns_of(const Json& json) {
  std::vector<InputColumn> columns;
  std::set<std::string> items;
  for (const Json one : json.list()) {
    columns.push_back(column_of(one));
    columns.back().feature = columns.size() - 1;
    if (!items.insert(columns.back().item).second) one.refuse("the column is there twice");
  }
  if (columns.empty()) json.refuse("there is no column");
  return Preprocessing(std::move(columns));
}

std::vector<ClassLabel> classes_of(const Json& json, Task task) {
  if (json.is_list() && task == Task::kRegress && json.list().empty()) return {};
  const std::size_t count = json.list().size();
  if (task != Task::kClassify || count < 2 || count > kMostClasses)
    json.refuse(fmt::format("there are {} classes", count));
  std::vector<ClassLabel> classes;
  std::set<std::string> labels;
  for (const Json one : json.list()) {
    classes.push_back({cell_text(one["label"]), static_cast<std::size_t>(one["count"].count())});
    if (!labels.insert(classes.back().label).second) one.refuse("the class is there twice");
  }
  return classes;
}

ModelTarget target_of(const Json& json) {
  ModelTarget target;
  target.name = cell_text(json["name"]);
  target.item = item_of(json["item"]);
  target.task = json["task"].choice<Task>();
  if (target.task == Task::kAuto) json["task"].refuse("'auto' is not the task of a model");
  target.classes = classes_of(json["classes"], target.task);
  target.scale = {json["centre"].number(), divisor_of(json["divisor"])};
  if (target.task == Task::kClassify && !target.scale.is_identity())
    json.refuse("classes have no centre and no divisor: these must be 0 and 1");
  target.seen = seen_of(json.find("seen"), target.classes.size());
  return target;
}

std::vector<double> class_weights_of(const Json& json, std::size_t classes) {
  std::vector<double> weights = json.numbers();
  const bool fits = (weights.empty() || weights.size() == classes) &&
                    std::all_of(weights.begin(), weights.end(), [](double weight) { return weight >= 0; });
  if (!fits) json.refuse("it is not a list of one weight for each class");
  return weights;
}

Network network_of(const Json& json, std::size_t inputs, const ModelTarget& target) {
  const JsonValues layers = json.list();
  if (layers.empty()) json.refuse("there is no layer");
  std::vector<std::size_t> sizes = {inputs};
  std::vector<Activation> activations;
  const bool has_bias = (*layers.begin()).find("bias").has_value();
  for (const Json layer : layers) {
    const bool is_output = activations.size() + 1 == layers.size();
    activations.push_back(layer["activation"].choice<Activation>());
    if (!is_output && !is_hidden_activation(activations.back()))
      layer["activation"].refuse("a hidden layer cannot have it");
    const JsonValues rows = layer["weights"].list();
    if (rows.size() != sizes.back()) {
      layer["weights"].refuse(fmt::format("it has {} rows for {} inputs", rows.size(), sizes.back()));
    }
    const std::uint64_t units = layer["units"].count();
    for (const Json row : rows) {
      if (row.number_count() != units || units == 0) row.refuse(fmt::format("it is not {} numbers", units));
    }
    if (layer.find("bias").has_value() != has_bias) layer.refuse("some layers have a bias, some have none");
    if (has_bias && layer["bias"].number_count() != units)
      layer["bias"].refuse(fmt::format("it is not {} numbers", units));
    sizes.push_back(static_cast<std::size_t>(units));
  }
  const Activation output = activations.back();
  const bool fits_task =
      target.task == Task::kClassify || (output != Activation::kSoftmax && output != Activation::kStep);
  if (!fits_task || sizes.back() != output_count(target.classes.size(), output)) {
    json.refuse("the last layer does not fit the target");
  }
  return Network(sizes, activations, has_bias);
}

/// Models with the usual rule have no such member.
Threshold threshold_of(const Json& target, const Model& model) {
  const std::optional<Json> json = target.find("threshold");
  if (!json) return {};
  if (model.target.classes.size() != 2 || !are_probabilities(model.network))
    json->refuse("it is for two classes with probabilities");
  if (!(json->number() >= 0 && json->number() <= 1)) json->refuse("it is not from 0 up to 1");
  return json->number();
}

/// Models that are not calibrated have no such member.
std::optional<double> temperature_of(const Json& target, const Model& model) {
  const std::optional<Json> json = target.find("temperature");
  if (!json) return {};
  if (model.target.classes.empty() || !are_probabilities(model.network))
    json->refuse("it is for classes with probabilities");
  constexpr double kMost = 20 * (1 + 1e-9);  // as calibration finds them, rounded
  if (!(json->number() >= 1 / kMost && json->number() <= kMost)) json->refuse("it is not from 0.05 up to 20");
  return json->number();
}

/// Checks the names that follow from the rest of the model. They show that the sections belong together.
void check_names(const Json& layers, const Model& model) {
  std::size_t l = 0;
  for (const Json layer : layers.list()) {
    if (layer["name"].text() != layer_name(model.network, l)) {
      layer["name"].refuse(fmt::format("it should be '{}'", layer_name(model.network, l)));
    }
    const std::vector<std::string> inputs = model.layer_inputs(l);
    const Json given = layer["inputs"];
    if (given.list().size() != inputs.size() || given.texts() != inputs)
      given.refuse("these are not the layer's inputs");
    ++l;
  }
}

LossFunction loss_of(const Json& json, Task task) {
  const std::optional<LossFunction> loss = loss_called(json.text());
  if (loss && is_robust(loss->kind) && task == Task::kClassify)
    json.refuse("'" + json.text() + "' is for a target of numbers");
  if (loss) return *loss;
  json.refuse("'" + json.text() + "' is unknown here");
}

/// Copies the parameters of one network to `to`. Returns the end of the copy.
double* copy_layers(const Json& layers, double* to) {
  for (const Json layer : layers.list()) {
    if (const std::optional<Json> bias = layer.find("bias")) to = bias->copy_numbers(to);
    for (const Json row : layer["weights"].list()) to = row.copy_numbers(to);
  }
  return to;
}

bool same_structure(const Network& a, const Network& b) {
  return std::equal(a.layers().begin(), a.layers().end(), b.layers().begin(), b.layers().end(),
                    [](const Layer& one, const Layer& other) {
                      return one.inputs == other.inputs && one.outputs == other.outputs &&
                             one.activation == other.activation && one.has_bias == other.has_bias;
                    });
}

/// The "layers" of each network. An ensemble has a list "networks" of at least two.
std::vector<Json> lists_of_layers(const Json& json) {
  const std::optional<Json> networks = json.find("networks");
  if (!networks) return {json["layers"]};
  const std::string schema = json.find("schema") ? json["schema"].text() : "";
  if (schema.ends_with("/1") || schema.ends_with("/2"))
    networks->refuse(fmt::format("'{}' has one network", printable(schema)));
  if (json.find("layers")) networks->refuse("there are 'layers', too");
  std::vector<Json> lists;
  for (const Json network : networks->list()) lists.push_back(network["layers"]);
  if (lists.size() < 2) networks->refuse(fmt::format("an ensemble has several, not {}", lists.size()));
  return lists;
}

/// Checks that each network of an ensemble has the parameters of which its fingerprint tells.
void check_fingerprints(const Json& json, const Model& model) {
  const std::optional<Json> networks = json.find("networks");
  if (!networks) return;
  std::size_t number = 0;
  for (const Json network : networks->list()) {
    const std::string found = fingerprint(model.parameters_of(number++));
    if (network["fingerprint"].text() != found)
      network["fingerprint"].refuse(fmt::format("that of the weights is {}", found));
  }
}

}  // namespace

Model model_of(const Json& json) {
  const Json target = json["target"];
  Preprocessing preprocessing = columns_of(json["columns"]);
  ModelTarget model_target = target_of(target);
  const Task task = model_target.task;
  const std::vector<Json> lists = lists_of_layers(json);
  Network network = network_of(lists.front(), preprocessing.input_count(), model_target);
  for (const Json& layers : lists) {
    if (&layers != &lists.front() &&
        !same_structure(network, network_of(layers, preprocessing.input_count(), model_target)))
      layers.refuse("the first network has another structure");
  }
  std::vector<double> parameters(lists.size() * network.parameter_count());
  double* to = parameters.data();
  for (const Json& layers : lists) to = copy_layers(layers, to);
  Model model{.reading = reading_of(json["reading"]),
              .preprocessing = std::move(preprocessing),
              .target = std::move(model_target),
              .weights_item = cell_text(target["weights_column"]),
              .class_weights = class_weights_of(target["class_weights"], target["classes"].list().size()),
              .loss = loss_of(target["loss"], task),
              .network = std::move(network),
              .parameters = std::move(parameters)};
  model.target.threshold = threshold_of(target, model);
  model.target.temperature = temperature_of(target, model);
  for (const Json& layers : lists) check_names(layers, model);
  check_fingerprints(json, model);
  const std::set<std::string> known = {model.target.item, model.weights_item};
  for (const InputColumn& column : model.preprocessing.columns()) {
    if (known.count(column.item) > 0)
      json["columns"].refuse(
          fmt::format("'{}' is a feature and the target or the weights", printable(column.item)));
  }
  return model;
}

}  // namespace nntrain
