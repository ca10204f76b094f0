#include "bench/network_workload.hpp"

#include <chrono>
#include <stdexcept>

#include "base/fingerprint.hpp"
#include "training/restarts.hpp"

namespace nntrain {
namespace {

constexpr std::uint64_t kSeed = 1;

/// Rows of C classes, drawn one by one. An input is uniform in [-1, 1), or in [0, 2) if its index modulo C is
/// the class. The target is the class, or 1 in the column of the class.
Split made_up_rows(std::size_t rows, std::size_t inputs, std::size_t outputs) {
  const std::size_t classes = outputs == 1 ? 2 : outputs;
  RandomStream random(kSeed, RandomPurpose::kBench);
  Split split;
  split.name = "train";
  split.samples.inputs = BlockMatrix(inputs);
  split.samples.inputs.grow_to(rows);
  split.samples.targets = BlockMatrix(outputs);
  split.samples.targets.grow_to(rows);
  split.samples.total_weight = static_cast<double>(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint64_t its_class = random.below(classes);
    for (std::size_t input = 0; input < inputs; ++input) {
      const double shift = input % classes == its_class ? 0 : -1;
      split.samples.inputs.set(row, input, 2 * random.uniform() + shift);
    }
    if (outputs > 1) {
      split.samples.targets.set(row, its_class, 1);
    } else {
      split.samples.targets.set(row, 0, static_cast<double>(its_class));
    }
  }
  return split;
}

double sigmoids_per_row(const Network& network) {
  double sigmoids = 0;
  for (const Layer& layer : network.layers()) {
    if (layer.activation == Activation::kSigmoid) sigmoids += static_cast<double>(layer.outputs);
  }
  return sigmoids;
}

/// Measures when iterations end.
class IterationTimer : public TrainingObserver {
 public:
  void on_iteration(const IterationView& view) override {
    // An observer gets the state before an iteration when that iteration has ended.
    if (view.iteration == 0) first_ = Clock::now();
    previous_ = last_;
    last_ = Clock::now();
  }

  /// Of all iterations but the first. The last view is the final state, without an iteration after it.
  double seconds() const { return std::chrono::duration<double>(previous_ - first_).count(); }

 private:
  using Clock = std::chrono::steady_clock;

  Clock::time_point first_;
  Clock::time_point previous_;
  Clock::time_point last_;
};

class NetworkWorkload : public Workload {
 public:
  NetworkWorkload(const NetworkJob& job, bool quick)
      : Workload(job.name, WorkKind::kNetwork), job_(job), network_(job.sizes, job.activations, true) {
    const JobSize& size = quick ? job.quick : job.whole;
    splits_.push_back(made_up_rows(size.rows, network_.inputs(), network_.outputs()));
    work_.rows = size.rows;
    work_.iterations = size.iterations;
    const double row_iterations = static_cast<double>(size.rows) * static_cast<double>(size.iterations);
    work_.flops = row_iterations * flops_per_row(network_);
    work_.sigmoids = row_iterations * sigmoids_per_row(network_);
  }

  WorkRun run(Workers& workers) override {
    Recipe recipe;
    recipe.objective.loss = job_.loss;
    recipe.objective.dropout = job_.dropout;
    recipe.objective.l2 = job_.l2;
    recipe.optimizer.kind = job_.optimizer;
    recipe.optimizer.learning_rate = job_.learning_rate;
    recipe.plan.average = job_.average;
    recipe.plan.iterations = work_.iterations + 1;
    recipe.plan.batch_size = job_.batch_size;
    recipe.plan.seed = kSeed;
    const Start start = [this](std::uint64_t, std::span<double> parameters) {
      RandomStream random(kSeed, RandomPurpose::kStart);
      initialize(network_, {job_.start}, random, parameters);
    };
    std::vector<double> parameters(network_.parameter_count());
    IterationTimer watch;
    const TrainingResult result =
        train_from_starts(recipe, start, network_, splits_, parameters, {.observers = {&watch}}, workers);
    if (result.stop != StopReason::kIterations)
      throw std::logic_error("the workload " + name() + " diverges");
    return {watch.seconds(), fingerprint(parameters)};
  }

 private:
  const NetworkJob& job_;
  Network network_;
  Splits splits_;
};

}  // namespace

double flops_per_row(const Network& network) {
  double flops = 0;
  for (const Layer& layer : network.layers()) {
    const double product = 2 * static_cast<double>(layer.inputs) * static_cast<double>(layer.outputs);
    flops += product * (&layer == &network.layers().front() ? 2 : 3);
  }
  return flops;
}

std::unique_ptr<Workload> make_network_workload(const NetworkJob& job, bool quick) {
  return std::make_unique<NetworkWorkload>(job, quick);
}

}  // namespace nntrain
