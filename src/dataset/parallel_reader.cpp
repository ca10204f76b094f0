#include "dataset/parallel_reader.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/file_pattern.hpp"
#include "base/resources.hpp"
#include "base/sha256.hpp"
#include "base/workers.hpp"
#include "csv/csv_reader.hpp"
#include "dataset/cell.hpp"
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

/// A file, and the numbers of its ranges.
struct PartToRead {
  std::size_t size;
  std::size_t first_range;
  std::size_t end_range;
  RowPlan plan;
  NumberLine numbers;
  std::shared_ptr<const RangeFile> file;  ///< while it is read
};

/// Reads the records that start in a range of a file, for one range after another.
class RangeReader {
 public:
  /// Keeps references to both. The slots are those of `plan`.
  RangeReader(const RowPlan& plan, const MissingTexts& missing);

  /// Reads a range that starts at the start of a record, after `skipped` other lines.
  void read_at(const PartToRead& part, Range range, std::size_t skipped = 0);
  /// Reads a range that starts anywhere. The first line is taken for the start of a record. This is wrong if
  /// the line break before it is inside quotes.
  void read_behind(const PartToRead& part, Range range);

  /// Whether an error occurred. The reason can be a start inside of a record.
  bool has_failed() const { return has_failed_; }

  /// The start of the first record, and the start of the first record after the range.
  std::size_t begin() const { return begin_; }
  std::size_t end() const;

  /// The result of the last range. Line numbers count from begin().
  const ColumnFindings& found() const { return found_; }
  RowBatch& rows() { return rows_; }
  const RangeLines& lines() const { return *lines_; }

 private:
  void open(const PartToRead& part);
  void read_records(std::size_t skipped);

  const RowPlan& plan_;
  const MissingTexts& missing_;
  const PartToRead* part_ = nullptr;
  std::shared_ptr<const RangeFile> file_;
  std::optional<RangeLines> lines_;
  ColumnFindings found_;
  RowBatch rows_;
  std::size_t begin_ = 0;
  bool has_failed_ = false;
};

/// More threads would wait: one thread at a time joins ranges. Each range also needs memory.
constexpr std::size_t kMostThreads = 16;
constexpr std::size_t kRangesPerCheck = 16;  // ranges

/// Threads read ranges in file order and at most 2 * threads_ ranges ahead. The thread that completes the
/// first range that is not in the table yet appends this one and the complete ones after it.
class ParallelReader {
 public:
  /// Keeps references to all but `sizes`. `open` is of the first file.
  ParallelReader(std::deque<PartToRead>& parts, const ReadOptions& options, const MissingTexts& missing,
                 TablePlan& open, const RangeSizes& sizes)
      : parts_(parts),
        options_(options),
        open_(open),
        range_(sizes.range),
        count_(parts.back().end_range),
        threads_(std::min({threads_asked(options.threads), kMostThreads, count_})),
        builder_(open.plan, open.table),
        is_read_(2 * threads_) {
    for (std::size_t i = 0; i < is_read_.size(); ++i) readers_.emplace_back(open.plan, missing);
    for (const PartToRead& part : parts) all_bytes_ += part.size;
  }

  /// False if one reader must read the files in order.
  bool read() {
    Workers workers(threads_);
    workers.run(count_, [this](std::size_t number, std::size_t) { read_one(number); });
    if (has_failed_) return false;
    builder_.finish();
    if (options_.sha256) open_.table.join_hashes();
    return true;
  }

 private:
  Range range(const PartToRead& part, std::size_t number) const {
    const std::size_t before = number - part.first_range;
    return {before * range_, std::min((before + 1) * range_, part.size)};
  }
  std::size_t place(std::size_t number) const { return number % is_read_.size(); }

  PartToRead& part_of(std::size_t number) {
    return *std::partition_point(parts_.begin(), parts_.end(),
                                 [&](const PartToRead& part) { return part.end_range <= number; });
  }

  /// Opens the file if it is not open yet. False if it cannot be opened, or is not what it was.
  static bool open(PartToRead& part) {
    if (part.file) return true;
    try {
      std::optional<RangeFile> file = RangeFile::open(part.plan.path);
      if (file && file->size() == part.size) part.file = std::make_shared<const RangeFile>(*std::move(file));
    } catch (const std::exception&) {
      return false;
    }
    return part.file != nullptr;
  }

  void read_one(std::size_t number) {
    PartToRead& part = part_of(number);
    {
      std::unique_lock lock(mutex_);
      is_joined_.wait(lock, [&] { return has_failed_ || number < joined_ + is_read_.size(); });
      if (!has_failed_ && !open(part)) {
        has_failed_ = true;
        is_joined_.notify_all();
      }
      if (has_failed_) return;
    }
    RangeReader& reader = readers_[place(number)];
    if (number == part.first_range) {
      reader.read_at(part, range(part, number), part.plan.lines);
    } else {
      reader.read_behind(part, range(part, number));
    }
    std::unique_lock lock(mutex_);
    is_read_[place(number)] = true;
    if (is_joining_) return;
    is_joining_ = true;
    while (!has_failed_ && is_read_[place(joined_)]) {
      lock.unlock();
      const bool is_in_order = join(joined_);
      lock.lock();
      is_read_[place(joined_)] = false;
      ++joined_;
      if (!is_in_order) has_failed_ = true;
      is_joined_.notify_all();
    }
    is_joining_ = false;
  }

  /// Appends the next range to the table. One thread at a time calls it. False on failure.
  bool join(std::size_t number) {
    try {
      return append(number);
    } catch (const std::exception&) {
      return false;
    }
  }

  bool append(std::size_t number) {
    PartToRead& part = part_of(number);
    if (number == part.first_range) {
      next_ = 0;
      open_.table.parts.push_back({part.plan.path, lines_});
      if (options_.sha256) hash_.emplace();
    }
    if (number % kRangesPerCheck == 0 && is_memory_short())
      return false;  // one reader will tell how far it came
    if (!append(readers_[place(number)], part, range(part, number))) return false;
    if (number + 1 < part.end_range) return true;
    if (next_ < part.size || !part.file->has_kept_its_size()) return false;
    part.file.reset();  // its readers close it
    bytes_before_ += part.size;
    if (hash_) open_.table.parts.back().sha256 = hash_->hex();
    return true;
  }

  bool append(RangeReader& reader, const PartToRead& part, Range range) {
    if (next_ >= range.end) return true;  // an earlier record covers the whole range
    // A line break inside of quotes looks like the end of a record.
    if (reader.begin() != next_) reader.read_at(part, {next_, range.end});
    if (reader.has_failed()) return false;
    if (hash_) hash_->update(reader.lines().text_from(next_));
    if (!builder_.join(reader.found(), reader.rows(), lines_)) return false;
    next_ = reader.end();
    lines_ += reader.lines().line();
    if (options_.progress) options_.progress({bytes_before_ + next_, all_bytes_, open_.table.rows_read});
    return true;
  }

  std::deque<PartToRead>& parts_;
  const ReadOptions& options_;
  TablePlan& open_;
  std::size_t range_;
  std::size_t count_;
  std::size_t threads_;
  TableBuilder builder_;
  std::optional<Sha256> hash_;    // of the file that is joined
  std::size_t next_ = 0;          // the start in that file of the next record to append
  std::size_t lines_ = 0;         // before next_, in all files
  std::size_t bytes_before_ = 0;  // in earlier files
  std::size_t all_bytes_ = 0;
  std::deque<RangeReader> readers_;

  std::mutex mutex_;  // guards the members below, and opens the files
  std::condition_variable is_joined_;
  std::vector<bool> is_read_;  // per reader
  std::size_t joined_ = 0;     // number of ranges
  bool is_joining_ = false;
  bool has_failed_ = false;
};

/// The sizes of the files; none if one of them is empty or no regular file, or if all together are too small.
std::vector<std::size_t> sizes_of(const std::vector<std::string>& files, std::size_t smallest) {
  std::vector<std::size_t> sizes;
  std::size_t sum = 0;
  for (const std::string& path : files) {
    const std::optional<RangeFile> file = RangeFile::open(path);
    if (!file || file->size() == 0) return {};
    sizes.push_back(file->size());
    sum += file->size();
  }
  return sum < smallest ? std::vector<std::size_t>() : sizes;
}

/// Reads the first lines of all files, and fills in `parts`; small files beside others are read whole.
/// nullopt if the first lines of one are too long for a chunk, or have an error.
std::optional<TablePlan> open_first_lines(const ReadOptions& options, const MissingTexts& missing,
                                          const Table* first, const std::vector<std::string>& files,
                                          const std::vector<std::size_t>& sizes, std::size_t range,
                                          std::deque<PartToRead>& parts) {
  std::optional<TablePlan> open;
  try {
    for (std::size_t i = 0; i < files.size(); ++i) {
      ReadOptions own = options;
      own.path = files[i];
      const bool is_whole = files.size() > 1 && sizes[i] <= ByteSource::kChunk;
      LineReader lines(own.path, false, is_whole ? Extent::kWhole : Extent::kOpening);
      const RowPlan plan = open ? open_part(lines, own, missing, open->plan, open->table)
                                : open.emplace(open_table(lines, own, missing, first)).plan;
      if (!is_whole && lines.has_met_end()) return {};
      const std::size_t before = parts.empty() ? 0 : parts.back().end_range;
      parts.push_back({sizes[i], before, before + (sizes[i] + range - 1) / range, plan,
                       NumberLine(plan, missing), nullptr});
    }
  } catch (const Error&) {
    return {};
  }
  open->table.path = options.path;
  return open;
}

}  // namespace

std::optional<Table> read_in_ranges(const ReadOptions& options, const Table* first, const RangeSizes& sizes) {
  const std::vector<std::string> files = files_named_by(options.path);
  const std::vector<std::size_t> bytes = sizes_of(files, sizes.smallest);
  if (bytes.empty()) return {};
  const MissingTexts missing(options.na);
  std::deque<PartToRead> parts;
  InputPlace input(options.path);
  std::optional<TablePlan> open = open_first_lines(options, missing, first, files, bytes, sizes.range, parts);
  if (!open) return {};
  input.go_back();
  if (!ParallelReader(parts, options, missing, *open, sizes).read()) return {};
  input.pass_over();
  return std::move(open->table);
}

RangeReader::RangeReader(const RowPlan& plan, const MissingTexts& missing)
    : plan_(plan), missing_(missing), found_(plan), rows_(found_.columns.size(), plan.copied.size()) {}

/// Keeps the file open, and its buffer, until a range of another one is read.
void RangeReader::open(const PartToRead& part) {
  if (part_ == &part) return;
  lines_.reset();
  part_ = &part;
  file_ = part.file;
  lines_.emplace(*file_);
}

void RangeReader::read_at(const PartToRead& part, Range range, std::size_t skipped) {
  begin_ = range.begin;
  has_failed_ = false;
  try {
    open(part);
    lines_->begin_at(range.begin, range.end);
    read_records(skipped);
  } catch (const std::exception&) {
    has_failed_ = true;
  }
}

void RangeReader::read_behind(const PartToRead& part, Range range) {
  has_failed_ = false;
  try {
    open(part);
    lines_->begin_behind(range.begin, range.end);
    begin_ = lines_->offset();
    read_records(0);
  } catch (const std::exception&) {
    has_failed_ = true;
  }
}

void RangeReader::read_records(std::size_t skipped) {
  found_ = ColumnFindings(plan_);
  rows_.clear();
  for (std::size_t line = 0; line < skipped; ++line) lines_->go_on();
  const RowPlan& plan = part_->plan;
  CsvReader records(*lines_, plan.delimiter, plan.comment, plan.numbers);
  RowReader reader(plan, missing_, found_, rows_);
  Record record;
  while (true) {
    while (reader.is_of_numbers() && !lines_->is_over()) {
      const char* const end = part_->numbers.read(lines_->rest(), rows_.next(), reader.texts());
      if (end == nullptr || !reader.add_numbers(lines_->line() + 1)) break;
      lines_->skip_line(end);
    }
    if (!records.next(record)) return;
    reader.add(records, record);
  }
}

std::size_t RangeReader::end() const {
  return std::min(lines_->offset(), part_->size);
}

}  // namespace nntrain
