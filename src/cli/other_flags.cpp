#include "cli/other_words.hpp"

namespace nntrain {
namespace {

constexpr std::string_view kOfCv = "cross-validation is a command of its own: nntrain cv --folds K";
constexpr std::string_view kOfSweep =
    "a search over flags is a command of its own: nntrain sweep --grid 'hidden=2;5'";
constexpr std::string_view kTwoRates =
    "the learning rate is --learning-rate, and the share of units that is left out --dropout";
constexpr std::string_view kAlpha =
    "the learning rate (the lecture's a) is --learning-rate, and scikit-learn's alpha, the L2 penalty, is "
    "--l2";
constexpr std::string_view kColumns = "the inputs are the columns of --features";
constexpr std::string_view kBias = "units have a bias, unless there is --no-bias";
constexpr std::string_view kShuffle = "the rows of --batch-size are shuffled, unless there is --no-shuffle";
constexpr std::string_view kNumberTarget =
    "a target that is a number has it already; else:  --output-activation identity";
constexpr std::string_view kAdamNumbers = "beta 0.9 and 0.999 and epsilon 1e-8 are fixed in --optimizer adam";
constexpr std::string_view kMetrics = "a result has all metrics; --metric NAME is the one that chooses";
constexpr std::string_view kCallbacks =
    "--patience N stops early, --schedule cosine lowers the learning rate";
constexpr std::string_view kSteps =
    "--iterations N is the number of passes over the rows, --batch-size their step";
constexpr std::string_view kClipping =
    "gradients are not clipped: a smaller --learning-rate, or --optimizer rprop";
constexpr std::string_view kProcessors = "it computes on processors, as many as --threads says";
constexpr std::string_view kOfOptimizer = "it is a value:  --optimizer adam";
constexpr std::string_view kSgd = "it is gradient descent by batches:  --optimizer gd --batch-size 32";
constexpr std::string_view kNoRmsprop = "there is no RMSprop; the nearest is --optimizer adam";
constexpr std::string_view kRpropNumbers =
    "the factors and limits of its steps are fixed in --optimizer rprop; the first step is --learning-rate";
constexpr std::string_view kRprop = "it is a value:  --optimizer rprop";
constexpr std::string_view kLbfgs = "it is a value:  --optimizer lbfgs";
constexpr std::string_view kSoftmax =
    "three classes or more have it already; else:  --output-activation softmax";
constexpr std::string_view kEntropy = "it is a value:  --loss cross-entropy";
constexpr std::string_view kLayers = "--hidden 16,8 has two hidden layers, of 16 and 8 units";
constexpr std::string_view kNoSkipping = "there are no weights past a hidden layer";
constexpr std::string_view kModel =
    "--save FILE writes what is learned; --init-from FILE starts from its weights";
constexpr std::string_view kWeightFiles =
    "--save FILE writes a model with its weights, --log-weights FILE those after each iteration";
constexpr std::string_view kNoL1 = "there is no L1 penalty; the squares of the weights are those of --l2";
constexpr std::string_view kFormula = "a formula y ~ a + b is --target y --features a,b";
constexpr std::string_view kRange = "weights from -R to R are --init uniform:R";

/// With the same `ours` one below the other. The first whose `ours` a command has is suggested.
constexpr OtherWord kFlags[] = {
    // the table
    {"dataset", "data"},
    {"file", "data"},
    {"csv", "data"},
    {"input", "data"},
    {"train-data", "data"},
    {"x", "features"},
    {"inputs", "features"},
    {"predictors", "features"},
    {"y", "target"},
    {"label", "target"},
    {"response", "target"},
    {"outcome", "target"},
    {"formula", "", kFormula},
    {"input-shape", "", kColumns},
    {"input-dim", "", kColumns},
    {"in-features", "", kColumns},
    {"sep", "delimiter"},
    {"col-names", "columns"},
    {"na-values", "na"},
    {"na-strings", "na"},
    {"na-action", "missing"},
    {"normalize", "scale"},
    {"standardize", "scale"},
    {"scaler", "scale"},
    {"pre-process", "scale"},
    {"sample-weight", "weights-column"},
    {"case-weights", "weights-column"},
    // held-out rows
    {"test-size", "test-fraction"},
    {"test-split", "test-fraction"},
    {"holdout", "test-fraction"},
    {"test-data", "test"},
    {"validation-split", "validation-fraction"},
    {"val-split", "validation-fraction"},
    {"val-fraction", "validation-fraction"},
    {"valid-fraction", "validation-fraction"},
    {"dev-fraction", "validation-fraction"},
    {"validation-data", "validation"},
    {"val-data", "validation"},
    {"stratify", "split"},
    {"random-seed", "seed"},
    {"random-state", "seed"},
    {"manual-seed", "seed"},
    {"set-seed", "seed"},
    {"k-fold", "folds"},
    {"n-splits", "folds"},
    {"n-repeats", "repeats"},
    {"k-fold", "", kOfCv},
    {"n-splits", "", kOfCv},
    {"n-repeats", "", kOfCv},
    {"folds", "", kOfCv},
    {"repeats", "", kOfCv},
    {"fold-column", "", kOfCv},
    {"cv", "", kOfCv},
    {"tr-control", "", kOfCv},
    {"grid", "", kOfSweep},
    {"param-grid", "", kOfSweep},
    {"tune-grid", "", kOfSweep},
    {"tune-length", "", kOfSweep},
    // the network
    {"hidden-layer-sizes", "hidden"},
    {"hidden-layers", "hidden"},
    {"hidden-units", "hidden"},
    {"hidden-size", "hidden"},
    {"layers", "hidden"},
    {"size", "hidden"},
    {"neurons", "hidden"},
    {"hidden-dim", "hidden"},
    {"num-layers", "", kLayers},
    {"skip", "", kNoSkipping},
    {"nodes", "hidden"},
    {"act-fct", "activation"},
    {"activation-function", "activation"},
    {"hidden-activation", "activation"},
    {"output-function", "output-activation"},
    {"linout", "", kNumberTarget},
    {"linear-output", "", kNumberTarget},
    {"softmax", "", kSoftmax},
    {"entropy", "", kEntropy},
    {"likelihood", "", kEntropy},
    {"use-bias", "", kBias},
    {"fit-intercept", "", kBias},
    {"bias", "", kBias},
    {"kernel-initializer", "init"},
    {"initializer", "init"},
    {"weight-init", "init"},
    {"bias-initializer", "init"},
    {"rang", "", kRange},
    {"startweights", "init-from"},
    {"initial-weights", "init-from"},
    {"load-weights", "init-from"},
    {"wts", "init-from"},
    {"init-weights", "init-from"},
    // training
    {"criterion", "loss"},
    {"err-fct", "loss"},
    {"loss-function", "loss"},
    {"loss-fn", "loss"},
    {"solver", "optimizer"},
    {"algorithm", "optimizer"},
    {"adam", "", kOfOptimizer},
    {"sgd", "", kSgd},
    {"rmsprop", "", kNoRmsprop},
    {"rprop", "", kRprop},
    {"lbfgs", "", kLbfgs},
    {"learning-rate-init", "learning-rate"},
    {"step-size", "learning-rate"},
    {"eta", "learning-rate"},
    {"eta0", "learning-rate"},
    {"a", "learning-rate"},
    {"alpha", "", kAlpha},
    {"rate", "", kTwoRates},
    {"dropout-rate", "dropout"},
    {"learning-rate-decay", "schedule"},
    {"lr-decay", "schedule"},
    {"power-t", "schedule"},
    {"lr-scheduler", "schedule"},
    {"learning-rate-limit", "", kRpropNumbers},
    {"learning-rate-factor", "", kRpropNumbers},
    {"nesterovs-momentum", "nesterov"},
    {"beta-1", "", kAdamNumbers},
    {"beta-2", "", kAdamNumbers},
    {"betas", "", kAdamNumbers},
    {"epsilon", "", kAdamNumbers},
    {"eps", "", kAdamNumbers},
    {"clipnorm", "", kClipping},
    {"clipvalue", "", kClipping},
    {"mini-batch-size", "batch-size"},
    {"batch", "batch-size"},
    {"shuffle", "", kShuffle},
    {"max-iter", "iterations"},
    {"maxit", "iterations"},
    {"n-iter", "iterations"},
    {"stepmax", "iterations"},
    {"max-steps", "iterations"},
    {"num-epochs", "iterations"},
    {"n-epochs", "iterations"},
    {"nb-epoch", "iterations"},
    {"max-epochs", "iterations"},
    {"max-fun", "iterations"},
    {"steps-per-epoch", "", kSteps},
    {"weight-decay", "l2"},
    {"decay", "l2"},
    {"lambda", "l2"},
    {"regularization", "l2"},
    {"kernel-regularizer", "l2"},
    {"l1", "", kNoL1},
    {"tol", "tolerance"},
    {"reltol", "tolerance"},
    {"abstol", "tolerance"},
    {"min-delta", "tolerance"},
    {"early-stop", "patience"},
    {"early-stopping", "patience"},
    {"n-iter-no-change", "patience"},
    {"restore-best-weights", "patience"},
    {"callbacks", "", kCallbacks},
    {"monitor", "metric"},
    {"scoring", "metric"},
    {"metrics", "", kMetrics},
    {"rep", "restarts"},
    {"n-init", "restarts"},
    {"warm-start", "continue"},
    {"n-jobs", "threads"},
    {"num-workers", "threads"},
    {"device", "", kProcessors},
    {"gpu", "", kProcessors},
    {"cuda", "", kProcessors},
    // outputs
    {"output", "save"},
    {"out", "save"},
    {"verbose", "progress"},
    {"lifesign", "progress"},
    {"history", "log"},
    {"csv-logger", "log"},
    {"save-weights", "", kWeightFiles},
    {"trace-weights", "log-weights"},
    {"print-weights", "weights"},
    {"model", "", kModel},
    {"save-model", "save"},
    {"save", "output"},
    {"out", "output"},
    {"predictions", "output"},
};

}  // namespace

std::span<const OtherWord> other_flags() {
  return kFlags;
}

}  // namespace nntrain
