#pragma once

#include "plot/panel.hpp"
#include "plot/pictured.hpp"

namespace nntrain {

/// The loss over the iterations, of the rows trained on and of the validation rows.
Panel loss_panel(const PicturedHistory& history);

/// The same of the accuracy.
Panel accuracy_panel(const PicturedHistory& history);

/// Whether accuracies are known.
bool has_accuracy(const PicturedHistory& history);

}  // namespace nntrain
