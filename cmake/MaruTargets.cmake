# What every target of the project has in common: language, warnings, Qt's strict macros, moc.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

set(MARU_SANITIZE "" CACHE STRING "Sanitizers to build with: address,undefined or thread")
option(MARU_WARNINGS_AS_ERRORS "Treat warnings as errors" OFF)
option(MARU_UNITY_LIBRARIES "Compile several files of a library at once; hides a missing #include" OFF)

add_library(maru_common INTERFACE)
target_include_directories(maru_common INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(maru_common INTERFACE -Wall -Wextra -Wpedantic)
target_compile_definitions(maru_common INTERFACE
    MARU_VERSION="${PROJECT_VERSION}"
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_URL_CAST_FROM_STRING
    QT_NO_FOREACH
    QT_NO_KEYWORDS
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_DISABLE_DEPRECATED_BEFORE=0x060400)
if(MARU_WARNINGS_AS_ERRORS)
    target_compile_options(maru_common INTERFACE -Werror)
endif()
if(MARU_SANITIZE)
    add_compile_options(-fsanitize=${MARU_SANITIZE} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${MARU_SANITIZE})
endif()

# For every test. Qt and glib are not instrumented; some tests start programs, and threads, by fork().
set(MARU_SANITIZER_ENVIRONMENT
    "TSAN_OPTIONS=ignore_noninstrumented_modules=1:halt_on_error=1:die_after_fork=0"
    "ASAN_OPTIONS=detect_leaks=0"
    "UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1")

find_program(MARU_MOLD mold)
if(MARU_MOLD)
    add_link_options(-fuse-ld=mold)
endif()
find_program(MARU_CCACHE ccache)
if(MARU_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${MARU_CCACHE})
    # what ccache asks for where g++ uses precompiled headers (its manual, "Precompiled headers")
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        set(MARU_PRECOMPILED_OPTIONS -fpch-preprocess)
    endif()
endif()

# A target whose precompiled header others share, by REUSE_FROM: maru_precompiled_header(NAME HEADER LINKS …)
function(maru_precompiled_header name header)
    file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp "")
    add_library(${name} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
    set_target_properties(${name} PROPERTIES AUTOMOC OFF)
    target_link_libraries(${name} PRIVATE maru_common ${ARGN})
    target_precompile_headers(${name} PRIVATE ${header})
    target_compile_options(${name} PRIVATE ${MARU_PRECOMPILED_OPTIONS})
endfunction()

# A static library of one folder: maru_library(NAME SOURCES … LINKS …)
function(maru_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC maru_common ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS})
    if(MARU_UNITY_LIBRARIES)
        set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    endif()
endfunction()

# Puts a test under the label of its folder, and every label under a target `LABEL_tests` that builds its programs:
# core (no window, no process), app, system; tests directly in tests/ are core, too.
function(maru_label_test name)
    cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY ${CMAKE_SOURCE_DIR}/tests OUTPUT_VARIABLE folder)
    if(folder MATCHES "^(app|system)")
        set(labels ${CMAKE_MATCH_1})
    else()
        set(labels core)
    endif()
    list(APPEND labels ${ARGN})
    set_tests_properties(${name} PROPERTIES LABELS "${labels}")
    foreach(label IN LISTS labels)
        if(NOT TARGET ${label}_tests)
            add_custom_target(${label}_tests)
        endif()
        if(TARGET ${name})
            add_dependencies(${label}_tests ${name})
        endif()
    endforeach()
endfunction()

# moc for programs whose classes with Q_OBJECT stand in the .cpp that includes its own .moc, as tests' do. CMake's AUTOMOC
# would start a scan and compile an empty file for each of them, a quarter of the time that all tests take to build.
function(maru_moc_of_sources name)
    set_target_properties(${name} PROPERTIES AUTOMOC OFF)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/${name}_autogen/include)
    file(MAKE_DIRECTORY ${folder})
    target_include_directories(${name} BEFORE PRIVATE ${folder})
    foreach(source IN LISTS ARGN)
        cmake_path(GET source STEM stem)
        file(STRINGS ${source} includes REGEX "^#include \"${stem}\\.moc\"")
        if(includes)
            qt_generate_moc(${source} ${folder}/${stem}.moc TARGET ${name})
            target_sources(${name} PRIVATE ${folder}/${stem}.moc)
        endif()
    endforeach()
endfunction()

# A Qt Test program run by ctest: maru_test(tst_frame SOURCES tst_frame.cpp LINKS stomp [LABELS …])
# With GUI it runs on Qt's offscreen platform.
function(maru_test name)
    cmake_parse_arguments(ARG "GUI" "TIMEOUT" "SOURCES;LINKS;LABELS;ENVIRONMENT" ${ARGN})
    if(NOT ARG_SOURCES)
        set(ARG_SOURCES ${name}.cpp)
    endif()
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    add_executable(${name} ${ARG_SOURCES})
    maru_moc_of_sources(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE maru_common Qt6::Test Qt6::WebSockets ${ARG_LINKS})
    if(ARG_GUI)
        target_precompile_headers(${name} REUSE_FROM gui_precompiled)
    else()
        target_precompile_headers(${name} REUSE_FROM core_precompiled)
    endif()
    target_compile_options(${name} PRIVATE ${MARU_PRECOMPILED_OPTIONS})
    add_test(NAME ${name} COMMAND ${name})
    set(environment ${ARG_ENVIRONMENT}
        ${MARU_SANITIZER_ENVIRONMENT})
    if(ARG_GUI)
        list(APPEND environment "QT_QPA_PLATFORM=offscreen")
    endif()
    if(MARU_SANITIZE)
        math(EXPR ARG_TIMEOUT "${ARG_TIMEOUT} * 5") # what sanitizers cost
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} ENVIRONMENT "${environment}")
    maru_label_test(${name} ${ARG_LABELS})
endfunction()
