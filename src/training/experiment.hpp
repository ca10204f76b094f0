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

/// How rows are made ready for a network; what it learns from data it learns from training rows only.
struct Preparation {
  ScaleMode scale = ScaleMode::kNone;
  ScaleMode scale_target = ScaleMode::kNone;  ///< of a regression
  std::string class_weights;                  ///< as class_weights() takes it
};

/// What a network looks like, but for its inputs and outputs, which the data decide.
struct NetworkPlan {
  std::vector<std::size_t> hidden;      ///< units of each hidden layer; none: the inputs are the last layer's
  std::vector<Activation> activations;  ///< one for each hidden layer
  Activation output = Activation::kSigmoid;
  bool has_bias = true;
};

/// Where the parameters of each start come from.
struct StartPlan {
  Initialization initialization;  ///< how they are drawn
  bool is_drawn = true;           ///< else they are those of `layers`
  std::vector<NamedLayer> layers{};
  InputFile file{};  ///< that they were, or were once, read from; "" in its path: none
};

/// Which rows are held out; see split_rows.
struct SplitPlan {
  SplitMode mode = SplitMode::kStratified;
  double validation_fraction = 0;
  double test_fraction = 0;
};

/// All that decides what is learned from a table, with nothing left to be guessed.
struct Experiment {
  Reading reading;  ///< how the cells of its files become values
  Preparation preparation;
  NetworkPlan network;
  StartPlan start;
  Recipe recipe;  ///< recipe.plan.seed is the experiment's seed
  SplitPlan split;
  std::vector<OptionValue> options;  ///< what every flag came to, for results and receipts
};

/// The network of a plan, of `inputs` inputs, for a target of C classes (0: a number).
Network make_network(const NetworkPlan& plan, std::size_t inputs, std::size_t classes);

}  // namespace nntrain
