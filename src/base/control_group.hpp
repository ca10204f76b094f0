#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// Where Linux keeps the limits of this process for one controller (man 7 cgroups): containers, systemd and
/// batch systems limit processes so.
struct ControlGroup {
  int version = 2;  ///< 1 or 2; their files have other names
  /// The group's own folder, then those around it, as far as they can be seen: each one's limits hold. Empty
  /// if none can be seen: a mount may show other groups only (man 7 cgroup_namespaces).
  std::vector<std::string> folders;
};

/// The group for `controller` ("memory", "cpu"), by root/proc/self/cgroup and root/proc/self/mountinfo. What
/// is odd in them counts as absent. Folders start with `root`, which is another one in tests only.
ControlGroup control_group(std::string_view controller, const std::string& root = "");

}  // namespace nntrain
