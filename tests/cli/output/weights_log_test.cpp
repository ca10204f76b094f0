// --log-weights: row k has all weights after k iterations, and each column says of which weight it is.

#include "cli/expect.hpp"
#include "cli/tables.hpp"
#include "support/golden.hpp"

namespace nntrain::test {
namespace {

/// A column for each parameter of a JSON result's layers, in their order: its name, and its value.
struct Parameters {
  Words names;
  std::vector<double> values;
};

Parameters parameters_of(const nlohmann::json& layers, const Words& outputs) {
  Parameters all;
  for (const nlohmann::json& layer : layers) {
    const bool is_output = layer["name"] == "output";
    const auto units = layer["units"].get<std::size_t>();
    const auto add = [&](const std::string& row, const nlohmann::json& values) {
      for (std::size_t unit = 0; unit < units; ++unit) {
        const std::string hidden = layer["name"].get<std::string>() + "." + std::to_string(unit + 1);
        all.names.push_back((is_output ? outputs.at(unit) : hidden) + ":" + row);
        all.values.push_back(values.at(unit).get<double>());
      }
    };
    if (layer.contains("bias")) add("bias", layer["bias"]);
    for (std::size_t input = 0; input < layer["inputs"].size(); ++input)
      add(layer["inputs"][input].get<std::string>(), layer["weights"][input]);
  }
  return all;
}

/// The names of a result's outputs: the target, or if there are several the classes.
Words outputs_of_result(const nlohmann::json& result) {
  if (result["network"]["layer_sizes"].back() == 1) return {result["data"]["target"].get<std::string>()};
  Words labels;
  for (const nlohmann::json& one : result["data"]["classes"]) labels.push_back(one["label"]);
  return labels;
}

/// The values of a row from its cell `first` on.
std::vector<double> numbers_from(const Words& row, std::size_t first) {
  std::vector<double> values;
  for (std::size_t i = first; i < row.size(); ++i) values.push_back(std::stod(row[i]));
  return values;
}

void check_close_to(const std::vector<double>& found, const std::vector<double>& wanted, double tolerance) {
  REQUIRE(found.size() == wanted.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    INFO("number " << i + 1 << ": " << found[i] << " instead of " << wanted[i]);
    CHECK(std::abs(found[i] - wanted[i]) <= tolerance);
  }
}

/// Parameters in the order of the file as the golden file lists them: unit by unit.
std::vector<double> unit_by_unit(const std::vector<double>& values, std::size_t units) {
  std::vector<double> sorted;
  for (std::size_t unit = 0; unit < units; ++unit) {
    for (std::size_t i = unit; i < values.size(); i += units) sorted.push_back(values[i]);
  }
  return sorted;
}

const Words kLecture = {"--data",
                        "data/banknotes.txt",
                        "--features",
                        "variance,entropy",
                        "--init-from",
                        "data/lecture_start.json",
                        "--learning-rate",
                        "0.001",
                        "--iterations",
                        "10",
                        "-q"};

}  // namespace

TEST_CASE("the weights after 1 and 10 iterations of the lecture are R's, by both rules") {
  const ScratchFolder scratch;
  const auto golden = read_golden("lecture.txt");
  const std::string path = scratch.path("w.csv");
  for (const std::string rule : {"exact", "lecture"}) {
    REQUIRE(
        nntrain(with(kLecture, {"--backprop", rule, "--log-weights", path, "--print", "stop"})).err.empty());
    const Cells rows = cells_of(read_file(path));
    REQUIRE(rows.size() == 12);
    for (const std::size_t k : std::vector<std::size_t>{0, 1, 10}) {
      CAPTURE(rule, k);
      const Words& row = rows[1 + k];
      CHECK(row[0] == std::to_string(k));
      const std::string start = "banknotes." + rule + "." + std::to_string(k) + ".";
      const std::vector<double> values = numbers_from(row, 1);
      REQUIRE(values.size() == 21);
      check_close_to(unit_by_unit({values.begin(), values.begin() + 15}, 5), golden.at(start + "w1"), 1e-11);
      check_close_to({values.begin() + 15, values.end()}, golden.at(start + "w2"), 1e-11);
    }
  }
}

TEST_CASE("row 0 is the start, and its columns by row are the lecture's matrices") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("w.csv");
  REQUIRE(nntrain(with(kLecture, {"--log-weights", path, "--print", "stop"})).exit_code == 0);
  const Words lines = lines_of(read_file(path));
  CHECK(lines[0] ==
        "iteration,hidden1.1:bias,hidden1.2:bias,hidden1.3:bias,hidden1.4:bias,hidden1.5:bias,"
        "hidden1.1:variance,hidden1.2:variance,hidden1.3:variance,hidden1.4:variance,hidden1.5:variance,"
        "hidden1.1:entropy,hidden1.2:entropy,hidden1.3:entropy,hidden1.4:entropy,hidden1.5:entropy,"
        "classification:bias,classification:hidden1.1,classification:hidden1.2,classification:hidden1.3,"
        "classification:hidden1.4,classification:hidden1.5");
  CHECK(lines[1] ==
        "0,0.5,-0.75,0.25,1.25,-0.375,-0.25,1,0.75,-0.5,0.625,0.125,0.5,-1,-0.125,0.875,"
        "0.125,-0.5,0.75,-1,1.25,0.375");
}

TEST_CASE("the first row of weights is the start, the last one the result, for any network") {
  const ScratchFolder scratch;
  Dice dice(7);
  const std::string path = scratch.path("w.csv");
  for (int round = 0; round < 30; ++round) {
    const std::size_t columns = 1 + dice.below(3);
    Cells table(1);
    const Words odd = {"a,b", "say \"x\"", "c:d", "plain"};
    for (std::size_t i = 0; i < columns; ++i)
      table[0].push_back(odd[(dice.below(2) + 2 * i) % 4] + std::to_string(i));
    table[0].insert(table[0].end(), {"text, too", "y"});
    const std::size_t classes = 2 + dice.below(3);
    for (std::size_t row = 0; row < 24; ++row) {
      table.emplace_back();
      for (std::size_t i = 0; i < columns; ++i) table.back().push_back(std::to_string(dice.uniform(-2, 2)));
      table.back().push_back(Words{"red", "blue, dark", "\"q\""}[row % 3]);
      table.back().push_back("class " + std::to_string(row % classes));
    }
    Words words = {"--data",
                   scratch.file("t.csv", csv_of(table)),
                   "-q",
                   "--hidden",
                   Words{"0", "1", "3", "2,3"}[dice.below(4)],
                   "--seed",
                   std::to_string(round + 1)};
    if (dice.below(3) == 0) words.emplace_back("--no-bias");
    if (dice.below(3) == 0) words = with(words, {"--average", "0.9"});
    if (dice.below(3) == 0) words = with(words, {"--batch-size", "5"});
    if (dice.below(3) == 0)
      words = with(words, {"--output-activation", "softmax", "--loss", "cross-entropy"});
    const nlohmann::json start = json_of(with(words, {"--iterations", "0"}));
    const nlohmann::json result = json_of(with(words, {"--iterations", "3", "--log-weights", path}));
    INFO(read_file(path));
    const Cells rows = cells_of(read_file(path));
    REQUIRE(rows.size() == 5);
    const Words outputs = outputs_of_result(result);
    const Parameters last = parameters_of(result["layers"], outputs);
    CHECK(rows[0] == with({"iteration"}, last.names));
    CHECK(numbers_from(rows[4], 1) == last.values);
    CHECK(numbers_from(rows[1], 1) == parameters_of(start["layers"], outputs).values);
    CHECK(rows[1] != rows[4]);
  }
}

TEST_CASE("two weights never have the same name") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "bias,y\n1,0\n2,1\n3,0\n4,1\n");
  for (const std::string name : {"w.csv", "w.jsonl"}) {
    REQUIRE(nntrain({"--data", data, "--hidden", "1", "--iterations", "1", "--log-weights",
                     scratch.path(name), "-q", "--print", "stop"})
                .exit_code == 0);
    const std::string first = lines_of(read_file(scratch.path(name)))[0];
    CHECK(contains(first, "hidden1.1:bias"));
    CHECK(contains(first, "hidden1.1:bias_2"));
  }
}

TEST_CASE("weights of inputs that differ behind 1000 characters have different names, short ones in CSV") {
  const ScratchFolder scratch;
  const std::string name(1000, 'x');
  const std::string data = scratch.file("t.csv", name + "1," + name + "2,y\n1,5,0\n2,3,1\n3,1,0\n4,8,1\n");
  const auto first_line = [&](const std::string& file) {
    const std::string path = scratch.path(file);
    REQUIRE(nntrain({"--data", data, "--hidden", "0", "--iterations", "1", "--log-weights", path, "-q",
                     "--print", "stop"})
                .exit_code == 0);
    return lines_of(read_file(path))[0];
  };
  const std::string cut = "y:" + name.substr(2) + "...";
  CHECK(first_line("w.csv") == "iteration,y:bias," + cut + "," + cut + "_2");
  const auto object = nlohmann::ordered_json::parse(first_line("w.jsonl"));
  CHECK(object.contains("y:" + name + "1"));
  CHECK(object.contains("y:" + name + "2"));
}

TEST_CASE("a log of the weights in JSON lines has the same numbers, and null for what is none") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "x,y\n1,10.5\n2,20.25\n3,31\n4,39\n");
  // The last one diverges, to infinity and beyond.
  for (const Words& flags : std::vector<Words>{
           {"--iterations", "5"}, {"--iterations", "2", "--restarts", "2"}, {"--lr", "1e300"}}) {
    const Words words = with({"--data", data, "-q", "--print", "stop"}, flags);
    (void)nntrain(with(words, {"--log-weights", scratch.path("w.csv")}));
    (void)nntrain(with(words, {"--log-weights", scratch.path("w.jsonl")}));
    const Cells rows = cells_of(read_file(scratch.path("w.csv")));
    const Words objects = lines_of(read_file(scratch.path("w.jsonl")));
    REQUIRE(rows.size() == objects.size() + 1);
    for (std::size_t k = 0; k < objects.size(); ++k) {
      const auto object = nlohmann::ordered_json::parse(objects[k]);
      REQUIRE(object.size() == rows[0].size());
      std::size_t column = 0;
      for (const auto& [name, value] : object.items()) {
        CHECK(name == rows[0][column]);
        const double cell = std::stod(rows[k + 1][column++]);
        CHECK((value.is_null() ? !std::isfinite(cell) : value.get<double>() == cell));
      }
    }
  }
}

TEST_CASE("of several starts, each has its rows, and the weights of the best one are the result's") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("w.csv");
  const Words words = {"--data", "data/xnor.csv", "--iterations", "20", "-q", "--log-weights", path};
  const nlohmann::json result = json_of(with(words, {"--restarts", "3"}));
  const Cells rows = cells_of(read_file(path));
  REQUIRE(rows.size() == 1 + 3 * 21);
  CHECK(rows[0][0] == "start");
  CHECK(rows[0][1] == "iteration");
  const std::size_t best = result["training"]["best_restart"];
  const Words& last = rows.at(best * 21);
  CHECK(last[0] == std::to_string(best));
  CHECK(last[1] == "20");
  CHECK(numbers_from(last, 2) == parameters_of(result["layers"], outputs_of_result(result)).values);
}

TEST_CASE("each network of an ensemble has its rows of weights") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("w.csv");
  const nlohmann::json result = json_of(
      {"--data", "data/xnor.csv", "--iterations", "4", "-q", "--log-weights", path, "--ensemble", "2"});
  const Cells rows = cells_of(read_file(path));
  REQUIRE(rows.size() == 1 + 2 * 5);
  for (const std::size_t network : std::vector<std::size_t>{0, 1}) {
    const nlohmann::json& layers = result["networks"][network]["layers"];
    const Words& last = rows[(network + 1) * 5];
    CHECK(last[0] == std::to_string(network + 1));
    CHECK(numbers_from(last, 2) == parameters_of(layers, outputs_of_result(result)).values);
  }
}

TEST_CASE("the weights that --patience restores are those of the row of the best iteration") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("w.csv");
  const nlohmann::json result =
      json_of({"--data", "data/banknotes.txt", "-q", "--log-weights", path, "--validation-fraction", "0.2",
               "--patience", "5", "--iterations", "500"});
  const Cells rows = cells_of(read_file(path));
  const std::size_t best = result["training"]["best_iteration"];
  const std::size_t iterations = result["training"]["iterations"];
  REQUIRE(best < iterations);
  REQUIRE(rows.size() == iterations + 2);
  CHECK(numbers_from(rows[best + 1], 1) == parameters_of(result["layers"], outputs_of_result(result)).values);
}

TEST_CASE("the last row of weights at a signal is the result's, and each row can be read at once") {
  const ScratchFolder scratch;
  const ProgramResult result = shell("set -m; nntrain --data '" NNTRAIN_SOURCE_DIR
                                     "/data/xnor.csv' --iterations 1000000000 --log-weights w.jsonl --log "
                                     "l.jsonl -q --format json >out & pid=$!\n"
                                     "until [ $(wc -l <w.jsonl) -ge 100 ]; do sleep 0.01; done 2>/dev/null\n"
                                     "kill -TERM $pid; wait $pid; echo $?",
                                     scratch.path(""));
  CHECK(result.out == "143\n");
  const nlohmann::json run = nlohmann::json::parse(read_file(scratch.path("out")));
  const Words lines = lines_of(read_file(scratch.path("w.jsonl")));
  CHECK(lines.size() == lines_of(read_file(scratch.path("l.jsonl"))).size());
  const auto last = nlohmann::ordered_json::parse(lines.back());
  CHECK(last["iteration"] == run["training"]["iterations"]);
  const Parameters wanted = parameters_of(run["layers"], outputs_of_result(run));
  std::vector<double> values;
  for (const std::string& name : wanted.names) values.push_back(last[name]);
  CHECK(values == wanted.values);
}

}  // namespace nntrain::test
