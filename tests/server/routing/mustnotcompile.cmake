# Compiles SOURCE with MISTAKE defined: it must fail and say SENTENCE; without a sentence it must succeed.
string(REPLACE "|" ";" includes "${INCLUDES}")
list(TRANSFORM includes PREPEND "-isystem")
execute_process(
    COMMAND ${COMPILER} -std=c++20 -fsyntax-only -fPIC -Werror=unused-result -D${MISTAKE} ${includes} ${SOURCE}
    RESULT_VARIABLE result
    OUTPUT_VARIABLE output
    ERROR_VARIABLE output)
if(SENTENCE STREQUAL "")
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "${MISTAKE} should compile:\n${output}")
    endif()
    return()
endif()
string(FIND "${output}" "${SENTENCE}" place)
if(result EQUAL 0 OR place EQUAL -1)
    message(FATAL_ERROR "${MISTAKE} should be refused with \"${SENTENCE}\":\n${output}")
endif()
