#include "plot/film_frames.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/interruption.hpp"
#include "base/workers.hpp"
#include "metrics/measure.hpp"
#include "plot/film_detail.hpp"
#include "plot/film_shares.hpp"
#include "plot/network_panel.hpp"
#include "plot/panels_of.hpp"
#include "plot/pictured.hpp"
#include "plot/style.hpp"
#include "plot/thinning.hpp"
#include "training/split.hpp"

namespace nntrain {
namespace {

/// The rows trained on, and the most held-out ones, measured with other parameters until this ends.
class FilmedRows {
 public:
  explicit FilmedRows(RunResult& run) : run_(run), workers_(run.threads), model_(run.model) {
    parts_.push_back(&run.results.front());
    if (run.results.size() > 1) parts_.push_back(&run.results.back());
    measured_.reserve(parts_.size());  // from here on nothing fails, so that the result is whole in the end
    for (SplitResult* const one : parts_)
      measured_.emplace_back(std::move(one->outputs), std::move(one->measures));
  }
  ~FilmedRows() {
    std::size_t i = 0;
    for (SplitResult* const one : parts_) std::tie(one->outputs, one->measures) = std::move(measured_[i++]);
  }
  FilmedRows(const FilmedRows&) = delete;
  FilmedRows& operator=(const FilmedRows&) = delete;

  void move_to(const std::vector<double>& parameters) {
    model_.parameters = parameters;
    for (SplitResult* const one : parts_) measure_again(*one, model_, run_.recipe.objective, workers_);
  }

  const Model& model() const { return model_; }

 private:
  RunResult& run_;
  Workers workers_;
  Model model_;
  std::vector<SplitResult*> parts_;
  std::vector<std::pair<BlockMatrix, Measures>> measured_;  // of the result
};

/// The y of a line at x; NaN where it has no points.
double height_at(const std::vector<Point>& line, double x) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i].x < x) continue;
    if (i == 0 || line[i].x == x) return line[i].x == x ? line[i].y : std::nan("");
    const Point& a = line[i - 1];
    return a.y + (line[i].y - a.y) * (x - a.x) / (line[i].x - a.x);
  }
  return std::nan("");
}

/// After a signal there is no time for more than a few.
std::size_t most_frames() {
  constexpr std::size_t kMostInHaste = 8;
  return noted_signal() == 0 ? std::numeric_limits<std::size_t>::max() : kMostInHaste;
}

/// Of the weights of all snapshots.
FilmScale scale_of(const RunResult& run) {
  FilmScale scale;
  Model model = run.model;
  for (const Snapshot& snapshot : run.snapshots) {
    model.parameters = snapshot.parameters;
    hold_weights(scale, model);
  }
  return scale;
}

}  // namespace

std::string title_of(const Snapshot& snapshot, const std::string& path) {
  constexpr std::size_t kLongest = 20;  // so that the iteration is told in one column, too
  return fmt::format("{}: iteration {}{}", short_label(picture_title(path), kLongest), snapshot.iteration,
                     snapshot.is_restored ? ", restored" : "");
}

std::string subtitle_of(const SplitResult& train, const LossFunction& loss, const PicturedHistory& history) {
  const double value = loss_per_row(loss, metric(train.measures, "loss"), train.split.samples.total_weight);
  std::string title =
      fmt::format("{} {:#.3g}", loss_name_per_row(loss, history.is_weighted, history.is_scaled), value);
  const std::optional<double> accuracy = find_metric(train.measures, "accuracy");
  if (accuracy) title += fmt::format(" · accuracy {:.3f}", *accuracy);
  return title;
}

void mark_iteration(Panel& panel, double iteration) {
  std::vector<Series> marks = {
      {Series::Kind::kThinLine, "", kGrey, {{iteration, panel.y.low}, {iteration, panel.y.high}}}};
  for (const Series& series : panel.series) {
    if (series.kind != Series::Kind::kLine) continue;
    const double y = height_at(series.points, iteration);
    Series& mark = marks.emplace_back(Series{Series::Kind::kMarks, "", series.style, {}});
    if (std::isfinite(y)) mark.points.push_back({iteration, y});
  }
  std::move(marks.begin(), marks.end(), std::back_inserter(panel.series));
}

std::vector<FilmFrame> frames_of(RunResult& run, const std::vector<PanelKind>& kinds,
                                 const std::vector<std::string>& features) {
  const PicturedHistory history = history_of(run);  // has measures of the result
  FilmedRows rows(run);
  const FilmScale scale = scale_of(run);
  std::vector<FilmFrame> frames;
  for (const std::size_t i : evenly_of(run.snapshots.size(), most_frames())) {
    const Snapshot& snapshot = run.snapshots[i];
    check_time();
    rows.move_to(snapshot.parameters);
    const LossFunction& loss = run.recipe.objective.loss;
    FilmFrame& frame = frames.emplace_back(
        FilmFrame{snapshot.iteration,
                  {title_of(snapshot, run.table.path), {}, subtitle_of(run.train(), loss, history)}});
    for (const PanelKind kind : kinds) {
      for (Panel& panel : panels_of(kind, {.model = &rows.model(),
                                          .results = run.results,
                                          .history = history,
                                          .features = features,
                                          .film = &scale})) {
        if (is_curve(kind)) mark_iteration(panel, static_cast<double>(snapshot.iteration));
        leave_out_detail(panel);
        frame.picture.panels.push_back(std::move(panel));
      }
    }
  }
  share_axes(frames);
  share_rings(frames);
  return frames;
}

}  // namespace nntrain
