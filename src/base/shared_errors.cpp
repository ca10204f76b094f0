#include "base/shared_errors.hpp"

#include <cstddef>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/interruption.hpp"
#include "base/packer.hpp"

namespace nntrain {
namespace {

enum class ErrorKind { kError, kNoMemory, kInterrupted, kOther };

template <typename Archive>
void pass(Archive& archive, IsType<Way> auto& way) {
  archive(way.lead, way.arguments, way.filter, way.path, way.flag, way.command);
}

void pack_remedy(const Remedy& remedy, Packer& packer) {
  packer(remedy.text(), remedy.id(), remedy.needs_knowledge());
  packer(remedy.ways().size());
  for (const Way& way : remedy.ways()) pass(packer, way);
}

/// A remedy with both ways and a text for people becomes a text.
Remedy unpack_remedy(Unpacker& unpacker) {
  const auto text = unpacker.next<std::string>();
  const auto id = unpacker.next<std::optional<RemedyId>>();
  const bool needs_knowledge = unpacker.next<bool>();
  std::vector<Way> ways(unpacker.next<std::size_t>());
  for (Way& way : ways) pass(unpacker, way);
  Remedy remedy =
      id ? Remedy(*id, std::move(ways), needs_knowledge) : Remedy(std::move(ways), needs_knowledge);
  return remedy.text() == text ? remedy : Remedy(text);
}

[[noreturn]] void throw_error(ExitCode code, const std::string& message, Remedy remedy) {
  switch (code) {
    case ExitCode::kUsage:
      throw UsageError(message, std::move(remedy));
    case ExitCode::kTraining:
      throw TrainingError(message, std::move(remedy));
    case ExitCode::kModel:
      throw ModelError(message, std::move(remedy));
    case ExitCode::kData:
      throw DataError(message, std::move(remedy));
    default:
      throw Error(code, message, std::move(remedy));
  }
}

}  // namespace

Ranks::Bytes packed_error(const std::exception_ptr& error) {
  Packer packer;
  try {
    std::rethrow_exception(error);
  } catch (const Error& one) {
    packer(ErrorKind::kError, std::string(one.what()), one.code());
    pack_remedy(one.remedy(), packer);
  } catch (const Interrupted&) {
    packer(ErrorKind::kInterrupted, std::string());
  } catch (const std::bad_alloc&) {
    packer(ErrorKind::kNoMemory, std::string());
  } catch (const std::exception& one) {
    packer(ErrorKind::kOther, std::string(one.what()));
  }
  return packer.take();
}

void throw_packed(const Ranks::Bytes& bytes) {
  Unpacker unpacker(bytes);
  const auto kind = unpacker.next<ErrorKind>();
  const auto message = unpacker.next<std::string>();
  switch (kind) {
    case ErrorKind::kInterrupted:
      throw Interrupted();
    case ErrorKind::kNoMemory:
      throw std::bad_alloc();
    case ErrorKind::kOther:
      throw std::runtime_error(message);
    case ErrorKind::kError:
      break;
  }
  const auto code = unpacker.next<ExitCode>();
  throw_error(code, message, unpack_remedy(unpacker));
}

void throw_together(Ranks& ranks, const std::exception_ptr& own) {
  if (!ranks.are_many()) {
    if (own) std::rethrow_exception(own);
    return;
  }
  const std::vector<Ranks::Bytes> all = ranks.gather(own ? packed_error(own) : Ranks::Bytes());
  for (std::size_t rank = 0; rank < all.size(); ++rank) {
    if (all[rank].empty()) continue;
    if (rank == ranks.rank()) std::rethrow_exception(own);
    throw_packed(all[rank]);
  }
}

}  // namespace nntrain
