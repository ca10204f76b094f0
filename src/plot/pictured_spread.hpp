#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "plot/panel.hpp"

namespace nntrain {

/// A metric in one run.
struct SpreadValue {
  double value;     ///< finite
  std::string tip;  ///< "fold 3 of repeat 1: 0.912 (n = 137)"
};

/// A metric in several runs: folds, repeats, seeds; or that of a candidate of a sweep.
struct SpreadStrip {
  std::string name;                 ///< beside it
  std::vector<SpreadValue> values;  ///< in the order of the runs
  double mean;                      ///< NaN: none
  Bounds interval;                  ///< 95 %, for the mean; NaN: none
  std::size_t without = 0;          ///< runs that have no value
};

/// Strips with one axis for all.
struct SpreadGroup {
  std::string title;
  std::string x_label;  ///< what the values are
  std::string y_label;  ///< what the names are; "": they tell it themselves
  std::string caption;
  std::vector<SpreadStrip> strips;
};

/// How metrics vary from run to run.
struct PicturedSpread {
  std::vector<SpreadGroup> groups;  ///< each is a panel; those without a value have no strip
};

}  // namespace nntrain
