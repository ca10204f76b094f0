#include "dataset/reading.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;
using Names = std::vector<std::string>;

namespace {

std::string text_with_targets(const std::vector<std::string>& targets) {
  std::string text = "x,y\n";
  for (const std::string& target : targets) text += "1," + target + "\n";
  return text;
}

/// A table with these values in the target, its last column.
struct WithTargets : Reading {
  explicit WithTargets(const std::vector<std::string>& targets, Task task = Task::kAuto)
      : Reading(text_with_targets(targets)) {
    options.task = task;
  }
};

Names labels_of(const Table& table) {
  Names labels;
  for (const ClassLabel& one : table.classes) labels.push_back(one.label);
  return labels;
}

std::vector<std::string> numbers_to(int last) {
  std::vector<std::string> numbers;
  for (int i = 1; i <= last; ++i) numbers.push_back(std::to_string(i));
  return numbers;
}

}  // namespace

TEST_CASE("two different values are two classes, ordered by value") {
  const Table table = WithTargets({"10", "9", "9", "10", "9"}).table();
  CHECK(table.task == Task::kClassify);
  REQUIRE(table.classes.size() == 2);
  CHECK(table.classes[0].label == "9");
  CHECK(table.classes[0].count == 3);
  CHECK(table.classes[1].label == "10");
  CHECK(table.classes[1].count == 2);
  CHECK(targets_of(table) == std::vector<double>{1, 0, 0, 1, 0});
  CHECK(WithTargets({"0.5", "1.5"}).table().task == Task::kClassify);
  CHECK(WithTargets({"-1.0", "+1"}).table().classes[1].label == "+1");
}

TEST_CASE("the rows that are dropped say nothing of the classes") {
  Reading reading("x,y\n1,0\n,2\n3,1\n");
  reading.options.missing = MissingMode::kDrop;
  CHECK(reading.table().classes.size() == 2);
}

TEST_CASE("values that are not all whole, or many, are amounts") {
  CHECK(WithTargets({"1", "2", "2.5"}).table().task == Task::kRegress);
  CHECK(WithTargets(numbers_to(21)).table().task == Task::kRegress);
  CHECK(WithTargets({"0", "1", "0"}, Task::kRegress).table().task == Task::kRegress);
  CHECK(targets_of(WithTargets({"5", "7", "5"}, Task::kRegress).table()) == std::vector<double>{5, 7, 5});
  CHECK(WithTargets({"3", "3"}, Task::kRegress).table().rows() == 2);
}

TEST_CASE("few whole numbers are ambiguous") {
  const Failure failure = WithTargets({"3", "1", "2", "3"}).failure();
  CHECK(failure.code == ExitCode::kUsage);
  CHECK(failure.message ==
        "t.csv: the target 'y' has 3 different whole numbers (1, 2, 3), which could be classes or amounts");
  CHECK(failure.remedy.find("--task regress") != std::string::npos);
  CHECK(failure.remedy.find("--task classify") != std::string::npos);
  CHECK(WithTargets(numbers_to(20)).failure().code == ExitCode::kUsage);
}

TEST_CASE("there may be more than two classes") {
  const Table table = WithTargets({"10", "9", "2", "9"}, Task::kClassify).table();
  CHECK(labels_of(table) == Names{"2", "9", "10"});
  CHECK(table.classes[1].count == 2);
  CHECK(targets_of(table) == std::vector<double>{2, 1, 0, 1});
  CHECK(WithTargets(numbers_to(1000), Task::kClassify).table().classes.size() == 1000);
  const Failure failure = WithTargets(numbers_to(1001), Task::kClassify).failure();
  CHECK(failure.code == ExitCode::kData);
  CHECK(failure.message == "t.csv: the target 'y' has more than 1000 different texts");
  CHECK(failure.remedy.find("--task regress") != std::string::npos);
}

TEST_CASE("texts are classes, ordered by bytes and spelled as they are") {
  const Table table =
      WithTargets({"setosa", "Virginica", "\xC3\xA4ster", "setosa", "10", "9"}, Task::kClassify).table();
  CHECK(labels_of(table) == Names{"10", "9", "Virginica", "setosa", "\xC3\xA4ster"});
  CHECK(targets_of(table) == std::vector<double>{3, 2, 4, 3, 0, 1});
  CHECK(table.classes[3].count == 2);
  const Table two = WithTargets({"yes", "no", "no"}).table();
  CHECK(two.task == Task::kClassify);
  CHECK(labels_of(two) == Names{"no", "yes"});
  CHECK(labels_of(WithTargets({"+1.0", "-1.0", "+1.0"}).table()) == Names{"-1.0", "+1.0"});
  CHECK(labels_of(WithTargets({"+1.0", "-1.0", "+1.0"}, Task::kClassify).table()) == Names{"-1.0", "+1.0"});
}

TEST_CASE("one class cannot be trained") {
  for (const Task task : {Task::kAuto, Task::kClassify}) {
    const Failure failure = WithTargets({"0", "0"}, task).failure();
    CHECK(failure.code == ExitCode::kTraining);
    CHECK(failure.message == "t.csv: the target 'y' has only one class: '0' in every row");
    CHECK(WithTargets({"x", "x"}, task).failure().code == ExitCode::kTraining);
  }
}

TEST_CASE("two spellings of a class are an error, of an amount not") {
  const Failure failure = WithTargets({"0", "1", "1.0"}).failure();
  CHECK(failure.code == ExitCode::kData);
  CHECK(failure.message ==
        "t.csv: the target 'y' has two spellings of one class: '1' in line 3 and '1.0' in line 4");
  CHECK(WithTargets({"0", "1", "1.0"}, Task::kClassify).message() == failure.message);
  CHECK(WithTargets({"1.0", "3", "1", "1e0"}, Task::kClassify).message() ==
        "t.csv: the target 'y' has two spellings of one class: '1.0' in line 2 and '1' in line 4");
  CHECK(WithTargets({"a", "1", "1.0"}, Task::kClassify).table().classes.size() == 3);
  CHECK(WithTargets({"0", "-0", "1"}).failure().code == ExitCode::kData);
  CHECK(WithTargets({"0", "1", "1.0"}, Task::kRegress).table().rows() == 3);
  CHECK(WithTargets({"1", "1.0", "2.5", "3"}).table().task == Task::kRegress);
}

TEST_CASE("one value is one class if it is whole, and a regression if not") {
  CHECK(WithTargets({"5.5", "5.5"}).table().task == Task::kRegress);
  CHECK_THROWS_AS(WithTargets({"5", "5"}).table(), TrainingError);
}
