#include "dataset/shared_reader.hpp"

#include <cstddef>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "dataset/file_hashes.hpp"
#include "dataset/parallel_reader.hpp"
#include "dataset/share_table.hpp"

namespace nntrain {
namespace {

/// How far a rank came.
struct Reached {
  bool has_begun = false;  ///< whether it knows or guesses where its first record begins
  bool has_failed = false;
  std::size_t begin = 0;  ///< as ParallelReader has it
  std::size_t end = 0;
};

ReadOptions without_hashes(ReadOptions options) {
  options.sha256 = false;
  return options;
}

class SharedReader {
 public:
  SharedReader(const ReadOptions& options, const Table* first, const RangeSizes& sizes)
      : options_(without_hashes(options)),
        with_hashes_(options.sha256),
        first_(first),
        sizes_(sizes),
        ranks_(*options.ranks) {}

  std::optional<Table> read() {
    if (ranks_.any(!open()) || !is_same_on_all()) return {};
    FileHashes hashes(ranks_, with_hashes_ ? parts_->paths() : std::vector<std::string>());
    read_own({});
    if (!agree_on_begins()) return {};
    TablePlan& open = parts_->first();
    Table& table = open.table;
    if (!share_table(ranks_, open, reader_->lines(), reader_->builder().found())) return {};
    if (with_hashes_ && !hashes.tell(table.parts)) return {};
    reader_->builder().finish();
    if (with_hashes_) table.join_hashes();
    reader_.reset();
    return std::move(table);
  }

 private:
  /// The ranges of a rank.
  struct Turn {
    RangeSpan span;
    bool begins_file;
  };

  bool open() {
    reader_.reset();
    try {
      parts_ = RangeParts::open(options_, first_, sizes_);
    } catch (const std::exception&) {
      parts_.reset();
    }
    return parts_.has_value();
  }

  /// Deals the ranges. False if a file has grown meanwhile.
  bool is_same_on_all() {
    bytes_ = parts_->bytes();
    const std::size_t ranges = parts_->ranges();
    for (std::size_t rank = 0; rank < ranks_.size(); ++rank) {
      const RangeSpan span{ranges * rank / ranks_.size(), ranges * (rank + 1) / ranks_.size()};
      turns_.push_back({span, span.size() > 0 && parts_->begins_file(span.begin)});
    }
    return !ranks_.any(ranks_.of_first(bytes_) != bytes_);
  }

  void read_own(std::optional<std::size_t> begin) {
    reached_ = {};
    try {
      reader_.emplace(*parts_, options_, turns_[ranks_.rank()].span);
      reached_.has_failed = !reader_->read(begin);
      reached_.has_begun = reader_->begin().has_value();
      reached_.begin = reader_->begin().value_or(0);
      reached_.end = reader_->end();
    } catch (const std::exception&) {
      reached_ = {begin.has_value(), true, begin.value_or(0), 0};
    }
  }

  /// The same once more, from `begin` on.
  void read_own_again(std::size_t begin) {
    reached_ = {true, true, begin, 0};
    if (open() && parts_->bytes() == bytes_) read_own(begin);
  }

  /// Sees to it that each rank begins where the one before it ends. False if a rank cannot read its ranges.
  bool agree_on_begins() {
    while (true) {
      const std::vector<Reached> all = ranks_.gather_one(reached_);
      std::size_t begin = 0;
      std::size_t rank = 0;
      for (; rank < all.size(); ++rank) {
        if (turns_[rank].span.size() == 0) continue;
        if (turns_[rank].begins_file) begin = 0;
        if (!all[rank].has_begun || all[rank].begin != begin) break;
        if (all[rank].has_failed) return false;
        begin = all[rank].end;
      }
      if (rank == all.size()) return true;
      if (rank == ranks_.rank()) read_own_again(begin);
    }
  }

  ReadOptions options_;
  bool with_hashes_;
  const Table* first_;
  RangeSizes sizes_;
  Ranks& ranks_;
  std::size_t bytes_ = 0;    // of all files
  std::vector<Turn> turns_;  // of all ranks
  std::optional<RangeParts> parts_;
  std::optional<ParallelReader> reader_;
  Reached reached_;
};

}  // namespace

std::optional<Table> read_shared(const ReadOptions& options, const Table* first, const RangeSizes& sizes) {
  if (options.path == "-") return {};
  return SharedReader(options, first, sizes).read();
}

}  // namespace nntrain
