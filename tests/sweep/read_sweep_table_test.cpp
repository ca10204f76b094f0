#include <cmath>

#include "base/error.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"
#include "sweep/selection.hpp"

using namespace nntrain;

namespace {

const std::string kHeads =
    "number,runs,sweep,key,status,reason,version,data.sha256,split_hash,hidden,options.loss,options.seed,cv."
    "accuracy,"
    "sd(cv.accuracy),train.rows,values(cv.accuracy),held_out,fingerprint,seconds\n";

SweepTable table_in(const std::string& text) {
  const test::ScratchFolder scratch;
  return read_sweep_table(scratch.file("r.csv", text));
}

}  // namespace

TEST_CASE("a table has the options, values and rows of each run of a results file") {
  const SweepTable table =
      table_in(kHeads +
               "2,3,00000000000000ff,00000000000000aa,done,,0.1.0,ab,cd,\"16,8\",sse,1,0.9,0.1,13.5,1 0.8 "
               "nan,6 7 7,ff,0.1\n"
               "1,3,00000000000000ff,00000000000000ab,refused,\"no, never\",0.1.0,ab,,5,sse,2,,,,,,,\n");
  CHECK(table.field == "cv.accuracy");
  CHECK(table.metric() == "accuracy");
  CHECK(table.is_cv());
  CHECK(table.runs == 3);
  CHECK(table.options == std::vector<std::string>{"hidden", "loss", "seed"});
  REQUIRE(table.rows().size() == 2);
  const SweepResult& row = table.rows()[0];
  CHECK(row.number == 2);
  CHECK(table.split(0) == "cd");
  CHECK(row.train_rows == 13.5);
  CHECK(table.held_out(0) == std::vector<double>{6, 7, 7});
  REQUIRE(row.values.size() == 3);
  CHECK(row.values[1] == 0.8);
  CHECK(std::isnan(row.values[2]));
  CHECK(table.text(0, 0) == "16,8");
  CHECK(table.text(0, 1) == "5");
  CHECK(table.text(1, 1) == "sse");
  CHECK(table.varies(0));
  CHECK_FALSE(table.varies(1));
  CHECK(table.seed(0) == 1);
  CHECK(table.seed(1) == 2);
  CHECK(table.rows()[1].status == SweepStatus::kRefused);
  CHECK(table.rows()[1].values.empty());
}

TEST_CASE("a row that a signal ended is none") {
  const SweepTable table = table_in(
      kHeads + "1,2,00000000000000ff,00000000000000aa,signal,,0.1.0,ab,cd,5,sse,1,0.9,0.1,14,1,6,ff,0.1\n");
  CHECK(table.rows().empty());
}

TEST_CASE("a file without a column that selection needs is refused by name") {
  for (const std::string column : {"split_hash", "held_out", "train.rows", "values(cv.accuracy)"}) {
    CAPTURE(column);
    std::string heads = kHeads;
    heads.replace(heads.find("," + column + ","), column.size() + 2, ",other,");
    CHECK_THROWS_AS(table_in(heads), DataError);
  }
}
