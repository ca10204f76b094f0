#include "dataset/parallel_reader.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <vector>

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "base/workers.hpp"
#include "dataset/cell.hpp"
#include "dataset/csv_reader.hpp"
#include "dataset/number_line.hpp"
#include "dataset/open_table.hpp"
#include "dataset/range_lines.hpp"
#include "dataset/row_batch.hpp"
#include "dataset/row_plan.hpp"
#include "dataset/row_reader.hpp"
#include "dataset/table_builder.hpp"

namespace nntrain {
namespace {

/// The bytes begin .. end - 1 of a file.
struct Range {
  std::size_t begin;
  std::size_t end;
};

/// Reads the records that start in a range of a file, for one range after another.
class RangeReader {
 public:
  /// Keeps references to all four.
  RangeReader(const RangeFile& file, const RowPlan& plan, const MissingTexts& missing,
              const NumberLine& numbers);

  /// Reads a range that starts at the start of a record, after `skipped` other lines.
  void read_at(Range range, std::size_t skipped = 0);
  /// Reads a range that starts anywhere. The first line is taken for the start of a record. This is wrong if
  /// the line break before it is inside quotes.
  void read_behind(Range range);

  /// Whether an error occurred. The reason can be a start inside of a record.
  bool has_failed() const { return has_failed_; }

  /// The start of the first record, and the start of the first record after the range.
  std::size_t begin() const { return begin_; }
  std::size_t end() const;

  /// The result of the last range. Line numbers count from begin().
  const ColumnFindings& found() const { return found_; }
  RowBatch& rows() { return rows_; }
  const RangeLines& lines() const { return lines_; }

 private:
  void read_records(std::size_t skipped);

  const RowPlan& plan_;
  const MissingTexts& missing_;
  const NumberLine& numbers_;
  std::size_t size_;  // of the file
  RangeLines lines_;
  ColumnFindings found_;
  RowBatch rows_;
  std::size_t begin_ = 0;
  bool has_failed_ = false;
};

/// More threads would wait: one thread at a time joins ranges. Each range also needs memory.
constexpr std::size_t kMostThreads = 16;

/// Threads read ranges in file order and at most 2 * threads_ ranges ahead. The thread that completes the
/// first range that is not in the table yet appends this one and the complete ones after it.
class ParallelReader {
 public:
  ParallelReader(const RangeFile& file, const ReadOptions& options, const MissingTexts& missing,
                 TablePlan& open, const RangeSizes& sizes)
      : file_(file),
        options_(options),
        open_(open),
        range_(sizes.range),
        count_((file.size() + sizes.range - 1) / sizes.range),
        threads_(std::min({threads_asked(options.threads), kMostThreads, count_})),
        numbers_(open.plan, missing),
        builder_(open.plan, open.table),
        is_read_(2 * threads_) {
    for (std::size_t i = 0; i < is_read_.size(); ++i) {
      readers_.emplace_back(file, open.plan, missing, numbers_);
    }
    if (options.sha256) hash_.emplace();
  }

  /// False if one reader must read the file in order.
  bool read() {
    Workers workers(threads_);
    workers.run(count_, [this](std::size_t number, std::size_t) { read_one(number); });
    if (has_failed_ || next_ < file_.size() || !file_.has_kept_its_size()) return false;
    builder_.finish();
    if (hash_) open_.table.sha256 = hash_->hex();
    return true;
  }

 private:
  Range range(std::size_t number) const {
    return {number * range_, std::min((number + 1) * range_, file_.size())};
  }
  std::size_t place(std::size_t number) const { return number % is_read_.size(); }

  void read_one(std::size_t number) {
    {
      std::unique_lock lock(mutex_);
      is_joined_.wait(lock, [&] { return has_failed_ || number < joined_ + is_read_.size(); });
      if (has_failed_) return;
    }
    RangeReader& reader = readers_[place(number)];
    if (number == 0) {
      reader.read_at(range(0), open_.lines);
    } else {
      reader.read_behind(range(number));
    }
    std::unique_lock lock(mutex_);
    is_read_[place(number)] = true;
    if (is_joining_) return;
    is_joining_ = true;
    while (!has_failed_ && is_read_[place(joined_)]) {
      lock.unlock();
      const bool is_in_order = join(readers_[place(joined_)], range(joined_));
      lock.lock();
      is_read_[place(joined_)] = false;
      ++joined_;
      if (!is_in_order) has_failed_ = true;
      is_joined_.notify_all();
    }
    is_joining_ = false;
  }

  /// Appends the next range to the table. One thread at a time calls it. False on failure.
  bool join(RangeReader& reader, Range range) {
    if (next_ >= range.end) return true;  // an earlier record covers the whole range
    // A line break inside of quotes looks like the end of a record.
    if (reader.begin() != next_) reader.read_at({next_, range.end});
    if (reader.has_failed()) return false;
    try {
      if (hash_) hash_->update(reader.lines().text_from(next_));
      if (!builder_.join(reader.found(), reader.rows(), lines_)) return false;
    } catch (const std::exception&) {
      return false;
    }
    next_ = reader.end();
    lines_ += reader.lines().line();
    if (options_.progress) options_.progress({next_, file_.size(), open_.table.rows_read});
    return true;
  }

  const RangeFile& file_;
  const ReadOptions& options_;
  TablePlan& open_;
  std::size_t range_;
  std::size_t count_;
  std::size_t threads_;
  NumberLine numbers_;
  TableBuilder builder_;
  std::optional<Sha256> hash_;
  std::size_t next_ = 0;   // the start in the file of the next record to append
  std::size_t lines_ = 0;  // before next_
  std::deque<RangeReader> readers_;

  std::mutex mutex_;  // guards the members below
  std::condition_variable is_joined_;
  std::vector<bool> is_read_;  // per reader
  std::size_t joined_ = 0;     // number of ranges
  bool is_joining_ = false;
  bool has_failed_ = false;
};

/// Reads the first lines; nullopt if they are too long for one chunk or have an error.
std::optional<TablePlan> open_first_lines(const ReadOptions& options, const MissingTexts& missing,
                                          const Table* first) {
  try {
    LineReader lines(options.path, false, Extent::kOpening);
    TablePlan open = open_table(lines, options, missing, first);
    if (lines.has_met_end()) return {};
    return open;
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

std::optional<Table> read_in_ranges(const ReadOptions& options, const Table* first, const RangeSizes& sizes) {
  const std::optional<RangeFile> file = RangeFile::open(options.path);
  if (!file || file->size() < sizes.smallest || file->size() == 0) return {};
  const MissingTexts missing(options.na);
  std::optional<TablePlan> open = open_first_lines(options, missing, first);
  if (!open) return {};
  if (!ParallelReader(*file, options, missing, *open, sizes).read()) return {};
  return std::move(open->table);
}

RangeReader::RangeReader(const RangeFile& file, const RowPlan& plan, const MissingTexts& missing,
                         const NumberLine& numbers)
    : plan_(plan),
      missing_(missing),
      numbers_(numbers),
      size_(file.size()),
      lines_(file),
      found_(plan),
      rows_(found_.columns.size(), plan.copied.size()) {}

void RangeReader::read_at(Range range, std::size_t skipped) {
  begin_ = range.begin;
  has_failed_ = false;
  try {
    lines_.begin_at(range.begin, range.end);
    read_records(skipped);
  } catch (const std::exception&) {
    has_failed_ = true;
  }
}

void RangeReader::read_behind(Range range) {
  has_failed_ = false;
  try {
    lines_.begin_behind(range.begin, range.end);
    begin_ = lines_.offset();
    read_records(0);
  } catch (const std::exception&) {
    has_failed_ = true;
  }
}

void RangeReader::read_records(std::size_t skipped) {
  found_ = ColumnFindings(plan_);
  rows_.clear();
  for (std::size_t line = 0; line < skipped; ++line) lines_.go_on();
  CsvReader records(lines_, plan_.delimiter, plan_.comment, plan_.numbers);
  RowReader reader(plan_, missing_, found_, rows_);
  Record record;
  while (true) {
    while (reader.is_of_numbers() && !lines_.is_over()) {
      const char* const end = numbers_.read(lines_.rest(), rows_.next(), reader.texts());
      if (end == nullptr || !reader.add_numbers(lines_.line() + 1)) break;
      lines_.skip_line(end);
    }
    if (!records.next(record)) return;
    reader.add(records, record);
  }
}

std::size_t RangeReader::end() const {
  return std::min(lines_.offset(), size_);
}

}  // namespace nntrain
