#pragma once

namespace nntrain {

/// While it lives SIGINT and SIGTERM are a wish to stop in place of the end: the first one; a second one ends
/// the program as ever. A signal that whoever started the program ignores stays ignored. One at a time.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// The number of the signal that came; 0: none.
  int signal() const;
};

}  // namespace nntrain
