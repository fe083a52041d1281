#include "app/client/notificationrule.h"

#include <QCoreApplication>

namespace app {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(app::NotificationRule)

public:
    static QString of(NotificationVerdict::Reason reason)
    {
        using Reason = NotificationVerdict::Reason;
        switch (reason) {
        case Reason::Mention:
            return tr("Told: it calls you by name.");
        case Reason::Message:
            return tr("Told: a message that was not in view.");
        case Reason::TurnedOff:
            return tr("Not told: notifications are turned off.");
        case Reason::OnlyMentions:
            return tr("Not told: it does not call you by name.");
        case Reason::Muted:
            return tr("Not told: its room is muted.");
        case Reason::InView:
            return tr("Not told: its room was in view.");
        case Reason::CaughtUp:
            break;
        }
        return tr("Not told: it was said before you came.");
    }
};

} // namespace

QString notificationRuleName(NotificationRule rule)
{
    switch (rule) {
    case NotificationRule::Mentions:
        return QStringLiteral("mentions");
    case NotificationRule::Nothing:
        return QStringLiteral("nothing");
    case NotificationRule::All:
        break;
    }
    return QStringLiteral("all");
}

NotificationRule notificationRuleFromName(const QString &name)
{
    for (const NotificationRule rule : {NotificationRule::Mentions, NotificationRule::Nothing}) {
        if (notificationRuleName(rule) == name)
            return rule;
    }
    return NotificationRule::All;
}

NotificationVerdict judgeNotification(const NotificationQuestion &question)
{
    using Reason = NotificationVerdict::Reason;
    if (question.rule == NotificationRule::Nothing)
        return {false, Reason::TurnedOff};
    if (question.isWindowActive && question.isRoomInView)
        return {false, Reason::InView};
    if (question.isMention)
        return {true, Reason::Mention}; // a mute does not swallow it
    if (question.isMuted)
        return {false, Reason::Muted};
    if (question.rule == NotificationRule::Mentions)
        return {false, Reason::OnlyMentions};
    if (question.isCaughtUp)
        return {false, Reason::CaughtUp};
    return {true, Reason::Message};
}

QString reasonText(NotificationVerdict::Reason reason)
{
    return Words::of(reason);
}

} // namespace app
