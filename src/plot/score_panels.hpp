#pragma once

#include "plot/panel.hpp"
#include "report/result.hpp"

namespace nntrain {

/// The ROC curve of the second of two classes, or that of each of the largest classes against the rest. No
/// curve for a class without rows, or with all.
Panel roc_panel(const Model& model, const SplitResult& result);

/// How often what was said with some probability came true, in tenths, with 95 % intervals: of the second of
/// two classes, else of the class that is said.
Panel calibration_panel(const SplitResult& result);

/// Rows of each class by the class that they were predicted as.
Panel confusion_panel(const SplitResult& result);

/// The most classes that a confusion matrix can be drawn of.
inline constexpr std::size_t kMostClassesDrawn = 50;

/// Of a regression: what was predicted against what is.
Panel fit_panel(const Model& model, const SplitResult& result);

}  // namespace nntrain
