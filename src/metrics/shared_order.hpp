#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/row_share.hpp"
#include "base/workers.hpp"
#include "math/block_matrix.hpp"
#include "metrics/score_order.hpp"

namespace nntrain {

/// Orders the rows of all ranks by their scores, for rankings. Each rank gets the rows of a range of scores
/// (sample sort: Frazer and McKellar, "Samplesort", 1970), and counts its pairs; what has to be added in the
/// order of the scores is added by one rank after another. Rows whose score is a bound of these ranges are
/// only counted, so that a score that most rows have is not a load. All ranks call these functions together.
class SharedOrder {
 public:
  /// `share`: the rows of this rank; it must live as long as this.
  SharedOrder(const RowShare& share, Workers& workers) : share_(share), workers_(workers) {}

  /// Orders the rows by a column of `scores` (N x C). In the class are those whose target (N x 1) is
  /// `positive`. False if a score of any rank is NaN, or no row is in the class. Throws Interrupted as
  /// check_time(), on all ranks.
  bool add_class(const BlockMatrix& scores, std::size_t column, const BlockMatrix& targets,
                 std::size_t positive);

  /// What is known of a class.
  struct OfClass {
    SideCounts all;
    PairCount twice_won;    ///< see count_pairs()
    double precisions = 0;  ///< their sum over the rows in the class, from the lowest score up
  };
  /// The classes in the order in which they were added.
  std::vector<OfClass> finish();

 private:
  /// The precisions of the rows here that are in a class; the last one stands for several rows.
  struct Precisions {
    std::vector<double> each;
    std::uint64_t more = 0;  ///< rows that have the last one, too
  };

  const RowShare& share_;
  Workers& workers_;
  std::vector<OfClass> classes_;  // before finish(): the pairs of this rank
  std::vector<Precisions> precisions_;
};

}  // namespace nntrain
