#include "model/start_weights.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "cli/other_words.hpp"
#include "model/weights_form.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kWidestNames = 100;  // of the inputs or units in a message

/// Whether each list of a matrix has this many numbers.
bool all_have(const Matrix& rows, std::size_t numbers) {
  return std::all_of(rows.begin(), rows.end(),
                     [&](const std::vector<double>& row) { return row.size() == numbers; });
}

/// The number of units of each layer in the file, if all lists of a layer are of one length.
std::optional<std::vector<std::size_t>> units_in(const std::vector<NamedLayer>& layers) {
  std::vector<std::size_t> units;
  for (const NamedLayer& layer : layers) {
    const Matrix& rows = layer.weights;
    const bool is_even = !rows.empty() && !rows.front().empty() && all_have(rows, rows.front().size());
    if (!is_even) return {};
    units.push_back(layer.unit_count());
  }
  return units;
}

/// "2 inputs (x1, x2)"
std::string with_names(std::size_t count, const char* noun, const std::vector<std::string>& names) {
  return fmt::format("{} ({})", counted(count, noun),
                     printable(join(names, ", ", kWidestNames), kWidestNames + 20));
}

/// "each of the 2 inputs (x1, x2)", "the unit (y)"
std::string each(const std::string& counted_names) {
  return counted_names.starts_with("1 ") ? "the " + counted_names.substr(2) : "each of the " + counted_names;
}

/// The words of these activations.
std::vector<std::string> names_of(const std::vector<Activation>& activations) {
  std::vector<std::string> names;
  for (const Activation one : activations) names.emplace_back(name_of(one));
  return names;
}

/// Copies the layers of a file into one network, layer by layer.
class StartFiller {
 public:
  StartFiller(const std::vector<NamedLayer>& layers, const Model& model, const std::string& path,
              bool has_more_columns)
      : layers_(layers),
        model_(model),
        network_(model.network),
        path_(path),
        has_more_columns_(has_more_columns) {}

  void fill(std::span<double> parameters) {
    check_layers();
    for (l_ = 0; l_ < layers_.size(); ++l_) {
      check_words();
      copy(matrix(), parameters);
    }
  }

 private:
  const Layer& layer() const { return network_.layers()[l_]; }
  const NamedLayer& given() const { return layers_[l_]; }

  [[noreturn]] void unfit(const std::string& why, const Remedy& remedy) const {
    throw ModelError(fmt::format("the weights in {} do not fit this network: {}", shown_path(path_), why),
                     remedy);
  }
  /// Refuses the layer, with its form unless there is a better remedy.
  [[noreturn]] void unfit_layer(const std::string& why, const std::string& remedy = "") const {
    const std::string form =
        fmt::format("its form, with your numbers for the zeros:  {}", layer_form(layer()));
    unfit(fmt::format("layer {}: {}", l_ + 1, why), remedy.empty() ? form : remedy);
  }

  std::string inputs_text() const { return with_names(layer().inputs, "input", model_.layer_inputs(l_)); }
  std::string units_text() const { return with_names(layer().outputs, "unit", model_.layer_units(l_)); }
  /// "one list for each of the 2 inputs (x1, x2), with one number for the unit (y)"
  std::string orientation() const {
    return fmt::format("\"weights\" has one list for {}, with one number for {}", each(inputs_text()),
                       each(units_text()));
  }

  void check_layers() const;
  void check_words() const;
  void check_activation() const;
  bool can_stand_at_output(const std::string& word) const;
  std::string asked_activations() const;
  Matrix matrix() const;
  [[noreturn]] void refuse_matrix(const Matrix& rows) const;
  [[noreturn]] void refuse_bias_row(const Matrix& rows) const;
  void check_bias() const;
  void copy(const Matrix& rows, std::span<double> parameters) const;

  const std::vector<NamedLayer>& layers_;
  const Model& model_;
  const Network& network_;
  const std::string& path_;
  bool has_more_columns_;
  std::size_t l_ = 0;
};

/// A file for other hidden layers, whole in itself, calls for --hidden.
void StartFiller::check_layers() const {
  const std::optional<std::vector<std::size_t>> units = units_in(layers_);
  const std::size_t layers = network_.layers().size();
  bool is_whole = units && !layers_.empty() && units->back() == network_.outputs();
  std::vector<std::size_t> sizes = {network_.inputs()};
  for (std::size_t l = 0; is_whole && l < layers_.size(); ++l) {
    is_whole = layers_[l].input_count() == sizes.back() &&
               (layers_[l].bias.empty() || layers_[l].bias.size() == units->at(l));
    sizes.push_back(units->at(l));
  }
  if (is_whole && sizes != network_.layer_sizes()) {
    const std::vector<std::size_t> hidden(sizes.begin() + 1, sizes.end() - 1);
    unfit(fmt::format("the file has the layers {}, and the network has {}", fmt::join(sizes, "-"),
                      fmt::join(network_.layer_sizes(), "-")),
          fmt::format("take the layers of the file:  --hidden {}",
                      hidden.empty() ? "0" : fmt::format("{}", fmt::join(hidden, ","))));
  }
  if (layers_.size() == layers) return;
  unfit(
      fmt::format("the file has {}, and the network has {} (--hidden)", counted(layers_.size(), "layer"),
                  layers),
      fmt::format("the form for this network, with your numbers for the zeros:  {}", weights_form(network_)));
}

void StartFiller::check_words() const {
  const std::vector<std::string> inputs = model_.layer_inputs(0);
  if (l_ == 0 && !given().inputs.empty() && given().inputs != inputs) {
    unfit(fmt::format("the file has the inputs {}, the network has {}", printable(join(given().inputs), 300),
                      printable(join(inputs), 300)),
          "name these columns in the order of the file:  --features");
  }
  check_activation();
  if (given().units && *given().units != static_cast<double>(layer().outputs)) {
    unfit_layer(
        fmt::format("the file has {} units, the network has {}", shortest(*given().units), units_text()));
  }
}

/// Whether the network's output could be such a one instead, with as many units for the same target.
bool StartFiller::can_stand_at_output(const std::string& word) const {
  const bool is_two_classes = model_.target.classes.size() == 2;
  if (word == name_of(Activation::kSoftmax) || layer().activation == Activation::kSoftmax)
    return model_.target.classes.size() > 2 && word != name_of(Activation::kStep);
  return word != name_of(Activation::kStep) || is_two_classes;
}

/// The value of --activation for the file's hidden layers: "tanh", or one for each if they differ.
std::string StartFiller::asked_activations() const {
  std::vector<std::string> words;
  for (std::size_t l = 0; l + 1 < layers_.size(); ++l) {
    const std::string& word = layers_[l].activation;
    words.push_back(word.empty() ? std::string(name_of(network_.layers()[l].activation)) : word);
  }
  const bool are_alike = std::adjacent_find(words.begin(), words.end(), std::not_equal_to<>()) == words.end();
  return are_alike ? words.front() : join(words, ",", std::string::npos);
}

/// The flag is a remedy only for a word that it takes, and that the network can have there.
void StartFiller::check_activation() const {
  const std::string& word = given().activation;
  if (word.empty() || word == name_of(layer().activation)) return;
  const bool is_output = l_ + 1 == layers_.size();
  const std::string flag = is_output ? "output-activation" : "activation";
  const std::vector<std::string> names = names_of(is_output ? output_activations() : hidden_activations());
  const bool is_known = std::find(names.begin(), names.end(), word) != names.end();
  const bool can_stand = is_known && (!is_output || can_stand_at_output(word));
  unfit_layer(fmt::format("the file has the activation {}, the network has {}{}", printable(word),
                          name_of(layer().activation), is_known ? "" : suggest_value(flag, word, names)),
              can_stand
                  ? fmt::format("take that of the file:  --{} {}      or leave it out of the file", flag,
                                printable(is_output ? word : asked_activations()))
                  : fmt::format("leave \"activation\" out of the file, or write:  \"activation\": \"{}\"",
                                name_of(layer().activation)));
}

/// The weights as I lists of O numbers. One list is enough where there is one input or one unit.
Matrix StartFiller::matrix() const {
  Matrix rows = given().weights;
  if (given().is_one_list && layer().outputs == 1) {
    rows.clear();
    for (const double weight : given().weights.front()) rows.push_back({weight});
  }
  if (rows.size() != layer().inputs || !all_have(rows, layer().outputs)) refuse_matrix(rows);
  check_bias();
  return rows;
}

/// Whether pairs of these numbers look like numbers with a decimal comma: 0,5 is read as 0 and 5.
bool have_decimal_commas(const std::vector<double>& numbers, std::size_t expected) {
  if (numbers.size() != 2 * expected) return false;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] != std::floor(numbers[i]) || (i % 2 == 1 && numbers[i] < 0)) return false;
  }
  return true;
}

/// What to say of a list with this many numbers.
std::string comma_hint(const std::vector<double>& numbers, std::size_t expected) {
  return have_decimal_commas(numbers, expected) ? "; is the comma in it a decimal one? Write 0.5, not 0,5"
                                                : "";
}

void StartFiller::refuse_matrix(const Matrix& rows) const {
  const std::size_t inputs = layer().inputs;
  const std::size_t outputs = layer().outputs;
  const bool is_short = is_shown_whole(layer());
  if (rows.size() == outputs && all_have(rows, inputs)) {
    Matrix turned(inputs, std::vector<double>(outputs));
    for (std::size_t i = 0; i < inputs; ++i) {
      for (std::size_t o = 0; o < outputs; ++o) turned[i][o] = rows[o][i];
    }
    unfit_layer(fmt::format("\"weights\" is turned around: it has {} of {}; {}", counted(rows.size(), "list"),
                            counted(inputs, "number"), orientation()),
                is_short ? "write:  \"weights\": " + matrix_list(turned) : "");
  }
  if (rows.size() == inputs + 1 && all_have(rows, outputs)) refuse_bias_row(rows);
  if (given().is_one_list) {
    const std::vector<double>& numbers = given().weights.front();
    unfit_layer(fmt::format("\"weights\" is one list of {}; {}{}", counted(numbers.size(), "number"),
                            orientation(), comma_hint(numbers, inputs)));
  }
  if (rows.size() != inputs) {
    const std::string columns =
        fmt::format("choose the {} of the file:  --features NAMES", counted(rows.size(), "input"));
    unfit_layer(
        fmt::format("the file has {} in \"weights\"; {}", counted(rows.size(), "list"), orientation()),
        l_ == 0 && !rows.empty() && (rows.size() < inputs || has_more_columns_)
            ? fmt::format("{}      or write, with your numbers for the zeros:  {}", columns,
                          layer_form(layer()))
            : "");
  }
  const auto wrong = std::find_if(rows.begin(), rows.end(),
                                  [&](const std::vector<double>& row) { return row.size() != outputs; });
  const auto input = static_cast<std::size_t>(wrong - rows.begin());
  unfit_layer(fmt::format("in \"weights\", the list of input {} ({}) has {}, and there is one for {}{}",
                          input + 1, printable(model_.layer_inputs(l_)[input]),
                          counted(wrong->size(), "number"), each(units_text()), comma_hint(*wrong, outputs)));
}

/// Refuses a matrix with a row too many, which is likely that of the biases, as on the slides.
void StartFiller::refuse_bias_row(const Matrix& rows) const {
  const std::vector<double>& first = rows.front();
  const Matrix rest(rows.begin() + 1, rows.end());
  const bool is_zero = std::all_of(first.begin(), first.end(), [](double bias) { return bias == 0; });
  const std::string start = fmt::format("\"weights\" has one list more than the {}, and ", inputs_text());
  const std::string row = "the first row of the lecture's W, the biases, ";
  const std::string with_bias =
      fmt::format("\"bias\": {}, \"weights\": {}", numbers_list(first), matrix_list(rest));
  const std::string without = fmt::format("\"weights\": {}", matrix_list(rest));
  std::string why = fmt::format("there is a \"bias\", too: {}is \"bias\" here", row);
  std::string remedy = fmt::format("if the first list is no input, take it out:  {}", without);
  if (!layer().has_bias && is_zero) {
    why = fmt::format("--no-bias makes units without: {}is not there then", row);
    remedy = fmt::format("take the first list out:  {}", without);
  } else if (!layer().has_bias) {
    why = fmt::format("--no-bias makes units without, but {}is not 0", row);
    remedy = fmt::format("leave --no-bias out, and write:  {}      or take the first list out:  {}",
                         with_bias, without);
  } else if (given().bias.empty()) {
    why = fmt::format("there is no \"bias\": {}is \"bias\" here", row);
    remedy = fmt::format("if it is the first row, write:  {}", with_bias);
  } else if (given().bias == first) {
    why = fmt::format("its first list is that of \"bias\": {}is there twice", row);
    remedy = fmt::format("take the first list out:  {}", without);
  }
  unfit_layer(start + why, is_shown_whole(layer()) ? remedy : "");
}

void StartFiller::check_bias() const {
  const std::vector<double>& bias = given().bias;
  if (bias.size() == layer().bias_count()) return;
  if (!layer().has_bias) {
    unfit_layer("it has a \"bias\", and --no-bias makes units without",
                "leave --no-bias out, or take \"bias\" out of the file");
  }
  if (bias.empty())
    unfit_layer(fmt::format("there is no \"bias\", which has one number for {}", each(units_text())),
                fmt::format("add it:  {}      or make units without:  --no-bias", layer_form(layer())));
  unfit_layer(fmt::format("\"bias\" has {}, and there is one for {}{}", counted(bias.size(), "number"),
                          each(units_text()), comma_hint(bias, layer().outputs)));
}

void StartFiller::copy(const Matrix& rows, std::span<double> parameters) const {
  std::copy(given().bias.begin(), given().bias.end(), parameters.data() + layer().offset);
  double* to = layer().weights(parameters);
  for (const std::vector<double>& row : rows) to = std::copy(row.begin(), row.end(), to);
}

}  // namespace

void fill_parameters(const std::vector<NamedLayer>& layers, const Model& model, const std::string& path,
                     std::span<double> parameters, bool has_more_columns) {
  StartFiller(layers, model, path, has_more_columns).fill(parameters);
}

}  // namespace nntrain
