#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "plot/panel.hpp"
#include "plot/pictured.hpp"
#include "plot/thinning.hpp"
#include "report/result.hpp"

namespace nntrain {

/// The ROC curve of the second of two classes, or of each class against the rest. A class has no curve if its
/// style is gray, no row is of it, or all are. `styles`: of the classes, as in the other panels.
Panel roc_panel(const Model& model, const SplitResult& result, const std::vector<std::size_t>& styles);

/// Calibration: for each tenth of the predicted probability, how often the class was the true one, with a
/// 95 % Wilson interval. The class is the second of two, or the predicted one of more.
Panel calibration_panel(const SplitResult& result);

/// The number of rows of each class by their predicted class.
Panel confusion_panel(const SplitResult& result);

/// The most classes in a drawn confusion matrix.
inline constexpr std::size_t kMostClassesDrawn = 50;

/// Of a regression: predicted against actual values, of up to `most` rows.
Panel fit_panel(const Model& model, const SplitResult& result, std::size_t most = kMostRowsDrawn);

/// How much the metric gets worse if a column is shuffled: a bar for each of the 20 columns that matter most,
/// from the top down, with its 95 % interval. `part`: the name of the rows.
Panel importance_panel(const Importance& importance, const std::string& part);

/// The loss per row over the iterations, of the training rows and of the validation rows: a loss that is a
/// sum is divided by the weight of the rows of each part. Of a log, which tells neither the loss nor the
/// rows, there is a panel for each part, as sums over parts of different size cannot be compared.
std::vector<Panel> loss_panels(const PicturedHistory& history);

/// The accuracy over the iterations, of both parts, and the share of the largest class if it is known.
Panel accuracy_panel(const PicturedHistory& history);

/// Whether the history has accuracies.
bool has_accuracy(const PicturedHistory& history);

}  // namespace nntrain
