#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/saved_model.hpp"
#include "report/outputs.hpp"
#include "report/result.hpp"

namespace nntrain {

/// "key: value" and the end of the line.
std::string line(std::string_view key, std::string_view value);

/// Parts of results for people. ..._line and ..._text return the value of a line; the others return lines.

/// A metric with six digits, or "undefined" (for example R2 if all targets are equal).
std::string metric_text(double value);
/// "banknotes.txt (1372 rows; names in line 1, separated by commas)"
std::string data_line(const Table& table, const std::string& dropped = "dropped for missing cells");
/// How outputs become a class: "an output above 0.5 is 1", "an output of at least 0.37 is 1", "1 if its
/// probability is at least 0.37" (of two outputs), "the largest output is the class".
std::string class_rule_text(const std::vector<ClassLabel>& classes, const Network& network,
                            const Threshold& threshold);
/// "class (classes 0 (762 rows) and 1 (610 rows); an output above 0.5 is 1)", with the counts in `table`.
std::string target_line(const Table& table, const Network& network, const Threshold& threshold);
/// "2-5-1 (sigmoid, sigmoid; 21 parameters)", "4 times 2-5-1 (sigmoid, sigmoid; 21 parameters each),
/// averaged"; "2 of 4 times ..." if fewer than `asked` are there.
std::string network_line(const Network& network, std::size_t networks, std::uint64_t asked = 1);
/// "temperature: 1.5 (...)", or "" if there is none.
std::string temperature_line(const std::optional<double>& temperature);
/// "patience (60 done; weights of iteration 50)"
std::string stop_text(const TrainingRecord& training);
/// Of an ensemble a line for each of the first networks: why its training ended, if that is known, and its
/// fingerprint.
std::string networks_lines(const Model& model, const std::vector<TrainingRecord>& trainings);
/// The lines of one split: "train loss: 0.1".
std::string split_lines(const SplitResult& result);
/// Balanced accuracy and AUC of one split: "test auc: 0.98".
std::string class_lines(const SplitResult& result);

/// A line for each class of a split: its rows, precision, recall, F1, and the predictions for its rows.
std::string class_table(const SplitResult& result);

/// A warning that rows are measured without the weights that training had, or "". is_refitted: whether a
/// refit was trained on validation rows.
std::string warning_if_unweighted(const SplitResult& result, const Model& model, bool is_refitted);

/// The weights of all layers of each network, a line that says how to print them, or "", depending on `mode`.
std::string weights_section(const Model& model, WeightsMode mode);

}  // namespace nntrain
