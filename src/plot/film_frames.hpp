#pragma once

#include <string>
#include <vector>

#include "network/loss.hpp"
#include "plot/film_frame.hpp"
#include "plot/panel.hpp"
#include "plot/panel_kind.hpp"
#include "plot/pictured.hpp"
#include "report/result.hpp"
#include "training/snapshots.hpp"

namespace nntrain {

/// The frames of the snapshots of a run of one network, which has the samples of its rows; it stays as it is.
/// All have the same number of panels, with the same axes. After a signal: of up to 8 snapshots, with the
/// first and the last one. `features`: as in Pictured.
std::vector<FilmFrame> frames_of(RunResult& run, const std::vector<PanelKind>& kinds,
                                 const std::vector<std::string>& features);

/// "banknotes.txt: iteration 120, restored", for training rows from the file `path`.
std::string title_of(const Snapshot& snapshot, const std::string& path);

/// "cross-entropy per row 0.312 · accuracy 0.887", for the training rows with their measures.
std::string subtitle_of(const SplitResult& train, const LossFunction& loss, const PicturedHistory& history);

/// Marks an iteration in a panel of curves: a line, and a point on each curve.
void mark_iteration(Panel& panel, double iteration);

}  // namespace nntrain
