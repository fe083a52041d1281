#include "app/delegates/messagewords.h"

#include "app/delegates/markdown.h"

#include <QLocale>
#include <QStringList>

namespace app {

QString MessageWords::time(const QDateTime &at)
{
    // The C locale has seconds even in the short form.
    const QString format = QLocale().timeFormat(QLocale::ShortFormat);
    return QLocale().toString(at.time(), QString(format).remove(QStringLiteral(":ss")));
}

QString MessageWords::day(const QDateTime &at, const QDate &today)
{
    const QDate date = at.date();
    if (date == today) {
        return tr("Today");
    }
    if (date == today.addDays(-1)) {
        return tr("Yesterday");
    }
    return QLocale().toString(date, QLocale::LongFormat);
}

QString MessageWords::state(const MessageRow &row)
{
    switch (row.state) {
    case MessageState::Sent:
    case MessageState::Writing:
        return {};
    case MessageState::Waiting:
        return tr("Sending…");
    case MessageState::Late:
        return tr("Not sent yet. It goes out as soon as the server answers.");
    case MessageState::Failed:
        break;
    }
    return row.failureReason.isEmpty() ? tr("Not sent.")
                                       : tr("Not sent: %1").arg(row.failureReason);
}

QString MessageWords::quote(const MessageRow &row)
{
    if (!row.isReply) {
        return {};
    }
    if (row.quotedAuthor.isEmpty()) {
        return tr("↳ an earlier message");
    }
    return tr("↳ %1: %2").arg(row.quotedAuthor, firstLineOfMarkdown(row.quotedText));
}

QString MessageWords::marks(const MessageRow &row)
{
    QStringList marks;
    if (row.isEdited) {
        marks += edited();
    }
    if (row.isPinned) {
        marks += tr("pinned");
    }
    return (marks + row.reactions).join(QStringLiteral(" · "));
}

QString MessageWords::edited()
{
    return tr("(edited)");
}

QString MessageWords::action(MessageAction action)
{
    switch (action) {
    case MessageAction::TryAgain:
        return tr("Try again");
    case MessageAction::Edit:
        return tr("Edit");
    case MessageAction::Discard:
        break;
    }
    return tr("Discard");
}

QString MessageWords::hole(const MessageRow &row)
{
    if (!row.text.isEmpty()) {
        return row.text;
    }
    return row.holeSize > 0 ? tr("%n earlier message(s) not loaded", nullptr,
               static_cast<int>(qMin<qlonglong>(row.holeSize, 1'000'000)))
                            : tr("Earlier messages not loaded");
}

QString MessageWords::spoken(const MessageRow &row)
{
    switch (row.kind) {
    case TimelineRowKind::DayLine:
        return QLocale().toString(row.sentAt.date(), QLocale::LongFormat);
    case TimelineRowKind::Hole:
        return hole(row);
    case TimelineRowKind::UnreadLine:
    case TimelineRowKind::System:
    case TimelineRowKind::Start:
        return row.text;
    case TimelineRowKind::Message:
        break;
    }
    QStringList parts{row.authorName, time(row.sentAt), row.text};
    for (const QString &words : {quote(row), marks(row)}) {
        if (!words.isEmpty()) {
            parts += words;
        }
    }
    if (const QString words = state(row); !words.isEmpty()) {
        parts += words;
    }
    return parts.join(QStringLiteral(", "));
}

QString MessageWords::announced(const MessageRow &row)
{
    return tr("%1: %2").arg(row.authorName, row.text);
}

} // namespace app
