// Reading a file in ranges gives the same table and the same errors as reading it in order, for all ranges.

#include <algorithm>
#include <bit>
#include <fstream>
#include <random>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "dataset/ordered_reader.hpp"
#include "dataset/parallel_reader.hpp"
#include "dataset/random_csv.hpp"
#include "dataset/reading.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

/// The content of a table, bit by bit, or the error of reading it.
template <typename Read>
std::string outcome(const Read& read) {
  try {
    const Table table = read();
    std::string text = table.path + table.sha256 + table.features_list() + "|" + table.target_item + "|";
    const auto add = [&text](std::uint64_t number) { text += std::to_string(number) + " "; };
    add(table.rows_read);
    for (const std::size_t number : table.dropped) add(number);
    add(static_cast<std::uint64_t>(table.task));
    for (const Column& column : table.features) {
      text += column.name;
      add(column.missing);
      for (std::size_t i = 0; i < column.levels.size(); ++i) {
        text += column.levels[i] + ":";
        add(column.level_lines[i]);
      }
    }
    for (const ClassLabel& label : table.classes) {
      text += label.label + ":";
      add(label.count);
    }
    for (const double weight : table.weights) add(std::bit_cast<std::uint64_t>(weight));
    for (std::size_t row = 0; row < table.rows(); ++row) {
      for (std::size_t c = 0; c < table.cells.columns(); ++c) {
        add(std::bit_cast<std::uint64_t>(table.cells.at(row, c)));
      }
      add(std::bit_cast<std::uint64_t>(table.targets.at(row, 0)));
      for (const KeptColumn& kept : table.kept) text.append(kept.texts[row]).append("|");
    }
    return text;
  } catch (const Error& error) {
    return std::to_string(static_cast<int>(error.code())) + error.what() + "\n" + error.remedy().text();
  }
}

}  // namespace

TEST_CASE("ranges of any size and any number of threads give the same table or error") {
  int read = 0;
  int refused = 0;  // without an error
  const int seeds = rounds(40, 400, 4000);
  for (int seed = 0; seed < seeds; ++seed) {
    RandomCsv csv(static_cast<unsigned>(seed));
    const ScratchFolder scratch;
    ReadOptions options = csv.options();
    options.path = scratch.file("t.csv", csv.text());
    const std::string expected = outcome([&] { return read_in_order(options, nullptr); });
    for (const std::size_t range :
         {std::size_t{1}, 2 + csv.below(30), 40 + csv.below(400), std::size_t{10000}}) {
      options.threads = 1 + csv.below(3);
      INFO("seed " << seed << ", ranges of " << range << ", " << options.threads << " threads");
      std::optional<Table> table;
      const std::string found = outcome([&] {
        table = read_in_ranges(options, nullptr, {range, 1});
        return table ? *std::move(table) : Table();
      });
      if (found == outcome([] { return Table(); })) {
        if (expected.find(options.path) == 0) ++refused;
        continue;
      }
      ++read;
      CHECK(found == expected);
    }
  }
  CHECK(read > seeds);
  CHECK(refused == 0);
}

TEST_CASE("tables that are in order are read in ranges, whatever their quotes") {
  for (const std::string end : {"\n", "\r\n"}) {
    std::string text = "a,b,note,y" + end;
    for (int i = 0; i < 300; ++i) {
      text += std::to_string(i) + ",\"0.5\",\"" + std::string(static_cast<std::size_t>(i % 7), '\n') +
              "1,2,3,4" + end + "\"," + std::to_string(i % 2) + end;
    }
    Reading reading(text);
    reading.options.drop = "note";
    reading.options.threads = 2;
    const std::string expected = outcome([&] { return read_in_order(reading.options, nullptr); });
    for (const std::size_t range : {1U, 7U, 64U, 1000U}) {
      INFO(range);
      const std::optional<Table> table = read_in_ranges(reading.options, nullptr, {range, 1});
      REQUIRE(table);
      CHECK(outcome([&] {
              return read_in_ranges(reading.options, nullptr, {range, 1}).value();
            }) == expected);
    }
  }
}

TEST_CASE("numbers are the same whether a line is read in one go or cell by cell") {
  std::mt19937_64 engine(7);
  std::string text = "a,skipped,b,y\n";
  for (int i = 0; i < 500; ++i) {
    const double value = static_cast<double>(engine() >> 12U) / static_cast<double>(1ULL << (engine() % 60));
    text += std::to_string(value) + ",x 1," + std::to_string(engine() >> (engine() % 64)) + "," +
            std::to_string(i % 2) + "\n";
  }
  Reading reading(text);
  reading.options.keep = "skipped,y,b";
  reading.options.features = "a,b";
  const std::string in_one_go = outcome([&] { return read_in_order(reading.options, nullptr); });
  reading.options.na = {"1e300"};  // a missing value that is a number: every cell must be compared
  CHECK(outcome([&] { return read_in_order(reading.options, nullptr); }) == in_one_go);
}

TEST_CASE("levels and lines of later ranges count on from those before") {
  std::string text = "colour,y\n";
  for (int i = 0; i < 200; ++i)
    text += "c" + std::to_string(i / 3 * 7 % 50) + "," + std::to_string(i % 2) + "\n";
  Reading reading(text);
  reading.options.threads = 3;
  const Table table = read_in_ranges(reading.options, nullptr, {50, 1}).value();
  CHECK(table.features[0].levels.size() == 50);
  CHECK(table.features[0].levels[1] == "c7");
  CHECK(table.features[0].level_lines[1] == 5);
  CHECK(table.features[0].level_lines[49] == 2 + 49 * 3);
}

TEST_CASE("a file like another one is read in ranges, too") {
  std::string text = "a,y\n";
  for (int i = 0; i < 100; ++i) text += std::to_string(i) + (i % 2 == 0 ? ",no\n" : ",yes\n");
  Reading reading(text);
  reading.options.threads = 2;
  reading.options.delimiter = ",";
  const Table first = reading.table();
  ReadOptions like = reading.options;
  like.features = first.features_list();
  like.target = first.target_item;
  like.task = first.task;
  const std::string expected = outcome([&] { return read_in_order(like, &first); });
  CHECK(outcome([&] { return read_in_ranges(like, &first, {30, 1}).value(); }) == expected);
}

TEST_CASE("progress is told up to the end of the file") {
  std::string text = "a,y\n";
  for (int i = 0; i < 3000; ++i) text += std::to_string(i) + "," + std::to_string(i % 2) + "\n";
  Reading reading(text);
  ReadingProgress last{0, 0, 0};
  reading.options.progress = [&last](const ReadingProgress& progress) {
    CHECK(progress.bytes >= last.bytes);
    CHECK(progress.rows >= last.rows);
    last = progress;
  };
  read_in_order(reading.options, nullptr);
  CHECK(last.rows == 2048);
  CHECK(last.bytes == text.size());
  last = {0, 0, 0};
  reading.options.threads = 2;
  REQUIRE(read_in_ranges(reading.options, nullptr, {1000, 1}));
  CHECK(last.rows == 3000);
  CHECK(last.bytes == text.size());
  CHECK(last.all_bytes == text.size());
}

TEST_CASE("a file that grows while it is read in ranges is left to the reader that goes on to its end") {
  std::string text = "a,y\n";
  for (int i = 0; i < 3000; ++i) text += std::to_string(i) + "," + std::to_string(i % 2) + "\n";
  Reading reading(text);
  reading.options.threads = 2;
  bool has_grown = false;
  reading.options.progress = [&](const ReadingProgress&) {
    if (std::exchange(has_grown, true)) return;
    std::ofstream(reading.options.path, std::ios::app) << "7,1\n";
  };
  CHECK_FALSE(read_in_ranges(reading.options, nullptr, {1000, 1}));
  CHECK(has_grown);
  CHECK(read_table(reading.options).rows() == 3001);
}

TEST_CASE("a target with many numbers in a later range alone is a regression") {
  std::string text = "a,y\n";
  for (int i = 0; i < 100; ++i) text += std::to_string(i) + "," + std::to_string(i % 2) + "\n";
  const std::size_t first = text.size();
  for (int i = 0; i < 25; ++i) text += std::to_string(i) + "," + std::to_string(i) + "\n";
  Reading reading(text);
  reading.options.threads = 2;
  const std::optional<Table> table = read_in_ranges(reading.options, nullptr, {first, 1});
  REQUIRE(table);
  CHECK(table->task == Task::kRegress);
}

TEST_CASE("a NUL byte behind the first chunk of a file is no part of a text") {
  std::string text = "colour,y\n";
  while (text.size() < 3 * ByteSource::kChunk / 2) text += "red,0\nblue,1\n";
  const auto line = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  text += std::string("re\0d,0\n", 7) + "blue,1\n";
  Reading reading(text);
  reading.options.threads = 2;
  CHECK_FALSE(read_in_ranges(reading.options, nullptr, {text.size() / 3, 1}));
  CHECK(reading.message() == "t.csv:" + std::to_string(line) + ": a NUL byte, which a text file cannot have");
}

namespace {

/// Makes a file the standard input of this process, from a byte on.
class InputFromFile {
 public:
  InputFromFile(const std::string& path, std::size_t begin) : old_(::dup(STDIN_FILENO)) {
    const int file = ::open(path.c_str(), O_RDONLY);
    REQUIRE(file >= 0);
    ::dup2(file, STDIN_FILENO);
    ::close(file);
    ::lseek(STDIN_FILENO, static_cast<off_t>(begin), SEEK_SET);
  }
  ~InputFromFile() {
    ::dup2(old_, STDIN_FILENO);
    ::close(old_);
  }
  InputFromFile(const InputFromFile&) = delete;
  InputFromFile& operator=(const InputFromFile&) = delete;

  /// Where the next read begins.
  std::size_t place() const { return static_cast<std::size_t>(::lseek(STDIN_FILENO, 0, SEEK_CUR)); }

 private:
  int old_;
};

std::string numbered_rows(int rows) {
  std::string text = "a,colour,y\n";
  for (int i = 0; i < rows; ++i)
    text += std::to_string(i) + ",c" + std::to_string(i % 7) + "," + std::to_string(i % 2) + "\n";
  return text;
}

}  // namespace

TEST_CASE("standard input that is a file is read in ranges from where it stands") {
  const std::string before = "what was read before\n";
  const std::string rows = numbered_rows(40000);
  REQUIRE(rows.size() > ByteSource::kChunk);
  const Reading reading(before + rows);
  ReadOptions options = reading.options;
  options.path = "-";
  options.threads = 2;
  options.sha256 = true;
  const InputFromFile input(reading.options.path, before.size());
  const std::string in_ranges = outcome([&] { return read_in_ranges(options, nullptr, {1000, 1}).value(); });
  CHECK(input.place() == before.size() + rows.size());
  const InputFromFile again(reading.options.path, before.size());
  CHECK(outcome([&] { return read_in_order(options, nullptr); }) == in_ranges);
}

TEST_CASE("standard input that cannot be read in ranges is left as it was") {
  const Reading reading(numbered_rows(40000) + "1,c1,x\n");
  ReadOptions options = reading.options;
  options.path = "-";
  const InputFromFile input(reading.options.path, 0);
  CHECK_FALSE(read_in_ranges(options, nullptr, {1000, 1}));
  CHECK(input.place() == 0);
  try {
    read_table(options);
    FAIL("it was read");
  } catch (const Error& error) {
    CHECK(std::string(error.what()).find("40002:3") != std::string::npos);
  }
}
