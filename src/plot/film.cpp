#include "plot/film.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/interruption.hpp"
#include "base/output.hpp"
#include "base/text.hpp"
#include "plot/film_frames.hpp"
#include "plot/film_svg.hpp"

namespace nntrain {
namespace {

/// The frames after 0, N, 2N ... iterations and at the end.
std::uint64_t frame_count(std::uint64_t iterations, std::uint64_t every) {
  return iterations / every + (iterations % every == 0 ? 1 : 2);
}

/// The least N of 1, 2 or 5 times a power of ten with at most `most` >= 2 frames.
std::uint64_t enough_every(std::uint64_t iterations, std::uint64_t most) {
  std::uint64_t every = 1;
  for (std::size_t step = 0; frame_count(iterations, every) > most; ++step)
    every = step % 3 == 1 ? every / 2 * 5 : every * 2;
  return every;
}

}  // namespace

std::vector<PanelKind> film_kinds(const FilmRequest& request, const Drawable& drawable) {
  if (request.panels.empty()) {
    const bool has_data = why_not(PanelKind::kData, request.features, drawable).empty();
    return has_data ? std::vector{PanelKind::kData, PanelKind::kLoss} : std::vector{PanelKind::kLoss};
  }
  std::vector<PanelKind> kinds;
  for (const PanelKind kind : request.panels) {
    const std::string reason = why_not(kind, request.features, drawable);
    if (!reason.empty()) throw UsageError(fmt::format("'{}' cannot be drawn: {}", name_of(kind), reason));
    kinds.push_back(kind);
  }
  return kinds;
}

void check_frames(const FilmRequest& request, std::uint64_t iterations, std::size_t parameters,
                  std::size_t starts) {
  if (!request.every) return;  // then there are as many as fit
  const double numbers = static_cast<double>(parameters) * static_cast<double>(starts);
  const double room = kMostSnapshotNumbers / std::max(numbers, 1.0);
  const auto most = static_cast<std::uint64_t>(std::clamp(room, 2.0, static_cast<double>(kMostFrames)));
  const std::uint64_t frames = frame_count(iterations, *request.every);
  if (frames <= most) return;
  const std::string reason = most < kMostFrames ? fmt::format("memory is kept for {} of this size", most)
                                                : fmt::format("a film has at most {}", kMostFrames);
  throw UsageError(fmt::format("--plot-every {} comes to {} frames, and {}", *request.every, frames, reason),
                   fmt::format("take fewer:  --plot-every {}", enough_every(iterations, most)));
}

std::string frame_path(const std::string& path, std::uint64_t iteration, std::uint64_t last) {
  const std::size_t place = path.find(kFrameNumber);
  const std::size_t width = fmt::format("{}", last).size();
  return path.substr(0, place) + fmt::format("{:0{}}", iteration, width) + path.substr(place + 2);
}

void draw_film(const FilmRequest& request, RunResult& run) {
  const Drawable drawable{&run.model, true, !run.model.target.classes.empty()};
  const std::vector<FilmFrame> frames = frames_of(run, film_kinds(request, drawable), request.features);
  if (request.path.find(kFrameNumber) == std::string::npos) {
    write_file(request.path, film_svg(frames, request.theme));
    return;
  }
  std::uint64_t last = 0;
  for (const FilmFrame& frame : frames) last = std::max(last, frame.iteration);
  for (const FilmFrame& frame : frames) {
    check_time();
    write_file(frame_path(request.path, frame.iteration, last), svg_document(frame.picture, request.theme));
  }
}

}  // namespace nntrain
