#include "app/commands.hpp"
#include "app/junit_file.hpp"
#include "app/many_runs.hpp"
#include "app/page_file.hpp"
#include "app/train_flags.hpp"

namespace nntrain {
namespace {

/// The options of cv.
struct CvOptions : TrainOptions {
  CvOptions() { cross_validates = true; }
};

FlagTable cv_flags(CvOptions& options) {
  return train_flags(options);
}

ExitCode run_cv(const Arguments& arguments, FlagPlaces& places) {
  const TrainRequest request = read_train_request(arguments, places, CvOptions());
  return with_junit(
      {request.options.outputs.junit, "cv", request.options.read.path}, [&](std::vector<TestCase>& cases) {
        return with_page(request.options.outputs, "cv", [&] { return run_many(request, cases); });
      });
}

}  // namespace

Command cv_command() {
  return {"cv", with_flags<CvOptions, cv_flags>, run_cv};
}

}  // namespace nntrain
