#include "app/commands.hpp"
#include "app/many_runs.hpp"
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
  return run_many(read_train_request(arguments, places, CvOptions()));
}

}  // namespace

Command cv_command() {
  return {"cv", with_flags<CvOptions, cv_flags>, run_cv};
}

}  // namespace nntrain
