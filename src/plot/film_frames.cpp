#include "plot/film_frames.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/interruption.hpp"
#include "base/workers.hpp"
#include "metrics/measure.hpp"
#include "plot/panels_of.hpp"
#include "plot/style.hpp"
#include "training/split.hpp"

namespace nntrain {
namespace {

/// The rows trained on, and the most held-out ones, measured with other parameters until this ends.
class FilmedRows {
 public:
  explicit FilmedRows(RunResult& run) : run_(run), workers_(run.threads), model_(run.model) {
    for (SplitResult* const one : filmed())
      measured_.emplace_back(std::move(one->outputs), std::move(one->measures));
  }
  ~FilmedRows() {
    std::size_t i = 0;
    for (SplitResult* const one : filmed()) std::tie(one->outputs, one->measures) = std::move(measured_[i++]);
  }
  FilmedRows(const FilmedRows&) = delete;
  FilmedRows& operator=(const FilmedRows&) = delete;

  void move_to(const std::vector<double>& parameters) {
    model_.parameters = parameters;
    for (SplitResult* const one : filmed()) measure_again(*one, model_, run_.recipe.objective, workers_);
  }

  const Model& model() const { return model_; }

 private:
  std::vector<SplitResult*> filmed() {
    std::vector<SplitResult*> parts = {&run_.results.front()};
    if (run_.results.size() > 1) parts.push_back(&run_.results.back());
    return parts;
  }

  RunResult& run_;
  Workers workers_;
  Model model_;
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

/// The range that holds both.
Bounds joined(Bounds a, Bounds b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

bool has_shared_axes(const Panel& panel) {
  return panel.has_axes && !panel.surface;  // that of a surface are those of the rows
}

}  // namespace

std::string title_of(const Snapshot& snapshot, const SplitResult& train, const LossFunction& loss) {
  const double total = is_sum(loss.kind) ? train.split.samples.total_weight : 1;
  std::string title = fmt::format("iteration {}{} · {} per row {:#.3g}", snapshot.iteration,
                                  snapshot.is_restored ? ", restored" : "", name_of(loss),
                                  metric(train.measures, "loss") / total);
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

void share_axes(std::vector<FilmFrame>& frames) {
  for (std::size_t i = 0; i < frames.front().picture.panels.size(); ++i) {
    if (!has_shared_axes(frames.front().picture.panels[i])) continue;
    Bounds x = frames.front().picture.panels[i].x;
    Bounds y = frames.front().picture.panels[i].y;
    for (const FilmFrame& frame : frames) {
      x = joined(x, frame.picture.panels[i].x);
      y = joined(y, frame.picture.panels[i].y);
    }
    for (FilmFrame& frame : frames) {
      frame.picture.panels[i].x = x;
      frame.picture.panels[i].y = y;
    }
  }
}

std::vector<FilmFrame> frames_of(RunResult& run, const std::vector<PanelKind>& kinds,
                                 const std::vector<std::string>& features) {
  FilmedRows rows(run);
  const PicturedHistory history = history_of(run);
  std::vector<FilmFrame> frames;
  for (const Snapshot& snapshot : run.snapshots) {
    check_time();
    rows.move_to(snapshot.parameters);
    FilmFrame& frame = frames.emplace_back(
        FilmFrame{snapshot.iteration, {title_of(snapshot, run.train(), run.recipe.objective.loss), {}}});
    for (const PanelKind kind : kinds) {
      for (Panel& panel : panels_of(
               kind,
               {.model = &rows.model(), .results = run.results, .history = history, .features = features})) {
        if (is_curve(kind)) mark_iteration(panel, static_cast<double>(snapshot.iteration));
        frame.picture.panels.push_back(std::move(panel));
      }
    }
  }
  share_axes(frames);
  return frames;
}

}  // namespace nntrain
