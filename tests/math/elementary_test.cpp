#include "math/elementary.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "base/random.hpp"
#include "math/kernels.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"

using nntrain::RandomPurpose;
using nntrain::RandomStream;

namespace {

const int kPoints = nntrain::test::rounds(100'000, 1'000'000, 10'000'000);
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// The difference of two doubles near `exact`, in ulps of the exact value.
double ulps(double value, long double exact) {
  int exponent = 0;
  std::frexp(static_cast<double>(exact), &exponent);
  const long double ulp = std::ldexp(1.0L, exponent - 53);
  return static_cast<double>(std::abs(static_cast<long double>(value) - exact) / ulp);
}

/// The largest error of f compared to `exact` at random points in [low, high], where the result is normal.
template <typename F, typename G>
double worst(double low, double high, const F& f, const G& exact) {
  RandomStream random(7, RandomPurpose::kStart);
  double worst_error = 0;
  for (int i = 0; i < kPoints; ++i) {
    const double x = low + (high - low) * random.uniform();
    const long double wanted = exact(static_cast<long double>(x));
    if (std::abs(wanted) < std::numeric_limits<double>::min()) continue;
    const double error = ulps(f(x), wanted);
    if (!(error <= worst_error)) worst_error = error;  // also for NaN
    if (std::isnan(worst_error)) break;
  }
  return worst_error;
}

long double exact_sigmoid(long double x) {
  return 1.0L / (1.0L + std::exp(-x));
}

}  // namespace

TEST_CASE("exp is within 1 ulp") {
  const auto exact = [](long double x) { return std::exp(x); };
  CHECK(worst(-708, 709.7, nntrain::exp, exact) < 1);
  CHECK(worst(-1, 1, nntrain::exp, exact) < 1);
}

TEST_CASE("log is within 1 ulp") {
  const auto exact = [](long double x) { return std::log(x); };
  CHECK(worst(0, 1e308, nntrain::log, exact) < 1);
  CHECK(worst(0, 10, nntrain::log, exact) < 1);
  CHECK(worst(0.9, 1.1, nntrain::log, exact) < 1);
  CHECK(worst(0, 1e-307, nntrain::log, exact) < 1);
  // All exponents with equal probability, also subnormal numbers.
  RandomStream random(11, RandomPurpose::kStart);
  double worst_error = 0;
  for (int i = 0; i < kPoints; ++i) {
    const double x = std::bit_cast<double>(random.next() % 0x7ff0000000000000U);
    const double error = ulps(nntrain::log(x), std::log(static_cast<long double>(x)));
    if (!(error <= worst_error)) worst_error = error;
    if (std::isnan(worst_error)) break;
  }
  CHECK(worst_error < 1);
}

TEST_CASE("tanh is within 3 ulp") {
  const auto exact = [](long double x) { return std::tanh(x); };
  CHECK(worst(-25, 25, nntrain::tanh, exact) < 3);
  CHECK(worst(-1, 1, nntrain::tanh, exact) < 3);
  CHECK(worst(-1e-5, 1e-5, nntrain::tanh, exact) < 3);
  CHECK(worst(-1e-305, 1e-305, nntrain::tanh, exact) < 3);
}

TEST_CASE("cos_pi is within 1 ulp, also beside its zeros") {
  const long double pi = std::acos(-1.0L);
  const auto exact = [pi](long double x) {  // without the digits that pi x loses beside a zero
    const long double rest = x - 0.5L;
    return std::abs(rest) < 0.25L ? -std::sin(pi * rest) : std::cos(pi * x);
  };
  CHECK(worst(0, 1, nntrain::cos_pi, exact) < 1);
  CHECK(worst(0.499, 0.501, nntrain::cos_pi, exact) < 1);
  CHECK(worst(0.5 - 1e-12, 0.5 + 1e-12, nntrain::cos_pi, exact) < 1);
  CHECK(worst(0, 1e-5, nntrain::cos_pi, exact) < 1);
  RandomStream random(12, RandomPurpose::kStart);
  for (int i = 0; i < 1000; ++i) {
    const double x = random.uniform();
    REQUIRE(nntrain::cos_pi(-x) == nntrain::cos_pi(x));
    REQUIRE(nntrain::cos_pi(std::floor(x * 1024) / 1024 + 4096) ==
            nntrain::cos_pi(std::floor(x * 1024) / 1024));
    for (const nntrain::Kernels* const level : nntrain::supported_kernels()) {
      double value = x;
      level->cos_pi(&value, 1);
      REQUIRE(value == nntrain::cos_pi(x));
    }
  }
  // The values that are exact, and never -0.
  for (const auto& [x, value] : {std::pair(0.0, 1.0), {0.5, 0.0}, {1.0, -1.0}, {1.5, 0.0}, {2.0, 1.0}}) {
    CHECK(nntrain::cos_pi(x) == value);
    CHECK(std::signbit(nntrain::cos_pi(x)) == (value < 0));
  }
  CHECK(nntrain::cos_pi(1.0 / 3) == Approx(0.5).epsilon(1e-15));
  CHECK(std::isnan(nntrain::cos_pi(kInfinity)));
  CHECK(std::isnan(nntrain::cos_pi(kNaN)));
}

TEST_CASE("sigmoid is within 3 ulp") {
  CHECK(worst(-708, 708, nntrain::sigmoid, exact_sigmoid) < 3);
  CHECK(worst(-40, 40, nntrain::sigmoid, exact_sigmoid) < 3);
  CHECK(worst(-1, 1, nntrain::sigmoid, exact_sigmoid) < 3);
}

TEST_CASE("elu, selu and softplus are within 3 ulp") {
  using Array = void (*)(double*, std::size_t);
  const auto at = [](Array kernel) {
    return [kernel](double x) {
      kernel(&x, 1);
      return x;
    };
  };
  const auto elu = [](long double x) { return x > 0 ? x : std::expm1(x); };
  const auto selu = [&](long double x) {
    return 1.0507009873554804934193349852946L * (x > 0 ? x : 1.6732632423543772848170429916717L * elu(x));
  };
  const auto softplus = [](long double x) { return std::log1p(std::exp(x)); };
  const nntrain::Kernels& level = nntrain::kernels();
  for (const double reach : {700.0, 40.0, 1.0, 1e-5, 1e-305}) {
    CAPTURE(reach);
    CHECK(worst(-reach, reach, at(level.elu), elu) < 3);
    CHECK(worst(-reach, reach, at(level.selu), selu) < 3);
    CHECK(worst(-reach, reach, at(level.softplus), softplus) < 3);
  }
  for (const auto& [kernel, low] : {std::pair(level.elu, -1.0), std::pair(level.selu, -1.7580993408473769),
                                    std::pair(level.softplus, 0.0)}) {
    CHECK(at(kernel)(-kInfinity) == low);
    CHECK(at(kernel)(kInfinity) == kInfinity);
    CHECK(std::isnan(at(kernel)(kNaN)));
  }
  CHECK(at(level.elu)(-0.0) == 0);
  CHECK(at(level.softplus)(0) == std::log(2.0));
}

TEST_CASE("elementary functions have exact limits") {
  CHECK(nntrain::exp(kInfinity) == kInfinity);
  CHECK(nntrain::exp(-kInfinity) == 0);
  CHECK(nntrain::exp(0) == 1);
  CHECK(nntrain::exp(709.782712893384) == Approx(1.797693134862273e308));
  CHECK(nntrain::exp(709.79) == kInfinity);
  CHECK(nntrain::exp(-745.2) == 0);
  CHECK(nntrain::exp(-745.1) == 5e-324);
  CHECK(nntrain::exp(-720) == Approx(2.0322308024e-313).epsilon(1e-6));
  CHECK(nntrain::log(kInfinity) == kInfinity);
  CHECK(nntrain::log(0) == -kInfinity);
  CHECK(nntrain::log(-0.0) == -kInfinity);
  CHECK(nntrain::log(1) == 0);
  CHECK(std::isnan(nntrain::log(-1)));
  CHECK(std::isnan(nntrain::log(-kInfinity)));
  CHECK(nntrain::tanh(kInfinity) == 1);
  CHECK(nntrain::tanh(-kInfinity) == -1);
  CHECK(nntrain::tanh(5e-324) == 5e-324);
  CHECK(std::signbit(nntrain::tanh(-0.0)));
  CHECK(nntrain::sigmoid(kInfinity) == 1);
  CHECK(nntrain::sigmoid(-kInfinity) == 0);
  CHECK(nntrain::sigmoid(0) == 0.5);
}

TEST_CASE("elementary functions pass NaN on") {
  CHECK(std::isnan(nntrain::exp(kNaN)));
  CHECK(std::isnan(nntrain::log(kNaN)));
  CHECK(std::isnan(nntrain::tanh(kNaN)));
  CHECK(std::isnan(nntrain::sigmoid(kNaN)));
  double x = kNaN;
  nntrain::kernels().relu(&x, 1);
  CHECK(std::isnan(x));
}

TEST_CASE("elementary functions of an array are those of its elements, whatever its length") {
  using Function = std::pair<void (*)(double*, std::size_t), double (*)(double)>;
  for (const nntrain::Kernels* const level : nntrain::supported_kernels()) {
    INFO(level->name);
    for (const auto& [array, one] :
         {Function(level->exp, nntrain::exp), Function(level->log, nntrain::log),
          Function(level->tanh, nntrain::tanh), Function(level->sigmoid, nntrain::sigmoid)}) {
      for (const std::size_t n : {0U, 1U, 7U, 8U, 9U, 257U}) {
        std::vector<double> x(n);
        RandomStream random(n, RandomPurpose::kStart);
        for (double& value : x) value = 20 * random.uniform();
        std::vector<double> y = x;
        array(y.data(), n);
        for (std::size_t i = 0; i < n; ++i) REQUIRE(y[i] == one(x[i]));
      }
    }
  }
}
