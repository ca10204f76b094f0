#include "cli/tables.hpp"
#include "model/mutations.hpp"

namespace nntrain::test {
namespace {

struct BadWeights {
  std::string text;
  Words parts;
};

const Words kQuick = {"--data", "data/or.csv", "--hidden", "2",          "--iterations",
                      "0",      "--quiet",     "--print",  "fingerprint"};

}  // namespace

TEST_CASE("training can go on from the JSON of a run") {
  const ScratchFolder scratch;
  const Words words = {"--data", "data/xnor.csv", "--lr", "0.5", "--quiet"};
  const ProgramResult first = nntrain(with(words, {"--iterations", "30", "--format", "json"}));
  const std::string start = scratch.file("run.json", first.out);
  const Words print = {"--print", "fingerprint,loss"};
  const ProgramResult again = nntrain(with(with(words, print), {"--iterations", "20", "--init-from", start}));
  INFO(again.err);
  CHECK(again.exit_code == 0);
  CHECK(again.out == nntrain(with(with(words, print), {"--iterations", "50"})).out);
}

TEST_CASE("a start without names and activations is taken by its shapes") {
  const ScratchFolder scratch;
  const std::string start = scratch.file(
      "w.json",
      R"({"note": [1, {"x": null}], "layers": [{"weights": [[1, 2], [3, 4]], "bias": [0, -1]}, {"bias": [5], "weights": [[1e-3], [2]]}]})");
  const nlohmann::json result =
      json_of({"--data", "data/or.csv", "--hidden", "2", "--iterations", "0", "-q", "--init-from", start});
  CHECK(result["layers"][0]["weights"] == nlohmann::json::parse("[[1, 2], [3, 4]]"));
  CHECK(result["layers"][1]["bias"] == nlohmann::json::parse("[5]"));
  CHECK(result["layers"][1]["weights"] == nlohmann::json::parse("[[0.001], [2]]"));
}

TEST_CASE("weights that do not fit are refused with the difference, the names and the right form") {
  const std::string layers = "\"layers\": [";
  const std::string output = R"({"weights": [[1], [2]], "bias": [0]}])";
  const std::vector<BadWeights> cases = {
      {layers + "]",
       {"the file has 0 layers, and the network has 2 (--hidden)",
        R"({"layers": [{"bias": [0, 0], "weights": [[0, 0], [0, 0]]}, {"bias": [0], "weights": [[0], [0]]}]})"}},
      {layers + R"({"weights": [[1, 2], [3, 4]], "bias": [0, 0]}])",
       {"the file has 1 layer, and the network has 2"}},
      {layers + R"({"weights": [[1], [3]], "bias": [0]}])", {"2-1, and the network has 2-2-1", "--hidden 0"}},
      {layers +
           R"({"weights": [[1, 2, 3], [3, 4, 5]], "bias": [0, 1, 2]}, {"weights": [1, 2, 3], "bias": [0]}])",
       {"2-3-1, and the network has 2-2-1", "--hidden 3"}},
      {layers + R"({"weights": [[1, 2]], "bias": [0, 0]}, )" + output,
       {"layer 1: the file has 1 list in \"weights\"", "one list for each of the 2 inputs (x1, x2)",
        "with one number for each of the 2 units (hidden1.1, hidden1.2)",
        "choose the 1 input of the file:  --features", R"({"bias": [0, 0], "weights": [[0, 0], [0, 0]]})"}},
      {layers + R"({"weights": [[1, 2], [3]], "bias": [0, 0]}, )" + output,
       {"layer 1: in \"weights\", the list of input 2 (x2) has 1 number", "2 units (hidden1.1, hidden1.2)"}},
      {layers + R"({"weights": [[1, 2], [3, 4]], "bias": [0]}, )" + output,
       {"layer 1: \"bias\" has 1 number, and there is one for each of the 2 units (hidden1.1, hidden1.2)"}},
      {layers + R"({"weights": [[1, 2], [3, 4]]}, {"weights": [[1], [2]]}])",
       {"layer 1: there is no \"bias\"", "--no-bias"}},
      {layers + R"({"weights": [[1, 2], [3, 4]], "bias": [0, 0], "activation": "tanh"}, )" + output,
       {"layer 1", "tanh", "sigmoid", "--activation"}},
      {layers + R"({"weights": [[1, 2], [3, 4]], "bias": [0, 0], "inputs": ["x2", "x1"]}, )" + output,
       {"x1, x2", "x2, x1", "--features"}},
      {layers + R"({"weights": [[1, 2], [3, 4]], "bias": [0, 0], "units": 3}, )" + output,
       {"layer 1: the file has 3 units, the network has 2 units (hidden1.1, hidden1.2)"}},
      {layers + R"({"weights": [[1, 2], [3, 4]], "bias": [0, 0]}, {"weights": [[1, 2]], "bias": [0]}])",
       {"layer 2: \"weights\" is turned around: it has 1 list of 2 numbers",
        "2 inputs (hidden1.1, hidden1.2), with one number for the unit (y)", "\"weights\": [[1], [2]]"}},
      {layers + R"({"weights": [[9, 8], [1, 2], [3, 4]]}, {"weights": [[7], [1], [2]]}])",
       {"layer 1: \"weights\" has one list more than the 2 inputs (x1, x2), and there is no \"bias\"",
        "lecture's W", R"(write:  "bias": [9, 8], "weights": [[1, 2], [3, 4]])"}},
      {layers + R"({"weights": [[1, 2], [3, 4]], "bias": [0, 0]}, {"weights": [7, 1, 2]}])",
       {"layer 2: \"weights\" has one list more", R"(write:  "bias": [7], "weights": [[1], [2]])"}},
      {layers + R"({"weights": [[1, 2], [3, 4]], "bias": [0, 0]}, {"weights": [0,5, 1,5], "bias": [0]}])",
       {"layer 2: \"weights\" is one list of 4 numbers",
        "is the comma in it a decimal one? Write 0.5, not 0,5"}},
      {layers + R"({"weights": [[1, 2], [3, 4]], "bias": [0, 0]}, {"weights": [[0,5], [1,5]], "bias": [0]}])",
       {"layer 2: in \"weights\", the list of input 1 (hidden1.1) has 2 numbers", "Write 0.5, not 0,5"}},
      {layers + R"({"weights": [[1, 2], [3, 4]], "bias": [0, 0]}, {"weights": [1, 2], "bias": [-0,5]}])",
       {"layer 2: \"bias\" has 2 numbers, and there is one for the unit (y)", "Write 0.5, not 0,5"}},
      {layers + R"({"weights": [[1, 2], [3, 4]], "bias": [0, 0]}, {"weights": [], "bias": [0]}])",
       {"layer 2: the file has 0 lists"}},
  };
  const ScratchFolder scratch;
  for (const BadWeights& bad : cases) {
    INFO(bad.text);
    check_refusal(with(kQuick, {"--init-from", scratch.file("w.json", "{" + bad.text + "}")}), 5, bad.parts);
  }
  check_refusal(
      with(kQuick,
           {"--no-bias", "--init-from",
            scratch.file("w.json", "{" + layers + R"({"weights": [[1, 2], [3, 4]], "bias": [0, 0]}, )" +
                                       output + "}")}),
      5, {"layer 1: it has a \"bias\", and --no-bias makes units without"});
  check_refusal({"--data", "data/banknotes.txt", "--init-from",
                 scratch.file("w.json", R"({"layers": [{"weights": [[1, 2, 3, 4]], "bias": [0]}]})")},
                5, {"the file has 1 layer, and the network has 2", "[0, 0, 0, 0, 0]"});
}

TEST_CASE("a first row for the biases is told in all its forms") {
  const ScratchFolder scratch;
  const auto refused = [&](const std::string& layer, const Words& more, const Words& parts) {
    INFO(layer);
    const std::string file = R"({"layers": [{)" + layer + R"(}, {"bias": [0], "weights": [[0], [1]]}]})";
    const ProgramResult result =
        nntrain(with(with(kQuick, {"--init-from", scratch.file("w.json", file)}), more));
    check_refusal(result, 5,
                  with({"layer 1: \"weights\" has one list more than the 2 inputs (x1, x2)"}, parts));
    CHECK_FALSE(contains(result.err, "--features"));
  };
  const std::string of_zeros = R"("weights": [[0, 0], [1, 2], [3, 4]])";
  const std::string with_biases = R"("weights": [[9, 8], [1, 2], [3, 4]])";
  const std::string without = R"(out:  "weights": [[1, 2], [3, 4]])";
  refused(of_zeros, {"--no-bias"}, {"--no-bias makes units without", "take the first list " + without});
  refused(with_biases, {"--no-bias"},
          {"the first row of the lecture's W, the biases, is not 0",
           R"(leave --no-bias out, and write:  "bias": [9, 8], "weights": [[1, 2], [3, 4]])"});
  refused(R"("bias": [9, 8], )" + with_biases, {}, {"is there twice", "take the first list " + without});
  refused(R"("bias": [0, 8], )" + with_biases, {}, {"there is a \"bias\", too", "take it " + without});
}

TEST_CASE("other columns are suggested where the table may have as many") {
  const ScratchFolder scratch;
  const Words words = with(
      kQuick,
      {"--init-from",
       scratch.file("w.json", R"({"layers": [{"bias": [0, 0], "weights": [[1, 1], [2, 2], [3, 3], [4, 4]]},
                                        {"bias": [0], "weights": [1, 2]}]})")});
  CHECK_FALSE(contains(nntrain(words).err, "--features"));
  check_refusal(with(words, {"--features", "x1"}), 5, {"choose the 4 inputs of the file:  --features NAMES"});
}

TEST_CASE("a wide layer is told in few words") {
  const ScratchFolder scratch;
  const ProgramResult result = nntrain(
      {"--data", "data/banknotes.txt", "--hidden", "400", "--init-from",
       scratch.file("w.json",
                    R"({"layers": [{"bias": [1], "weights": [[1]]}, {"bias": [1], "weights": [1, 2]}]})")});
  check_refusal(result, 5,
                {"4 inputs (variance, skewness, curtosis, entropy)", "400 units (hidden1.1, ", "..."});
  CHECK(result.err.size() < 900);
}

TEST_CASE("a file that holds no weights is refused with its place and the right form") {
  const std::string deep(100000, '[');
  const std::vector<BadWeights> cases = {
      {"", {"it is empty"}},
      {" # nothing\n", {"it is empty"}},
      {"a,b\n1,2\n", {"line 1, column 1: 'a' stands where { is expected"}},
      {"{}", {"no \"layers\""}},
      {"[]", {"it is a list, and a file of weights is an object with \"layers\""}},
      {"[[.5], [.5]]", {"it is a list"}},
      {"{\"layer\": []}", {"there is no \"layers\"; is \"layer\" meant?"}},
      {"{\"bias\": [0], \"weights\": [[1]]}",
       {"there is no \"layers\", a list with an object for each layer: \"bias\" and \"weights\" stand in "
        "these"}},
      {"{\"layers\": 3}", {"layers: it is a number"}},
      {"{\"layers\": {}}", {"layers: it is an object"}},
      {"{\"layers\": [[]]}", {"layers[0]: it is a list"}},
      {"{\"layers\": [{\"bias\": [0, 0]}]}", {"layers[0]: there is no \"weights\""}},
      {"{\"layers\": [{\"weights\": [[1], 2]}]}", {"layers[0].weights[1]: it is a number"}},
      {"{\"layers\": [{\"weights\": [[null]]}]}", {"null"}},
      {"{\"layers\": [{\"weights\": [[\"1\"]]}]}", {"text"}},
      {"{\"layers\": [{\"weights\": [[w1], [w2]]}]}",
       {"layers[0].weights[0][0]: the text 'w1' is no number for a weight"}},
      {"{\"layers\": [{\"weights\": [[1e999]]}]}", {"line 1, column 27: '1e999' is too large"}},
      {"{\"layers\": [{\"weights\": [[1]], \"weights\": [[2]]}]}",
       {"line 1, column 32", "'weights'", "twice"}},
      {"{\"layers\": [], \"layers\": []}", {"'layers'", "twice"}},
      {"{\"layers\": []",
       {"the file ends where , or } is expected; the { of line 1, column 1 is not closed"}},
      {"{\"layers\":\n [{\"weights\": [[0.5] [0.5]]}]}",
       {"line 2, column 22: '[' stands where , or ] is expected"}},
      {"{\"layers\": [{\"weights\": [[NaN]]}]}", {"'NaN' is no number for a weight"}},
      {"{\"layers\": [{\"weights\": [[0.5; 1]]}]}", {"';' stands where , or ] is expected"}},
      {"{\"a\": " + deep, {"nested deeper than 64"}},
      {deep, {"nested deeper than 64"}},
      {"\xFF\xFE", {"UTF-16"}},
      {"{\"layers\": [{\"weight\": [[1]]}]}",
       {"layers[0]: a layer has no \"weight\"; did you mean \"weights\"?"}},
      {"{\"layers\": [{\"weights\": [[1]], \"biases\": [1]}]}", {"no \"biases\"; did you mean \"bias\"?"}},
      {"{\"layers\": [{\"weights\": [[1]], \"Bias\": [1]}]}", {"no \"Bias\"; did you mean \"bias\"?"}},
      {"{\"layers\": [{\"W1\": [[1]], \"b\": [1]}]}", {"no \"W1\"; did you mean \"weights\"?"}},
      {"{\"layers\": [{\"weights\": [[1]], \"b\": [1]}]}", {"no \"b\"; did you mean \"bias\"?"}},
      {"{\"layers\": [{\"weights\": [[1]], \"kernel_size\": 3}]}",
       {"no \"kernel_size\"; it has \"bias\" and \"weights\""}},
  };
  const ScratchFolder scratch;
  for (const BadWeights& bad : cases) {
    INFO(bad.text.substr(0, 100));
    check_refusal(with(kQuick, {"--init-from", scratch.file("w.json", bad.text)}), 5,
                  with(bad.parts, {"w.json", R"({"layers": [{"bias": [0, 0], "weights": [[0, 0], [0, 0]]}, )",
                                   "the JSON of a run:  nntrain ... --format json >FILE"}));
  }
  check_refusal(with(kQuick, {"--init-from", "no/such.json"}), 3, {"no/such.json"});
  check_refusal(with(kQuick, {"--init-from", "data"}), 3, {"directory"});
}

TEST_CASE("weights as people type them are those that they mean") {
  const ScratchFolder scratch;
  const std::string strict = scratch.file(
      "s.json",
      R"({"layers": [{"bias": [-30, 10], "weights": [[20, -20], [20, -20]]}, {"bias": [-10], "weights": [[20], [20]]}]})");
  const std::string meant = nntrain(with(kQuick, {"--init-from", strict})).out;
  for (
      const std::string typed :
      {R"({"layers": [{"bias": [-30, 10.], "weights": [[+20, -20], [20, -20]]}, {"bias": [-10], "weights": [[20], [20]]}]})",
       R"({"layers": [{"bias": [-30, 10], "weights": [[20, -20], [20, -20]]}, {"bias": -10, "weights": [20, 20]}]})",
       "{layers: [ // hidden\n {bias: [\u221230, 10], weights: [[40/2, \u221220], [20, \u201320],],}, # "
       "output\n"
       " {bias: [-10], weights: [[20], [20]]}]}",
       "{\u201Clayers\u201D: [{\u201Cbias\u201D: [-3e1, 1e1], 'weights': [[20, -20], [20, -20]]},\n"
       "{'bias': [-10], \u201Cweights\u201D: [[20], [20]]}], note: 'from the slides'}"}) {
    INFO(typed);
    const ProgramResult result = nntrain(with(kQuick, {"--init-from", scratch.file("w.json", typed)}));
    INFO(result.err);
    CHECK(result.out == meant);
  }
  CHECK(
      json_of({"--data", "data/or.csv", "--hidden", "0", "--iterations", "0", "--init-from",
               scratch.file(
                   "w.json",
                   R"({"layers": [{"bias": [-.5], "weights": [[.1], [1/3]]}]})")})["layers"][0]["weights"] ==
      nlohmann::json::parse("[[0.1], [0.3333333333333333]]"));
}

TEST_CASE("models and checkpoints are not typed") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain(with(kQuick, {"--save", model})).exit_code == 0);
  std::string text = read_file(model);
  const std::size_t at = text.find("\"layers\"");
  REQUIRE(at != std::string::npos);
  text.insert(at, "// typed\n");
  scratch.file("m.json", sealed(text));
  check_refusal({"show", model}, 5, {"it is not valid JSON"});
  check_refusal(with(kQuick, {"--init-from", model}), 5, {"it is not valid JSON"});
}

TEST_CASE("the start is told as formulas with names") {
  const ScratchFolder scratch;
  const auto told = [](const Words& words) {
    const ProgramResult result = nntrain(with(words, {"--iterations", "0", "-q"}));
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    const std::size_t start = result.out.find("\nstart: ");
    const std::size_t stop = result.out.find("\nstop: ");
    REQUIRE(start < stop);
    CHECK(result.out.rfind("\ntraining: ", start) != std::string::npos);
    return result.out.substr(start + 1, stop - start);
  };
  const auto file = [&](const std::string& layers) {
    return scratch.file("w.json", "{\"layers\": [" + layers + "]}");
  };
  const std::string line = "start: " + scratch.path("w.json") + "\n";
  CHECK(told({"--data", "data/or.csv", "--hidden", "0", "--output-activation", "step", "--init-from",
              file(R"({"bias": [-0.5], "weights": [[0.5], [-0]]})")}) ==
        line + "  y = step(-0.5 + 0.5 x1 + 0 x2)\n");
  const std::string xnor = file(
      R"({"bias": [-30, 10], "weights": [[20, -20], [20, -20]]}, {"bias": [-10], "weights": [[20], [20]]})");
  const Words words = {"--data", "data/xnor.csv", "--hidden", "2", "--init-from", xnor};
  CHECK(told(words) == line +
                           "  hidden1.1 = sigmoid(-30 + 20 x1 + 20 x2)\n"
                           "  hidden1.2 = sigmoid(10 - 20 x1 - 20 x2)\n"
                           "  y = sigmoid(-10 + 20 hidden1.1 + 20 hidden1.2)\n");
  CHECK(told(with(words, {"--weights", "none"})) == line);
  CHECK(contains(nntrain(with(words, {"--iterations", "0", "--format", "markdown"})).out, "- **start**: "));
  CHECK(told({"--data", "data/xnor.csv", "--hidden", "2", "--no-bias", "--activation", "identity",
              "--output-activation", "identity", "--loss", "sse", "--init-from",
              file(R"({"weights": [[0.14, -0.1], [0.15, 1e-7]]}, {"weights": [[-1], [0]]})")}) ==
        line +
            "  hidden1.1 = 0.14 x1 + 0.15 x2\n  hidden1.2 = -0.1 x1 + 1e-07 x2\n  y = -1 hidden1.1 + 0 "
            "hidden1.2\n");
  const std::string fruit = scratch.file("f.csv", "a b,c,kind\n1,2,fig\n3,1,plum\n4,0,apple\n");
  CHECK(told({"--data", fruit, "--hidden", "0", "--init-from",
              file(R"({"bias": [1, 2, 3], "weights": [[1, 2, 3], [4, 5, 6]]})")}) ==
        line +
            "  apple = softmax(1 + 1 'a b' + 4 c)\n  fig = softmax(2 + 2 'a b' + 5 c)\n"
            "  plum = softmax(3 + 3 'a b' + 6 c)\n");
}

TEST_CASE("long formulas go on in the next line, and many weights are not told") {
  const ScratchFolder scratch;
  const auto start_of = [&](std::size_t inputs, const Words& more) {
    std::string head;
    std::string rows[2];
    std::string weights;
    for (std::size_t i = 1; i <= inputs; ++i) {
      head += "x" + std::to_string(i) + ",";
      rows[0] += "1,";
      rows[1] += std::to_string(i) + ",";
      weights += (i > 1 ? ", " : "") + std::to_string(i);
    }
    const std::string data = scratch.file("d.csv", head + "y\n" + rows[0] + "0\n" + rows[1] + "1\n");
    const std::string start = scratch.file("w.json", "{layers: [{bias: 0, weights: [" + weights + "]}]}");
    const std::string out =
        nntrain(
            with({"--data", data, "--hidden", "0", "--init-from", start, "--iterations", "0", "-q"}, more))
            .out;
    return out.substr(out.find("\nstart: ") + 1, out.find("\nstop: ") - out.find("\nstart: "));
  };
  const Words lines = lines_of(start_of(30, {}));
  REQUIRE(lines.size() == 4);
  CHECK(lines[1].starts_with("  y = sigmoid(0 + 1 x1 + 2 x2 "));
  CHECK(lines[2].starts_with("      + "));
  CHECK(lines[3].ends_with(" + 30 x30)"));
  for (std::size_t i = 1; i < lines.size(); ++i) CHECK(lines[i].size() <= 100);
  CHECK(lines_of(start_of(199, {})).size() > 10);
  CHECK(lines_of(start_of(200, {})).size() == 1);
  CHECK(lines_of(start_of(200, {"--weights", "full"})).size() > 10);
}

TEST_CASE("an activation in a file of weights is asked for only where the network can have it") {
  const ScratchFolder scratch;
  const auto told = [&](const Words& words, const std::string& hidden, const std::string& output) {
    const std::string file = scratch.file(
        "w.json", R"({"layers": [{"bias": [0, 0], "weights": [[1, 1], [1, 1]], "activation": ")" + hidden +
                      R"("}, {"bias": 0, "weights": [1, 1], "activation": ")" + output + "\"}]}");
    const ProgramResult result = nntrain(with(words, {"--hidden", "2", "--init-from", file}));
    CHECK(result.exit_code == 5);
    return result.err;
  };
  const Words words = {"--data", "data/xnor.csv"};
  const std::string leave =
      "\n  leave \"activation\" out of the file, or write:  \"activation\": \"sigmoid\"\n";
  const std::string hidden_flag = "\n  take that of the file:  --activation tanh      or leave it out";
  const std::string output_flag = "\n  take that of the file:  --output-activation ";
  CHECK(contains(told(words, "tanh", "sigmoid"), "has sigmoid" + hidden_flag));
  CHECK(contains(told(words, "Sigmoid", "sigmoid"), "; did you mean 'sigmoid'?" + leave));
  CHECK(contains(told(words, "logistic", "sigmoid"), "; did you mean 'sigmoid'?" + leave));
  CHECK(contains(told(words, "softmax", "sigmoid"), leave));  // it is none for hidden units
  CHECK(contains(told(words, "sigmoid", "identity"), "has sigmoid" + output_flag + "identity      or"));
  CHECK(contains(told(words, "sigmoid", "step"), "has sigmoid" + output_flag + "step      or"));
  CHECK(contains(told(words, "sigmoid", "logistic"), "layer 2: "));
  CHECK(contains(told(words, "sigmoid", "tanh"), leave));     // it is none for the output
  CHECK(contains(told(words, "sigmoid", "softmax"), leave));  // it would be two units
  const Words deep = {
      "--data",
      "data/xnor.csv",
      "--hidden",
      "1,1",
      "--init-from",
      scratch.file("d.json", R"({"layers": [{"bias": 0, "weights": [1, 1], "activation": "tanh"},
  {"bias": 0, "weights": [1], "activation": "relu"}, {"bias": 0, "weights": [1]}]})")};
  check_refusal(deep, 5, {"take that of the file:  --activation tanh,relu      or"});
  CHECK(nntrain(with(deep, {"--activation", "tanh,relu", "--iterations", "0", "-q"})).exit_code == 0);
  const std::string number = told(with(words, {"--task", "regress"}), "sigmoid", "step");
  CHECK(contains(number, "or write:  \"activation\": \"identity\"\n"));
}

}  // namespace nntrain::test
