# What `cmake --install` and `cpack -G DEB` take: the program, its man page and
# completions, and the library with a package file for find_package(stenogram).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

get_property(rooms GLOBAL PROPERTY STENOGRAM_ROOMS)
set(targets stenogram_options)
add_library(stenogram_everything INTERFACE)
set_target_properties(stenogram_everything PROPERTIES EXPORT_NAME stenogram)
foreach(room IN LISTS rooms)
  list(APPEND targets stenogram_${room})
  set_target_properties(stenogram_${room} PROPERTIES EXPORT_NAME ${room})
  target_link_libraries(stenogram_everything INTERFACE stenogram_${room})
endforeach()
install(TARGETS ${targets} stenogram_everything EXPORT stenogram
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(DIRECTORY stenogram/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/stenogram COMPONENT development
        FILES_MATCHING PATTERN "*.h")
install(EXPORT stenogram NAMESPACE stenogram:: FILE stenogram-targets.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/stenogram COMPONENT development)
configure_package_config_file(cmake/stenogram-config.cmake.in
  ${PROJECT_BINARY_DIR}/stenogram-config.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/stenogram)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/stenogram-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/stenogram-config.cmake
              ${PROJECT_BINARY_DIR}/stenogram-config-version.cmake
              cmake/StenogramDependencies.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/stenogram COMPONENT development)

install(TARGETS stenogram RUNTIME COMPONENT program)
install(TARGETS stenogram_pdf RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/stenogram COMPONENT program)
install(FILES README.md CHANGELOG.md docs/matching.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)

# Man page and completions come from the program's own table of flags, so they
# are made by running it once it is built.
set(manual ${PROJECT_BINARY_DIR}/manual)
set(made "")
foreach(pair "man:stenogram.1" "bash:stenogram.bash" "zsh:_stenogram" "fish:stenogram.fish")
  string(REPLACE ":" ";" pair "${pair}")
  list(GET pair 0 what)
  list(GET pair 1 file)
  add_custom_command(OUTPUT ${manual}/${file}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${manual}
    COMMAND stenogram manual ${what} > ${manual}/${file}
    DEPENDS stenogram VERBATIM)
  list(APPEND made ${manual}/${file})
endforeach()
add_custom_target(stenogram_manual ALL DEPENDS ${made})
install(FILES ${manual}/stenogram.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
install(FILES ${manual}/stenogram.bash RENAME stenogram
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT program)
install(FILES ${manual}/_stenogram
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT program)
install(FILES ${manual}/stenogram.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT program)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME stenogram)
set(CPACK_PACKAGE_CONTACT "Stenogram maintainers <maintainers@stenogram.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL program)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME stenogram)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
include(CPack)
