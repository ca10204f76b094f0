#pragma once

#include <string>

#include "report/result.hpp"

namespace nntrain {

/// Pieces of results for people, each a line's value but for the last two, which are lines.

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

/// The weights of layer `l` as a matrix with names: a row for the bias and each input, a column for each
/// unit; wide ones in several parts. An empty line stands before it.
std::string weights_table(const Model& model, std::size_t l);

}  // namespace nntrain
