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

struct GroupPath {
  int version = 2;
  std::string path;
};

/// From lines "4:cpu,cpuacct:/path" (version 1) and "0::/path" (version 2). A controller of version 1 is none
/// of version 2.
std::optional<GroupPath> group_path(std::string_view lines, std::string_view controller) {
  std::optional<GroupPath> found;
  while (!lines.empty()) {
    std::string_view path = take_part(lines, '\n');
    const std::string_view number = take_part(path, ':');
    const std::string_view controllers = take_part(path, ':');
    if (path.empty() || path.front() != '/') continue;
    if (has_item(controllers, controller)) return GroupPath{1, std::string(path)};
    if (number == "0" && controllers.empty()) found = GroupPath{2, std::string(path)};
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

/// Where the group `path` stands below the group `top`: "" or "/..."; nullopt if it does not, or is outside
/// of what this process may see.
std::optional<std::string> path_below(const std::string& top, const std::string& path) {
  if (path == "/.." || path.starts_with("/../")) return std::nullopt;
  if (path == top) return "";
  if (top == "/") return path;
  if (!path.starts_with(top + "/")) return std::nullopt;
  return path.substr(top.size());
}

}  // namespace

ControlGroup control_group(std::string_view controller, const std::string& root) {
  ControlGroup group;
  const std::optional<GroupPath> own = group_path(system_text(root + "/proc/self/cgroup"), controller);
  if (!own) return group;
  group.version = own->version;
  const std::string mounts = system_text(root + "/proc/self/mountinfo");
  std::optional<GroupMount> best;
  std::optional<std::string> below;
  for (std::string_view rest = mounts; !rest.empty();) {
    std::optional<GroupMount> mount = group_mount(take_part(rest, '\n'), own->version, controller);
    if (!mount) continue;
    std::optional<std::string> here = path_below(mount->top, own->path);
    // The highest group shows the most limits. A mount that does not have the path shows the group of a
    // container.
    const bool is_better = !best || (here && (!below || here->size() > below->size()));
    if (!is_better) continue;
    best = std::move(mount);
    below = std::move(here);
  }
  if (!best) return group;
  std::string inner = below.value_or("");
  while (!inner.empty()) {
    group.folders.push_back(root + best->point + inner);
    inner.resize(inner.rfind('/'));
  }
  group.folders.push_back(root + best->point);
  return group;
}

}  // namespace nntrain
