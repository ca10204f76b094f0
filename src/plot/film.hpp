#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plot/drawable.hpp"
#include "plot/panel_kind.hpp"
#include "plot/svg.hpp"
#include "report/result.hpp"

namespace nntrain {

/// What to film, and where.
struct FilmRequest {
  std::string path;  ///< an SVG file, or one with %d in its name for a file for each frame; "": no film
  std::optional<std::uint64_t> every;  ///< iterations between two frames; none: as SnapshotKeeper does
  std::vector<PanelKind> panels;       ///< empty: the data, if they can be drawn, and the loss
  std::vector<std::string> features;   ///< columns for the axes of data; empty: the first two of numbers
  Theme theme = Theme::kAuto;
};

/// What stands for the iteration in the name of a film.
inline constexpr const char* kFrameNumber = "%d";

/// The most frames of a film with a pace of the user.
inline constexpr std::uint64_t kMostFrames = 500;

/// The kinds of the panels of the film. Throws UsageError if there is none, or one that cannot be filmed.
std::vector<PanelKind> film_kinds(const FilmRequest& request, const Drawable& drawable);

/// Throws UsageError if `iterations` come to more frames than kMostFrames, or the `parameters` in those of
/// all starts to more numbers than kMostSnapshotNumbers.
void check_frames(const FilmRequest& request, std::uint64_t iterations, std::size_t parameters,
                  std::size_t starts);

/// The name of the file of the frame after `iteration` iterations: leading zeros up to the width of `last`,
/// the largest one, let names sort.
std::string frame_path(const std::string& path, std::uint64_t iteration, std::uint64_t last);

/// Draws the film of a run of one network with its snapshots: an SVG whose frames they are, or a file for
/// each of them. Throws DataError if it cannot be written.
void draw_film(const FilmRequest& request, RunResult& run);

}  // namespace nntrain
