// Files in another format than a table of cells with separators: they are named, with the way out.

#include "cli/models.hpp"
#include "cli/robot.hpp"

namespace nntrain::test {
namespace {

using namespace std::string_literals;

struct OtherFile {
  std::string bytes;
  Words parts;  ///< of the message and its remedy
};

const std::vector<OtherFile> kNamed = {
    {"BZh91AY&SY\x12\x34", {"t.x is compressed by bzip2", "bzcat < "}},
    {"7z\xBC\xAF\x27\x1C\0\4"s, {"t.x is a 7z archive"}},
    {"PAR1\x15\x04\x15"s, {"t.x is a Parquet file", "with Python and pandas:  ", "read_parquet"}},
    {"ARROW1\0\0\xFF"s, {"t.x is an Arrow (Feather) file", "read_feather"}},
    {"FEA1\0\0\0\0"s, {"t.x is a Feather file", "read_feather"}},
    {"\x93NUMPY\x01\0v\0{'descr': '<f8'"s, {"t.x is a NumPy array", "numpy.savetxt"}},
    {"\x89HDF\r\n\x1A\n\0"s, {"t.x is an HDF5 file", "save the table as CSV"}},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0"s, {"workbook (xls)", "save the sheet as CSV"}},
    {"PK\x03\x04\x14\0\0\0\0\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml PK\x03\x04 xl/workbook.xml"s,
     {"t.x is a workbook (xlsx or ods)", "save the sheet as CSV"}},
    {"PK\x03\x04\x14\0\0\0\0\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0\x08\0\0\0mimetypeapplication/"
     "vnd.oasis.opendocument."
     "spreadsheetPK"s,
     {"t.x is a workbook (xlsx or ods)"}},
    {"PK\x03\x04\x14\0\0\0\0\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0\x05\0\0\0x.npy\0PK\x03\x04"s,
     {"t.x is a zip archive of NumPy arrays"}},
    {"PK\x03\x04\x14\0\0\0\0\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0\x05\0\0\0a.csv\0PK\x03\x04"s,
     {"t.x is a zip archive of several files", "unpack it"}},
    {"SQLite format 3\0\x10"s, {"t.x is an SQLite database", "sqlite3 -csv -header"}},
    {"\x80\x04\x95\x10\0"s, {"t.x is a pickle of Python"}},
    {"RDX3\nX\n\0\0\0\3"s, {"t.x is data of R", "write.csv"}},
    {"X\n\0\0\0\3"s, {"t.x is data of R", "readRDS"}},
    {"$FL2@(#) SPSS DATA FILE", {"t.x is an SPSS file"}},
    {"<stata_dta><header>", {"t.x is a Stata file", "read_stata"}},
    {"r\x02\x01\0\x05\0"s, {"t.x is a Stata file", "read_stata"}},
    {"%PDF-1.7\n", {"t.x is a PDF"}},
    {"\x89PNG\r\n\x1A\n", {"t.x is an image (PNG)"}},
    {"\xFF\xD8\xFF\xE0", {"t.x is an image (JPEG)"}},
    {"version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 12\n",
     {"t.x is a pointer of Git LFS", "git lfs pull"}},
    {"<!DOCTYPE html>\n<html lang=\"en\">\n", {"t.x is an HTML page", "from a download"}},
    {"\n<table border=1>\n<tr><td>1</td></tr>\n", {"t.x is an HTML page"}},
    {"<?xml version=\"1.0\"?>\n<rows/>\n", {"t.x is an XML file"}},
    {"<rows>\n<row a=\"1\"></row>\n</rows>\n", {"t.x is an XML file"}},
    {"{\n  \"a\": [1, 2],\n  \"y\": [0, 1]\n}\n", {"t.x is a JSON file", "jq"}},
    {"{\"schema\": \"nntrain.run/1\"}", {"t.x is a file that nntrain wrote, not a table"}},
    {"+1 1:0.5 3:2\n-1 2:1\n+1\n", {"t.x has sparse rows of LIBSVM", "load_svmlight_file"}},
    {"# a comment\n2 qid:1 1:3 2:0.25 # a\n1 qid:1 1:3\n", {"t.x has sparse rows of LIBSVM"}},
    {"% a\n@RELATION r\n@ATTRIBUTE 'an id' NUMERIC\n@attribute y {p,q}\n@DATA\n1,p\n",
     {"t.x is an ARFF file of Weka: its rows begin below line 5",
      "--skip-lines 5 --comment % --columns 'an id,y'"}},
};

/// Files that a program can convert: after the first way of the remedy, four rows are left with a and y.
const std::vector<std::string> kConverted = {
    "[\n {\"a\": 1, \"y\": \"p\"},\n {\"a\": 2.5, \"y\": \"q\"}, {\"a\":3,\"y\":\"p\"}, "
    "{\"y\":\"q\",\"a\":4}]\n",
    "{\"a\": 1, \"y\": \"p\"}\n{\"a\": 2.5, \"y\": \"q\"}\n{\"a\": 3, \"y\": \"p\"}\n{\"a\": 4, \"y\": "
    "\"q\"}\n",
    "[[\"a\", \"y\"], [1, \"p\"], [2.5, \"q\"], [3, \"p\"], [4, \"q\"]]",
    "| a   | y |\n|----:|:-:|\n| 1   | p |\n| 2.5 | q |\n| 3 | p |\n| 4 | q |\n",
    "a | y\n---|---\n1 | p\n2.5 | q\n3 | p\n4 | q\n",
    "+-----+---+\n| a   | y |\n+-----+---+\n| 1   | p |\n| 2.5 | q |\n| 3 | p |\n| 4 | q |\n+---+---+\n",
    "% title\n\n@relation 'a b'\n@attribute a real\n@attribute y {p, q}\n\n@data\n% c\n1,p\n2.5, "
    "q\n3,p\n\n4,q\n",
    "\120\113\003\004\024\000\000\000\000\000\000\000\041\130\111\273\266\335\026\000\000\000\026\000"
    "\000\000\005\000\000\000\164\056\143\163\166\141\054\171\012\061\054\160\012\062\056\065\054\161"
    "\012\063\054\160\012\064\054\161\012\120\113\001\002\024\003\024\000\000\000\000\000\000\000\041"
    "\130\111\273\266\335\026\000\000\000\026\000\000\000\005\000\000\000\000\000\000\000\000\000\000"
    "\000\200\001\000\000\000\000\164\056\143\163\166\120\113\005\006\000\000\000\000\001\000\001\000"
    "\063\000\000\000\071\000\000\000\000\000"s,
};

/// What must be read as the table that it is: four rows, and a target of two classes.
const std::vector<std::string> kTables = {
    "PK,y\n1,p\n2,q\n3,p\n4,q\n",
    "PAR1,y\n1,p\n2,q\n3,p\n4,q\n",
    "ARROW1,y\n1,p\n2,q\n3,p\n4,q\n",
    "BZh9,y\n1,p\n2,q\n3,p\n4,q\n",
    "$FL2,y\n1,p\n2,q\n3,p\n4,q\n",
    "X,y\n1,p\n2,q\n3,p\n4,q\n",
    "RDX3,y\n1,p\n2,q\n3,p\n4,q\n",
    "{a,y}\n1,p\n2,q\n3,p\n4,q\n",
    "{\"a\",y\n1,p\n2,q\n3,p\n4,q\n",
    "[a],y\n1,p\n2,q\n3,p\n4,q\n",
    "[[a,y\n1,p\n2,q\n3,p\n4,q\n",
    "<x,y\n1,p\n2,q\n3,p\n4,q\n",
    "<x>,y\n1,p\n2,q\n3,p\n4,q\n",
    "<x>\ty\n1\tp\n2\tq\n3\tp\n4\tq\n",
    "@id,y\n1,p\n2,q\n3,p\n4,q\n",
    "@relation,y\n1,p\n2,q\n3,p\n4,q\n",
    "@relation y\n1 p\n2 q\n3 p\n4 q\n",
    "1:2,y\n1,p\n2,q\n3,p\n4,q\n",
    "1,2:3,y\n1,1:1,p\n2,2:2,q\n3,1:1,p\n4,2:2,q\n",
    "n begin y\n1 10:30 p\n2 11:45 q\n3 10:30 p\n4 11:45 q\n",
    "0 01:30 02:45\n1 10:30 11:45\n2 10:45 12:15\n3 10:30 11:45\n4 10:45 12:15\n",
    "|a|y\n1|2|p\n2|2|q\n3|5|p\n4|3|q\n",
    "a|b|y\n1|---|p\n2|x|q\n3|x|p\n4|x|q\n",
    "%PDF,y\n1,p\n2,q\n3,p\n4,q\n",
    "version,y\n1,p\n2,q\n3,p\n4,q\n",
};

}  // namespace

TEST_CASE("a file of another format is named, with the way out") {
  const ScratchFolder scratch;
  for (const OtherFile& file : kNamed) {
    INFO(file.parts[0]);
    const ProgramResult result = nntrain({"--data", scratch.file("t.x", file.bytes)});
    check_refusal(result, 3, file.parts);
    CHECK(contains(result.err, "\n  "));  // a remedy
    check_refusal(nntrain({"--data", "-"}, file.bytes), 3, {"standard input"});
  }
}

TEST_CASE("a model or a checkpoint in place of data is named") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const std::string checkpoint = scratch.path("c.json");
  output_of(
      {"--data", "data/or.csv", "--iterations", "1", "-q", "--save", model, "--checkpoint", checkpoint});
  check_refusal({"--data", model}, 3, {"m.json is a model of nntrain, not a table", "nntrain predict MODEL"});
  check_refusal({"predict", model, "--data", model}, 3, {"m.json is a model of nntrain"});
  check_refusal({"--data", checkpoint}, 3, {"c.json is a file that nntrain wrote, not a table"});
}

TEST_CASE("a file of another format is read once it went through the command of the remedy") {
  const ScratchFolder scratch;
  for (const std::string& text : kConverted) {
    INFO(text);
    const RobotCommand command{
        {"--iterations", "1", "-q", "--format", "json", "--data", scratch.file("t.x", text)}, ""};
    const ProgramResult refused = command.run();
    INFO(refused.err);
    REQUIRE(refused.exit_code == 3);
    const nlohmann::json remedy = nlohmann::json::parse(refused.out)["remedy"];
    CHECK(remedy["needs_knowledge"] == false);
    const ProgramResult result = command.after(remedy["ways"][0]).run();
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    const nlohmann::json data = nlohmann::json::parse(result.out)["data"];
    CHECK(data["rows"] == 4);
    CHECK(data["features"] == nlohmann::json({"a"}));
    CHECK(data["target"] == "y");
    CHECK(data["classes"].size() == 2);
  }
}

TEST_CASE("a table that begins like another format is read") {
  const ScratchFolder scratch;
  for (const std::string& text : kTables) {
    INFO(text);
    const ProgramResult result = nntrain({"--data", scratch.file("t.csv", text), "--header", "yes",
                                          "--iterations", "1", "-q", "--print", "rows"});
    INFO(result.err);
    const bool has_times = contains(result.err, " is a time, as nearly all texts of the column are");
    CHECK((has_times || result.out == "4\n"));
  }
}

TEST_CASE("Windows-1252 is told apart from Latin-1, in names and in cells") {
  const ScratchFolder scratch;
  const auto remedy = [&](const std::string& text) {
    return nntrain({"--data", scratch.file("t.csv", text)}).err;
  };
  const std::string windows = "iconv -f WINDOWS-1252 -t UTF-8";
  const std::string latin = "iconv -f ISO-8859-1 -t UTF-8";
  CHECK(contains(remedy("a,b,y\n1,\x93u\x94,0\n2,v,1\n"), windows));
  CHECK(contains(remedy("a,b,y\n1,\xE9,0\n2,v,1\n"), latin));
  CHECK(contains(remedy("a,b,y\n1,\xE9,0\n2,\x80,1\n"), windows));
  CHECK(contains(remedy("a,\x80,y\n1,2,0\n2,3,1\n"), windows));
  CHECK(contains(remedy("a,\xE9,y\n1,2,0\n2,3,1\n"), latin));
  CHECK(contains(remedy("a,\xE9,y\n1,2,0\n2,\x80,1\n"), windows));
  CHECK(contains(remedy("a,b,y\n1,\x81,0\n2,v,1\n"), latin));  // Windows-1252 has no such byte
}

}  // namespace nntrain::test
