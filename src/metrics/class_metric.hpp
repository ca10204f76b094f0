#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// A measured number about one class or about a pair of them, by a name that holds their labels.
struct ClassMetric {
  enum class Kind { kPrecision, kRecall, kF1, kConfusion };
  Kind kind;
  std::size_t actual;     ///< the class
  std::size_t predicted;  ///< of kConfusion: the class that was said; else the same
};

/// precision[LABEL], recall[LABEL], f1[LABEL] or confusion[ACTUAL][PREDICTED] with two of `labels`, or
/// nullopt. Labels may hold any characters, also brackets: whole names are compared. Where labels with "]["
/// inside make a confusion name mean two pairs, the first in the order of the labels is meant.
std::optional<ClassMetric> find_class_metric(std::string_view name, const std::vector<std::string>& labels);

/// The forms of those names, for people.
std::vector<std::string> class_metric_forms();

/// The names themselves, to find near ones in; those of the confusion matrix only if the classes are few.
std::vector<std::string> all_class_metrics(const std::vector<std::string>& labels);

}  // namespace nntrain
