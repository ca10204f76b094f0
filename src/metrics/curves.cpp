#include "metrics/curves.hpp"

#include <algorithm>
#include <cmath>

namespace nntrain {

std::vector<RocPoint> roc_curve(std::vector<ScoredRow> rows) {
  std::size_t events = 0;
  for (const ScoredRow& row : rows) {
    if (std::isnan(row.score)) return {};
    if (row.is_event) ++events;
  }
  const std::size_t others = rows.size() - events;
  if (events == 0 || others == 0) return {};
  // ties: rows with equal scores become one point
  std::sort(rows.begin(), rows.end(),
            [](const ScoredRow& a, const ScoredRow& b) { return a.score > b.score; });
  std::vector<RocPoint> points = {{0, 0}};
  std::size_t events_so_far = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].is_event) ++events_so_far;
    if (i + 1 < rows.size() && rows[i + 1].score == rows[i].score) continue;
    points.push_back({static_cast<double>(i + 1 - events_so_far) / static_cast<double>(others),
                      static_cast<double>(events_so_far) / static_cast<double>(events)});
  }
  return points;
}

double area_under(const std::vector<RocPoint>& curve) {
  double area = 0;
  for (std::size_t i = 1; i < curve.size(); ++i) {
    const double width = curve[i].false_positive_rate - curve[i - 1].false_positive_rate;
    area += width * (curve[i].true_positive_rate + curve[i - 1].true_positive_rate) / 2;
  }
  return area;
}

std::vector<CalibrationBin> calibration(const std::vector<ScoredRow>& rows, std::size_t bins) {
  std::vector<CalibrationBin> all(bins, {0, 0, 0});
  for (const ScoredRow& row : rows) {
    if (std::isnan(row.score)) continue;
    const double place = std::clamp(row.score, 0.0, 1.0) * static_cast<double>(bins);
    CalibrationBin& bin = all[std::min(static_cast<std::size_t>(place), bins - 1)];
    ++bin.rows;
    if (row.is_event) ++bin.events;
    bin.mean += (row.score - bin.mean) / static_cast<double>(bin.rows);
  }
  std::erase_if(all, [](const CalibrationBin& bin) { return bin.rows == 0; });
  return all;
}

}  // namespace nntrain
