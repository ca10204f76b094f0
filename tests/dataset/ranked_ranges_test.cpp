// Ranges of files that ranks read in turns: what comes out, and where it stops, is what one process gives.

#include "dataset/ranked_ranges.hpp"

#include <stdexcept>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/packer.hpp"
#include "base/random.hpp"
#include "dataset/read_table.hpp"
#include "dataset/reading.hpp"
#include "support/catch.hpp"
#include "support/thread_ranks.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

/// What came out of ranges: a line for each row, and how far they went.
struct Lines {
  std::string text;
  std::size_t rows = 0;
  bool are_all = false;

  friend bool operator==(const Lines&, const Lines&) = default;
};

std::string lines_of(const RangeRows& rows, std::size_t refused) {
  std::string lines;
  const Table& table = rows.table;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::size_t number = rows.rows_before + table.row_number(row);
    if (number == refused) throw DataError("refused");
    lines += std::to_string(number);
    for (std::size_t feature = 0; feature < table.features.size(); ++feature) {
      const Column& column = table.features[feature];
      const double cell = table.cells.at(row, feature);
      const bool is_level = column.is_text && cell == cell;
      lines += "|" + (is_level ? column.levels[static_cast<std::size_t>(cell)] : std::to_string(cell));
    }
    for (const KeptColumn& kept : table.kept) lines += "|" + std::string(kept.texts[row]);
    lines += "\n";
  }
  return lines;
}

/// Files that are read like one with the columns size, colour and y.
struct Files {
  Reading first{"size,colour,y\n1,red,a\n2,green,b\n", "first.csv"};
  ScratchFolder scratch;
  Table like;
  ReadOptions options;

  explicit Files(const std::vector<std::string>& texts) : like(first.table()) {
    first.options.missing = MissingMode::kDrop;
    for (std::size_t i = 0; i < texts.size(); ++i)
      scratch.file("rows-" + std::to_string(i) + ".csv", texts[i]);
    options = options_like(first.options, like, scratch.path("rows-*.csv"));
    options.features_only = true;
    options.keep = "note";
  }

  RangeParts parts(std::size_t range) const { return RangeParts::open(options, &like, {range, 1}).value(); }

  Lines plain(std::size_t range, std::size_t refused = 0) const {
    Lines lines;
    std::vector<std::string> places(places_for(options));
    RangeParts all = parts(range);
    const RangesFinished done =
        work_on_ranges(all, options,
                       {[&](const RangeRows& rows) { places[rows.place] = lines_of(rows, refused); },
                        [&](std::size_t place) { lines.text += places[place]; }});
    lines.rows = done.rows;
    lines.are_all = done.are_all;
    return lines;
  }

  /// What all ranks say, with the text that rank 0 has.
  Lines on_ranks(std::size_t ranks, std::size_t range, std::size_t refused = 0) const {
    std::vector<Lines> got(ranks);
    run_on_ranks(ranks, [&](Ranks& all) {
      std::optional<RangeParts> own = parts(range);
      if (!have_same_ranges(all, own)) throw std::logic_error("the ranges differ");
      Lines& lines = got[all.rank()];
      const RangesFinished done = work_on_ranges(
          all, *own, options,
          {[&](const RangeRows& rows) {
             Packer packer;
             packer(lines_of(rows, refused));
             return packer.take();
           },
           [&](const Ranks::Bytes& bytes) { lines.text += Unpacker(bytes).next<std::string>(); }});
      lines.rows = done.rows;
      lines.are_all = done.are_all;
    });
    for (std::size_t rank = 1; rank < ranks; ++rank) {
      CHECK(got[rank].text.empty());
      CHECK(got[rank].rows == got.front().rows);
      CHECK(got[rank].are_all == got.front().are_all);
    }
    return got.front();
  }

  void check(std::size_t range, std::size_t refused = 0) const {
    const Lines expected = plain(range, refused);
    for (const std::size_t ranks : {1U, 2U, 3U, 5U}) {
      const Lines got = on_ranks(ranks, range, refused);
      CHECK((got == expected));
      CHECK(got.rows == expected.rows);
    }
  }
};

/// Rows with texts, missing cells and, in `quoted` of ten, quotes with line breaks and commas.
std::string random_file(RandomStream& random, std::size_t rows, std::uint64_t quoted) {
  std::string text = "note,colour,size\n";
  for (std::size_t row = 0; row < rows; ++row) {
    text += random.next() % 10 < quoted ? "\"a,1\nb,c,2\n\"\"x\"\", 3\"" : "n" + std::to_string(row);
    text += random.next() % 2 == 0 ? ",red," : ",green,";
    text += (random.next() % 11 == 0 ? "?" : std::to_string(0.5 * static_cast<double>(row))) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("ranks that work on ranges in turns give the rows of one process in order") {
  RandomStream random(1, RandomPurpose::kStart, 0);
  for (const std::size_t threads : {1U, 2U}) {
    for (const std::uint64_t quoted : {0U, 3U, 10U}) {
      for (const std::size_t count : {1U, 3U}) {
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < count; ++i) texts.push_back(random_file(random, 300 + 41 * i, quoted));
        if (count > 1) texts.back().pop_back();  // without a line feed at its end
        Files files(texts);
        files.options.threads = threads;
        for (const std::size_t range : {16U, 100U, 700U, 4096U, 1U << 20U}) {
          CAPTURE(threads, quoted, count, range);
          files.check(range);
          CHECK(files.plain(range).are_all);
        }
      }
    }
  }
}

TEST_CASE("ranks stop before the range with an error, and all know how many rows were finished") {
  RandomStream random(2, RandomPurpose::kStart, 0);
  for (const std::size_t bad_row : {0U, 150U, 299U}) {
    std::string text = random_file(random, bad_row, 2) + "n,red,no number\n";
    text += random_file(random, 300 - bad_row, 2).substr(std::string("note,colour,size\n").size());
    const Files files({text});
    for (const std::size_t range : {100U, 700U}) files.check(range);
    CHECK_FALSE(files.plain(100).are_all);
  }
  const Files files({random_file(random, 300, 3)});
  for (const std::size_t refused : {1U, 170U, 300U}) {
    files.check(100, refused);
    CHECK_FALSE(files.plain(100, refused).are_all);
  }
}

TEST_CASE("what rank 0 cannot write is an error on all ranks") {
  RandomStream random(3, RandomPurpose::kStart, 0);
  const Files files({random_file(random, 300, 0)});
  std::vector<std::string> thrown(3);
  run_on_ranks(3, [&](Ranks& all) {
    RangeParts parts = files.parts(50);
    try {
      work_on_ranges(all, parts, files.options,
                     {[](const RangeRows&) { return Ranks::Bytes(9); },
                      [](const Ranks::Bytes&) { throw DataError("the disk is full"); }});
    } catch (const DataError& error) {
      thrown[all.rank()] = error.what();
    }
  });
  CHECK(thrown == std::vector<std::string>(3, "the disk is full"));
}
