#include "report/write_predictions.hpp"

#include <algorithm>
#include <exception>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "report/predictions.hpp"

namespace nntrain {
namespace {

/// The rows of a file whose lines go to rank 0 at a time.
constexpr std::size_t kRowsAtATime = std::size_t{1} << 15;

/// The lines of all ranks in file order: of the rows of some numbers at a time.
class SharedLines {
 public:
  SharedLines(const RunResult& result, Ranks& ranks) : ranks_(ranks), lines_(result) {
    std::vector<std::size_t> last_rows;  // of each table, here
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const auto [table, row] = lines_.row_of(i);
      last_rows.resize(std::max(last_rows.size(), table + 1));
      last_rows[table] = row;
    }
    const std::size_t tables = ranks.most(last_rows.size());
    last_rows.resize(tables);
    for (const std::size_t row : last_rows) last_rows_.push_back(ranks.most(row));
  }

  bool is_over() const { return table_ == last_rows_.size(); }
  /// The next lines; on rank 0 alone. All ranks call it together until it is over.
  std::string next() {
    std::string csv;
    const std::pair end(table_, first_row_ + kRowsAtATime);
    std::vector<std::size_t> places;  // the row and the size of each line
    for (; next_ < lines_.size() && lines_.row_of(next_) < end; ++next_) {
      const std::size_t before = csv.size();
      lines_.append(csv, next_);
      places.push_back(lines_.row_of(next_).second);
      places.push_back(csv.size() - before);
    }
    first_row_ += kRowsAtATime;
    if (first_row_ > last_rows_[table_]) {
      ++table_;
      first_row_ = 0;
    }
    return joined(given_to_first(std::as_bytes(std::span<const std::size_t>(places))),
                  given_to_first(std::as_bytes(std::span<const char>(csv))));
  }

 private:
  std::vector<Ranks::Bytes> given_to_first(std::span<const std::byte> bytes) {
    std::vector<Ranks::Bytes> to(ranks_.size());
    to.front().assign(bytes.begin(), bytes.end());
    return ranks_.exchange(std::move(to));
  }

  static std::string joined(const std::vector<Ranks::Bytes>& places, const std::vector<Ranks::Bytes>& texts) {
    std::vector<std::pair<std::size_t, std::string_view>> lines;  // with their rows
    std::size_t size = 0;
    for (std::size_t rank = 0; rank < texts.size(); ++rank) {
      std::string_view text(reinterpret_cast<const char*>(texts[rank].data()), texts[rank].size());
      size += text.size();
      const std::vector<std::size_t> of_rank = values_in<std::size_t>(places[rank]);
      for (std::size_t i = 0; i < of_rank.size(); i += 2) {
        lines.emplace_back(of_rank[i], text.substr(0, of_rank[i + 1]));
        text.remove_prefix(of_rank[i + 1]);
      }
    }
    // ties: none, a row is in one split
    std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string csv;
    csv.reserve(size);
    for (const auto& line : lines) csv += line.second;
    return csv;
  }

  Ranks& ranks_;
  RunLines lines_;
  std::size_t next_ = 0;                // line of this rank
  std::vector<std::size_t> last_rows_;  // of each table
  std::size_t table_ = 0;               // of the next lines
  std::size_t first_row_ = 0;
};

}  // namespace

std::string write_predictions(const RunResult& result, const std::string& path, bool is_finished) {
  const RowShare share = result.train().split.samples.row_share();
  if (!share.is_shared()) return write_result(path, predictions_csv(result), is_finished);
  SharedLines lines(result, *share.ranks);
  std::string written;
  std::exception_ptr error;
  const auto write = [&](WholeFile& file) {
    file.append(prediction_header(result.model, result.table.kept).line);
    while (!lines.is_over()) file.append(lines.next());
  };
  try {
    if (share.ranks->is_first()) written = write_result(path, write, is_finished);
  } catch (...) {
    error = std::current_exception();
  }
  while (!lines.is_over()) lines.next();  // which others wait for
  const bool failed = share.ranks->any(error != nullptr);
  if (error) std::rethrow_exception(error);
  if (failed) throw DataError(fmt::format("the first rank cannot write {}", shown_path(path)));
  return written;
}

}  // namespace nntrain
