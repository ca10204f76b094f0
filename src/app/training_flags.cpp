#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "app/preset_lists.hpp"
#include "app/reading_flags.hpp"
#include "app/train_flags.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "metrics/measure.hpp"

namespace nntrain {
namespace {

constexpr std::uint64_t kMostUnits = 1'000'000'000;
constexpr std::size_t kMostLayers = 100;
const NumberRange kRates{.most = 1e6, .least_is_in = false};

const NumberRange kPenalties{.most = 1e6};
const NumberRange kBags{.most = 0.5};
constexpr std::uint64_t kMostNetworks = 10'000;
const NumberRange kSeconds{.most = 1e9};
constexpr std::uint64_t kMostRestarts = 1'000'000;

void set_hidden(std::vector<std::uint64_t>& hidden, const std::string& given) {
  std::vector<std::uint64_t> layers;
  for (const ListItem& item : list_of("hidden", given)) {
    const std::optional<std::uint64_t> units = parse_count(item.text);
    if (!units)
      refuse_value("hidden", given, "a list of whole numbers like 5 or 16,8 (0 for no hidden layer)");
    if (*units > kMostUnits)
      refuse_value("hidden", given, fmt::format("usable: a layer has at most {} units", kMostUnits));
    layers.push_back(*units);
  }
  if (layers.size() == 1 && layers.front() == 0) layers.clear();
  for (const std::uint64_t units : layers) {
    if (units == 0)
      refuse_value("hidden", given, "usable: a layer needs at least one unit (0 alone: no hidden layer)");
  }
  if (layers.size() > kMostLayers)
    refuse_value("hidden", given, fmt::format("usable: a network has at most {} hidden layers", kMostLayers));
  hidden = layers;
}

void set_activations(std::vector<Activation>& activations, const std::string& given) {
  std::vector<Activation> list;
  for (const ListItem& item : list_of("activation", given)) {
    list.push_back(choice("activation", item.text, hidden_activations()));
  }
  activations = list;
}

std::vector<std::string> init_words() {
  return {"normal", "xavier", "he", "uniform:R"};
}

void set_init(Initialization& init, const std::string& given) {
  using Kind = Initialization::Kind;
  const std::string uniform = "uniform:";
  if (given.starts_with(uniform)) {
    init = {Kind::kUniform, parse_in_range("init", given.substr(uniform.size()), kRates, uniform)};
    return;
  }
  for (const Kind kind : {Kind::kNormal, Kind::kXavier, Kind::kHe}) {
    init = {kind, 0};
    if (name_of(init) == given) return;
  }
  refuse_choice("init", given, init_words());
}

void set_batch_size(std::uint64_t& size, const std::string& given) {
  const std::optional<std::uint64_t> rows = given == "full" ? 0 : parse_count(given);
  if (!rows || (*rows == 0 && given != "full")) {
    refuse_count("batch-size", given, "a whole number from 1, or full");
  }
  size = *rows;
}

void set_threshold(ThresholdPlan& plan, const std::string& given) {
  ThresholdPlan asked{ThresholdBy::kNumber, 0};
  std::string number = given;
  for (const ThresholdBy by : {ThresholdBy::kRecall, ThresholdBy::kPrecision}) {
    const std::string start = std::string(name_of(by)) + "=";
    if (!given.starts_with(start)) continue;
    asked.by = by;
    number = given.substr(start.size());
  }
  const ParsedNumber parsed = parse_number(number);
  asked.value = parsed.value;
  const bool is_in_range = asked.value > 0 && (asked.value < 1 || (asked.value == 1 && asked.is_found()));
  if (parsed.status != NumberStatus::kOk || !is_in_range) {
    const std::string with_point = with_decimal_point(number);
    refuse_number("threshold", given,
                  "a number between 0 and 1, recall=R or precision=P with R and P above 0 and up to 1",
                  with_point.empty() ? "" : given.substr(0, given.size() - number.size()) + with_point);
  }
  plan = asked;
}

void write_threshold(const ThresholdPlan& plan, JsonWriter& json) {
  if (plan.by == ThresholdBy::kNone) {
    json.null();
  } else if (plan.is_found()) {
    json.string(fmt::format("{}={}", name_of(plan.by), shortest(plan.value)));
  } else {
    json.number(plan.value);
  }
}

std::string hidden_text(const std::vector<std::uint64_t>& hidden) {
  return hidden.empty() ? "0" : fmt::format("{}", fmt::join(hidden, ","));
}

std::string activations_text(const std::vector<Activation>& activations, const std::string& between = ",") {
  return join(words_for(activations), between);
}

/// The seeds in a list of numbers and ranges.
std::vector<std::uint64_t> seeds_in(const std::string& given) {
  const auto refuse = [&]() {
    refuse_value("seeds", given, "a list of different seeds, such as 1..20 or 1,5,9");
  };
  const auto seed_of = [&](std::string_view text) {
    const std::optional<std::uint64_t> seed = parse_count(text);
    if (!seed) refuse();
    return *seed;
  };
  std::vector<std::uint64_t> seeds;
  std::set<std::uint64_t> known;
  for (const ListItem& item : list_of("seeds", given)) {
    const std::size_t dots = item.text.find("..");
    const std::uint64_t first = seed_of(item.text.substr(0, dots));
    const std::uint64_t last = dots == std::string::npos ? first : seed_of(item.text.substr(dots + 2));
    if (last < first || last - first >= kMostRuns - seeds.size()) refuse();
    for (std::uint64_t seed = first;; ++seed) {
      if (!known.insert(seed).second) refuse();
      seeds.push_back(seed);
      if (seed == last) break;
    }
  }
  return seeds;
}

void add_loss_flag(FlagTable& table, TrainOptions& options) {
  std::vector<std::string> names = words_for<Loss>();
  names.insert(names.begin(), "auto");
  std::replace(names.begin(), names.end(), std::string(name_of(Loss::kHuber)), std::string("huber:D"));
  table.add(
      {"loss", join(names, "|", std::string::npos),
       "sum of squared errors, their mean, or minus the mean log probability; for numbers the mean absolute "
       "error, or squared errors that count as absolute ones beyond D (in units of the scaled target); auto: "
       "mse for numbers, cross-entropy for a softmax output (more than two classes), else sse"},
      "auto",
      [&options, names](const std::string& given) {
        const std::string bent = "huber:";
        options.loss.reset();
        if (given.starts_with(bent)) {
          options.loss =
              LossFunction(Loss::kHuber, parse_in_range("loss", given.substr(bent.size()), kRates, bent));
        } else if (given != "auto") {
          options.loss = loss_called(given);
          if (!options.loss) refuse_choice("loss", given, names);
        }
      },
      [&options](JsonWriter& json) { json.string(options.loss ? name_of(*options.loss) : "auto"); });
}

}  // namespace

void add_network_flags(FlagTable& table, TrainOptions& options) {
  table.group("Network");
  table.add(
      {"hidden", "LIST", "units of each hidden layer: 5, or 16,8; 0 for none"}, hidden_text(options.hidden),
      [&options](const std::string& given) { set_hidden(options.hidden, given); },
      [&options](JsonWriter& json) { json.string(hidden_text(options.hidden)); });
  table.mark_numbers(FlagNumbers::kWhole);
  table.add(
      {"activation", "LIST",
       "one for all hidden layers, or one for each: " + activations_text(hidden_activations(), ", ") +
           " (for --iterations 0: a step cannot be trained)"},
      activations_text(options.activations),
      [&options](const std::string& given) { set_activations(options.activations, given); },
      [&options](JsonWriter& json) { json.string(activations_text(options.activations)); });
  table.offer_list(words_for(hidden_activations()));
  table.add_choice({"output-activation", "",
                    "for the output; auto: sigmoid for two classes, softmax for more, identity for numbers"},
                   options.output_activation, output_activations());
  table.add_switch({"no-bias", "", "units without a bias"}, options.no_bias);
  table.add(
      {"init", "WHICH", "how the weights are drawn: normal (N(0, 1), biases too), xavier, he, uniform:R"},
      name_of(options.init), [&options](const std::string& given) { set_init(options.init, given); },
      [&options](JsonWriter& json) { json.string(name_of(options.init)); });
  table.offer(init_words());
  table.add_input(
      {"init-from", "FILE",
       "start from the weights in a JSON result, a model, or a file that you type: {\"layers\": [{\"bias\": "
       "[-0.5], \"weights\": [[1], [2]]}]}; weights has one list for each input, with one number for each "
       "unit"},
      options.init_from);
}

void add_training_flags(FlagTable& table, TrainOptions& options) {
  table.group("Training");
  std::vector<std::string> names;
  std::string meanings;
  for (const Preset& preset : presets()) {
    names.push_back(preset.name);
    meanings += fmt::format("; {}: {}", preset.name, preset.help);
  }
  table.add(
      {"preset", join(names, "|"), "a set of these flags; flags that you give override it" + meanings}, "",
      [&options, names](const std::string& given) {
        if (std::find(names.begin(), names.end(), given) == names.end())
          refuse_choice("preset", given, names);
        options.preset = given;
      },
      [&options](JsonWriter& json) { options.preset.empty() ? json.null() : json.string(options.preset); });
  add_loss_flag(table, options);
  table.add_choice({"backprop", "", "the exact gradient, or the rule of the lecture's program"},
                   options.backprop);
  table.add_choice({"optimizer", "", "gradient descent, Adam, iRprop-, L-BFGS, or Rosenblatt's perceptron"},
                   options.optimizer);
  table.add(
      {"learning-rate", "F",
       "scales each step; auto: 0.01, for adam 0.001; a sum over many rows (sse) needs a smaller rate", "lr"},
      "auto",
      [&options](const std::string& given) {
        options.learning_rate.reset();
        if (given != "auto") options.learning_rate = parse_in_range("learning-rate", given, kRates);
      },
      [&options](JsonWriter& json) {
        options.learning_rate ? json.number(*options.learning_rate) : json.null();
      });
  table.mark_numbers(FlagNumbers::kAny);
  table.add_choice(
      {"schedule", "",
       "of the learning rate over the updates: always the same, or down to 0 along a cosine; then "
       "--iterations is part of the recipe"},
      options.schedule);
  table.add_number(
      {"momentum", "F", "for gradient descent: the share of the last step that is added to the next"},
      options.momentum, NumberRange::kBelowOne);
  table.add_switch({"nesterov", "", "Nesterov's momentum, which looks ahead"}, options.nesterov);
  table.add(
      {"batch-size", "N", "rows per update: a number, or full for all"}, "full",
      [&options](const std::string& given) { set_batch_size(options.batch_size, given); },
      [&options](JsonWriter& json) {
        options.batch_size == 0 ? json.string("full") : json.count(options.batch_size);
      });
  table.mark_numbers(FlagNumbers::kWhole);
  table.add_switch({"no-shuffle", "", "batches in file order instead of a new order for each pass"},
                   options.no_shuffle);
  table.add_count({"iterations", "N", "passes over the rows; 0: measure the first weights", "epochs"},
                  options.iterations, 0, kMostIterations);
  table.add(
      {"l2", "F",
       "adds F/2 times the sum of the squared weights (without biases) to the loss; auto: 12 divided by the "
       "number of training rows, at most 0.01"},
      "",
      [&options](const std::string& given) {
        options.l2.reset();
        if (given == "auto") return;
        const ParsedNumber number = parse_number(given);
        if (number.status != NumberStatus::kOk)
          refuse_number("l2", given, "auto, or a number from 0 on", with_decimal_point(given));
        options.l2 = parse_in_range("l2", given, kPenalties);
      },
      [&options](JsonWriter& json) { options.l2 ? json.number(*options.l2) : json.string("auto"); });
  table.mark_numbers(FlagNumbers::kAny);
  table.add_number({"dropout", "F", "leave out each hidden unit with this probability during training"},
                   options.dropout, NumberRange::kBelowOne);
  table.add_number(
      {"average", "F",
       "measure, watch and keep a moving average of the weights over the updates, with the share F "
       "of the average before; training goes on from the weights themselves; 0: none"},
      options.average, NumberRange::kBelowOne);
  table.add_number({"tolerance", "F", "stop when the loss has not fallen by this share in 10 iterations"},
                   options.tolerance, NumberRange::kBelowOne);
  table.add(
      {"threshold", "F|recall=R|precision=P",
       "of two classes: the second one from the probability F on; or the threshold with the recall R or the "
       "precision P on the validation rows; without it: above 0.5, or the larger of two outputs"},
      "", [&options](const std::string& given) { set_threshold(options.threshold, given); },
      [&options](JsonWriter& json) { write_threshold(options.threshold, json); });
  table.mark_numbers(FlagNumbers::kAny);
  table.add_text({"metric", "NAME",
                  "what --patience, --restarts, --log and --seeds with --save watch: a metric of the result, "
                  "such as accuracy, auc, "
                  "f1[LABEL], rmse or r2; the better value may be the higher or the lower one"},
                 options.metric);
  table.offer(telling_metric_names());
  table.add_count(
      {"patience", "N",
       "stop when the validation loss (or --metric) has not become better for N iterations, and restore the "
       "weights of the best one; 0: never"},
      options.patience, 0, kMostIterations);
  table.add_number({"max-seconds", "F", "stop after this many seconds, each of several runs; 0: never"},
                   options.max_seconds, kSeconds);
  table.add_count(
      {"restarts", "N",
       "train from N starts and keep the best (by the loss or --metric of the validation rows, if any)"},
      options.restarts, 1, kMostRestarts);
  table.add_count(
      {"ensemble", "N",
       "train N networks from their own starts and average their outputs; the first is the network "
       "without it"},
      options.ensemble, 1, kMostNetworks);
  table.add_number(
      {"bag", "F",
       "each network of an ensemble holds out one of K parts of the training rows, in turn, as its "
       "validation rows; K is 1/F, rounded, so 0.41 holds out a half"},
      options.bag, kBags);
  table.add_switch(
      {"refit", "",
       "train anew on training and held-out rows together, for as many iterations as before, or as the best "
       "one of --patience; validation results are those of before"},
      options.refit);
  table.add_switch({"calibrate", "",
                    "divide the sums of the outputs by the temperature with the lowest log loss on held-out "
                    "rows, so that probabilities come true as often as they say"},
                   options.calibrate);
  table.add_switch({"fixed-bias", "", "biases keep their first values"}, options.fixed_bias);
  table.add_count({"seed", "N", "seed of all random numbers"}, options.seed, 0, UINT64_MAX);
  table.end_recipe();
  table.add(
      {"seeds", "LIST", "a run for each seed, such as 1..20 or 1,5,9: how far chance moves the result"}, "",
      [&options](const std::string& given) { options.seeds = seeds_in(given); },
      [&options](JsonWriter& json) {
        if (options.seeds.empty()) {
          json.null();
          return;
        }
        json.begin_array();
        for (const std::uint64_t seed : options.seeds) json.count(seed);
        json.end_array();
      });
  table.add_threads(
      {"threads", "N",
       "threads that share reading and training; they never change a result; auto: all available processors, "
       "and for training one where that is faster"},
      options.threads);
  table.add_input(
      {"like", "FILE",
       "train as the run of this model, or of this JSON result, with its flags; flags that you give override "
       "them; its data, weights and files are not taken"},
      options.like);
}

}  // namespace nntrain
