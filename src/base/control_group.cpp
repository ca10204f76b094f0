#include "base/control_group.hpp"

#include <cstddef>
#include <optional>

#include "base/system_file.hpp"

namespace nntrain {
namespace {

/// Takes the text before the next `end` from `rest`, and the `end` itself.
std::string_view take_part(std::string_view& rest, char end) {
  const std::string_view part = rest.substr(0, rest.find(end));
  rest.remove_prefix(part.size() == rest.size() ? part.size() : part.size() + 1);
  return part;
}

/// Whether `list`, "cpu,cpuacct", has `item`.
bool has_item(std::string_view list, std::string_view item) {
  while (!list.empty()) {
    if (take_part(list, ',') == item) return true;
  }
  return false;
}

/// The path of this process's group in one hierarchy; "" if it has none there.
struct GroupPaths {
  std::string of_version_1;
  std::string of_version_2;
};

/// From lines "4:cpu,cpuacct:/path" (version 1) and "0::/path" (version 2).
GroupPaths group_paths(std::string_view lines, std::string_view controller) {
  GroupPaths found;
  while (!lines.empty()) {
    std::string_view path = take_part(lines, '\n');
    const std::string_view number = take_part(path, ':');
    const std::string_view controllers = take_part(path, ':');
    if (path.empty() || path.front() != '/') continue;
    if (has_item(controllers, controller)) found.of_version_1 = path;
    if (number == "0" && controllers.empty()) found.of_version_2 = path;
  }
  return found;
}

/// The text with the bytes that stand there as \040 and the like.
std::string without_escapes(std::string_view text) {
  const auto digit = [&](std::size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '7' ? text[at] - '0' : -1;
  };
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_escape = text[i] == '\\' && digit(i + 1) >= 0 && digit(i + 2) >= 0 && digit(i + 3) >= 0;
    plain += is_escape ? static_cast<char>(digit(i + 1) * 64 + digit(i + 2) * 8 + digit(i + 3)) : text[i];
    if (is_escape) i += 3;
  }
  return plain;
}

struct GroupMount {
  std::string top;    // the group that is seen at `point`
  std::string point;  // the folder
};

/// From a line "ID PARENT DEVICE TOP POINT OPTIONS [MORE ...] - TYPE SOURCE SUPER_OPTIONS" (man 5 proc).
/// nullopt for a mount of something else.
std::optional<GroupMount> group_mount(std::string_view line, int version, std::string_view controller) {
  for (int skipped = 0; skipped < 3; ++skipped) take_part(line, ' ');
  const std::string_view top = take_part(line, ' ');
  const std::string_view point = take_part(line, ' ');
  while (!line.empty() && take_part(line, ' ') != "-") {
  }
  const std::string_view type = take_part(line, ' ');
  take_part(line, ' ');
  const bool is_it = version == 2 ? type == "cgroup2" : type == "cgroup" && has_item(line, controller);
  if (!is_it || point.empty() || point.front() != '/') return std::nullopt;
  return GroupMount{without_escapes(top), without_escapes(point)};
}

/// Whether `path` begins with "..": it is outside of what it is relative to.
bool is_outside(std::string_view path) {
  return path == "/.." || path.starts_with("/../");
}

/// Whether the group `top`, "/../..", is around the group `path` without a name for what is between them.
/// Both are relative to the root of this process's namespace (man 7 cgroup_namespaces).
bool is_around(std::string_view top, std::string_view path) {
  while (is_outside(top) && is_outside(path)) {
    top.remove_prefix(3);
    path.remove_prefix(3);
  }
  if (!is_outside(top) || is_outside(path)) return false;
  while (is_outside(top)) top.remove_prefix(3);
  return top.empty();
}

/// What a mount shows of a process's group.
struct ShownGroup {
  std::string below;      // where the group stands below the top of the mount: "" or "/..."
  bool is_itself = true;  // else only a group around it
};

/// nullopt if the mount shows only groups in which the process is not: their limits are not its own.
std::optional<ShownGroup> shown_group(const std::string& top, const std::string& path) {
  const std::string before = top == "/" ? "" : top;
  if (path.starts_with(before)) {
    const std::string below = path.substr(before.size());
    if (below.empty() || below == "/") return ShownGroup{};
    if (below.front() == '/' && !is_outside(below)) return ShownGroup{below};
  }
  if (is_around(top, path)) return ShownGroup{"", false};
  return std::nullopt;
}

/// The folders of the group `path`, as the mount shows them that shows the most groups around; empty if none
/// does.
std::vector<std::string> group_folders(std::string_view mounts, int version, std::string_view controller,
                                       const std::string& path) {
  std::string point;
  std::optional<ShownGroup> best;
  while (!mounts.empty()) {
    const std::optional<GroupMount> mount = group_mount(take_part(mounts, '\n'), version, controller);
    if (!mount) continue;
    const std::optional<ShownGroup> shown = shown_group(mount->top, path);
    if (!shown) continue;
    const bool is_better = !best || (shown->is_itself && !best->is_itself) ||
                           (shown->is_itself && shown->below.size() > best->below.size());
    if (!is_better) continue;
    best = shown;
    point = mount->point;
  }
  std::vector<std::string> folders;
  if (!best) return folders;
  for (std::string& inner = best->below; !inner.empty(); inner.resize(inner.rfind('/')))
    folders.push_back(point + inner);
  folders.push_back(point);
  return folders;
}

}  // namespace

ControlGroup control_group(std::string_view controller, const std::string& root) {
  ControlGroup group;
  const GroupPaths paths = group_paths(system_text(root + "/proc/self/cgroup"), controller);
  const std::string mounts = system_text(root + "/proc/self/mountinfo");
  // A controller of version 1 is none of version 2. Where only version 2 is mounted, it may show some.
  if (!paths.of_version_1.empty()) {
    group.version = 1;
    group.folders = group_folders(mounts, 1, controller, paths.of_version_1);
  }
  if (group.folders.empty() && !paths.of_version_2.empty()) {
    group.version = 2;
    group.folders = group_folders(mounts, 2, controller, paths.of_version_2);
  }
  for (std::string& folder : group.folders) folder.insert(0, root);
  return group;
}

}  // namespace nntrain
