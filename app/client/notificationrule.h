#pragma once

#include <QString>

namespace app {

// What somebody wants to be told of.
enum class NotificationRule { All, Mentions, Nothing };

// As it is kept in the settings.
QString notificationRuleName(NotificationRule rule);
NotificationRule notificationRuleFromName(const QString &name);

// Everything that decides whether a message of somebody else is told.
struct NotificationQuestion {
    NotificationRule rule = NotificationRule::All;
    bool isMention = false;
    bool isMuted = false; // its room
    bool isWindowActive = false;
    bool isRoomInView = false;
    bool isCaughtUp = false; // said before this program was there to hear it
};

struct NotificationVerdict {
    enum class Reason {
        Mention, // told
        Message, // told
        TurnedOff,
        OnlyMentions,
        Muted,
        InView,
        CaughtUp,
    };

    bool isTold = false;
    Reason reason = Reason::TurnedOff;

    friend bool operator==(const NotificationVerdict &, const NotificationVerdict &) = default;
};

// The one place where that is decided: for what pops up and for the window's asking for attention.
NotificationVerdict judgeNotification(const NotificationQuestion &question);

// "It was told, because…"; translated.
QString reasonText(NotificationVerdict::Reason reason);

} // namespace app
