// Each command, with each of its calls of the system failing: once, for ever, or killed before it.

#include "cli/fault_jobs.hpp"

namespace nntrain::test {

using namespace fault_jobs;

TEST_CASE("a call that fails once or for ever costs no old file and leaves no stray one") {
  for (const std::vector<Job>& jobs : {kTrainingJobs, kOtherJobs, kSweepJobs}) {
    with_jobs(jobs, [](const Job& job, const ScratchFolder& prepared, const Expected& expected) {
      for (const char* const call :
           {"open", "write", "fsync", "rename", "close", "flock", "pthread_create"}) {
        for (const char* const how : {"once", "on"}) {
          const int step = is_long_run() || std::string(how) == "once" ? 1 : 4;
          for (int k = 1; check_fault(job, prepared, expected, call, k, how);) k += step;
        }
      }
    });
  }
}

TEST_CASE("a program that is killed before a call leaves old files or whole ones") {
  for (const std::vector<Job>& jobs : {kTrainingJobs, kOtherJobs, kSweepJobs}) {
    with_jobs(jobs, [](const Job& job, const ScratchFolder& prepared, const Expected& expected) {
      for (const char* const call : {"write", "fsync", "rename"}) {
        for (int k = 1; check_fault(job, prepared, expected, call, k, "kill");) ++k;
      }
    });
  }
}

}  // namespace nntrain::test
