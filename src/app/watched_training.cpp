#include "app/watched_training.hpp"

#include <memory>

#include "base/interruption.hpp"
#include "base/output.hpp"
#include "report/log_file.hpp"
#include "report/progress_line.hpp"
#include "report/trace.hpp"
#include "training/checkpoint_file.hpp"

namespace nntrain {
namespace {

/// The log, the trace, the progress line and the history, where they are asked for. The line is gone when
/// this is.
class Observers {
 public:
  Observers(const TrainOptions& options, const Table& table, const Splits& splits, const Recipe& recipe,
            const Model& model);

  std::vector<TrainingObserver*> list() const;
  History history_of(std::size_t restart) const;

 private:
  std::unique_ptr<LogFile> log_;
  std::unique_ptr<Trace> trace_;
  std::unique_ptr<ProgressLine> progress_;
  std::unique_ptr<HistoryKeeper> history_;
};

Observers::Observers(const TrainOptions& options, const Table& table, const Splits& splits,
                     const Recipe& recipe, const Model& model) {
  const bool classes = table.task == Task::kClassify;
  if (!options.log.empty()) {
    log_ = std::make_unique<LogFile>(options.log, splits, classes, options.restarts > 1);
  }
  if (options.trace > 0) {
    trace_ = std::make_unique<Trace>(TraceOptions{options.trace, options.trace_format, tells_people(options)},
                                     model, recipe, splits.front());
  }
  // Both on one terminal would write over each other.
  if (shows_progress(options) && (!trace_ || options.progress == ProgressMode::kAlways)) {
    progress_ = std::make_unique<ProgressLine>(options.iterations, options.restarts, splits, classes);
  }
  if (shows_training(options.plot.request)) {
    history_ = std::make_unique<HistoryKeeper>(splits, classes, options.restarts);
  }
}

std::vector<TrainingObserver*> Observers::list() const {
  std::vector<TrainingObserver*> observers;
  if (log_) observers.push_back(log_.get());
  if (trace_) observers.push_back(trace_.get());
  if (progress_) observers.push_back(progress_.get());
  if (history_) observers.push_back(history_.get());
  return observers;
}

History Observers::history_of(std::size_t restart) const {
  return history_ ? history_->of(restart) : History();
}

}  // namespace

WatchedTraining train_watched(const TrainOptions& options, const Table& table, const Splits& splits,
                              const Recipe& recipe, const Beginning& beginning, const Checkpoint* from,
                              const std::function<void(JsonWriter&)>& write_receipt, Model& model,
                              ThreadPool& pool) {
  WatchedTraining watched;
  const Observers observers(options, table, splits, recipe, model);
  const Interruption interruption;
  RestartControl control{
      observers.list(), [&] { return interruption.signal(); }, {}, options.checkpoint_every, from};
  const Checkpoint skipping{options.first_restart, {}, {}, 0};
  if (from == nullptr && options.first_restart > 0) control.from = &skipping;
  if (!options.checkpoint.empty()) {
    control.keep = [&](const Checkpoint& checkpoint) {
      try {
        write_file(options.checkpoint, checkpoint_text(checkpoint, write_receipt));
        watched.lost.reset();
      } catch (const DataError& error) {
        watched.lost = error;  // training goes on: its result must not be lost, too
      }
    };
  }
  watched.result =
      train_from_starts(recipe, beginning.start, model.network, splits, model.parameters, control, pool);
  watched.history = observers.history_of(watched.result.restart);
  return watched;
}

}  // namespace nntrain
