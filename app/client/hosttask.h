#pragma once

#include <QByteArray>
#include <QString>
#include <QtGlobal>

namespace app {

// What the host has done with the rooms as a whole.
struct HostTask {
    enum class Kind { BackUp, Restore, Export };

    Kind kind = Kind::BackUp;
    QString file;
    QByteArray room; // of an export
};

struct HostTaskOutcome {
    HostTask task;
    bool isDone = false;
    qint64 rooms = 0;
    qint64 entries = 0;
    QString movedTo; // of a restore: where the rooms are now that were there before
    QByteArray code; // when it is not done: "disk-full", "damaged", …
    QString detail; // the same in English
};

// What came of it, translated.
QString hostTaskText(const HostTaskOutcome &outcome);

} // namespace app
