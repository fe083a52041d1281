#pragma once

#include "stomp/chat/payloads.h"

#include <QByteArray>
#include <QStringList>
#include <QtGlobal>

#include <map>
#include <optional>

namespace app {

// Who is writing in a room: a core. What is heard of others expires by itself; what one tells of
// oneself is said once in a while. Time comes in as milliseconds since 1970 UTC.
class Typing {
public:
    static constexpr qint64 expiresAfter = 8'000;
    static constexpr qint64 repeatedAfter = 4'000;
    static constexpr qint64 stopsAfter = 6'000;

    void heard(const chat::Typing &typing, qint64 now);
    // By name; expired ones left out.
    QStringList names(qint64 now) const;

    // A key was pressed, or the text was sent or cleared. What is to be told, if anything.
    std::optional<bool> wrote(bool hasText, qint64 now);
    // Nothing was written for a while.
    std::optional<bool> wake(qint64 now);
    // When something expires next.
    std::optional<qint64> nextWake() const;

private:
    struct Person {
        QString name;
        qint64 until = 0;
    };

    std::map<QByteArray, Person> m_people; // by id
    std::optional<qint64> m_toldAt; // that one writes
    qint64 m_wroteAt = 0;
};

} // namespace app
