#pragma once

#include <array>
#include <cstddef>

namespace nntrain {

/// The number of the processor that this thread runs on now; -1 if the system does not tell.
int this_processor();

/// Which of the first 1 024 processors this thread may run on, a bit for each; none if the system does not
/// tell.
using ProcessorMask = std::array<std::byte, 128>;
ProcessorMask processor_mask();

/// Moves this thread to the processor that comes `distance` places behind `processor` in its affinity mask,
/// which goes round. The system may move it on later. It is for threads that begin, or wake up, together:
/// Linux can leave two of them on one processor for a tenth of a second while another has nothing to do. Asks
/// for no memory: a thread could tell nobody that there is none.
void move_away_from(int processor, std::size_t distance) noexcept;

}  // namespace nntrain
