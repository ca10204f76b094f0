# What makes the same source give the same program in whatever folder it is built (scripts/release.sh proves it): the
# folders' names are in no message and no debugging information. Times and users are nowhere in it, and sources are
# listed in the order of their names.
add_compile_options($<$<CONFIG:Release>:-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=>
                    $<$<CONFIG:Release>:-ffile-prefix-map=${CMAKE_BINARY_DIR}/=>)
