#pragma once

#include "server/broker/inboundhandler.h"

#include <QByteArray>

#include <exception>
#include <functional>
#include <type_traits>
#include <utility>
#include <vector>

namespace server {

// Makes Problems of what handlers throw: the nearest type that was added decides, then the nested
// cause. What nobody mapped is "internal-error" with an incident id; the text itself is only in the
// log.
class ProblemMapping {
public:
    explicit ProblemMapping(std::function<QByteArray()> makeIncidentId);

    template<typename Error, typename Map>
    void add(Map map)
    {
        static_assert(std::is_invocable_r_v<Problem, Map, const Error &>,
            "problem<Error> takes a function that makes a Problem of const Error &");
        m_rows.push_back({&sliceTo<Error>, [map = std::move(map)](const std::exception_ptr &error) {
                              try {
                                  std::rethrow_exception(error);
                              } catch (const Error &caught) {
                                  return Problem(map(caught));
                              }
                          }});
    }

    Problem problemOf(const std::exception_ptr &error) const;

private:
    struct Row {
        // The error as this row's type and no more; null when it is none.
        std::exception_ptr (*slice)(const std::exception_ptr &);
        std::function<Problem(const std::exception_ptr &)> map;
    };

    template<typename Error>
    static std::exception_ptr sliceTo(const std::exception_ptr &error)
    {
        try {
            std::rethrow_exception(error);
        } catch (const Error &caught) {
            return std::make_exception_ptr(Error(caught));
        } catch (...) {
            return nullptr;
        }
    }

    const Row *nearest(const std::exception_ptr &error) const;
    Problem unmapped(const std::exception_ptr &error) const;

    std::function<QByteArray()> m_makeIncidentId;
    std::vector<Row> m_rows;
};

} // namespace server
