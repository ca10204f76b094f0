#pragma once

#include <cstddef>

namespace nntrain {

/// Takes the pages of fresh memory that will be written next, all in one call of the system, where it can
/// (Linux 5.14: madvise(2), MADV_POPULATE_WRITE). Pages that are taken as they are written take longer.
void take_pages(char* from, std::size_t bytes);

}  // namespace nntrain
