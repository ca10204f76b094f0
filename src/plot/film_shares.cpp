#include "plot/film_shares.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <utility>

namespace nntrain {
namespace {

/// The range that holds both.
Bounds joined(Bounds a, Bounds b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

bool has_shared_axes(const Panel& panel) {
  return panel.has_axes && !panel.surface;  // that of a surface are those of the rows
}

bool is_diagonal(const Series& series, const Panel& panel) {
  return series.is_line() && series.points.size() == 2 && series.points[0].x == panel.x.low &&
         series.points[0].y == panel.y.low && series.points[1].x == panel.x.high &&
         series.points[1].y == panel.y.high;
}

void set_axes(Panel& panel, Bounds x, Bounds y) {
  for (Series& series : panel.series) {
    if (panel.is_square && is_diagonal(series, panel)) series.points = {{x.low, y.low}, {x.high, y.high}};
  }
  panel.x = x;
  panel.y = y;
}

using SeriesPlace = std::vector<Series>::iterator;

SeriesPlace rings_of(Panel& panel) {
  return std::find_if(panel.series.begin(), panel.series.end(),
                      [](const Series& one) { return one.kind == Series::Kind::kSmallRings; });
}

/// The places with a ring in any frame, and in which frames.
using ShownRings = std::map<std::pair<double, double>, std::vector<bool>>;

ShownRings shown_rings(std::vector<FilmFrame>& frames, std::size_t i) {
  ShownRings shown;
  for (std::size_t frame = 0; frame < frames.size(); ++frame) {
    Panel& panel = frames[frame].picture.panels[i];
    const SeriesPlace rings = rings_of(panel);
    if (rings == panel.series.end()) continue;
    for (const Point& point : rings->points) {
      std::vector<bool>& where = shown[{point.x, point.y}];
      where.resize(frames.size(), false);
      where[frame] = true;
    }
  }
  return shown;
}

/// The places that have rings in the same frames, in a fixed order.
std::map<std::vector<bool>, std::vector<Point>> equally_shown(const ShownRings& shown) {
  std::map<std::vector<bool>, std::vector<Point>> groups;
  for (const auto& [place, where] : shown) groups[where].push_back({place.first, place.second});
  return groups;
}

}  // namespace

void share_axes(std::vector<FilmFrame>& frames) {
  for (std::size_t i = 0; i < frames.front().picture.panels.size(); ++i) {
    if (!has_shared_axes(frames.front().picture.panels[i])) continue;
    Bounds x = frames.front().picture.panels[i].x;
    Bounds y = frames.front().picture.panels[i].y;
    for (const FilmFrame& frame : frames) {
      x = joined(x, frame.picture.panels[i].x);
      y = joined(y, frame.picture.panels[i].y);
    }
    for (FilmFrame& frame : frames) set_axes(frame.picture.panels[i], x, y);
  }
}

void share_rings(std::vector<FilmFrame>& frames) {
  for (std::size_t i = 0; i < frames.front().picture.panels.size(); ++i) {
    const std::map<std::vector<bool>, std::vector<Point>> groups = equally_shown(shown_rings(frames, i));
    if (groups.empty()) continue;
    for (std::size_t frame = 0; frame < frames.size(); ++frame) {
      Panel& panel = frames[frame].picture.panels[i];
      const SeriesPlace rings = rings_of(panel);
      if (rings == panel.series.end()) continue;  // no row is wrong
      std::vector<Series> parts;
      for (const auto& [where, points] : groups) {
        Series part{rings->kind, parts.empty() ? rings->label : "", rings->style, {}};
        if (where[frame]) part.points = points;
        part.tips.assign(part.points.size(), std::string());
        parts.push_back(std::move(part));
      }
      const SeriesPlace place = panel.series.erase(rings);
      panel.series.insert(place, parts.begin(), parts.end());
    }
  }
}

}  // namespace nntrain
