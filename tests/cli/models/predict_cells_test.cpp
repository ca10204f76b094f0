// Cells with unknown texts, missing cells, and files without rows.

#include "cli/models.hpp"

namespace nntrain::test {
namespace {

/// Rows with a column of text and a column of numbers.
const std::string kHead = "colour,size,kind\n";
const std::string kRows = kHead + "red,1,a\nred,2,a\nblue,3,b\ngreen,4,b\nblue,5,b\nred,0,a\n";

Words plain(const std::string& data, const Words& more = {}) {
  return with({"--data", data, "--iterations", "20"}, more);
}

}  // namespace

TEST_CASE("texts that the model does not know are an error, or none of the known ones") {
  const ScratchFolder scratch;
  const Trained trained(plain(scratch.file("t.csv", kRows)));
  const std::string odd = scratch.file("odd.csv", "colour,size\nred,1\nblue,2\nviolet,3\n");
  check_refusal({"predict", trained.model, "--data", odd}, 3,
                {"odd.csv:4:", "column 'colour': no training row has 'violet'",
                 "(they have: blue, green, red)", "--unseen zero"});
  const std::string zero = trained.predict(odd, {"--unseen", "zero"});
  CHECK(lines_of(zero).size() == 4);
  const Trained lenient(plain(scratch.path("t.csv"), {"--unseen", "zero"}));
  CHECK(lenient.predict(odd) == zero);
  check_refusal({"predict", lenient.model, "--data", odd, "--unseen", "error"}, 3, {"violet"});
}

TEST_CASE("missing cells are an error, left out or filled in") {
  const ScratchFolder scratch;
  const std::string holes = scratch.file("holes.csv", "colour,size\nred,1\n,2\nblue,?\ngreen,3\n");
  const std::string whole = scratch.file("whole.csv", "colour,size\nred,1\ngreen,3\n");
  const Trained strict(plain(scratch.file("t.csv", kRows)));
  check_refusal({"predict", strict.model, "--data", holes}, 3,
                {"holes.csv:3:1: column 'colour': the value is missing", "--missing drop"});
  const ProgramResult dropped = nntrain({"predict", strict.model, "--data", holes, "--missing", "drop"});
  CHECK(dropped.exit_code == 0);
  CHECK((predicted_cells(dropped.out) == predicted_cells(strict.predict(whole))));
  CHECK(contains(dropped.out, "\n1,,,"));
  CHECK(contains(dropped.out, "\n4,,,"));  // row 4 of the file keeps its number
  CHECK(dropped.err == "nntrain: warning: 2 rows with missing cells left out\n");
  const ProgramResult quiet =
      nntrain({"predict", strict.model, "--data", holes, "--missing", "drop", "--quiet"});
  CHECK(quiet.out == dropped.out);
  CHECK(quiet.err == dropped.err);
  check_refusal({"predict", strict.model, "--data", holes, "--missing", "mean"}, 3,
                {"holes.csv", "'colour'", "no value to fill in"});

  // predict does not drop rows unasked, even if training did.
  const Trained dropping(plain(scratch.path("t.csv"), {"--missing", "drop"}));
  check_refusal({"predict", dropping.model, "--data", holes}, 3, {"the value is missing"});

  const Trained filling(plain(scratch.path("t.csv"), {"--missing", "mean"}));
  CHECK(lines_of(filling.predict(holes)).size() == 5);
  const Cells mean = predicted_cells(filling.predict_text("colour,size\nblue,\nblue,2.5\n"));
  CHECK(mean[1] == mean[2]);
  CHECK(filling.predict_text("colour,size\nnone,1\n", {"--na", "none"}) ==
        filling.predict_text("colour,size\n,1\n"));
}

TEST_CASE("a table without rows gives the head line alone, and a file without a line is an error") {
  const ScratchFolder scratch;
  const Trained trained(plain(scratch.file("t.csv", kRows)));
  const std::string head = "row,split,kind,prediction,probability:a,probability:b\n";
  CHECK(trained.predict_text("colour,size\n") == head);
  CHECK(trained.predict_text(kHead) == head);
  CHECK(nntrain({"predict", trained.model, "--data", "-", "--missing", "drop"}, "colour,size\n,\n").out ==
        head);
  check_refusal(nntrain({"predict", trained.model, "--data", "-"}), 3, {"standard input"});
  check_refusal(nntrain({"predict", trained.model, "--data", scratch.path("none.csv")}), 3, {"none.csv"});
}

TEST_CASE("predictions that are not finite are warned about") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "x,z,y\n1,3,20.5\n2,1,40\n3,2,61\n");
  const std::string model = scratch.path("m.json");
  output_of(
      {"--data", data, "--task", "regress", "--hidden", "0", "--optimizer", "lbfgs", "-q", "--save", model});
  const Words words = {"predict", model, "--data", "-"};
  const ProgramResult result = nntrain(words, "x,z\n1,1\n1e308,0\n1,2\n1e308,1e308\n");
  CHECK(result.exit_code == 0);
  CHECK(lines_of(result.out).size() == 5);
  CHECK(lines_of(result.out)[2] == "2,,,inf");
  CHECK(lines_of(result.err).size() == 1);
  CHECK(contains(result.err,
                 "nntrain: warning: 2 predictions are not finite (nan or inf), the first in row 2: "));
  CHECK(nntrain(with(words, {"-q"}), "x,z\n1e308,0\n").err.empty());
  CHECK(output_of(words, "x,z\n1,1\n1e300,0\n").size() > 20);
}

}  // namespace nntrain::test
