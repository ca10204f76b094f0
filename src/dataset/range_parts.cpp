#include "dataset/range_parts.hpp"

#include <algorithm>
#include <exception>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/file_pattern.hpp"
#include "csv/line_reader.hpp"

namespace nntrain {

RangeParts::RangeParts(const ReadOptions& options, const RangeSizes& sizes)
    : missing_(options.na), range_(sizes.range) {}

std::optional<RangeParts> RangeParts::open(const ReadOptions& options, const Table* first,
                                           const RangeSizes& sizes) {
  RangeParts parts(options, sizes);
  const std::vector<std::string> files = files_named_by(options.path);
  std::size_t sum = 0;
  for (const std::string& path : files) {
    const std::optional<RangeFile> file = RangeFile::open(path);
    if (!file || file->size() == 0) return {};
    parts.sizes_.push_back(file->size());
    sum += file->size();
  }
  if (sum < sizes.smallest || !parts.read_first_lines(options, first, files)) return {};
  return parts;
}

/// Small files beside others are read whole. False if the first lines of one are too long for a chunk, or
/// have an error.
bool RangeParts::read_first_lines(const ReadOptions& options, const Table* first,
                                  const std::vector<std::string>& files) {
  try {
    for (std::size_t i = 0; i < files.size(); ++i) {
      ReadOptions own = options;
      own.path = files[i];
      const bool is_whole = files.size() > 1 && sizes_[i] <= ByteSource::kChunk;
      LineReader lines(own.path, false, is_whole ? Extent::kWhole : Extent::kOpening);
      const RowPlan plan = first_ ? open_part(lines, own, missing_, first_->plan, first_->table)
                                  : first_.emplace(open_table(lines, own, missing_, first)).plan;
      if (!is_whole && lines.has_met_end()) return false;
      const std::size_t before = parts_.empty() ? 0 : parts_.back().end_range;
      parts_.push_back({sizes_[i], before, before + (sizes_[i] + range_ - 1) / range_, plan,
                        NumberLine(plan, missing_), nullptr});
    }
  } catch (const Error&) {
    return false;
  }
  first_->table.path = options.path;
  return true;
}

std::size_t RangeParts::bytes() const {
  return std::accumulate(sizes_.begin(), sizes_.end(), std::size_t{0});
}

std::vector<std::string> RangeParts::paths() const {
  std::vector<std::string> paths;
  for (const PartToRead& part : parts_) paths.push_back(part.plan.path);
  return paths;
}

PartToRead& RangeParts::part_of(std::size_t range) {
  return *std::partition_point(parts_.begin(), parts_.end(),
                               [&](const PartToRead& part) { return part.end_range <= range; });
}

Range RangeParts::bytes_of(const PartToRead& part, std::size_t range) const {
  const std::size_t before = range - part.first_range;
  return {before * range_, std::min((before + 1) * range_, part.size)};
}

bool open_again(PartToRead& part) {
  if (part.file) return true;
  try {
    std::optional<RangeFile> file = RangeFile::open(part.plan.path);
    if (file && file->size() == part.size) part.file = std::make_shared<const RangeFile>(*std::move(file));
  } catch (const std::exception&) {
    return false;
  }
  return part.file != nullptr;
}

}  // namespace nntrain
