#include "trace/trace.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/output.hpp"

namespace nntrain {

Trace::Trace(const TraceOptions& options, const Model& model, const Recipe& recipe, const Split& train)
    : options_(options), scene_{model, recipe}, train_(train), editor_(options.chosen) {}

void Trace::on_update(const UpdateView& view) {
  Board board;
  const UpdatePlace& place = view.place;
  updated_ = place.iteration;
  const std::string update =
      place.updates > 1 ? fmt::format(", update {} of {}", place.update + 1, place.updates) : "";
  board.title(fmt::format("Iteration {}{}{}", place.iteration + 1, update, start_text(place.restart)));
  const std::vector<ShownBlock> blocks =
      shown_blocks(view.function, view.samples, view.before, view.blocks_dropped);
  const TracedRows rows{view.samples, view.before, blocks, row_names(view.samples, place.rows)};
  trace_forward(scene_, rows, board);
  trace_cost(scene_, rows, view.value - penalty_of(scene_, view.before), board);
  trace_backward(scene_, rows, view.gradient, board);
  trace_step(scene_, view, board);
  write(board);
}

void Trace::on_iteration(const IterationView& view) {
  if (updated_ != view.iteration && closed_ != view.restart) close(view, "");
}

void Trace::on_end(const IterationView& view) {
  if (closed_ != view.restart)
    close(view, "training ends with these weights: later updates shown are undone");
}

/// Shows a forward pass with the present weights of a start.
void Trace::close(const IterationView& view, const std::string& remark) {
  closed_ = view.restart;
  updated_.reset();
  Board board;
  const std::string when =
      view.iteration == 0 ? "Before the first iteration" : fmt::format("After iteration {}", view.iteration);
  board.title(when + start_text(view.restart));
  if (!remark.empty()) board.remark(remark);
  Objective objective = scene_.recipe.objective;
  if (objective.dropout > 0) board.remark("without dropout, which is for training only");
  objective.dropout = 0;
  const LossGradient function(scene_.model.network, objective, 1);
  const std::vector<ShownBlock> blocks = shown_blocks(function, train_.samples, view.parameters, 0);
  const TracedRows rows{train_.samples, view.parameters, blocks, row_names(train_.samples, {})};
  trace_forward(scene_, rows, board);
  trace_cost(scene_, rows, view.monitor.loss(train_), board);
  write(board);
}

/// " (start 2 of 3)"
std::string Trace::start_text(std::size_t restart) const {
  const std::uint64_t starts = scene_.recipe.restarts;
  return starts > 1 ? fmt::format(" (start {} of {})", restart + 1, starts) : "";
}

/// The values of the shown rows: the first blocks.
std::vector<ShownBlock> Trace::shown_blocks(const LossGradient& function, const Samples& samples,
                                            std::span<const double> parameters,
                                            std::uint64_t blocks_dropped) const {
  std::vector<ShownBlock> blocks;
  do {
    blocks.push_back(function.show_block(samples, parameters, blocks.size(), blocks_dropped));
  } while (blocks.size() < samples.inputs.block_count() && blocks.size() * kBlockRows < options_.most_rows);
  return blocks;
}

/// "row 7" with its number in the file, for each shown row. For `rows` see UpdatePlace.
std::vector<std::string> Trace::row_names(const Samples& samples, std::span<const std::size_t> rows) const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min<std::uint64_t>(samples.rows(), options_.most_rows); ++i) {
    names.push_back(fmt::format("row {}", train_.rows[rows.empty() ? i : rows[i]]));
  }
  return names;
}

/// Writes what is shown of a section. A whole trace begins with its notation.
void Trace::write(const Board& section) {
  const Board shown = editor_.edited(section);
  if (shown.pieces().empty()) return;
  Board board;
  if (!is_explained_ && options_.chosen.empty()) {
    is_explained_ = true;
    board.remark(
        "A B is a product of matrices, a * b is number by number, A' is transposed, [1 A] has ones for "
        "biases");
    board.remark("the numbers are those of training, in double precision, shown to nine digits");
  }
  for (const Board::Piece& piece : shown.pieces()) board.add(piece);
  const std::string text =
      options_.format == TraceFormat::kMarkdown ? board_markdown(board) : board_text(board);
  if (!options_.is_result) {
    write_standard_error(text);
  } else if (!lost_) {
    try {
      write_standard_output(text);
    } catch (const DataError&) {
      lost_ = std::current_exception();
    }
  }
}

}  // namespace nntrain
