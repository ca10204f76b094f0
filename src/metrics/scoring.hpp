#pragma once

#include <cstddef>

#include "math/block_matrix.hpp"

namespace nntrain {

/// The area under the ROC curve: the share of the pairs of a row of the class and another row in which the
/// first has the higher score, where equal scores count half (Hanley and McNeil 1982). scores: N x 1 (of
/// class 1 against class 0) or N x C; two columns: the second's; more: the mean over the classes of one
/// against the rest (scikit-learn's ovr, macro). targets: N x 1, the class number. NaN where a class has no
/// row or a score is NaN. N < 2^32; O(C N) time, O(N) memory.
double roc_auc(const BlockMatrix& scores, const BlockMatrix& targets);

/// The mean over the rows of -log p of the actual class, as scikit-learn 1.2's log_loss has it: every
/// probability is clamped to [2^-52, 1 - 2^-52], then a row is divided by its sum. probabilities: N x 1 (of
/// class 1) or N x C; targets: N x 1, the class number. N >= 1.
double log_loss(const BlockMatrix& probabilities, const BlockMatrix& targets);

}  // namespace nntrain
