#include "training/pack_trial.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "base/packer.hpp"
#include "training/pack_training.hpp"

namespace nntrain {

// Each of these is found by the type of the archive.

static void pass(Packer& packer, const BlockMatrix& matrix) {
  packer(matrix.rows(), matrix.columns());
  const std::size_t size = matrix.columns() * kBlockRows;
  for (std::size_t block = 0; block < matrix.block_count(); ++block)
    packer(std::vector<double>(matrix.block(block), matrix.block(block) + size));
}

static void pass(Unpacker& unpacker, BlockMatrix& matrix) {
  const auto rows = unpacker.next<std::size_t>();
  matrix = BlockMatrix(unpacker.next<std::size_t>());
  matrix.grow_to(rows);
  for (std::size_t block = 0; block < matrix.block_count(); ++block) {
    const auto numbers = unpacker.next<std::vector<double>>();
    std::copy(numbers.begin(), numbers.end(), matrix.block(block));
  }
}

static void pass(Packer& packer, const TextList& texts) {
  packer(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) packer(std::string(texts[i]));
}

static void pass(Unpacker& unpacker, TextList& texts) {
  texts.clear();
  for (auto left = unpacker.next<std::size_t>(); left > 0; --left) texts.add(unpacker.next<std::string>());
}

template <typename Archive>
static void pass(Archive& archive, IsType<KeptColumn> auto& column) {
  archive(column.name, column.item, column.texts);
}

template <typename Archive>
static void pass(Archive& archive, IsType<Split> auto& split) {
  archive(split.name, split.truth, split.rows, split.table, split.kept, split.dropped, split.lacks_weights);
}

template <typename Archive>
static void pass(Archive& archive, IsType<Metric> auto& metric) {
  archive(metric.name, metric.value);
}

template <typename Archive>
static void pass(Archive& archive, IsType<ClassMeasures> auto& one) {
  archive(one.rows, one.precision, one.recall, one.f1);
}

template <typename Archive>
static void pass(Archive& archive, IsType<Measures> auto& measures) {
  archive(measures.metrics, measures.labels, measures.confusion.classes, measures.confusion.counts,
          measures.classes, measures.is_complete);
}

template <typename Archive>
static void pass(Archive& archive, IsType<SplitResult> auto& one) {
  archive(one.split, one.outputs, one.measures);
}

template <typename Archive>
static void pass(Archive& archive, IsType<TrialResult> auto& result) {
  archive(result.model.parameters, result.model.target.threshold, result.model.target.temperature,
          result.recipe.objective.l2, result.training, result.results, result.fingerprint,
          result.calibration_rows);
}

Ranks::Bytes packed_trial(const TrialResult& result) {
  Packer packer;
  packer(result);
  return packer.take();
}

void unpack_trial(const Ranks::Bytes& bytes, TrialResult& result) {
  Unpacker unpacker(bytes);
  unpacker(result);
}

}  // namespace nntrain
