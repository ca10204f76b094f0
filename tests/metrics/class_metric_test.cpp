#include "metrics/class_metric.hpp"

#include "support/catch.hpp"

using namespace nntrain;

namespace {

using Kind = ClassMetric::Kind;

bool is(const std::optional<ClassMetric>& found, Kind kind, std::size_t actual, std::size_t predicted) {
  return found && found->kind == kind && found->actual == actual && found->predicted == predicted;
}

}  // namespace

TEST_CASE("a class's metric is found by its whole name, whatever the label holds") {
  const std::vector<std::string> labels = {"a", "a]", "a][b", "b", "x.y <= 1", "", "]["};
  for (std::size_t c = 0; c < labels.size(); ++c) {
    INFO(labels[c]);
    CHECK(is(find_class_metric("precision[" + labels[c] + "]", labels), Kind::kPrecision, c, c));
    CHECK(is(find_class_metric("recall[" + labels[c] + "]", labels), Kind::kRecall, c, c));
    CHECK(is(find_class_metric("f1[" + labels[c] + "]", labels), Kind::kF1, c, c));
    CHECK(is(find_class_metric("confusion[b][" + labels[c] + "]", labels), Kind::kConfusion, 3, c));
  }
  CHECK(is(find_class_metric("confusion[a]][a]", labels), Kind::kConfusion, 1, 0));
  // The name could also mean the pair of a and "b][b", if there were such a class.
  CHECK(is(find_class_metric("confusion[a][b][b]", labels), Kind::kConfusion, 2, 3));
}

TEST_CASE("what is no class's metric is none") {
  const std::vector<std::string> labels = {"a", "b"};
  for (const char* const name : {"", "]", "recall", "recall[", "recall[]", "recall[c]", "recall[a",
                                 "recall[a]]", "recall [a]", "recall[A]", "f1[a][b]", "confusion[a]",
                                 "confusion[a][c]", "confusion[a][b", "confusion[]", "confusion]", "f1]"}) {
    INFO(name);
    CHECK_FALSE(find_class_metric(name, labels).has_value());
  }
  CHECK_FALSE(find_class_metric("recall[a]", {}).has_value());
}

TEST_CASE("the names of all classes' metrics are found again") {
  const std::vector<std::string> labels = {"a", "b", "c"};
  const std::vector<std::string> names = all_class_metrics(labels);
  CHECK(names.size() == 3 * 3 + 9);
  for (const std::string& name : names) CHECK(find_class_metric(name, labels).has_value());
  CHECK(all_class_metrics(std::vector<std::string>(1000, "x")).size() == 3000);
  CHECK(class_metric_forms().back() == "confusion[ACTUAL][PREDICTED]");
}
