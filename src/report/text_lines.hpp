#pragma once

#include <string>
#include <string_view>

#include "report/outputs.hpp"
#include "report/result.hpp"

namespace nntrain {

/// "key: value" with its end of line.
std::string line(std::string_view key, std::string_view value);

/// Pieces of results for people. Those called ..._line are the value of one line; the others are whole lines.

/// A metric: six digits, or "undefined", as the R2 of targets that are all the same.
std::string metric_text(double value);
/// "banknotes.txt (1372 rows; names in line 1, separated by commas)"
std::string data_line(const Table& table);
/// "classification (classes 0 (762 rows) and 1 (610 rows); an output above 0.5 is 1)", with the rows of
/// `table`.
std::string target_line(const Table& table, const Network& network);
/// "2-5-1 (sigmoid, sigmoid; 21 parameters)"
std::string network_line(const Network& network);
/// One split's lines, "train loss: 0.1".
std::string split_lines(const SplitResult& result);
/// What tells more than the accuracy does, as lines: "test auc: 0.98".
std::string class_lines(const SplitResult& result);

/// A line for each class of a split: its rows, precision, recall, F1, and as what its rows were predicted.
std::string class_table(const SplitResult& result);

/// The weights of all layers, or a line that says how to see them, or "", as `mode` asks.
std::string weights_section(const Model& model, WeightsMode mode);

}  // namespace nntrain
