#pragma once

#include <cstddef>

#include "math/block_matrix.hpp"

namespace nntrain {

/// The area under the ROC curve: the share of pairs of a row in the class and another row in which the first
/// one has the higher score; ties count half (Hanley and McNeil 1982). scores: N x 1 (class 1 against class
/// 0) or N x C. Two columns: only the second one. More: the mean over the classes of one against the rest
/// (scikit-learn: ovr, macro). targets: N x 1, class indices. NaN if a class has no row or a score is NaN. N
/// < 2^32. O(C N) time, O(N) memory.
double roc_auc(const BlockMatrix& scores, const BlockMatrix& targets);

/// The mean over the rows of -log p of the actual class, as log_loss in scikit-learn 1.2: each probability is
/// clamped to [2^-52, 1 - 2^-52], then each row is divided by its sum. probabilities: N x 1 (class 1) or N x
/// C. targets: N x 1, class indices. N >= 1.
double log_loss(const BlockMatrix& probabilities, const BlockMatrix& targets);
/// The same for one row.
double row_log_loss(const BlockMatrix& probabilities, const BlockMatrix& targets, std::size_t row);

}  // namespace nntrain
