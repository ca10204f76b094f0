#pragma once

#include <cstddef>
#include <vector>

#include "plot/panel.hpp"
#include "plot/pictured.hpp"
#include "report/result.hpp"

namespace nntrain {

/// The ROC curve of the second of two classes, or that of each class against the rest; none of one whose
/// style is grey, or that has no row, or all. styles: of the classes, as in the picture's other panels.
Panel roc_panel(const Model& model, const SplitResult& result, const std::vector<std::size_t>& styles);

/// How often what was said with some probability came true, in tenths, with 95 % intervals: of the second of
/// two classes, else of the class that is said.
Panel calibration_panel(const SplitResult& result);

/// Rows of each class by the class that they were predicted as.
Panel confusion_panel(const SplitResult& result);

/// The most classes that a confusion matrix can be drawn of.
inline constexpr std::size_t kMostClassesDrawn = 50;

/// Of a regression: what was predicted against what is.
Panel fit_panel(const Model& model, const SplitResult& result);

/// The loss over the iterations, of the rows trained on and of the validation rows.
Panel loss_panel(const PicturedHistory& history);

/// The same of the accuracy.
Panel accuracy_panel(const PicturedHistory& history);

/// Whether accuracies are known.
bool has_accuracy(const PicturedHistory& history);

}  // namespace nntrain
