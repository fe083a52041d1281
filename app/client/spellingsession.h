#pragma once

#include "stomp/mailbox.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <vector>

class Hunspell;

namespace app {

// What is known of a word.
struct WordVerdict {
    QString word;
    bool isRight = true;
    QStringList suggestions; // of a wrong one
};

// Looks words up in the dictionaries of the system, each loaded for the first word in its script:
// that of Korean takes a second or two. Lives on a thread of its own; ask() may be called on any.
class SpellingSession : public QObject {
    Q_OBJECT

public:
    using Report = std::function<void(WordVerdict)>; // called on the session's thread

    SpellingSession(QStringList folders, Report report);
    ~SpellingSession() override;

    void ask(const QString &word) { m_words.push(word); }
    // Nothing is looked up any more. Called on any thread.
    void stop() { m_isStopped = true; }

private Q_SLOTS:
    void takeWords();

private:
    WordVerdict judge(const QString &word);
    Hunspell *dictionaryFor(const QString &word);
    std::unique_ptr<Hunspell> load(const QStringList &names) const;

    QStringList m_folders;
    Report m_report;
    std::map<bool, std::unique_ptr<Hunspell>> m_dictionaries; // Korean or not; null: there is none
    std::atomic<bool> m_isStopped = false;
    stomp::Mailbox<QString> m_words;
};

} // namespace app
