// Remedies are data: what a program does that follows them.

#include "base/remedy.hpp"

#include <set>

#include "cli/robot.hpp"

namespace nntrain::test {
namespace {

struct Case {
  RemedyId id;
  std::string table;
  Words flags = {};
  bool needs_knowledge = false;
};

const std::string kMany = [] {
  std::string text = "a,b,y\n";
  for (int i = 0; i < 12000; ++i) text += "t" + std::to_string(i) + ",1," + std::to_string(i % 2) + "\n";
  return text;
}();

std::string utf16(const std::string& text) {
  std::string wide = "\xFF\xFE";
  for (const char c : text) wide += {c, '\0'};
  return wide;
}

const std::vector<Case> kCases = {
    {RemedyId::kDelimiter, "a~y\n1~0\n2~1\n"},
    {RemedyId::kFirstLines, "# logger v2\na,b,y\n1,2,p\n3,4,q\n"},
    {RemedyId::kFirstLines, "a title\nand its date\na,b,y\n1,2,p\n3,4,q\n5,6,p\n"},
    {RemedyId::kFirstLines, "a,b,c,y\n1,2,p\n3,4,q\n5,6,p\n", {}, true},
    {RemedyId::kHeaderAgain, "a,b,y\n1,2,p\n3,4,q\na,b,y\n5,6,p\n"},
    {RemedyId::kHeaderAgain, "a title\n\na,b,y\n1,2,p\n3,4,q\na,b,y\n5,6,p\n", {"--skip-lines", "2"}},
    {RemedyId::kUnits, "a,b,y\nm,s,\n1,2,0.5\n3,4,0.25\n"},
    {RemedyId::kHeader, "x,y\nu,p\nv,q\nu,p\n", {}, true},
    {RemedyId::kHeader, "x,y\n1,p\n2,q\n1,p\n", {"--header", "no"}, true},
    {RemedyId::kAmounts, "a,y\n$5,0\n$7,1\n$9,0\n"},
    {RemedyId::kAmounts, "a,y\n\"1,000\",0\n\"1,500\",1\n", {}, true},
    {RemedyId::kAmounts,
     "a,y\n\xE2\x88\x92"
     "1.5,0.5\n2.5,0.75\n3,1.5\n"},
    {RemedyId::kSeveralUnits, "a,b,y\n5 km,1,0.5\n3 mi,2,1.5\n2 km,3,2\n", {}, true},
    {RemedyId::kDates, "a,y\n2011-01-20,0.5\n2012-02-29,1.5\n2011-12-31,2\n"},
    {RemedyId::kDates, "a,y\n01/02/2011,0.5\n05/06/2012,1.5\n", {}, true},
    {RemedyId::kDecimalCommas, "a;y\n1.234,5;0\n2,5;1\n3,25;1\n"},
    {RemedyId::kAmounts, "a;y\n1,234;0\n5,678;1\n", {}, true},
    {RemedyId::kMissing, "a,y\n1,0\n,1\n3,1\n2,0\n"},
    {RemedyId::kMissingOrText, "a,y\n1,0\nx,1\n3,1\n2,0\n", {}, true},
    {RemedyId::kText, "a,y\n0x1F,0\n0x20,1\n0x21,0\n", {}, true},
    {RemedyId::kTooManyTexts, kMany},
    {RemedyId::kEmptyColumn, "a,b,y\n1,1e308,0\n2,-1e308,1\n3,0,1\n", {"--scale", "standard"}},
    {RemedyId::kEmptiestColumn, "a,b,y\n1,,0\n2,,1\n3,,1\n", {"--missing", "drop"}},
    {RemedyId::kDecimalCommas, "a;y\n1,5;0\n2,5;1\n3,5;1\n"},
    {RemedyId::kDecimalCommas, "a;y\n1,125;0\n2,5;1\n3,5;1\n"},
    {RemedyId::kDecimalCommas, "a;y\n0,125;0\n0,250;1\n0,500;1\n"},
    {RemedyId::kEncoding, "a,b,y\n\xE9,1,0\nu,2,1\n\xE9,1,0\n"},
    {RemedyId::kEncoding, "\xE9,b,y\n1,1,0\n2,2,1\n"},
    {RemedyId::kConvert, utf16("a,y\n1,0\n2,1\n")},
    {RemedyId::kConvert, "a,y\r1,0\r2,1\r"},
    {RemedyId::kTask, "a,y\n1,0\n2,1\n3,2\n", {}, true},
    {RemedyId::kSpellings, "a,y\n1,0\n2,1\n3,1.0\n", {}, true},
    {RemedyId::kExactBackprop, "a,y\n1,p\n2,q\n3,r\n", {"--backprop", "lecture"}},
    {RemedyId::kLectureBackprop, "a,y\n1,0.5\n2,1.5\n3,2.25\n", {"--backprop", "lecture"}, true},
};

/// Checks the remedy of a command that fails, that each of its ways leads to another answer, and that the
/// first one keeps the most rows, or nearly.
void check_ways(const RobotCommand& command, RemedyId id, bool needs_knowledge) {
  const ProgramResult failed = command.run();
  INFO(failed.err);
  REQUIRE(failed.exit_code > 1);
  const nlohmann::json error = nlohmann::json::parse(failed.out);
  CHECK(error["schema"] == "nntrain.error/1");
  CHECK(error["exit_code"] == failed.exit_code);
  CHECK(contains(failed.err, error["message"].get<std::string>()));
  CHECK(contains(failed.err, error["remedy"]["text"].get<std::string>()));
  REQUIRE(error["remedy"]["id"] == std::string(name_of(id)));
  CHECK(error["remedy"]["needs_knowledge"] == needs_knowledge);
  REQUIRE(!error["remedy"]["ways"].empty());
  std::vector<double> rows;  // that the ways keep
  for (const nlohmann::json& way : error["remedy"]["ways"]) {
    INFO(way.dump());
    const ProgramResult next = command.after(way).run();
    INFO(next.err);
    if (!needs_knowledge) CHECK(next.exit_code == 0);
    const nlohmann::json answer = nlohmann::json::parse(next.out);
    const bool is_told = answer.contains("message");
    CHECK((!is_told || answer.at("message") != error["message"]));
    if (answer.contains("data") && answer["data"].contains("rows_used"))
      rows.push_back(answer["data"]["rows_used"]);
  }
  constexpr double kNearlyAll = 0.95;
  if (!needs_knowledge && rows.size() == error["remedy"]["ways"].size())
    CHECK(rows.front() >= kNearlyAll * *std::max_element(rows.begin(), rows.end()));
}

const Words kTrain = {"--iterations", "3", "--quiet", "--format", "json", "--data"};

}  // namespace

TEST_CASE("each remedy that a program can follow is met, and each of its ways leads on") {
  std::set<RemedyId> met;
  const ScratchFolder scratch;
  for (const Case& one : kCases) {
    CAPTURE(name_of(one.id), one.table.substr(0, 40));
    check_ways({with(with(kTrain, {scratch.file("t.csv", one.table)}), one.flags), ""}, one.id,
               one.needs_knowledge);
    met.insert(one.id);
  }

  const std::string data = scratch.file("d.csv", "c,n,y\nu,1,0\nv,2,1\nu,3,0\nv,4,1\n");
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain({"--data", data, "-q", "--save", model}).exit_code == 0);
  const Words evaluate = {"evaluate", model, "--format", "json", "-q", "--data"};
  check_ways({with(evaluate, {scratch.file("u.csv", "c,n,y\nu,1,0\nw,2,1\n")}), ""}, RemedyId::kUnseenText,
             false);
  check_ways({with(evaluate, {scratch.file("h.csv", "c,n,y\nu,1,0\nu,,1\n"), "--missing", "mean"}), ""},
             RemedyId::kMissingInUse, false);
  check_ways({with(evaluate, {scratch.file("l.csv", "c,n,y\nu,1,0.\nv,2,1.\n")}), ""}, RemedyId::kLabelEnds,
             false);
  check_ways({with(kTrain, {data, "--test", scratch.file("l.csv", "c,n,y\nu,1,0.0\nv,2,1.0\n")}), ""},
             RemedyId::kLabelEnds, false);
  const std::string unseen = scratch.file("u.csv", "c,n,y\nu,1,0\nw,2,1\n");
  check_ways({with(kTrain, {data, "--test", unseen}), ""}, RemedyId::kUnseenText, false);
  met.insert({RemedyId::kUnseenText, RemedyId::kMissingInUse, RemedyId::kLabelEnds});
  met.insert(RemedyId::kNothingLearned);  // in results: advice_test.cpp

  for (const auto& word : words(RemedyId())) {
    INFO(word.word);
    CHECK(met.count(word.value) == 1);
  }
}

}  // namespace nntrain::test
