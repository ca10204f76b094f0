#include "training/series.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <utility>

#include "base/dealt_tasks.hpp"
#include "base/interruption.hpp"
#include "base/packer.hpp"
#include "metrics/measure.hpp"
#include "training/batches.hpp"
#include "training/pack_training.hpp"

namespace nntrain {

template <typename Archive>
static void pass(Archive& archive, IsType<Outcome> auto& outcome) {
  archive(outcome.result, outcome.parameters);
}

namespace {

constexpr double kLeastSeconds = 1e-9;  // 0 would be no limit

/// The most blocks that a gradient or a loss has on this rank.
std::size_t most_blocks(const Splits& splits, std::size_t batch_size) {
  std::size_t most = 0;
  for (const Split& split : splits) most = std::max(most, split.samples.inputs.block_count());
  const RowShare& share = splits.front().samples.share;
  if (batch_size == 0 || !share.is_shared()) return most;
  return std::max(most, most_blocks_of_batch(share.all, batch_size, *share.ranks));
}

bool has_diverged(const Outcome& outcome) {
  return outcome.result.stop == StopReason::kDiverged;
}

/// What decides which start is the best.
double watched_of(const TrainingResult& result) {
  return result.watched.value_or(result.validation_loss.value_or(result.loss));
}

/// Whether the start `a` is better than `b`. A diverged start is worse than any other.
bool is_better_start(Goal goal, const Outcome& a, const Outcome& b) {
  if (has_diverged(a) != has_diverged(b)) return has_diverged(b);
  return is_better(goal, watched_of(a.result), watched_of(b.result));
}

void check_state(const TrainingState& state, const Optimizer& optimizer, const TrainingPlan& plan,
                 std::size_t parameters) {
  const std::size_t averages = plan.average > 0 ? parameters + 1 : 0;
  const auto fits = [parameters](const std::vector<double>& values) { return values.size() == parameters; };
  if (fits(state.parameters) && fits(state.before) && optimizer.can_restore(state.optimizer) &&
      state.average.size() == averages && (state.best.parameters.empty() || fits(state.best.parameters)) &&
      state.best.iteration <= state.iterations) {
    return;
  }
  throw UnfitState("the state in the checkpoint does not fit the network and the optimizer");
}

class SeriesRun {
 public:
  SeriesRun(const StartSeries& series, const SeriesSetting& setting, const SeriesControl& control)
      : series_(series),
        setting_(setting),
        control_(control),
        next_(control.first),
        goal_(goal_of(series.plan(control.first).watched.metric)) {
    if (next_ >= series.count) throw std::logic_error("there is no such first start");
    if (control.from != nullptr) go_on(*control.from);
  }

  SeriesResult run() {
    // Without observers and checkpoints, trainings run in parallel; else one after another, each on all
    // threads.
    const bool is_watched = !control_.observers.empty() || control_.keep || control_.from != nullptr;
    takes_all_ = ranks().any(is_watched || series_.are_shared);
    while (next_ < series_.count && !early_ && !is_over()) {
      const int signal = agree_on_signal(ranks());
      if (series_.keeps_all && !kept_.empty() && signal != 0) {
        early_ = StopReason::kSignal;
        break;
      }
      const double limit = series_.plan(next_).max_seconds;
      const std::uint64_t count = takes_all_ ? 1 : most_at_a_time(limit > 0);
      const std::optional<double> seconds = time_for_next(limit, count);
      if (!seconds) {
        early_ = StopReason::kTime;
        break;
      }
      train_some(std::min(count, series_.count - next_), *seconds);
    }
    // With one training, its last state was already kept; more iterations can continue from it.
    if (control_.keep && series_.count > 1 && !is_kept_) keep_state({});
    if (kept_.empty()) {
      evaluations_ += spare_->result.evaluations;
      kept_.push_back(*std::move(spare_));
    }
    return {std::move(kept_), evaluations_, early_};
  }

 private:
  void go_on(const SeriesState& from) {
    next_ = from.next;
    kept_ = from.kept;
    evaluations_ = from.evaluations;
    is_kept_ = next_ < series_.count;
    if (next_ > series_.count || (next_ == series_.count && kept_.empty()))
      throw UnfitState("the checkpoint has more starts than --restarts or --ensemble");
    if (series_.keeps_all ? kept_.size() != next_ : kept_.size() > 1)
      throw UnfitState("the checkpoint has other networks than its number of starts");
    for (const Outcome& outcome : kept_) {
      if (outcome.parameters.size() != setting_.network.parameter_count())
        throw UnfitState("the weights in the checkpoint do not fit the network");
    }
  }

  Ranks& ranks() const { return setting_.workers.ranks(); }

  /// Whether the trainings that are left would change nothing: with one network an ensemble has diverged.
  bool is_over() const { return series_.keeps_all && !kept_.empty() && has_diverged(kept_.back()); }

  /// Whether each training has a part of the time. With a checkpoint, a run goes on with the training that
  /// the time has stopped.
  bool shares_time() const { return series_.keeps_all && !control_.keep; }

  /// The seconds for the next `count` trainings; 0: no limit. None if the time is over.
  std::optional<double> time_for_next(double limit, std::uint64_t count) const {
    if (limit == 0) return 0;
    const double left = limit - ranks().of_first(setting_.watch.seconds());
    const bool is_first = kept_.empty() && !spare_;
    if (left <= 0 && !is_first) return {};
    if (!shares_time()) return std::max(left, kLeastSeconds);
    const std::uint64_t rounds = (series_.count - next_ + count - 1) / count;
    return std::max(std::min(std::max(left / static_cast<double>(rounds), least_), left), kLeastSeconds);
  }

  /// Whether network number `next_ + i` of several that begin together is left out.
  std::optional<StopReason> why_left_out(std::size_t i) const {
    if (i == 0) return {};
    if (noted_signal() != 0) return StopReason::kSignal;
    const double limit = series_.keeps_all ? series_.plan(next_ + i).max_seconds : 0;
    if (limit > 0 && setting_.watch.seconds() >= limit) return StopReason::kTime;
    return {};
  }

  /// Whether an outcome is of a network of an ensemble that time or a signal has stopped before its first
  /// iteration: its outputs would be those of its start.
  bool is_untrained(const Outcome& outcome) const {
    const StopReason stop = outcome.result.stop;
    return series_.keeps_all && outcome.result.iterations == 0 &&
           (stop == StopReason::kTime || stop == StopReason::kSignal);
  }

  /// All at once where all results are kept anyway, else as many as there are threads.
  std::uint64_t most_at_a_time(bool is_limited) const {
    return series_.keeps_all && !is_limited ? series_.count : ranks().sum(setting_.workers.size());
  }

  /// Of a training that was not left out there is an outcome.
  struct Ended {
    std::optional<StopReason> left_out{};
    std::optional<Outcome> outcome{};
  };
  template <typename Archive>
  friend void pass(Archive& archive, IsType<Ended> auto& ended) {
    archive(ended.left_out, ended.outcome);
  }

  Ended end_of(std::size_t i, double seconds, Workers& workers) {
    Ended ended{why_left_out(i), {}};
    if (!ended.left_out) ended.outcome = train_one(next_ + i, seconds, workers);
    return ended;
  }

  /// Runs the next `count` trainings, each for up to `seconds`.
  std::vector<Ended> ends_of(std::uint64_t count, double seconds) {
    std::vector<Ended> ends(count);
    // A training left over is shared by all ranks, unless its batches may be too small for that.
    const bool is_left_over = count == 1 && series_.count > 1 && !takes_all_;
    const bool is_dealt = count > 1 || (is_left_over && series_.plan(next_).batch_size > 0);
    if (is_dealt && ranks().are_many()) {
      const std::vector<Ranks::Bytes> dealt =
          do_dealt(setting_.workers, count, [&](std::size_t i, Workers& own) {
            Packer packer;
            packer(end_of(i, seconds, own));
            return packer.take();
          });
      for (std::size_t i = 0; i < count; ++i) ends[i] = Unpacker(dealt[i]).next<Ended>();
    } else {
      setting_.workers.side_by_side(count,
                                    [&](std::size_t i, Workers& own) { ends[i] = end_of(i, seconds, own); });
    }
    return ends;
  }

  /// Runs the next `count` trainings, each for up to `seconds`, and notes why one was cut short.
  void train_some(std::uint64_t count, double seconds) {
    std::vector<Ended> ends = ends_of(count, seconds);
    for (std::size_t i = 0; i < count && !is_over(); ++i) {
      std::optional<Outcome>& outcome = ends[i].outcome;
      if (!outcome) {
        early_ = ends[i].left_out;
        break;
      }
      const StopReason stop = outcome->result.stop;
      if (is_untrained(*outcome)) {
        leave_out(*std::move(outcome), seconds);
        break;
      }
      evaluations_ += outcome->result.evaluations;
      if (stop == StopReason::kSignal || (stop == StopReason::kTime && !early_ && !shares_time()))
        early_ = stop;
      keep(*std::move(outcome));
      ++next_;
      if (!early_) keep_if_due();
    }
  }

  /// A network without an iteration is the ensemble only if it is the first. Where its part of the time was
  /// too short for one, it and the next ones get longer parts, and they are fewer.
  void leave_out(Outcome outcome, double seconds) {
    const int signal = agree_on_signal(ranks());
    const bool is_watched = ranks().any(!control_.observers.empty());
    const bool can_begin_anew = shares_time() && !is_watched && signal == 0;
    if (can_begin_anew) {
      least_ = 2 * seconds;
    } else {
      early_ = outcome.result.stop;
    }
    if (kept_.empty()) spare_ = std::move(outcome);
  }

  /// Passes on the state between two trainings of an ensemble if it is due: each time would take time that
  /// grows with the square of their number.
  void keep_if_due() {
    is_kept_ = control_.keep && !series_.keeps_all && series_.count > 1 && next_ < series_.count;
    if (!control_.keep || !series_.keeps_all || next_ == series_.count) return;
    iterations_since_kept_ += kept_.back().result.iterations;
    const KeepPace& pace = control_.keep_pace;
    if ((pace.iterations > 0 && iterations_since_kept_ >= pace.iterations) ||
        (pace.seconds > 0 && since_kept_.seconds() >= pace.seconds))
      keep_state({});
  }

  void keep_state(std::optional<TrainingState> state) {
    control_.keep({next_, std::move(state), kept_, evaluations_});
    since_kept_ = Stopwatch();
    iterations_since_kept_ = 0;
    is_kept_ = true;
  }

  void keep(Outcome outcome) {
    if (series_.keeps_all || kept_.empty()) {
      kept_.push_back(std::move(outcome));
    } else if (is_better_start(goal_, outcome, kept_.front())) {
      kept_.front() = std::move(outcome);
    }
  }

  Outcome train_one(std::uint64_t number, double seconds, Workers& workers) {
    TrainingPlan plan = series_.plan(number);
    plan.max_seconds = seconds;
    Splits own;
    const Splits& splits = series_.splits(number, own);
    Outcome outcome{{}, std::vector<double>(setting_.network.parameter_count())};
    setting_.start(plan.restart, outcome.parameters);
    const std::unique_ptr<Optimizer> optimizer =
        make_optimizer(setting_.optimizer, outcome.parameters.size());
    Objective objective = setting_.objective;
    if (setting_.derives_l2) objective.l2 = usual_l2(splits.front().samples.row_share().all);
    LossGradient function(setting_.network, objective, most_blocks(splits, plan.batch_size),
                          RandomStream(plan.seed, RandomPurpose::kDropout, plan.restart).next(), workers);
    TrainingControl control{control_.observers, {}, control_.keep_pace, !series_.keeps_all, nullptr};
    if (control_.keep) {
      control.keep = [&](const TrainingState& state) { keep_state(state); };
    }
    const bool goes_on = control_.from != nullptr && control_.from->state && control_.from->next == number;
    if (goes_on) {
      control.from = &*control_.from->state;
      check_state(*control.from, *optimizer, plan, outcome.parameters.size());
    }
    outcome.result = train(function, *optimizer, splits, plan, outcome.parameters, control);
    return outcome;
  }

  const StartSeries& series_;
  const SeriesSetting& setting_;
  const SeriesControl& control_;
  std::uint64_t next_;  // the next training (0-based)
  Goal goal_;
  std::vector<Outcome> kept_;
  std::uint64_t evaluations_ = 0;
  std::optional<StopReason> early_;
  std::optional<Outcome> spare_;  // the first network, as long as it has no iteration
  bool takes_all_ = false;        // each training is made by all threads and ranks
  double least_ = 0;              // seconds for a network: with fewer, one had no iteration
  Stopwatch since_kept_;
  std::uint64_t iterations_since_kept_ = 0;
  bool is_kept_ = false;  // the present state
};

}  // namespace

double usual_l2(std::size_t rows) {
  constexpr double kMostL2 = 0.01;
  constexpr double kOverRows = 12;
  return std::min(kMostL2, kOverRows / static_cast<double>(std::max<std::size_t>(rows, 1)));
}

SeriesResult run_series(const StartSeries& series, const SeriesSetting& setting,
                        const SeriesControl& control) {
  return SeriesRun(series, setting, control).run();
}

}  // namespace nntrain
