#pragma once

#include <string>
#include <vector>

#include "dataset/table.hpp"
#include "model/model.hpp"
#include "plot/panel_kind.hpp"
#include "plot/pictured.hpp"

namespace nntrain {

/// What can be drawn.
struct Drawable {
  const Model* model = nullptr;  ///< null: none
  bool has_loss = false;         ///< of each iteration
  bool has_accuracy = false;
  const Table* table = nullptr;  ///< rows without a model; null: none
  bool is_of_several = false;    ///< whether several models predicted the rows, and `model` is one of them
  bool has_importance = false;   ///< of the columns of the model
  const PicturedSweep* sweep = nullptr;  ///< null: no results of a sweep
  bool has_spread = false;               ///< of metrics over several runs
  bool has_rows = true;                  ///< which a model predicted; several seeds may have none in common
};

Drawable drawable_of(const Pictured& pictured);

/// Why a panel cannot be drawn; "" if it can. `features`: columns for the axes of data.
std::string why_not(PanelKind kind, const std::vector<std::string>& features, const Drawable& drawable);

/// Why there is no panel at all, as the end of a message; "" if it needs no reason.
std::string why_nothing(const Drawable& drawable);

}  // namespace nntrain
