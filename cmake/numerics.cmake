# What makes the same source give the same bits everywhere: no contraction of a*b+c behind our back (the
# kernels say std::fma where they mean it), never -ffast-math or -Ofast (they reassociate and flush to zero).
add_compile_options(-ffp-contract=off -fno-math-errno -fno-trapping-math)

# The kernels are compiled once per instruction set from one source and chosen when the program starts.
set(NNTRAIN_KERNEL_SOURCE src/math/kernels_body.cpp)
set(NNTRAIN_KERNEL_OBJECTS)
set(NNTRAIN_LEVEL_DEFINITIONS)

function(add_kernel_level level)
  add_library(kernels_${level} OBJECT ${NNTRAIN_KERNEL_SOURCE})
  target_include_directories(kernels_${level} PRIVATE src)
  target_compile_definitions(kernels_${level} PRIVATE NNTRAIN_KERNEL_LEVEL=${level})
  # Unoptimised builds keep their flags; optimised ones get -O3, which the row loops need to vectorise.
  # g++ would turn the last loop over a tile into a copy from memory, and keep the tile there for it.
  target_compile_options(kernels_${level} PRIVATE
    $<$<CONFIG:Release,RelWithDebInfo>:-O3> $<$<CXX_COMPILER_ID:GNU>:-fno-tree-loop-distribute-patterns> ${ARGN})
  list(APPEND NNTRAIN_KERNEL_OBJECTS $<TARGET_OBJECTS:kernels_${level}>)
  set(NNTRAIN_KERNEL_OBJECTS ${NNTRAIN_KERNEL_OBJECTS} PARENT_SCOPE)
endfunction()

add_kernel_level(baseline)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  add_kernel_level(avx2 -mavx2 -mfma -mbmi2)
  add_kernel_level(avx512 -mavx2 -mfma -mbmi2 -mavx512f -mavx512dq -mavx512bw -mavx512vl
                   -mprefer-vector-width=512)
  set(NNTRAIN_LEVEL_DEFINITIONS NNTRAIN_X86_LEVELS)
endif()
