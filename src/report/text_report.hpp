#pragma once

#include <span>
#include <string>

#include "model/model.hpp"
#include "report/outputs.hpp"
#include "report/result.hpp"
#include "training/gradient_check.hpp"

namespace nntrain {

/// The lines on the table; and those on how a network is trained on it. `preparation` may be ""; runs: those
/// of the recipe that have ended; seed: "seed 1".
std::string table_lines(const Table& table, const Network& network, const Threshold& threshold);
std::string recipe_lines(const std::string& preparation, const Network& network, std::size_t networks,
                         const Recipe& recipe, std::span<const TrialResult> runs, const std::string& seed);

/// The lines on how a result was made: the table, the recipe, and why training stopped. with_start: with a
/// start from known weights as formulas.
std::string run_lines(const RunResult& result, bool with_start);

/// The result for people: `key: value` lines, then the tables of classes and weights.
std::string text_report(const RunResult& result, WeightsMode weights);

/// The derivatives as a table with one line for each parameter, and whether they agree.
std::string gradient_report(const GradientCheck& check, const Model& model, const std::string& loss);

}  // namespace nntrain
