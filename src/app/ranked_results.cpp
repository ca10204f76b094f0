#include "app/ranked_results.hpp"

#include <algorithm>
#include <span>

#include "base/packer.hpp"
#include "base/shared_errors.hpp"

namespace nntrain {

template <typename Archive>
static void pass(Archive& archive, IsType<RowToTell> auto& row) {
  archive(row.run, row.cells, row.value);
}

RankedResults::RankedResults(Ranks& ranks, const std::string& path, const ResultsPlan& plan, bool extends)
    : ranks_(ranks), has_(plan.rows.size()) {
  do_on_first(ranks_, [&] {
    file_.emplace(path, plan, extends);
    for (std::size_t run = 0; run < has_.size(); ++run) has_[run] = file_->has(run) ? 1 : 0;
    kept_ = file_->kept();
    dropped_ = file_->dropped();
  });
  ranks_.broadcast(std::as_writable_bytes(std::span(has_)));
  kept_ = ranks_.of_first(kept_);
  dropped_ = ranks_.of_first(dropped_);
}

std::size_t RankedResults::count() const {
  return static_cast<std::size_t>(std::count(has_.begin(), has_.end(), 1));
}

void RankedResults::append(const RowToTell& row) {
  if (file_) {
    file_->append(row.run, row.cells);
  } else {
    to_tell_.push_back(row);
  }
  made_.push_back(row.run);
}

std::vector<RowToTell> RankedResults::share() {
  std::vector<Ranks::Bytes> to(ranks_.size());
  Packer packer;
  packer(to_tell_);
  to.front() = packer.take();
  to_tell_.clear();
  const std::vector<Ranks::Bytes> from = ranks_.exchange(std::move(to));
  std::vector<RowToTell> told;
  do_on_first(ranks_, [&] {
    for (const Ranks::Bytes& bytes : from) {
      for (RowToTell& row : Unpacker(bytes).next<std::vector<RowToTell>>()) {
        file_->append(row.run, row.cells);
        told.push_back(std::move(row));
      }
    }
  });
  for (const std::vector<std::size_t>& runs : ranks_.gather_lists(std::span<const std::size_t>(made_))) {
    for (const std::size_t run : runs) has_[run] = 1;
  }
  made_.clear();
  return told;
}

void RankedResults::finish() {
  do_on_first(ranks_, [&] { file_->finish(); });
}

}  // namespace nntrain
