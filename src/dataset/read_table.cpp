#include "dataset/read_table.hpp"

#include <new>
#include <optional>
#include <utility>

#include "base/file_pattern.hpp"
#include "base/input.hpp"
#include "dataset/ordered_reader.hpp"
#include "dataset/parallel_reader.hpp"
#include "dataset/shared_reader.hpp"

namespace nntrain {
namespace {

void check_options(const ReadOptions& options) {
  if (!options.columns.empty() && options.header == HeaderMode::kYes) {
    throw UsageError("--columns is for a file without a header line, and --header yes says that there is one",
                     "leave one of them out");
  }
}

/// Reads on all threads; nullopt if one thread is to read, also where it needs less memory.
std::optional<Table> read_on_threads(const ReadOptions& options, const Table* first) {
  try {
    return read_in_ranges(options, first);
  } catch (const std::bad_alloc&) {
    return {};
  }
}

/// Reads a part of it on each rank; nullopt, on all of them, if each is to read all of it.
std::optional<Table> read_on_ranks(const ReadOptions& options, const Table* first) {
  if (options.ranks == nullptr || !options.ranks->are_many()) return {};
  constexpr RangeSizes kSmall{std::size_t{1} << 12, 1};
  return read_shared(options, first, options.small_parts ? kSmall : RangeSizes());
}

/// Reads a table. It has the columns of `first`, unless that is null.
Table read(const ReadOptions& options, const Table* first) {
  try {
    std::optional<Table> table = read_on_ranks(options, first);
    if (!table) table = read_on_threads(options, first);
    return table ? *std::move(table) : read_in_order(options, first);
  } catch (const LacksColumns&) {
    throw;
  } catch (const FileError&) {
    throw;
  } catch (const DataError& error) {
    if (files_if_any(options.path).size() < 2) throw;
    throw DataError(error.what(), error.remedy().of_each_file());
  }
}

}  // namespace

Table read_table(const ReadOptions& options) {
  check_options(options);
  return read(options, nullptr);
}

ReadOptions options_like(const ReadOptions& options, const Table& first, const std::string& path) {
  check_options(options);
  ReadOptions like = options;
  like.path = path;
  like.features = first.features_list();
  like.features_of.clear();
  like.drop.clear();
  like.target = first.target_item;
  like.categorical.clear();
  like.weights_column = first.weights_item;
  if (!first.is_model) like.keep = first.kept_list();
  for (const PlaceColumn& one : kPlaceColumns) (like.*one.asked).clear();
  like.task = first.task;
  return like;
}

Table read_table_like(const ReadOptions& options, const Table& first, const std::string& path) {
  return read(options_like(options, first, path), &first);
}

}  // namespace nntrain
