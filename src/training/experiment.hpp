#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "dataset/split.hpp"
#include "model/model.hpp"
#include "model/receipt.hpp"
#include "model/weights_file.hpp"
#include "network/initialization.hpp"
#include "training/restarts.hpp"

namespace nntrain {

/// How rows are prepared for a network. Values that depend on data are fitted on the training rows only.
struct Preparation {
  ScaleMode scale = ScaleMode::kNone;
  ScaleMode scale_target = ScaleMode::kNone;  ///< for a regression
  std::string class_weights;                  ///< the text for class_weights()
};

/// The structure of a network, except the numbers of inputs and outputs; these depend on the data.
struct NetworkPlan {
  std::vector<std::size_t> hidden;      ///< units of each hidden layer; empty for none
  std::vector<Activation> activations;  ///< one per hidden layer
  Activation output = Activation::kSigmoid;
  bool has_bias = true;
};

/// The source of the initial parameters of each start.
struct StartPlan {
  Initialization initialization;  ///< how to draw them
  bool is_drawn = true;           ///< whether they are drawn; else they are those of `layers`
  std::vector<NamedLayer> layers{};
  InputFile file{};  ///< the file that they come from; an empty path for none
};

/// The rows to hold out, see split_rows.
struct HoldOutPlan {
  SplitMode mode = SplitMode::kStratified;
  double validation_fraction = 0;
  double test_fraction = 0;
  std::uint64_t seed = 1;
  SplitMode bag_mode = SplitMode::kStratified;  ///< of the bags of an ensemble, see folds_of()
};

/// All settings for training on a table, without defaults left to choose.
struct Experiment {
  Reading reading;  ///< how cells become values
  Preparation preparation;
  NetworkPlan network;
  StartPlan start;
  Recipe recipe;  ///< recipe.plan.seed is the seed of the experiment; what plan.watched needs besides the
                  ///< metric is not set yet
  HoldOutPlan split;
  bool notes_seen = false;           ///< whether models note what the training rows have, for their files
  std::vector<OptionValue> options;  ///< every flag and its value, for results and receipts
};

/// Makes the network of a plan with `inputs` inputs, for a target with `classes` classes (0 for a number).
Network make_network(const NetworkPlan& plan, std::size_t inputs, std::size_t classes);

}  // namespace nntrain
