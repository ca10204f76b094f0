#include "plot/read_log.hpp"

#include <cmath>

#include "base/error.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

std::optional<PicturedHistory> read_text(const std::string& text) {
  return log_of(text, "log");
}

}  // namespace

TEST_CASE("a CSV log is read, whatever it holds") {
  const auto history = read_text("iteration,loss,accuracy\n0,2.5,0.5\n1,1.25,0.75\n");
  REQUIRE(history);
  REQUIRE(history->points.size() == 2);
  CHECK(history->start == 0);
  CHECK(history->points[1].iteration == 1);
  CHECK(history->points[1].train.loss == 1.25);
  CHECK(history->points[1].train.accuracy == 0.75);
  CHECK_FALSE(history->points[1].validation);
  const auto regression = read_text("iteration,loss,validation_loss\n0,inf,nan\n");
  REQUIRE(regression);
  CHECK(std::isnan(regression->points[0].train.loss));
  CHECK(std::isnan(regression->points[0].train.accuracy));
  REQUIRE(regression->points[0].validation);
  CHECK(std::isnan(regression->points[0].validation->loss));
}

TEST_CASE("a log of JSON lines is read") {
  const auto history = read_text(R"({"iteration": 0, "loss": 2.5, "validation_loss": 3})"
                                 "\n"
                                 R"({"iteration": 1, "loss": null, "validation_loss": 4})"
                                 "\n");
  REQUIRE(history);
  REQUIRE(history->points.size() == 2);
  CHECK(history->points[0].train.loss == 2.5);
  CHECK(std::isnan(history->points[1].train.loss));
  CHECK(history->points[1].validation->loss == 4);
}

TEST_CASE("of several starts the one that ended lowest is read") {
  const auto history = read_text("start,iteration,loss\n1,0,9\n1,1,3\n2,0,8\n2,1,2\n3,0,1\n3,1,7\n");
  REQUIRE(history);
  CHECK(history->start == 2);
  REQUIRE(history->points.size() == 2);
  CHECK(history->points[0].train.loss == 8);
}

TEST_CASE("a start that diverged is read only where all did") {
  CHECK(read_text("start,iteration,loss\n1,0,9\n1,1,nan\n2,0,8\n2,1,5\n3,0,1\n3,1,inf\n")->start == 2);
  CHECK(read_text("start,iteration,loss\n1,0,9\n1,1,nan\n2,0,8\n2,1,nan\n")->start == 1);
}

TEST_CASE("a log whose lines end as on Windows is read") {
  const auto history = read_text("iteration,loss,accuracy\r\n0,2.5,0.5\r\n1,1.25,0.75\r\n");
  REQUIRE(history);
  REQUIRE(history->points.size() == 2);
  CHECK(history->points[1].train.accuracy == 0.75);
}

TEST_CASE("a line that is being written is left out") {
  CHECK(read_text("iteration,loss\n0,2\n1,1\n2,0.")->points.size() == 2);
  CHECK(read_text("iteration,loss\n0,2\n1,1\n2")->points.size() == 2);
  CHECK(read_text("{\"iteration\": 0, \"loss\": 1}\n{\"iteration\": 1, \"lo")->points.size() == 1);
}

TEST_CASE("what is no log is none, and a broken one is told with its line") {
  CHECK_FALSE(read_text(""));
  CHECK_FALSE(read_text("{}\n"));
  CHECK_FALSE(read_text("variance,entropy\n1,2\n"));
  CHECK_FALSE(read_text("{\"format\": \"nntrain.model/1\"}\n"));
  CHECK_THROWS_WITH(read_text("iteration,loss\n0,1\n1,x\n2,3\n"),
                    ContainsSubstring("log:3: this is not a line of a log"));
  CHECK_THROWS_WITH(read_text("iteration,loss\n"), ContainsSubstring("without a line"));
}

TEST_CASE("the weights of a run are told by their first line, or its beginning") {
  for (const std::string text :
       {"iteration,hidden1.1:bias,hidden1.2:bias\n", "start,iteration,y:bias\n", "iteration,hidden1.1:a",
        "iteration,\"hidden1.1:a,b\",hid", "iteration,y:bias,\"y:a,b\"\r\n", "iteration,y:bias,\"a,b",
        "{\"iteration\": 0, \"y:bias\": 1, \"hid", "{\"iteration\": 0, \"hidden1.1:bias\": 0.5",
        "{\"start\": 1, \"iteration\": 0, \"y:a\\\"b\": 0.5}\n",
        "{\"iteration\": 0, \"a\\\": b:bias\": 1}\n"}) {
    CAPTURE(text);
    CHECK(is_log_of_weights(text));
    CHECK_FALSE(is_log(text));
  }
  for (const std::string text :
       {"", "iteration", "iteration,loss,a:b\n", "start,iteration,loss\n", "a:b,iteration\n",
        "iteration,loss\n0:1", "iteration,time 10:30,y\n", "iteration,10:30,y,11:30",
        "iteration,10:30,y\n1:1", "iteration,a:b,\"c,d\",e:f\n", "start,iteration,a:b,y\n",
        "{\"iteration\": 0, \"a:b\": 1, \"y\": 2}\n",
        "{\"iteration\": 0, \"a:b\": 1, \"y\": 2, \"c:", "{\"iteration\": 0, \"loss\": 0.5}\n",
        "{\"start\": 1, \"iteration\": 0, \"loss\": 0.5}\n", "{\"iteration\": 0}\n",
        "{\"format\": \"nntrain.model/1\", \"a:b\": 1}\n", "{\"iteration\": 0, \"lo"}) {
    CAPTURE(text);
    CHECK_FALSE(is_log_of_weights(text));
  }
}

TEST_CASE("the weights of a run are told wherever their first line is cut") {
  for (const std::string line :
       {R"(start,iteration,h:a,"h:b,c","h:""d",y:bias)",
        R"({"iteration": 0, "h:a": null, "h:b\"": 1e-05, "h:\u00e9": -1, "y:h": 2})"}) {
    const std::size_t told = line.find("h:") + 2;
    for (std::size_t length = 0; length <= line.size(); ++length) {
      CAPTURE(line.substr(0, length));
      CHECK(is_log_of_weights(line.substr(0, length)) == (length >= told));
    }
    CHECK(is_log_of_weights(line + "\n"));
  }
}

TEST_CASE("a long log is thinned, with its first and last line") {
  std::string text = "iteration,loss\n";
  for (int i = 0; i <= 5000; ++i) text += std::to_string(i) + ",1\n";
  const auto history = read_text(text);
  REQUIRE(history);
  CHECK(history->points.size() == 1000);
  CHECK(history->points.front().iteration == 0);
  CHECK(history->points.back().iteration == 5000);
}

TEST_CASE("of several starts the one that ends with the lowest validation loss is drawn, if there is one") {
  CHECK(read_text("start,iteration,loss\n1,0,5\n2,0,1\n3,0,2\n")->start == 2);
  CHECK(read_text("start,iteration,loss,validation_loss\n1,0,5,4\n2,0,1,9\n3,0,2,3\n")->start == 3);
}
