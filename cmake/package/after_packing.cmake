# cpack runs this at last. Before each of the three files in a .deb stand its name, time, owner and mode. The mode is by
# the umask, and dpkg does not look at it; so it becomes the same everywhere.
foreach(package IN LISTS CPACK_PACKAGE_FILES)
  execute_process(COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C sed -i -E
                          "s/((debian-binary|control[.]tar[.]gz|data[.]tar[.]xz) +[0-9]+ +0 +0 +)100[0-7]{3}/\\1100644/"
                          ${package}
                  COMMAND_ERROR_IS_FATAL ANY)
endforeach()
