// Several files as one table: in ranges as in order.

#include "dataset/ordered_reader.hpp"
#include "dataset/parallel_reader.hpp"
#include "dataset/reading.hpp"
#include "support/catch.hpp"

namespace nntrain::test {
namespace {

/// All that a table holds, as text.
std::string text_of(const Table& table) {
  std::string text = table.path + " " + table.sha256;
  for (const TablePart& part : table.parts)
    text += "\n" + part.path + " " + std::to_string(part.lines_before) + " " + part.sha256;
  for (const Column& column : table.features) {
    text += "\n" + column.name;
    for (std::size_t level = 0; level < column.levels.size(); ++level)
      text += " " + column.levels[level] + ":" + std::to_string(column.level_lines[level]);
  }
  for (const std::size_t row : table.dropped) text += "\ndropped " + std::to_string(row);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    text += "\n" + std::to_string(table.targets.at(row, 0));
    for (std::size_t c = 0; c < table.cells.columns(); ++c)
      text += " " + std::to_string(table.cells.at(row, c));
  }
  return text;
}

}  // namespace

TEST_CASE("parts in ranges are the table that one reader makes of them") {
  const ScratchFolder scratch;
  for (int part = 0; part < 5; ++part) {
    std::string text = part % 2 == 0 ? "a,colour,y\n" : "\"y\";a;colour\r\n";
    const int rows = part == 3 ? 0 : 10 + 40 * part;
    for (int i = 0; i < rows; ++i) {
      const std::string a = i % 9 == 8 ? "" : std::to_string(part * 1000 + i);
      const std::string colour =
          i % 5 == 0 ? "\"c\n" + std::to_string(i % 7) + "\"" : "c" + std::to_string(i % 11);
      const std::string y = i % 3 == 0 ? "no" : "yes";
      text += part % 2 == 0 ? a + "," + colour + "," + y + "\n" : y + ";" + a + ";" + colour + "\r\n";
    }
    if (part == 2) text.pop_back();
    scratch.file("p" + std::to_string(part) + ".csv", text);
  }
  ReadOptions options;
  options.path = scratch.path("p*.csv");
  options.target = "y";
  options.missing = MissingMode::kDrop;
  options.sha256 = true;
  const std::string expected = text_of(read_in_order(options, nullptr));
  for (const std::size_t threads : {1U, 3U}) {
    for (const std::size_t range : {40U, 100U, 1000U, 100000U}) {
      CAPTURE(threads, range);
      options.threads = threads;
      ReadingProgress last{0, 0, 0};
      options.progress = [&last](const ReadingProgress& progress) { last = progress; };
      const std::optional<Table> table = read_in_ranges(options, nullptr, {range, 1});
      REQUIRE(table);
      CHECK(text_of(*table) == expected);
      CHECK(last.bytes == last.all_bytes);
    }
  }
}

TEST_CASE("an error in any part leaves the parts to the reader that tells it") {
  const ScratchFolder scratch;
  std::string text = "a,y\n";
  for (int i = 0; i < 200; ++i) text += std::to_string(i) + "," + std::to_string(i % 2) + "\n";
  scratch.file("p1.csv", text);
  scratch.file("p2.csv", text + "x,1\n");
  scratch.file("p3.csv", text);
  ReadOptions options;
  options.path = scratch.path("p*.csv");
  options.threads = 2;
  CHECK_FALSE(read_in_ranges(options, nullptr, {100, 1}));
  scratch.file("p2.csv", "y,b\n1,1\n");
  CHECK_FALSE(read_in_ranges(options, nullptr, {100, 1}));
  scratch.file("p2.csv", text);
  CHECK(read_in_ranges(options, nullptr, {100, 1})->rows() == 600);
}

}  // namespace nntrain::test
