// The only file that knows MPI.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <numeric>
#include <vector>

#include <mpi.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/interruption.hpp"
#include "base/launched_ranks.hpp"
#include "base/launcher.hpp"
#include "base/limits.hpp"
#include "base/processors.hpp"
#include "base/ranks.hpp"

namespace nntrain {
namespace {

constexpr int kTag = 27;

int rank_in(MPI_Comm comm) {
  int rank = 0;
  MPI_Comm_rank(comm, &rank);
  return rank;
}

int size_of(MPI_Comm comm) {
  int size = 0;
  MPI_Comm_size(comm, &size);
  return size;
}

/// The processes of MPI_COMM_WORLD. An error of MPI itself ends the job, as MPI does by default.
class MpiRanks final : public Ranks {
 public:
  explicit MpiRanks(std::size_t most_bytes)
      : Ranks(static_cast<std::size_t>(rank_in(MPI_COMM_WORLD)),
              static_cast<std::size_t>(size_of(MPI_COMM_WORLD))),
        most_bytes_(most_bytes) {
    MPI_Comm_dup(MPI_COMM_WORLD, &work_);
  }

  std::vector<Bytes> gather(std::span<const std::byte> own) override;
  std::vector<Bytes> exchange(std::vector<Bytes> to) override;
  void broadcast(std::span<std::byte> bytes) override { broadcast_from(0, bytes); }
  void send(std::size_t to, std::span<const std::byte> bytes) override;
  void receive(std::size_t from, std::span<std::byte> bytes) override;

 private:
  template <typename Byte, typename F>
  void for_pieces(std::span<Byte> bytes, const F& f) const;
  void broadcast_from(std::size_t rank, std::span<std::byte> bytes);
  std::vector<Bytes> gather_short(std::span<const std::byte> own, const std::vector<std::uint64_t>& lengths);

  std::size_t most_bytes_;  // of one message
  MPI_Comm work_ = MPI_COMM_NULL;
};

/// Calls f(pointer, size) for pieces of the bytes that MPI can count.
template <typename Byte, typename F>
void MpiRanks::for_pieces(std::span<Byte> bytes, const F& f) const {
  while (!bytes.empty()) {
    const std::size_t size = std::min(bytes.size(), most_bytes_);
    f(bytes.data(), static_cast<int>(size));
    bytes = bytes.subspan(size);
  }
}

void MpiRanks::broadcast_from(std::size_t rank, std::span<std::byte> bytes) {
  for_pieces(bytes, [&](std::byte* piece, int size) {
    MPI_Bcast(piece, size, MPI_BYTE, static_cast<int>(rank), work_);
  });
}

void MpiRanks::send(std::size_t to, std::span<const std::byte> bytes) {
  for_pieces(bytes, [&](const std::byte* piece, int size) {
    MPI_Send(piece, size, MPI_BYTE, static_cast<int>(to), kTag, work_);
  });
}

void MpiRanks::receive(std::size_t from, std::span<std::byte> bytes) {
  for_pieces(bytes, [&](std::byte* piece, int size) {
    MPI_Recv(piece, size, MPI_BYTE, static_cast<int>(from), kTag, work_, MPI_STATUS_IGNORE);
  });
}

std::vector<Ranks::Bytes> MpiRanks::gather(std::span<const std::byte> own) {
  std::vector<std::uint64_t> lengths(size());
  const std::uint64_t length = own.size();
  MPI_Allgather(&length, 1, MPI_UINT64_T, lengths.data(), 1, MPI_UINT64_T, work_);
  if (std::accumulate(lengths.begin(), lengths.end(), std::uint64_t{0}) <= most_bytes_)
    return gather_short(own, lengths);
  std::vector<Bytes> all;
  for (std::size_t from = 0; from < size(); ++from) {
    Bytes& one = all.emplace_back(from == rank() ? Bytes(own.begin(), own.end()) : Bytes(lengths[from]));
    broadcast_from(from, one);
  }
  return all;
}

/// gather() of bytes that are one message together.
std::vector<Ranks::Bytes> MpiRanks::gather_short(std::span<const std::byte> own,
                                                 const std::vector<std::uint64_t>& lengths) {
  std::vector<int> counts;
  std::vector<int> begins;
  int end = 0;
  for (const std::uint64_t length : lengths) {
    counts.push_back(static_cast<int>(length));
    begins.push_back(end);
    end += counts.back();
  }
  Bytes together(static_cast<std::size_t>(end));
  MPI_Allgatherv(own.data(), static_cast<int>(own.size()), MPI_BYTE, together.data(), counts.data(),
                 begins.data(), MPI_BYTE, work_);
  std::vector<Bytes> all;
  for (std::size_t from = 0; from < size(); ++from) {
    const auto begin = together.begin() + begins[from];
    all.emplace_back(begin, begin + counts[from]);
  }
  return all;
}

/// From and into the lists themselves: they may be all rows of a table.
std::vector<Ranks::Bytes> MpiRanks::exchange(std::vector<Bytes> to) {
  std::vector<std::uint64_t> sent;
  for (const Bytes& one : to) sent.push_back(one.size());
  std::vector<std::uint64_t> received(size());
  MPI_Alltoall(sent.data(), 1, MPI_UINT64_T, received.data(), 1, MPI_UINT64_T, work_);
  std::vector<Bytes> from;
  std::vector<MPI_Request> requests;
  for (std::size_t k = 0; k < size(); ++k) from.emplace_back(k == rank() ? 0 : received[k]);
  from[rank()] = std::move(to[rank()]);
  for (std::size_t k = 1; k < size(); ++k) {  // each begins with another one
    const std::size_t source = (rank() + size() - k) % size();
    for_pieces(std::span<std::byte>(from[source]), [&](std::byte* piece, int bytes) {
      MPI_Irecv(piece, bytes, MPI_BYTE, static_cast<int>(source), kTag, work_, &requests.emplace_back());
    });
  }
  for (std::size_t k = 1; k < size(); ++k) {
    const std::size_t target = (rank() + k) % size();
    for_pieces(std::span<const std::byte>(to[target]), [&](const std::byte* piece, int bytes) {
      MPI_Isend(piece, bytes, MPI_BYTE, static_cast<int>(target), kTag, work_, &requests.emplace_back());
    });
  }
  MPI_Waitall(static_cast<int>(requests.size()), requests.data(), MPI_STATUSES_IGNORE);
  return from;
}

MPI_Comm end_of_ranks = MPI_COMM_NULL;  // what ranks tell at their ends, beside what others may wait for

/// Whether an operation ends within these seconds. It sleeps meanwhile: other ranks may want the processor.
bool ends_within(MPI_Request& request, double seconds) {
  const double begin = MPI_Wtime();
  const timespec pause{0, 500'000};
  int is_done = 0;
  while (MPI_Test(&request, &is_done, MPI_STATUS_IGNORE) == MPI_SUCCESS && is_done == 0) {
    if (MPI_Wtime() - begin > seconds) return false;
    ::nanosleep(&pause, nullptr);
  }
  return true;
}

/// Prints the error of this rank, with its number if that is not the one whose output one reads.
void tell_own_error(const Ending& own, bool with_rank) {
  if (*own.message == 0) return;
  if (!with_rank || Ranks::all().is_first()) return tell_error(own.message, own.remedy);
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  std::array<char, 4096> message{};
  std::snprintf(message.data(), message.size(), "rank %zu of %zu, on %s: %s", Ranks::all().rank(),
                Ranks::all().size(), host.data(), own.message);
  tell_error(message.data(), own.remedy);
}

[[noreturn]] void end_all(const Ending& own) {
  tell_own_error(own, true);
  MPI_Abort(MPI_COMM_WORLD, static_cast<int>(own.code));
  ::_exit(static_cast<int>(own.code));
}

std::vector<int> codes_at_end;  // of all ranks

/// How many seconds a rank waits at its end for those that still work.
double patience_of(const Ending& own) {
  constexpr double kAfterError = 2;
  constexpr double kAfterSignal = 4;  // others, which may not have got it, write what there is
  constexpr double kForEver = 1e300;
  if (own.is_thrown) return kAfterError;
  return noted_signal() != 0 ? kAfterSignal : kForEver;
}

/// The exit codes of all ranks. Does not return if others still work.
const std::vector<int>& codes_of_all(const Ending& own) {
  const int code = static_cast<int>(own.code);
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Iallgather(&code, 1, MPI_INT, codes_at_end.data(), 1, MPI_INT, end_of_ranks, &request);
  // NOLINTNEXTLINE(clang-analyzer-optin.mpi.MPI-Checker): ends_within() tests the request
  if (!ends_within(request, patience_of(own))) end_all(own);
  return codes_at_end;
}

/// Tells how many ranks are on this machine, and how many of them on the processors of this one.
void look_around() {
  MPI_Comm machine = MPI_COMM_NULL;
  MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &machine);
  const ProcessorMask own = processor_mask();
  std::vector<ProcessorMask> masks(static_cast<std::size_t>(size_of(machine)));
  MPI_Allgather(own.data(), static_cast<int>(own.size()), MPI_BYTE, masks.data(),
                static_cast<int>(own.size()), MPI_BYTE, machine);
  MPI_Comm_free(&machine);
  share_machine(masks.size(), static_cast<std::size_t>(std::count(masks.begin(), masks.end(), own)));
}

}  // namespace

void join_ranks(std::size_t most_bytes) {
  if (launch().ranks == 1) return;
  int provided = 0;  // no other thread than this one calls MPI
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided);
  static MpiRanks ranks(most_bytes);
  MPI_Comm_dup(MPI_COMM_WORLD, &end_of_ranks);
  codes_at_end.resize(ranks.size());
  look_around();
  Ranks::set_all(ranks);
}

ExitCode leave_ranks(const Ending& own) {
  if (end_of_ranks == MPI_COMM_NULL) {
    if (*own.message != 0) tell_error(own.message, own.remedy);
    return own.code;
  }
  const std::vector<int>& codes = codes_of_all(own);
  const auto failed = std::find_if(codes.begin(), codes.end(), [](int code) { return code != 0; });
  const bool is_told_here = failed - codes.begin() == static_cast<std::ptrdiff_t>(Ranks::all().rank());
  const bool have_all = std::all_of(codes.begin(), codes.end(), [&](int code) { return code == *failed; });
  if (failed != codes.end() && is_told_here) tell_own_error(own, !have_all);
  MPI_Finalize();
  return failed == codes.end() ? own.code : static_cast<ExitCode>(*failed);
}

}  // namespace nntrain
