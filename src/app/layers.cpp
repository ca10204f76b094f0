#include "app/layers.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "app/contradictions.hpp"
#include "app/train_flags.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

/// The flag of `lines` that gives way in this contradiction to one that the user gave, and that one: also a
/// flag that needs one which gave way already, and a flag of a preset that needs any one which is not there.
std::pair<std::string, std::string> giving_way(const Contradiction& one, const std::vector<FlagLine>& lines,
                                               const TrainOptions& given,
                                               const std::vector<LeftOut>& left_out) {
  const auto is_there = [&](const std::string& flag) {
    return std::any_of(lines.begin(), lines.end(), [&](const FlagLine& line) { return line.flag == flag; });
  };
  const auto is_of_preset = [&](const std::string& flag) {  // its lines stand in no file
    return std::any_of(lines.begin(), lines.end(),
                       [&](const FlagLine& line) { return line.flag == flag && line.place.empty(); });
  };
  if (is_there(one.flag) && given.is_given(one.other)) return {one.flag, one.other};
  for (const LeftOut& gone : left_out) {
    if (one.verb == "needs" && gone.line.flag == one.other && is_there(one.flag))
      return {one.flag, gone.given};
  }
  if (one.verb == "needs" && is_of_preset(one.flag)) return {one.flag, one.other};
  // Without its optimizer it would be another recipe: an error is better than a surprise.
  const bool may_give_way = one.other != "optimizer" && one.verb == "contradicts";
  if (may_give_way && is_there(one.other) && given.is_given(one.flag)) return {one.other, one.flag};
  return {};
}

}  // namespace

TrainOptions with_given(TrainOptions options, const std::vector<FlagLine>& lines) {
  const FlagTable flags = train_flags(options);
  for (const FlagLine& line : lines) {
    set_flag(flags, line);
    options.given.insert(line.flag);
  }
  return options;
}

std::vector<LeftOut> lay_under(TrainOptions& options, const std::vector<FlagLine>& lines) {
  const TrainOptions given = options;
  const FlagTable flags = train_flags(options);
  std::vector<FlagLine> used;
  for (const FlagLine& line : lines) {
    if (!given.is_given(line.flag) || flags.find(line.flag)->repeatable) used.push_back(line);
  }
  std::vector<LeftOut> left_out;
  for (bool is_settled = false; !is_settled;) {
    options = given;
    for (const FlagLine& line : used) {
      set_flag(flags, line);
      if (!line.place.empty() && line.is_given) options.given.insert(line.flag);
    }
    is_settled = true;
    TrainOptions asked = options;  // as if a preset's lines were typed: they are flags that it names
    for (const FlagLine& line : used) {
      if (line.place.empty()) asked.given.insert(line.flag);
    }
    for (const Contradiction& one : contradictions()) {
      if (!one.is_there(asked)) continue;
      const auto [flag, winner] = giving_way(one, used, given, left_out);
      const auto line = std::find_if(used.begin(), used.end(),
                                     [&, name = flag](const FlagLine& each) { return each.flag == name; });
      if (line == used.end()) continue;
      left_out.push_back({*line, winner});
      used.erase(line);
      is_settled = false;
      break;
    }
  }
  return left_out;
}

void lay_with_places(TrainOptions& options, const std::vector<FlagLine>& lines, FlagPlaces& places) {
  const std::set<std::string> given = options.given;
  for (const LeftOut& one : lay_under(options, lines)) {
    options.warnings.push_back(fmt::format("{}: {} = {} does not count: --{} takes it back", one.line.place,
                                           one.line.flag, printable(one.line.value), one.given));
  }
  for (const FlagLine& line : lines) {
    if (line.is_given && given.count(line.flag) == 0 && options.is_given(line.flag)) add_place(places, line);
  }
}

void apply_config(TrainOptions& options, FlagPlaces& places) {
  std::vector<FlagLine> lines;
  {
    const FlagTable flags = train_flags(options);
    lines = read_config(flags);
  }
  lay_with_places(options, lines, places);
}

}  // namespace nntrain
