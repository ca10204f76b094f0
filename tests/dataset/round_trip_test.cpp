#include <bit>
#include <cmath>
#include <random>

#include "base/numbers.hpp"
#include "csv/byte_source.hpp"
#include "dataset/reading.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

/// Writes tables of random doubles in many equivalent forms.
class Writer {
 public:
  explicit Writer(unsigned seed) : engine_(seed) {}

  std::size_t below(std::size_t bound) { return engine_() % bound; }
  bool coin() { return below(2) == 0; }

  double number() {
    switch (below(4)) {
      case 0:
        return static_cast<double>(below(1000));
      case 1:
        return -static_cast<double>(below(1000000)) / 1000;
      default:
        while (true) {
          const auto value = std::bit_cast<double>(engine_());
          if (std::isfinite(value)) return value;
        }
    }
  }

  std::string cell(const std::string& text) {
    switch (below(6)) {
      case 0:
        return "\"" + text + "\"";
      case 1:
        return " \"" + text + "\"  ";
      case 2:
        return "  " + text + " ";
      default:
        return text;
    }
  }

  std::string line_end() {
    const std::string end = crlf_ ? "\r\n" : "\n";
    return below(10) == 0 ? end + (coin() ? " " : "") + end : end;
  }

  /// A cell of a column that is not read.
  std::string noise() {
    const char* const kNoise[] = {"",      "x",  "\"a\nb\"", "\"a\r\nb\"", "\"say \"\"no\"\",;|\"",
                                  "1,5\"", "NA", "\"\t\""};
    return kNoise[below(5)];
  }

  std::string write(const std::vector<std::vector<double>>& rows, char delimiter) {
    crlf_ = coin();
    std::string text = coin() ? "\xEF\xBB\xBF" : "";
    for (std::size_t c = 0; c < rows[0].size(); ++c) text += cell("c" + std::to_string(c)) + delimiter;
    text += "\"a \"\"noise\"\"" + line_end() + "\"" + line_end();
    for (const std::vector<double>& row : rows) {
      for (const double value : row) text += cell(shortest(value)) + delimiter;
      text += noise() + line_end();
    }
    if (coin()) {
      while (text.back() == '\n' || text.back() == '\r' || text.back() == ' ') text.pop_back();
    }
    return text;
  }

 private:
  std::mt19937_64 engine_;
  bool crlf_ = false;
};

void check_equal(const Table& table, const std::vector<std::vector<double>>& rows) {
  REQUIRE(table.rows() == rows.size());
  std::size_t different = 0;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      const double value = c + 1 < rows[r].size() ? table.cells.at(r, c) : table.targets.at(r, 0);
      if (std::bit_cast<std::uint64_t>(value) != std::bit_cast<std::uint64_t>(rows[r][c])) ++different;
    }
  }
  CHECK(different == 0);
}

}  // namespace

TEST_CASE("random tables come back bit for bit, however they are written") {
  for (unsigned seed = 1; seed <= 150; ++seed) {
    INFO(seed);
    Writer writer(seed);
    const std::size_t columns = 2 + writer.below(6);
    // Some files are larger than a chunk of the source.
    std::vector<std::vector<double>> rows(seed % 30 == 0 ? 6000 : 1 + writer.below(40));
    for (std::vector<double>& row : rows) {
      for (std::size_t c = 0; c < columns; ++c) row.push_back(writer.number());
    }
    const char delimiter = std::string(",;\t|")[writer.below(4)];
    Reading reading(writer.write(rows, delimiter));
    reading.options.delimiter = std::string(1, delimiter);
    reading.options.header = HeaderMode::kYes;
    reading.options.task = Task::kRegress;
    reading.options.features = "c0..c" + std::to_string(columns - 2);
    reading.options.target = "c" + std::to_string(columns - 1);
    check_equal(reading.table(), rows);
  }
}

TEST_CASE("a file of any size around a chunk is read to its last row") {
  for (std::size_t size = ByteSource::kChunk - 6; size <= ByteSource::kChunk + 6; ++size) {
    std::string text = "a,y\n";
    while (text.size() + 20 < size) text += "1,2.5\n";
    text += std::string(size - text.size() - 4, ' ') + "7,8";
    for (const char* const end : {"", "\n", "\r\n"}) {
      Reading reading(text + end);
      reading.options.task = Task::kRegress;
      const Table table = reading.table();
      CHECK(table.cells.at(table.rows() - 1, 0) == 7);
      CHECK(table.targets.at(table.rows() - 1, 0) == 8);
    }
  }
}
