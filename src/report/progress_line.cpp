#include "report/progress_line.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/quote.hpp"

namespace nntrain {
namespace {

/// The validation rows, if there are any, else the training rows.
const Split& most_telling(const Splits& splits) {
  const Split* const validation = find_split(splits, "validation");
  return validation == nullptr ? splits.front() : *validation;
}

}  // namespace

ProgressLine::ProgressLine(std::size_t iterations, std::size_t restarts, bool with_accuracy)
    : iterations_(iterations), restarts_(restarts), with_accuracy_(with_accuracy) {}

void ProgressLine::on_iteration(const IterationView& view) {
  if (!line_.is_due()) return;
  const std::size_t done = view.restart * iterations_ + view.iteration;
  const double rate = static_cast<double>(done) / line_.seconds();
  // The least important values come last: a narrow terminal cuts them off.
  std::string line = fmt::format("{} of {} iterations", view.iteration, iterations_);
  if (restarts_ > 1) line = fmt::format("start {} of {}, {}", view.restart + 1, restarts_, line);
  if (rate > 0) {
    const std::size_t left = restarts_ * iterations_ - done;
    line += fmt::format(", {} left", duration_text(static_cast<double>(left) / rate));
  }
  const Split& shown = most_telling(view.monitor.splits());
  const std::string prefix = shown.name == "train" ? "" : shown.name + " ";
  line += fmt::format(", {:.0f}/s", rate);
  if (view.monitor.has_loss(shown)) line += fmt::format(", {}loss {:.6g}", prefix, view.monitor.loss(shown));
  if (with_accuracy_ && view.monitor.has_accuracy(shown)) {
    line += fmt::format(", {}accuracy {}", prefix, share_text(view.monitor.accuracy(shown)));
  }
  line_.show(std::move(line));
}

ReadingLine::ReadingLine(const std::string& path) : path_(shown_path(path)) {}

void ReadingLine::show(const ReadingProgress& progress) {
  if (!line_.is_due()) return;
  std::string text = fmt::format("{} rows read", progress.rows);
  if (progress.all_bytes > 0) {
    const double share = static_cast<double>(progress.bytes) / static_cast<double>(progress.all_bytes);
    text = fmt::format("{:.0f} % read, {} rows", 100 * share, progress.rows);
  } else {
    text += fmt::format(", {:.0f} MB", static_cast<double>(progress.bytes) / 1e6);
  }
  line_.show(text + " of " + path_);
}

}  // namespace nntrain
