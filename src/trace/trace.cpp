#include "trace/trace.hpp"

#include <algorithm>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/interruption.hpp"
#include "base/output.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

/// The text that is written at a time.
constexpr std::size_t kTextBytes = std::size_t{1} << 16;

DataError out_of_memory(const TraceOptions& options) {
  const bool has_many_rows = options.most_rows > kUsualTraceRows;
  return DataError("cannot write the trace to its end: out of memory",
                   has_many_rows ? fmt::format("show fewer rows:  --trace-rows {}", kUsualTraceRows)
                                 : "show fewer numbers:  --trace-show C");
}

}  // namespace

Trace::Trace(const TraceOptions& options, const Model& model, const Recipe& recipe, const Split& train)
    : options_(options),
      scene_{model, recipe},
      train_(train),
      editor_(options.chosen.empty()),
      text_(options.format, [this](std::string_view line) { put(line); }) {}

void Trace::on_update(const UpdateView& view) {
  const UpdatePlace& place = view.place;
  updated_ = place.iteration;
  const std::string update =
      place.updates > 1 ? fmt::format(", update {} of {}", place.update + 1, place.updates) : "";
  show([&](Board& board) {
    board.title(fmt::format("Iteration {}{}{}", place.iteration + 1, update, start_text(place.restart)));
    const TracedRows rows(view.function, view.samples, view.before, view.blocks_dropped,
                          shown_of(view.samples), [&] { return row_names(view.samples, place.rows); });
    trace_forward(scene_, rows, board);
    trace_cost(scene_, rows, view.value - penalty_of(scene_, view.before), board);
    trace_backward(scene_, rows, view.gradient, board);
    trace_step(scene_, view, board);
  });
}

void Trace::on_iteration(const IterationView& view) {
  if (updated_ != view.iteration && closed_ != view.restart) close(view, "");
}

void Trace::on_end(const IterationView& view) {
  if (closed_ != view.restart)
    close(view, "training ends with these weights: later updates shown are undone");
}

std::string Trace::why_empty() const {
  if (is_begun_ || lost_ || noted_signal() != 0) return "";
  const std::vector<std::string> names(options_.chosen.begin(), options_.chosen.end());
  return fmt::format("the trace has none of {}: no update was made", join(names));
}

/// Shows a forward pass with the present weights of a start.
void Trace::close(const IterationView& view, const std::string& remark) {
  closed_ = view.restart;
  updated_.reset();
  const std::string when =
      view.iteration == 0 ? "Before the first iteration" : fmt::format("After iteration {}", view.iteration);
  Objective objective = scene_.recipe.objective;
  const bool is_without_dropout = objective.dropout > 0;
  objective.dropout = 0;
  const LossGradient function(scene_.model.network, objective, 1);
  show([&](Board& board) {
    board.title(when + start_text(view.restart));
    if (!remark.empty()) board.remark(remark);
    if (is_without_dropout) board.remark("without dropout, which is for training only");
    const TracedRows rows(function, train_.samples, view.parameters, 0, shown_of(train_.samples),
                          [&] { return row_names(train_.samples, {}); });
    trace_forward(scene_, rows, board);
    trace_cost(scene_, rows, view.monitor.loss(train_), board);
  });
}

/// " (start 2 of 3)"
std::string Trace::start_text(std::size_t restart) const {
  const std::uint64_t starts = scene_.recipe.restarts;
  return starts > 1 ? fmt::format(" (start {} of {})", restart + 1, starts) : "";
}

std::size_t Trace::shown_of(const Samples& samples) const {
  return static_cast<std::size_t>(std::min<std::uint64_t>(samples.rows(), options_.most_rows));
}

/// "row 7" with its number in the file, for each shown row. For `rows` see UpdatePlace.
RowNames Trace::row_names(const Samples& samples, std::span<const std::size_t> rows) {
  if (rows.empty() && all_names_) return all_names_;
  auto names = std::make_shared<std::vector<std::string>>();
  for (std::size_t i = 0; i < shown_of(samples); ++i)
    names->push_back(fmt::format("row {}", train_.rows[rows.empty() ? i : rows[i]]));
  if (rows.empty()) all_names_ = names;
  return names;
}

/// Shows a section, unless a signal came, or the trace was lost.
void Trace::show(const std::function<void(Board&)>& section) {
  if (lost_ || noted_signal() != 0) return;
  try {
    write_section(section);
  } catch (const DataError&) {
    lose(std::current_exception());
  } catch (const std::bad_alloc&) {
    lose(std::make_exception_ptr(out_of_memory(options_)));
  }
}

/// Gives up the trace and its memory.
void Trace::lose(std::exception_ptr why) {
  lost_ = std::move(why);
  editor_ = BoardEditor(false);
  all_names_.reset();
}

void Trace::write_section(const std::function<void(Board&)>& section) {
  Board board(options_.chosen, [this](BoardGroup group) { add(std::move(group)); });
  try {
    section(board);
    board.end();
  } catch (const Interrupted&) {  // what follows is the result
  }
  text_.end();
  flush();
}

/// Writes what is shown of a group. A whole trace begins with its notation.
void Trace::add(BoardGroup group) {
  const BoardGroup shown = editor_.edited(std::move(group));
  if (!shown.empty() && !std::exchange(is_begun_, true) && options_.chosen.empty()) {
    text_.add(
        {BoardPiece::Kind::kRemark,
         "A B is a product of matrices, a * b is number by number, A' is transposed, [1 A] has ones for "
         "biases"});
    text_.add({BoardPiece::Kind::kRemark,
               "the numbers are those of training, in double precision, shown to nine digits"});
  }
  for (const BoardPiece& piece : shown) text_.add(piece);
}

void Trace::put(std::string_view line) {
  waiting_ += line;
  if (waiting_.size() >= kTextBytes) flush();
}

void Trace::flush() {
  if (options_.is_result) {
    write_standard_output(waiting_);
  } else {
    write_standard_error(waiting_);
  }
  waiting_.clear();
}

}  // namespace nntrain
