#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dataset/table.hpp"
#include "metrics/class_output.hpp"
#include "model/preprocessing.hpp"
#include "network/loss.hpp"
#include "network/network.hpp"

namespace nntrain {

/// How to turn the cells of a file into values.
struct Reading {
  bool has_header = false;         ///< of the training file
  std::string delimiter = "auto";  ///< as in ReadOptions; "auto" if it can be guessed
  std::string columns;             ///< names for a file without a header line, or ""
  std::vector<std::string> na;     ///< exact spellings of "missing"
  MissingMode missing = MissingMode::kError;
  UnseenMode unseen = UnseenMode::kError;
  NumberStyle numbers;  ///< how numbers are written
  std::string comment;  ///< what lines that are no records start with; "" if none do
};

/// The column that the model predicts.
struct ModelTarget {
  std::string name;
  std::string item;  ///< the COLUMN that selects it in a file like the training file
  Task task = Task::kClassify;
  std::vector<ClassLabel> classes;  ///< C, with their counts in the training file; none: regression
  TargetScale scale;                ///< of a regression
  std::optional<Seen> seen{};       ///< in the training rows; none: not noted
  Threshold threshold{};            ///< of two classes whose outputs are probabilities; usually none
  /// What --calibrate divided the sums of the outputs by (Guo et al., "On calibration of modern neural
  /// networks", 2017): the weights of the last layers have it in them. None: not calibrated.
  std::optional<double> temperature{};

  std::vector<std::string> labels() const { return labels_of(classes); }
};

/// All that a prediction needs: how to prepare columns, the network, its parameters, and what outputs mean.
struct Model {
  Reading reading;
  Preprocessing preprocessing;
  ModelTarget target;
  std::string weights_item;           ///< the item of the column of row weights; "": none
  std::vector<double> class_weights;  ///< C, or none
  LossFunction loss{};                ///< of training
  Network network;                    ///< of an ensemble the structure of each
  std::vector<double> parameters;     ///< of the network; of an ensemble those of each network in turn

  /// The number of networks whose outputs are averaged; 1 for no ensemble.
  std::size_t network_count() const;
  /// The parameters of network `number` (0-based).
  std::span<const double> parameters_of(std::size_t number) const;
  std::span<double> parameters_of(std::size_t number);
  /// Whether it tells what the training rows have in its columns.
  bool tells_seen() const;
  /// The names of layer `layer`'s inputs: the network's, or the units of the layer below ("hidden1.3").
  std::vector<std::string> layer_inputs(std::size_t layer) const;
  /// The names of its units ("hidden1.3"). An output has the name of the target or of its class.
  std::vector<std::string> layer_units(std::size_t layer) const;
  /// The names of the rows of its weights: "bias", if it has one, and its inputs.
  std::vector<std::string> layer_rows(std::size_t layer) const;
  /// "hidden1, from entropy to hidden1.2", "output, bias of class"
  std::string parameter_name(std::size_t parameter) const;
};

/// "hidden1", "hidden2" ... "output".
std::string layer_name(const Network& network, std::size_t layer);

/// The names of the inputs of layer `layer` in a network with these inputs.
std::vector<std::string> layer_inputs(const Network& network, const std::vector<std::string>& inputs,
                                      std::size_t layer);

/// Whether outputs with this activation, or those of a network, are probabilities: sigmoid or softmax.
bool are_probabilities(Activation output);
bool are_probabilities(const Network& network);

/// The number of outputs with this activation for `classes` classes; 0 classes: regression.
std::size_t output_count(std::size_t classes, Activation output);

/// A table without rows with the model's columns, target and classes, to read files like it, called `path`.
Table table_like(const Model& model, const std::string& path);

/// The model's defaults for reading a file: delimiter, names of columns, missing cells.
ReadOptions read_options_of(const Model& model);

}  // namespace nntrain
