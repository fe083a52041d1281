#include "app/client/chatroom.h"
#include "app/models/roomchangewords.h"
#include "app/models/timelinemodel.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

// TimelineModel's part that answers for roles.
namespace app {

namespace {

MessageState messageState(const TimelineItem &item)
{
    if (item.key.isEmpty())
        return MessageState::Sent;
    switch (item.state) {
    case PendingState::Writing:
        return MessageState::Writing;
    case PendingState::Waiting:
        return MessageState::Waiting;
    case PendingState::Late:
        return MessageState::Late;
    case PendingState::Sent:
        return MessageState::Sent;
    case PendingState::Failed:
        return MessageState::Failed;
    }
    return MessageState::Sent;
}

QStringList reactions(const TimelineItem &item, const QByteArray &self)
{
    QStringList words;
    for (const Reaction &reaction : item.reactions) {
        const bool isMine = std::any_of(reaction.people.begin(), reaction.people.end(),
            [&self](const chat::Author &person) { return person.id == self; });
        words += QStringLiteral("%1 %2").arg(
                     reaction.emoji, QLocale().toString(static_cast<int>(reaction.people.size())))
            + (isMine ? QStringLiteral(" ✓") : QString());
    }
    return words;
}

// The C locale has seconds even in the short form.
QString clock(const QDateTime &at)
{
    const QString format = QLocale().timeFormat(QLocale::ShortFormat);
    return QLocale().toString(at.time(), QString(format).remove(QStringLiteral(":ss")));
}

QDateTime sentAt(const TimelineItem &item)
{
    return QDateTime::fromMSecsSinceEpoch(item.entry.sentAt);
}

} // namespace

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const TimelineRow &row = m_rows[index.row()];
    switch (role) {
    case TimelineRole::Kind:
        return QVariant::fromValue(row.kind);
    case TimelineRole::Text:
    case Qt::DisplayRole:
        return text(row);
    case Qt::AccessibleTextRole:
        return accessibleText(row);
    default:
        return row.item ? itemData(row, role) : lineData(row, role);
    }
}

QVariant TimelineModel::itemData(const TimelineRow &row, int role) const
{
    const TimelineItem &item = *row.item;
    const bool isPending = item.kind == TimelineItem::Kind::Pending;
    switch (role) {
    case TimelineRole::MessageId:
        return isPending ? item.key : item.entry.id;
    case TimelineRole::Seq:
        return isPending ? 0 : item.position;
    case TimelineRole::AuthorId:
        return item.entry.author.id;
    case TimelineRole::AuthorName:
        return item.entry.author.name;
    case TimelineRole::SentAt:
        return item.kind == TimelineItem::Kind::Hole ? QVariant() : sentAt(item);
    case TimelineRole::State:
        return QVariant::fromValue(messageState(item));
    case TimelineRole::FailureReason:
        return item.failure;
    case TimelineRole::IsOwn:
        return item.isOwn;
    case TimelineRole::ContinuesGroup:
        return row.continuesGroup;
    case TimelineRole::IsMention:
        return item.isMention;
    case TimelineRole::HoleSize:
        return item.holeSize();
    default:
        return changeData(item, role);
    }
}

// What has become of a message, and what it answers.
QVariant TimelineModel::changeData(const TimelineItem &item, int role) const
{
    switch (role) {
    case TimelineRole::PendingKey:
        return item.key;
    case TimelineRole::IsEdited:
        return item.isEdited && !item.isDeleted;
    case TimelineRole::IsDeleted:
        return item.isDeleted;
    case TimelineRole::IsPinned:
        return item.isPinned && !item.isDeleted;
    case TimelineRole::IsReply:
        return !item.entry.replyTo.isEmpty() && !item.isDeleted;
    case TimelineRole::QuotedAuthor:
        return item.quote ? item.quote->author.name : QString();
    case TimelineRole::QuotedText:
        if (!item.quote)
            return QString();
        return item.quote->isDeleted ? tr("This message was removed.") : item.quote->text;
    case TimelineRole::Reactions:
        return reactions(item, m_room ? m_room->self().person : QByteArray());
    default:
        return {};
    }
}

QVariant TimelineModel::lineData(const TimelineRow &row, int role) const
{
    if (role == TimelineRole::SentAt && row.day.isValid())
        return row.day.startOfDay();
    if (role == TimelineRole::Seq && row.position > 0 && row.position < firstPendingPosition)
        return row.position;
    return {};
}

QString TimelineModel::text(const TimelineRow &row) const
{
    switch (row.kind) {
    case TimelineRowKind::Message:
        return row.item->isDeleted ? removedText(*row.item) : row.item->text;
    case TimelineRowKind::DayLine:
        return QLocale().toString(row.day, QLocale::LongFormat);
    case TimelineRowKind::UnreadLine:
        return unreadText(row);
    case TimelineRowKind::Hole:
        return row.item->holeKind == HoleKind::TooOld
            ? tr("%n older message(s) not loaded", nullptr, static_cast<int>(row.item->holeSize()))
            : tr("%n message(s) not loaded yet", nullptr, static_cast<int>(row.item->holeSize()));
    case TimelineRowKind::System:
        return systemText(*row.item);
    case TimelineRowKind::Start:
        return tr("This is where the room begins.");
    }
    return {};
}

// From when on: of another day with its date.
QString TimelineModel::unreadText(const TimelineRow &row) const
{
    const int count = unreadSinceEntry();
    const int at = rowOfItem(row.position);
    if (at < 0) {
        return tr("%n new message(s)", nullptr, count);
    }
    const QDateTime first = sentAt(*m_rows[at].item);
    QString when = clock(first);
    if (first.date() != QDate::currentDate()) {
        when = QLocale().toString(first.date(), QLocale::ShortFormat) + u' ' + when;
    }
    return tr("%n new since %1", nullptr, count).arg(when);
}

// By whom, when that was somebody else.
QString TimelineModel::removedText(const TimelineItem &item)
{
    const bool isByAuthor =
        item.deletedBy.id.isEmpty() || item.deletedBy.id == item.entry.author.id;
    return isByAuthor ? tr("This message was removed.")
                      : tr("This message was removed by %1.").arg(item.deletedBy.name);
}

QString TimelineModel::systemText(const TimelineItem &item) const
{
    const TimelineItemPointer before =
        m_room ? m_room->timeline().roomChangeBefore(item.position) : nullptr;
    return roomChangeText(item.entry, before ? &before->entry : nullptr);
}

QString TimelineModel::accessibleText(const TimelineRow &row) const
{
    if (row.kind != TimelineRowKind::Message)
        return text(row);
    const TimelineItem &item = *row.item;
    const QString said =
        tr("%1, %2: %3", "name, time, text")
            .arg(item.entry.author.name,
                QLocale().toString(sentAt(item).time(), QLocale::ShortFormat), text(row));
    switch (messageState(item)) {
    case MessageState::Sent:
        return item.isEdited ? tr("%1 (edited)").arg(said) : said;
    case MessageState::Writing:
    case MessageState::Waiting:
    case MessageState::Late:
        return tr("%1 (being sent)").arg(said);
    case MessageState::Failed:
        return tr("%1 (not sent: %2)").arg(said, item.failure);
    }
    return said;
}

int TimelineModel::unreadSinceEntry() const
{
    if (!m_room || m_room->entryMarker() < 0)
        return 0;
    const qint64 marker = m_room->entryMarker();
    const qint64 last = m_room->lastSeq();
    return static_cast<int>(
        qMax<qint64>(1, last - marker - m_room->timeline().silentCount(marker, last)));
}

QHash<int, QByteArray> TimelineModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{TimelineRole::Kind, "kind"}, {TimelineRole::MessageId, "messageId"},
        {TimelineRole::Seq, "seq"}, {TimelineRole::AuthorId, "authorId"},
        {TimelineRole::AuthorName, "authorName"}, {TimelineRole::Text, "text"},
        {TimelineRole::SentAt, "sentAt"}, {TimelineRole::State, "state"},
        {TimelineRole::FailureReason, "failureReason"}, {TimelineRole::IsOwn, "isOwn"},
        {TimelineRole::ContinuesGroup, "continuesGroup"}, {TimelineRole::IsMention, "isMention"},
        {TimelineRole::HoleSize, "holeSize"}, {TimelineRole::PendingKey, "pendingKey"},
        {TimelineRole::IsEdited, "isEdited"}, {TimelineRole::IsDeleted, "isDeleted"},
        {TimelineRole::IsPinned, "isPinned"}, {TimelineRole::IsReply, "isReply"},
        {TimelineRole::QuotedAuthor, "quotedAuthor"}, {TimelineRole::QuotedText, "quotedText"},
        {TimelineRole::Reactions, "reactions"}});
    return names;
}

} // namespace app
