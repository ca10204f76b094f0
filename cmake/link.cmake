# How nntrain is linked: statically, with the C library, so that it is one file that runs wherever it is put; or
# dynamically, as sanitizers want it. Sets NNTRAIN_IS_STATIC.
set(NNTRAIN_LINK "auto" CACHE STRING "static, dynamic, or auto: static where the static libraries are installed")
set_property(CACHE NNTRAIN_LINK PROPERTY STRINGS auto static dynamic)
if(NOT NNTRAIN_LINK MATCHES "^(auto|static|dynamic)$")
  message(FATAL_ERROR "NNTRAIN_LINK is '${NNTRAIN_LINK}'; it can be: auto static dynamic")
endif()

if(NNTRAIN_MPI AND NNTRAIN_LINK STREQUAL "static")
  message(FATAL_ERROR "nntrain with MPI cannot be linked statically: MPI has shared libraries alone."
                      " -DNNTRAIN_LINK=dynamic links it dynamically.")
endif()

set(NNTRAIN_IS_STATIC OFF)
if(NOT NNTRAIN_LINK STREQUAL "dynamic" AND NOT NNTRAIN_SHARED_CORE AND NOT NNTRAIN_MPI)
  include(CheckCXXSourceCompiles)
  unset(NNTRAIN_LINKS_STATICALLY CACHE)  # a library may have come since the last time
  set(CMAKE_REQUIRED_LIBRARIES -static Threads::Threads)
  set(sha256_header "")
  set(sha256_call "")
  if(NNTRAIN_CRYPTO)
    find_library(NNTRAIN_CRYPTO_ARCHIVE libcrypto.a)
    find_path(OPENSSL_INCLUDE_DIR openssl/sha.h)
    set(CMAKE_REQUIRED_INCLUDES ${OPENSSL_INCLUDE_DIR})
    list(APPEND CMAKE_REQUIRED_LIBRARIES ${NNTRAIN_CRYPTO_ARCHIVE})  # one that is not found fails the check
    set(sha256_header "#include <openssl/sha.h>")
    set(sha256_call "SHA256_CTX state; SHA256_Init(&state);")
  endif()
  set(compression_headers "")
  set(compression_calls "")
  if(NNTRAIN_COMPRESSION)
    find_library(NNTRAIN_ZLIB_ARCHIVE libz.a)
    find_path(ZLIB_INCLUDE_DIR zlib.h)
    find_library(NNTRAIN_ZSTD_ARCHIVE libzstd.a)
    find_path(ZSTD_INCLUDE_DIR zstd.h)
    list(APPEND CMAKE_REQUIRED_INCLUDES ${ZLIB_INCLUDE_DIR} ${ZSTD_INCLUDE_DIR})
    list(APPEND CMAKE_REQUIRED_LIBRARIES ${NNTRAIN_ZLIB_ARCHIVE} ${NNTRAIN_ZSTD_ARCHIVE})
    set(compression_headers "#include <zlib.h>\n#include <zstd.h>")
    set(compression_calls "z_stream bytes{}; inflateInit2(&bytes, 31); ZSTD_freeDStream(ZSTD_createDStream());")
  endif()
  check_cxx_source_compiles("#include <thread>
    ${sha256_header}
    ${compression_headers}
    int main() { ${sha256_call} ${compression_calls} std::thread([] {}).join(); }" NNTRAIN_LINKS_STATICALLY)
  unset(CMAKE_REQUIRED_INCLUDES)
  unset(CMAKE_REQUIRED_LIBRARIES)
  if(NNTRAIN_LINKS_STATICALLY)
    set(NNTRAIN_IS_STATIC ON)
  elseif(NNTRAIN_LINK STREQUAL "static")
    message(FATAL_ERROR "nntrain cannot be linked statically: a static library (libc.a, libstdc++.a, libcrypto.a,"
                        " libz.a, libzstd.a) is missing, or the flags need shared ones."
                        " -DNNTRAIN_LINK=dynamic links it dynamically.")
  else()
    message(NOTICE "nntrain is linked dynamically: a static library (libc.a, libstdc++.a, libcrypto.a, libz.a,"
                   " libzstd.a) is missing, or the flags need shared ones. The program then needs this system's"
                   " libraries where it runs.")
  endif()
endif()

# A write beyond an array ends the program. _FORTIFY_SOURCE wants an optimised build, and it is one of glibc.
add_compile_options(-fstack-protector-strong)
foreach(config Release RelWithDebInfo MinSizeRel)
  string(TOUPPER ${config} upper)
  if(CMAKE_CXX_FLAGS_${upper} MATCHES "-O[1-3s]")
    add_compile_options($<$<CONFIG:${config}>:-U_FORTIFY_SOURCE> $<$<CONFIG:${config}>:-D_FORTIFY_SOURCE=3>)
  endif()
endforeach()
# No -static-pie: it starts 0.05 ms later, to give the code another address each time.
add_link_options(LINKER:-z,relro LINKER:-z,now LINKER:-z,noexecstack)
