#include "base/error.hpp"
#include "dataset/feature_ranges.hpp"
#include "dataset/ordered_reader.hpp"
#include "dataset/read_table.hpp"
#include "dataset/reading.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

const std::string kFirst = "size,colour,y\n1,red,a\n2,green,b\n";

/// 5000 rows, some of them over two lines, with missing cells and with texts that are not in the first rows.
std::string many_rows(const std::string& odd_row = "", int before = -1) {
  std::string text = "other,colour,size\n";
  for (int row = 0; row < 5000; ++row) {
    const int level = row < 3000 ? row % 3 : row % 7;
    if (row == before) text += odd_row + "\n";
    text += (row % 10 == 0 ? "\"two\nlines\"," : "x,") +
            (row % 11 == 5 ? std::string("?") : "c" + std::to_string(level)) + "," +
            (row % 13 == 5 ? std::string() : std::to_string(row * 0.25)) + "\n";
  }
  return text;
}

/// A file like another one, as a stream and as a whole table.
struct Stream {
  Reading first{kFirst, "first.csv"};
  ScratchFolder scratch;
  std::string path;
  Table like;

  explicit Stream(const std::string& text, MissingMode missing = MissingMode::kMean)
      : path(scratch.file("rows.csv", text)), like(first.table()) {
    first.options.missing = missing;
  }

  ReadOptions options() const {
    ReadOptions options = options_like(first.options, like, path);
    options.features_only = true;
    return options;
  }

  std::vector<Table> parts(std::size_t most) const {
    FeatureStream rows(options(), like);
    std::vector<Table> parts;
    while (true) {
      parts.push_back(rows.next(most));
      if (parts.back().rows() == 0) break;
    }
    CHECK(rows.next(most).rows() == 0);
    parts.pop_back();
    return parts;
  }

  std::string message() const {
    try {
      parts(1024);
    } catch (const DataError& error) {
      const std::string what = error.what();
      return what.substr(what.find("rows.csv"));
    }
    return "";
  }
};

/// The cells of a table as texts, which do not depend on the indices of levels.
std::vector<std::string> texts_of(const Table& table) {
  std::vector<std::string> texts;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    std::string text;
    for (std::size_t feature = 0; feature < table.features.size(); ++feature) {
      const Column& column = table.features[feature];
      const double cell = table.cells.at(row, feature);
      const bool is_level = column.is_text && cell == cell;
      text += is_level ? column.levels[static_cast<std::size_t>(cell)] : std::to_string(cell);
      text += '|';
    }
    texts.push_back(text);
  }
  return texts;
}

/// What comes out of the ranges of a file: its rows as texts, in the order of finishing.
struct InRanges {
  std::vector<std::string> texts;
  std::vector<std::size_t> numbers;  // of the rows in the file
  std::size_t dropped = 0;
  RangesFinished finished;

  InRanges(const Stream& stream, std::size_t threads, std::size_t range, std::size_t refused = 0) {
    ReadOptions options = stream.options();
    options.threads = threads;
    struct Place {
      std::vector<std::string> texts;
      std::vector<std::size_t> numbers;
      std::size_t dropped;
    };
    std::vector<Place> places(places_for(options));
    const auto work = [&](const RangeRows& rows) {
      CHECK(rows.thread < threads_for(options));
      Place& place = places[rows.place];
      place = {texts_of(rows.table), {}, rows.table.rows_dropped()};
      for (std::size_t row = 0; row < rows.table.rows(); ++row) {
        place.numbers.push_back(rows.rows_before + rows.table.row_number(row));
        if (place.numbers.back() == refused) throw DataError("refused");
      }
    };
    const auto finish = [&](std::size_t place) {
      const Place& from = places[place];
      texts.insert(texts.end(), from.texts.begin(), from.texts.end());
      numbers.insert(numbers.end(), from.numbers.begin(), from.numbers.end());
      dropped += from.dropped;
    };
    RangeParts parts = RangeParts::open(options, &stream.like, {range, 1}).value();
    finished = work_on_ranges(parts, options, {work, finish});
  }
};

}  // namespace

TEST_CASE("the parts of a stream are the rows of the whole file, in order") {
  for (const MissingMode missing : {MissingMode::kMean, MissingMode::kDrop}) {
    const Stream stream(many_rows(), missing);
    const Table all = read_in_order(stream.options(), &stream.like);
    const std::vector<std::string> expected = texts_of(all);
    CHECK(expected.size() == (missing == MissingMode::kMean ? 5000U : 4195U));
    for (const std::size_t most : {1U, 1000U, 1024U, 1025U, 3000U, 100'000U}) {
      CAPTURE(most);
      std::vector<std::string> found;
      std::size_t dropped = 0;
      for (const Table& part : stream.parts(most)) {
        const std::vector<std::string> texts = texts_of(part);
        found.insert(found.end(), texts.begin(), texts.end());
        dropped += part.rows_dropped();
        CHECK(part.rows() < most + OrderedRows::kBatch);
      }
      CHECK((found == expected));
      CHECK(dropped == all.rows_dropped());
    }
  }
}

TEST_CASE("each part has the levels of its own rows, with their lines in the file") {
  const std::vector<Table> parts = Stream(many_rows()).parts(OrderedRows::kBatch);
  REQUIRE(parts.size() == 5);
  const auto colours = [](const Table& part) {
    std::vector<std::string> levels = part.features[1].levels;
    std::sort(levels.begin(), levels.end());
    return levels;
  };
  CHECK(colours(parts[0]) == std::vector<std::string>{"c0", "c1", "c2"});
  CHECK(colours(parts[4]).size() == 7);
  // Row 1024 is the first one with c1. Before it are the header and 1024 rows, 103 of them over two lines.
  CHECK(parts[1].features[1].levels.front() == "c1");
  CHECK(parts[1].features[1].level_lines.front() == 1024 + 103 + 1 + 1);
}

TEST_CASE("errors of a stream name the line, however far it is") {
  CHECK(
      Stream(many_rows("x,c1,tall", 4000)).message().find("rows.csv:4402:3: column 'size': 'tall' is not") ==
      0);
  CHECK(Stream(many_rows("x,c1", 2050)).message().find("rows.csv:2257: ") == 0);
  CHECK(Stream(many_rows(), MissingMode::kError).message().find("rows.csv:8:") == 0);
  CHECK_THROWS_AS(Stream("a,b\n1,2\n").parts(10), LacksColumns);
}

TEST_CASE("a stream of a header line alone, or of rows that are all left out, has no rows") {
  CHECK(Stream("size,colour\n").parts(10).empty());
  CHECK(Stream("size,colour").parts(10).empty());
  CHECK(Stream("size,colour\n?,red\n2,?\n", MissingMode::kDrop).parts(10).empty());
}

TEST_CASE("ranges of a file have its rows in order, with their numbers, for any size and any threads") {
  for (const MissingMode missing : {MissingMode::kMean, MissingMode::kDrop}) {
    const Stream stream(many_rows(), missing);
    const Table all = read_in_order(stream.options(), &stream.like);
    std::vector<std::size_t> numbers;
    for (std::size_t row = 0; row < all.rows(); ++row) numbers.push_back(all.row_number(row));
    for (const std::size_t threads : {1U, 2U, 3U}) {
      for (const std::size_t range : {3U, 40U, 1000U, 1'000'000U}) {
        CAPTURE(threads, range);
        const InRanges found(stream, threads, range);
        CHECK(found.finished.are_all);
        CHECK(found.finished.rows == all.rows_read);
        CHECK((found.texts == texts_of(all)));
        CHECK((found.numbers == numbers));
        CHECK(found.dropped == all.rows_dropped());
      }
    }
  }
}

TEST_CASE("ranges end before the one that cannot be read or worked on") {
  for (const std::size_t threads : {1U, 3U}) {
    CAPTURE(threads);
    const InRanges unread(Stream(many_rows("x,c1,tall", 4000)), threads, 500);
    const InRanges refused(Stream(many_rows()), threads, 500, 4000);
    for (const InRanges& found : {unread, refused}) {
      CHECK_FALSE(found.finished.are_all);
      CHECK(found.finished.rows > 3900);
      CHECK(found.finished.rows < 4000);
      CHECK(found.texts.size() == found.finished.rows);
    }
  }
}

TEST_CASE("an error of what finishes a range ends the ranges") {
  const Stream stream(many_rows());
  ReadOptions options = stream.options();
  for (const std::size_t threads : {1U, 3U}) {
    options.threads = threads;
    std::size_t finished = 0;
    const RangeWork work = {[](const RangeRows&) {},
                            [&](std::size_t) {
                              if (++finished == 5) throw DataError::closed_pipe("standard output");
                            }};
    RangeParts parts = RangeParts::open(options, &stream.like, {500, 1}).value();
    CHECK_THROWS_AS(work_on_ranges(parts, options, work), DataError);
    CHECK(finished == 5);
  }
}
