#include <algorithm>
#include <set>
#include <vector>

#include "export/export_c.hpp"

namespace nntrain {
namespace {

constexpr const char* kNumberInput = R"(
/* The input that a number makes, `fill` where it is missing; returns 0 if there is none. */
static int number_input(double number, double fill, double centre, double divisor, double *x)
{
    const double value = isnan(number) ? fill : number;
    *x = (value - centre) / divisor;
    return isfinite(*x) ? 1 : 0;
}
)";

constexpr const char* kTextInputs = R"(
static int is_missing(const char *text)
{
    int i;
    if (text == NULL) return 1;
    for (i = 0; missing_texts[i] != NULL; ++i) {
        if (strcmp(text, missing_texts[i]) == 0) return 1;
    }
    return 0;
}

/* The inputs that a text makes: 1 for the one of `count` ascending levels that it is, 0 for the others;
   `fills` where it is missing. Returns 0 if there are none. */
static int text_inputs(const char *text, const char *const *levels, int count, const double *fills, double *x)
{
    int low = 0, high = count, i;
    if (is_missing(text)) {
        for (i = 0; i < count && fills != NULL; ++i) x[i] = fills[i];
        return fills != NULL;
    }
    for (i = 0; i < count; ++i) x[i] = 0.0;
    while (low < high) {
        const int middle = low + (high - low) / 2;
        if (strcmp(levels[middle], text) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == count || strcmp(levels[low], text) != 0) return unknown_text_is_none;
    x[low] = 1.0;
    return 1;
}
)";

constexpr const char* kDense = R"(
/* z = bias + x W; W has a row of `outputs` numbers for each of the inputs. */
static void dense(const double *x, int inputs, const double *bias, const double *weights, int outputs, double *z)
{
    int i, o;
    for (o = 0; o < outputs; ++o) z[o] = bias != NULL ? bias[o] : 0.0;
    for (i = 0; i < inputs; ++i, weights += outputs) {
        for (o = 0; o < outputs; ++o) z[o] = fma(x[i], weights[o], z[o]);
    }
}
)";

constexpr const char* kBits = R"(
static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static double from_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}
)";

constexpr const char* kQuotient = R"(
/* exp(y) = 2^n (q + r p) / (q - r p), where y = n ln 2 + r, u = r^2, p = 1/2 + u p1. */
typedef struct {
    double shifted; /* its last bits are those of n */
    double r, u, p1, q;
} exp_quotient;

static exp_quotient quotient_exp(double y)
{
    const double shifted = fma(y, 0x1.71547652b82fep0, 0x1.8p52);
    const double n = shifted - 0x1.8p52;
    exp_quotient e;
    e.shifted = shifted;
    e.r = fma(-n, 0x1.abc9e3b39803fp-56, fma(-n, 0x1.62e42fefa39efp-1, y));
    e.u = e.r * e.r;
    e.p1 = fma(0x1.1530e3b8e37ep-15, e.u, 0x1.c70fd479a6457p-7);
    e.q = fma(fma(0x1.03fc12c796b7fp-10, e.u, 0x1.c7194a73beddap-4), e.u, 1.0);
    return e;
}
)";

constexpr const char* kSigmoidAll = R"(
/* z -> 1 / (1 + exp(-z)) */
static void sigmoid_all(double *z, int units)
{
    int i;
    for (i = 0; i < units; ++i) {
        const double x = z[i];
        const exp_quotient e = quotient_exp(x > 700.0 ? -700.0 : -x);
        const double p = fma(e.p1, e.u, 0.5);
        const double below = fma(-e.r, p, e.q);
        const double above = fma(e.r, p, e.q);
        const double scaled = from_bits(bits_of(above) + (bits_of(e.shifted) << 52));
        const double result = below / (below + scaled);
        z[i] = x < -709.78 ? 0.0 : result;
    }
}
)";

constexpr const char* kTanhAll = R"(
/* z -> tanh z */
static void tanh_all(double *z, int units)
{
    int i;
    for (i = 0; i < units; ++i) {
        const double x = z[i];
        const double twice = x + x;
        const double most = twice > 40.0 ? 40.0 : twice;
        const exp_quotient e = quotient_exp(most < -40.0 ? -40.0 : most);
        const double scale = from_bits((bits_of(e.shifted) + 1023) << 52);
        const double odd = fma(e.r, e.p1 * e.u, 0.5 * e.r);
        const double above = fma(scale - 1.0, e.q, (scale + 1.0) * odd);
        const double below = fma(scale + 1.0, e.q, (scale - 1.0) * odd);
        z[i] = from_bits(bits_of(above / below) | (bits_of(x) & UINT64_C(0x8000000000000000)));
    }
}
)";

constexpr const char* kReluAll = R"(
/* z -> max(0, z) */
static void relu_all(double *z, int units)
{
    int i;
    for (i = 0; i < units; ++i) z[i] = z[i] < 0.0 ? 0.0 : z[i];
}
)";

constexpr const char* kStepAll = R"(
/* z -> 1 where z > 0, else 0 */
static void step_all(double *z, int units)
{
    int i;
    for (i = 0; i < units; ++i) z[i] = z[i] > 0.0 ? 1.0 : 0.0;
}
)";

constexpr const char* kExpParts = R"(
/* 2^n of a whole n in [-1022, 1023] */
static double power_of_two(double n)
{
    return from_bits(bits_of(n + (0x1.8p52 + 1023.0)) << 52);
}

/* exp(x) = 2^n (1 + r + r^2 q) */
typedef struct {
    double n, r, q;
} exp_parts;

static exp_parts reduce_exp(double x)
{
    exp_parts e;
    double q = 0x1.af61dccd80562p-26;
    e.n = fma(x, 0x1.71547652b82fep0, 0x1.8p52) - 0x1.8p52;
    e.r = fma(-e.n, 0x1.abc9e3b39803fp-56, fma(-e.n, 0x1.62e42fefa39efp-1, x));
    q = fma(q, e.r, 0x1.2891ef2d385cdp-22);
    q = fma(q, e.r, 0x1.71ddf779b2abdp-19);
    q = fma(q, e.r, 0x1.a019b8a06dbffp-16);
    q = fma(q, e.r, 0x1.a01a01afbb418p-13);
    q = fma(q, e.r, 0x1.6c16c178b0fdbp-10);
    q = fma(q, e.r, 0x1.111111110f8d5p-7);
    q = fma(q, e.r, 0x1.5555555553ccdp-5);
    q = fma(q, e.r, 0x1.5555555555558p-3);
    e.q = fma(q, e.r, 0x1.0000000000001p-1);
    return e;
}
)";

// The result of exp_of is a product. g++ may fuse it with a following addition; a volatile prevents this.
constexpr const char* kExpOf = R"(
static double exp_of(double z)
{
    const double most = z > 710.0 ? 710.0 : z;
    const exp_parts e = reduce_exp(most < -746.0 ? -746.0 : most);
    const double high = 1.0 + e.r;
    const double low = (1.0 - high) + e.r;
    const double half = fma(e.n, 0.5, 0x1.8p52) - 0x1.8p52;
    return (high + fma(e.r * e.r, e.q, low)) * power_of_two(half) * power_of_two(e.n - half);
}
)";

constexpr const char* kExpm1Of = R"(
/* exp(z) - 1 for z <= 0 */
static double expm1_of(double z)
{
    const exp_parts e = reduce_exp(z < -50.0 ? -50.0 : z);
    const double scale = power_of_two(e.n);
    return fma(scale, fma(e.r * e.r, e.q, e.r), scale - 1.0);
}
)";

constexpr const char* kEluAll = R"(
/* z -> z where z > 0, else exp(z) - 1 */
static void elu_all(double *z, int units)
{
    int i;
    for (i = 0; i < units; ++i) z[i] = z[i] > 0.0 ? z[i] : expm1_of(z[i]);
}
)";

constexpr const char* kSeluAll = R"(
/* z -> 1.0507... (z where z > 0, else 1.6732... (exp(z) - 1)) */
static void selu_all(double *z, int units)
{
    int i;
    for (i = 0; i < units; ++i) {
        z[i] = z[i] > 0.0 ? 1.0507009873554804934 * z[i] : 1.7580993408473768600 * expm1_of(z[i]);
    }
}
)";

constexpr const char* kSoftplusAll = R"(
/* z -> log(1 + exp(z)) = max(0, z) + log(1 + exp(-|z|)) */
static void softplus_all(double *z, int units)
{
    int i;
    for (i = 0; i < units; ++i) {
        volatile double t = exp_of(-fabs(z[i])); /* rounded before anything is added */
        const int is_large = t > 0.4142135623730950;
        const double f = is_large ? 0.5 * (t - 1.0) : t;
        const double k = is_large ? 1.0 : 0.0;
        const double s = f / (2.0 + f);
        const double w = s * s;
        volatile double half_square = 0.5 * f * f;
        volatile double low = k * 0x1.ef35793c7673p-45;
        double p = 0x1.2b6a94c8da143p-3;
        p = fma(p, w, 0x1.39fce62a7e3fap-3);
        p = fma(p, w, 0x1.7462bfebe853cp-3);
        p = fma(p, w, 0x1.c71c62bf42ed3p-3);
        p = fma(p, w, 0x1.2492492e0c875p-2);
        p = fma(p, w, 0x1.9999999995239p-2);
        p = fma(p, w, 0x1.5555555555558p-1);
        z[i] = (z[i] > 0.0 ? z[i] : 0.0) +
               fma(k, 0x1.62e42fefa38p-1, f - (half_square - fma(s, fma(w, p, half_square), low)));
    }
}
)";

constexpr const char* kSoftmaxAll = R"(
/* z -> exp(z) / sum of exp(z) */
static void softmax_all(double *z, int units)
{
    double most = z[0], sum = 0.0;
    int i;
    for (i = 1; i < units; ++i) most = z[i] > most ? z[i] : most;
    for (i = 0; i < units; ++i) {
        volatile double e = exp_of(z[i] - most); /* rounded before it is added */
        z[i] = e;
        sum += z[i];
    }
    for (i = 0; i < units; ++i) z[i] /= sum;
}
)";

constexpr const char* kMean = R"(
/* Adds the outputs of a network to the sum of those before it, which for the first one is all 0. */
static void add_outputs(const double *output, int outputs, int is_first, double *sum)
{
    int o;
    for (o = 0; o < outputs; ++o) {
        volatile double y = output[o]; /* rounded before it is added */
        sum[o] = is_first ? y : sum[o] + y;
    }
}

static void divide_outputs(const double *sum, int outputs, double networks, double *mean)
{
    int o;
    for (o = 0; o < outputs; ++o) {
        volatile double quotient = sum[o] / networks; /* rounded before it is used */
        mean[o] = quotient;
    }
}
)";

constexpr const char* kLargest = R"(
/* The first of the largest. */
static int largest_of(const double *y, int classes)
{
    int largest = 0, c;
    for (c = 1; c < classes; ++c) {
        if (y[c] > y[largest]) largest = c;
    }
    return largest;
}
)";

constexpr const char* kProbabilities = R"(
/* Outputs whose sum is not 1 (a sigmoid for each class) are divided by it. */
static void to_probabilities(const double *y, int classes, double *probabilities)
{
    double sum = 0.0;
    int c;
    for (c = 0; c < classes; ++c) sum += y[c];
    for (c = 0; c < classes; ++c) {
        if (fabs(sum - 1.0) <= 1e-12) {
            probabilities[c] = y[c];
        } else {
            probabilities[c] = sum == 0.0 ? 1.0 / classes : y[c] / sum;
        }
    }
}
)";

/// The C function of an activation, and the functions that it calls.
struct ActivationFunctions {
  std::vector<const char*> called;
  const char* own;  ///< null: z stays unchanged
};

ActivationFunctions functions_of(Activation activation) {
  switch (activation) {
    case Activation::kSigmoid:
      return {{kBits, kQuotient}, kSigmoidAll};
    case Activation::kTanh:
      return {{kBits, kQuotient}, kTanhAll};
    case Activation::kRelu:
      return {{}, kReluAll};
    case Activation::kElu:
      return {{kBits, kExpParts, kExpm1Of}, kEluAll};
    case Activation::kSelu:
      return {{kBits, kExpParts, kExpm1Of}, kSeluAll};
    case Activation::kSoftplus:
      return {{kBits, kExpParts, kExpOf}, kSoftplusAll};
    case Activation::kSoftmax:
      return {{kBits, kExpParts, kExpOf}, kSoftmaxAll};
    case Activation::kStep:
      return {{}, kStepAll};
    case Activation::kIdentity:
      break;
  }
  return {{}, nullptr};
}

}  // namespace

std::string c_functions(const Model& model) {
  const auto has_column = [&](bool of_text) {
    const std::vector<InputColumn>& columns = model.preprocessing.columns();
    return std::any_of(columns.begin(), columns.end(),
                       [&](const InputColumn& column) { return column.is_text == of_text; });
  };
  const bool many = model.network.outputs() > 1;
  std::string out;
  const auto add = [&](bool is_needed, const char* function) {
    if (is_needed) out += function;
  };
  add(has_column(false), kNumberInput);
  add(has_column(true), kTextInputs);
  add(true, kDense);
  std::set<const char*> there;
  const auto add_once = [&](const char* function) {
    if (function != nullptr && there.insert(function).second) out += function;
  };
  for (const Layer& layer : model.network.layers()) {
    const ActivationFunctions functions = functions_of(layer.activation);
    for (const char* const called : functions.called) add_once(called);
    add_once(functions.own);
  }
  add(model.network_count() > 1, kMean);
  add(many && !model.target.threshold, kLargest);
  add(many && are_probabilities(model.network), kProbabilities);
  return out;
}

}  // namespace nntrain
