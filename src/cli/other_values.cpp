#include "cli/other_words.hpp"

namespace nntrain {
namespace {

constexpr std::string_view kNone{};
constexpr std::string_view kRmsprop = "there is no such optimizer; adam adapts each weight's step, too";
constexpr std::string_view kMomentum = "it is --optimizer gd --momentum 0.9";
constexpr std::string_view kNesterov = "it is --optimizer gd --nesterov --momentum 0.9";
constexpr std::string_view kSag =
    "neuralnet's sag is --optimizer rprop, and scikit-learn's a kind of --optimizer gd --batch-size 1";
constexpr std::string_view kHinge = "there is no hinge loss; cross-entropy is for classes, too";
constexpr std::string_view kLeaky = "there is no leaky ReLU; elu learns below 0, too";
constexpr std::string_view kSmooth = "there is none; softplus and elu are smooth relatives of relu, too";
constexpr std::string_view kAtOutput = "it is for the output:  --output-activation softmax";
constexpr std::string_view kEqualStart =
    "with equal weights all units of a layer stay equal; normal, xavier and he are drawn";
constexpr std::string_view kSchedules = "the others are cosine, and constant with another --learning-rate";

constexpr std::string_view kKeras =
    "layers are --hidden 16,8 of nntrain train, and the lecture's Keras model is its --preset keras";

constexpr OtherWord kValues[] = {
    {"zscore", "standard", kNone, "scale"},
    {"standardize", "standard", kNone, "scale"},
    {"standard-scaler", "standard", kNone, "scale"},
    {"min-max-scaler", "minmax", kNone, "scale"},
    {"range", "minmax", kNone, "scale"},
    {"normalize", "minmax", kNone, "scale"},
    {"false", "none", kNone, "scale"},
    {"l1", "mae", kNone, "loss"},
    {"l1-loss", "mae", kNone, "loss"},
    {"mean-absolute-error", "mae", kNone, "loss"},
    {"absolute-error", "mae", kNone, "loss"},
    {"huber", "huber:1", kNone, "loss"},
    {"huber-loss", "huber:1", kNone, "loss"},
    {"smooth-l1-loss", "huber:1", kNone, "loss"},
    {"l2", "mse", kNone, "loss"},
    {"rmse", "mse", kNone, "loss"},
    {"mse-loss", "mse", kNone, "loss"},
    {"mean-squared-error", "mse", kNone, "loss"},
    {"squared-error", "half-mse", kNone, "loss"},
    {"rss", "sse", kNone, "loss"},
    {"ce", "cross-entropy", kNone, "loss"},
    {"bce", "cross-entropy", kNone, "loss"},
    {"bce-loss", "cross-entropy", kNone, "loss"},
    {"bce-with-logits-loss", "cross-entropy", kNone, "loss"},
    {"cross-entropy-loss", "cross-entropy", kNone, "loss"},
    {"binary-crossentropy", "cross-entropy", kNone, "loss"},
    {"categorical-crossentropy", "cross-entropy", kNone, "loss"},
    {"sparse-categorical-crossentropy", "cross-entropy", kNone, "loss"},
    {"log-loss", "cross-entropy", kNone, "loss"},
    {"logistic", "cross-entropy", kNone, "loss"},
    {"entropy", "cross-entropy", kNone, "loss"},
    {"nll", "cross-entropy", kNone, "loss"},
    {"nll-loss", "cross-entropy", kNone, "loss"},
    {"hinge", "", kHinge, "loss"},
    {"sgd", "gd", kNone, "optimizer"},
    {"backprop", "gd", kNone, "optimizer"},
    {"gradient-descent", "gd", kNone, "optimizer"},
    {"momentum", "", kMomentum, "optimizer"},
    {"nesterov", "", kNesterov, "optimizer"},
    {"rprop+", "rprop", kNone, "optimizer"},
    {"sag", "", kSag, "optimizer"},
    {"slr", "rprop", kNone, "optimizer"},
    {"l-bfgs-b", "lbfgs", kNone, "optimizer"},
    {"bfgs", "lbfgs", kNone, "optimizer"},
    {"rmsprop", "", kRmsprop, "optimizer"},
    {"adagrad", "", kRmsprop, "optimizer"},
    {"adadelta", "", kRmsprop, "optimizer"},
    {"adamw", "adam", kNone, "optimizer"},
    {"nadam", "adam", kNone, "optimizer"},
    {"logistic", "sigmoid", kNone, "activation"},
    {"logsig", "sigmoid", kNone, "activation"},
    {"tansig", "tanh", kNone, "activation"},
    {"linear", "identity", kNone, "activation"},
    {"purelin", "identity", kNone, "activation"},
    {"none", "identity", kNone, "activation"},
    {"rectifier", "relu", kNone, "activation"},
    {"leaky-relu", "", kLeaky, "activation"},
    {"gelu", "", kSmooth, "activation"},
    {"swish", "", kSmooth, "activation"},
    {"silu", "", kSmooth, "activation"},
    {"softmax", "", kAtOutput, "activation"},
    {"heaviside", "step", kNone, "activation"},
    {"threshold", "step", kNone, "activation"},
    {"hard-limit", "step", kNone, "activation"},
    {"hardlim", "step", kNone, "activation"},
    {"sign", "step", kNone, "activation"},
    {"signum", "step", kNone, "activation"},
    {"escalon", "step", kNone, "activation"},
    {"escalón", "step", kNone, "activation"},
    {"lineal", "identity", kNone, "activation"},
    {"identidad", "identity", kNone, "activation"},
    {"sigmoide", "sigmoid", kNone, "activation"},
    {"sigmoidal", "sigmoid", kNone, "activation"},
    {"logistic", "sigmoid", kNone, "output-activation"},
    {"linear", "identity", kNone, "output-activation"},
    {"none", "identity", kNone, "output-activation"},
    {"heaviside", "step", kNone, "output-activation"},
    {"threshold", "step", kNone, "output-activation"},
    {"hard-limit", "step", kNone, "output-activation"},
    {"hardlim", "step", kNone, "output-activation"},
    {"sign", "step", kNone, "output-activation"},
    {"signum", "step", kNone, "output-activation"},
    {"escalon", "step", kNone, "output-activation"},
    {"escalón", "step", kNone, "output-activation"},
    {"lineal", "identity", kNone, "output-activation"},
    {"identidad", "identity", kNone, "output-activation"},
    {"sigmoide", "sigmoid", kNone, "output-activation"},
    {"sigmoidal", "sigmoid", kNone, "output-activation"},
    {"glorot", "xavier", kNone, "init"},
    {"glorot-uniform", "xavier", kNone, "init"},
    {"glorot-normal", "xavier", kNone, "init"},
    {"xavier-uniform", "xavier", kNone, "init"},
    {"xavier-normal", "xavier", kNone, "init"},
    {"kaiming", "he", kNone, "init"},
    {"kaiming-uniform", "he", kNone, "init"},
    {"kaiming-normal", "he", kNone, "init"},
    {"he-uniform", "he", kNone, "init"},
    {"he-normal", "he", kNone, "init"},
    {"random-normal", "normal", kNone, "init"},
    {"rnorm", "normal", kNone, "init"},
    {"uniform", "uniform:0.5", kNone, "init"},
    {"random-uniform", "uniform:0.5", kNone, "init"},
    {"runif", "uniform:0.5", kNone, "init"},
    {"zeros", "", kEqualStart, "init"},
    {"ones", "", kEqualStart, "init"},
    {"cosine-annealing", "cosine", kNone, "schedule"},
    {"cosine-decay", "cosine", kNone, "schedule"},
    {"none", "constant", kNone, "schedule"},
    {"adaptive", "", kSchedules, "schedule"},
    {"invscaling", "", kSchedules, "schedule"},
    {"exponential", "", kSchedules, "schedule"},
    {"classification", "classify", kNone, "task"},
    {"binary", "classify", kNone, "task"},
    {"multiclass", "classify", kNone, "task"},
    {"regression", "regress", kNone, "task"},
    {"na-omit", "drop", kNone, "missing"},
    {"omit", "drop", kNone, "missing"},
    {"na-fail", "error", kNone, "missing"},
    {"impute", "mean", kNone, "missing"},
};

constexpr std::string_view kNoCompiling =
    "there is nothing to compile: nntrain train has --loss, --optimizer and --metric";
constexpr std::string_view kImportance = "it is measured by: nntrain evaluate --importance";
constexpr std::string_view kSplitting = "rows are held out in training: nntrain train --test-fraction 0.2";

constexpr OtherWord kCommands[] = {
    {"experiment", "train"},
    {"fit", "train"},
    {"learn", "train"},
    {"nnet", "train"},
    {"neuralnet", "train"},
    {"mlp-classifier", "train"},
    {"mlp-regressor", "train"},
    {"sequential", "train"},
    {"keras", "", kKeras},
    {"layer-dense", "", kKeras},
    {"compile", "", kNoCompiling},
    {"train-test-split", "", kSplitting},
    {"head", "check"},
    {"str", "check"},
    {"glimpse", "check"},
    {"describe", "check"},
    {"view", "check"},
    {"read-csv", "check"},
    {"visualize", "plot"},
    {"draw", "plot"},
    {"plotnet", "plot"},
    {"hist", "plot"},
    {"histogram", "plot"},
    {"score", "evaluate"},
    {"test", "evaluate"},
    {"confusion-matrix", "evaluate"},
    {"var-imp", "", kImportance},
    {"garson", "", kImportance},
    {"compute", "predict"},
    {"predict-proba", "predict"},
    {"summary", "show"},
    {"info", "show"},
    {"inspect", "show"},
    {"coef", "show"},
    {"print", "show"},
    {"convert", "export"},
    {"k-fold", "cv"},
    {"cross-validate", "cv"},
    {"cross-val-score", "cv"},
    {"hyperopt", "sweep"},
    {"tune", "sweep"},
    {"grid-search", "sweep"},
    {"grid-search-cv", "sweep"},
    {"random-search", "sweep"},
};

}  // namespace

std::span<const OtherWord> other_values() {
  return kValues;
}

std::span<const OtherWord> other_commands() {
  return kCommands;
}

}  // namespace nntrain
