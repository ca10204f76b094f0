#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "network/loss.hpp"
#include "plot/panel.hpp"
#include "plot/panel_kind.hpp"
#include "report/result.hpp"
#include "training/snapshots.hpp"

namespace nntrain {

/// The state of training at one time: a title that tells it, and panels.
struct FilmFrame {
  std::uint64_t iteration;
  Picture picture;
};

/// The frames of the snapshots of a run of one network, which has the samples of its rows; it stays as it is.
/// All have the same number of panels, with the same axes. `features`: as in Pictured.
std::vector<FilmFrame> frames_of(RunResult& run, const std::vector<PanelKind>& kinds,
                                 const std::vector<std::string>& features);

/// "iteration 120 · cross-entropy per row 0.312 · accuracy 0.887"
/// for the training rows, measured with its parameters.
std::string title_of(const Snapshot& snapshot, const SplitResult& train, const LossFunction& loss);

/// Marks an iteration in a panel of curves: a line, and a point on each curve.
void mark_iteration(Panel& panel, double iteration);

/// Gives the panels with axes at the same place in all frames the same ranges, which hold all of them.
void share_axes(std::vector<FilmFrame>& frames);

}  // namespace nntrain
