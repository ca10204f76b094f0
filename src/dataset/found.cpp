#include "dataset/found.hpp"

namespace nntrain {
namespace {

ColumnKind kind_of_target(Task task) {
  switch (task) {
    case Task::kClassify:
      return ColumnKind::kText;
    case Task::kRegress:
      return ColumnKind::kNumber;
    case Task::kAuto:
      break;
  }
  return ColumnKind::kOpen;
}

}  // namespace

Found::Found(const RowPlan& plan) {
  for (const ColumnKind kind : plan.kinds) columns.emplace_back(kind);
  if (plan.target) columns.emplace_back(kind_of_target(plan.task));
  if (plan.weights) columns.emplace_back(ColumnKind::kNumber);
}

}  // namespace nntrain
