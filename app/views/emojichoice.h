#pragma once

#include <QByteArray>
#include <QObject>
#include <QPoint>

namespace app {

class ChatPage;
class EmojiPicker;
class Settings;
class Theme;

// Opens the emoji picker for the composer and for reactions, and remembers what was picked.
class EmojiChoice : public QObject {
    Q_OBJECT

public:
    // All outlive it.
    EmojiChoice(const Theme *theme, Settings *settings, ChatPage *page);

    EmojiPicker *picker() const { return m_picker; }

private:
    void openFor(const QByteArray &message, const QPoint &globalPoint);
    void take(const QString &emoji);

    Settings *m_settings;
    ChatPage *m_page;
    EmojiPicker *m_picker;
    QByteArray m_message; // to react to; empty: for the composer
};

} // namespace app
