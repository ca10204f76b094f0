#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/trace_recomputation.hpp"

namespace nntrain::test {

/// Recomputes the sections of `nntrain words --trace iterations`. The last one of each start has only a
/// forward pass.
inline std::vector<TracedSection> check_trace(const Words& words, const Spec& spec, int iterations = 2) {
  const std::string count = std::to_string(iterations);
  const Words all = with(words, {"--iterations", count, "--quiet", "--trace", count});
  std::string command;
  for (const std::string& word : all) command += " " + word;
  INFO(command);
  const ProgramResult result = nntrain(all);
  REQUIRE(result.exit_code == 0);
  const std::vector<TracedSection> sections = parse_trace(result.out);
  REQUIRE(sections.size() >= 2);
  CHECK(sections.back().title.rfind("After iteration ", 0) == 0);
  for (std::size_t s = 0; s < sections.size(); ++s) {
    Recomputation recomputation(sections[s], spec);
    const bool is_last = sections[s].title.rfind("After iteration ", 0) == 0;
    CHECK((is_last || sections[s].title.rfind("Iteration ", 0) == 0));
    recomputation.forward();
    recomputation.cost();
    if (!is_last) {
      recomputation.backward();
      recomputation.update();
      for (std::size_t l = 1; l <= spec.activations.size(); ++l) {
        const std::string w = "W" + std::to_string(l);
        CHECK(sections[s].at("new " + w).values == sections[s + 1].at(w).values);
      }
    }
    recomputation.is_all();
  }
  return sections;
}

}  // namespace nntrain::test
