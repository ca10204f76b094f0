#include "app/rows_on_ranks.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "app/presets.hpp"
#include "base/error.hpp"
#include "base/file_pattern.hpp"
#include "base/limits.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

/// A file of fewer bytes is read by each rank: that takes no second.
constexpr std::uintmax_t kFewBytes = std::uintmax_t{32} << 20;

/// How ranks read --data.
enum class RanksRead { kRows, kWhole };
constexpr auto words(RanksRead) {
  return std::to_array<Word<RanksRead>>({{"rows", RanksRead::kRows}, {"whole", RanksRead::kWhole}});
}

/// What NNTRAIN_RANKS says, if it is set.
std::optional<RanksRead> asked_way() {
  const char* const text = std::getenv("NNTRAIN_RANKS");
  if (text == nullptr || *text == '\0') return {};
  const std::optional<RanksRead> way = value_called<RanksRead>(text);
  if (!way) {
    throw UsageError(fmt::format("NNTRAIN_RANKS is '{}', and not rows or whole", printable(text)),
                     "unset NNTRAIN_RANKS");
  }
  return way;
}

/// The bytes of all files of --data; none if one is no regular file.
std::optional<std::uintmax_t> bytes_of(const std::string& path) {
  std::uintmax_t bytes = 0;
  for (const std::string& file : files_if_any(path)) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed)) return {};
    bytes += std::filesystem::file_size(file, failed);
    if (failed) return {};
  }
  return bytes;
}

/// Whether one run is made, of networks that are all trained and measured on the same rows.
bool has_same_rows(const TrainOptions& options) {
  return !options.is_many() && options.bag == 0 && !options.refit && !options.calibrate &&
         !options.threshold.is_found();
}

/// Whether ranks could have networks of their own, on all rows each.
bool can_deal(const TrainOptions& options) {
  return options.ensemble > 1 || options.restarts > 1;
}

/// Whether the memory of a rank has room for about the numbers of files of so many bytes: a number of 8 bytes
/// has about 6 in a file, and a table needs more than its numbers.
bool fits_one_rank(std::uintmax_t bytes) {
  return 2 * static_cast<double>(bytes) < memory_limit().bytes - used_memory();
}

/// Whether no rows are shown, or found by their texts.
bool needs_no_other_rows(const TrainOptions& options) {
  const Outputs& outputs = options.outputs;
  const bool shows = !outputs.plot.request.path.empty() || !outputs.plot.film.path.empty() ||
                     !outputs.report.empty() || outputs.trace > 0;
  const bool places = !options.read.group.empty() || !options.read.fold_column.empty() ||
                      (options.preset_waits && !options.read.hash_column.empty());
  return !shows && !places && !options.check_gradients;
}

}  // namespace

void share_rows(const TrainRequest& request, ReadOptions& read) {
  Ranks& ranks = Ranks::all();
  const std::optional<RanksRead> way = ranks.of_first(asked_way());
  if (!ranks.are_many() || way == RanksRead::kWhole) return;
  const std::vector<TrainOptions> possible = possible_options(request.options);
  const bool can_share = std::all_of(possible.begin(), possible.end(), [](const TrainOptions& one) {
    return has_same_rows(one) && needs_no_other_rows(one);
  });
  const bool deals = std::any_of(possible.begin(), possible.end(), can_deal);
  const std::string& path = request.options.read.path;
  const std::optional<std::uintmax_t> bytes = path == "-" ? std::nullopt : bytes_of(path);
  read.small_parts = way == RanksRead::kRows;
  const bool fits_all = !ranks.any(bytes && !fits_one_rank(*bytes));
  const bool is_large = bytes && (read.small_parts || (deals ? !fits_all : *bytes >= kFewBytes));
  if (!ranks.any(!can_share || !is_large)) read.ranks = &ranks;
}

}  // namespace nntrain
