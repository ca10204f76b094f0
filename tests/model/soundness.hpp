#pragma once

#include <cmath>
#include <string>

#include "base/json_writer.hpp"
#include "model/model_json.hpp"
#include "model/mutations.hpp"
#include "model/predictor.hpp"
#include "report/model_summary.hpp"
#include "report/predictions.hpp"

namespace nntrain::test {

/// Three rows for a model: small numbers and known texts, missing cells, large numbers and unknown texts.
inline Table rows_for(const Model& model) {
  Table table = table_like(model, "rows.csv");
  table.cells = BlockMatrix(table.features.size());
  table.targets = BlockMatrix(1);
  table.cells.grow_to(3);
  table.targets.grow_to(3);
  for (std::size_t feature = 0; feature < table.features.size(); ++feature) {
    Column& column = table.features[feature];
    if (column.is_text) {
      column.levels = {model.preprocessing.columns()[feature].levels.front(), "nowhere else"};
      column.level_lines = {2, 3};
    }
    table.cells.set(0, feature, column.is_text ? 0 : 0.5);
    table.cells.set(1, feature, std::nan(""));
    table.cells.set(2, feature, column.is_text ? 1 : 1e10);
    column.missing = 1;
  }
  return table;
}

/// Checks that an accepted model can be used, shown, written and read again.
inline void check_sound(const SavedModel& saved) {
  const Model& model = saved.model;
  for (const double parameter : model.parameters) REQUIRE(std::isfinite(parameter));
  REQUIRE(model.parameters.size() == model.network_count() * model.network.parameter_count());
  try {
    Table rows = rows_for(model);
    const BlockMatrix outputs = Predictor(model, UnseenMode::kZero).outputs(rows);
    const std::vector<KeptColumn> kept;
    const PredictionLines lines(model, outputs, kept);
    std::string text = prediction_header(model, kept).line;
    for (std::size_t row = 0; row < 3; ++row) lines.append(text, row, row + 1, "", "");
    REQUIRE(outputs.rows() == 3);
    REQUIRE(text.size() > 10);
  } catch (const DataError&) {
    // a missing cell without a fill value, or a number too large to scale
  }
  REQUIRE(model_summary(saved, "m.json", WeightsMode::kFull).size() > 100);
  JsonWriter json;
  json.begin_object();
  write_model(json, model);
  json.end_object();
  const Model again = model_of(parse_json(json.text()));
  REQUIRE(again.network_count() == model.network_count());
  REQUIRE(again.parameters == model.parameters);
  REQUIRE(again.preprocessing.input_names() == model.preprocessing.input_names());
}

/// Reads the text with the right checksum. Returns false if it is refused.
inline bool is_accepted(const ModelReading& reading, const std::string& text) {
  try {
    check_sound(reading.read(sealed(text)));
    return true;
  } catch (const ModelError&) {
    return false;
  }
}

}  // namespace nntrain::test
