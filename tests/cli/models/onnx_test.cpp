// `nntrain export --to onnx`: what the file says of a row, computed here by the definitions of its
// operations, compared with `nntrain predict`. scripts/check_onnx.sh does the same with ONNX Runtime.

#include <cstdlib>
#include <limits>

#include "cli/export_jobs.hpp"
#include "cli/onnx_run.hpp"

namespace nntrain::test {
namespace {

std::string exported(const std::string& model) {
  return output_of({"export", model, "--to", "onnx", "--output", "-"});
}

double number_of_cell(const std::string& cell) {
  return std::strtod(cell.c_str(), nullptr);  // stod refuses subnormal numbers
}

/// The inputs of a row of a table for a model.
std::map<std::string, OnnxValue> inputs_of(const Cells& table, std::size_t row, const nlohmann::json& model) {
  std::map<std::string, OnnxValue> inputs;
  for (const nlohmann::json& column : model["columns"]) {
    const std::string name = column["name"];
    const auto [cell, is_missing] = cell_of(table, row, column, model);
    if (column["type"] == "text") {
      inputs[name].texts = {cell};
    } else if (is_missing) {
      inputs[name].numbers = {std::numeric_limits<double>::quiet_NaN()};
    } else {
      inputs[name].numbers = {number_of_cell(cell)};
    }
  }
  return inputs;
}

/// Compares what the exported model says with what `nntrain predict` says of the job's rows. Returns their
/// number.
std::size_t compare_rows(const Job& job, const std::string& path, const nlohmann::json& model) {
  std::size_t compared = 0;
  const std::string bytes = exported(path);
  const OnnxRun onnx(bytes);
  // An output whose name is that of a column has another one.
  const auto outputs = onnx_of(bytes).outputs;
  const auto name_of = [&](const std::string& wanted) {
    return outputs.count(wanted) > 0 ? wanted : wanted + "_2";
  };
  const Cells expected = predicted_cells(output_of({"predict", path, "--data", job.predicted}));
  const Cells table = cells_of(read_file(NNTRAIN_SOURCE_DIR "/" + job.predicted));
  const bool has_label = !model["target"]["classes"].empty();
  for (std::size_t row = 1; row < table.size(); row += 1 + table.size() / 200) {
    INFO(row);
    const auto values = onnx.run(inputs_of(table, row, model));
    REQUIRE(values);
    if (has_label) CHECK(values->at(name_of("label")).texts == Words{expected[row][0]});
    const std::string name = !has_label                           ? "prediction"
                             : outputs.count("probabilities") > 0 ? "probabilities"
                                                                  : "outputs";
    const std::vector<double>& told = values->at(name_of(name)).numbers;
    REQUIRE(told.size() == expected[row].size() - (has_label ? 1 : 0));
    for (std::size_t k = 0; k < told.size(); ++k)
      CHECK(told[k] ==
            Approx(number_of_cell(expected[row][k + (has_label ? 1 : 0)])).epsilon(1e-9).margin(1e-12));
    ++compared;
  }
  return compared;
}

}  // namespace

TEST_CASE("an exported ONNX model tells what predict tells") {
  std::size_t compared = 0;
  for (const Job& job : jobs()) {
    INFO(job.name);
    const ScratchFolder scratch;
    const std::string path = scratch.path("m.json");
    const nlohmann::json model = train(job, path);
    compared += compare_rows(job, path, model);
  }
  CHECK(compared > 2000);
}

TEST_CASE("an exported ONNX ensemble tells what predict tells: the mean of its networks") {
  std::size_t compared = 0;
  for (const Job& job : jobs()) {
    INFO(job.name);
    const ScratchFolder scratch;
    const std::string path = scratch.path("m.json");
    const nlohmann::json model = train(job, path);
    const std::string ensemble = with_two_more(path);
    compared += compare_rows(job, ensemble, model);
    const OnnxFile file = onnx_of(exported(ensemble));
    CHECK(std::count(file.operations.begin(), file.operations.end(), "ReduceMean") == 1);
    const OnnxFile single = onnx_of(exported(path));
    CHECK(file.inputs == single.inputs);
    CHECK(file.outputs == single.outputs);
  }
  CHECK(compared > 2000);
}

TEST_CASE("an exported ONNX model refuses the cells that the model refuses, and no others") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("m.json");
  const Cells table = {{"colour", "weight", "orchard", "firmness", "sugar"},
                       {"green", "176", "south", "7.3", "11"},
                       {"blue", "176", "south", "7.3", "11"},
                       {"NA", "176", "south", "7.3", "11"},
                       {"green", "176", "", "7.3", "11"},
                       {"green", "NA", "south", "7.3", "11"},
                       {"green", "inf", "south", "7.3", "11"}};
  struct Case {
    Words flags;
    std::vector<std::size_t> refused;
  };
  for (const Case& one : {Case{{"--missing", "drop"}, {2, 3, 4, 5, 6}},
                          {{"--missing", "mean"}, {2, 6}},
                          {{"--missing", "drop", "--unseen", "zero"}, {3, 4, 5, 6}},
                          {{"--missing", "mean", "--unseen", "zero"}, {6}}}) {
    INFO(csv_of({one.flags}));
    const nlohmann::json model =
        train({"", "data/orchard.csv", "", with(one.flags, {"--iterations", "3"})}, path);
    const OnnxRun onnx(exported(path));
    std::vector<std::size_t> refused;
    for (std::size_t row = 1; row < table.size(); ++row) {
      if (!onnx.run(inputs_of(table, row, model))) refused.push_back(row);
    }
    CHECK(refused == one.refused);
  }
}

}  // namespace nntrain::test
