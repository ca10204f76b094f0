#include "sweep/grid.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "sweep/axis_flag.hpp"

namespace nntrain {
namespace {

constexpr std::uint64_t kUncounted = std::numeric_limits<std::uint64_t>::max();

std::uint64_t size_of_axes(const std::vector<SweepAxis>& axes, std::uint64_t before) {
  std::uint64_t size = before;
  for (const SweepAxis& axis : axes)
    size = size > kUncounted / axis.values.size() ? kUncounted : size * axis.values.size();
  return size;
}

/// Sets values[i] to the one of axes[i] in combination `index`, the last axis fastest. Returns what is left
/// of it.
std::uint64_t pick_values(const std::vector<SweepAxis>& axes, std::uint64_t index,
                          std::vector<FlagLine>& lines) {
  for (std::size_t i = axes.size(); i-- > 0;) {
    const std::vector<std::string>& values = axes[i].values;
    lines.push_back({axes[i].flag, values[index % values.size()]});
    index /= values.size();
  }
  std::reverse(lines.end() - static_cast<std::ptrdiff_t>(axes.size()), lines.end());
  return index;
}

/// Throws UsageError for a block that has the flags and axes of an earlier one.
void refuse_equal_blocks(const std::vector<SweepBlock>& blocks) {
  std::set<std::vector<std::string>> known;
  for (const SweepBlock& block : blocks) {
    std::vector<std::string> texts;
    std::vector<std::string> flags;
    for (const FlagLine& line : block.flags) flags.push_back(line.flag + "=" + line.value);
    for (const SweepAxis& axis : block.axes)
      texts.push_back(axis.flag + "=" + join(axis.values, ";", std::string::npos));
    texts.insert(texts.begin(), flags.begin(), flags.end());
    if (!known.insert(texts).second) {
      throw UsageError(
          fmt::format("--block '{}' is there twice, with the same axes", printable(join(flags, " "))),
          "leave one of them out");
    }
  }
}

/// Which part of the command line sets a flag, so that another part may not.
class Claims {
 public:
  explicit Claims(const std::map<std::string, std::string>& taken) : shared_(taken) {}

  void begin_block() { own_.clear(); }
  /// Throws UsageError if the runs of `where` have the flag already.
  void claim(const std::string& flag, const std::string& where, bool is_shared) {
    for (const auto* const claims : {&shared_, &own_}) {
      const auto other = claims->find(flag);
      if (other == claims->end()) continue;
      throw UsageError(
          fmt::format("{} and {} both set --{}: a run has one value", where, other->second, flag),
          "leave one of them out");
    }
    (is_shared ? shared_ : own_).emplace(flag, where);
  }

 private:
  std::map<std::string, std::string> shared_;
  std::map<std::string, std::string> own_;
};

}  // namespace

std::uint64_t SweepGrid::size() const {
  const std::uint64_t each = size_of_axes(shared, 1);
  std::uint64_t size = 0;
  for (const SweepBlock& block : blocks) {
    const std::uint64_t more = size_of_axes(block.axes, each);
    size = size > kUncounted - more ? kUncounted : size + more;
  }
  return size;
}

std::vector<FlagLine> SweepGrid::combination(std::uint64_t index) const {
  const std::uint64_t each = size_of_axes(shared, 1);
  auto block = blocks.begin();
  for (; index >= size_of_axes(block->axes, each); ++block) index -= size_of_axes(block->axes, each);
  std::vector<FlagLine> own;
  const std::uint64_t left = pick_values(block->axes, index, own);
  std::vector<FlagLine> lines;
  pick_values(shared, left, lines);
  lines.insert(lines.end(), block->flags.begin(), block->flags.end());
  lines.insert(lines.end(), own.begin(), own.end());
  return lines;
}

SweepBlock parse_block(const std::string& text, const FlagTable& flags) {
  const std::string where = fmt::format("--block '{}'", printable(text));
  const std::string example = "for example:  --block 'optimizer=gd learning-rate=0.1'";
  SweepBlock block;
  std::set<std::string> names;
  for (const std::string& word : parts_outside_quotes(text, " \t", where)) {
    if (word.empty()) continue;
    const std::size_t equals = word.find('=');
    const bool has_value = equals != std::string::npos;
    const Flag& flag = flag_of_runs(word.substr(0, equals), flags, where);
    if (!has_value && !flag.is_switch())
      throw UsageError(fmt::format("{}: --{} needs a value ({})", where, flag.name, flag.value_name),
                       example);
    if (!names.insert(flag.name).second)
      throw UsageError(fmt::format("{}: --{} stands there twice", where, flag.name), "leave one of them out");
    block.flags.push_back(
        {flag.name, value_of_runs(has_value ? word.substr(equals + 1) : "true", flag, where)});
  }
  if (block.flags.empty()) throw UsageError(where + " names no flag", example);
  return block;
}

SweepGrid parse_grid(const std::vector<FlagLine>& lines, const FlagTable& flags,
                     const std::map<std::string, std::string>& taken) {
  SweepGrid grid;
  Claims claims(taken);
  for (const FlagLine& line : lines) {
    const std::string where = fmt::format("--{} '{}'", line.flag, printable(line.value));
    if (line.flag == "block") {
      grid.blocks.push_back(parse_block(line.value, flags));
      claims.begin_block();
      for (const FlagLine& one : grid.blocks.back().flags) claims.claim(one.flag, where, false);
      continue;
    }
    const bool is_shared = grid.blocks.empty();
    std::vector<SweepAxis>& axes = is_shared ? grid.shared : grid.blocks.back().axes;
    axes.push_back(parse_axis(line.value, flags));
    claims.claim(axes.back().flag, where, is_shared);
  }
  if (grid.blocks.empty()) grid.blocks.emplace_back();
  refuse_equal_blocks(grid.blocks);
  return grid;
}

std::vector<std::uint64_t> draw_combinations(std::uint64_t size, std::uint64_t count, std::uint64_t seed) {
  // The first `count` places of a shuffle of 0 .. size - 1. `moved` has the numbers that are not at their own
  // place.
  RandomStream random(seed, RandomPurpose::kSweep);
  std::map<std::uint64_t, std::uint64_t> moved;
  std::vector<std::uint64_t> drawn;
  for (std::uint64_t place = 0; place < std::min(size, count); ++place) {
    const std::uint64_t from = place + random.below(size - place);
    const auto here = moved.find(place);
    const std::uint64_t displaced = here == moved.end() ? place : here->second;
    const auto there = moved.emplace(from, from).first;
    drawn.push_back(from == place ? displaced : there->second);
    there->second = displaced;
    moved.erase(place);
  }
  // ties: the numbers differ
  std::sort(drawn.begin(), drawn.end());
  return drawn;
}

}  // namespace nntrain
