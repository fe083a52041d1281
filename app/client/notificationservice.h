#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

namespace app {

// What a notification says; plain text.
struct NotificationText {
    QString title;
    QString body;
    bool isUrgent = false; // it calls somebody by name

    friend bool operator==(const NotificationText &, const NotificationText &) = default;
};

// Something that shows notifications. UI thread.
class NotificationService : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // In place of what it shows under this key.
    virtual void show(const QByteArray &key, const NotificationText &text) = 0;
    virtual void withdraw(const QByteArray &key) = 0;

Q_SIGNALS:
    // Clicked; with the token, where there is one, the window may come to the front.
    void activated(const QByteArray &key, const QByteArray &activationToken);
    // It cannot be shown here.
    void refused(const QByteArray &key, const app::NotificationText &text);
};

} // namespace app
