#include "export/export_c.hpp"

#include <iterator>

#include <float.h>
#include <fmt/format.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/fingerprint.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "export/c_text.hpp"

namespace nntrain {
namespace {

/// "0.5, -1.0"
std::string c_list(std::span<const double> numbers) {
  std::string list;
  for (const double number : numbers) list += (list.empty() ? "" : ", ") + c_number(number);
  return list;
}

class CWriter {
 public:
  explicit CWriter(const Model& model) : model_(model), columns_(model.preprocessing.columns()) {}

  /// Everything after the declarations.
  std::string definitions() {
    write_names();
    write_text_tables();
    for (std::size_t l = 0; l < model_.network.layers().size(); ++l) write_layer(l);
    out_ += c_functions(model_);
    write_predict();
    return std::move(out_);
  }

 private:
  template <typename... Values>
  void line(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Values>(values)...);
    out_ += '\n';
  }
  bool has_classes() const { return !model_.target.classes.empty(); }

  void write_names();
  void write_text_tables();
  void write_layer(std::size_t l);
  std::string weights_of(std::size_t number, std::size_t l) const;
  void write_network(const std::string& indent, const std::string& index);
  void write_mean();
  void write_predict();
  void write_inputs();
  void write_result();
  void write_numbers(const std::string& name, std::span<const double> numbers);
  void write_strings(const std::string& name, const std::vector<std::string>& texts, const char* end);

  const Model& model_;
  const std::vector<InputColumn>& columns_;
  std::string out_;
  std::size_t long_texts_ = 0;  ///< those that are no string literals
};

void CWriter::write_strings(const std::string& name, const std::vector<std::string>& texts, const char* end) {
  std::vector<std::string> items;
  for (const std::string& text : texts) {
    if (text.size() <= kLongestLiteral) {
      items.push_back(c_string(text));
    } else {
      items.push_back(fmt::format("long_text_{}", ++long_texts_));
      line("\nstatic const char {}[] = {};", items.back(), c_characters(text));
    }
  }
  line("\n{} = {{", name);
  for (const std::string& item : items) line("    {},", item);
  line("{}}};", end);
}

void CWriter::write_names() {
  std::vector<std::string> names;
  for (const InputColumn& column : columns_) names.push_back(column.name);
  write_strings("const char *const nntrain_columns[NNTRAIN_COLUMNS]", names, "");
  if (has_classes()) {
    write_strings("const char *const nntrain_labels[NNTRAIN_CLASSES]", model_.target.labels(), "");
  }
}

void CWriter::write_text_tables() {
  bool has_text = false;
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    const InputColumn& column = columns_[k];
    if (!column.is_text) continue;
    has_text = true;
    write_strings(fmt::format("static const char *const levels_{}[]", k), column.levels, "");
    if (!column.fills.empty()) write_numbers(fmt::format("fills_{}", k), column.fills);
  }
  if (!has_text) return;
  std::vector<std::string> missing;
  for (const std::string& text : model_.reading.na) {
    if (text.find('\0') == std::string::npos) missing.push_back(text);  // a C string cannot hold a NUL
  }
  write_strings("static const char *const missing_texts[]", missing, "    NULL\n");
  line("enum {{ unknown_text_is_none = {} }};", model_.reading.unseen == UnseenMode::kZero ? 1 : 0);
}

void CWriter::write_numbers(const std::string& name, std::span<const double> numbers) {
  line("\nstatic const double {}[] = {{{}}};", name, c_list(numbers));
}

/// The biases and the weights of a layer; of an ensemble they have a row for each network.
void CWriter::write_layer(std::size_t l) {
  const Layer& layer = model_.network.layers()[l];
  const std::string name = layer_name(model_.network, l);
  const std::size_t networks = model_.network_count();
  if (networks == 1) {
    if (layer.has_bias)
      write_numbers(name + "_bias", {layer.bias(std::span<const double>(model_.parameters)), layer.outputs});
    line("\nstatic const double {}_weights[] = {{\n{}}};", name, weights_of(0, l));
    return;
  }
  if (layer.has_bias) {
    line("\nstatic const double {}_bias[{}][{}] = {{", name, networks, layer.outputs);
    for (std::size_t number = 0; number < networks; ++number)
      line("    {{{}}},", c_list({layer.bias(model_.parameters_of(number)), layer.outputs}));
    line("}};");
  }
  line("\nstatic const double {}_weights[{}][{}] = {{", name, networks, layer.inputs * layer.outputs);
  for (std::size_t number = 0; number < networks; ++number) line("    {{\n{}    }},", weights_of(number, l));
  line("}};");
}

/// A line for each input of a layer.
std::string CWriter::weights_of(std::size_t number, std::size_t l) const {
  const Layer& layer = model_.network.layers()[l];
  const std::span<const double> all = model_.parameters_of(number);
  const std::vector<std::string> inputs = model_.layer_inputs(l);
  std::string lines;
  for (std::size_t i = 0; i < layer.inputs; ++i) {
    lines += "    ";
    for (std::size_t o = 0; o < layer.outputs; ++o)
      lines += c_number(layer.weights(all)[i * layer.outputs + o]) + ", ";
    lines += fmt::format("/* {} */\n", c_comment(inputs[i]));
  }
  return lines;
}

void CWriter::write_inputs() {
  std::size_t input = 0;
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    const InputColumn& column = columns_[k];
    if (column.is_text) {
      line("    if (!text_inputs(row[{0}].text, levels_{0}, {1}, {2}, inputs + {3})) return {4};", k,
           column.width(), column.fills.empty() ? "NULL" : fmt::format("fills_{}", k), input, k + 1);
    } else {
      line("    if (!number_input(row[{}].number, {}, {}, {}, inputs + {})) return {};", k,
           column.fills.empty() ? "NAN" : c_number(column.fills.front()), c_number(column.centre),
           c_number(column.divisor), input, k + 1);
    }
    input += column.width();
  }
}

void CWriter::write_result() {
  const TargetScale& scale = model_.target.scale;
  const Threshold& threshold = model_.target.threshold;
  const std::size_t classes = model_.target.classes.size();
  if (!has_classes()) {
    line("    outputs[0] = {};",
         scale.is_identity()
             ? "output[0]"
             : fmt::format("fma(output[0], {}, {})", c_number(scale.divisor), c_number(scale.centre)));
  } else if (model_.network.outputs() == 1) {
    line("    *label = output[0] {} ? 1 : 0;", threshold ? ">= " + c_number(*threshold) : "> 0.5");
    if (shows_probabilities(model_)) line("    outputs[0] = 1.0 - output[0];");
    line("    outputs[{}] = output[0];", shows_probabilities(model_) ? 1 : 0);
  } else {
    if (threshold) {
      line("    *label = output[1] >= {} ? 1 : 0;", c_number(*threshold));
    } else {
      line("    *label = largest_of(output, {});", classes);
    }
    if (shows_probabilities(model_)) {
      line("    to_probabilities(output, {}, outputs);", classes);
    } else {
      line("    memcpy(outputs, output, sizeof output);");
    }
  }
}

/// The layers of the network whose weights are those at `index`: "" or "[network]".
void CWriter::write_network(const std::string& indent, const std::string& index) {
  const std::vector<Layer>& layers = model_.network.layers();
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const std::string name = layer_name(model_.network, l);
    line("{}dense({}, {}, {}, {}_weights{}, {}, {});", indent,
         l == 0 ? "inputs" : layer_name(model_.network, l - 1), layers[l].inputs,
         layers[l].has_bias ? fmt::format("{}_bias{}", name, index) : "NULL", name, index, layers[l].outputs,
         name);
    if (layers[l].activation == Activation::kIdentity) continue;
    line("{}{}_all({}, {});", indent, name_of(layers[l].activation), name, layers[l].outputs);
  }
}

/// The mean outputs of all networks, in `output`.
void CWriter::write_mean() {
  const std::size_t outputs = model_.network.outputs();
  const std::size_t networks = model_.network_count();
  line("    for (network = 0; network < {}; ++network) {{", networks);
  write_network("        ", "[network]");
  line("        add_outputs(output, {}, network == 0, sum);", outputs);
  line("    }}");
  line("    divide_outputs(sum, {}, {}, output);", outputs, c_number(static_cast<double>(networks)));
}

void CWriter::write_predict() {
  const std::vector<Layer>& layers = model_.network.layers();
  line("\nint nntrain_predict(const nntrain_cell row[NNTRAIN_COLUMNS], double outputs[NNTRAIN_OUTPUTS]{})",
       has_classes() ? ", int *label" : "");
  line("{{");
  line("    double inputs[{}];", model_.network.inputs());
  for (std::size_t l = 0; l < layers.size(); ++l) {
    line("    double {}[{}];", layer_name(model_.network, l), layers[l].outputs);
  }
  const bool is_ensemble = model_.network_count() > 1;
  if (is_ensemble) line("    double sum[{}] = {{0}};\n    int network;", model_.network.outputs());
  write_inputs();
  if (is_ensemble) {
    write_mean();
  } else {
    write_network("    ", "");
  }
  write_result();
  line("    return 0;");
  line("}}");
}

constexpr const char* kUse = R"( *
 * Either compile this file, with libm, and copy the declarations below to where they are used, or include it.
 * Where two models are used, compile each with -Dnntrain_predict=NAME, and so the other names of its declarations.
 * A processor with fused multiply-add computes faster if the compiler may use it (-mfma, -march=native).
 */

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__ > 0) || \
    defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__)
#error "the predictions are exact: this file cannot be compiled with -ffast-math or -Ofast"
#endif
#if FLT_EVAL_METHOD < 0 || FLT_EVAL_METHOD == 2
#error "doubles must be computed as doubles: SSE2 instead of x87"
#endif

/* A cell of a row, as its column has it: a number (NaN if it is missing) or a text (NULL if it is missing). */
typedef struct {
    double number;
    const char *text;
} nntrain_cell;

)";

constexpr const char* kPredictClass = R"(
/* Sets outputs to {} and *label to the number (from 0) of the class that is
   predicted for a row. Returns 0, or k if the k-th cell (from 1) cannot be used: if it is missing, out of range or
   an unknown text, and the model has no answer to that. */
int nntrain_predict(const nntrain_cell row[NNTRAIN_COLUMNS], double outputs[NNTRAIN_OUTPUTS], int *label);
)";

constexpr const char* kPredictNumber = R"(
/* Sets outputs[0] to the prediction of a row. Returns 0, or k if the k-th cell (from 1) cannot be used: if it is
   missing, out of range or an unknown text, and the model has no answer to that. */
int nntrain_predict(const nntrain_cell row[NNTRAIN_COLUMNS], double outputs[NNTRAIN_OUTPUTS]);
)";

/// "row[0]: variance, a number; may be missing"
std::string column_line(std::size_t k, const InputColumn& column) {
  return fmt::format(" *   row[{}]: {}, {}{}\n", k, c_comment(column.name),
                     column.is_text ? "a text" : "a number", column.fills.empty() ? "" : "; may be missing");
}

std::string head_comment(const SavedModel& saved, const std::string& path) {
  const Model& model = saved.model;
  const std::size_t networks = model.network_count();
  std::string out = fmt::format(
      "/* {}, made by nntrain {} from {}.\n *\n",
      networks == 1 ? "A neural network" : fmt::format("{} neural networks and their mean", networks),
      NNTRAIN_VERSION, c_comment(shown_path(path)));
  const auto line = [&](std::string_view key, const std::string& value) {
    fmt::format_to(std::back_inserter(out), " * {}: {}\n", key, c_comment(value));
  };
  if (const InputFile* const data = saved.receipt.find_file("data")) {
    line("data", data->path);
    line("sha256 of data", data->sha256);
  }
  line("target", model.target.name);
  if (!model.target.classes.empty()) line("classes", join(model.target.labels()));
  if (model.target.temperature)
    line("temperature, in the weights of the last layer", shortest(*model.target.temperature));
  if (model.target.threshold) line("threshold of the second class", shortest(*model.target.threshold));
  line("fingerprint", fingerprint(model.parameters));
  out += " *\n * columns:\n";
  const std::vector<InputColumn>& columns = model.preprocessing.columns();
  for (std::size_t k = 0; k < columns.size(); ++k) out += column_line(k, columns[k]);
  return out;
}

}  // namespace

std::string c_source(const SavedModel& saved, const std::string& path) {
  return c_declarations(saved, path) + CWriter(saved.model).definitions();
}

bool shows_probabilities(const Model& model) {
  return !model.target.classes.empty() && are_probabilities(model.network);
}

std::string c_declarations(const SavedModel& saved, const std::string& path) {
  const Model& model = saved.model;
  const std::size_t classes = model.target.classes.size();
  const bool probable = shows_probabilities(model);
  std::string out = head_comment(saved, path) + kUse;
  const auto define = [&](std::string_view name, std::size_t value) {
    fmt::format_to(std::back_inserter(out), "#define {} {}\n", name, value);
  };
  define("NNTRAIN_COLUMNS", model.preprocessing.columns().size());
  define("NNTRAIN_OUTPUTS", probable ? classes : model.network.outputs());
  if (classes > 0) define("NNTRAIN_CLASSES", classes);
  out += "\nextern const char *const nntrain_columns[NNTRAIN_COLUMNS];\n";
  if (classes == 0) return out + kPredictNumber;
  out += "extern const char *const nntrain_labels[NNTRAIN_CLASSES];\n";
  return out +
         fmt::format(kPredictClass, probable ? "the probability of each class" : "the network's outputs");
}

}  // namespace nntrain
