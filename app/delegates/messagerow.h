#pragma once

#include "app/models/roles.h"

#include <QByteArray>
#include <QDateTime>
#include <QModelIndex>
#include <QString>
#include <QStringList>

namespace app {

// One row of the timeline, read from the model's roles.
struct MessageRow {
    TimelineRowKind kind = TimelineRowKind::Message;
    QByteArray messageId;
    qint64 seq = 0;
    QByteArray authorId;
    QString authorName;
    QString text;
    QDateTime sentAt;
    MessageState state = MessageState::Sent;
    QString failureReason;
    bool isOwn = false;
    bool continuesGroup = false;
    bool isMention = false;
    qlonglong holeSize = 0;
    QByteArray pendingKey;
    bool isEdited = false;
    bool isDeleted = false;
    bool isPinned = false;
    bool isReply = false;
    QString quotedAuthor;
    QString quotedText;
    QStringList reactions;

    static MessageRow from(const QModelIndex &index);
    static TimelineRowKind kindOf(const QModelIndex &index);
};

} // namespace app
