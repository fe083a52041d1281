#pragma once

#include "app/client/spellingsession.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QThread>

#include <memory>

namespace app {

// Which words are misspelt, as far as it is known by now: what is not known yet is looked up on a
// thread that begins with the first word, and changed() tells. UI thread.
class Spelling : public QObject {
    Q_OBJECT

public:
    // Where dictionaries are; empty: where the system has them.
    explicit Spelling(const QStringList &folders = {}, QObject *parent = nullptr);
    ~Spelling() override;

    bool isWrong(const QString &word);
    QStringList suggestions(const QString &word) const;
    // Right from now on, whatever the dictionary says.
    void accept(const QStringList &words);

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void takeVerdicts();

private:
    void start();

    QStringList m_folders;
    QSet<QString> m_accepted;
    QHash<QString, WordVerdict> m_verdicts; // asked for: right until it is known
    std::shared_ptr<stomp::Mailbox<WordVerdict>> m_incoming;
    QThread m_thread;
    SpellingSession *m_session = nullptr; // on the thread
};

} // namespace app
