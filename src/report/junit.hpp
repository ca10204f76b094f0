#pragma once

#include <string>
#include <vector>

namespace nntrain {

/// One case of a test report.
struct TestCase {
  enum class Outcome { kPassed, kFailed, kError };

  std::string name;
  Outcome outcome = Outcome::kPassed;
  std::string type{};     ///< of a failure or an error: what kind it is
  std::string message{};  ///< of a failure or an error: what happened
  std::string details{};  ///< more on it; of a passed case, what is worth a look; or ""
};

/// A test report as JUnit's Ant task writes it and as Jenkins, GitLab and GitHub's actions read it: one
/// suite. `classname` is that of all cases. seconds: of the whole. A character that XML 1.0 forbids (Char,
/// section 2.2), an invalid byte or the end of a line becomes \xNN.
std::string junit_xml(const std::string& suite, const std::string& classname,
                      const std::vector<TestCase>& cases, double seconds);

}  // namespace nntrain
