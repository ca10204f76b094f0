// --trace-show: what a trace shows of all that it has, and that it shows nothing twice.

#include <algorithm>
#include <set>

#include "cli/results.hpp"
#include "cli/traces.hpp"

namespace nntrain::test {
namespace {

const Words kXnor = {"--data", "data/xnor.csv", "--hidden", "2", "--iterations", "2", "--trace", "2", "-q"};

/// The trace in an output: the result behind it tells its time.
std::string trace_of(const Words& words) {
  const std::string out = nntrain(words).out;
  return out.substr(0, std::min(out.find("data: "), out.find("## Result")));
}

std::string shown(const Words& words, const std::string& list) {
  return trace_of(with(words, {"--trace-show", list}));
}

/// Without the number of its layer: "new W2" -> "new W".
std::string without_number(const std::string& name) {
  if (name == "b1" || name == "b2") return name;
  return name.substr(0, name.find_last_not_of("0123456789") + 1);
}

/// The names of the matrices and of the formulas with a value in a trace.
std::set<std::string> names_in(const std::vector<TracedSection>& sections) {
  std::set<std::string> names;
  for (const TracedSection& section : sections) {
    for (const auto& [name, matrix] : section.matrices) names.insert(name);
    for (const auto& [name, formula] : section.formulas) {
      if (name != "e") names.insert(name);  // a help for delta, without numbers
    }
  }
  return names;
}

/// A trace without what explains the notation.
std::string board(const std::string& trace) {
  return trace.substr(trace.find("==="));
}

/// Runs that have, together, all that a trace can show.
const std::vector<Words> kRuns = {
    kXnor,
    with(kXnor, {"--momentum", "0.9", "--dropout", "0.5", "--batch-size", "3", "--loss", "mse"}),
    with(kXnor, {"--optimizer", "adam", "--l2", "0.1", "--schedule", "cosine", "--class-weights", "1=2"}),
    with(kXnor, {"--optimizer", "rprop", "--activation", "identity"}),
    with(kXnor, {"--optimizer", "lbfgs", "--output-activation", "softmax", "--loss", "cross-entropy"}),
    {"--data", "data/or.csv", "--optimizer", "perceptron", "--iterations", "2", "--trace", "2", "-q"}};

}  // namespace

TEST_CASE("each name of a trace shows its numbers, and no others") {
  for (const Words& words : kRuns) {
    CAPTURE(words);
    const std::vector<TracedSection> whole = parse_trace(nntrain(words).out);
    for (const std::string& name : names_in(whole)) {
      CAPTURE(name);
      const std::string text = shown(words, name);
      const std::vector<TracedSection> sections = parse_trace(text);
      CHECK_FALSE(contains(text, "---"));
      std::size_t found = 0;
      for (const TracedSection& full : whole) {
        if (!full.has(name) && full.formulas.count(name) == 0) continue;
        REQUIRE(found < sections.size());
        const TracedSection& section = sections[found++];
        CHECK(section.title == full.title);
        CHECK(section.matrices.size() == (full.has(name) ? 1 : 0));
        if (full.has(name)) CHECK(section.at(name).values == full.at(name).values);
        if (full.has(name)) CHECK(section.at(name).rows == full.at(name).rows);
        if (!full.has(name)) CHECK(section.formulas.at(name) == full.formulas.at(name));
      }
      CHECK(found == sections.size());
    }
  }
}

TEST_CASE("the names that an error lists are those of the run's trace") {
  for (const Words& words : kRuns) {
    CAPTURE(words);
    std::set<std::string> expected;
    for (const std::string& name : names_in(parse_trace(nntrain(words).out)))
      expected.insert(without_number(name));
    const std::string error = nntrain(with(words, {"--trace-show", "?"})).err;
    const std::size_t begin = error.find("its names are:  ") + 16;
    std::string list = error.substr(begin, error.find("   (", begin) - begin);
    std::set<std::string> listed;
    for (std::size_t comma = 0; comma != std::string::npos; list.erase(0, comma + 2)) {
      comma = list.find(", ");
      listed.insert(list.substr(0, comma));
      if (comma == std::string::npos) break;
    }
    listed.erase("n");  // before the table is read, a loss may still be a mean
    expected.erase("n");
    CHECK(listed == expected);
  }
}

TEST_CASE("a name without a number is that of all layers, in the order of the trace") {
  CHECK(shown(kXnor, "delta") == shown(kXnor, "delta1,delta2"));
  CHECK(shown(kXnor, "new W , X") == shown(kXnor, "X,new W1,newW2"));
  CHECK(shown(kXnor, "W,newW") == shown(kXnor, "W1, n e w W, W2"));
  const std::string text = shown(kXnor, "yhat,C,X");
  CHECK(text.find("X  ") < text.find("yhat ="));
  CHECK(text.find("yhat ") < text.find("C = "));
  CHECK(shown(kXnor, "delta1,delta") == shown(kXnor, "delta"));
}

TEST_CASE("a formula and what explains it are shown once, a value each time") {
  const std::string text = shown(kXnor, "delta1,C,y");
  CHECK(text.find("\ndelta1 = ") == text.rfind("\ndelta1 = "));
  CHECK(text.find("\n(W2' without the biases)\n") == text.rfind("\n(W2' without the biases)\n"));
  CHECK(text.find("(y is 1 for") == text.rfind("(y is 1 for"));
  CHECK(parse_trace(text)[2].formulas.count("C") == 1);
  CHECK_FALSE(contains(text, "A B is a product"));  // a whole trace explains its notation
  CHECK_FALSE(contains(text, "nine digits"));
  const std::string scheduled = shown(with(kXnor, {"--schedule", "cosine"}), "step2");
  CHECK(contains(scheduled, "\nstep2 = -0.01 dW2\n"));
  CHECK(contains(scheduled, "\nstep2 = -0.005 dW2\n"));  // another formula
}

TEST_CASE("a section without anything chosen has no title") {
  CHECK(board(shown(kXnor, "yhat")).starts_with("=== Iteration 1 ==="));
  CHECK(contains(shown(kXnor, "yhat"), "=== After iteration 2 ==="));
  CHECK_FALSE(contains(shown(kXnor, "delta"), "=== After iteration 2 ==="));
  const std::string start = shown({"--data", "data/xnor.csv", "--iterations", "0", "-q"}, "C");
  CHECK(board(start) == "=== Before the first iteration ===\n\nC = sum (yhat - y)^2 = 1.01334927\n\n");
}

TEST_CASE("the perceptron shows the chosen numbers of each update") {
  const Words words = {"--data", "data/or.csv", "--optimizer", "perceptron", "--lr", "0.5", "-q"};
  const std::vector<TracedSection> sections = parse_trace(shown(words, "delta,new W"));
  REQUIRE(sections.size() == 4);
  CHECK(sections[2].title == "Iteration 1, update 3 of 4");
  check_numbers(sections[2].at("delta1"), {-1}, 0);
  check_numbers(sections[1].at("new W1"), {-0.0368722502, -0.0465469731, 0.315056133}, 0);
  CHECK(contains(sections[1].text, "(new W1: as above)"));
  CHECK_FALSE(contains(sections[2].text, "as above"));
}

TEST_CASE("every start shows what is chosen") {
  const std::vector<TracedSection> sections =
      parse_trace(shown(with(kXnor, {"--restarts", "2"}), "X,W1,new W1"));
  REQUIRE(sections.size() == 6);
  CHECK(sections[3].title == "Iteration 1 (start 2 of 2)");
  CHECK(contains(sections[3].text, "(X: as above)\nW1 "));
  CHECK(contains(sections[4].text, "(W1: as new W1 above)\n"));
}

TEST_CASE("no matrix is shown twice") {
  const std::string text = nntrain(with(kXnor, {"--momentum", "0.9"})).out;
  CHECK_FALSE(contains(text, "old W"));
  CHECK(contains(text, "\nnew W1 = W1 + step1\n"));
  const std::vector<TracedSection> sections = parse_trace(text);
  for (const std::string remark :
       {"(X: as above)", "(y: as above)", "(W1: as new W1 above)", "(W2: as new W2 above)",
        "(old v1: as v1 above)", "(old v2: as v2 above)"}) {
    CAPTURE(remark);
    CHECK_FALSE(contains(sections[0].text, remark));
    CHECK(contains(sections[1].text, remark + "\n"));
  }
  CHECK_FALSE(contains(sections[1].text, "y is 1 for"));  // it explains y, which stands above
  CHECK_FALSE(contains(shown(kXnor, "W1"), ": as "));     // only what was shown counts
  CHECK(contains(shown(kXnor, "W1,new W1"), "\n(W1: as new W1 above)\n"));
  const std::string batches = nntrain(with(kXnor, {"--batch-size", "2"})).out;
  CHECK(contains(batches, "\n(W1: as new W1 above)\n"));
  CHECK_FALSE(contains(parse_trace(batches)[1].text, "X: as above"));  // of other rows
}

TEST_CASE("what is equal by its formula is shown once") {
  const Words words = with(kXnor, {"--activation", "identity", "--output-activation", "identity"});
  const std::string text = nntrain(words).out;
  CHECK(contains(text, "\n\nh1 = z1\n\nW2 "));
  CHECK(contains(text, "\n\nyhat = z2\n\n--- Cost"));
  const std::string alone = shown(words, "h,yhat");
  CHECK(contains(alone, "\nh1 = z1\nh1  "));
  CHECK(contains(alone, "\nyhat = z2\nyhat  "));
  const std::string both = shown(words, "z1,h1");
  CHECK(contains(both, "\n\nh1 = z1\n"));
  CHECK(contains(both, "\n\n(h1: as z1 above)\n"));  // the second time without its formula
  CHECK_FALSE(contains(both, "\nh1  "));
}

TEST_CASE("markdown shows the same choice") {
  const std::string text = shown(with(kXnor, {"--trace-format", "markdown"}), "W1,new W1,C");
  CHECK(contains(text, "\n## Iteration 2\n\n(W1: as new W1 above)\n\n`C = "));
  CHECK(contains(text, "\n`new W1 = W1 + step1`\n\n| `new W1` | hidden1.1 |"));
  CHECK_FALSE(contains(text, "###"));
  CHECK(text.find("`new W1 = ") == text.rfind("`new W1 = "));
}

TEST_CASE("what belongs to a trace implies it") {
  const Words words = {"--data", "data/xnor.csv", "--hidden", "2", "--iterations", "2", "-q"};
  CHECK(shown(words, "yhat") == shown(with(words, {"--trace"}), "yhat"));
  CHECK(trace_of(with(words, {"--trace-rows", "10"})) == trace_of(with(words, {"--trace"})));
  CHECK(trace_of(with(words, {"--trace-format", "text"})) == trace_of(with(words, {"--trace"})));
  CHECK(nntrain(with(words, {"--trace-format", "markdown"})).out.starts_with("(A B is"));
  CHECK(json_of(with(words, {"--trace-show", "X, y"}))["options"]["trace"] == 1);
  CHECK(json_of(with(words, {"--trace-show", "X, y"}))["options"]["trace-show"] == "X, y");
  CHECK(json_of(words)["options"]["trace"].is_null());
  const ScratchFolder scratch;
  const std::string config = scratch.file("c.conf", "trace-show = yhat\n");
  CHECK(trace_of(with(words, {"--config", config})) == shown(words, "yhat"));
  check_refusal(with(words, {"--trace-show", "X", "--average", "0.9"}), 2,
                {"--trace (implied by --trace-show) contradicts --average"});
  check_refusal(with(words, {"--trace-rows", "all", "--ensemble", "2"}), 2,
                {"--ensemble contradicts --trace (implied by --trace-rows)"});
  check_refusal(with(words, {"--trace", "--ensemble", "2"}), 2, {"--ensemble contradicts --trace: "});
}

TEST_CASE("a trace that has nothing of what was chosen says why") {
  const ScratchFolder scratch;
  const Words words = {"--data", "data/xnor.csv", "--hidden", "2", "--iterations", "2"};
  REQUIRE(nntrain(with(words, {"-q", "--checkpoint", scratch.path("c")})).exit_code == 0);
  const Words again = {"--resume", scratch.path("c"), "--trace"};
  const std::string why = "warning: the trace has none of ";
  const ProgramResult none = nntrain(with(again, {"--trace-show", "delta1,new W"}));
  CHECK(none.exit_code == 0);
  CHECK(contains(none.err, why + "delta1, new W1, new W2: no update was made"));
  CHECK_FALSE(contains(none.out, "==="));
  CHECK_FALSE(contains(nntrain(with(again, {"--trace-show", "delta1", "-q"})).err, why));
  CHECK_FALSE(contains(nntrain(with(again, {"--trace-show", "delta1,C"})).err, why));
  CHECK_FALSE(contains(nntrain(with(again, {"--iterations", "3", "--trace-show", "delta1"})).err, why));
  CHECK_FALSE(contains(nntrain(again).err, why));
}

TEST_CASE("a remark with numbers of the update is shown each time") {
  const std::string text = shown(with(kXnor, {"--schedule", "cosine", "--restarts", "2"}), "rate");
  const std::string first = "(t = 0 of T = 2 updates are done)";
  CHECK(text.find(first) != std::string::npos);
  CHECK(text.find(first) != text.rfind(first));  // of the second start, too
}

TEST_CASE("a chosen trace changes no bit of the result") {
  const Words words = {
      "--data",  "data/banknotes.txt", "--iterations", "12", "-q", "--batch-size", "300", "--dropout", "0.5",
      "--print", "fingerprint,loss"};
  CHECK(nntrain(with(words, {"--trace", "3", "--trace-show", "yhat,mask1", "--trace-rows", "all"})).out ==
        nntrain(words).out);
}

TEST_CASE("a name that the trace of the run cannot have is refused before anything is read") {
  const Words none = {"--data", "there is no such file", "--hidden", "3"};
  const auto refuse = [&none](const std::string& list, const Words& more, const Words& parts) {
    CAPTURE(list);
    check_refusal(with(with(none, {"--trace-show", list}), more), 2, with({"--trace-show"}, parts));
  };
  refuse("delta3", {},
         {"no 'delta3': the network has 2 layers; did you mean 'delta2'?", "its names are:  X, y, W, z"});
  refuse("h2", {}, {"no 'h2': the network has 1 hidden layer; did you mean 'h1' or 'yhat'?"});
  refuse("h3", {}, {"no 'h3': the network has 1 hidden layer; did you mean 'h1'?"});
  refuse("W0", {}, {"no 'W0'"});
  refuse("dleta", {}, {"no 'dleta'; did you mean 'delta'?"});
  refuse("newW3", {}, {"no 'newW3': the network has 2 layers; did you mean 'new W2'?"});
  refuse("X,Y,z9", {}, {"no 'Y'; did you mean 'y'?"});
  refuse("mask1", {}, {"no 'mask1': it needs --dropout"});
  refuse("g", {}, {"it needs --dropout"});
  refuse("v", {}, {"no 'v': it needs --momentum"});
  refuse("old v1", {}, {"no 'old v1': it needs --momentum"});
  refuse("m1", {"--momentum", "0.9"}, {"it needs --optimizer adam"});
  refuse("b1", {}, {"it needs --optimizer adam"});
  refuse("length", {}, {"it needs --optimizer rprop"});
  refuse("w", {}, {"it needs --class-weights or --weights-column"});
  refuse("penalty", {}, {"it needs --l2"});
  refuse("rate", {}, {"it needs --schedule cosine"});
  refuse("n", {"--loss", "sse"}, {"it needs a loss that is a mean"});
  check_refusal({"--data", "none", "--hidden", "0", "--trace-show", "h"}, 2,
                {"no 'h': it needs a hidden layer"});
  for (const std::string name : {"h1", "h2", "mask1"})
    check_refusal({"--data", "none", "--optimizer", "perceptron", "--trace-show", name}, 2,
                  {"no '" + name + "': it needs a hidden layer\n"});
  for (const std::string name : {"cost", "loss", "J"})
    refuse(name, {}, {"no '" + name + "'; did you mean 'C'?"});
  for (const std::string name : {"δ", "error", "epsilon", "ε", "Error"})
    refuse(name, {}, {"no '" + name + "'; did you mean 'delta'?"});
  refuse("δ2", {}, {"did you mean 'delta2'?"});
  refuse("δ3", {}, {"did you mean 'delta'?"});
  refuse("ŷ", {}, {"did you mean 'yhat'?"});
  refuse("error", {"--iterations", "0"}, {"it is 'delta' here, which needs an iteration"});
  refuse("delta", {"--iterations", "0"}, {"no 'delta': it needs an iteration"});
  refuse("old W1", {}, {"no 'old W1'", "new W"});
  refuse("W,W", {}, {"names 'W' twice"});
  refuse("new W1,newW1", {}, {"names 'newW1' twice"});
  refuse("W,X,W1", {}, {"names 'W1' twice"});
  refuse("W2,W1,W", {}, {"names 'W' twice"});
  refuse("X,,y", {}, {"'X,,y' has an empty item"});
  refuse("X,\"y", {}, {"a quote is not closed"});
  refuse("", {}, {"is not usable: it is empty"});
  // Whether there is an n is known once the table is.
  check_refusal({"--data", "data/xnor.csv", "--trace-show", "n"}, 2,
                {"no 'n': it needs a loss that is a mean"});
}

}  // namespace nntrain::test
