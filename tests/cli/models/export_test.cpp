// `nntrain export`: models as C, compiled and compared with `nntrain predict` to the last bit; for ONNX see
// onnx_test.cpp.

#include <bit>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "cli/export_jobs.hpp"
#include "cli/onnx_file.hpp"

namespace nntrain::test {
namespace {

const std::string kStrict =
    "-std=c99 -pedantic -Wall -Wextra -Wconversion -Wsign-conversion -Wshadow -Wcast-qual "
    "-Wmissing-prototypes "
    "-Werror";
const std::string kFast = "-std=gnu11 -Wall -Wextra -Werror -O3 -march=native";

bool is_installed(const std::string& program) {
  return shell("command -v " + program).exit_code == 0;
}

/// The available compilers with their flags.
std::vector<std::string> compilers() {
  std::vector<std::string> found = {"gcc " + kStrict + " -O0", "gcc " + kStrict + " -O2", "gcc " + kFast};
  if (is_installed("clang")) {
    found.push_back("clang " + kStrict + " -O0");
    found.push_back("clang " + kFast);
  } else {
    WARN("clang is not installed: exported C is compiled by gcc alone");
  }
  if (!is_release_build()) found.resize(1);
  return found;
}

/// The cells of the model's columns in the driver's form, one line for each row.
std::string rows_for_driver(const Cells& table, const nlohmann::json& model) {
  std::string rows;
  for (std::size_t row = 1; row < table.size(); ++row) {
    for (const nlohmann::json& column : model["columns"]) {
      const auto [cell, is_missing] = cell_of(table, row, column, model);
      if (&column != &model["columns"].front()) rows += '\t';
      // The model must know the texts for a missing cell. In every second row it is NULL instead.
      rows += is_missing && (column["type"] == "number" || row % 2 == 0) ? "\\N" : cell;
    }
    rows += '\n';
  }
  return rows;
}

/// The driver's output for rows, with the model at `source` compiled by `compiler`.
std::string drive(const ScratchFolder& scratch, const std::string& compiler, const std::string& source,
                  const std::string& rows) {
  const std::string command = compiler + " -DMODEL='\"" + source + "\"' -o " + scratch.path("driver") +
                              " tests/support/predict_driver.c -lm";
  INFO(command);
  const ProgramResult compiled = shell(command);
  INFO(compiled.err);
  REQUIRE(compiled.exit_code == 0);
  REQUIRE(compiled.err.empty());
  ProgramCall call;
  call.program = scratch.path("driver");
  call.input = rows;
  const ProgramResult result = run(call);
  REQUIRE(result.exit_code == 0);
  return result.out;
}

/// The driver's lines in the form of predict's rows: the label first, if there is one.
Cells as_predictions(const std::string& text, bool has_label) {
  Cells rows;
  for (const std::string& line : lines_of(text)) {
    Words& cells = rows.emplace_back(1);
    for (const char c : line) {
      if (c == '\t') {
        cells.emplace_back();
      } else {
        cells.back() += c;
      }
    }
    if (has_label) std::rotate(cells.begin(), cells.end() - 1, cells.end());
  }
  return rows;
}

std::uint64_t bits_of(const std::string& number) {
  return std::bit_cast<std::uint64_t>(
      std::strtod(number.c_str(), nullptr));  // stod refuses subnormal numbers
}

bool same_cell(const std::string& a, const std::string& b, bool is_number) {
  if (!is_number) return a == b;
  return bits_of(a) == bits_of(b);
}

/// The number of rows that differ in the label or in any bit.
std::size_t differences(const Cells& a, const Cells& b, bool has_label) {
  REQUIRE(a.size() == b.size());
  std::size_t count = 0;
  for (std::size_t row = 0; row < a.size(); ++row) {
    REQUIRE(a[row].size() == b[row].size());
    bool same = true;
    for (std::size_t k = 0; k < a[row].size(); ++k) {
      same = same && same_cell(a[row][k], b[row][k], k > 0 || !has_label);
    }
    if (!same) ++count;
  }
  return count;
}

/// Compares what the model at `path`, as C, says of the job's rows with what `nntrain predict` says, from
/// each of the compilers. Returns the number of rows.
std::size_t compare_rows(const Job& job, const std::string& path, const nlohmann::json& model,
                         const std::vector<std::string>& with_compilers) {
  const ScratchFolder scratch;
  const std::string source = scratch.path("m.c");
  output_of({"export", path, "--to", "c", "--output", source});
  Cells expected = predicted_cells(output_of({"predict", path, "--data", job.predicted}));
  expected.erase(expected.begin());
  const std::string rows =
      rows_for_driver(cells_of(read_file(NNTRAIN_SOURCE_DIR "/" + job.predicted)), model);
  const bool has_label = !model["target"]["classes"].empty();
  REQUIRE_FALSE(expected.empty());
  std::size_t compared = 0;
  for (const std::string& compiler : with_compilers) {
    const Cells told = as_predictions(drive(scratch, compiler, source, rows), has_label);
    CHECK(differences(told, expected, has_label) == 0);
    compared += told.size();
  }
  return compared;
}

}  // namespace

TEST_CASE("exported C tells what predict tells, to the last bit, from every compiler") {
  std::size_t compared = 0;
  for (const Job& job : jobs()) {
    INFO(job.name);
    const ScratchFolder scratch;
    const std::string path = scratch.path("m.json");
    const nlohmann::json model = train(job, path);
    compared += compare_rows(job, path, model, compilers());
  }
  CHECK(compared > 10000);
}

TEST_CASE("an ensemble as C tells what predict tells, to the last bit") {
  std::size_t compared = 0;
  for (const Job& job : jobs()) {
    INFO(job.name);
    const ScratchFolder scratch;
    const std::string path = scratch.path("m.json");
    const nlohmann::json model = train(job, path);
    compared += compare_rows(job, with_two_more(path), model, {compilers().front(), compilers().back()});
  }
  CHECK(compared > 10000);
}

TEST_CASE("an ensemble as C compiles with every compiler, and tells that it is one") {
  const ScratchFolder scratch;
  const Job job = {"", "data/orchard.csv", "data/orchard.csv", {"--missing", "mean", "--iterations", "3"}};
  const nlohmann::json model = train(job, scratch.path("m.json"));
  const std::string ensemble = with_two_more(scratch.path("m.json"));
  CHECK(compare_rows(job, ensemble, model, compilers()) > 200);
  // With one output, compilers look into the loops over the outputs.
  const Job one = {"", "data/xnor.csv", "data/xnor.csv", {"--iterations", "3"}};
  const nlohmann::json small = train(one, scratch.path("one.json"));
  CHECK(compare_rows(one, with_two_more(scratch.path("one.json")), small, compilers()) > 4);
  const std::string source = output_of({"export", ensemble, "--to", "c", "-o", "-"});
  CHECK(contains(source, "/* 3 neural networks and their mean, made by nntrain"));
  CHECK(contains(source, "fingerprint: " +
                             nlohmann::json::parse(read_file(ensemble))["fingerprint"].get<std::string>()));
}

TEST_CASE("exported C says which cell of a row it cannot use") {
  const ScratchFolder scratch;
  const Job job = {"", "data/orchard.csv", "", {"--missing", "drop", "--iterations", "3"}};
  train(job, scratch.path("m.json"));
  output_of({"export", scratch.path("m.json"), "--to", "c", "--output", scratch.path("m.c")});
  const std::string rows =
      "176\tgreen\t7.3\tsouth\t\\N\n176\tblue\t7.3\tsouth\t11\n176\tgreen\t7.3\t\\N\t11\n"
      "176\tgreen\t7.3\tNA\t11\ninf\tgreen\t7.3\tsouth\t11\n176\tgreen\t7.3\t\t11\n\\N\t\\N\t\\N\t\\N\t\\N\n";
  CHECK(drive(scratch, "gcc " + kStrict, scratch.path("m.c"), rows) ==
        "cell 5\ncell 2\ncell 4\ncell 4\ncell 1\ncell 4\ncell 1\n");
}

TEST_CASE("exported C refuses compilers that would change the numbers") {
  const ScratchFolder scratch;
  train({"", "data/xnor.csv", "", {"--iterations", "3"}}, scratch.path("m.json"));
  output_of({"export", scratch.path("m.json"), "--to", "c", "--output", scratch.path("m.c")});
  const ProgramResult result = shell("gcc -ffast-math -c -o /dev/null " + scratch.path("m.c"));
  CHECK(result.exit_code != 0);
  CHECK(contains(result.err, "-ffast-math"));
}

TEST_CASE("an exported model tells where it comes from, in names that no compiler stumbles over") {
  const ScratchFolder scratch;
  std::filesystem::create_directory(scratch.path("d*"));
  const std::string data = scratch.file(
      "d*/t.csv",
      csv_of({{"a\u202Eb", "*/", "y\\"}, {"1", "2", "\?\?/"}, {"2", "1", "/*\""}, {"3", "5", "\?\?/"}}));
  const nlohmann::json model = train({"", data, "", {"--iterations", "3"}}, scratch.path("m.json"));
  const std::string source = output_of({"export", "--model", scratch.path("m.json"), "--to", "c", "-o", "-"});
  CHECK(contains(source, "fingerprint: " + model["fingerprint"].get<std::string>()));
  CHECK(contains(source, "target: y\\"));
  CHECK(contains(source, R"("a\342\200\256b")"));
  CHECK(contains(source, R"("\?\?/")"));
  for (const std::string& compiler : compilers()) {
    const std::string told = drive(scratch, compiler, scratch.file("m.c", source), "1\t2\n");
    CHECK(as_predictions(told, true)[0].size() == 3);
  }
}

TEST_CASE("an exported ONNX model is the same bytes each time, and names what it holds") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  train({"", "data/orchard.csv", "", {"--missing", "mean", "--iterations", "3"}}, model);
  const std::string bytes = output_of({"export", model, "--to", "onnx", "--output", "-"});
  output_of({"export", model, "--to", "onnx", "--output", scratch.path("m.onnx")});
  CHECK(read_file(scratch.path("m.onnx")) == bytes);
  for (const std::string part :
       {"nntrain", "fingerprint", "colour", "LabelEncoder", "quince", "probabilities"}) {
    INFO(part);
    CHECK(contains(bytes, part));
  }
}

TEST_CASE("an exported ONNX model takes numbers as double, or as float, and answers in double") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  train({"", "data/orchard.csv", "", {"--missing", "mean", "--iterations", "3"}}, model);
  const auto exported = [&](const Words& flags) {
    return onnx_of(output_of(with({"export", model, "--to", "onnx", "--output", "-"}, flags)));
  };
  const OnnxFile usual = exported({});
  const OnnxFile with_float = exported({"--input", "float"});
  using Types = std::map<std::string, std::uint64_t>;
  CHECK(usual.inputs == exported({"--input", "double"}).inputs);
  CHECK(usual.inputs ==
        Types({{"weight", 11}, {"colour", 8}, {"firmness", 11}, {"orchard", 8}, {"sugar", 11}}));
  CHECK(with_float.inputs ==
        Types({{"weight", 1}, {"colour", 8}, {"firmness", 1}, {"orchard", 8}, {"sugar", 1}}));
  CHECK(usual.outputs == Types({{"label", 8}, {"probabilities", 11}}));
  CHECK(with_float.outputs == usual.outputs);
  CHECK(with_float.operations.size() == usual.operations.size() + 3);  // a cast each
  check_refusal({"export", model, "--to", "c", "--input", "float", "--output", "-"}, 2,
                {"--input float contradicts --to c", "--to onnx"});
}

// ONNX Runtime fuses a product with a number and a MatMul, and rounds the number to 32 bits.
TEST_CASE("an exported ONNX regression has no product that ONNX Runtime fuses") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  train({"",
         scratch.file("t.csv", "x,y\n1,10\n2,20.5\n3,31\n4,39\n"),
         "",
         {"--task", "regress", "--hidden", "0", "--no-bias", "--scale-target", "standard", "--iterations",
          "9"}},
        model);
  const OnnxFile file = onnx_of(output_of({"export", model, "--to", "onnx", "--output", "-"}));
  CHECK(file.outputs.count("prediction") == 1);
  for (const std::string operation : {"Mul", "Div"}) {
    CHECK(std::count(file.operations.begin(), file.operations.end(), operation) == 0);
  }
}

TEST_CASE("export tells the names of outputs that a column has taken") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const std::string data =
      scratch.file("t.csv", "label,probabilities,prediction,y\n1,2,3,a\n2,1,1,b\n3,5,4,a\n");
  train({"", data, "", {"--iterations", "3"}}, model);
  const ProgramResult result = nntrain({"export", model, "--to", "onnx", "--output", "-"});
  CHECK(result.exit_code == 0);
  CHECK(lines_of(result.err).size() == 2);
  CHECK(contains(result.err, "nntrain: warning: the output 'label' is called 'label_2'"));
  CHECK(contains(result.err, "'probabilities_2'"));
  CHECK(onnx_of(result.out).outputs.count("label_2") == 1);
  train({"", data, "", {"--target", "prediction", "--drop", "y", "--task", "regress", "--iterations", "3"}},
        model);
  CHECK(nntrain({"export", model, "--to", "onnx", "--output", "-"}).err.empty());
}

TEST_CASE("exported C compiles with texts longer than a string literal may be") {
  const ScratchFolder scratch;
  const std::string start = "it's \\ \"?\xC3\xB6";
  const std::string longest = start + std::string(4095 - start.size(), 'x');
  Cells table = {{"a", longest + "name", "y"}};
  for (const std::string& label : {longest, longest + "1", longest + "2"}) {
    table.push_back({std::to_string(table.size()), label + "level", label});
  }
  const std::string data = scratch.file("t.csv", csv_of(table));
  const nlohmann::json model = train({"", data, "", {"--iterations", "3"}}, scratch.path("m.json"));
  output_of({"export", scratch.path("m.json"), "--to", "c", "--output", scratch.path("m.c")});
  Cells expected = predicted_cells(output_of({"predict", scratch.path("m.json"), "--data", data}));
  expected.erase(expected.begin());
  for (const std::string& compiler : compilers()) {
    const Cells told =
        as_predictions(drive(scratch, compiler, scratch.path("m.c"), rows_for_driver(table, model)), true);
    CHECK(differences(told, expected, true) == 0);
  }
}

TEST_CASE("export has a help text, and needs a model, a format and an output that is not the model") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  train({"", "data/or.csv", "", {"--iterations", "3"}}, model);
  const std::string text = read_file(model);
  const std::string help = nntrain({"help", "export"}).out;
  CHECK(help == nntrain({"export", "--help"}).out);
  for (const std::string& line : lines_of(help)) CHECK(line.size() <= 110);
  check_refusal({"export"}, 2, {"the model is missing", "nntrain export FILE"});
  check_refusal({"export", model, "--output", "m.c"}, 2, {"--to is missing", "onnx or c"});
  check_refusal({"export", model, "--to", "c"}, 2, {"--output is missing", "--output model.c"});
  check_refusal({"export", model, "--to", "pmml", "--output", "-"}, 2, {"'pmml'", "onnx, c"});
  check_refusal({"export", model, "--to", "c", "--output", model}, 2, {"would overwrite", "--model"});
  check_refusal({"export", model, "--to", "c", "--output", scratch.path("none/m.c")}, 3, {"none/m.c"});
  check_refusal({"export", "data/or.csv", "--to", "c", "--output", "-"}, 5, {"or.csv"});
  check_refusal({"export", scratch.path("no.json"), "--to", "c", "--output", "-"}, 3, {"no.json"});
  CHECK(read_file(model) == text);
  CHECK(!std::filesystem::exists(scratch.path("none")));
}

}  // namespace nntrain::test
