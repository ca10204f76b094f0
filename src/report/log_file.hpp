#pragma once

#include <string>
#include <vector>

#include "report/iteration_log.hpp"

namespace nntrain {

/// The log of training: after each iteration the loss, for classes the accuracy, another watched metric, and
/// all of these of the validation rows, if there are any.
class LogFile : public IterationLog {
 public:
  /// `parts`: those of the rows with columns, "train" first. Throws as IterationLog does.
  LogFile(const LogTarget& target, std::vector<std::string> parts, bool with_accuracy,
          const std::string& metric);

  void on_iteration(const IterationView& view) override;

 private:
  std::vector<std::string> parts_;  // "train", and "validation" if there are such rows
  bool with_accuracy_;
  bool with_metric_;
};

}  // namespace nntrain
