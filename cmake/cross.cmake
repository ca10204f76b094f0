# A CMake toolchain: builds for another machine by Debian's cross compiler, and runs what was built by qemu.
#   cmake -DCMAKE_TOOLCHAIN_FILE=cmake/cross.cmake -DNNTRAIN_MACHINE=aarch64 ...    (or s390x)
# Debian's cross compilers bring the static libraries of C and C++, so it takes -DNNTRAIN_LINK=static. What else nntrain
# needs is headers, the same for all machines, but for libcrypto, zlib and libzstd: scripts/fetch_packages.sh brings them,
# or -DNNTRAIN_CRYPTO=OFF -DNNTRAIN_COMPRESSION=OFF leaves them out.
set(NNTRAIN_MACHINE aarch64 CACHE STRING "The machine to build for, as in the compiler's name")
set(NNTRAIN_MACHINE_PACKAGES "" CACHE PATH "A folder with libraries for that machine, by scripts/fetch_packages.sh")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES NNTRAIN_MACHINE NNTRAIN_MACHINE_PACKAGES)

set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR ${NNTRAIN_MACHINE})
if(NOT CMAKE_CXX_COMPILER)
  set(CMAKE_CXX_COMPILER ${NNTRAIN_MACHINE}-linux-gnu-g++)
elseif(CMAKE_CXX_COMPILER MATCHES "clang")
  set(CMAKE_CXX_COMPILER_TARGET ${NNTRAIN_MACHINE}-linux-gnu)
endif()
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-${NNTRAIN_MACHINE}-static)

if(NNTRAIN_MACHINE_PACKAGES)
  set(CMAKE_CXX_STANDARD_INCLUDE_DIRECTORIES ${NNTRAIN_MACHINE_PACKAGES}/usr/include
      ${NNTRAIN_MACHINE_PACKAGES}/usr/include/${NNTRAIN_MACHINE}-linux-gnu)
  set(CMAKE_INCLUDE_PATH ${NNTRAIN_MACHINE_PACKAGES}/usr/include)
  set(CMAKE_LIBRARY_PATH ${NNTRAIN_MACHINE_PACKAGES}/usr/lib/${NNTRAIN_MACHINE}-linux-gnu)
endif()

# CMake looks for packages of the other machine, but libfmt-dev's are in this one's folder. Its headers are all we take.
file(GLOB fmt_config /usr/lib/*/cmake/fmt/fmt-config.cmake /usr/share/cmake/fmt/fmt-config.cmake)
if(fmt_config AND NOT fmt_DIR)
  list(GET fmt_config 0 fmt_config)
  get_filename_component(fmt_DIR ${fmt_config} DIRECTORY)
endif()
