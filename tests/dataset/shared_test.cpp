// A table that ranks read in parts is the one that one process reads.

#include <bit>
#include <random>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "dataset/ordered_reader.hpp"
#include "dataset/parallel_reader.hpp"
#include "dataset/random_csv.hpp"
#include "dataset/reading.hpp"
#include "dataset/shared_reader.hpp"
#include "support/catch.hpp"
#include "support/thread_ranks.hpp"

namespace nntrain::test {
namespace {

std::string bits(double value) {
  return std::to_string(std::bit_cast<std::uint64_t>(value));
}

/// What is said of all rows.
std::string facts_of(const Table& table) {
  std::string text = table.path + " " + table.sha256 + fmt::format(" {}", table.has_header);
  for (const TablePart& part : table.parts)
    text += fmt::format("\n{} {} {}", part.path, part.lines_before, part.sha256);
  for (const std::string& note : table.notes) text += "\n" + note;
  text += fmt::format("\nread {}, dropped {}, all {}, lacking {} {}, task {}", table.rows_read,
                      table.rows_dropped(), table.all_rows(), table.lacking_target, table.lacking_weight,
                      static_cast<int>(table.task));
  for (const Column& column : table.features) {
    text += fmt::format("\n{} {} {} {}", column.name, column.is_text, column.missing, column.lacking);
    for (std::size_t i = 0; i < column.levels.size(); ++i)
      text += fmt::format(" {}:{}", column.levels[i], column.level_lines[i]);
  }
  for (const ClassLabel& label : table.classes)
    text += fmt::format("\nclass {}: {}", label.label, label.count);
  return text;
}

/// A text for each row, and the numbers of the dropped ones.
struct RowTexts {
  std::vector<std::string> rows;
  std::vector<std::size_t> dropped;

  friend bool operator==(const RowTexts&, const RowTexts&) = default;
};

RowTexts rows_in(const Table& table) {
  RowTexts texts;
  texts.dropped = table.dropped;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    std::string& text = texts.rows.emplace_back(fmt::format("{}:", table.row_number(row)));
    for (std::size_t c = 0; c < table.cells.columns(); ++c) text += bits(table.cells.at(row, c)) + " ";
    text += bits(table.targets.at(row, 0));
    if (!table.weights.empty()) text += " " + bits(table.weights.at(row));
    for (const KeptColumn& kept : table.kept) text.append("|").append(kept.texts[row]);
    for (const PlaceColumn& one : kPlaceColumns) {
      const KeptColumn& column = table.*one.read;
      if (column.is_given()) text.append("|").append(column.texts[row]);
    }
    if (table.target_texts.size() > 0) text.append("|").append(table.target_texts[row]);
  }
  return texts;
}

/// What reading comes to.
struct Read {
  bool is_read = false;
  std::string facts;  ///< or the error
  RowTexts rows;

  friend bool operator==(const Read&, const Read&) = default;
};

template <typename F>
Read reading_by(const F& read) {
  try {
    const std::optional<Table> table = read();
    if (!table) return {};
    return {true, facts_of(*table), rows_in(*table)};
  } catch (const Error& error) {
    return {true, std::to_string(static_cast<int>(error.code())) + error.what() + error.remedy().text(), {}};
  }
}

/// The same on ranks: their rows one after another. Throws if they do not agree on the rest.
Read reading_on(std::size_t count, const ReadOptions& options, const Table* first, const RangeSizes& sizes) {
  std::vector<Read> all(count);
  run_on_ranks(count, [&](Ranks& ranks) {
    ReadOptions own = options;
    own.ranks = &ranks;
    all[ranks.rank()] = reading_by([&] {
      std::optional<Table> table = read_shared(own, first, sizes);
      if (table && table->share.rows != table->rows()) throw std::logic_error("a share of other rows");
      return table;
    });
  });
  Read joined = all.front();
  joined.rows = {};
  for (const Read& one : all) {
    if (one.is_read != joined.is_read || one.facts != joined.facts) throw std::logic_error("ranks differ");
    joined.rows.rows.insert(joined.rows.rows.end(), one.rows.rows.begin(), one.rows.rows.end());
    joined.rows.dropped.insert(joined.rows.dropped.end(), one.rows.dropped.begin(), one.rows.dropped.end());
  }
  return joined;
}

/// Compares with what one process reads in ranges of the same sizes.
bool check_on_ranks(std::size_t count, const ReadOptions& options, const Table* first,
                    const RangeSizes& sizes) {
  const Read expected = reading_by([&] { return read_in_ranges(options, first, sizes); });
  const Read found = reading_on(count, options, first, sizes);
  CHECK(found.is_read == expected.is_read);
  CHECK(found.facts == expected.facts);
  CHECK(found.rows.dropped == expected.rows.dropped);
  CHECK(found.rows.rows == expected.rows.rows);
  return found.is_read;
}

}  // namespace

TEST_CASE("ranks read of any table the rows and facts that one process reads") {
  int read = 0;
  int left = 0;
  const int seeds = rounds(40, 400, 4000);
  for (int seed = 0; seed < seeds; ++seed) {
    RandomCsv csv(static_cast<unsigned>(seed));
    const ScratchFolder scratch;
    ReadOptions options = csv.options();
    options.path = scratch.file("t.csv", csv.text());
    for (const std::size_t range : {1 + csv.below(30), 40 + csv.below(400), std::size_t{10000}}) {
      const std::size_t ranks = std::vector<std::size_t>{1, 2, 3, 5}[csv.below(4)];
      options.threads = 1 + csv.below(3);
      INFO("seed " << seed << ", ranges of " << range << ", " << ranks << " ranks");
      ++(check_on_ranks(ranks, options, nullptr, {range, 1}) ? read : left);
    }
  }
  CHECK(read > seeds);
  CHECK(left > 0);
}

TEST_CASE("ranks read texts with lines that look like records, from wherever they begin") {
  for (const std::string end : {"\n", "\r\n"}) {
    std::string text = "a,b,note,y" + end;
    for (int i = 0; i < 300; ++i) {
      text += fmt::format("{},\"0.5\",\"{}1,2,3,4{}\",{}{}", i,
                          std::string(static_cast<std::size_t>(i % 7), '\n'), end, i % 2, end);
    }
    Reading reading(text);
    reading.options.keep = "note";
    reading.options.sha256 = true;
    for (const std::size_t range : {1U, 7U, 64U, 1000U, 3000U}) {
      for (const std::size_t ranks : {2U, 3U, 5U}) {
        CAPTURE(range, ranks);
        CHECK(check_on_ranks(ranks, reading.options, nullptr, {range, 1}));
      }
    }
  }
}

TEST_CASE("a record may cover the parts of several ranks, and there may be fewer records than ranks") {
  std::string text = "a,note,y\n";
  for (int i = 0; i < 60; ++i) text += fmt::format("{},b,{}\n", i, i * 2);
  text += "1,\"" + std::string(500, 'x') + "\n";
  for (int i = 0; i < 400; ++i) text += "7,b,8\n";
  text += "\",2.5\n2,c,3.5";
  Reading reading(text);
  reading.options.drop = "note";
  for (const std::size_t ranks : {2U, 5U, 9U}) {
    for (const std::size_t range : {10U, 100U, 1000U, 10000U}) {
      CAPTURE(ranks, range);
      CHECK(check_on_ranks(ranks, reading.options, nullptr, {range, 1}));
    }
  }
}

TEST_CASE("ranks read several files as one table") {
  std::mt19937_64 engine(5);
  for (int round = 0; round < rounds(10, 60, 600); ++round) {
    const ScratchFolder scratch;
    const std::size_t files = 2 + engine() % 5;
    for (std::size_t part = 0; part < files; ++part) {
      std::string text = part % 2 == 0 ? "a,colour,w,where,y\n" : "y;w;a;colour;where\r\n";
      const std::size_t rows = part == 3 ? 0 : engine() % 80;
      for (std::size_t i = 0; i < rows; ++i) {
        const std::string a = engine() % 9 == 8 ? "" : std::to_string(engine() % 1000);
        const std::string colour =
            engine() % 5 == 0 ? fmt::format("\"c\n{}\"", engine() % 7) : fmt::format("c{}", engine() % 11);
        const std::string y = engine() % 3 == 0 ? "no" : "yes";
        const std::string where = engine() % 4 == 0 ? "test" : "train";
        const std::string w = std::to_string(engine() % 3);
        text += part % 2 == 0 ? fmt::format("{},{},{},{},{}\n", a, colour, w, where, y)
                              : fmt::format("{};{};{};{};{}\r\n", y, w, a, colour, where);
      }
      if (engine() % 2 == 0) text.pop_back();
      scratch.file(fmt::format("p{}.csv", part), text);
    }
    ReadOptions options;
    options.path = scratch.path("p*.csv");
    options.target = "y";
    options.weights_column = "w";
    options.split_column = "where";
    options.hash_column = "colour";
    options.missing = round % 2 == 0 ? MissingMode::kDrop : MissingMode::kMean;
    options.sha256 = round % 3 != 0;
    options.threads = 2;
    for (const std::size_t ranks : {2U, 3U, 5U}) {
      const std::size_t range = 20 + engine() % 2000;
      CAPTURE(round, ranks, range);
      check_on_ranks(ranks, options, nullptr, {range, 1});
    }
  }
}

TEST_CASE("ranks read a file like another one") {
  std::string text = "a,colour,y\n";
  for (int i = 0; i < 200; ++i)
    text += fmt::format("{},c{},{}\n", i, i * 7 % 13, i % 3 == 0 ? "no" : i % 3 == 1 ? "yes" : "perhaps");
  const ScratchFolder scratch;
  ReadOptions options;
  options.path = scratch.file("t.csv", text);
  const Table first = read_table(options);
  text.resize(text.rfind('\n', text.size() / 2));
  ReadOptions like = options_like(options, first, scratch.file("new.csv", text));
  for (const bool features_only : {false, true}) {
    like.features_only = features_only;
    for (const std::size_t ranks : {2U, 5U}) {
      for (const std::size_t range : {30U, 300U}) {
        CAPTURE(ranks, range, features_only);
        CHECK(check_on_ranks(ranks, like, &first, {range, 1}));
      }
    }
  }
}

TEST_CASE("an error on any rank is told as one process tells it, and then each has all rows") {
  std::string text = "a,y\n";
  for (int i = 0; i < 200; ++i) text += fmt::format("{},{}\n", i, i % 2);
  const Reading small(text);
  const Reading broken(text + "x,1\n" + text.substr(4) + std::string(1 << 20, '\n'));
  std::vector<std::string> messages(3);
  std::vector<std::size_t> rows(3);
  run_on_ranks(3, [&](Ranks& ranks) {
    ReadOptions options = small.options;
    options.ranks = &ranks;
    const Table table = read_table(options);
    rows[ranks.rank()] = table.is_shared() ? 0 : table.rows();
    options.path = broken.options.path;
    try {
      read_table(options);
    } catch (const DataError& error) {
      messages[ranks.rank()] = error.what();
    }
  });
  CHECK(rows == std::vector<std::size_t>(3, 200));
  CHECK(messages == std::vector<std::string>(3, messages.front()));
  CHECK(messages.front().find("t.csv:202:1") != std::string::npos);
}

TEST_CASE("a first text is told with its line, in a later range, too") {
  std::string text = "a,b,y\n";
  for (int i = 0; i < 100; ++i) text += fmt::format(",{},{}\n", i, i % 2);
  for (int i = 0; i < 100; ++i) text += fmt::format("{} kg,{},{}\n", i, i, i % 2);
  Reading reading(text);
  reading.options.missing = MissingMode::kMean;
  const Read expected = reading_by([&] { return std::optional(read_in_order(reading.options, nullptr)); });
  CHECK(reading_by([&] { return read_in_ranges(reading.options, nullptr, {100, 1}); }) == expected);
  CHECK(reading_on(3, reading.options, nullptr, {100, 1}) == expected);
  CHECK(expected.facts.find(":102:1") != std::string::npos);
}

}  // namespace nntrain::test
