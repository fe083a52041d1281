#include "app/client/hosttask.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace app {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(app::HostTask)

public:
    static QString done(const HostTaskOutcome &outcome)
    {
        const QString file = QDir::toNativeSeparators(outcome.task.file);
        const int rooms = static_cast<int>(outcome.rooms);
        switch (outcome.task.kind) {
        case HostTask::Kind::BackUp:
            return tr("%n room(s) were backed up into %1.", nullptr, rooms).arg(file);
        case HostTask::Kind::Export:
            return tr("The room was written into %1.").arg(file);
        case HostTask::Kind::Restore:
            break;
        }
        const QString restored = tr("%n room(s) were restored from %1.", nullptr, rooms).arg(file);
        if (outcome.movedTo.isEmpty())
            return restored;
        return restored + u' '
            + tr("What was there before is kept in %1.")
                  .arg(QDir::toNativeSeparators(outcome.movedTo));
    }

    static QString failed(const HostTaskOutcome &outcome)
    {
        switch (outcome.task.kind) {
        case HostTask::Kind::BackUp:
            return tr("There is no backup: %1").arg(reason(outcome));
        case HostTask::Kind::Export:
            return tr("The room was not exported: %1").arg(reason(outcome));
        case HostTask::Kind::Restore:
            break;
        }
        return tr("Nothing was restored, and the rooms are as they were: %1").arg(reason(outcome));
    }

private:
    static QString reason(const HostTaskOutcome &outcome)
    {
        if (outcome.code == "disk-full")
            return tr("the disk is full.");
        if (outcome.code == "no-such-room")
            return tr("nothing was said in it yet.");
        if (outcome.code == "damaged")
            return tr("the file is damaged. (%1)").arg(outcome.detail);
        if (outcome.code == "file-unusable" && outcome.task.kind == HostTask::Kind::Restore)
            return tr("the file cannot be used. (%1)").arg(outcome.detail);
        if (outcome.code == "file-unusable")
            return tr("the file cannot be written. (%1)").arg(outcome.detail);
        return outcome.detail;
    }
};

} // namespace

QString hostTaskText(const HostTaskOutcome &outcome)
{
    return outcome.isDone ? Words::done(outcome) : Words::failed(outcome);
}

} // namespace app
