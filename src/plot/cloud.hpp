#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "dataset/table.hpp"
#include "math/block_matrix.hpp"
#include "model/model.hpp"
#include "plot/bands.hpp"
#include "plot/panel.hpp"
#include "plot/plane.hpp"
#include "report/result.hpp"

namespace nntrain {

/// Rows of numbers with their targets, and which of them are drawn.
struct Cloud {
  const BlockMatrix& inputs;
  const BlockMatrix& targets;  ///< N x 1
  std::size_t classes;         ///< 0: the target is a number
  std::vector<std::size_t> rows;
  std::vector<std::string> tips{};  ///< what the pointer shows at each of `rows`, or none
};

/// The rows of a result, of which some are drawn, with tips about their predictions.
Cloud cloud_of(const Model& model, const SplitResult& result, const std::vector<Axis>& axes);

/// The rows of a table with a number on each axis, of which some are drawn.
Cloud cloud_of(const Table& table, const std::vector<Axis>& axes);

/// The rows of a table with a number on each axis.
std::size_t count_complete(const Table& table, const std::vector<Axis>& axes);

/// The place of a class, or of a number, on the axis of the target: the first class at 0, the last one at 1.
double place_of_target(double target, std::size_t classes);

/// The rows as marks, one series for each group with a row. With one axis, the target is the other one.
std::vector<Series> marks(const Cloud& cloud, const std::vector<Group>& groups,
                          const std::vector<Axis>& axes);

/// Which rows of a classification are predicted to be in another class than theirs. None if the rows were not
/// measured.
std::vector<std::size_t> wrong_rows(const Model& model, const SplitResult& result);

/// Rings around those of the drawn rows that are among `wrong`, both ascending.
Series rings(const Cloud& cloud, const std::vector<std::size_t>& wrong, const std::vector<Axis>& axes);

}  // namespace nntrain
