# How the program joins the processes of a launcher such as mpirun (src/base/launched_ranks.hpp): with MPI, or not at all.
# One of these files belongs to the program; the library has none, so that it is the same for both.
set(NNTRAIN_LAUNCH_SOURCES ${CMAKE_SOURCE_DIR}/src/base/launched_alone.cpp ${CMAKE_SOURCE_DIR}/src/base/mpi_ranks.cpp)
if(NNTRAIN_MPI)
  set(MPI_CXX_SKIP_MPICXX ON)  # without the C++ bindings, which MPI has no more
  find_package(MPI REQUIRED COMPONENTS CXX)
  set(NNTRAIN_LAUNCH_SOURCE ${CMAKE_SOURCE_DIR}/src/base/mpi_ranks.cpp)
  set(NNTRAIN_MPI_LIBRARY MPI::MPI_CXX)
else()
  set(NNTRAIN_LAUNCH_SOURCE ${CMAKE_SOURCE_DIR}/src/base/launched_alone.cpp)
  set(NNTRAIN_MPI_LIBRARY "")
endif()
