#pragma once

#include <string>
#include <vector>

#include "dataset/table.hpp"
#include "model/preprocessing.hpp"
#include "network/loss.hpp"
#include "network/network.hpp"

namespace nntrain {

/// How the cells of a file become values.
struct Reading {
  bool has_header = false;  ///< of the file trained on
  std::string delimiter =
      "auto";                   ///< as ReadOptions has it; of the file trained on, if it could not be guessed
  std::string columns;          ///< names for a file without a header line, or ""
  std::vector<std::string> na;  ///< exact spellings of "missing"
  MissingMode missing = MissingMode::kError;
  UnseenMode unseen = UnseenMode::kError;
};

/// What is predicted.
struct ModelTarget {
  std::string name;
  std::string item;  ///< as COLUMN that chooses it in a file like the one trained on
  Task task = Task::kClassify;
  std::vector<ClassLabel> classes;  ///< C, with their rows in the file trained on; none: regression
  TargetScale scale;                ///< of a regression

  std::vector<std::string> labels() const { return labels_of(classes); }
};

/// Everything that makes a prediction of a row: the columns and what becomes of them, the network and its
/// parameters, and what its outputs mean.
struct Model {
  Reading reading;
  Preprocessing preprocessing;
  ModelTarget target;
  std::string weights_item;           ///< the column of row weights; "": none
  std::vector<double> class_weights;  ///< C numbers, or none
  Loss loss = Loss::kSse;             ///< as trained on
  Network network;
  std::vector<double> parameters;

  /// What layer `layer` is fed: the inputs, or the units of the layer below ("hidden1.3").
  std::vector<std::string> layer_inputs(std::size_t layer) const;
  /// The names of its units ("hidden1.3"); of the outputs the target's or the classes'.
  std::vector<std::string> layer_units(std::size_t layer) const;
  /// What its weights stand in rows for: the bias, if it has one, and what it is fed.
  std::vector<std::string> layer_rows(std::size_t layer) const;
  /// "hidden1, from entropy to hidden1.2", "output, bias of class"
  std::string parameter_name(std::size_t parameter) const;
};

/// "hidden1", "hidden2" ... "output".
std::string layer_name(const Network& network, std::size_t layer);

/// The names of what layer `layer` of a network with these inputs is fed.
std::vector<std::string> layer_inputs(const Network& network, const std::vector<std::string>& inputs,
                                      std::size_t layer);

/// Whether outputs with this activation, or a network's outputs, are probabilities: sigmoid or softmax.
bool are_probabilities(Activation output);
bool are_probabilities(const Network& network);

/// How many outputs tell C classes (0: a number) where the output has this activation.
std::size_t output_count(std::size_t classes, Activation output);

/// A table without rows whose columns, target and classes are the model's, for what reads files like another
/// one; messages call it `path`.
Table table_like(const Model& model, const std::string& path);

/// How a file is read that the model is used on.
ReadOptions read_options_of(const Model& model);

}  // namespace nntrain
