#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace app {

// Goes through what one has said, from the newest to the oldest and back to what was being written:
// a core. What was changed on the way is what is being written.
class SentTexts {
public:
    // What is to stand in the field in place of what is shown; nothing: there is nothing further.
    // `texts`: the newest first.
    std::optional<QString> older(const QString &shown, const QStringList &texts);
    std::optional<QString> newer(const QString &shown, const QStringList &texts);

private:
    void follow(const QString &shown, const QStringList &texts);

    QString m_draft;
    QString m_last; // what was given out
    qsizetype m_at = -1; // -1: the draft
};

} // namespace app
