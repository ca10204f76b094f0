#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// A metric of one class or of a pair of classes. Its name contains their labels.
struct ClassMetric {
  enum class Kind { kPrecision, kRecall, kF1, kConfusion };
  Kind kind;
  std::size_t actual;     ///< the index of the class
  std::size_t predicted;  ///< for kConfusion: the predicted class; else the same as `actual`
};

/// Parses precision[LABEL], recall[LABEL], f1[LABEL] or confusion[ACTUAL][PREDICTED] with `labels`; nullopt
/// for other names. A label may be in double quotes as in CSV. Without quotes it may contain any characters,
/// also brackets: whole labels are compared. If labels with "][" make a confusion name ambiguous, the first
/// matching actual label counts.
std::optional<ClassMetric> find_class_metric(std::string_view name, const std::vector<std::string>& labels);

/// Whether a name has the form of the first three, with any label.
bool is_metric_of_one_class(std::string_view name);

/// The first label in such a name that is not among `labels`; nullopt if the name has none of these forms.
std::optional<std::string> unknown_label(std::string_view name, const std::vector<std::string>& labels);

/// The label as one types it: in double quotes if it has a comma, a quote, a bracket, a comparison, or a
/// blank at an end.
std::string typed_label(const std::string& label);

/// The forms of these names, for messages.
std::vector<std::string> class_metric_forms();

/// All these names, to find similar ones. Those of the confusion matrix only for up to 30 classes.
std::vector<std::string> all_class_metrics(const std::vector<std::string>& labels);

}  // namespace nntrain
