#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "dataset/table.hpp"
#include "model/model.hpp"
#include "network/samples.hpp"

namespace nntrain {

/// Returns N rows in the form in which the model learns from them, still without inputs. Targets with one
/// output: N x 1, the class index or the scaled value. Otherwise: N x C, 1 for the row's class and 0 for the
/// others. The weight of a row is its own times that of its class. Throws TrainingError if all weights are 0,
/// DataError if their sum leaves the range of a double.
Samples make_samples(const Table& table, std::span<const std::size_t> rows, const Model& model);

/// The sum of the weights of rows. Throws as make_samples().
double checked_sum_of_weights(const Table& table, double sum);

/// The class index or the value of each of the N rows, N x 1.
BlockMatrix truth_of(const Table& table, std::span<const std::size_t> rows);

/// The weights of the C classes; none if `text` is empty. "balanced": N / (K N_c) for the N_c of N training
/// rows in class c, one of the K classes with training rows, so that these count the same (King and Zeng
/// 2001); 1 for a class without. Otherwise a list LABEL=WEIGHT; other classes have weight 1. Throws DataError
/// for an unknown label, UsageError for other errors in the list.
std::vector<double> class_weights(const std::string& text, const Table& table,
                                  std::span<const std::size_t> training_rows);

}  // namespace nntrain
