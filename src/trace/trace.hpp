#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "trace/board.hpp"
#include "trace/board_editor.hpp"
#include "trace/board_text.hpp"
#include "trace/parts.hpp"
#include "training/split.hpp"

namespace nntrain {

/// The rows that a trace shows by default; sums run over all rows.
inline constexpr std::uint64_t kUsualTraceRows = 10;
inline constexpr std::uint64_t kAllTraceRows = UINT64_MAX;

/// What a trace shows, and where.
struct TraceOptions {
  std::uint64_t iterations = 1;               ///< iterations to show of each start
  std::uint64_t most_rows = kUsualTraceRows;  ///< of each matrix of rows; kAllTraceRows: all
  std::set<std::string> chosen{};             ///< names of what it shows, see chosen_names(); none: all
  TraceFormat format = TraceFormat::kText;
  bool is_result = true;  ///< whether it is on standard output, else on standard error
};

/// Writes all numbers of the first updates, as a lecturer writes them on a board, and then a forward pass
/// with the resulting weights (or the first ones, if nothing is trained). The functions that train compute
/// the numbers. A signal ends the trace, in the middle of a section if that is long.
class Trace : public TrainingObserver {
 public:
  /// Keeps references to all arguments but the options. `train` has the training rows.
  Trace(const TraceOptions& options, const Model& model, const Recipe& recipe, const Split& train);

  Trace(const Trace&) = delete;
  Trace& operator=(const Trace&) = delete;

  bool wants_updates(std::size_t iterations) const override { return iterations < options_.iterations; }
  void on_update(const UpdateView& view) override;
  void on_iteration(const IterationView& view) override;
  void on_end(const IterationView& view) override;

  /// Why the trace could not be written to its end, or none. Training goes on without it.
  const std::exception_ptr& lost() const { return lost_; }

  /// Why nothing was shown, if training ended without an update, and only numbers of updates were chosen:
  /// "the trace has none of delta1: no update was made". "" if something was, or if the trace was lost or
  /// ended by a signal.
  std::string why_empty() const;

 private:
  void close(const IterationView& view, const std::string& remark);
  void show(const std::function<void(Board&)>& section);
  void write_section(const std::function<void(Board&)>& section);
  void lose(std::exception_ptr why);
  void add(BoardGroup group);
  void put(std::string_view line);
  void flush();
  std::size_t shown_of(const Samples& samples) const;
  RowNames row_names(const Samples& samples, std::span<const std::size_t> rows);
  std::string start_text(std::size_t restart) const;

  TraceOptions options_;
  TraceScene scene_;
  const Split& train_;
  BoardEditor editor_;
  BoardText text_;
  std::string waiting_;  // text that is not written yet
  RowNames all_names_;   // of the shown rows in the order of the table, once needed
  bool is_begun_ = false;
  std::optional<std::size_t> updated_;  // the iteration whose update was shown last
  std::optional<std::size_t> closed_;   // the start whose trace is complete
  std::exception_ptr lost_;
};

}  // namespace nntrain
